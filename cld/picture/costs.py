"""What is hard to read in a drawing, as a cost, for many candidates of one change at once.

Costs have no unit: they weigh against each other what makes a diagram hard to read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cld.picture.arcs import Arcs, Numbers, Truths, crossings
from cld.picture.drawing import Drawing, Places
from cld.picture.plan import Plan

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
DENT = 1.1
# A bend that is not the one wanted.
BEND, BEND_UNIT = 1.0, 0.2
# The bends of a two-way pair together: less and they touch, more and they bulge.
PAIR_LEAST, PAIR_MOST, PAIR_COST = 0.3, 0.8, 6.0
# Points of an arc at which it may run through a name: few while much moves, more at the end.
SAMPLES, FINE_SAMPLES = 11, 26
FAR = 1e7
# With more links or variables than this only those nearby are looked at, so far around.
CROWD, AROUND = 70, 60.0


@dataclass(frozen=True, slots=True, eq=False)
class _Crowd:
    """The links and names that a change can bring into anybody's way."""

    links: Places
    names: Places
    arc: Arcs


def distance_costs(plan: Plan) -> tuple[Numbers, Numbers]:
    """Return for each pair of variables the distance it is to have, and what it costs to be
    off by all of it."""
    linked = plan.wanted > 0
    far = np.maximum(plan.apart, plan.unit)
    target = np.where(linked, plan.wanted, far)
    coefficient = np.where(linked, WANTED * plan.weight, UNWANTED * (plan.unit / far) ** 1.5)
    np.fill_diagonal(coefficient, 0.0)
    return target, coefficient


