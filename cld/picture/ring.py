"""The arrow around a badge, which turns in the direction of the loop."""

from __future__ import annotations

import math

from cld.picture.picture import Path, Point, Turning

RADIUS = 14.0
# The gap in the circle, and the length and width of the arrow's head.
GAP = 0.9
HEAD_LENGTH, HEAD_WIDTH = 6.5, 6.5


def badge_arrow(
    centre: Point, turns: Turning, radius: float = RADIUS
) -> tuple[Path, tuple[Point, Point, Point]]:
    """Return the arrow around a badge: its curve, open at the bottom, and its head."""
    sense = 1.0 if turns == "clockwise" else -1.0
    first, last = math.pi / 2 + sense * GAP / 2, math.pi / 2 + sense * (2 * math.pi - GAP / 2)
    count = 4
    step = (last - first) / count
    handle = 4 / 3 * math.tan(step / 4) * radius
    points = [_on(centre, radius, first)]
    for number in range(count):
        here, there = first + number * step, first + (number + 1) * step
        (ax, ay), (bx, by) = _on(centre, radius, here), _on(centre, radius, there)
        points += [
            (ax - handle * math.sin(here), ay + handle * math.cos(here)),
            (bx + handle * math.sin(there), by - handle * math.cos(there)),
            (bx, by),
        ]
    tip = _on(centre, radius, last + sense * HEAD_LENGTH / radius)
    inner = _on(centre, radius - HEAD_WIDTH / 2, last)
    outer = _on(centre, radius + HEAD_WIDTH / 2, last)
    return tuple(points), (tip, inner, outer)


def _on(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
