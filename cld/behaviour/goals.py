"""The goals of loops, and whether two goals can be reached at once."""

from __future__ import annotations

import math
import re

from cld.core.diagram import Diagram, Goal, Link
from cld.core.english import words_of
from cld.core.quantities import QuantityError, length
from cld.loops.drain import is_drain, is_outflow
from cld.loops.loop import Loop

# Words of what should be, and of how far it is from what is.
WANTED_WORDS = frozenset(
    [
        *("desired", "target", "targets", "goal", "goals", "wanted", "setpoint", "standard", "set"),
        *("standards", "required", "intended", "ideal", "aspiration", "aspirations", "norm"),
        "planned",
    ]
)
DIFFERENCE_WORDS = frozenset(["gap", "gaps", "discrepancy", "shortfall", "difference", "deviation"])
# What nobody aims for, although it is compared with something.
BURDENS = frozenset(
    [
        *("cost", "costs", "load", "loads", "demand", "demands", "price", "prices"),
        *("expense", "expenses"),
    ]
)
# A loop that acts back on a variable has at most so many links more than the shortest that does.
MOST_LONGER = 2
# From a variable to the decision that it leads to, there are at most so many links.
MOST_TO_DECISION = 3
# One number and its unit: not a range, not a number with a tolerance.
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([^\d±~]*)", re.DOTALL)


def goals_of(diagram: Diagram, loop: Loop) -> dict[str, Goal]:
    """Return a loop's goals by variable: those in its statement, else those of its variables
    that it is known to pursue.

    A loop pursues the goal of a variable on it in four cases: the next variable is compared with
    something from outside; the loop acts back on the variable directly, and the file names no
    longer loop instead; somebody decides by what the variable shows (`every`, an `info` link), or
    the variable has no other effect. In these last two cases the loop is a named one or hardly
    longer than the shortest: longer ones only end there as well. A stock that drains itself
    pursues nothing.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (-)-> A\\nA: goal <= 3")
    >>> {name: str(goal) for name, goal in goals_of(report.diagram, report.loops[0]).items()}
    {'A': '<= 3'}
    """
    if loop.goals:
        return {goal.variable: goal for goal in loop.goals if goal.variable}
    if is_drain(diagram, loop):
        return {}
    tight = len(loop.links) <= 2
    goals = {}
    for link in loop.links:
        variable = diagram.variable(link.cause)
        if variable is None or variable.goal is None:
            continue
        alone = tight and not _another_is_named(diagram, loop, variable.name)
        decided = _is_decided(diagram, loop, link.cause) or _has_no_other(diagram, link)
        direct = alone or _is_compared(diagram, link)
        if direct or (decided and _acts_back(diagram, loop, link)):
            goals[variable.name] = variable.goal
    return goals


def _another_is_named(diagram: Diagram, loop: Loop, name: str) -> bool:
    """Whether the file names longer loops that may pursue the goal of a variable: then it is open
    whether this one does, even if it has a name, too."""
    return any(
        name in named.variables and len(named.variables) > 2 and named.type in (None, "B")
        for named in diagram.loops
    )


def _is_decided(diagram: Diagram, loop: Loop, name: str) -> bool:
    """Whether somebody decides on a loop by what a variable on it shows: information or a decision
    follows within a few links, before any stock, which another thing has filled by then."""
    start = loop.variables.index(name)
    after = (*loop.links[start:], *loop.links[:start])
    for link in after[:MOST_TO_DECISION]:
        if link.info or link.effect in diagram.deciding:
            return True
        if link.effect in diagram.stocks:
            return False
    return False


def _is_compared(diagram: Diagram, link: Link) -> bool:
    """Whether a link leads to a comparison with something from outside. An inflow of a stock is
    added, not compared."""
    if link.effect in diagram.stocks:
        return False
    others = (other.cause for other in diagram.links_to[link.effect] if other.cause != link.cause)
    return any(not diagram.links_to[name] for name in others)


def _has_no_other(diagram: Diagram, link: Link) -> bool:
    """Whether a link is the only one that leaves its cause, except for outflows of a stock."""
    return all(
        other is link or is_outflow(diagram, other) for other in diagram.links_from[link.cause]
    )


