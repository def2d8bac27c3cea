"""The loops before and after an intervention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cld.behaviour.delays import loop_delay
from cld.core.diagram import Diagram, Ends
from cld.core.quantities import NO_DELAY, Delay
from cld.core.rings import from_least
from cld.leverage.apply import Applied
from cld.leverage.budget import ALONE, Share
from cld.leverage.listed_loops import Known
from cld.loops.components import links_in_loops
from cld.loops.drain import circulates
from cld.loops.loop import Loop
from cld.loops.through import loops_through

BeforeAndAfter = tuple[Loop, Loop]


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects of an intervention on the loops.

    Loops that existed before have their ids; `created` ones, and the second of each pair, have
    none. `lengthened` loops are rerouted through added variables with the same type, `shortened`
    ones without some variables that are bypassed. `unclear` loops are changed in a direction that
    depends on unknown signs, or weakened on one link and strengthened on another. `slowed` loops
    take longer by the marked delays, `quickened` ones less long. `opposed` and `unchecked` are the
    reinforcing loops that share a variable with a balancing one only afterwards, or only before.
    `idle` are touched links on no loop: the `tuned` ones are weakened or strengthened parameters,
    from a constant or at a stock or a flow, and `idle_stocks` are the ends of the others that are
    marked as a stock or a flow. `all_created` is False if there are more new loops than `created`.
    `complete` is False if not all loops are known; then opposition is not reported.
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
    opposed: tuple[Loop, ...] = ()
    unchecked: tuple[Loop, ...] = ()
    idle: tuple[Ends, ...] = ()
    idle_stocks: tuple[str, ...] = ()
    tuned: tuple[Ends, ...] = ()
    all_created: bool = True
    complete: bool = True


def compare(diagram: Diagram, known: Known, applied: Applied, share: Share = ALONE) -> Effects:
    """Return the effects of an intervention on the loops of a diagram.

    Parameters
    ----------
    diagram, known : the diagram before, and its loops.
    applied : the diagram after, and the touched links.
    share : the work allowed for it.

    >>> from cld.leverage.apply import apply_changes
    >>> from cld.language.source import source_of
    >>> from cld.loops.catalogue import find_loops
    >>> source = source_of('A (+)-> B (+)-> A\\nintervention "I" { add B (+)-> C (-)-> A }')
    >>> loops = find_loops(source.diagram, source.lines)[0].loops
    >>> after = apply_changes(source.diagram, source.diagram.interventions[0].changes)
    >>> found = compare(source.diagram, Known(loops, complete=True), after)
    >>> [loop.type for loop in found.created], [loop.id for loop in found.opposed]
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
    idle = _idle(diagram, known, applied)
    changed = {*applied.weakened, *applied.strengthened}
    tuned = (*_tuned(diagram, idle, changed), *_pushed(applied, idle))
    moved = [ends for ends in idle if ends not in tuned]
    opposed, unchecked = _opposition(known, gone, made, pairs) if complete else ((), ())

    def kept(links: Iterable[Ends]) -> tuple[Loop, ...]:
        """Without loops that only move material from stock to stock: these amplify nothing."""
        there = (loop for loop in known.through(links) if loop.id not in broken)
        return tuple(loop for loop in there if not circulates(diagram, loop))

    weaker, stronger = kept(applied.weakened), kept(applied.strengthened)
    # Weakened on one link and strengthened on another: which counts for more is not known.
    both = {loop.id for loop in weaker} & {loop.id for loop in stronger}
    unclear = {loop.id for loop in kept(applied.unclear)} | both
    return Effects(
        created=made,
        broken=gone,
        lengthened=lengthened,
        shortened=shortened,
        weakened=tuple(loop for loop in weaker if loop.id not in both),
        strengthened=tuple(loop for loop in stronger if loop.id not in both),
        unclear=tuple(loop for loop in known.loops if loop.id in unclear) if unclear else (),
        slowed=slowed,
        quickened=quickened,
        opposed=opposed,
        unchecked=unchecked,
        idle=idle,
        idle_stocks=_stocks(moved, (diagram, applied.diagram)),
        tuned=tuned,
        all_created=all_made,
        complete=complete,
    )


def _new(diagram: Diagram, applied: Applied) -> set[str]:
    """Variables that have links now and had none; declaring one without links changes nothing."""
    return _linked(applied.diagram) - _linked(diagram) if applied.added else set()


def _left_aside(diagram: Diagram, applied: Applied) -> set[str]:
    """Variables that had links and have none now."""
    return _linked(diagram) - _linked(applied.diagram) if applied.cut else set()


def _linked(diagram: Diagram) -> set[str]:
    return {end for link in diagram.links for end in link.ends}


