"""Finds all loops independently with another engine, types them with other code, and compares."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from cld.core.diagram import Diagram, LoopType
from cld.core.watch import Watch, unwatched
from cld.loops.counts import Counts
from cld.loops.loop import UNLISTED, Loop, links_round

ENGINE = "networkx.simple_cycles"
# The limits: networkx lists loops one by one. For each loop it visits the diagram at most once, and
# once more, many times as slowly, for each variable that it begins at. This many steps take it
# about ten seconds.
MOST_LOOPS = 100_000
MOST_STEPS = 40_000_000
SLOWER = 10

Comparing = Literal[
    "same loops", "same counts", "different", "not counted", "too many", "too large", "stopped"
]
# A loop by the places of its variables in the diagram, starting at the one that is named first.
Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """The loops that another engine finds in a diagram, compared with those of `cld`.

    `same counts`: not all loops are listed, so only their numbers were compared. `not counted`,
    `too many`, `too large`, `stopped`: nothing was compared, and `theirs` is None. `theirs` is not
    exact if it has more than `MOST_LOOPS`. `only_ours` and `only_theirs` are the first loops that
    the other engine does not find, or finds with another type.
    """

    verdict: Comparing
    ours: Counts
    theirs: Counts | None = None
    only_ours: Loop | None = None
    only_theirs: Loop | None = None


def verify(
    diagram: Diagram, loops: Sequence[Loop], counts: Counts, watch: Watch = unwatched
) -> Verification:
    """Enumerate the loops of a diagram with networkx, and compare them with those of `cld`.

    The numbers of reinforcing, balancing and undetermined loops are compared; if all loops are
    listed, each loop and its type too. Nothing is compared if there are more than `MOST_LOOPS`, if
    `cld` did not count all, or if networkx would need more than `MOST_STEPS`.

    Parameters
    ----------
    diagram : the diagram.
    loops, counts : the loops that `cld` lists, and its counts.
    watch : may stop the enumeration; then nothing is compared.

    References
    ----------
    D. B. Johnson, "Finding all the elementary circuits of a directed graph", SIAM J. Comput. 4(1),
    1975: the algorithm of networkx.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (-)-> A (+)-> A")
    >>> found = verify(report.diagram, report.loops, report.counts)
    >>> found.verdict, found.theirs
    ('same loops', Counts(R=1, B=1, U=0, exact=True))
    """
    refused = _refused(diagram, counts)
    if refused:
        return Verification(refused, counts)
    index = {variable.name: place for place, variable in enumerate(diagram.variables)}
    signs = {
        (index[link.cause], index[link.effect]): _SIGNS[link.polarity] for link in diagram.links
    }
    all_listed = len(loops) == counts.total
    ours = {_turned([index[name] for name in loop.variables]): loop.type for loop in loops}
    kinds: Counter[LoopType] = Counter()
    first: Places | None = None  # of the loops that only networkx finds
    for cycle in islice(_cycles(signs), MOST_LOOPS + 1):
        if not watch(f"checking with {ENGINE}", kinds.total() / max(counts.total, 1)):
            return Verification("stopped", counts)
        places = _turned(cycle)
        kinds[_type(places, signs)] += 1
        if all_listed and ours.get(places) == _type(places, signs):
            del ours[places]
        elif all_listed:
            first = min(first or places, places, key=_by_length)
    theirs = Counts(kinds["R"], kinds["B"], kinds["U"], kinds.total() <= MOST_LOOPS)
    # If the numbers are the same, each engine finds a loop that the other does not, or neither
    # does.
    if theirs == counts and first is None:
        return Verification("same loops" if all_listed else "same counts", counts, theirs)
    # Loops that networkx had no time to find are not reported as missing.
    known = ours if all_listed and theirs.exact else {}
    only_ours = min(known, key=_by_length, default=None)
    return Verification(
        "different",
        counts,
        theirs,
        _loop(diagram, only_ours, known[only_ours]) if only_ours else None,
        _loop(diagram, first, _type(first, signs)) if first else None,
    )


def _refused(diagram: Diagram, counts: Counts) -> Comparing | None:
    """The reason why nothing is compared, if there is one."""
    if not counts.exact:
        return "not counted"
    if counts.total > MOST_LOOPS:
        return "too many"
    size = len(diagram.variables) + len(diagram.links)
    # networkx begins only at variables that are on a loop, and each loop is found once.
    begun = min(len(diagram.variables), counts.total)
    return "too large" if size * (counts.total + SLOWER * begun) > MOST_STEPS else None


# -- separate code, so that the code under comparison has no part in it --

_SIGNS = {"+": 1, "-": -1, "?": 0}
_TYPES: dict[int, LoopType] = {1: "R", -1: "B", 0: "U"}


def _cycles(links: Mapping[tuple[int, int], int]) -> Iterator[list[int]]:
    """The simple cycles, as networkx lists them. Unlike names, numbers come in the same order in
    every process."""
    import networkx  # 130 ms: only loaded on request

    return iter(networkx.simple_cycles(networkx.DiGraph(list(links))))


def _turned(cycle: Sequence[int]) -> Places:
    start = cycle.index(min(cycle))
    return (*cycle[start:], *cycle[:start])


def _type(places: Places, signs: Mapping[tuple[int, int], int]) -> LoopType:
    ends = zip(places, (*places[1:], places[0]), strict=True)
    return _TYPES[math.prod(signs[pair] for pair in ends)]


def _by_length(places: Places) -> tuple[int, Places]:
    return len(places), places


def _loop(diagram: Diagram, places: Places, type_: LoopType) -> Loop:
    names = [diagram.variables[place].name for place in places]
    return Loop(UNLISTED, None, type_, links_round(diagram, names))
