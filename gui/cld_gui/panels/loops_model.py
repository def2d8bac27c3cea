"""The table model of loops."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QPalette

from cld.core.rings import from_least
from cld.loops.loop import TYPE_NAMES, Loop
from cld.prose.loops import delay_words, round_trip
from cld.prose.opposition import opposition_lines
from cld.prose.oscillation import oscillation_words
from cld.report import Report
from cld_gui.panels.loops_order import (
    Column,
    LoopChoice,
    behaviour,
    delay_in_short,
    fitting_loops,
    keys,
    to_search,
)
from cld_gui.panels.model_types import Index, Role
from cld_gui.shared.colours import is_dark, swatch, type_colour, type_icon
from cld_gui.shared.focus import Looked, Ring
from cld_gui.shared.tips import tip

HEADS = ("", "Loop", "Name", "Links", "Delay", "Behaviour")
HINTS = (
    "Colour and line of a highlighted loop",
    "R reinforcing, B balancing, U undetermined",
    "Name of the loop, or else its variables. To name it, double-click or press F2",
    "Number of links",
    "Round-trip time of a change: the sum of all marked delays",
    "The loops that oppose a reinforcing loop; whether a balancing loop can oscillate. A diagram "
    "shows structure, not strength",
)
# The roles that `data` answers.
ROLES = frozenset(
    (
        Role.DisplayRole,
        Role.DecorationRole,
        Role.ToolTipRole,
        Role.AccessibleTextRole,
        Role.ForegroundRole,
        Role.TextAlignmentRole,
    )
)
# More loops than this are sorted by delay or behaviour in the background.
MANY = 500
# A loop without a name is shown by at most this number of its variables.
MOST_TOLD = 12
SLOW = (Column.DELAY, Column.BEHAVIOUR)


class LoopsModel(QAbstractTableModel):
    """The loops that match a filter, in order. The texts of a row are computed when it is
    shown."""

    def __init__(self, palette: QPalette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.report: Report | None = None
        self._rows: list[int] = []
        self._said: dict[tuple[int, int], str] = {}
        self._keys: dict[Column, list[Any]] = {}
        self._texts: list[str] = []
        self._looked = Looked()

    # -- content --

    def set_report(self, report: Report) -> None:
        """Use the loops of another report. Call `arrange` to show them."""
        self.report = report
        self._said.clear()
        self._keys.clear()
        self._texts.clear()

    def look(self, looked: Looked) -> None:
        """Update which loops are highlighted."""
        before, self._looked = self._looked, looked
        if self._rows and (before.held, before.numbers) != (looked.held, looked.numbers):
            last = self.index(len(self._rows) - 1, Column.LIT)
            self.dataChanged.emit(self.index(0, Column.LIT), last)

    def is_slow(self, column: int) -> bool:
        """Whether the sort keys of a column must be computed in the background first."""
        many = self.report is not None and len(self.report.loops) > MANY
        return many and column in SLOW and Column(column) not in self._keys

    def set_keys(self, column: Column, found: list[Any]) -> None:
        """Set the sort keys of a column."""
        self._keys[column] = found

    def arrange(self, choice: LoopChoice, column: int, order: Qt.SortOrder) -> None:
        """Show the loops that match, sorted by a column; -1 means the order of the report."""
        self.beginResetModel()
        report = self.report
        if report and choice.words.strip() and not self._texts:
            self._texts = to_search(report.loops)
        self._rows = fitting_loops(report.loops, choice, self._texts) if report else []
        down = order == Qt.SortOrder.DescendingOrder
        if report and column == Column.LIT:
            self._rows.sort(key=self._held_key, reverse=down)
        elif report and column >= 0:
            kind = Column(column)
            if kind not in self._keys:
                self._keys[kind] = keys(report, kind)
            self._rows.sort(key=self._keys[kind].__getitem__, reverse=down)
        self.endResetModel()

    def _held_key(self, number: int) -> int:
        assert self.report is not None
        held = self._looked.number(self.report.loops[number].variables)
        return len(self._looked.held) if held is None else held

    def loop(self, row: int) -> Loop:
        """Return the loop in a row."""
        assert self.report is not None
        return self.report.loops[self._rows[row]]

    def row(self, ring: Ring) -> int | None:
        """Return the row of a loop, whichever variable is its first; None if it is not shown."""
        rows = (r for r in range(len(self._rows)) if len(self.loop(r).links) == len(ring))
        same = from_least(ring)
        return next((row for row in rows if from_least(self.loop(row).variables) == same), None)

    # -- what Qt calls --

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of loops shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the title of a column, or its tooltip."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Role.DisplayRole:
                return HEADS[section]
            if role == Role.ToolTipRole:
                return tip(HINTS[section])
            if role == Role.AccessibleTextRole:
                return HEADS[section] or "Held"
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the value of a cell for a role."""
        if role not in ROLES or not index.isValid() or self.report is None:
            return None
        loop, column = self.loop(index.row()), index.column()
        if role == Role.DisplayRole:
            return self._text(index.row(), column)
        if role == Role.DecorationRole:
            return self._sign(loop, column)
        if role == Role.ToolTipRole:
            return tip(self._hint(loop, column))
        if role == Role.AccessibleTextRole:
            return self._aloud(index.row(), loop, column)
        if role == Role.ForegroundRole and column == Column.LOOP:
            return type_colour(loop.type, self.palette)
        if role == Role.ForegroundRole and column == Column.NAME and not loop.name:
            return self.palette.color(QPalette.ColorRole.PlaceholderText)
        if role == Role.TextAlignmentRole and column == Column.LINKS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, row: int, column: int) -> str:
        key = self._rows[row], column
        if key not in self._said:
            self._said[key] = self._words(self.loop(row), column)
        return self._said[key]

    def _words(self, loop: Loop, column: int) -> str:
        assert self.report is not None
        if column == Column.LOOP:
            return loop.id
        if column == Column.NAME:
            return loop.name or " → ".join(loop.variables[:MOST_TOLD])
        if column == Column.LINKS:
            return str(len(loop.links))
        if column == Column.DELAY:
            return delay_in_short(self.report, loop)
        return behaviour(self.report, loop) if column == Column.BEHAVIOUR else ""

    def _sign(self, loop: Loop, column: int) -> Any:
        if column == Column.LOOP:
            return type_icon(loop.type, type_colour(loop.type, self.palette).name())
        number = self._looked.number(loop.variables) if column == Column.LIT else None
        return None if number is None else swatch(number, is_dark(self.palette))

    def _hint(self, loop: Loop, column: int) -> str:
        assert self.report is not None
        said = [" ".join(round_trip(loop))]
        if column == Column.DELAY:
            said = [delay_words(self.report, loop)]
        elif column == Column.BEHAVIOUR:
            said = [*opposition_lines(self.report, loop), oscillation_words(self.report, loop)]
        return "\n".join(filter(None, said)) or " ".join(round_trip(loop))

    def _aloud(self, row: int, loop: Loop, column: int) -> str:
        if column == Column.LIT:
            return "highlighted" if loop.variables in self._looked.held else "not highlighted"
        if column == Column.LOOP:
            return f"{loop.id}, {TYPE_NAMES[loop.type]}"
        return self._text(row, column)
