"""Paints the shapes of a sheet with Qt, as the other painters do for files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from cld.paint.shapes import Bars, Curve, Frame, Group, Head, Shape, Words, painted_text
from cld.paint.theme import Theme
from cld.picture.fonts import FAMILY, font_file
from cld.picture.picture import Path

# Pixels per point of the font. Sizes are in points of the picture.
_HINT = 64.0


@cache
def _family() -> str:
    """The family of the font that is used to measure pictures. It is registered with Qt once."""
    for weight in (400, 600):
        QFontDatabase.addApplicationFont(str(font_file(weight)))
    return FAMILY


@cache
def font(size: float, weight: int) -> QFont:
    """Return the font for the texts of a picture. Its size is in points of the picture."""
    found = QFont(_family())
    found.setPixelSize(round(_HINT))
    found.setWeight(QFont.Weight.DemiBold if weight >= 600 else QFont.Weight.Normal)
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    found.setKerning(False)
    return found


@cache
def _metrics(weight: int) -> QFontMetricsF:
    return QFontMetricsF(font(0, weight))


def curve_path(path: Path) -> QPainterPath:
    """Return a Qt path of cubic curves."""
    found = QPainterPath(QPointF(*path[0])) if path else QPainterPath()
    for number in range(1, len(path), 3):
        a, b, c = (QPointF(*point) for point in path[number : number + 3])
        found.cubicTo(a, b, c)
    return found


def paint_group(
    painter: QPainter, group: Group, theme: Theme, wider: float = 1.0, halo: bool = True
) -> None:
    """Paint all shapes of a group. Lines are `wider` times as wide as usual; texts have a patch
    of paper behind them or not."""
    colour = QColor(theme.colour(group.role))
    for shape in group.shapes:
        if isinstance(shape, Words):
            _paint_words(painter, shape, colour, theme, halo and shape.halo)
        else:
            _paint(painter, shape, colour, theme, wider)


def _paint(
    painter: QPainter,
    shape: Curve | Bars | Head | Frame,
    colour: QColor,
    theme: Theme,
    wider: float,
) -> None:
    width = theme.line * wider
    if isinstance(shape, Curve):
        painter.strokePath(curve_path(shape.path), _pen(colour, width * shape.width))
    elif isinstance(shape, Head):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour))
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in shape.points]))
    elif isinstance(shape, Bars):
        painter.setPen(_pen(colour, width))
        for (ax, ay), (bx, by) in shape.segments:
            painter.drawLine(QPointF(ax, ay), QPointF(bx, by))
    else:
        left, top, right, bottom = shape.box
        painter.setPen(_pen(colour, width * shape.width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(left, top, right - left, bottom - top))


def _paint_words(painter: QPainter, words: Words, colour: QColor, theme: Theme, halo: bool) -> None:
    painter.setFont(font(words.size, words.weight))
    painter.setPen(QColor(theme.colour(words.role)) if words.role else colour)
    scale = words.size / _HINT
    metrics = _metrics(words.weight)
    for line, (x, y) in words.lines:
        text = painted_text(line)
        wide = metrics.horizontalAdvance(text) * scale
        left = x - wide / 2 if words.anchor == "middle" else x
        if halo:
            paper = QRectF(left - 1, y - 0.72 * words.size, wide + 2, 0.88 * words.size)
            painter.fillRect(paper, QColor(theme.paper))
        painter.save()
        painter.translate(left, y)
        painter.scale(scale, scale)
        painter.drawText(QPointF(0, 0), text)
        painter.restore()


def _pen(colour: QColor, width: float, dashes: Sequence[float] = ()) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern(list(dashes))
    return pen


def glow_pen(colour: QColor, width: float, dashes: Sequence[float] = ()) -> QPen:
    """Return the pen for the highlight behind a line."""
    return _pen(colour, width, dashes)


def bounds(group: Group) -> QRectF:
    """Return a box around everything that is painted of a group, with room for wider lines."""
    box = QRectF()
    for shape in group.shapes:
        box = box.united(_bounds(shape))
    return box.adjusted(-8, -8, 8, 8)


def _bounds(shape: Shape) -> QRectF:
    if isinstance(shape, Curve):
        return curve_path(shape.path).boundingRect()
    if isinstance(shape, Head):
        return QPolygonF([QPointF(*point) for point in shape.points]).boundingRect()
    if isinstance(shape, Bars):
        points = [QPointF(*end) for segment in shape.segments for end in segment]
        return QPolygonF(points).boundingRect()
    if isinstance(shape, Frame):
        left, top, right, bottom = shape.box
        return QRectF(left, top, right - left, bottom - top)
    box, scale = QRectF(), shape.size / _HINT
    for line, (x, y) in shape.lines:
        wide = _metrics(shape.weight).horizontalAdvance(painted_text(line)) * scale
        left = x - wide / 2 if shape.anchor == "middle" else x
        box = box.united(QRectF(left, y - shape.size, wide, 1.4 * shape.size))
    return box
