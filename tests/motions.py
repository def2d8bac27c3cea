"""What the end of a run shows: whether it oscillates, how long a period is, and what grows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from integrator import Run


@dataclass(frozen=True)
class Motion:
    """What a run does in the end: `growth` per second, and `period`, infinite where it does not
    oscillate. None where the run does not tell."""

    growth: float | None
    period: float | None


def motion(result: Run, name: str | None = None) -> Motion:
    """Return what the second half of a run shows of one variable, a stock if there is one."""
    names = [n for n in result.model.names if n in result.model.stocks] or result.model.names
    values = result.of(name or names[0])
    half = values[len(values) // 2 :]
    if not np.abs(half).max(initial=0.0) > 0:
        return Motion(None, None)
    crossings = _crossings(half)
    if not len(crossings):
        return Motion(_slope(half, result.step), math.inf)
    gaps = np.diff(crossings)
    if len(gaps) < 4 or np.ptp(gaps) > 0.03 * gaps.mean() + 2:
        return Motion(None, None)
    peaks = [np.abs(half[int(a) : int(b) + 2]).max() for a, b in pairwise(crossings)]
    even = len(gaps) // 2 * 2
    growth = math.log(peaks[even - 1] / peaks[0]) / ((even - 1) * float(gaps.mean()) * result.step)
    return Motion(growth, float(2 * gaps.mean() * result.step))


def _crossings(values: np.ndarray) -> np.ndarray:
    """Where the sign turns, in steps: between two values where the line through them is 0."""
    some = np.flatnonzero(values)
    sign = np.sign(values[some])
    turns = np.flatnonzero(sign[1:] != sign[:-1])
    left, right = some[turns], some[turns + 1]
    return left + values[left] / (values[left] - values[right]) * (right - left)


def _slope(values: np.ndarray, step: float) -> float | None:
    third = len(values) // 3
    first, second, third_ = (abs(values[n]) for n in (0, third, 2 * third))
    if not (first and second and third_):
        return None
    early, late = (math.log(b / a) / (third * step) for a, b in ((first, second), (second, third_)))
    return late if abs(early - late) <= 0.05 * abs(late) + 1e-12 / step else None
