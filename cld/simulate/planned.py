"""Finds what keeps a stated run from running, and what makes it rest on filled-in values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from cld.core.diagram import Diagram
from cld.core.plans import RunPlan
from cld.core.quantities import spoken, spoken_about
from cld.core.suggest import closest
from cld.core.text import Span
from cld.loops.components import components
from cld.simulate.order import causes_of
from cld.simulate.strengths import middle, pace_of, per_time


@dataclass(frozen=True, slots=True)
class RunFinding:
    """Something about a run, with its place and a hint."""

    span: Span
    message: str
    hint: str


def plan_problems(diagram: Diagram, plan: RunPlan) -> Iterator[RunFinding]:
    """Yield the reasons why a run cannot be made.

    >>> from cld.language.source import source_of
    >>> diagram = source_of('A (+)-> B\\nrun "X" { step C 1 }').diagram
    >>> [found.message for found in plan_problems(diagram, diagram.runs[0])]
    ['no variable is called “C”']
    """
    names = [variable.name for variable in diagram.variables]
    at_places = [(push.variable, push.span) for push in plan.pushes]
    spans = plan.watched_spans or (plan.span,) * len(plan.watched)
    at_places += zip(plan.watched, spans, strict=True)
    for name, span in at_places:
        if diagram.variable(name) is None:
            near = closest(name, names)
            hint = f"did you mean “{near}”?" if near else "name it in a link, or declare it"
            yield RunFinding(span, f"no variable is called “{name}”", hint)
    for push in plan.pushes:
        if push.kind == "jump" and push.variable not in diagram.stocks:
            message = f"{push.variable} is not marked as a stock, so it cannot jump"
            yield RunFinding(push.span, message, "write `step`, or mark it as a stock")
        if plan.length is not None and push.at >= plan.length:
            ends = spoken_about(plan.length)
            message = f"{push.variable} changes after the end of the run of {ends}"
            yield RunFinding(push.span, message, "make the run longer, or the change earlier")
    for push in plan.pushes:
        both = sum(other.variable == push.variable for other in plan.pushes)
        if push.kind == "hold" and both > 1:
            message = f"{push.variable} is kept at a value, so nothing else can change it"
            yield RunFinding(push.span, message, "leave out one of the two")
    yield from _with_problems(diagram, plan)


def _with_problems(diagram: Diagram, plan: RunPlan) -> Iterator[RunFinding]:
    held = {push.variable for push in plan.pushes if push.kind == "hold"}
    by_name = {one.name: one for one in diagram.interventions}
    for number, one in enumerate(plan.beginnings):
        if one.intervention not in by_name:
            near = closest(one.intervention, by_name)
            hint = f"did you mean “{near}”?" if near else "state it in the file"
            message = f"no intervention is called “{one.intervention}”"
            yield RunFinding(one.span, message, hint)
        changes = by_name[one.intervention].changes if one.intervention in by_name else ()
        for name in (change.name for change in changes if change.verb == "set"):
            if name in held:
                message = f"{name} is kept at a value, so “{one.intervention}” cannot set it"
                yield RunFinding(one.span, message, "leave out one of the two")
        if number:
            message = f"the run “{plan.name}” has two interventions; a run takes one"
            yield RunFinding(one.span, message, "put their operations into one intervention")
        if plan.length is not None and one.at >= plan.length:
            ends = spoken_about(plan.length)
            message = f"“{one.intervention}” begins after the end of the run of {ends}"
            yield RunFinding(one.span, message, "make the run longer, or let it begin earlier")


def filled_in(diagram: Diagram) -> Iterator[RunFinding]:
    """Yield the statements of a diagram that leave values to be filled in by a run."""
    for link in diagram.links:
        effect, cause = diagram.variable(link.effect), diagram.variable(link.cause)
        if link.gain is None or link.gain.per or effect is None or cause is None:
            continue
        if effect.kind == "stock" and effect.every is None and not per_time(diagram, cause):
            if cause.every is not None:
                continue
            message = (
                f"the gain of {link.cause} → {link.effect} states no time, but {link.effect} is a "
                "stock: a run fills it within the time of its quickest loop"
            )
            hint = "write the time, as in `gain 0.5/min`"
            yield RunFinding(link.spans[0] if link.spans else Span(0, 0), message, hint)
    for variable in diagram.variables:
        if variable.every is None or variable.window is None:
            continue
        every, window = middle(variable.every), middle(variable.window)
        if every and window and not math.isclose(window / every, round(window / every)):
            message = (
                f"{variable.name} waits {spoken(window)} and decides only every {spoken(every)}, "
                f"so it decides every {spoken(pace_of(variable))}"
            )
            hint = f"make the window a multiple of {spoken(every)}"
            yield RunFinding(variable.spans[0] if variable.spans else Span(0, 0), message, hint)
    yield from _without_memory(diagram)


def _without_memory(diagram: Diagram) -> Iterator[RunFinding]:
    """Yield each group of variables on loops of which none is a stock or decides."""
    free = [v for v in diagram.variables if v.kind not in ("stock", "constant") and v.every is None]
    place = {variable.name: number for number, variable in enumerate(free)}
    successors: list[list[int]] = [[] for _ in free]
    for variable in free:
        for link in causes_of(diagram, variable.name):
            if link.cause in place:
                successors[place[link.cause]].append(place[variable.name])
    for part in components(successors):
        first = free[min(part)]
        message = (
            f"a loop through {first.name} has no stock and no variable that decides: a run spreads "
            "out its delays, and states no period"
        )
        span = first.spans[0] if first.spans else Span(0, 0)
        yield RunFinding(span, message, "mark a variable of the loop as a stock")
