"""A drawing in the making: where variables stand, how links bend, the arcs that follow."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from cld.picture.arcs import Arcs, Numbers, arcs
from cld.picture.plan import LITTLE_BEND, Plan

# Points of an arc for the box around it, and how far it may lie outside these.
CORNERS, OUTSIDE = 6, 12.0

Places = NDArray[np.int64]


class Drawing:
    """Places of variables and bends of links, and the arcs that follow from them.

    `at` and `is_at` tell which links begin or end at each variable, `near` which variables are
    to stand at a distance from it, `corners` on which loops it lies, and where.
    """

    def __init__(self, plan: Plan, places: Numbers, bends: Numbers | None = None) -> None:
        self.plan = plan
        self.x, self.y = places[:, 0].copy(), places[:, 1].copy()
        self.cause = np.array([a for a, _ in plan.links], dtype=int)
        self.effect = np.array([b for _, b in plan.links], dtype=int)
        self.loop_of = np.array(plan.loop_of, dtype=int)
        everything = range(len(plan.names))
        self.is_at = np.array([(self.cause == v) | (self.effect == v) for v in everything])
        self.at = [np.flatnonzero(row) for row in self.is_at]
        self.corners: list[list[tuple[tuple[int, ...], int]]] = [[] for _ in everything]
        for loop in plan.loops:
            if len(loop) > 3:
                for place, v in enumerate(loop):
                    self.corners[v].append((loop, place))
        linked = plan.wanted > 0
        self.near = [tuple(int(w) for w in np.flatnonzero(row)) for row in linked]
        self.bend = self.wanted_bends() if bends is None else bends.copy()
        self._begin()

    @property
    def places(self) -> Numbers:
        """Where the variables stand, one row each."""
        return np.stack([self.x, self.y], axis=1)

    def put(self, v: int, x: float, y: float) -> None:
        """Put a variable at a place."""
        self.x[v], self.y[v] = x, y
        self._renew(self.at[v])

    def bend_to(self, link: int, bend: float) -> None:
        """Give a link a bend."""
        self.bend[link] = bend
        self._renew(np.array([link]))

    def bend_as_wanted(self) -> None:
        """Give all links the bends that loops and pairs want where variables stand now."""
        self.bend = self.wanted_bends()
        self._begin()

    def _begin(self) -> None:
        self.arc = self.all_arcs(exactly=False)
        self.low, self.high = _boxes_around(self.arc)

    def _renew(self, links: Places) -> None:
        if len(links):
            new = self._arcs(links, self.bend[links])
            for name in Arcs.__slots__:
                getattr(self.arc, name)[links] = getattr(new, name)
            self.low[links], self.high[links] = _boxes_around(new)

    # -- bends --

    def wanted_bends(self) -> Numbers:
        """The bends that would make loops circles and pairs eyes, where variables stand now."""
        plan = self.plan
        bends, eye = np.full(len(plan.links), LITTLE_BEND), plan.pair_bend
        for number, (a, b) in enumerate(plan.links):
            if plan.loop_of[number] >= 0:
                loop = plan.loops[plan.loop_of[number]]
                bends[number] = self._outward(loop, a, b)
        for number, back in enumerate(plan.pair):
            if back >= 0:
                here, there = plan.loop_of[number], plan.loop_of[back]
                if here < 0 <= there and len(plan.loops[there]) > 2:
                    bends[number] = math.copysign(eye, bends[back])
                elif here < 0 or len(plan.loops[here]) == 2:
                    other = here >= 0 or there < 0
                    bends[number] = eye if other else math.copysign(eye, bends[back])
        return bends

    def _outward(self, loop: tuple[int, ...], a: int, b: int) -> float:
        """The bend of a link of a loop: away from its middle, as on a circle."""
        if len(loop) == 2:
            return self.plan.pair_bend
        size = max(0.5 * math.tan(math.pi / (2 * len(loop))), 0.09)
        members = list(loop)
        mx, my = self.x[members].mean(), self.y[members].mean()
        dx, dy = self.x[b] - self.x[a], self.y[b] - self.y[a]
        # Left of the direction, y down, is (dy, -dx); the middle is to lie on the other side.
        side = (mx - self.x[a]) * dy - (my - self.y[a]) * dx
        return -size if side > 0 else size

    # -- arcs --

    def all_arcs(self, exactly: bool = True) -> Arcs:
        """Return all links as arcs."""
        return self._arcs(np.arange(len(self.bend)), self.bend, exactly)

    def _arcs(self, links: Places, bend: Numbers, exactly: bool = False) -> Arcs:
        a, b = self.cause[links], self.effect[links]
        boxes = self._boxes(a), self._boxes(b)
        return arcs(self.x[a], self.y[a], self.x[b], self.y[b], bend, *boxes, exactly)

    def arcs_with(self, v: int, px: Numbers, py: Numbers) -> Arcs:
        """Return the links of a variable as arcs, for each of its candidate places a row."""
        links = self.at[v]
        a, b = self.cause[links], self.effect[links]
        ax = np.where(a == v, px[:, None], self.x[a])
        ay = np.where(a == v, py[:, None], self.y[a])
        bx = np.where(b == v, px[:, None], self.x[b])
        by = np.where(b == v, py[:, None], self.y[b])
        bend = np.broadcast_to(self.bend[links], ax.shape)
        return arcs(ax, ay, bx, by, bend, self._boxes(a), self._boxes(b), exactly=False)

    def arcs_bent(self, link: int, bends: Numbers) -> Arcs:
        """Return a link as arcs, one for each of some bends."""
        a, b = self.plan.links[link]
        one = np.ones_like(bends)
        places = [one * value for value in (self.x[a], self.y[a], self.x[b], self.y[b])]
        at_a, at_b = (self._boxes(np.full(len(bends), end)) for end in (a, b))
        return arcs(places[0], places[1], places[2], places[3], bends, at_a, at_b, False)

    def _boxes(self, variables: Places) -> tuple[Numbers, Numbers]:
        return self.plan.wide[variables], self.plan.high[variables]


def _boxes_around(arc: Arcs) -> tuple[Numbers, Numbers]:
    places = np.stack(arc.seen(CORNERS), axis=-1)
    return places.min(-2) - OUTSIDE, places.max(-2) + OUTSIDE
