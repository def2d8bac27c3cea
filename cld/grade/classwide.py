"""Results of a whole class: how often each criterion is met, common mistakes, and answers that are
nearly the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from cld.grade.grade import Grade
from cld.grade.names.nearest import nearest
from cld.grade.names.spelling import spell

# Two answers are nearly the same if they share at least this many links that are not simply those
# of the key, and these make up at least this share of such links in either answer.
LEAST_SHARED, NEARLY_ALL = 3, 0.8

# Cause, effect and sign, and for a wrong link its kind.
Own = frozenset[tuple[str, str, str]]
Wrongs = frozenset[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """The data by which an answer is compared with others: its file, its share of each criterion,
    its wrong links in the key's names, and the links that are in the learner's words.

    `unmatched` are the names that match no variable of the key, each with the key's name that it
    resembles most, or an empty text.
    """

    file: str
    shares: tuple[float, ...]
    wrong: Wrongs
    own: Own
    unmatched: tuple[tuple[str, str], ...] = ()


def standing(grade: Grade) -> Standing:
    """Return the data by which an answer is compared with others."""
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
    near = nearest_names(grade)
    file = grade.comparison.answer.file
    return Standing(file, shares, frozenset(wrong), frozenset(said - key), tuple(near.items()))


def nearest_names(grade: Grade) -> dict[str, str]:
    """Return the names of an answer that match no variable of the key, in its order, each with the
    unmatched name of the key that it resembles most, or an empty text."""
    pairing = grade.comparison.pairing
    answer, key = grade.comparison.answer.diagram, grade.key.diagram
    own = [one.name for one in answer.variables if one.name not in pairing.key_of]
    near = nearest(own, [v.name for v in key.variables if v.name not in pairing.answer_of])
    return {name: near.get(name, "") for name in own}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong link, with the key's names for its ends, and how many answers have it. `kind` is that
    of `WrongLink`."""

    cause: str
    effect: str
    sign: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class UnmatchedName:
    """A name that matches no variable of the key, the key's name that it resembles most (or an
    empty text), and how many answers use it."""

    name: str
    nearest: str
    count: int


@dataclass(frozen=True, slots=True)
class Twins:
    """Two answers that are nearly the same, by file name, and how many links they share that the
    key does not have in these words."""

    one: str
    other: str
    shared: int


def criteria_met(standings: Sequence[Standing]) -> tuple[tuple[int, int], ...]:
    """Return for each criterion how many answers meet it, and how many meet it in part."""
    by_criterion = zip(*(one.shares for one in standings), strict=True)
    return tuple(
        (sum(share >= 1 for share in shares), sum(0 < share < 1 for share in shares))
        for shares in by_criterion
    )


def mistakes(standings: Sequence[Standing], least: int = 2) -> tuple[Mistake, ...]:
    """Return the wrong links that at least `least` answers have, the most common first."""
    counts = Counter(wrong for one in standings for wrong in one.wrong)
    found = [Mistake(*what, count) for what, count in counts.items() if count >= least]
    return tuple(sorted(found, key=lambda one: (-one.count, one.cause, one.effect, one.sign)))


def unmatched_names(standings: Sequence[Standing]) -> tuple[UnmatchedName, ...]:
    """Return the names that match no variable of the key, the most frequent first. Spellings that
    an alias accepts alike count as one name.

    >>> one, other = (
    ...     Standing(file, (), frozenset(), frozenset(), ((name, "Beauty"),))
    ...     for file, name in (("a.cld", "beach beauty"), ("b.cld", "Beach beauty"))
    ... )
    >>> unmatched_names([one, other])
    (UnmatchedName(name='Beach beauty', nearest='Beauty', count=2),)
    """
    spellings: dict[str, Counter[str]] = {}
    resembled: dict[str, Counter[str]] = {}
    for one in standings:
        seen = set()
        for name, near in one.unmatched:
            key = spell(name).key or name
            if key not in seen:
                spellings.setdefault(key, Counter())[name] += 1
                resembled.setdefault(key, Counter())[near] += 1
            seen.add(key)
    found = [
        UnmatchedName(_most(names), _most(resembled[key]), names.total())
        for key, names in spellings.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))


def _most(counts: Counter[str]) -> str:
    """The most frequent text, and of several the first in the alphabet."""
    return min(counts, key=lambda text: (-counts[text], text))


def twins(standings: Sequence[Standing]) -> tuple[Twins, ...]:
    """Return pairs of answers that share links which the key does not have in these words.
    Agreement on what is right proves nothing."""
    return tuple(_twins(standings))


def _twins(standings: Sequence[Standing]) -> Iterator[Twins]:
    for one, other in combinations(standings, 2):
        shared = len(one.own & other.own)
        if shared >= LEAST_SHARED and shared >= NEARLY_ALL * max(len(one.own), len(other.own)):
            yield Twins(one.file, other.file, shared)
