"""Places in a text (spans, lines and columns), edits, and the normal form of names."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

# The indent of lines that continue a statement.
INDENT = "    "

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start` to `end`, counted in code points."""

    start: int
    end: int

    def shift(self, by: int) -> Span:
        """Return the same range, moved by `by` characters."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Place:
    """A place as people count it: line and column start at 1, columns are code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a text: the characters in `span` are replaced by `text`."""

    span: Span
    text: str


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits applied. Their ranges refer to the text before and are disjoint.

    Insertions at the same place keep the order in which they are given.

    >>> apply_edits("Load (+)-> Latency", [Edit(Span(6, 7), "-"), Edit(Span(0, 4), "Work")])
    'Work (-)-> Latency'
    """
    found, done = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        found += [text[done : edit.span.start], edit.text]
        done = max(done, edit.span.end)
    return "".join([*found, text[done:]])


def invert(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that undo these edits; their ranges refer to the edited text.

    >>> edits = [Edit(Span(0, 4), "Work load")]
    >>> apply_edits(apply_edits("Load (+)-> Latency", edits), invert("Load (+)-> Latency", edits))
    'Load (+)-> Latency'
    """
    found, moved = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start = edit.span.start + moved
        end = start + len(edit.text)
        found.append(Edit(Span(start, end), text[edit.span.start : edit.span.end]))
        moved += len(edit.text) - (edit.span.end - edit.span.start)
    return tuple(found)


class Lines:
    """The lines of a text, to convert offsets into lines and columns.

    A line ends at LF, CR LF or CR, as editors and the Language Server Protocol count. `in_file` is
    False if the text was made from a file in another format. Messages then name no line, since the
    file does not have these lines.

    >>> lines = Lines("ab\\ncd")
    >>> lines.place(4)
    Place(line=2, column=2)
    >>> lines.line(2)
    'cd'
    """

    def __init__(self, text: str, in_file: bool = True) -> None:
        self.text = text
        self.in_file = in_file
        self._starts = [0]
        self._ends: list[int] = []
        for found in _BREAK.finditer(text):
            self._ends.append(found.start())
            self._starts.append(found.end())
        self._ends.append(len(text))

    def __len__(self) -> int:
        return len(self._starts)

    def bounds(self, number: int) -> Span:
        """Return the range of line `number` (from 1), without its line break."""
        return Span(self._starts[number - 1], self._ends[number - 1])

    def line(self, number: int) -> str:
        """Return line `number` (from 1), without its line break."""
        span = self.bounds(number)
        return self.text[span.start : span.end]

    def place(self, offset: int) -> Place:
        """Return the line and column of an offset; an offset past the end counts as the end."""
        offset = max(0, min(offset, len(self.text)))
        index = bisect_right(self._starts, offset) - 1
        return Place(index + 1, offset - self._starts[index] + 1)

    def said(self, offset: int, before: str = "", after: str = "") -> str:
        """Return `line 4` with words before and after it, or an empty text if `in_file` is False.

        >>> Lines("ab\\ncd").said(4, " (", ")"), Lines("ab", in_file=False).said(0, " (", ")")
        (' (line 2)', '')
        """
        return f"{before}line {self.place(offset).line}{after}" if self.in_file else ""


def fold(words: str) -> str:
    """Return the normal form of a name, for comparisons: NFC, with single blanks.

    Control characters count as blanks. A line break is kept, as it is part of a quoted name.

    >>> fold("  Load   per pod ")
    'Load per pod'
    """
    if words.isascii() and words.isprintable():
        return " ".join(words.split())
    lines = unicodedata.normalize("NFC", words).split("\n")
    return "\n".join(" ".join(_unprintable(line).split()) for line in lines).strip()


def _unprintable(line: str) -> str:
    return "".join(" " if is_blank(c) else c for c in line)


def is_blank(character: str) -> bool:
    """Return whether a character counts as a blank: white space or a control character."""
    return character.isspace() or unicodedata.category(character) == "Cc"
