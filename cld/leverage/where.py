"""Links and variables that carry the growth of a diagram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Generic, TypeVar

from cld.core.diagram import Diagram, Ends
from cld.leverage.cutset import CutSet, cut_set
from cld.loops.counts import Counts, by_variable
from cld.loops.drain import circulates, own_flows
from cld.loops.loop import Loop, loop_type
from cld.loops.space import LoopSpace

LeverPlace = TypeVar("LeverPlace")


# How often a cut is mended that leaves a loop which is not listed, and by how many loops.
MOST_ROUNDS = 12
MOST_ADDED = 300
MOST_LINKS_ADDED = 9_000
# Nor is it mended further once the loops of all rounds had so many links together.
MOST_LINKS = 1_200_000


@dataclass(frozen=True, slots=True)
class Lever(Generic[LeverPlace]):
    """A link (cause and effect) or a variable, and the number of loops through it.

    `unchecked` are the reinforcing loops that share no variable with a balancing one, among
    `reinforcing`; None if not all loops are known, because an unknown loop might oppose them.
    """

    place: LeverPlace
    unchecked: int | None
    reinforcing: int
    balancing: int


@dataclass(frozen=True, slots=True)
class Where:
    """Links and variables on reinforcing loops, strongest first.

    Links and variables on no reinforcing loop are left out. `complete` is False if not all loops
    are known: the numbers are then those of the known ones. `unchecked` counts the reinforcing
    loops that share no variable with a balancing one, `free` are the variables on no balancing
    loop: a reinforcing loop of free variables only is unchecked. Both are None if unknown.
    `moving` counts the reinforcing loops that only move material from stock to stock, which the cut
    need not open; 0 if not all loops are listed.
    """

    links: tuple[Lever[tuple[str, str]], ...]
    variables: tuple[Lever[str], ...]
    cut: CutSet
    complete: bool
    reinforcing: int
    unchecked: int | None
    free: frozenset[str] | None
    moving: int = 0


def where_to_act(diagram: Diagram, loops: Sequence[Loop], space: LoopSpace | None) -> Where:
    """Rank links and variables by the unchecked reinforcing loops through them, then by all
    reinforcing loops, then by the fewest balancing ones, then by their place in the file; and find
    the smallest cut.

    This is not centrality, which ranks well-connected places, whatever their links do to growth.
    Links by which flows fill and drain stocks are left out, because nobody can cut them.

    Parameters
    ----------
    diagram, loops : the diagram, and the loops that are listed.
    space : all its loops at once, or None if they do not fit; then the listed ones count.

    References
    ----------
    L. Crielaard et al., Using network analysis to identify leverage points based on causal
    loop diagrams leads to false inference, Scientific Reports 13, 2023.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A\\nC (+)-> D (+)-> C\\nD (+)-> E (-)-> D")
    >>> found = where_to_act(report.diagram, report.loops, report.space)
    >>> [(lever.place, lever.unchecked, lever.reinforcing) for lever in found.variables]
    [('A', 1, 1), ('B', 1, 1), ('C', 0, 1), ('D', 0, 1)]
    """
    # A flow always fills its stock: a change can only act on the causes of the flow.
    own = own_flows(diagram)
    ends = [link.ends for link in diagram.links if link.ends not in own]
    through = space.through if space else _listed(loops)
    free = space.unchecked if space else None
    by_name = space.through_variables if space else by_variable(through)
    free_by_name = _sums(free) if free is not None else None
    names = [variable.name for variable in diagram.variables]
    listed = space is None or len(loops) == space.counts.total
    grown = [loop for loop in loops if not (listed and circulates(diagram, loop))]
    return Where(
        _ranked(ends, through, free),
        _ranked(names, by_name, free_by_name),
        cut_set(grown, ends) if len(grown) < len(loops) else _cut(loops, ends, space),
        space is not None,
        space.counts.R if space else sum(loop.type == "R" for loop in loops),
        space.unchecked_count if space else None,
        frozenset(name for name in names if not _is_balanced(by_name, name)) if space else None,
        len(loops) - len(grown),
    )


def _is_balanced(through: Mapping[str, Counts], name: str) -> bool:
    return name in through and through[name].B > 0


def _cut(loops: Sequence[Loop], ends: Sequence[Ends], space: LoopSpace | None) -> CutSet:
    """The smallest cut of the listed loops; if it leaves other loops, these are added until none is
    left."""
    if space is not None and len(loops) < space.counts.total:
        one = _one_link(ends, space)
        if one is not None:
            return one
    found = cut_set(loops, ends)
    if space is None or len(loops) >= space.counts.total:
        return found
    known = list(loops)
    links = _links_of(known)
    gone_through = links
    for _ in range(MOST_ROUNDS):
        rest = space.without(found.links)
        if not rest.R:
            return replace(found, balancing=space.counts.B - rest.B)
        missed = islice(space.narrowed(barred=found.links).shortest(), MOST_ADDED)
        typed = (Loop("", None, loop_type(k.polarity for k in links), links) for links in missed)
        more = [loop for loop in _few(typed) if loop.type == "R"]
        links += _links_of(more)
        gone_through += links
        if not more or gone_through > MOST_LINKS:
            break
        known += more
        found = cut_set(known, ends)
    left = space.without(found.links)
    return replace(found, exact=False, balancing=space.counts.B - left.B, left=left.R)


def _one_link(ends: Sequence[Ends], space: LoopSpace) -> CutSet | None:
    """A single link on every reinforcing loop, the one on the fewest balancing ones."""
    through, every = space.through, space.counts.R
    alone = [each for each in ends if every and every == through[each].R]
    if not alone:
        return None
    link = min(alone, key=lambda each: through[each].B)
    return CutSet((link,), True, 1, through[link].B)


def _links_of(loops: Iterable[Loop]) -> int:
    """The number of links of some loops in total."""
    return sum(len(loop.links) for loop in loops)


def _few(loops: Iterable[Loop]) -> Iterator[Loop]:
    """Yield loops until they have this many links in total."""
    links = 0
    for loop in loops:
        yield loop
        links += len(loop.links)
        if links >= MOST_LINKS_ADDED:
            break


def _listed(loops: Iterable[Loop]) -> dict[Ends, Counts]:
    """The number of listed loops through each link."""
    kinds = {type_: Counter[Ends]() for type_ in ("R", "B", "U")}
    for loop in loops:
        kinds[loop.type].update(link.ends for link in loop.links)
    every = dict.fromkeys(ends for counter in kinds.values() for ends in counter)
    return {
        ends: Counts(kinds["R"][ends], kinds["B"][ends], kinds["U"][ends], exact=False)
        for ends in every
    }


def _sums(by_link: Mapping[Ends, int]) -> dict[str, int]:
    """The counts of a variable: each loop through it leaves it by one of its links."""
    found = Counter[str]()
    for (cause, _), count in by_link.items():
        found[cause] += count
    return found


def _ranked(
    places: Sequence[LeverPlace],
    through: Mapping[LeverPlace, Counts],
    free: Mapping[LeverPlace, int] | None,
) -> tuple[Lever[LeverPlace], ...]:
    levers = [
        Lever(
            place,
            None if free is None else free.get(place, 0),
            through[place].R,
            through[place].B,
        )
        for place in places
        if place in through and through[place].R
    ]
    return tuple(
        sorted(
            levers,
            key=lambda lever: (-(lever.unchecked or 0), -lever.reinforcing, lever.balancing),
        )
    )
