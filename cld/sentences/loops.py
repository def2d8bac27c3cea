"""Sentences on each loop: its delay, its decisions, its period, and what opposes it."""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

STERMAN = "J. D. Sterman, Business Dynamics, 2000"
DELAY_EQUATION = (
    "x′(t) = −K·x(t − T): Corless et al., On the Lambert W function, 1996, section 2; behind a "
    "controller Yorke, J. Differential Equations 7, 1970"
)
LAG_EQUATION = "T·x″ + x′ + K·x = 0, a stock behind a lag of first order"
MARKS = "the delays that the file marks"

# -- what opposes a reinforcing loop --

UNCHECKED = Sentence(
    "unchecked: no balancing loop shares a variable with it",
    "exact: none of its variables is on a balancing loop",
    COUNT,
)
OPPOSED = Sentence(
    "opposed by {loops}",
    "these balancing loops share a variable with it; a diagram does not show how strong they are",
    COUNT,
)
OPPOSED_BY_OWN = Sentence(
    "opposed only by {loops}, {whose}",
    "each balancing loop that shares a variable meets it only at a stock and an outflow of it by "
    "which the loop runs on: what quickens the outflow feeds the loop",
    "E′ = b·I − a·E, I′ = a·E has a growing solution for all a, b > 0",
)
WHICH_QUICKEN = Sentence(
    "which {quicken} an outflow that this loop runs through",
    "the same of balancing loops with a goal",
    COUNT,
)
CIRCULATES = Sentence(
    "it only moves material from stock to stock, so it does not grow by itself",
    "each stock of the reinforcing loop fills the next one by what flows out of it",
    "J. A. Jacquez and C. P. Simon, Qualitative theory of compartmental systems, SIAM Review 35, "
    "1993",
)
AND_OWN = Sentence(
    "{said}, and by {loops}, {whose}",
    "others oppose it, and these meet it only at a stock and an outflow by which it runs on",
    COUNT,
)
OPPOSED_UNLISTED = Sentence(
    "opposed by balancing loops that are not listed",
    "a variable of it is on a balancing loop, and none of those is listed",
    COUNT,
)
OPPOSITION_UNKNOWN = Sentence(
    "unknown whether a balancing loop opposes it, because not all loops were found",
    "no balancing loop that was found shares a variable with it, and the search was not complete",
    COUNT,
)
OPPOSITION_UNLISTED = Sentence(
    "unknown whether a balancing loop opposes it, because undetermined loops that are not listed "
    "share variables with it",
    "no balancing loop shares a variable with it, and not all undetermined loops that do are "
    "listed: of two over one link without a sign one may be balancing, whichever sign it has",
    COUNT,
)
MIGHT_OPPOSE = Sentence(
    "{loops} may oppose it ({types} undetermined)",
    "these undetermined loops share a variable with it",
    COUNT,
)
OPPOSED_BY_EITHER = Sentence(
    "opposed by {one} or by {other}, whichever sign {cause} → {effect} has",
    "no balancing loop shares a variable with it; two loops do whose only link without a sign is "
    "this one, one with an even and one with an odd number of other minus signs",
    COUNT,
)
RESPONDS_WITHIN = Sentence(
    "{loop} {respond} within one cycle (after {answer})",
    "the most of the balancing loop, the whole pace of its controllers included, is at most the "
    "least of the reinforcing loop; both have a mark, and none of their delays is smooth",
    MARKS,
)
RESPONDS_WITHIN_WHATEVER = Sentence(
    "{loop} {respond} within one cycle, regardless of the length of the shared delay",
    "the same of what they do not share, and the length of a shared delay is not stated",
    MARKS,
)
RESPONDS_LATER = Sentence(
    "{loop} {respond} after {turns} ({answer})",
    "the least of the balancing loop is at least the most of the reinforcing loop; both have a "
    "mark, and none of their delays is smooth",
    MARKS,
)
NOT_COMPARED_HERE = Sentence(
    "{count} more {loops} it and {are} not compared here",
    "more loops oppose it than are named, and the timing of those is said",
    COUNT,
)
RESPONDS_SOME_LATER = Sentence(
    "{loop} {respond} after more than one cycle ({answer})",
    "the same, and the number of cycles has no bound",
    MARKS,
)
CYCLE = Sentence("{responses}{cycle}{marks}", "the timing of an opposing loop is known", MARKS)
CYCLE_TAKES = Sentence(
    "; one cycle takes {cycle}", "the length of a cycle is stated, in part at least", MARKS
)
BY_MARKS_ALONE = Sentence(
    ", counting marked delays only", "a link of one of these loops has no mark", MARKS
)
RESPONSES = Sentence(
    "Response times{marks}:",
    "of one loop, as in `cld explain`: two or more statements on how soon the opposing "
    "loops respond",
    MARKS,
)
RESPONSES_PER_CYCLE = Sentence(
    "Response times (one cycle takes {cycle}{marks}):",
    "the same, and the length of a cycle is stated, in part at least",
    MARKS,
)
NO_TIMING_MARK = Sentence(
    "timing unknown: {loops} {have} no marked delay",
    "of one loop, as in `cld explain`: other loops of the file have a mark, and these have none",
    MARKS,
)
NO_TIMING_LENGTH = Sentence(
    "timing unknown: {loops} {have} a delay whose length is not stated",
    "of one loop, as in `cld explain`: a delay is marked without a length",
    MARKS,
)
NO_TIMING_SMOOTH = Sentence(
    "timing unknown: {loops} {have} a smooth delay, which spreads its effect over time",
    "a delay on one of the pair is smooth; shown in `cld explain`",
    "the step response of a lag of first order",
)
NO_TIMING_OVERLAP = Sentence(
    "{loops} may respond within one cycle or later: {apart}it takes {answer}, and one "
    "cycle {cycle}",
    "the ranges of the two overlap",
    MARKS,
)
MANY_OVERLAP = Sentence(
    "{loops} may respond within one cycle or later: their marked times overlap with "
    "those of this loop",
    "the same for several loops",
    MARKS,
)
RESPONDS_WITHIN_APART = Sentence(
    "{loop} responds within one cycle: apart from shared delays, it takes {answer}, and "
    "one cycle {cycle}",
    "the same of what they do not share, while the times as a whole overlap",
    MARKS,
)
APART = Sentence("apart from shared delays, ", "they share a marked link", MARKS)
NO_TIMINGS_SHARED = Sentence(
    "{loops} each share all marked delays with {this}, so it is unknown which is faster",
    "the same for several loops",
    MARKS,
)
NO_TIMING_SHARED = Sentence(
    "{loop} and {this} share all their marked delays, so it is unknown which is faster",
    "every mark of the pair is on a link that both share",
    MARKS,
)
NO_TIMING_APART = Sentence(
    "apart from links shared with {this}, {loops} {have} no marked delay, so the response time is "
    "not known",
    "marks of the balancing loop are on shared links alone and have no length",
    MARKS,
)

