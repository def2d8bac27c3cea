"""Sentences on the links and variables to change, and on the questions of leverage."""

from __future__ import annotations

from cld.sentences.leverage import MEADOWS
from cld.sentences.sentence import COUNT, FILE, Sentence

CRIELAARD = (
    "a count over the loops, not a measure of centrality: L. Crielaard et al., Scientific Reports "
    "13, 2023"
)

# -- the links on all reinforcing loops --

NO_R = Sentence("the diagram has no reinforcing loop", "all loops are known", COUNT)
NO_R_FOUND = Sentence("no reinforcing loop was found", "the search for loops was cut short", COUNT)
ONLY_MATERIAL = Sentence(
    "no reinforcing loop amplifies anything: they only move material from stock to stock",
    "all loops are listed, and every reinforcing one only passes on what there is",
    FILE,
)
THAT_AMPLIFY = Sentence(
    "that amplify",
    "there are others, which only move material from stock to stock",
    CRIELAARD,
)
CUT_ONE = Sentence(
    "cutting {link} opens the reinforcing loop (where growth is unwanted)",
    "there is one reinforcing loop; of its links this one is on the fewest balancing loops",
    CRIELAARD,
)
ON_ALL = Sentence(
    "{links} {are} on {which}{balancing}{apart}",
    "there are several reinforcing loops, and all run through each of these links; those on the "
    "fewest balancing loops come first",
    CRIELAARD,
)
ON_SOME_OF = Sentence(
    "{each} runs through at least one of these {count} links: {links}; {fewer}{apart}",
    "the smallest set of links that all reinforcing loops pass was found",
    CRIELAARD,
)
ON_AT_LEAST = Sentence(
    "{each} runs through at least one of these {count} links: {links}; at least {least} "
    "links are needed for that{apart}",
    "a set of such links was found, and whether a smaller one exists is not known",
    CRIELAARD,
)
ON_ALL_BUT = Sentence(
    "{count} links cover all but {left} of {loops} reinforcing loops; the smallest set "
    "that covers all of them was not found",
    "the search was given up with loops left over",
    CRIELAARD,
)
NO_INFLOWS = Sentence(
    " (not counting links from a flow to its stock)",
    "reinforcing loops have such links, which nobody can cut; those from a stock to its "
    "outflow count, because something circulates from stock to stock",
    FILE,
)
NO_FLOWS = Sentence(
    " (not counting the links by which flows fill and drain stocks)",
    "reinforcing loops have such links: nobody can cut them",
    FILE,
)
BALANCING_TOO = Sentence(
    "{said}; {loops} run{s} through {them} too", "balancing loops run through these links", COUNT
)
ON_B = Sentence(
    " and on {loops}", "a link on all reinforcing loops is on balancing loops, too", COUNT
)
OTHERS_DO = Sentence(
    "{said}; other sets of links work as well",
    "it is not known that no other set of links is as small and on as few balancing loops",
    COUNT,
)
AND_OTHERS = Sentence(
    "{said}; {links} {are} on as many reinforcing loops, but on more balancing loops",
    "other links are on as many reinforcing loops, and more balancing loops run through them",
    COUNT,
)
AND_ONE = Sentence(
    "{said}; so is {link}, which is also on {loops}",
    "one other link is on as many reinforcing loops, and more balancing loops run through it",
    COUNT,
)
AT_ONE = Sentence(
    "{which} run through {variables}",
    "no link is on all of them, and these variables are",
    CRIELAARD,
)
OF_ITS_LINKS = Sentence(
    "{link} is on {count} reinforcing loops{known} and on {balancing}; no other link of this loop "
    "is on more reinforcing ones{apart}.",
    "one of its links is on another reinforcing loop too; of several, that on the fewest balancing "
    "loops",
    CRIELAARD,
)

# -- the page --

