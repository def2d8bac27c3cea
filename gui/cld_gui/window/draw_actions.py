"""The actions of the menus Edit and Draw, and the field for names on the canvas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from cld_gui.canvas.canvas import Canvas
from cld_gui.canvas.name_field import NameField
from cld_gui.canvas.strokes import Strokes, chosen_link
from cld_gui.document.document import Document
from cld_gui.shared.focus import Focus
from cld_gui.shared.late import late

if TYPE_CHECKING:
    from cld.edit import verbs
else:
    verbs = late("cld.edit.verbs")


class DrawActions(QObject):
    """Changes the diagram by menu, keyboard and gestures. `told` reports what is missing."""

    told = Signal(str)

    def __init__(self, document: Document, focus: Focus, canvas: Canvas, strokes: Strokes) -> None:
        super().__init__(canvas)
        self.document, self.focus, self.canvas, self.strokes = document, focus, canvas, strokes
        self.field = NameField(canvas.viewport(), canvas)
        canvas.new_variable.connect(self._ask_variable)
        canvas.new_link.connect(self._link_drawn)
        canvas.move_asked.connect(strokes.put)
        canvas.bend_asked.connect(strokes.bend)
        canvas.rename_asked.connect(self._ask_name)

    def _on_view(self, at: tuple[float, float]) -> QPoint:
        return self.canvas.mapFromScene(QPointF(*at))

    def _middle(self) -> tuple[float, float]:
        middle = self.canvas.mapToScene(self.canvas.viewport().rect().center())
        return middle.x(), middle.y()

    def _ask_variable(self, at: tuple[float, float]) -> None:
        done = partial(self._new_variable, at)
        self.field.ask(self._on_view(at), "", "Variable name", (), done)

    def _new_variable(self, at: tuple[float, float], name: str) -> None:
        self.strokes.new_variable(name, at)

    def _ask_name(self, variable: str) -> None:
        at = self.canvas.places().get(variable, self._middle())
        done = partial(self.strokes.rename, variable)
        self.field.ask(self._on_view(at), variable, "Variable name", (), done)

    def _link_drawn(self, cause: str, to: str | tuple[float, float]) -> None:
        if isinstance(to, str):
            self.strokes.new_link(cause, to)
        else:
            self._ask_effect(cause, to)

    def _ask_effect(self, cause: str, at: tuple[float, float]) -> None:
        def done(name: str) -> None:
            self.strokes.new_link(cause, name, at)

        names = [v.name for v in self.document.diagram.variables]
        self.field.ask(self._on_view(at), "", f"{cause} affects …", names, done)

    def new_variable(self) -> None:
        """Ask for the name of a new variable and add it at a free place near the middle."""
        self._ask_variable(self._free_place())

    def _free_place(self) -> tuple[float, float]:
        places = list(self.canvas.places().values())
        x, y = self._middle()
        while any(abs(px - x) < 90 and abs(py - y) < 40 for px, py in places):
            y += 50
        return x, y

    def new_link(self) -> None:
        """Ask for the effect of the selected variable, or link two selected variables."""
        chosen = sorted(self.focus.looked.variables)
        if len(chosen) == 1:
            x, y = self.canvas.places().get(chosen[0], self._middle())
            self._ask_effect(chosen[0], (x + 130, y + 60))
        elif len(chosen) == 2:
            self.strokes.new_link(chosen[0], chosen[1])
        else:
            self.told.emit("Select the variable where the link starts.")

    def rename(self) -> None:
        """Ask for a new name for the selected variable."""
        for variable in sorted(self.focus.looked.variables)[:1]:
            self._ask_name(variable)

    def delete(self) -> None:
        """Delete the selected variables and links."""
        self.strokes.delete()

    def make_positive(self) -> None:
        """Mark the selected links as same direction (+)."""
        self.strokes.set_polarity("+")

    def make_negative(self) -> None:
        """Mark the selected links as opposite direction (-)."""
        self.strokes.set_polarity("-")

    def make_unknown(self) -> None:
        """Mark the sign of the selected links as unknown (?)."""
        self.strokes.set_polarity("?")

    def ask_delay(self) -> None:
        """Ask for the delay of the selected links."""
        if not self.focus.looked.links:
            self.told.emit("Select a link first.")
            return
        words = (
            "How long is the delay? For example 3min or 2 days.\n"
            "Leave this empty if you do not know. Type - to remove the delay."
        )
        text, is_taken = QInputDialog.getText(self.canvas, "Delay", words)
        if is_taken:
            self.strokes.set_delay(None if text.strip() == "-" else text.strip())

    def ask_note(self) -> None:
        """Ask for the note of the selected links."""
        links = sorted(self.focus.looked.links)
        if not links:
            self.told.emit("Select a link first.")
            return
        link = self.document.diagram.link(*links[0])
        now = " ".join(link.notes) if link else ""
        words = "Why does the cause have this effect?"
        text, is_taken = QInputDialog.getText(self.canvas, "Note", words, text=now)
        if is_taken and text != now:
            self.strokes.set_note(text.strip())

    def ask_title(self) -> None:
        """Ask for the title of the diagram."""
        now = self.document.diagram.title or ""
        words = "Title of the diagram:"
        text, is_taken = QInputDialog.getText(self.canvas, "Title", words, text=now)
        if is_taken and text.strip() != now:
            self.strokes.set_title(text.strip())

    def reverse(self) -> None:
        """Swap cause and effect of the selected links."""
        self.strokes.reverse()

    def toggle_stock(self) -> None:
        """Make the selected variables stocks, or ordinary variables again."""
        self.strokes.toggle_stock()

    def unbend(self) -> None:
        """Let the layout choose the bend of the selected link again."""
        link = chosen_link(self.focus)
        if link is not None:
            self.strokes.bend(*link, None)

    # -- selecting and copying --

    def select_all(self) -> None:
        """Select all variables."""
        self.focus.choose(self.canvas.places())

    def copy(self) -> None:
        """Copy the selected variables and the links between them to the clipboard as text."""
        chosen = sorted(self.focus.looked.variables)
        if chosen:
            QGuiApplication.clipboard().setText(verbs.copy_text(self.document.source, chosen))

    def paste(self) -> None:
        """Add the diagram from the clipboard; text in another format is converted."""
        from cld.io.pasting import pasted  # late: not needed to show a window

        found = pasted(QGuiApplication.clipboard().text())
        if found.text.strip():
            self.strokes.paste(found.text)
        if found.title:
            self.told.emit(f"Pasted {found.title} as a diagram.")

    def duplicate(self) -> None:
        """Add a copy of the selected variables and the links between them."""
        self.strokes.duplicate()
