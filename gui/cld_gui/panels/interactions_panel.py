"""The interactions panel: how loops interact, and which patterns they may form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cld.loops.loop import Loop
from cld.output.sections import meetings_title
from cld.patterns.pattern import Pattern
from cld.prose.meetings import meetings
from cld.prose.patterns import patterns_title, told_patterns
from cld.report import Report
from cld_gui.document.document import Document
from cld_gui.document.worker import Worker
from cld_gui.panels.entries import Entry, EntryList
from cld_gui.panels.panel import Nothing, Panel
from cld_gui.shared.focus import Focus, Ring

NOTHING = (
    "No interactions and no patterns yet. Loops interact if they share a variable. Draw a second "
    "loop through a variable of the first one."
)
# At most this number of entries of each kind is shown.
MOST = 300
# An entry highlights at most this number of loops.
MOST_HELD = 24


class InteractionsPanel(Panel):
    """How loops interact, and the patterns that the diagram may contain. A click highlights the
    loops of an entry and no others; a second click clears them."""

    def __init__(self, document: Document, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(document, focus, "Interactions", parent)
        self.worker = Worker(self)
        self.worker.done.connect(self._show)
        self.list = EntryList("Interactions and patterns")
        self.list.chosen.connect(self._hold)
        self.list.pointed.connect(self._point)
        self.nothing = Nothing(NOTHING)
        self.nothing.hide()
        self.note = QLabel("Click an entry to highlight its loops.", wordWrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        for widget, stretch in ((self.list, 1), (self.nothing, 1), (self.note, 0)):
            column.addWidget(widget, stretch)

    def refresh(self, report: Report) -> None:
        """Compute the entries for another report in the background, then show them."""
        self.worker.start(lambda watch: (report, list(entries(report))))

    def _show(self, found: tuple[Report, list[Entry]]) -> None:
        report, told = found
        if report is self.report:
            self.list.fill(told)
            self.list.setVisible(bool(told))
            self.note.setVisible(bool(told))
            self.nothing.setVisible(not told)

    def _hold(self, rings: tuple[Ring, ...]) -> None:
        same = set(self.focus.looked.held) == set(rings)
        self.focus.hold_only(() if same else rings)

    def _point(self, rings: tuple[Ring, ...] | None) -> None:
        self.focus.hover(rings[0] if rings else None)

    def wait(self) -> None:
        """Wait until the background work has finished."""
        self.worker.wait()


def entries(report: Report) -> Iterator[Entry]:
    """Yield the interactions of loops and the patterns they may form, under headings."""
    found = list(meetings(report))
    if found:
        yield Entry(meetings_title(report), is_head=True)
    for ids, said in found[:MOST]:
        yield Entry(f"{said}.", _rings(report, ids), hint=_titles(report, ids))
    yield from _more(len(found))
    patterns = list(told_patterns(report.patterns.found))
    if patterns:
        yield Entry(f"{patterns_title()} (candidates, not facts)", is_head=True)
    for pattern, head, lines in patterns[:MOST]:
        told = (f"Perhaps {head}", *lines, *_speaks(pattern))
        rings = _rings(report, pattern.loops)
        yield Entry("\n".join(told), rings, hint=_titles(report, pattern.loops))
    yield from _more(len(patterns))


def _more(count: int) -> Iterator[Entry]:
    if count > MOST:
        yield Entry(f"and {count - MOST:,} more; run `cld analyze` for the full list")


def _speaks(pattern: Pattern) -> Iterator[str]:
    if pattern.evidence:
        yield f"evidence: {'; '.join(pattern.evidence)}"


def _rings(report: Report, ids: Sequence[str]) -> tuple[Ring, ...]:
    return tuple(loop.variables for loop in _loops(report, ids))


def _loops(report: Report, ids: Sequence[str]) -> list[Loop]:
    """Return the first loops with these ids. Some may not be in the report's list."""
    return [loop for loop in map(report.loop, ids[:MOST_HELD]) if loop is not None]


def _titles(report: Report, ids: Sequence[str]) -> str:
    few = [loop.title for loop in _loops(report, ids)]
    more = len(ids) - MOST_HELD
    first = f"the first {MOST_HELD} of {len(ids):,} loops: " if more > 0 else ""
    return f"Click to highlight {first}{', '.join(few)}"
