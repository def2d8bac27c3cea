"""The size limits of the readers: one set for all formats.

A .cld file may have 600,000 characters and lines of 20,000. Any diagram that a reader accepts can
be written as a .cld file, read back and analysed. A larger diagram is refused with one sentence
that states the limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cld.language.scan import MAX_LINE

if TYPE_CHECKING:
    from cld.core.diagram import Diagram

# Real models have a few hundred: World3 has 173 variables and 290 links, and the largest model that
# was tried has 413 and 715.
MOST_VARIABLES = 15_000
MOST_LINKS = 15_000
MOST_LOOPS = 10_000
MOST_SECTORS = 1_000
MOST_NAME = 1_000
# The most characters of a .cld file.
MOST_WRITTEN = 600_000
MOST_LINE = MAX_LINE
# The most bytes of a file.
MOST_CHARACTERS = 16_000_000
# Words and symbols of a text in any format, and the depth of brackets.
MOST_WORDS = 1_000_000
# The same limit for a parser written in Python.
MOST_TOKENS = 500_000
MOST_DEPTH = 100
# Lines and columns of a table, statements of a drawing: each takes as long as several words.
MOST_STEPS = 250_000
# Lines of a text, each of which is remembered with its place.
MOST_LINES = 1_000_000
# Digits of one number.
MOST_DIGITS = 1_000
# Notes on changes made while reading.
MOST_NOTES = 50


class FormatError(ValueError):
    """The text is not in the expected format, or is too large; the message is for people."""


def more_than(most: int, things: str) -> str:
    """Return the message for a text that is too large.

    >>> more_than(15_000, "links")
    'this diagram has more than 15,000 links, the most cld reads'
    """
    return f"this diagram has more than {most:,} {things}, the most cld reads"


def too_much(diagram: Diagram) -> str:
    """Return why a diagram cannot be read back from another format, or an empty text.

    A .cld file may contain more than the readers of other formats accept.

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
        return f"a name has {longest:,} characters; cld reads at most {MOST_NAME:,}"
    return ""


def within(count: int, most: int, things: str) -> None:
    """Raise FormatError if there are more things than the limit."""
    if count > most:
        raise FormatError(more_than(most, things))
