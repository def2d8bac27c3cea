"""Places of variables at about their wanted distances, from several seeds at once."""

from __future__ import annotations

import math
import random

import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.plan import Plan

# A wanted distance counts this much more than another one, and at least with this weight.
WANTED, LEAST_WEIGHT = 4.0, 0.3
# The rounds from a seed, and the change of a place, as a part of a link, below which they end.
ROUNDS, STILL = 120, 1e-3
# Distances below this have no direction.
LEAST = 1e-6


class Stress:
    """The stress of a plan, the sum of weighted squares by which distances miss what is wanted, and
    how to lower it.

    References
    ----------
    E. R. Gansner, Y. Koren, S. North, Graph drawing by stress majorization, Graph Drawing 2004.
    J. de Leeuw, Applications of convex analysis to multidimensional scaling, 1977 (the method).
    """

    def __init__(self, plan: Plan) -> None:
        self.unit = plan.unit
        wanted = plan.weight > 0
        self.target = np.where(wanted, plan.wanted, plan.apart)
        np.fill_diagonal(self.target, 1.0)
        weight = np.where(wanted, WANTED * np.maximum(plan.weight, LEAST_WEIGHT), 1.0)
        self.weight = weight / self.target**2
        np.fill_diagonal(self.weight, 0.0)
        self._solve = _inverse(self.weight)

    def lowered(self, places: Numbers, rounds: int = ROUNDS) -> Numbers:
        """Return drawings with less stress, one table of places for each given one.

        Sums are einsum's, not those of a matrix product, whose order depends on the machine.
        """
        both = self.weight * self.target
        for _ in range(rounds):
            step = places[:, :, None] - places[:, None]
            away = np.maximum(np.sqrt(step[..., 0] ** 2 + step[..., 1] ** 2), LEAST)
            pull = -both / away
            index = np.arange(pull.shape[1])
            pull[:, index, index] = 0.0
            pull[:, index, index] = -pull.sum(2)
            drawn = np.einsum("sij,sjk->sik", pull, places)
            after = np.einsum("ij,sjk->sik", self._solve, drawn)
            change = float(np.abs(after - places).max())
            places = after
            if change < STILL * self.unit:
                break
        return places


def _inverse(weight: Numbers) -> Numbers:
    """The inverse of the weights' Laplacian, with the middle of all places kept at 0.

    By elimination in whole rows: the matrix is positive definite, and no library's order of sums
    is part of the result.
    """
    size = len(weight)
    table = np.concatenate([np.diag(weight.sum(1)) - weight + 1.0 / size, np.eye(size)], 1)
    for row in range(size):
        table[row] /= table[row, row]
        factor = table[:, row].copy()
        factor[row] = 0.0
        table -= factor[:, None] * table[row]
    return np.asarray(table[:, size:])


def seeds(plan: Plan, count: int, first: Numbers) -> Numbers:
    """Return `count` tables of places: a given one, then random ones on a disc of its size.

    The numbers are those of Python's generator, which are the same in every version.
    """
    size = len(plan.names)
    reach = plan.unit * math.sqrt(size) / 2
    found = [first]
    for number in range(1, count):
        rolled = random.Random(number)
        rows = []
        for _ in range(size):
            away, angle = reach * math.sqrt(rolled.random()), 2 * math.pi * rolled.random()
            rows.append((away * math.cos(angle), away * math.sin(angle)))
        found.append(np.array(rows))
    return np.array(found)
