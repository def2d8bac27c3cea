"""The parts of an archetype template."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from cld.core.diagram import LoopType, Polarity
from cld.loops.loop import loop_type
from cld.patterns.cues import NO_CUES, Cues
from cld.sentences.sentence import Sentence

TemplateArc = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class TemplateRing:
    """A loop of a template: the roles it passes, and its effect."""

    roles: tuple[str, ...]
    does: Sentence

    @property
    def arcs(self) -> tuple[TemplateArc, ...]:
        """The arcs from role to role, once around the loop."""
        return (*pairwise(self.roles), (self.roles[-1], self.roles[0]))


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """The path of a template that takes less time, and the one that takes more.

    A match whose marks say the opposite is rejected. With `unlimited`, this applies only if both
    are marked and no limit is stated: a stated limit may be felt at any time.
    """

    sooner: tuple[TemplateArc, ...]
    later: tuple[TemplateArc, ...]
    unlimited: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Wait:
    """A delay that the template expects on one of some arcs, to satisfy its orders in time."""

    arcs: tuple[TemplateArc, ...]
    why: Sentence


@dataclass(frozen=True, slots=True, eq=False)
class FromOutside:
    """Words for the name of an outside cause, and the signs by which it may lead to a role: more
    room means less of the slowing factor. A cause that only `fills` the role supports nothing by
    itself."""

    words: Cues
    signs: frozenset[int]
    fills: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A role for an outside cause, which the template expects to lead to another role.

    `said` is the sentence if a cause of such a name does, `missing` the one if none does. A limit
    is also given by the marks of a variable on the ring.
    """

    role: str
    on: str
    ring: int
    limit: bool
    named: tuple[FromOutside, ...]
    said: Sentence
    missing: Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """The variable in a role, or one on these arcs that touch it, has one of the words.

    More of it must mean more of the role; `falling` are words for the opposite (free tables, for
    crowding). With `either`, the direction does not matter. With `apart`, growth must press on it,
    and a word that also occurs in a variable of the first ring does not count. Without a role it
    may be any variable of the match, or the name of a loop.
    """

    words: Cues
    role: str = ""
    arcs: tuple[TemplateArc, ...] = ()
    falling: Cues = NO_CUES
    either: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LoopNamed:
    """The declared name of one ring has one of the words; the ring `beside` is declared too. With
    `apart`, a word that also occurs in a variable of the first ring does not count."""

    words: Cues
    ring: int
    beside: int | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Limited:
    """A bound of the template is stated, by more than a cause that only fills its role."""

    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class Delayed:
    """The marked delays show the orders of the template."""


@dataclass(frozen=True, slots=True, eq=False)
class GoalMarked:
    """The variable in a role has a goal."""

    role: str


@dataclass(frozen=True, slots=True, eq=False)
class TwoSides:
    """The names of the variables of A and B differ as the names of two sides do."""


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """A stated resource feeds both roles."""

    one: str
    other: str


Clue = Named | LoopNamed | Limited | Delayed | GoalMarked | TwoSides | Shared


@dataclass(frozen=True, slots=True, eq=False)
class Undrawn:
    """A link between two roles of the first ring, missing unless another path has its sign.

    `lacks` is the sentence on it, and takes roles by their names.
    """

    cause: str
    effect: str
    sign: int
    lacks: Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """An archetype as signed paths between roles.

    `arcs` gives the sign of the path from role to role, `rings` all loops that the arcs form. A
    role in `turns` may be counted in reverse (room left instead of crowding): then all its signs
    turn, and no loop changes its type. `mirror` names two rings for the two sides of a template,
    either of which may be the first. `rule` names a further condition, which `judge` knows.
    `undrawn` are links of the archetype that this way of drawing leaves out.

    Structure alone is too common to be reported: one of the sets in `support` must be complete.
    """

    name: str
    arcs: dict[TemplateArc, Polarity]
    rings: tuple[TemplateRing, ...]
    levers: tuple[Sentence, ...]
    support: tuple[tuple[Clue, ...], ...]
    waits: tuple[Wait, ...] = ()
    orders: tuple[Order, ...] = ()
    bounds: tuple[Bound, ...] = ()
    turns: frozenset[str] = frozenset()
    mirror: tuple[int, int] | None = None
    rule: str = ""
    undrawn: tuple[Undrawn, ...] = ()

    def type_of(self, ring: TemplateRing) -> LoopType:
        """R or B for one of the rings, by the signs of its arcs."""
        return loop_type(self.arcs[arc] for arc in ring.arcs)


def read_arcs(text: str) -> dict[TemplateArc, Polarity]:
    """Read arcs in the notation of the table of archetypes.

    >>> read_arcs("gap>action+, actual>gap-")
    {('gap', 'action'): '+', ('actual', 'gap'): '-'}
    """
    read: dict[TemplateArc, Polarity] = {}
    for part in text.split(","):
        cause, effect = part.strip()[:-1].split(">")
        read[cause, effect] = "-" if part.endswith("-") else "+"
    return read


def read_ring(text: str, does: Sentence) -> TemplateRing:
    """Read a ring: the roles in the order it passes them, as in `gap > action > actual`."""
    return TemplateRing(tuple(text.split(" > ")), does)


def read_way(text: str) -> tuple[TemplateArc, ...]:
    """Read a path from role to role.

    >>> read_way("gap > action > actual")
    (('gap', 'action'), ('action', 'actual'))
    """
    return tuple(pairwise(text.split(" > ")))
