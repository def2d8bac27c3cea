"""What a class has in common: how often each criterion is met, mistakes of many, and answers that
are nearly the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from cld.grade.grade import Grade
from cld.grade.wrong import WrongLink

# Two answers are nearly the same where they share so many links that are not simply those of the
# key, and these are so large a part of what either has of such links.
LEAST_SHARED, NEARLY_ALL = 3, 0.8

Own = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong link, as the key calls its ends, and how many answers have it. `kind` is that of
    `WrongLink`."""

    cause: str
    effect: str
    sign: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Twins:
    """Two answers that are nearly the same, by their files, and how many own links they share."""

    one: str
    other: str
    shared: int


def met(grades: Sequence[Grade]) -> tuple[tuple[int, int], ...]:
    """Return for each criterion how many answers meet it, and how many in part."""
    return tuple(
        (
            sum(grade.earned[place].share >= 1 for grade in grades),
            sum(0 < grade.earned[place].share < 1 for grade in grades),
        )
        for place in range(len(grades[0].earned) if grades else 0)
    )


def mistakes(grades: Sequence[Grade], least: int = 2) -> tuple[Mistake, ...]:
    """Return the wrong links that so many answers have at least, the most common first."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for grade in grades:
        counts.update({_as_key_calls_it(wrong) for wrong in grade.board.wrong})
    found = [Mistake(*what, count) for what, count in counts.items() if count >= least]
    return tuple(sorted(found, key=lambda one: (-one.count, one.cause, one.effect, one.sign)))


def _as_key_calls_it(wrong: WrongLink) -> tuple[str, str, str, str]:
    return wrong.cause, wrong.effect, wrong.sign, wrong.kind


def twins(grades: Sequence[Grade]) -> tuple[Twins, ...]:
    """Return pairs of answers that share what is their own: links that the key does not have in
    these words. To agree on what is right is no sign of anything."""
    return tuple(_twins([(grade.board.answer.file, _own(grade)) for grade in grades]))


def _twins(answers: Sequence[tuple[str, Own]]) -> Iterator[Twins]:
    for (one, mine), (other, its) in combinations(answers, 2):
        shared = len(mine & its)
        if shared >= LEAST_SHARED and shared >= NEARLY_ALL * max(len(mine), len(its)):
            yield Twins(one, other, shared)


def _own(grade: Grade) -> Own:
    key = {(link.cause, link.effect, link.polarity) for link in grade.key.diagram.links}
    said = {(link.cause, link.effect, link.polarity) for link in grade.board.answer.diagram.links}
    return frozenset(said - key)
