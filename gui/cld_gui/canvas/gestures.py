"""The mouse gestures on the canvas: one class for each gesture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QTransform
from PySide6.QtWidgets import QWidget

from cld.core.diagram import Ends
from cld.paint.theme import Theme
from cld.picture.picture import Picture, Point
from cld_gui.canvas.items import GroupItem, ItemKey
from cld_gui.shared.focus import Focus
from cld_gui.shared.late import late

if TYPE_CHECKING:
    from cld.picture import transitions
else:
    transitions = late("cld.picture.transitions")

# The width of the edge around a name from which links are drawn, in points.
RIM = 9.0
# How far the mouse may move, in pixels, before a press becomes a drag.
TREMBLE = 4
# No link bends further than half a circle.
MOST_BENT = 0.5
PLAIN = Qt.KeyboardModifier.NoModifier


class Surface(Protocol):
    """The part of the canvas that gestures use."""

    focus: Focus
    theme: Theme
    picture: Picture
    items_by_key: dict[ItemKey, GroupItem]
    new_variable: Any
    new_link: Any
    move_asked: Any
    bend_asked: Any
    rename_asked: Any

    def begin(self, gesture: Gesture) -> None: ...
    def end(self) -> None: ...
    def current(self) -> Gesture: ...
    def pan(self, dx: float, dy: float) -> None: ...
    def places(self) -> Mapping[str, Point]: ...
    def show_moved(self, picture: Picture) -> None: ...
    def item_at(self, place: QPointF, kinds: Iterable[str] = ...) -> ItemKey | None: ...
    def viewport(self) -> QWidget: ...
    def transform(self) -> QTransform: ...


class Gesture:
    """A gesture. The canvas passes the mouse events to it.

    If `has_picture` is true, the gesture shows a picture with the change it would make, and a new
    picture of the document waits until the gesture ends.
    """

    has_picture = False

    def __init__(self, canvas: Surface) -> None:
        self.canvas = canvas

    def press(self, event: QMouseEvent, place: QPointF) -> None:
        """Handle a mouse press."""

    def move(self, event: QMouseEvent, place: QPointF) -> None:
        """Handle a mouse move."""

    def release(self, event: QMouseEvent, place: QPointF) -> None:
        """Handle a mouse release."""
        self.canvas.end()

    def double_click(self, event: QMouseEvent, place: QPointF) -> None:
        """Handle a double click."""

    def cancel(self) -> None:
        """Cancel the gesture without any change."""

    def paint(self, painter: QPainter) -> None:
        """Paint the gesture on top of the picture."""


class Idle(Gesture):
    """No gesture: looks at the item under the mouse and starts the gesture that fits."""

    def __init__(self, canvas: Surface) -> None:
        super().__init__(canvas)
        self._rim: str | None = None

    def press(self, event: QMouseEvent, place: QPointF) -> None:
        """Start to pan, draw a link, move, bend, or select with a rubber band."""
        canvas, key = self.canvas, self.canvas.item_at(place)
        if event.button() != Qt.MouseButton.LeftButton:
            if event.button() == Qt.MouseButton.MiddleButton:
                canvas.begin(Pan(canvas, event.position()))
            return
        rim = rim_at(canvas, place)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            canvas.begin(Pan(canvas, event.position()))
        elif rim is not None:
            canvas.begin(DrawLink(canvas, rim, place))
        elif key is None:
            canvas.begin(Band(canvas, place, keeps=event.modifiers() != PLAIN))
        elif key[0] == "loop":
            ring = _ring(canvas, key[1])
            if ring:
                canvas.focus.hold(ring)
        else:
            self._choose(key, event.modifiers() != PLAIN)
            at = event.position()
            is_name = key[0] == "variable"
            canvas.begin(Move(canvas, key, at, place) if is_name else Bend(canvas, key, at))

    def _choose(self, key: ItemKey, keeps: bool) -> None:
        looked = self.canvas.focus.looked
        its = frozenset({key[1]}) if key[0] == "variable" else frozenset[str]()
        its_links = frozenset({(key[1], key[2])}) if key[0] == "link" else frozenset[Ends]()
        was_chosen = its <= looked.variables and its_links <= looked.links
        if keeps and was_chosen:
            self.canvas.focus.choose(looked.variables - its, looked.links - its_links)
        elif keeps:
            self.canvas.focus.choose(looked.variables | its, looked.links | its_links)
        elif not was_chosen:
            self.canvas.focus.choose(its, its_links)

    def move(self, event: QMouseEvent, place: QPointF) -> None:
        """Show by the cursor which gesture a press starts. Highlight the loop whose badge is
        under the mouse."""
        canvas = self.canvas
        rim, key = rim_at(canvas, place), canvas.item_at(place)
        if rim != self._rim:
            self._rim = rim
            canvas.viewport().update()
        shape = Qt.CursorShape.CrossCursor if rim else Qt.CursorShape.ArrowCursor
        if rim is None and key is not None:
            shape = Qt.CursorShape.PointingHandCursor
        canvas.viewport().setCursor(shape)
        canvas.focus.hover(_ring(canvas, key[1]) if key and key[0] == "loop" else None)

    def release(self, event: QMouseEvent, place: QPointF) -> None:
        """Do nothing: no gesture was started."""

    def double_click(self, event: QMouseEvent, place: QPointF) -> None:
        """Add a variable on empty space, or rename the variable."""
        key = self.canvas.item_at(place, ("variable", "link"))
        if key is None:
            self.canvas.new_variable.emit((place.x(), place.y()))
        elif key[0] == "variable":
            self.canvas.rename_asked.emit(key[1])

    def paint(self, painter: QPainter) -> None:
        """Show the edge from which a link can be drawn."""
        if self._rim is not None:
            item = self.canvas.items_by_key.get(("variable", self._rim))
            if item is not None:
                painter.setPen(_pen(self.canvas, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(item.text_box().adjusted(-6, -4, 6, 4), 8, 8)


class Pan(Gesture):
    """Pans the view."""

    def __init__(self, canvas: Surface, at: QPointF) -> None:
        super().__init__(canvas)
        self._at = at
        canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, event: QMouseEvent, place: QPointF) -> None:
        """Follow the mouse."""
        step = event.position() - self._at
        self._at = event.position()
        self.canvas.pan(step.x(), step.y())

    def release(self, event: QMouseEvent, place: QPointF) -> None:
        """Leave the view where it is."""
        self.canvas.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.canvas.end()


class Move(Gesture):
    """Moves the selected variables and pins them at their new places."""

    has_picture = True

    def __init__(self, canvas: Surface, key: ItemKey, at: QPointF, place: QPointF) -> None:
        super().__init__(canvas)
        self._at, self._place = at, place
        self._chosen = canvas.focus.looked.variables | {key[1]}
        self._before: Picture = canvas.picture
        self._is_drag = False
        self._places: dict[str, tuple[float, float]] = {}

    def move(self, event: QMouseEvent, place: QPointF) -> None:
        """Show the variables under the mouse, with their links."""
        far = (event.position() - self._at).manhattanLength()
        if not self._is_drag and far < TREMBLE:
            return
        self._is_drag = True
        step = place - self._place
        here = {name.variable: name.centre for name in self._before.names}
        self._places = {
            name: (round(here[name][0] + step.x()), round(here[name][1] + step.y()))
            for name in sorted(self._chosen)
            if name in here
        }
        self.canvas.show_moved(transitions.with_moved(self._before, self._places))

    def release(self, event: QMouseEvent, place: QPointF) -> None:
        """Move the variables to their new places."""
        self.canvas.end()
        if self._is_drag:
            self.canvas.move_asked.emit(self._places)

    def double_click(self, event: QMouseEvent, place: QPointF) -> None:
        """Pass the double click on: its first press started a move that did not move."""
        self.canvas.end()
        self.canvas.current().double_click(event, place)


class Bend(Gesture):
    """Bends a link by its middle."""

    has_picture = True

    def __init__(self, canvas: Surface, key: ItemKey, at: QPointF) -> None:
        super().__init__(canvas)
        self._at, self._ends = at, (key[1], key[2])
        self._before: Picture = canvas.picture
        self._bend: float | None = None

    def move(self, event: QMouseEvent, place: QPointF) -> None:
        """Show the link with a bend that passes under the mouse."""
        if self._bend is None and (event.position() - self._at).manhattanLength() < TREMBLE:
            return
        picture = self._before
        names = {name.variable: name for name in picture.names}
        cause, effect = names.get(self._ends[0]), names.get(self._ends[1])
        if cause is None or effect is None or cause is effect:
            return
        (ax, ay), (bx, by) = cause.centre, effect.centre
        dx, dy = bx - ax, by - ay
        square = max(dx * dx + dy * dy, 1.0)
        left = ((place.x() - ax) * dy - (place.y() - ay) * dx) / square
        self._bend = max(-MOST_BENT, min(MOST_BENT, round(left, 2)))
        arrows = tuple(
            transitions.bent(arrow, cause, effect, self._bend)
            if arrow.ends == self._ends
            else arrow
            for arrow in picture.arrows
        )
        self.canvas.show_moved(
            Picture(picture.title, picture.names, arrows, picture.badges, picture.box)
        )

    def release(self, event: QMouseEvent, place: QPointF) -> None:
        """Set the bend of the link."""
        self.canvas.end()
        if self._bend is not None:
            self.canvas.bend_asked.emit(*self._ends, self._bend)


class DrawLink(Gesture):
    """Draws a link from a variable to another one or to a new one."""

    def __init__(self, canvas: Surface, cause: str, place: QPointF) -> None:
        super().__init__(canvas)
        self._cause, self._to = cause, place
        self._target: str | None = None
        self._has_left = False

    def move(self, event: QMouseEvent, place: QPointF) -> None:
        """Show an arrow from the variable to the mouse."""
        key = self.canvas.item_at(place, ("variable",))
        self._to, self._target = place, key[1] if key else None
        self._has_left |= self._target != self._cause and rim_at(self.canvas, place) != self._cause
        self.canvas.viewport().update()

    def release(self, event: QMouseEvent, place: QPointF) -> None:
        """Ask for the link. A link to the variable itself needs a mouse that left it first."""
        self.canvas.end()
        key = self.canvas.item_at(place, ("variable",))
        target = key[1] if key else rim_at(self.canvas, place)
        if not self._has_left:
            self.canvas.focus.choose({self._cause})
        else:
            self.canvas.new_link.emit(self._cause, target or (place.x(), place.y()))

    def paint(self, painter: QPainter) -> None:
        """Paint an arrow from the variable to the mouse, and mark the variable it would reach."""
        item = self.canvas.items_by_key.get(("variable", self._cause))
        if item is None:
            return
        start = item.text_box().center()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(self.canvas, 2.0))
        painter.drawLine(start, self._to)
        angle = math.atan2(self._to.y() - start.y(), self._to.x() - start.x())
        for side in (2.6, -2.6):
            tip = QPointF(math.cos(angle + side), math.sin(angle + side)) * 12
            painter.drawLine(self._to, self._to + tip)
        reached = self.canvas.items_by_key.get(("variable", self._target or ""))
        if reached is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(reached.text_box().adjusted(-6, -4, 6, 4), 8, 8)


class Band(Gesture):
    """Selects everything that a rectangle touches."""

    def __init__(self, canvas: Surface, place: QPointF, keeps: bool) -> None:
        super().__init__(canvas)
        self._from = self._to = place
        looked = canvas.focus.looked
        self._variables = looked.variables if keeps else frozenset[str]()
        self._links = looked.links if keeps else frozenset[Ends]()

    def move(self, event: QMouseEvent, place: QPointF) -> None:
        """Select everything that the rectangle touches now."""
        self._to = place
        box = QRectF(self._from, self._to).normalized()
        keys = [key for key, item in self.canvas.items_by_key.items() if _within(item, box)]
        variables = {key[1] for key in keys if key[0] == "variable"}
        links = {(key[1], key[2]) for key in keys if key[0] == "link"}
        self.canvas.focus.choose(self._variables | variables, self._links | links)
        self.canvas.viewport().update()

    def release(self, event: QMouseEvent, place: QPointF) -> None:
        """If the mouse did not move, clear the selection."""
        if self._from == self._to:
            self.canvas.focus.choose(self._variables, self._links)
        self.canvas.end()

    def double_click(self, event: QMouseEvent, place: QPointF) -> None:
        """Pass the double click on empty space on."""
        self.canvas.end()
        self.canvas.current().double_click(event, place)

    def paint(self, painter: QPainter) -> None:
        """Paint the rectangle."""
        if self._from != self._to:
            colour = QColor(self.canvas.theme.positive)
            painter.setPen(_pen(self.canvas, 1.0))
            colour.setAlphaF(0.12)
            painter.setBrush(colour)
            painter.drawRect(QRectF(self._from, self._to).normalized())


def rim_at(canvas: Surface, place: QPointF) -> str | None:
    """Return the variable whose edge is at a place: around its name, but not on it."""
    for key, item in canvas.items_by_key.items():
        if key[0] == "variable":
            box = item.text_box()
            outer = box.adjusted(-RIM, -RIM, RIM, RIM)
            if outer.contains(place) and not box.contains(place):
                return key[1]
    return None


def _within(item: GroupItem, box: QRectF) -> bool:
    return box.contains(item.boundingRect().adjusted(8, 8, -8, -8))


def _ring(canvas: Surface, loop: str) -> tuple[str, ...] | None:
    badges = canvas.picture.badges
    return next((badge.variables for badge in badges if badge.loop == loop), None)


def _pen(canvas: Surface, width: float) -> QPen:
    return QPen(QColor(canvas.theme.positive), width / max(canvas.transform().m11(), 0.2))
