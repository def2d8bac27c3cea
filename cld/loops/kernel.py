"""Makes a diagram small without losing a loop: chains of links become one link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cld.loops.dag import Dag, Node
from cld.loops.find import components

Adjacent = dict[int, dict[int, Node]]


@dataclass(frozen=True, eq=False)
class Kernel:
    """What is left of a diagram: vertices and links that no step makes smaller.

    `out[u][v]` and `into[v][u]` are the node of all chains from u to v. Each of `parts` are
    the vertices of a strongly connected part. `found` are the nodes of loops that came out.
    """

    out: Adjacent
    into: Adjacent
    parts: tuple[tuple[int, ...], ...]
    found: tuple[Node, ...]


def kernel(dag: Dag, count: int, links: Sequence[tuple[int, int]]) -> Kernel:
    """Return the kernel of a graph of `count` vertices; its nodes are put into `dag`.

    Links outside the strongly connected parts are dropped. A vertex with one way in, or one
    way out, is merged into its neighbour, so that each chain becomes one link and parallel
    chains become alternatives; a link from a vertex to itself is a set of loops and taken
    out. Each step keeps the set of loops exactly.

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
    parts = components(targets)
    part_of = {vertex: number for number, part in enumerate(parts) for vertex in part}
    for link, (cause, effect) in enumerate(links):
        leaf = dag.leaf(link)
        if part_of.get(cause, -1) == part_of.get(effect, -2):
            out[cause][effect] = into[effect][cause] = leaf
    work = _Contraction(dag, out, into, [])
    work.run(vertex for part in parts for vertex in part)
    left = [tuple(vertex for vertex in part if out[vertex]) for part in parts]
    return Kernel(out, into, tuple(part for part in left if part), tuple(work.found))


@dataclass(eq=False)
class _Contraction:
    dag: Dag
    out: Adjacent
    into: Adjacent
    found: list[Node]

    def run(self, vertices: Iterable[int]) -> None:
        """Contract until nothing changes; a vertex is looked at again when a link of it has."""
        pending = list(vertices)
        waiting = set(pending)
        while pending:
            vertex = pending.pop()
            waiting.discard(vertex)
            again = [other for other in self._contract(vertex) if other not in waiting]
            waiting.update(again)
            pending += dict.fromkeys(again)

    def _contract(self, vertex: int) -> list[int]:
        """Make a vertex smaller if it can be; return the neighbours that this changed."""
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
