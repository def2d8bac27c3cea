"""The characteristic roots of a model, by another way than running it: pipelines as polynomials.

What a pipeline holds is a function over its length that moves on; a polynomial through Chebyshev
points stands for it, and the motion of all points is one matrix (Breda, Maset, Vermiglio 2005,
"Pseudospectral differencing methods"). Its rightmost eigenvalues are those of the model, to many
digits. Where no variable has a memory there is nothing to differentiate: values then follow from
values a whole number of steps ago, and the roots are those of that recurrence.
"""

from __future__ import annotations

import math

import numpy as np
from integrator import Model, System, grid
from motions import Motion


def roots(model: Model, beat: float = 0.0, points: int = 24) -> np.ndarray | None:
    """Return the roots, rightmost first; None where decisions make the model no such thing."""
    if model.decides:
        return None
    system = System(model, beat)
    if not system.rates.size:
        return _recurrence(system)
    slopes = _chebyshev(points)
    width, size = len(system.pipes), len(system.rates)
    whole = np.zeros((size + width * points,) * 2)
    # The last point of each pipeline is what it delivers.
    out = [size + n * points + points - 1 for n in range(width)]
    whole[:size, :size] = system.rates
    whole[:size, out] = system.past
    for n, pipe in enumerate(system.pipes):
        rows = slice(size + n * points, size + (n + 1) * points)
        whole[rows, rows] -= slopes[1:, 1:] / pipe.delay
        inflow = np.zeros(len(whole))
        cause = system.index[pipe.cause]
        inflow[:size], inflow[out] = system.from_state[cause], system.from_past[cause]
        whole[rows] -= np.outer(slopes[1:, 0] / pipe.delay, inflow)
    return _sorted(np.linalg.eigvals(whole))


def _chebyshev(points: int) -> np.ndarray:
    """The matrix that differentiates a polynomial through points from 0 to 1."""
    angles = np.arange(points + 1) * math.pi / points
    nodes = (1 - np.cos(angles)) / 2
    weights = np.ones(points + 1)
    weights[0] = weights[-1] = 2
    weights *= (-1.0) ** np.arange(points + 1)
    apart = nodes[:, None] - nodes[None, :] + np.eye(points + 1)
    matrix = np.outer(weights, 1 / weights) / apart
    return matrix - np.diag(matrix.sum(axis=1))


def _recurrence(system: System) -> np.ndarray:
    """Values follow from values some whole steps ago: a companion matrix."""
    step = grid((pipe.delay for pipe in system.pipes), math.inf)
    many = len(system.model.names)
    lags = [round(pipe.delay / step) for pipe in system.pipes]
    deep = max(lags)
    whole = np.zeros((many * deep,) * 2)
    for n, (pipe, lag) in enumerate(zip(system.pipes, lags, strict=True)):
        column = (lag - 1) * many + system.index[pipe.cause]
        whole[:many, column] += system.from_past[:, n]
    whole[many:, :-many] = np.eye(many * (deep - 1))
    factors = np.linalg.eigvals(whole)
    factors = factors[np.abs(factors) > 1e-9]
    return _sorted(np.log(factors.astype(complex)) / step)


def _sorted(found: np.ndarray) -> np.ndarray:
    return found[np.lexsort((np.abs(found.imag), -found.real))]


def dominant(model: Model, beat: float = 0.0) -> Motion:
    """Return the motion of the rightmost root; what several near it share is not decided."""
    found = roots(model, beat)
    if found is None or not len(found):
        return Motion(None, None)
    first = found[0]
    near = [r for r in found if first.real - r.real < 1e-7 * (1e-9 + abs(first))]
    turning = {round(abs(r.imag) / abs(first), 6) for r in near} if abs(first) else {0.0}
    period = (
        2 * math.pi / float(abs(first.imag)) if abs(first.imag) > 1e-9 * abs(first) else math.inf
    )
    return Motion(float(first.real), period if len(turning) == 1 else None)
