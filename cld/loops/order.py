"""The order in which a sweep takes the vertices, and how large it will be."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cld.loops.kernel import Adjacent

# What an open vertex multiplies the number of states by: one with ways in and out still to
# come may be untouched, used, a beginning or an end; one with only one of both may not.
# Fitted to the states of real models.
BOTH_WAYS, ONE_WAY = 3.0, 2.0
# So much work is put into trying beginnings: enough for all of some 60 vertices.
MOST_WORK = 60_000


@dataclass(frozen=True, slots=True)
class Order:
    """Vertices in the order of a sweep, and about how many states it will hold."""

    vertices: tuple[int, ...]
    states: float


def best_order(out: Adjacent, into: Adjacent, part: tuple[int, ...]) -> Order:
    """Return an order of the vertices of a part that keeps few of them open at a time.

    Greedy from several beginnings, those with few neighbours first: the next vertex is always
    the one after which the fewest states are to be expected.

    >>> links = {0: {1: 0}, 1: {2: 0}, 2: {3: 0}, 3: {0: 0}}
    >>> back = {1: {0: 0}, 2: {1: 0}, 3: {2: 0}, 0: {3: 0}}
    >>> best_order(links, back, (0, 1, 2, 3)).vertices
    (0, 1, 2, 3)
    """
    best: Order | None = None
    near = {vertex: {*out[vertex], *into[vertex]} for vertex in part}
    work = MOST_WORK
    for start in sorted(part, key=lambda vertex: (len(near[vertex]), vertex)):
        found = _Greedy(out, into, near, start).run(best.states if best else math.inf)
        if found is not None and (best is None or found.states < best.states):
            best = found
        work -= len(part) * sum(map(len, near.values())) // 8
        if work < 0:
            break
    assert best is not None
    return best


class _Greedy:
    def __init__(
        self, out: Adjacent, into: Adjacent, near: dict[int, set[int]], start: int
    ) -> None:
        self.out, self.into, self.near, self.start = out, into, near, start
        self.ways_in = {vertex: len(into[vertex]) for vertex in near}
        self.ways_out = {vertex: len(out[vertex]) for vertex in near}

    def run(self, enough: float) -> Order | None:
        """Return the order from this beginning, or None once it is worse than `enough`."""
        order: list[int] = []
        done: set[int] = set()
        waiting = {self.start}
        height = total = 0.0
        while waiting:
            growth, vertex = min((self._growth(vertex, done), vertex) for vertex in waiting)
            waiting.discard(vertex)
            order.append(vertex)
            done.add(vertex)
            for effect in self.out[vertex]:
                self.ways_in[effect] -= 1
            for cause in self.into[vertex]:
                self.ways_out[cause] -= 1
            waiting |= self.near[vertex] - done
            height += growth
            total += math.exp(min(height, 500.0))
            if total >= enough:
                return None
        return Order(tuple(order), total)

    def _growth(self, vertex: int, done: set[int]) -> float:
        """By how much the logarithm of the states grows when a vertex is taken next."""
        growth = _height(self.ways_in[vertex], self.ways_out[vertex])
        for other in self.near[vertex] & done:
            ways_in, ways_out = self.ways_in[other], self.ways_out[other]
            growth -= _height(ways_in, ways_out)
            ways_in -= other in self.out[vertex]
            ways_out -= other in self.into[vertex]
            growth += _height(ways_in, ways_out)
        return growth


_LOG_BOTH, _LOG_ONE = math.log(BOTH_WAYS), math.log(ONE_WAY)


def _height(ways_in: int, ways_out: int) -> float:
    if ways_in and ways_out:
        return _LOG_BOTH
    return _LOG_ONE if ways_in or ways_out else 0.0
