"""Runs a diagram over time after something changes.

Each unconnected piece of the diagram runs by itself, with its own step and length, so that other
pieces change nothing in it. All values are differences from the levels before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np

from cld.core.diagram import Diagram, Ends
from cld.core.groups import connected
from cld.simulate.march import March
from cld.simulate.margins import PartMargins, part_margins
from cld.simulate.model import SPREAD, RunModel, RunPart, model_of
from cld.simulate.sampled import common_step
from cld.simulate.strengths import Strength, per_time, seconds_of_unit
from cld.simulate.system import Array, System, system_of
from cld.simulate.verdict import PartOutcome, outcome_of

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]

# Steps of one run, and variables of a piece that is run.
MOST_STEPS = 200_000
MOST_VARIABLES = 300
# Moments that are kept of a run.
MOST_MOMENTS = 2_000
# A step is at most this share of the shortest pipeline, of the shortest lag or rate, and of the
# shortest beat: lags and beats are followed exactly, and their steps are for what pipelines take
# in. Where that takes too many steps, steps of `_COARSER` times the length are still of second
# order.
_FINE, _SLOW, _BEAT, _COARSER = 1 / 50, 0.1, 0.2, 2.5
# Beyond this a run is cut: it grows without an end.
_HUGE = 1e12
_ONE = r"[-+]?\d[\d,_]*(?:\.\d+)?(?:[eE][-+]?\d{1,3})?"
_NUMBER = re.compile(rf"\s*({_ONE})\s*(?:\.\.\s*({_ONE}))?((?:\s*[^\W\d][^\d]*)?)")

PushKind = Literal["step", "jump", "hold"]


@dataclass(frozen=True, slots=True)
class TimedPush:
    """A change: a `step` of a variable from a moment on, perhaps for some time; a `jump` of a
    stock; or a variable that stays at a value. Amounts are in the unit of the variable."""

    kind: PushKind
    variable: str
    amount: float
    at: float = 0.0
    lasts: float = math.inf


@dataclass(frozen=True)
class RunPiece:
    """The run of one unconnected piece: the values of its variables at `times`, in seconds.

    `refused` says why it was not run, or is empty. `full` and `empty` are variables that met the
    upper or the lower bound of the file; `cut` is true if the run ended early because something
    grew without an end.
    """

    names: tuple[str, ...]
    times: Array
    values: Array
    outcomes: tuple[PartOutcome, ...]
    refused: str = ""
    full: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    cut: bool = False


@dataclass(frozen=True)
class Run:
    """The result of a run.

    Attributes
    ----------
    pushes : what changed.
    pieces : the unconnected pieces of the diagram that a push reaches, each with its own time.
    stated, links : how many of the links in these pieces have a stated strength, and how many there
        are.
    unsigned : the number of links without a sign, which do not run.
    unused : the variables in these pieces with a capacity that the run does not use.
    margins : how much stronger, weaker, longer or shorter links may be, if that was asked for.
    """

    pushes: tuple[TimedPush, ...]
    pieces: tuple[RunPiece, ...]
    stated: int
    links: int
    unsigned: int
    unused: tuple[str, ...] = ()
    margins: tuple[PartMargins, ...] = ()

    def of(self, name: str) -> tuple[Array, Array]:
        """Return the times in seconds and the values of a variable. Raises KeyError."""
        for piece in self.pieces:
            if name in piece.names:
                return piece.times, piece.values[:, piece.names.index(name)]
        raise KeyError(name)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the values as a table with the times as its index; needs pandas."""
        import pandas

        frames = [pandas.DataFrame(p.values, p.times, p.names) for p in self.pieces if len(p.times)]
        return pandas.concat(frames, axis=1) if frames else pandas.DataFrame()


def first_push(diagram: Diagram) -> TimedPush:
    """Return the push that is made if none is asked for: a step of 1 on the first constant, else on
    the first variable.

    >>> from cld.language.source import source_of
    >>> first_push(source_of("A (+)-> B\\nC (+)-> A\\nC: constant").diagram).variable
    'C'
    """
    constants = (v.name for v in diagram.variables if v.kind == "constant")
    first = next(constants, diagram.variables[0].name)
    return TimedPush("step", first, 1.0)


