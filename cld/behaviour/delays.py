"""The time that a change takes to travel around a loop."""

from __future__ import annotations

from dataclasses import dataclass

from cld.behaviour.pace import wait_for_decision
from cld.core.diagram import Diagram
from cld.core.quantities import NO_DELAY, Delay
from cld.loops.loop import Loop


@dataclass(frozen=True, slots=True)
class LoopDelay:
    """The delay of a loop, in seconds, and its parts.

    `total` is the sum of its marked links, plus, for each variable on it that decides at intervals,
    a wait from 0 up to its whole pace; `waits` is the sum of these waits alone. `marked` counts the
    links with a mark. A link without a mark counts 0.
    """

    total: Delay
    marked: int
    controllers: tuple[str, ...]
    waits: Delay = NO_DELAY

    @property
    def known(self) -> bool:
        """True if anything is marked."""
        return bool(self.marked or self.controllers)


def loop_delay(diagram: Diagram, loop: Loop) -> LoopDelay:
    """Return the delay of a loop: exact, a range, or at least what is known.

    >>> from cld.core.diagram import Link, Variable
    >>> link = Link("A", "A", "-", Delay(180.0, 180.0, True))
    >>> diagram = Diagram(variables=(Variable("A", every=Delay(15.0, 15.0, True)),), links=(link,))
    >>> delay = loop_delay(diagram, Loop("B1", None, "B", (link,))).total
    >>> delay.min, delay.max
    (180.0, 195.0)
    """
    total, marked = NO_DELAY, 0
    for link in loop.links:
        if link.delay is not None:
            total += link.delay
            marked += 1
    controllers, waits = [], NO_DELAY
    for name in loop.variables if diagram.deciding else ():
        variable = diagram.variable(name)
        if variable is not None and variable.every is not None:
            controllers.append(name)
            waits += wait_for_decision(variable.every, variable.window)
    return LoopDelay(total + waits, marked, tuple(controllers), waits)
