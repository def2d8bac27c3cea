"""The answers of a push: where variables end up, and which parts come to rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cld.core.diagram import Ends

# How often the search for strengths with which a system settles begins, its steps from each
# beginning, and how many sets of strengths it tries at most.
BEGINNINGS, STEPS = 6, 600
MOST_TRIED = BEGINNINGS * STEPS

Direction = Literal[
    "higher", "lower", "unchanged", "either", "open", "no level", "no answer", "not decided"
]
PartVerdict = Literal[
    "settles", "can settle", "not seen to settle", "cannot settle", "no level", "not decided"
]


@dataclass(frozen=True, slots=True)
class PushedPart:
    """A part that a push reaches.

    `settles` by its signs alone, `can settle`, or `cannot settle` whatever the strengths; `not seen
    to settle` if no strengths were found with which it does; `no level` if it only adds up or
    passes on what it gets; `not decided` if it is too large. `stocks` are its stocks; `undamped` is
    true if it cannot settle because nothing damps it. Otherwise `filled` are the stocks that
    nothing empties: those of which one alone would let it settle if it fell by itself, else all.
    """

    names: tuple[str, ...]
    verdict: PartVerdict
    stocks: tuple[str, ...] = ()
    undamped: bool = False
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Push:
    """Where variables are, compared with before, after a push and when all has settled.

    Attributes
    ----------
    variable : the variable that is pushed up.
    held : True if it stays at the higher level, whatever its links bring.
    directions : for each variable that the push can reach, `higher`, `lower`, `unchanged`,
        `either` (higher or lower, as the strengths are), `open` (the signs alone do not decide),
        `no level` (it does not come to rest), `no answer` (no strengths were found with which it
        settles) or `not decided`.
    parts : the parts with loops or stocks that the push reaches, causes first.
    unsigned : the links without a sign that leave something open.
    kept : the stocks of each total that stays the same, and whether it is a plain sum.
    """

    variable: str
    held: bool
    directions: Mapping[str, Direction]
    parts: tuple[PushedPart, ...]
    unsigned: tuple[Ends, ...] = ()
    kept: tuple[tuple[tuple[str, ...], bool], ...] = ()

    def of(self, direction: Direction) -> tuple[str, ...]:
        """Return the variables with a direction, in file order."""
        return tuple(name for name, found in self.directions.items() if found == direction)
