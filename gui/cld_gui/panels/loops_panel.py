"""The loops panel: find, highlight, name and explain loops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from cld.core.diagram import LoopType
from cld.loops.loop import TYPE_NAMES, Loop
from cld.report import Report
from cld_gui.document.document import Document
from cld_gui.document.worker import Worker
from cld_gui.panels.loops_model import LoopsModel
from cld_gui.panels.loops_order import Column, LoopChoice, keys
from cld_gui.panels.panel import Nothing, Panel, button
from cld_gui.panels.table import Table
from cld_gui.shared.colours import type_colour, type_icon
from cld_gui.shared.focus import Focus, Looked, Ring

NO_LOOPS = "No loops yet. To close a loop, draw a link back to an earlier variable."
NONE_FITS = "No loop matches. Remove a word from the filter, or turn on more types."
WIDTHS = (34, 58, 140, 42, 60, 60)
# A picture with more badges than this cannot be read.
MOST_SHOWN = 60


class LoopsPanel(Panel):
    """All loops of the diagram. `naming_asked` is emitted with a loop and its present name,
    `reading_asked` with a loop to explain."""

    naming_asked = Signal(object, str)
    reading_asked = Signal(object)

    def __init__(self, document: Document, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(document, focus, "Loops", parent)
        self.worker = Worker(self)
        self.worker.done.connect(self._sorted)
        self.model = LoopsModel(self.palette(), self)
        self.table = Table(
            "Loops", (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        )
        self._set_table()
        self.words = QLineEdit(placeholderText="Find by name or variable", clearButtonEnabled=True)
        self.words.setAccessibleName("Find loops by id, name or variable")
        self.words.textChanged.connect(self._arrange)
        self.types = {type_: self._type_button(type_) for type_ in TYPE_NAMES}
        self.through = button(
            "Through Selection", "Show only loops through the selected variables or links", True
        )
        self.through.toggled.connect(self._arrange)
        self.counts = QLabel()
        self.only = button(
            "Show Only These",
            "Show only the badges of the highlighted loops or, if there are none, of those listed",
        )
        self.only.clicked.connect(self._show_only)
        self.usual = button("Show Default", "Show the default badges again")
        self.usual.clicked.connect(lambda: self.focus.show_only(None))
        self.release = button("Clear Highlights", "Clear all highlighted loops (Esc)")
        self.release.clicked.connect(self.focus.release)
        self.nothing = Nothing(NO_LOOPS)
        self._lay_out()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)
        self.look(focus.looked)

    # -- how it is made --

    def _set_table(self) -> None:
        table = self.table
        table.show_columns(self.model, WIDTHS, greedy=[Column.NAME])
        table.setIconSize(QSize(28, 18))
        table.arranged.connect(self._arrange)
        table.pointed.connect(self._point)
        table.clicked.connect(self._click)
        table.doubleClicked.connect(self._double_click)
        table.asked.connect(self._key)

    def _type_button(self, type_: LoopType) -> QToolButton:
        made = button("", f"Show {TYPE_NAMES[type_]} loops", is_switch=True)
        made.setIconSize(QSize(20, 20))
        made.setAccessibleName(f"{TYPE_NAMES[type_].capitalize()} loops")
        made.setChecked(True)
        made.toggled.connect(self._arrange)
        return made

    def _lay_out(self) -> None:
        find, act = QHBoxLayout(), QHBoxLayout()
        for kind in self.types.values():
            find.addWidget(kind)
        find.addWidget(self.through)
        find.addStretch(1)
        for verb in (self.only, self.usual, self.release):
            act.addWidget(verb)
        act.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.words)
        column.addLayout(find)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.counts)
        column.addLayout(act)

    # -- content --

    def refresh(self, report: Report) -> None:
        """Show the loops of another report. The current loop stays current if it still exists."""
        self.worker.cancel()
        current, scrolled = self._current(), self.table.verticalScrollBar().value()
        self.model.set_report(report)
        self._arrange(current=current)
        self.table.verticalScrollBar().setValue(scrolled)

    def recolour(self) -> None:
        """Use the colours of the palette."""
        self.model.palette = self.palette()
        for type_, made in self.types.items():
            made.setIcon(type_icon(type_, type_colour(type_, self.palette()).name()))
        self.table.viewport().update()

    def look(self, looked: Looked) -> None:
        """Follow the highlighted loops and the selection."""
        self.model.look(looked)
        self.usual.setEnabled(looked.only is not None)
        self.release.setEnabled(bool(looked.held or looked.only))
        self.through.setEnabled(bool(looked.variables or looked.links or self.through.isChecked()))
        if self.through.isChecked() and self.choice() != self._shown:
            self._arrange()
        self._say()

    def choice(self) -> LoopChoice:
        """Return the present filter."""
        looked = self.focus.looked
        through = self.through.isChecked()
        return LoopChoice(
            self.words.text(),
            frozenset(type_ for type_, made in self.types.items() if made.isChecked()),
            looked.variables if through else frozenset(),
            looked.links if through else frozenset(),
        )

    _shown = LoopChoice()

    def _arrange(self, *_: object, current: Ring | None = None) -> None:
        header = self.table.horizontalHeader()
        column, report = header.sortIndicatorSection(), self.model.report
        if report is None:
            return
        if self.model.is_slow(column):
            kind = Column(column)
            self.counts.setText("Sorting loops…")
            self.worker.start(lambda watch: (report, kind, keys(report, kind)))
            column = -1
        current = current or self._current()
        self._shown = self.choice()
        self.model.arrange(self._shown, column, header.sortIndicatorOrder())
        row = self.model.row(current) if current else None
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, Column.LOOP))
        some = self.model.rowCount() > 0
        self.nothing.setText(NONE_FITS if report.loops else NO_LOOPS)
        self.table.setVisible(some)
        self.nothing.setVisible(not some)
        self._say()

    def _sorted(self, found: tuple[Report, Column, list[Any]]) -> None:
        report, column, order = found
        if report is self.model.report:
            self.model.set_keys(column, order)
            self._arrange()

    def _say(self) -> None:
        """Show how many loops are listed, and enable the buttons that apply."""
        report = self.model.report
        if report is None or self.worker.is_busy:
            return
        shown, counts = self.model.rowCount(), report.counts
        least = "" if counts.exact else "at least "
        said = f"{shown:,} of {least}{counts.total:,} loop{'' if counts.total == 1 else 's'}"
        if len(report.loops) < counts.total:
            said += f"; {len(report.loops):,} are listed: those with a name and the shortest"
        said = said if counts.total else "no loops"
        held = len(self.focus.looked.held)
        self.counts.setText(f"{said} · {held} highlighted" if held else said)
        self.counts.setWordWrap(True)
        self.only.setEnabled(bool(held) or 0 < shown <= MOST_SHOWN)

    # -- actions --

    def _current(self) -> Ring | None:
        index = self.table.currentIndex()
        fits = index.isValid() and index.row() < self.model.rowCount()
        return self.model.loop(index.row()).variables if fits else None

    def _point(self, row: int | None) -> None:
        self.focus.hover(None if row is None else self.model.loop(row).variables)

    def _click(self, index: QModelIndex) -> None:
        self.focus.hold(self.model.loop(index.row()).variables)

    def _double_click(self, index: QModelIndex) -> None:
        if index.column() == Column.NAME:
            self._name(self.model.loop(index.row()))

    def _key(self, row: int, key: Qt.Key) -> None:
        loop = self.model.loop(row)
        if key == Qt.Key.Key_Space:
            self.focus.hold(loop.variables)
        elif key == Qt.Key.Key_F2:
            self._name(loop)
        else:
            self.reading_asked.emit(loop)

    def _name(self, loop: Loop) -> None:
        self.naming_asked.emit(loop, loop.name or "")

    def _show_only(self) -> None:
        shown = (self.model.loop(row).variables for row in range(self.model.rowCount()))
        self.focus.show_only(self.focus.looked.held or shown)

    def _escape(self) -> None:
        if self.words.hasFocus() and self.words.text():
            self.words.clear()
        else:
            self.focus.release()

    # -- settings --

    def state(self) -> dict[str, Any]:
        """Return column widths, sort order and types as plain values."""
        types = [type_ for type_, made in self.types.items() if made.isChecked()]
        return {**self.table.set_up(), "types": types}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore column widths, sort order and types."""
        self.table.set_up_as(state)
        types = state.get("types")
        if isinstance(types, list):
            for type_, made in self.types.items():
                made.setChecked(type_ in types)

    def wait(self) -> None:
        """Wait until the background work has finished."""
        self.worker.wait()
