"""Interactions of loops that share a variable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations as pairs_of
from typing import Literal

from cld.behaviour.compared import Compared, Pace, pace
from cld.behaviour.rivals import Rival, rivalry
from cld.core.diagram import Diagram
from cld.core.groups import connected
from cld.loops.drain import empties, is_drain
from cld.loops.loop import Loop, together
from cld.sentences import meetings as say
from cld.sentences.naming import names_of

# Pairs are compared among at most this many loops, the declared and the shortest first, with at
# most this many links in total.
MOST_LOOPS = 200
MOST_LINKS = 5_000
# At most this many variables are suggested for the goal of a loop.
MOST_CANDIDATES = 3

InteractionKind = Literal[
    "amplify", "restrain", "conflict", "fight", "resist", "cooperate", "may-fight"
]


# The most important first.
_ORDER: tuple[InteractionKind, ...] = (
    *("conflict", "fight", "resist", "may-fight", "amplify", "restrain", "cooperate"),
)


@dataclass(frozen=True, slots=True)
class Interaction:
    """How two loops affect each other, or (`may-fight`) balancing loops that share variables and of
    which some lack goals. `because` is a sentence that names the loops. `steered` is False if
    nothing in the file says that somebody decides on a loop without a goal. `alike` and
    `defender` are those of `rivals.Rival`."""

    kind: InteractionKind
    pace: Pace
    loops: tuple[str, ...]
    shared_variables: tuple[str, ...]
    shared_links: tuple[tuple[str, str], ...]
    because: str
    steered: bool = True
    alike: tuple[str, ...] = ()
    defender: str = ""


@dataclass(frozen=True, slots=True)
class _Met:
    """The effect of a reinforcing or balancing loop on a reinforcing loop."""

    kind: Literal["amplify", "restrain"]
    because: str


@dataclass(frozen=True, slots=True)
class Combination:
    """Reinforcing loops connected by shared variables: they may drive each other.

    `shared_variables` are all variables that any two of them share.
    """

    loops: tuple[str, ...]
    shared_variables: tuple[str, ...]


def how_many_compared(loops: Sequence[Loop]) -> int:
    """Return how many loops, counted from the first, are compared in pairs.

    >>> how_many_compared(())
    0
    """
    return len(together(loops, MOST_LOOPS, MOST_LINKS))


def interactions(diagram: Diagram, loops: Sequence[Loop]) -> tuple[Interaction, ...]:
    """Return how the first `how_many_compared` loops interact, the most important first.

    Two reinforcing loops amplify each other if they move all shared variables the same way;
    otherwise each restrains the other. A balancing loop restrains a reinforcing one. Two balancing
    loops are judged by their goals (`rivals.rivalry`): those of a loop's statement, else those of
    its variables. Undetermined loops are left out. A diagram does not show which loop dominates.

    >>> from cld.analyze import analyze
    >>> report = analyze("Pods (-)-> Queue (+)-> Pods\\nPods (-)-> CPU (+)-> Pods\\n"
    ...                  "Queue: goal <= 9\\nCPU: goal = 70%")
    >>> [found.kind for found in interactions(report.diagram, report.loops)]
    ['fight']
    """
    compared = loops[: how_many_compared(loops)]
    judged = [Compared(diagram, loop) for loop in compared if loop.type != "U"]
    found: list[Interaction] = []
    undecided: dict[str, dict[str, Compared]] = {}
    for one, other in pairs_of(judged, 2):
        if one.names.isdisjoint(other.names):
            continue
        shared = tuple([name for name in one.loop.variables if name in other.names])
        verdict = _judge(one, other, shared)
        if verdict is None:
            continue
        kind = verdict.kind
        if kind == "may-fight":
            for name in shared:
                met = undecided.setdefault(name, {})
                met[one.loop.id], met[other.loop.id] = one, other
            continue
        links = tuple([link.ends for link in one.loop.links if link.ends in other.ends])
        how, ids = pace(one.delay, other.delay), (one.loop.id, other.loop.id)
        found.append(
            Interaction(kind, how, ids, shared, links, verdict.because, True, *_pair(verdict))
        )
    found += _may_fight(undecided)
    return tuple(sorted(found, key=lambda interaction: _ORDER.index(interaction.kind)))


def combinations(loops: Sequence[Loop]) -> tuple[Combination, ...]:
    """Return the groups of two or more reinforcing loops that shared variables connect."""
    reinforcing = [loop for loop in loops if loop.type == "R"]
    uses = Counter(name for loop in reinforcing for name in loop.variables)
    groups = connected(loop.variables for loop in reinforcing)
    found = [[reinforcing[number] for number in group] for group in groups if len(group) > 1]
    return tuple(
        Combination(
            tuple(loop.id for loop in group),
            tuple(dict.fromkeys(n for loop in group for n in loop.variables if uses[n] > 1)),
        )
        for group in found
    )


def _judge(one: Compared, other: Compared, shared: tuple[str, ...]) -> Rival | _Met | None:
    if one.loop.type == other.loop.type == "R":
        # A loop that only moves material from stock to stock drives nothing.
        carried = one.circulates or other.circulates
        return None if carried else _both_reinforce(one, other, shared)
    if one.loop.type != other.loop.type:
        brake, driven = (one, other) if one.loop.type == "B" else (other, one)
        return _Met(
            "restrain",
            say.RESTRAIN(brake=brake.loop.title, driven=driven.loop.title, shared=names_of(shared)),
        )
    return rivalry(one, other, shared)


def _both_reinforce(one: Compared, other: Compared, shared: tuple[str, ...]) -> _Met:
    titles = {"one": one.loop.title, "other": other.loop.title}
    sides = one.sides(other, shared)
    if all(sides):
        alike, apart = map(names_of, sides)
        return _Met("restrain", say.AGAINST(**titles, alike=alike, apart=apart))
    for whole, around in ((one.loop, other.loop), (other.loop, one.loop)):
        if len(shared) == len(whole.variables) > 2:
            return _Met("amplify", say.AMPLIFY_WHOLE(around=around.title, whole=whole.title))
    return _Met("amplify", say.AMPLIFY(**titles, shared=names_of(shared)))


def _pair(verdict: Rival | _Met) -> tuple[tuple[str, ...], str]:
    return (verdict.alike, verdict.defender) if isinstance(verdict, Rival) else ((), "")


def _may_fight(undecided: dict[str, dict[str, Compared]]) -> Iterable[Interaction]:
    """Loops that lack goals, once for each set of loops, with all variables that they share."""
    places: dict[tuple[str, ...], list[str]] = {}
    known: dict[str, Compared] = {}
    for name, by_id in undecided.items():
        places.setdefault(tuple(by_id), []).append(name)
        known.update(by_id)
    for ids, shared in places.items():
        met = [known[id_] for id_ in ids]
        # A stock and its outflow pursue nothing, nor does one controller fight itself.
        steered = any(one.deciders and not one.goals for one in met)
        drains = is_drain if steered else empties
        met = [one for one in met if not drains(one.diagram, one.loop)]
        if len(met) < 2 or all(one.goals for one in met):
            continue
        if steered and frozenset.intersection(*(frozenset(one.deciders) for one in met)):
            continue
        ids = tuple(one.loop.id for one in met)
        because = _lacks_goals(met, shared, steered)
        yield Interaction("may-fight", "unknown", ids, tuple(shared), (), because, steered)


def _lacks_goals(met: Sequence[Compared], shared: Sequence[str], steered: bool) -> str:
    loops, places = names_of([one.loop.id for one in met]), names_of(shared)
    missing = [one.loop.id for one in met if not one.goals]
    state = f"{names_of(missing)} {'states' if len(missing) == 1 else 'state'} no"
    if len(missing) == len(met):
        state = "neither states a" if len(met) == 2 else "none of them states a"
    said = (say.MAY_FIGHT if steered else say.UNSTEERED)(loops=loops, shared=places, missing=state)
    common = frozenset.intersection(*(one.names for one in met))
    candidates = [
        f"{' or '.join(_private(one, common))} on {one.loop.id}"
        for one in met
        if not one.goals and one.deciders
    ]
    if candidates:
        aims = "it aims" if len(candidates) == 1 else "each aims"
        said += say.CANDIDATES(each=aims, candidates=names_of(candidates))
    return said


def _private(compared: Compared, shared: frozenset[str]) -> list[str]:
    """Candidates for the goal of a loop: its own stocks, else its own variables, the first few."""
    if compared.deciders:  # the variable that the decider sees, not the one it moves
        into = (link for link in compared.loop.links if link.effect in compared.deciders)
        return [link.cause for link in into][:MOST_CANDIDATES]
    own = (name for name in compared.loop.variables if name not in shared)
    private = [variable for variable in map(compared.diagram.variable, own) if variable]
    stocks = [variable for variable in private if variable.kind == "stock"]
    names = [variable.name for variable in stocks or private][:MOST_CANDIDATES]
    return names or [compared.loop.variables[0]]
