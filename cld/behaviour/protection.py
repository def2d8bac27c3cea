"""What holds a reinforcing loop, and whether it answers in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeVar

from cld.behaviour.delays import loop_delay
from cld.core.diagram import Diagram
from cld.core.quantities import Delay
from cld.loops.loop import Loop
from cld.loops.space import LoopSpace

# Of the balancing loops through one variable so many are kept, the fastest: whether one
# answers in time is decided by them.
MOST_KEPT = 10

Kept = TypeVar("Kept")
Verdict = Literal["unprotected", "protected", "late", "unknown"]


@dataclass(frozen=True, slots=True)
class Protection:
    """How a reinforcing loop is held.

    `by` names the balancing loops the verdict rests on, the fastest first. `turns` says after
    how many turns of the reinforcing loop the fastest of them answers, least and most; None
    where it is not late, or where a turn has no length. `undetermined` names loops that touch
    it and might hold it, if their signs were known. `all_named` is False where there are more
    loops than `by` names. Whether what holds it is strong enough, a diagram cannot say.
    """

    verdict: Verdict
    by: tuple[str, ...] = ()
    turns: tuple[float, float] | None = None
    undetermined: tuple[str, ...] = ()
    all_named: bool = True


@dataclass(frozen=True)
class Brakes:
    """The balancing and undetermined loops through each variable, with their delays.

    `braked` are the variables on a balancing loop, of all there are, None where that is not
    known; `crowded` are the variables with more balancing loops than are kept, the fastest.
    """

    diagram: Diagram
    fastest: dict[str, tuple[tuple[Loop, Delay], ...]]
    least: dict[str, float]
    undetermined: dict[str, tuple[Loop, ...]]
    complete: bool
    braked: frozenset[str] | None
    crowded: frozenset[str]

    def protection(self, loop: Loop) -> Protection | None:
        """Return how a reinforcing loop is held; None for a loop of another type.

        Protected: some balancing loop that shares a variable answers no later than one turn.
        Late: every such loop is slower. Unprotected: there is none. Unknown where a delay has
        no length, ranges overlap, or not all loops are known.
        """
        if loop.type != "R":
            return None
        names = loop.variables
        sharing = {b.id: (b, t) for b, t in _each(self.fastest, names)}
        touching = {u.id: u for u in _each(self.undetermined, names)}
        might = tuple(touching)
        all_named = self.crowded.isdisjoint(names)
        if not sharing:
            free = self.braked is not None and self.braked.isdisjoint(names)
            return Protection("unprotected" if free else "unknown", undetermined=might)
        turn = loop_delay(self.diagram, loop).total
        ranked = sorted(sharing.values(), key=lambda pair: _by_speed(pair[1]))
        in_time = [b.id for b, t in ranked if t.max is not None and t.max <= turn.min]
        if in_time:
            return Protection("protected", tuple(in_time), None, might, all_named)
        by = tuple(b.id for b, _ in ranked)
        least = min(self.least[name] for name in names if name in self.least)
        if self.complete and turn.max is not None and least > turn.max:
            answer = Delay(least, ranked[0][1].max)
            return Protection("late", by, _turns(answer, turn), might, all_named)
        return Protection("unknown", by, None, might, all_named)


def brakes(
    diagram: Diagram, loops: Iterable[Loop], complete: bool, space: LoopSpace | None = None
) -> Brakes:
    """Gather what may hold a reinforcing loop.

    `complete` tells whether `loops` are all loops of the diagram: only then can it be said
    that everything that holds a loop is late. That nothing does can be said too where all
    loops are held in `space`.

    >>> from cld.language.source import source_of
    >>> from cld.loops.catalogue import find_loops
    >>> source = source_of("A (+, delay 1s)-> B (+)-> A\\nB (+, delay 3s)-> C (-)-> B")
    >>> loops = find_loops(source.diagram, source.lines)[0].loops
    >>> brakes(source.diagram, loops, complete=True).protection(loops[0])
    Protection(verdict='late', by=('B1',), turns=(3.0, 3.0), undetermined=(), all_named=True)
    """
    loops = tuple(loops)
    delays = [(loop, loop_delay(diagram, loop).total) for loop in loops if loop.type == "B"]
    delays.sort(key=lambda pair: _by_speed(pair[1]))
    fastest: dict[str, list[tuple[Loop, Delay]]] = {}
    least: dict[str, float] = {}
    count: Counter[str] = Counter()
    for found in delays:
        loop, delay = found
        count.update(loop.variables)
        for name in loop.variables:
            here = fastest.setdefault(name, [])
            if len(here) < MOST_KEPT:
                here.append(found)
            if name not in least or delay.min < least[name]:
                least[name] = delay.min
    undetermined: dict[str, list[Loop]] = {}
    for loop in loops:
        for name in loop.variables if loop.type == "U" else ():
            touching = undetermined.setdefault(name, [])
            if len(touching) < MOST_KEPT:
                touching.append(loop)
    braked = frozenset(fastest) if complete else None
    if space is not None and not complete:
        through = space.through_variables.items()
        braked = frozenset(name for name, counts in through if counts.B)
    crowded = frozenset(name for name, number in count.items() if number > MOST_KEPT)
    shared, shared_unknown = _alike(fastest), _alike(undetermined)
    return Brakes(diagram, shared, least, shared_unknown, complete, braked, crowded)


def _alike(kept: Mapping[str, Sequence[Kept]]) -> dict[str, tuple[Kept, ...]]:
    """The same with one object for equal rows: along a chain of variables all are equal."""
    rows: dict[tuple[int, ...], tuple[Kept, ...]] = {}
    return {
        name: rows.setdefault(tuple([id(one) for one in found]), tuple(found))
        for name, found in kept.items()
    }


def _each(kept: Mapping[str, tuple[Kept, ...]], names: Iterable[str]) -> Iterator[Kept]:
    """Yield what is kept for some variables, rows that are one object once."""
    rows = {id(kept[name]): kept[name] for name in names if name in kept}
    return chain.from_iterable(rows.values())


def _by_speed(delay: Delay) -> tuple[float, float]:
    return float("inf") if delay.max is None else delay.max, delay.min


def _turns(answer: Delay, turn: Delay) -> tuple[float, float] | None:
    if not turn.min or not turn.max or answer.max is None:
        return None
    return answer.min / turn.max, answer.max / turn.min
