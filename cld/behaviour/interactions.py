"""How loops that share a variable work together or against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations as pairs_of
from typing import Literal

from cld.behaviour.delays import loop_delay
from cld.behaviour.goals import exclude_each_other, goal_text, goals_of
from cld.core.diagram import Diagram, Goal
from cld.core.groups import connected
from cld.core.quantities import Delay
from cld.loops.loop import Loop, together

# Pairs are looked at among so many loops, the declared and the shortest first, and among fewer
# where these have more links than so many together.
MOST_LOOPS = 200
MOST_LINKS = 5_000
# Of each loop so many variables are named as what it may be after.
MOST_CANDIDATES = 3
# Loops whose paces are this far apart do not disturb each other's timing (cascade control).
FAR_APART = 5.0

InteractionKind = Literal[
    "amplify", "restrain", "conflict", "fight", "resist", "cooperate", "may-fight"
]
Pace = Literal["apart", "close", "unknown"]


# What matters most first.
_ORDER: tuple[InteractionKind, ...] = (
    *("conflict", "fight", "resist", "may-fight", "amplify", "restrain", "cooperate"),
)


@dataclass(frozen=True, slots=True)
class Interaction:
    """What two loops do to each other, or (`may-fight`) all balancing loops at one variable."""

    kind: InteractionKind
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


@dataclass(frozen=True)
class _Compared:
    """A loop with what each comparison asks of it."""

    diagram: Diagram
    loop: Loop

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.loop.variables)

    @cached_property
    def ends(self) -> frozenset[tuple[str, str]]:
        return frozenset(link.ends for link in self.loop.links)

    @cached_property
    def delay(self) -> Delay:
        return loop_delay(self.diagram, self.loop).total

    @cached_property
    def goals(self) -> dict[str, Goal]:
        return goals_of(self.diagram, self.loop)

    @cached_property
    def signs(self) -> dict[str, int]:
        """The sign of the way from the first variable to each."""
        found, sign = {}, 1
        for link in self.loop.links:
            found[link.cause] = sign
            sign = -sign if link.polarity == "-" else sign
        return found

    def sign_between(self, cause: str, effect: str) -> int:
        """The sign of the way along a balancing loop from one of its variables to another: a
        way on over the first variable has the sign of the whole loop too."""
        signs = self.signs
        sign = signs[cause] * signs[effect]
        return sign if self.places[cause] <= self.places[effect] else -sign

    @cached_property
    def places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.loop.variables)}


def how_many_compared(loops: Sequence[Loop]) -> int:
    """Return how many loops, the first ones, pairs are looked at among.

    >>> how_many_compared(())
    0
    """
    return len(together(loops, MOST_LOOPS, MOST_LINKS))


def interactions(diagram: Diagram, loops: Sequence[Loop]) -> tuple[Interaction, ...]:
    """Return how the first loops meet, `how_many_compared` of them, what matters most first.

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
    compared = loops[: how_many_compared(loops)]
    judged = [_Compared(diagram, loop) for loop in compared if loop.type != "U"]
    found: list[Interaction] = []
    unsaid: dict[str, dict[str, _Compared]] = {}
    for one, other in pairs_of(judged, 2):
        if one.names.isdisjoint(other.names):
            continue
        shared = tuple([name for name in one.loop.variables if name in other.names])
        kind, because = _judge(one, other, shared)
        if kind == "may-fight":
            for name in shared:
                met = unsaid.setdefault(name, {})
                met[one.loop.id], met[other.loop.id] = one, other
            continue
        found.append(_interaction(kind, because, one, other, shared))
    found += _may_fight(unsaid)
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


def _judge(
    one: _Compared, other: _Compared, shared: tuple[str, ...]
) -> tuple[InteractionKind, str]:
    if one.loop.type == other.loop.type == "R":
        return "amplify", f"more of {_all(shared)} drives both: each can set the other off"
    if one.loop.type != other.loop.type:
        brake, driven = (one, other) if one.loop.type == "B" else (other, one)
        return "restrain", (
            f"{brake.loop.title} works against what {driven.loop.title} does to {_all(shared)}"
        )
    return _balancing(one, other, shared)


