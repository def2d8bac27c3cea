"""The actions of the menu View: zoom, select, clear the selection."""

from __future__ import annotations

from cld_gui.canvas.canvas import Canvas
from cld_gui.document.document import Document
from cld_gui.shared.focus import Focus

ZOOM = 1.25


class ViewActions:
    """Zooms the canvas and changes the selection."""

    def __init__(self, document: Document, focus: Focus, canvas: Canvas) -> None:
        self.document, self.focus, self.canvas = document, focus, canvas

    def fit(self) -> None:
        """Show the whole picture."""
        self.canvas.fit()

    def zoom_in(self) -> None:
        """Zoom in."""
        self.canvas.zoom(ZOOM)

    def zoom_out(self) -> None:
        """Zoom out."""
        self.canvas.zoom(1 / ZOOM)

    def zoom_actual(self) -> None:
        """Zoom to 100%, where a point of the picture is one pixel."""
        self.canvas.zoom_to(1.0)

    def next_variable(self) -> None:
        """Select the next variable."""
        self._step(1)

    def previous_variable(self) -> None:
        """Select the previous variable."""
        self._step(-1)

    def _step(self, by: int) -> None:
        names = [v.name for v in self.document.diagram.variables]
        chosen = [n for n, name in enumerate(names) if name in self.focus.looked.variables]
        if names:
            number = (chosen[0] + by if chosen else min(by, 0)) % len(names)
            self.focus.choose({names[number]})
            self.canvas.show_at(("variable", names[number]))

    def next_link(self) -> None:
        """Select the next link: of the selected variable, if there is one."""
        looked = self.focus.looked
        links = [link.ends for link in self.document.diagram.links]
        chosen = [n for n, link in enumerate(links) if link in looked.links]
        near = [n for n, link in enumerate(links) if set(link) & looked.variables]
        number = near[0] if near else (chosen[0] + 1) % len(links) if chosen else 0
        if links:
            self.focus.choose((), {links[number]})
            self.canvas.show_at(("link", *links[number]))

    def let_go(self) -> bool:
        """Cancel the current gesture; else clear all highlighted loops; else clear the
        selection. Return whether there was anything to cancel or clear."""
        looked = self.focus.looked
        if self.canvas.cancel():
            return True
        if looked.lit or looked.only is not None:
            self.focus.release()
            return True
        self.focus.choose()
        return bool(looked.variables or looked.links)
