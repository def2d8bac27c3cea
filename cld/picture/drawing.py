"""A drawing in progress: the places of variables, the bends of links, and the resulting arcs."""

from __future__ import annotations

import math

import numpy as np

from cld.picture.arcs import Arcs, Indices, Numbers, arcs
from cld.picture.plan import LITTLE_BEND, Plan

# The gaps between a name's box and the beginning of an arrow, and its tip.
GAPS = np.array([2.0, 3.0])


class Drawing:
    """Places of variables and bends of links, and the resulting arcs, as a table (see
    `cld.picture.arcs`)."""

    def __init__(self, plan: Plan, places: Numbers, bends: Numbers | None = None) -> None:
        self.plan, self.ties = plan, plan.ties
        self.x, self.y = places[:, 0].copy(), places[:, 1].copy()
        cause, effect = self.ties.cause, self.ties.effect
        sizes = np.stack([plan.wide, plan.high])
        self._boxes = np.stack([sizes[:, cause] + GAPS[0], sizes[:, effect] + GAPS[1]])
        self.bend = self.wanted_bends() if bends is None else self._with_those_set(bends.copy())
        self.arcs = self._all_arcs()

    @property
    def places(self) -> Numbers:
        """The places of the variables, one row each."""
        return np.stack([self.x, self.y], axis=1)

    def put(self, v: int, x: float, y: float, its_arcs: Numbers) -> None:
        """Put a variable at a place, where its links are these arcs."""
        self.x[v], self.y[v] = x, y
        self.arcs[:, self.ties.at[v]] = its_arcs

    def bend_to(self, link: int, bend: float, its_arc: Numbers) -> None:
        """Give a link a bend, with which it is this arc."""
        self.bend[link] = bend
        self.arcs[:, link] = its_arc

    def bend_as_wanted(self) -> None:
        """Give all links the bends that suit loops and pairs at the current places of variables."""
        self.bend = self.wanted_bends()
        self.arcs = self._all_arcs()

    # -- bends --

    def wanted_bends(self) -> Numbers:
        """The bends that would make loops circles and draw pairs as two arcs, at the current places
        of variables, and the bends that the file sets."""
        plan = self.plan
        bends, eye = np.where(plan.outside, 0.0, LITTLE_BEND), plan.pair_bend
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
        return self._with_those_set(bends)

    def _with_those_set(self, bends: Numbers) -> Numbers:
        for number, bend in self.plan.bends.items():
            bends[number] = bend
        return bends

    def _outward(self, loop: tuple[int, ...], a: int, b: int) -> float:
        """The bend of a link of a loop: away from its middle, as on a circle."""
        if len(loop) == 2:
            return self.plan.pair_bend
        size = max(0.5 * math.tan(math.pi / (2 * len(loop))), 0.09)
        members = list(loop)
        mx, my = self.x[members].mean(), self.y[members].mean()
        dx, dy = self.x[b] - self.x[a], self.y[b] - self.y[a]
        # Left of the direction, y down, is (dy, -dx); the middle must be on the other side.
        side = (mx - self.x[a]) * dy - (my - self.y[a]) * dx
        return -size if side > 0 else size

    # -- arcs --

    def exact_arcs(self) -> Numbers:
        """Return all links as arcs that begin and end exactly at the edges of names."""
        return self._all_arcs(exactly=True)

    def _all_arcs(self, exactly: bool = False) -> Numbers:
        a, b = self.ties.cause, self.ties.effect
        x, y = self.x, self.y
        return arcs(x[a], y[a], x[b], y[b], self.bend, self._boxes, exactly)

    def arcs_with(self, v: int, px: Numbers, py: Numbers) -> Numbers:
        """Return the links of a variable as arcs, one row for each of its candidate places."""
        links: Indices = self.ties.at[v]
        a, b = self.ties.cause[links], self.ties.effect[links]
        is_cause = self.ties.sense[v] < 0
        px, py = px[:, None], py[:, None]
        ax, ay = np.where(is_cause, px, self.x[a]), np.where(is_cause, py, self.y[a])
        bx, by = np.where(is_cause, self.x[b], px), np.where(is_cause, self.y[b], py)
        return arcs(ax, ay, bx, by, self.bend[links], self._boxes[:, :, None, links])

    def arcs_bent(self, link: int, bends: Numbers) -> Numbers:
        """Return a link as arcs, one for each of some bends."""
        a, b = self.plan.links[link]
        x, y = self.x[[a, b], None], self.y[[a, b], None]
        return arcs(x[0], y[0], x[1], y[1], bends, self._boxes[:, :, link : link + 1])

    def leaving(self, v: int) -> Numbers:
        """Return the directions in which the visible links of a variable leave or reach it."""
        own = Arcs(*self.arcs[:, self.ties.at[v]])
        x, y = own.ends(self.ties.sense[v])
        return np.asarray(np.arctan2(y - self.y[v], x - self.x[v]))