def _balancing(
    one: _Compared, other: _Compared, shared: tuple[str, ...]
) -> tuple[InteractionKind, str]:
    first, second = one.goals, other.goals
    if not first and not second:
        return "may-fight", ""
    for name in shared:
        if name in first and name in second and exclude_each_other(first[name], second[name]):
            goal1, goal2 = goal_text(name, first[name]), goal_text(name, second[name])
            wants = f"{one.loop.title} wants {goal1}, {other.loop.title} {goal2}"
            return "conflict", f"{wants}: no value of {name} satisfies both"
    met = one.names & other.names
    private1 = [name for name in first if name not in met]
    private2 = [name for name in second if name not in met]
    both = [name for name in dict.fromkeys((*first, *second)) if name in met]
    if private1 and private2:
        goal1 = goal_text(private1[0], first[private1[0]])
        goal2 = goal_text(private2[0], second[private2[0]])
        return "fight", _fight(one, other, shared, goal1, goal2)
    if (private1 or private2) and both:
        after, holds = (one, other) if private1 else (other, one)
        private = private1[0] if private1 else private2[0]
        goal = goal_text(private, after.goals[private])
        if _same_way(after, private, holds.goals, both):
            held = goal_text(both[0], holds.goals[both[0]])
            return "cooperate", (
                f"{after.loop.title} is after {goal}, {holds.loop.title} after {held}; to reach "
                f"them both move {_all(both)} the same way"
            )
        return "resist", (
            f"{after.loop.title} is after {goal} and moves {_all(shared)} to reach it; "
            f"{holds.loop.title}, which holds {both[0]}, resists"
        )
    if both and not private1 and not private2:
        return "cooperate", _together(one.loop, other.loop, first, second, both[0])
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


def _same_way(after: _Compared, private: str, held: dict[str, Goal], both: Sequence[str]) -> bool:
    """Whether a loop, to reach its private goal, moves each shared variable the way in which
    the other loop's goal for it lies. Only goals that are bounds lie in one direction."""
    wanted = _BOUND.get(after.goals[private].relation)
    if wanted is None:
        return False
    return all(
        wanted * after.sign_between(name, private) == _BOUND.get(held[name].relation)
        if name in held
        else False
        for name in both
    )


# Which way a goal pulls: below its bound, or above it.
_BOUND = {"<=": -1, ">=": 1}


def _fight(
    one: _Compared, other: _Compared, shared: tuple[str, ...], goal1: str, goal2: str
) -> str:
    said = (
        f"{one.loop.title} is after {goal1}, {other.loop.title} after {goal2}, and both work "
        f"through {_all(shared)}: one lever, two goals"
    )
    how = pace(one.delay, other.delay)
    if how == "apart":
        fast, slow = (one, other) if one.delay.min < other.delay.min else (other, one)
        return (
            f"{said}. {fast.loop.title} is far the faster and gets its way; {slow.loop.title} "
            "never reaches its goal where the two differ, without swinging"
        )
    if how == "close":
        return f"{said}. Their paces are close, so they can swing against each other"
    return f"{said}. Whether they swing, the delays marked do not tell"


def _private(compared: _Compared, shared: frozenset[str]) -> list[str]:
    """What a loop may be after: its own stocks, else its own variables, the first of these."""
    own = (name for name in compared.loop.variables if name not in shared)
    private = [variable for variable in map(compared.diagram.variable, own) if variable]
    stocks = [variable for variable in private if variable.kind == "stock"]
    return [variable.name for variable in stocks or private][:MOST_CANDIDATES]


def _may_fight(unsaid: dict[str, dict[str, _Compared]]) -> list[Interaction]:
    found = []
    # Loops that meet at many variables have the same private ones at each.
    private: dict[tuple[str, ...], list[str]] = {}
    for name, by_id in unsaid.items():
        met, ids = list(by_id.values()), tuple(by_id)
        if ids not in private:
            shared = frozenset.intersection(*(one.names for one in met))
            private[ids] = [" or ".join(_private(one, shared)) for one in met[:6]]
        candidates = "; ".join(
            f"{one.loop.id}: {own or name}" for one, own in zip(met[:6], private[ids], strict=True)
        )
        because = (
            f"{len(met)} balancing loops meet at {name}; say what each is after, with `goal` on a "
            f"variable ({candidates})"
        )
        found.append(Interaction("may-fight", "unknown", ids, (name,), (), because))
    return found


def _interaction(
    kind: InteractionKind, because: str, one: _Compared, other: _Compared, shared: tuple[str, ...]
) -> Interaction:
    links = tuple([link.ends for link in one.loop.links if link.ends in other.ends])
    how = pace(one.delay, other.delay)
    return Interaction(kind, how, (one.loop.id, other.loop.id), shared, links, because)


def _all(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    shown = list(names[:4]) + (["…"] if len(names) > 4 else [])
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(names) <= 4 else ", ".join(shown)
