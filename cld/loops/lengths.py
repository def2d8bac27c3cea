"""Which lengths the ways of a node have, so that loops of one length are found without detours."""

from __future__ import annotations

from collections.abc import Sequence

from cld.loops.dag import Alternative, Dag, Node


class Lengths:
    """The lengths of all ways of each node of a graph, as bits of a number.

    >>> dag = Dag()
    >>> a, b = dag.leaf(0), dag.leaf(1)
    >>> root = dag.either(a, dag.both(a, b))
    >>> lengths = Lengths(dag)
    >>> lengths.of(root), lengths.shares((a, root), 3)
    ([1, 2], [(1, 2)])
    """

    def __init__(self, dag: Dag) -> None:
        self._sets: list[int] = []
        self._lists: dict[Node, list[int]] = {}
        for node, alternatives in enumerate(dag.alternatives):
            if node in dag.link_of:
                self._sets.append(1 << 1)
            else:
                found = 0
                for way in alternatives:
                    found |= self._sums(way)
                self._sets.append(found)

    def of(self, node: Node) -> list[int]:
        """Return the lengths of a node's ways, the least first."""
        if node not in self._lists:
            self._lists[node] = _bits(self._sets[node])
        return self._lists[node]

    def shares(self, way: Alternative, length: int) -> list[tuple[int, ...]]:
        """Return how a length can be shared among the nodes of an alternative."""
        if len(way) == 1:
            return [(length,)] if self._sets[way[0]] >> length & 1 else []
        if len(way) == 2:
            # The last node has fewer lengths in a sweep: it is a chain, the first a state.
            first = self._sets[way[0]]
            return [
                (length - number, number)
                for number in self.of(way[1])
                if number <= length and first >> (length - number) & 1
            ]
        return [
            (*rest, number)
            for number in self.of(way[-1])
            if number <= length
            for rest in self.shares(way[:-1], length - number)
        ]

    def _sums(self, way: Sequence[Node]) -> int:
        """The lengths that one way of each node add up to."""
        found = 1
        for child in way:
            more = self._sets[child]
            few, many = sorted((found, more), key=int.bit_count)
            found = 0
            for length in _bits(few):
                found |= many << length
        return found


def _bits(number: int) -> list[int]:
    found = []
    while number:
        low = number & -number
        found.append(low.bit_length() - 1)
        number ^= low
    return found
