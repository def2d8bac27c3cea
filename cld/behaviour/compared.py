"""A loop with the facts that a comparison with others needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cld.behaviour.delays import loop_delay
from cld.behaviour.goals import goals_of
from cld.core.diagram import Diagram, Ends, Goal
from cld.core.quantities import Delay
from cld.loops.drain import circulates
from cld.loops.loop import Loop

# Loops whose delays are this far apart do not disturb each other's timing (cascade control).
FAR_APART = 5.0

# The direction in which a goal pulls: below its bound, or above it.
_BOUND = {"<=": -1, ">=": 1}
# Another way to a goal is short if it has at most so many links.
SHORT_WAY = 3

Pace = Literal["apart", "close", "unknown"]


@dataclass(frozen=True)
class Compared:
    """A loop with the facts that each comparison needs, computed once."""

    diagram: Diagram
    loop: Loop

    @cached_property
    def names(self) -> frozenset[str]:
        """Its variables."""
        return frozenset(self.loop.variables)

    @cached_property
    def ends(self) -> frozenset[Ends]:
        """Its links, by their ends."""
        return self.loop.ends

    @cached_property
    def delay(self) -> Delay:
        """Its delay by the marks."""
        return loop_delay(self.diagram, self.loop).total

    @cached_property
    def goals(self) -> dict[str, Goal]:
        """Its goals by variable."""
        return goals_of(self.diagram, self.loop)

    @cached_property
    def deciders(self) -> frozenset[str]:
        """The variables that decide on it: those with `every`, and those that information
        leads to."""
        informed = {link.effect for link in self.loop.links if link.info}
        return frozenset(informed | (self.names & self.diagram.deciding))

    @cached_property
    def signs(self) -> dict[str, int]:
        """The sign of the path from the first variable to each."""
        found, sign = {}, 1
        for link in self.loop.links:
            found[link.cause] = sign
            sign = -sign if link.polarity == "-" else sign
        return found

    def sign_between(self, cause: str, effect: str) -> int:
        """The sign of the path along a balancing loop from one of its variables to another; a path
        past the first variable includes the sign of the whole loop."""
        signs = self.signs
        sign = signs[cause] * signs[effect]
        return sign if self.places[cause] <= self.places[effect] else -sign

    def wants(self, name: str, goal: str) -> int:
        """Return the direction in which the loop moves a variable to reach its goal for another
        one: 1, -1, or 0 for a goal without a bound."""
        return _BOUND.get(self.goals[goal].relation, 0) * self.sign_between(name, goal)

    def is_mixed(self, names: Sequence[str], goal: str) -> bool:
        """Return whether one of these variables moves the one with a goal the other way, too, by a
        short way off the loop."""
        return any(self._moves(name, goal, -self.sign_between(name, goal)) for name in names)

    def _moves(self, name: str, goal: str, sign: int) -> bool:
        reached = {(name, 1)}
        for _ in range(SHORT_WAY):
            reached = {
                (link.effect, -way if link.polarity == "-" else way)
                for cause, way in reached
                if cause != goal
                for link in self.diagram.links_from[cause]
                if link.effect != name
            }
            if (goal, sign) in reached:
                return True
        return False

    def sides(self, other: Compared, shared: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the shared variables that two reinforcing loops move the same way, and those
        that they move in opposite directions while they do so: of the two, the fewer."""
        signs = [self.signs[name] * other.signs[name] for name in shared]
        one, two = (
            [name for name, sign in zip(shared, signs, strict=True) if sign == way]
            for way in (signs[0], -signs[0])
        )
        return (one, two) if len(one) >= len(two) else (two, one)

    @cached_property
    def circulates(self) -> bool:
        """Whether the loop only moves material from stock to stock, and drives nothing."""
        return circulates(self.diagram, self.loop)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each variable on the loop."""
        return {name: place for place, name in enumerate(self.loop.variables)}


def pace(one: Delay, other: Delay) -> Pace:
    """Return whether the paces of two loops are far apart, close, or unknown.

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
