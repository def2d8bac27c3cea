"""Initial places of variables: several proposals of our own, none of which starts a program."""

from __future__ import annotations

import math

import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.pins import pinned
from cld.picture.plan import Plan
from cld.picture.spread import spread
from cld.picture.stress import Stress, seeds

# Rounds of stress after a drawing without crossings, few enough to keep it without.
FEW_ROUNDS = 8


def proposals(plan: Plan, count: int) -> list[Numbers]:
    """Return places for all variables: from `count` seeds, the first of them a circle.

    Variables with a set place stay there, with the others around them.
    """
    found = Stress(plan).lowered(seeds(plan, count, circle(plan)))
    return [pinned(plan, places) for places in found]


def without_crossings(plan: Plan) -> list[Numbers]:
    """Return places without crossings, plain and after a few rounds of stress; none if there are no
    such places."""
    # With networkx, whose import takes longer than a small diagram.
    from cld.picture.planar import planar_places

    flat = planar_places(plan)
    if not flat:
        return []
    found = [*flat, *Stress(plan).lowered(np.array(flat), FEW_ROUNDS)]
    return [pinned(plan, places) for places in found]


def one_circle(plan: Plan) -> list[Numbers]:
    """Return the circle alone, for a small part of a diagram."""
    return [pinned(plan, circle(plan))]


def one_spread(plan: Plan) -> list[Numbers]:
    """Return the places of a very large diagram."""
    return [pinned(plan, spread(len(plan.names), plan.links, plan.unit))]


def circle(plan: Plan) -> Numbers:
    """Return the variables on a circle: those of the longest loop in its order, then others."""
    longest = max(plan.loops, key=len, default=())
    order = [*longest, *(v for v in range(len(plan.names)) if v not in set(longest))]
    radius = plan.unit / (2 * math.sin(math.pi / max(3, len(order))))
    places = np.zeros((len(order), 2))
    for number, variable in enumerate(order):
        angle = 2 * math.pi * number / len(order)
        places[variable] = radius * math.sin(angle), -radius * math.cos(angle)
    return places
