"""The aims of a layout: the sizes of names, the loops to draw round, the wanted distances."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cld.core.diagram import Diagram
from cld.loops.components import components
from cld.loops.loop import Loop
from cld.picture.arcs import Numbers
from cld.picture.fonts import LINE, width, wrapped
from cld.picture.incidence import Ties

# The limits on loops that are drawn round: their number, and the number of their variables.
MOST_LOOPS, LONGEST_LOOP = 14, 12
# The least length of a link, from centre to centre; greater in diagrams of many variables, whose
# names get in each other's way.
SHORTEST, SHORTEST_OF_MANY, MANY = 150.0, 220.0, 120
# Around a variable with more neighbours than this, links are longer, by this part for each more.
FEW_LINKS, HUB = 6, 0.04
# How much the length of a link counts that is on no loop; of others 1.
OUTSIDE_WEIGHT = 0.35
# A stock is in a box, which needs space around its name.
STOCK_ROOM = 6.0
# The bend of a link that is on no round loop, and of both links of a two-way pair.
LITTLE_BEND, PAIR_BEND = 0.12, 0.42
# A bend in the file is in percent of the line between both ends; the limit is half a circle.
MOST_SET = 50.0
# The bend for a two-way pair without any other variables: a circle.
LONE_PAIR_BEND = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The aims of a layout; variables and links are given by their place in the diagram.

    `links` are those between two variables; `loops` are the places of their variables, in order,
    and `loop_of` is for each link the shortest loop shown that contains it, or -1. `wide` and
    `high` are half the size of each name's box. `wanted` contains distances for pairs that are
    linked or on one loop, 0 for others, `weight` how much they count; `apart` is the distance that
    others should keep from each other. `pair` is the link back of each link, or -1; `outside` says
    of each link whether it is on no loop of the diagram. `at` contains
    the places and `bends` the bends that the file sets; these are never changed. `ties` is the
    incidence of variables, links and loops.
    """

    names: tuple[str, ...]
    links: tuple[tuple[int, int], ...]
    loops: tuple[tuple[int, ...], ...]
    loop_of: tuple[int, ...]
    pair: tuple[int, ...]
    outside: tuple[bool, ...]
    wide: Numbers
    high: Numbers
    unit: float
    wanted: Numbers
    weight: Numbers
    apart: Numbers
    at: dict[int, tuple[float, float]]
    bends: dict[int, float]
    ties: Ties

    @property
    def pair_bend(self) -> float:
        """The bend of both links of a two-way pair."""
        return LONE_PAIR_BEND if len(self.names) == 2 else PAIR_BEND


def plan(diagram: Diagram, loops: Sequence[Loop]) -> Plan:
    """Return the aims of a layout of a diagram.

    Parameters
    ----------
    diagram : the diagram to draw.
    loops : loops to draw round, the most important first; long ones are left out.
    """
    names = tuple(variable.name for variable in diagram.variables)
    index = {name: place for place, name in enumerate(names)}
    links = tuple(
        (index[link.cause], index[link.effect])
        for link in diagram.links
        if link.cause != link.effect
    )
    shown = tuple(
        tuple(index[name] for name in loop.variables)
        for loop in loops
        if 1 < len(loop.links) <= LONGEST_LOOP
    )[:MOST_LOOPS]
    wide, high = _sizes(diagram)
    least = SHORTEST_OF_MANY if len(names) > MANY else SHORTEST
    unit = max(least, 2 * float(wide.mean()) + 80) if names else least
    loop_of = _loop_of(links, shown)
    outside = _outside(len(names), links)
    wanted, weight = _wanted(links, shown, loop_of, wide, unit)
    for (a, b), is_outside in zip(links, outside, strict=True):
        if is_outside:
            weight[a, b] = weight[b, a] = OUTSIDE_WEIGHT
    place = {ends: number for number, ends in enumerate(links)}
    pair = tuple(place.get((b, a), -1) for a, b in links)
    at = {index[v.name]: v.at for v in diagram.variables if v.at is not None}
    bends = _bends_set(diagram)
    apart = _apart(len(names), wanted, unit)
    ties = Ties(links, shown, loop_of, (wanted, weight, apart, unit))
    sizes = wide, high, unit
    aims = wanted, weight, apart
    return Plan(names, links, shown, loop_of, pair, outside, *sizes, *aims, at, bends, ties)


