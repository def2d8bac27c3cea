"""What a class has in common: how often each criterion is met, mistakes of many, and answers that
are nearly the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from cld.grade.grade import Grade

# Two answers are nearly the same where they share so many links that are not simply those of the
# key, and these are so large a part of what either has of such links.
LEAST_SHARED, NEARLY_ALL = 3, 0.8

# cause, effect, sign; and of a wrong link its kind.
Own = frozenset[tuple[str, str, str]]
Wrongs = frozenset[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What an answer is compared with others by: its file, its share of each criterion, its wrong
    links as the key calls them, and the links it says in its own words."""

    file: str
    shares: tuple[float, ...]
    wrong: Wrongs
    own: Own


def standing(grade: Grade) -> Standing:
    """Return what an answer is compared with others by."""
    key = {(link.cause, link.effect, link.polarity) for link in grade.key.diagram.links}
    said = {
        (link.cause, link.effect, link.polarity) for link in grade.comparison.answer.diagram.links
    }
    wrong = (
        (one.cause, one.effect, one.sign, one.kind)
        for one in grade.comparison.wrong
        if grade.key.counts_wrong or one.kind in ("sign", "turned")
    )
    shares = tuple(earned.share for earned in grade.earned)
    return Standing(grade.comparison.answer.file, shares, frozenset(wrong), frozenset(said - key))


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


def criteria_met(standings: Sequence[Standing]) -> tuple[tuple[int, int], ...]:
    """Return for each criterion how many answers meet it, and how many in part."""
    by_criterion = zip(*(one.shares for one in standings), strict=True)
    return tuple(
        (sum(share >= 1 for share in shares), sum(0 < share < 1 for share in shares))
        for shares in by_criterion
    )


def mistakes(standings: Sequence[Standing], least: int = 2) -> tuple[Mistake, ...]:
    """Return the wrong links that so many answers have at least, the most common first."""
    counts = Counter(wrong for one in standings for wrong in one.wrong)
    found = [Mistake(*what, count) for what, count in counts.items() if count >= least]
    return tuple(sorted(found, key=lambda one: (-one.count, one.cause, one.effect, one.sign)))


def twins(standings: Sequence[Standing]) -> tuple[Twins, ...]:
    """Return pairs of answers that share what is their own: links that the key does not have in
    these words. To agree on what is right is no sign of anything."""
    return tuple(_twins(standings))


def _twins(standings: Sequence[Standing]) -> Iterator[Twins]:
    for one, other in combinations(standings, 2):
        shared = len(one.own & other.own)
        if shared >= LEAST_SHARED and shared >= NEARLY_ALL * max(len(one.own), len(other.own)):
            yield Twins(one.file, other.file, shared)
