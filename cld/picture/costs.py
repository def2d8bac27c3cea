"""The costs of what makes a drawing hard to read, for many candidates of one change at once.

Costs have no unit: they weigh the features that make a diagram hard to read.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cld.picture.arcs import (
    Arcs,
    Indices,
    Numbers,
    Truths,
    boxes_meet,
    circles,
    crossings,
)
from cld.picture.drawing import Drawing
from cld.picture.order import of_loops, out_of_order
from cld.picture.touching import ON, ends_on
from cld.picture.work import Work

# The cost of names that are too close, and that overlap, with these gaps across and down.
NEAR, OVERLAP, GAP_ACROSS, GAP_DOWN = 3.0, 6.0, 18.0, 16.0
# The additional cost if they cover each other, even without gaps.
COVERED = 8.0
# Crossings; they cost more at flat angles and between links of one loop.
CROSSING, FLAT_SINE, WITHIN_LOOP = 8.0, 0.6, 2.0
# Links through names and close to them, with this space around names: a cost per point that a link
# is nearer, more if it comes close (little in the first rounds), and much more if it runs through
# a name.
THROUGH, ROOM = 0.12, np.array([10.0, 9.0])
CLOSE, CLOSE_AT_FIRST, NOT_CLOSE, THROUGH_DEEP, DEEP = 2.0, 0.5, 2.5, 12.0, 9.0
# An arrow that ends or starts on a passing one.
END_ON, END_AT_SIGHT = 12.0, 0.5
# Links with little visible length, and links that leave a name side by side.
SHORT, SEEN_WANTED, SIDE_BY_SIDE, APART = 3.0, 60.0, 1.2, 0.45
# Links that are not level or upright, and how far off they may be to be drawn there.
ASLANT, ASLANT_PAIR, ASLANT_PAIR_AT_LAST, SNAP = 0.1, 1.5, 5.0, 16.0
# A bend that differs from the wanted one.
BEND, BEND_UNIT = 1.0, 0.2
# Points of an arc at which it is checked against names: few at first, more at the end.
SAMPLES, FINE_SAMPLES = 9, 13
FAR = 1e7
# The number of pairs compared at a time: all pairs of a few thousand arcs would take gigabytes.
AT_ONCE = 1 << 16
# The amounts counted as work, in the units of `Work`: a candidate change, a check whether two boxes
# meet, an arc near another one or near a name, a point of an arc, two arcs at one name, two arcs
# whose ends are compared.
A_CHANGE, A_LOOK, A_CROSSING, A_NAME, A_POINT, A_PAIR, AN_END = 150_000, 5, 60, 60, 15, 100, 200


class Costs:
    """The costs of changes to a drawing."""

    def __init__(self, drawing: Drawing, samples: int = SAMPLES, work: Work | None = None) -> None:
        self.samples = samples
        # Whether links that pass close to names and to ends of others count in full.
        self.strict = True
        self._steps = np.linspace(-1.0, 1.0, samples)
        self.work = work or Work()
        self.drawing, self.plan, self.ties = drawing, drawing.plan, drawing.ties
        self.aslant_pair = ASLANT_PAIR
        self._ends = np.stack([self.ties.cause, self.ties.effect])
        self._wide = drawing.plan.wide + ROOM[0]
        self._high = drawing.plan.high + ROOM[1]

    def of_places(self, v: int, px: Numbers, py: Numbers) -> tuple[Numbers, Numbers]:
        """Return the cost of putting a variable at each of some places, and its links as arcs
        there, a table of places by links."""
        drawing = self.drawing
        self.work.take(A_CHANGE)
        cost = self.of_distances(v, px, py)
        links, others = self.ties.at[v], self.ties.not_at[v]
        others = others[self._is_near(drawing.arcs[:, others], px, py, v)]
        rest = drawing.arcs[:, others]
        if len(others):
            cost += self._on_name(v, px, py, rest)
        own = drawing.arcs_with(v, px, py)
        if len(links):
            cost += self._of_own(v, own, px, py)
            cost += self._aslant(v, px, py)
            flat = own.reshape(len(own), -1)
            met = self._crossing(flat, np.tile(links, len(px)), rest, others)
            cost += met.reshape(len(px), -1).sum(1)
            through = self._through_names(flat, np.tile(links, len(px)))
            cost += through.reshape(len(px), -1).sum(1)
            cost += of_loops(drawing, v, px, py)
        return cost, own

    def of_bends(self, link: int, bends: Numbers, wanted: float) -> tuple[Numbers, Numbers]:
        """Return the cost of giving a link each of some bends, and the arcs that result."""
        drawing = self.drawing
        self.work.take(A_CHANGE)
        own = drawing.arcs_bent(link, bends)
        arc = Arcs(*own)
        either = self.plan.loop_of[link] < 0 and self.plan.pair[link] < 0
        off = np.abs(bends) - abs(wanted) if either else bends - wanted
        cost = BEND * (off / BEND_UNIT) ** 2
        cost += SHORT * np.maximum(0.0, 1 - arc.length / SEEN_WANTED) ** 2
        same = np.full(len(bends), link)
        others = np.flatnonzero(np.arange(len(drawing.bend)) != link)
        cost += self._crossing(own, same, drawing.arcs[:, others], others)
        for v, sense in zip(self.plan.links[link], (-1.0, 1.0), strict=True):
            links = self.ties.at[v]
            if len(links) > 1:
                x, y = arc.ends(np.array(sense))
                mine = np.arctan2(y - drawing.y[v], x - drawing.x[v])
                turn = mine[:, None] - drawing.leaving(v)[links != link]
                cost += _side_by_side(turn).sum(1)
        return np.asarray(cost + self._through_names(own, same)), own

    def faults(self) -> float:
        """Return the cost of plain faults: overlaps, links through names, crossings, disorder, and
        arrows that end on others."""
        plan, drawing = self.plan, self.drawing
        total = 8.0 * float(np.triu(_overlaps(drawing), 1).sum())
        if len(drawing.bend):
            arcs = drawing.arcs
            found = 0.0
            for one, other, number, sine in self._met(arcs, arcs, once=True):
                found += float((number * (1.5 - 0.5 * sine)).sum())
                ends = self._ends_on(arcs[:, one], arcs[:, other], one, other)
                total += END_AT_SIGHT * float(ends.sum())
            total += 2.0 * found
            total += 3.0 * float(self._through_names(arcs, np.arange(len(drawing.bend))).sum())
        for loop in plan.loops:
            total += 3.0 * out_of_order(drawing.places[list(loop)])
        return total

    def troubled(self) -> list[int]:
        """Return the variables whose names are hard to read because they overlap others or links
        run through them."""
        troubled = set(np.flatnonzero(_overlaps(self.drawing).any(1)).tolist())
        every = np.arange(len(self.drawing.bend))
        for _, names, found in self._pierced(self.drawing.arcs, every):
            troubled.update(names[found > THROUGH_DEEP].tolist())
        return sorted(troubled)

    def of_distances(self, v: int, px: Numbers, py: Numbers) -> Numbers:
        """Return the cost of a variable's place in relation to all other names."""
        plan, drawing = self.plan, self.drawing
        dx, dy = np.abs(px[:, None] - drawing.x), np.abs(py[:, None] - drawing.y)
        dx[:, v] = dy[:, v] = FAR
        r = np.sqrt(dx * dx + dy * dy)
        missed = (r / self.ties.target[v] - 1) ** 2
        cost: Numbers = (missed * self.ties.coefficient[v]).sum(1)
        close = np.maximum(0.0, 1 - r / (0.95 * plan.unit))
        cost += NEAR * (close * close).sum(1)
        over = np.minimum(
            plan.wide[v] + plan.wide + GAP_ACROSS - dx, plan.high[v] + plan.high + GAP_DOWN - dy
        )
        cost += OVERLAP * np.where(over > 0, 0.3 + over / 20, 0.0).sum(1)
        cost += COVERED * (over > GAP_DOWN).sum(1)
        return cost

    def _is_near(self, rest: Numbers, px: Numbers, py: Numbers, v: int) -> Truths:
        """Return which links may meet a variable at any of some places, or its links there."""
        ties, drawing = self.ties, self.drawing
        ends = np.concatenate([ties.cause[ties.at[v]], ties.effect[ties.at[v]]])
        x, y = np.append(px, drawing.x[ends]), np.append(py, drawing.y[ends])
        # An arc stays within half its chord of the box around its ends.
        room = 0.5 * float(np.hypot(np.ptp(x), np.ptp(y))) + float(self._wide[v])
        arc = Arcs(*rest)
        across = (arc.left < x.max() + room) & (arc.right > x.min() - room)
        return np.asarray(across & (arc.top < y.max() + room) & (arc.bottom > y.min() - room))

    def _of_own(self, v: int, own: Numbers, px: Numbers, py: Numbers) -> Numbers:
        """The cost of the angles between the links of a variable, and of short links."""
        links, arc = self.ties.at[v], Arcs(*own)
        short = np.maximum(0.0, 1 - arc.length / SEEN_WANTED)
        cost: Numbers = SHORT * (short * short).sum(1)
        if len(links) > 1:
            circle = circles(own)
            x, y = arc.ends(self.ties.sense[v])
            angle = np.arctan2(y - py[:, None], x - px[:, None])
            for one, other in self._pairs(v, len(px)):
                self.work.take(A_PAIR * len(px) * len(one))
                number, sine = crossings(circle[..., one], circle[..., other])
                cost += _crossing(number, sine, self._same_loop(links[one], links[other])).sum(1)
                if self.strict:
                    pair = own[..., one], own[..., other]
                    cost += self._ends_on(*pair, links[one], links[other]).sum(1)
                cost += _side_by_side(angle[:, one] - angle[:, other]).sum(1)
        return cost

    def _aslant(self, v: int, px: Numbers, py: Numbers) -> Numbers:
        """The cost of links that are nearly level or upright, and not quite; for two-way pairs, of
        any that are neither."""
        ties = self.ties
        others = np.array(ties.near[v])
        if not len(others):
            return np.zeros(len(px))
        dx = np.abs(px[:, None] - self.drawing.x[others])
        dy = np.abs(py[:, None] - self.drawing.y[others])
        off = np.minimum(dx, dy)
        cost = np.where(ties.paired[v], self.aslant_pair, ASLANT) * np.minimum(1.0, off / SNAP)
        return np.asarray(cost.sum(1))

    def _pairs(self, v: int, places: int) -> Iterator[tuple[Indices, Indices]]:
        """All pairs of the links of a variable, in batches that fit for each place."""
        count = len(self.ties.at[v])
        for some in _slices(count, places * count):
            one, other = (np.arange(some.start, some.stop)[:, None] < np.arange(count)).nonzero()
            if len(one):
                yield one + some.start, other

    def _crossing(self, own: Numbers, links: Indices, rest: Numbers, others: Indices) -> Numbers:
        """The cost of arcs crossing others; `links` and `others` are the numbers of the links."""
        total = np.zeros(len(links))
        for one, other, number, sine in self._met(own, rest):
            found = _crossing(number, sine, self._same_loop(links[one], others[other]))
            if self.strict:
                a, b = links[one], others[other]
                found += self._ends_on(own[:, one], rest[:, other], a, b)
            total += np.bincount(one, found, len(links))
        return total

    def _ends_on(self, own: Numbers, rest: Numbers, links: Indices, others: Indices) -> Numbers:
        """The cost of arrows that end or start on another one."""
        ends = self._ends
        self.work.take(AN_END * len(links))
        return END_ON * ends_on(own, rest, ends[:, links], ends[:, others])

    def _met(
        self, own: Numbers, rest: Numbers, once: bool = False
    ) -> Iterator[tuple[Indices, Indices, Numbers, Numbers]]:
        """Return which arcs of two tables are near each other, how often they cross, and the sine
        of the angle; for one table with itself, each pair `once`."""
        circle, its = circles(own), circles(rest)
        for some in _slices(own.shape[1], rest.shape[1]):
            meet = boxes_meet(Arcs(*own[:, some, None]), Arcs(*rest), ON if self.strict else 0.0)
            if once:
                meet &= np.arange(some.start, some.stop)[:, None] < np.arange(rest.shape[1])
            one, other = meet.nonzero()
            self.work.take(A_LOOK * meet.size + A_CROSSING * len(one))
            one += some.start
            yield one, other, *crossings(circle[:, one], its[:, other])

    def _through_names(self, own: Numbers, links: Indices) -> Numbers:
        """The cost of arcs that run through names at neither of their ends."""
        total = np.zeros(len(links))
        for one, _, found in self._pierced(own, links):
            total += np.bincount(one, found, len(links))
        return total

    def _pierced(self, own: Numbers, links: Indices) -> Iterator[tuple[Indices, Indices, Numbers]]:
        """Return which arcs come near which names at neither of their ends, and the cost of each,
        in batches of arcs as in `_met`."""
        drawing, wide, high = self.drawing, self._wide, self._high
        x, y = drawing.x, drawing.y
        for some in _slices(own.shape[1], len(x)):
            arc = Arcs(*own[:, some, None])
            meet = (arc.left < x + wide) & (arc.right > x - wide)
            meet &= (arc.top < y + high) & (arc.bottom > y - high)
            meet &= self.ties.apart[links[some]]
            self.work.take(A_LOOK * meet.size)
            one, names = meet.nonzero()
            one += some.start
            at, box = (x[names], y[names]), (wide[names], high[names])
            yield one, names, self._through(own[:, one], at, box)

    def _on_name(self, v: int, px: Numbers, py: Numbers, rest: Numbers) -> Numbers:
        """The cost of other variables' links that run through a name at each of some places."""
        arc, x, y = Arcs(*rest), px[:, None], py[:, None]
        wide, high = float(self._wide[v]), float(self._high[v])
        self.work.take(A_LOOK * len(px) * rest.shape[1])
        meet = (arc.left < x + wide) & (arc.right > x - wide)
        meet &= (arc.top < y + high) & (arc.bottom > y - high)
        place, one = meet.nonzero()
        box = np.full(len(place), wide), np.full(len(place), high)
        found = self._through(rest[:, one], (px[place], py[place]), box)
        return np.asarray(np.bincount(place, found, len(px)))

    def _through(
        self, own: Numbers, at: tuple[Numbers, Numbers], box: tuple[Numbers, Numbers]
    ) -> Numbers:
        """The cost of each arc that runs through a box around a place."""
        arc, (x, y), (wide, high) = Arcs(*own), at, box
        dx, dy = x - arc.cx, y - arc.cy
        away = np.sqrt(dx * dx + dy * dy) + 1e-9
        # Circles that pass a box by, even if their curve within the box is counted, are clear.
        support = (np.abs(dx) * wide + np.abs(dy) * high) / away
        bulge = (wide * wide + high * high) / (2 * away)
        hit = np.flatnonzero(np.abs(away - arc.radius) < support + bulge)
        cost = np.zeros(len(away))
        self.work.take(A_NAME * len(away) + A_POINT * self.samples * len(hit))
        if len(hit):
            sx, sy = self._points_near(own[:, hit], (dx[hit], dy[hit]), np.hypot(wide, high)[hit])
            depth = np.minimum(
                wide[hit, None] - np.abs(sx - x[hit, None]),
                high[hit, None] - np.abs(sy - y[hit, None]),
            ).max(1)
            deep = np.where(depth > DEEP, THROUGH_DEEP, 0.0)
            close = np.where(depth > NOT_CLOSE, CLOSE if self.strict else CLOSE_AT_FIRST, 0.0)
            cost[hit] = np.where(depth > 0, THROUGH * depth + close + deep, 0.0)
        return cost

    def _points_near(
        self, own: Numbers, step: tuple[Numbers, Numbers], reach: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Points of each arc around the one nearest to a name: `step` leads from the centre of the
        arc's circle to the name, and `reach` is how far the points are from the nearest one."""
        arc = Arcs(*own)
        along, up = (step[0] * e + step[1] * f for e, f in ((arc.ex, arc.ey), (arc.ux, arc.uy)))
        phi = np.arctan2(along, up)[:, None] + (reach / arc.radius)[:, None] * self._steps
        phi = np.clip(phi, -arc.half[:, None], arc.half[:, None])
        cos, sin = np.cos(phi) * arc.radius[:, None], np.sin(phi) * arc.radius[:, None]
        x = arc.cx[:, None] + cos * arc.ux[:, None] + sin * arc.ex[:, None]
        return x, arc.cy[:, None] + cos * arc.uy[:, None] + sin * arc.ey[:, None]

    def _same_loop(self, links: Indices, others: Indices) -> Truths:
        loop, other = self.ties.loop_of[links], self.ties.loop_of[others]
        return np.asarray((loop >= 0) & (loop == other))


def _slices(rows: int, columns: int) -> Iterator[slice]:
    """The rows of a table of pairs, in batches that fit into a little memory."""
    step = max(1, AT_ONCE // max(1, columns))
    for first in range(0, rows, step):
        yield slice(first, min(first + step, rows))


def _overlaps(drawing: Drawing) -> Truths:
    plan = drawing.plan
    dx, dy = np.abs(drawing.x[:, None] - drawing.x), np.abs(drawing.y[:, None] - drawing.y)
    over = (plan.wide[:, None] + plan.wide > dx) & (plan.high[:, None] + plan.high > dy)
    np.fill_diagonal(over, False)
    return np.asarray(over)


def _side_by_side(turn: Numbers) -> Numbers:
    turn = np.abs(turn)
    turn = np.minimum(turn, 2 * np.pi - turn)
    return np.asarray(SIDE_BY_SIDE * np.maximum(0.0, 1 - turn / APART))


def _crossing(number: Numbers, sine: Numbers, same: Truths) -> Numbers:
    cost = CROSSING * number * (1 + np.maximum(0.0, FLAT_SINE - sine))
    return np.asarray(np.where(same, WITHIN_LOOP * cost, cost))