LEGEND = Sentence(
    "R and B count the reinforcing and balancing loops through a link or variable. {unchecked} A "
    "diagram shows structure, not strength.",
    "under the tables of links and variables",
    CRIELAARD,
)
LEGEND_UNCHECKED = Sentence(
    "Unchecked counts the reinforcing loops that share no variable with a balancing loop.",
    "the tables have a column for them, because there are some or may be some",
    CRIELAARD,
)
LEGEND_NONE_UNCHECKED = Sentence(
    "Each reinforcing loop shares a variable with a balancing one.",
    "all loops are known, and none of them is unchecked",
    CRIELAARD,
)
LEGEND_FLOWS = Sentence(
    "Links from a flow to its stock are left out, because nobody can cut them.",
    "the same, and such a link is on a reinforcing loop",
    "a flow always fills or drains its stock",
)
LEVELS = Sentence(
    "levels after Meadows: 12 is the weakest, 1 the strongest",
    "an intervention has a level",
    MEADOWS,
)
NO_INTERVENTIONS = Sentence(
    'The file contains no interventions. Add one, such as `intervention "…" {{ cut A -> '
    "B }}`, or try a change with `cld whatif`.",
    "the file names none",
    FILE,
)
NO_ANSWER = Sentence("the diagram does not show this", "no answer to a question can be read", FILE)

# -- the questions --

ONLY_MOVES = Sentence(
    "the reinforcing loops only move material from stock to stock",
    "each of them carries what leaves one stock to the next",
    MEADOWS,
)
INFORMED_LATE = Sentence(
    "{effect} learns of {cause} {late}",
    "an `info` link in the diagram has a delay",
    MEADOWS,
)
AMPLIFICATION = Sentence("Where is the amplification?", "always: level 7", MEADOWS)
LACKS_INFORMATION = Sentence("Who lacks information?", "always: level 6", MEADOWS)
WHICH_RULE = Sentence("Which rule is in the way?", "always: level 5", MEADOWS)
WHICH_GOAL = Sentence("What is the system optimising for?", "always: level 3", MEADOWS)
ASK_RUNNING = Sentence(
    "which of these loops is active now, and in which direction?",
    "there are reinforcing loops; which of them dominates a diagram does not show",
    MEADOWS,
)
ASK_MISSING = Sentence(
    "does something here feed on itself through a missing link?",
    "the diagram has no reinforcing loop",
    MEADOWS,
)
ASK_SEES = Sentence(
    "who decides here, what would they need to see, and how soon?", "always", (MEADOWS)
)
ASK_RULE = Sentence(
    "which rule, incentive or limit makes people feed these loops?", "always", MEADOWS
)
ASK_GOAL = Sentence(
    "judging by its behaviour, what goal is the system really pursuing?", "always", MEADOWS
)
R_LISTED = Sentence(
    "reinforcing: {loops}", "all reinforcing loops are listed, and not all are unchecked", COUNT
)
ALL_UNCHECKED = Sentence(
    "reinforcing and unchecked: {loops}",
    "all reinforcing loops are listed, and none shares a variable with a balancing one",
    COUNT,
)
R_COUNTED = Sentence(
    "{count} reinforcing {loops}{known}", "not all reinforcing loops are listed by name", COUNT
)
UNCHECKED = Sentence(
    "unchecked: {loops}",
    "no balancing loop shares a variable with these, all of which are listed",
    COUNT,
)
UNCHECKED_COUNTED = Sentence(
    "unchecked: {count} of these",
    "this number of reinforcing loops share no variable with a balancing one; not all are listed",
    COUNT,
)
SEES_LATE = Sentence(
    "{name} {see} effect in {loops} only after {wait}, by the marked delays",
    "it decides again before the effect of its first decision has returned around the "
    "loop, and no delay is smooth",
    "the delays and intervals that the file states",
)
NOBODY_ACTS = Sentence(
    "{name} {have} a goal, but no link leaves {it}", "a goal is stated for a variable", FILE
)
LIMITS = Sentence("limits in the file: {limits}", "variables carry `limit`", FILE)
PROPOSES = Sentence(
    "the file proposes: {proposals}",
    "interventions contain an operation `rule`, or one that brings information",
    FILE,
)
INFORMATION = Sentence(
    "information on {cause} for {effect}", "an operation `inform`, or `add` of an `info` link", FILE
)
MAY_BE_GOALS = Sentence(
    "by their names, these may be goals: {goals}",
    "each is compared with a variable on a balancing loop and has such a name, or nothing changes "
    "it and the difference has such a name",
    "the words of the names, a suggestion",
)
GOALS = Sentence("goals in the file: {goals}", "variables or loops carry a goal", FILE)