def _acts_back(diagram: Diagram, loop: Loop, link: Link) -> bool:
    """Whether a loop is a way by which a link acts back on its cause, and not one that only ends
    there as well."""
    shortest = diagram._ways_back.get(link.ends, len(loop.links))
    return loop.span is not None or len(loop.links) <= shortest + MOST_LONGER


def compared_with(diagram: Diagram, loop: Loop, name: str, goal: Goal) -> list[str]:
    """Return variables given from outside that are compared with a variable on a loop and have
    another value than its goal: they act against it on the next variable of the loop."""
    (mine,) = (link for link in loop.links if link.cause == name)
    against = (
        link for link in diagram.links_to[mine.effect] if {link.polarity, mine.polarity} == {*"+-"}
    )
    causes = (diagram.variable(link.cause) for link in against if link.cause in diagram.given)
    return [
        f"{cause.name} ({cause.initial})"
        for cause in causes
        if cause is not None and _apart(cause.initial, goal.value)
    ]


def _apart(one: str | None, other: str) -> bool:
    """Whether two values are numbers, and not the same."""
    first, second = _NUMBER.fullmatch(one or ""), _NUMBER.fullmatch(other)
    return bool(first and second and float(first.group(1)) != float(second.group(1)))


def perhaps_pursued(diagram: Diagram, loop: Loop) -> list[str]:
    """Return variables off a loop that it may pursue: each is compared with a variable on the loop,
    and its name says so, or nothing changes it and the name of the difference does.

    >>> from cld.analyze import analyze
    >>> report = analyze("Target (+)-> Gap (+)-> Orders (+)-> Stock (-)-> Gap")
    >>> perhaps_pursued(report.diagram, report.loops[0])
    ['Target']
    """
    found: dict[str, None] = {}
    for mine in loop.links:
        for other in diagram.links_to[mine.effect]:
            opposed = {other.polarity, mine.polarity} == {*"+-"}
            if not opposed or other.cause in loop.variables:
                continue
            words = set(words_of(other.cause))
            free = not diagram.links_to[other.cause] and not words & BURDENS
            gap = free and DIFFERENCE_WORDS.intersection(words_of(mine.effect))
            if gap or words & WANTED_WORDS or _is_expected(diagram, loop, other.cause, words):
                found[other.cause] = None
    return list(found)


def _is_expected(diagram: Diagram, loop: Loop, name: str, words: set[str]) -> bool:
    """Whether a variable is called expected, and is not made by the loop, as a forecast is."""
    made_by = {link.cause for link in diagram.links_to[name]}
    return "expected" in words and made_by.isdisjoint(loop.variables)


def goal_text(name: str, goal: Goal) -> str:
    """Return a goal with the variable it is for: `Latency <= 200ms`, `Stock, “ten days”`."""
    name = goal.variable or name
    if not goal.value:
        return f"{name} (no value stated)"
    return f"{name} {goal.relation} {goal.value}" if goal.relation else f"{name}, “{goal.value}”"


def exclude_each_other(one: Goal, other: Goal) -> bool:
    """Return whether no value satisfies both goals; False if that cannot be decided.

    >>> exclude_each_other(Goal("=", "21 °C"), Goal("=", "19 °C"))
    True
    >>> exclude_each_other(Goal("<=", "200ms"), Goal(">=", "0.1s"))
    False
    >>> exclude_each_other(Goal("=", "cheap"), Goal("=", "reliable"))
    False
    """
    first, second = _bounds(one), _bounds(other)
    if first is None or second is None or first[2] != second[2]:
        return False
    return max(first[0], second[0]) > min(first[1], second[1])


def _bounds(goal: Goal) -> tuple[float, float, str] | None:
    """The range of values a goal allows, and their unit; None if its value is not a number."""
    try:
        value, unit = length(goal.value), "seconds"
    except QuantityError:
        found = _NUMBER.fullmatch(goal.value)
        if not found or ".." in goal.value or "+-" in goal.value:
            return None
        value, unit = float(found.group(1)), found.group(2)
    least = -math.inf if goal.relation == "<=" else value
    most = math.inf if goal.relation == ">=" else value
    return least, most, unit
