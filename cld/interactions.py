"""How loops that share a variable work together or against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations as pairs_of
from typing import Literal

from cld.delays import loop_delay
from cld.goals import exclude_each_other, goal_text, goals_of
from cld.loops.loop import Loop
from cld.model import Diagram, Goal
from cld.quantities import Delay

# Pairs are looked at among so many loops, the declared and the shortest first.
MOST_LOOPS = 200
# Of each loop so many variables are named as what it may be after.
MOST_CANDIDATES = 3
# Loops whose paces are this far apart do not disturb each other's timing (cascade control).
FAR_APART = 5.0

Kind = Literal["amplify", "restrain", "conflict", "fight", "resist", "cooperate", "may-fight"]
Pace = Literal["apart", "close", "unknown"]


# What matters most first.
_ORDER: tuple[Kind, ...] = (
    *("conflict", "fight", "resist", "may-fight", "amplify", "restrain", "cooperate"),
)


@dataclass(frozen=True, slots=True)
class Interaction:
    """What two loops do to each other, or (`may-fight`) all balancing loops at one variable."""

    kind: Kind
    pace: Pace
    loops: tuple[str, ...]
    shared_variables: tuple[str, ...]
    shared_links: tuple[tuple[str, str], ...]
    because: str


@dataclass(frozen=True, slots=True)
class Combination:
    """Reinforcing loops connected by shared variables: they can set each other off."""

    loops: tuple[str, ...]
    shared_variables: tuple[str, ...]


def interactions(diagram: Diagram, loops: Sequence[Loop]) -> tuple[Interaction, ...]:
    """Return how the first `MOST_LOOPS` loops meet, what matters most first.

    Two reinforcing loops amplify; a balancing one restrains a reinforcing one; two balancing
    ones are judged by their goals: those of a loop's statement, else those its variables
    carry. Undetermined loops are left out. Which loop dominates, a diagram cannot say.

    References
    ----------
    J. Tinbergen, On the Theory of Economic Policy, 1952 (as many instruments as targets).

    >>> from cld.analyze import analyze
    >>> report = analyze("Pods (-)-> Queue (+)-> Pods\\nPods (-)-> CPU (+)-> Pods\\n"
    ...                  "Queue: goal <= 9\\nCPU: goal = 70%")
    >>> [found.kind for found in interactions(report.diagram, report.loops)]
    ['fight']
    """
    judged = [loop for loop in loops[:MOST_LOOPS] if loop.type != "U"]
    found: list[Interaction] = []
    unsaid: dict[str, dict[str, Loop]] = {}
    delays = {loop.id: loop_delay(diagram, loop).total for loop in judged}
    names = {loop.id: (loop.variables, frozenset(loop.variables)) for loop in judged}
    for one, other in pairs_of(judged, 2):
        if names[one.id][1].isdisjoint(names[other.id][1]):
            continue
        shared = tuple(name for name in names[one.id][0] if name in names[other.id][1])
        kind, because = _judge(diagram, one, other, shared)
        if kind == "may-fight":
            for name in shared:
                met = unsaid.setdefault(name, {})
                met[one.id], met[other.id] = one, other
            continue
        how = pace(delays[one.id], delays[other.id])
        found.append(_interaction(kind, how, because, one, other, shared))
    found += _may_fight(diagram, unsaid)
    return tuple(sorted(found, key=lambda interaction: _ORDER.index(interaction.kind)))


def pace(one: Delay, other: Delay) -> Pace:
    """Return whether two loops work at paces far apart, close, or not known.

    >>> pace(Delay(1, 2, True), Delay(10, 20, True))
    'apart'
    """
    if not one.max or not other.max:
        return "unknown"
    if one.min >= FAR_APART * other.max or other.min >= FAR_APART * one.max:
        return "apart"
    if one.max < FAR_APART * other.min and other.max < FAR_APART * one.min:
        return "close"
    return "unknown"


def combinations(loops: Sequence[Loop]) -> tuple[Combination, ...]:
    """Return the groups of two or more reinforcing loops that shared variables connect."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    reinforcing = [loop for loop in loops if loop.type == "R"]
    uses: dict[str, int] = {}
    for loop in reinforcing:
        for name in loop.variables:
            uses[name] = uses.get(name, 0) + 1
            leader.setdefault(name, name)
            leader[lead(name)] = lead(loop.variables[0])
    groups: dict[str, list[Loop]] = {}
    for loop in reinforcing:
        groups.setdefault(lead(loop.variables[0]), []).append(loop)
    return tuple(
        Combination(
            tuple(loop.id for loop in group),
            tuple(dict.fromkeys(n for loop in group for n in loop.variables if uses[n] > 1)),
        )
        for group in groups.values()
        if len(group) > 1
    )


def _judge(diagram: Diagram, one: Loop, other: Loop, shared: tuple[str, ...]) -> tuple[Kind, str]:
    if one.type == other.type == "R":
        return "amplify", f"more of {_all(shared)} drives both: each can set the other off"
    if one.type != other.type:
        brake, driven = (one, other) if one.type == "B" else (other, one)
        return "restrain", f"{brake.title} works against what {driven.title} does to {_all(shared)}"
    return _balancing(diagram, one, other, shared)