# -- a reinforcing loop by itself --

ECHO = Sentence(
    "alone, it echoes: a change returns after {delay} (no variable on it is marked as a stock)",
    "reinforcing, with a delay of known length that is not smooth, without a stock, in a file "
    "that marks stocks",
    "x(t) = g·x(t − T): over-time reading of a loop without a stock",
)

# -- a balancing loop by itself --

ONLY_IF = Sentence(
    "alone, it can oscillate only if a link takes time; {no} is marked on it",
    "at most one stock, no delay of some length, and not every link says `delay 0s`",
    STERMAN + ", chapter 4",
)
NO_TIME = Sentence(
    "alone, it cannot oscillate: no link takes time, and at most one variable is a stock",
    "every link says `delay 0s`",
    STERMAN + ", chapter 4",
)
TOO_WEAK = Sentence(
    "alone, it does not oscillate: it reacts too weakly for its delay (K·T is at most 1/e)",
    "one stock, every gain stated, K·T at most 1/e for the longest delay",
    DELAY_EQUATION,
)
LAG_ALONE = Sentence(
    "alone, it does not oscillate if its smooth delay is of first order: no variable on "
    "it is marked as a stock",
    "one smooth delay, no other delay or controller, no stock",
    LAG_EQUATION,
)
LAG_TOO_WEAK = Sentence(
    "alone, it does not oscillate: it reacts too weakly for a smooth delay of first order (K·T is "
    "at most 1/4)",
    "one stock, one smooth delay and nothing else, every gain stated, K·T at most 1/4",
    LAG_EQUATION,
)
WITHOUT_DELAY = Sentence("even without a delay", "several stocks, no mark on the loop", FILE)
WHATEVER_DELAY = Sentence("whatever its delay", "several stocks, and a mark on the loop", FILE)
SEVERAL_STOCKS = Sentence(
    "alone, it can oscillate, {whatever}: {number} of its variables are stocks",
    "two stocks or more",
    STERMAN + ", chapter 4; Lotka and Volterra",
)
PART_SMOOTH = Sentence(
    "alone, it can oscillate; {smooth} of its delay is smooth, so its period cannot be estimated",
    "at most one stock, a smooth delay and something else that takes time",
    "two lags in a row behind a stock can grow: over-time reading",
)
PART_SMOOTH_STATED = Sentence(
    "alone, it may or may not oscillate: {smooth} of its delay is smooth, a case that "
    "cld does not compute",
    "one stock, a smooth delay and something else that takes time, every gain stated",
    "a weak loop of two lags does not oscillate, a strong one grows: over-time reading",
)
ONLY_FALLS = Sentence(
    "alone, as drawn, {stock} can only fall: no flow into it is drawn",
    "every link into a stock of the loop is a `-` from a variable marked `flow`",
    "a flow is never negative",
)
ONLY_RISES = Sentence(
    "{said}; this requires {flows} to go below zero{outside}, because nothing else can "
    "lower {stock}",
    "every link into a stock of the loop that can oscillate is a + from a variable marked `flow`",
    "a stock that nothing lowers cannot come back down",
)
CLOSED_PAIR = Sentence(
    "alone, it can oscillate only if a link takes time, because the outflow of one of "
    "its two stocks fills the other; {no} is marked on it",
    "two stocks on the loop, all that flows on it leaves one for the other, and no delay is marked",
    "x′ = f(x) in one variable does not oscillate: the two stocks together stay the same",
)
GOES_ON_OUTSIDE = Sentence(
    ", or something outside the loop to keep moving",
    "a variable off the loop that is neither a constant nor a flow acts on it",
    "a stock that only rises can still oscillate about a trend",
)
GAINS_MISSING = Sentence(
    "{said}; {missing} of its {links} links {state} no gain, so whether the loop settles "
    "is not computed",
    "one stock, and some of its links state a gain",
    FILE,
)
LAG = Sentence(
    "alone, it can oscillate, but its oscillations die out if the smooth delay is of "
    "first order; {period}",
    "one stock, one smooth delay that does not end in it but by a flow, no other delay and no "
    "controller",
    LAG_EQUATION,
)
NO_STOCK = Sentence(
    "alone, it can oscillate{period}; no variable on it is marked as a stock, and it "
    "settles if its gain is below 1",
    "no stock, pipeline delays; others of the file are marked as stocks",
    "x(t) = −g·x(t − T)",
)
WITH_PERIOD = Sentence(
    " with a period of {period}", "every delay on the loop has a length", "x(t) = −g·x(t − T)"
)
ONE_STOCK = Sentence(
    "alone, it {can} oscillate: {periods}",
    "one stock, pipeline delays, strength not known or on both sides of a limit",
    DELAY_EQUATION,
)
IF_THEY_ADD_UP = Sentence(
    "{said} (as long as its decisions add up)",
    "the same, with a controller that has no `decides`: totals would give another period",
    DELAY_EQUATION,
)
IF_EACH_SETS_A_TOTAL = Sentence(
    "{said} (as long as each decision sets a total)",
    "a period, and a controller beside the stock, or without one, that has no `decides`",
    DELAY_EQUATION,
)
ONE_STOCK_NO_PERIOD = Sentence(
    "alone, it can oscillate; its period is not known",
    "one stock, and nothing bounds its delay",
    DELAY_EQUATION,
)
LAG_OR_STOCK = Sentence(
    "alone, it can oscillate only if its smooth delay comes on top of the time in which {stock} "
    "itself adjusts",
    "one stock, and the one delay of the loop is smooth and ends in this stock, not by a flow",
    LAG_EQUATION,
)
STAYS = Sentence(
    "alone, it can oscillate unless its delay is the time that material stays in {stock}",
    "a stock and its outflow alone, with a delay between them: the outflow then follows the inflow",
    DELAY_EQUATION,
)
ONE_STOCK_SURE = Sentence(
    "alone, it {oscillates} and {settles}, {period}",
    "one stock, every gain stated; “may” where that depends on where in its range the delay is",
    DELAY_EQUATION,
)
IF_SETTLES = Sentence("{period} if it settles", "a bound for a loop that settles", DELAY_EQUATION)
IF_GROWS = Sentence("{period} if it grows", "a bound for a loop that grows", DELAY_EQUATION)