def _made_again(
    short: Sequence[Loop], long: Sequence[Loop], between: set[str]
) -> tuple[tuple[BeforeAndAfter, ...], tuple[Loop, ...], tuple[Loop, ...]]:
    """Pair loops with those of the same type that differ only by the variables `between`.

    Returns the pairs and the unpaired loops of both.
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
    """Return the loops that take longer by the marked delays, and those that take less long."""
    lengths = {ends: (before, after) for ends, before, after in applied.delayed}
    slowed: list[Loop] = []
    quickened: list[Loop] = []
    again = {before.id for before, _ in pairs}
    for loop in known.through(lengths):
        if loop.id in broken or loop.id in again:
            continue
        changed = [lengths[link.ends] for link in loop.links if link.ends in lengths]
        before = sum((one for one, _ in changed), NO_DELAY)
        after = sum((one for _, one in changed), NO_DELAY)
        sign = slower(before, after)
        (slowed if sign > 0 else quickened).extend([loop] if sign else [])
    for old, new in pairs:
        sign = slower(loop_delay(diagram, old).total, loop_delay(applied.diagram, new).total)
        # A link without a mark counts 0, which must not make the difference.
        if (sign < 0 and not _all_marked(new, old)) or (sign > 0 and not _all_marked(old, new)):
            continue
        (slowed if sign > 0 else quickened).extend([old] if sign else [])
    return tuple(slowed), tuple(quickened)


def _all_marked(loop: Loop, other: Loop) -> bool:
    """Return whether each link of a loop that is not on another one has a delay."""
    shared = other.ends
    return all(link.delay is not None for link in loop.links if link.ends not in shared)


def slower(before: Delay, after: Delay) -> int:
    """Return 1 if a delay is longer afterwards, -1 if it is shorter, and 0 otherwise: it stays, its
    ranges overlap in both directions, or a length is unknown.

    >>> slower(Delay(5.0, 5.0, True), Delay(9.0, 9.0, True))
    1
    >>> slower(Delay(5.0, 9.0, True), Delay(4.0, 10.0, True))
    0
    """
    least = after.min - before.min
    if before.max is None or after.max is None:
        # Of a delay without a bound it is known only that it is not shorter than its least.
        longer = before.max is not None and after.min > before.max
        return int(longer) - int(after.max is not None and after.max < before.min)
    most = after.max - before.max
    if least >= 0 and most >= 0:
        return int(least > 0 or most > 0)
    return -1 if least <= 0 and most <= 0 else 0


def _opposition(
    known: Known, gone: Iterable[Loop], made: Iterable[Loop], pairs: Sequence[BeforeAndAfter]
) -> tuple[tuple[Loop, ...], tuple[Loop, ...]]:
    """Reinforcing loops that share a variable with a balancing one only afterwards, or only before.

    Only loops that pass an affected variable, or are rerouted, are examined.
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
    before = known.balancing_at
    touched = [
        name
        for name, step in change.items()
        if (before.get(name, 0) > 0) != (before.get(name, 0) + step > 0)
    ]
    anew = {old.id: new for old, new in pairs if old.type == "R"}
    candidates = {loop.id: loop for loop in known.reinforcing_at(touched, {x.id for x in gone})}
    candidates.update({old.id: old for old, _ in pairs if old.type == "R"})
    opposed: list[Loop] = []
    unchecked: list[Loop] = []
    for loop in candidates.values():
        was = any(before.get(name, 0) > 0 for name in loop.variables)
        names = anew.get(loop.id, loop).variables
        now = any(before.get(name, 0) + change[name] > 0 for name in names)
        if was != now:
            (opposed if now else unchecked).append(loop)
    return tuple(opposed), tuple(unchecked)


def _idle(diagram: Diagram, known: Known, applied: Applied) -> tuple[Ends, ...]:
    """Touched links on no loop: cut links before the change, others after it."""
    there = (*applied.added, *applied.strengthened, *applied.weakened, *applied.unclear)
    open_ = [ends for ends in applied.cut if ends not in known.by_link]
    before = links_in_loops(diagram) if open_ else frozenset()
    after = links_in_loops(applied.diagram) if there else frozenset()
    return (
        *(ends for ends in open_ if ends not in before),
        *(ends for ends in dict.fromkeys(there) if ends not in after),
    )


def _tuned(diagram: Diagram, idle: Iterable[Ends], changed: set[Ends]) -> tuple[Ends, ...]:
    """The weakened or strengthened links on no loop that are parameters: the structure stays."""

    def parameter(ends: Ends) -> bool:
        return ends[0] in diagram.given or bool(_stocks([ends], (diagram,)))

    return tuple(ends for ends in idle if ends in changed and parameter(ends))


def _pushed(applied: Applied, idle: Iterable[Ends]) -> tuple[Ends, ...]:
    """The new links on no loop through which something from outside acts on a stock or a flow."""
    after = applied.diagram

    def pushes(ends: Ends) -> bool:
        # Of its two ends the one that something acts on is marked.
        return not after.links_to[ends[0]] and _stocks([ends], (after,)) == ends[1:]

    return tuple(ends for ends in idle if ends in applied.added and pushes(ends))


def _stocks(links: Iterable[Ends], diagrams: Iterable[Diagram]) -> tuple[str, ...]:
    """The ends of some links that one of two diagrams marks as a stock or a flow."""
    marked = {
        variable.name
        for diagram in diagrams
        for variable in diagram.variables
        if variable.kind in ("stock", "flow")
    }
    return tuple(dict.fromkeys(end for ends in links for end in ends if end in marked))