def _outside(size: int, links: Sequence[tuple[int, int]]) -> tuple[bool, ...]:
    """For each link, whether it is on no loop."""
    after: list[list[int]] = [[] for _ in range(size)]
    for a, b in links:
        after[a].append(b)
    part = {v: number for number, group in enumerate(components(after)) for v in group}
    return tuple(part.get(a, -1) != part.get(b, -2) for a, b in links)


def _bends_set(diagram: Diagram) -> dict[int, float]:
    """The bends that the file sets, by the place of each link among those between two variables."""
    links = [link for link in diagram.links if link.cause != link.effect]
    return {
        number: max(-MOST_SET, min(MOST_SET, link.bend)) / 100
        for number, link in enumerate(links)
        if link.bend is not None
    }


def _sizes(diagram: Diagram) -> tuple[Numbers, Numbers]:
    wide, high = [], []
    for variable in diagram.variables:
        lines = wrapped(variable.name)
        room = STOCK_ROOM if variable.kind == "stock" else 0.0
        wide.append(max(map(width, lines)) / 2 + 3 + room)
        high.append(LINE * len(lines) / 2 + 1 + room / 2)
    return np.array(wide), np.array(high)


def _loop_of(links: Sequence[tuple[int, int]], loops: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    found: dict[tuple[int, int], int] = {}
    for number in sorted(range(len(loops)), key=lambda number: -len(loops[number])):
        loop = loops[number]
        for ends in zip(loop, (*loop[1:], loop[0]), strict=True):
            found[ends] = number
    return tuple(found.get(ends, -1) for ends in links)


def _wanted(
    links: Sequence[tuple[int, int]],
    loops: Sequence[tuple[int, ...]],
    loop_of: Sequence[int],
    wide: Numbers,
    unit: float,
) -> tuple[Numbers, Numbers]:
    """The wanted distances: a link's length, and within a loop the chords of a circle."""
    size = len(wide)
    wanted, weight = np.zeros((size, size)), np.zeros((size, size))
    mean = float(wide.mean()) if size else 1.0
    length = {}
    hub = [1.0 + HUB * max(0, near - FEW_LINKS) for near in _neighbours(size, links)]
    for (a, b), loop in zip(links, loop_of, strict=True):
        long = unit * (0.55 + 0.45 * float(wide[a] + wide[b]) / (2 * mean)) * max(hub[a], hub[b])
        length[a, b] = long * (1.0 if loop >= 0 else 0.82)
        wanted[a, b] = wanted[b, a] = length[a, b]
        weight[a, b] = weight[b, a] = 1.0
    for round_ in sorted(loops, key=len, reverse=True):
        count = len(round_)
        if count < 3:
            continue
        steps = list(zip(round_, (*round_[1:], round_[0]), strict=True))
        mean_length = sum(length[ends] for ends in steps) / count
        mean_length *= 1.12 if count == 3 else 1.0
        for i in range(count):
            for j in range(i + 1, count):
                a, b = round_[i], round_[j]
                chord = math.sin(math.pi * (j - i) / count) / math.sin(math.pi / count)
                wanted[a, b] = wanted[b, a] = mean_length * chord
                weight[a, b] = weight[b, a] = max(float(weight[a, b]), 3.0 / count)
    return wanted, weight


def _neighbours(size: int, links: Sequence[tuple[int, int]]) -> list[int]:
    """The number of variables that each one is linked to."""
    near: list[set[int]] = [set() for _ in range(size)]
    for a, b in links:
        near[a].add(b)
        near[b].add(a)
    return list(map(len, near))


def _apart(size: int, wanted: Numbers, unit: float) -> Numbers:
    """The lengths of the shortest paths between variables, along wanted distances."""
    found = np.full((size, size), 4.0 * unit)
    near = [[int(j) for j in np.nonzero(wanted[i])[0]] for i in range(size)]
    for start in range(size):
        found[start, start] = 0.0
        reached = {start: 0.0}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            for other in near[here]:
                if other not in reached:
                    reached[other] = reached[here] + float(wanted[here, other])
                    queue.append(other)
        for other, distance in reached.items():
            found[start, other] = distance
    return np.asarray(np.minimum(found, found.T))
