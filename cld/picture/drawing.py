"""A drawing in the making: places and bends, and what a change of either would cost.

Costs have no unit: they weigh what makes a diagram hard to read. All candidates for one change
are judged at once, which is what makes a search quick enough.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from cld.picture.arcs import Arcs, Numbers, Truths, arcs, crossings
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
# A corner of a loop that turns the other way.
DENT = 0.7
# A bend that is not the one wanted.
BEND, BEND_UNIT = 1.0, 0.2
# The bends of a two-way pair together: less and they touch, more and they bulge.
PAIR_LEAST, PAIR_MOST, PAIR_COST = 0.3, 0.8, 6.0
# Points of an arc at which it may run through a name, and halvings to see where it leaves one:
# few while searching, more for what is drawn.
SAMPLES, HALVINGS, EXACT = 13, 6, 16
FAR = 1e7

Places = NDArray[np.int64]


class Drawing:
    """Places of variables and bends of links, with costs of changing one of them."""

    def __init__(self, plan: Plan, places: Numbers, bends: Numbers | None = None) -> None:
        self.plan = plan
        self.x, self.y = places[:, 0].copy(), places[:, 1].copy()
        self.cause = np.array([a for a, _ in plan.links], dtype=int)
        self.effect = np.array([b for _, b in plan.links], dtype=int)
        self.loop_of = np.array(plan.loop_of, dtype=int)
        everything = range(len(plan.names))
        self._is_at = np.array([(self.cause == v) | (self.effect == v) for v in everything])
        self._at = [np.flatnonzero(row) for row in self._is_at]
        self._corners: list[list[tuple[tuple[int, ...], int]]] = [[] for _ in everything]
        for loop in plan.loops:
            if len(loop) > 3:
                for place, v in enumerate(loop):
                    self._corners[v].append((loop, place))
        linked = plan.wanted > 0
        self.near = [tuple(int(w) for w in np.flatnonzero(row)) for row in linked]
        far = np.maximum(plan.apart, plan.unit)
        self._target = np.where(linked, plan.wanted, far)
        coefficient = np.where(linked, WANTED * plan.weight, UNWANTED * (plan.unit / far) ** 1.5)
        np.fill_diagonal(coefficient, 0.0)
        self._coefficient = coefficient
        self.bend = self.wanted_bends() if bends is None else bends.copy()
        self._arc = self.all_arcs(HALVINGS)

    @property
    def places(self) -> Numbers:
        """Where the variables stand, one row each."""
        return np.stack([self.x, self.y], axis=1)

    def put(self, v: int, x: float, y: float) -> None:
        """Put a variable at a place."""
        self.x[v], self.y[v] = x, y
        self._renew(self._at[v])

    def bend_to(self, link: int, bend: float) -> None:
        """Give a link a bend."""
        self.bend[link] = bend
        self._renew(np.array([link]))

    def bend_as_wanted(self) -> None:
        """Give all links the bends that loops and pairs want where variables stand now."""
        self.bend = self.wanted_bends()
        self._arc = self.all_arcs(HALVINGS)

    def _renew(self, links: Places) -> None:
        if len(links):
            new = self._arcs(links, self.bend[links], HALVINGS)
            for name in Arcs.__slots__:
                getattr(self._arc, name)[links] = getattr(new, name)

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

    def all_arcs(self, halvings: int = EXACT) -> Arcs:
        """Return all links as arcs."""
        return self._arcs(np.arange(len(self.bend)), self.bend, halvings)

    def _arcs(self, links: Places, bend: Numbers, halvings: int) -> Arcs:
        a, b = self.cause[links], self.effect[links]
        boxes = self._boxes(a), self._boxes(b)
        return arcs(self.x[a], self.y[a], self.x[b], self.y[b], bend, *boxes, halvings)

    def _arcs_with(self, v: int, px: Numbers, py: Numbers) -> Arcs:
        """The links of a variable as arcs, for each of its candidate places a row."""
        links = self._at[v]
        a, b = self.cause[links], self.effect[links]
        ax = np.where(a == v, px[:, None], self.x[a])
        ay = np.where(a == v, py[:, None], self.y[a])
        bx = np.where(b == v, px[:, None], self.x[b])
        by = np.where(b == v, py[:, None], self.y[b])
        bend = np.broadcast_to(self.bend[links], ax.shape)
        return arcs(ax, ay, bx, by, bend, self._boxes(a), self._boxes(b), HALVINGS)

    def _boxes(self, variables: Places) -> tuple[Numbers, Numbers]:
        return self.plan.wide[variables], self.plan.high[variables]

    # -- costs --

    def costs_of_places(self, v: int, px: Numbers, py: Numbers) -> Numbers:
        """Return what it would cost to put a variable at each of some places."""
        plan = self.plan
        dx, dy = np.abs(px[:, None] - self.x), np.abs(py[:, None] - self.y)
        dx[:, v] = dy[:, v] = FAR
        r = np.hypot(dx, dy)
        cost: Numbers = (self._coefficient[v] * (r / self._target[v] - 1) ** 2).sum(1)
        cost += NEAR * (np.maximum(0.0, 1 - r / (0.95 * plan.unit)) ** 2).sum(1)
        over = np.minimum(
            plan.wide[v] + plan.wide + GAP_ACROSS - dx, plan.high[v] + plan.high + GAP_DOWN - dy
        )
        cost += (OVERLAP * np.where(over > 0, 0.3 + over / 20, 0.0)).sum(1)
        if len(self._at[v]):
            cost += self._costs_of_links(v, self._arcs_with(v, px, py), px, py)
            cost += self._dents(v, px, py)
        if len(self.bend):
            sx, sy = self._arc.seen(SAMPLES)
            depth = np.minimum(
                plan.wide[v] + ROOM_ACROSS - np.abs(sx - px[:, None, None]),
                plan.high[v] + ROOM_DOWN - np.abs(sy - py[:, None, None]),
            ).max(2)
            cost += np.where(self._is_at[v], 0.0, _through(depth)).sum(1)
        return cost

    def _costs_of_links(self, v: int, own: Arcs, px: Numbers, py: Numbers) -> Numbers:
        links = self._at[v]
        cost: Numbers = (SHORT * np.maximum(0.0, 1 - own.length / SEEN_WANTED) ** 2).sum(1)
        same = self._same_loop(links, slice(None))
        met = _crossing(*crossings(_spread(own), self._arc), same)
        cost += np.where(self._is_at[v], 0.0, met).sum((1, 2))
        if len(links) > 1:
            one, other = np.triu_indices(len(links), 1)
            same = self._same_loop(links, links)[one, other]
            cost += _crossing(*crossings(_of(own, one), _of(own, other)), same).sum(1)
            phi = np.where(self.cause[links] == v, own.first, own.last)
            ex, ey = own.points(phi[..., None])
            angle = np.arctan2(ey[..., 0] - py[:, None], ex[..., 0] - px[:, None])
            cost += _side_by_side(angle[:, one] - angle[:, other]).sum(1)
        return np.asarray(cost + self._through_names(links, own).sum(1))

    def _dents(self, v: int, px: Numbers, py: Numbers) -> Numbers:
        """What it costs that loops through a variable have dents there, or beside it."""
        cost = np.zeros(len(px))
        for loop, place in self._corners[v]:
            members = list(loop)
            x, y = self.x[members], self.y[members]
            area = float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())
            row = [(place + step) % len(loop) for step in (-2, -1, 0, 1, 2)]
            cx = [px if i == place else x[i] for i in row]
            cy = [py if i == place else y[i] for i in row]
            for k in range(3):
                turn = (cx[k + 1] - cx[k]) * (cy[k + 2] - cy[k + 1])
                turn = turn - (cy[k + 1] - cy[k]) * (cx[k + 2] - cx[k + 1])
                cost += np.where(turn * area < 0, DENT, 0.0)
        return cost

    def costs_of_bends(self, link: int, bends: Numbers, wanted: float) -> Numbers:
        """Return what it would cost to give a link each of some bends."""
        a, b = self.plan.links[link]
        one = np.ones_like(bends)
        places = [one * value for value in (self.x[a], self.y[a], self.x[b], self.y[b])]
        at_a, at_b = (self._boxes(np.full(len(bends), end)) for end in (a, b))
        own = arcs(places[0], places[1], places[2], places[3], bends, at_a, at_b, HALVINGS)
        either = self.plan.loop_of[link] < 0 and self.plan.pair[link] < 0
        off = np.abs(bends) - abs(wanted) if either else bends - wanted
        cost = BEND * (off / BEND_UNIT) ** 2
        cost += SHORT * np.maximum(0.0, 1 - own.length / SEEN_WANTED) ** 2
        same = self._same_loop(np.array([link]), slice(None))[0]
        met = _crossing(*crossings(_spread(own), self._arc), same)
        met[:, link] = 0.0
        cost += met.sum(1)
        for v, phi in ((a, own.first), (b, own.last)):
            others = self._at[v][self._at[v] != link]
            if len(others):
                ex, ey = own.points(phi[..., None])
                mine = np.arctan2(ey - self.y[v], ex - self.x[v])
                cost += _side_by_side(mine - self._leaving(v, others)).sum(1)
        return np.asarray(cost + self._through_names(np.array([link]), _spread(own)).sum(1))

    def faults(self) -> float:
        """Return what is plainly wrong: overlaps, links through names, crossings, disorder."""
        plan = self.plan
        dx, dy = np.abs(self.x[:, None] - self.x), np.abs(self.y[:, None] - self.y)
        over = (plan.wide[:, None] + plan.wide > dx) & (plan.high[:, None] + plan.high > dy)
        total = 8.0 * float(np.triu(over, 1).sum())
        if len(self.bend):
            number, sine = crossings(_spread(self._arc), self._arc)
            total += 2.0 * float((np.triu(number * (1.5 - 0.5 * sine), 1)).sum())
            links = np.arange(len(self.bend))
            one = Arcs(*(getattr(self._arc, name)[None] for name in Arcs.__slots__))
            total += 3.0 * float(self._through_names(links, one).sum())
        for loop in plan.loops:
            total += 3.0 * out_of_order(self.places[list(loop)])
        return total

    def _leaving(self, v: int, links: Places) -> Numbers:
        """The directions in which links are seen to leave, or to reach, a variable."""
        arc = _of(self._arc, links)
        phi = np.where(self.cause[links] == v, arc.first, arc.last)
        x, y = arc.points(phi[..., None])
        return np.asarray(np.arctan2(y[:, 0] - self.y[v], x[:, 0] - self.x[v]))

    def _through_names(self, links: Places, own: Arcs) -> Numbers:
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
        return np.asarray(_through(depth).sum(-1))

    def _same_loop(self, links: Places, others: Places | slice) -> Truths:
        one, other = self.loop_of[links][:, None], self.loop_of[others]
        return np.asarray((one >= 0) & (one == other))


def out_of_order(places: Numbers) -> bool:
    """Tell whether the variables of a loop stand around their middle in another order.

    >>> out_of_order(np.array([[0, 0], [1, 0], [1, 1], [0, 1.0]]))
    False
    >>> out_of_order(np.array([[0, 0], [1, 1], [1, 0], [0, 1.0]]))
    True
    """
    if len(places) < 4:
        return False
    middle = places.mean(0)
    angles = np.arctan2(places[:, 1] - middle[1], places[:, 0] - middle[0])
    steps = (np.diff(np.append(angles, angles[0])) + np.pi) % (2 * np.pi) - np.pi
    return bool((steps > 0).any() and (steps < 0).any()) or abs(float(steps.sum())) < np.pi


def _side_by_side(turn: Numbers) -> Numbers:
    turn = np.abs(turn)
    turn = np.minimum(turn, 2 * np.pi - turn)
    return np.asarray(SIDE_BY_SIDE * np.maximum(0.0, 1 - turn / APART))


def _through(depth: Numbers) -> Numbers:
    return np.where(depth > 0, THROUGH * depth + np.where(depth > DEEP, THROUGH_DEEP, 0.0), 0.0)


def _crossing(number: Numbers, sine: Numbers, same: Truths) -> Numbers:
    cost = CROSSING * number * (1 + np.maximum(0.0, FLAT_SINE - sine))
    return np.asarray(np.where(same, WITHIN_LOOP * cost, cost))


def _spread(own: Arcs) -> Arcs:
    """Arcs with one axis more, to be compared with others."""
    return Arcs(*(getattr(own, name)[..., None] for name in Arcs.__slots__))


def _of(own: Arcs, which: Places) -> Arcs:
    return Arcs(*(getattr(own, name)[..., which] for name in Arcs.__slots__))
