"""Finds the failure patterns of services: by the shape of loops first, by words second."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from cld.core.diagram import Diagram, Pairs
from cld.core.english import negative_in
from cld.loops.loop import Loop
from cld.patterns.cues import Texts, listed, value_of
from cld.patterns.failures import FAILURES, Failure, Stabiliser
from cld.patterns.pattern import Pattern

# So many loops of one pattern are told one by one in its evidence.
MOST_TOLD = 5
_TIMERS = ("ttl", "retry", "backoff", "jitter")


# What is said for a pattern: a sentence, and the things it is said of.
Evidence = tuple[str, tuple[str, ...]]
# Loops of a failure pattern, and what speaks for it.
FailureHit = tuple[tuple[Loop, ...], tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Failing:
    """A failure pattern found, and the balancing loops that already hold it."""

    pattern: Pattern
    held_by: frozenset[str]


def find_failures(diagram: Diagram, loops: Sequence[Loop], complete: bool) -> tuple[Failing, ...]:
    """Return the failure patterns among some loops; `complete` says whether these are all.

    Loops of one pattern that share a variable are one candidate.
    """
    texts = Texts(diagram)
    found: list[Failing] = []
    for failure in FAILURES:
        groups = _groups(_hits(texts, failure, loops, complete))
        found += [_failing(texts, failure, loops, group) for group in groups]
    return tuple(found)


def _hits(
    texts: Texts, failure: Failure, loops: Sequence[Loop], complete: bool
) -> list[FailureHit]:
    """The loops of a failure pattern, each with what speaks for it."""
    if failure.shape == "two owners":
        return _two_owners(texts, failure, loops)
    found: list[FailureHit] = []
    for loop in loops:
        if loop.type == "U" or (loop.type != "R" and failure.shape != "timed"):
            continue
        said = _words(texts, failure, loop)
        if not said and failure.shape == "timed":
            said = _same_clock(texts, failure, loop)
        if not said and failure.shape == "unheld" and complete:
            said = _triggered(texts, failure, loop, loops)
        if said:
            found.append(((loop,), said))
    return found


def _words(texts: Texts, failure: Failure, loop: Loop) -> tuple[Evidence, ...]:
    """What hits each group, at least two things in all, the first group by a name."""
    said: list[Evidence] = []
    things: set[str] = set()
    for group in failure.groups:
        hits = texts.by_any(group, loop) if said else texts.by_name(group, loop)
        if not hits:
            return ()
        things.update(hits)
        said.append((f"words for {group.what}: ", tuple(hits)))
    return tuple(said) if len(things) > 1 else ()


def _same_clock(texts: Texts, failure: Failure, loop: Loop) -> tuple[Evidence, ...]:
    """A timer on the loop, of which the file says that its ends come together."""
    extras = _extras(texts.diagram, [loop])
    timers = [f"{key} {value}" for extra in extras for key, value in extra if key in _TIMERS]
    together = texts.by_any(failure.groups[0], loop)
    if not timers or not together or value_of(extras, "jitter"):
        return ()
    return (
        ("a timer is marked: ", tuple(timers)),
        (f"words for {failure.groups[0].what}: ", tuple(together)),
    )


def _triggered(
    texts: Texts, failure: Failure, loop: Loop, loops: Sequence[Loop]
) -> tuple[Evidence, ...]:
    """A trigger is said, words point to load, and no balancing loop touches the loop."""
    trigger = value_of(_extras(texts.diagram, [loop]), "trigger")
    strained = texts.by_name(failure.groups[1], loop)
    if not trigger or len(strained) < 2:
        return ()
    own = frozenset(loop.variables)
    met = (other for other in loops if other.type == "R" and not own.isdisjoint(other.variables))
    fed = own.union(*(other.variables for other in met))
    if any(other.type != "R" and not fed.isdisjoint(other.variables) for other in loops):
        return ()
    return (
        (
            f"a trigger is said ({trigger}), and no balancing loop touches {loop.title} or what "
            "it sets off: it can go on when the trigger is gone",
            (),
        ),
        (f"words for {failure.groups[1].what}: ", tuple(strained)),
    )


def _two_owners(texts: Texts, failure: Failure, loops: Sequence[Loop]) -> list[FailureHit]:
    """Two balancing loops through one capacity, one after outages, the other after spending."""
    lever, first, second = failure.groups
    pulled = [loop for loop in loops if loop.type == "B"]
    up = {loop.id: texts.by_name(first, loop) for loop in pulled}
    down = {loop.id: texts.by_name(second, loop) for loop in pulled}
    found: list[FailureHit] = []
    for one, other in permutations(pulled, 2):
        if not up[one.id] or not down[other.id] or down[one.id]:
            continue
        shared = {name for name in one.variables if name in other.variables}
        after = tuple(name for name in up[one.id] if name not in shared)
        spent = tuple(name for name in down[other.id] if name not in shared)
        moved = tuple(name for name in one.variables if name in shared & texts.named(lever))
        if moved and after and spent:
            said = (
                ("both loops move ", moved),
                (f"words for {first.what} on {one.id}: ", after),
                (f"words for {second.what} on {other.id}: ", spent),
            )
            found.append(((one, other), said))
    return found


@dataclass(slots=True, eq=False)
class _Group:
    """Loops of one failure pattern that share variables, and what is said of them."""

    names: set[str]
    loops: dict[str, Loop]
    said: dict[str, dict[str, None]]

    def take(self, loops: Iterable[Loop], said: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Add what is not there yet."""
        self.loops.update((loop.id, loop) for loop in loops)
        for sentence, things in said:
            self.said.setdefault(sentence, {}).update(dict.fromkeys(things))


