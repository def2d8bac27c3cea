"""The distance of two causal maps, link by link: the distance ratios from the literature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from cld.core.diagram import Diagram, Ends, Polarity

# An unknown sign is neither `+` nor `-`; these measures have no value in between.
SIGNS: dict[Polarity, float] = {"+": 1.0, "-": -1.0, "?": 0.0}


@dataclass(frozen=True)
class Map:
    """A causal map: nodes, and links between them with their strengths.

    A strength of 0 means no link. Links may end at names that are not nodes of the
    map: if all maps share an outcome, studies leave it out of the list of nodes but keep its links.

    >>> Map(("A", "B"), (("A", "B", -2.0),)).strength[("A", "B")]
    -2.0
    """

    nodes: tuple[str, ...]
    links: tuple[tuple[str, str, float], ...] = ()

    @cached_property
    def strength(self) -> dict[Ends, float]:
        """The strengths of the links by their ends."""
        return {(cause, effect): strength for cause, effect, strength in self.links if strength}

    @property
    def size(self) -> int:
        """The number of links from one node to another."""
        return sum(cause != effect for cause, effect in self.strength)


def map_of(diagram: Diagram) -> Map:
    """Return the map of a diagram: `+` is 1, `-` is -1, and `?` is 0, as if the link did not exist.

    Two diagrams are compared under common names, see `cld.grade.measures.renamed`.

    >>> from cld.language.source import source_of
    >>> map_of(source_of("A (+)-> B (-)-> C (?)-> A").diagram).strength
    {('A', 'B'): 1.0, ('B', 'C'): -1.0}
    """
    links = tuple((link.cause, link.effect, SIGNS[link.polarity]) for link in diagram.links)
    return Map(tuple(variable.name for variable in diagram.variables), links)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The nodes of two maps: those in both, and how many are in only one."""

    common: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]

    @property
    def p(self) -> int:
        """The number of nodes in both."""
        return len(self.common)

    @property
    def unique(self) -> int:
        """The number of nodes in only one map, u1 + u2."""
        return len(self.first) + len(self.second)

    @property
    def places(self) -> int:
        """The ordered pairs of nodes of one map that are not both in both maps, X."""
        ones, others = len(self.first), len(self.second)
        return 2 * self.p * self.unique + ones * ones + others * others

    def shared(self, ends: Ends) -> bool:
        """Whether both ends are in both maps."""
        return ends[0] in self.common and ends[1] in self.common

    def possible(self, ends: Ends) -> bool:
        """Whether both ends are nodes of the same map."""
        return any(
            all(end in self.common or end in own for end in ends)
            for own in (self.first, self.second)
        )


def _sides(one: Map, other: Map) -> _Sides:
    first, second = frozenset(one.nodes), frozenset(other.nodes)
    return _Sides(first & second, first - second, second - first)


def _sum(
    one: Map,
    other: Map,
    difference: Callable[[Ends, float, float], float],
    to_itself: bool = False,
) -> float:
    """The sum of differences over all places where one of the maps has a link. Links from a node to
    itself are included only on request."""
    return fsum(
        difference(ends, one.strength.get(ends, 0.0), other.strength.get(ends, 0.0))
        for ends in dict.fromkeys((*one.strength, *other.strength))
        if to_itself or ends[0] != ends[1]
    )


def _sign(strength: float) -> int:
    return (strength > 0) - (strength < 0)


def _signs_apart(ends: Ends, one: float, other: float) -> float:
    return abs(_sign(one) - _sign(other))


def _ratio(part: float, whole: float) -> float:
    """A share; 0 if a link has no possible place, because then nothing can differ."""
    return part / whole if whole > 0 else 0.0


def d1(one: Map, other: Map) -> int:
    """Return D1, the sum of the differences of signs: 1 for a link that only one map has, 2 for one
    with opposite signs. Links from a node to itself do not count, here and in the ratios of the
    same authors.

    References
    ----------
    K. Langfield-Smith, A. Wirth, Measuring differences between cognitive maps, J. Oper. Res.
    Soc. 43(12), 1992.

    >>> d1(Map(("A", "B"), (("A", "B", 1),)), Map(("A", "B"), (("A", "B", -1), ("B", "A", 1))))
    3
    """
    return int(_sum(one, other, _signs_apart))


