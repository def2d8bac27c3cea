"""A table that reports the row under the pointer and can restore its column widths."""

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
    """A table of rows for pointer and keyboard.

    Attributes
    ----------
    pointed
        Signal: the row under the pointer, or the current row when the keyboard is used; None
        when there is no such row any more.
    asked
        Signal: one of `keys` was pressed. Carries the row and the key.
    arranged
        Signal: the user asks for another sort order.
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
        """Show a model in columns of these widths. `greedy` columns and the last one share the
        rest. Clicks on a header sort the rows up, then down, then not at all, and emit
        `arranged`."""
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
        """Emit `pointed` when the current row changes by keyboard."""
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self.pointed.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit `asked` for the keys that the panel uses."""
        key = Qt.Key(event.key())
        if key in self._keys and self.currentIndex().isValid():
            self.asked.emit(self.currentIndex().row(), key)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Emit `pointed` with None when the pointer leaves the table."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emit `pointed` with None when the table loses the keyboard focus."""
        super().focusOutEvent(event)
        self.pointed.emit(None)

    def widths(self) -> list[int]:
        """Return the column widths, 0 for a greedy one, without the last column."""
        header, greedy = self.horizontalHeader(), QHeaderView.ResizeMode.Stretch
        columns = range(header.count() - 1)
        return [
            0 if header.sectionResizeMode(c) == greedy else self.columnWidth(c) for c in columns
        ]

    def set_up(self) -> dict[str, Any]:
        """Return column widths and sort order as plain values."""
        header = self.horizontalHeader()
        ascending = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        sort = [header.sortIndicatorSection(), ascending]
        return {"widths": self.widths(), "sort": sort if header.isSortIndicatorShown() else None}

    def set_up_as(self, state: Mapping[str, Any]) -> None:
        """Restore column widths and sort order. Invalid values are ignored."""
        widths, sort = state.get("widths"), state.get("sort")
        count = self.horizontalHeader().count()
        if isinstance(widths, list) and len(widths) == count - 1:
            for column, width in enumerate(widths):
                if isinstance(width, int) and 8 <= width <= 4000:
                    self.setColumnWidth(column, width)
        if isinstance(sort, list) and len(sort) == 2 and sort[0] in range(-1, count):
            order = Qt.SortOrder.AscendingOrder if sort[1] else Qt.SortOrder.DescendingOrder
            self.horizontalHeader().setSortIndicator(sort[0], order)