# -- a controller --

DECIDES = Sentence(
    "{controller} {decides} every {every}{waits}{count}",
    "a variable on the loop has `every`",
    FILE,
)
THEN = Sentence("; {count}", "a link of the loop has a marked delay", FILE)
WAITS = Sentence(", and {wait} {window} after each decision", "the controller has `window`", FILE)
DECISIONS = Sentence(
    "{count} before the effect of the first is visible",
    "the effect returns after T, the pace between decisions is P, and ceil(T / P) is above 1 for "
    "some T and P that the marks allow",
    "over the marked delays of the loop",
)
GRADUAL = Sentence(
    "the effect of a decision shows gradually, because a delay on the loop is smooth",
    "a smooth delay on the loop",
    "the step response of a lag of first order",
)
SEES_ABOUT = Sentence(
    "the effect of a decision becomes visible about when the next one is due",
    "T is P",
    "over the marked delays of the loop",
)
SEES_EACH = Sentence(
    "the effect of each decision becomes visible before the next",
    "T is below P",
    "over the marked delays of the loop",
)
DECISIONS_STALE = Sentence(
    "{count}, {blind} of them before any effect is visible",
    "P < T: all decisions but the first are blind",
    "over the marked delays of the loop",
)
REPEATS = Sentence(
    "the ratio comes from information {age} old and is applied again in {count}",
    "`decides ratio`, a stock on the loop, and the information is older than one pace: "
    "ceil(A / P) - 1 decisions",
    "Kubernetes, pkg/controller/podautoscaler/replica_calculator.go",
)
SETS_TOTAL = Sentence(
    "a total is set, so decisions do not add up, but each is {wait} late",
    "`decides total`, and the effect takes longer than a pace",
    "Kubernetes, pkg/controller/podautoscaler/replica_calculator.go",
)

