"""A system whose strengths are drawn: its equations, whether it settles, and where.

A draw proves that something can happen, and never that it cannot, nor how likely it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from cld.core.diagram import Diagram
from cld.simulate.answers import BEGINNINGS, STEPS
from cld.simulate.balance import LinkSigns, accumulates
from cld.simulate.order import causes_of

Matrix = NDArray[np.float64]

# Strengths are drawn between a hundredth and a hundred, evenly by ratio.
WIDEST = 2.0
# A level that is smaller than this share of the largest one is not known to be up or down.
CLEAR = 1e-9
# The search for strengths with which a system settles: where it begins, and its steps.
BEGIN_WITHIN, A_STEP, AT_ONCE = 1.0, 0.7, 2
# What drifts is looked for with strengths near 1, so often, up to rounding.
LOOKS, NEAR, SMALL = 2, 0.3, 1e-7


class DrawnSystem:
    """Some variables and the links among them, without the delays of these.

    Parameters
    ----------
    names : variables that come to rest. No controller acts on them.
    waiting : those on a loop without a stock, which follow what their links bring in no time; any
        short time is assumed.
    kept : the number of totals of stocks among them that stay the same.
    """

    def __init__(
        self,
        diagram: Diagram,
        names: Sequence[str],
        waiting: Collection[str],
        signs: LinkSigns,
        kept: int = 0,
    ) -> None:
        # In an order that does not depend on that of the lines.
        self.names = sorted(names)
        self.place = {name: number for number, name in enumerate(self.names)}
        flows = {v.name for v in diagram.variables if v.kind == "flow"}
        self.stocks = [self.place[name] for name in self.names if accumulates(diagram, name)]
        quick = (self.place[name] for name in waiting if name in self.place)
        self.states = sorted({*self.stocks, *quick})
        self.others = [n for n in range(len(self.names)) if n not in set(self.states)]
        links = [k for name in self.names for k in causes_of(diagram, name)]
        links = sorted((k for k in links if k.cause in self.place), key=lambda link: link.ends)
        self.ends = [self.place[k.effect] for k in links], [self.place[k.cause] for k in links]
        self.own = np.array([float(signs[k.ends]) for k in links])
        self.kept = kept
        # What a flow takes from one stock it brings to another.
        self.whole = np.array(
            [
                k.cause in flows and self.place[k.effect] in self.stocks and k.gain is None
                for k in links
            ],
            bool,
        )

    def matrix(self, powers: Matrix) -> Matrix:
        """Return the equations with strengths of 10 to some powers, one for each link."""
        strengths = np.where(self.whole, self.own, self.own * 10**powers)
        found = np.zeros((len(self.names), len(self.names)))
        np.add.at(found, self.ends, strengths)
        rest = [0.0 if n in self.stocks else 1.0 for n in range(len(self.names))]
        return np.asarray(found - np.diag(rest))

    def growth(self, matrix: Matrix) -> float:
        """Return the greatest growth of what has a memory, as a share of its quickest change:
        negative if the system settles. Totals that stay the same neither grow nor settle."""
        if not len(self.states):
            return -1.0
        motion = self._motion(matrix)
        quickest = float(abs(motion).max())
        found = np.linalg.eigvals(motion)
        moving = found[np.argsort(abs(found))][self.kept :]
        if not len(moving):
            return -1.0
        return float(max(moving.real)) / quickest if quickest else 0.0

    def _motion(self, matrix: Matrix) -> Matrix:
        """How quickly what has a memory changes, by what has one."""
        motion = matrix[np.ix_(self.states, self.states)]
        if self.others:
            block = matrix[np.ix_(self.others, self.others)]
            across = np.linalg.solve(block, matrix[np.ix_(self.others, self.states)])
            motion = motion - matrix[np.ix_(self.states, self.others)] @ across
        return np.asarray(motion)

    def levels(self, matrix: Matrix, pushed: str) -> Matrix | None:
        """Return the levels after a push, or None if the system does not settle."""
        if self.growth(matrix) > -CLEAR:
            return None
        push = np.zeros(len(matrix))
        push[self.place[pushed]] = -1.0
        if not self.kept:
            return np.linalg.solve(matrix, push).astype(np.float64)
        # What the equations lack are the totals, the combinations of them that are zero.
        totals = np.linalg.svd(matrix)[0][:, -self.kept :].T
        if abs(totals @ push).max() > SMALL:
            return None
        totals = totals * np.isin(np.arange(len(matrix)), self.stocks)
        table, right = np.concatenate([matrix, totals]), np.append(push, np.zeros(self.kept))
        return np.asarray(np.linalg.lstsq(table, right, rcond=None)[0], np.float64)

    def drifting(self, moved: Collection[str]) -> frozenset[str]:
        """Return the variables that have no level when some are moved: what changes while nothing
        else does.

        Strengths drawn at random show which these are. All are if some change ever faster; none is
        if nothing that is moved adds to a total.
        """
        draw = np.random.Generator(np.random.PCG64(2))
        found: set[str] = set()
        rows = [self.place[name] for name in moved]
        for _ in range(LOOKS):
            matrix = self.matrix(draw.uniform(-NEAR, NEAR, len(self.own)))
            motion = self._motion(matrix)
            if _rank(motion) != _rank(motion @ motion):
                return frozenset(self.names)
            totals, _, ways = np.linalg.svd(matrix)
            lacking = _rank(matrix)
            if rows and not (abs(totals[rows, lacking:]) > SMALL).any():
                continue
            for way in ways[lacking:]:
                moves = abs(way) > SMALL * abs(way).max()
                found |= {self.names[place] for place in np.flatnonzero(moves)}
        return frozenset(found)

    def ramping(self, pushed: str) -> frozenset[str] | None:
        """Return the variables that go on changing after a push, whatever the strengths; None if
        some change ever faster."""
        draw = np.random.Generator(np.random.PCG64(3))
        found: set[str] = set()
        for _ in range(LOOKS):
            matrix = self.matrix(draw.uniform(-NEAR, NEAR, len(self.own)))
            push = np.zeros(len(matrix))
            push[self.place[pushed]] = 1.0
            motion, brought = self._motion(matrix), push[self.states]
            if self.others:
                block = matrix[np.ix_(self.others, self.others)]
                brought = brought - matrix[np.ix_(self.states, self.others)] @ np.linalg.solve(
                    block, push[self.others]
                )
            if _rank(motion) != _rank(motion @ motion):
                return None
            lacking = _rank(motion)
            totals, _, ways = np.linalg.svd(motion)
            left, right = totals[:, lacking:], ways[lacking:].T
            ramp = right @ np.linalg.solve(left.T @ right, left.T @ brought)
            every = np.zeros(len(matrix))
            every[self.states] = ramp
            if self.others:
                every[self.others] = -np.linalg.solve(
                    block, matrix[np.ix_(self.others, self.states)] @ ramp
                )
            moves = abs(every) > SMALL * max(1.0, float(abs(every).max()))
            found |= {self.names[place] for place in np.flatnonzero(moves)}
        return frozenset(found)

    def settles_somehow(self) -> bool:
        """Return whether strengths are found with which the system settles.

        From some beginnings, one strength or two are changed at a time, and the change is kept if
        less grows with it.
        """
        draw = np.random.Generator(np.random.PCG64(1))
        for _ in range(BEGINNINGS):
            powers = draw.uniform(-BEGIN_WITHIN, BEGIN_WITHIN, len(self.own))
            best = self.growth(self.matrix(powers))
            for _ in range(STEPS):
                if best < -CLEAR:
                    return True
                tried = powers.copy()
                count = draw.integers(1, AT_ONCE + 1)
                tried[draw.integers(len(tried), size=count)] += draw.normal(0, A_STEP, count)
                found = self.growth(self.matrix(tried))
                if found <= best:
                    powers, best = tried, found
        return False


def _rank(matrix: Matrix) -> int:
    return int(np.linalg.matrix_rank(matrix, tol=SMALL * max(float(abs(matrix).max()), 1e-300)))
