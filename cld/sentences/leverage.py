"""Sentences on interventions: their levels, their effects on loops, and their two sides.

The module `places` has the sentences on links to change, and the questions of leverage.
"""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

MEADOWS = "D. H. Meadows, Leverage Points: Places to Intervene in a System, 1999"
STERMAN = "J. Sterman, Business Dynamics, 2000, ch. 5: the sign of a loop"
BEFORE_AND_AFTER = "the loops of the diagram and of a copy on which the operations are done"
DELAYS = "the delays that the file and the operations state"

# -- its level --

LEVEL = Sentence(
    "level {level}, {name}",
    "an operation or what it does to the loops has this level, and none has a stronger one; or "
    "the words suggest it",
    MEADOWS,
)
ALSO = Sentence("{said} (also {levels})", "other operations or effects have these levels", MEADOWS)
SUGGESTED = Sentence(
    "{said}, suggested", "no operation is stated: the level rests on words alone", MEADOWS
)
NOT_READ = Sentence(
    "its operations were not read, because they contain errors",
    "every line in the braces of the intervention has an error",
    FILE,
)
NO_LEVEL = Sentence(
    "no level can be assigned",
    "the operations of the intervention give none; without operations, its words give none",
    MEADOWS,
)
WORDS_SUGGEST = Sentence(
    "its name suggests level {level}, {kind}",
    "the operations give no level, and the words of the name do",
    MEADOWS,
)
TOUCHES_NONE = Sentence(
    "it changes no link in the diagram",
    "the level follows from the operation alone, such as `rule`, and no link is changed",
    MEADOWS,
)
NOT_BORNE_OUT = Sentence(
    "the file states level {levels}, but its operations do not support that",
    "none of the stated levels is among those that its operations have",
    MEADOWS,
)
STATED = Sentence(
    "the file states level {levels}",
    "its operations give no level, or its words suggest another one",
    FILE,
)
FROM_WORDS = Sentence(
    "based only on its wording: {words}",
    "no operation is stated, and these words point to one level more than to any other",
    MEADOWS,
)
NO_WORDS = Sentence(
    "it has no operations, and its wording suggests no level",
    "no operation is stated, and the words point to no level, or to two equally",
    FILE,
)
NOT_JUDGED = Sentence(
    "not evaluated: the file contains more interventions than can be tried on its diagram",
    "the diagram was copied as often as the budget allows",
    COUNT,
)

# -- its effects --

