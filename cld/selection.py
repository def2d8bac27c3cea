"""Which loops of a report are listed: through some variables, short ones, least delayed first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Literal

from cld.analyze import Report
from cld.delays import loop_delay
from cld.loops.find import DEFAULT_LIMIT
from cld.loops.loop import UNLISTED, Loop, loop_type
from cld.loops.space import Counts, LoopSpace
from cld.model import Link

Order = Literal["shortest", "delay"]

# Putting more loops than this in order of their delay would take too much memory.
MOST_BY_DELAY = 1_000_000
# So many short loops are sorted by their delay; more are looked for among all.
MOST_SORTED = 200_000


@dataclass(frozen=True, slots=True)
class Wish:
    """Which loops are asked for: those through all of some variables, through none of others,
    of at most `longest` links, in this order; `order` None stands for that of the report."""

    through: tuple[str, ...] = ()
    avoiding: tuple[str, ...] = ()
    longest: int | None = None
    order: Order | None = None

    @property
    def is_plain(self) -> bool:
        """True where the loops are listed as they stand in the report."""
        return self == Wish()


@dataclass(frozen=True, slots=True)
class Selection:
    """The loops to list, and how many there are of that kind."""

    loops: Collection[Loop]
    counts: Counts


class LazyLoops(Collection[Loop]):
    """So many loops that they are made one by one, each time they are gone through."""

    def __init__(self, size: int, make: Callable[[], Iterator[Loop]]) -> None:
        self._size, self._make = size, make

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Loop]:
        return self._make()

    def __contains__(self, loop: object) -> bool:
        return any(loop == one for one in self)


def select(report: Report, wish: Wish, most: int | None) -> Selection:
    """Return the loops that are wished for, at most so many of them, None for all.

    Loops that the report lists keep their ids; others have none, `UNLISTED` stands for it, and
    `cld explain` finds them by their variables. Where all loops are held the counts are exact
    and nothing is missed; else only those that were found are looked at. Where there are more
    than a report lists, they are made while one goes through them.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A (+)-> C (-)-> A")
    >>> found = select(report, Wish(through=("C",)), most=None)
    >>> [loop.id for loop in found.loops], found.counts.B
    (['B1'], 1)
    """
    space = report.space
    wanted = report.counts.total if most is None else min(most, report.counts.total)
    if wish.is_plain and (space is None or wanted <= len(report.loops)):
        return Selection(report.loops[:most], report.counts)
    if space is None:
        return _among_listed(report, wish, most)
    if not wish.is_plain:
        space = space.through_all(wish.through).narrowed(avoiding=wish.avoiding)
    counts = _counts(space, wish.longest)
    size = counts.total if most is None else min(most, counts.total)
    make = _Maker(report, space, wish, counts, size)
    return Selection(LazyLoops(size, make) if size > DEFAULT_LIMIT else tuple(make()), counts)


class _Maker:
    """Makes the loops of a selection, each time anew."""

    def __init__(
        self, report: Report, space: LoopSpace, wish: Wish, counts: Counts, size: int
    ) -> None:
        self.report, self.space, self.wish = report, space, wish
        self.counts, self.size = counts, size
        self.known = {_ends(loop.links): loop for loop in report.loops}
        self.lengths = {len(loop.links) for loop in report.loops}
        self.index = {variable.name: place for place, variable in enumerate(report.variables)}

    def __call__(self) -> Iterator[Loop]:
        return islice(self._listed_first() if self.wish.is_plain else self._as_wished(), self.size)

    def _listed_first(self) -> Iterator[Loop]:
        yield from self.report.loops
        for links in self.space.shortest():
            if self._listed(links) is None:
                yield self._loop(links)

    def _as_wished(self) -> Iterator[Loop]:
        for links in _in_order(self.space, self.wish, self.counts):
            listed = self._listed(links)
            yield self._loop(links) if listed is None else listed

    def _listed(self, links: tuple[Link, ...]) -> Loop | None:
        return self.known.get(_ends(links)) if len(links) in self.lengths else None

    def _loop(self, links: tuple[Link, ...]) -> Loop:
        return Loop(UNLISTED, None, _type(links), _begun(links, self.index))


def _in_order(space: LoopSpace, wish: Wish, counts: Counts) -> Iterator[tuple[Link, ...]]:
    if wish.longest is None:
        return space.least_delayed() if wish.order == "delay" else space.shortest()
    longest = wish.longest
    short = takewhile(lambda links: len(links) <= longest, space.shortest())
    if wish.order != "delay":
        return short
    if counts.total <= MOST_SORTED:
        return iter(sorted(short, key=lambda links: (_delay(links), len(links))))
    # So many are short enough that they turn up soon among those of least delay.
    return (links for links in space.least_delayed() if len(links) <= longest)


def _delay(links: Iterable[Link]) -> float:
    return sum(link.delay.min for link in links if link.delay)


def _counts(space: LoopSpace, longest: int | None) -> Counts:
    if longest is None:
        return space.counts
    short = [counts for length, counts in space.lengths().items() if length <= longest]
    return Counts(sum(c.R for c in short), sum(c.B for c in short), sum(c.U for c in short))


def _among_listed(report: Report, wish: Wish, most: int | None) -> Selection:
    through, avoiding = set(wish.through), set(wish.avoiding)
    fit = [
        loop
        for loop in report.loops
        if through <= set(loop.variables)
        and avoiding.isdisjoint(loop.variables)
        and (wish.longest is None or len(loop.links) <= wish.longest)
    ]
    if wish.order == "delay":
        fit.sort(key=lambda loop: (loop_delay(report.diagram, loop).total.min, len(loop.links)))
    elif wish.order == "shortest":
        fit.sort(key=lambda loop: len(loop.links))
    kinds = [loop.type for loop in fit]
    counts = Counts(kinds.count("R"), kinds.count("B"), kinds.count("U"), exact=False)
    return Selection(tuple(fit[:most]), counts)


def _ends(links: Iterable[Link]) -> frozenset[tuple[str, str]]:
    return frozenset((link.cause, link.effect) for link in links)


def _begun(links: tuple[Link, ...], index: dict[str, int]) -> tuple[Link, ...]:
    """A loop begins at the variable that the file names first."""
    first = min(range(len(links)), key=lambda place: index[links[place].cause])
    return links[first:] + links[:first]


def _type(links: Sequence[Link]) -> Literal["R", "B", "U"]:
    return loop_type(link.polarity for link in links)
