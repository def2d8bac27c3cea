"""The parts of a diagram, in the order in which a push passes through them."""

from __future__ import annotations

from collections.abc import Iterable

from cld.core.diagram import Diagram, Link
from cld.loops.components import components


def causes_of(diagram: Diagram, name: str) -> tuple[Link, ...]:
    """Return the links that move a variable: none moves a constant, and none with a gain of 0 moves
    anything."""
    variable = diagram.variable(name)
    if variable is not None and variable.kind == "constant":
        return ()
    return tuple(k for k in diagram.links_to[name] if k.gain is None or k.gain.factor)


def parts_in_order(diagram: Diagram, tied: Iterable[Iterable[str]] = ()) -> list[tuple[str, ...]]:
    """Return the strongly connected parts of a diagram, causes before effects. A variable that is
    on no loop is a part by itself.

    Parameters
    ----------
    tied : sets of variables that belong into one part, with all that lies between them.

    >>> from cld.core.diagram import Link, Variable
    >>> links = (Link("B", "A", "+"), Link("C", "B", "+"), Link("B", "C", "+"))
    >>> parts_in_order(Diagram(variables=tuple(map(Variable, "ABC")), links=links))
    [('B', 'C'), ('A',)]
    """
    names = [variable.name for variable in diagram.variables]
    place_of = {name: place for place, name in enumerate(names)}
    successors: list[list[int]] = [[] for _ in names]
    for name in names:
        for link in causes_of(diagram, name):
            successors[place_of[link.cause]].append(place_of[name])
    for group in tied:
        first, *others = (place_of[name] for name in group)
        for place in others:
            successors[first].append(place)
            successors[place].append(first)
    home: dict[int, int] = {}
    parts: list[tuple[int, ...]] = []
    for part in components(successors):
        home |= dict.fromkeys(part, len(parts))
        parts.append(tuple(part))
    for place in range(len(names)):
        if place not in home:
            home[place] = len(parts)
            parts.append((place,))
    onward = [
        {home[target] for place in part for target in successors[place]} - {number}
        for number, part in enumerate(parts)
    ]
    waiting = [0] * len(parts)
    for targets in onward:
        for target in targets:
            waiting[target] += 1
    # Of those that are ready, the one that the file names first.
    ready = sorted(
        (number for number, count in enumerate(waiting) if not count), key=parts.__getitem__
    )
    ordered = []
    while ready:
        number = ready.pop(0)
        ordered.append(tuple(names[place] for place in parts[number]))
        for target in sorted(onward[number], key=parts.__getitem__):
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return ordered
