"""Sentences on what a run over time shows, and what it rests on."""

from __future__ import annotations

from cld.sentences.sentence import FILE, Sentence

ROOTS = (
    "the roots of the characteristic equation, counted by the argument principle; J. Hale, S. "
    "Verduyn Lunel, Introduction to Functional Differential Equations, 1993"
)
PERIOD_MAP = "the largest eigenvalue of the matrix from one common period of decisions to the next"
RUN = "the run itself"

# -- what changes --

STEPPED = Sentence("{name} {change} by {amount}{at}{lasts}", "a step is run", RUN)
ADDED = Sentence(
    "Something adds {amount} to {name}{at}{lasts}", "the same, of a stock: it rises as long", RUN
)
TAKEN = Sentence(
    "Something takes {amount} from {name}{at}{lasts}", "the same, and the amount is negative", RUN
)
PER_SECOND = Sentence(
    "{amount} per second", "the amount of a stock or of a flow whose unit is not per time", RUN
)
JUMPED = Sentence("{name} {jump} by {amount}{at}", "a stock is moved once", RUN)
HELD = Sentence(
    "{name} {are} kept at {amount}{at}", "a variable is kept at a value, and no link moves it", RUN
)
AT = Sentence(" at {time}", "it does not change at the start", RUN)
LASTS = Sentence(" for {time}", "a step ends", RUN)

# -- what a part does --

SETTLES = Sentence("{names} {settle}.", "all its roots have negative real parts", ROOTS)
SETTLES_SLOWLY = Sentence(
    "{names} {settle}, but slowly: after {time} about a third of a change is left; the run shows "
    "the first {length}.",
    "the same, and the root that lasts longest falls by e in more time than the run shows",
    ROOTS,
)
SETTLES_SWINGING = Sentence(
    "{names} {oscillate} with a period of {period}, and {settle}.",
    "the same, and the root that lasts longest is complex",
    ROOTS,
)
GROWS = Sentence(
    "{names} {keep} growing; nothing in the file stops {them}.",
    "a root has a positive real part, the one that lasts longest is real, and no stock met its "
    "capacity",
    ROOTS,
)
GROWS_OR_SWINGS = Sentence(
    "{names} {keep} growing or oscillating ever more widely; nothing in the file stops {them}.",
    "the same, of a part with delays that were spread out or a beat, of which no period is said, "
    "and the run turns three times or more",
    ROOTS,
)
GROWS_AND_SWINGS = Sentence(
    "{names} {oscillate} ever more widely, and {keep} growing in the end; nothing in the file "
    "stops {them}.",
    "the same, more than one root has a positive real part, and the run turns three times or more",
    ROOTS,
)
GROWS_BOUNDED = Sentence(
    "{names} {grow} until {full} {reach} what the file allows.",
    "the same, and a stock met its capacity in the run",
    ROOTS,
)
GROWS_TO_BOUND = Sentence(
    "{names} {grow} as far as the file allows.",
    "the same, and every variable of the part met its capacity",
    ROOTS,
)
GROWS_SWINGING = Sentence(
    "{names} {oscillate} with a period of {period}, and the oscillations grow.",
    "a root has a positive real part, and the one that lasts longest is complex",
    ROOTS,
)
DECIDED_SETTLES = Sentence(
    "{names} {settle}, from decision to decision.",
    "a controller decides in the part, and the factor of a common period is below 1",
    PERIOD_MAP,
)
DECIDED_GROWS = Sentence(
    "{names} {keep} growing or swinging wider, from decision to decision.",
    "a controller decides in the part, and the factor of a common period is above 1",
    PERIOD_MAP,
)
EDGE = Sentence(
    "{names} {are} on the edge: a little more strength and what is there grows, a little less and "
    "it dies out.",
    "a root lies on the axis, or the factor of a common period is 1",
    ROOTS,
)
HANGS = Sentence(
    "Whether {names} {settle} is not decided: it depends on how sharp the delays are. Mark a stock "
    "among them.",
    "a loop has no stock, and the verdict changes with the share of a delay that is spread out",
    ROOTS,
)
HANGS_ON_BEATS = Sentence(
    "Whether {names} {settle} is not decided: it depends on how fast a loop without a stock or a "
    "delay goes round. Mark one of them.",
    "a loop has no memory at all, and the verdict changes with the time that it is given",
    ROOTS,
)
NOT_COUNTED = Sentence(
    "Whether {names} {settle} was not examined: the part is too large, or its times are too "
    "different.",
    "the roots could not be counted within the bounds",
    ROOTS,
)
NOT_RUN = Sentence("{names} {were} not run: {reason}.", "a bound on the work is exceeded", RUN)
CUT = Sentence(
    "The run ends where a value has grown a million million times.",
    "a value passed 1e12",
    RUN,
)
OVERFLOWED = Sentence(
    "{names} met the capacity that the file states; what exceeds it does not count.",
    "a stock was kept at a bound of the file in the run",
    FILE,
)

