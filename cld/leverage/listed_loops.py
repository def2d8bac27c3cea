"""The loops of a diagram for all its interventions, looked up once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from cld.core.diagram import Ends
from cld.loops.loop import Loop
from cld.loops.space import LoopSpace
from cld.sentences.naming import ids_in_order


@dataclass(frozen=True, eq=False)
class Known:
    """The listed loops; `complete` is True if these are all, and `space` contains all loops of the
    diagram, if it could be built.

    >>> from cld.analyze import analyze
    >>> known = Known(analyze("A (+)-> B (+)-> A").loops, complete=True)
    >>> [loop.id for loop in known.through([("A", "B")])]
    ['R1']
    """

    loops: tuple[Loop, ...]
    complete: bool
    space: LoopSpace | None = None

    def first(self, most_links: int) -> Known:
        """Return the first of these loops, with at most this many links in total."""
        left = most_links
        for number, loop in enumerate(self.loops):
            left -= len(loop.links)
            if left < 0:
                return Known(self.loops[:number], False, self.space)
        return self

    @cached_property
    def by_link(self) -> dict[Ends, list[int]]:
        """For each link the places of the loops through it."""
        found: dict[Ends, list[int]] = {}
        for place, loop in enumerate(self.loops):
            for link in loop.links:
                found.setdefault(link.ends, []).append(place)
        return found

    @cached_property
    def by_variable(self) -> dict[str, list[int]]:
        """For each variable the places of the loops through it."""
        found: dict[str, list[int]] = {}
        for place, loop in enumerate(self.loops):
            for link in loop.links:
                found.setdefault(link.cause, []).append(place)
        return found

    @cached_property
    def balancing_at(self) -> dict[str, int]:
        """For each variable on a balancing loop, the number of them through it."""
        found: dict[str, int] = {}
        for loop in self.loops:
            if loop.type == "B":
                for link in loop.links:
                    found[link.cause] = found.get(link.cause, 0) + 1
        return found

    @cached_property
    def driven(self) -> Counter[Ends | str]:
        """For each link and each variable, the number of reinforcing loops through it."""
        return _driven(self.loops)

    def driven_after(self, gone: Iterable[Loop], made: Iterable[Loop]) -> Set[Ends | str]:
        """Return the links and variables of reinforcing loops after some are gone and others
        created."""
        lost, new = _driven(gone), _driven(made)
        if not lost:
            return self.driven.keys() | new.keys() if new else self.driven.keys()
        return {at for at, count in self.driven.items() if count > lost[at]} | new.keys()

    def through(self, links: Iterable[Ends]) -> tuple[Loop, ...]:
        """Return the loops that run through at least one of these links, in their order."""
        places = {place for ends in links for place in self.by_link.get(ends, ())}
        return tuple(self.loops[place] for place in sorted(places))

    def ids_at(self, names: Iterable[str]) -> list[str]:
        """Return the ids of the loops that run through at least one of these variables."""
        places = {place for name in names for place in self.by_variable.get(name, ())}
        return ids_in_order(self.loops[place].id for place in places)

    def first_of(self, ids: Iterable[str]) -> list[str]:
        """Return ids in the order in which a cut list is best read: loops that the file names, then
        reinforcing ones, then the others."""
        named = {loop.id for loop in self.loops if loop.span is not None}
        return sorted(ids, key=lambda id_: (id_ not in named, not id_.startswith("R")))

    def reinforcing_through(self, links: Iterable[Ends], gone: set[str]) -> Iterator[Loop]:
        """Yield the reinforcing loops through some links, in their order, except those that are
        gone."""
        return (x for x in self.through(links) if x.type == "R" and x.id not in gone)

    def reinforcing_at(self, names: Iterable[str], gone: set[str]) -> Iterator[Loop]:
        """Yield the reinforcing loops through some variables, in their order, except those that are
        gone."""
        places = {place for name in names for place in self.by_variable.get(name, ())}
        loops = (self.loops[place] for place in sorted(places))
        return (loop for loop in loops if loop.type == "R" and loop.id not in gone)


def _driven(loops: Iterable[Loop]) -> Counter[Ends | str]:
    found: Counter[Ends | str] = Counter()
    for loop in loops:
        if loop.type == "R":
            found.update(link.ends for link in loop.links)
            found.update(link.cause for link in loop.links)
    return found
