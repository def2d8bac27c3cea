"""Runs a system step by step, many runs side by side.

A step is exact for all that has a memory, where what the pipelines deliver runs straight between
two points of the grid, so the method is of second order. Values that jump are kept twice, just
before and just after. All controllers of one moment decide at once, on the values before it.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from cld.simulate.model import RunModel
from cld.simulate.system import Array, System


class March:
    """The state of some runs at one moment; `advance` goes one step on.

    Arrays have a column for each run. `values` are the values just after the moment.
    """

    def __init__(self, model: RunModel, system: System, step: float, many: int = 1) -> None:
        self.system, self.step, self.moment = system, step, 0
        # Where a length is not a whole number of steps, its end is between two points of the grid.
        exact = system.pipelines / step
        whole = np.abs(exact - np.round(exact)) < 1e-6 * np.maximum(exact, 1)
        self.lags = np.where(whole, np.round(exact), np.floor(exact)).astype(int)
        self.parts = np.where(whole, 0.0, exact - self.lags)[:, None]
        index = {name: number for number, name in enumerate(system.names)}
        self.setting = _setters(model, index, system, step)
        waits = [setter.steps for setter in self.setting]
        self.depth = int(max([*self.lags, *waits], default=0)) + 2
        count = len(system.names)
        # Only what pipelines take in is kept for later.
        self.kept = np.unique([*system.causes, *(setter.cause for setter in self.setting)]).astype(
            int
        )
        self.after = np.zeros((self.depth + 1, count, many))
        self.before = np.zeros((self.depth + 1, count, many))
        self.state = np.zeros((system.size, many))
        self.pushes = np.zeros((count, many))
        self.values = np.zeros((count, many))
        self.keep, self.first, self.last, self.pushed = _stepping(system, step)
        self.controllers = [
            _Controller(
                index[name],
                system.states.index(index[name]),
                _steps(every, step),
                math.ceil(round(window / step, 6)),
                max(1, math.ceil(round(window / every, 9))) * every,
                model.rules[name] == "deciding stock",
            )
            for name, (every, window) in model.decides.items()
            if name in index
        ]
        self.least = np.full((system.size, 1), -np.inf)
        self.most = np.full((system.size, 1), np.inf)
        self.overflowed = np.zeros(system.size, bool)
        self.emptied = np.zeros(system.size, bool)

    # -- all numbers of the state, for the matrix of a period --

    @property
    def numbers(self) -> int:
        """The count of numbers that describe the state and the contents of the pipelines."""
        return self.system.size + 2 * self.depth * len(self.kept)

    def load(self, numbers: Array) -> None:
        """Set the state and the contents of the pipelines, at a moment when all may decide."""
        size = self.system.size
        self.state = numbers[:size].copy()
        shape = 2, self.depth, len(self.kept), numbers.shape[1]
        held = numbers[size:].reshape(shape)
        for back in range(self.depth):
            slot = (self.moment - back) % (self.depth + 1)
            self.after[slot, self.kept], self.before[slot, self.kept] = held[:, back]
        # What controllers see now follows from the states and from what pipelines deliver.
        self._show(self.before, self._delivered(self.before))
        self._decide_and_show()

    def unload(self) -> Array:
        """Return the state before the decisions of this moment, and what is in the pipelines."""
        size = self.system.size
        backs = [(self.moment - back) % (self.depth + 1) for back in range(self.depth)]
        held = np.stack([self.after[backs][:, self.kept], self.before[backs][:, self.kept]])
        return np.concatenate([self.undecided[:size], held.reshape(-1, self.state.shape[1])])

    # -- steps --

    def advance(self) -> None:
        """Go one step on: what changes by itself, then decisions, then `values`."""
        start = self._delivered(self.after)
        self.moment += 1
        end = self._delivered(self.before)
        self.state = (
            self.keep @ self.state
            + self.first @ start
            + self.last @ end
            + self.pushed @ self.pushes
        )
        self._bounded()
        self._show(self.before, end)
        self._decide_and_show()

    def bound(self, place: int, least: float, most: float) -> None:
        """Keep a variable with a memory between two values."""
        number = self.system.states.index(place)
        self.least[number], self.most[number] = least, most

    def _bounded(self) -> None:
        over, under = self.state > self.most, self.state < self.least
        if over.any() or under.any():
            self.overflowed |= over.any(axis=1)
            self.emptied |= under.any(axis=1)
            self.state = np.clip(self.state, self.least, self.most)

    def push(self, place: int, amount: float) -> None:
        """Add to the push on a variable, from this moment on."""
        self.pushes[place] += amount
        self._show(self.after, self._delivered(self.after))

    def jump(self, place: int, amount: float) -> None:
        """Move a stock at this moment."""
        self.state[self.system.states.index(place)] += amount
        self._show(self.after, self._delivered(self.after))

    def _delivered(self, ring: Array) -> Array:
        """Return the deliveries of the pipelines now: the value of each cause a while ago."""
        if not len(self.lags):
            return np.zeros((0, self.state.shape[1]))
        slots = (self.moment - self.lags) % (self.depth + 1)
        found: Array = ring[slots, self.system.causes]
        if self.parts.any():
            earlier = self.after[(slots - 1) % (self.depth + 1), self.system.causes]
            between = (1 - self.parts) * self.before[slots, self.system.causes]
            found = np.where(self.parts > 0, between + self.parts * earlier, found)
        return found

    def _show(self, ring: Array, delivered: Array) -> None:
        system = self.system
        self.values = (
            system.of_states @ self.state
            + system.of_past @ delivered
            + system.of_pushes @ self.pushes
        )
        ring[self.moment % (self.depth + 1)] = self.values

    def _decide_and_show(self) -> None:
        slot = self.moment % (self.depth + 1)
        seen, delivered = self.before[slot], self._delivered(self.before)
        self.undecided = self.state.copy()
        old = self.undecided
        for one in self.controllers:
            if one.decides(self.moment):
                parts = zip(self.system.brought, (seen, old, delivered), strict=True)
                brought = sum(matrix[one.place] @ part for matrix, part in parts)
                brought = brought + self.pushes[one.place]
                if one.adds:
                    rated = zip(self.system.rated, (seen, old, delivered), strict=True)
                    plain = brought - sum(matrix[one.place] @ part for matrix, part in rated)
                    brought = old[one.state] + plain + one.pace * (brought - plain)
                self.state[one.state] = brought
        for setter in self.setting:
            setter(self)
        self._bounded()
        self._show(self.after, self._delivered(self.after))


class _Controller:
    """When a controller decides, and where it is in the system."""

    def __init__(
        self, place: int, state: int, every: int, window: int, pace: float, adds: bool
    ) -> None:
        self.place, self.state, self.adds, self.pace = place, state, adds, pace
        self.every, self.window = every, window
        self.last: int | None = None

    def decides(self, moment: int) -> bool:
        """Return whether it decides now, and note that it did."""
        if moment % self.every:
            return False
        if self.last is not None and moment - self.last < self.window:
            return False
        self.last = moment
        return True


class _Setter:
    """A link by which a controller sets a stock, some steps after it decided."""

    def __init__(self, cause: int, state: int, weight: float, every: int, steps: int) -> None:
        self.cause, self.state, self.weight = cause, state, weight
        self.every, self.steps = every, steps

    def __call__(self, march: March) -> None:
        decided = march.moment - self.steps
        if decided >= 0 and decided % self.every == 0:
            if self.steps:
                wish = march.after[decided % (march.depth + 1), self.cause]
            else:
                place = march.system.states.index(self.cause)
                wish = march.state[place]
            march.state[self.state] = self.weight * wish


def _setters(model: RunModel, index: dict[str, int], system: System, step: float) -> list[_Setter]:
    return [
        _Setter(
            index[link.cause],
            system.states.index(index[link.effect]),
            link.weight,
            _steps(model.decides[link.cause][0], step),
            round((link.pipeline + link.lag) / step),
        )
        for link in model.links
        if link.sets and link.cause in index and link.effect in index
    ]


def _steps(length: float, step: float) -> int:
    return max(1, round(length / step))


def _stepping(system: System, step: float) -> tuple[Array, Array, Array, Array]:
    """Return the effects of the states, of deliveries at the two ends of a step, and of a push, on
    the states after it: exact where that runs straight between them."""
    size, width, count = system.size, system.inflow.shape[1], system.pushed.shape[1]
    whole = np.zeros((size + 2 * width + count,) * 2)
    whole[:size, :size] = system.motion * step
    whole[:size, size : size + width] = system.inflow * step
    whole[size : size + width, size + width : size + 2 * width] = np.eye(width)
    whole[:size, size + 2 * width :] = system.pushed * step
    power = _exponential(whole)
    rest, rise = power[:size, size : size + width], power[:size, size + width : size + 2 * width]
    return power[:size, :size], rest - rise, rise, power[:size, size + 2 * width :]


def _exponential(matrix: NDArray[np.float64]) -> Array:
    """Return the exponential of a matrix, by halving it and a Taylor series."""
    norm = float(np.abs(matrix).sum(axis=0).max(initial=0.0))
    halvings = max(0, math.ceil(math.log2(max(norm, 1e-9))) + 3)
    small, term, total = matrix / 2**halvings, np.eye(len(matrix)), np.eye(len(matrix))
    for number in range(1, 16):
        term = term @ small / number
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total
