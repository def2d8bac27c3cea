"""Selects the loops to list: through some variables, up to a length, in some order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, takewhile
from typing import Literal

from cld.behaviour.delays import loop_delay
from cld.core.diagram import Link
from cld.loops.catalogue import LINKS_A_LOOP
from cld.loops.counts import Counts
from cld.loops.cycles import DEFAULT_LIMIT
from cld.loops.loop import UNLISTED, Loop, begun_first, loop_type
from cld.loops.space import LoopSpace
from cld.report import Report

LoopOrder = Literal["shortest", "delay", "independent"]

# Sorting more loops than this by their delay would take too much memory.
MOST_BY_DELAY = 200_000
# Up to this number, short loops are sorted by their delay; more are searched for among all loops.
MOST_SORTED = 200_000
# The most loops with a badge in a drawing, if the file names none.
MOST_DRAWN = 14
# Loops with at most this many links in total are made at once.
MOST_AT_ONCE = DEFAULT_LIMIT * LINKS_A_LOOP


@dataclass(frozen=True, slots=True)
class Wish:
    """The loops that are requested.

    They pass through all variables of `through` and none of `avoiding`, and have at most `longest`
    links. An `order` of None is the order of the report; `independent` requests only the shortest
    independent loop set.
    """

    through: tuple[str, ...] = ()
    avoiding: tuple[str, ...] = ()
    longest: int | None = None
    order: LoopOrder | None = None

    @property
    def is_plain(self) -> bool:
        """True if the loops are listed as in the report."""
        return self == Wish()


@dataclass(frozen=True, slots=True)
class Selection:
    """The loops to list, and the number of loops that match.

    If they are taken from the shortest independent loop set, `independent` is the number of
    matching loops in that set that the file does not name.
    """

    loops: Collection[Loop]
    counts: Counts
    independent: int | None = None


class LazyLoops(Collection[Loop]):
    """A large number of loops, made one by one at each iteration."""

    def __init__(self, size: int, make: Callable[[], Iterator[Loop]]) -> None:
        self._size, self._make = size, make

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Loop]:
        return self._make()

    def __contains__(self, loop: object) -> bool:
        return any(loop == one for one in self)


def select(report: Report, wish: Wish, most: int | None) -> Selection:
    """Return the requested loops, at most `most` of them, or all if it is None.

    Loops that the report lists keep their ids. Others have the id `UNLISTED`, and `cld explain`
    finds them by their variables. If the report has a `space`, the counts are exact and no loop is
    missed; otherwise only the loops that were found are searched. If there are more loops than a
    report lists, they are made during the iteration.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A (+)-> C (-)-> A")
    >>> found = select(report, Wish(through=("C",)), most=None)
    >>> [loop.id for loop in found.loops], found.counts.B
    (['B1'], 1)
    """
    space = report.space
    wanted = report.counts.total if most is None else most
    if wish.is_plain and (space is None or wanted <= len(report.loops)):
        return Selection(report.loops[:most], report.counts)
    if wish.order == "independent":
        return _of_the_set(report, wish, most)
    if space is None:
        return _among_listed(report, wish, most)
    if not wish.is_plain:
        space = space.through_all(wish.through).narrowed(avoiding=wish.avoiding)
    counts = _counts(space, wish.longest)
    size = counts.total if most is None else min(most, counts.total)
    make = partial(_made, report, space, wish, counts, size)
    few = size <= DEFAULT_LIMIT and size * space.longest <= MOST_AT_ONCE
    return Selection(tuple(make()) if few else LazyLoops(size, make), counts)


def _made(
    report: Report, space: LoopSpace, wish: Wish, counts: Counts, size: int
) -> Iterator[Loop]:
    if wish.is_plain:
        others = (loop for loop in _as_listed(report, space.shortest()) if loop.id == UNLISTED)
        return islice(chain(report.loops, others), size)
    return islice(_as_listed(report, _in_order(space, wish, counts)), size)


def to_read_first(report: Report, most: int | None) -> Selection:
    """Return the loops to read first if not all are listed.

    They are the loops that the file names, then the shortest independent set, then the others. If
    all loops are listed, their order is that of the report.

    >>> from cld.analyze import analyze
    >>> both_ways = "A (+)-> B (+)-> C (+)-> A (+)-> C (+)-> B (+)-> A"
    >>> report = analyze(f"{both_ways} (-)-> D (+)-> E (+)-> F (+)-> A")
    >>> [(loop.id, len(loop.links)) for loop in to_read_first(report, most=None).loops]
    [('R1', 2), ('R2', 2), ('R3', 2), ('R4', 3), ('R5', 3), ('B1', 4)]
    >>> [loop.id for loop in to_read_first(report, most=5).loops]
    ['R1', 'R2', 'R3', 'R4', 'B1']
    """
    counts = report.counts
    plain = select(report, Wish(), most)
    if most is None or (counts.exact and most > min(len(report.loops), counts.total - 1)):
        return plain
    if counts.exact and counts.total == report.independent.rank:
        return plain  # every loop is in the set
    named = [loop for loop in report.loops if loop.span is not None]
    known = {loop.variables for loop in named}
    members = [loop for loop in _members(report) if loop.variables not in known]
    known.update(loop.variables for loop in members)
    others = [loop for loop in report.loops if loop.variables not in known]
    loops = (*named, *members, *others)[:most]
    return Selection(loops, counts, len(members)) if members and loops[len(named) :] else plain


def to_draw(report: Report, most: int = MOST_DRAWN) -> tuple[Loop, ...]:
    """Return the loops that a drawing shows by default: those the file names, or else at most
    `most` of the shortest independent set, the shortest first.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A (+)-> C (-)-> A")
    >>> [loop.id for loop in to_draw(report)], [loop.id for loop in to_draw(report, 1)]
    (['R1', 'B1'], ['R1'])
    """
    named = tuple(loop for loop in report.loops if loop.span is not None)
    return named or tuple(_members(report)[:most])


def _members(report: Report) -> list[Loop]:
    return list(_as_listed(report, report.independent.loops))


def _of_the_set(report: Report, wish: Wish, most: int | None) -> Selection:
    """Return the loops of the shortest independent set; those that the file names come first."""
    fit = [loop for loop in _members(report) if _fits(loop, wish)]
    fit.sort(key=lambda loop: loop.span is None)
    unnamed = sum(loop.span is None for loop in fit)
    return Selection(tuple(fit[:most]), _kinds(fit, report.independent.complete), unnamed)


def _as_listed(report: Report, rounds: Iterable[tuple[Link, ...]]) -> Iterator[Loop]:
    """Yield loops for their links, with the ids and names from the report."""
    known = {loop.variables: loop for loop in report.loops}
    index = {variable.name: place for place, variable in enumerate(report.variables)}
    for round_ in rounds:
        links = begun_first(round_, index)
        listed = known.get(tuple([link.cause for link in links]))
        yield listed or Loop(UNLISTED, None, _type(links), links)


def _in_order(space: LoopSpace, wish: Wish, counts: Counts) -> Iterator[tuple[Link, ...]]:
    if wish.longest is None:
        return space.least_delayed() if wish.order == "delay" else space.shortest()
    longest = wish.longest
    short = takewhile(lambda links: len(links) <= longest, space.shortest())
    if wish.order != "delay":
        return short
    if counts.total <= MOST_SORTED:
        return iter(sorted(short, key=lambda links: (_delay(links), len(links))))
    # Enough of them are short that they appear soon among the loops of least delay.
    return (links for links in space.least_delayed() if len(links) <= longest)


def _delay(links: Iterable[Link]) -> float:
    return sum(link.delay.min for link in links if link.delay)


def _counts(space: LoopSpace, longest: int | None) -> Counts:
    if longest is None or longest >= space.longest:
        return space.counts
    short = space.lengths(longest).values()
    return Counts(sum(c.R for c in short), sum(c.B for c in short), sum(c.U for c in short))


def _among_listed(report: Report, wish: Wish, most: int | None) -> Selection:
    fit = [loop for loop in report.loops if _fits(loop, wish)]
    if wish.order == "delay":
        fit.sort(key=lambda loop: (loop_delay(report.diagram, loop).total.min, len(loop.links)))
    else:
        fit.sort(key=lambda loop: len(loop.links))
    return Selection(tuple(fit[:most]), _kinds(fit, exact=False))


def _fits(loop: Loop, wish: Wish) -> bool:
    return (
        set(wish.through) <= set(loop.variables)
        and set(wish.avoiding).isdisjoint(loop.variables)
        and (wish.longest is None or len(loop.links) <= wish.longest)
    )


def _kinds(loops: Iterable[Loop], exact: bool) -> Counts:
    kinds = Counter(loop.type for loop in loops)
    return Counts(kinds["R"], kinds["B"], kinds["U"], exact)


def _type(links: Sequence[Link]) -> Literal["R", "B", "U"]:
    return loop_type(link.polarity for link in links)