NOTHING = Sentence(
    "nothing in the diagram changes", "its operations leave no trace in the copy", BEFORE_AND_AFTER
)
MORE_CHANGES = Sentence(
    "and {count} more", "there are more clauses than are shown", BEFORE_AND_AFTER
)
CLOSES = Sentence(
    "closes {loops}",
    "these loops exist only after the change, and run through added links",
    BEFORE_AND_AFTER,
)
CLOSES_ALONG = Sentence(
    "closes {loop}, which opposes {others} along a shared link",
    "one balancing loop is new, and shares a link with reinforcing loops that exist afterwards",
    BEFORE_AND_AFTER,
)
CLOSES_ALL_ALONG = Sentence(
    "closes {loops}, each of which opposes {others} along a shared link",
    "several balancing loops are new, and each shares a link with each of these reinforcing loops",
    BEFORE_AND_AFTER,
)
CLOSES_SOME_ALONG = Sentence(
    "closes {loops}, some of which share a link with {others}",
    "several balancing loops are new, or more than were listed",
    BEFORE_AND_AFTER,
)
CLOSES_AT = Sentence(
    "closes {loop}, which opposes {others} at a shared variable",
    "one balancing loop is new and shares variables, but no link, with reinforcing loops",
    BEFORE_AND_AFTER,
)
CLOSES_SOME_AT = Sentence(
    "closes {loops}, some of which share a variable with {others}",
    "several balancing loops are new; none shares a link with a reinforcing one",
    BEFORE_AND_AFTER,
)
OPENS = Sentence(
    "opens {loops}",
    "a link of these loops is cut, and no loop of their type takes their place",
    BEFORE_AND_AFTER,
)
WEAKENS = Sentence(
    "weakens {loops}", "a link of theirs is weakened; none is strengthened or cut", FILE
)
STRENGTHENS = Sentence(
    "strengthens {loops}", "a link of theirs is strengthened; none is weakened or cut", FILE
)
OVERSHOOTS = Sentence(
    "a stronger {loops} {overshoots} more easily because of {its}",
    "a strengthened balancing loop has a marked delay",
    "x′(t) = −K·x(t − T): the damping falls with K·T; Sterman, Business Dynamics, 2000, ch. 4",
)
CHANGES = Sentence(
    "changes {loops} in an unknown direction",
    "a link of theirs is added once more and one of its two signs is not known, or one link is "
    "weakened and another strengthened",
    FILE,
)
LONGER = Sentence(
    "routes {loops} through more variables",
    "the loop is made again with its type through variables that had no links before",
    BEFORE_AND_AFTER,
)
SHORTER = Sentence(
    "routes {loops} through fewer variables",
    "the loop is made again with its type without variables that then have no links",
    BEFORE_AND_AFTER,
)
SLOWER = Sentence(
    "lengthens the round-trip time of {loops}",
    "by the marked delays the loop takes no less at least and at most, and more in one of both",
    DELAYS,
)
FASTER = Sentence(
    "shortens the round-trip time of {loops}",
    "by the marked delays the loop takes no more at least and at most, and less in one of both",
    DELAYS,
)
LINK_DELAY = Sentence(
    "{cause} → {effect} takes {after} instead of {before}",
    "an operation changes this delay",
    DELAYS,
)
INFORMS = Sentence(
    "brings information on {cause} to {effect}", "an operation adds or names this flow", FILE
)
INFORMED = Sentence(
    "information links already lead from {cause} to {effect}",
    "a path of links marked `info` leads there before",
    FILE,
)
RULE = Sentence("changes a rule", "an operation `rule`", FILE)
IN_ITS_WORDS = Sentence(
    "{said}: “{words}”", "an operation that names something no diagram shows, in a few words", FILE
)
SELF_ORGANISE = Sentence(
    "lets the system change its own structure", "an operation `self-organise`", FILE
)
GOAL = Sentence("changes what the system aims for", "an operation `goal`", FILE)
PARADIGM = Sentence("changes the paradigm behind the goals", "an operation `paradigm`", MEADOWS)
TRANSCEND = Sentence("looks beyond any single paradigm", "an operation `transcend`", MEADOWS)
SET = Sentence(
    "changes the value of {name} from {before} to {after}",
    "an operation `set`",
    FILE,
)
SET_MOVED = Sentence(
    "sets {name} from {before} to {after}",
    "an operation `set` on a variable that links lead to",
    FILE,
)
MOVES_ON = Sentence(
    "the diagram then changes {names} further",
    "the same: it gives no level, because a parameter is a value that is set from outside",
    MEADOWS,
)
NOTED = Sentence(
    "{name} (a note on {links})",
    "`set` names no variable of the file, and links have its name as a note",
    "statements of the file",
)
NOT_DRAWN = Sentence("{name} (not in the diagram)", "`set` names no variable of the file", FILE)
SET_GOAL = Sentence(
    "level 3 if {name} is the goal of the whole system",
    "the name that `set` changes contains the word “goal”",
    MEADOWS + ": system goals are parameters that can make big differences",
)
SET_TIME = Sentence(
    "level 9 if {name} is a delay of this system",
    "both values that `set` names are lengths of time",
    MEADOWS,
)
SET_STRENGTH = Sentence(
    "level 7 if {name} sets how strong {loops} {are}",
    "links lead from the variable that `set` changes to reinforcing loops; neither value is a time",
    MEADOWS + ": interest rates and birth rates are parameters that set the gains of these loops",
)
CAPACITY = Sentence(
    "changes the size of the buffer {name} from {before} to {after}",
    "an operation `capacity`",
    FILE,
)
STOCK = Sentence("makes {name} a stock", "an operation `stock`", FILE)
IDLE = Sentence(
    "{links} {are} not on any loop",
    "changed links are on no loop, no other loop is affected, and something else gives a level",
    BEFORE_AND_AFTER,
)
LEADS = Sentence(
    "this link leads from {start} to {end}",
    "the changed link is on no loop, and both its ends are on loops",
    COUNT,
)
REACHES = Sentence(
    "{it} {acts} through other links; nearest on the way: {loops}",
    "the changed links and what they lead to are on no loop, but a path from there leads to one",
    COUNT,
)
ACTS_ON = Sentence(
    "{it} {acts} on {loops}",
    "the changed links are on no loop, and loops run through what they lead to",
    COUNT,
)
IDLE_AT_STOCK = Sentence(
    "{links} {are} not on any loop, but {touch} {names}",
    "changed links are on no loop, and an end of one is marked `stock` or `flow`",
    FILE,
)
TUNED = Sentence(
    "{links} {are} not on any loop, so the change only adjusts a parameter",
    "a weakened or strengthened link is on no loop, and leads from a constant or touches a stock "
    "or a flow",
    MEADOWS,
)
IDLE_NO_LEVEL = Sentence(
    "{links} {are} not on any loop, and {touch} nothing that is marked as a stock or flow",
    "changed links are on no loop, none of their ends is marked `stock` or `flow`, and nothing "
    "else gives a level",
    MEADOWS,
)
THEN_OPPOSED = Sentence(
    "{loops} {are} then opposed by a balancing loop",
    "no balancing loop shares a variable with the reinforcing loop before, one does afterwards; "
    "all loops are known",
    BEFORE_AND_AFTER,
)
THEN_UNCHECKED = Sentence(
    "{loops} {are} then unchecked",
    "a balancing loop shares a variable with the reinforcing loop before, none afterwards; all "
    "loops are known",
    BEFORE_AND_AFTER,
)

