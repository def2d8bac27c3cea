"""Finds the failure patterns of services: by the shape of loops first, by words second."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from cld.loops.loop import Loop
from cld.model import Diagram, Link, Pairs, Variable
from cld.patterns.failures import FAILURES, Failure, Stabiliser
from cld.patterns.pattern import Pattern
from cld.patterns.words import Cues, names_of, remarks_of, value_of

# So many loops of one pattern are told one by one in its evidence.
MOST_TOLD = 5
_TIMERS = ("ttl", "retry", "backoff", "jitter")

# What is said for a pattern: a sentence, and the things it is said of.
Said = tuple[str, tuple[str, ...]]
# Loops of a failure pattern, and what speaks for it.
Hit = tuple[tuple[Loop, ...], tuple[Said, ...]]


@dataclass(frozen=True, slots=True)
class Failing:
    """A failure pattern found, and the balancing loops that already hold it."""

    pattern: Pattern
    held_by: frozenset[str]


def find_failures(diagram: Diagram, loops: Sequence[Loop], complete: bool) -> tuple[Failing, ...]:
    """Return the failure patterns among some loops; `complete` says whether these are all.

    Loops of one pattern that share a variable are one candidate.
    """
    found: list[Failing] = []
    for failure in FAILURES:
        groups = _groups(_hits(diagram, failure, loops, complete))
        found += [_failing(diagram, failure, loops, group) for group in groups]
    return tuple(found)


def _hits(diagram: Diagram, failure: Failure, loops: Sequence[Loop], complete: bool) -> list[Hit]:
    """The loops of a failure pattern, each with the words that point to it."""
    found: list[Hit] = []
    if failure.shape == "two owners":
        return _two_owners(diagram, failure, loops)
    for loop in loops:
        if loop.type == "U" or (loop.type != "R" and failure.shape != "timed"):
            continue
        said = _words(diagram, failure.groups, loop)
        if not said and failure.shape == "timed":
            said = _same_clock(diagram, failure, loop)
        if not said and failure.shape == "unheld" and complete:
            said = _triggered(diagram, failure, loop, loops)
        if said:
            found.append(((loop,), said))
    return found


def _texts(diagram: Diagram, loop: Loop) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Names, and remarks, each with whom they are of."""
    names, remarks = [(loop.title, loop.name)] if loop.name else [], []
    for link in loop.links:
        variable = diagram.variable(link.cause)
        if variable is not None:
            names += [(variable.name, name) for name in names_of(variable)]
            remarks += [(variable.name, text) for text in remarks_of(variable)]
        remarks += [(f"{link.cause} → {link.effect}", text) for text in remarks_of(link)]
    remarks += [(loop.title, value) for _, value in loop.extra]
    return names, remarks


def _words(diagram: Diagram, groups: Sequence[Cues], loop: Loop) -> tuple[Said, ...]:
    """What hits each group, at least two things in all, the first group by a name."""
    names, remarks = _texts(diagram, loop)
    said, things = [], set()
    for i, group in enumerate(groups):
        texts = names if i == 0 else [*names, *remarks]
        hits = [thing for thing, text in texts if group.hit(text)]
        if not hits:
            return ()
        things.update(hits)
        said.append((f"words for {group.what}: ", tuple(hits)))
    return tuple(said) if len(things) > 1 else ()


def _same_clock(diagram: Diagram, failure: Failure, loop: Loop) -> tuple[Said, ...]:
    """A timer on the loop, of which the file says that its ends come together."""
    names, remarks = _texts(diagram, loop)
    extras = _extras(diagram, [loop])
    timers = [f"{key} {value}" for extra in extras for key, value in extra if key in _TIMERS]
    together = [thing for thing, text in (*names, *remarks) if failure.groups[0].hit(text)]
    if not timers or not together or value_of(extras, "jitter"):
        return ()
    return (
        ("a timer is marked: ", tuple(timers)),
        (f"words for {failure.groups[0].what}: ", tuple(together)),
    )


def _triggered(
    diagram: Diagram, failure: Failure, loop: Loop, loops: Sequence[Loop]
) -> tuple[Said, ...]:
    """A trigger is said, words point to load, and no balancing loop touches the loop."""
    trigger = value_of(_extras(diagram, [loop]), "trigger")
    names, _ = _texts(diagram, loop)
    strained = [thing for thing, text in names if failure.groups[1].hit(text)]
    own = frozenset(loop.variables)
    met = [
        other.variables
        for other in loops
        if other.type == "R" and not own.isdisjoint(other.variables)
    ]
    fed = own.union(*met)
    held = any(other.type != "R" and not fed.isdisjoint(other.variables) for other in loops)
    if not trigger or held or len(set(strained)) < 2:
        return ()
    return (
        (
            f"a trigger is said ({trigger}), and no balancing loop touches {loop.title} or what "
            "it sets off: it can go on when the trigger is gone",
            (),
        ),
        (f"words for {failure.groups[1].what}: ", tuple(strained)),
    )