EMPTIED = Sentence(
    "{names} met the lower bound that the file states.",
    "a variable was kept at the lower bound of the file in the run",
    FILE,
)

# -- with an intervention --

WITH = Sentence("With “{name}”:", "a run with an intervention follows", RUN)
WITH_FROM = Sentence(
    "With “{name}” from {time} on:", "the same, and it begins later than the run", RUN
)
OTHER_RUNS = Sentence(
    "The file also states {names}; give the name to run another.",
    "no run is named, and the file states several",
    FILE,
)
DASHED = Sentence("Dashed: with “{name}”.", "a picture shows both runs", RUN)
DASHED_FROM = Sentence(
    "Dashed: with “{name}” from {time} on.", "the same, and it begins later than the run", RUN
)
BY_HALF = Sentence(
    "A link that is weakened has half its strength, and a strengthened one twice.",
    "the intervention weakens or strengthens a link without a number",
    RUN,
)
LEFT_OUT = Sentence(
    "A run cannot follow these operations of “{name}”: {verbs}.",
    "an operation changes neither links nor numbers",
    FILE,
)

# -- with other strengths --

DRAWN = Sentence(
    "Of {count} with other strengths: {parts}.",
    "runs with drawn strengths were made, and their outcomes were examined",
    ROOTS,
)
DRAWN_HOW = Sentence(
    "In each of them {drawn} drawn: a strength that the file does not state between a third of "
    "what a run fills in and three times that, others within their range. How likely these are, a "
    "diagram does not say, so the numbers are not probabilities.",
    "runs with drawn strengths were made",
    FILE,
)
NOTHING_DRAWN = Sentence(
    "The file states all strengths and delays, so there is nothing to draw.",
    "no link has an open strength or a range",
    FILE,
)
BAND = Sentence(
    "Thin lines: 10 and 90 % of {count} with other strengths, where they are not far off.",
    "a picture shows the bands",
    RUN,
)

# -- what it rests on --

STATED = Sentence(
    "Strengths stated: {stated} of {links}{rest}. Times are middles of ranges.",
    "after each run",
    FILE,
)
REST = Sentence("; the others pass on what they get", "not all strengths are stated", FILE)
REST_FILL = Sentence(
    "; the others pass on what they get, and fill a stock within the time of its quickest loop",
    "the same, and a variable is marked as a stock",
    FILE,
)
SPREAD_OUT = Sentence(
    "A fifth of each delay is spread out where a loop has no stock.",
    "a part has a loop of delays without a stock or a controller",
    FILE,
)
BEAT = Sentence(
    "{names} {follow} within a tenth of the shortest time of {them}, because a loop among them "
    "has neither a stock nor a delay.",
    "a loop without a stock, a delay and a controller was given some time",
    FILE,
)
BEATS = Sentence(
    "The file states no time for {names}, so a second stands for one beat.",
    "a part marks no delay and no controller",
    FILE,
)
UNSIGNED = Sentence("{count} without a sign {do} not run.", "links have the sign `?`", FILE)
CAPACITY = Sentence(
    "The capacity of {names} was not used: state it and `initial` as numbers in one unit.",
    "a capacity lacks a start within it that is a number in the same unit",
    FILE,
)
EACH = Sentence(
    "Values are differences from the level before. The run is one reading of the "
    "diagram, and no forecast.",
    "after each run",
    RUN,
)