def run_diagram(
    diagram: Diagram,
    pushes: Sequence[TimedPush],
    length: float | None = None,
    spread: float = SPREAD,
    factors: Mapping[Ends, float] | None = None,
    kept: Mapping[Ends, Strength] | None = None,
    margins: bool = False,
) -> Run:
    """Run a diagram after some pushes.

    Parameters
    ----------
    pushes : what changes.
    length : how long to run, in seconds; by default ten times the longest loop of each piece.
    spread : the share of a delay that is spread out where a loop has delays and no memory.
    factors, kept : as for `model_of`.
    margins : whether to look for the margins of each part that settles or grows.
    """
    held = {push.variable for push in pushes if push.kind == "hold"}
    diagram = replace(
        diagram,
        variables=tuple(
            replace(v, kind="constant", every=None) if v.name in held else v
            for v in diagram.variables
        ),
    )
    model = model_of(diagram, spread, factors, kept)
    pieces = []
    ran: set[str] = set()
    threads = [*(k.ends for k in model.links), *((name,) for name in model.rules)]
    for numbers in connected(threads):
        group = {name for number in numbers for name in threads[number]}
        mine = [push for push in pushes if push.variable in group]
        if mine:
            names = tuple(name for name in model.names if name in group)
            ran |= set(names)
            judge = partial(outcome_of, diagram, model, factors=factors, kept=kept)
            pieces.append(_piece(diagram, model, names, mine, length, judge))
    inside = [k for k in model.links if k.cause in ran]
    stated = sum(model.strengths[k.ends].stated for k in inside)
    unsigned = sum(k.polarity == "?" and not ran.isdisjoint(k.ends) for k in diagram.links)
    limited = [v.name for v in diagram.variables if v.capacity and v.name in ran]
    used = bounds_used(diagram, model.rules, limited)
    unused = tuple(name for name in limited if name not in used)
    judged = [found for piece in pieces for found in piece.outcomes]
    sure = [found.part for found in judged if found.outcome in ("settles", "grows")]
    asked = tuple(part_margins(model, part) for part in sure) if margins else ()
    return Run(tuple(pushes), tuple(pieces), stated, len(inside), unsigned, unused, asked)


def _piece(
    diagram: Diagram,
    model: RunModel,
    names: tuple[str, ...],
    pushes: Sequence[TimedPush],
    length: float | None,
    judge: Callable[[RunPart], PartOutcome],
) -> RunPiece:
    none = np.zeros(0), np.zeros((0, len(names)))
    if len(names) > MOST_VARIABLES:
        return RunPiece(names, *none, (), f"there are more than {MOST_VARIABLES} variables")
    parts = [part for part in model.parts if part.names[0] in set(names)]
    found = tuple(judge(part) for part in parts if part.links)
    system = system_of(model, names)
    horizon = length or max(
        [part.horizon for part in parts] + [2 * push.at + 2 * _end(push) for push in pushes]
    ) + 2 * _arrival(model, parts)
    longest = max([horizon, *system.pipelines.tolist()])
    step, shortest = _step(model, system, pushes, horizon)
    if longest / step > MOST_STEPS:
        step, shortest = _step(model, system, pushes, horizon, _COARSER)
    if longest / step > MOST_STEPS:
        said = f"it would take more than {MOST_STEPS:,} steps, because {shortest}"
        return RunPiece(names, *none, found, said)
    march = March(model, system, step)
    units = [_unit(diagram, name) for name in names]
    for name, (least, most) in bounds_used(diagram, model.rules, names).items():
        march.bound(names.index(name), least, most)
    times, values, cut = _ran(march, names, units, pushes, horizon, step)
    full, empty = (
        tuple(names[place] for place, met in zip(system.states, ends, strict=False) if met)
        for ends in (march.overflowed, march.emptied)
    )
    # What rounding leaves of a zero is a zero.
    values = np.where(np.abs(values) < 1e-12 * np.abs(values).max(initial=0.0), 0.0, values)
    return RunPiece(names, times, values * np.array(units), found, "", full, empty, cut)


def _arrival(model: RunModel, parts: Sequence[RunPart]) -> float:
    """Return how long news takes, by the delays between parts, to the last of them."""
    home = {name: part for part in parts for name in part.names}
    seen: dict[tuple[str, ...], float] = {}
    for part in parts:  # causes before effects
        into = [k for k in model.links if k.effect in part.names and k.cause in home]
        seen[part.names] = max(
            (
                seen.get(home[k.cause].names, 0.0) + k.pipeline + k.lag
                for k in into
                if home[k.cause] is not part
            ),
            default=0.0,
        )
    return max(seen.values(), default=0.0)


