"""Which loops of a report are listed: through some variables, short ones, least delayed first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Literal

from cld.analyze import Report
from cld.delays import loop_delay
from cld.loops.loop import UNLISTED, Loop, loop_type
from cld.loops.space import Counts, LoopSpace
from cld.model import Link

Order = Literal["shortest", "delay"]

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

    loops: tuple[Loop, ...]
    counts: Counts


def select(report: Report, wish: Wish, most: int | None) -> Selection:
    """Return the loops that are wished for, at most so many of them.

    Loops that the report lists keep their ids; others have none, `UNLISTED` stands for it, and
    `cld explain` finds them by their variables. Where all loops are held the counts are exact
    and nothing is missed; else only those that were found are looked at.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A (+)-> C (-)-> A")
    >>> found = select(report, Wish(through=("C",)), most=None)
    >>> [loop.id for loop in found.loops], found.counts.B
    (['B1'], 1)
    """
    if wish.is_plain:
        return Selection(report.loops[:most], report.counts)
    if report.space is None:
        return _among_listed(report, wish, most)
    space = report.space.through_all(wish.through).narrowed(avoiding=wish.avoiding)
    counts = _counts(space, wish.longest)
    links = list(islice(_in_order(space, wish, counts), most))
    known = {_ends(loop.links): loop for loop in report.loops}
    index = {variable.name: place for place, variable in enumerate(report.variables)}
    rounds = [(known.get(_ends(each)), _begun(each, index)) for each in links]
    loops = tuple(
        loop if loop is not None else Loop(UNLISTED, None, _type(each), each)
        for loop, each in rounds
    )
    return Selection(loops, counts)


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
