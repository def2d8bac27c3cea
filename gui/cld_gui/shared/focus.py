"""The selection and the highlighted loops, which canvas, text and panels share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from PySide6.QtCore import QObject, Signal

from cld.core.diagram import Ends
from cld.core.rings import from_least

# The variables of a loop, in order from its first one, as in `Loop.variables`.
Ring = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """The selection and the highlighted loops.

    - `variables` and `links` are the selected ones, links by cause and effect.
    - `held` are the loops that stay highlighted, in order.
    - `hovered` is the loop that is highlighted while the pointer is on it.
    - `only` are the only loops with a badge, or None for the default ones.
    - `numbers` has a number for each loop in `held`. It does not change while the loop is
      highlighted, and determines its colour.
    """

    variables: frozenset[str] = frozenset()
    links: frozenset[Ends] = frozenset()
    held: tuple[Ring, ...] = ()
    hovered: Ring | None = None
    only: tuple[Ring, ...] | None = None
    numbers: tuple[int, ...] = ()

    def number(self, ring: Ring) -> int | None:
        """Return the number of a loop in `held`, None for other loops."""
        return self.numbers[self.held.index(ring)] if ring in self.held else None

    @property
    def lit(self) -> tuple[Ring, ...]:
        """All highlighted loops: those in `held`, and the one under the pointer."""
        extra = (self.hovered,) if self.hovered and self.hovered not in self.held else ()
        return (*self.held, *extra)


class Focus(QObject):
    """Keeps the selection and the highlighted loops, and emits `changed` when they change."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.looked = Looked()

    def choose(self, variables: Iterable[str] = (), links: Iterable[Ends] = ()) -> None:
        """Select these variables and links, and no others."""
        self._set(replace(self.looked, variables=frozenset(variables), links=frozenset(links)))

    def hover(self, ring: Ring | None) -> None:
        """Highlight a loop while the pointer is on it. None ends that."""
        self._set(replace(self.looked, hovered=ring))

    def hold(self, ring: Ring) -> None:
        """Highlight a loop, or clear its highlight."""
        held = self.looked.held
        self.hold_only(tuple(r for r in held if r != ring) if ring in held else (*held, ring))

    def hold_only(self, rings: Iterable[Ring]) -> None:
        """Highlight these loops and no others. Loops that are highlighted already keep their
        numbers."""
        held = tuple(dict.fromkeys(rings))
        kept = {ring: self.looked.number(ring) for ring in held}
        free = (number for number in count() if number not in kept.values())
        numbers = tuple([next(free) if kept[r] is None else kept[r] or 0 for r in held])
        self._set(replace(self.looked, held=held, numbers=numbers))

    def follow(self, rings: Iterable[Ring]) -> None:
        """After an edit: keep the loops that still exist and drop those that do not."""
        rings = tuple(rings)
        if self.looked.hovered is not None and self.looked.hovered not in rings:
            self.hover(None)
        looked = self.looked
        if (looked.held or looked.only) and not {*looked.held, *(looked.only or ())} <= {*rings}:
            now = {from_least(ring): ring for ring in rings}
            lit = (*looked.held, *(looked.only or ()))
            kept = {ring: now.get(from_least(ring)) for ring in lit}
            pairs = zip(looked.held, looked.numbers, strict=True)
            held = [(kept[ring], number) for ring, number in pairs if kept[ring]]
            only = looked.only and tuple(filter(None, (kept[ring] for ring in looked.only)))
            self._set(
                replace(
                    looked,
                    held=tuple(ring for ring, _ in held if ring),
                    numbers=tuple(number for _, number in held),
                    only=only or None,
                )
            )

    def release(self) -> None:
        """Clear all highlighted loops."""
        self._set(replace(self.looked, held=(), hovered=None, only=None, numbers=()))

    def show_only(self, rings: Iterable[Ring] | None) -> None:
        """Show only the badges of these loops. None shows the default ones."""
        self._set(replace(self.looked, only=None if rings is None else tuple(rings)))

    def _set(self, looked: Looked) -> None:
        if looked != self.looked:
            self.looked = looked
            self.changed.emit(looked)
