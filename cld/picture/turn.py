"""Turns and mirrors a drawing so that it lies well on a page, and reads the usual way."""

from __future__ import annotations

import math

import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.badges import turning
from cld.picture.drawing import Drawing

ANGLES = 24
# Width by height that a page likes, and what it costs to be off.
NARROW, WIDE, OFF = 1.2, 2.2, 5.0
# The first loop is to turn clockwise, its first variable to stand near the top left.
WRONG_SENSE, NOT_ON_TOP = 1.5, 0.8


def turned(drawing: Drawing) -> Drawing:
    """Return the drawing turned, and mirrored where that is better; pins keep it as it is."""
    plan = drawing.plan
    if plan.at or len(plan.names) < 2:
        return drawing
    middle = drawing.places.mean(0)
    found: list[tuple[float, int, bool]] = []
    for mirrored in (False, True):
        for number in range(ANGLES):
            found.append((_cost(_at(drawing, middle, number, mirrored)), number, mirrored))
    best = min(found)
    return _at(drawing, middle, best[1], best[2])


def _at(drawing: Drawing, middle: Numbers, number: int, mirrored: bool) -> Drawing:
    angle = 2 * math.pi * number / ANGLES
    places = drawing.places - middle
    bends = drawing.bend
    if mirrored:
        places, bends = places * (-1.0, 1.0), -bends
    cos, sin = math.cos(angle), math.sin(angle)
    places = places @ np.array([[cos, sin], [-sin, cos]])
    return Drawing(drawing.plan, places, bends)


def _cost(drawing: Drawing) -> float:
    plan = drawing.plan
    width = np.ptp(drawing.x) + 2 * plan.wide.mean()
    height = np.ptp(drawing.y) + 2 * plan.high.mean()
    aspect = float(width / height)
    cost = drawing.faults() + OFF * max(0.0, math.log(NARROW / aspect), math.log(aspect / WIDE))
    if plan.loops:
        loop = list(plan.loops[0])
        outline = drawing.places[loop]
        if len(loop) > 2:
            cost += WRONG_SENSE * (turning(outline) != "clockwise")
        dx, dy = outline[0] - outline.mean(0)
        size = math.hypot(dx, dy) or 1.0
        cost += NOT_ON_TOP * (1 + (0.5 * dx + dy) / (1.12 * size)) / 2
    return cost
