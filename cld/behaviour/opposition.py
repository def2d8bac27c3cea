"""Opposition to a reinforcing loop, and its timing by the marked delays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from cld.behaviour.delays import LoopDelay, loop_delay
from cld.behaviour.pace import wait_for_decision
from cld.core.diagram import Diagram
from cld.core.quantities import NO_DELAY, Delay
from cld.loops.drain import is_flow_into_stock, is_outflow
from cld.loops.loop import Loop
from cld.loops.space import LoopSpace

# At most this many loops that oppose one are named; all are counted.
MOST_OPPOSING = 100
# With many loops, fewer are named for each: they are listed again for each reinforcing loop.
MANY, MOST_OF_MANY = 300, 10
# Among at most this many undetermined loops, two are sought of which one opposes.
MOST_UNSURE = 200
# From this many reinforcing loops on, common opposition gets one sentence.
FEWEST_ALIKE = 3

OppositionVerdict = Literal["unchecked", "opposed", "unknown"]
Timing = Literal["within one cycle", "later", "unknown"]
NoTiming = Literal["", "unmarked", "smooth", "no length", "shared", "apart", "overlap"]


@dataclass(frozen=True, slots=True)
class Opposing:
    """A balancing loop that opposes a reinforcing one, with its timing by the marked delays.

    `turns` is the number of cycles of the reinforcing loop after which it responds, least and most:
    1 or more; None unless it responds later and a cycle has a length. `reason` is why the timing is
    unknown: a loop has no mark, a delay that is smooth or has no length, or the two ranges overlap.
    `own` is True if it meets the reinforcing loop only at a stock and an outflow along which that
    loop itself runs: a faster outflow feeds the loop.
    """

    loop: str
    timing: Timing
    turns: tuple[float, float] | None = None
    reason: NoTiming = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Opposition:
    """Opposition to a reinforcing loop: facts of structure and timing, not a verdict of safety.

    `by` are the balancing loops that share a variable with it, those with a statement in the
    file first, then the soonest. `number` counts those that are listed; `all_named` is False if
    there are, or may be, more than `by` names. `undetermined` are loops that share a variable and
    might oppose it, depending on an unknown sign: at most `MOST_OPPOSING` of
    `undetermined_number`. `either` are two of these over one link without a sign: one of them
    opposes the loop, whichever sign that link has. The verdict is then "unknown" if no balancing
    loop shares a variable with it.
    """

    verdict: OppositionVerdict
    by: tuple[Opposing, ...] = ()
    number: int = 0
    undetermined: tuple[str, ...] = ()
    undetermined_number: int = 0
    all_named: bool = True
    either: tuple[str, str] | None = None


@dataclass(frozen=True)
class Opponents:
    """The balancing and undetermined loops of a diagram, by the variables they run through.

    `balancing` are the listed ones, in the order in which they are named; `complete` is True if all
    loops are listed. `met` are the variables on any balancing loop, listed or not; None if that is
    unknown. `unlisted` are the variables on undetermined loops that are counted and not listed: two
    of these may be such that one of them is balancing.
    """

    diagram: Diagram
    balancing: tuple[tuple[Loop, LoopDelay], ...]
    undetermined: tuple[Loop, ...]
    complete: bool
    met: frozenset[str] | None
    unlisted: frozenset[str] = frozenset()

    def opposition(self, loop: Loop) -> Opposition | None:
        """Return the opposition to a reinforcing loop; None for a loop of another type.

        Unchecked: no balancing loop shares a variable with it. A balancing loop responds
        *within one cycle* only if its longest time, including the whole pace of its controllers, is
        at most the shortest time of the reinforcing loop; *later* if its shortest time is at least
        the longest time of the reinforcing loop. Otherwise the timing is unknown. Links on both
        loops have the same delay, whatever its length, and are left out of this comparison.

        References
        ----------
        Why timing is not a verdict: x(t) = a·x(t − T) − b·x(t − S) can settle for S > T and can
        grow faster for a larger b if S < T (J. Hale and S. Verduyn Lunel, Introduction to
        Functional Differential Equations, 1993, chapter 9).
        """
        if loop.type != "R":
            return None
        bits = _together(self._through, loop.variables)
        unsure = _together(self._unsure, loop.variables)
        most = MOST_OF_MANY if len(self.balancing) > MANY else MOST_OPPOSING
        might = tuple(self.undetermined[i].id for i in _lowest(unsure, most))
        verdict: OppositionVerdict = "opposed"
        if not bits and (self.met is None or self.met.isdisjoint(loop.variables)):
            verdict = "unknown" if self.met is None else "unchecked"
        either = self._either(unsure) if verdict == "unchecked" else None
        if verdict == "unchecked" and (either or not self.unlisted.isdisjoint(loop.variables)):
            verdict = "unknown"
        cycle = loop_delay(self.diagram, loop)
        by = tuple(self._opposing(*self.balancing[i], loop, cycle) for i in _lowest(bits, most))
        number = bits.bit_count()
        all_named = verdict == "unchecked" or (self.complete and len(by) == number)
        return Opposition(verdict, by, number, might, unsure.bit_count(), all_named, either)

    def _either(self, unsure: int) -> tuple[str, str] | None:
        """Two undetermined loops whose only unknown sign is that of one link, one with an even and
        one with an odd number of other minus signs: one of them is balancing."""
        first: dict[tuple[str, str], dict[int, str]] = {}
        for place in _lowest(unsure, MOST_UNSURE):
            loop = self.undetermined[place]
            open_ = [link.ends for link in loop.links if link.polarity == "?"]
            if len(open_) == 1:
                odd = sum(link.polarity == "-" for link in loop.links) % 2
                met = first.setdefault(open_[0], {})
                met.setdefault(odd, loop.id)
                if len(met) == 2:
                    return met[0], met[1]
        return None

    def _opposing(self, brake: Loop, answer: LoopDelay, loop: Loop, cycle: LoopDelay) -> Opposing:
        found = _opposing(self.diagram, brake, answer, loop, cycle)
        return replace(found, own=True) if _runs_along(self.diagram, loop, brake) else found

    def alike(self, loops: Sequence[Loop]) -> bool:
        """Return whether all given reinforcing loops, at least three, are opposed by the same
        loops, or at least two by none, as none is balancing. This requires that all
        loops are known and none runs along an outflow."""
        driven = [loop for loop in loops if loop.type == "R"]
        found = {
            (_together(self._through, loop.variables), _together(self._unsure, loop.variables))
            for loop in driven
        }
        fewest = FEWEST_ALIKE if self.balancing else 2
        if not self.complete or len(driven) < fewest or len(found) != 1:
            return False
        out = {link.ends for link in self.diagram.links if is_outflow(self.diagram, link)}
        return not out or not any(link.ends in out for loop in driven for link in loop.links)

    def answered_alike(self, loops: Sequence[Loop]) -> bool:
        """Return whether loops that oppose all reinforcing loops also respond alike to each."""
        if not self.alike(loops):
            return False
        driven = [loop for loop in loops if loop.type == "R"]
        first, cycle = self.opposition(driven[0]), loop_delay(self.diagram, driven[0])
        if first is None or not any(one.timing != "unknown" for one in first.by):
            return False
        marked = cycle.marked == len(driven[0].links)
        by_id = {loop.id: delay.total.max for loop, delay in self.balancing}
        plain = all(
            one.reason in ("", "unmarked", "no length")
            # The longer ones are reported without the links that both share.
            and (one.timing != "within one cycle" or (by_id[one.loop] or 0.0) <= cycle.total.min)
            for one in first.by
        )
        return plain and all(
            self.opposition(loop) == first
            and (delay := loop_delay(self.diagram, loop)).total == cycle.total
            and (delay.marked == len(loop.links)) == marked
            for loop in driven[1:]
        )

    def meets(self, names: Iterable[str]) -> bool | None:
        """Return whether a balancing loop runs through one of these variables; None if unknown."""
        names = tuple(names)
        if self.met is not None:
            return not self.met.isdisjoint(names)
        return True if _together(self._through, names) else None

    @cached_property
    def _through(self) -> dict[str, int]:
        """For each variable the places in `balancing` of the loops through it, as bits."""
        return _by_variable([loop for loop, _ in self.balancing])

    @cached_property
    def _unsure(self) -> dict[str, int]:
        return _by_variable(self.undetermined)


def opponents(
    diagram: Diagram, loops: Iterable[Loop], complete: bool, space: LoopSpace | None = None
) -> Opponents:
    """Collect the loops that may oppose the reinforcing loops of a diagram.

    Parameters
    ----------
    diagram, loops : the diagram, and the loops that are listed.
    complete : whether these are all loops. Only then, or if `space` contains all loops, can a loop
        be called unchecked.

    >>> from cld.language.source import source_of
    >>> from cld.loops.catalogue import find_loops
    >>> source = source_of("A (+, delay 1s)-> B (+)-> A\\nB (+, delay 3s)-> C (-)-> B")
    >>> loops = find_loops(source.diagram, source.lines)[0].loops
    >>> opponents(source.diagram, loops, complete=True).opposition(loops[0]).by
    (Opposing(loop='B1', timing='later', turns=(3.0, 3.0), reason='', own=False),)
    """
    loops = tuple(loops)
    balancing = [(loop, loop_delay(diagram, loop)) for loop in loops if loop.type == "B"]
    # Those with a statement first, then the soonest; those alike stay in the order listed.
    balancing.sort(key=lambda pair: (pair[0].span is None, *_soonest(pair[1])))
    undetermined = tuple(loop for loop in loops if loop.type == "U")
    met, unlisted = None, frozenset[str]()
    if complete:
        met = frozenset(name for loop, _ in balancing for name in loop.variables)
    elif space is not None:
        through = space.through_variables.items()
        met = frozenset(name for name, counts in through if counts.B)
        listed = Counter(name for loop in undetermined for name in loop.variables)
        unlisted = frozenset(name for name, counts in through if listed[name] < counts.U)
    return Opponents(diagram, tuple(balancing), undetermined, complete, met, unlisted)


def _opposing(
    diagram: Diagram, loop: Loop, answer: LoopDelay, other: Loop, cycle: LoopDelay
) -> Opposing:
    if answer.total.smooth or cycle.total.smooth:  # whatever is marked besides
        return Opposing(loop.id, "unknown", reason="smooth")
    if not answer.known or not cycle.known:
        return Opposing(loop.id, "unknown", reason="unmarked")
    mine, its = delays_apart(diagram, loop, other)
    own = set(mine.controllers) ^ set(its.controllers)
    if not mine.marked and not its.marked and not own:
        return Opposing(loop.id, "unknown", reason="shared")
    if not mine.marked and not mine.controllers and answer.total.max is None:
        # The shared delay has no length, and the rest no mark: the response time is unknown.
        return Opposing(loop.id, "unknown", reason="apart")
    if mine.total.max is not None and mine.total.max <= its.total.min:
        return Opposing(loop.id, "within one cycle")
    if its.total.max is not None and mine.total.min >= its.total.max:
        turns = _turns(mine.total, its.total, _shared(loop, other))
        if turns is not None or mine.total.min > its.total.max:
            return Opposing(loop.id, "later", turns)
    mine_, its_ = mine.total, its.total
    unsure = mine_.max is None or its_.max is None
    return Opposing(loop.id, "unknown", reason="no length" if unsure else "overlap")


def _runs_along(diagram: Diagram, loop: Loop, brake: Loop) -> bool:
    """Whether a balancing loop is a part of another one, from a stock to its outflow, with the link
    by which that outflow empties the stock: a faster outflow feeds the other loop as well.

    With H(s) from the stock to the outflow and a back to the stock, s·(s + H) = a·H has a positive
    root where H is positive: at s = 0 the right side is larger, for a large s the left one.
    """
    met = set(loop.variables).intersection(brake.variables)
    if any(
        met == {*link.ends} and link.ends[::-1] in brake.ends and is_outflow(diagram, link)
        for link in loop.links
    ):
        return True
    apart = brake.ends - loop.ends
    link = diagram.link(*next(iter(apart))) if len(apart) == 1 else None
    if link is None or link.polarity != "-":
        return False
    flow, stock = link.ends
    ahead = next((link for link in loop.links if link.cause == flow), None)
    onward = ahead is not None and ahead.polarity == "+" and ahead.effect in diagram.stocks
    return stock in diagram.stocks and is_flow_into_stock(diagram, (flow, stock)) and onward


def delays_apart(diagram: Diagram, loop: Loop, other: Loop) -> tuple[LoopDelay, LoopDelay]:
    """Return the delays of two loops without the links that they share.

    If both pass one decision and no other, and the first is never behind without its wait, the wait
    is left out, too: from one decision on, the news that comes back sooner waits for no later one.
    """
    mine, its = delay_apart(diagram, loop, other), delay_apart(diagram, other, loop)
    if len(mine.controllers) == 1 and mine.controllers == its.controllers:
        bare, its_bare = _links_apart(loop, other), _links_apart(other, loop)
        if bare[0].max is not None and bare[0].max <= its_bare[0].min:
            return (
                LoopDelay(*bare, mine.controllers, NO_DELAY),
                LoopDelay(*its_bare, its.controllers, NO_DELAY),
            )
    return mine, its


def delay_apart(diagram: Diagram, loop: Loop, other: Loop) -> LoopDelay:
    """Return the delay of a loop without the links it shares with another, which take the same time
    for both. At a shared controller, each waits from the time its own news arrives.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+, delay 1s)-> B (+, delay 2s)-> A\\nB (+, delay 3s)-> C (-)-> A")
    >>> one, other = report.loops
    >>> delay_apart(report.diagram, one, other).total.min
    2.0
    """
    total, marked = _links_apart(loop, other)
    controllers = tuple(name for name in loop.variables if name in diagram.deciding)
    waits = _waits(diagram, controllers)
    return LoopDelay(total + waits, marked, controllers, waits)


def _links_apart(loop: Loop, other: Loop) -> tuple[Delay, int]:
    """Return the delay of the links of a loop that another one lacks, and how many are marked."""
    shared = other.ends
    total, marked = NO_DELAY, 0
    for link in loop.links:
        if link.delay is not None and link.ends not in shared:
            total += link.delay
            marked += 1
    return total, marked


def _shared(loop: Loop, other: Loop) -> Delay:
    """The delay of the links that two loops share."""
    ends, total = other.ends, NO_DELAY
    for link in loop.links:
        total += (link.delay or NO_DELAY) if link.ends in ends else NO_DELAY
    return total


def _waits(diagram: Diagram, names: Iterable[str]) -> Delay:
    """The wait of a change at those of these variables that decide at intervals."""
    waits = NO_DELAY
    for variable in map(diagram.variable, names):
        if variable is not None and variable.every is not None:
            waits += wait_for_decision(variable.every, variable.window)
    return waits


def _turns(mine: Delay, its: Delay, shared: Delay) -> tuple[float, float] | None:
    """(b + s) / (r + s), which falls with the shared s if b is more than r."""
    if mine.max is None or its.max is None or shared.max is None or its.min + shared.min <= 0:
        return None
    least = (mine.min + shared.max) / (its.max + shared.max)
    return least, (mine.max + shared.min) / (its.min + shared.min)


def _soonest(delay: LoopDelay) -> tuple[bool, float, float]:
    """Loops that cannot be timed come last."""
    most = float("inf") if delay.total.max is None else delay.total.max
    if not delay.known or delay.total.smooth:
        return True, 0.0, 0.0
    return False, most, delay.total.min


def _by_variable(loops: Sequence[Loop]) -> dict[str, int]:
    places: dict[str, bytearray] = {}
    size = (len(loops) + 7) // 8
    for place, loop in enumerate(loops):
        for name in loop.variables:
            if name not in places:
                places[name] = bytearray(size)
            places[name][place >> 3] |= 1 << (place & 7)
    return {name: int.from_bytes(bits, "little") for name, bits in places.items()}


def _together(through: dict[str, int], names: Iterable[str]) -> int:
    bits = 0
    for name in names:
        bits |= through.get(name, 0)
    return bits


def _lowest(bits: int, most: int) -> Iterator[int]:
    """Yield the places of the lowest bits, at most `most`."""
    for _ in range(min(bits.bit_count(), most)):
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
