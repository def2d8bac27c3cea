"""Parts of a diagram in which all variables act on each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cld.core.diagram import Diagram
from cld.loops.components import components, successors_of
from cld.loops.loop import Loop
from cld.loops.space import LoopSpace


@dataclass(frozen=True, slots=True)
class Cluster:
    """A strongly connected part: its variables in file order, its loops by type."""

    variables: tuple[str, ...]
    R: int
    B: int
    U: int


def clusters(
    diagram: Diagram, loops: Sequence[Loop], space: LoopSpace | None = None
) -> tuple[Cluster, ...]:
    """Return the strongly connected parts of a diagram that contain a loop, in file order.

    `loops` are the listed loops. The numbers count them, or all loops if `space` contains all.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (-)-> A (+)-> C (+)-> C")
    >>> [(c.variables, c.R, c.B) for c in clusters(report.diagram, report.loops)]
    [(('A', 'B'), 0, 1), (('C',), 1, 0)]
    """
    names = [variable.name for variable in diagram.variables]
    parts = components(successors_of(diagram))
    part_of = {names[i]: number for number, part in enumerate(parts) for i in part}
    counts: list[Counter[str]] = [Counter() for _ in parts]
    if space is not None and len(loops) < space.counts.total:
        for number, found in space.by_part(part_of).items():
            counts[number].update(R=found.R, B=found.B, U=found.U)
        loops = ()
    for loop in loops:
        counts[part_of[loop.variables[0]]][loop.type] += 1
    return tuple(
        Cluster(tuple(names[i] for i in part), count["R"], count["B"], count["U"])
        for part, count in zip(parts, counts, strict=True)
    )
