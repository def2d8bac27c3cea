"""The smallest set of links whose cutting opens every reinforcing loop."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from cld.core.diagram import Ends
from cld.core.groups import connected
from cld.loops.loop import Loop

# Sets looked at in each of two searches: fewer where there are many loops, and never a matter
# of the clock, so that the same file gives the same answer everywhere.
MOST_CHOICES = 20_000
FEWEST_CHOICES = 500
MOST_WORK = 40_000_000
# For a large cut each set takes long to judge: so many rows of loops are joined in all, of
# 10,000 loops half as many.
MOST_ROWS = 400_000
HALF_AT = 10_000
# At most this many pairs of links are compared to see whether one replaces the other.
MOST_PAIRS = 300_000
# For at most this many links, other sets that are as good are sought.
MOST_OF_FEW = 3
# Among more loops than this, those that share no link are dealt with apart.
MOST_TOGETHER = 400

# Loops still to be opened and balances opened as bits of a number, links chosen, links barred.
_Branch = tuple[int, int, tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class CutSet:
    """Links that open every known reinforcing loop if they are cut.

    `links` are in file order. `exact` is True if no smaller set exists; else at least `least` are
    needed. `balancing` counts the balancing loops that the cut opens too, `left` the reinforcing
    ones that it leaves. `alone` is True, for two or three links, if no other set is as good.
    """

    links: tuple[Ends, ...]
    exact: bool
    least: int
    balancing: int
    left: int = 0
    alone: bool = False


def cut_set(loops: Sequence[Loop], links: Sequence[Ends]) -> CutSet:
    """Return a smallest subset of `links` that meets every reinforcing loop; each of these loops
    has at least one of `links`.

    Among sets of equal size, the one that opens the fewest balancing loops wins, then the one that
    comes first in `links`. This is the minimum hitting set of the loops, found by branch and bound.
    At a limit on work, the best set found is returned, with a lower bound on the size.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A (+)-> C (+)-> A\\nB (+)-> D (-)-> A")
    >>> ends = [link.ends for link in report.links]
    >>> cut_set(report.loops, ends).links
    (('B', 'A'), ('A', 'C'))
    """
    reinforcing = [loop for loop in loops if loop.type == "R"]
    if not reinforcing:
        return CutSet((), True, 0, 0)
    # Short loops first: few links can open them, so they decide early.
    reinforcing.sort(key=lambda loop: len(loop.links))
    balancing = [loop for loop in loops if loop.type == "B"]
    balances = _rows(balancing)
    # Loops that share no link are cut one from another; only where these are few is the tie
    # between cuts of equal size decided for all of them together.
    groups = [reinforcing] if len(reinforcing) <= MOST_TOGETHER else _apart(reinforcing)
    chosen: list[int] = []
    rows = _Rows(MOST_ROWS)
    least = balanced = 0
    alone = True
    place = {ends: number for number, ends in enumerate(links)}
    for group in groups:
        opens = {ends: row for ends, row in _rows(group).items() if ends in place}
        own = sorted(opens, key=place.__getitem__)
        search = _CutSearch(
            [opens[ends] for ends in own],
            [balances.get(ends, 0) for ends in own],
            _members(group, own),
            rows,
        )
        search.run()
        chosen += [place[own[i]] for i in search.best]
        alone = alone and len(chosen) <= MOST_OF_FEW and search.alone()
        least += search.least
        for i in search.best:
            balanced |= search.balances[i]
    cut = tuple(links[i] for i in sorted(chosen))
    exact = least == len(cut)
    return CutSet(cut, exact, least, balanced.bit_count(), alone=alone and exact and len(cut) > 1)


def _apart(loops: Sequence[Loop]) -> list[list[Loop]]:
    """Groups of loops that share no link with another group."""
    groups = connected([link.ends for link in loop.links] for loop in loops)
    return [[loops[number] for number in group] for group in groups]


def _members(loops: Sequence[Loop], links: Sequence[Ends]) -> list[list[int]]:
    """For each loop the places of its links."""
    place = {ends: number for number, ends in enumerate(links)}
    return [[place[link.ends] for link in loop.links if link.ends in place] for loop in loops]


def _rows(loops: Sequence[Loop]) -> dict[Ends, int]:
    """For each link the loops through it, as the bits of a number."""
    through: dict[Ends, list[int]] = {}
    for number, loop in enumerate(loops):
        for link in loop.links:
            through.setdefault(link.ends, []).append(number)
    rows = {}
    for ends, numbers in through.items():
        row = bytearray(len(loops) // 8 + 1)
        for number in numbers:
            row[number // 8] |= 1 << number % 8
        rows[ends] = int.from_bytes(row, "little")
    return rows


@dataclass
class _Rows:
    """The number of rows that all searches together may still join."""

    left: float


@dataclass(eq=False)
class _CutSearch:
    """Branch and bound over the links, each with the loops it opens as bits of a number."""

    opens: list[int]
    balances: list[int]
    members: list[list[int]]
    rows: _Rows
    best: tuple[int, ...] = ()
    least: int = 0
    left: int = 0
    loops: int = 0
    _touched: dict[int, int] = field(default_factory=dict)

    def run(self) -> None:
        """Find a good set, prove how small one can be, then choose among sets of that size."""
        self.loops = len(self.members)
        strongest = self._without(self._opens_less)
        self.best = self._greedy(strongest)
        everything = (1 << self.loops) - 1
        self.least = self._disjoint(everything, len(self.best))
        self.left = self._work()
        while self.least < len(self.best):
            found = self._of_size(self.least, set(strongest), None)
            if self.left <= 0 or self.rows.left <= 0:
                return
            if found is not None:
                self.best = found
                break
            self.least += 1
        self.left = self._work()
        known = self.opened(self.best), self.best
        worth = set(self._without(self._opens_no_more))
        self.best = self._of_size(self.least, worth, known) or known[1]

    def alone(self) -> bool:
        """Whether no other set of this size opens as few balancing loops; False if unknown."""
        most = self.opened(self.best) + 1
        for link in self.best:
            self.left = self._work()
            others = set(range(len(self.opens))) - {link}
            if self._of_size(len(self.best), others, (most, ())) or self.left <= 0:
                return False
        return self.rows.left > 0

    def opened(self, chosen: Sequence[int]) -> int:
        """The number of balancing loops that these links open."""
        row = 0
        for link in chosen:
            row |= self.balances[link]
        return row.bit_count()

    def _work(self) -> int:
        return max(FEWEST_CHOICES, min(MOST_CHOICES, MOST_WORK // self.loops))

    def _opens_less(self, link: int, other: int) -> bool:
        """Whether another link opens all that this one opens, and more or earlier."""
        mine, its = self.opens[link], self.opens[other]
        return mine | its == its and (mine != its or other < link)

    def _opens_no_more(self, link: int, other: int) -> bool:
        """Whether another link, first in the file, is as good in every respect."""
        mine, its = self.balances[link], self.balances[other]
        return other < link and self._opens_less(link, other) and mine | its == mine

    def _without(self, stands_back: Callable[[int, int], bool]) -> list[int]:
        """The links that no other link replaces. A link that opens as much is on each of its loops,
        so only links of one loop are examined; of equal links the first one is kept. Keeping one
        too many does no harm."""
        first_alike: dict[tuple[int, int], int] = {}
        for link, row in enumerate(self.opens):
            first_alike.setdefault((row, self.balances[link]), link)
        alone = set(first_alike.values())
        pairs, kept = MOST_PAIRS, []
        for link in sorted(alone):
            around = self.members[_first(self.opens[link])]
            pairs -= len(around)
            others = (other for other in around if other in alone and other != link)
            if pairs < 0 or not any(stands_back(link, other) for other in others):
                kept.append(link)
        return kept

    def _greedy(self, choices: Sequence[int]) -> tuple[int, ...]:
        open_ = (1 << self.loops) - 1
        chosen: list[int] = []
        # The number of remaining loops that a link opens only falls, so most need no new count.
        waiting = [(-self.opens[link].bit_count(), link) for link in choices]
        heapq.heapify(waiting)
        while open_:
            link = waiting[0][1]
            now = (-(self.opens[link] & open_).bit_count(), link)
            if now > waiting[0]:
                heapq.heapreplace(waiting, now)
                continue
            heapq.heappop(waiting)
            chosen.append(link)
            open_ &= ~self.opens[link]
        return tuple(sorted(self._needed(chosen)))

    def _needed(self, chosen: Sequence[int]) -> list[int]:
        """Links without those that open nothing more than the others, one after the other."""
        behind = [0]
        for link in reversed(chosen):
            behind.append(behind[-1] | self.opens[link])
        before, kept = 0, []
        for place, link in enumerate(chosen):
            others = before | behind[len(chosen) - place - 1]
            if others.bit_count() < self.loops:
                kept.append(link)
                before |= self.opens[link]
        return kept

    def _disjoint(self, open_: int, enough: int) -> int:
        """A lower bound: loops that share no link need one link each."""
        count = 0
        while open_ and count < enough:
            open_ &= ~self._meeting(_first(open_))
            count += 1
        self.rows.left -= count * (1 + self.loops / HALF_AT)
        return count

    def _meeting(self, loop: int) -> int:
        """The loops that share a link with one."""
        if loop not in self._touched:
            row = 0
            for link in self.members[loop]:
                row |= self.opens[link]
            self._touched[loop] = row
        return self._touched[loop]

    def _of_size(
        self, size: int, choices: Set[int], best: tuple[int, tuple[int, ...]] | None
    ) -> tuple[int, ...] | None:
        """Return a set of at most this size: the first found if no `best` is given, else the one
        that beats it and all others."""
        refine = best is not None
        pending: list[_Branch] = [((1 << self.loops) - 1, 0, (), 0)]
        while pending and self.left > 0 and self.rows.left > 0:
            self.left -= 1
            open_, balanced, chosen, barred = pending.pop()
            if not open_:
                candidate = balanced.bit_count(), tuple(sorted(chosen))
                if not refine:
                    return candidate[1]
                best = candidate if best is None else min(best, candidate)
                continue
            room = size - len(chosen)
            if self._disjoint(open_, room + 1) > room:
                continue
            if best is None or balanced.bit_count() <= best[0]:
                pending.extend(self._branches(open_, balanced, chosen, barred, choices))
        return best[1] if best is not None else None

    def _branches(
        self,
        open_: int,
        balanced: int,
        chosen: tuple[int, ...],
        barred: int,
        choices: Set[int],
    ) -> Iterator[_Branch]:
        """One branch for each link of an open loop, the most promising last; links tried before are
        barred in the later ones, so that no set comes twice."""
        links = [i for i in self.members[_first(open_)] if i in choices and not barred >> i & 1]
        links.sort(
            key=lambda i: (-(self.opens[i] & open_).bit_count(), self.balances[i].bit_count(), i)
        )
        self.rows.left -= len(links)
        branches = []
        for link in links:
            left = open_ & ~self.opens[link]
            branches.append((left, balanced | self.balances[link], (*chosen, link), barred))
            barred |= 1 << link
        return reversed(branches)


def _first(row: int) -> int:
    return (row & -row).bit_length() - 1
