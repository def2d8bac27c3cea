"""Arcs as cubic curves, with arrow heads and the places of marks on an arc."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cld.picture.arcs import Numbers
from cld.picture.picture import Path, Point, Segment

HEAD_LENGTH, HEAD_WIDTH = 10.0, 8.0
# The part of its head that an arrow's line covers; the tip must be sharp.
COVERED = 0.3


@dataclass(frozen=True, slots=True)
class Arc:
    """One arc, as numbers: `at` returns the point at an angle, `direction` its direction there.

    The centre of its circle is `cx`, `cy`; angles count from `up` towards `along`, and the arc is
    visible from `first` to `last`.
    """

    cx: float
    cy: float
    radius: float
    up: Point
    along: Point
    first: float
    last: float

    @property
    def length(self) -> float:
        """The length of the visible part."""
        return self.radius * (self.last - self.first)

    def at(self, phi: float) -> Point:
        """Return the point at an angle."""
        cos, sin = self.radius * math.cos(phi), self.radius * math.sin(phi)
        x = self.cx + cos * self.up[0] + sin * self.along[0]
        return x, self.cy + cos * self.up[1] + sin * self.along[1]

    def direction(self, phi: float) -> Point:
        """Return the direction of the arc at an angle, of length 1."""
        cos, sin = math.cos(phi), math.sin(phi)
        x = cos * self.along[0] - sin * self.up[0]
        return x, cos * self.along[1] - sin * self.up[1]

    def before_tip(self, distance: float) -> float:
        """Return the angle at this distance before the visible end."""
        return self.last - distance / self.radius

    def part(self, share: float) -> float:
        """Return the angle at a share of the visible part."""
        return self.first + share * (self.last - self.first)


def curved(table: Numbers) -> list[Arc]:
    """Return the arcs of a table, one by one."""
    found = []
    for column in table.T:
        cx, cy, radius, ux, uy, ex, ey, half = map(float, column[:8])
        found.append(Arc(cx, cy, radius, (ux, uy), (ex, ey), -half, half))
    return found


def arrow(arc: Arc) -> tuple[Path, tuple[Point, Point, Point]]:
    """Return an arc as a curve and the head at its end."""
    end = arc.before_tip(min(HEAD_LENGTH * (1 - COVERED), max(arc.length, 0.0)))
    return curve(arc, arc.first, end), arrow_head(arc.at(arc.last), arc, HEAD_LENGTH, HEAD_WIDTH)


def arrow_head(
    tip: Point, arc: Arc, length: float, width: float, back: bool = False
) -> tuple[Point, Point, Point]:
    """Return a head with its tip at this point and its middle on the arc behind it.

    `back`: the arrow runs against the arc, and the tip is at the beginning of the arc.
    """
    behind = arc.first + length / arc.radius if back else arc.before_tip(length)
    bx, by = arc.at(behind)
    dx, dy = tip[0] - bx, tip[1] - by
    size = math.hypot(dx, dy) or 1.0
    nx, ny = -dy / size * width / 2, dx / size * width / 2
    return tip, (bx + nx, by + ny), (bx - nx, by - ny)


def curve(arc: Arc, first: float, last: float) -> Path:
    """Return a part of an arc as cubic curves, each over at most a quarter of a circle."""
    count = max(1, math.ceil(abs(last - first) / (math.pi / 2)))
    step = (last - first) / count
    handle = 4 / 3 * math.tan(step / 4) * arc.radius
    points = [arc.at(first)]
    for number in range(count):
        here, there = first + number * step, first + (number + 1) * step
        (ax, ay), (bx, by) = arc.at(here), arc.at(there)
        (adx, ady), (bdx, bdy) = arc.direction(here), arc.direction(there)
        points += [
            (ax + handle * adx, ay + handle * ady),
            (bx - handle * bdx, by - handle * bdy),
            (bx, by),
        ]
    return tuple(points)


def across(arc: Arc, phi: float, half: float) -> Segment:
    """Return a short line across an arc."""
    (x, y), (dx, dy) = arc.at(phi), arc.direction(phi)
    return (x - dy * half, y + dx * half), (x + dy * half, y - dx * half)
