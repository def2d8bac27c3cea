"""The loops before and after an intervention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cld.behaviour.delays import loop_delay
from cld.core.diagram import Diagram, Ends
from cld.core.quantities import Delay
from cld.core.rings import from_least
from cld.leverage.apply import Applied
from cld.leverage.budget import ALONE, Share
from cld.leverage.listed_loops import Known
from cld.loops.components import links_in_loops
from cld.loops.loop import Loop
from cld.loops.through import loops_through

BeforeAndAfter = tuple[Loop, Loop]


@dataclass(frozen=True, slots=True)
class Effects:
    """What an intervention does to the loops.

    Loops that stood before carry their ids; `created` ones, and the second of each pair, have
    none. `lengthened` loops are made again through added variables with the same type,
    `shortened` ones without some variables that are left aside. `unclear` loops are changed
    in a way that signs which are not known leave open. `held` and `let_go` name the
    reinforcing loops that a balancing one touches only afterwards, or only before.
    `idle` are touched links that lie in no loop. `all_created` is False where there are more
    new loops than `created`. `complete` is False where not all loops are known; then nothing
    is said of holding.
    """

    created: tuple[Loop, ...] = ()
    broken: tuple[Loop, ...] = ()
    lengthened: tuple[BeforeAndAfter, ...] = ()
    shortened: tuple[BeforeAndAfter, ...] = ()
    weakened: tuple[Loop, ...] = ()
    strengthened: tuple[Loop, ...] = ()
    unclear: tuple[Loop, ...] = ()
    slowed: tuple[Loop, ...] = ()
    quickened: tuple[Loop, ...] = ()
    held: tuple[Loop, ...] = ()
    let_go: tuple[Loop, ...] = ()
    idle: tuple[Ends, ...] = ()
    all_created: bool = True
    complete: bool = True


def compare(diagram: Diagram, known: Known, applied: Applied, share: Share = ALONE) -> Effects:
    """Return what an intervention does to the loops of a diagram.

    Parameters
    ----------
    diagram, known : the diagram before, and its loops.
    applied : the diagram after, and which links were touched.
    share : what may be spent on it.

    >>> from cld.leverage.apply import apply_changes
    >>> from cld.language.source import source_of
    >>> from cld.loops.catalogue import find_loops
    >>> source = source_of('A (+)-> B (+)-> A\\nintervention "Brake" { add B (+)-> C (-)-> A }')
    >>> loops = find_loops(source.diagram, source.lines)[0].loops
    >>> after = apply_changes(source.diagram, source.diagram.interventions[0].changes)
    >>> found = compare(source.diagram, Known(loops, complete=True), after)
    >>> [loop.type for loop in found.created], [loop.id for loop in found.held]
    (['B'], ['R1'])
    """
    gone = known.through(applied.cut)
    made, all_made = loops_through(applied.diagram, applied.added, share.steps)
    lengthened, gone, made = _made_again(gone, made, _new(diagram, applied))
    turned, made, gone = _made_again(made, gone, _left_aside(diagram, applied))
    shortened = tuple((before, after) for after, before in turned)
    pairs = (*lengthened, *shortened)
    broken = {loop.id for loop in gone}
    slowed, quickened = _paced(diagram, applied, known, broken, pairs)
    complete = known.complete and all_made
    held, let_go = _holding(known, gone, made, pairs) if complete else ((), ())

    def kept(links: Iterable[Ends]) -> tuple[Loop, ...]:
        return tuple(loop for loop in known.through(links) if loop.id not in broken)

    return Effects(
        created=made,
        broken=gone,
        lengthened=lengthened,
        shortened=shortened,
        weakened=kept(applied.weakened),
        strengthened=kept(applied.strengthened),
        unclear=kept(applied.unclear),
        slowed=slowed,
        quickened=quickened,
        held=held,
        let_go=let_go,
        idle=_idle(diagram, known, applied),
        all_created=all_made,
        complete=complete,
    )


def _new(diagram: Diagram, applied: Applied) -> set[str]:
    """Variables that have links now and had none: to declare one early changes nothing."""
    return _linked(applied.diagram) - _linked(diagram) if applied.added else set()


def _left_aside(diagram: Diagram, applied: Applied) -> set[str]:
    """Variables that had links and have none any more."""
    return _linked(diagram) - _linked(applied.diagram) if applied.cut else set()


def _linked(diagram: Diagram) -> set[str]:
    return {end for link in diagram.links for end in link.ends}


def _made_again(
    short: Sequence[Loop], long: Sequence[Loop], between: set[str]
) -> tuple[tuple[BeforeAndAfter, ...], tuple[Loop, ...], tuple[Loop, ...]]:
    """Pair loops with those that differ by the variables `between` alone, types being equal.

    Returns the pairs and what is left of both.
    """
    if not between:
        return (), tuple(short), tuple(long)
    open_: dict[tuple[str, tuple[str, ...]], list[Loop]] = {}
    for loop in long:
        kept = [name for name in loop.variables if name not in between]
        if kept and len(kept) < len(loop.variables):
            open_.setdefault((loop.type, from_least(kept)), []).append(loop)
    pairs, alone, used = [], [], set()
    for loop in short:
        matches = open_.get((loop.type, from_least(loop.variables)))
        if matches:
            match = matches.pop(0)
            pairs.append((loop, match))
            used.add(id(match))
        else:
            alone.append(loop)
    return tuple(pairs), tuple(alone), tuple(loop for loop in long if id(loop) not in used)


def _paced(
    diagram: Diagram,
    applied: Applied,
    known: Known,
    broken: set[str],
    pairs: Sequence[BeforeAndAfter],
) -> tuple[tuple[Loop, ...], tuple[Loop, ...]]:
    """Return the loops that take longer, and those that take less long, to come round."""
    lengths = {ends: (before, after) for ends, before, after in applied.delayed}
    slowed: list[Loop] = []
    quickened: list[Loop] = []
    again = {before.id for before, _ in pairs}
    for loop in known.through(lengths):
        if loop.id in broken or loop.id in again:
            continue
        changed = [lengths.get(link.ends) for link in loop.links]
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
    known: Known, gone: Iterable[Loop], made: Iterable[Loop], pairs: Sequence[BeforeAndAfter]
) -> tuple[tuple[Loop, ...], tuple[Loop, ...]]:
    """Reinforcing loops that a balancing one touches only afterwards, or only before.

    Only those are looked at that pass a variable of which this changed, or are made again.
    """
    change = Counter[str]()
    for loops, step in (
        (gone, -1),
        ((before for before, _ in pairs), -1),
        (made, 1),
        ((after for _, after in pairs), 1),
    ):
        for loop in loops:
            if loop.type == "B":
                change.update(dict.fromkeys(loop.variables, step))
    before = known.braked
    touched = [
        name
        for name, step in change.items()
        if (before.get(name, 0) > 0) != (before.get(name, 0) + step > 0)
    ]
    anew = {old.id: new for old, new in pairs if old.type == "R"}
    candidates = {loop.id: loop for loop in known.reinforcing_at(touched, {x.id for x in gone})}
    candidates.update({old.id: old for old, _ in pairs if old.type == "R"})
    held: list[Loop] = []
    let_go: list[Loop] = []
    for loop in candidates.values():
        was = any(before.get(name, 0) > 0 for name in loop.variables)
        names = anew.get(loop.id, loop).variables
        now = any(before.get(name, 0) + change[name] > 0 for name in names)
        if was != now:
            (held if now else let_go).append(loop)
    return tuple(held), tuple(let_go)


def _idle(diagram: Diagram, known: Known, applied: Applied) -> tuple[Ends, ...]:
    """Touched links that lie in no loop, those cut before and the others afterwards."""
    there = (*applied.added, *applied.strengthened, *applied.weakened, *applied.unclear)
    open_ = [ends for ends in applied.cut if ends not in known.by_link]
    before = links_in_loops(diagram) if open_ else frozenset()
    after = links_in_loops(applied.diagram) if there else frozenset()
    return (
        *(ends for ends in open_ if ends not in before),
        *(ends for ends in dict.fromkeys(there) if ends not in after),
    )
