"""The strongly connected parts of a diagram: loops exist only within one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cld.core.diagram import Diagram, Ends

Successors = Sequence[Sequence[int]]


def components(successors: Successors | Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components that contain a cycle, vertices in order.

    Successors are given by vertex, as a sequence or a mapping.

    References
    ----------
    R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1(2), 1972.

    >>> components([[1], [0], [0]])
    [[0, 1]]
    """
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[list[int]] = []
    vertices = successors if isinstance(successors, Mapping) else range(len(successors))
    for first in vertices:
        if first in index:
            continue
        work = [(first, iter(successors[first]))]
        index[first] = low[first] = len(index)
        stack.append(first)
        on_stack.add(first)
        while work:
            vertex, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(successors[target])))
                    break
                if target in on_stack:
                    low[vertex] = min(low[vertex], index[target])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[vertex])
                if low[vertex] == index[vertex]:
                    found.append(_pop_component(vertex, stack, on_stack))
    return sorted(c for c in found if len(c) > 1 or c[0] in successors[c[0]])


def successors_of(diagram: Diagram) -> list[list[int]]:
    """Return for each variable, by its place in the file, the places that its links lead to.

    >>> from cld.core.diagram import Link, Variable
    >>> successors_of(Diagram(variables=(Variable("A"),), links=(Link("A", "A", "+"),)))
    [[0]]
    """
    index = {variable.name: place for place, variable in enumerate(diagram.variables)}
    return [
        [index[link.effect] for link in diagram.links_from[variable.name]]
        for variable in diagram.variables
    ]


def in_a_loop(diagram: Diagram) -> frozenset[str]:
    """Return the variables that are on a loop: those of the strongly connected parts."""
    names = [variable.name for variable in diagram.variables]
    return frozenset(names[place] for part in components(successors_of(diagram)) for place in part)


def links_in_loops(diagram: Diagram) -> frozenset[Ends]:
    """Return the links that are on a loop: those within one strongly connected part."""
    names = [variable.name for variable in diagram.variables]
    part_of = {
        names[place]: number
        for number, part in enumerate(components(successors_of(diagram)))
        for place in part
    }
    return frozenset(
        link.ends
        for link in diagram.links
        if part_of.get(link.cause, -1) == part_of.get(link.effect, -2)
    )


def _pop_component(vertex: int, stack: list[int], on_stack: set[int]) -> list[int]:
    component = []
    while True:
        member = stack.pop()
        on_stack.discard(member)
        component.append(member)
        if member == vertex:
            return sorted(component)
