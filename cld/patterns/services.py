"""Finds the failure patterns of services: first by the shape of loops, then by words or marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from cld.loops.loop import Loop
from cld.patterns.cues import Texts, listed, value_of
from cld.patterns.failures import FAILURES, Failure
from cld.patterns.pattern import Pattern, strongest
from cld.patterns.stabilisers import extras_of, shown_stabiliser
from cld.patterns.triggers import Triggers
from cld.sentences import failures as says
from cld.sentences.sentence import Sentence

# At most this many loops of a pattern are listed as evidence, and twice as many reasons.
MOST_TOLD = 5
# Services fail within days, so slower loops, by their marks, are left out. In seconds.
SLOWEST = 7 * 86_400.0
# At most this many things of one kind are named in short evidence.
MOST_SHORT = 3
_TIMERS = ("ttl", "retry", "backoff", "jitter")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Evidence for a pattern: a sentence about `things`, or a complete sentence."""

    sentence: Sentence | str
    things: tuple[str, ...] = ()
    by_name: bool = False


# Loops of a failure pattern, and the evidence for it.
FailureHit = tuple[tuple[Loop, ...], tuple[Spoken, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Failing:
    """A failure pattern found, and the balancing loops that show a stabiliser of it."""

    pattern: Pattern
    stabilised_by: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """The input of the search for failure patterns; `complete` is True if these are all loops."""

    texts: Texts
    loops: Sequence[Loop]
    complete: bool
    triggers: Triggers


def find_failures(texts: Texts, loops: Sequence[Loop], complete: bool) -> tuple[Failing, ...]:
    """Return the failure patterns among some loops; `complete` is True if these are all.

    Loops of one pattern that share a variable are one candidate.
    """
    search = _Search(texts, loops, complete, Triggers(texts.diagram))
    found: list[Failing] = []
    for failure in FAILURES:
        found += [_failing(search, failure, group) for group in _groups(_hits(search, failure))]
    return tuple(found)


def _hits(search: _Search, failure: Failure) -> list[FailureHit]:
    """The loops of a failure pattern, each with its evidence."""
    if failure.shape == "two owners":
        return _two_owners(search.texts, failure, search.loops)
    found: list[FailureHit] = []
    for loop in search.loops:
        if loop.type == "U" or (loop.type != "R" and failure.shape != "timed"):
            continue
        if sum(link.delay.min for link in loop.links if link.delay) > SLOWEST:
            continue
        said = (*_marked(search, failure, loop), *_words(search.texts, failure, loop))
        if not said and failure.shape == "timed":
            said = _same_clock(search.texts, failure, loop)
        if failure.shape == "triggered":
            said = (*said, *_triggered(search, failure, loop))
        if said:
            found.append(((loop,), said))
    started = [hit for hit in found if any(search.triggers.of(hit[0][0]))]
    return started if started and failure.shape == "triggered" else found


def _words(texts: Texts, failure: Failure, loop: Loop) -> tuple[Spoken, ...]:
    """The parts of the loop that match each group, at least two parts in total.

    The first group must match the name of a variable. The name of the loop counts only if the
    diagram has no such variable, because the loop would pass it if it were part of this pattern.
    """
    said: list[Spoken] = []
    things: set[str] = set()
    for group in failure.groups:
        hits = texts.by_any(group, loop) if said else texts.by_name(group, loop)
        if said or texts.named(group):
            hits = [thing for thing in hits if thing != loop.title]
        if not hits or group.said is None:
            return ()
        things.update(hits)
        said.append(Spoken(group.said, tuple(hits), by_name=True))
    return tuple(said) if len(things) > 1 else ()


def _marked(search: _Search, failure: Failure, loop: Loop) -> tuple[Spoken, ...]:
    """The marks of a failure on a loop: on a link by which more makes more, or on a variable."""
    if not failure.mark:
        return ()
    marked: list[str] = []
    strained = search.texts.named(failure.groups[-1])
    for link in loop.links:
        variable = search.texts.diagram.variable(link.cause)
        value = value_of([variable.extra], failure.mark) if variable else None
        # Of several effects the mark does not say which one the repeated calls have.
        alone = len(search.texts.diagram.links_from[link.cause]) == 1
        if value and link.polarity == "+" and (alone or link.effect in strained):
            marked.append(f"{failure.mark} {value} on {link.cause}")
        value = value_of([link.extra], failure.mark) if link.polarity == "+" else None
        if value:
            marked.append(f"{failure.mark} {value} on {link.cause} → {link.effect}")
    return (Spoken(says.RETRY_MARKED, tuple(marked)),) if marked else ()


def _same_clock(texts: Texts, failure: Failure, loop: Loop) -> tuple[Spoken, ...]:
    """A timer on the loop, if the file says that many of them end together."""
    extras = extras_of(texts.diagram, [loop])
    timers = [f"{key} {value}" for extra in extras for key, value in extra if key in _TIMERS]
    group = failure.groups[0]
    together = texts.by_any(group, loop)
    if not timers or not together or group.said is None or value_of(extras, "jitter"):
        return ()
    return (
        Spoken(says.TIMER_MARKED, tuple(timers)),
        Spoken(group.said, tuple(together), by_name=True),
    )


def _triggered(search: _Search, failure: Failure, loop: Loop) -> tuple[Spoken, ...]:
    """A trigger that may start the loop, if words point to load: a loop that continues without its
    trigger may also be wanted."""
    group = failure.groups[1]
    strained = search.texts.by_name(group, loop)
    triggers = list(search.triggers.of(loop)) if strained else []
    if not triggers or group.said is None:
        return ()
    return (
        *map(Spoken, triggers),
        Spoken(says.GOES_ON, (loop.title,)),
        Spoken(group.said, tuple(strained), by_name=True),
    )


def _two_owners(texts: Texts, failure: Failure, loops: Sequence[Loop]) -> list[FailureHit]:
    """Two balancing loops through one capacity, one driven by outages, the other by spending."""
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
                Spoken(says.BOTH_MOVE, moved, by_name=True),
                Spoken(says.OUTAGE_WORDS, after, by_name=True),
                Spoken(says.SPENDING_WORDS, spent, by_name=True),
            )
            found.append(((one, other), said))
    return found


@dataclass(slots=True, eq=False)
class _Group:
    """Loops of one failure pattern that share variables, with their evidence."""

    names: set[str] = field(default_factory=set)
    loops: dict[str, Loop] = field(default_factory=dict)
    said: dict[Sentence | str, dict[str, None]] = field(default_factory=dict)
    by_name: bool = False

    def take(self, loops: Iterable[Loop], said: Iterable[Spoken]) -> None:
        """Add new loops and evidence."""
        self.loops.update((loop.id, loop) for loop in loops)
        for spoken in said:
            self.said.setdefault(spoken.sentence, {}).update(dict.fromkeys(spoken.things))
            self.by_name |= spoken.by_name

    def merge(self, other: _Group) -> None:
        """Add another group."""
        self.names |= other.names
        self.loops.update(other.loops)
        for sentence, things in other.said.items():
            self.said.setdefault(sentence, {}).update(things)
        self.by_name |= other.by_name

    def evidence(self, most: int = 0) -> list[str]:
        """The evidence of the group, with things of one kind together, at most `most` of each."""
        return [
            _spoken(sentence, list(things)[: most or None])
            for sentence, things in self.said.items()
        ]


def _spoken(sentence: Sentence | str, things: Sequence[str]) -> str:
    return sentence(things=listed(things)) if isinstance(sentence, Sentence) else sentence


def _groups(hits: Iterable[FailureHit]) -> list[_Group]:
    """Group hits that share a variable, in the order found."""
    groups: list[_Group] = []
    for loops, said in hits:
        names = {name for loop in loops for name in loop.variables}
        met = [group for group in groups if not group.names.isdisjoint(names)]
        groups = [group for group in groups if group.names.isdisjoint(names)]
        merged = met[0] if met else _Group()
        for group in met[1:]:
            merged.merge(group)
        merged.names |= names
        merged.take(loops, said)
        groups.append(merged)
    return groups


def _failing(search: _Search, failure: Failure, group: _Group) -> Failing:
    texts, members = search.texts, list(group.loops.values())
    near = [
        loop
        for loop in search.loops
        if loop.type != "R"
        and loop.id not in group.loops
        and not group.names.isdisjoint(loop.variables)
    ]
    balancing = [loop for loop in near if loop.type == "B"]
    remedies, in_place = [], []
    by: set[str] = set()
    for stabiliser in failure.stabilisers:
        shown = shown_stabiliser(texts, stabiliser, members, group.names, balancing)
        by |= shown.loops
        if shown.how:
            in_place.append(says.IN_PLACE_BY(name=stabiliser.name, shown=shown.how))
        elif stabiliser.does is not None:
            remedies.append(says.REMEDY(name=stabiliser.name, does=stabiliser.does()))
    evidence = [*_loops_said(members), *_cut(group.evidence())]
    if failure.shape == "triggered":
        if balancing:
            titles = listed([loop.title for loop in balancing])
            evidence.append(says.OPPOSED_BY(loops=titles))
        elif search.complete and not near:
            evidence.append(says.NO_OPPOSITION())
    pattern = Pattern(
        failure.name,
        "failure",
        tuple(group.loops),
        (),
        tuple(evidence),
        tuple(_missing(search, failure, members)),
        tuple(remedies),
        tuple(in_place),
        "structure and words" if group.by_name else "structure and marks",
        because=_because(search, failure, group),
    )
    return Failing(pattern, frozenset(by))


def _because(search: _Search, failure: Failure, group: _Group) -> tuple[str, ...]:
    """The strongest evidence for a candidate; triggers in one line, each with its loop."""
    short = group.evidence(MOST_SHORT)
    if failure.shape == "triggered":
        starts = [
            says.STARTS(loop=loop.id, trigger=trigger)
            for loop in group.loops.values()
            for trigger in search.triggers.named(loop)[:1]
        ]
        if starts:
            more = len(starts) - MOST_SHORT
            rest = f" and {more} more {'loop' if more == 1 else 'loops'}" if more > 0 else ""
            words = [said for said in short if said not in group.said]
            short = [says.STARTED(loops=", ".join(starts[:MOST_SHORT]) + rest), *words]
    return strongest(short)


def _loops_said(members: Sequence[Loop]) -> Iterator[str]:
    for loop in members[:MOST_TOLD]:
        says_type = says.REINFORCES if loop.type == "R" else says.BALANCES
        cycle = listed((*loop.variables, loop.variables[0]), " → ")
        yield says_type(loop=loop.title, cycle=cycle)
    if len(members) > MOST_TOLD:
        more = len(members) - MOST_TOLD
        yield says.MORE_LOOPS(more=f"{more} more {'loop' if more == 1 else 'loops'}")


def _cut(reasons: Sequence[str]) -> Iterator[str]:
    most = 2 * MOST_TOLD
    yield from reasons[:most]
    if len(reasons) > most:
        more = len(reasons) - most
        yield says.MORE_EVIDENCE(more=f"{more} more {'reason' if more == 1 else 'reasons'}")


def _missing(search: _Search, failure: Failure, members: Sequence[Loop]) -> Iterator[str]:
    for part in failure.parts:
        if part.said and not any(search.texts.by_any(part, loop) for loop in members):
            yield part.said()
    if failure.shape == "triggered" and not any(any(search.triggers.of(x)) for x in members):
        yield says.NO_TRIGGER()
    if failure.shape == "two owners":
        for loop in members[:MOST_TOLD]:
            if not any(link.delay is not None for link in loop.links):
                yield says.NO_DELAY_ON(loop=loop.title)
