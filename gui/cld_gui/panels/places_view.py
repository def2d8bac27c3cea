"""Where to act: the links or variables on the most reinforcing loops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from cld.core.diagram import Ends
from cld.leverage.where import Where
from cld.sentences.places import LEGEND, LEGEND_UNCHECKED
from cld_gui.panels.panel import Nothing
from cld_gui.panels.places_model import PlacesModel
from cld_gui.panels.table import Table
from cld_gui.shared.focus import Focus

NO_PLACES = "No reinforcing loops."
WIDTHS = (58, 44, 44, 60)


class PlacesView(QWidget):
    """The smallest cut as a sentence, and a ranking. A click on a place selects it."""

    def __init__(self, focus: Focus) -> None:
        super().__init__()
        self.focus = focus
        self._where: Where | None = None
        self.cut = QLabel(wordWrap=True)
        self.cut.setTextFormat(Qt.TextFormat.PlainText)
        self.cut.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Rank links or variables")
        self.kind.setToolTip("Rank links or variables")
        self.kind.addItems(("Links", "Variables"))
        self.kind.currentIndexChanged.connect(self._rank)
        self.places = PlacesModel(self)
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        self.table = Table("Where to act", keys)
        self._set_table()
        self.nothing = Nothing(NO_PLACES)
        self.nothing.hide()
        self.legend = QLabel(LEGEND(unchecked=LEGEND_UNCHECKED()), wordWrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        for widget, stretch in (
            (self.cut, 0), (self.kind, 0), (self.table, 1), (self.nothing, 1), (self.legend, 0),
        ):  # fmt: skip
            column.addWidget(widget, stretch)

    def _set_table(self) -> None:
        self.table.show_columns(self.places, WIDTHS)
        self.table.setSortingEnabled(True)
        self.table.clicked.connect(lambda index: self._choose(index.row()))
        self.table.asked.connect(lambda row, _: self._choose(row))

    def tell(self, cut: str, where: Where) -> None:
        """Show this cut, as a sentence, and this ranking."""
        self.cut.setText(cut)
        self._where = where
        self._rank()

    def _rank(self, *_: object) -> None:
        where, header = self._where, self.table.horizontalHeader()
        if where is None:
            return
        self.places.set_places(where.variables if self.kind.currentIndex() else where.links)
        self.places.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        some = bool(self.places.rowCount())
        for widget in (self.table, self.kind, self.legend):
            widget.setVisible(some)
        self.nothing.setVisible(not some)

    def _choose(self, row: int) -> None:
        place: Ends | str = self.places.place(row)
        if isinstance(place, str):
            self.focus.choose([place])
        else:
            self.focus.choose(links=[place])

    def state(self) -> dict[str, Any]:
        """Return column widths, sort order and kind as plain values."""
        return {**self.table.set_up(), "kind": self.kind.currentIndex()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore column widths, sort order and kind."""
        self.table.set_up_as(state)
        kind = state.get("kind")
        if kind in (0, 1):
            self.kind.setCurrentIndex(kind)
