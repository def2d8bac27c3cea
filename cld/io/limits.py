"""How much a reader takes: one set of bounds for all formats.

The language holds a file of 600,000 characters with lines of 20,000. What a reader accepts can be
written in it, read back and analysed; what is more is refused with one sentence that says how much
cld reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cld.language.scan import MAX_LINE

if TYPE_CHECKING:
    from cld.core.diagram import Diagram

# Real models have some hundred: World3 173 variables and 290 links, the largest of those that were
# tried 413 and 715.
MOST_VARIABLES = 15_000
MOST_LINKS = 15_000
MOST_LOOPS = 10_000
MOST_NAME = 1_000
# As one file of the language holds.
MOST_WRITTEN = 600_000
MOST_LINE = MAX_LINE
# As one file may have bytes.
MOST_CHARACTERS = 16_000_000
# Words and signs of a text, whatever they are called there, and how deep they stand in brackets.
MOST_WORDS = 1_000_000
# The same where a parser written in Python goes through them.
MOST_TOKENS = 500_000
MOST_DEPTH = 100
# Lines of a table, columns of it, statements of a drawing: each takes as long as some words.
MOST_STEPS = 250_000
# Digits of one number.
MOST_DIGITS = 1_000
# Sentences on what was changed on the way.
MOST_NOTES = 50


class FormatError(ValueError):
    """The text is not of the format it was read as, or too much; the message is for people."""


def more_than(most: int, things: str) -> str:
    """Return what is said of a text that holds too much.

    >>> more_than(15_000, "links")
    'this diagram has more than 15,000 links, the most cld reads'
    """
    return f"this diagram has more than {most:,} {things}, the most cld reads"


def too_much(diagram: Diagram) -> str:
    """Return why a diagram is not read back from another format than the language, or nothing: a
    file of the language may hold more than the readers take from others.

    >>> from cld.core.diagram import Diagram
    >>> too_much(Diagram())
    ''
    """
    counts = (
        (len(diagram.variables), MOST_VARIABLES, "variables"),
        (len(diagram.links), MOST_LINKS, "links"),
        (len(diagram.loops), MOST_LOOPS, "declared loops"),
    )
    for count, most, things in counts:
        if count > most:
            return more_than(most, things)
    longest = max((len(variable.name) for variable in diagram.variables), default=0)
    if longest > MOST_NAME:
        return f"a name has {longest:,} characters; at most {MOST_NAME:,} are read"
    return ""


def within(count: int, most: int, things: str) -> None:
    """Raise FormatError where there are more things than are read."""
    if count > most:
        raise FormatError(more_than(most, things))
