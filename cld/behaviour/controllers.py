"""Controllers on a loop, and their decisions before the effect of the first is visible."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, cast

from cld.behaviour.pace import decision_pace, wait_for_decision
from cld.core.diagram import Diagram, Link, Variable
from cld.core.quantities import NO_DELAY, Delay
from cld.loops.loop import Loop

# How a controller decides: it sets a total, multiplies what there is by a ratio, or adds a step.
Law = Literal["total", "ratio", "step"]
# Least and most; most is None where there is no known bound.
HowMany = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Controller:
    """A variable on a loop that decides at intervals.

    Attributes
    ----------
    variable, every, window : the variable, its interval, and its wait after a decision.
    wait : how long the effect of a decision takes to return to it, without its interval.
    decisions : how many decisions it makes until the effect of the first is visible; all but the
        first are blind.
    stale : True if it decides again before then; None if that depends on an unknown length or on
        a smooth delay.
    law : the value of `decides` in the file, or None.
    age, repeated : the age of the information on which it decides, and how many more decisions a
        ratio makes on information from before its first one; both None if no variable of the loop
        is marked as a stock.
    """

    variable: str
    every: Delay
    window: Delay | None
    wait: Delay
    decisions: HowMany
    stale: bool | None
    law: Law | None
    age: Delay | None
    repeated: HowMany | None


def controllers(diagram: Diagram, loop: Loop) -> tuple[Controller, ...]:
    """Return the variables of a loop that decide at intervals, in the order it passes them.

    With a pace P, the time between two decisions, a controller takes ceil(T / P) decisions
    before it sees the effect of the first, and acts on stale information when P < T. One that
    decides by a ratio of a stock repeats itself floor(A / P) times on information of age A, which
    is the delay of the links that lead to it from the nearest stock before it on the loop. Where it
    changes no stock directly, T decides.

    References
    ----------
    Kubernetes, pkg/controller/podautoscaler/replica_calculator.go: a target for utilisation or
    for an average is met by a ratio of the ready pods, a target for an external average value
    by a total.

    >>> from cld.language.source import source_of
    >>> from cld.loops.catalogue import find_loops
    >>> source = source_of("Queue (+, delay 120s)-> Pods (-)-> Queue\\nPods: every 15s")
    >>> loop = find_loops(source.diagram, source.lines)[0].loops[0]
    >>> controllers(source.diagram, loop)[0].decisions
    (8, 8)
    """
    found: list[Controller] = []
    for name in loop.variables if diagram.deciding else ():
        variable = diagram.variable(name)
        if variable is None or variable.every is None:
            continue
        wait, age = _wait(diagram, loop, name), _age(diagram, loop, name)
        pace, law = decision_pace(variable.every, variable.window), _law(variable)
        # Beside a stock, a ratio multiplies what was decided before, whatever the age of the news.
        age = age if sets_stock(diagram, loop, name) else None
        repeated = None if age is None or age.smooth else _repeated(age, pace)
        by_ratio = law == "ratio" and repeated is not None
        stale = _repeats(repeated) if by_ratio else _is_over(wait, pace)
        decisions = _decisions(wait, pace)
        if wait.smooth and not by_ratio:  # its effect begins to show at once
            stale, decisions = None, (1, None)
        found.append(
            Controller(
                name,
                variable.every,
                variable.window,
                wait,
                decisions,
                stale,
                law,
                age,
                repeated,
            )
        )
    return tuple(found)


def sets_stock(diagram: Diagram, loop: Loop, name: str) -> bool:
    """Return whether a variable that decides on a loop is a stock, or changes one directly: then
    its decisions and the stock are one thing, and not two that add up one after the other.

    >>> from cld.analyze import analyze
    >>> report = analyze("Queue (+)-> Scaler (+)-> Pods (-)-> Queue\\nPods: stock")
    >>> sets_stock(report.diagram, report.loops[0], "Scaler")
    True
    """
    if name in diagram.stocks:
        return True
    return any(link.cause == name and link.effect in diagram.stocks for link in loop.links)


def sets_total(diagram: Diagram, name: str) -> bool:
    """Return whether a variable decides by setting a total.

    >>> from cld.core.diagram import Diagram, Variable
    >>> sets_total(Diagram(variables=(Variable("Pods", extra=(("decides", "total"),)),)), "Pods")
    True
    """
    variable = diagram.variable(name)
    return variable is not None and _law(variable) == "total"


def adds_up(diagram: Diagram, name: str) -> bool:
    """Return whether a variable is stated to decide by steps or by ratios, which add up."""
    variable = diagram.variable(name)
    return variable is not None and _law(variable) in ("step", "ratio")


def _law(variable: Variable) -> Law | None:
    said = dict(variable.extra).get("decides")
    return cast(Law, said) if said in ("total", "ratio", "step") else None


def _wait(diagram: Diagram, loop: Loop, controller: str) -> Delay:
    total = NO_DELAY
    for link in loop.links:
        total += _passed(diagram, link, controller)
    return total


def _age(diagram: Diagram, loop: Loop, controller: str) -> Delay | None:
    """The age of the information of a controller: the delay since the nearest stock before it."""
    if diagram.stocks.isdisjoint(loop.variables):
        return None
    total = NO_DELAY
    for link in reversed(loop.turned_to(controller).links):
        total += _passed(diagram, link, controller)
        if link.cause in diagram.stocks:
            break
    return total


def _passed(diagram: Diagram, link: Link, controller: str) -> Delay:
    """The delay of a link, and of its cause if that is another controller."""
    delay, variable = link.delay or NO_DELAY, diagram.variable(link.cause)
    if variable is not None and variable.every is not None and link.cause != controller:
        delay += wait_for_decision(variable.every, variable.window)
    return delay


def _decisions(wait: Delay, pace: Delay) -> HowMany:
    least = _count(wait.min, pace.max) if pace.max is not None else 1
    most = _count(wait.max, pace.min) if wait.max is not None and pace.min > 0 else None
    return least, most


def _count(wait: float, pace: float) -> int:
    # A wait of 0.3 s is three times 0.1 s, whatever binary fractions make of it.
    return max(1, math.ceil(round(wait / pace, 9))) if pace > 0 else 1


def _repeated(age: Delay, pace: Delay) -> HowMany:
    """The additional decisions on the same information. Information exactly as old as the pace
    does not show the last decision yet, so it counts."""
    least = math.floor(round(age.min / pace.max, 9)) if pace.max else 0
    if age.max is None or pace.min <= 0:
        return least, None
    return least, math.floor(round(age.max / pace.min, 9))


def _repeats(repeated: HowMany | None) -> bool | None:
    least, most = repeated or (0, 0)
    return True if least else False if most == 0 else None


def _is_over(wait: Delay, pace: Delay) -> bool | None:
    """Whether a wait is longer than a pace; None if that is unknown."""
    if pace.max is not None and pace.max < wait.min:
        return True
    if wait.max is not None and pace.min >= wait.max:
        return False
    return None
