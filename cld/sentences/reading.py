"""Sentences that explain a loop link by link."""

from __future__ import annotations

from cld.sentences.sentence import COUNT, FILE, Sentence

POLARITY = "J. D. Sterman, Business Dynamics, 2000, chapter 5, the meaning of polarity"
LOOP_POLARITY = "J. D. Sterman, Business Dynamics, 2000, chapter 5, the polarity of loops"

BEGINNING = Sentence(
    "{loop} is {a} {type} loop of {links}. Each link is read with everything else unchanged.",
    "for every loop",
    POLARITY,
)
OF_STOCKS = Sentence(
    "{said} A stock such as {stock} rises or falls compared with what it would have been.",
    "a stock is on the loop",
    POLARITY,
)
LINK = Sentence("When {cause}, {effect}: {direction}.", "for every link", POLARITY)
AFTER = Sentence("{effect} after {delay}", "a delay is marked with a length", FILE)
AFTER_UNKNOWN = Sentence(
    "{effect} after a delay of unknown length", "a delay is marked without a length", FILE
)
SAME = Sentence("same direction (+)", "the link has the sign +", FILE)
OPPOSITE = Sentence("opposite direction (-)", "the link has the sign -", FILE)
NOT_KNOWN = Sentence("sign unknown (?)", "the link has the sign ?", FILE)
LEFT_OUT = Sentence(
    "{first} to {last}: {number}, not shown here.",
    "a loop of more than 200 links",
    COUNT,
)
AMPLIFIES = Sentence(
    "So a rise in {first} returns as a further rise, and a fall as a further fall: the "
    "loop amplifies any change.",
    "reinforcing",
    LOOP_POLARITY,
)
WORKS_AGAINST = Sentence(
    "So a rise in {first} returns as a fall, and a fall as a rise: the loop works against change.",
    "balancing",
    LOOP_POLARITY,
)
CANNOT_BE_SAID = Sentence(
    "So it is unknown whether a rise in {first} returns as a rise or as a fall.",
    "undetermined",
    LOOP_POLARITY,
)
UNDETERMINED = Sentence(
    "{signs} unknown, so its type is undetermined", "a link of it has the sign ?", FILE
)
PARITY = Sentence("{negative}, {parity} number: {type}", "every sign of it is known", LOOP_POLARITY)
NONE_MARKED = Sentence("none marked.", "no link of the loop has a delay", FILE)
NO_GOAL = Sentence(
    "none that this loop is known to pursue.", "a balancing loop without a goal", FILE
)
MAY_PURSUE = Sentence(
    "none is stated; by its name, {names} may be what the loop pursues.",
    "a variable is compared with one on the loop and has a word such as “target” in its name, or "
    "nothing changes it and the difference has a word such as “gap”",
    "J. D. Sterman, Business Dynamics, 2000, chapter 4: goal seeking; the words are a suggestion",
)
ALONE = Sentence(
    "no other {kind}loop shares a variable with it.",
    "all loops are listed and compared, and none meets it",
    COUNT,
)
ALONE_AMONG = Sentence(
    "none of the {number} loops that are compared shares a variable with it.",
    "not all loops are listed or compared, and none of those compared meets it",
    COUNT,
)
