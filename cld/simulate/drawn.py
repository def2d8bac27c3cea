"""A system whose strengths are drawn: its equations, whether it settles, and where.

A draw proves that something can happen, and never that it cannot, nor how likely it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from cld.core.diagram import Diagram
from cld.simulate.balance import LinkSigns, accumulates
from cld.simulate.order import causes_of

Matrix = NDArray[np.float64]

# Strengths are drawn between a hundredth and a hundred, evenly by ratio.
WIDEST = 2.0
# A level that is smaller than this share of the largest one is not known to be up or down.
CLEAR = 1e-9
# The search for strengths with which a system settles: how often it begins, and its steps.
BEGINNINGS, STEPS = 6, 200


class DrawnSystem:
    """Some variables and the links among them, without the delays of these.

    Parameters
    ----------
    names : variables that come to rest. No controller acts on them.
    waiting : those on a loop without a stock, which follow what their links bring in no time; any
        short time is assumed.
    """

    def __init__(
        self,
        diagram: Diagram,
        names: Sequence[str],
        waiting: Collection[str],
        signs: LinkSigns,
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
        negative if the system settles."""
        motion = matrix[np.ix_(self.states, self.states)]
        if self.others:
            block = matrix[np.ix_(self.others, self.others)]
            across = np.linalg.solve(block, matrix[np.ix_(self.others, self.states)])
            motion = motion - matrix[np.ix_(self.states, self.others)] @ across
        if not len(self.states):
            return -1.0
        quickest = float(abs(motion).max())
        return float(max(np.linalg.eigvals(motion).real)) / quickest if quickest else 0.0

    def levels(self, matrix: Matrix, pushed: str) -> Matrix | None:
        """Return the levels after a push, or None if the system does not settle."""
        if self.growth(matrix) > -CLEAR:
            return None
        push = np.zeros(len(matrix))
        push[self.place[pushed]] = -1.0
        return np.linalg.solve(matrix, push).astype(np.float64)

    def settles_somehow(self) -> bool:
        """Return whether strengths are found with which the system settles.

        From some beginnings, one strength at a time is changed, and the change is kept if less
        grows with it.
        """
        draw = np.random.Generator(np.random.PCG64(1))
        for _ in range(BEGINNINGS):
            powers = draw.uniform(-WIDEST, WIDEST, len(self.own))
            best = self.growth(self.matrix(powers))
            for _ in range(STEPS):
                if best < -CLEAR:
                    return True
                tried = powers.copy()
                tried[draw.integers(len(tried))] += draw.normal(0, 1)
                found = self.growth(self.matrix(tried))
                if found <= best:
                    powers, best = tried, found
        return False
