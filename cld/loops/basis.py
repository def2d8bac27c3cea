"""A small set of loops for readers: the shortest loops that generate all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from cld.core.diagram import Diagram, Link
from cld.loops.components import components, successors_of

# The limit on links visited while paths are searched plus rows added while loops are compared: this
# takes about 0.3 seconds.
STEPS = 600_000
# A row has a bit for each link, so this many rows take about 12 MB.
MOST_LINKS = 10_000
# Each time the rows are longer by this many bits, they cost as much time again.
DEARER = 3_000
# Parts up to this size, vertices times links, are searched for loops of any length at once.
SMALL = 40_000


@dataclass(frozen=True, slots=True)
class Basis:
    """Independent loops, none of which is a combination of others, the shortest first. Each begins
    at the variable that the file names first.

    `rank` is the number of loops in a full set. If `complete`, this is a full set; otherwise the
    work was too much, and these are its shortest loops, perhaps none.
    """

    loops: tuple[tuple[Link, ...], ...]
    rank: int
    complete: bool


def independent_loops(diagram: Diagram) -> Basis:
    """Return the shortest independent loop set of a diagram.

    Every loop of the diagram is a combination of loops in this set, where links that occur twice
    cancel out (a sum over GF(2)). As far as signs are known, a loop is balancing exactly if it
    combines an odd number of balancing loops. No other set with this property is shorter in total.
    A strongly connected part of n variables and m links has m − n + 1 of these loops, and every
    link that is on a loop is on one of them; the shortest loop through each link is included. Among
    sets of equal length, the order of the links in the file decides.

    References
    ----------
    R. Oliva, Model structure analysis through graph theory, Syst. Dyn. Rev. 20(4), 2004 (the
    shortest independent loop set; his rule, a loop for each link not yet on one, may yield fewer
    than m − n + 1). P. M. Gleiss, J. Leydold, P. F. Stadler, Circuit bases of strongly connected
    digraphs, Discuss. Math. Graph Theory 23(2), 2003. J. D. Horton, A polynomial-time algorithm to
    find the shortest cycle basis of a graph, SIAM J. Comput. 16(2), 1987 (the candidates: the
    shortest path to a link, the link, the shortest path back).

    >>> from cld.language.source import source_of
    >>> source = source_of("A (+)-> B (-)-> A (+)-> C (+)-> B (+)-> D (+)-> C")
    >>> basis = independent_loops(source.diagram)
    >>> [[link.cause for link in loop] for loop in basis.loops], basis.rank, basis.complete
    ([['A', 'B'], ['A', 'C', 'B'], ['B', 'D', 'C']], 3, True)
    """
    index = {variable.name: place for place, variable in enumerate(diagram.variables)}
    parts = components(successors_of(diagram))
    part_of = {vertex: number for number, part in enumerate(parts) for vertex in part}
    inside: list[list[Link]] = [[] for _ in parts]
    for link in diagram.links:
        number = part_of.get(index[link.cause], -1)
        if number == part_of.get(index[link.effect], -2):
            inside[number].append(link)
    left = STEPS
    found: list[tuple[Link, ...]] = []
    rank = 0
    # Small parts first: a part that is too much work leaves them their share.
    for part, links in sorted(zip(parts, inside, strict=True), key=lambda each: len(each[1])):
        rank += len(links) - len(part) + 1
        if len(links) <= MOST_LINKS:
            ends = [(index[link.cause], index[link.effect]) for link in links]
            search = _Component(ends, left)
            found += [_round(links, row, index) for row in search.shortest_set()]
            left = max(search.left, 0)
    found.sort(key=lambda loop: (len(loop), [index[link.cause] for link in loop]))
    return Basis(tuple(found), rank, len(found) == rank)


def _round(links: Sequence[Link], row: int, index: dict[str, int]) -> tuple[Link, ...]:
    """The links of a row in the order of the loop."""
    from_ = {}
    while row:
        place = row.bit_length() - 1
        from_[links[place].cause] = links[place]
        row ^= 1 << place
    name = min(from_, key=index.__getitem__)
    loop = []
    while name in from_:
        loop.append(from_.pop(name))
        name = loop[-1].effect
    return tuple(loop)


class _TooMuchError(Exception):
    """The limit on work is reached."""


# A path from or to a vertex: its cost, its vertices as bits, and the link at its far end.
_Way = tuple[int, int, int]

# For each vertex its links, by number: the other end and the cost.
_Adjacent = dict[int, dict[int, tuple[int, int]]]


class _Component:
    """A strongly connected part of a diagram.

    The cost of a link has its length above bit `shift` and a separate bit for the link below it. So
    the cost of a path identifies its links, no two paths cost the same, and of two paths of equal
    length, the one whose last link comes earlier costs less. A chain costs the sum of its links.
    """

    def __init__(self, ends: Sequence[tuple[int, int]], left: int) -> None:
        self.left = left
        self.dear = 1 + len(ends) // DEARER
        # A walk of three pieces may use a link three times, so two bits are spare.
        self.shift = len(ends) + 2
        vertices = dict.fromkeys(vertex for pair in ends for vertex in pair)
        self.out: _Adjacent = {vertex: {} for vertex in vertices}
        self.into: _Adjacent = {vertex: {} for vertex in vertices}
        self.number = 0
        self.found: list[int] = []
        for place, (cause, effect) in enumerate(ends):
            self._link(cause, effect, (1 << self.shift) + (1 << place))

    def shortest_set(self) -> Iterator[int]:
        """Yield the loops of the set, a bit for each link; only the shortest if all are too much
        work.

        Loops that contain no other candidates are in every set. Of the others, each that is not a
        sum of shorter ones is taken.
        """
        links_of = (1 << (self.shift - 2)) - 1
        rows: dict[int, int] = {}
        try:
            self._contract()
            for cost in sorted(self.found):
                self.take(cost >> self.shift)
                yield cost & links_of
            needed = sum(map(len, self.out.values())) - len(self.out) + 1
            for costs in self._by_length(needed):
                for cost in costs:
                    if len(rows) == needed:
                        return
                    if self._is_new(cost & links_of, rows):
                        self.take(cost >> self.shift)
                        yield cost & links_of
        except _TooMuchError:
            return

    def _is_new(self, row: int, rows: dict[int, int]) -> bool:
        """Return whether a row is not a sum of earlier ones, and keep it if so."""
        steps = 0
        while (place := row.bit_length()) in rows:
            row ^= rows[place]
            steps += 1
        self.take(1 + steps // 2)
        if row:
            rows[place] = row
        return bool(row)

    def take(self, steps: int) -> None:
        """Count work done; longer rows cost more."""
        self.left -= steps * self.dear
        if self.left < 0:
            raise _TooMuchError

    def _link(self, cause: int, effect: int, cost: int) -> None:
        if cause == effect:
            self.found.append(cost)
            return
        self.out[cause][self.number] = effect, cost
        self.into[effect][self.number] = cause, cost
        self.number += 1

    def _contract(self) -> None:
        """Merge each vertex with one link in, or one link out, into its neighbours.

        This is like the kernel of all loops, except that parallel links stay separate, because each
        has different loops in the set. The cheapest vertex is merged first, so that no link is
        moved often.
        """
        waiting = [(self._width(vertex), vertex) for vertex in self.out]
        heapify(waiting)
        while waiting:
            width, vertex = heappop(waiting)
            if vertex not in self.out or width != self._width(vertex):
                continue
            out, into = self.out[vertex], self.into[vertex]
            if min(len(out), len(into)) != 1:
                continue
            self.take(width)
            del self.out[vertex], self.into[vertex]
            for link, (effect, _) in out.items():
                del self.into[effect][link]
            for link, (cause, _) in into.items():
                del self.out[cause][link]
            for cause, cost in into.values():
                for effect, further in out.values():
                    self._link(cause, effect, cost + further)
            changed = dict.fromkeys(end for end, _ in (*into.values(), *out.values()))
            for other in changed:
                heappush(waiting, (self._width(other), other))

    def _width(self, vertex: int) -> int:
        return len(self.out[vertex]) * len(self.into[vertex])

    def _by_length(self, needed: int) -> Iterator[list[int]]:
        """Yield the costs of candidates in order, in batches of some lengths."""
        links = sum(map(len, self.out.values()))
        longest = self.shift
        most = longest if len(self.out) * links <= SMALL else 2
        least = 0
        # The busiest vertex first: without it, less is left to search.
        order = sorted(self.out, key=lambda vertex: (-self._width(vertex), vertex))
        while needed and least < longest:
            found: list[int] = []
            gone: set[int] = set()
            for vertex in order:
                found += self._through(vertex, gone, least, most)
                gone.add(vertex)
            yield sorted(found)
            least, most = most, min(most + most // 2, longest)

    def _through(self, vertex: int, gone: set[int], least: int, most: int) -> Iterator[int]:
        """Yield the cost of each candidate through a vertex, except those through vertices that are
        gone, with more than `least` and at most `most` links."""
        bound = (most + 1) << self.shift
        back = self._ways(vertex, self.into, gone, None, bound)
        forth = self._ways(vertex, self.out, gone, back, bound)
        for end, cost in self.into[vertex].values():
            if end in forth and least < (forth[end][0] + cost) >> self.shift <= most:
                yield forth[end][0] + cost
        del back[vertex]
        for cause, (way, seen, _) in forth.items():
            if way >= bound - (2 << self.shift):
                continue
            links = self.out[cause]
            self.take(len(links))
            for link, (end, cost) in links.items():
                # If the cheapest path continues past this link, the loop is found at a later link.
                if end not in back or (end in forth and forth[end][2] == link):
                    continue
                rest, passed, _ = back[end]
                total = way + cost + rest
                if least < total >> self.shift <= most and not seen & passed:
                    yield total

    def _ways(
        self,
        start: int,
        adjacent: _Adjacent,
        gone: set[int],
        back: dict[int, _Way] | None,
        bound: int,
    ) -> dict[int, _Way]:
        """The cheapest path from a vertex to each other (E. W. Dijkstra, 1959) that costs less than
        a limit together with the cheapest path back, or with at least one link if that path is
        unknown."""
        ways: dict[int, _Way] = {}
        best = {start: 0}
        link_long = 1 << self.shift
        waiting = [(0, start, -1, 0)]
        while waiting:
            cost, vertex, link, seen = heappop(waiting)
            if vertex in ways:
                continue
            ways[vertex] = cost, seen, link
            if cost >= bound - 2 * link_long:
                continue
            self.take(len(adjacent[vertex]) + 3)
            for further, (end, more) in adjacent[vertex].items():
                if end in gone or (back is not None and end not in back):
                    continue
                rest = back[end][0] if back is not None else link_long
                if cost + more < best.get(end, bound - rest):
                    best[end] = cost + more
                    heappush(waiting, (cost + more, end, further, seen | 1 << end))
        return ways
