"""Edits of whole lines and of the whole text. Each returns a list of small edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cld.core.text import Edit, Lines, Span
from cld.language.format import format_syntax
from cld.language.source import Source
from cld_gui.shared.utf16 import ShownText, apart

_BLANKS = re.compile(r"[ \t]*")
_MARK = re.compile(r"# ?")

LineChange = tuple[list[Edit], Span | None]


def lines_of(lines: Lines, span: Span) -> range:
    """Return the numbers of the lines that a span touches. A line is not touched if the span ends
    at its start."""
    first, last = lines.place(span.start), lines.place(span.end)
    until = last.line - 1 if last.column == 1 and last.line > first.line else last.line
    return range(first.line, until + 1)


def toggle_comment(lines: Lines, span: Span) -> list[Edit]:
    """Turn lines into comments or, if all of them are comments, back into statements.

    >>> toggle_comment(Lines("A (+)-> B"), Span(0, 0))
    [Edit(span=Span(start=0, end=0), text='# ')]
    """
    touched = [n for n in lines_of(lines, span) if lines.line(n).strip()]
    indents = {n: len(_indent(lines.line(n))) for n in touched}
    if touched and all(lines.line(n)[indents[n] :].startswith("#") for n in touched):
        found = []
        for number in touched:
            start = lines.bounds(number).start
            mark = _MARK.match(lines.line(number), indents[number])
            if mark:
                found.append(Edit(Span(start + mark.start(), start + mark.end()), ""))
        return found
    least = min(indents.values(), default=0)
    places = [lines.bounds(n).start + least for n in touched]
    return [Edit(Span(place, place), "# ") for place in places]


def _indent(line: str) -> str:
    found = _BLANKS.match(line)
    return found.group() if found else ""


def indent(lines: Lines, span: Span, step: int, back: bool) -> list[Edit]:
    """Indent lines, or unindent them."""
    found = []
    for number in lines_of(lines, span):
        line, start = lines.line(number), lines.bounds(number).start
        if back:
            blanks = _indent(line)
            gone = (
                1 if blanks.startswith("\t") else min(step, len(blanks) - len(blanks.lstrip(" ")))
            )
            if gone:
                found.append(Edit(Span(start, start + gone), ""))
        elif line.strip():
            found.append(Edit(Span(start, start), " " * step))
    return found


def duplicate_lines(lines: Lines, span: Span, newline: str) -> LineChange:
    """Duplicate lines. The selection moves to the copy below."""
    touched = lines_of(lines, span)
    start, end = lines.bounds(touched[0]).start, lines.bounds(touched[-1]).end
    words = newline + lines.text[start:end]
    return [Edit(Span(end, end), words)], span.shift(len(words))


def move(lines: Lines, span: Span, down: bool) -> LineChange:
    """Move lines past the next or the previous line. At the ends of the text, do nothing."""
    touched = lines_of(lines, span)
    other = touched[-1] + 1 if down else touched[0] - 1
    if not 1 <= other <= len(lines):
        return [], None
    text, passed = lines.text, lines.bounds(other)
    start, end = lines.bounds(touched[0]).start, lines.bounds(touched[-1]).end
    if down:
        words = text[passed.start : passed.end] + text[end : passed.start]
        edits = [Edit(Span(start, start), words), Edit(Span(end, passed.end), "")]
        return edits, span.shift(len(words))
    words = text[passed.end : start] + text[passed.start : passed.end]
    edits = [Edit(Span(passed.start, start), ""), Edit(Span(end, end), words)]
    return edits, span.shift(-len(words))


def formatted(source: Source) -> list[Edit]:
    """Return the edits that format a text. Lines in canonical form stay as they are.

    >>> from cld.language.source import source_of
    >>> formatted(source_of("A ( + )-> B\\n"))
    [Edit(span=Span(start=3, end=6), text='+')]
    """
    shown = ShownText(source.text)
    was = _kept(shown.plain)
    wanted = _kept(format_syntax(source.syntax))
    starts = [0]
    for line in was:
        starts.append(starts[-1] + len(line))
    found = []
    for kind, a, b, c, d in _changes(was, wanted):
        if kind == "equal":
            continue
        pairs = (
            [(starts[a + n], starts[a + n + 1], wanted[c + n]) for n in range(b - a)]
            if b - a == d - c
            else [(starts[a], starts[b], "".join(wanted[c:d]))]
        )
        for start, end, words in pairs:
            found.append(_edit(shown, start, end, words))
    return [edit for edit in found if edit.text or edit.span.start < edit.span.end]


def _kept(text: str) -> list[str]:
    """The lines of a text, each with its line break."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _changes(was: list[str], wanted: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The lines that differ. Equal lines at both ends are left out of the comparison."""
    head, tail = _same_ends(was, wanted)
    # Imported late: only formatting needs it.
    from difflib import SequenceMatcher

    one, other = was[head : len(was) - tail], wanted[head : len(wanted) - tail]
    for kind, a, b, c, d in SequenceMatcher(None, one, other).get_opcodes():
        yield kind, a + head, b + head, c + head, d + head


def _same_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """The length of the common beginning and of the common end of two texts or lists of lines."""
    most = min(len(one), len(other))
    head = 0
    while head < most and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < most - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail


def _edit(shown: ShownText, start: int, end: int, words: str) -> Edit:
    was = shown.plain[start:end]
    head, tail = _same_ends(was, words)
    span = Span(shown.from_plain(start + head), shown.from_plain(end - tail))
    edit = Edit(span, shown.with_breaks(words[head : len(words) - tail]))
    return apart(shown.text, edit, shown.newline)
