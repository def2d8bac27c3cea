"""Finds the clearest place for a note, away from names, marks, links and other notes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cld.paint.shapes import NotePlace, box_around
from cld.picture.arcs import Numbers
from cld.picture.picture import Arrow, Box, Picture

ON_NAME, ON_MARK, ON_LINE = 40.0, 20.0, 1.0
SIGN = 6.0
# The places that are always compared: the two sides of the bars.
FIRST = 2
# A curve is checked at this many points; overlap with its arrow head counts too.
PLACES = 14


class Around:
    """Everything that a note may cover: names, marks, existing notes, links."""

    def __init__(self, picture: Picture) -> None:
        boxes = [box_around(n.centre, n.width / 2, n.height / 2) for n in picture.names]
        self._names = np.array(boxes).reshape(-1, 4)
        marks = [box_around(a.sign, SIGN, SIGN) for a in picture.arrows]
        marks += [box_around(b.centre, b.radius + 3, b.radius + 3) for b in picture.badges]
        # Space for one note per arrow. Copying the array for each note would be most of the work.
        self._marks = np.zeros((len(marks) + len(picture.arrows), 4))
        self._marks[: len(marks)], self._count = marks, len(marks)
        self._points = points_of(picture.arrows)

    def clearest(self, places: Sequence[NotePlace]) -> NotePlace:
        """Return the clearest of these places, and mark it as taken. Those after the first two are
        only looked at if these cover a name or a mark."""
        costs: list[float] = []
        for number, (box, _, _, extra) in enumerate(places):
            if number >= FIRST and min(costs) < ON_MARK:
                break
            costs.append(self._cost(box) + extra)
        best = places[costs.index(min(costs))]
        self._marks[self._count] = best[0]
        self._count += 1
        return best

    def _cost(self, box: Box) -> float:
        left, top, right, bottom = box
        x, y = self._points
        on_line = (left < x) & (x < right) & (top < y) & (y < bottom)
        cost = ON_NAME * boxes_met(box, self._names) + ON_MARK * boxes_met(
            box, self._marks[: self._count]
        )
        return cost + ON_LINE * int(on_line.sum())


def boxes_met(box: Box, others: Numbers) -> int:
    """The number of boxes that a box overlaps."""
    left, top, right, bottom = others.T
    across = (box[0] < right) & (left < box[2])
    return int((across & (box[1] < bottom) & (top < box[3])).sum())


def points_of(arrows: Sequence[Arrow]) -> Numbers:
    """Points along all arrows: a row of x and one of y."""
    curves = np.array([
        arrow.path[number - 1 : number + 3]
        for arrow in arrows
        for number in range(1, len(arrow.path), 3)
    ]).reshape(-1, 4, 2)  # fmt: skip
    shares = [step / PLACES for step in range(1, PLACES + 1)]
    weights = np.array(
        [[(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3] for t in shares]
    )
    along = np.einsum("pk,ckd->cpd", weights, curves).reshape(-1, 2)
    ends = [end for arrow in arrows for end in (arrow.path[0], arrow.head[0])]
    return np.concatenate([along, np.array(ends).reshape(-1, 2)]).T.copy()
