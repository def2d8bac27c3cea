"""Sentences on what a push changes in the end, by the signs of the links alone."""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

SIGNS = (
    "the terms of adj(-M) and det(-M) by sign: J. M. Dambacher, H. W. Li, P. A. Rossignol, Ecology "
    "83, 2002"
)
QUIRK = (
    "J. Quirk, R. Ruppert, Review of Economic Studies 32, 1965; C. Jeffries, Ecology 55, 1974: the "
    "conditions for stability by signs, and the colour test"
)
NECESSARY = "a system that settles has a characteristic polynomial with positive coefficients only"
DRAWN = "strengths drawn at random for which the eigenvalues show that the system settles"

# -- the heading --

PUSHED = Sentence(
    "If {name} {are} pushed up and {stay} pushed, then, once everything has settled:",
    "a variable is pushed, and its own links go on to move it",
    SIGNS,
)
FED = Sentence(
    "If something steadily adds to {name}, then, once everything has settled:",
    "a stock is pushed: what it gets in addition does not end",
    SIGNS,
)
HELD = Sentence(
    "If {name} {are} kept at a higher level, then, once everything has settled:",
    "a variable is kept at a level, and no link moves it",
    SIGNS,
)

# -- one line for each kind of answer --

HIGHER = Sentence("higher", "all terms of these variables are positive", SIGNS)
LOWER = Sentence("lower", "all terms of these variables are negative", SIGNS)
UNCHANGED = Sentence("where it was", "no term moves these variables", SIGNS)
EITHER = Sentence("either way", "strengths of both outcomes were found", DRAWN)
OPEN = Sentence(
    "not decided by signs",
    "there are terms of both signs, and no strengths of both outcomes were found",
    SIGNS,
)
NO_LEVEL = Sentence("no level", "these variables do not come to rest", NECESSARY)
NO_ANSWER = Sentence(
    "no answer", "no strengths were found with which these variables settle", DRAWN
)
NOT_DECIDED = Sentence(
    "not examined", "a part has too many terms, or links without a sign lead to it", COUNT
)
WHATEVER = Sentence(
    "This is true for all strengths with which the system settles.",
    "a variable ends up higher, lower or where it was",
    SIGNS,
)

# -- what it rests on --

SETTLES = Sentence(
    "{names} {settle}, whatever the strengths of the links are.",
    "no loop of the part has a delay or a controller, and its signs pass all conditions",
    QUIRK,
)
FILLS_ONLY = Sentence(
    "As drawn, nothing empties {stocks}: with {them} and without limits, {names} cannot settle, "
    "whatever the strengths. If {which} also falls by itself, draw that link.",
    "all terms of det(-M) of a part are negative and no two controllers have different paces, or "
    "all its loops are reinforcing; and no link with a minus sign leads to these stocks",
    NECESSARY,
)
GROWS = Sentence(
    "As drawn, with {them} and without limits, {names} cannot settle, whatever the strengths.",
    "the same, and a link with a minus sign leads to each of its stocks",
    NECESSARY,
)
SWINGS = Sentence(
    "As drawn, with {them}, nothing damps {names}: they cannot settle, whatever the strengths. If "
    "one of them also falls by itself, draw that link.",
    "no loop of the part has a delay or a controller, and a coefficient of its characteristic "
    "polynomial has no positive term",
    NECESSARY,
)
NO_SINGLE_LEVEL = Sentence(
    "{names} {have} no single level to come back to: what a push brings only accumulates there, or "
    "is passed from stock to stock.",
    "det(-M) of the part is zero for all strengths",
    SIGNS,
)
NOT_SEEN = Sentence(
    "Of about {number} sets of strengths that were tried, {names} {settle} with none; others may "
    "exist, so nothing is said of where {they} would end up.",
    "the signs allow that the part settles, and a search through strengths found none",
    DRAWN,
)
TOO_LARGE = Sentence(
    "{names} {are} too densely linked to be examined.",
    "the determinant of the part needs more than 100,000 sets of columns",
    COUNT,
)
RESTS_ON = Sentence(
    "It rests on {stocks} being marked as {kind}: a stock keeps what it has, and another variable "
    "follows its causes.",
    "the push reaches variables that are marked as stocks",
    FILE,
)
SMOOTHED = Sentence(
    "A smooth delay leads to {stocks}. If that is the time in which {them} adjusts, it follows its "
    "causes and adds nothing up; the answer may then be another.",
    "the push reaches a stock to which a link with a smooth delay leads",
    FILE,
)
NO_OUTFLOW = Sentence(
    "As drawn, no outflow of {stocks} grows with {them}. So all settles only once what fills and "
    "empties {them} balances as before; with such an outflow the answer may be another.",
    "a variable ends where it was, and the push reaches a stock that is on no balancing loop of "
    "one or two links",
    FILE,
)
SAME_TOTAL = Sentence(
    "The total of {stocks} stays the same: only flows move them, and a flow brings to one what it "
    "takes from another.",
    "no flow changes the sum of some stocks, and no link to them states a strength or a delay",
    FILE,
)
MOVED_TOGETHER = Sentence(
    "{stocks} change only together, because the same variables move them.",
    "no flow changes a weighted sum of some stocks, and no link to them states a strength or a "
    "delay",
    FILE,
)
NO_STOCK = Sentence(
    "None of these variables is marked as a stock, so each is taken to follow its causes; with a "
    "stock among them the answer may be another.",
    "the push reaches a loop, and no variable that is marked as a stock",
    FILE,
)
SET_STOCK = Sentence(
    "{stocks} {follow} the controller that sets the total, although marked as a stock.",
    "the only stocks that the push reaches are set by a controller with `decides total`",
    FILE,
)
UNSIGNED = Sentence(
    "{links} {have} no sign: both were tried.",
    "up to three links that the push passes have the sign `?`",
    FILE,
)
MANY_UNSIGNED = Sentence(
    "{links} {have} no sign, so what lies behind {them} was not examined.",
    "more than three links that the push passes have the sign `?`",
    FILE,
)
