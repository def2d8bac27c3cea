"""Moves names and bends links, one at a time, as long as that makes a drawing better."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from cld.picture.costs import PAIR_COST, PAIR_LEAST, PAIR_MOST, SAMPLES, Costs
from cld.picture.drawing import Drawing

# The first step as a part of a link's length, and how it shrinks from round to round.
FIRST_STEP, SHRINK = 0.5, 0.78
DIRECTIONS = 8
BENDS = np.array([b * s for b in (0.07, 0.12, 0.18, 0.25, 0.34, 0.46) for s in (1, -1)])
SETTLING = 5
LEAST_PLACES, MOST_ARCS = 4, 900
# Rounds in which everything is looked at, and places far away are tried too.
FIRST_ROUNDS = 3
# What is not better by this much stays as it is.
WORTH = 1e-3


def improve(
    drawing: Drawing, rounds: int, step: float = FIRST_STEP, samples: int = SAMPLES
) -> None:
    """Improve a drawing for so many rounds, bends in every second one and in the last.

    `step` is how far variables may move in the first round, as a part of a link's length;
    `samples` at how many points links are kept off names.
    """
    plan, costs = drawing.plan, Costs(drawing, samples)
    free = [v for v in range(len(plan.names)) if v not in plan.at]
    restless = set(free)
    for number in range(rounds):
        reach = plan.unit * step * SHRINK**number
        moved = {
            v
            for v in (free if number % 2 == 0 else reversed(free))
            if v in restless and _move(costs, v, reach, number)
        }
        # Where nothing moved nearby, nothing is to be expected of the next round.
        if number >= FIRST_ROUNDS:
            restless = moved.union(*(drawing.near[v] for v in moved))
        if number % 2 == 1 or number == rounds - 1:
            bend_all(costs)
        elif number == 0:
            drawing.bend_as_wanted()


def settle(drawing: Drawing, variables: Sequence[int]) -> None:
    """Look for the best places of a few variables, the others staying where they are."""
    costs = Costs(drawing)
    for number in range(SETTLING):
        for v in variables:
            if v not in drawing.plan.at:
                _move(costs, v, drawing.plan.unit * FIRST_STEP * SHRINK**number, number)


def _move(costs: Costs, v: int, reach: float, number: int) -> bool:
    """Put a variable at the best of some places; return whether it moved."""
    drawing = costs.drawing
    here = drawing.x[v], drawing.y[v]
    places = [here, *_around(here, reach, number), *_on_circles(drawing, v)]
    if number < FIRST_ROUNDS:
        places += _beside_neighbours(drawing, v)
    # A hub of many links is looked at in fewer places: each takes long.
    places = places[: max(LEAST_PLACES, MOST_ARCS // (1 + len(drawing.at[v])))]
    px = np.array([x for x, _ in places])
    py = np.array([y for _, y in places])
    found = costs.of_places(v, px, py)
    best = int(found.argmin())
    if found[best] >= found[0] - WORTH:
        return False
    drawing.put(v, float(px[best]), float(py[best]))
    return True


def _around(here: tuple[float, float], reach: float, number: int) -> list[tuple[float, float]]:
    found = []
    for ring, share in ((1.0, 0.0), (0.45, 0.5)):
        for direction in range(DIRECTIONS):
            angle = 2 * math.pi * (direction + share + 0.37 * number) / DIRECTIONS
            found.append(
                (here[0] + ring * reach * math.cos(angle), here[1] + ring * reach * math.sin(angle))
            )
    return found


def _on_circles(drawing: Drawing, v: int) -> list[tuple[float, float]]:
    """For each loop of a variable the place between its neighbours on the loop's circle."""
    found = []
    for loop in drawing.plan.loops:
        if v not in loop or len(loop) < 3:
            continue
        others = [w for w in loop if w != v]
        place = loop.index(v)
        before, after = loop[place - 1], loop[(place + 1) % len(loop)]
        mx, my = drawing.x[list(loop)].mean(), drawing.y[list(loop)].mean()
        radius = np.hypot(drawing.x[others] - mx, drawing.y[others] - my).mean()
        dx = (drawing.x[before] + drawing.x[after]) / 2 - mx
        dy = (drawing.y[before] + drawing.y[after]) / 2 - my
        size = math.hypot(dx, dy)
        if size > 1:
            found.append((mx + radius * dx / size, my + radius * dy / size))
    return found


def _beside_neighbours(drawing: Drawing, v: int) -> list[tuple[float, float]]:
    """Places around the variables it is linked to, away from where these have others."""
    found = []
    links = [ends for ends in drawing.plan.links if v in ends]
    for a, b in links[:4]:
        other = b if a == v else a
        long = drawing.plan.wanted[a, b]
        for direction in range(6):
            angle = 2 * math.pi * direction / 6
            found.append(
                (
                    drawing.x[other] + long * math.cos(angle),
                    drawing.y[other] + long * math.sin(angle),
                )
            )
    return found


def bend_all(costs: Costs) -> None:
    """Give each link the best of some bends, seen from what all others have now."""
    drawing = costs.drawing
    wanted = drawing.wanted_bends()
    for link in range(len(drawing.bend)):
        now = drawing.bend[link]
        bends = np.concatenate([[now, wanted[link]], BENDS])
        found = costs.of_bends(link, bends, wanted[link])
        back = drawing.plan.pair[link]
        if back >= 0:
            both = bends + drawing.bend[back]
            most = max(PAIR_MOST, 2 * drawing.plan.pair_bend)
            off = np.maximum(PAIR_LEAST - np.abs(both), 0.0)
            off += np.maximum(np.abs(both) - most, 0.0)
            found = found + PAIR_COST * (off > 0) + PAIR_COST * off
        best = int(found.argmin())
        if found[best] < found[0] - WORTH:
            drawing.bend_to(link, float(bends[best]))
