"""Two-way pairs, last of all: as round as a circle, and level or upright, where nothing gets worse.

A search that weighs all at once leaves such pairs a little thin and aslant.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from cld.picture.costs import Costs
from cld.picture.drawing import Drawing
from cld.picture.work import Work

# A variable moves at most this part of a link's length, and what its distances from others cost may
# grow by so much.
MOST, MORE = 0.6, 1.0
# The number of comparisons of links, for all pairs together.
MOST_COMPARED = 4_000_000
# A pair that is this little off is level or upright.
LEVEL = 1.0


def improve_pairs(drawing: Drawing, work: Work | None = None) -> None:
    """Give two-way pairs their wanted bend, and put them level or upright, unless that makes a
    plain fault, or until the work is used up."""
    plan = drawing.plan
    pairs = [(link, back) for link, back in enumerate(plan.pair) if back > link]
    # Each pair is compared with all links; where there are too many, none looks like a circle.
    if not pairs or len(pairs) * len(plan.links) ** 2 > MOST_COMPARED:
        return
    work = work or Work()
    costs = Costs(drawing, work=work)
    least = costs.faults()
    for link, back in pairs:
        if work.is_done:
            return
        least = _rounded(costs, link, back, least)
        least = _levelled(costs, *plan.links[link], least)


def _rounded(costs: Costs, link: int, back: int, least: float) -> float:
    """Bend both links of a pair as wanted; return the faults."""
    drawing = costs.drawing
    before = drawing.bend[link], drawing.bend[back]
    is_set = link in drawing.plan.bends or back in drawing.plan.bends
    # If both are on the same side of the line between the names, that is on purpose.
    if is_set or before[0] * before[1] <= 0:
        return least
    bend = math.copysign(drawing.plan.pair_bend, before[0])
    _bend(drawing, (link, back), (bend, bend))
    faults = costs.faults()
    if faults <= least:
        return faults
    _bend(drawing, (link, back), before)
    return least


def _bend(drawing: Drawing, links: tuple[int, int], bends: tuple[float, float]) -> None:
    for link, bend in zip(links, bends, strict=True):
        drawing.bend_to(link, bend, drawing.arcs_bent(link, np.array([bend]))[:, 0])


def _levelled(costs: Costs, a: int, b: int, least: float) -> float:
    """Put one of a pair level with, or right above or below, the other; return the faults."""
    drawing = costs.drawing
    for v, x, y in _places(drawing, a, b):
        before = float(drawing.x[v]), float(drawing.y[v])
        tried = np.array([before, (x, y)])
        known, found = costs.of_distances(v, tried[:, 0], tried[:, 1])
        if found > known + MORE:
            continue
        _put(drawing, v, x, y)
        faults = costs.faults()
        if faults <= least:
            return faults
        _put(drawing, v, *before)
    return least


def _put(drawing: Drawing, v: int, x: float, y: float) -> None:
    drawing.put(v, x, y, drawing.arcs_with(v, np.array([x]), np.array([y]))[:, 0])


def _places(drawing: Drawing, a: int, b: int) -> Iterator[tuple[int, float, float]]:
    """Which of a pair to put where, the nearest places first."""
    ax, ay, bx, by = drawing.x[a], drawing.y[a], drawing.x[b], drawing.y[b]
    if min(abs(bx - ax), abs(by - ay)) < LEVEL:
        return
    long = math.hypot(bx - ax, by - ay)
    found = []
    for v, x, y, ox, oy in ((a, ax, ay, bx, by), (b, bx, by, ax, ay)):
        if v in drawing.plan.at:
            continue
        for dx, dy in ((math.copysign(long, x - ox), 0.0), (0.0, math.copysign(long, y - oy))):
            found.append((math.hypot(ox + dx - x, oy + dy - y), v, float(ox + dx), float(oy + dy)))
    for away, v, x, y in sorted(found):
        if away < MOST * drawing.plan.unit:
            yield v, x, y
