"""Improves a drawing by moving names and bending links, one at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.costs import ASLANT_PAIR_AT_LAST, SAMPLES, Costs
from cld.picture.drawing import Drawing
from cld.picture.work import Work

# The first step as a part of a link's length, and its factor from round to round.
FIRST_STEP, SHRINK = 0.5, 0.78
BENDS = np.array([b * s for b in (0.07, 0.12, 0.18, 0.25, 0.34, 0.46) for s in (1, -1)])
# The bends of a two-way pair together: smaller and the links touch, larger and they bulge.
PAIR_LEAST, PAIR_MOST, PAIR_COST = 0.3, 0.8, 6.0
SETTLING = 5
# In this first part of the rounds, links may pass close to names and ends: later they may not.
LOOSE = 0.5
LEAST_PLACES, MOST_ARCS = 4, 900
# The rounds in which everything is checked, and places far away are tried too.
FIRST_ROUNDS = 3
# Changes that gain less than this are not made.
WORTH = 0.03


def _rays(count: int) -> Numbers:
    """Directions all around, evenly spaced, one row each."""
    angles = 2 * math.pi * np.arange(count) / count
    return np.stack([np.cos(angles), np.sin(angles)], 1)


# The places around a variable that are tried: on two rings, the inner one turned by half a step;
# and those around each of a few neighbours.
TURN_A_ROUND = 0.37
RING, INNER = _rays(8), 0.45 * _rays(16)[1::2]
BESIDE, NEIGHBOURS = _rays(6), 4


def improve(
    drawing: Drawing,
    rounds: int,
    go_on: Callable[[int], bool],
    step: float = FIRST_STEP,
    samples: int = SAMPLES,
    work: Work | None = None,
) -> None:
    """Improve a drawing for a number of rounds, with bends in every second one and in the last, or
    until the work is used up.

    `go_on` is called after each round, with its number; `step` is how far variables may move in the
    first round, as a part of a link's length; `samples` is the number of points at which links are
    checked against names.
    """
    work = work or Work()
    plan, costs = drawing.plan, Costs(drawing, samples, work)
    if step < FIRST_STEP:
        costs.aslant_pair = ASLANT_PAIR_AT_LAST
    free = [v for v in range(len(plan.names)) if v not in plan.at]
    restless = set(free)
    for number in range(rounds):
        reach = plan.unit * step * SHRINK**number
        costs.strict = step < FIRST_STEP or number >= rounds * LOOSE
        moved = {
            v
            for v in (free if number % 2 == 0 else reversed(free))
            if v in restless and _move(costs, v, reach, number)
        }
        # If nothing moved nearby, the next round will not find anything.
        if number >= FIRST_ROUNDS:
            restless = moved.union(*(drawing.ties.near[v] for v in moved))
        if number % 2 == 1 or number == rounds - 1:
            bend_all(costs, range(len(plan.links)))
        elif number == 0:
            drawing.bend_as_wanted()
        if work.is_done or not go_on(number):
            return


def touch_up(drawing: Drawing, variables: Sequence[int], rounds: int, step: float) -> None:
    """Improve a drawing around a few variables, in small steps; everything else stays as it is."""
    costs = Costs(drawing)
    links = sorted({int(link) for v in variables for link in drawing.ties.at[v]})
    for number in range(rounds):
        bend_all(costs, links)
        for v in variables:
            if v not in drawing.plan.at:
                _move(costs, v, drawing.plan.unit * step * SHRINK**number, FIRST_ROUNDS + number)
    bend_all(costs, links)


def settle(drawing: Drawing, variables: Sequence[int]) -> None:
    """Find the best places of a few variables, without moving the others."""
    costs = Costs(drawing)
    for number in range(SETTLING):
        for v in variables:
            if v not in drawing.plan.at:
                _move(costs, v, drawing.plan.unit * FIRST_STEP * SHRINK**number, number)


def _move(costs: Costs, v: int, reach: float, number: int) -> bool:
    """Put a variable at the best of some places; return whether it moved."""
    drawing = costs.drawing
    if costs.work.is_done:
        return False
    here = np.array([[drawing.x[v], drawing.y[v]]])
    places = [here, _in_line(drawing, v), _around(here, reach, number), _on_circles(drawing, v)]
    if number < FIRST_ROUNDS:
        places.append(_beside_neighbours(drawing, v))
    # For a hub with many links fewer places are tried, because each takes long.
    most = max(LEAST_PLACES, MOST_ARCS // (1 + len(drawing.ties.at[v])))
    px, py = np.concatenate(places)[:most].T
    found, its_arcs = costs.of_places(v, px, py)
    best = int(found.argmin())
    if found[best] >= found[0] - WORTH:
        return False
    drawing.put(v, float(px[best]), float(py[best]), its_arcs[:, best])
    return True


def _around(here: Numbers, reach: float, number: int) -> Numbers:
    angle = 2 * math.pi * TURN_A_ROUND * number / len(RING)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = np.concatenate([RING, INNER]).T
    return np.asarray(here + reach * np.stack([x * cos - y * sin, x * sin + y * cos], 1))


def _in_line(drawing: Drawing, v: int) -> Numbers:
    """The nearest places level with, or right above or below, variables it should be near."""
    others = np.array(drawing.ties.near[v][:NEIGHBOURS], dtype=int)
    x, y = np.full(len(others), drawing.x[v]), np.full(len(others), drawing.y[v])
    level, upright = (x, drawing.y[others]), (drawing.x[others], y)
    return np.concatenate([np.stack(level, 1), np.stack(upright, 1)])


def _on_circles(drawing: Drawing, v: int) -> Numbers:
    """For each loop of a variable, the place between its neighbours on the loop's circle."""
    ties = drawing.ties
    loops, places = ties.loops_at[v], ties.place_in[v]
    if not len(loops):
        return np.zeros((0, 2))
    members, count = ties.members[loops], ties.count[loops]
    row = np.arange(len(loops))
    is_one = np.arange(members.shape[1]) < count[:, None]
    x, y = drawing.x[members], drawing.y[members]
    mx, my = (x * is_one).sum(1) / count, (y * is_one).sum(1) / count
    others = is_one & (members != v)
    away = np.hypot(x - mx[:, None], y - my[:, None])
    radius = (away * others).sum(1) / (count - 1)
    before, after = members[row, (places - 1) % count], members[row, (places + 1) % count]
    dx = (drawing.x[before] + drawing.x[after]) / 2 - mx
    dy = (drawing.y[before] + drawing.y[after]) / 2 - my
    size = np.hypot(dx, dy)
    clear = size > 1
    size = np.where(clear, size, 1.0)
    found = np.stack([mx + radius * dx / size, my + radius * dy / size], 1)
    return np.asarray(found[clear])


