"""Turns drawing into edits of the text: each stroke calls a verb and applies its edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cld.core.diagram import Ends, Polarity, VariableKind
from cld.language.source import Source
from cld.picture.picture import Point
from cld_gui.document.document import Document
from cld_gui.shared.focus import Focus
from cld_gui.shared.late import late

if TYPE_CHECKING:
    from cld.edit import verbs
    from cld.edit.change import TextChange
    from cld.loops.loop import Loop
else:
    verbs = late("cld.edit.verbs")
    TextChange = Any


Verb = Callable[[Source], TextChange]


class Strokes(QObject):
    """Applies drawing to the text of a document. `refused` gives the reason if that fails."""

    refused = Signal(str)

    def __init__(self, document: Document, focus: Focus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._focus = document, focus

    def do(self, *steps: Verb) -> bool:
        """Apply the changes in order, as one undo step. Return whether all succeeded.

        If nothing changes, no undo step is added.
        """
        begun, stack = False, self._document.stack
        problem = ""
        for step in steps:
            change = step(self._document.source)
            problem = change.problem
            if problem:
                break
            if change.edits and len(steps) > 1 and not begun:
                more = len(steps) - 1
                stack.beginMacro(f"{change.label} and {more:,} more")
                begun = True
            self._document.apply(change.edits, change.label)
        if begun:
            stack.endMacro()
        if problem:
            self.refused.emit(problem)
        return not problem

    # -- variables --

    def new_variable(self, name: str, at: Point) -> None:
        """Add a variable at a place."""
        spot = round(at[0]), round(at[1])
        if self.do(lambda source: verbs.add_variable(source, name, spot)):
            self._focus.choose({name})

    def rename(self, old: str, new: str) -> None:
        """Rename a variable everywhere."""
        if new != old and self.do(lambda source: verbs.rename_variable(source, old, new)):
            self._focus.choose({new})

    def toggle_stock(self) -> None:
        """Make the selected variables stocks, or ordinary variables again."""
        kinds = {v.name: v.kind for v in self._document.diagram.variables}
        chosen = [name for name in kinds if name in self._focus.looked.variables]
        kind: VariableKind = (
            "auxiliary" if all(kinds[name] == "stock" for name in chosen) else "stock"
        )
        self.do(*(partial(verbs.set_kind, name=name, kind=kind) for name in chosen))

    def put(self, places: Mapping[str, Point]) -> None:
        """Pin variables at the places to which they were dragged."""
        if places:
            whole = {name: (float(round(x)), float(round(y))) for name, (x, y) in places.items()}
            self.do(lambda source: verbs.place(source, whole))

    def free(self) -> None:
        """Unpin the selected variables, or all if none is selected."""
        names = self._focus.looked.variables or {v.name for v in self._document.diagram.variables}
        self.do(lambda source: verbs.unplace(source, sorted(names)))

    # -- links --

    def new_link(self, cause: str, effect: str, at: Point | None = None) -> None:
        """Add a link. If its effect is a new variable, add that at a place."""
        known = {v.name for v in self._document.diagram.variables}
        steps: list[Verb] = [lambda source: verbs.add_link(source, cause, effect)]
        if at is not None and effect not in known:
            spot = float(round(at[0])), float(round(at[1]))
            steps.append(lambda source: verbs.place(source, {effect: spot}))
        if self.do(*steps):
            self._focus.choose((), {(cause, effect)})

    def set_polarity(self, polarity: Polarity) -> None:
        """Set the sign of the selected links."""
        links = sorted(self._focus.looked.links)
        if links:
            self.do(lambda source: verbs.set_polarity(source, links, polarity))

    def set_delay(self, delay: str | None) -> None:
        """Set the delay of the selected links: "" for an unknown length, None for no delay."""
        links = sorted(self._focus.looked.links)
        self.do(*(partial(_delayed, link=link, delay=delay) for link in links))

    def set_note(self, note: str) -> None:
        """Set the note of the selected links, "" to remove it."""
        links = sorted(self._focus.looked.links)
        self.do(*(partial(_noted, link=link, note=note) for link in links))

    def reverse(self) -> None:
        """Swap cause and effect of the selected links."""
        links = sorted(self._focus.looked.links)
        if self.do(
            *(partial(verbs.reverse, cause=cause, effect=effect) for cause, effect in links)
        ):
            self._focus.choose((), {(effect, cause) for cause, effect in links})

    def bend(self, cause: str, effect: str, bend: float | None) -> None:
        """Set the bend of a link, as a fraction of its chord. None leaves it to the layout."""
        percent = None if bend is None else float(round(100 * bend))
        self.do(lambda source: verbs.set_bend(source, cause, effect, percent))

    # -- both --

    def delete(self) -> None:
        """Delete the selected variables and links."""
        looked = self._focus.looked
        if looked.variables or looked.links:
            names, links = sorted(looked.variables), sorted(looked.links)
            if self.do(lambda source: verbs.delete(source, names, links)):
                self._focus.choose()

    def paste(self, text: str) -> None:
        """Add a fragment of a diagram. Variables whose names are in use get new ones."""
        before = {v.name for v in self._document.diagram.variables}
        if self.do(lambda source: verbs.paste(source, text)):
            after = {v.name for v in self._document.diagram.variables}
            self._focus.choose(after - before)

    def duplicate(self) -> None:
        """Add a copy of the selected variables and the links between them."""
        chosen = sorted(self._focus.looked.variables)
        before = {v.name for v in self._document.diagram.variables}
        if chosen and self.do(lambda source: verbs.duplicate(source, chosen)):
            after = {v.name for v in self._document.diagram.variables}
            self._focus.choose(after - before)

    def set_title(self, title: str) -> None:
        """Set the title of the diagram, or remove it."""
        self.do(lambda source: verbs.set_title(source, title))

    def name_loop(self, loop: Loop, name: str) -> None:
        """Set the name of a loop, or remove it."""
        self.do(lambda source: verbs.name_loop(source, loop, name))

    def align(self, axis: int) -> None:
        """Align the selected variables in a row (axis 1) or in a column (axis 0)."""
        places = self._chosen_places()
        if len(places) > 1:
            middle = sum(spot[axis] for spot in places.values()) / len(places)
            self.put({v: _with(spot, axis, middle) for v, spot in places.items()})

    def distribute(self, axis: int) -> None:
        """Space the selected variables evenly across (axis 0) or down (axis 1)."""
        places = self._chosen_places()
        if len(places) > 2:
            order = sorted(places, key=lambda v: places[v][axis])
            first, last = places[order[0]][axis], places[order[-1]][axis]
            step = (last - first) / (len(order) - 1)
            self.put({v: _with(places[v], axis, first + n * step) for n, v in enumerate(order)})

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected variables by a small distance."""
        self.put({v: (x + dx, y + dy) for v, (x, y) in self._chosen_places().items()})

    def _chosen_places(self) -> dict[str, Point]:
        chosen = self._focus.looked.variables
        names = self._document.picture.names
        return {name.variable: name.centre for name in names if name.variable in chosen}


def _delayed(source: Source, link: Ends, delay: str | None) -> TextChange:
    return verbs.set_delay(source, link[0], link[1], delay)


def _noted(source: Source, link: Ends, note: str) -> TextChange:
    return verbs.set_note(source, link[0], link[1], note)


def chosen_link(focus: Focus) -> Ends | None:
    """Return the selected link if exactly one is selected, else None."""
    return next(iter(focus.looked.links)) if len(focus.looked.links) == 1 else None


def _with(spot: Point, axis: int, value: float) -> Point:
    return (value, spot[1]) if axis == 0 else (spot[0], value)
