"""What a diagram does over time, integrated step by step: a judge of what the reports say.

It knows no law of loops. It reads links, delays, gains and decisions and lets them run: deviations
from rest, in seconds, with a fixed step of second order. No formula of the product is used, so what
the two have in common is true of the diagram and not of one program.

* a link brings `polarity · gain` times its cause: at once, after its delay (a pipeline), or through
  `T·y' = x - y` where the delay is smooth;
* a stock adds up what its links bring; a variable that decides takes it over every so often and
  holds it; a stock that decides adds it at each decision; every other variable is it;
* where variables determine each other at once, each follows with a lag, the `beat`. It is ours and
  not the file's, and so is `spread`, the share of a pipeline that is a lag instead: what is said of
  a diagram must be true whatever the two are.

Every delay and every interval is a whole number of steps: what jumps then jumps between two steps,
and the values just before and just after are kept apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce

import numpy as np

from cld.core.diagram import Diagram, Ends, Link

# Beyond these a run is not continued: floats end near.
HUGE, TINY = 1e200, 1e-200


@dataclass(frozen=True)
class Arc:
    """One link as it is run: `weight` with its sign, in seconds; `rate` where its gain is one."""

    cause: str
    effect: str
    weight: float
    delay: float = 0.0
    smooth: bool = False
    rate: bool = False


@dataclass(frozen=True)
class Model:
    """What is run: who adds up, who decides how often, and the links between them."""

    names: tuple[str, ...]
    arcs: tuple[Arc, ...]
    stocks: frozenset[str] = frozenset()
    # every, window: seconds
    decides: tuple[tuple[str, float, float], ...] = ()

    @property
    def lengths(self) -> tuple[float, ...]:
        """Every length of time there is in it."""
        delays = tuple(arc.delay for arc in self.arcs if arc.delay)
        return delays + tuple(t for _, *pair in self.decides for t in pair if t)


def model_of(
    diagram: Diagram,
    links: Iterable[Link] | None = None,
    weights: Mapping[Ends, float] | None = None,
    delays: Mapping[Ends, float] | None = None,
    intervals: Mapping[str, float] | None = None,
) -> Model:
    """Return the model of a diagram, or of `links` alone.

    `weights` (without sign, per second), `delays` and `intervals` replace what the file says or
    leaves open; a gain that neither says is 1, and a delay without a length cannot be run.
    """
    taken = tuple(diagram.links if links is None else links)
    names = tuple(dict.fromkeys(name for link in taken for name in link.ends))
    arcs = []
    for link in taken:
        gain, delay = link.gain, link.delay
        weight = gain.factor / (gain.per or 1.0) if gain else 1.0
        weight = (weights or {}).get(link.ends, weight)
        seconds = (delays or {}).get(link.ends)
        if seconds is None:
            if delay is not None and (not delay.complete or delay.min != delay.max):
                raise ValueError(f"no single delay: {link.ends}")
            seconds = delay.min if delay else 0.0
        sign = {"+": 1.0, "-": -1.0}[link.polarity]
        smooth = delay is not None and delay.smooth
        rate = gain is not None and gain.per is not None
        arcs.append(Arc(*link.ends, sign * weight, seconds, smooth, rate))
    decides = []
    for variable in map(diagram.variable, names):
        if variable is not None and variable.every is not None:
            every = (intervals or {}).get(variable.name, variable.every.min)
            decides.append((variable.name, every, variable.window.min if variable.window else 0.0))
    return Model(names, tuple(arcs), diagram.stocks & set(names), tuple(decides))


def spread(model: Model, share: float) -> Model:
    """Return the model with `share` of every pipeline as a lag, and the rest as a pipeline."""
    arcs, names = [], list(model.names)
    for number, arc in enumerate(model.arcs):
        if arc.smooth or not arc.delay:
            arcs.append(arc)
            continue
        between = f"{arc.effect} {number}"
        names.append(between)
        arcs.append(Arc(arc.cause, between, 1.0, arc.delay * share, smooth=True))
        arcs.append(replace(arc, cause=between, delay=arc.delay * (1 - share)))
    return replace(model, names=tuple(names), arcs=tuple(arcs))


def grid(lengths: Iterable[float], finest: float) -> float:
    """Return the longest step of at most `finest` of which all lengths are whole multiples."""
    exact = [Fraction(length).limit_denominator(10**6) for length in lengths if length]
    if not exact:
        return finest
    common = reduce(_common, exact)
    return float(common / math.ceil(common / Fraction(min(finest, float(common)))))


def _common(a: Fraction, b: Fraction) -> Fraction:
    whole = math.gcd(a.numerator * b.denominator, b.numerator * a.denominator)
    return Fraction(whole, a.denominator * b.denominator)


def at_once(model: Model) -> frozenset[str]:
    """Return the variables that determine each other without a stock, a delay or a decision."""
    state = model.stocks | {name for name, *_ in model.decides}
    onward = {name: set[str]() for name in model.names}
    for arc in model.arcs:
        if not arc.delay and arc.effect not in state and arc.cause not in state:
            onward[arc.cause].add(arc.effect)
    reached = {name: set(onward[name]) for name in model.names}
    for _ in model.names:
        for found in reached.values():
            found |= {end for name in tuple(found) for end in onward[name]}
    return frozenset(name for name in model.names if name in reached[name])


class System:
    """The equations of a model: `x = from_state·z + from_past·v` and `z' = rates·z + past·v`.

    `z` is what has a memory (stocks, decisions, lags), `v` what pipelines deliver, `x` the values.
    """

    def __init__(self, model: Model, beat: float = 0.0, pushed: str | None = None) -> None:
        self.model = model
        self.index = {name: n for n, name in enumerate(model.names)}
        held = {name for name, *_ in model.decides} | {pushed}
        lagged = at_once(model)
        if lagged - {pushed} and not beat:
            raise ValueError("variables determine each other at once: a beat is needed")
        self.states = [name for name in model.names if name in model.stocks | held | lagged]
        self.pipes = [arc for arc in model.arcs if arc.delay and not arc.smooth]
        smooth = [arc for arc in model.arcs if arc.delay and arc.smooth]
        direct = [arc for arc in model.arcs if not arc.delay]
        self.place = {name: n for n, name in enumerate(self.states)}
        many, size, width = len(model.names), len(self.states) + len(smooth), len(self.pipes)
        # What links bring to each variable: of values now, of states, of the past.
        self.of_values = np.zeros((many, many))
        self.of_states = np.zeros((many, size))
        self.of_past = np.zeros((many, width))
        for arc in direct:
            self.of_values[self.index[arc.effect], self.index[arc.cause]] += arc.weight
        for n, arc in enumerate(smooth):
            self.of_states[self.index[arc.effect], len(self.states) + n] += arc.weight
        for n, arc in enumerate(self.pipes):
            self.of_past[self.index[arc.effect], n] += arc.weight
        # Values: states are themselves, every other variable is what its links bring.
        free = np.array([name not in self.place for name in model.names], float)[:, None]
        own = np.zeros((many, size))
        for name, n in self.place.items():
            own[self.index[name], n] = 1.0
        solved = np.linalg.inv(np.eye(many) - free * self.of_values)
        self.from_state = solved @ (own + free * self.of_states)
        self.from_past = solved @ (free * self.of_past)
        brought = self.of_values @ self.from_state + self.of_states
        brought_past = self.of_values @ self.from_past + self.of_past
        self.rates, self.past = np.zeros((size, size)), np.zeros((size, width))
        for name, n in self.place.items():
            if name in held:
                continue
            row = self.index[name]
            self.rates[n], self.past[n] = brought[row], brought_past[row]
            if name not in model.stocks:
                self.rates[n, n] -= 1.0
                self.rates[n] /= beat
                self.past[n] /= beat
        for m, arc in enumerate(smooth):
            n, row = len(self.states) + m, self.index[arc.cause]
            self.rates[n], self.past[n] = self.from_state[row].copy(), self.from_past[row].copy()
            self.rates[n, n] -= 1.0
            self.rates[n] /= arc.delay
            self.past[n] /= arc.delay

    def brought(
        self, name: str, values: np.ndarray, state: np.ndarray, past: np.ndarray, pace: float = 1.0
    ) -> float:
        """Return what the links of a variable bring; those with a rate, for `pace` seconds."""
        total, pipe, smooth = 0.0, 0, len(self.states)
        for arc in self.model.arcs:
            if not arc.delay:
                value = values[self.index[arc.cause]]
            elif arc.smooth:
                value, smooth = state[smooth], smooth + 1
            else:
                value, pipe = past[pipe], pipe + 1
            if arc.effect == name:
                total += arc.weight * value * (pace if arc.rate else 1.0)
        return total


@dataclass(frozen=True)
class Run:
    """Values at each step, just after what jumps there; `step` in seconds."""

    model: Model
    step: float
    values: np.ndarray

    def of(self, name: str) -> np.ndarray:
        """Return the values of one variable."""
        return self.values[:, self.model.names.index(name)]


def run(
    model: Model,
    horizon: float,
    step: float,
    before: Mapping[str, float],
    beat: float = 0.0,
    push: tuple[str, float] | None = None,
) -> Run:
    """Run a model from the values it had `before`, for all time, until `horizon`.

    `push` names a variable that is 1 from a moment on, and 0 before: no link leads to it.
    """
    system = System(model, beat, push[0] if push else None)
    lags = np.array([_whole(arc.delay / step) for arc in system.pipes], int)
    causes = np.array([system.index[arc.cause] for arc in system.pipes], int)
    pad, steps = int(max(lags, default=0)) + 1, math.ceil(horizon / step - 1e-9)
    after = np.zeros((pad + steps + 1, len(model.names)))
    after[:pad] = [before.get(name, 0.0) for name in model.names]
    ahead = after.copy()
    keep, first, last = _stepping(system, step)
    smooth = [arc for arc in model.arcs if arc.delay and arc.smooth]
    held = [before.get(name, 0.0) for name in system.states]
    state = np.array(held + [before.get(arc.cause, 0.0) for arc in smooth])
    ticks = _Ticks(system, step)
    pushed_at = math.ceil(push[1] / step - 1e-9) if push else None
    old = ahead[pad - lags, causes] if len(lags) else np.zeros(0)
    values = system.from_state @ state + system.from_past @ old
    for n in range(steps + 1):
        row = pad + n
        if n:
            old = ahead[row - lags, causes]
            state = keep @ state + first @ after[row - 1 - lags, causes] + last @ old
            values = system.from_state @ state + system.from_past @ old
        ahead[row] = values
        ticks(n, state, ahead[row], old)
        if push is not None and n == pushed_at:
            state[system.place[push[0]]] = 1.0
        new = after[row - lags, causes]
        values = after[row] = system.from_state @ state + system.from_past @ new
        if n % 64 == 0 and push is None:
            lately = np.abs(after[max(pad, row - pad) : row + 1]).max()
            if not TINY < lately < HUGE:
                return Run(model, step, after[pad : row + 1])
    return Run(model, step, after[pad:])


def _whole(ratio: float) -> int:
    nearest = round(ratio)
    if nearest < 1 or abs(ratio - nearest) > 1e-6 * nearest:
        raise ValueError(f"no whole number of steps: {ratio}")
    return nearest


def _stepping(system: System, step: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What one step makes of the state, and of the past at its two ends: exact where the past
    runs straight between them."""
    size, width = system.past.shape
    whole = np.zeros((size + 2 * width,) * 2)
    whole[:size, :size] = system.rates * step
    whole[:size, size : size + width] = system.past * step
    whole[size : size + width, size + width :] = np.eye(width)
    power = _exponential(whole)
    rest, rise = power[:size, size : size + width], power[:size, size + width :]
    return power[:size, :size], rest - rise, rise


