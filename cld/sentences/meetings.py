"""Sentences on how loops interact."""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

TINBERGEN = "J. Tinbergen, On the Theory of Economic Policy, 1952"
HARARY = "the signs along the loops; F. Harary, On the notion of balance of a signed graph, 1953"
STERMAN = "J. D. Sterman, Business Dynamics, 2000, chapter 5"

# -- two reinforcing loops, or one of each type --

AMPLIFY = Sentence(
    "{one} and {other} share {shared}, so each can drive the other",
    "two reinforcing loops share variables and move all of them the same way: a change "
    "in one moves the other. A diagram does not show whether strongly enough",
    STERMAN,
)
AMPLIFY_WHOLE = Sentence(
    "{around} runs through every variable of {whole}, so each can drive the other",
    "the same, and one loop has every variable of the other",
    STERMAN,
)
AGAINST = Sentence(
    "{one} and {other} both move {alike} the same way, but {apart} in opposite directions",
    "two reinforcing loops share variables, and relative to each other these move in the same "
    "direction on one loop and in opposite directions on the other",
    "the signs along both loops: with gains a, b and c, d the shared part has (a − b)·(c − d)",
)
AGAINST_PAIRS = Sentence(
    "these other pairs move some of their shared variables in opposite directions: {pairs}",
    "the same for several pairs of a group",
    "the signs along both loops",
)
AGAINST_MANY = Sentence(
    "{count} other pairs move some of their shared variables in opposite directions{each}",
    "the same for more pairs than are listed one by one, all of which few loops are in",
    "the signs along both loops",
)
IN_EACH = Sentence("; each of these includes {loops}", "few loops are in all of these pairs", COUNT)
RESTRAIN = Sentence(
    "{brake} opposes what {driven} does to {shared}",
    "a balancing and a reinforcing loop share a variable",
    STERMAN,
)
GROUP = Sentence(
    "{loops} can drive each other: {pairs}",
    "reinforcing loops are connected by shared variables",
    STERMAN,
)
GROUP_HEAD = Sentence(
    "{loops} can drive each other:",
    "the same, above a list of pairs",
    STERMAN,
)
GROUP_SOME = Sentence(
    "some of {loops} can drive each other: {pairs}",
    "the same, and others of them work against each other",
    STERMAN,
)
GROUP_HEAD_SOME = Sentence(
    "some of {loops} can drive each other:",
    "the same, above a list of pairs",
    STERMAN,
)
PAIR_SHARES = Sentence(
    "{one} and {other} share {shared}", "two loops of the group share these variables", COUNT
)
GROUP_MANY = Sentence(
    "{pairs} of the {all} pairs among {loops} share a variable and can drive each other; {most} "
    "{are} on {number} of these loops",
    "the same, with more pairs than are listed one by one; no variable is on more of the loops",
    STERMAN,
)
GROUP_COMMON = Sentence(
    "{loops} can drive each other: all of them run through {shared}",
    "three reinforcing loops or more share these variables, and no two of them move any of "
    "it in opposite directions",
    STERMAN,
)
GROUP_TURNED = Sentence(
    "{said}; while the others run as written, {loops} {run} the other way",
    "the signs of the shared variables give each loop a direction, and some loops run in "
    "reverse compared with the way they are written, with a first variable that rises",
    HARARY,
)
GROUP_ODD = Sentence(
    "{said}; {loops} cannot all drive each other at once{like}",
    "each two of these loops drive each other, but the third in the opposite direction; "
    "said of a group whose loops are all named",
    HARARY,
)
GROUP_DISAGREES = Sentence(
    "{said}; not all of them can do so at once: whichever way each loop runs, the loops "
    "of some pair work against each other",
    "the same along a longer cycle of pairs",
    HARARY,
)
LIKE_THESE = Sentence(
    ", nor can {number} other {triples}", "there are more groups of three like that one", HARARY
)
UNPURSUED = Sentence(
    "no loop is known to pursue the goal {goal}, because several run through {name}; "
    "mark the one that does in a `loop` statement with `({written})`",
    "no balancing loop through the variable meets what shows that it pursues the goal",
    FILE,
)
UNPURSUED_ONE = Sentence(
    "{loop} is not known to pursue the goal {goal}; if it does, mark it in a `loop` statement with "
    "`({written})`",
    "one balancing loop runs through the variable, and nothing shows that it pursues the goal",
    FILE,
)
NOT_PURSUED = Sentence(
    "no balancing loop runs through {name}, so nothing in the diagram pursues the goal {goal}",
    "all loops are known, and none that could correct it runs through the variable",
    COUNT,
)
GROUP_UNNAMED = Sentence(
    "{loops} are connected by shared variables",
    "reinforcing loops are connected, and no pair of them is known to drive each other",
    STERMAN,
)
ALL_OPPOSED = Sentence(
    "each of the {number} reinforcing loops is opposed by {loops}",
    "three reinforcing loops or more, and the same balancing loops share a variable with each",
    COUNT,
)
MAY_OPPOSE = Sentence(
    "{unsure} may oppose {loops} ({types} undetermined)",
    "undetermined loops share a variable with reinforcing loops that others oppose already",
    COUNT,
)
MORE_MAY_OPPOSE = Sentence(
    "{number} other undetermined loops may oppose reinforcing loops",
    "more such loops than are listed one by one",
    COUNT,
)