def _groups(hits: Iterable[FailureHit]) -> list[_Group]:
    """Put together what shares a variable, in the order found."""
    groups: list[_Group] = []
    for loops, said in hits:
        names = {name for loop in loops for name in loop.variables}
        met = [group for group in groups if not group.names.isdisjoint(names)]
        groups = [group for group in groups if group.names.isdisjoint(names)]
        merged = met[0] if met else _Group(set(), {}, {})
        for group in met[1:]:
            merged.names |= group.names
            merged.take(group.loops.values(), group.said.items())
        merged.names |= names
        merged.take(loops, said)
        groups.append(merged)
    return groups


def _failing(texts: Texts, failure: Failure, loops: Sequence[Loop], group: _Group) -> Failing:
    near = [
        loop
        for loop in loops
        if loop.type == "B"
        and loop.id not in group.loops
        and not group.names.isdisjoint(loop.variables)
    ]
    remedies, in_place = [], []
    held_by: set[str] = set()
    for stabiliser in failure.stabilisers:
        shown, by = _shown(texts, stabiliser, group, near)
        held_by |= by
        if shown:
            in_place.append(f"{stabiliser.name} ({shown})")
        elif not stabiliser.noted:
            remedies.append(f"{stabiliser.name}: {stabiliser.does}")
    members = list(group.loops.values())
    told = [f"{loop.title} {_does(loop)}: {_round(loop)}" for loop in members[:MOST_TOLD]]
    if len(members) > MOST_TOLD:
        told.append(f"and {len(members) - MOST_TOLD} more loops of this kind")
    said = [sentence + listed(list(things)) for sentence, things in group.said.items()]
    pattern = Pattern(
        failure.name,
        "failure",
        tuple(group.loops),
        (),
        (*told, *said[: 2 * MOST_TOLD]),
        tuple(_missing(texts, failure, members)),
        tuple(remedies),
        tuple(in_place),
        "structure and words",
    )
    return Failing(pattern, frozenset(held_by))


def _missing(texts: Texts, failure: Failure, members: Sequence[Loop]) -> Iterable[str]:
    for want in failure.wants:
        if not any(texts.by_any(want, loop) for loop in members):
            yield f"{want.what}: no variable is named for it"
    if failure.shape == "two owners":
        for loop in members[:MOST_TOLD]:
            if not any(link.delay is not None for link in loop.links):
                yield f"a delay on {loop.title}: it is what makes the correction come too late"


def _shown(
    texts: Texts, stabiliser: Stabiliser, group: _Group, near: Sequence[Loop]
) -> tuple[str, set[str]]:
    """How the file shows a stabiliser (empty where it does not), and by which loops."""
    diagram, named = texts.diagram, texts.named(stabiliser.named)
    by, shown = set(), ""
    for loop in near:
        private = [name for name in loop.variables if name not in group.names]
        keyed = [k.extra for k in loop.links if k.extra and {k.cause, k.effect} - group.names]
        keyed += [loop.extra, *(v.extra for v in map(diagram.variable, private) if v)]
        called = not named.isdisjoint(private) or stabiliser.named.hit(loop.name or "")
        if called or _keyed(stabiliser, keyed, limits=False):
            by.add(loop.id)
            shown = shown or loop.title
    shown = shown or _keyed(stabiliser, _extras(diagram, group.loops.values()))
    if not shown:
        # A cause from outside, or one that works against what the loop does.
        bearing = (
            name
            for name in named - group.names
            if not negative_in(name)
            for link in diagram.links_from[name]
            if link.effect in group.names and (link.polarity == "-" or not diagram.links_to[name])
        )
        shown = min(bearing, default="")
    return shown, by


def _keyed(stabiliser: Stabiliser, extras: Sequence[Pairs], limits: bool = True) -> str:
    """What a key of the file shows of a stabiliser. A limit says something of the variable it
    stands at alone, so those of other loops are left out."""
    for key, holds in stabiliser.keys:
        if key == "limit" and not limits:
            continue
        for extra in extras:
            value = value_of([extra], key)
            if value and re.search(holds, value):
                return value if key == stabiliser.name else f"{key} {value}"
    return ""


def _extras(diagram: Diagram, loops: Iterable[Loop]) -> list[Pairs]:
    """The attributes of loops, of their variables and of their links, each once."""
    found: dict[object, Pairs] = {}
    for loop in loops:
        found[loop.id, "loop"] = loop.extra
        for link in loop.links:
            variable = diagram.variable(link.cause)
            if variable is not None and variable.extra:
                found[link.cause] = variable.extra
            if link.extra:
                found[link.ends] = link.extra
    return [extra for extra in found.values() if extra]


def _does(loop: Loop) -> str:
    return "reinforces" if loop.type == "R" else "balances"


def _round(loop: Loop) -> str:
    return listed((*loop.variables, loop.variables[0]), " → ")