def _beside_neighbours(drawing: Drawing, v: int) -> Numbers:
    """Places around some of the variables it is linked to."""
    ties = drawing.ties
    links = ties.at[v][:NEIGHBOURS]
    others = np.where(ties.cause[links] == v, ties.effect[links], ties.cause[links])
    long = drawing.plan.wanted[v, others][:, None, None]
    centres = np.stack([drawing.x[others], drawing.y[others]], 1)[:, None]
    return np.asarray((centres + long * BESIDE).reshape(-1, 2))


def bend_all(costs: Costs, links: Iterable[int]) -> None:
    """Give each of these links the best of some bends, given the current bends of all others, until
    the work is used up.

    Bends that the file sets are not changed.
    """
    drawing = costs.drawing
    wanted = drawing.wanted_bends()
    for link in links:
        if costs.work.is_done:
            return
        if link in drawing.plan.bends:
            continue
        now = drawing.bend[link]
        bends = np.concatenate([[now, wanted[link]], BENDS])
        found, its_arcs = costs.of_bends(link, bends, wanted[link])
        back = drawing.plan.pair[link]
        if back >= 0:
            both = bends + drawing.bend[back]
            most = max(PAIR_MOST, 2 * drawing.plan.pair_bend)
            off = np.maximum(PAIR_LEAST - np.abs(both), 0.0)
            off += np.maximum(np.abs(both) - most, 0.0)
            found = found + PAIR_COST * (off > 0) + PAIR_COST * off
        best = int(found.argmin())
        if found[best] < found[0] - WORTH:
            drawing.bend_to(link, float(bends[best]), its_arcs[:, best])
