"""Continues the previous picture after an edit: existing items move little."""

from __future__ import annotations

import math

import numpy as np

from cld.core.bends import bend_of
from cld.picture.arcs import Numbers
from cld.picture.costs import Costs
from cld.picture.drawing import Drawing
from cld.picture.picture import Picture, Point
from cld.picture.plan import LITTLE_BEND, Plan
from cld.picture.search import settle, touch_up

ROUNDS, STEP = 3, 0.25
# At most this many unreadable names are improved in addition to those at new links.
MOST = 10


def continued(plan: Plan, previous: Picture) -> Drawing:
    """Return a drawing that starts from the names and bends of the previous picture.

    New variables are placed next to the variables they are linked to, and improved first; then
    variables at new links, and names that are covered by others, may move in small steps.
    """
    known = {name.variable: name.centre for name in previous.names}
    bends = _bends(previous)
    places, new = _places(plan, known)
    drawing = Drawing(plan, places)
    kept = drawing.bend.copy()
    for number, (a, b) in enumerate(plan.links):
        kept[number] = bends.get((plan.names[a], plan.names[b]), kept[number])
    drawing = Drawing(plan, places, kept)
    settle(drawing, new)
    ends = {v for link in plan.links if _names(plan, link) not in bends for v in link}
    troubled = [v for v in Costs(drawing).troubled() if v not in {*new, *ends}]
    touch_up(drawing, [*new, *sorted(ends.difference(new)), *troubled[:MOST]], ROUNDS, STEP)
    return drawing


def _names(plan: Plan, link: tuple[int, int]) -> tuple[str, str]:
    return plan.names[link[0]], plan.names[link[1]]


def _places(plan: Plan, known: dict[str, Point]) -> tuple[Numbers, list[int]]:
    """The places of variables, new ones next to their neighbours, and which variables are new."""
    middle = np.array(list(known.values())).mean(0)
    places = np.tile(middle, (len(plan.names), 1))
    placed = set()
    for number, name in enumerate(plan.names):
        if number in plan.at:
            places[number] = plan.at[number]
        elif name in known:
            places[number] = known[name]
        else:
            continue
        placed.add(number)
    new = [number for number in range(len(plan.names)) if number not in placed]
    for rank, number in enumerate(new):
        near = [b if a == number else a for a, b in plan.links if number in (a, b)]
        near = [other for other in near if other in placed]
        angle = 2.4 * (rank + 1)
        away = np.array([math.cos(angle), math.sin(angle)]) * plan.unit
        if near:
            out = places[near].mean(0) - middle
            size = math.hypot(*out)
            away = out / size * plan.unit if size > 1 else away
        places[number] = (places[near].mean(0) if near else middle) + away
        placed.add(number)
    return places, new


def _bends(previous: Picture) -> dict[tuple[str, str], float]:
    """The bends of a picture's arrows, computed from a point of each between its names."""
    centre = {name.variable: name.centre for name in previous.names}
    found = {}
    for arrow in previous.arrows:
        if arrow.cause != arrow.effect:
            a, b = centre[arrow.cause], centre[arrow.effect]
            found[arrow.ends] = bend_of(a, b, arrow.path[0]) if a != b else LITTLE_BEND
    return found