class Costs:
    """What changes of a drawing would cost."""

    def __init__(self, drawing: Drawing, samples: int = SAMPLES) -> None:
        self.samples = samples
        self.drawing, self.plan = drawing, drawing.plan
        self._target, self._coefficient = distance_costs(drawing.plan)
        self._everything = np.arange(len(self.plan.links)), np.arange(len(self.plan.names))
        self._is_small = max(map(len, self._everything)) <= CROWD

    def of_places(self, v: int, px: Numbers, py: Numbers) -> Numbers:
        """Return what it would cost to put a variable at each of some places."""
        plan, drawing = self.plan, self.drawing
        dx, dy = np.abs(px[:, None] - drawing.x), np.abs(py[:, None] - drawing.y)
        dx[:, v] = dy[:, v] = FAR
        r = np.hypot(dx, dy)
        cost: Numbers = (self._coefficient[v] * (r / self._target[v] - 1) ** 2).sum(1)
        cost += NEAR * (np.maximum(0.0, 1 - r / (0.95 * plan.unit)) ** 2).sum(1)
        over = np.minimum(
            plan.wide[v] + plan.wide + GAP_ACROSS - dx, plan.high[v] + plan.high + GAP_DOWN - dy
        )
        cost += (OVERLAP * np.where(over > 0, 0.3 + over / 20, 0.0)).sum(1)
        links = drawing.at[v]
        ends = np.concatenate([drawing.cause[links], drawing.effect[links]])
        crowd = self._crowd(
            np.concatenate([px, drawing.x[ends]]), np.concatenate([py, drawing.y[ends]])
        )
        if len(links):
            own = drawing.arcs_with(v, px, py)
            cost += self._of_links(v, own, crowd, px, py)
            cost += self._dents(v, px, py)
        if len(crowd.links):
            sx, sy = crowd.arc.seen(self.samples)
            depth = np.minimum(
                plan.wide[v] + ROOM_ACROSS - np.abs(sx - px[:, None, None]),
                plan.high[v] + ROOM_DOWN - np.abs(sy - py[:, None, None]),
            ).max(2)
            cost += np.where(drawing.is_at[v][crowd.links], 0.0, _through(depth)).sum(1)
        return cost

    def of_bends(self, link: int, bends: Numbers, wanted: float) -> Numbers:
        """Return what it would cost to give a link each of some bends."""
        drawing = self.drawing
        a, b = self.plan.links[link]
        own = drawing.arcs_bent(link, bends)
        either = self.plan.loop_of[link] < 0 and self.plan.pair[link] < 0
        off = np.abs(bends) - abs(wanted) if either else bends - wanted
        cost = BEND * (off / BEND_UNIT) ** 2
        cost += SHORT * np.maximum(0.0, 1 - own.length / SEEN_WANTED) ** 2
        xs, ys = own.seen(3)
        crowd = self._crowd(xs.ravel(), ys.ravel())
        same = self._same_loop(np.array([link]), crowd.links)[0]
        met = _crossing(*crossings(_spread(own), crowd.arc), same)
        cost += np.where(crowd.links == link, 0.0, met).sum(1)
        for v, phi in ((a, own.first), (b, own.last)):
            others = drawing.at[v][drawing.at[v] != link]
            if len(others):
                ex, ey = own.points(phi[..., None])
                mine = np.arctan2(ey - drawing.y[v], ex - drawing.x[v])
                cost += _side_by_side(mine - self._leaving(v, others)).sum(1)
        names = self._through_names(np.array([link]), _spread(own), crowd.names)
        return np.asarray(cost + names.sum(1))

    def faults(self) -> float:
        """Return what is plainly wrong: overlaps, links through names, crossings, disorder."""
        plan, drawing = self.plan, self.drawing
        dx, dy = np.abs(drawing.x[:, None] - drawing.x), np.abs(drawing.y[:, None] - drawing.y)
        over = (plan.wide[:, None] + plan.wide > dx) & (plan.high[:, None] + plan.high > dy)
        total = 8.0 * float(np.triu(over, 1).sum())
        if len(drawing.bend):
            number, sine = crossings(_spread(drawing.arc), drawing.arc)
            total += 2.0 * float((np.triu(number * (1.5 - 0.5 * sine), 1)).sum())
            links = np.arange(len(drawing.bend))
            one = Arcs(*(getattr(drawing.arc, name)[None] for name in Arcs.__slots__))
            everyone = np.arange(len(plan.names))
            total += 3.0 * float(self._through_names(links, one, everyone).sum())
        for loop in plan.loops:
            total += 3.0 * out_of_order(drawing.places[list(loop)])
        return total

    def _crowd(self, xs: Numbers, ys: Numbers) -> _Crowd:
        """What is near the box around some places."""
        drawing = self.drawing
        if self._is_small:
            return _Crowd(*self._everything, drawing.arc)
        room = AROUND + 0.3 * max(float(np.ptp(xs)), float(np.ptp(ys)))
        low = np.array([xs.min() - room, ys.min() - room])
        high = np.array([xs.max() + room, ys.max() + room])
        links = np.flatnonzero(((drawing.low < high) & (drawing.high > low)).all(1))
        names = np.flatnonzero(((drawing.places < high) & (drawing.places > low)).all(1))
        return _Crowd(links, names, _of(drawing.arc, links))

    def _of_links(self, v: int, own: Arcs, crowd: _Crowd, px: Numbers, py: Numbers) -> Numbers:
        drawing = self.drawing
        links = drawing.at[v]
        cost: Numbers = (SHORT * np.maximum(0.0, 1 - own.length / SEEN_WANTED) ** 2).sum(1)
        same = self._same_loop(links, crowd.links)
        met = _crossing(*crossings(_spread(own), crowd.arc), same)
        cost += np.where(drawing.is_at[v][crowd.links], 0.0, met).sum((1, 2))
        if len(links) > 1:
            one, other = np.triu_indices(len(links), 1)
            same = self._same_loop(links, links)[one, other]
            cost += _crossing(*crossings(_of(own, one), _of(own, other)), same).sum(1)
            phi = np.where(drawing.cause[links] == v, own.first, own.last)
            ex, ey = own.points(phi[..., None])
            angle = np.arctan2(ey[..., 0] - py[:, None], ex[..., 0] - px[:, None])
            cost += _side_by_side(angle[:, one] - angle[:, other]).sum(1)
        return np.asarray(cost + self._through_names(links, own, crowd.names).sum(1))

    def _dents(self, v: int, px: Numbers, py: Numbers) -> Numbers:
        """What it costs that loops through a variable have dents there, or beside it."""
        cost = np.zeros(len(px))
        for loop, place in self.drawing.corners[v]:
            members = list(loop)
            x, y = self.drawing.x[members], self.drawing.y[members]
            area = float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())
            row = [(place + step) % len(loop) for step in (-2, -1, 0, 1, 2)]
            cx = [px if i == place else x[i] for i in row]
            cy = [py if i == place else y[i] for i in row]
            for k in range(3):
                turn = (cx[k + 1] - cx[k]) * (cy[k + 2] - cy[k + 1])
                turn = turn - (cy[k + 1] - cy[k]) * (cx[k + 2] - cx[k + 1])
                cost += np.where(turn * area < 0, DENT, 0.0)
        return cost

    def _leaving(self, v: int, links: Places) -> Numbers:
        """The directions in which links are seen to leave, or to reach, a variable."""
        drawing = self.drawing
        arc = _of(drawing.arc, links)
        phi = np.where(drawing.cause[links] == v, arc.first, arc.last)
        x, y = arc.points(phi[..., None])
        return np.asarray(np.arctan2(y[:, 0] - drawing.y[v], x[:, 0] - drawing.x[v]))

    def _through_names(self, links: Places, own: Arcs, names: Places) -> Numbers:
        """What links cost that run through names which are not theirs; one row a candidate."""
        plan, drawing = self.plan, self.drawing
        sx, sy = own.seen(self.samples)
        depth = np.minimum(
            plan.wide[names] + ROOM_ACROSS - np.abs(sx[..., None] - drawing.x[names]),
            plan.high[names] + ROOM_DOWN - np.abs(sy[..., None] - drawing.y[names]),
        ).max(-2)
        cause, effect = drawing.cause[links][:, None], drawing.effect[links][:, None]
        theirs = (cause == names) | (effect == names)
        return np.asarray(np.where(theirs, 0.0, _through(depth)).sum(-1))

    def _same_loop(self, links: Places, others: Places) -> Truths:
        loop_of = self.drawing.loop_of
        one, other = loop_of[links][:, None], loop_of[others]
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
