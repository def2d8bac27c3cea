"""Bends: the distance of an arc from the straight line between its ends.

A bend is the height of the arc over that line, as a part of the line's length. A positive bend is
to the left of the arc's direction, as seen on a page whose y points down.
"""

from __future__ import annotations

import math

Point = tuple[float, float]

# The bend of a link is written as a percentage; half a circle is the most.
MOST_PERCENT = 50.0


def bend_of(a: Point, b: Point, on: Point) -> float:
    """Return the bend of the arc from a to b that passes a third point.

    >>> round(bend_of((0, 0), (100, 0), (50, -50)), 3)
    0.5
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    chord = math.hypot(dx, dy)
    if chord < 1e-6:
        return 0.0
    along = ((on[0] - a[0]) * dx + (on[1] - a[1]) * dy) / chord
    left = ((on[0] - a[0]) * dy - (on[1] - a[1]) * dx) / chord
    if abs(left) < 1e-3:
        return 0.0
    # The angle at which a and b are seen from the point is the same all along the arc, and is half
    # the angle of the rest of the circle.
    seen = math.atan2(chord * abs(left), left**2 - along * (chord - along))
    return math.copysign(math.tan((math.pi - seen) / 2) / 2, left)


def percent(bend: float) -> float:
    """Return a bend as `bend 30` says it, rounded, and at most half a circle.

    >>> percent(0.30049), percent(-3.0)
    (30.0, -50.0)
    """
    return round(max(-MOST_PERCENT, min(MOST_PERCENT, 100 * bend)), 1)


def middle_of(a: Point, b: Point, bend: float) -> Point:
    """Return the middle of the arc from a to b with a bend.

    >>> middle_of((0, 0), (100, 0), 0.5)
    (50.0, -50.0)
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    return (a[0] + b[0]) / 2 + bend * dy, (a[1] + b[1]) / 2 - bend * dx
