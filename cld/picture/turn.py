"""Turns and mirrors a drawing so that it lies well on a page, and reads the usual way."""

from __future__ import annotations

import math

import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.badges import turning
from cld.picture.drawing import Drawing

ANGLES = 12
# Links of the main loop, or of all, whose direction is tried to be level.
MOST_LEVELLED = 8
# Width by height that a page likes, and what it costs to be off.
NARROW, WIDE, OFF = 1.2, 2.2, 5.0
# The first loop is to turn clockwise, its first variable to stand near the top left, links to
# be level or upright.
WRONG_SENSE, NOT_ON_TOP, ASLANT = 1.5, 0.8, 2.0


def turned(drawing: Drawing) -> Drawing:
    """Return the drawing turned, and mirrored where that is better; pins keep it as it is."""
    plan = drawing.plan
    if plan.at or len(plan.names) < 2:
        return drawing
    middle = drawing.places.mean(0)
    angles = [2 * math.pi * number / ANGLES for number in range(ANGLES)]
    slants = _slants(drawing)[:MOST_LEVELLED]
    angles += [quarter * math.pi / 2 - slant for slant in slants for quarter in range(4)]
    tried = [
        (round(_cost(_at(drawing, middle, sense * angle, sense < 0)), 6), number, sense)
        for sense in (1, -1)
        for number, angle in enumerate(angles)
    ]
    _, number, sense = min(tried)
    return _at(drawing, middle, sense * angles[number], sense < 0)


def _at(drawing: Drawing, middle: Numbers, angle: float, mirrored: bool) -> Drawing:
    places = drawing.places - middle
    bends = drawing.bend
    if mirrored:
        places, bends = places * (-1.0, 1.0), -bends
    cos, sin = math.cos(angle), math.sin(angle)
    return Drawing(drawing.plan, places @ np.array([[cos, sin], [-sin, cos]]), bends)


def _slants(drawing: Drawing) -> Numbers:
    """The directions of the links of the first loop, or of all where there is none."""
    plan = drawing.plan
    links = [number for number, loop in enumerate(plan.loop_of) if loop == 0]
    links = links or list(range(len(plan.links)))
    a, b = drawing.cause[links], drawing.effect[links]
    return np.asarray(np.arctan2(drawing.y[b] - drawing.y[a], drawing.x[b] - drawing.x[a]))


def _cost(drawing: Drawing) -> float:
    plan = drawing.plan
    width = np.ptp(drawing.x) + 2 * plan.wide.mean()
    height = np.ptp(drawing.y) + 2 * plan.high.mean()
    aspect = float(width / height)
    cost = drawing.faults() + OFF * max(0.0, math.log(NARROW / aspect), math.log(aspect / WIDE))
    slants = _slants(drawing)
    if len(slants):
        cost += ASLANT * (1 - float(np.abs(np.cos(2 * slants)).mean()))
    if plan.loops:
        outline = drawing.places[list(plan.loops[0])]
        if len(outline) > 2:
            cost += WRONG_SENSE * (turning(outline) != "clockwise")
        dx, dy = outline[0] - outline.mean(0)
        size = math.hypot(dx, dy) or 1.0
        cost += NOT_ON_TOP * (1 + (0.5 * dx + dy) / (1.12 * size)) / 2
    return cost
