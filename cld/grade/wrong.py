"""Links of an answer that are wrong: between variables of the key, and not what the key says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cld.grade.pairing import Pairing, product
from cld.model import Diagram, Link
from cld.syntax import Polarity

# To see whether a link says what a path of the key says, so many steps of it are followed from a
# variable; in a key that branches more than that, any sign that a walk can have is let pass.
MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class WrongLink:
    """A link of the answer, its ends as the key calls them, and the sign it has for the key.

    `kind` is `sign` where the key has the link with the other sign, `turned` where it has it the
    other way round only, else `extra`.
    """

    link: Link
    cause: str
    effect: str
    sign: Polarity
    kind: str


class Paths:
    """The signs that the paths of a key have from each variable to each other.

    >>> from cld.source import load
    >>> paths = Paths(load("A (+)-> B (-)-> C (-)-> A").diagram)
    >>> sorted(paths.signs("A", "C")), sorted(paths.signs("B", "A"))
    (['-'], ['+'])
    """

    def __init__(self, diagram: Diagram) -> None:
        self._out: dict[str, list[Link]] = {}
        for link in diagram.links:
            self._out.setdefault(link.cause, []).append(link)
        self._known: dict[str, dict[str, set[Polarity]]] = {}

    def signs(self, cause: str, effect: str) -> frozenset[Polarity]:
        """Return the signs of the paths from a variable to another, or round to itself."""
        if cause not in self._known:
            self._known[cause] = self._from(cause) or self._walks(cause)
        return frozenset(self._known[cause].get(effect, ()))

    def _from(self, cause: str) -> dict[str, set[Polarity]] | None:
        found: dict[str, set[Polarity]] = {}
        waiting: list[tuple[str, Polarity, frozenset[str]]] = [(cause, "+", frozenset())]
        for _ in range(MOST_STEPS):
            if not waiting:
                return found
            at, sign, passed = waiting.pop()
            for link in self._out.get(at, ()):
                if link.effect not in passed:
                    there = product((sign, link.polarity))
                    found.setdefault(link.effect, set()).add(there)
                    if link.effect != cause:
                        waiting.append((link.effect, there, passed | {link.effect}))
        return None

    def _walks(self, cause: str) -> dict[str, set[Polarity]]:
        found: dict[str, set[Polarity]] = {}
        waiting: list[tuple[str, Polarity]] = [(cause, "+")]
        while waiting:
            at, sign = waiting.pop()
            for link in self._out.get(at, ()):
                there = product((sign, link.polarity))
                if there not in found.setdefault(link.effect, set()):
                    found[link.effect].add(there)
                    waiting.append((link.effect, there))
        return found


@dataclass(frozen=True)
class Judge:
    """Tells wrong links from right ones."""

    key: Diagram
    pairing: Pairing

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self.key)

    def wrong(self, answer: Diagram) -> Iterator[WrongLink]:
        """Yield the wrong links of an answer, in the order of its text.

        A link is wrong where both its ends are matched and the key has neither the link nor a
        path with its sign. One whose sign is not known is right where the key has any.
        """
        for link in answer.links:
            cause = self.pairing.key_of.get(link.cause)
            effect = self.pairing.key_of.get(link.effect)
            if cause is None or effect is None:
                continue
            sign = self.pairing.sign(link)
            signs = self._paths.signs(cause, effect)
            if not signs or (sign not in signs and "?" not in signs and sign != "?"):
                yield WrongLink(link, cause, effect, sign, self._kind(cause, effect))

    def _kind(self, cause: str, effect: str) -> str:
        if self.key.link(cause, effect):
            return "sign"
        return "turned" if self.key.link(effect, cause) else "extra"
