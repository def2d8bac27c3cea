"""The lengths that the paths of a node have, so that loops of one length are found directly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.loops.dag import Alternative, Dag, Node

# The lengths of a link: only 1.
LINK = 1 << 1


class Lengths:
    """The lengths of all paths of each node of a graph, as bits of a number.

    >>> dag = Dag()
    >>> a, b = dag.leaf(0), dag.leaf(1)
    >>> root = dag.either(a, dag.both(a, b))
    >>> lengths = Lengths(dag)
    >>> lengths.of(root), list(lengths.shares((a, root), 3))
    ([1, 2], [(1, 2)])
    """

    def __init__(self, dag: Dag) -> None:
        self._sets: list[int] = []
        self._lists: dict[Node, list[int]] = {}
        for node, alternatives in enumerate(dag.alternatives):
            if node in dag.link_of:
                self._sets.append(LINK)
            else:
                found = 0
                for way in alternatives:
                    found |= self._sums(way)
                self._sets.append(found)

    def of(self, node: Node) -> list[int]:
        """Return the lengths of a node's paths, the least first."""
        if node not in self._lists:
            self._lists[node] = _bits(self._sets[node])
        return self._lists[node]

    def share(self, way: Alternative, length: int) -> tuple[int, ...] | None:
        """Return how a path's length is divided, if that is simple: all but one of its nodes are
        links, as most are in a long loop."""
        if len(way) == 1:
            return (length,)
        if len(way) == 2 and self._sets[way[0]] == LINK:
            return 1, length - 1
        if len(way) == 2 and self._sets[way[1]] == LINK:
            return length - 1, 1
        return None

    def shares(self, way: Alternative, length: int) -> Iterator[tuple[int, ...]]:
        """Yield the ways to divide a length among the nodes of an alternative, the last node's
        longest first."""
        if len(way) == 1:
            if self._sets[way[0]] >> length & 1:
                yield (length,)
        elif len(way) == 2:
            yield from self._halves(*way, length)
        else:
            for number in reversed(self.of(way[-1])):
                if number <= length:
                    for rest in self.shares(way[:-1], length - number):
                        yield (*rest, number)

    def _halves(self, first: Node, last: Node, length: int) -> Iterator[tuple[int, int]]:
        # A cycle of thousands of detours has thousands of lengths, each detour only two; so the
        # lengths of the node with fewer are enumerated.
        ones, others = self._sets[first], self._sets[last]
        if ones.bit_count() < others.bit_count():
            for number in self.of(first):
                if number <= length and others >> (length - number) & 1:
                    yield number, length - number
        else:
            for number in reversed(self.of(last)):
                if number <= length and ones >> (length - number) & 1:
                    yield length - number, number

    def _sums(self, way: Sequence[Node]) -> int:
        """The lengths that one path of each node can add up to."""
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
