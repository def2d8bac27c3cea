"""Links from a variable to itself: small circles at the edge of its name."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from cld.core.diagram import Link
from cld.picture.arcs import Numbers
from cld.picture.curves import Arc
from cld.picture.drawing import Drawing

RADIUS = 15.0
DIRECTIONS = 16
# The part of the circle's centre distance that is outside the name.
OUT = 0.72
GAP = 2.5
# The space around the circle that should be free.
ROOM = 9.0


def self_arcs(drawing: Drawing, links: Sequence[Link], others: Sequence[Arc]) -> list[Arc]:
    """Return a circle for each of these links, at the side of the name with the most free space."""
    index = {name: place for place, name in enumerate(drawing.plan.names)}
    rows = [arc.at(arc.part(step / 12)) for arc in others for step in range(13)]
    points = np.array(rows).reshape(-1, 2)
    found: list[Arc] = []
    for link in links:
        arc = _clearest(drawing, index[link.cause], points)
        found.append(arc)
        more = np.array([arc.at(arc.part(step / 12)) for step in range(13)])
        points = np.concatenate([points, more])
    return found


def _clearest(drawing: Drawing, variable: int, points: Numbers) -> Arc:
    plan = drawing.plan
    x, y = float(drawing.x[variable]), float(drawing.y[variable])
    wide, high = float(plan.wide[variable]), float(plan.high[variable])
    # Only items near one of the circles can get in their way.
    far = math.hypot(wide, high) + (1 + OUT) * RADIUS + ROOM
    points = points[(np.abs(points - (x, y)) < far).all(1)]
    best: tuple[float, tuple[float, float], float] | None = None
    for number in range(DIRECTIONS):
        angle = -math.pi / 2 + 2 * math.pi * number / DIRECTIONS
        dx, dy = math.cos(angle), math.sin(angle)
        edge = min(wide / max(abs(dx), 1e-9), high / max(abs(dy), 1e-9))
        cx, cy = x + dx * (edge + OUT * RADIUS), y + dy * (edge + OUT * RADIUS)
        cost = 0.15 * min(number, DIRECTIONS - number)
        if len(points):
            away = np.hypot(points[:, 0] - cx, points[:, 1] - cy)
            cost += float(np.maximum(0.0, RADIUS + ROOM - away).sum())
        over = np.minimum(
            plan.wide + RADIUS + 4 - np.abs(drawing.x - cx),
            plan.high + RADIUS + 4 - np.abs(drawing.y - cy),
        )
        over[variable] = 0.0
        cost += 4 * float(np.maximum(over, 0.0).sum())
        if best is None or cost < best[0]:
            best = cost, (cx, cy), angle
    assert best is not None
    return _circle(best[1], (x, y), (wide, high), best[2])


def _circle(
    centre: tuple[float, float],
    name: tuple[float, float],
    box: tuple[float, float],
    angle: float,
) -> Arc:
    """The part of a circle that is outside a name's box, as an arc that turns clockwise."""
    up = math.cos(angle), math.sin(angle)
    along = -up[1], up[0]

    def outside(phi: float) -> bool:
        x = centre[0] + RADIUS * (math.cos(phi) * up[0] + math.sin(phi) * along[0])
        y = centre[1] + RADIUS * (math.cos(phi) * up[1] + math.sin(phi) * along[1])
        return abs(x - name[0]) > box[0] + GAP or abs(y - name[1]) > box[1] + GAP

    steps = [math.pi * step / 90 for step in range(90)]
    first = next((phi for phi in steps if not outside(-phi)), math.pi)
    last = next((phi for phi in steps if not outside(phi)), math.pi)
    return Arc(*centre, RADIUS, up, along, -first, last)
