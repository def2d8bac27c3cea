"""Runs a diagram over time after something changes.

Each unconnected piece of the diagram runs by itself, with its own step and length, so that other
pieces change nothing in it. All values are differences from the levels before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from cld.core.diagram import Diagram, Ends, Variable, VariableKind
from cld.core.groups import connected
from cld.core.plans import TimedPush
from cld.simulate.course import MOST_STEPS, RunStage, course_of, ended, step_of
from cld.simulate.margins import PartMargins, part_margins
from cld.simulate.model import SPREAD, RunModel, RunPart, model_of
from cld.simulate.strengths import Strength, per_time, seconds_of_unit
from cld.simulate.system import Array, system_of
from cld.simulate.verdict import PartOutcome, outcome_of

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]

# Variables of a piece that is run.
MOST_VARIABLES = 300
# Where steps are too many, steps of so many times the length are still of second order.
_COARSER = 2.5
_ONE = r"[-+]?\d[\d,_]*(?:\.\d+)?(?:[eE][-+]?\d{1,3})?"
_NUMBER = re.compile(rf"\s*({_ONE})\s*(?:\.\.\s*({_ONE}))?((?:\s*[^\s\d.,+-][^\d]*)?)")


# How long to run, in seconds: all, or each variable, or as long as it takes.
RunLength = float | Mapping[str, float] | None


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
    the trigger of the first reinforcing loop that names a variable as its trigger, else on the
    first variable.

    >>> from cld.language.source import source_of
    >>> first_push(source_of("A (+)-> B\\nC (+)-> A\\nC: constant").diagram).variable
    'C'
    """
    constants = (v.name for v in diagram.variables if v.kind == "constant")
    triggers = (dict(loop.extra).get("trigger") for loop in diagram.loops if loop.type == "R")
    triggers_known = (name for name in triggers if name and diagram.variable(name))
    first = next(constants, next(triggers_known, diagram.variables[0].name))
    return TimedPush("step", first, 1.0)


def run_diagram(
    diagram: Diagram,
    pushes: Sequence[TimedPush],
    length: RunLength = None,
    spread: float = SPREAD,
    factors: Mapping[Ends, float] | None = None,
    kept: Mapping[Ends, Strength] | None = None,
    margins: bool = False,
    later: Later | None = None,
) -> Run:
    """Run a diagram after some pushes.

    Parameters
    ----------
    pushes : what changes.
    length : how long to run, in seconds, or as long as for some variables of a piece; by default
        ten times the longest loop of each piece.
    spread : the share of a delay that is spread out where a loop has delays and no memory.
    factors, kept : as for `model_of`.
    margins : whether to look for the margins of each part that settles or grows.
    later : the diagram from some moment on; the parts are judged as they are then.
    """
    held = {push.variable for push in pushes if push.kind == "hold"}
    if held:  # what is kept at a value changes the strength of no link
        kept = model_of(diagram, kept=kept).strengths
        diagram = _with_held(diagram, held)
    if held and later:
        strengths = model_of(later.diagram, kept=later.kept).strengths
        later = replace(later, diagram=_with_held(later.diagram, held), kept=strengths)
    model = model_of(diagram, spread, factors, kept)
    pieces = []
    ran: set[str] = set()
    last = later.model if later else model
    links = {k.ends: k for k in (*model.links, *last.links)}
    threads = [*links, *((name,) for name in model.rules)]
    for numbers in connected(threads):
        group = {name for number in numbers for name in threads[number]}
        mine = [push for push in pushes if push.variable in group]
        if mine:
            names = tuple(name for name in model.names if name in group)
            ran |= set(names)
            judge = partial(outcome_of, diagram, model, factors=factors, kept=kept)
            if later:
                judge = partial(
                    outcome_of, later.diagram, last, factors=later.factors, kept=later.kept
                )
            pieces.append(_piece(diagram, model, names, mine, length, judge, later))
    inside = [k for k in last.links if k.cause in ran]
    stated = sum(last.strengths[k.ends].stated for k in inside)
    unsigned = sum(k.polarity == "?" and not ran.isdisjoint(k.ends) for k in diagram.links)
    limited = [v.name for v in diagram.variables if v.capacity and v.name in ran]
    used = bounds_used(diagram, model.rules, limited)
    unused = tuple(name for name in limited if name not in used)
    judged = [found for piece in pieces for found in piece.outcomes]
    sure = [found.part for found in judged if found.outcome in ("settles", "grows")]
    asked = tuple(part_margins(last, part) for part in sure) if margins else ()
    return Run(tuple(pushes), tuple(pieces), stated, len(inside), unsigned, unused, asked)


