"""A drawing in the making: places and bends, and what a change of either would cost.

Costs have no unit: they weigh what makes a diagram hard to read. All candidates for one change
are judged at once, which is what makes a search quick enough.
"""

from __future__ import annotations

import math

import numpy as np

from cld.picture.arcs import Arcs, Numbers, arcs, crossings
from cld.picture.plan import LITTLE_BEND, PAIR_BEND, Plan

# What costs how much. Distances: pairs that want one, and others that may be far apart.
WANTED, UNWANTED, NEAR = 2.5, 0.25, 3.0
# Names that overlap, with so much room wanted between them across and down.
OVERLAP, GAP_ACROSS, GAP_DOWN = 6.0, 18.0, 16.0
# Crossings, more at flat angles and between links of one loop.
CROSSING, FLAT_SINE, WITHIN_LOOP = 1.8, 0.6, 3.0
# Links through names, with so much room around these; deep ones more.
THROUGH, THROUGH_DEEP, DEEP, ROOM_ACROSS, ROOM_DOWN = 0.12, 2.5, 6.0, 6.0, 5.0
# Links of which little is seen, and links that leave a name side by side.
SHORT, SEEN_WANTED, SIDE_BY_SIDE, APART = 3.0, 60.0, 1.2, 0.45
# A bend that is not the one wanted.
BEND, BEND_UNIT = 1.0, 0.2
# The bends of a two-way pair together: less and they touch, more and they bulge.
PAIR_LEAST, PAIR_MOST, PAIR_COST = 0.3, 0.8, 6.0
SAMPLES = 10
FAR = 1e7


