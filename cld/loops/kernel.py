"""Reduces a diagram without losing a loop: chains of links become one link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cld.loops.blocks import blocks
from cld.loops.components import components
from cld.loops.dag import Dag, Node

Adjacent = dict[int, dict[int, Node]]


@dataclass(frozen=True, eq=False)
class Kernel:
    """The rest of a diagram: vertices and links that no step reduces further.

    `out[u][v]` and `into[v][u]` are the node of all chains from u to v. Each of `parts` contains
    the vertices of a block; no two parts share a vertex, because a vertex shared by blocks has a
    separate number in each of them. `found` are the nodes of loops that were removed.
    """

    out: Adjacent
    into: Adjacent
    parts: tuple[tuple[int, ...], ...]
    found: tuple[Node, ...]


def kernel(dag: Dag, count: int, links: Sequence[tuple[int, int]]) -> Kernel:
    """Return the kernel of a graph of `count` vertices; its nodes are put into `dag`.

    Links outside the strongly connected parts are dropped. A vertex with one link in, or one link
    out, is merged into its neighbour, so each chain becomes one link and parallel chains become
    alternatives. A link from a vertex to itself is a set of loops and is removed. The rest is split
    where only one vertex connects it, and each block is reduced again, until nothing changes. Each
    step preserves the set of loops exactly.

    References
    ----------
    The reductions known for minimum feedback vertex sets: H. Levy and D. W. Low, A contraction
    algorithm for finding small cycle cutsets, J. Algorithms 9(4), 1988.

    >>> dag = Dag()
    >>> found = kernel(dag, 3, [(0, 1), (1, 2), (2, 0), (1, 0)]).found
    >>> sum(dag.values([1, 1, 1, 1])[node] for node in found)
    2
    """
    out: Adjacent = {vertex: {} for vertex in range(count)}
    into: Adjacent = {vertex: {} for vertex in range(count)}
    targets: list[list[int]] = [[] for _ in range(count)]
    for cause, effect in links:
        targets[cause].append(effect)
    pending = components(targets)
    part_of = {vertex: number for number, part in enumerate(pending) for vertex in part}
    for link, (cause, effect) in enumerate(links):
        leaf = dag.leaf(link)
        if part_of.get(cause, -1) == part_of.get(effect, -2):
            out[cause][effect] = into[effect][cause] = leaf
    # Both steps keep a part strongly connected, so one such split is enough.
    parts = []
    work = _Contraction(dag, out, into, [])
    while pending:
        part = pending.pop()
        work.run(part)
        left = [vertex for vertex in part if out[vertex]]
        pieces = blocks({vertex: {*out[vertex], *into[vertex]} for vertex in left})
        if len(pieces) == 1:
            parts.append(tuple(left))
        else:
            pending += _set_apart(out, into, pieces)
    return Kernel(out, into, tuple(parts), tuple(work.found))


def _set_apart(out: Adjacent, into: Adjacent, pieces: list[list[int]]) -> list[list[int]]:
    """Give each block separate numbers for the vertices it shares with others; return the blocks
    under their new numbers."""
    times = Counter(vertex for piece in pieces for vertex in piece)
    apart = []
    for piece in pieces:
        number = {vertex: vertex for vertex in piece}
        for vertex in piece:
            if times[vertex] > 1:
                number[vertex] = len(out)
                out[len(out)], into[len(into)] = {}, {}
        for vertex in piece:
            # The shorter of both, as a vertex in many blocks has many links.
            shorter = min(out[vertex], piece, key=len)
            for effect in [w for w in shorter if w in out[vertex] and w in number]:
                chains = out[vertex].pop(effect)
                del into[effect][vertex]
                out[number[vertex]][number[effect]] = chains
                into[number[effect]][number[vertex]] = chains
        apart.append([number[vertex] for vertex in piece])
    return apart


@dataclass(eq=False)
class _Contraction:
    dag: Dag
    out: Adjacent
    into: Adjacent
    found: list[Node]

    def run(self, vertices: Iterable[int]) -> None:
        """Contract until nothing changes; a vertex is checked again when a link of it changes."""
        pending = list(vertices)
        waiting = set(pending)
        while pending:
            vertex = pending.pop()
            waiting.discard(vertex)
            again = [other for other in self._contract(vertex) if other not in waiting]
            waiting.update(again)
            pending += dict.fromkeys(again)

    def _contract(self, vertex: int) -> list[int]:
        """Remove a vertex if possible; return the neighbours that this changed."""
        out, into = self.out[vertex], self.into[vertex]
        if vertex in out:
            self.found.append(out.pop(vertex))
            del into[vertex]
        changed = [*out, *into]
        if not out or not into:
            for effect in out:
                del self.into[effect][vertex]
            for cause in into:
                del self.out[cause][vertex]
        elif len(into) == 1 or len(out) == 1:
            for cause, chain in into.items():
                del self.out[cause][vertex]
                for effect, further in out.items():
                    self.into[effect].pop(vertex, None)
                    self._link(cause, effect, self.dag.both(chain, further))
        else:
            return []
        out.clear()
        into.clear()
        return changed

    def _link(self, cause: int, effect: int, chains: Node) -> None:
        if effect in self.out[cause]:
            chains = self.dag.either(self.out[cause][effect], chains)
        self.out[cause][effect] = self.into[effect][cause] = chains
