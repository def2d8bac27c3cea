"""Rotates and mirrors a drawing to fit a page and to read in the usual direction."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.badges import turning
from cld.picture.costs import Costs
from cld.picture.drawing import Drawing
from cld.picture.plan import Plan

ANGLES = 12
# The number of rotations that are compared in detail.
PROMISING = 10
# Among more links than this, most cross others in any rotation, and comparing all takes long.
MOST_COMPARED = 600
# The links of the main loop, or of all, that are tried in level direction.
MOST_LEVELLED = 8
# The preferred range of width by height of a page, and the cost of missing it.
NARROW, WIDE, WIDE_PAIR, OFF = 1.2, 2.2, 20.0, 5.0
# The first loop should turn clockwise, its first variable be near the top left, and links be level
# or upright.
WRONG_SENSE, NOT_ON_TOP, ASLANT = 1.5, 0.8, 2.0


def best_turned(drawing: Drawing) -> Drawing:
    """Return the drawing rotated, and mirrored if that is better; pins keep it as it is."""
    plan = drawing.plan
    if plan.at or len(plan.names) < 2:
        return drawing
    middle = drawing.places.mean(0)
    angles = [2 * math.pi * number / ANGLES for number in range(ANGLES)]
    slants = _slants(drawing.places, plan)[:MOST_LEVELLED]
    angles += [quarter * math.pi / 2 - slant for slant in slants for quarter in range(4)]
    tried = sorted(
        (round(_cost(_placed(drawing, middle, sense * angle, sense < 0), plan), 6), number, sense)
        for sense in (1, -1)
        for number, angle in enumerate(angles)
    )[:PROMISING]
    if len(plan.links) > MOST_COMPARED:
        del tried[1:]
    found = [
        (cost, _at(drawing, middle, sense * angles[number], sense < 0))
        for cost, number, sense in tried
    ]
    if len(found) == 1:
        return found[0][1]
    return min(found, key=lambda item: item[0] + Costs(item[1]).faults())[1]


def _placed(drawing: Drawing, middle: Numbers, angle: float, mirrored: bool) -> Numbers:
    x, y = (drawing.places - middle).T
    x = -x if mirrored else x
    cos, sin = math.cos(angle), math.sin(angle)
    return np.stack([x * cos - y * sin, x * sin + y * cos], 1)


def _at(drawing: Drawing, middle: Numbers, angle: float, mirrored: bool) -> Drawing:
    bends = -drawing.bend if mirrored else drawing.bend
    return Drawing(drawing.plan, _placed(drawing, middle, angle, mirrored), bends)


def _slants(places: Numbers, plan: Plan) -> Numbers:
    """The directions of the links of the first loop, or of all links in a diagram without loops."""
    links = [ends for ends, loop in zip(plan.links, plan.loop_of, strict=True) if loop == 0]
    return _directions(places, links or plan.links)


def _directions(places: Numbers, links: Sequence[tuple[int, int]]) -> Numbers:
    ends = np.array(links, dtype=int).reshape(-1, 2)
    steps = places[ends[:, 1]] - places[ends[:, 0]]
    return np.asarray(np.arctan2(steps[:, 1], steps[:, 0]))


def _cost(places: Numbers, plan: Plan) -> float:
    width = float(np.ptp(places[:, 0]) + 2 * plan.wide.mean())
    height = float(np.ptp(places[:, 1]) + 2 * plan.high.mean())
    aspect = width / height
    # Two names alone are placed side by side, however flat that is.
    wide = WIDE if len(places) > 2 else WIDE_PAIR
    cost = OFF * max(0.0, math.log(NARROW / aspect), math.log(aspect / wide))
    pairs = [ends for ends, back in zip(plan.links, plan.pair, strict=True) if back >= 0]
    for slants in (_slants(places, plan), _directions(places, pairs)):
        if len(slants):
            cost += ASLANT * (1 - float(np.abs(np.cos(2 * slants)).mean()))
    if plan.loops:
        outline = places[list(plan.loops[0])]
        if len(outline) > 2:
            cost += WRONG_SENSE * (turning(outline) != "clockwise")
        dx, dy = outline[0] - outline.mean(0)
        size = math.hypot(dx, dy) or 1.0
        cost += NOT_ON_TOP * (1 + (0.5 * dx + dy) / (1.12 * size)) / 2
    return cost
