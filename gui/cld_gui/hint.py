"""A few words on the canvas for those who begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

WORDS = (
    "Double-click on empty space: a new variable.",
    "Drag from the rim of a name to another name: a link. Then + − ? for its sign, D for a delay.",
    "Or write in the text: both are one thing. Click here to be rid of this.",
)
EDGE = 12


class Hint(QLabel):
    """Three lines at the lower left of a widget, until they are clicked."""

    def __init__(self, over: QWidget) -> None:
        super().__init__("\n".join(WORDS), over)
        self.setAccessibleName("Hint")
        self.setMargin(8)
        self.setFrameShape(QLabel.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        over.installEventFilter(self)

    def eventFilter(self, over: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() == QEvent.Type.Resize and isinstance(over, QWidget):
            self._settle(over)
        return False

    def showEvent(self, event: QEvent) -> None:
        """Begin in the corner."""
        self._settle(self.parentWidget())

    def _settle(self, over: QWidget | None) -> None:
        self.adjustSize()
        if over is not None:
            self.move(EDGE, over.height() - self.height() - EDGE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go."""
        self.hide()
