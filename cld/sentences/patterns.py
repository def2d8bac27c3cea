"""Sentences on patterns: how a candidate is reported, and everything about archetypes.

A few are parts of others: the effect of a loop (used in `RING`), and why a delay is expected.
"""

from __future__ import annotations

from cld.sentences.sentence import FILE, Sentence

_SENGE = "Senge, The Fifth Discipline, 1990, appendix 2"
_FIELDBOOK = "Senge et al., The Fifth Discipline Fieldbook, 1994"
_BRAUN = "Braun, The System Archetypes, 2002"
_TRAP = (
    "Repenning and Sterman, Nobody Ever Gets Credit for Fixing Problems that Never Happened, 2001"
)
_MEADOWS = "Meadows, Thinking in Systems, 2008, chapter 5"
_NAMES = "the names in the file, compared with the words in cld/patterns/archetype_words.py"


# -- how a candidate is reported --

_TOLD = "a pattern is reported, as a candidate"
TITLE = Sentence("Possible patterns", "at least one pattern is reported", FILE)
HEAD = Sentence("{name} ({kind}): {loops}", _TOLD, FILE)
HEAD_CUT = Sentence("{loops} and {more}", "it has more loops than a head lists", FILE)
ARCHETYPE = Sentence("archetype", "it matches a template of cld/patterns/archetypes.py", _BRAUN)
FAILURE = Sentence("failure pattern", "it matches one of cld/patterns/failures.py", FILE)
ROLE = Sentence("{role}: {variable}", "the variable plays the role in the match", FILE)
ROLE_BY_WAY = Sentence(
    "{said} (by way of {names})",
    "the symptom leads to the fix through these variables, one of which may be the action",
    FILE,
)
ROLE_TURNED = Sentence(
    "{role}: less of {variable}",
    "the variable plays the role in reverse, as REVERSED explains",
    FILE,
)
BECAUSE = Sentence(
    "evidence: {things}",
    "the strongest evidence, marks before names, at most two items",
    "the source of each sentence on a mark or a name",
)
IN_PLACE = Sentence("in place: {things}", "the file shows stabilisers", FILE)
MISSING = Sentence("missing: {things}", "the pattern has parts that the file does not state", FILE)
MAY_HELP = Sentence(
    "may help: {things}", "remedies of the pattern that the file does not show", "each has its own"
)
EXPLAINED = Sentence("Possible pattern: {head}. Evidence:", _TOLD, FILE)
EXPLAINED_MISSING = Sentence("Missing parts of {name}:", MISSING.when, FILE)
EXPLAINED_IN_PLACE = Sentence("Already in place: {things}.", IN_PLACE.when, FILE)
EXPLAINED_HELP = Sentence("Possible remedies for {name}:", "remedies of a failure pattern", FILE)
EXPLAINED_LEVERS = Sentence("Possible levers in {name}:", "remedies of an archetype", FILE)
NUMBERED = Sentence("{number}. {thing}", "evidence, missing parts or remedies are listed", FILE)


# -- the evidence for a candidate --

RING = Sentence(
    "{loop} {does}: {cycle}", "the loop has the roles and signs of a loop of the template", FILE
)
REVERSED = Sentence(
    "the “{role}” is less of {variable}",
    "every path of the match that touches the variable has its sign reversed",
    FILE,
)
LATER = Sentence(
    "counting marked delays only, {why} ({later} against {sooner})",
    "by the marks on both paths the least of one exceeds the most of the other",
    FILE,
)
LATER_ALONE = Sentence(
    "counting marked delays only, {why} ({later} against no marked delay)",
    "a delay is marked on the one path, and none on the other",
    FILE,
)
LATER_ELSEWHERE = Sentence(
    "a delay is marked on a parallel path ({path}); in this pattern, {why}",
    "no delay is marked on this path, and one is marked on a parallel path of the same sign",
    FILE,
)
UNSETTLED_OPEN = Sentence(
    "lengths for the marked delays (in this pattern, {why})",
    "delays are marked on this path, and no length is stated that shows the order in time",
    FILE,
)
UNSETTLED = Sentence(
    "delays that show which comes first (in this pattern, {why}; the marks say {later} "
    "against {sooner})",
    "delays are marked on this path, and by their lengths either may come first",
    FILE,
)
LESS_OF = Sentence("less of {name}", "a name for what is good, of which there is less", _NAMES)
NO_DELAY_MARKED = Sentence(
    "a marked delay from {first} to {last} (in this pattern, {why})",
    "no delay is marked on this path, or on a parallel one",
    FILE,
)
NO_DELAY_MARKED_BY = Sentence(
    "a marked delay from {first} to {last} via {by} (in this pattern, {why})",
    NO_DELAY_MARKED.when + ", which has a role between its ends",
    FILE,
)
HAS_CAPACITY = Sentence(
    "marked capacity of {variable} ({value})",
    "a variable of the slowing loop carries `capacity`",
    FILE,
)
HAS_LIMIT = Sentence(
    "marked limit of {variable} ({value})",
    "a variable of the slowing loop carries `limit`",
    FILE,
)
USED_UP = Sentence(
    "marked stock {variable}, which every link into it lowers",
    "the slowing variable is a stock which the loop drains and nothing in the file fills",
    FILE,
)
LIMIT_OUTSIDE = Sentence(
    "outside cause {cause}, named like a limit, acts on {variable}",
    "a cause from outside the loops, with a word for a limit in its name, leads there",
    _NAMES,
)
LIMIT_INSIDE = Sentence(
    "cause {cause}, named like a limit, acts on {variable}; other variables change it",
    "a variable with a word for a limit in its name, and with causes in the diagram, leads there",
    _NAMES,
)
STANDARD_OUTSIDE = Sentence(
    "outside cause {cause}, named like a standard, raises {variable}",
    "a cause from outside the loops, with a word for a standard in its name, leads there by +",
    _NAMES,
)
NO_LIMIT = Sentence(
    "a limit on {loop} through {variable} (no `limit` or `capacity` is marked on that path)",
    "no variable of the slowing loop has a capacity or limit or is a stock that is used up, nor "
    "does a cause from outside have such a mark or name",
    _SENGE,
)
NO_COMMON_LIMIT = Sentence(
    "a limit on the shared resource, which constrains {variable}",
    "no capacity, stock used up or limiting cause is stated for it",
    _SENGE,
)


