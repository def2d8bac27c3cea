"""Places signs, delay bars and self-loops where they cover nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cld.picture.arcs import Numbers
from cld.picture.curves import Arc, across
from cld.picture.picture import Point, Segment

# The space around the middle of a sign, and its distance behind the tip and to the side.
SIGN_ROOM = 6.0
BEHIND = (17.0, 21.0, 26.0, 32.0, 40.0, 13.0, 50.0, 62.0)
ASIDE = (10.0, 12.5, 8.0)
# The badge of a loop is within its circle if the circle, a link of a variable to itself, is this
# tight.
TIGHT = 25.0
# The two bars of a delay: half their length, their distance, and their possible places on the arc.
BAR, BARS_APART = 7.0, 5.0
SHARES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.34, 0.28, 0.66, 0.22, 0.72)
MANY = 500
# Every third point of an arc is enough to find free space.
SPARSE = 3
# The number of pairs of places and points that are compared at a time.
AT_ONCE = 1 << 22
# Memory for this many marks at first.
FIRST_MARKS = 64
ON_NAME, ON_MARK, ON_ARC, NEARER, EACH_STEP = 100.0, 40.0, 12.0, 9.0, 0.4
# A sign this much nearer to its own link than to others is clearly that link's.
CLEARLY = 1.0


class Surroundings:
    """The existing items: names as boxes, arcs as rows of points, marks as discs."""

    def __init__(self, boxes: Numbers, lines: Sequence[Numbers]) -> None:
        self.boxes = boxes  # centre x, centre y, half width, half height
        owner = np.repeat(np.arange(len(lines)), [len(points) for points in lines])
        points = np.concatenate(lines) if lines else np.zeros((0, 2))
        self.arrows = len(lines)
        # From left to right, so that points near a place are found quickly.
        order = np.argsort(points[:, 0], kind="stable")
        self.owner, self.points = owner[order], points[order]
        # Memory is reserved for more marks than there are: making a new array for each place that
        # is tried would be most of the work.
        self._rows, self._marks = np.zeros((FIRST_MARKS, 3)), 0

    @property
    def discs(self) -> Numbers:
        """The existing marks: x, y and radius."""
        return self._rows[: self._marks]

    def add(self, place: Point, room: float) -> None:
        """Add a mark at a place."""
        if self._marks == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[self._marks] = *place, room
        self._marks += 1

    def cost(self, place: Point, room: float, own: int = -1) -> float:
        """Return how much a mark of this size would cover there, without its own arc."""
        return float(self.costs(np.array([place]), room, own)[0])

    def is_nearer(self, place: Point, reach: float, own: int) -> bool:
        """Return whether another arc than its own is this near to a place."""
        points, owner = self._near(np.array([place]), reach)
        away = points[owner != own] - place
        return bool((np.hypot(away[:, 0], away[:, 1]) < reach).any())

    def clearance(self, places: Numbers, most: float) -> Numbers:
        """Return the distance of each of some places from the nearest arc, name or mark, up to
        `most`; it is approximate for arcs."""
        x, y = places[:, :1], places[:, 1:]
        found = np.full(len(places), most)
        points = self._near(places, most)[0][::SPARSE]
        if len(places) > 1 and len(places) * len(points) > AT_ONCE:
            return np.concatenate([self.clearance(place[None], most) for place in places])
        if len(points):
            dx, dy = points[:, 0] - x, points[:, 1] - y
            found = np.minimum(found, np.sqrt((dx * dx + dy * dy).min(1)))
        if len(self.boxes):
            dx = np.maximum(np.abs(self.boxes[:, 0] - x) - self.boxes[:, 2], 0.0)
            dy = np.maximum(np.abs(self.boxes[:, 1] - y) - self.boxes[:, 3], 0.0)
            found = np.minimum(found, np.hypot(dx, dy).min(1))
        discs = self.discs
        if len(discs):
            away = np.hypot(discs[:, 0] - x, discs[:, 1] - y) - discs[:, 2]
            found = np.minimum(found, away.min(1))
        return found

    def costs(self, places: Numbers, room: float, own: int = -1) -> Numbers:
        """Return the same for many places at once, one row each."""
        points, owner = self._near(places, room + 2)
        if len(places) > 1 and len(places) * len(points) > AT_ONCE:
            return np.concatenate([self.costs(place[None], room, own) for place in places])
        x, y = places[:, :1], places[:, 1:]
        cost = np.zeros(len(places))
        if len(self.boxes):
            over = np.minimum(
                self.boxes[:, 2] + room - np.abs(self.boxes[:, 0] - x),
                self.boxes[:, 3] + room - np.abs(self.boxes[:, 1] - y),
            )
            cost += np.where(over > 0, ON_NAME + over, 0.0).sum(1)
        if len(points):
            away = np.hypot(points[:, 0] - x, points[:, 1] - y)
            limit = np.where(owner == own, room - 1.5, room + 1.0)
            cost += np.where(away < limit, ON_ARC * (1 + (limit - away) / room), 0.0).max(1)
        discs = self.discs
        if len(discs):
            away = np.hypot(discs[:, 0] - x, discs[:, 1] - y)
            cost += ON_MARK * (away < discs[:, 2] + room).sum(1)
        return cost

    def _near(self, places: Numbers, room: float) -> tuple[Numbers, NDArray[np.int64]]:
        """The points of arcs near the box around some places, and the arcs they belong to."""
        (left, top), (right, bottom) = places.min(0) - room, places.max(0) + room
        first, last = np.searchsorted(self.points[:, 0], [left, right])
        points, owner = self.points[first:last], self.owner[first:last]
        inside = (points[:, 1] > top) & (points[:, 1] < bottom)
        return points[inside], owner[inside]


def sign_place(arc: Arc, number: int, around: Surroundings) -> Point:
    """Return the place of an arrow's sign: behind its head, outside its bend if possible."""
    found: list[tuple[float, Point]] = []
    # If there are so many arrows that some signs overlap anyway, a few places are enough.
    tried = BEHIND if around.arrows <= MANY else BEHIND[:1]
    for rank, (behind, aside, side) in enumerate(
        (behind, aside, side) for behind in tried for aside in ASIDE for side in (1.0, -1.0)
    ):
        inside = side < 0 and arc.radius < TIGHT
        if inside or behind > max(0.8 * arc.length, 14.0):
            continue
        place = _beside(arc, behind, side * aside)
        cost = around.cost(place, SIGN_ROOM, number) + EACH_STEP * rank
        cost += NEARER * around.is_nearer(place, aside + CLEARLY, number)
        found.append((cost, place))
        if cost <= EACH_STEP * rank:
            break
    best = min(found)[1] if found else arc.at(arc.part(0.5))
    around.add(best, SIGN_ROOM)
    return best


