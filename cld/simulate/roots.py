"""The characteristic roots of a part without controllers: how many make it grow, and the last one.

Roots are counted by how often the determinant of `s·I - A(s)` turns around zero as s goes up a
vertical line. The grid is refined until it turns by less than an eighth between two points; where
that needs too many points nothing is said.

References
----------
J. Hale, S. Verduyn Lunel, Introduction to Functional Differential Equations, 1993: delays without a
memory are left out there, and here each loop has one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from cld.simulate.system import Array, Complex, System

MOST_POINTS = 40_000
# Points times the cube of the size of what is solved at each.
MOST_WORK = 3e7
# Larger parts are not judged: each point costs the cube of their size.
MOST_STATES = 120
# Two points of the grid are never closer than this share of its length.
_FINEST = 1e-12
# The slope of the phase changes by less than this over the distance of two points.
_BEND = 1.0
_HALVINGS = 40
_NEWTON = 60


class NotCountedError(Exception):
    """A part is too large, or too stiff, for its roots to be counted."""


@dataclass(frozen=True, slots=True)
class Root:
    """The root that lasts longest: the growth in 1/s, and the period in seconds, infinite without
    an oscillation."""

    growth: float
    period: float


class Characteristic:
    """The matrix A(s) of a system, with its delays."""

    def __init__(self, system: System) -> None:
        if system.size > MOST_STATES or len(system.pipes) > 4 * MOST_STATES:
            raise NotCountedError
        self.motion, self.inflow = system.motion, system.inflow
        self.lengths = system.pipelines
        self.taken, self.passed = system.of_states[system.causes], system.of_past[system.causes]
        passed = np.abs(self.passed)
        if len(passed) and max(np.abs(np.linalg.eigvals(passed))) > 1e-9:
            raise NotCountedError  # a loop of delays without any memory
        self.total = float(sum(set(self.lengths.tolist())))

    def at(self, s: Complex) -> Complex:
        """Return A(s) for some s."""
        base = np.broadcast_to(self.motion.astype(complex), (len(s), *self.motion.shape))
        if not len(self.lengths):
            return base
        late = np.exp(-s[:, None] * self.lengths)
        open_ = np.eye(len(self.lengths)) - late[:, :, None] * self.passed
        back: Complex = np.linalg.solve(open_, late[:, :, None] * self.taken)
        return base + self.inflow @ back

    def bound(self, sigma: float) -> float:
        """Return a number that no eigenvalue of A(s) exceeds to the right of `sigma`."""
        whole = np.abs(self.motion)
        if len(self.lengths):
            late = np.exp(-sigma * self.lengths)
            open_ = np.eye(len(self.lengths)) - late[:, None] * np.abs(self.passed)
            back = np.linalg.solve(open_, late[:, None] * np.abs(self.taken))
            whole = whole + np.abs(self.inflow) @ np.abs(back)
        return float(max(np.abs(np.linalg.eigvals(whole)), default=0.0))

    def count(self, sigma: float) -> int:
        """Return the number of roots right of a vertical line. Raises NotCountedError."""
        size = len(self.motion)
        if not size:  # nothing has a memory
            return 0
        if not len(self.lengths):  # the roots are the eigenvalues
            values = np.linalg.eigvals(self.motion)
            beside = np.abs(values.real - sigma) < _FINEST * max(float(np.abs(values).max()), 1.0)
            if beside.any():
                raise NotCountedError  # a root lies on the line
            return int((values.real > sigma).sum())
        top = 2 * self.bound(sigma) + 2 * abs(sigma)
        if not math.isfinite(top) or top == 0:
            return 0
        _, phases, shift = self._turning(sigma, top)
        turned = float(np.sum(_wrapped(np.diff(phases))))
        # Above the top no factor turns around zero: the rest of its turn is seen from there.
        end = complex(sigma, top)
        eigenvalues = np.linalg.eigvals(self.at(np.array([end]))[0])
        rest = sum(_angle((end - value) / (1j * top + shift)) for value in eigenvalues)
        found = -(turned - rest) / math.pi
        nearest = round(found)
        if abs(found - nearest) > 0.1:
            raise NotCountedError
        return nearest

    def resolved(self, sigma: float, top: float) -> Array:
        """Return frequencies up to `top`, close together where a root is near a vertical line.
        Raises NotCountedError."""
        return self._turning(sigma, top)[0]

    def _turning(self, sigma: float, top: float) -> tuple[Array, Array, float]:
        """Return frequencies, the phases of the determinant there, and a shift of these.

        Between two frequencies the phase turns by less than an eighth; and its slope, which is as
        large as the distance to a root is small, changes by less than one over their distance, so
        that no two turns in one gap look like none.
        """
        size = len(self.motion)
        points = 64 + 2 * top * self.total
        most = min(MOST_POINTS, MOST_WORK / (size**3 + len(self.lengths) ** 3))
        if points > most:
            raise NotCountedError
        grid = np.linspace(0.0, top, int(points))
        shift = self._shift(sigma)
        phases, slopes = self._phases(sigma, grid, shift)
        while True:
            gaps = np.diff(grid)
            # The turn of one factor of s is known, that of the rest is measured.
            turns = np.abs(_wrapped(np.diff(phases)))
            bends = np.abs(np.diff(slopes)) * gaps
            coarse = np.flatnonzero((turns > math.pi / 4) | (bends > _BEND))
            if not len(coarse):
                return grid, phases, shift
            if len(grid) + len(coarse) > most:
                raise NotCountedError
            new = (grid[coarse] + grid[coarse + 1]) / 2
            if np.any(gaps[coarse] < _FINEST * top):
                raise NotCountedError  # a root lies on the line
            grid = np.insert(grid, coarse + 1, new)
            added, slope = self._phases(sigma, new, shift)
            phases = np.insert(phases, coarse + 1, added)
            slopes = np.insert(slopes, coarse + 1, slope)

    def _shift(self, sigma: float) -> float:
        return max(self.bound(sigma), abs(sigma), 1e-300)

    def _phases(self, sigma: float, omegas: Array, shift: float) -> tuple[Array, Complex]:
        """Return the phases of the determinant, and the slopes of its logarithm."""
        s = sigma + 1j * omegas
        size = len(self.motion)
        delta = s[:, None, None] * np.eye(size) - self.at(s)
        signs, _ = np.linalg.slogdet(delta)
        whole: Array = np.angle(signs) - size * np.angle(1j * omegas + shift)
        try:
            slopes = np.trace(np.linalg.solve(delta, self._slope(s)), axis1=1, axis2=2)
        except np.linalg.LinAlgError:
            raise NotCountedError from None  # a root lies on the line
        return whole, slopes - size / (1j * omegas + shift)

    def _slope(self, s: Complex) -> Complex:
        """Return the derivative of s·I − A(s)."""
        base = np.broadcast_to(
            np.eye(len(self.motion), dtype=complex), (len(s), *self.motion.shape)
        )
        if not len(self.lengths):
            return base
        late = np.exp(-s[:, None] * self.lengths)[:, :, None]
        open_ = np.eye(len(self.lengths)) - late * self.passed
        back = np.linalg.solve(open_, late * self.taken)
        sooner = -self.lengths[:, None] * late * (self.taken + self.passed @ back)
        found: Complex = base - self.inflow @ np.linalg.solve(open_, sooner)
        return found

    def rightmost(self, low: float, high: float) -> Root | None:
        """Return the rightmost root between two growth rates, or None if there is none. Raises
        NotCountedError."""
        if not len(self.lengths):
            values = np.linalg.eigvals(self.motion)
            last = complex(max(values, key=lambda value: value.real)) if len(values) else None
            return _root(last) if last is not None and low < last.real else None
        if not self.count(low):
            return None
        for narrow in (1e-2, 1e-5, 1e-9):
            low, high = self._between(low, high, narrow)
            root = self._on_line(low, high)
            # It is the last one if no other is right of it.
            beyond = 10 * max(narrow * 1e-2, 1e-10) * max(abs(low), abs(high))
            if root is not None and not self._any_right_of(root.real + beyond):
                return _root(root)
        raise NotCountedError

    def _any_right_of(self, sigma: float) -> bool:
        try:
            return bool(self.count(sigma))
        except NotCountedError:
            return True

    def _between(self, low: float, high: float, narrow: float) -> tuple[float, float]:
        """Return two growth rates, close to each other, with the rightmost root between them."""
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if middle in (low, high) or abs(high - low) < narrow * max(abs(low), abs(high)):
                break
            try:
                right = self.count(middle)
            except NotCountedError:
                break
            low, high = (middle, high) if right else (low, middle)
        return low, high

    def _on_line(self, low: float, high: float) -> complex | None:
        """Return the rightmost of the roots that are found from a vertical line, or None."""
        top = 2 * self.bound(low) + 2 * abs(low)
        most = min(MOST_POINTS, MOST_WORK / (len(self.motion) ** 3 + len(self.lengths) ** 3))
        omegas = np.linspace(0.0, top, int(min(most, 200 + 8 * top * self.total)))
        s = high + 1j * omegas
        _, logs = np.linalg.slogdet(s[:, None, None] * np.eye(len(self.motion)) - self.at(s))
        shifted = logs - len(self.motion) * np.log(np.abs(1j * omegas + self._shift(low)))
        best = None
        for place in np.argsort(shifted)[:8]:
            root = self.polished(complex(s[place]))
            if root is not None and (best is None or root.real > best.real):
                best = root
        return best

    def polished(self, s: complex) -> complex | None:
        """Return the root near a guess, by Newton's method on the determinant, or None."""
        scale = max(self.bound(0.0), 1e-300)
        for _ in range(_NEWTON):
            step = 1e-6 * scale
            around = self.at(np.array([s, s + step, s - step]))
            delta = s * np.eye(len(self.motion)) - around[0]
            slope = np.eye(len(self.motion)) - (around[1] - around[2]) / (2 * step)
            try:
                trace = np.trace(np.linalg.solve(delta, slope))
            except np.linalg.LinAlgError:
                return s
            if not np.isfinite(trace) or trace == 0:
                return s if not np.isfinite(trace) else None
            move = 1 / complex(trace)
            s -= move
            if abs(move) < 1e-13 * scale:
                return s
        return s if abs(move) < 1e-9 * scale else None


def _root(value: complex) -> Root:
    still = abs(value.imag) < 1e-9 * max(abs(value), 1e-300)
    return Root(value.real, math.inf if still else 2 * math.pi / abs(value.imag))


def _wrapped(angles: Array) -> Array:
    found: Array = (angles + math.pi) % (2 * math.pi) - math.pi
    return found


def _angle(value: complex) -> float:
    return math.atan2(value.imag, value.real)
