"""The loops of a diagram after an intervention, with the ids they had before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cld.leverage.apply import Applied
from cld.leverage.compare import Effects
from cld.loops.loop import Loop, links_round, numbered


def loops_after(loops: Sequence[Loop], applied: Applied, effects: Effects) -> tuple[Loop, ...]:
    """Return the loops of the changed diagram.

    A loop that existed before keeps its id, even if it is longer or shorter now; a new one takes
    the next unused number.

    >>> from cld.analyze import analyze
    >>> report = analyze('A (+)-> B (+)-> A\\nintervention "I" { add B (+)-> C (-)-> A }')
    >>> [loop.id for loop in report.after(report.diagram.interventions[0].changes).loops]
    ['R1', 'B1']
    """
    taken = {loop.id.upper() for loop in loops}
    return (*_standing(loops, applied, effects), *numbered(effects.created, taken))


def _standing(loops: Sequence[Loop], applied: Applied, effects: Effects) -> Iterator[Loop]:
    gone = {loop.id for loop in effects.broken}
    anew = {one.id: other for one, other in (*effects.lengthened, *effects.shortened)}
    for loop in loops:
        if loop.id in gone:
            continue
        names = anew[loop.id].variables if loop.id in anew else loop.variables
        # The links are those of the changed diagram: their delays may be others.
        yield replace(loop, links=links_round(applied.diagram, names))
