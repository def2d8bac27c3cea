"""Controllers on a loop: what each decides before it sees the effect of its first decision."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cld.core.diagram import Diagram
from cld.core.quantities import NO_DELAY, Delay
from cld.loops.loop import Loop


@dataclass(frozen=True, slots=True)
class Controller:
    """A variable on a loop that decides at intervals.

    `wait` is how long the effect of a decision takes to come round, its own interval not
    counted. `decisions` are least and most until the effect of the first shows (most is None
    where the wait has no known bound); all but the first are taken in the dark. `stale` tells
    whether it decides again before then; None where that depends on a length not known.
    """

    variable: str
    every: Delay
    window: Delay | None
    wait: Delay
    decisions: tuple[int, int | None]
    stale: bool | None


def controllers(diagram: Diagram, loop: Loop) -> tuple[Controller, ...]:
    """Return the variables of a loop that decide at intervals, in the order it passes them.

    A controller with `every E` and `window W` takes ceil(T / max(E, W)) decisions before it
    sees the effect of the first, and acts on stale information when max(E, W) < T.

    >>> from cld.language.source import source_of
    >>> from cld.loops.catalogue import find_loops
    >>> source = source_of("Queue (+, delay 120s)-> Pods (-)-> Queue\\nPods: every 15s")
    >>> loop = find_loops(source.diagram, source.lines)[0].loops[0]
    >>> controllers(source.diagram, loop)[0].decisions
    (8, 8)
    """
    found: list[Controller] = []
    if not diagram.deciding:
        return ()
    for name in loop.variables:
        variable = diagram.variable(name)
        if variable is None or variable.every is None:
            continue
        wait = _wait(diagram, loop, name)
        pace = _later(variable.every, variable.window)
        found.append(
            Controller(
                name,
                variable.every,
                variable.window,
                wait,
                _decisions(wait, pace),
                _stale(wait, pace),
            )
        )
    return tuple(found)


def _wait(diagram: Diagram, loop: Loop, controller: str) -> Delay:
    total = NO_DELAY
    for link in loop.links:
        total += link.delay or NO_DELAY
        variable = diagram.variable(link.cause)
        if variable is not None and variable.every is not None and link.cause != controller:
            total += Delay(0.0, variable.every.max, variable.every.complete)
    return total


def _later(every: Delay, window: Delay | None) -> Delay:
    if window is None:
        return every
    most = None if every.max is None or window.max is None else max(every.max, window.max)
    return Delay(max(every.min, window.min), most, every.complete and window.complete)


def _decisions(wait: Delay, pace: Delay) -> tuple[int, int | None]:
    least = _count(wait.min, pace.max) if pace.max is not None else 1
    most = _count(wait.max, pace.min) if wait.max is not None and pace.min > 0 else None
    return least, most


def _count(wait: float, pace: float) -> int:
    # A wait of 0.3 s is three times 0.1 s, whatever binary fractions make of it.
    return max(1, math.ceil(round(wait / pace, 9))) if pace > 0 else 1


def _stale(wait: Delay, pace: Delay) -> bool | None:
    if pace.max is not None and pace.max < wait.min:
        return True
    if wait.max is not None and pace.min >= wait.max:
        return False
    return None
