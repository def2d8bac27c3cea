"""What an intervention does, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set

from cld.core.diagram import Change, Ends
from cld.core.quantities import spoken_delay
from cld.leverage.apply import Applied
from cld.leverage.compare import Effects
from cld.leverage.listed_loops import Known
from cld.loops.loop import TYPE_NAMES, Loop

MOST_NAMED = 3
NOTHING = "nothing in the diagram changes"
MOST_CLAUSES = 12

_IN_WORDS = {
    "rule": "changes a rule",
    "self-organise": "lets the system change its own structure",
    "self-organize": "lets the system change its own structure",
    "goal": "changes what the system is after",
    "paradigm": "changes the view from which the goals come",
    "transcend": "steps back from any one view",
}


def clauses(
    changes: Sequence[Change], applied: Applied, effects: Effects, known: Known
) -> list[str]:
    """Return what an intervention does, a clause each, loops first; `known` are the loops
    before."""
    said = [*_loops(effects, known), *_information(changes), *_by_verb(changes)]
    said += [
        f"{cause} → {effect} takes {spoken_delay(after)} instead of {spoken_delay(before)}"
        for (cause, effect), before, after in applied.delayed
    ]
    if effects.idle and not _any_loop(effects):
        links = ", ".join(f"{cause} → {effect}" for cause, effect in effects.idle[:MOST_NAMED])
        said.append(f"{links} {'lies' if len(effects.idle) == 1 else 'lie'} in no loop")
    if effects.held:
        said.append(f"then a balancing loop touches {titles(effects.held)}")
    told = list(dict.fromkeys(said))
    if len(told) > MOST_CLAUSES:
        told = [*told[:MOST_CLAUSES], f"and {len(told) - MOST_CLAUSES:,} things more"]
    return told


def doubts(effects: Effects, known: Known) -> tuple[str, ...]:
    """Return in what way an intervention may make things worse: what feeds a reinforcing
    loop, takes a balancing one away, or makes one that holds a reinforcing loop slower."""
    driven = known.driven_after((), effects.created)
    gone, weaker = _of("B", effects.broken), _of("B", effects.weakened)
    slowed = [loop for loop in _of("B", effects.slowed) if _touches(loop, driven)]
    said = []
    for loops, words in (
        (_of("R", effects.created), "it closes a reinforcing loop"),
        (_of("R", effects.strengthened), "it feeds {}"),
        (_of("R", effects.quickened), "it quickens {}"),
        (gone, f"it takes away {_brake(gone, driven)} {{}}"),
        (weaker, f"it weakens {_brake(weaker, driven)} {{}}"),
        (slowed, f"it slows {_brake(slowed, driven)} {{}}"),
        (effects.let_go, "no balancing loop touches {} any more"),
    ):
        if loops:
            said.append(words.format(titles(loops)))
    return tuple(said)


def _touches(loop: Loop, driven: Set[Ends | str]) -> bool:
    return any(name in driven for name in loop.variables)


def _brake(loops: Sequence[Loop], driven: Set[Ends | str]) -> str:
    """What to call balancing loops: brakes, where they touch a reinforcing one."""
    touching = any(_touches(loop, driven) for loop in loops)
    noun = "brake" if touching else "balancing loop"
    return f"the {noun}{'s' if len(loops) > 1 else ''}"


def _loops(effects: Effects, known: Known) -> Iterator[str]:
    gone = {loop.id for loop in effects.broken}
    yield from _created(_of("B", effects.created), known, gone, effects.all_created)
    for type_ in ("R", "U"):
        closed = _of(type_, effects.created)
        if closed:
            yield f"closes {_new(closed, effects.all_created)}"
    yield from _grouped("opens", _of("R", effects.broken), titles)
    yield from _grouped("takes away", _of("B", effects.broken), titles)
    yield from _grouped("opens", _of("U", effects.broken), titles)
    for verb, loops in (("weakens", effects.weakened), ("strengthens", effects.strengthened)):
        yield from _grouped(verb, loops, titles)
    yield from _grouped("changes, which way its signs do not tell,", effects.unclear, titles)
    yield from _grouped("puts a step into", [one for one, _ in effects.lengthened], titles)
    yield from _grouped("takes a step out of", [one for one, _ in effects.shortened], titles)
    for how, loops in (("later", effects.slowed), ("sooner", effects.quickened)):
        if loops:
            yield f"{titles(loops)} {'comes' if len(loops) == 1 else 'come'} round {how}"


def _created(loops: Sequence[Loop], known: Known, gone: set[str], every: bool) -> Iterator[str]:
    if not loops:
        return
    links = {link.ends for loop in loops for link in loop.links}
    along = list(known.reinforcing_through(links, gone))
    names = {name for loop in loops for name in loop.variables}
    beside = [] if along else list(known.reinforcing_at(names, gone))
    said = f"adds {_new(loops, every)}"
    one = len(loops) == 1
    if along:
        share = (
            "which works against {} along a shared link"
            if one
            else "of which some share a link with {}"
        )
        yield f"{said}, {share.format(titles(along))}"
    elif beside:
        yield f"{said}, {'which meets' if one else 'of which some meet'} {titles(beside)}"
    else:
        yield said


def _information(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        for link in change.links:
            if change.verb == "inform" or (change.verb == "add" and link.info):
                yield f"lets {link.effect} learn of {link.cause}"


def _by_verb(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        if change.verb in _IN_WORDS:
            yield _IN_WORDS[change.verb]
        elif change.verb == "set":
            yield f"turns a number, {_values(change)}, which changes no loop"
        elif change.verb == "capacity":
            yield f"changes the size of a buffer, {_values(change)}, which changes no loop"
        elif change.verb == "stock":
            yield f"lets {change.name} accumulate"


def _values(change: Change) -> str:
    return f"{change.name} from {change.before} to {change.after}"


def _grouped(
    verb: str, loops: Sequence[Loop], named: Callable[[Sequence[Loop]], str]
) -> Iterator[str]:
    if loops:
        yield f"{verb} {named(loops)}"


def _new(loops: Sequence[Loop], every: bool) -> str:
    """`the balancing loop A → B → A`, or how many there are; `every` is False where there are
    more loops than these."""
    kind = TYPE_NAMES[loops[0].type]
    shortest = min(loops, key=lambda loop: len(loop.links))
    names = (*shortest.variables, shortest.variables[0])
    shown = names if len(names) <= 7 else (*names[:5], "…", names[-1])
    if len(loops) == 1 and every:
        article = "an" if kind.startswith("u") else "a"
        return f"{article} {kind} loop ({' → '.join(shown)})"
    at_least = "" if every else "at least "
    noun = "loop" if len(loops) == 1 else "loops"
    return f"{at_least}{len(loops):,} {kind} {noun} (the shortest {' → '.join(shown)})"


def titles(loops: Sequence[Loop]) -> str:
    """Return the first few loops by id and name, and how many more there are."""
    return some([loop.title for loop in loops])


def some(names: Sequence[str]) -> str:
    """Return the first few of some names, and how many more there are.

    >>> some(["A", "B", "C"]), some(["A", "B", "C", "D"])
    ('A, B and C', 'A, B, C and 1 more')
    """
    shown = list(names[:MOST_NAMED])
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more:,} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _of(type_: str, loops: Iterable[Loop]) -> list[Loop]:
    return [loop for loop in loops if loop.type == type_]


def _any_loop(effects: Effects) -> bool:
    groups = (
        *(effects.created, effects.broken, effects.weakened, effects.strengthened),
        *(effects.lengthened, effects.shortened, effects.unclear),
    )
    return any(groups)
