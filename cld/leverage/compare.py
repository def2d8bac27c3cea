"""The loops before and after an intervention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cld.delays import loop_delay
from cld.leverage.apply import Applied, Ends
from cld.loops.loop import Loop
from cld.loops.through import loops_through
from cld.model import Diagram, Link
from cld.quantities import Delay

Pair = tuple[Loop, Loop]


@dataclass(frozen=True, slots=True)
class Effects:
    """What an intervention does to the loops.

    Loops that stood before carry their ids; `created` ones, and the second of each pair, have
    none. `lengthened` loops are made again through added variables with the same type,
    `shortened` ones without some variables that are left aside. `unclear` loops are changed
    in a way that signs which are not known leave open. `held` and `let_go` name the
    reinforcing loops that a balancing one touches only afterwards, or only before.
    `idle` are touched links that lie in no loop. `complete` is False where not all loops are
    known; then nothing is said of holding.
    """

    created: tuple[Loop, ...] = ()
    broken: tuple[Loop, ...] = ()
    lengthened: tuple[Pair, ...] = ()
    shortened: tuple[Pair, ...] = ()
    weakened: tuple[Loop, ...] = ()
    strengthened: tuple[Loop, ...] = ()
    unclear: tuple[Loop, ...] = ()
    slowed: tuple[Loop, ...] = ()
    quickened: tuple[Loop, ...] = ()
    held: tuple[Loop, ...] = ()
    let_go: tuple[Loop, ...] = ()
    idle: tuple[Ends, ...] = ()
    complete: bool = True


def compare(diagram: Diagram, loops: Sequence[Loop], applied: Applied, complete: bool) -> Effects:
    """Return what an intervention does to the loops of a diagram.

    Parameters
    ----------
    diagram, loops : the diagram before, and its loops.
    applied : the diagram after, and which links were touched.
    complete : whether `loops` are all loops there are.

    >>> from cld.leverage.apply import apply
    >>> from cld.source import load
    >>> from cld.loops.catalogue import find_loops
    >>> source = load('A (+)-> B (+)-> A\\nintervention "Brake" { add B (+)-> C (-)-> A }')
    >>> loops = find_loops(source.diagram, source.lines)[0].loops
    >>> after = apply(source.diagram, source.diagram.interventions[0].changes)
    >>> found = compare(source.diagram, loops, after, complete=True)
    >>> [loop.type for loop in found.created], [loop.id for loop in found.held]
    (['B'], ['R1'])
    """
    gone = through(loops, applied.cut)
    made, all_made = loops_through(applied.diagram, applied.added)
    lengthened, gone, made = _made_again(gone, made, _new(diagram, applied))
    turned, made, gone = _made_again(made, gone, _left_aside(diagram, applied))
    shortened = tuple((before, after) for after, before in turned)
    pairs = (*lengthened, *shortened)
    lost = {loop.id for loop in (*gone, *(before for before, _ in pairs))}
    standing = [loop for loop in loops if loop.id not in lost]
    anew = {before.id: after for before, after in pairs}
    kept = [loop for loop in loops if loop.id not in lost or loop.id in anew]
    slowed, quickened = _paced(diagram, applied, loops, lost, pairs)
    known = complete and all_made
    after = (*standing, *made, *anew.values())
    held, let_go = _holding(loops, kept, anew, after) if known else ((), ())
    return Effects(
        created=made,
        broken=gone,
        lengthened=lengthened,
        shortened=shortened,
        weakened=through(kept, applied.weakened),
        strengthened=through(kept, applied.strengthened),
        unclear=through(kept, applied.unclear),
        slowed=slowed,
        quickened=quickened,
        held=held,
        let_go=let_go,
        idle=_idle(applied, loops, after),
        complete=known,
    )


def through(loops: Iterable[Loop], links: Iterable[Ends]) -> tuple[Loop, ...]:
    """Return the loops that run through at least one of these links."""
    wanted = set(links)
    if not wanted:
        return ()
    return tuple(
        loop for loop in loops if any((link.cause, link.effect) in wanted for link in loop.links)
    )


def _new(diagram: Diagram, applied: Applied) -> set[str]:
    """Variables that have links now and had none: to declare one early changes nothing."""
    known = {end for link in diagram.links for end in (link.cause, link.effect)}
    linked = {end for link in applied.diagram.links for end in (link.cause, link.effect)}
    return linked - known


def _left_aside(diagram: Diagram, applied: Applied) -> set[str]:
    """Variables that had links and have none any more."""
    after = applied.diagram
    return {
        v.name
        for v in diagram.variables
        if not after.links_from[v.name]
        and not after.links_to[v.name]
        and (diagram.links_from[v.name] or diagram.links_to[v.name])
    }


def _made_again(
    short: Sequence[Loop], long: Sequence[Loop], between: set[str]
) -> tuple[tuple[Pair, ...], tuple[Loop, ...], tuple[Loop, ...]]:
    """Pair loops with those that differ by the variables `between` alone, types being equal.

    Returns the pairs and what is left of both.
    """
    if not between:
        return (), tuple(short), tuple(long)
    open_: dict[tuple[str, tuple[str, ...]], list[Loop]] = {}
    for loop in long:
        kept = [name for name in loop.variables if name not in between]
        if kept and len(kept) < len(loop.variables):
            open_.setdefault((loop.type, _turned(kept)), []).append(loop)
    pairs, alone, used = [], [], set()
    for loop in short:
        matches = open_.get((loop.type, _turned(loop.variables)))
        if matches:
            match = matches.pop(0)
            pairs.append((loop, match))
            used.add(id(match))
        else:
            alone.append(loop)
    return tuple(pairs), tuple(alone), tuple(loop for loop in long if id(loop) not in used)


def _turned(names: Sequence[str]) -> tuple[str, ...]:
    """The same round, begun at its least name: rounds that are equal become equal tuples."""
    first = min(range(len(names)), key=lambda i: names[i])
    return (*names[first:], *names[:first])


def _paced(
    diagram: Diagram,
    applied: Applied,
    loops: Sequence[Loop],
    lost: set[str],
    pairs: Sequence[Pair],
) -> tuple[tuple[Loop, ...], tuple[Loop, ...]]:
    """Return the loops that take longer, and those that take less long, to come round."""
    lengths = {ends: (before, after) for ends, before, after in applied.delayed}
    slowed: list[Loop] = []
    quickened: list[Loop] = []
    for loop in through(loops, lengths):
        if loop.id in lost:
            continue
        changed = [lengths.get((link.cause, link.effect)) for link in loop.links]
        sign = sum(_slower(*both) for both in changed if both)
        (slowed if sign > 0 else quickened).extend([loop] if sign else [])
    for before, after in pairs:
        totals = loop_delay(diagram, before).total, loop_delay(applied.diagram, after).total
        sign = _slower(*totals)
        (slowed if sign > 0 else quickened).extend([before] if sign else [])
    return tuple(slowed), tuple(quickened)


def _slower(before: Delay, after: Delay) -> float:
    """By how much it takes longer, on the mean of its range; 0 where that is not known."""
    if before.max is None or after.max is None:
        return after.min - before.min
    return (after.min + after.max - before.min - before.max) / 2


def _holding(
    loops: Sequence[Loop], kept: Sequence[Loop], anew: dict[str, Loop], after: Sequence[Loop]
) -> tuple[tuple[Loop, ...], tuple[Loop, ...]]:
    """Reinforcing loops that a balancing one touches only afterwards, or only before. Those in
    `anew` are made again, by id, with other variables."""
    braked_before, braked_after = _braked(loops), _braked(after)
    held: list[Loop] = []
    let_go: list[Loop] = []
    for loop in kept:
        if loop.type == "R":
            before = not braked_before.isdisjoint(loop.variables)
            now = not braked_after.isdisjoint(anew.get(loop.id, loop).variables)
            if before != now:
                (held if now else let_go).append(loop)
    return tuple(held), tuple(let_go)


def _braked(loops: Iterable[Loop]) -> set[str]:
    return {name for loop in loops if loop.type == "B" for name in loop.variables}


def _idle(applied: Applied, before: Iterable[Loop], after: Iterable[Loop]) -> tuple[Ends, ...]:
    """Touched links that lie in no loop, those cut before and the others afterwards."""
    busy_before, busy_after = _links_of(before), _links_of(after)
    there = (*applied.added, *applied.strengthened, *applied.weakened, *applied.unclear)
    return (
        *(ends for ends in applied.cut if ends not in busy_before),
        *(ends for ends in dict.fromkeys(there) if ends not in busy_after),
    )


def _links_of(loops: Iterable[Loop]) -> set[Ends]:
    links: Iterable[Link] = (link for loop in loops for link in loop.links)
    return {(link.cause, link.effect) for link in links}
