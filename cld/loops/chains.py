"""The paths along a chain of the kernel, each a row of links."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import count

from cld.loops.dag import Dag, Node

# The paths of a chain are written out at once if there are at most this many, with at most this
# many links in total.
MOST_KEPT = 5_000
MOST_WRITTEN = 50_000

# The cost, the sign (0 if a sign is unknown), and the links in the order of the path.
Route = tuple[int, int, tuple[int, ...]]

# Nodes still to visit, and links visited, as lists that share their ends.
NodeList = tuple[int, "NodeList"] | None


class Chains:
    """The paths of chains, the cheapest first; `costs` and `signs` have a number for each link."""

    def __init__(self, dag: Dag, costs: Sequence[int], signs: Sequence[int]) -> None:
        self.dag, self.costs, self.signs = dag, costs, signs
        self.counts = dag.values([1] * len(costs))
        self.least = self._least_costs()
        self._longest: list[int] = []
        self._small: dict[Node, bool] = {}
        self._kept: dict[Node, list[Route]] = {}
        self._further: dict[Node, Iterator[Route]] = {}

    def is_small(self, chain: Node) -> bool:
        """Return whether the paths of a chain are few enough to be written out."""
        if chain not in self._small:
            count = self.counts[chain]
            few = count <= MOST_KEPT
            self._small[chain] = few and count * self._most_links(chain) <= MOST_WRITTEN
        return self._small[chain]

    def ways(self, chain: Node) -> list[Route]:
        """Return all paths of a small chain, cheapest first."""
        if chain not in self._kept:
            self._kept[chain] = sorted(self.each(chain))
        return self._kept[chain]

    def way(self, chain: Node, place: int) -> Route | None:
        """Return the path of a chain at this place in order of cost, counted from 0, or None."""
        if self.is_small(chain):
            ways = self.ways(chain)
        else:
            ways = self._kept.setdefault(chain, [])
            further = self._further.setdefault(chain, self._best_first(chain))
            while len(ways) <= place:
                following = next(further, None)
                if following is None:
                    return None
                ways.append(following)
        return ways[place] if place < len(ways) else None

    def each(self, chain: Node) -> Iterator[Route]:
        """Yield the paths of a chain in arbitrary order."""
        pending: list[tuple[NodeList, int, int, NodeList]] = [((chain, None), 0, 1, None)]
        alternatives, link_of = self.dag.alternatives, self.dag.link_of
        while pending:
            nodes, cost, sign, links = pending.pop()
            while nodes is not None:
                node, nodes = nodes
                link = link_of.get(node)
                if link is not None:
                    links = (link, links)
                    cost += self.costs[link]
                    sign *= self.signs[link]
                    continue
                rest = nodes
                for number, way in enumerate(alternatives[node]):
                    further = rest
                    for child in reversed(way):
                        further = (child, further)
                    if number == 0:
                        nodes = further
                    else:
                        pending.append((further, cost, sign, links))
            yield cost, sign, _unrolled(links)

    def _best_first(self, chain: Node) -> Iterator[Route]:
        order = count(0, -1)
        waiting: list[tuple[int, int, NodeList, int, NodeList]] = []
        waiting.append((self.least[chain], next(order), (chain, None), 1, None))
        link_of = self.dag.link_of
        while waiting:
            cost, _, nodes, sign, links = heapq.heappop(waiting)
            while nodes is not None and nodes[0] in link_of:
                link = link_of[nodes[0]]
                links, nodes, sign = (link, links), nodes[1], sign * self.signs[link]
            if nodes is None:
                yield cost, sign, _unrolled(links)
                continue
            node, rest = nodes
            for way in self.dag.alternatives[node]:
                further = rest
                least = cost - self.least[node]
                for child in reversed(way):
                    further = (child, further)
                    least += self.least[child]
                heapq.heappush(waiting, (least, next(order), further, sign, links))

    def _least_costs(self) -> list[int]:
        """The least cost of each node's paths; 0 for a node without paths."""
        found: list[int] = []
        for node, alternatives in enumerate(self.dag.alternatives):
            if node in self.dag.link_of:
                found.append(self.costs[self.dag.link_of[node]])
                continue
            sums = [
                sum(found[child] for child in way)
                for way in alternatives
                if all(self.counts[child] for child in way)
            ]
            found.append(min(sums, default=0))
        return found

    def _most_links(self, chain: Node) -> int:
        """The number of links on the longest path of a chain."""
        further_longest(self.dag, chain, self._longest)
        return self._longest[chain]


def further_longest(dag: Dag, last: Node, found: list[int]) -> None:
    """Add the number of links on the longest path of each node, up to the node `last`.

    For nodes that lead nowhere, the number may be too high.

    >>> dag, found = Dag(), []
    >>> a, b = dag.leaf(0), dag.leaf(1)
    >>> further_longest(dag, dag.either(a, dag.both(a, b)), found)
    >>> found
    [0, 1, 1, 2, 2]
    """
    for node in range(len(found), last + 1):
        own = int(node in dag.link_of)
        ways = dag.alternatives[node]
        found.append(max((sum([found[child] for child in way]) for way in ways), default=own))


def _unrolled(links: NodeList) -> tuple[int, ...]:
    found = []
    while links is not None:
        link, links = links
        found.append(link)
    return tuple(reversed(found))
