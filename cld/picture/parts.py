"""Parts of a diagram that nothing connects: found, and packed on one page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cld.core.diagram import Diagram
from cld.core.groups import connected
from cld.picture.picture import Box

# The page that parts are put on is about so much wider than high, with so much room between.
ASPECT, BETWEEN = 1.5, 46.0
# Widths of the page that are tried, as parts of that of one just large enough; of so many
# parts only one.
ROOMS = (0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.8, 2.2)
MANY = 200

Size = tuple[float, float]


def parts(diagram: Diagram) -> list[Diagram]:
    """Return the parts of a diagram that links connect, the largest first; what has no link of
    its own to another variable makes a part each.

    >>> from cld.core.diagram import Link, Variable
    >>> two = Diagram(variables=tuple(map(Variable, "ABC")), links=(Link("A", "C", "+"),))
    >>> [[variable.name for variable in part.variables] for part in parts(two)]
    [['A', 'C'], ['B']]
    """
    # Each variable alone, and each link as the two it ties together.
    alone, ends = [(one.name,) for one in diagram.variables], [one.ends for one in diagram.links]
    found = []
    for group in connected([*alone, *ends]):
        variables = tuple(diagram.variables[n] for n in group if n < len(alone))
        links = tuple(diagram.links[n - len(alone)] for n in group if n >= len(alone))
        found.append(Diagram(diagram.title, variables, links))
    return sorted(found, key=lambda part: -len(part.variables))


def packed(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Return by how much to move each box so that all stand beside each other on a page, each
    as high up as there is room for it, in their order.

    >>> packed([(0, 0, 100, 80), (0, 0, 30, 20)])
    [(0.0, 0.0), (146.0, 0.0)]
    """
    sizes = [(right - left + BETWEEN, low - top + BETWEEN) for left, top, right, low in boxes]
    widest = max((wide for wide, _ in sizes), default=0.0)
    area = sum(wide * high for wide, high in sizes)
    shares = ROOMS if len(boxes) <= MANY else (1.15,)
    rooms = [max(widest, math.sqrt(area * ASPECT) * share) for share in shares]
    pages = [_placed(sizes, room) for room in rooms]
    places = min(pages, key=lambda places: _off(places, sizes))
    return [(x - box[0], y - box[1]) for (x, y), box in zip(places, boxes, strict=True)]


def _placed(sizes: Sequence[Size], room: float) -> list[Size]:
    """Where boxes stand on a page of that width: each as high up as it can, then leftmost."""
    # From left to right the lower ends of what is there: where each begins, and how low it is.
    skyline: list[Size] = [(0.0, 0.0)]
    places: list[Size] = []
    for wide, high in sizes:
        found = [
            (_lowest(skyline, first, x + wide), x, first)
            for first, (x, _) in enumerate(skyline)
            if x + wide <= room + 1e-6
        ]
        y, x, first = min(found)
        places.append((x, y))
        behind = first
        while behind < len(skyline) and skyline[behind][0] < x + wide - 1e-6:
            behind += 1
        rest = [(x + wide, skyline[behind - 1][1])] if x + wide < room - 1e-6 else []
        if behind < len(skyline) and skyline[behind][0] <= x + wide + 1e-6:
            rest = []
        skyline[first:behind] = [(x, y + high), *rest]
    return places


def _lowest(skyline: Sequence[Size], first: int, end: float) -> float:
    """How far down the skyline reaches from one of its steps to a place right of it."""
    low = skyline[first][1]
    for x, y in skyline[first + 1 :]:
        if x >= end - 1e-6:
            break
        low = max(low, y)
    return low


def _off(places: Sequence[Size], sizes: Sequence[Size]) -> float:
    """How far a page is from the wanted shape, and how much larger than what is on it."""
    width = max((x + wide for (x, _), (wide, _) in zip(places, sizes, strict=True)), default=1.0)
    height = max((y + high for (_, y), (_, high) in zip(places, sizes, strict=True)), default=1.0)
    area = sum(wide * high for wide, high in sizes) or 1.0
    return abs(math.log(width / height / ASPECT)) + math.log(width * height / area)
