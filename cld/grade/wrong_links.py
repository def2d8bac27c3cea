"""Finds wrong links of an answer: links between variables of the key that disagree with the key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cld.core.diagram import Diagram, Link, Polarity
from cld.grade.pairing import Pairing, product

# The number of steps that are followed from a variable to find paths of the key that a link may
# stand for. In a key with more branches than that, any sign that a walk can have is accepted.
MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class WrongLink:
    """A link of the answer, its ends in the key's names, and its sign in terms of the key.

    `kind` is `sign` if the key has the link with the other sign, `turned` if it has only the
    reverse link, `far` if it has a path with that sign that is a little too long for one link to
    stand for, else `extra`.
    """

    link: Link
    cause: str
    effect: str
    sign: Polarity
    kind: str


# A link may stand for a path of the key past at most this many variables that are not optional.
# If any path were enough, nearly every link would be right in a key with many loops. Whether the
# answer has those variables does not matter: otherwise drawing one more could make another link
# wrong.
MOST_PASSED = 1

# A link past more variables, but at most this many, leaves out too much. Variables that are
# farther apart have paths of both signs in a key with many loops, and a link between them means
# something else.
MOST_FAR = 3

# The end of a path, its sign, and how many of the variables it passed count.
At = tuple[str, Polarity, int]


class Paths:
    """The signs of the key's paths from each variable to each other, past at most `most` of the
    `required` variables.

    >>> from cld.language.source import source_of
    >>> key = source_of("A (+)-> B (-)-> C (-)-> D (+)-> A").diagram
    >>> paths = Paths(key, frozenset("ABCD"))
    >>> sorted(paths.signs("A", "C")), sorted(paths.signs("A", "D"))
    (['-'], [])
    >>> sorted(Paths(key, frozenset("ABD")).signs("A", "D"))
    ['+']
    """

    def __init__(self, diagram: Diagram, required: frozenset[str], most: int = MOST_PASSED) -> None:
        self._required, self._most = required, most
        self._out: dict[str, list[Link]] = {}
        for link in diagram.links:
            self._out.setdefault(link.cause, []).append(link)
        self._known: dict[str, dict[str, set[Polarity]]] = {}

    def signs(self, cause: str, effect: str) -> frozenset[Polarity]:
        """Return the signs of the paths from a variable to another, or back to itself."""
        if cause not in self._known:
            found = self._from(cause)
            self._known[cause] = self._walks(cause) if found is None else found
        return frozenset(self._known[cause].get(effect, ()))

    def _from(self, cause: str) -> dict[str, set[Polarity]] | None:
        found: dict[str, set[Polarity]] = {}
        waiting: list[tuple[At, frozenset[str]]] = [((cause, "+", 0), frozenset())]
        for _ in range(MOST_STEPS):
            if not waiting:
                return found
            here, passed = waiting.pop()
            for there in self._steps(here, cause):
                if there[0] not in passed:
                    found.setdefault(there[0], set()).add(there[1])
                    if there[0] != cause:
                        waiting.append((there, passed | {there[0]}))
        return None

    def _walks(self, cause: str) -> dict[str, set[Polarity]]:
        found: dict[str, set[Polarity]] = {}
        seen: set[At] = {(cause, "+", 0)}
        waiting: list[At] = [(cause, "+", 0)]
        while waiting:
            for there in self._steps(waiting.pop(), cause):
                found.setdefault(there[0], set()).add(there[1])
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
        return found

    def _steps(self, here: At, cause: str) -> Iterator[At]:
        at, sign, count = here
        count += at != cause and at in self._required
        if count <= self._most:
            for link in self._out.get(at, ()):
                yield link.effect, product((sign, link.polarity)), count


@dataclass(frozen=True)
class Judge:
    """Distinguishes wrong links from right ones."""

    key: Diagram
    pairing: Pairing
    optional: frozenset[str] = frozenset()

    @cached_property
    def _required(self) -> frozenset[str]:
        return frozenset(v.name for v in self.key.variables) - self.optional

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self.key, self._required)

    @cached_property
    def _long_paths(self) -> Paths:
        return Paths(self.key, self._required, MOST_FAR)

    def wrong(self, answer: Diagram) -> Iterator[WrongLink]:
        """Yield the wrong links of an answer, in the order of its text.

        A link is wrong if both its ends are matched and the key has neither the link nor a path
        with its sign that the link can stand for: a path past any number of optional variables and
        at most one other. Leaving the sign open is not right, unless the key leaves it open too.
        """
        for link in answer.links:
            cause = self.pairing.key_of.get(link.cause)
            effect = self.pairing.key_of.get(link.effect)
            if cause is None or effect is None:
                continue
            sign = self.pairing.sign(link)
            signs = self._paths.signs(cause, effect)
            if not signs or (sign not in signs and "?" not in signs):
                yield WrongLink(link, cause, effect, sign, self._kind(cause, effect, sign))

    def _kind(self, cause: str, effect: str, sign: Polarity) -> str:
        if self.key.link(cause, effect):
            return "sign"
        if self.key.link(effect, cause):
            return "turned"
        signs = self._long_paths.signs(cause, effect)
        return "far" if sign in signs or "?" in signs or (signs and sign == "?") else "extra"