def _two_owners(diagram: Diagram, failure: Failure, loops: Sequence[Loop]) -> list[Hit]:
    """Two balancing loops through one capacity, one after outages, the other after spending."""
    lever, first, second = failure.groups
    pulled = [loop for loop in loops if loop.type == "B"]
    names = {loop.id: _texts(diagram, loop)[0] for loop in pulled}
    up = {id_: {thing for thing, text in own if first.hit(text)} for id_, own in names.items()}
    down = {id_: {thing for thing, text in own if second.hit(text)} for id_, own in names.items()}
    found: list[Hit] = []
    for one, other in permutations(pulled, 2):
        if not up[one.id] or not down[other.id] or down[one.id]:
            continue
        shared = {name for name in one.variables if name in other.variables}
        after, spent = up[one.id] - shared, down[other.id] - shared
        moved = [name for name in one.variables if name in shared and lever.hit(name)]
        if moved and after and spent:
            said = (
                ("both loops move ", tuple(moved)),
                (f"words for {first.what} on {one.id}: ", tuple(sorted(after))),
                (f"words for {second.what} on {other.id}: ", tuple(sorted(spent))),
            )
            found.append(((one, other), said))
    return found


@dataclass(slots=True)
class _Group:
    """Loops of one failure pattern that share variables, and what is said of them."""

    names: set[str]
    loops: list[Loop]
    said: dict[str, list[str]]

    def take(self, loops: Iterable[Loop], said: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Add what is not there yet."""
        self.loops += [loop for loop in loops if loop not in self.loops]
        for sentence, things in said:
            known = self.said.setdefault(sentence, [])
            known += [thing for thing in dict.fromkeys(things) if thing not in known]


def _groups(hits: Iterable[Hit]) -> list[_Group]:
    """Put together what shares a variable, in the order found."""
    groups: list[_Group] = []
    for loops, said in hits:
        merged = _Group({name for loop in loops for name in loop.variables}, [], {})
        apart = []
        for group in groups:
            if group.names.isdisjoint(merged.names):
                apart.append(group)
                continue
            merged.names |= group.names
            merged.take(group.loops, group.said.items())
        merged.take(loops, said)
        groups = [*apart, merged]
    return groups


def _failing(diagram: Diagram, failure: Failure, loops: Sequence[Loop], group: _Group) -> Failing:
    members = {loop.id for loop in group.loops}
    near = [
        loop
        for loop in loops
        if loop.type == "B"
        and loop.id not in members
        and not group.names.isdisjoint(loop.variables)
    ]
    remedies, in_place = [], []
    held_by: set[str] = set()
    for stabiliser in failure.stabilisers:
        shown, by = _shown(diagram, stabiliser, group, near)
        held_by |= by
        if shown:
            in_place.append(f"{stabiliser.name} ({shown})")
        elif not stabiliser.noted:
            remedies.append(f"{stabiliser.name}: {stabiliser.does}")
    told = [f"{loop.title} {_does(loop)}: {_round(loop)}" for loop in group.loops[:MOST_TOLD]]
    if len(group.loops) > MOST_TOLD:
        told.append(f"and {len(group.loops) - MOST_TOLD} more loops of this kind")
    said = [sentence + ", ".join(things) for sentence, things in group.said.items()]
    pattern = Pattern(
        failure.name,
        "failure",
        tuple(loop.id for loop in group.loops),
        (),
        (*told, *said[: 2 * MOST_TOLD]),
        tuple(_missing(diagram, failure, group.loops)),
        tuple(remedies),
        tuple(in_place),
        "structure and words",
    )
    return Failing(pattern, frozenset(held_by))


def _missing(diagram: Diagram, failure: Failure, group: Sequence[Loop]) -> Iterable[str]:
    texts = [text for loop in group for kind in _texts(diagram, loop) for _, text in kind]
    for want in failure.wants:
        if not any(want.hit(text) for text in texts):
            yield f"{want.what}: no variable is named for it"
    if failure.shape == "two owners":
        for loop in group:
            if not any(link.delay is not None for link in loop.links):
                yield f"a delay on {loop.title}: it is what makes the correction come too late"


def _shown(
    diagram: Diagram, stabiliser: Stabiliser, group: _Group, near: Sequence[Loop]
) -> tuple[str, set[str]]:
    """How the file shows a stabiliser (empty where it does not), and by which loops."""
    by, shown = set(), ""
    for loop in near:
        private = [name for name in loop.variables if name not in group.names]
        keyed = [link.extra for link in loop.links if {link.cause, link.effect} - group.names]
        keyed += [loop.extra, *(v.extra for v in map(diagram.variable, private) if v)]
        named = any(stabiliser.named.hit(text) for text in (loop.name or "", *private))
        if named or _keyed(stabiliser, keyed):
            by.add(loop.id)
            shown = shown or loop.title
    shown = shown or _keyed(stabiliser, _extras(diagram, group.loops))
    if not shown:
        # A cause from outside, or one that works against what the loop does.
        bearing = [
            link.cause
            for name in group.names
            for link in diagram.links_to[name]
            if link.cause not in group.names
            and (link.polarity == "-" or not diagram.links_to[link.cause])
        ]
        shown = min((name for name in bearing if stabiliser.named.hit(name)), default="")
    return shown, by


def _keyed(stabiliser: Stabiliser, extras: Sequence[Pairs]) -> str:
    for key, holds in stabiliser.keys:
        for extra in extras:
            value = value_of([extra], key)
            if value and re.search(holds, value):
                return value if key == stabiliser.name else f"{key} {value}"
    return ""


def _extras(diagram: Diagram, loops: Sequence[Loop]) -> list[Pairs]:
    things: list[Link | Variable | Loop] = []
    for loop in loops:
        things.append(loop)
        for link in loop.links:
            variable = diagram.variable(link.cause)
            things += [link] if variable is None else [variable, link]
    return [thing.extra for thing in things]


def _does(loop: Loop) -> str:
    return "reinforces" if loop.type == "R" else "balances"


def _round(loop: Loop) -> str:
    return " → ".join((*loop.variables, loop.variables[0]))
