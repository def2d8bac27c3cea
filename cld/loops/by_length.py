"""Lists loops in order of their length, in memory that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cld.loops.chains import Chains, Route
from cld.loops.dag import NOTHING, Dag, Node
from cld.loops.lengths import Lengths
from cld.loops.rounds import Routes, in_order, put_together

# A node and the length that its path must have.
_Piece = tuple[Node, int]
# Parts still to visit, and links visited, as lists that share their ends.
_Parts = tuple[_Piece, "_Parts"] | None
_Links = tuple[int, "_Links"] | None


class ByLength:
    """Lists the paths of a root as cycles of links, length by length.

    The possible lengths of each node's paths are computed beforehand, so for every length the
    search takes no step that leads nowhere. `chains`, `ends` and `signs` are as for a `Lister`.
    """

    def __init__(
        self,
        dag: Dag,
        root: Node,
        chains: int,
        ends: Mapping[Node, tuple[int, int]],
        signs: Sequence[int],
    ) -> None:
        self.dag, self.root, self.chains, self.ends, self.signs = dag, root, chains, ends, signs
        self._lengths = Lengths(dag)
        self._chains = Chains(dag, [1] * len(signs), signs)
        self._sorted: dict[Node, dict[int, list[Route]]] = {}

    def __iter__(self) -> Iterator[Route]:
        """Yield every loop, the shortest first."""
        for length in self._lengths.of(self.root):
            yield from self._of_length(length)

    def _of_length(self, length: int) -> Iterator[Route]:
        # The remaining choices are created when they are visited: created all at once, they would
        # take as much for each link of a loop as the loop is long.
        pending: list[Iterator[tuple[_Piece, tuple[_Piece, ...]]]]
        pending = [iter([((self.root, length), ())])]
        while pending:
            if (chosen := next(pending[-1], None)) is None:
                pending.pop()
                continue
            (node, left), taken = chosen
            if node == NOTHING:
                yield from self._round(taken)
            elif node < self.chains:
                yield from put_together([self._ways(node, left)])
            else:
                pending.append(self._choices(node, left, taken))

    def _choices(
        self, node: Node, length: int, taken: tuple[_Piece, ...]
    ) -> Iterator[tuple[_Piece, tuple[_Piece, ...]]]:
        for way in reversed(self.dag.alternatives[node]):
            for share in self._lengths.shares(way, length):
                first, *others = zip(way, share, strict=True)
                yield first, (*others, *taken)

    def _round(self, taken: Sequence[_Piece]) -> Iterator[Route]:
        lengths = dict(taken)
        order = in_order([chain for chain, _ in taken], self.ends)
        return put_together([self._ways(chain, lengths[chain]) for chain in order])

    def _ways(self, chain: Node, length: int) -> Routes:
        if not self._chains.is_small(chain):
            return partial(self._one_by_one, (chain, length))
        if chain not in self._sorted:
            found = self._sorted[chain] = {}
            for way in self._chains.ways(chain):
                found.setdefault(way[0], []).append(way)
        return self._sorted[chain][length]

    def _one_by_one(self, chain: _Piece) -> Iterator[Route]:
        """Yield the paths of a chain that has too many to be written out."""
        pending: list[Iterator[tuple[_Parts, int, _Links]]] = [iter([((chain, None), 1, None)])]
        while pending:
            if (chosen := next(pending[-1], None)) is None:
                pending.pop()
                continue
            parts, sign, links = self._while_plain(*chosen)
            if parts is None:
                found = _unrolled(links)
                yield len(found), sign, found
                continue
            pending.append(self._further(*parts, sign, links))

    def _while_plain(self, parts: _Parts, sign: int, links: _Links) -> tuple[_Parts, int, _Links]:
        """Visit parts as long as there is nothing to choose."""
        while parts is not None:
            (node, length), rest = parts
            if (link := self.dag.link_of.get(node)) is not None:
                parts, sign, links = rest, sign * self.signs[link], (link, links)
                continue
            ways = self.dag.alternatives[node]
            share = self._lengths.share(ways[0], length) if len(ways) == 1 else None
            if share is None:
                break
            parts = _before(ways[0], share, rest)
        return parts, sign, links

    def _further(
        self, part: _Piece, rest: _Parts, sign: int, links: _Links
    ) -> Iterator[tuple[_Parts, int, _Links]]:
        node, length = part
        for way in reversed(self.dag.alternatives[node]):
            for share in self._lengths.shares(way, length):
                yield _before(way, share, rest), sign, links


def _before(way: Sequence[Node], share: Sequence[int], rest: _Parts) -> _Parts:
    for node, length in zip(reversed(way), reversed(share), strict=True):
        rest = ((node, length), rest)
    return rest


def _unrolled(links: _Links) -> tuple[int, ...]:
    found = []
    while links is not None:
        link, links = links
        found.append(link)
    return tuple(reversed(found))
