"""Finds the unconnected parts of a diagram and packs them on one page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cld.core.diagram import Diagram
from cld.core.groups import connected
from cld.picture.picture import Box

# The approximate width by height of the page with the parts, and the space between parts, besides
# the margin that each has.
ASPECT, BETWEEN = 1.5, 14.0
# A page that is this much wider or narrower (as a logarithm) is as good.
FREE = 0.25
# The widths of the page that are tried, as shares of the width of a page that is just large enough;
# for more parts than MANY only one is tried.
ROOMS = (0.7, 0.8, 0.9, 1.0, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4, 1.5, 1.8, 2.2)
MANY = 200

Size = tuple[float, float]


def parts(diagram: Diagram) -> list[Diagram]:
    """Return the parts of a diagram that links connect, the largest first. A variable without a
    link to another variable is a part by itself.

    >>> from cld.core.diagram import Link, Variable
    >>> two = Diagram(variables=tuple(map(Variable, "ABC")), links=(Link("A", "C", "+"),))
    >>> [[variable.name for variable in part.variables] for part in parts(two)]
    [['A', 'C'], ['B']]
    """
    # Each variable alone, and each link as the two variables it connects.
    alone, ends = [(one.name,) for one in diagram.variables], [one.ends for one in diagram.links]
    found = []
    for group in connected([*alone, *ends]):
        variables = tuple(diagram.variables[n] for n in group if n < len(alone))
        links = tuple(diagram.links[n - len(alone)] for n in group if n >= len(alone))
        found.append(Diagram(diagram.title, variables, links))
    return sorted(found, key=lambda part: -len(part.variables))


def packed(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Return the distance to move each box so that the boxes are next to each other on a page, each
    as high up as there is space, in their order or the highest first.

    >>> packed([(0, 0, 100, 80), (0, 0, 30, 20)])
    [(0.0, 0.0), (114.0, 0.0)]
    """
    sizes = [(right - left + BETWEEN, low - top + BETWEEN) for left, top, right, low in boxes]
    widest = max((wide for wide, _ in sizes), default=0.0)
    area = sum(wide * high for wide, high in sizes)
    shares = ROOMS if len(boxes) <= MANY else (1.15,)
    rooms = [max(widest, math.sqrt(area * ASPECT) * share) for share in shares]
    orders = [range(len(sizes)), sorted(range(len(sizes)), key=lambda n: (-sizes[n][1], n))]
    pages = [_in_order(sizes, order, room) for order in orders for room in rooms]
    places = min(pages, key=lambda places: _off(places, sizes))
    return [(x - box[0], y - box[1]) for (x, y), box in zip(places, boxes, strict=True)]


def _in_order(sizes: Sequence[Size], order: Sequence[int], room: float) -> list[Size]:
    """The places of boxes that are put on a page in some order, the first as high as possible."""
    places = [(0.0, 0.0)] * len(sizes)
    for number, place in zip(order, _placed([sizes[n] for n in order], room), strict=True):
        places[number] = place
    return places


def _placed(sizes: Sequence[Size], room: float) -> list[Size]:
    """The places of boxes on a page of this width: each as high up as possible, then leftmost."""
    # The lower ends of the placed boxes, from left to right: where each begins, and how low it is.
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
    """The lowest point of the skyline from one of its steps to a place right of it."""
    low = skyline[first][1]
    for x, y in skyline[first + 1 :]:
        if x >= end - 1e-6:
            break
        low = max(low, y)
    return low


def _off(places: Sequence[Size], sizes: Sequence[Size]) -> float:
    """The deviation of a page from the wanted shape, and from the size of its content."""
    width = max((x + wide for (x, _), (wide, _) in zip(places, sizes, strict=True)), default=1.0)
    height = max((y + high for (_, y), (_, high) in zip(places, sizes, strict=True)), default=1.0)
    area = sum(wide * high for wide, high in sizes) or 1.0
    shape = max(0.0, abs(math.log(width / height / ASPECT)) - FREE)
    return shape + 2 * math.log(width * height / area)
