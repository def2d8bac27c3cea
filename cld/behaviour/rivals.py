"""How two balancing loops that share variables affect each other, judged by their goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cld.behaviour.compared import Compared
from cld.behaviour.goals import exclude_each_other, goal_text
from cld.sentences import meetings as say
from cld.sentences.naming import names_of

Rivalry = Literal["conflict", "fight", "resist", "cooperate", "may-fight"]


@dataclass(frozen=True, slots=True)
class Rival:
    """How two balancing loops affect each other, in a word and a sentence.

    `alike` are goals that other pairs may have too: the common goal of both, or the goal of the
    loop that acts and the goal of the `defender` that resists it.
    """

    kind: Rivalry
    because: str
    alike: tuple[str, ...] = ()
    defender: str = ""


def rivalry(one: Compared, other: Compared, shared: tuple[str, ...]) -> Rival | None:
    """Return how two balancing loops interact, and why; None if one controller works both for one
    goal.

    The first rule that fits counts. Two goals that exclude each other for one shared variable
    are a conflict. Goals of both for variables that they do not share are a fight (one lever, two
    goals), unless both are bounds that the shared variables serve the same way. A goal for a
    private variable against a goal for a shared one is resistance. Goals only for shared variables
    go together. Unless each has a goal, the case cannot be decided, and the caller, who knows all
    loops that meet there, writes the sentence.

    References
    ----------
    J. Tinbergen, On the Theory of Economic Policy, 1952 (as many instruments as targets).

    >>> from cld.analyze import analyze
    >>> report = analyze("Pods (-)-> Queue (+)-> Pods\\nPods (-)-> CPU (+)-> Pods\\n"
    ...                  "Queue: goal <= 9\\nCPU: goal = 70%")
    >>> one, other = (Compared(report.diagram, loop) for loop in report.loops)
    >>> rivalry(one, other, ("Pods",)).kind
    'fight'
    """
    first, second = one.goals, other.goals
    for name in shared:
        if name in first and name in second and exclude_each_other(first[name], second[name]):
            return Rival(
                "conflict",
                say.CONFLICT(
                    **_both(one, other),
                    goal1=goal_text(name, first[name]),
                    goal2=goal_text(name, second[name]),
                    name=name,
                ),
            )
    met = one.names & other.names
    private1 = [name for name in first if name not in met]
    private2 = [name for name in second if name not in met]
    if one.deciders & other.deciders and not (private1 and private2):
        return None
    if not first or not second:
        return Rival("may-fight", "")
    both = [name for name in dict.fromkeys((*first, *second)) if name in met]
    if private1 and private2:
        return _two_goals(one, other, shared, private1[0], private2[0])
    if private1 or private2:
        return _resisted(*((one, other) if private1 else (other, one)), shared, both)
    return _one_variable(one, other, both[0])


def _both(one: Compared, other: Compared) -> dict[str, str]:
    return {
        "one": one.loop.id,
        "other": other.loop.id,
        "one_title": one.loop.title,
        "other_title": other.loop.title,
    }


def _two_goals(
    one: Compared, other: Compared, shared: tuple[str, ...], name1: str, name2: str
) -> Rival | None:
    ways = [(name, one.wants(name, name1), other.wants(name, name2)) for name in shared]
    opposed = [name for name, way, against in ways if not way or way != against]
    said = {
        **_both(one, other),
        "goal1": goal_text(name1, one.goals[name1]),
        "goal2": goal_text(name2, other.goals[name2]),
        "shared": names_of(opposed or shared),
    }
    if opposed:
        return Rival("fight", say.FIGHT(**said))
    if one.is_mixed(shared, name1) or other.is_mixed(shared, name2):
        return None
    return Rival("cooperate", say.SAME_WAY(**said))


def _resisted(
    after: Compared, defender: Compared, shared: tuple[str, ...], both: Sequence[str]
) -> Rival | None:
    """One loop has a goal for a private variable, the other only goals for shared ones."""
    met = after.names & defender.names
    private = next(name for name in after.goals if name not in met)
    kept = next(name for name in both if name in defender.goals)
    said = {
        **_both(after, defender),
        "goal1": goal_text(private, after.goals[private]),
        "goal2": goal_text(kept, defender.goals[kept]),
        "shared": names_of(shared),
    }
    ways = [(after.wants(name, private), defender.wants(name, kept)) for name in shared]
    if all(way and way == other for way, other in ways):
        if after.is_mixed(shared, private):
            return None
        return Rival("cooperate", say.SAME_WAY(**{**said, "shared": names_of(both)}))
    return Rival("resist", say.RESIST(**said), (said["goal1"], said["goal2"]), defender.loop.id)


def _one_variable(one: Compared, other: Compared, name: str) -> Rival:
    said = _both(one, other)
    if name in one.goals and name in other.goals:
        goal1, goal2 = (goal_text(name, goals[name]) for goals in (one.goals, other.goals))
        if goal1 == goal2:
            return Rival("cooperate", say.ONE_GOAL(**said, goal=goal1), (goal1,))
        words = say.ONE_VARIABLE(**said, name=name, goal1=goal1, goal2=goal2)
        return Rival("cooperate", words)
    after, beside = (one, other) if name in one.goals else (other, one)
    goal = goal_text(name, after.goals[name])
    return Rival("cooperate", say.MOVES_TOO(**_both(after, beside), name=name, goal1=goal))
