"""Sentences of the findings on variables, links and loops, and of many findings as one."""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

NAMING = "J. D. Sterman, Business Dynamics, 2000, chapter 5, rules for naming variables"
LIMITS = "J. D. Sterman, Business Dynamics, 2000, chapter 4: nothing real grows forever"
MEANING = "the words of the name, a suggestion"

# -- names --

NEAR_DUPLICATE = Sentence(
    "“{name}” is nearly the same name as “{other}”{where}",
    "the two names differ in case, blanks or a plural only",
    MEANING,
)
DIRECTION = Sentence(
    "contains a direction (“{word}”), so its opposite has no name",
    "the name begins or ends with a word of direction",
    NAMING,
)
VERB = Sentence(
    "is an action (“{word}”), not a quantity that can rise or fall",
    "the name begins or ends with a verb",
    NAMING,
)
NEGATIVE = Sentence(
    "has a negative sense (“{word}”), so a decrease is hard to express",
    "the name begins with a word of absence",
    NAMING,
)

# -- variables and links --

SIGN_UNKNOWN = Sentence("the sign of {link} is not known", "the link has the sign `?`", FILE)
SIGN_UNKNOWN_LOOPS = Sentence(
    "; the type of {number} through it is undetermined",
    "undetermined loops run through the link",
    COUNT,
)
ISOLATED = Sentence("“{name}” has no links", "no link leads to it or from it", COUNT)
CONSTANT_MOVED = Sentence(
    "“{name}” is marked `constant`, but {links} to it",
    "its kind is `constant` and it has a cause",
    FILE,
)
SOURCE = Sentence(
    "“{name}” is not in any loop: nothing in the diagram changes it",
    "no link leads to it, it is not a flow, and it is marked neither `constant` nor `outside`",
    COUNT,
)
SINK = Sentence(
    "“{name}” is not in any loop: it changes nothing in the diagram", "no link leads from it", COUNT
)
THROUGH = Sentence(
    "“{name}” is not in any loop: none of its effects leads back to it",
    "it is on a path from loops to other loops, but on none of them",
    COUNT,
)
STARBURST_STOCK = Sentence(
    "{number} links meet at “{name}”, not counting flows into it ({into} in, {out} out): it may "
    "stand for several things",
    "more than 6 links that are not flows lead to a stock, and flows do, too",
    COUNT,
)
STARBURST = Sentence(
    "{number} links meet at “{name}” ({into} in, {out} out): it may stand for several things",
    "more than 6 links meet there; at a stock only those that lead to it count",
    COUNT,
)
NO_LOOP = Sentence("this diagram contains no feedback loop", "it has links and no loop", COUNT)

# -- loops --

NO_NAMES_STATED = Sentence(
    "no loop has a name, and a number does not show what a loop does",
    "the same, and a loop is stated without a name",
    FILE,
)
NO_NAMES = Sentence(
    "no loop has a name; numbers change when loops are added, but names stay",
    "the diagram has several loops, and no statement of the file names one",
    FILE,
)
NO_GOAL = Sentence(
    "“{name}” decides on {loops}, but the file states no goal for it",
    "it has `every`, or an `info` link leads to it, and these balancing loops have no goal",
    FILE,
)
UNCHECKED = Sentence(
    "{loop} is unchecked: no balancing loop shares a variable with it",
    "exact: none of its variables is on a balancing loop",
    COUNT,
)
UNCHECKED_SHORT = Sentence("{loop} is unchecked", "the reasons are given with the loop", COUNT)
UNCHECKED_PERHAPS = Sentence(
    "; an undetermined one does", "an undetermined loop shares a variable with it", COUNT
)
OPPOSED_LATER = Sentence(
    "one cycle of {loop} takes {cycle}; by the marked delays, each loop that opposes it "
    "takes longer; the fastest, {other}, takes {answer}",
    "every opposing loop responds later than one cycle, all loops are listed, and all of them "
    "have a mark",
    "the delays that the file marks; no verdict: strengths decide what that does",
)
OPPOSED_LATER_SHORT = Sentence(
    "each loop that opposes {loop} takes longer than one cycle of it",
    "the times are given with the loop",
    "the delays that the file marks",
)
STALE = Sentence(
    "“{name}” acts on stale information in {loop}: {count}",
    "the effect of a decision takes longer to return than the pace of its decisions",
    "over the marked delays of the loop",
)
STALE_SEVERAL = Sentence(
    "“{name}” acts on stale information in {loops}; {where}: {count}",
    "the same on several loops",
    "over the marked delays of the loops",
)
SLOWEST = Sentence("the slowest is {loop}", "the loops differ", "over the marked delays")
IN_EACH = Sentence("in each of them", "the loops do not differ", "over the marked delays")
STALE_SHORT = Sentence(
    "“{name}” acts on stale information in {loop}",
    "the numbers are given with the loop",
    "over the marked delays of the loop",
)
STALE_BY_LAW = Sentence(
    "; its decisions add up if it decides by steps or ratios, but not if it sets a total",
    "the file does not state `decides`",
    "Kubernetes, pkg/controller/podautoscaler/replica_calculator.go",
)
FIGHT_SHORT = Sentence(
    "{one} and {other} {fight}",
    "the goals are given where the report lists how loops interact",
    FILE,
)
NOT_BORNE_OUT = Sentence(
    "“{name}” is stated as level {stated}, but its operations work at level {found} ({because})",
    "none of the levels its operations have is the stated one",
    "D. H. Meadows, Leverage Points, 1999",
)

# -- many findings of one kind, as one in a report --

AMONG = Sentence(
    "among the first {number} loops, {said}", "findings are sought only on the first loops", COUNT
)
ALIKE = {
    "source": Sentence("nothing in the diagram changes {names}", "as for each of them", COUNT),
    "sink": Sentence("{names} change nothing in the diagram", "as for each of them", COUNT),
    "through": Sentence(
        "{names} are not in any loop: no path leads back to any of them",
        "as for each of them",
        COUNT,
    ),
    "isolated": Sentence("{names} have no links", "as for each of them", COUNT),
    "unchecked": Sentence("{names} are unchecked", "as for each of them", COUNT),
    "all unchecked": Sentence(
        "{names} are unchecked: no balancing loop shares a variable with them",
        "as for each of them, where the report has no separate line on each loop",
        COUNT,
    ),
}
