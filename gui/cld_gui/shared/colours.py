"""The colours that distinguish highlighted loops, and the icons of loop types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPen, QPixmap

from cld.core.diagnostics import Severity
from cld.core.diagram import LoopType
from cld.paint.theme import THEMES, TYPE_ROLES, Theme

# All six are distinct from each other and from the paper, also for colour-blind readers (red,
# green or blue).
LIGHT = ("#0b2c8e", "#f0288c", "#4a90ff", "#523314", "#999900", "#267340")
DARK = ("#8f6bff", "#ffd966", "#e0338f", "#6fb4ff", "#e07b00", "#e0f4ff")
# Dash patterns as lengths of line and gap, in line widths. The first is a solid line.
DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (4, 2),
    (1, 1.5),
    (6, 2, 1, 2),
    (2, 2),
    (6, 2, 1, 2, 1, 2),
)
# Icons are painted larger by this factor, for high-resolution screens.
FINE = 2.0


@dataclass(frozen=True, slots=True)
class Held:
    """How a highlighted loop is drawn: a colour as `#rrggbb`, and an index of `DASHES`."""

    colour: str
    dash: int


def held_colour(index: int, dark: bool = False) -> Held:
    """Return how the highlighted loop with this number is drawn, on light or dark paper.

    Loops with the same colour, six apart, have different dashes. Only after 36 loops, the same
    combination is used again.

    >>> held_colour(0), held_colour(6).dash
    (Held(colour='#0b2c8e', dash=0), 1)
    """
    colours = DARK if dark else LIGHT
    turn = index // len(colours)
    return Held(colours[index % len(colours)], (index + turn) % len(DASHES))


def is_dark(palette: QPalette) -> bool:
    """Return whether a palette has a dark background."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def theme(palette: QPalette) -> Theme:
    """Return the theme of pictures that fits a palette."""
    return THEMES["dark" if is_dark(palette) else "light"]


def type_colour(type_: LoopType, palette: QPalette) -> QColor:
    """Return the colour of loops of a type."""
    return QColor(theme(palette).colour(TYPE_ROLES[type_]))


def held_pen(index: int, dark: bool, width: float) -> QPen:
    """Return the pen for the highlighted loop with this number."""
    held = held_colour(index, dark)
    pen = QPen(QColor(held.colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if DASHES[held.dash]:
        pen.setDashPattern(DASHES[held.dash])
    return pen


@lru_cache
def swatch(index: int, dark: bool) -> QIcon:
    """Return an icon: a short sample of the line of a highlighted loop."""
    pixmap, painter = _begin(28, 18)
    painter.setPen(held_pen(index, dark, 2.2))
    painter.drawLine(QPointF(1, 9), QPointF(27, 9))
    painter.end()
    return QIcon(pixmap)


@lru_cache
def type_icon(type_: LoopType, colour: str) -> QIcon:
    """Return the icon of a type: its letter in a circle (R), a square (B) or a diamond (U)."""
    pixmap, painter = _begin(20, 20)
    painter.setPen(QPen(QColor(colour), 1.6))
    if type_ == "R":
        painter.drawEllipse(QRectF(1.5, 1.5, 17, 17))
    elif type_ == "B":
        painter.drawRect(QRectF(2, 2, 16, 16))
    else:
        painter.drawPolygon(
            [QPointF(10, 0.8), QPointF(19.2, 10), QPointF(10, 19.2), QPointF(0.8, 10)]
        )
    _letter(painter, type_, 11 if type_ != "U" else 9)
    painter.end()
    return QIcon(pixmap)


@lru_cache
def severity_icon(severity: Severity, colour: str) -> QIcon:
    """Return the icon of a severity: a cross (error), a triangle (warning), an i (info)."""
    pixmap, painter = _begin(20, 20)
    painter.setPen(QPen(QColor(colour), 1.8))
    if severity == "error":
        painter.drawEllipse(QRectF(1.5, 1.5, 17, 17))
        painter.drawLine(QPointF(6.5, 6.5), QPointF(13.5, 13.5))
        painter.drawLine(QPointF(13.5, 6.5), QPointF(6.5, 13.5))
    elif severity == "warning":
        painter.drawPolygon([QPointF(10, 1.5), QPointF(18.8, 18), QPointF(1.2, 18)])
        painter.drawLine(QPointF(10, 7), QPointF(10, 12.5))
        painter.drawPoint(QPointF(10, 15.3))
    else:
        painter.drawEllipse(QRectF(1.5, 1.5, 17, 17))
        _letter(painter, "i", 12)
    painter.end()
    return QIcon(pixmap)


def _begin(width: int, height: int) -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(int(width * FINE), int(height * FINE))
    pixmap.setDevicePixelRatio(FINE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter


def _letter(painter: QPainter, letter: str, size: int) -> None:
    font = QFont()
    font.setPixelSize(size)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(QRectF(0, 0, 20, 20), Qt.AlignmentFlag.AlignCenter, letter)