def first_sign_place(arc: Arc) -> Point:
    """Return the place of a sign if nothing else is near."""
    for behind in BEHIND:
        if behind <= max(0.8 * arc.length, 14.0):
            return _beside(arc, behind, ASIDE[0])
    return arc.at(arc.part(0.5))


def _beside(arc: Arc, behind: float, aside: float) -> Point:
    """The place at a distance behind the tip of an arc and a distance outside its bend."""
    x, y = arc.at(arc.before_tip(behind))
    ox, oy = (x - arc.cx) / arc.radius, (y - arc.cy) / arc.radius
    return x + aside * ox, y + aside * oy


def bars_place(arc: Arc, number: int, around: Surroundings) -> tuple[Segment, Segment]:
    """Return the two bars of a delay across an arrow, at its middle if that is free."""
    best = min(
        (around.cost(arc.at(arc.part(share)), BAR, number) + EACH_STEP * rank, share)
        for rank, share in enumerate(SHARES)
    )[1]
    around.add(arc.at(arc.part(best)), BAR)
    return bars_at(arc, best)


def bars_at(arc: Arc, share: float) -> tuple[Segment, Segment]:
    """Return the two bars of a delay across an arrow, at a share of its visible part."""
    phi, step = arc.part(share), BARS_APART / 2 / arc.radius
    return across(arc, phi - step, BAR), across(arc, phi + step, BAR)
