"""How arrows end: tips and starts that lie on a passing link, heads that point past their name,
signs that are nearer to another link."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.picture import Arrow, Name, Point

# An end this close to another link seems to end on it.
ON = 4.0
# Links of one name meet near it: this length of each, from the name, is not a passing link.
NEAR_NAME = 18.0
# Two tips this close to each other touch.
TOUCH = 9.0
# A head points at its name if the line through it meets the name's text, which has this margin.
MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class ArrowEnds:
    """The numbers of tips and starts of arrows on passing links, of heads that touch, of heads that
    point past their name, and of signs nearer to another link than to their own."""

    tips_on_links: int
    starts_on_links: int
    heads_touching: int
    heads_past_names: int
    signs_nearer_others: int


def ends_of(names: Sequence[Name], arrows: Sequence[Arrow], lines: Sequence[Numbers]) -> ArrowEnds:
    """Return how the arrows of a picture end.

    Parameters
    ----------
    names, arrows : those of the picture.
    lines : each arrow as a row of points, from its start to its tip.
    """
    if not arrows:
        return ArrowEnds(0, 0, 0, 0, 0)
    others = _ArrowLines(arrows, lines)
    box = {name.variable: name for name in names}
    plain = [number for number, arrow in enumerate(arrows) if arrow.cause != arrow.effect]
    tips = np.array([arrows[number].head[0] for number in plain]).reshape(-1, 2)
    away = np.hypot(*np.moveaxis(tips[:, None] - tips, -1, 0)) if len(tips) < MOST_TIPS else None
    return ArrowEnds(
        sum(others.meets(arrows[n].head[0], n, arrows[n].effect) for n in plain),
        sum(others.meets(arrows[n].path[0], n, arrows[n].cause) for n in plain),
        0 if away is None else int((np.triu(away < TOUCH, 1)).sum()),
        sum(_points_past(arrows[n], box[arrows[n].effect]) for n in plain),
        sum(others.is_nearer(arrows[n].sign, n) for n in plain),
    )


# Tips of more arrows than this are not compared with each other.
MOST_TIPS = 3_000


class _ArrowLines:
    """Arrows as rows of points, each with the box around it."""

    def __init__(self, arrows: Sequence[Arrow], lines: Sequence[Numbers]) -> None:
        self.arrows, self.lines = arrows, lines
        self._low = np.array([line.min(0) for line in lines])
        self._high = np.array([line.max(0) for line in lines])

    def meets(self, end: Point, own: int, name: str) -> bool:
        """Return whether an end of an arrow at a name lies on another arrow, past that name."""
        for number in self._around(end, own, ON):
            line, arrow = self.lines[number], self.arrows[number]
            if arrow.cause == name:
                line = _without_start(line, NEAR_NAME)
            if arrow.effect == name:
                line = _without_start(line[::-1], NEAR_NAME)
            if _distance(end, line) < ON:
                return True
        return False

    def is_nearer(self, sign: Point, own: int) -> bool:
        """Return whether a sign is nearer to another arrow than to its own."""
        away = _distance(sign, self.lines[own])
        return any(_distance(sign, self.lines[n]) < away for n in self._around(sign, own, away))

    def _around(self, place: Point, own: int, room: float) -> Iterator[int]:
        """The other arrows whose box, with some room, has a place in it."""
        at = np.array(place)
        inside = ((self._low - room <= at) & (self._high + room >= at)).all(1)
        return (int(n) for n in np.flatnonzero(inside) if n != own)


def _without_start(line: Numbers, length: float) -> Numbers:
    """A row of points without those within a length of its first one, along the line."""
    gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    return np.asarray(line[gone >= min(length, float(gone[-1]) / 2)])


def _distance(place: Point, line: Numbers) -> float:
    """The distance of a place from a row of points joined by straight lines."""
    if len(line) < 2:
        return float(np.hypot(*(line - place).T).min(initial=math.inf))
    begin, step = line[:-1], np.diff(line, axis=0)
    square = np.maximum((step * step).sum(1), 1e-12)
    share = np.clip(((np.array(place) - begin) * step).sum(1) / square, 0.0, 1.0)
    return float(np.hypot(*(begin + share[:, None] * step - place).T).min())


def _points_past(arrow: Arrow, name: Name) -> bool:
    """Return whether the line through an arrow's head misses the text of its name."""
    (x, y), (ax, ay), (bx, by) = arrow.head
    dx, dy = x - (ax + bx) / 2, y - (ay + by) / 2
    wide, high = name.width / 2 - MARGIN, name.height / 2
    low, far = 0.0, math.inf
    for at, step, middle, half in ((x, dx, name.centre[0], wide), (y, dy, name.centre[1], high)):
        if abs(step) < 1e-9:
            if abs(at - middle) > half:
                return True
            continue
        one, other = (middle - half - at) / step, (middle + half - at) / step
        low, far = max(low, min(one, other)), min(far, max(one, other))
    return low > far
