"""Lists loops one by one: every loop, or those of least cost first."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count

from cld.loops.chains import Chains, Route
from cld.loops.dag import NOTHING, Dag, Node
from cld.loops.rounds import Routes, in_order, put_together

# A partial loop: its least cost, a number to break ties, the node it continues from, the links of
# the kernel so far, and, once these are complete, the place of each chain's path.
_Begun = tuple[int, int, Node, tuple[Node, ...], tuple[int, ...]]


@dataclass(eq=False)
class Lister:
    """Lists the paths of a root as cycles of links.

    Nodes from 1 to `chains` are paths of chains, later ones states of a sweep; `ends` gives cause
    and effect for those that are links of the kernel. `costs` has a cost for each link, not below
    0, `signs` has 1, -1, or 0 if the sign is unknown.
    """

    dag: Dag
    root: Node
    chains: int
    ends: dict[Node, tuple[int, int]]
    costs: Sequence[int]
    signs: Sequence[int]

    def __post_init__(self) -> None:
        self._chains = Chains(self.dag, self.costs, self.signs)
        self._counts, self._least = self._chains.counts, self._chains.least
        self._steps: dict[Node, list[tuple[int, Node, tuple[Node, ...]]]] = {}

    def every(self) -> Iterator[Route]:
        """Yield every loop, in arbitrary order."""
        pending: list[tuple[Node, tuple[Node, ...]]] = [(self.root, ())]
        alternatives = self.dag.alternatives
        while pending:
            node, taken = pending.pop()
            if node == NOTHING:
                yield from self._put_together(self._in_order(taken))
            elif node < self.chains:
                yield from self._put_together((node,))
            else:
                for way in alternatives[node]:
                    if len(way) == 1 and 0 < way[0] < self.chains:
                        yield from self._put_together(way)
                    else:
                        pending.append((way[0], way[1:] + taken))

    def best_first(self) -> Iterator[Route]:
        """Yield every loop, those of least cost first.

        Partial loops wait in order of the least cost they can reach, so only the loops that are
        yielded, and their beginnings, are ever visited.

        References
        ----------
        L. Huang and D. Chiang, Better k-best parsing, IWPT 2005.
        """
        order = count(0, -1)  # for equal cost the newest first: it is nearest to its end
        waiting: list[_Begun] = []
        if self._counts[self.root]:
            waiting.append((self._least[self.root], next(order), self.root, (), ()))
        while waiting:
            cost, _, node, taken, places = heapq.heappop(waiting)
            while not places and node >= self.chains:
                # One of the continuations costs nothing more: it is next, without waiting.
                onward: tuple[Node, tuple[Node, ...]] | None = None
                item: _Begun
                for dearer, first, others in self._further(node):
                    if dearer or onward is not None:
                        item = (cost + dearer, next(order), first, others + taken, ())
                        heapq.heappush(waiting, item)
                    else:
                        onward = first, others + taken
                if onward is None:
                    break
                node, taken = onward
            if not places and node < self.chains:
                taken = self._in_order(taken) if node == NOTHING else (node,)
                places = (0,) * len(taken)
            if places:
                yield self._chosen(cost, taken, places)
                for following in _next_places(places):
                    dearer_cost = self._dearer(cost, taken, places, following)
                    if dearer_cost is not None:
                        item = (dearer_cost, next(order), NOTHING, taken, following)
                        heapq.heappush(waiting, item)

    def drawn(self, draw: random.Random) -> Route:
        """Return one loop, each with the same probability; there must be at least one."""
        pending, chains = [self.root], []
        while pending:
            node = pending.pop()
            if 0 < node < self.chains:
                chains.append(node)
            elif node != NOTHING:
                pending += self._drawn_way(node, draw)
        parts = [self._drawn_chain(chain, draw) for chain in self._in_order(chains)]
        cost, sign, links = 0, 1, tuple(link for part in parts for link in part)
        for link in links:
            cost, sign = cost + self.costs[link], sign * self.signs[link]
        return cost, sign, links

    def _drawn_way(self, node: Node, draw: random.Random) -> Sequence[Node]:
        ways = self.dag.alternatives[node]
        left = draw.randrange(self._counts[node])
        for way in ways:
            left -= math.prod(self._counts[child] for child in way)
            if left < 0:
                return way
        return ways[-1]

    def _drawn_chain(self, chain: Node, draw: random.Random) -> list[int]:
        pending, links = [chain], []
        while pending:
            node = pending.pop()
            if node in self.dag.link_of:
                links.append(self.dag.link_of[node])
            else:
                pending += reversed(self._drawn_way(node, draw))
        return links

    def _further(self, node: Node) -> list[tuple[int, Node, tuple[Node, ...]]]:
        """The continuations of a partial loop from a state: how much each costs above the cheapest
        path, the state before, and the links of the kernel taken."""
        if node not in self._steps:
            self._steps[node] = [
                (sum(self._least[child] for child in way) - self._least[node], way[0], way[1:])
                for way in self.dag.alternatives[node]
                if all(self._counts[child] for child in way)
            ]
        return self._steps[node]

    def _in_order(self, taken: Sequence[Node]) -> tuple[Node, ...]:
        return in_order(taken, self.ends)

    def _put_together(self, round_: Sequence[Node]) -> Iterator[Route]:
        """Return every loop that passes these links of the kernel, path by path."""
        return put_together([self._ways(chain) for chain in round_])

    def _ways(self, chain: Node) -> Routes:
        if self._chains.is_small(chain):
            return self._chains.ways(chain)
        return partial(self._chains.each, chain)

    # -- best first --

    def _chosen(self, cost: int, round_: Sequence[Node], places: Sequence[int]) -> Route:
        sign = 1
        links: tuple[int, ...] = ()
        for chain, place in zip(round_, places, strict=True):
            way = self._chains.way(chain, place)
            if way is not None:
                sign, links = sign * way[1], links + way[2]
        return cost, sign, links

    def _dearer(
        self, cost: int, round_: Sequence[Node], before: Sequence[int], after: Sequence[int]
    ) -> int | None:
        """The cost of the next choice of paths, or None if there is no such path."""
        for chain, old, new in zip(round_, before, after, strict=True):
            if old != new:
                last, way = self._chains.way(chain, old), self._chains.way(chain, new)
                return cost + way[0] - last[0] if way is not None and last is not None else None
        return None


def _next_places(places: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the choices that follow one, each choice following exactly one other: the place that
    was raised last is raised further, or one behind it."""
    last = max((i for i, place in enumerate(places) if place), default=0)
    for i in range(last, len(places)):
        yield (*places[:i], places[i] + 1, *places[i + 1 :])
