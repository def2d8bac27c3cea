"""What a template of an archetype is made of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from cld.core.diagram import LoopType, Polarity
from cld.loops.loop import loop_type

TemplateArc = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class TemplateRing:
    """A loop of a template: the roles it passes, and what it does there."""

    roles: tuple[str, ...]
    does: str

    @property
    def arcs(self) -> tuple[TemplateArc, ...]:
        """From role to role, once round."""
        return (*pairwise(self.roles), (self.roles[-1], self.roles[0]))


@dataclass(frozen=True, slots=True, eq=False)
class Wait:
    """A delay the template wants on one of some arcs, and why."""

    arcs: tuple[TemplateArc, ...]
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A role from outside that the template wants to lead to another role.

    A limit also counts as given by what a variable on the ring says of itself; a plain role
    (`limit` False) must lead there with the sign `+`.
    """

    role: str
    on: str
    ring: int
    limit: bool
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """An archetype as signed paths between roles.

    `arcs` gives the sign of the path from role to role, `rings` all loops the arcs form.
    A role in `turns` may be counted the other way round (room left in place of crowding):
    all its signs turn then, and no loop changes its type. `limits_needed` says how many of
    the bounds must be there. `mirror` names two rings that stand for the two sides of a
    template, either of which may be called the first. `rule` names a further condition, which
    `judge` knows.
    """

    name: str
    arcs: dict[TemplateArc, Polarity]
    rings: tuple[TemplateRing, ...]
    levers: tuple[str, ...]
    waits: tuple[Wait, ...] = ()
    bounds: tuple[Bound, ...] = ()
    limits_needed: int = 0
    turns: frozenset[str] = frozenset()
    mirror: tuple[int, int] | None = None
    rule: str = ""

    def type_of(self, ring: TemplateRing) -> LoopType:
        """R or B for one of the rings, by the signs of its arcs."""
        return loop_type(self.arcs[arc] for arc in ring.arcs)


def read_arcs(text: str) -> dict[TemplateArc, Polarity]:
    """Read arcs as the table of archetypes writes them.

    >>> read_arcs("gap>action+, actual>gap-")
    {('gap', 'action'): '+', ('actual', 'gap'): '-'}
    """
    read: dict[TemplateArc, Polarity] = {}
    for part in text.split(","):
        cause, effect = part.strip()[:-1].split(">")
        read[cause, effect] = "-" if part.endswith("-") else "+"
    return read


def read_ring(text: str, does: str) -> TemplateRing:
    """Read a ring: `ring("gap > action > actual", "closes the gap")`."""
    return TemplateRing(tuple(text.split(" > ")), does)
