"""Sentences on how loops meet."""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

TINBERGEN = "J. Tinbergen, On the Theory of Economic Policy, 1952"
HARARY = "the signs along the loops; F. Harary, On the notion of balance of a signed graph, 1953"
STERMAN = "J. D. Sterman, Business Dynamics, 2000, chapter 5"

# -- two reinforcing loops, or one of each type --

AMPLIFY = Sentence(
    "{one} and {other} share {shared}: each can drive the other",
    "two reinforcing loops share variables and move all of them the same way: what moves one moves "
    "the other. Whether strongly enough, a diagram cannot say",
    STERMAN,
)
AMPLIFY_WHOLE = Sentence(
    "{around} runs through every variable of {whole}: each can drive the other",
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
    "these other pairs move part of what they share in opposite directions: {pairs}",
    "the same for several pairs of a group",
    "the signs along both loops",
)
AGAINST_MANY = Sentence(
    "{count} other pairs move part of what they share in opposite directions{each}",
    "the same for more pairs than are told one by one",
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
PAIR_SHARES = Sentence(
    "{one} and {other} share {shared}", "two loops of the group share these variables", COUNT
)
GROUP_MANY = Sentence(
    "{pairs} of the {all} pairs among {loops} share a variable and can drive each other; {most} "
    "{are} on {number} of these loops",
    "the same, with more pairs than are told one by one; no variable is on more of the loops",
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
    "the signs of what the loops share give each a direction, and some are turned against the "
    "others as they are written, with a first variable that rises",
    HARARY,
)
GROUP_ODD = Sentence(
    "{said}; {loops} cannot all drive each other at once{like}",
    "each two of these loops drive each other, and the third in the contrary direction; told of a "
    "group whose loops are all named",
    HARARY,
)
GROUP_DISAGREES = Sentence(
    "{said}; they cannot all at once: whichever way each loop runs, the loops of some pair work "
    "against each other",
    "the same along a longer ring of pairs",
    HARARY,
)
LIKE_THESE = Sentence(
    ", nor can {number} other {triples}", "there are more groups of three like that one", HARARY
)
UNPURSUED = Sentence(
    "no loop is known to pursue the goal {goal}: several run through {name}; say which in a `loop` "
    "statement, as in `(goal {goal})`",
    "no balancing loop through the variable meets what shows that it pursues the goal",
    FILE,
)
NOT_PURSUED = Sentence(
    "no balancing loop runs through {name}, so nothing that is drawn pursues the goal {goal}",
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
    "{unsure} may oppose {loops}, as {types} undetermined",
    "undetermined loops share a variable with reinforcing loops that others oppose already",
    COUNT,
)
MORE_MAY_OPPOSE = Sentence(
    "{number} other undetermined loops may oppose reinforcing loops",
    "more such loops than are told one by one",
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
    "{one} and {other} fight: {one_title} aims for {goal1}, {other_title} for {goal2}, and both "
    "work through {shared}: one lever, two goals",
    "each loop has a goal for a variable that is not on the other, and they share a variable; "
    "left out where both goals are bounds and the shared variables serve both the same way",
    TINBERGEN,
)
RESIST = Sentence(
    "{one} and {other} meet: {one_title} aims for {goal1} and moves {shared} to reach it; "
    "{other_title}, which aims for {goal2}, resists",
    "one loop has a goal of its own, and the other only a goal for a shared variable",
    "a goal for what another loop must move; Meadows 2008, chapter 5, policy resistance",
)
RESIST_ALL = Sentence(
    "{loops} {aim} for {goal1}; {holders}, which {hold} for {goal2}, {resist} where they meet",
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
    "{loops} may fight: they meet at {shared}, and {missing} goal in the file",
    "balancing loops share a variable, and on one that states no goal somebody decides (`every`, "
    "an `info` link); loops through one controller are left out",
    TINBERGEN,
)
CANDIDATES = Sentence(
    "; write `goal` on what {each} for, such as {candidates}",
    "a loop without a goal has a controller or an `info` link: somebody decides on it",
    "its own stocks, else its own variables; a suggestion",
)
UNSTEERED = Sentence(
    "{loops} meet at {shared}, and {missing} goal in the file",
    "balancing loops share a variable, and nothing in the file says that somebody decides on those "
    "without a goal: loops of nature, or not yet marked",
    FILE,
)
UNSTEERED_ALL = Sentence(
    "{loops} with other balancing loops and {state} no goal: whether they fight is not examined",
    "the same, for all such loops of the file together",
    FILE,
)

# -- of one loop, in `cld explain` --

MORE_MEETINGS = Sentence("{there} more such {meetings}.", "more meetings than are printed", COUNT)
WITH = Sentence("{shared} with {loop}", "two reinforcing loops share these variables", COUNT)
SET_OFF = Sentence(
    "It shares {shares}: reinforcing loops that share a variable can drive each other.",
    "other reinforcing loops share a variable with it",
    STERMAN,
)
OPPOSES = Sentence(
    "It opposes {loops}.", "it is balancing and shares a variable with these", STERMAN
)
TYPE_NOT_KNOWN = Sentence(
    "While its type is not known, how it meets other loops is not known either.",
    "a link of it has the sign `?`",
    FILE,
)
NOT_COMPARED = Sentence(
    "How it meets other loops was not examined: that is done for the first {number}.",
    "it is not among the loops that are compared",
    COUNT,
)
