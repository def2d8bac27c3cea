"""How loops meet, and which patterns they may form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cld.loops.loop import Loop
from cld.output.sections import meetings_title
from cld.patterns.pattern import Pattern
from cld.prose.meetings import meetings
from cld.prose.patterns import patterns_title, told_patterns
from cld.prose.wording import plural
from cld.report import Report
from cld_gui.document.document import Document
from cld_gui.document.worker import Worker
from cld_gui.panels.entries import Entry, EntryList
from cld_gui.panels.panel import Nothing, Panel
from cld_gui.shared.focus import Focus, Ring

NOTHING = (
    "No loops meet yet, and no pattern is seen. Loops meet where they share a variable: "
    "draw a second loop through one of this."
)
# So many of each kind are shown.
MOST = 300
# Of an entry about more loops than this the first are held.
MOST_HELD = 24


class InteractionsPanel(Panel):
    """How loops meet, and the patterns the diagram may hold. A click holds the loops
    concerned, and no others; a second one lets them go."""

    def __init__(self, document: Document, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(document, focus, "How loops meet", parent)
        self.worker = Worker(self)
        self.worker.done.connect(self._show)
        self.list = EntryList("How loops meet, and patterns")
        self.list.chosen.connect(self._hold)
        self.list.pointed.connect(self._point)
        self.nothing = Nothing(NOTHING)
        self.nothing.hide()
        self.note = QLabel("A click holds the loops an entry is about.", wordWrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        for widget, stretch in ((self.list, 1), (self.nothing, 1), (self.note, 0)):
            column.addWidget(widget, stretch)

    def refresh(self, report: Report) -> None:
        """Work out what another report says, and show it then."""
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
        """Finish what is under way in the background."""
        self.worker.wait()


def entries(report: Report) -> Iterator[Entry]:
    """Yield how loops meet and which patterns they may form, under headings."""
    found = list(meetings(report))
    if found:
        yield Entry(meetings_title(report), is_head=True)
    for ids, said in found[:MOST]:
        yield Entry(f"{said}.", _rings(report, ids), hint=_titles(report, ids))
    yield from _more(len(found))
    patterns = list(told_patterns(report.patterns.found))
    if patterns:
        yield Entry(f"{patterns_title()}: candidates, never facts", is_head=True)
    for pattern, head, lines in patterns[:MOST]:
        told = (f"Perhaps {head}", *lines, *_speaks(pattern))
        rings = _rings(report, pattern.loops)
        yield Entry("\n".join(told), rings, hint=_titles(report, pattern.loops))
    yield from _more(len(patterns))


def _more(count: int) -> Iterator[Entry]:
    if count > MOST:
        yield Entry(f"and {plural(count - MOST, 'more', 'more')}: cld analyze lists them all")


def _speaks(pattern: Pattern) -> Iterator[str]:
    if pattern.evidence:
        yield f"what speaks for it: {'; '.join(pattern.evidence)}"


def _rings(report: Report, ids: Sequence[str]) -> tuple[Ring, ...]:
    return tuple(loop.variables for loop in _loops(report, ids))


def _loops(report: Report, ids: Sequence[str]) -> list[Loop]:
    """The first that are named; not all need be listed."""
    return [loop for loop in map(report.loop, ids[:MOST_HELD]) if loop is not None]


def _titles(report: Report, ids: Sequence[str]) -> str:
    few = [loop.title for loop in _loops(report, ids)]
    more = len(ids) - MOST_HELD
    held = f"Holds the first {MOST_HELD} of {len(ids):,} loops: " if more > 0 else "Holds "
    return held + ", ".join(few)