def _end(push: TimedPush) -> float:
    return push.lasts if math.isfinite(push.lasts) else 0.0


def _ran(
    march: March,
    names: tuple[str, ...],
    units: Sequence[float],
    pushes: Sequence[TimedPush],
    horizon: float,
    step: float,
) -> tuple[Array, Array, bool]:
    count = max(1, math.ceil(round(horizon / step, 6)))
    every = max(1, math.ceil(count / MOST_MOMENTS))
    due: dict[int, list[tuple[str, int, float]]] = {}
    for push in pushes:
        place = names.index(push.variable)
        amount = push.amount / units[place]
        start = round(push.at / step)
        kind = "jump" if push.kind == "jump" else "push"
        due.setdefault(start, []).append((kind, place, amount))
        if push.kind == "step" and math.isfinite(push.lasts):
            end = start + max(1, round(push.lasts / step))
            due.setdefault(end, []).append(("push", place, -amount))
    kept = [*range(0, count, every), count]
    values, cut = np.zeros((len(kept), len(names))), False
    if march.controllers:
        march.load(np.zeros((march.numbers, 1)))
    stops = sorted({*due, count + 1})
    if 0 in due:
        _change(march, due[0])
    values[0] = march.values[:, 0]
    filled = 1
    while march.moment < count:
        before = march.moment
        stop = next(moment for moment in stops if moment > before)
        found = march.advance(min(stop, count) - before)
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
    return np.array(kept[:filled]) * step, values[:filled], cut


def _change(march: March, changes: Sequence[tuple[str, int, float]]) -> None:
    """Make the changes of a moment."""
    for kind, place, amount in changes:
        (march.jump if kind == "jump" else march.push)(place, amount)


def _step(
    model: RunModel,
    system: System,
    pushes: Sequence[TimedPush],
    horizon: float,
    coarser: float = 1.0,
) -> tuple[float, str]:
    """Return the step of a piece in seconds, and the reason why it is short."""
    times: list[tuple[float, str]] = [(horizon * _FINE, "the run is so short")]
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
    finest, shortest = min(times, default=(0.1, ""))
    finest *= coarser
    lengths = [*system.pipelines.tolist()]
    decisions = [e for n, (e, _) in model.decides.items() if n in inside]
    decisions += [time for push in pushes for time in (push.at, _end(push)) if time]
    for wanted in (lengths + decisions, decisions):
        common = common_step([time for time in wanted if time]) if any(wanted) else None
        if common is not None and common >= finest / 50:
            return common / math.ceil(round(common / finest, 9)), shortest
    return finest, shortest


def _unit(diagram: Diagram, name: str) -> float:
    """Return the seconds of the unit of a flow, by which its values are shown."""
    variable = diagram.variable(name)
    assert variable is not None
    return (seconds_of_unit(variable) or 1.0) if per_time(diagram, variable) else 1.0


def bounds_used(
    diagram: Diagram, rules: Mapping[str, str], names: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """Return the bounds of variables as differences from the levels before.

    A bound is used if the file states it and `initial` as numbers in one unit, the start lies
    within it, and the variable is a stock or decides.
    """
    found = {}
    for variable in map(diagram.variable, names):
        if variable is None or rules.get(variable.name) in (None, "follows", "given"):
            continue
        start = _NUMBER.fullmatch(variable.initial or "")
        capacity = _NUMBER.fullmatch(variable.capacity or "")
        if not start or not capacity or start.group(2):
            continue
        units = {one.group(3).strip() for one in (start, capacity)} - {""}
        first, low, high = (
            float(text.replace(",", "").replace("_", "")) if text else None
            for text in (start.group(1), capacity.group(1), capacity.group(2))
        )
        if len(units) > 1 or first is None or low is None:
            continue
        least, most = (low, high) if high is not None else (-math.inf, low)
        if least <= first <= most:
            found[variable.name] = least - first, most - first
    return found


def reached(diagram: Diagram, pushes: Sequence[TimedPush]) -> Mapping[str, None]:
    """Return the variables that a push can move, in file order."""
    found = {push.variable for push in pushes}
    pending = list(found)
    while pending:
        for link in diagram.links_from[pending.pop()]:
            if link.effect not in found and link.polarity != "?":
                found.add(link.effect)
                pending.append(link.effect)
    return {v.name: None for v in diagram.variables if v.name in found}