# -- if not all loops are listed --

IN_ALL = Sentence(
    "in total, it {does} {counted}", "all loops through the changed links are counted", COUNT
)
NOT_ALL_FOUND = Sentence(
    "not all loops were found, so more may change", "the search for loops was cut short", COUNT
)
MIXED_NOT_COUNTED = Sentence(
    "its effect on loops that are not listed was not counted",
    "not all loops are listed, and the operations touch loops in more than one way",
    COUNT,
)
NOT_COUNTED = Sentence(
    "the total number of loops that it {does} was not counted",
    "to count them would take too long",
    COUNT,
)

# -- its two sides --

WORSE = Sentence(
    "may make matters worse: {said}",
    "it opens a balancing loop, weakens or slows one that shares a variable with a reinforcing "
    "loop, or leaves a reinforcing loop unchecked, and has no other side",
    MEADOWS + ": people often push the lever the wrong way",
)
WORSE_OPPOSING = Sentence(
    "may make matters worse if the growth is unwanted: {said}",
    "it opens, weakens or slows balancing loops, all of which oppose reinforcing ones",
    MEADOWS + ": people often push the lever the wrong way",
)
WORSE_GROWTH = Sentence(
    "may make matters worse while the loop runs the wrong way: {said}",
    "it closes, strengthens or quickens a reinforcing loop, which growth may need, and does "
    "nothing else",
    MEADOWS + ": people often push the lever the wrong way",
)
TRADE_OFF = Sentence(
    "cuts both ways: {other}, and {said}",
    "it weakens opposition or adds to amplification, and has the opposite effect on other loops",
    BEFORE_AND_AFTER,
)
TRADE_OFF_TOLD = Sentence(
    "cuts both ways, because {said}",
    "the same, below all its effects",
    BEFORE_AND_AFTER,
)
SIDE = Sentence("it {does} {loops}", "its effect on loops of one type", BEFORE_AND_AFTER)
SIDE_AMPLIFIES = Sentence(
    "it closes {loops}, which {amplify} any change",
    "reinforcing loops are new: after one cycle, a change returns with the same sign",
    STERMAN,
)

# -- its effect on one loop --

ON_LOOP = Sentence(
    "“{name}”{level} {does}.", "an intervention of the file changes this loop", BEFORE_AND_AFTER
)
LEAVES_OPPOSED = Sentence(
    "leaves {loops} opposed by a balancing loop, which it was not before",
    "no balancing loop shares a variable with the reinforcing loop before, one does afterwards; "
    "all loops are known",
    BEFORE_AND_AFTER,
)
LEAVES_UNCHECKED = Sentence(
    "leaves {loops} unchecked",
    "a balancing loop shares a variable with the reinforcing loop before, none afterwards; all "
    "loops are known",
    BEFORE_AND_AFTER,
)