def d6(one: Map, other: Map) -> float:
    """Return D6, the sum D1 as a share of its greatest possible value for maps of these nodes.

    With p nodes in both maps and u1 and u2 in only one, that value is 2p² + X − (2p + u1 + u2),
    where X = 2p(u1 + u2) + u1² + u2². The result is 0 if the maps are the same or have no place for
    a link, and never above 1 if links end at nodes of their map.

    References
    ----------
    K. Langfield-Smith, A. Wirth 1992, as in `d1`.

    >>> d6(Map(("A", "B"), (("A", "B", 1),)), Map(("A", "B"), (("A", "B", -1), ("B", "A", 1))))
    0.75
    """
    return _ratio(d1(one, other), _most(_sides(one, other), 2.0))


def _most(sides: _Sides, k: float) -> float:
    return k * sides.p**2 + sides.places - (k * sides.p + sides.unique)


def d12(one: Map, other: Map, strongest: float = 1.0) -> float:
    """Return D12: like D6, but by strengths if both ends of a link are in both maps.

    `strongest` is the greatest strength a link may have, m. If all strengths are within ±m and
    links end at nodes of their map, the ratio is never above 1. The greatest possible sum is kp² +
    X − (kp + u1 + u2) with k = 2m.

    References
    ----------
    K. Langfield-Smith, A. Wirth 1992, as in `d1`.

    >>> d12(Map(("A", "B"), (("A", "B", 3),)), Map(("A", "B"), (("A", "B", 1),)), strongest=3)
    0.16666666666666666
    """
    sides = _sides(one, other)
    return _ratio(_strengths_apart(one, other, sides), _most(sides, 2 * strongest))


def _strengths_apart(one: Map, other: Map, sides: _Sides) -> float:
    def difference(ends: Ends, a: float, b: float) -> float:
        return abs(a - b) if sides.shared(ends) else _signs_apart(ends, a, b)

    return _sum(one, other, difference)


def d12a2(one: Map, other: Map, strongest: float = 1.0) -> float:
    """Return D12 adjusted by the numbers of links, A1 and A2: (Σ + |A1 − A2|) / (max(A1, A2) + the
    greatest possible Σ), with Σ and `strongest` as in `d12`.

    References
    ----------
    K. Langfield-Smith, A. Wirth 1992, as in `d1`.

    >>> d12a2(Map(("A", "B"), (("A", "B", 3),)), Map(("A", "B")), strongest=3)
    0.3076923076923077
    """
    sides = _sides(one, other)
    apart = _strengths_apart(one, other, sides) + abs(one.size - other.size)
    return _ratio(apart, max(one.size, other.size) + _most(sides, 2 * strongest))


@dataclass(frozen=True, slots=True)
class Weights:
    """The parameters that Markóczy and Goldberg leave open, with their defaults.

    `alpha` 1: no node can have a link to itself, and existing ones do not count; 0: nodes can, and
    the links count. `beta`: the greatest strength. `gamma` 0: links at nodes of only one map do not
    count; 1: existing ones count 1; 2: every possible one counts 1. `delta`: the addition for
    opposite signs. `epsilon`: the number of signs, 2 or 1.
    """

    alpha: int = 1
    beta: float = 3.0
    gamma: int = 1
    delta: float = 0.0
    epsilon: int = 2


DEFAULTS = Weights()


def distance_ratio(one: Map, other: Map, weights: Weights = DEFAULTS) -> float:
    """Return the distance ratio of Markóczy and Goldberg: 0 is the same, 1 the greatest distance.

    With `beta` 1 and signs as strengths it equals D6. If strengths are within ±`beta`, links end at
    nodes of their map, and `epsilon` is 2, it is never above 1.

    References
    ----------
    L. Markóczy, J. Goldberg, A method for eliciting and comparing causal maps, J. Manage.
    21(2), 1995.

    >>> distance_ratio(Map(("A", "B"), (("A", "B", 3),)), Map(("A", "B"), (("A", "B", -2),)))
    0.4166666666666667
    """
    sides = _sides(one, other)
    alpha, gamma, delta = weights.alpha, weights.gamma, weights.delta

    def difference(ends: Ends, a: float, b: float) -> float:
        if not sides.shared(ends) and sides.possible(ends):
            return float(gamma == 1)  # others follow from how many nodes there are
        return abs(a - b) + (delta if a * b < 0 else 0.0)

    apart = _sum(one, other, difference, to_itself=alpha == 0)
    if gamma not in (0, 1):
        apart += sides.places - alpha * sides.unique
    within = weights.epsilon * weights.beta + delta
    beyond = int(gamma != 0)
    diagonal = alpha * (within * sides.p + beyond * sides.unique)
    return _ratio(apart, within * sides.p**2 + beyond * sides.places - diagonal)