class Drawing:
    """Places of variables and bends of links, with costs of changing one of them."""

    def __init__(self, plan: Plan, places: Numbers, bends: Numbers | None = None) -> None:
        self.plan = plan
        self.x, self.y = places[:, 0].copy(), places[:, 1].copy()
        self.cause = np.array([a for a, _ in plan.links], dtype=int)
        self.effect = np.array([b for _, b in plan.links], dtype=int)
        self.loop_of = np.array(plan.loop_of, dtype=int)
        self._at = [
            np.flatnonzero((self.cause == v) | (self.effect == v)) for v in range(len(plan.names))
        ]
        self._away = [
            np.flatnonzero((self.cause != v) & (self.effect != v)) for v in range(len(plan.names))
        ]
        linked = plan.wanted > 0
        far = np.maximum(plan.apart, plan.unit)
        self._target = np.where(linked, plan.wanted, far)
        coefficient = np.where(linked, WANTED * plan.weight, UNWANTED * (plan.unit / far) ** 1.5)
        np.fill_diagonal(coefficient, 0.0)
        self._coefficient = coefficient
        self.bend = self.wanted_bends() if bends is None else bends.copy()

    @property
    def places(self) -> Numbers:
        """Where the variables stand, one row each."""
        return np.stack([self.x, self.y], axis=1)

    # -- bends --

    def wanted_bends(self) -> Numbers:
        """The bends that would make loops circles and pairs eyes, where variables stand now."""
        plan = self.plan
        bends = np.full(len(plan.links), LITTLE_BEND)
        for number, (a, b) in enumerate(plan.links):
            if plan.loop_of[number] >= 0:
                loop = plan.loops[plan.loop_of[number]]
                bends[number] = self._outward(loop, a, b)
        for number, back in enumerate(plan.pair):
            if back >= 0:
                here, there = plan.loop_of[number], plan.loop_of[back]
                if here < 0 <= there and len(plan.loops[there]) > 2:
                    bends[number] = math.copysign(PAIR_BEND, bends[back])
                elif here < 0 or len(plan.loops[here]) == 2:
                    other = here >= 0 or there < 0
                    bends[number] = PAIR_BEND if other else math.copysign(PAIR_BEND, bends[back])
        return bends

    def _outward(self, loop: tuple[int, ...], a: int, b: int) -> float:
        """The bend of a link of a loop: away from its middle, as on a circle."""
        if len(loop) == 2:
            return PAIR_BEND
        size = max(0.5 * math.tan(math.pi / (2 * len(loop))), 0.09)
        members = list(loop)
        mx, my = self.x[members].mean(), self.y[members].mean()
        dx, dy = self.x[b] - self.x[a], self.y[b] - self.y[a]
        # Left of the direction, y down, is (dy, -dx); the middle is to lie on the other side.
        side = (mx - self.x[a]) * dy - (my - self.y[a]) * dx
        return -size if side > 0 else size

    # -- arcs --

    def all_arcs(self) -> Arcs:
        """All links as arcs."""
        return self._arcs(np.arange(len(self.bend)), self.bend)

    def _arcs(self, links: np.ndarray, bend: Numbers) -> Arcs:
        a, b = self.cause[links], self.effect[links]
        wide, high = self.plan.wide, self.plan.high
        boxes = (wide[a], high[a]), (wide[b], high[b])
        return arcs(self.x[a], self.y[a], self.x[b], self.y[b], bend, *boxes)

    def _arcs_with(self, v: int, px: Numbers, py: Numbers) -> Arcs:
        """The links of a variable as arcs, for each of its candidate places a row."""
        links = self._at[v]
        a, b = self.cause[links], self.effect[links]
        shape = (len(px), len(links))
        ax = np.where(a == v, px[:, None], self.x[a])
        ay = np.where(a == v, py[:, None], self.y[a])
        bx = np.where(b == v, px[:, None], self.x[b])
        by = np.where(b == v, py[:, None], self.y[b])
        wide, high = self.plan.wide, self.plan.high
        boxes = (wide[a], high[a]), (wide[b], high[b])
        return arcs(ax, ay, bx, by, np.broadcast_to(self.bend[links], shape), *boxes)

    # -- costs --

    def costs_of_places(self, v: int, px: Numbers, py: Numbers) -> Numbers:
        """Return what it would cost to put a variable at each of some places."""
        plan = self.plan
        dx, dy = np.abs(px[:, None] - self.x), np.abs(py[:, None] - self.y)
        dx[:, v] = dy[:, v] = FAR
        r = np.hypot(dx, dy)
        cost = (self._coefficient[v] * (r / self._target[v] - 1) ** 2).sum(1)
        cost += NEAR * (np.maximum(0.0, 1 - r / (0.95 * plan.unit)) ** 2).sum(1)
        over = np.minimum(
            plan.wide[v] + plan.wide + GAP_ACROSS - dx, plan.high[v] + plan.high + GAP_DOWN - dy
        )
        cost += (OVERLAP * np.where(over > 0, 0.3 + over / 20, 0.0)).sum(1)
        links = self._at[v]
        if len(links):
            cost += self._costs_of_links(v, links, self._arcs_with(v, px, py), px, py)
        away = self._away[v]
        if len(away):
            sx, sy = self._arcs(away, self.bend[away]).seen(SAMPLES)
            depth = np.minimum(
                plan.wide[v] + ROOM_ACROSS - np.abs(sx - px[:, None, None]),
                plan.high[v] + ROOM_DOWN - np.abs(sy - py[:, None, None]),
            ).max(2)
            cost += _through(depth).sum(1)
        return cost

    def _costs_of_links(
        self, v: int, links: np.ndarray, own: Arcs, px: Numbers, py: Numbers
    ) -> Numbers:
        cost = (SHORT * np.maximum(0.0, 1 - own.length / SEEN_WANTED) ** 2).sum(1)
        away = self._away[v]
        if len(away):
            others = self._arcs(away, self.bend[away])
            same = self._same_loop(links, away)
            cost += _crossing(*crossings(_spread(own), others), same).sum((1, 2))
        if len(links) > 1:
            one, other = np.triu_indices(len(links), 1)
            same = self._same_loop(links, links)[one, other]
            cost += _crossing(*crossings(_of(own, one), _of(own, other)), same).sum(1)
            at_start = self.cause[links] == v
            phi = np.where(at_start, own.first, own.last)
            ex, ey = own.points(phi[..., None])
            angle = np.arctan2(ey[..., 0] - py[:, None], ex[..., 0] - px[:, None])
            turn = np.abs(angle[:, one] - angle[:, other])
            turn = np.minimum(turn, 2 * np.pi - turn)
            cost += (SIDE_BY_SIDE * np.maximum(0.0, 1 - turn / APART)).sum(1)
        return cost + self._through_names(links, own).sum(1)

    def costs_of_bends(self, link: int, bends: Numbers, wanted: float) -> Numbers:
        """Return what it would cost to give a link each of some bends."""
        a, b = self.plan.links[link]
        wide, high = self.plan.wide, self.plan.high
        one = np.ones_like(bends)
        own = arcs(
            self.x[a] * one, self.y[a] * one, self.x[b] * one, self.y[b] * one, bends,
            (wide[a] * one, high[a] * one), (wide[b] * one, high[b] * one),
        )  # fmt: skip
        either = self.plan.loop_of[link] < 0 and self.plan.pair[link] < 0
        off = np.abs(bends) - abs(wanted) if either else bends - wanted
        cost = BEND * (off / BEND_UNIT) ** 2
        cost += SHORT * np.maximum(0.0, 1 - own.length / SEEN_WANTED) ** 2
        others = np.flatnonzero(np.arange(len(self.bend)) != link)
        if len(others):
            arc = self._arcs(others, self.bend[others])
            same = self._same_loop(np.array([link]), others)[0]
            cost += _crossing(*crossings(_spread(own), arc), same).sum(1)
            for v, at_start in ((a, True), (b, False)):
                near = np.flatnonzero((self.cause[others] == v) | (self.effect[others] == v))
                if len(near):
                    cost += self._beside(v, own, at_start, others[near], arc, near)
        return cost + self._through_names(np.array([link]), _column(own)).sum(1)

    def _beside(
        self, v: int, own: Arcs, at_start: bool, links: np.ndarray, arc: Arcs, near: np.ndarray
    ) -> Numbers:
        ex, ey = own.points((own.first if at_start else own.last)[..., None])
        mine = np.arctan2(ey[:, 0] - self.y[v], ex[:, 0] - self.x[v])
        part = _of(arc, near)
        phi = np.where(self.cause[links] == v, part.first, part.last)
        ox, oy = part.points(phi[..., None])
        theirs = np.arctan2(oy[:, 0] - self.y[v], ox[:, 0] - self.x[v])
        turn = np.abs(mine[:, None] - theirs)
        turn = np.minimum(turn, 2 * np.pi - turn)
        cost: Numbers = (SIDE_BY_SIDE * np.maximum(0.0, 1 - turn / APART)).sum(1)
        return cost

    def _through_names(self, links: np.ndarray, own: Arcs) -> Numbers:
        """What links cost that run through names which are not theirs; one row a candidate."""
        plan = self.plan
        sx, sy = own.seen(SAMPLES)
        depth = np.minimum(
            plan.wide + ROOM_ACROSS - np.abs(sx[..., None] - self.x),
            plan.high + ROOM_DOWN - np.abs(sy[..., None] - self.y),
        ).max(-2)
        rows = np.arange(len(links))
        depth[:, rows, self.cause[links]] = -1.0
        depth[:, rows, self.effect[links]] = -1.0
        return _through(depth).sum(-1)

    def _same_loop(self, links: np.ndarray, others: np.ndarray) -> np.ndarray:
        one, other = self.loop_of[links][:, None], self.loop_of[others]
        return np.asarray((one >= 0) & (one == other))


def _through(depth: Numbers) -> Numbers:
    return np.where(depth > 0, THROUGH * depth + np.where(depth > DEEP, THROUGH_DEEP, 0.0), 0.0)


def _crossing(number: Numbers, sine: Numbers, same: np.ndarray) -> Numbers:
    cost = CROSSING * number * (1 + np.maximum(0.0, FLAT_SINE - sine))
    return np.where(same, WITHIN_LOOP * cost, cost)


def _spread(own: Arcs) -> Arcs:
    """Arcs with one axis more, to be compared with others."""
    return Arcs(*(getattr(own, name)[..., None] for name in Arcs.__slots__))


def _column(own: Arcs) -> Arcs:
    return _spread(own)


def _of(own: Arcs, which: np.ndarray) -> Arcs:
    return Arcs(*(getattr(own, name)[..., which] for name in Arcs.__slots__))
