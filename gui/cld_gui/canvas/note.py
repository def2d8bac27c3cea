"""Short notes on top of the canvas: a hint for beginners, and an error in the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

HINT = "\n".join(
    (
        "Double-click empty space to add a variable.",
        "Drag from the edge of a name to another name to draw a link. Then press + − ? for its "
        "sign, D for a delay.",
        "Or type in the text pane; both views stay in sync. Click to dismiss.",
    )
)
EDGE = 12


class Note(QLabel):
    """A note in the top or bottom left corner of a widget. `pressed` is emitted on a click."""

    pressed = Signal()

    def __init__(self, over: QWidget, name: str, at_top: bool = False) -> None:
        super().__init__(over)
        self._at_top = at_top
        self.setAccessibleName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMargin(8)
        self.setWordWrap(True)
        self.setFrameShape(QLabel.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        over.installEventFilter(self)

    def say(self, words: str) -> None:
        """Show this text."""
        self.setText(words)
        self._settle(self.parentWidget())
        self.show()

    def eventFilter(self, over: QObject, event: QEvent) -> bool:
        """Keep the note in the corner when the widget is resized."""
        if event.type() == QEvent.Type.Resize and isinstance(over, QWidget):
            self._settle(over)
        return False

    def moveEvent(self, event: QEvent) -> None:
        """Stay in the corner when the view scrolls, which moves the widgets on it too."""
        self._settle(self.parentWidget())

    def showEvent(self, event: QEvent) -> None:
        """Put the note in the corner."""
        self._settle(self.parentWidget())

    def _settle(self, over: QWidget | None) -> None:
        if over is not None and self.text():
            longest = max(self.text().split("\n"), key=len)
            wanted = self.fontMetrics().horizontalAdvance(longest) + 2 * (self.margin() + EDGE)
            self.setFixedWidth(max(1, min(over.width() - 2 * EDGE, wanted)))
            self.setFixedHeight(self.heightForWidth(self.width()))
            self.move(EDGE, EDGE if self._at_top else over.height() - self.height() - EDGE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit `pressed`."""
        self.pressed.emit()
