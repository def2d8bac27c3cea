"""Where the lengths of delays are written: beside their bars, on the clearer side."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from cld.paint.shapes import Box, Words
from cld.picture.arcs import Numbers
from cld.picture.fonts import width
from cld.picture.picture import Arrow, Picture, Point

SIZE = 11.5
# Half the height of small letters and figures, and how deep their baseline lies below that.
HALF, DROP = 5.5, 3.8
GAP = 2.5
ON_NAME, ON_MARK, ON_LINE, OTHER_SIDE = 10.0, 6.0, 1.0, 0.5
SIGN = 6.0
# A curve is looked at in so many places; what lies on its arrow's tip counts too.
PLACES = 14
# Among more links than this no note makes room for another.
MOST_LOOKED = 2_000

# A box, the middle of its words, and what it costs that they stand there.
Place = tuple[Box, float, float, float]


def delay_notes(picture: Picture) -> dict[int, tuple[Words, Box]]:
    """Return what is written beside the bars of each arrow's delay, and the box around it.

    Arrows go by their place in the picture; those whose delay has no known length are left out.
    """
    wanted = {n: a for n, a in enumerate(picture.arrows) if a.bars and a.delay and a.delay_place}
    if not wanted:
        return {}
    around = _Around(picture) if len(picture.arrows) <= MOST_LOOKED else None
    found = {}
    for number, arrow in wanted.items():
        said = arrow.delay.replace("..", "–")
        places = _places(arrow, width(said, SIZE) / 2)
        box, x, y, _ = places[0] if around is None else around.clearest(places)
        found[number] = Words(((said, (x, y + DROP)),), "delay", SIZE, role="quiet", halo=True), box
    return found


def _places(arrow: Arrow, half: float) -> list[Place]:
    """The two sides of the bars, the one the picture proposes first."""
    ends = [end for bar in arrow.bars for end in bar]
    mx, my = sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends)
    px, py = arrow.delay_place or (mx, my - 1)
    away = math.hypot(px - mx, py - my) or 1.0
    ox, oy = (px - mx) / away, (py - my) / away
    long = math.dist(*arrow.bars[0]) / 2 + GAP
    # So far out does the middle of a box lie that is to touch what is `long` away.
    reach = long + abs(ox) * half + abs(oy) * HALF
    found = []
    for side, extra in ((1.0, 0.0), (-1.0, OTHER_SIDE)):
        x, y = mx + side * reach * ox, my + side * reach * oy
        found.append((_box((x, y), half, HALF), x, y, extra))
    return found


class _Around:
    """What a note may be in the way of: names, marks, notes that stand there already, links."""

    def __init__(self, picture: Picture) -> None:
        boxes = [_box(n.centre, n.width / 2, n.height / 2) for n in picture.names]
        self._names = np.array(boxes).reshape(-1, 4)
        marks = [_box(a.sign, SIGN, SIGN) for a in picture.arrows]
        marks += [_box(b.centre, b.radius + 3, b.radius + 3) for b in picture.badges]
        # Room for a note on each arrow: an array made anew for each would be most of the work.
        self._marks = np.zeros((len(marks) + len(picture.arrows), 4))
        self._marks[: len(marks)], self._count = marks, len(marks)
        self._points = _points(picture.arrows)

    def clearest(self, places: Sequence[Place]) -> Place:
        """Return the place that is least in the way, and take it."""
        costs = [self._cost(box) + extra for box, _, _, extra in places]
        best = places[costs.index(min(costs))]
        self._marks[self._count] = best[0]
        self._count += 1
        return best

    def _cost(self, box: Box) -> float:
        left, top, right, bottom = box
        x, y = self._points
        on_line = (left < x) & (x < right) & (top < y) & (y < bottom)
        cost = ON_NAME * _met(box, self._names) + ON_MARK * _met(box, self._marks[: self._count])
        return cost + ON_LINE * int(on_line.sum())


def _met(box: Box, others: Numbers) -> int:
    """How many boxes another one meets."""
    left, top, right, bottom = others.T
    across = (box[0] < right) & (left < box[2])
    return int((across & (box[1] < bottom) & (top < box[3])).sum())


def _points(arrows: Sequence[Arrow]) -> Numbers:
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


def _box(centre: Point, wide: float, high: float) -> Box:
    return centre[0] - wide, centre[1] - high, centre[0] + wide, centre[1] + high
