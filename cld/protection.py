"""What holds a reinforcing loop, and whether it answers in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cld.delays import loop_delay
from cld.loops.loop import Loop
from cld.loops.space import LoopSpace
from cld.model import Diagram
from cld.quantities import Delay

# Of the balancing loops through one variable so many are kept, the fastest: whether one
# answers in time is decided by them.
MOST_KEPT = 10

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
    fastest: dict[str, list[tuple[Loop, Delay]]]
    least: dict[str, float]
    undetermined: dict[str, list[Loop]]
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
        sharing = {b.id: (b, t) for name in names for b, t in self.fastest.get(name, ())}
        touching = {u.id: u for name in names for u in self.undetermined.get(name, ())}
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

    >>> from cld.source import load
    >>> from cld.loops.catalogue import find_loops
    >>> source = load("A (+, delay 1s)-> B (+)-> A\\nB (+, delay 3s)-> C (-)-> B")
    >>> loops = find_loops(source.diagram, source.lines)[0].loops
    >>> brakes(source.diagram, loops, complete=True).protection(loops[0])
    Protection(verdict='late', by=('B1',), turns=(3.0, 3.0), undetermined=(), all_named=True)
    """
    fastest: dict[str, list[tuple[Loop, Delay]]] = {}
    least: dict[str, float] = {}
    undetermined: dict[str, list[Loop]] = {}
    for loop in loops:
        if loop.type == "R":
            continue
        if loop.type == "U":
            for name in loop.variables:
                found = undetermined.setdefault(name, [])
                if len(found) < MOST_KEPT:
                    found.append(loop)
            continue
        delay = loop_delay(diagram, loop).total
        for name in loop.variables:
            fastest.setdefault(name, []).append((loop, delay))
            least[name] = min(delay.min, least.get(name, delay.min))
    braked = frozenset(fastest) if complete else None
    if space is not None and not complete:
        through = space.through_variables.items()
        braked = frozenset(name for name, counts in through if counts.B)
    crowded = frozenset(name for name, found in fastest.items() if len(found) > MOST_KEPT)
    for found_here in fastest.values():
        found_here.sort(key=lambda pair: _by_speed(pair[1]))
        del found_here[MOST_KEPT:]
    return Brakes(diagram, fastest, least, undetermined, complete, braked, crowded)


def _by_speed(delay: Delay) -> tuple[float, float]:
    return float("inf") if delay.max is None else delay.max, delay.min


def _turns(answer: Delay, turn: Delay) -> tuple[float, float] | None:
    if not turn.min or not turn.max or answer.max is None:
        return None
    return answer.min / turn.max, answer.max / turn.min
