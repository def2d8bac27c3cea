"""Parts with controllers, judged from one set of decisions to the next.

Between decisions everything follows straight lines or exponentials, which one step of the model
follows exactly where what a pipeline delivers runs straight between two points of the grid. All
states at the start of a common period, with the contents of the pipelines, give those at its end
by a matrix; its largest eigenvalue says whether the part settles.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import reduce

import numpy as np

from cld.simulate.march import March
from cld.simulate.model import RunModel
from cld.simulate.roots import NotCountedError
from cld.simulate.system import System

# The most steps that are run to judge a part, all periods together.
MOST_STEPS = 20_000
# The most directions in which the matrix of a period is looked at.
MOST_DIRECTIONS = 60
# Two grids agree on an eigenvalue up to this ratio.
_AGREED = 1e-3
# So exactly an eigenvalue is found.
_EXACT = 1e-9


def common_step(lengths: list[float]) -> float | None:
    """Return the longest step of which all lengths are whole multiples, or None if it is far
    shorter than the shortest.

    >>> common_step([15.0, 180.0]), common_step([0.1, 0.25])
    (15.0, 0.05)
    """
    exact = [Fraction(length).limit_denominator(10**6) for length in lengths if length > 0]
    if not exact or any(not fraction for fraction in exact):
        return None
    step = float(reduce(_common, exact))
    return step if step >= min(lengths) / 1_000 else None


def _common(a: Fraction, b: Fraction) -> Fraction:
    whole = math.gcd(a.numerator * b.denominator, b.numerator * a.denominator)
    return Fraction(whole, a.denominator * b.denominator)


def period_of(model: RunModel, names: tuple[str, ...]) -> float:
    """Return the time after which all controllers among some variables decide together again."""
    paces = [
        Fraction(max(1, math.ceil(round(window / every, 9))) * every).limit_denominator(10**6)
        for name, (every, window) in model.decides.items()
        if name in names
    ]
    return float(reduce(lambda a, b: a * b / _common(a, b), paces))


def radius(model: RunModel, system: System) -> tuple[float, float]:
    """Return by what factor a part grows over its common period, and that period in seconds.
    Raises NotCountedError."""
    period = period_of(model, system.names)
    lengths = [*system.pipelines.tolist(), period]
    for name, (every, _) in model.decides.items():
        if name in system.names:
            lengths.append(every)
    step = common_step(lengths)
    if step is None:
        raise NotCountedError
    rates = max(np.abs(np.linalg.eigvals(system.motion)), default=0.0)
    finer = max(1, math.ceil(step * float(rates) * 2))
    before = _largest(model, system, step / finer, period)
    for _ in range(3):
        finer *= 2
        found = _largest(model, system, step / finer, period)
        if abs(found - before) <= _AGREED * max(found, before, 1e-12):
            return found, period
        before = found
    raise NotCountedError


def _largest(model: RunModel, system: System, step: float, period: float) -> float:
    """Return the largest eigenvalue of the matrix of a period, by Arnoldi's method: the matrix is
    never formed, only applied by running a period."""
    steps = round(period / step)
    march = March(model, system, step)
    size = march.numbers
    most = min(size, MOST_DIRECTIONS)
    if steps * most * max(1.0, (size / 200) ** 2, (len(system.names) / 20) ** 2) > MOST_STEPS:
        raise NotCountedError
    basis = np.zeros((size, most + 1))
    start = np.random.Generator(np.random.PCG64(1)).standard_normal(size)
    basis[:, 0] = start / np.linalg.norm(start)
    small = np.zeros((most + 1, most))
    for number in range(most):
        march = March(model, system, step)
        march.load(basis[:, number : number + 1])
        while march.moment < steps:
            march.advance(steps - march.moment)
        found = march.unload()[:, 0]
        for _ in range(2):  # once more, for what rounding leaves
            parts = basis[:, : number + 1].T @ found
            small[: number + 1, number] += parts
            found = found - basis[:, : number + 1] @ parts
        small[number + 1, number] = norm = float(np.linalg.norm(found))
        values, vectors = np.linalg.eig(small[: number + 1, : number + 1])
        top = int(np.argmax(np.abs(values)))
        rest = norm * abs(vectors[-1, top])
        if norm < 1e-12 or rest < _EXACT * max(abs(values[top]), 1e-3):
            return float(abs(values[top]))
        basis[:, number + 1] = found / norm
    raise NotCountedError
