"""Parts of a diagram that nothing connects: found, and put beside each other on one page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cld.model import Diagram

# The page that parts are put on is about so much wider than high, with so much room between.
ASPECT, BETWEEN = 1.5, 46.0

Box = tuple[float, float, float, float]


def parts(diagram: Diagram) -> list[Diagram]:
    """Return the parts of a diagram that links connect, the largest first; what has no link of
    its own to another variable makes a part each.

    >>> from cld.model import Link, Variable
    >>> two = Diagram(variables=tuple(map(Variable, "ABC")), links=(Link("A", "C", "+"),))
    >>> [[variable.name for variable in part.variables] for part in parts(two)]
    [['A', 'C'], ['B']]
    """
    leader = {variable.name: variable.name for variable in diagram.variables}

    def lead(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for link in diagram.links:
        leader[lead(link.effect)] = lead(link.cause)
    groups: dict[str, list[str]] = {}
    for variable in diagram.variables:
        groups.setdefault(lead(variable.name), []).append(variable.name)
    found = []
    for names in sorted(groups.values(), key=lambda names: -len(names)):
        inside = set(names)
        found.append(
            Diagram(
                diagram.title,
                tuple(v for v in diagram.variables if v.name in inside),
                tuple(link for link in diagram.links if link.cause in inside),
            )
        )
    return found


def packed(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Return by how much to move each box so that all stand in rows, in their order.

    >>> packed([(0, 0, 100, 80), (0, 0, 30, 20)])
    [(0.0, 0.0), (146.0, 30.0)]
    """
    sizes = [(right - left, bottom - top) for left, top, right, bottom in boxes]
    area = sum((wide + BETWEEN) * (high + BETWEEN) for wide, high in sizes)
    room = max([math.sqrt(area * ASPECT), *(wide for wide, _ in sizes)])
    rows: list[list[int]] = []
    used = 0.0
    for number, (wide, _) in enumerate(sizes):
        if rows and used + wide <= room:
            rows[-1].append(number)
        else:
            rows.append([number])
            used = 0.0
        used += wide + BETWEEN
    moves: dict[int, tuple[float, float]] = {}
    y = 0.0
    for row in rows:
        high = max(sizes[number][1] for number in row)
        x = 0.0
        for number in row:
            left, top = boxes[number][:2]
            moves[number] = x - left, y + (high - sizes[number][1]) / 2 - top
            x += sizes[number][0] + BETWEEN
        y += high + BETWEEN
    return [moves[number] for number in range(len(boxes))]
