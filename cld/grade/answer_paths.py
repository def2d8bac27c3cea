"""Paths through an answer from one matched variable to another, over extra variables."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cld.core.diagram import Diagram, Link, Polarity
from cld.grade.pairing import Pairing, product

# Limits: this many paths of each sign are kept, the shortest ones, and this many steps are
# searched for a pair of variables and in total. Real answers have few extra steps; a complete graph
# of them is not a real answer.
MOST_OF_A_SIGN = 6
MOST_STEPS, MOST_IN_ALL = 4_000, 1_000_000


@dataclass(frozen=True, slots=True)
class AnswerPath:
    """A series of links, and its sign in terms of the key's variables."""

    links: tuple[Link, ...]
    sign: Polarity

    @property
    def inner(self) -> tuple[str, ...]:
        """The variables between the two ends."""
        return tuple(link.effect for link in self.links[:-1])


class AnswerPaths:
    """The paths of an answer between its matched variables that pass none of them. A wrong link can
    be a path by itself, but not a step of a longer one. `known` are the ends of the key's links.

    >>> from cld.language.source import source_of
    >>> answer = source_of("A (+)-> x (-)-> B (+)-> C").diagram
    >>> ways = AnswerPaths(answer, Pairing({"A": "A", "B": "B", "C": "C"}))
    >>> [way.sign for way in ways.between("A", "B")], ways.between("A", "C")
    (['-'], ())
    """

    def __init__(
        self,
        answer: Diagram,
        pairing: Pairing,
        wrong: frozenset[Link] = frozenset(),
        known: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self.answer, self.pairing, self._wrong, self._in_key = answer, pairing, wrong, known
        self._known: dict[tuple[str, str, frozenset[str]], tuple[AnswerPath, ...]] = {}
        self._left = MOST_IN_ALL

    @cached_property
    def _out(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.answer.links:
            found.setdefault(link.cause, []).append(link)
        return found

    @cached_property
    def _further(self) -> dict[str, list[Link]]:
        """The links that can be steps of a path."""
        return {
            cause: [link for link in links if link not in self._wrong]
            for cause, links in self._out.items()
        }

    @cached_property
    def _into(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for link in self.answer.links:
            found.setdefault(link.effect, []).append(link.cause)
        return found

    def between(
        self, cause: str, effect: str, through: frozenset[str] = frozenset()
    ) -> tuple[AnswerPath, ...]:
        """Return the paths from a variable of the answer to another, or back to itself, the
        shortest first. They pass only unmatched variables and those in `through`."""
        asked = (cause, effect, through)
        if asked not in self._known:
            self._known[asked] = tuple(self._look(*asked))
        return self._known[asked]

    def turned(
        self, cause: str, effect: str, sign: Polarity, through: frozenset[str] = frozenset()
    ) -> AnswerPath | None:
        """Return a path with this sign from effect to cause, the reverse of what the key has.

        Both are variables of the key. If the key also has a link from effect to cause, the result
        is None: the path then stands for that link, whether it is right or not.
        """
        names = self.pairing.answer_of
        if cause == effect or (effect, cause) in self._in_key:
            return None
        back = self.between(names[effect], names[cause], through)
        is_in_key = self._is_in_key(effect, cause)
        return next(
            (
                way
                for way in back
                if sign in ("?", way.sign) and not (is_in_key and len(way.links) > 1)
            ),
            None,
        )

    def _is_in_key(self, cause: str, effect: str) -> bool:
        """Whether the key has a path between two of its variables past variables that the answer
        lacks. A path over extra variables may stand for it."""
        seen, waiting = {cause}, [cause]
        while waiting:
            here = waiting.pop()
            for start, end in self._in_key:
                if start == here and end == effect:
                    return True
                if start == here and end not in seen and end not in self.pairing.answer_of:
                    seen.add(end)
                    waiting.append(end)
        return False

    def _look(self, cause: str, effect: str, through: frozenset[str]) -> Iterator[AnswerPath]:
        near = self._leading_to(effect, through)
        waiting: deque[tuple[Link, ...]] = deque(
            (link,)
            for link in self._out.get(cause, ())
            if link.effect in near and (link.effect == effect or link not in self._wrong)
        )
        found: dict[Polarity, int] = {"+": 0, "-": 0, "?": 0}
        last = max(self._left - MOST_STEPS, 0)
        while waiting and self._left > last:
            links = waiting.popleft()
            at = links[-1].effect
            if at == effect:
                sign = self._sign(links)
                if found[sign] < MOST_OF_A_SIGN:
                    found[sign] += 1
                    yield AnswerPath(links, sign)
                continue
            passed = {cause, *(link.effect for link in links)}
            further = self._further.get(at, ())
            self._left -= len(further) + 1
            waiting.extend(
                (*links, link)
                for link in further
                if link.effect in near and (link.effect == effect or link.effect not in passed)
            )

    def _leading_to(self, effect: str, through: frozenset[str]) -> frozenset[str]:
        """The variables that can be on a path to the effect, and the effect itself."""
        found, waiting = {effect}, [effect]
        while waiting:
            for cause in self._into.get(waiting.pop(), ()):
                is_free = cause not in self.pairing.key_of or cause in through
                if is_free and cause not in found:
                    found.add(cause)
                    waiting.append(cause)
        return frozenset(found)

    def _sign(self, links: tuple[Link, ...]) -> Polarity:
        return product(tuple(self.pairing.sign(link) for link in links))
