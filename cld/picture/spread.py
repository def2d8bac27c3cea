"""Places the variables of a very large diagram near their neighbours, in time and memory that grow
no faster than the diagram."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

import numpy as np

from cld.picture.arcs import Indices, Numbers

# The number of pivots: variables from which all distances are computed. Lower if there are so many
# links that visiting all of them takes long.
MOST_PIVOTS, LEAST_PIVOTS, MOST_STEPS = 50, 10, 2_000_000
# The number of improvement rounds, and the weight of distances to pivots relative to links.
ROUNDS, FAR_WEIGHT = 40, 0.6
# Variables with the same neighbours would get the same place; they start at this distance.
JITTER, GOLDEN_ANGLE = 0.1, 2.399963
# The products after which a direction is as good as the main one.
PRODUCTS = 100
# The least distance of a pair of variables, for computing a direction.
LEAST = 1e-6


def spread(size: int, links: Sequence[tuple[int, int]], unit: float) -> Numbers:
    """Return places for variables, one row each, with links about `unit` long.

    Parameters
    ----------
    size : the number of variables.
    links : the ends of each link, as numbers of variables. The links must connect all variables;
        parts that are not connected are put far apart.
    unit : the wanted length of a link.

    References
    ----------
    U. Brandes, C. Pich, Eigensolver methods for progressive multidimensional scaling of large
    data, Graph Drawing 2006 (distances to pivots). M. Ortmann, M. Klimenta, U. Brandes, A sparse
    stress model, Graph Drawing 2016 (links and pivots, improved by majorisation).

    >>> line = spread(4, [(0, 1), (1, 2), (2, 3)], 100.0)
    >>> bool(np.hypot(*(line[0] - line[3])) > 200)
    True
    """
    if size < 2:
        return np.zeros((size, 2))
    near: list[list[int]] = [[] for _ in range(size)]
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    pivots, away = _pivots(near)
    places = _scaled(away) + _jitter(size)
    return np.asarray(
        unit * _improved(places, np.array(links, dtype=int).reshape(-1, 2), pivots, away)
    )


def _pivots(near: Sequence[Sequence[int]]) -> tuple[Indices, Numbers]:
    """Variables far from each other, and the number of links from each to every variable."""
    size = len(near)
    steps = size + sum(map(len, near))
    count = min(size, max(LEAST_PIVOTS, min(MOST_PIVOTS, MOST_STEPS // steps)))
    # The variable with the most links is a quick guess at the middle.
    pivots = [max(range(size), key=lambda v: (len(near[v]), -v))]
    away = np.zeros((count, size))
    nearest = np.full(size, np.inf)
    for number in range(count):
        away[number] = _distances(near, pivots[number])
        nearest = np.minimum(nearest, away[number])
        pivots.append(int(nearest.argmax()))
    return np.array(pivots[:count]), away


def _distances(near: Sequence[Sequence[int]], start: int) -> Numbers:
    found = [-1] * len(near)
    found[start] = 0
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for other in near[here]:
            if found[other] < 0:
                found[other] = found[here] + 1
                queue.append(other)
    away = np.array(found, dtype=float)
    away[away < 0] = away.max() + 2
    return away


def _scaled(away: Numbers) -> Numbers:
    """Places whose distances to the pivots are about the wanted ones, along the two directions in
    which these distances vary most."""
    square = away**2
    centred = -0.5 * (square - square.mean(0) - square.mean(1)[:, None] + square.mean())
    # Not a matrix product: its order of additions may depend on the number of processors.
    both = np.einsum("in,jn->ij", centred, centred)
    found = np.einsum("kn,kd->nd", centred, _directions(both))
    reach = float(np.hypot(*(found - found.mean(0)).T).mean())
    return np.asarray(found * (float(away.mean()) / reach if reach > LEAST else 1.0))


def _directions(both: Numbers) -> Numbers:
    """The two main directions of a table of products, by repeated products from fixed starts; a
    library's would depend on the processor."""
    found = np.zeros((len(both), 2))
    for column in (0, 1):
        vector = np.cos(GOLDEN_ANGLE * (column + 1) * np.arange(1, len(both) + 1))
        for _ in range(PRODUCTS):
            vector = np.einsum("ij,j->i", both, vector)
            # What lies along the first direction is left out of the second.
            vector -= found[:, 0] * float((found[:, 0] * vector).sum())
            size = math.sqrt(float((vector * vector).sum()))
            if size < LEAST:
                vector = np.zeros(len(both))
                break
            vector /= size
        found[:, column] = vector
    return found


def _jitter(size: int) -> Numbers:
    turns = GOLDEN_ANGLE * np.arange(size)
    return JITTER * np.stack([np.cos(turns), np.sin(turns)], 1)


def _improved(places: Numbers, links: Indices, pivots: Indices, away: Numbers) -> Numbers:
    """Places moved so that links and distances to the pivots are about as long as wanted."""
    size = len(places)
    links = links[links[:, 0] != links[:, 1]]
    one, other = np.concatenate([links, links[:, ::-1]]).T
    wanted = np.maximum(away, 1.0)
    weight = FAR_WEIGHT / wanted**2
    weight[np.arange(len(pivots)), pivots] = 0.0
    total = np.bincount(one, minlength=size) + weight.sum(0)
    for _ in range(ROUNDS):
        drawn = np.zeros((size, 2))
        for axis, towards in enumerate(_towards(places[one], places[other], np.ones(len(one)))):
            drawn[:, axis] += np.bincount(one, towards, size)
        for number, pivot in enumerate(pivots):
            there = _towards(places, places[pivot], wanted[number])
            drawn += np.stack(there, 1) * weight[number][:, None]
        places = drawn / total[:, None]
    return places


def _towards(places: Numbers, others: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """The place of one of two variables at the wanted distance from the other."""
    step = places - others
    size = np.maximum(np.hypot(step[:, 0], step[:, 1]), LEAST)
    there = others + step * (wanted / size)[:, None]
    return there[:, 0], there[:, 1]
