"""What findings and report both want to know of a diagram's loops, worked out once."""

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
    """What follows from a diagram and its loops, each thing when it is first asked for.

    `loops` are those listed, `complete` tells whether these are all, and `space` holds all
    there are, if that can be had.

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
        """How the first loops meet, what matters most first."""
        return interactions(self.diagram, self.loops)

    @cached_property
    def opponents(self) -> Opponents:
        """What may oppose reinforcing loops."""
        return opponents(self.diagram, self.loops, self.complete, self.space)

    @cached_property
    def opposed_alike(self) -> bool:
        """Whether the reinforcing loops are all opposed by the same loops, or all by none."""
        return self.opponents.alike(self.loops)

    @cached_property
    def answered_alike(self) -> bool:
        """Whether what opposes them all responds alike to each."""
        return self.opponents.answered_alike(self.loops)

    @cached_property
    def _opposed(self) -> dict[int, Opposition | None]:
        return {}

    @cached_property
    def _listed(self) -> frozenset[int]:
        return frozenset(map(id, self.loops))

    def opposition(self, loop: Loop) -> Opposition | None:
        """Return what works against a loop; None where it is not reinforcing."""
        key = id(loop)
        if key not in self._listed:  # made to be gone through, so nothing of it is kept
            return self.opponents.opposition(loop)
        if key not in self._opposed:
            self._opposed[key] = self.opponents.opposition(loop)
        return self._opposed[key]

    @cached_property
    def known(self) -> Known:
        """The loops as interventions look at them."""
        return Known(self.loops, self.complete, self.space)

    @cached_property
    def interventions(self) -> tuple[Judgement, ...]:
        """What each intervention of the file does and how strong a lever it is."""
        return judge_all(self.diagram, self.known, self.diagram.interventions)

    def judge(self, intervention: Intervention) -> Judgement:
        """Return what an intervention does to the loops, and how strong a lever it is."""
        return judge(self.diagram, self.known, intervention)

    @cached_property
    def by_id(self) -> dict[str, Loop]:
        """The loops that are listed, by their ids."""
        return {loop.id: loop for loop in self.loops}