def _no_relief(fix: str) -> Sentence:
    return Sentence(
        f"a link from {{{fix}}} to {{symptom}}, the relief that the fix is meant to bring",
        "the match is one loop, and no short path but that of the loop leads from the fix to less "
        "of the symptom; from what is called a relief, where the fix first brings that",
        _SENGE,
    )


NO_CALL = Sentence(
    "a link from {symptom} to {fundamental}, through which the problem calls for its "
    "lasting solution",
    "the match is one loop, and no short path but that of the loop leads from more of the problem "
    "to more of the solution",
    _SENGE,
)
NO_RELIEF = _no_relief("fix")
NO_QUICK_RELIEF = _no_relief("quick")
NO_STANDARD = Sentence(
    "an investment standard that raises {variable}",
    "no cause from outside that is named like a standard leads there",
    _SENGE,
)


# -- which names support it --


def _named(what: str) -> Sentence:
    return Sentence(
        f"names suggest {what} ({{names}})",
        "a variable in this role, or on its path, has one of these words in its name or alias",
        _NAMES,
    )


NAMED_SLOWING = _named("a slowing factor")
NAMED_USED_UP = _named("a resource that is used up")
NAMED_FIX = _named("a quick fix")
NAMED_CONSEQUENCE = _named("an unwanted consequence")
NAMED_LASTING = _named("a lasting solution")
NAMED_SIDE_EFFECT = _named("a side effect of the quick fix")
NAMED_GOAL = _named("a goal")
NAMED_CONTEST = _named("a contest")
NAMED_COMMONS = _named("a shared resource")
NAMED_CAPACITY = _named("capacity and investment")
NAMED_LOOP = Sentence(
    "the name of {loop} fits this pattern",
    "the declared name of the loop has a word for what the loop does in this pattern",
    _NAMES,
)
TWO_SIDES = Sentence(
    "names on two sides: {pairs}",
    "names of both sides are the same but for one place; the same pair of words fills it twice, "
    "or the pair is a known one such as our and their",
    _NAMES,
)
ONE_INSTEAD = Sentence(
    "a name with two sides: {variable}",
    "the name of the shared resource says `instead of`, `rather than` or `versus`",
    _NAMES,
)
RESOURCE = Sentence(
    "a stated resource: {cause}, which no loop changes, feeds {one} and {other}",
    "a constant, or a cause from outside named like a limit, raises the means of both sides",
    FILE,
)
HAS_GOAL = Sentence(
    "marked goal of {variable} ({goal})",
    "the variable in this role carries `goal`",
    FILE,
)


# -- why a delay belongs there --


def _why(words: str, source: str = _SENGE) -> Sentence:
    return Sentence(words, "with LATER where marks show it; else with NO_DELAY_MARKED", source)


CONSEQUENCE_LATER = _why("the symptom comes back later than it is relieved")
LASTING_LATER = _why("the lasting solution takes longer than the quick one")
ACTION_LATER = _why("action takes longer than lowering the goal")
LOSS_LATER = _why("the loss comes later than each one's own gain")
CAPACITY_LATER = _why("capacity is built later than performance falls")


# -- the effect of a loop --