# -- two balancing loops, by their goals --

CONFLICT = Sentence(
    "{one} and {other} conflict: {one_title} aims for {goal1}, {other_title} for {goal2}; no "
    "value of {name} satisfies both",
    "two stated goals for one shared variable exclude each other",
    FILE,
)
FIGHT = Sentence(
    "{one} and {other} fight: {one_title} aims for {goal1}, {other_title} for {goal2}, "
    "and both act through {shared} (one lever, two goals)",
    "each loop has a goal for a variable that is not on the other, and they share a variable; "
    "left out where both goals are bounds and the shared variables serve both the same way",
    TINBERGEN,
)
RESIST = Sentence(
    "{one} and {other} meet: {one_title} aims for {goal1} and moves {shared} to reach it; "
    "{other_title}, which aims for {goal2}, resists",
    "one loop has a goal for a variable that is only on it, and the other only a goal "
    "for a shared variable",
    "a goal for what another loop must move; Meadows 2008, chapter 5, policy resistance",
)
RESIST_ALL = Sentence(
    "{loops} {aim} for {goal1}; {holders}, which {aims} for {goal2}, {resist} where they meet",
    "the same for several pairs with the same two goals",
    "a goal for what another loop must move; Meadows 2008, chapter 5, policy resistance",
)
SAME_WAY = Sentence(
    "{one} and {other} pull the same way: {one_title} aims for {goal1}, {other_title} for "
    "{goal2}, and for both {shared} must move the same way",
    "both goals are bounds, and the signs of the ways to them are the same",
    "the signs along both loops",
)
ONE_GOAL = Sentence(
    "{one} and {other} share a goal: both aim for {goal}",
    "both loops have the same goal for a variable they share",
    FILE,
)
ONE_GOAL_ALL = Sentence(
    "{loops} share a goal: all aim for {goal}",
    "the same for more than two loops",
    FILE,
)
ONE_VARIABLE = Sentence(
    "{one} and {other} both move {name}: {one_title} aims for {goal1}, {other_title} for {goal2}",
    "both loops have goals for one shared variable that one value can satisfy",
    FILE,
)
MOVES_TOO = Sentence(
    "{one} and {other} both move {name}: {one_title} aims for {goal1}, and {other_title} states "
    "a goal for another shared variable",
    "both loops state goals, for different variables that they share",
    FILE,
)
MAY_FIGHT = Sentence(
    "{loops} may fight: they share {shared}, and {missing} goal",
    "balancing loops share a variable, and somebody decides (`every`, an `info` link) on "
    "one that states no goal; loops through one controller are left out",
    TINBERGEN,
)
CANDIDATES = Sentence(
    "; add a `goal` to the variable that {each} for, such as {candidates}",
    "a loop without a goal has a controller or an `info` link: somebody decides on it",
    "its own stocks, else its own variables; a suggestion",
)
UNSTEERED = Sentence(
    "{loops} share {shared}, and {missing} goal",
    "balancing loops share a variable, and nothing in the file says that somebody decides on those "
    "without a goal: loops of nature, or not yet marked",
    FILE,
)
UNSTEERED_ALL = Sentence(
    "{loops} with other balancing loops and {state} no goal, so whether they fight was "
    "not examined",
    "the same, for all such loops of the file together",
    FILE,
)

# -- of one loop, in `cld explain` --

MORE_MEETINGS = Sentence("And {number} more pairs.", "more meetings than are printed", COUNT)
WITH = Sentence("{loop}: {shared}", "two reinforcing loops share these variables", COUNT)
SET_OFF = Sentence(
    "it shares variables with these reinforcing loops, so it can drive them and they can drive it:",
    "several other reinforcing loops share a variable with it",
    STERMAN,
)
SET_OFF_ONE = Sentence(
    "it shares {shared} with {loop}, so each can drive the other.",
    "one other reinforcing loop shares a variable with it",
    STERMAN,
)
MORE_SHARES = Sentence("and {number} more {loops}", "more such loops than are printed", COUNT)
OPPOSES = Sentence(
    "it opposes {loops}.", "it is balancing and shares a variable with these", STERMAN
)
TYPE_NOT_KNOWN = Sentence(
    "Its type is undetermined, so its effect on other loops is unknown.",
    "a link of it has the sign `?`",
    FILE,
)
NOT_COMPARED = Sentence(
    "Its effect on other loops was not examined: only the first {number} loops are compared.",
    "it is not among the loops that are compared",
    COUNT,
)