# -- once for a report --

STRUCTURE = Sentence(
    "A diagram shows structure, not strength: it does not say which loop dominates{opposed}.",
    "there is a loop",
    STERMAN + ", chapter 5",
)
STRUCTURE_OF_ONE = Sentence(
    "A diagram shows structure, not strength.", "there is one loop", STERMAN + ", chapter 5"
)
GAINS_STATED = Sentence(
    "Every link on a loop states a gain or leads from a flow to its stock, but this "
    "report does not use the gains to compute which loop dominates{opposed}.",
    "in place of the sentence on structure, where no link on a loop lacks a gain; a flow changes "
    "its stock one to one",
    FILE,
)
GOAL_COMPARED = Sentence(
    "{goal}, but the loop compares with {names}",
    "what is given from outside, with another value than the goal, acts against the variable with "
    "the goal on what follows it",
    FILE,
)
GAINS_SOME = Sentence(
    "{some} a gain, but this report does not use {these} to compute which loop dominates{opposed}.",
    "in place of the sentence on structure, where a link on a loop states a gain",
    FILE,
)
ENOUGH = Sentence(
    ", or whether an opposing loop is strong enough", "a reinforcing loop is opposed", COUNT
)
NO_RESPONSE = Sentence(
    "The response of an opposing loop cannot be timed if that loop, or the one it "
    "opposes, has {reasons}.",
    "reinforcing loops are opposed, and a delay of known length is marked, but not on these loops",
    FILE,
)
BARE_LOOPS = Sentence("no marked delay ({loops})", "no mark on these loops", FILE)
SMOOTH_LOOPS = Sentence("a smooth delay ({loops})", "a delay on these loops is smooth", FILE)
OPEN_LOOPS = Sentence(
    "a delay of unknown length ({loops})", "a delay is marked without a length", FILE
)
NO_LENGTHS = Sentence(
    "No marked delay has a length, so this report does not show how long a loop takes.",
    "no delay on a loop has a stated length, and nothing on one decides at intervals",
    FILE,
)
NO_DELAYS = Sentence(
    "No loop has a marked delay, so this report says nothing about timing.",
    "no link of a loop has a delay, and nothing on one decides at intervals",
    FILE,
)
SOME_DELAYS = Sentence(
    "A link without a marked delay counts as zero in the delay of a loop.",
    "a loop has a delay of some length, and links without one",
    FILE,
)
NO_GOALS = Sentence(
    "No `goal` is stated, so this report does not say whether balancing loops fight.",
    "balancing loops share variables, some of which are more than a stock and its outflow, and "
    "the file states no goal and nothing that decides",
    FILE,
)
NO_STOCKS = Sentence(
    "No variable is marked as a stock, so this report says nothing about oscillation.",
    "there is a balancing loop, and no stock in the file",
    FILE,
)
