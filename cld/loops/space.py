"""All loops of a diagram at once, exactly, however many there are."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from cld.core.diagram import Diagram, Ends, Link
from cld.core.watch import Watch, unwatched
from cld.loops.by_length import ByLength
from cld.loops.chains import Route, further_longest
from cld.loops.counts import Counts, by_variable, typed_counts
from cld.loops.dag import Alternative, Dag, Node
from cld.loops.kernel import Kernel, kernel
from cld.loops.listing import Lister
from cld.loops.narrow import narrow
from cld.loops.sweep import Bounds, GaveUpError, sweep
from cld.loops.sweep_order import SweepOrder, best_order

# This many states, with their transitions, fit into about 100 MB and one or two seconds.
MOST_STATES = 300_000
WAYS_A_STATE = 4
# Estimates are right only to a factor; an attempt is skipped only if it is hopeless.
HOPELESS = 1.5
# If a short search for an order estimates more than this many times the limit, a longer search
# finds none that fits.
NO_USE_LOOKING = 10

# Delays in millionths of a second come before lengths.
_DELAY_FIRST = 1_000_000


@dataclass(frozen=True, slots=True)
class TooLarge:
    """The estimated number of states, if the loops of a diagram do not fit into memory."""

    states: float


@dataclass(frozen=True, eq=False)
class LoopSpace:
    """All loops of a diagram, in compressed form; each question is one pass over it.

    Nodes before `chains` are those of the kernel; `ends` gives for each of its links the places of
    cause and effect.
    """

    links: tuple[Link, ...]
    dag: Dag
    root: Node
    chains: int
    ends: dict[Node, tuple[int, int]]

    @cached_property
    def counts(self) -> Counts:
        """The exact number of loops of each type.

        >>> from cld.language.source import source_of
        >>> space = loop_space(source_of("A (+)-> B (-)-> A (+)-> C (?)-> A").diagram)
        >>> space.counts
        Counts(R=0, B=1, U=1, exact=True)
        """
        return typed_counts(*(values[self.root] for values in self._values))

    def through_links(self, avoiding: Collection[str] = ()) -> dict[Ends, Counts]:
        """Return for each link how many loops pass it, out of those that avoid some variables."""
        weights = self._weights(avoiding)
        values = self._evaluated(weights) if avoiding else self._values
        columns: list[list[int]] = []
        for place, column in enumerate(values):
            # If every sign is known, the first two columns are the same.
            same = place == 1 and column is values[0]
            columns.append(columns[0] if same else self.dag.derivatives(column, self.root))
        leaf_of = {link: node for node, link in self.dag.link_of.items()}
        found = {}
        for place, link in enumerate(self.links):
            node = leaf_of.get(place)
            sums = (
                column[node] * own[place] if node is not None else 0
                for column, own in zip(columns, weights, strict=True)
            )
            found[link.ends] = typed_counts(*sums)
        return found

    @cached_property
    def through(self) -> dict[Ends, Counts]:
        """For each link, by cause and effect, the number of loops of each type that pass it."""
        return self.through_links()

    @cached_property
    def through_variables(self) -> dict[str, Counts]:
        """For each variable with a link, the number of loops of each type that pass it."""
        return by_variable(self.through)

    def avoiding(self, names: Collection[str]) -> Counts:
        """Return how many loops pass none of these variables."""
        return self._counted(self._weights(names))

    def without(self, barred: Collection[Ends]) -> Counts:
        """Return how many loops pass none of these links.

        >>> from cld.language.source import source_of
        >>> loop_space(source_of("A (+)-> B (-)-> A (+)-> C (+)-> A").diagram).without([("B", "A")])
        Counts(R=1, B=0, U=0, exact=True)
        """
        return self._counted(self._weights((), frozenset(barred)))

    def touching(self, names: Collection[str]) -> Counts:
        """Return how many loops pass at least one of these variables.

        With the variables of a loop, these are the loops that touch it, including itself.
        """
        every, apart = self.counts, self.avoiding(names)
        return Counts(every.R - apart.R, every.B - apart.B, every.U - apart.U)

    def by_part(self, part_of: Mapping[str, int]) -> dict[int, Counts]:
        """Return how many loops there are in each part of the diagram, given the part of each
        variable; no loop may pass two parts.

        >>> from cld.language.source import source_of
        >>> space = loop_space(source_of("A (+)-> B (-)-> A\\nC (+)-> C").diagram)
        >>> found = space.by_part({"A": 0, "B": 0, "C": 1})
        >>> (found[0].R, found[0].B), (found[1].R, found[1].B)
        ((0, 1), (1, 0))
        """
        part: list[int | None] = []
        for node, alternatives in enumerate(self.dag.alternatives):
            link = self.dag.link_of.get(node)
            if link is not None:
                part.append(part_of.get(self.links[link].cause))
                continue
            below = (part[child] for way in alternatives for child in way)
            part.append(next((number for number in below if number is not None), None))
        found: dict[int, list[int]] = {}
        for way in self.dag.alternatives[self.root]:
            number = next((part[child] for child in way if part[child] is not None), None)
            if number is not None:
                sums = found.setdefault(number, [0, 0, 0])
                for place, values in enumerate(self._values):
                    sums[place] += math.prod([values[child] for child in way])
        return {number: typed_counts(*sums) for number, sums in found.items()}

    @cached_property
    def unchecked(self) -> dict[Ends, int]:
        """For each link, the number of reinforcing loops through it that no balancing loop touches.

        A reinforcing loop is unchecked if none of its variables is on a balancing loop. So the
        unchecked loops are those of the diagram without the variables on balancing loops.
        """
        if not self._free:
            return dict.fromkeys(self.through, 0)
        return {ends: counts.R for ends, counts in self.through_links(self._balanced).items()}

    @cached_property
    def unchecked_count(self) -> int:
        """The number of reinforcing loops that no balancing loop touches."""
        return self.avoiding(self._balanced).R if self._free else 0

    @cached_property
    def _balanced(self) -> frozenset[str]:
        """The variables on a balancing loop."""
        return frozenset(name for name, counts in self.through_variables.items() if counts.B)

    @cached_property
    def _free(self) -> bool:
        """Whether a link on a reinforcing loop joins variables that are on no balancing loop."""
        return any(
            counts.R and self._balanced.isdisjoint(ends) for ends, counts in self.through.items()
        )

    def lengths(self, most: int | None = None) -> dict[int, Counts]:
        """Return how many loops of each type there are of each length, shortest first. If `most` is
        given, only lengths up to it are counted, which takes less time and memory."""
        bits = self.counts.total.bit_length() + 2
        mask = -1
        if most is not None and most < self.longest:
            mask = (1 << bits * (most + 1)) - 1
        lifted = [[weight << bits for weight in weights] for weights in self._weights(())]
        every, known, signed = (self.dag.value(weights, self.root, mask) for weights in lifted)
        numbers = (every, known, (known + signed & mask) // 2)
        columns = [_unpacked(number, bits) for number in numbers]
        longest = max(map(len, columns))
        total, sure, reinforcing = (c + [0] * (longest - len(c)) for c in columns)
        return {
            length: Counts(
                reinforcing[length],
                sure[length] - reinforcing[length],
                total[length] - sure[length],
            )
            for length in range(longest)
            if total[length]
        }

    @cached_property
    def longest(self) -> int:
        """The number of links of the longest loop, or a slightly higher number.

        >>> from cld.language.source import source_of
        >>> loop_space(source_of("A (+)-> B (-)-> A (+)-> C (?)-> B").diagram).longest
        3
        """
        found: list[int] = []
        further_longest(self.dag, self.root, found)
        return found[self.root]

    def narrowed(
        self,
        through: Sequence[Collection[Ends]] = (),
        avoiding: Collection[str] = (),
        barred: Collection[Ends] = (),
    ) -> LoopSpace:
        """Return the space of the loops that avoid some variables and some links, and pass at least
        one link of each collection."""
        place = {link.ends: number for number, link in enumerate(self.links)}
        avoiding, barred = frozenset(avoiding), frozenset(barred)
        needed = [{place[ends] for ends in links if ends in place} for links in through]
        left_out = {
            number
            for number, link in enumerate(self.links)
            if link.cause in avoiding or link.effect in avoiding or link.ends in barred
        }
        dag, root, renamed = narrow(self.dag, self.root, left_out, needed)
        chains = max((new for old in range(self.chains) for new in renamed.get(old, ())), default=0)
        ends = {
            new: self.ends[old] for old, news in renamed.items() if old in self.ends for new in news
        }
        return LoopSpace(self.links, dag, root, chains + 1, ends)

    def through_all(self, names: Iterable[str]) -> LoopSpace:
        """Return the space of the loops that pass each of these variables."""
        leaving = [[link.ends for link in self.links if link.cause == name] for name in names]
        return self.narrowed(leaving)

    def shortest(self) -> Iterator[tuple[Link, ...]]:
        """Yield every loop as its links, the shortest first.

        >>> from cld.language.source import source_of
        >>> space = loop_space(source_of("A (+)-> B (-)-> C (+)-> A\\nC (+)-> C").diagram)
        >>> [len(links) for links in space.shortest()]
        [1, 3]
        """
        signs = self._signs()
        return self._rounds(ByLength(self.dag, self.root, self.chains, self.ends, signs))

    def least_delayed(self) -> Iterator[tuple[Link, ...]]:
        """Yield every loop, those of least delay first, shorter ones first if delays are equal.

        For a range its lower end counts, and a link without a delay counts 0.
        """
        delays = [round(link.delay.min * 1e6) if link.delay else 0 for link in self.links]
        return self._rounds(self._lister([d * _DELAY_FIRST + 1 for d in delays]).best_first())

    def __iter__(self) -> Iterator[tuple[Link, ...]]:
        """Yield every loop, in arbitrary order; this is the quickest way to list all."""
        return self._rounds(self._lister([1] * len(self.links)).every())

    def signs(self) -> Iterator[int]:
        """Yield for every loop 1 if it is reinforcing, -1 if it is balancing, else 0, in the order
        of iteration."""
        return (sign for _, sign, _ in self._lister([1] * len(self.links)).every())

    def sample(self, size: int, seed: int = 0) -> list[tuple[Link, ...]]:
        """Return loops drawn at random, with equal probability and with replacement."""
        lister = self._lister([1] * len(self.links))
        draw = random.Random(seed)
        if not self.counts.total:
            return []
        return list(self._rounds(lister.drawn(draw) for _ in range(size)))

    def _lister(self, costs: Sequence[int]) -> Lister:
        return Lister(self.dag, self.root, self.chains, self.ends, costs, self._signs())

    def _signs(self) -> list[int]:
        return [{"+": 1, "-": -1, "?": 0}[link.polarity] for link in self.links]

    def _rounds(self, ways: Iterable[Route]) -> Iterator[tuple[Link, ...]]:
        for _, _, places in ways:
            yield tuple([self.links[place] for place in places])

    @cached_property
    def _values(self) -> tuple[list[int], ...]:
        return tuple(self._evaluated(self._weights(())))

    def _counted(self, weights: Sequence[Sequence[int]]) -> Counts:
        return typed_counts(*(values[self.root] for values in self._evaluated(weights)))

    def _evaluated(self, weights: Sequence[Sequence[int]]) -> list[list[int]]:
        """The values of all nodes under each weighting; equal weightings are computed once."""
        found: list[list[int]] = []
        for place, own in enumerate(weights):
            same = place == 1 and own == weights[0]
            found.append(found[0] if same else self.dag.values(own))
        return found

    def _weights(
        self, avoiding: Collection[str], barred: Collection[Ends] = ()
    ) -> tuple[list[int], list[int], list[int]]:
        """Three weights for each link: every loop counts 1; loops whose signs are all known count
        1; and these count 1 or -1 by their sign. R, B and U follow from the sums."""
        every, known, signed = [], [], []
        left_out = frozenset(avoiding)
        for link in self.links:
            there = (
                link.cause not in left_out
                and link.effect not in left_out
                and link.ends not in barred
            )
            sign = {"+": 1, "-": -1, "?": 0}[link.polarity] if there else 0
            every.append(int(there))
            known.append(abs(sign))
            signed.append(sign)
        return every, known, signed


def loop_space(
    diagram: Diagram, most_states: int = MOST_STATES, watch: Watch = unwatched
) -> LoopSpace | TooLarge:
    """Return all loops of a diagram, or the reason why they do not fit into memory.

    The diagram is reduced, an order of the remaining vertices is chosen, and a sweep in that order
    collects all loops in a graph of choices. The graph grows with the diagram's width, not with the
    number of its loops. `watch` is asked now and then whether to continue.

    >>> from cld.language.source import source_of
    >>> names = [f"V{number}" for number in range(9)]
    >>> ring = [f"V{a} (+)-> V{(a + step) % 9}" for a in range(9) for step in (1, 2)]
    >>> loop_space(source_of("\\n".join(ring)).diagram).counts.R
    77
    """
    dag = Dag()
    index = {variable.name: place for place, variable in enumerate(diagram.variables)}
    pairs = [(index[link.cause], index[link.effect]) for link in diagram.links]
    small = kernel(dag, len(index), pairs)
    chains = len(dag.alternatives)
    loops: list[Alternative] = [(node,) for node in small.found]
    orders = _orders(small, most_states, watch)
    if isinstance(orders, TooLarge):
        return orders
    try:
        for order, goes_on in zip(orders, _progress(watch, orders), strict=True):
            bounds = Bounds(most_states, WAYS_A_STATE * most_states, goes_on)
            loops += sweep(dag, small.out, small.into, order.vertices, bounds)
    except GaveUpError:
        return TooLarge(sum(order.states for order in orders))
    ends = {
        chains: (cause, effect)
        for cause, effects in small.out.items()
        for effect, chains in effects.items()
    }
    return LoopSpace(diagram.links, dag, dag.node(loops), chains, ends)


def _orders(small: Kernel, most_states: int, watch: Watch) -> list[SweepOrder] | TooLarge:
    """An order for each part, unless the estimate is that these need too much memory."""
    orders = []
    states = ways = 0.0
    goes_on = partial(watch, "looking for an order")
    for part in small.parts:
        order = best_order(small.out, small.into, part, NO_USE_LOOKING * most_states, goes_on)
        if order is None:
            return TooLarge(NO_USE_LOOKING * most_states)
        orders.append(order)
        states, ways = states + order.states, ways + order.ways
        if max(states, ways / WAYS_A_STATE) > HOPELESS * most_states:
            return TooLarge(states)
    return orders


def _progress(watch: Watch, orders: Sequence[SweepOrder]) -> Iterator[Callable[[int, float], bool]]:
    """For each sweep, ask whether to continue, with the estimated share of all work done."""
    every = sum(sum(order.heights) for order in orders)
    before = 0.0
    for order in orders:

        def goes_on(
            vertex: int, part: float, before: float = before, order: SweepOrder = order
        ) -> bool:
            done = before + sum(order.heights[:vertex]) + part * order.heights[vertex]
            return watch("collecting all loops", min(done / every, 1.0))

        yield goes_on
        before += sum(order.heights)


def _unpacked(number: int, bits: int) -> list[int]:
    """The coefficients of a polynomial that was evaluated at a power of two."""
    mask, found = (1 << bits) - 1, []
    while number:
        found.append(number & mask)
        number >>= bits
    return found
