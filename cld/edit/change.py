"""The result of a verb, and the draft in which its edits are collected.

A verb turns a `Source` into small, disjoint edits of its text. It changes no byte outside their
spans: comments, blanks, the kind of line ends, and a missing one at the end are preserved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cld.core.diagnostics import Diagnostic
from cld.core.text import Edit, Span, apply_edits, is_blank
from cld.language.scan import MAX_LINE
from cld.language.source import MAX_CHARACTERS, Source, source_of
from cld.language.syntax import Blank, Statement

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class TextChange:
    """The edits of one step, and the name of that step.

    `label` is the name for a menu, such as `Flip Load → Latency`. If the step cannot be done,
    `problem` says why in a sentence and `edits` is empty. If nothing needs to change, both are
    empty.
    """

    edits: tuple[Edit, ...]
    label: str
    problem: str = ""


def refused(label: str, problem: str) -> TextChange:
    """Return a change that cannot be made, with the reason."""
    return TextChange((), label, problem)


@dataclass
class Draft:
    """Edits that are being collected.

    `gone` are the numbers of lines to remove entirely. `new` are lines to add; they come after
    any other text inserted at the same place.
    """

    source: Source
    edits: list[Edit] = field(default_factory=list)
    new: list[Edit] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    def replace(self, start: int, end: int, text: str = "") -> None:
        """Replace a range by a text."""
        if self.source.text[start:end] != text:
            self.edits.append(Edit(Span(start, end), text))

    def line(self, offset: int) -> int:
        """Return the number of the line that contains an offset."""
        return self.source.lines.place(offset).line

    def empty(self, statement: Statement) -> None:
        """Remove a statement of one line; keep its comment."""
        number = self.line(statement.start)
        comments = statement.parsed.comments
        if comments:
            self.replace(statement.start, statement.locate(comments[0].span).start)
        else:
            self.gone.add(number)

    def add_line(
        self, line: str, beside: tuple[type, ...], names: Iterable[str] = (), lead: bool = False
    ) -> None:
        """Add a line after the last statement of some kinds, or else at the end of the file.

        The line comes after the first mention of each of `names`, so that the order in which the
        file names its variables is kept. `lead` adds an empty line before it if it begins a new
        paragraph.
        """
        source, end = self.source, line_break(self.source.text)
        said = [s for s in source.syntax.statements if not isinstance(s.node, Blank)]
        if not said:
            self.new.append(Edit(Span(0, 0), line + end))
            return
        known = (source.diagram.variable(name) for name in names)
        after = max((v.spans[0].start for v in known if v), default=-1)
        place = next((s for s in reversed(said) if isinstance(s.node, beside)), None)
        if place is None or _end(place) < after:
            lead, place = not isinstance(said[-1].node, beside), said[-1]
        at = _end(place)
        lead = lead and all(edit.span.start != at for edit in self.new)
        self.new.append(Edit(Span(at, at), (end * 2 if lead else end) + line))

    def done(self, label: str) -> TextChange:
        """Return the collected edits, or a refusal if they would cause new errors in the text."""
        lines = [Edit(span, "") for span in self._lines_gone()]
        # Edits within a removed line are not needed.
        rest = [edit for edit in self.edits if self.line(edit.span.start) not in self.gone]
        edits = tuple(sorted([*rest, *self.new, *lines], key=lambda edit: edit.span))
        if not edits:
            return TextChange((), label)
        return _refusal(self.source, edits, label) or TextChange(edits, label)

    def _lines_gone(self) -> Iterable[Span]:
        """Yield whole lines with their line ends. At the end of the file, also yield the line
        break before them, so that the file ends as it did before."""
        lines, gone = self.source.lines, set(self.gone)
        size = len(lines)
        here = size if size in gone or lines.line(size) else size - 1
        while here in gone or (here and here + 1 in gone and not lines.line(here).strip()):
            gone.add(here)
            here -= 1
        for first in sorted(gone):
            if first - 1 in gone:
                continue
            last = first
            while last + 1 in gone:
                last += 1
            start, end = lines.bounds(first).start, lines.bounds(last).end
            if last < size:
                end = lines.bounds(last + 1).start
            elif first > 1:
                start = lines.bounds(first - 1).end
            yield Span(start, end)


def line_break(text: str) -> str:
    """Return the line break that a text uses.

    >>> line_break("A (+)-> B\\r\\nB (+)-> A")
    '\\r\\n'
    """
    found = _BREAK.search(text)
    return found.group() if found else "\n"


def has_break(text: str) -> bool:
    """Return whether a text contains a line break."""
    return "\n" in text or "\r" in text


def blanks_before(text: str, offset: int) -> int:
    """Return where the blanks before a place begin, within its line."""
    while offset and is_blank(text[offset - 1]) and text[offset - 1] not in "\r\n":
        offset -= 1
    return offset


def blanks_after(text: str, offset: int) -> int:
    """Return where the blanks after a place end, within its line."""
    while offset < len(text) and is_blank(text[offset]) and text[offset] not in "\r\n":
        offset += 1
    return offset


def _end(statement: Statement) -> int:
    return statement.start + len(statement.parsed.text)


def _refusal(source: Source, edits: Sequence[Edit], label: str) -> TextChange | None:
    added = sum(len(edit.text) for edit in edits)
    if len(source.text) + added > MAX_CHARACTERS:
        return refused(label, "the file would be too long for cld to read")
    grown: Counter[int] = Counter()
    for edit in edits:
        longest = max(map(len, _BREAK.split(edit.text)))
        grown[source.lines.place(edit.span.start).line] += longest
    for number, more in grown.items():
        span = source.lines.bounds(number)
        if more and span.end - span.start + more > MAX_LINE:
            return refused(label, f"line {number} would be too long for cld to read")
    # In a text without errors, every verb is safe. In a text with errors, a line that is not a
    # statement may become one if the line before it is removed.
    wrong = [d for d in source.diagnostics if d.severity == "error" or d.code == "CLD114"]
    if not wrong or not _may_harm(source, edits, wrong):
        return None
    after = source_of(apply_edits(source.text, edits), source)
    if _errors(after.diagnostics) - _errors(source.diagnostics):
        number = source.lines.place(min(d.span for d in wrong).start).line
        return refused(label, f"line {number} cannot be read; correct it first")
    return None


def _may_harm(source: Source, edits: Sequence[Edit], wrong: Sequence[Diagnostic]) -> bool:
    """Return whether edits change line breaks, or a statement that has an error."""
    changed = (source.text[edit.span.start : edit.span.end] + edit.text for edit in edits)
    if any(map(has_break, changed)):
        return True
    starts = [statement.start for statement in source.syntax.statements]
    bad = {bisect_right(starts, finding.span.start) for finding in wrong}
    return any(bisect_right(starts, edit.span.start) in bad for edit in edits)


def _errors(findings: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(d.code for d in findings if d.severity == "error")
