"""The course of some variables over time, step by step, through all that changes on the way."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cld.core.plans import TimedPush
from cld.simulate.march import March
from cld.simulate.model import RunModel
from cld.simulate.sampled import common_step
from cld.simulate.system import Array, System

# Steps of one run.
MOST_STEPS = 200_000
# Moments that are kept of a run.
MOST_MOMENTS = 2_000
# A step is at most this share of the shortest pipeline, of the shortest lag or rate, and of the
# shortest beat: lags and beats are followed exactly, and their steps are for what pipelines take
# in.
_FINE, _SLOW, _BEAT = 1 / 50, 0.1, 0.2
# Beyond this a run is cut: it grows without an end.
_HUGE = 1e12

CourseBounds = Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class RunStage:
    """The equations that apply from a moment on, in seconds."""

    model: RunModel
    system: System
    at: float = 0.0


@dataclass(frozen=True)
class Course:
    """The values of variables at some times. `full` and `empty` are those that met a bound of the
    file; `cut` is true if something grew without an end, so that the run ends early."""

    times: Array
    values: Array
    full: frozenset[str]
    empty: frozenset[str]
    cut: bool


def ended(push: TimedPush) -> float:
    """Return how long a change lasts in seconds, or 0 if it has no end."""
    return push.lasts if math.isfinite(push.lasts) else 0.0


def course_of(
    stages: Sequence[RunStage],
    bounds: Sequence[CourseBounds],
    units: Sequence[float],
    pushes: Sequence[TimedPush],
    horizon: float,
    step: float,
) -> Course:
    """Return the course after some changes.

    Parameters
    ----------
    stages : the equations, and those that follow them; all have the same variables.
    bounds : the bounds of variables in each stage.
    units : the seconds of the unit of each variable, in which amounts are given.
    pushes : what changes.
    horizon, step : the length of the run and of its steps in seconds.
    """
    names = stages[0].system.names
    deepest = max(March(one.model, one.system, step).depth for one in stages)
    marches = [March(one.model, one.system, step, depth=deepest) for one in stages]
    for march, limits in zip(marches, bounds, strict=True):
        for name, (least, most) in limits.items():
            march.bound(names.index(name), least, most)
    march = marches[0]
    starts = {round(one.at / step): number for number, one in enumerate(stages) if number}
    count = max(1, math.ceil(round(horizon / step, 6)))
    every = max(1, math.ceil(count / MOST_MOMENTS))
    due = _due(pushes, names, units, step)
    kept = [*range(0, count, every), count]
    values, cut = np.zeros((len(kept), len(names))), False
    if march.controllers:
        march.load(np.zeros((march.numbers, 1)))
    stops = sorted({*due, *starts, count + 1})
    if 0 in due:
        _change(march, due[0])
    values[0] = march.values[:, 0]
    filled = 1
    while march.moment < count:
        before = march.moment
        stop = next(moment for moment in stops if moment > before)
        found = march.advance(min(stop, count) - before)
        if march.moment in starts:
            following = marches[starts[march.moment]]
            following.take_over(march)
            march = following
            found[-1] = march.values
        if march.moment in due:
            _change(march, due[march.moment])
            found[-1] = march.values
        while filled < len(kept) and kept[filled] <= march.moment:
            values[filled] = found[kept[filled] - before - 1, :, 0]
            filled += 1
        if not np.abs(found).max(initial=0.0) <= _HUGE:  # neither larger nor not a number
            over = ~(np.abs(values[:filled]).max(axis=1, initial=0.0) <= _HUGE)
            if over.any():
                filled, cut = int(np.argmax(over)) + 1, True
                break
    full, empty = (
        frozenset(names[place] for one in marches for place in one.met(over))
        for over in (True, False)
    )
    return Course(np.array(kept[:filled]) * step, values[:filled], full, empty, cut)


def _due(
    pushes: Sequence[TimedPush], names: Sequence[str], units: Sequence[float], step: float
) -> dict[int, list[tuple[str, int, float]]]:
    """Return the changes of each moment: jumps, and pushes that begin or end. A change between two
    points of the grid is made in two parts, so that a short push brings as much as it should."""
    due: dict[int, list[tuple[str, int, float]]] = {}

    def make(kind: str, place: int, amount: float, time: float) -> None:
        exact = time / step
        first = math.floor(exact + 1e-6)
        part = max(0.0, exact - first) if exact - first > 1e-6 else 0.0
        due.setdefault(first, []).append((kind, place, amount * (1 - part)))
        if part:
            due.setdefault(first + 1, []).append((kind, place, amount * part))

    for push in pushes:
        place = names.index(push.variable)
        amount = push.amount / units[place]
        make("jump" if push.kind == "jump" else "push", place, amount, push.at)
        if push.kind == "step" and math.isfinite(push.lasts):
            make("push", place, -amount, push.at + push.lasts)
    return due


def _change(march: March, changes: Sequence[tuple[str, int, float]]) -> None:
    """Make the changes of a moment."""
    for kind, place, amount in changes:
        (march.jump if kind == "jump" else march.push)(place, amount)


def step_of(
    stages: Sequence[RunStage],
    pushes: Sequence[TimedPush],
    horizon: float,
    coarser: float = 1.0,
) -> tuple[float, str]:
    """Return the step of a run in seconds, and the reason why it is short; `coarser` makes it
    longer."""
    times: list[tuple[float, str]] = [(horizon * _FINE, "the run is so short")]
    for stage in stages:
        times += _limits(stage)
    finest, shortest = min(times)
    finest *= coarser
    names = stages[0].system.names
    lengths = [time for stage in stages for time in stage.system.pipelines.tolist()]
    decisions = [e for one in stages for n, (e, _) in one.model.decides.items() if n in names]
    decisions += [stage.at for stage in stages if stage.at]
    moments = [time for push in pushes for time in (push.at, ended(push)) if time]
    for wanted in (lengths + decisions + moments, decisions + moments, decisions):
        common = common_step([time for time in wanted if time]) if any(wanted) else None
        least = finest / 50 if wanted is not decisions else horizon / MOST_STEPS
        if common is not None and common >= least:
            return common / math.ceil(round(common / finest, 9)), shortest
    # Where an intervention begins between two points of the grid, they are close together.
    early = min((stage.at for stage in stages if stage.at), default=math.inf) * _FINE
    return (early, "an intervention begins so early") if early < finest else (finest, shortest)


def _limits(stage: RunStage) -> list[tuple[float, str]]:
    """Return how long a step may be for the times of a model, each with the reason."""
    model, system = stage.model, stage.system
    times: list[tuple[float, str]] = []
    for link in (*system.pipes, *system.lags):
        said = f"{link.cause} → {link.effect} takes so little time"
        times += [(link.pipeline * _FINE, said)] if link.pipeline else []
        times += [(link.lag * _SLOW, said)] if link.lag else []
    inside = set(system.names)
    for name, (every, _) in model.decides.items():
        if name in inside:
            times.append((every * _FINE, f"{name} decides so often"))
    for name, beat in model.beats.items():
        if name in inside:
            times.append((beat * _BEAT, f"a loop through {name} has no memory"))
    times += [
        (part.horizon / 10 * _FINE, f"{part.names[0]} is so quick")
        for part in model.parts
        if part.names[0] in inside and part.links
    ]
    rate = max(np.abs(np.linalg.eigvals(system.motion)), default=0.0)
    if rate:
        beats = [beat for name, beat in model.beats.items() if name in inside]
        slowest = max(_SLOW / float(rate), _BEAT * min(beats, default=0.0))
        times.append((slowest, "a rate in it is so large"))
    return times
