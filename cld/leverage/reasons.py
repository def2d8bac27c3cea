"""The effects of an intervention, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from cld.core.diagram import Change, Diagram, Ends
from cld.core.english import words_of
from cld.core.quantities import QuantityError, length, spoken_delay
from cld.core.text import fold
from cld.leverage.apply import Applied, is_informed
from cld.leverage.compare import Effects
from cld.leverage.listed_loops import Known
from cld.leverage.naming import MOST_NAMED, new_loops, of_type, titles
from cld.loops.loop import Loop
from cld.sentences import leverage as say
from cld.sentences.naming import names_of
from cld.sentences.sentence import Sentence

MOST_CLAUSES = 12
# The words of a rule or a goal are repeated up to this length.
MOST_SIGNS = 60
# At most this many loops are named that a link acts on.
MOST_ACTED = 3
# A value of such a name may be the goal of the whole system.
GOAL_WORDS = frozenset({"goal", "goals"})

_BY_VERB = {
    "rule": say.RULE,
    "self-organise": say.SELF_ORGANISE,
    "self-organize": say.SELF_ORGANISE,
    "goal": say.GOAL,
    "paradigm": say.PARADIGM,
    "transcend": say.TRANSCEND,
}


def clauses(
    diagram: Diagram,
    changes: Sequence[Change],
    applied: Applied,
    effects: Effects,
    known: Known,
    has_level: bool,
) -> list[str]:
    """Return the effects of an intervention, a clause each, loops first.

    Parameters
    ----------
    diagram, known : the diagram before, and its loops.
    changes, applied, effects : the operations, the diagram after, and the effects on the loops.
    has_level : False if none of this gives the intervention a level.
    """
    said = [*_loops(effects, known), *_information(diagram, changes)]
    said += _by_verb(diagram, changes, known)
    said += [
        say.LINK_DELAY(
            cause=cause, effect=effect, after=spoken_delay(after), before=spoken_delay(before)
        )
        for (cause, effect), before, after in applied.delayed
    ]
    if not _any_loop(effects):
        said += _idle(diagram, applied.diagram, effects, known, has_level)
    if effects.opposed:
        are = "is" if len(effects.opposed) == 1 else "are"
        said.append(say.THEN_OPPOSED(loops=titles(effects.opposed), are=are))
    told = list(dict.fromkeys(said))
    if len(told) > MOST_CLAUSES:
        more = len(told) - MOST_CLAUSES
        told = [*told[:MOST_CLAUSES], say.MORE_CHANGES(count=f"{more:,}")]
    return told


def _loops(effects: Effects, known: Known) -> Iterator[str]:
    yield from _created(effects, known)
    for closed in (of_type("R", effects.created), of_type("U", effects.created)):
        if closed:
            yield say.CLOSES(loops=new_loops(closed, effects.all_created))
    yield from _grouped(say.OPENS, effects.broken)
    yield from _grouped(say.WEAKENS, effects.weakened)
    yield from _grouped(say.STRENGTHENS, effects.strengthened)
    yield from overshooting(effects)
    yield from _grouped(say.CHANGES, effects.unclear)
    yield from _grouped(say.LONGER, [one for one, _ in effects.lengthened])
    yield from _grouped(say.SHORTER, [one for one, _ in effects.shortened])
    yield from _grouped(say.SLOWER, effects.slowed)
    yield from _grouped(say.FASTER, effects.quickened)


def _created(effects: Effects, known: Known) -> Iterator[str]:
    """The new balancing loops, and the reinforcing ones that they oppose."""
    loops, every = of_type("B", effects.created), effects.all_created
    if not loops:
        return
    one = len(loops) == 1 and every
    named = new_loops(loops, every)
    along, at = _met(loops, effects, known)
    if not along and not at:
        yield say.CLOSES(loops=named)
    elif one:
        opposes = say.CLOSES_ALONG if along else say.CLOSES_AT
        yield opposes(loop=named, others=titles(along or at))
    elif along and every and all(_share_link(new, old) for new in loops for old in along):
        yield say.CLOSES_ALL_ALONG(loops=named, others=titles(along))
    else:
        share = say.CLOSES_SOME_ALONG if along else say.CLOSES_SOME_AT
        yield share(loops=named, others=titles(along or at))


def _share_link(one: Loop, other: Loop) -> bool:
    return not one.ends.isdisjoint(other.ends)


def _met(
    loops: Sequence[Loop], effects: Effects, known: Known
) -> tuple[Sequence[Loop], Sequence[Loop]]:
    """The reinforcing loops of the changed diagram that share a link, or else a variable, with at
    least one of some new loops."""
    links = {link.ends for loop in loops for link in loop.links}
    names = {name for loop in loops for name in loop.variables}
    pairs = [
        (old, new) for old, new in (*effects.lengthened, *effects.shortened) if old.type == "R"
    ]
    changed = {old.id for old, _ in pairs} | {loop.id for loop in effects.broken}
    along = list(known.reinforcing_through(links, changed))
    along += [old for old, new in pairs if any(link.ends in links for link in new.links)]
    if along:
        return along, ()
    at = list(known.reinforcing_at(names, changed))
    at += [old for old, new in pairs if not names.isdisjoint(new.variables)]
    return (), at


def _information(diagram: Diagram, changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        for link in change.links:
            if change.verb == "inform" or (change.verb == "add" and link.info):
                informs = say.INFORMED if is_informed(diagram, link.ends) else say.INFORMS
                yield informs(cause=link.cause, effect=link.effect)


def _by_verb(diagram: Diagram, changes: Sequence[Change], known: Known) -> Iterator[str]:
    for change in changes:
        if change.verb in _BY_VERB:
            said = _BY_VERB[change.verb]()
            brief = change.words and len(change.words) <= MOST_SIGNS
            yield say.IN_ITS_WORDS(said=said, words=change.words) if brief else said
        elif change.verb == "set":
            if moves_by_itself(diagram, change):
                yield say.SET_MOVED(name=change.name, before=change.before, after=change.after)
                continue
            yield _set(diagram, change, known)
        elif change.verb == "capacity":
            yield say.CAPACITY(name=change.name, before=change.before, after=change.after)
        elif change.verb == "stock":
            yield say.STOCK(name=change.name)
    moved = [change.name for change in changes if change.name and moves_by_itself(diagram, change)]
    if moved:
        yield say.MOVES_ON(names=names_of(moved))


def _set(diagram: Diagram, change: Change, known: Known) -> str:
    """A value that is set, and the level that it would have as something else than a number."""
    name = change.name or ""
    drawn = diagram.variable(name) is not None
    told = name if drawn else _undrawn(diagram, name)
    said = say.SET(name=told, before=change.before, after=change.after)
    effects = {link.effect for link in diagram.links_from.get(name, ())}
    growing = [id_ for id_ in known.ids_at(effects) if id_.startswith("R")]
    if changes_time(change):
        other = say.SET_TIME(name=name)
    elif GOAL_WORDS.intersection(words_of(name)):
        other = say.SET_GOAL(name=name)
    elif growing:
        other = say.SET_STRENGTH(
            name=name,
            loops=names_of(known.first_of(growing), MOST_ACTED),
            are="is" if len(growing) == 1 else "are",
        )
    else:
        return said
    return f"{said} ({other})"


def overshooting(effects: Effects) -> Iterator[str]:
    """Yield that a strengthened balancing loop overshoots more easily, if it has a marked delay."""
    late = [
        loop
        for loop in of_type("B", effects.strengthened)
        if any(link.delay is not None and link.delay.max != 0 for link in loop.links)
    ]
    if late:
        yield say.OVERSHOOTS(
            loops=names_of([loop.id for loop in late], MOST_NAMED),
            overshoots="overshoots" if len(late) == 1 else "overshoot",
            its="its delay" if len(late) == 1 else "their delays",
        )


def moves_by_itself(diagram: Diagram, change: Change) -> bool:
    """Return whether `set` applies to a variable that the diagram moves: links lead to it."""
    known = change.name is not None and diagram.variable(change.name) is not None
    return change.verb == "set" and known and bool(diagram.links_to[change.name or ""])


def changes_time(change: Change) -> bool:
    """Return whether a value that is set is a length of time before and after.

    >>> changes_time(Change("set", name="Build time", before="6mo", after="3mo"))
    True
    """
    if change.verb != "set" or change.before is None or change.after is None:
        return False
    try:
        return length(change.before) > 0 or length(change.after) > 0
    except QuantityError:
        return False


def _idle(
    diagram: Diagram, after: Diagram, effects: Effects, known: Known, has_level: bool
) -> Iterator[str]:
    """Changed links on no loop: they give a level only at a stock or a flow."""
    stocks = set(effects.idle_stocks)
    moved = [ends for ends in effects.idle if ends not in effects.tuned]
    there = [ends for ends in moved if not stocks.isdisjoint(ends)]
    elsewhere = [ends for ends in moved if stocks.isdisjoint(ends)]
    if effects.tuned:
        yield say.TUNED(**_lying(effects.tuned))
    if there:
        names = [_with_kind(diagram, after, name) for name in effects.idle_stocks]
        yield say.IDLE_AT_STOCK(**_lying(there), names=names_of(names))
    if elsewhere:
        yield (say.IDLE if has_level else say.IDLE_NO_LEVEL)(**_lying(elsewhere))
    if effects.idle:
        yield from _acting(diagram, effects.idle, known)


def _undrawn(diagram: Diagram, name: str) -> str:
    """Return a name that no variable has: a note on links, or not in the diagram."""
    noted = [
        f"{link.cause} → {link.effect}"
        for link in diagram.links
        if any(fold(note).casefold() == fold(name).casefold() for note in link.notes)
    ]
    if noted:
        return say.NOTED(name=name, links=names_of(noted, MOST_ACTED))
    return say.NOT_DRAWN(name=name)


def _acting(diagram: Diagram, links: Sequence[Ends], known: Known) -> Iterator[str]:
    """The loops that links on no loop act on, directly or through others; and for one link, the
    loops it leads from."""
    effects = {effect for _, effect in links}
    acted, causes = known.ids_at(effects), known.ids_at(cause for cause, _ in links)
    if acted and causes and len(links) == 1:
        start, end = (names_of(known.first_of(ids), MOST_ACTED) for ids in (causes, acted))
        yield say.LEADS(start=start, end=end)
        return
    sentence = say.ACTS_ON if acted else say.REACHES
    acted = acted or _reached(diagram, effects, known)
    if acted:
        one = len(links) == 1
        it, acts = ("this link", "acts") if one else ("these links", "act")
        yield sentence(it=it, acts=acts, loops=names_of(known.first_of(acted), MOST_ACTED))


def _reached(diagram: Diagram, names: Set[str], known: Known) -> list[str]:
    """The nearest loops that some variables lead to."""
    seen = near = names
    while near:
        near = {k.effect for name in near for k in diagram.links_from.get(name, ())} - seen
        seen = seen | near
        if found := known.ids_at(near):
            return found
    return []


def _with_kind(diagram: Diagram, after: Diagram, name: str) -> str:
    """`the stock Backlog`, as marked in the file or by an operation."""
    for one in (diagram, after):
        variable = one.variable(name)
        if variable is not None and variable.kind in ("stock", "flow"):
            return f"the {variable.kind} {name}"
    return name


def _lying(links: Sequence[Ends]) -> dict[str, str]:
    one = len(links) == 1
    named = names_of([f"{cause} → {effect}" for cause, effect in links])
    return {"links": named, "are": "is" if one else "are", "touch": "touches" if one else "touch"}


def _grouped(sentence: Sentence, loops: Sequence[Loop]) -> Iterator[str]:
    if loops:
        yield sentence(loops=titles(loops))


def _any_loop(effects: Effects) -> bool:
    groups = (
        *(effects.created, effects.broken, effects.weakened, effects.strengthened),
        *(effects.lengthened, effects.shortened, effects.unclear),
    )
    return any(groups)
