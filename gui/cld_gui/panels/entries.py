"""A list of sentences under headings. Some of them are about loops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from cld_gui.panels.model_types import Index
from cld_gui.shared.tips import tip

# The gap between entries, and the space that Qt leaves at the sides of one.
GAP, SIDES = 10, 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A text, with the loops that it is about. A heading has none."""

    words: str
    about: object = None
    is_head: bool = False
    hint: str = ""


class EntryList(QListWidget):
    """A list of entries for pointer and keyboard.

    `chosen` is emitted with the loops of an entry when it is clicked, or on Space or Enter.
    `pointed` is emitted with the loops of the entry under the pointer, and with None when there
    is no such entry any more.
    """

    chosen = Signal(object)
    pointed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.itemClicked.connect(self._choose)
        self.itemEntered.connect(lambda item: self.pointed.emit(_about(item)))

    def fill(self, entries: Iterable[Entry]) -> None:
        """Show these entries instead of the present ones."""
        row, scrolled = self.currentRow(), self.verticalScrollBar().value()
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.words)
            item.setData(Qt.ItemDataRole.UserRole, entry.about)
            item.setToolTip(tip(entry.hint) if entry.hint else "")
            if entry.is_head:
                font = QFont(self.font())
                font.setBold(True)
                item.setFont(font)
            if entry.about is None:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addItem(item)
        self._measure()
        self.setCurrentRow(min(row, self.count() - 1))
        self.verticalScrollBar().setValue(scrolled)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Emit `pointed` when the current entry changes by keyboard."""
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self.pointed.emit(_about(self.item(current.row())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Activate the current entry on Space or Enter."""
        chooses = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if chooses and self.currentItem() is not None:
            self._choose(self.currentItem())
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Emit `pointed` with None when the pointer leaves the list."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emit `pointed` with None when the list loses the keyboard focus."""
        super().focusOutEvent(event)
        self.pointed.emit(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the texts for the new width."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Set the height of each entry to the height of its text at this width."""
        width = self.viewport().width() - SIDES
        for row in range(self.count()):
            item = self.item(row)
            metrics = self.fontMetrics()
            flags = int(Qt.TextFlag.TextWordWrap.value)
            box = metrics.boundingRect(0, 0, max(40, width), 100_000, flags, item.text())
            item.setSizeHint(QSize(width, box.height() + GAP))

    def _choose(self, item: QListWidgetItem) -> None:
        if _about(item) is not None:
            self.chosen.emit(_about(item))


def _about(item: QListWidgetItem) -> object:
    return item.data(Qt.ItemDataRole.UserRole)
