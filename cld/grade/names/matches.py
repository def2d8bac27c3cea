"""The matches between the variables of an answer and those of the key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

How = Literal["by hand", "exact", "spelling", "alias", "opposite", "likeness"]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A variable of the answer that matches one of the key, and the rule that matched it.

    `likeness` is 1 except for matches by likeness. If `flipped`, the answer's variable is the
    opposite of the key's: when one rises, the other falls.
    """

    answer: str
    key: str
    how: How
    likeness: float = 1.0
    flipped: bool = False


@dataclass(frozen=True)
class Matches:
    """The variables of an answer and those of a key, one to one.

    `pairs` and `unmatched_answer` are in the order of the answer's file, `unmatched_key` in that of
    the key's. `disregarded` are matches made by hand that could not be applied: one of the two
    names is in neither diagram, or the key's variable was matched to another already.

    >>> matches = Matches((NameMatch("Misses", "Hits", "opposite", flipped=True),), ("Cost",), ())
    >>> matches.key_of("Misses"), matches.answer_of("Hits"), matches.key_of("Cost")
    ('Hits', 'Misses', None)
    >>> matches.flipped("Misses"), matches.flipped("Cost")
    (True, False)
    """

    pairs: tuple[NameMatch, ...] = ()
    unmatched_answer: tuple[str, ...] = ()
    unmatched_key: tuple[str, ...] = ()
    disregarded: tuple[tuple[str, str | None], ...] = ()

    @cached_property
    def by_answer(self) -> dict[str, NameMatch]:
        """The match of each variable of the answer that has one."""
        return {match.answer: match for match in self.pairs}

    @cached_property
    def by_key(self) -> dict[str, NameMatch]:
        """The match of each variable of the key that has one."""
        return {match.key: match for match in self.pairs}

    def key_of(self, answer: str) -> str | None:
        """Return the name in the key of a variable of the answer, or None."""
        match = self.by_answer.get(answer)
        return match.key if match else None

    def answer_of(self, key: str) -> str | None:
        """Return the name in the answer of a variable of the key, or None."""
        match = self.by_key.get(key)
        return match.answer if match else None

    def flipped(self, answer: str) -> bool:
        """Return whether a variable of the answer is the opposite of the key's."""
        match = self.by_answer.get(answer)
        return match is not None and match.flipped