def _exponential(matrix: np.ndarray) -> np.ndarray:
    halvings = max(
        0, math.ceil(math.log2(max(np.abs(matrix).sum(axis=0).max(initial=0), 1e-9))) + 3
    )
    small, term, total = matrix / 2**halvings, np.eye(len(matrix)), np.eye(len(matrix))
    for n in range(1, 16):
        term = term @ small / n
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


class _Ticks:
    """The decisions: all of a moment at once, on what stood before it."""

    def __init__(self, system: System, step: float) -> None:
        self.system = system
        self.every = {
            name: (_whole(every / step), math.ceil(window / step - 1e-6))
            for name, every, window in system.model.decides
        }
        self.pace = {name: pace(every, window) for name, every, window in system.model.decides}
        self.last: dict[str, int] = {}

    def __call__(self, n: int, state: np.ndarray, values: np.ndarray, past: np.ndarray) -> None:
        due = [
            name
            for name, (every, window) in self.every.items()
            if n % every == 0 and (name not in self.last or n - self.last[name] >= window)
        ]
        if not due:
            return
        old, stocks = state.copy(), self.system.model.stocks
        for name in due:
            self.last[name] = n
            place = self.system.place[name]
            if name in stocks:
                state[place] += self.system.brought(name, values, old, past, self.pace[name])
            else:
                state[place] = self.system.brought(name, values, old, past)


