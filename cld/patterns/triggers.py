"""Triggers that a file states, and the reinforcing loops that they may start."""

from __future__ import annotations

from collections.abc import Iterator

from cld.core.diagram import Diagram
from cld.loops.components import components, successors_of
from cld.loops.loop import Loop
from cld.patterns.cues import value_of
from cld.sentences import failures as says


class Triggers:
    """The triggers of a diagram: a loop that one starts can go on without it.

    Each link of a loop starts at a variable of the loop itself, so nothing on it needs the trigger.
    Whether the loop does go on depends on strengths, which a diagram of signs does not show.

    References
    ----------
    N. Bronson et al., Metastable Failures in Distributed Systems, HotOS 2021.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._stated = {
            variable.name: trigger
            for variable in diagram.variables
            if (trigger := value_of([variable.extra], "trigger"))
        }
        names = [variable.name for variable in diagram.variables]
        parts = components(successors_of(diagram)) if self._stated else []
        self._on_loops = {names[at] for part in parts for at in part}

    def of(self, loop: Loop) -> Iterator[str]:
        """Yield a sentence on each trigger of a loop, stated on it or leading to it.

        >>> from cld.analyze import analyze
        >>> report = analyze("Spike (+)-> Load (+)-> Latency (+)-> Load\\nSpike: trigger sale")
        >>> next(Triggers(report.diagram).of(report.loops[0]))
        'marked trigger “sale” on Spike, which is not on R1 but leads to it'
        """
        for trigger in self._on(loop):
            yield says.TRIGGER_ON_LOOP(trigger=trigger, loop=loop.title)
        for name in self._leading_to(loop):
            trigger = self._stated[name]
            yield says.TRIGGER_OUTSIDE(variable=name, trigger=trigger, loop=loop.title)

    def named(self, loop: Loop) -> list[str]:
        """Return the triggers of a loop in their own words, those stated on it first."""
        return [*self._on(loop), *(self._stated[name] for name in self._leading_to(loop))]

    def _on(self, loop: Loop) -> list[str]:
        own = [loop.extra, *(link.extra for link in loop.links)]
        stated = [trigger for extra in own if (trigger := value_of([extra], "trigger"))]
        stated += [self._stated[name] for name in loop.variables if name in self._stated]
        return list(dict.fromkeys(stated))

    def _leading_to(self, loop: Loop) -> list[str]:
        """The variables off a loop with a trigger and a path to it through variables of no loop."""
        if not self._stated.keys() - set(loop.variables):
            return []
        seen, pending, found = set(loop.variables), list(loop.variables), []
        while pending:
            for link in self.diagram.links_to[pending.pop()]:
                if link.cause in seen:
                    continue
                seen.add(link.cause)
                if link.cause in self._stated:
                    found.append(link.cause)
                if link.cause not in self._on_loops:
                    pending.append(link.cause)
        return sorted(found)
