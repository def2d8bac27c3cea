"""The window: canvas, text and panels around one document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QInputDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QWidget,
)

from cld.core.text import Span
from cld.paint.theme import ThemeName, fixed
from cld_gui.canvas.canvas import Canvas
from cld_gui.canvas.items import ItemKey
from cld_gui.canvas.note import HINT, Note
from cld_gui.canvas.strokes import Strokes
from cld_gui.document.document import Changed, Document
from cld_gui.shared.focus import Focus, Looked
from cld_gui.shared.late import late
from cld_gui.window.arrange_actions import ArrangeActions
from cld_gui.window.context_menu import context_menu
from cld_gui.window.docks import Docks
from cld_gui.window.draw_actions import DrawActions
from cld_gui.window.file_actions import FileActions
from cld_gui.window.menus import Menus
from cld_gui.window.stage import Stage
from cld_gui.window.view_actions import ViewActions

if TYPE_CHECKING:
    from cld.loops.loop import Loop
    from cld.report import Report
    from cld_gui.panels.intervention_trial import Tried
    from cld_gui.window import keys_dialog
else:
    keys_dialog = late("cld_gui.window.keys_dialog")

# How long a message stays in the status bar, in milliseconds.
LONG = 12000


class Window(QMainWindow):
    """The window of one document. `closed` is emitted when it closes, `theme_asked` when the
    user selects a theme for all windows."""

    closed = Signal(object)
    theme_asked = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        document.setParent(self)
        self.focus = Focus(self)
        self.strokes = Strokes(document, self.focus, self)
        self.canvas = Canvas(document, self.focus, self)
        self._only = self.focus.looked.only
        self.hint = Note(self.canvas.viewport(), "Hint")
        self.hint.pressed.connect(self.hint.hide)
        self.trouble = Note(self.canvas.viewport(), "Error in the text", at_top=True)
        self.trouble.pressed.connect(self._go_to_trouble)
        self.setCentralWidget(self.canvas)
        self.draw = DrawActions(document, self.focus, self.canvas, self.strokes)
        self.arrange = ArrangeActions(document, self.strokes)
        self.view = ViewActions(document, self.focus, self.canvas)
        self.files = FileActions(document, self)
        self.menus = Menus(self, self.canvas, document.stack, self._receivers())
        self._more_menus()
        self._panels()
        self._status()
        self.stage = Stage(self, self.docks)
        self._connect()
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self.docks.widen()
        self.canvas.setFocus()

    def _receivers(self) -> dict[str, Callable[[str], None]]:
        """Return for each menu a function that runs its actions by name."""
        by_menu: dict[str, object] = {
            "&File": self.files,
            "&Edit": self.draw,
            "&Draw": self.draw,
            "&Arrange": self.arrange,
            "&View": self.view,
            "&Help": self,
        }
        calling = {menu: _calling(self, receiver) for menu, receiver in by_menu.items()}
        return {**calling, "&Panels": self._turn}

    def _turn(self, name: str) -> None:
        title = name.removeprefix("turn_").capitalize()
        if title in self.docks.by_title:
            self.docks.turn(title)
        else:
            self.canvas.setFocus()

    def _more_menus(self) -> None:
        file = self.menus.menus["&File"]
        recent = QMenu("Open &Recent", self)
        recent.setToolTipsVisible(True)
        recent.aboutToShow.connect(lambda: self.files.fill_recent(recent))
        file.insertMenu(self.menus.by_name["save"], recent)

    def _panels(self) -> None:
        self.docks = Docks(self.document, self.focus, self)
        edit = self.menus.menus["&Edit"]
        edit.addSeparator()
        edit.addActions(list(self.docks.text.commands.values()))

    def _status(self) -> None:
        self.counts, self.zoom_label = QLabel(), QLabel()
        self.statusBar().addPermanentWidget(self.counts)
        self.statusBar().addPermanentWidget(self.zoom_label)

    def _connect(self) -> None:
        document = self.document
        self.canvas.zoomed.connect(self._zoomed)
        self.canvas.menu_asked.connect(self._show_menu)
        self.strokes.refused.connect(self.tell)
        self.strokes.refused.connect(self.canvas.settle)
        self.draw.told.connect(self.tell)
        self.files.told.connect(self.tell)
        self.files.renamed.connect(self._retitle)
        self.docks.naming_asked.connect(self._name_loop)
        self.docks.place_asked.connect(self._go_to)
        self.docks.intervention_shown.connect(self._preview)
        self.docks.text.status.connect(self.tell)
        self.focus.changed.connect(self._looked)
        document.refused.connect(self.tell)
        document.changed.connect(self._changed)
        document.analysed.connect(self._analysed)
        document.artist.told.connect(self._drawing)
        document.artist.idle.connect(self.statusBar().clearMessage)
        document.stack.cleanChanged.connect(self._cleaned)
        self.canvas.seen.connect(self.docks.release)
        self.canvas.seen.connect(document.release)
        self.files.file.saved.connect(document.keep)
        self._retitle()

    # -- messages and themes --

    def tell(self, words: str) -> None:
        """Show a message in the status bar for a while."""
        self.statusBar().showMessage(words, LONG)

    def use_theme(self, name: ThemeName) -> None:
        """Use the colours of a theme for the canvas."""
        self.files.theme = name
        self.canvas.use_theme(fixed(name))

    def theme_system(self) -> None:
        """Use the theme of the system."""
        self.theme_asked.emit("system")

    def theme_light(self) -> None:
        """Use the light theme."""
        self.theme_asked.emit("light")

    def theme_dark(self) -> None:
        """Use the dark theme."""
        self.theme_asked.emit("dark")

    def theme_contrast(self) -> None:
        """Use the high-contrast theme: black on white, wide lines."""
        self.theme_asked.emit("contrast")

    def _retitle(self) -> None:
        self.setWindowTitle(f"{self.document.name}[*] — cld")
        self.setWindowModified(not self.document.stack.isClean())

    def _changed(self, changed: Changed) -> None:
        broken = self.document.broken
        if broken is None:
            self.trouble.hide()
            return
        line = changed.source.lines.place(broken.span.start).line
        self.trouble.say(
            f"Line {line}: {broken.message}.\n"
            "The picture shows the last valid version. Click to go to the error."
        )

    def _go_to_trouble(self) -> None:
        if self.document.broken is not None:
            self._go_to(self.document.broken.span)

    def show_hint(self) -> None:
        """Show the hint that explains how to draw."""
        self.hint.say(HINT)

    def _analysed(self, report: Report) -> None:
        from cld.prose.wording import plural  # late: the window is shown before any report

        self.focus.follow(loop.variables for loop in report.loops)
        counts = report.counts
        at_least = "" if counts.exact else "at least "
        self.counts.setText(
            f"{plural(len(report.variables), 'variable')} · "
            f"{plural(len(report.links), 'link')} · {at_least}{plural(counts.total, 'loop')}: "
            f"{counts.R:,} R, {counts.B:,} B, {counts.U:,} U"
        )

    def _cleaned(self, clean: bool) -> None:
        self.setWindowModified(not clean)

    def _zoomed(self, scale: float) -> None:
        self.zoom_label.setText(f"{scale:.0%}")

    def _drawing(self, doing: str, part: float) -> None:
        self.statusBar().showMessage(f"Arranging… {part:.0%} (Ctrl+. to stop)")

    # -- between the parts --

    def _go_to(self, span: Span) -> None:
        self.docks.bring("Text")
        self.docks.text.go_to(span)

    def _show_menu(self, key: ItemKey | None, place: QPoint) -> None:
        if key is not None and key[0] == "loop":
            rings = (b.variables for b in self.canvas.picture.badges if b.loop == key[1])
            self.focus.hold_only(tuple(rings))
        menu = context_menu(key, self.menus.by_name, self)
        if key is None:
            at = self.canvas.mapToScene(self.canvas.mapFromGlobal(place))
            here = QAction("New Variable Here", menu)
            here.triggered.connect(lambda: self.canvas.new_variable.emit((at.x(), at.y())))
            menu.insertAction(menu.actions()[0], here)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _name_loop(self, loop: Loop, now: str) -> None:
        words = f"Name of loop {loop.id} (leave this empty to remove the name):"
        name, is_taken = QInputDialog.getText(self, "Loop Name", words, text=now)
        if is_taken and name.strip() != now:
            self.strokes.name_loop(loop, name.strip())

    def _preview(self, tried: Tried | None) -> None:
        self.document.preview(None if tried is None else tried.after)
        if tried is not None:
            self.tell(f"The picture shows the diagram with the intervention “{tried.name}”.")

    def _looked(self, looked: Looked) -> None:
        if looked.only != self._only:
            self._only = looked.only
            self.document.show_loops(looked.only)

    def present(self) -> None:
        """Turn full screen on or off."""
        self.stage.toggle()
        self.canvas.fit()

    def read_aloud(self) -> None:
        """Explain the highlighted loop, or else the first one."""
        report, held = self.document.report, self.focus.looked.held
        loops = [loop for loop in report.loops if not held or loop.variables == held[0]]
        if loops:
            self.docks.read_aloud(loops[0])
        else:
            self.tell("This diagram has no loop to explain.")

    def escape(self) -> None:
        """Cancel the gesture, clear highlighted loops or the selection; else end full screen."""
        if not self.view.let_go() and self.stage.is_on:
            self.present()

    def show_keys(self) -> None:
        """Show all mouse and keyboard shortcuts."""
        keys_dialog.KeysDialog(self).show()

    def show_about(self) -> None:
        """Show the name and version of the program."""
        keys_dialog.show_about(self)

    # -- dropped files --

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped files, the first in this window if it is still empty."""
        paths = _files_in(event.mimeData())
        event.acceptProposedAction()
        for path in paths:
            self.files.open(path)

    # -- closing --

    def changeEvent(self, event: QEvent) -> None:
        """When the window becomes active, check whether another program changed the file."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.files.file.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what to do with unsaved changes, then stop all background work."""
        if not self.files.may_close():
            event.ignore()
            return
        # Do this first: once the undo steps are gone, everything counts as saved.
        self.files.end()
        self.docks.wait()
        self.document.close()
        super().closeEvent(event)
        self.closed.emit(self)


def _files_in(data: QMimeData) -> list[str]:
    """Return the paths of dropped files."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]


def _calling(window: Window, receiver: object) -> Callable[[str], None]:
    """Return a function that calls a method by name, on the receiver or else on the window."""

    def call(name: str) -> None:
        method = getattr(receiver, name, None) or getattr(window, name)
        method()

    return call
