"""What is looked at: chosen variables and links, lit loops; canvas, text and panels share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from PySide6.QtCore import QObject, Signal

from cld.core.diagram import Ends
from cld.core.rings import from_least

# A loop by its variables, in its order and from its first one, as `Loop.variables`.
Ring = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """Chosen variables and links (by cause and effect); loops that are held lit, in order, and
    the one that is lit while the pointer is over it; the only loops shown, or None for all.

    `numbers` has for each held loop a number that stays while it is held: its colour."""

    variables: frozenset[str] = frozenset()
    links: frozenset[Ends] = frozenset()
    held: tuple[Ring, ...] = ()
    hovered: Ring | None = None
    only: tuple[Ring, ...] | None = None
    numbers: tuple[int, ...] = ()

    def number(self, ring: Ring) -> int | None:
        """Return the number of a held loop, None for one that is not held."""
        return self.numbers[self.held.index(ring)] if ring in self.held else None

    @property
    def lit(self) -> tuple[Ring, ...]:
        """The loops that are lit: those held, and the one pointed at."""
        extra = (self.hovered,) if self.hovered and self.hovered not in self.held else ()
        return (*self.held, *extra)


class Focus(QObject):
    """Tells everyone when what is looked at changes."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.looked = Looked()

    def choose(self, variables: Iterable[str] = (), links: Iterable[Ends] = ()) -> None:
        """Choose these variables and links, and no others."""
        self._set(replace(self.looked, variables=frozenset(variables), links=frozenset(links)))

    def hover(self, ring: Ring | None) -> None:
        """Light a loop while it is pointed at."""
        self._set(replace(self.looked, hovered=ring))

    def hold(self, ring: Ring) -> None:
        """Keep a loop lit, or let it go."""
        held = self.looked.held
        self.hold_only(tuple(r for r in held if r != ring) if ring in held else (*held, ring))

    def hold_only(self, rings: Iterable[Ring]) -> None:
        """Keep these loops lit, and no others; those that were keep their numbers."""
        held = tuple(dict.fromkeys(rings))
        kept = {ring: self.looked.number(ring) for ring in held}
        free = (number for number in count() if number not in kept.values())
        numbers = tuple([next(free) if kept[r] is None else kept[r] or 0 for r in held])
        self._set(replace(self.looked, held=held, numbers=numbers))

    def follow(self, rings: Iterable[Ring]) -> None:
        """After an edit: go on with the loops there are now, and let go those that are gone."""
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
        """Let all loops go."""
        self._set(replace(self.looked, held=(), hovered=None, only=None, numbers=()))

    def show_only(self, rings: Iterable[Ring] | None) -> None:
        """Show the badges of these loops only; None shows the usual ones."""
        self._set(replace(self.looked, only=None if rings is None else tuple(rings)))

    def _set(self, looked: Looked) -> None:
        if looked != self.looked:
            self.looked = looked
            self.changed.emit(looked)