def _does(words: str, source: str = _SENGE) -> Sentence:
    return Sentence(words, RING.when, source)


DRIVES_GROWTH = _does("drives the growth")
SLOWS_GROWTH = _does("slows the growth")
EASES = _does("eases the slowing factor as growth continues")
RELIEVES = _does("relieves the symptom")
BRINGS_BACK = _does("brings the symptom back")
RELIEVES_QUICKLY = _does("relieves the symptom by the quick fix")
SOLVES = _does("solves the problem itself")
WEAKENS_SOLUTION = _does("weakens the lasting solution")
CROWDS_OUT = _does("lets the quick fix crowd out the lasting solution", _TRAP)
CLOSES_BY_ACTION = _does("closes the gap by action")
CLOSES_BY_GOAL = _does("closes the gap by lowering the goal")
LETS_A_CATCH_UP = _does("lets A catch up")
LETS_B_CATCH_UP = _does("lets B catch up")
ADJUSTS_A = _does("brings A to its desired level")
ADJUSTS_B = _does("brings B to its desired level")
EACH_ANSWERS = _does("makes each side respond to the other")
GIVES_A_FOR_SUCCESS = _does("gives more to A as A succeeds")
GIVES_A_AS_B_FALLS = _does("gives more to A as B falls behind")
PAYS_A = _does("pays A to do more")
PAYS_B = _does("pays B to do more")
COSTS_A_LOSS = _does("makes A feel the loss to all")
COSTS_B_LOSS = _does("makes B feel the loss to all")
SLOWS_DEMAND = _does("slows demand as performance falls")
BUILDS_CAPACITY = _does("builds capacity when it is needed")
HELPS_A_OUT = _does("helps A out of trouble", _FIELDBOOK)
HELPS_B_OUT = _does("helps B out of trouble", _FIELDBOOK)
FIXES_HURT = _does("makes the fix of each hurt the other", _FIELDBOOK)
GAIN_TOGETHER = _does("lets both gain together", _FIELDBOOK)
COSTS_A_HELP = _does("costs A the help of B", _FIELDBOOK)
COSTS_B_HELP = _does("costs B the help of A", _FIELDBOOK)
SLOWS_ONE_WAY = _does("slows it in one way", _BRAUN)
SLOWS_ANOTHER_WAY = _does("slows it in another way", _BRAUN)


# -- possible remedies --


def _may_help(words: str, source: str) -> Sentence:
    return Sentence(words, "with MAY_HELP, for a candidate of this archetype", source)


EASE_LIMIT = _may_help(
    "if the growth is wanted, ease the limit rather than push the growth",
    _SENGE,
)
BUY_TIME = _may_help("use the fix only to buy time, and work on the cause of the symptom", _SENGE)
OTHER_FIX = _may_help(
    "find a fix without this consequence, or weaken the link from the fix to the consequence",
    _BRAUN,
)
STRENGTHEN_LASTING = _may_help(
    "strengthen the lasting solution, and use the quick one only to buy time", _SENGE
)
WEAKEN_SIDE_EFFECT = _may_help(
    "weaken the side effect, so that the quick fix does not crowd out the lasting solution", _BRAUN
)
PROTECT_LASTING = _may_help(
    "reserve time and resources for the lasting solution, out of reach of the quick fix", _TRAP
)
FIRM_GOAL = _may_help("tie the goal to something that the gap cannot move", _MEADOWS)
BEST_SETS_GOAL = _may_help(
    "let the best results raise the goal; do not let the worst lower it", _MEADOWS
)
BOTH_AIMS = _may_help("look for a solution in which both sides reach their aims", _SENGE)
STEP_BACK = _may_help("let one side step back first, where the other can see it", _SENGE)
COMMON_AIM = _may_help("share out resources by a common goal, not by past success", _SENGE)
PART_THE_TWO = _may_help(
    "separate the two, so that the gain of one is not the loss of the other", _SENGE
)
MANAGE_COMMONS = _may_help(
    "manage the shared resource by rules that its users can agree on and check", _SENGE
)
FEEL_THE_COST = _may_help("make the cost of each one's use felt sooner", _MEADOWS)
BUILD_AHEAD = _may_help(
    "if demand can grow, build capacity ahead of it, to a standard that does not drop",
    _SENGE,
)
SHOW_THE_HURT = _may_help(
    "show both sides how their fix affects the other, and agree on fixes that do not hurt",
    _FIELDBOOK,
)
GAIN_IN_COMMON = _may_help("strengthen their common gain", _FIELDBOOK)
CHOOSE_LIMIT = _may_help(
    "decide which limit to keep, because not all can be lifted at once", _BRAUN
)
LINKED_LIMITS = _may_help("first lift the limit that also constrains the other", _BRAUN)
