"""The canvas: shows the picture, zooms and pans it, and animates changes of the layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from cld.core.rings import pairs_round
from cld.paint.sheet import sheet
from cld.paint.theme import THEMES, Theme
from cld.picture.picture import Picture, Point
from cld_gui.canvas.gestures import Gesture, Idle
from cld_gui.canvas.items import GroupItem, ItemKey, ItemLight, key_of
from cld_gui.document.document import Document, ShownPicture
from cld_gui.document.worker import give_way
from cld_gui.shared.colours import DASHES, held_colour
from cld_gui.shared.focus import Focus, Looked, Ring
from cld_gui.shared.late import late

if TYPE_CHECKING:
    from cld.picture import transitions
else:
    transitions = late("cld.picture.transitions")

# The zoom factor of one wheel step, and the largest and smallest scale.
STEP, NEAREST, FARTHEST = 1.0015, 8.0, 0.05
# The margin around a picture that is fitted into the view, and the largest scale for fitting.
EDGE, LARGEST_FIT = 24.0, 1.6
# The room for drawing around the picture, and the duration of an animation in milliseconds.
ROOM = 1200.0
GLIDE = 350


class Canvas(QGraphicsView):
    """Shows the picture of a document. Gestures emit signals that ask for changes."""

    # Places are in points of the picture. The changes that gestures ask for:
    new_variable = Signal(object)  # its place
    new_link = Signal(str, object)  # the cause, and the effect or a place
    move_asked = Signal(object)  # the variables with their new places
    bend_asked = Signal(str, str, float)
    rename_asked = Signal(str)
    zoomed = Signal(float)
    menu_asked = Signal(object, object)  # the item, or None for empty space; the screen position
    seen = Signal()  # the canvas was painted for the first time

    def __init__(self, document: Document, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document, self.focus = document, focus
        self.theme: Theme = THEMES["light"]
        self.items_by_key: dict[ItemKey, GroupItem] = {}
        self.gesture: Gesture = Idle(self)
        self.picture: Picture = document.picture
        self._shown: Picture = document.picture
        self._box = self._shown.box
        self._is_fitted = True
        self._is_seen = self._is_behind = False
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(GLIDE)
        self._glide.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._glide.valueChanged.connect(self._gliding)
        self._from = self.picture
        self._scene = QGraphicsScene(self)
        self._scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(self._scene)
        self._set_up()
        # A gesture belongs to the diagram on which it started.
        document.changed.connect(self.cancel)
        document.shown.connect(self._show)
        document.refused.connect(self.settle)
        focus.changed.connect(self._relight)
        self.draw(self.picture)

    def _set_up(self) -> None:
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAccessibleName("Diagram")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)

    # -- showing --

    def use_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self.theme = theme
        self.draw(self._shown)
        self.viewport().update()

    def draw(self, picture: Picture) -> None:
        """Show a picture, without animation."""
        self._shown = picture
        whole = sheet(picture)
        groups = {key_of(group): group for group in whole.groups}
        for key in [key for key in self.items_by_key if key not in groups]:
            self._scene.removeItem(self.items_by_key.pop(key))
        for key, group in groups.items():
            if key in self.items_by_key:
                self.items_by_key[key].show_group(group, self.theme)
            else:
                item = GroupItem(group, self.theme)
                self.items_by_key[key] = item
                self._scene.addItem(item)
        left, top, right, bottom = self._box = whole.box
        room = QRectF(left, top, right - left, bottom - top)
        self._scene.setSceneRect(room.adjusted(-ROOM, -ROOM, ROOM, ROOM))
        self._relight(self.focus.looked)

    def _show(self, shown: ShownPicture) -> None:
        before, self.picture = self._shown, shown.picture
        self._glide.stop()
        if self.gesture.has_picture:
            self._is_behind = True  # keep the dragged item under the mouse
        elif shown.smoothly and before.names and self.isVisible():
            self._from = before
            self._glide.setStartValue(0.0)
            self._glide.setEndValue(1.0)
            self._glide.start()
        elif not shown.is_stale:
            self.draw(shown.picture)
            if self._is_fitted:
                self.fit()
        self.viewport().update()

    def _gliding(self, share: float) -> None:
        self.draw(transitions.between(self._from, self.picture, share))
        if self._is_fitted:
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint. After the first time, emit `seen`."""
        # Qt paints item by item, and another thread could run between any two.
        give_way()
        super().paintEvent(event)
        if not self._is_seen:
            self._is_seen = True
            QTimer.singleShot(0, self, self.seen.emit)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Fill the background with the paper colour."""
        painter.fillRect(rect, QColor(self.theme.paper))

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Fade a picture that is older than the text, and paint the current gesture."""
        if self.document.is_stale:
            painter.fillRect(rect, _veil(self.theme))
        self.gesture.paint(painter)

    # -- highlighting --

    def _relight(self, looked: Looked) -> None:
        rings = looked.lit
        keys = [self._keys_on(ring) for ring in rings]
        for key, item in self.items_by_key.items():
            on = [number for number, lit in enumerate(keys) if key in lit]
            chosen = (key[0] == "variable" and key[1] in looked.variables) or (
                key[0] == "link" and (key[1], key[2]) in looked.links
            )
            glows = tuple(self._glow(looked, rings[number]) for number in on)
            fades = bool(rings) and not on and key[0] != "title"
            item.show_light(ItemLight(chosen, fades, glows))

    def _glow(self, looked: Looked, ring: Ring) -> tuple[str, tuple[float, ...]]:
        """The colour and dashes of a loop: those of its number, or those it would get next."""
        number = looked.number(ring)
        held = held_colour(len(looked.held) if number is None else number, self._is_dark())
        return held.colour, DASHES[held.dash]

    def _is_dark(self) -> bool:
        return QColor(self.theme.paper).lightness() < 128

    def _keys_on(self, ring: Ring) -> frozenset[ItemKey]:
        """The items of a loop: its variables, links and badge."""
        badges = (badge for badge in self._shown.badges if badge.variables == ring)
        return frozenset(
            [
                *(("variable", variable) for variable in ring),
                *(("link", *ends) for ends in pairs_round(ring)),
                *(("loop", badge.loop) for badge in badges),
            ]
        )

    # -- zooming and panning --

    def fit(self) -> None:
        """Show the whole picture."""
        left, top, right, bottom = self._box
        box = QRectF(left - EDGE, top - EDGE, right - left + 2 * EDGE, bottom - top + 2 * EDGE)
        view = self.viewport().rect()
        scale = min(view.width() / box.width(), view.height() / box.height(), LARGEST_FIT)
        self.resetTransform()
        self.scale(scale, scale)
        self.centerOn(box.center())
        self._is_fitted = True
        self.zoomed.emit(scale)

    def zoom(self, factor: float) -> None:
        """Zoom in or out by a factor, within the limits."""
        now = self.transform().m11()
        factor = max(FARTHEST / now, min(NEAREST / now, factor))
        self.scale(factor, factor)
        self._is_fitted = False
        self.zoomed.emit(self.transform().m11())

    def zoom_to(self, scale: float) -> None:
        """Zoom to a scale: pixels per point of the picture."""
        self.zoom(scale / self.transform().m11())

    def show_at(self, key: ItemKey) -> None:
        """Scroll until an item is visible."""
        if key in self.items_by_key:
            self.ensureVisible(self.items_by_key[key], 40, 40)

    def pan(self, dx: float, dy: float) -> None:
        """Move the view by a number of pixels."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - round(dx))
        down.setValue(down.value() - round(dy))
        self._is_fitted = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom. With Shift or two fingers on a touchpad, pan."""
        by = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(by.y() or by.x(), 0)
        elif event.pixelDelta().isNull() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (by.y() or by.x()))
        else:
            self.pan(by.x(), by.y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom on a pinch gesture."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """If the picture was fitted to the view, fit it again."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

    # -- gestures --

    def item_at(
        self, place: QPointF, kinds: Iterable[str] = ("variable", "link", "loop")
    ) -> ItemKey | None:
        """Return the topmost item of these kinds at a place, or None."""
        items = self._scene.items(place)
        keys = [item.key for item in items if isinstance(item, GroupItem)]
        return next((key for key in keys if key[0] in kinds), None)

    def begin(self, gesture: Gesture) -> None:
        """Start a gesture. It gets all mouse events until it ends."""
        self.gesture.cancel()
        self.gesture = gesture
        self.viewport().update()

    def current(self) -> Gesture:
        """Return the gesture that gets the mouse events."""
        return self.gesture

    def end(self) -> None:
        """End the current gesture."""
        self.gesture = Idle(self)
        if self._is_behind:
            self.settle()
        self.viewport().update()

    def settle(self) -> None:
        """Show the document's picture again: a gesture had no effect, or the picture changed."""
        self._is_behind = False
        self.draw(self.picture)

    def show_moved(self, picture: Picture) -> None:
        """Show an intermediate picture while an item is dragged."""
        give_way()
        self.draw(picture)

    def places(self) -> Mapping[str, Point]:
        """Return the places of the variables."""
        return {name.variable: name.centre for name in self.picture.names}

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pass the event to the current gesture."""
        self.setFocus()
        self.gesture.press(event, self.mapToScene(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pass the event to the current gesture. If its button was released elsewhere, cancel
        the gesture first."""
        if not event.buttons():
            self.cancel()
        self.gesture.move(event, self.mapToScene(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pass the event to the current gesture."""
        self.gesture.release(event, self.mapToScene(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Pass the event to the current gesture."""
        self.gesture.double_click(event, self.mapToScene(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Select the item under the mouse and ask for its menu."""
        if not isinstance(self.gesture, Idle):
            return
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        key = self.item_at(self.mapToScene(event.pos())) if by_mouse else self._chosen_key()
        if key is not None and key[0] == "variable" and key[1] not in self.focus.looked.variables:
            self.focus.choose({key[1]})
        elif key is not None and key[0] == "link" and key[1:] not in self.focus.looked.links:
            self.focus.choose((), {(key[1], key[2])})
        self.menu_asked.emit(key, event.globalPos())

    def _chosen_key(self) -> ItemKey | None:
        looked = self.focus.looked
        links = [("link", *ends) for ends in sorted(looked.links)]
        return next(
            iter([*links, *(("variable", name) for name in sorted(looked.variables))]), None
        )

    def cancel(self) -> bool:
        """Cancel the current gesture. Return whether there was one."""
        if isinstance(self.gesture, Idle):
            return False
        self.gesture.cancel()
        self.end()
        self.settle()
        return True


def _veil(theme: Theme) -> QColor:
    veil = QColor(theme.paper)
    veil.setAlphaF(0.6)
    return veil
