"""The loops that pass given links."""

from __future__ import annotations

from collections.abc import Iterable

from cld.core.diagram import Diagram
from cld.core.rings import from_least
from cld.loops.components import successors_of
from cld.loops.cycles import find_cycles_through
from cld.loops.loop import Loop, links_round, loop_type

# More loops through a few links than this are of no use to anyone; this many steps take a twentieth
# of a second.
MOST_LOOPS = 2_000
STEPS = 60_000


def loops_through(
    diagram: Diagram, links: Iterable[tuple[str, str]], steps: int = STEPS
) -> tuple[tuple[Loop, ...], bool]:
    """Return the loops through at least one of the links, given by cause and effect, and whether
    these are all. Past a limit on work, or on the number of loops and links, the shortest are
    returned.

    The loops have no id: they are not counted among those of a file.

    >>> from cld.language.source import source_of
    >>> diagram = source_of("A (+)-> B (-)-> A (+)-> A").diagram
    >>> loops, complete = loops_through(diagram, [("B", "A")])
    >>> [(loop.type, loop.variables) for loop in loops], complete
    ([('B', ('A', 'B'))], True)
    """
    names = [variable.name for variable in diagram.variables]
    index = {name: place for place, name in enumerate(names)}
    wanted = [(index[a], index[b]) for a, b in links if diagram.link(a, b) is not None]
    cycles = find_cycles_through(successors_of(diagram), wanted, MOST_LOOPS, steps)
    loops: list[Loop] = []
    left = steps
    for cycle in cycles.cycles[:MOST_LOOPS]:
        left -= len(cycle)
        if left < 0 and loops:
            break
        round_ = links_round(diagram, [names[i] for i in from_least(cycle)])
        loops.append(Loop("", None, loop_type(link.polarity for link in round_), round_))
    return tuple(loops), cycles.complete and len(loops) == len(cycles.cycles)
