"""The field on the canvas in which the user types a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

Done = Callable[[str], None]
WIDE = 200
_STILL_HERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class NameField(QLineEdit):
    """Asks for a name. Enter accepts it, and so does leaving the field. Escape cancels. The
    keyboard focus then returns to the previous widget."""

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
        """Ask for a name at a place of the parent, with `names` as suggestions."""
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
        """Cancel on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Accept the name when the user leaves the field, so that nothing typed is lost. The
        list of suggestions and a switch to another window do not count as leaving."""
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            done, name = self._done, " ".join(self.text().split())
            self._done = None
            self.hide()
            if done is not None and name and self.isModified():
                done(name)
