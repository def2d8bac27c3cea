"""Parts of a diagram that nothing connects: found, and put beside each other on one page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cld.model import Diagram

# The page that parts are put on is about so much wider than high, with so much room between.
ASPECT, BETWEEN = 1.5, 46.0
# Widths of the rows that are tried, as parts of that of a page just large enough.
ROOMS = (0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.8, 2.2)

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
    widest = max((wide for wide, _ in sizes), default=0.0)
    area = sum((wide + BETWEEN) * (high + BETWEEN) for wide, high in sizes)
    rooms = [max(widest, math.sqrt(area * ASPECT) * share) for share in ROOMS]
    return min((_rows(boxes, sizes, room) for room in rooms), key=lambda rows: rows[0])[1]


def _rows(
    boxes: Sequence[Box], sizes: Sequence[tuple[float, float]], room: float
) -> tuple[float, list[tuple[float, float]]]:
    """How far from the wanted shape boxes in rows of that width are, and their moves."""
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
    width = max(
        (moves[row[-1]][0] + boxes[row[-1]][2] for row in rows),
        default=1.0,
    )
    off = abs(math.log(max(width, 1.0) / max(y, 1.0) / ASPECT))
    return off, [moves[number] for number in range(len(boxes))]
