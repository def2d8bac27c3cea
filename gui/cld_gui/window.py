"""The window: canvas, text and panels around one document, and its menus."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QDockWidget,
    QInputDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QToolBar,
    QWidget,
)

from cld.analyze import Report
from cld_gui.actions import COMMANDS, Command
from cld_gui.canvas import Canvas
from cld_gui.document import Changed, Document
from cld_gui.focus import Focus
from cld_gui.name_field import NameField
from cld_gui.strokes import Strokes, chosen_link
from cld_gui.text_pane import TextPane

HINT = (
    "Double-click on empty space: a new variable.  Drag from the rim of a name to another: a link."
    "  + − ? set its sign, D a delay."
)
NUDGE, ZOOM = 10.0, 1.25


class Window(QMainWindow):
    """One document in a window of its own."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        document.setParent(self)
        self.focus = Focus(self)
        self.strokes = Strokes(document, self.focus, self)
        self.canvas = Canvas(document, self.focus, self)
        self.field = NameField(self.canvas.viewport(), self.canvas)
        self.text = TextPane(document, self.focus, self)
        self.actions_by_name: dict[str, QAction] = {}
        self.setCentralWidget(self.canvas)
        self._menus()
        self._docks()
        self._status()
        self._connect()
        self.resize(1280, 800)
        self.canvas.setFocus()

    # -- building --

    def _menus(self) -> None:
        menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.menu not in menus:
                menus[command.menu] = self.menuBar().addMenu(command.menu)
            if command.words == "-":
                menus[command.menu].addSeparator()
            else:
                menus[command.menu].addAction(self._action(command))
        stack, edit = self.document.stack, menus["&Edit"]
        undo, redo = stack.createUndoAction(self, "Undo"), stack.createRedoAction(self, "Redo")
        undo.setShortcuts([QKeySequence("Ctrl+Z")])
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        first = edit.actions()[0]
        edit.insertActions(first, [undo, redo])
        edit.insertSeparator(first)
        self._tools(undo, redo)
        self.view_menu = menus["&View"]

    def _action(self, command: Command) -> QAction:
        action = QAction(command.words, self)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.triggered.connect(partial(self._run, command.does))
        if command.tip:
            action.setStatusTip(command.tip)
        if command.where == "canvas":
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.canvas.addAction(action)
        self.actions_by_name[command.does] = action
        return action

    def _run(self, does: str, checked: bool = False) -> None:
        getattr(self, does)()

    def _tools(self, undo: QAction, redo: QAction) -> None:
        bar = QToolBar("Tools", self)
        bar.setObjectName("tools")
        bar.setMovable(False)
        for name, words in (
            ("new_variable", "Variable"), ("new_link", "Link"), ("make_positive", "+"),
            ("make_negative", "−"), ("make_unknown", "?"), ("ask_delay", "Delay"),
            ("reverse", "Reverse"), ("arrange", "Arrange"), ("fit", "Fit"),
        ):  # fmt: skip
            self.actions_by_name[name].setIconText(words)
            bar.addAction(self.actions_by_name[name])
        bar.addSeparator()
        bar.addActions([undo, redo])
        self.addToolBar(bar)

    def _docks(self) -> None:
        self.add_panel("Text", self.text, Qt.DockWidgetArea.LeftDockWidgetArea)

    def add_panel(self, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        """Add a panel that can be moved, hidden and shown again by the menu."""
        dock = QDockWidget(title, self)
        dock.setObjectName(title)
        dock.setWidget(panel)
        self.addDockWidget(area, dock)
        self.view_menu.addAction(dock.toggleViewAction())
        return dock

    def _status(self) -> None:
        self.counts, self.zoom_label = QLabel(), QLabel()
        self.statusBar().addPermanentWidget(self.counts)
        self.statusBar().addPermanentWidget(self.zoom_label)
        self.statusBar().showMessage(HINT)

    def _connect(self) -> None:
        canvas, document = self.canvas, self.document
        canvas.new_variable.connect(self._ask_variable)
        canvas.new_link.connect(self._link_drawn)
        canvas.move_asked.connect(self.strokes.put)
        canvas.bend_asked.connect(self.strokes.bend)
        canvas.rename_asked.connect(self._ask_name)
        canvas.zoomed.connect(lambda scale: self.zoom_label.setText(f"{scale:.0%}"))
        self.strokes.refused.connect(lambda why: self.statusBar().showMessage(why, 8000))
        document.changed.connect(self._changed)
        document.analysed.connect(self._analysed)
        document.artist.told.connect(self._drawing)
        document.artist.idle.connect(lambda: self.statusBar().clearMessage())
        document.stack.cleanChanged.connect(lambda clean: self.setWindowModified(not clean))
        self._analysed(document.report)
        self._retitle()

    # -- telling --

    def _retitle(self) -> None:
        self.setWindowTitle(f"{self.document.name}[*] — cld")

    def _changed(self, changed: Changed) -> None:
        broken = self.document.broken
        if broken is not None:
            place = changed.source.lines.place(broken.span.start)
            self.statusBar().showMessage(f"Line {place.line}: {broken.message}")
        elif self.statusBar().currentMessage().startswith("Line "):
            self.statusBar().clearMessage()

    def _analysed(self, report: Report) -> None:
        counts = report.counts
        at_least = "" if counts.exact else "at least "
        self.counts.setText(
            f"{len(report.variables)} variables, {len(report.links)} links, {at_least}"
            f"{counts.total} loops: {counts.R} R, {counts.B} B, {counts.U} U"
        )

    def _drawing(self, doing: str, part: float) -> None:
        self.statusBar().showMessage(f"Arranging … {part:.0%}  (Ctrl+. stops)")

    # -- drawing --

    def _on_view(self, at: tuple[float, float]) -> QPoint:
        return self.canvas.mapFromScene(QPointF(*at))

    def _middle(self) -> tuple[float, float]:
        middle = self.canvas.mapToScene(self.canvas.viewport().rect().center())
        return middle.x(), middle.y()

    def _ask_variable(self, at: tuple[float, float]) -> None:
        done = partial(self._new_variable, at)
        self.field.ask(self._on_view(at), "", "name of the variable", (), done)

    def _new_variable(self, at: tuple[float, float], name: str) -> None:
        self.strokes.new_variable(name, at)

    def _ask_name(self, variable: str) -> None:
        at = self.canvas.places().get(variable, self._middle())
        done = partial(self.strokes.rename, variable)
        self.field.ask(self._on_view(at), variable, "name of the variable", (), done)

    def _link_drawn(self, cause: str, to: str | tuple[float, float]) -> None:
        if isinstance(to, str):
            self.strokes.new_link(cause, to)
        else:
            self._ask_effect(cause, to)

    def _ask_effect(self, cause: str, at: tuple[float, float]) -> None:
        def done(name: str) -> None:
            self.strokes.new_link(cause, name, at)

        names = [v.name for v in self.document.diagram.variables]
        self.field.ask(self._on_view(at), "", f"{cause} changes …", names, done)

    def new_variable(self) -> None:
        """Ask for a variable, drawn where there is room beside what is chosen."""
        self._ask_variable(self._free_place())

    def _free_place(self) -> tuple[float, float]:
        places = list(self.canvas.places().values())
        x, y = self._middle()
        while any(abs(px - x) < 90 and abs(py - y) < 40 for px, py in places):
            y += 50
        return x, y

    def new_link(self) -> None:
        """Ask for the effect of the chosen variable."""
        chosen = sorted(self.focus.looked.variables)
        if len(chosen) == 1:
            x, y = self.canvas.places().get(chosen[0], self._middle())
            self._ask_effect(chosen[0], (x + 130, y + 60))
        elif len(chosen) == 2:
            self.strokes.new_link(*chosen)
        else:
            self.statusBar().showMessage("Choose the variable that the link begins at.", 6000)

    def rename(self) -> None:
        """Ask for another name of the chosen variable."""
        for variable in sorted(self.focus.looked.variables)[:1]:
            self._ask_name(variable)

    def delete(self) -> None:
        """Delete what is chosen."""
        self.strokes.delete()

    def make_positive(self) -> None:
        """The chosen links: same direction."""
        self.strokes.set_polarity("+")

    def make_negative(self) -> None:
        """The chosen links: opposite direction."""
        self.strokes.set_polarity("-")

    def make_unknown(self) -> None:
        """The chosen links: sign not known."""
        self.strokes.set_polarity("?")

    def ask_delay(self) -> None:
        """Ask how long the delay of the chosen links is."""
        if not self.focus.looked.links:
            self.statusBar().showMessage("Choose a link first.", 6000)
            return
        words = "How long? As 3min or 2 days; empty where that is not known; - for none."
        text, is_taken = QInputDialog.getText(self, "Delay", words)
        if is_taken:
            self.strokes.set_delay(None if text.strip() == "-" else text.strip())

    def reverse(self) -> None:
        """Turn the chosen links round."""
        self.strokes.reverse()

    def toggle_stock(self) -> None:
        """Make the chosen variables stocks, or no stocks any more."""
        self.strokes.toggle_stock()

    def unbend(self) -> None:
        """Leave the bend of the chosen link to the layout."""
        link = chosen_link(self.focus)
        if link is not None:
            self.strokes.bend(*link, None)

    # -- arranging --

    def arrange(self) -> None:
        """Lay out anew what has no place of its own."""
        self.document.arrange("best")

    def stop_arranging(self) -> None:
        """Stop a layout under way."""
        self.document.artist.cancel()

    def unplace(self) -> None:
        """Free the chosen variables from their places."""
        self.strokes.free()

    def align_row(self) -> None:
        """Put the chosen variables in a row."""
        self.strokes.align(1)

    def align_column(self) -> None:
        """Put the chosen variables in a column."""
        self.strokes.align(0)

    def distribute_across(self) -> None:
        """Even distances from left to right."""
        self.strokes.distribute(0)

    def distribute_down(self) -> None:
        """Even distances from top to bottom."""
        self.strokes.distribute(1)

    def nudge_left(self) -> None:
        """Move what is chosen to the left."""
        self.strokes.nudge(-NUDGE, 0)

    def nudge_right(self) -> None:
        """Move what is chosen to the right."""
        self.strokes.nudge(NUDGE, 0)

    def nudge_up(self) -> None:
        """Move what is chosen up."""
        self.strokes.nudge(0, -NUDGE)

    def nudge_down(self) -> None:
        """Move what is chosen down."""
        self.strokes.nudge(0, NUDGE)

    # -- looking --

    def fit(self) -> None:
        """Show the whole picture."""
        self.canvas.fit()

    def zoom_in(self) -> None:
        """Look from nearer."""
        self.canvas.zoom(ZOOM)

    def zoom_out(self) -> None:
        """Look from farther."""
        self.canvas.zoom(1 / ZOOM)

    def zoom_actual(self) -> None:
        """Show a point as a pixel."""
        self.canvas.zoom_to(1.0)

    def select_all(self) -> None:
        """Choose all variables."""
        self.focus.choose(self.canvas.places())

    def next_variable(self) -> None:
        """Choose the next variable."""
        self._step(1)

    def previous_variable(self) -> None:
        """Choose the one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        names = [v.name for v in self.document.diagram.variables]
        chosen = [n for n, name in enumerate(names) if name in self.focus.looked.variables]
        if names:
            number = (chosen[0] + by if chosen else min(by, 0)) % len(names)
            self.focus.choose({names[number]})
            self.canvas.show_at(("variable", names[number]))

    def next_link(self) -> None:
        """Choose the next link, of the chosen variable where one is."""
        looked = self.focus.looked
        links = [(link.cause, link.effect) for link in self.document.diagram.links]
        chosen = [n for n, link in enumerate(links) if link in looked.links]
        near = [n for n, link in enumerate(links) if set(link) & looked.variables]
        number = near[0] if near else (chosen[0] + 1) % len(links) if chosen else 0
        if links:
            self.focus.choose((), {links[number]})
            self.canvas.show_at(("link", *links[number]))

    def release_loops(self) -> None:
        """Let all loops go, then all that is chosen."""
        if self.focus.looked.lit or self.focus.looked.only is not None:
            self.focus.release()
        else:
            self.focus.choose()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what is under way."""
        self.document.wait()
        super().closeEvent(event)
