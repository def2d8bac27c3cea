"""Where the lengths of delays are written: beside their bars, on the clearer side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from cld.paint.shapes import Box, Words
from cld.picture.fonts import width
from cld.picture.picture import Arrow, Path, Picture, Point

SIZE = 11.5
# Half the height of small letters and figures, and how deep their baseline lies below that.
HALF, DROP = 5.5, 3.8
GAP = 2.5
ON_NAME, ON_MARK, ON_LINE, OTHER_SIDE = 10.0, 6.0, 1.0, 0.5
SIGN = 6.0
# A curve is looked at in so many places; what lies on its arrow's tip counts too.
PLACES = 14


def delay_notes(picture: Picture) -> dict[int, tuple[Words, Box]]:
    """Return what is written beside the bars of each arrow's delay, and the box around it.

    Arrows go by their place in the picture; those whose delay has no known length are left out.
    """
    wanted = {n: a for n, a in enumerate(picture.arrows) if a.bars and a.delay and a.delay_place}
    if not wanted:
        return {}
    taken = [_box(n.centre, n.width / 2, n.height / 2) for n in picture.names]
    marks = [_box(a.sign, SIGN, SIGN) for a in picture.arrows]
    marks += [_box(b.centre, b.radius + 3, b.radius + 3) for b in picture.badges]
    lines = [(_around((*arrow.path, arrow.head[0])), arrow) for arrow in picture.arrows]
    found = {}
    for number, arrow in wanted.items():
        said = arrow.delay.replace("..", "–")
        box, x, y = min(
            ((_cost(box, taken, marks, lines) + extra, box, x, y)
             for box, x, y, extra in _places(arrow, width(said, SIZE) / 2)),
            key=lambda each: each[0],
        )[1:]  # fmt: skip
        marks.append(box)
        found[number] = Words(((said, (x, y + DROP)),), "delay", SIZE, role="quiet", halo=True), box
    return found


def _places(arrow: Arrow, half: float) -> list[tuple[Box, float, float, float]]:
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


def _cost(
    box: Box, names: Sequence[Box], marks: Sequence[Box], lines: Sequence[tuple[Box, Arrow]]
) -> float:
    cost = ON_NAME * sum(_meet(box, other) for other in names)
    cost += ON_MARK * sum(_meet(box, other) for other in marks)
    near = (arrow for around, arrow in lines if _meet(box, around))
    return cost + ON_LINE * sum(_is_in(box, at) for arrow in near for at in _along(arrow))


def _along(arrow: Arrow) -> Iterator[Point]:
    path = arrow.path
    yield path[0]
    for number in range(1, len(path), 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = path[number - 1 : number + 3]
        for step in range(1, PLACES + 1):
            there = step / PLACES
            back = 1 - there
            a, b, c, d = back**3, 3 * back**2 * there, 3 * back * there**2, there**3
            yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy
    yield arrow.head[0]


def _around(path: Path) -> Box:
    """The box around a curve's control points, within which all of it lies."""
    xs, ys = [x for x, _ in path], [y for _, y in path]
    return min(xs), min(ys), max(xs), max(ys)


def _is_in(box: Box, at: Point) -> bool:
    return box[0] < at[0] < box[2] and box[1] < at[1] < box[3]


def _meet(one: Box, other: Box) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def _box(centre: Point, wide: float, high: float) -> Box:
    return centre[0] - wide, centre[1] - high, centre[0] + wide, centre[1] + high
