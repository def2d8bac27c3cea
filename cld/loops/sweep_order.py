"""The order in which a sweep takes the vertices, and an estimate of its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cld.loops.kernel import Adjacent

# The factor by which an open vertex multiplies the number of states: with links in and out still to
# come it may be untouched, used, a beginning or an end; with only one of both it has fewer options.
BOTH_WAYS, ONE_WAY = 3.0, 2.0
# The number of ends of orders that are kept at a time; more if the estimated number of states makes
# a longer search worthwhile.
WIDTHS = ((10, 0), (30, 5_000), (100, 50_000))
# Fewer are kept if their number times the vertices of a part would exceed this, so that the search
# takes some seconds at most.
MOST_TRIED = 100_000
# The number of vertices tried before ends between checks whether to continue.
AT_ONCE = 50_000
# Fitted to the sweeps of 100 random diagrams of all densities: the number of states grows faster
# than the estimate of an order, and with the links per vertex. Of 110 other diagrams, most had the
# estimated number of states within a factor of 1.5, nearly all within 2.5.
GROWTH, DENSITY, SCALE = 1.168, 1.487, 0.0191
# The more links the vertices of a state have, the more states follow it.
WAYS_BY_DENSITY = 0.125

# The end of an order, its first vertex first.
_End = tuple[int, "_End"] | None
# The same with the number of states that its first vertex meets, and all its vertices; then, as
# sets of bits, its vertices, and the earlier ones that lead to it and that it leads to.
_Ended = tuple[float, float, int, int, int, _End]


@dataclass(frozen=True, slots=True)
class SweepOrder:
    """Vertices in the order of a sweep, and an estimate of its size.

    `heights` are the approximate numbers of states after each vertex, on a scale for comparing
    orders; `states` is the approximate number of states in total, and `ways` the number of
    transitions that lead to them.
    """

    vertices: tuple[int, ...]
    heights: tuple[float, ...]
    states: float
    ways: float


def best_order(
    out: Adjacent,
    into: Adjacent,
    part: tuple[int, ...],
    most: float,
    goes_on: Callable[[float], bool] = lambda done: True,
) -> SweepOrder | None:
    """Return an order of the vertices of a part that keeps few of them open at a time, or None if
    the estimate of every order tried is more than `most` states. `goes_on` is asked now and then,
    with the share that is done, from 0 to 1; if it returns False, the best order found until then
    is returned.

    This is a beam search from the last vertex backward: of all ends of orders that are longer by
    one vertex, those that meet the fewest states are kept, each set of vertices in its best order.
    The part must be connected.

    References
    ----------
    The number of open vertices is the vertex separation of the order: N. G. Kinnersley, The
    vertex separation number of a graph equals its path-width, Inf. Process. Lett. 42(6), 1992.

    >>> links = {0: {1: 0}, 1: {2: 0}, 2: {3: 0}, 3: {0: 0}}
    >>> back = {1: {0: 0}, 2: {1: 0}, 3: {2: 0}, 0: {3: 0}}
    >>> best_order(links, back, (0, 1, 2, 3), 1e6).vertices
    (3, 2, 1, 0)
    """
    search = _OrderSearch(out, into, part)
    best: list[int] | None = None
    before = 0
    for wished, worth in WIDTHS:
        width = min(wished, max(1, MOST_TRIED // len(part)))
        if most < worth or width <= before:
            break
        before = width
        found = search.run(width, most, goes_on)
        if found is not None:
            most, best = found
        elif best is None:
            break
    return search.order(best) if best is not None else None


class _OrderSearch:
    """Vertices are numbers from 0 here, and sets of them are the bits of an integer."""

    def __init__(self, out: Adjacent, into: Adjacent, part: tuple[int, ...]) -> None:
        self.part = part
        number = {vertex: place for place, vertex in enumerate(part)}
        self.ways_in = [sum(1 << number[cause] for cause in into[vertex]) for vertex in part]
        self.ways_out = [sum(1 << number[effect] for effect in out[vertex]) for vertex in part]
        self.all = (1 << len(part)) - 1

    def run(
        self, width: int, most: float, goes_on: Callable[[float], bool]
    ) -> tuple[float, list[int]] | None:
        """Return the best order found and its estimated number of states, if below `most`."""
        nothing: _Ended = (0.0, 0.0, 0, 0, 0, None)
        ended = [self._before(nothing, vertex) for vertex in range(len(self.part))]
        tried = 0
        for number in range(1, len(self.part)):
            if tried >= AT_ONCE:
                tried = 0
                if not goes_on(number / len(self.part)):
                    return None
            longer: dict[int, _Ended] = {}
            for end in ended:
                near = end[3] | end[4]
                tried += near.bit_count()
                for vertex in _members(near):
                    new = self._before(end, vertex)
                    known = longer.get(new[2])
                    if new[1] < most and (known is None or new[1] < known[1]):
                        longer[new[2]] = new
            ended = sorted(longer.values())[:width]
        return (ended[0][1], _unrolled(ended[0][5])) if ended else None

    def _before(self, end: _Ended, vertex: int) -> _Ended:
        """Put a vertex before the end of an order."""
        _, total, taken, leading, led_to, order = end
        taken |= 1 << vertex
        left = self.all ^ taken
        leading = (leading | self.ways_in[vertex]) & left
        led_to = (led_to | self.ways_out[vertex]) & left
        both, one = (leading & led_to).bit_count(), (leading ^ led_to).bit_count()
        height = BOTH_WAYS**both * ONE_WAY**one
        return height, total + height, taken, leading, led_to, (vertex, order)

    def order(self, vertices: list[int]) -> SweepOrder:
        """Estimate the size of a sweep in this order."""
        end: _Ended = (0.0, 0.0, 0, 0, 0, None)
        heights, pairings = [1.0], 1.0
        for left, vertex in enumerate(reversed(vertices[1:]), 1):
            end = self._before(end, vertex)
            heights.append(end[0])
            pairings += _pairings((end[3] | end[4]).bit_count(), left)
        heights.reverse()
        density = sum(map(int.bit_count, self.ways_out)) / len(vertices)
        likely = SCALE * sum(heights) ** GROWTH * density**DENSITY
        states = min(likely, pairings)
        ways = states * max(1.0, WAYS_BY_DENSITY * density**2)
        return SweepOrder(tuple(self.part[v] for v in vertices), tuple(heights), states, ways)


def _pairings(open_: int, left: int) -> float:
    """The number of states of this many open vertices when `left` others remain.

    Each path pairs two of them, and needs another vertex to continue. If none remains, it makes no
    difference which of the open vertices are used up.
    """
    total, now = 0.0, 2.0 ** min(open_, 1_000)
    for paths in range(open_ // 2 + 1):
        if paths == left:
            return total + now / 2.0 ** min(open_ - 2 * paths, 1_000)
        total += now
        now *= (open_ - 2 * paths) * (open_ - 2 * paths - 1) / (4 * (paths + 1))
    return total


def _members(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _unrolled(end: _End) -> list[int]:
    found = []
    while end is not None:
        vertex, end = end
        found.append(vertex)
    return found
