"""The items on the canvas: one for each variable, link and badge of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cld.paint.shapes import FADED, LIT, Curve, Frame, Group, Words
from cld.paint.theme import Theme
from cld_gui.canvas.painting import bounds, curve_path, glow_pen, paint_group

ItemKey = tuple[str, ...]
# The stacking order: links at the bottom, then badges, then names.
HEIGHTS = {"link": 0.0, "loop": 1.0, "variable": 2.0, "title": -1.0, "legend": -1.0}
# How far from its line a link can be clicked, and the width of the highlight behind a line.
REACH, GLOW = 7.0, 9.0
# The distance of the dashed selection outline from a link.
AROUND = 7.0


@dataclass(frozen=True, slots=True)
class ItemLight:
    """How an item is shown: selected, faded because others are highlighted, or highlighted
    itself: for each of its loops, with a colour and a dash pattern."""

    chosen: bool = False
    faded: bool = False
    glows: tuple[tuple[str, tuple[float, ...]], ...] = ()


def key_of(group: Group) -> ItemKey:
    """Return the key of a group: its kind and the names that identify it.

    >>> key_of(Group("variable", "ink", (), data=(("name", "Load"), ("kind", "stock"))))
    ('variable', 'Load')
    """
    said = dict(group.data)
    names = {"variable": ("name",), "link": ("from", "to"), "loop": ("loop",)}
    return (group.kind, *(said[name] for name in names.get(group.kind, ())))


class GroupItem(QGraphicsItem):
    """Paints one group of the picture: as it is, selected, highlighted or faded."""

    def __init__(self, group: Group, theme: Theme) -> None:
        super().__init__()
        self.drawn, self.theme, self.light = group, theme, ItemLight()
        self.setZValue(HEIGHTS[group.kind])
        self._measure()

    @property
    def key(self) -> ItemKey:
        """The key of the item: its kind, and its name or its ends."""
        return key_of(self.drawn)

    def show_group(self, group: Group, theme: Theme) -> None:
        """Show another state of the same item."""
        if group != self.drawn or theme is not self.theme:
            self.prepareGeometryChange()
            self.drawn, self.theme = group, theme
            self._measure()
            self.update()

    def show_light(self, light: ItemLight) -> None:
        """Show the item selected, highlighted or faded."""
        if light != self.light:
            self.light = light
            self.setOpacity(FADED if light.faded else 1.0)
            self.update()

    def _measure(self) -> None:
        self._bounds = bounds(self.drawn)
        self.setToolTip(self.drawn.says if self.drawn.kind != "variable" else "")

    def boundingRect(self) -> QRectF:
        """Return the box that the item needs."""
        return self._bounds

    def text_box(self) -> QRectF:
        """Return the box around a name that the layout uses."""
        box = QRectF()
        for shape in self.drawn.shapes:
            if isinstance(shape, Frame):
                left, top, right, bottom = shape.box
                box = box.united(QRectF(left, top, right - left, bottom - top))
        return box if not box.isNull() else self._bounds.adjusted(8, 8, -8, -8)

    def shape(self) -> QPainterPath:
        """Return the shape in which the item can be clicked."""
        path = QPainterPath()
        if self.drawn.kind == "link":
            stroker = QPainterPathStroker()
            stroker.setWidth(2 * REACH)
            for shape in self.drawn.shapes:
                if isinstance(shape, Curve):
                    path.addPath(stroker.createStroke(curve_path(shape.path)))
                elif isinstance(shape, Words):
                    for _, (x, y) in shape.lines:
                        path.addEllipse(x - REACH, y - 12, 2 * REACH, 2 * REACH)
            return path
        path.addRect(self._bounds.adjusted(4, 4, -4, -4))
        return path

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the item."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (colour, dashes) in enumerate(self.light.glows):
            self._glow(painter, colour, dashes, GLOW + 5.0 * (len(self.light.glows) - 1 - number))
        if self.light.chosen:
            self._outline(painter)
        is_lit = bool(self.light.glows)
        wider = LIT if is_lit and self.drawn.kind == "link" else 1.0
        paint_group(painter, self.drawn, self.theme, wider, halo=not is_lit)

    def _glow(self, painter: QPainter, colour: str, dashes: Sequence[float], width: float) -> None:
        soft = QColor(colour)
        soft.setAlphaF(0.45)
        if self.drawn.kind == "link":
            for shape in self.drawn.shapes:
                if isinstance(shape, Curve):
                    pen = glow_pen(soft, width, [dash / width * GLOW for dash in dashes])
                    painter.strokePath(curve_path(shape.path), pen)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(soft)
            box = self._bounds.adjusted(4, 4, -4, -4)
            grow = (width - GLOW) / 2
            box = box.adjusted(-grow, -grow, grow, grow)
            round_ = min(box.width(), box.height()) / 2 if self.drawn.kind == "loop" else 8.0
            painter.drawRoundedRect(box, round_, round_)

    def _outline(self, painter: QPainter) -> None:
        accent = QColor(self.theme.positive)
        accent.setAlphaF(0.9)
        painter.setPen(glow_pen(accent, 1.4, (4.0, 2.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.drawn.kind == "link":
            around = QPainterPathStroker()
            around.setWidth(2 * AROUND)
            around.setCapStyle(Qt.PenCapStyle.RoundCap)
            for shape in self.drawn.shapes:
                if isinstance(shape, Curve):
                    painter.drawPath(around.createStroke(curve_path(shape.path)).simplified())
            return
        painter.drawRoundedRect(self._bounds.adjusted(3, 3, -3, -3), 5, 5)
