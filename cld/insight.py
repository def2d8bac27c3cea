"""Facts about a diagram's loops, computed once and shared by the findings and the report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cld.behaviour.interactions import Interaction, interactions
from cld.behaviour.opposition import Opponents, Opposition, opponents
from cld.core.diagram import Diagram, Intervention
from cld.leverage.levels import Judgement, judge, judge_all
from cld.leverage.listed_loops import Known
from cld.loops.loop import Loop
from cld.loops.space import LoopSpace


@dataclass(frozen=True, eq=False)
class Insight:
    """Facts about a diagram and its loops, each computed at its first use.

    `loops` are the listed loops, `complete` is True if these are all loops, and `space` contains
    all loops, or is None if there are too many.

    >>> from cld.language.source import source_of
    >>> from cld.loops.catalogue import find_loops
    >>> source = source_of("A (+)-> B (-)-> A (+)-> C (+)-> A")
    >>> found = find_loops(source.diagram, source.lines)[0]
    >>> insight = Insight(source.diagram, found.loops, found.complete, found.space)
    >>> [met.kind for met in insight.interactions]
    ['restrain']
    """

    diagram: Diagram
    loops: tuple[Loop, ...]
    complete: bool
    space: LoopSpace | None

    @cached_property
    def interactions(self) -> tuple[Interaction, ...]:
        """The interactions of the first loops, the most important first."""
        return interactions(self.diagram, self.loops)

    @cached_property
    def opponents(self) -> Opponents:
        """The loops that may oppose reinforcing loops."""
        return opponents(self.diagram, self.loops, self.complete, self.space)

    @cached_property
    def opposed_alike(self) -> bool:
        """True if all reinforcing loops are opposed by the same loops, or all by none."""
        return self.opponents.alike(self.loops)

    @cached_property
    def answered_alike(self) -> bool:
        """True if the loops that oppose all of them respond in the same way to each."""
        return self.opponents.answered_alike(self.loops)

    @cached_property
    def _opposed(self) -> dict[int, Opposition | None]:
        return {}

    @cached_property
    def _listed(self) -> frozenset[int]:
        return frozenset(map(id, self.loops))

    def opposition(self, loop: Loop) -> Opposition | None:
        """Return which loops oppose a loop; None if it is not reinforcing."""
        key = id(loop)
        if key not in self._listed:  # made for one pass only, so no result is kept for it
            return self.opponents.opposition(loop)
        if key not in self._opposed:
            self._opposed[key] = self.opponents.opposition(loop)
        return self._opposed[key]

    @cached_property
    def known(self) -> Known:
        """The loops in the form that interventions need."""
        return Known(self.loops, self.complete, self.space)

    @cached_property
    def interventions(self) -> tuple[Judgement, ...]:
        """The effect of each intervention of the file, and its leverage level."""
        return judge_all(self.diagram, self.known, self.diagram.interventions)

    def judge(self, intervention: Intervention) -> Judgement:
        """Return the effect of an intervention on the loops, and its leverage level."""
        return judge(self.diagram, self.known, intervention)

    @cached_property
    def by_id(self) -> dict[str, Loop]:
        """The listed loops by their ids."""
        return {loop.id: loop for loop in self.loops}