def pace(every: float, window: float) -> float:
    """Return how far apart decisions are: the first tick at which the window has passed."""
    ticks = 1
    while ticks * every < window - 1e-9:
        ticks += 1
    return ticks * every


def answer_after(model: Model, name: str, at: float, horizon: float, step: float) -> float:
    """Return how long after a push at a variable its own links first bring something back.

    The variable is taken apart: what is pushed, and what its links bring. Infinite where nothing
    comes back within the horizon.
    """
    twin = f"{name} again"
    arcs = tuple(replace(arc, effect=twin) if arc.effect == name else arc for arc in model.arcs)
    decides = tuple((twin if who == name else who, *when) for who, *when in model.decides)
    stocks = frozenset(twin if stock == name else stock for stock in model.stocks)
    apart = Model((*model.names, twin), arcs, stocks, decides)
    values = run(apart, at + horizon, step, {}, push=(name, at)).of(twin)
    found = np.flatnonzero(np.abs(values) > 0)
    return float(found[0] * step - at) if len(found) else math.inf


def along(model: Model) -> dict[str, float]:
    """Return values that follow the first variable round a loop, as after a push long ago."""
    values = {model.names[0]: 1.0}
    for arc in model.arcs:
        values.setdefault(arc.effect, math.copysign(1.0, values.get(arc.cause, 1.0) * arc.weight))
    return values
