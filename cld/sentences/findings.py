"""Sentences of the findings on variables, links and loops, and of many findings as one."""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

NAMING = "J. D. Sterman, Business Dynamics, 2000, chapter 5, rules for naming variables"
LIMITS = "J. D. Sterman, Business Dynamics, 2000, chapter 4: nothing real grows forever"
MEANING = "the words of the name, a suggestion"

# -- names --

NEAR_DUPLICATE = Sentence(
    "“{name}” is nearly the name “{other}”{where}",
    "the two names differ in case, blanks or a plural only",
    MEANING,
)
DIRECTION = Sentence(
    "carries a direction (“{word}”), so its opposite has no name",
    "the name begins or ends with a word of direction",
    NAMING,
)
VERB = Sentence(
    "is an action (“{word}”), not something that can be more or less",
    "the name begins or ends with a verb",
    NAMING,
)
NEGATIVE = Sentence(
    "has a negative sense (“{word}”): less of it is hard to say",
    "the name begins with a word of absence",
    NAMING,
)

# -- variables and links --

SIGN_UNKNOWN = Sentence("the sign of {link} is not known", "the link has the sign `?`", FILE)
SIGN_UNKNOWN_LOOPS = Sentence(
    "; {number} through it cannot be typed", "undetermined loops run through the link", COUNT
)
ISOLATED = Sentence("“{name}” has no link", "no link leads to it or from it", COUNT)
SOURCE = Sentence(
    "“{name}” is in no loop: nothing in the diagram changes it",
    "no link leads to it, it is no flow, and it is marked neither `constant` nor `outside`",
    COUNT,
)
SINK = Sentence(
    "“{name}” is in no loop: it changes nothing in the diagram", "no link leads from it", COUNT
)
THROUGH = Sentence(
    "“{name}” is in no loop: none of its effects leads back to it",
    "it lies on a way from loops to other loops, and on none of them",
    COUNT,
)
STARBURST_STOCK = Sentence(
    "{number} links meet at “{name}”, not counting flows into it ({into} in, {out} out): it may "
    "stand for several things",
    "more than 6 links meet at a stock; those from flows into it are not counted",
    COUNT,
)
STARBURST = Sentence(
    "{number} links meet at “{name}” ({into} in, {out} out): it may stand for several things",
    "more than 6 links meet there",
    COUNT,
)
NO_LOOP = Sentence("this diagram contains no feedback loop", "it has links and no loop", COUNT)

# -- loops --

NO_NAMES_STATED = Sentence(
    "no loop has a name; a number does not say what a loop does",
    "the same, and a loop is stated without a name",
    FILE,
)
NO_NAMES = Sentence(
    "no loop has a name; numbers change when loops are added, names stay",
    "the diagram has several loops, and no statement of the file names one",
    FILE,
)
NO_GOAL = Sentence(
    "“{name}” decides on {loops}, and the file states no goal for it",
    "it has `every`, or an `info` link leads to it, and these balancing loops have no goal",
    FILE,
)
UNCHECKED = Sentence(
    "{loop} is unchecked: no balancing loop shares a variable with it",
    "exact: none of its variables is on a balancing loop",
    COUNT,
)
UNCHECKED_SHORT = Sentence("{loop} is unchecked", "the reasons stand with the loop", COUNT)
UNCHECKED_PERHAPS = Sentence(
    "; an undetermined one does", "an undetermined loop shares a variable with it", COUNT
)
OPPOSED_LATER = Sentence(
    "{loop} takes {cycle} for a cycle, and each loop that opposes it takes longer by the marked "
    "delays; the soonest, {other}, {answer}",
    "every opposing loop responds later than one cycle, all loops are listed, and all of them "
    "have a mark",
    "the delays that the file marks; no verdict: strengths decide what that does",
)
OPPOSED_LATER_SHORT = Sentence(
    "each loop that opposes {loop} takes longer than one cycle of it",
    "the times stand with the loop",
    "the delays that the file marks",
)
STALE = Sentence(
    "“{name}” acts on stale information in {loop}: {count}",
    "the effect of a decision takes longer to return than the pace of its decisions",
    "over the marked delays of the loop",
)
STALE_SHORT = Sentence(
    "“{name}” acts on stale information in {loop}",
    "the numbers stand with the loop",
    "over the marked delays of the loop",
)
STALE_BY_LAW = Sentence(
    "; whether its decisions add up depends on how it decides: steps and ratios do, a total "
    "does not",
    "the file does not state `decides`",
    "Kubernetes, pkg/controller/podautoscaler/replica_calculator.go",
)
FIGHT_SHORT = Sentence(
    "{one} and {other} {fight}", "the goals stand where the report says how loops meet", FILE
)
NOT_BORNE_OUT = Sentence(
    "“{name}” is stated as level {stated}; what it does is level {found} ({because})",
    "none of the levels its operations have is the stated one",
    "D. H. Meadows, Leverage Points, 1999",
)

# -- many findings of one kind, as one in a report --

AMONG = Sentence(
    "of the first {number} loops: {said}", "findings are sought on the first loops only", COUNT
)
ALIKE = {
    "source": Sentence("nothing in the diagram changes {names}", "as for each of them", COUNT),
    "sink": Sentence("{names} change nothing in the diagram", "as for each of them", COUNT),
    "through": Sentence(
        "{names} are in no loop: no path leads back to any of them",
        "as for each of them",
        COUNT,
    ),
    "isolated": Sentence("{names} have no link", "as for each of them", COUNT),
    "unchecked": Sentence("{names} are unchecked", "as for each of them", COUNT),
    "all unchecked": Sentence(
        "{names} are unchecked: no balancing loop shares a variable with them",
        "as for each of them, where no reinforcing loop has a line of its own that says so",
        COUNT,
    ),
}
