"""Where a change would act on the reinforcing loops, as rows of a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from cld.core.diagram import Ends
from cld.leverage.where import Lever
from cld.prose.leverage import lever_rows
from cld_gui.panels.model_types import Index, Role
from cld_gui.shared.tips import tip

AnyLever = Lever[Ends] | Lever[str]

HEADS = ("Unchecked", "R", "B", "Place")
HINTS = (
    "Reinforcing loops through it that share no variable with a balancing one",
    "Reinforcing loops through it",
    "Balancing loops through it",
    "A link or a variable; a click chooses it",
)


class PlacesModel(QAbstractTableModel):
    """Links or variables, those that carry most first, as `cld leverage` ranks them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: tuple[AnyLever, ...] = ()
        self._rows: list[int] = []
        self._said: list[tuple[str, ...]] = []

    def set_places(self, places: tuple[AnyLever, ...]) -> None:
        """Show other places, in the order given."""
        self.beginResetModel()
        self._given, self._said = places, lever_rows(places)
        self._rows = list(range(len(places)))
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the places in order by a column; -1 as they are ranked."""
        self.beginResetModel()
        self._rows = list(range(len(self._given)))
        if column >= 0:
            self._rows.sort(
                key=lambda row: self._key(row, column),
                reverse=order == Qt.SortOrder.DescendingOrder,
            )
        self.endResetModel()

    def _key(self, row: int, column: int) -> Any:
        lever = self._given[row]
        unchecked = -1 if lever.unchecked is None else lever.unchecked
        name = self._said[row][3].casefold()
        return (unchecked, lever.reinforcing, lever.balancing, name)[column]

    def place(self, row: int) -> Ends | str:
        """Return the link or the variable of a row."""
        return self._given[self._rows[row]].place

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many places there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Heads of columns, and what they mean."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADS[section]
        shown = orientation == Qt.Orientation.Horizontal and role == Role.ToolTipRole
        return HINTS[section] if shown else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What stands in a cell."""
        if not index.isValid():
            return None
        said = self._said[self._rows[index.row()]]
        if role == Role.DisplayRole:
            return said[index.column()]
        if role == Role.ToolTipRole:
            return tip(said[index.column()])
        if role == Role.TextAlignmentRole and index.column() < 3:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None
