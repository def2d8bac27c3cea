"""Where in a diagram a change would matter: the links and variables that carry its growth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from cld.leverage.cutset import CutSet, cut_set
from cld.loops.loop import Loop
from cld.model import Diagram

Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class Lever(Generic[Place]):
    """A link (cause and effect) or a variable, and how many loops run through it.

    `unheld` are the reinforcing loops that no balancing loop touches, among `reinforcing`;
    None where not all loops are known, since one that is not might hold them.
    """

    place: Place
    unheld: int | None
    reinforcing: int
    balancing: int


@dataclass(frozen=True, slots=True)
class Where:
    """Where to act on the reinforcing loops, strongest first.

    Links and variables on no reinforcing loop are left out. `complete` is False where not
    all loops are known: the numbers then hold for those that are.
    """

    links: tuple[Lever[tuple[str, str]], ...]
    variables: tuple[Lever[str], ...]
    cut: CutSet
    complete: bool


def where_to_act(diagram: Diagram, loops: Sequence[Loop], complete: bool) -> Where:
    """Rank links and variables by the unheld reinforcing loops through them, then by all
    reinforcing loops, then by their place in the file; and find the smallest cut.

    Not centrality: it ranks what is well connected, whatever its links do to growth.

    References
    ----------
    L. Crielaard et al., Using network analysis to identify leverage points based on causal
    loop diagrams leads to false inference, Scientific Reports 13, 2023.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A\\nC (+)-> D (+)-> C\\nD (+)-> E (-)-> D")
    >>> found = where_to_act(report.diagram, report.loops, complete=True)
    >>> [(lever.place, lever.unheld, lever.reinforcing) for lever in found.variables]
    [('A', 1, 1), ('B', 1, 1), ('C', 0, 1), ('D', 0, 1)]
    """
    ends = [(link.cause, link.effect) for link in diagram.links]
    on_links = [(loop, [(link.cause, link.effect) for link in loop.links]) for loop in loops]
    on_names = [(loop, list(loop.variables)) for loop in loops]
    free = {loop.id for loop in unheld(loops)} if complete else None
    return Where(
        _ranked(ends, on_links, free),
        _ranked([variable.name for variable in diagram.variables], on_names, free),
        cut_set(loops, ends),
        complete,
    )


def unheld(loops: Iterable[Loop]) -> list[Loop]:
    """Return the reinforcing loops that share no variable with a balancing one among these."""
    known = list(loops)
    braked = {name for loop in known if loop.type == "B" for name in loop.variables}
    return [loop for loop in known if loop.type == "R" and braked.isdisjoint(loop.variables)]


def _ranked(
    places: Sequence[Place], on: Iterable[tuple[Loop, list[Place]]], free: set[str] | None
) -> tuple[Lever[Place], ...]:
    unheld_here, kinds = Counter[Place](), {"R": Counter[Place](), "B": Counter[Place]()}
    for loop, along in on:
        if loop.type in kinds:
            kinds[loop.type].update(along)
        if free and loop.id in free:
            unheld_here.update(along)
    levers = [
        Lever(
            place,
            None if free is None else unheld_here[place],
            kinds["R"][place],
            kinds["B"][place],
        )
        for place in places
        if kinds["R"][place]
    ]
    return tuple(sorted(levers, key=lambda lever: (-(lever.unheld or 0), -lever.reinforcing)))
