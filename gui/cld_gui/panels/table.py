"""A table that tells what is pointed at, and remembers how wide its columns are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cld_gui.panels.model_types import Index


class Table(QTableView):
    """Rows to choose from with the pointer or the keyboard.

    `pointed` tells the row under the pointer, or the current one while keys are used, and None
    when neither is any more. `asked` tells one of `keys`, pressed at a row; `arranged` that the
    rows are to be in another order.
    """

    pointed = Signal(object)
    asked = Signal(int, object)
    arranged = Signal()

    def __init__(self, name: str, keys: tuple[Qt.Key, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        columns = self.horizontalHeader()
        columns.setStretchLastSection(True)
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.entered.connect(lambda index: self.pointed.emit(index.row()))

    def show_columns(
        self, model: QAbstractItemModel, widths: Sequence[int], greedy: Sequence[int] = ()
    ) -> None:
        """Show a model in columns so wide; `greedy` ones and the last share what is left. A click
        on a header puts the rows in order, up, down and not at all; `arranged` tells of it."""
        self.setModel(model)
        header = self.horizontalHeader()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for column in greedy:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(24)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self.arranged)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the keys have led to."""
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self.pointed.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on the keys that the panel has a use for."""
        key = Qt.Key(event.key())
        if key in self._keys and self.currentIndex().isValid():
            self.asked.emit(self.currentIndex().row(), key)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that nothing is pointed at."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keys are used elsewhere."""
        super().focusOutEvent(event)
        self.pointed.emit(None)

    def widths(self) -> list[int]:
        """Return how wide the columns are, 0 for a greedy one; the last takes what is left."""
        header, greedy = self.horizontalHeader(), QHeaderView.ResizeMode.Stretch
        columns = range(header.count() - 1)
        return [
            0 if header.sectionResizeMode(c) == greedy else self.columnWidth(c) for c in columns
        ]

    def set_up(self) -> dict[str, Any]:
        """Return widths and order as plain values."""
        header = self.horizontalHeader()
        ascending = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        sort = [header.sortIndicatorSection(), ascending]
        return {"widths": self.widths(), "sort": sort if header.isSortIndicatorShown() else None}

    def set_up_as(self, state: Mapping[str, Any]) -> None:
        """Set widths and order as they were; what does not fit is left as it is."""
        widths, sort = state.get("widths"), state.get("sort")
        count = self.horizontalHeader().count()
        if isinstance(widths, list) and len(widths) == count - 1:
            for column, width in enumerate(widths):
                if isinstance(width, int) and 8 <= width <= 4000:
                    self.setColumnWidth(column, width)
        if isinstance(sort, list) and len(sort) == 2 and sort[0] in range(-1, count):
            order = Qt.SortOrder.AscendingOrder if sort[1] else Qt.SortOrder.DescendingOrder
            self.horizontalHeader().setSortIndicator(sort[0], order)
