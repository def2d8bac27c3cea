"""Splits a diagram at variables whose removal would disconnect it."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def blocks(near: Mapping[int, Collection[int]]) -> list[list[int]]:
    """Return the biconnected components of an undirected graph, vertices in order.

    `near` gives the neighbours of each vertex. Two blocks share at most one vertex, so a loop is in
    only one of them; a vertex without neighbours is in no block.

    References
    ----------
    J. Hopcroft and R. Tarjan, Algorithm 447: efficient algorithms for graph manipulation,
    Commun. ACM 16(6), 1973. Here without recursion.

    >>> blocks({0: [1], 1: [0, 2, 3], 2: [1, 3], 3: [1, 2]})
    [[0, 1], [1, 2, 3]]
    """
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    found: list[list[int]] = []
    for first in near:
        if first in index:
            continue
        index[first] = low[first] = len(index)
        stack = [first]
        work = [(first, iter(near[first]))]
        while work:
            vertex, others = work[-1]
            for other in others:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    work.append((other, iter(near[other])))
                    break
                low[vertex] = min(low[vertex], index[other])
            else:
                work.pop()
                if not work:
                    continue
                parent = work[-1][0]
                low[parent] = min(low[parent], low[vertex])
                if low[vertex] >= index[parent]:
                    found.append(sorted([*_popped(stack, vertex), parent]))
    return sorted(found)


def _popped(stack: list[int], vertex: int) -> list[int]:
    """Remove a vertex, and everything above it, from a stack."""
    taken = [stack.pop()]
    while taken[-1] != vertex:
        taken.append(stack.pop())
    return taken