def _balancing(
    diagram: Diagram, one: Loop, other: Loop, shared: tuple[str, ...]
) -> tuple[Kind, str]:
    first, second = goals_of(diagram, one), goals_of(diagram, other)
    for name in shared:
        if name in first and name in second and exclude_each_other(first[name], second[name]):
            goal1, goal2 = goal_text(name, first[name]), goal_text(name, second[name])
            wants = f"{one.title} wants {goal1}, {other.title} {goal2}"
            return "conflict", f"{wants}: no value of {name} satisfies both"
    private1 = [name for name in first if name not in shared]
    private2 = [name for name in second if name not in shared]
    both = [name for name in dict.fromkeys((*first, *second)) if name in shared]
    if private1 and private2:
        goal1 = goal_text(private1[0], first[private1[0]])
        goal2 = goal_text(private2[0], second[private2[0]])
        return "fight", _fight(diagram, one, other, shared, goal1, goal2)
    if (private1 or private2) and both:
        after, holds = (one, other) if private1 else (other, one)
        private, goals = (private1[0], first) if private1 else (private2[0], second)
        goal = goal_text(private, goals[private])
        if _same_way(after, private, goals, second if private1 else first, both):
            held = goal_text(both[0], (second if private1 else first)[both[0]])
            return "cooperate", (
                f"{after.title} is after {goal}, {holds.title} after {held}; to reach them both "
                f"move {_all(both)} the same way"
            )
        return "resist", (
            f"{after.title} is after {goal} and moves {_all(shared)} to reach it; "
            f"{holds.title}, which holds {both[0]}, resists"
        )
    if both and not private1 and not private2:
        return "cooperate", _together(one, other, first, second, both[0])
    return "may-fight", ""


def _together(
    one: Loop, other: Loop, first: dict[str, Goal], second: dict[str, Goal], name: str
) -> str:
    """What two loops are after that hold the same variable."""
    said = [goal_text(name, goals[name]) if name in goals else "" for goals in (first, second)]
    if said[0] == said[1]:
        return f"both {one.title} and {other.title} are after {said[0]}"
    if all(said):
        return f"{one.title} is after {said[0]}, {other.title} after {said[1]}"
    after, beside = (one, other) if said[0] else (other, one)
    return f"{after.title} is after {said[0] or said[1]}, and {beside.title} moves {name} too"


def _same_way(
    after: Loop,
    private: str,
    goals: dict[str, Goal],
    held: dict[str, Goal],
    both: Sequence[str],
) -> bool:
    """Whether a loop, to reach its private goal, moves each shared variable the way in which
    the other loop's goal for it lies. Only goals that are bounds lie in one direction."""
    wanted = _BOUND.get(goals[private].relation)
    if wanted is None:
        return False
    return all(
        wanted * _sign_between(after, name, private) == _BOUND.get(held[name].relation)
        if name in held
        else False
        for name in both
    )


# Which way a goal pulls: below its bound, or above it.
_BOUND = {"<=": -1, ">=": 1}


def _sign_between(loop: Loop, cause: str, effect: str) -> int:
    """The sign of the way along a loop from one of its variables to another."""
    names = loop.variables
    first, last = names.index(cause), names.index(effect)
    steps = (last - first) % len(names)
    signs = [loop.links[(first + step) % len(names)].polarity for step in range(steps)]
    return -1 if signs.count("-") % 2 else 1


def _fight(
    diagram: Diagram, one: Loop, other: Loop, shared: tuple[str, ...], goal1: str, goal2: str
) -> str:
    said = (
        f"{one.title} is after {goal1}, {other.title} after {goal2}, and both work through "
        f"{_all(shared)}: one lever, two goals"
    )
    delay1, delay2 = loop_delay(diagram, one).total, loop_delay(diagram, other).total
    how = pace(delay1, delay2)
    if how == "apart":
        fast, slow = (one, other) if delay1.min < delay2.min else (other, one)
        return (
            f"{said}. {fast.title} is far the faster and gets its way; {slow.title} never "
            "reaches its goal where the two differ, without swinging"
        )
    if how == "close":
        return f"{said}. Their paces are close, so they can swing against each other"
    return f"{said}. Whether they swing, the delays marked do not tell"


def _private(diagram: Diagram, loop: Loop, shared: set[str]) -> list[str]:
    """What a loop may be after: its own stocks, else its own variables, the first of these."""
    own = [variable for variable in map(diagram.variable, loop.variables) if variable]
    private = [variable for variable in own if variable.name not in shared]
    stocks = [variable for variable in private if variable.kind == "stock"]
    return [variable.name for variable in stocks or private][:MOST_CANDIDATES]


def _may_fight(diagram: Diagram, unsaid: dict[str, dict[str, Loop]]) -> list[Interaction]:
    found = []
    for name, by_id in unsaid.items():
        met, ids = list(by_id.values()), tuple(by_id)
        shared = set.intersection(*(set(loop.variables) for loop in met))
        candidates = "; ".join(
            f"{loop.id}: {' or '.join(_private(diagram, loop, shared)) or name}" for loop in met[:6]
        )
        because = (
            f"{len(met)} balancing loops meet at {name}; say what each is after, with `goal` on a "
            f"variable ({candidates})"
        )
        found.append(Interaction("may-fight", "unknown", ids, (name,), (), because))
    return found


def _interaction(
    kind: Kind, how: Pace, because: str, one: Loop, other: Loop, shared: tuple[str, ...]
) -> Interaction:
    ends = {(link.cause, link.effect) for link in other.links}
    links = tuple(
        (link.cause, link.effect) for link in one.links if (link.cause, link.effect) in ends
    )
    return Interaction(kind, how, (one.id, other.id), shared, links, because)


def _all(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    shown = list(names[:4]) + (["…"] if len(names) > 4 else [])
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(names) <= 4 else ", ".join(shown)
