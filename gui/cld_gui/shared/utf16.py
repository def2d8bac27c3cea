"""Converts between the text of a file and Qt's text, where offsets count UTF-16 units.

A file may end its lines with LF, CR LF or CR; Qt has one kind of line break, of one character.
Python counts code points; Qt counts an emoji as two. `ShownText` converts in both directions.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from cld.core.text import Edit, Span

_BREAK = re.compile(r"\r\n|\r|\n")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
# Qt ends a line at these characters, the language does not. Qt does not accept half a pair.
_NOT_SHOWN = re.compile("[\u2029\ufdd0\ufdd1\ud800-\udfff]")


class ShownText:
    """A text, the text that Qt shows for it (`plain`), and positions converted between them.

    >>> shown = ShownText("a 😀\\r\\nb")
    >>> shown.plain, shown.to_qt(5), shown.from_qt(5)
    ('a 😀\\nb', 5, 5)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text
        self._pairs: list[int] = []
        self._beyond: list[int] = []
        if "\r" in text:
            self._pairs = [found.start() + 1 for found in re.finditer("\r\n", text)]
            self.plain = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.isascii():
            self.plain = _NOT_SHOWN.sub("\ufffd", self.plain)
            self._beyond = [found.start() for found in _BEYOND.finditer(self.plain)]
        # The end of the counted part in the shown text.
        self._after_pairs = [place - n for n, place in enumerate(self._pairs)]
        self._after_beyond = [place + n + 2 for n, place in enumerate(self._beyond)]

    @property
    def qt_length(self) -> int:
        """The length of the text in Qt's positions."""
        return len(self.plain) + len(self._beyond)

    def to_plain(self, offset: int) -> int:
        """Convert an offset in the text to one in `plain`. Between CR and LF means after both."""
        return offset - bisect_left(self._pairs, offset)

    def from_plain(self, offset: int) -> int:
        """Convert an offset in `plain` to one in the text."""
        return offset + bisect_right(self._after_pairs, offset)

    def plain_to_qt(self, offset: int) -> int:
        """Convert an offset in `plain` to a position of Qt."""
        return offset + bisect_left(self._beyond, offset)

    def plain_from_qt(self, position: int) -> int:
        """Convert a position of Qt to an offset in `plain`. Inside a pair means after it."""
        return position - bisect_right(self._after_beyond, position)

    def to_qt(self, offset: int) -> int:
        """Convert an offset in the text to a position of Qt."""
        return self.plain_to_qt(self.to_plain(max(0, min(offset, len(self.text)))))

    def from_qt(self, position: int) -> int:
        """Convert a position of Qt to an offset in the text."""
        return self.from_plain(self.plain_from_qt(max(0, min(position, self.qt_length))))

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text between two positions of Qt."""
        return Span(self.from_qt(start), self.from_qt(end))

    @property
    def newline(self) -> str:
        """The line break that most lines end with."""
        pairs, breaks = len(self._pairs), self.plain.count("\n")
        single = self.text.count("\r") - pairs
        if 2 * pairs > breaks:
            return "\r\n"
        return "\r" if 2 * single > breaks else "\n"

    def with_breaks(self, plain: str) -> str:
        """Return a text with the line breaks of the file."""
        newline = self.newline
        return plain if newline == "\n" else plain.replace("\n", newline)


def edit_between(before: ShownText, plain: str, start: int, end: int) -> Edit | None:
    """Return the edit after which a text shows `plain`, or None if it does already.

    `start` and `end` bound the part of the earlier plain text that was replaced, as far as that is
    known. If they cannot be right, the whole texts are compared.
    """
    was = before.plain
    tail = len(was) - end
    fits = start <= len(plain) - tail and plain[:start] == was[:start]
    if not fits or (tail and plain[len(plain) - tail :] != was[end:]):
        start, end, tail = 0, len(was), 0
    inserted = plain[start : len(plain) - tail]
    start, end, inserted = _least(was, start, end, inserted)
    if start == end and not inserted:
        return None
    span = Span(before.from_plain(start), before.from_plain(end))
    return apart(before.text, Edit(span, before.with_breaks(inserted)), before.newline)


def _least(was: str, start: int, end: int, inserted: str) -> tuple[int, int, str]:
    """Trim the parts at both ends of a change that stay the same."""
    most = min(end - start, len(inserted))
    same = 0
    while same < most and was[start + same] == inserted[same]:
        same += 1
    start, inserted = start + same, inserted[same:]
    most, same = most - same, 0
    while same < most and was[end - 1 - same] == inserted[-1 - same]:
        same += 1
    return start, end - same, inserted[: len(inserted) - same]


def apart(text: str, edit: Edit, newline: str) -> Edit:
    """Prevent a CR and an LF that are two line breaks from becoming one."""
    start, end, words = edit.span.start, edit.span.end, edit.text
    after = text[end : end + 1]
    if text[start - 1 : start] == "\r" and (words or after).startswith("\n"):
        start, words = start - 1, ("\n" if newline == "\r" else newline) + words
    if words.endswith("\r") and after == "\n":
        words += "\n"
    return Edit(Span(start, end), words)


def to_mirror(before: ShownText, edits: Iterable[Edit]) -> list[tuple[int, int, str]]:
    """Return the replacements in Qt's text, as (start, end, words), the last place first.

    An edit that begins or ends between CR and LF, or creates such a pair, is widened to whole line
    breaks. Edits that touch are merged.
    """
    text = before.text
    merged: list[tuple[int, int, str]] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, end, words = edit.span.start, edit.span.end, edit.text
        if merged and start <= merged[-1][1] + 1:
            first, last, earlier = merged.pop()
            start, end, words = first, max(last, end), earlier + text[last:start] + words
        merged.append((start, end, words))
    found = []
    for start, end, words in reversed(merged):
        if start and text[start - 1] == "\r":
            start, words = start - 1, f"\r{words}"
        if text[end : end + 1] == "\n":
            end, words = end + 1, f"{words}\n"
        first, last = before.to_plain(start), before.to_plain(end)
        new = ShownText(words).plain
        first, last, new = _least(before.plain, first, last, new)
        if first < last or new:
            found.append((before.plain_to_qt(first), before.plain_to_qt(last), new))
    return found


class Moves:
    """The places of spans after edits of the text.

    >>> Moves([Edit(Span(0, 1), "abc")]).span(Span(4, 6))
    Span(start=6, end=8)
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = sorted(edits, key=lambda edit: edit.span)
        self._ends = [edit.span.end for edit in self._edits]
        self._by = [0]
        for edit in self._edits:
            self._by.append(self._by[-1] + len(edit.text) - (edit.span.end - edit.span.start))

    def span(self, span: Span) -> Span | None:
        """Return the present place of a span, or None if an edit reaches into it."""
        before = bisect_right(self._ends, span.start)
        if before < len(self._edits) and self._edits[before].span.start < span.end:
            return None
        return span.shift(self._by[before])
