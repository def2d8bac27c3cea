"""Pages of a drawing that has several: each is shifted, so that they lie side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cld.core.bends import Point

# Between two pages, in points.
GAP = 200.0


def side_by_side(pages: Sequence[Sequence[Point]]) -> list[Point]:
    """Return how far to shift each page, so that pages fill a grid from its upper left corner.

    A single page is not shifted.

    >>> side_by_side([[(0, 0), (100, 50)], [], [(20, 20), (30, 80)]])
    [(0.0, 0.0), (0.0, 0.0), (280.0, -20.0)]
    """
    shifts: list[Point] = [(0.0, 0.0)] * len(pages)
    used = [number for number, page in enumerate(pages) if page]
    if len(used) < 2:
        return shifts
    columns = math.ceil(math.sqrt(len(used)))
    top = left = tallest = 0.0
    for place, number in enumerate(used):
        if place % columns == 0 and place:
            top, left, tallest = top + tallest + GAP, 0.0, 0.0
        xs, ys = zip(*pages[number], strict=True)
        shifts[number] = left - min(xs), top - min(ys)
        left += max(xs) - min(xs) + GAP
        tallest = max(tallest, max(ys) - min(ys))
    return shifts
