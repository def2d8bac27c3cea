"""Restricts all loops to those that avoid some links and pass others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product

from cld.loops.dag import NOTHING, Alternative, Dag, Node

Renamed = dict[Node, list[Node]]


def narrow(
    dag: Dag, root: Node, barred: Collection[int], needed: Sequence[Collection[int]]
) -> tuple[Dag, Node, Renamed]:
    """Return the paths of a node that use no barred link and at least one link of each required
    collection: a new graph, its root, and the new nodes of each old one.

    Each node is split by the collections that its paths have met. If a collection consists of the
    links out of one variable, a loop meets it at most once; then each collection at most doubles
    the number of nodes.

    >>> dag = Dag()
    >>> a, b, c = (dag.leaf(link) for link in range(3))
    >>> root = dag.node([(a, b), (a, c)])
    >>> new, there, _ = narrow(dag, root, barred=[1], needed=[[0]])
    >>> new.values([1, 1, 1])[there]
    1
    """
    new = Dag()
    split: list[dict[int, Node]] = []
    for node, alternatives in enumerate(dag.alternatives[: root + 1]):
        if node == NOTHING:
            split.append({0: NOTHING})
        elif node in dag.link_of:
            link = dag.link_of[node]
            met = sum(1 << bit for bit, links in enumerate(needed) if link in links)
            split.append({} if link in barred else {met: new.leaf(link)})
        else:
            split.append(_split(new, alternatives, split))
    everything = (1 << len(needed)) - 1
    there = split[root].get(everything)
    renamed = {node: list(parts.values()) for node, parts in enumerate(split)}
    return new, new.node(()) if there is None else there, renamed


def _split(
    new: Dag, alternatives: Sequence[Alternative], split: Sequence[dict[int, Node]]
) -> dict[int, Node]:
    ways: dict[int, list[Alternative]] = {}
    for alternative in alternatives:
        for choice in product(*(split[child].items() for child in alternative)):
            met = 0
            for bits, _ in choice:
                met |= bits
            ways.setdefault(met, []).append(tuple(node for _, node in choice))
    return {
        met: found[0][0] if len(found) == 1 and len(found[0]) == 1 else new.node(found)
        for met, found in ways.items()
    }
