"""Runs a system along a grid of moments, many runs side by side.

A step is exact for all that has a memory, where what the pipelines deliver runs straight between
two points of the grid, so the method is of second order. Values that jump are kept twice, just
before and just after. All controllers of one moment decide at once, on the values before it.

Up to the next decision, and for as long as the shortest pipeline takes, all that the pipelines
deliver is known, so that many steps are made together.

References
----------
Exponential integrators: M. Hochbruck, A. Ostermann, Acta Numerica 19, 2010. Their functions by
scaling and doubling: N. J. Higham, Functions of Matrices, 2008, chapter 10.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from cld.simulate.model import RunModel
from cld.simulate.system import Array, System

# The most steps that are made together.
BLOCK = 256


class March:
    """The state of some runs at one moment; `advance` goes some steps on.

    Arrays have a column for each run. `values` are the values just after the moment.
    """

    def __init__(
        self, model: RunModel, system: System, step: float, many: int = 1, depth: int = 0
    ) -> None:
        self.system, self.step, self.moment = system, step, 0
        # Where a length is not a whole number of steps, its end is between two points of the grid.
        exact = system.pipelines / step
        whole = np.abs(exact - np.round(exact)) < 1e-6 * np.maximum(exact, 1)
        self.lags = np.where(whole, np.round(exact), np.floor(exact)).astype(int)
        self.parts = np.where(whole, 0.0, exact - self.lags)[:, None]
        self.uneven = bool(self.parts.any())
        index = {name: number for number, name in enumerate(system.names)}
        self.setting = _setters(model, index, system, step)
        waits = [setter.steps for setter in self.setting]
        # How far back values are kept; equations that follow may look further back.
        self.depth = max(depth, int(max([*self.lags, *waits], default=0)) + 2)
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
        self.limited = False
        # Followers with bounds, and what is added to each so that it stays within them.
        self.followers: list[tuple[int, float, float]] = []
        self.kept_by = np.zeros((count, many))
        self.met_by: tuple[set[int], set[int]] = (set(), set())
        self.shortest = int(min(self.lags, default=BLOCK))
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
        self._show(self.before, self._now(self.before))
        self._decide_and_show()

    def unload(self) -> Array:
        """Return the state before the decisions of this moment, and what is in the pipelines."""
        size = self.system.size
        backs = [(self.moment - back) % (self.depth + 1) for back in range(self.depth)]
        held = np.stack([self.after[backs][:, self.kept], self.before[backs][:, self.kept]])
        return np.concatenate([self.undecided[:size], held.reshape(-1, self.state.shape[1])])

    # -- steps --

    def advance(self, most: int = 1) -> Array:
        """Go some steps on, at most up to the next decision, and return the values at each of these
        moments, as an array of moments, variables and runs.

        At the last of them come what changes by itself, then decisions, then the values after it.
        """
        if self.followers:
            return self._advance_once()
        count = min(most, BLOCK, max(1, self.shortest), self._until_decision())
        moments = self.moment + np.arange(count + 1)[:, None]
        start = self._delivered(self.after, moments[:-1])
        end = self._delivered(self.before, moments[1:])
        moved = self.first @ start + self.last @ end + self.pushed @ self.pushes
        states = np.empty((count, *self.state.shape))
        state, system = self.state, self.system
        with np.errstate(over="ignore", invalid="ignore"):  # whoever runs it cuts what explodes
            for number in range(count):
                state = self.keep @ state
                state += moved[number]
                if self.limited:
                    state = self._bounded(state)
                states[number] = state
            values: Array = system.of_states @ states + system.of_past @ end
        values += system.of_pushes @ self.pushes
        slots = moments[1:, 0] % (self.depth + 1)
        self.before[slots] = self.after[slots] = values
        self.moment += count
        self.state, self.values = state, values[-1]
        if self.controllers or self.setting:
            self._decide_and_show()
            values[-1] = self.values
        return values

    def _advance_once(self) -> Array:
        """Go one step on where followers have bounds: what keeps them within these runs straight
        from the start of the step to its end."""
        moment = np.array([[self.moment], [self.moment + 1]])
        start = self._delivered(self.after, moment[:1])[0]
        end = self._delivered(self.before, moment[1:])[0]
        before, state = self.kept_by, self.state
        moved = self.keep @ state + self.first @ start + self.last @ end
        self.moment += 1
        self._go(moved, before, end)  # as if nothing had to be kept any other way
        self._go(moved, (before + self.kept_by) / 2, end)
        self.after[self.moment % (self.depth + 1)] = self.values
        if self.controllers or self.setting:
            self._decide_and_show()
        return self.values[None]

    def _go(self, moved: Array, kept_by: Array, end: Array) -> None:
        self.state = moved + self.pushed @ (self.pushes + kept_by)
        if self.limited:
            self.state = self._bounded(self.state)
        self._show(self.before, end)

    def _until_decision(self) -> int:
        waits = [one.every - self.moment % one.every for one in self.controllers]
        waits += [one.every - (self.moment - one.steps) % one.every for one in self.setting]
        return min(waits, default=BLOCK)

    def take_over(self, before: March) -> None:
        """Go on from where other equations of the same variables are."""
        self.moment, self.pushes = before.moment, before.pushes.copy()
        self.after, self.before = before.after.copy(), before.before.copy()
        count = len(self.system.states)
        self.state[:count] = before.values[list(self.system.states)]
        lags = {link.ends: number for number, link in enumerate(before.system.lags)}
        delivered = self._now(self.after)
        for number, link in enumerate(self.system.lags, count):
            earlier = lags.get(link.ends)
            if earlier is not None:
                self.state[number] = before.state[len(before.system.states) + earlier]
            elif link.pipeline:
                self.state[number] = delivered[self.system.pipes.index(link)]
            else:
                self.state[number] = before.values[self.system.names.index(link.cause)]
        last = {one.place: one.last for one in before.controllers}
        for one in self.controllers:
            one.last = last.get(one.place)
        if self.limited:
            self.state = self._bounded(self.state)
        self._show(self.after, self._now(self.after))

    def met(self, over: bool) -> list[int]:
        """Return the places of the variables that were kept at their upper or lower bound."""
        ends = self.overflowed if over else self.emptied
        found = [place for place, met in zip(self.system.states, ends, strict=False) if met]
        return found + sorted(self.met_by[0 if over else 1])

    def bound(self, place: int, least: float, most: float) -> None:
        """Keep a variable between two values."""
        if place not in self.system.states:
            self.followers.append((place, least, most))
            # Causes before effects: each follows at once what those before it are.
            at_once = np.abs(self.system.of_pushes) > 0
            self.followers.sort(key=lambda one: (int(at_once[one[0]].sum()), one[0]))
            return
        number = self.system.states.index(place)
        self.least[number], self.most[number] = least, most
        self.limited = True

    def _keeping(self, values: Array) -> Array:
        """Return the additions that keep followers within their bounds, given the values
        of all variables without that."""
        extra = np.zeros_like(self.pushes)
        for place, least, most in self.followers:
            value = values[place] + self.system.of_pushes[place] @ extra
            kept = np.clip(value, least, most)
            for met, beyond in zip(self.met_by, (value > most, value < least), strict=True):
                if beyond.any():
                    met.add(place)
            extra[place] = kept - value
        return extra

    def _bounded(self, state: Array) -> Array:
        over, under = state > self.most, state < self.least
        if over.any() or under.any():
            self.overflowed |= over.any(axis=1)
            self.emptied |= under.any(axis=1)
            state = np.clip(state, self.least, self.most)
        return state

    def push(self, place: int, amount: float) -> None:
        """Add to the push on a variable, from this moment on."""
        self.pushes[place] += amount
        self._show(self.after, self._now(self.after))

    def jump(self, place: int, amount: float) -> None:
        """Move a stock at this moment."""
        self.state[self.system.states.index(place)] += amount
        if self.limited:
            self.state = self._bounded(self.state)
        self._show(self.after, self._now(self.after))

    def _now(self, ring: Array) -> Array:
        """Return the deliveries of the pipelines at this moment."""
        (found,) = self._delivered(ring, np.array([[self.moment]]))
        return np.asarray(found)

    def _delivered(self, ring: Array, moments: NDArray[np.int_]) -> Array:
        """Return the deliveries of the pipelines at some moments: each cause a while ago."""
        if not len(self.lags):
            return np.zeros((len(moments), 0, self.state.shape[1]))
        slots = (moments - self.lags) % (self.depth + 1)
        found: Array = ring[slots, self.system.causes]
        if self.uneven:
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
        if self.followers:
            self.kept_by = self._keeping(self.values)
            self.values = self.values + system.of_pushes @ self.kept_by
        ring[self.moment % (self.depth + 1)] = self.values

    def _decide_and_show(self) -> None:
        slot = self.moment % (self.depth + 1)
        seen, delivered = self.before[slot], self._now(self.before)
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
        if self.limited:
            self.state = self._bounded(self.state)
        self._show(self.after, self._now(self.after))


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
    power, once, twice = _exponentials(system.motion * step)
    rise = step * twice @ system.inflow
    rest = step * once @ system.inflow
    return power, rest - rise, rise, step * once @ system.pushed


def _exponentials(matrix: Array) -> tuple[Array, Array, Array]:
    """Return the exponential of a matrix A, and the sums of Aᵏ/(k+1)! and of Aᵏ/(k+2)!: by a series
    for a part of A, and then by doubling it."""
    norm = float(np.abs(matrix).sum(axis=0).max(initial=0.0))
    doublings = max(0, math.ceil(math.log2(max(norm, 1e-9))) + 3)
    small, term = matrix / 2**doublings, np.eye(len(matrix))
    power, once, twice = term.copy(), term.copy(), term / 2
    for number in range(1, 13):
        term = term @ small / number
        power += term
        once += term / (number + 1)
        twice += term / ((number + 1) * (number + 2))
    for _ in range(doublings):
        twice = (once @ once + 2 * twice) / 4
        once = (power @ once + once) / 2
        power = power @ power
    return power, once, twice
