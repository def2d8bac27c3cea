"""What a report claims of loops over time, and what a run of the loop alone refutes of it.

A claim that is open (“unknown”, no period, no timing) is never refuted. Where a run does not tell,
near an edge, nothing is refuted either.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from integrator import Model, along, answer_after, at_once, grid, pace, run
from motions import Motion, motion
from roots import dominant

from cld.loops.loop import Loop
from cld.report import Report

# Periods may differ by so much of themselves: a run has a step, an output rounds.
CLOSE = 0.02


@dataclass(frozen=True)
class Timing:
    """One loop that is said to oppose another: within one cycle, or after so many."""

    loop: Loop
    timing: str
    turns: tuple[float, float] | None


def timings(report: Report, loop: Loop) -> Iterator[Timing]:
    """Yield the loops that oppose a reinforcing loop and when they are said to respond."""
    found = report.opposition(loop)
    for one in found.by if found else ():
        other = report.loop(one.loop)
        assert other is not None
        yield Timing(other, one.timing, one.turns)


# -- one loop --


def characteristic(model: Model) -> float:
    """Return how long something takes in a loop: once round, and filling what it fills."""
    around = sum(arc.delay for arc in model.arcs)
    around += sum(pace(every, window) for _, every, window in model.decides)
    stocks = len(model.stocks)
    gain = math.prod(abs(arc.weight) for arc in model.arcs)
    return around + (gain ** (-1 / stocks) if stocks and gain else 0.0) or 1.0


@cache
def truths(model: Model) -> tuple[Motion, ...]:
    """Return what a loop alone does: one motion, or one for each lag that is put in.

    A run and the roots judge it; they must agree where both do.
    """
    scale = characteristic(model)
    found = []
    for beat in (0.1 * scale, 0.03 * scale) if at_once(model) else (0.0,):
        horizon = (24 if beat else 40) * scale
        step = grid(model.lengths, scale / (400 if beat else 120))
        ran = motion(run(model, horizon, step, along(model), beat))
        exact = dominant(model, beat)
        agree(ran, exact, horizon, model)
        # Roots are exact; without a stock many share a growth, and the run knows the period.
        best = Motion(
            ran.growth if exact.growth is None else exact.growth,
            ran.period if exact.period is None else exact.period,
        )
        if best.period is not None and scale * 30 < best.period < math.inf:
            best = Motion(best.growth, None)
        found.append(best)
    return tuple(found)


def agree(ran: Motion, exact: Motion, horizon: float, model: Model) -> None:
    """Fail where a run and the roots contradict each other: then neither may judge."""
    if ran.growth is None or exact.growth is None or ran.period is None or exact.period is None:
        return
    if horizon / 6 < exact.period < math.inf:
        return
    assert math.isinf(ran.period) == math.isinf(exact.period), (ran, exact, model)
    if math.isfinite(exact.period):
        assert math.isclose(ran.period, exact.period, rel_tol=CLOSE), (ran, exact, model)
    allowed = 0.05 * abs(exact.growth) + 0.6 / horizon
    assert abs(ran.growth - exact.growth) <= allowed, (ran, exact, model)


def oscillating(found: Motion) -> bool | None:
    """Return whether it oscillates, None where that is not decided."""
    return None if found.period is None else math.isfinite(found.period)


def grows(found: Motion, scale: float) -> bool | None:
    """Return whether it grows, None at the edge."""
    if found.growth is None or abs(found.growth) * scale < 2e-3:
        return None
    return found.growth > 0


def refuted(report: Report, loop: Loop, model: Model, stated: bool = True) -> list[str]:
    """Return what the loop alone, run, refutes of what is said of it.

    `stated` tells that the strengths are those of the file: “can oscillate” then means that it
    does.
    """
    said = report.oscillation(loop)
    open_ = said is None or (said.verdict == "unknown" and not _periods(said))
    return [*_round(report, loop, model), *_decisions(report, loop, model)] + [
        fault
        for found in (() if open_ else truths(model))
        for fault in _swinging(said, model, found, stated)
    ]


def _swinging(said: Any, model: Model, found: Motion, stated: bool) -> Iterator[str]:
    does, scale = oscillating(found), characteristic(model)
    up = grows(found, scale)
    if said.verdict == "no" and does:
        yield f"does not oscillate, but does: {found}"
    if said.verdict == "yes" and stated and said.strength is not None and does is False:
        yield f"oscillates, but does not: {found}"
    if said.smooth and said.model == "one stock" and up:
        yield f"can oscillate but not grow, but grows: {found}"
    settling, growing = said.period_if_settling, said.period_if_growing
    if said.model == "no stock":
        # Its two periods are one: the gain decides whether it grows.
        settling = growing = settling or growing
    if does and (settling or growing):
        if up is not None and stated and said.strength is not None:
            if up and not growing:
                yield f"settles, but grows: {found}"
            if not up and not settling:
                yield f"grows, but settles: {found}"
        one = growing if up else settling
        if up is not None and one and not _within(found.period, *one):
            yield f"a period of {one} s if it {'grows' if up else 'settles'}, but {found}"


def _periods(said: Any) -> bool:
    return bool(said.period_if_settling or said.period_if_growing)


def _within(value: float, least: float, most: float | None, close: float = CLOSE) -> bool:
    return value >= least * (1 - close) and (most is None or value <= most * (1 + close))


def _phases(model: Model) -> Iterable[float]:
    """Moments to push at: spread over the time between two decisions, after several of them."""
    paces = [pace(every, window) for _, every, window in model.decides]
    if not paces:
        return (0.0,)
    return [2 * max(paces) + share * max(paces) for share in (0.02, 0.5, 0.97)]


def grain(model: Model) -> float:
    """Return the step in which answers are timed."""
    return grid(model.lengths, sum(model.lengths) / 150) if model.lengths else 0.0


def answers(model: Model, name: str) -> list[float]:
    """Return after how long a push at a variable is back, for pushes at several moments."""
    if not model.lengths:
        return [0.0]
    step = grain(model)
    most = sum(arc.delay for arc in model.arcs)
    most += sum(2 * pace(every, window) for _, every, window in model.decides)
    return [answer_after(model, name, at, most + 4 * step, step) for at in _phases(model)]


def _smooth(loop: Loop) -> bool:
    return any(link.delay is not None and link.delay.smooth for link in loop.links)


def _round(report: Report, loop: Loop, model: Model) -> Iterator[str]:
    """The loop's delay: how long a change takes to come round."""
    if _smooth(loop):
        return
    total = report.delay(loop).total
    close = 3 * grain(model)
    for name in {model.names[0], *(name for name, *_ in model.decides)}:
        for found in answers(model, name):
            most = math.inf if total.max is None else total.max
            if not total.min - close <= found <= most + close:
                yield f"comes round after {total.min} to {total.max} s, but at {name} {found:g} s"


