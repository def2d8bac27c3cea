"""The table model of the places where a change acts on reinforcing loops."""

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
    "Number of reinforcing loops through this place that share no variable with a balancing loop",
    "Number of reinforcing loops through this place",
    "Number of balancing loops through this place",
    "A link or a variable. Click to select it",
)


class PlacesModel(QAbstractTableModel):
    """Links or variables, ranked as in `cld leverage`: those on the most loops first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: tuple[AnyLever, ...] = ()
        self._rows: list[int] = []
        self._said: list[tuple[str, ...]] = []

    def set_places(self, places: tuple[AnyLever, ...]) -> None:
        """Show these places, in the given order."""
        self.beginResetModel()
        self._given, self._said = places, lever_rows(places)
        self._rows = list(range(len(places)))
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the places by a column; -1 means by rank."""
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
        """Return the link or the variable in a row."""
        return self._given[self._rows[row]].place

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of places."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the title of a column, or its tooltip."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADS[section]
        shown = orientation == Qt.Orientation.Horizontal and role == Role.ToolTipRole
        return HINTS[section] if shown else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the value of a cell for a role."""
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
