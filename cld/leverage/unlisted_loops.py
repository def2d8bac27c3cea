"""The effects of an intervention on unlisted loops, as numbers of loops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cld.core.diagram import Ends
from cld.leverage.apply import Applied
from cld.leverage.budget import NODES
from cld.leverage.compare import slower
from cld.leverage.naming import counted
from cld.loops.counts import Counts
from cld.loops.space import LoopSpace
from cld.sentences import leverage as say

# The number of questions about kinds of change; each passes the nodes three times.
QUESTIONS = 18

SLOWS = "lengthens the round-trip time of"
QUICKENS = "shortens the round-trip time of"


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Levels and clauses, from all loops through the touched links.

    `amplified` and `less_opposed` may make things worse, `other` is on the other side; `counted` is
    False if one of the three was not counted.
    """

    levels: frozenset[int]
    clauses: tuple[str, ...]
    amplified: tuple[str, ...] = ()
    less_opposed: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    counted: bool = True


def unlisted(space: LoopSpace | None, applied: Applied, most_nodes: int = NODES) -> Unlisted:
    """Return the effects on the loops through touched links, listed or not; all questions together
    may pass at most `most_nodes` nodes of the space.

    >>> from cld.leverage.apply import apply_changes
    >>> from cld.loops.space import loop_space
    >>> from cld.language.source import source_of
    >>> diagram = source_of('A (+)-> B (-)-> A\\nintervention "I" { cut B -> A }').diagram
    >>> applied = apply_changes(diagram, diagram.interventions[0].changes)
    >>> found = unlisted(loop_space(diagram), applied)
    >>> sorted(found.levels), found.less_opposed
    ([8], ('it opens 1 balancing loop',))
    """
    if space is None:
        return Unlisted(frozenset(), (say.NOT_ALL_FOUND(),), counted=False)
    late = [ends for ends, before, after in applied.delayed if slower(before, after) > 0]
    soon = [ends for ends, before, after in applied.delayed if slower(before, after) < 0]
    if late and soon:  # of a loop through both it is not known which of them counts for more
        late, soon = [], []
    kinds = (applied.cut, applied.weakened, applied.strengthened, applied.unclear, late, soon)
    if sum(map(bool, kinds)) > 1 or (applied.cut and applied.added):
        # A loop may be touched in two ways, or be rerouted through an added link.
        return Unlisted(frozenset(), (say.MIXED_NOT_COUNTED(),), counted=False)
    levels: set[int] = set()
    clauses: list[str] = []
    amplified: list[str] = []
    less_opposed: list[str] = []
    other: list[str] = []
    uncounted: list[str] = []
    for does, links, less, more in (
        ("opens", applied.cut, True, False),
        ("weakens", applied.weakened, True, False),
        ("strengthens", applied.strengthened, False, True),
        ("changes", applied.unclear, False, False),
        (SLOWS, late, True, False),
        (QUICKENS, soon, False, True),
    ):
        counts = _through(space, links, most_nodes // QUESTIONS)
        if counts is None:
            uncounted.append(does)
            continue
        if not counts.total:
            continue
        if does not in (SLOWS, QUICKENS):
            levels |= {7} if counts.R else set()
            levels |= {8} if counts.B else set()
        clauses.append(say.IN_ALL(does=does, counted=counted(counts)))
        # A balancing loop that is weaker or slower is worse only where it opposes growth.
        opposes = counts.B if does == "opens" or not less or space.counts.R else 0
        growth, opposing = Counts(counts.R, 0, 0), Counts(0, opposes, 0)
        for side, part in (
            (less_opposed if less else other if more else None, opposing),
            (other if less else amplified if more else None, growth),
        ):
            if side is not None and part.total:
                side.append(say.SIDE(does=does, loops=counted(part)))
    if uncounted:
        clauses.append(say.NOT_COUNTED(does=" or ".join(uncounted)))
    return Unlisted(
        frozenset(levels),
        tuple(clauses),
        tuple(amplified),
        tuple(less_opposed),
        tuple(other),
        not uncounted,
    )


def _through(space: LoopSpace, links: Iterable[Ends], most_nodes: int) -> Counts | None:
    """The number of loops through at least one of these links; None if counting them takes too much
    work."""
    touched = [ends for ends in links if ends in space.through]
    if not touched:
        return Counts(0, 0, 0)
    if len(touched) == 1:
        return space.through[touched[0]]
    if len(space.dag.alternatives) > most_nodes:
        return None
    rest, every = space.without(touched), space.counts
    return Counts(every.R - rest.R, every.B - rest.B, every.U - rest.U)