def _decisions(report: Report, loop: Loop, model: Model) -> Iterator[str]:
    """How many decisions a controller takes before it sees the effect of the first."""
    if _smooth(loop):
        return
    for told in report.controllers(loop):
        (name, every, window), *others = sorted(
            model.decides, key=lambda one: one[0] != told.variable
        )
        if others:
            continue
        apart = pace(every, window)
        wait = sum(arc.delay for arc in model.arcs)
        # It decides at 0, apart, …, and sees at `wait` what came of the first.
        count = max(1, math.ceil(wait / apart - 1e-9))
        least, most = told.decisions
        if not least <= count <= (math.inf if most is None else most):
            yield f"{name}: {told.decisions} decisions until the first shows, but {count}"
        if told.stale is not None and told.stale != (apart < wait):
            yield f"{name}: stale {told.stale}, but it decides every {apart} s and waits {wait} s"


# -- two loops --


def late(report: Report, loop: Loop, models: Mapping[str, Model]) -> Iterator[str]:
    """Yield what runs of both loops refute of what is said of a balancing loop's answer."""
    for said in timings(report, loop):
        other = said.loop
        if said.timing == "unknown" or other is None:
            continue
        if not any(link.delay for link in other.links) and not report.controllers(other):
            yield f"{other.id} is said to answer {said.timing}, with no delay marked"
            continue
        shared = [name for name in loop.variables if name in other.variables]
        once = answers(models[loop.id], shared[0])
        # Who decides on both loops decides for both at once: a push at one moment is compared.
        deciders = [{name for name, *_ in models[one.id].decides} for one in (loop, other)]
        together = deciders[0] == deciders[1] and bool(deciders[0])
        if not together and not deciders[0].isdisjoint(deciders[1]):
            continue
        close = 3 * max(grain(models[loop.id]), grain(models[other.id])) + 1e-9
        # What is back just as a decision is due is seen then or a whole pace later: a tie.
        ticks = [pace(every, window) for _, every, window in models[loop.id].decides]
        ties = (0.0, sum(ticks), -sum(ticks)) if together else (0.0,)
        for name in shared:
            times = answers(models[other.id], name)
            pairs = [(max(times), min(once))]
            if together:
                pairs = list(zip(times, answers(models[loop.id], name), strict=True))
            if said.timing == "within one cycle" and any(
                one + min(ties) > two + close for one, two in pairs
            ):
                yield f"{other.id} answers within one cycle: {times} s against {once} s"
            if said.timing == "later" and said.turns and min(two for _, two in pairs) > 0:
                low, high = said.turns
                if not together:
                    pairs.append((min(times), max(once)))
                low, high = low * 0.97, high * 1.03
                if not all(
                    any(low <= (one + tie) / two <= high for tie in ties) for one, two in pairs
                ):
                    yield f"{other.id} answers after {said.turns} cycles: {times} s, {once} s"
