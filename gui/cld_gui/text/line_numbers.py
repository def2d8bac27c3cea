"""The margin of the text: line numbers, and a mark on lines with a problem.

The shape of a mark shows the severity of the problem: a disc with a bar, a triangle or a ring.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTextBlock,
)
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from cld.core.diagnostics import Severity
from cld_gui.text.highlight import Underlines
from cld_gui.text.text_colours import TextColours


class LineNumbers(QWidget):
    """The margin to the left of the text. `pressed` is emitted with the line (from 0) that was
    clicked."""

    pressed = Signal(int)

    def __init__(self, editor: QPlainTextEdit, colours: TextColours) -> None:
        super().__init__(editor)
        self._editor = editor
        self.colours = colours
        self.severities: dict[int, Severity] = {}
        self.tips: dict[int, str] = {}
        editor.blockCountChanged.connect(self.fit)
        editor.updateRequest.connect(self._scroll)

    def show_problems(self, underlines: dict[int, Underlines], tips: dict[int, str]) -> None:
        """Mark lines by their most severe problem. `tips` are the tooltips of the lines."""
        self.severities = {line: found[-1][2] for line, found in underlines.items()}
        self.tips = tips
        self.update()

    def sizeHint(self) -> QSize:
        """Return the width of the longest number, plus room for a mark."""
        digits = max(2, len(str(self._editor.blockCount())))
        metrics = self._editor.fontMetrics()
        return QSize(metrics.horizontalAdvance("9") * digits + metrics.height() + 8, 0)

    def width_needed(self) -> int:
        """Return the size that the margin needs."""
        return self.sizeHint().width()

    def fit(self) -> None:
        """Place the margin along the left side of the editor."""
        inside = self._editor.contentsRect()
        self.setGeometry(inside.left(), inside.top(), self.width_needed(), inside.height())
        self.update()

    def _scroll(self, rect: QRect, by: int) -> None:
        if by:
            self.scroll(0, by)
        else:
            self.update(0, rect.y(), self.width(), rect.height())

    def _blocks(self, top: int, bottom: int) -> list[tuple[QTextBlock, QRectF]]:
        """The visible lines between two heights, with their positions."""
        editor, found = self._editor, []
        block, offset = editor.firstVisibleBlock(), editor.contentOffset()
        while block.isValid():
            place = editor.blockBoundingGeometry(block).translated(offset)
            if place.top() > bottom:
                break
            if place.bottom() >= top and block.isVisible():
                found.append((block, place))
            block = block.next()
        return found

    def line_at(self, height: int) -> int | None:
        """Return the line (from 0) at a height, or None below the last."""
        found = self._blocks(height, height)
        return found[0][0].blockNumber() if found else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint numbers and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self.colours.line)
        painter.setFont(self._editor.font())
        current = self._editor.textCursor().blockNumber()
        height = self._editor.fontMetrics().height()
        for block, place in self._blocks(event.rect().top(), event.rect().bottom()):
            number = block.blockNumber()
            painter.setPen(self.colours.text if number == current else self.colours.quiet)
            place_of_number = QRectF(0, place.top(), self.width() - 6, height)
            painter.drawText(place_of_number, Qt.AlignmentFlag.AlignRight, str(number + 1))
            severity = self.severities.get(number)
            if severity:
                side = height * 0.55
                square = QRectF(3, place.top() + (height - side) / 2, side, side)
                draw_mark(painter, square, severity, self.colours)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Emit `pressed` with the line that was clicked."""
        line = self.line_at(int(event.position().y()))
        if line is not None:
            self.pressed.emit(line)

    def event(self, event: QEvent) -> bool:
        """Show the problems of a line in a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            line = self.line_at(event.pos().y())
            tip = self.tips.get(line, "") if line is not None else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)


def draw_mark(painter: QPainter, square: QRectF, severity: Severity, colours: TextColours) -> None:
    """Paint the sign of a severity: a disc with a bar, a triangle or a ring."""
    colour: QColor = colours.severities[severity]
    painter.save()
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if severity != "info" else Qt.BrushStyle.NoBrush)
    if severity == "warning":
        corners = [square.bottomLeft(), square.bottomRight(), QPointF(square.center().x(), 0)]
        corners[2].setY(square.top())
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawEllipse(square)
    if severity == "error":
        painter.setPen(QPen(colours.ground, 2))
        quarter = square.width() / 4
        middle = square.center()
        painter.drawLine(middle - QPointF(quarter, 0), middle + QPointF(quarter, 0))
    painter.restore()