def _with_held(diagram: Diagram, held: Collection[str]) -> Diagram:
    """Return a diagram in which nothing moves the variables that are kept at a value. A quantity
    per time remains one."""

    def without_causes(variable: Variable) -> Variable:
        kind: VariableKind = "flow" if per_time(diagram, variable) else "constant"
        return replace(variable, kind=kind, every=None)

    return replace(
        diagram,
        variables=tuple(without_causes(v) if v.name in held else v for v in diagram.variables),
        links=tuple(link for link in diagram.links if link.effect not in held),
    )


@dataclass(frozen=True)
class Later:
    """The diagram from a moment on, in seconds, with an intervention in place, and how it is made
    a model."""

    at: float
    diagram: Diagram
    factors: Mapping[Ends, float] | None = None
    kept: Mapping[Ends, Strength] | None = None

    @cached_property
    def model(self) -> RunModel:
        """The diagram as a model."""
        return model_of(self.diagram, SPREAD, self.factors, self.kept)


def _piece(
    diagram: Diagram,
    model: RunModel,
    names: tuple[str, ...],
    pushes: Sequence[TimedPush],
    length: RunLength,
    judge: Callable[[RunPart], PartOutcome],
    later: Later | None,
) -> RunPiece:
    none = np.zeros(0), np.zeros((0, len(names)))
    if len(names) > MOST_VARIABLES:
        return RunPiece(names, *none, (), f"there are more than {MOST_VARIABLES} variables")
    last = later.model if later else model
    moved = reached(diagram, pushes).keys() | (
        reached(later.diagram, pushes).keys() if later else set()
    )
    inside = moved & set(names)
    parts = [part for part in last.parts if not inside.isdisjoint(part.names)]
    found = tuple(judge(part) for part in parts if part.links)
    stages = [RunStage(model, system_of(model, names))]
    if later:
        stages.append(RunStage(later.model, system_of(later.model, names), later.at))
    every = [*parts, *(part for part in model.parts if not inside.isdisjoint(part.names))]
    moments = [2 * push.at + 2 * ended(push) for push in pushes] + [2 * later.at if later else 0.0]
    arrival = 2 * max(_arrival(stage.model, every) for stage in stages)
    horizon = _length_of(length, names) or max([part.horizon for part in every] + moments) + arrival
    longest = max([horizon, *(time for one in stages for time in one.system.pipelines.tolist())])
    step, shortest = step_of(stages, pushes, horizon)
    if longest / step > MOST_STEPS:
        step, shortest = step_of(stages, pushes, horizon, _COARSER)
    if longest / step > MOST_STEPS:
        said = f"it would take more than {MOST_STEPS:,} steps, because {shortest}"
        return RunPiece(names, *none, found, said)
    units = [_unit(diagram, name) for name in names]
    limits = [bounds_used(diagram, model.rules, names)]
    limits += [bounds_used(later.diagram, later.model.rules, names)] if later else []
    course = course_of(stages, limits, units, pushes, horizon, step)
    values = course.values
    # What rounding leaves of a zero is a zero.
    values = np.where(np.abs(values) < 1e-12 * np.abs(values).max(initial=0.0), 0.0, values)
    full = tuple(name for name in names if name in course.full)
    empty = tuple(name for name in names if name in course.empty)
    shown = values * np.array(units)
    return RunPiece(names, course.times, shown, found, "", full, empty, course.cut)


def _length_of(length: RunLength, names: Sequence[str]) -> float | None:
    if not isinstance(length, Mapping):
        return length
    return max((length[name] for name in names if name in length), default=None)


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
    within it, and the variable is not a constant.
    """
    found = {}
    for variable in map(diagram.variable, names):
        if variable is None or rules.get(variable.name) in (None, "given"):
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


def goal_used(variable: Variable) -> float | None:
    """Return the goal of a variable as a difference from the level before, if the file states it
    and `initial` as numbers in one unit.

    >>> from cld.core.diagram import Goal
    >>> goal_used(Variable("Room", goal=Goal("=", "21 °C"), initial="18 °C"))
    3.0
    """
    start = _NUMBER.fullmatch(variable.initial or "")
    goal = _NUMBER.fullmatch(variable.goal.value) if variable.goal else None
    if not start or not goal or start.group(2) or goal.group(2):
        return None
    if len({start.group(3).strip(), goal.group(3).strip()} - {""}) > 1:
        return None
    first, wanted = (float(one.group(1).replace(",", "").replace("_", "")) for one in (start, goal))
    return wanted - first


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
