"""The field in which a name is typed, at its place on the canvas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

Done = Callable[[str], None]
WIDE = 200
_STILL_HERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class NameField(QLineEdit):
    """Asks for a name. Enter takes it, and so does going on elsewhere; Escape leaves all as it
    was. What had the keyboard before has it then."""

    def __init__(self, parent: QWidget, back_to: QWidget) -> None:
        super().__init__(parent)
        self._done: Done | None = None
        self._back_to = back_to
        self.setFixedWidth(WIDE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("Name")
        self.returnPressed.connect(self._take)
        self.hide()

    def ask(self, at: QPoint, text: str, hint: str, names: Sequence[str], done: Done) -> None:
        """Ask for a name around a place of the parent; `names` are offered."""
        self._done = done
        self.setText(text)
        self.setPlaceholderText(hint)
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.adjustSize()
        self.move(at - self.rect().center())
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus()

    def _take(self) -> None:
        done, name = self._done, " ".join(self.text().split())
        self._close()
        if done is not None and name:
            done(name)

    def _close(self) -> None:
        self._done = None
        self.hide()
        self._back_to.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves all as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes on elsewhere takes the name as it stands: nothing that was typed is lost. The
        list of names and a look at another window do not count as elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            done, name = self._done, " ".join(self.text().split())
            self._done = None
            self.hide()
            if done is not None and name and self.isModified():
                done(name)
