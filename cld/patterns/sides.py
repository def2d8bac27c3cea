"""Names that show two sides: Arms of A and Arms of B, Our price and Their price."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from cld.core.english import words_of

_PART = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])")
# At most this many words of a name are the side: the United States, team Red.
MOST_WORDS = 3

# Pairs of words that tell two sides by themselves; any other pair must do so twice. The two ends of
# one quantity, as faster and slower are, tell none: who has less of one has more of the other.
_KNOWN = frozenset(
    frozenset(pair.split())
    for pair in (
        "our their,ours theirs,my your,my their,us them,his her,him her,his hers,"
        "own other,one other,first second,"
        "upper lower,north south,northern southern,east west,eastern western,upstream downstream,"
        "good poor,rich poor,large limited,strong weak,premium limited,urban rural,public private,"
        "domestic foreign,local foreign,"
        "incumbent entrant,incumbent challenger,leader challenger,winner loser,winning losing,"
        "successful struggling,established new,here there,men women,boys girls,home away,"
        "ally enemy,we they,superior basic"
    ).split(",")
)
_INSTEAD = ("instead", "rather than", "versus", "vs", "as opposed to")
_OPPOSED = ("non", "anti", "other")

TwinNames = tuple[str, str]
_Difference = tuple[tuple[str, ...], tuple[str, ...]]


def two_sides(one: Iterable[str], other: Iterable[str]) -> tuple[TwinNames, ...]:
    """Return the pairs of names, one from each side, that distinguish the sides; may be empty.

    Two names are twins if they differ in one place only. The words in that place must be a known
    pair, single letters or numbers, or occur there in two pairs of twins: one pair alone (Birth
    rate, Death rate) is a habit of naming. A name with several equal twins is part of a series
    (Node 1, Node 2, Node 3).

    >>> two_sides(["Fares of Blue", "Seats of Blue"], ["Fares of Red", "Seats of Red"])
    (('Fares of Blue', 'Fares of Red'), ('Seats of Blue', 'Seats of Red'))
    >>> two_sides(["Birth rate"], ["Death rate"]), two_sides(["Node 1", "Node 2"], ["Node 3"])
    ((), ())
    """
    twins: dict[frozenset[str], _Twins] = {}
    for pair in product(dict.fromkeys(one), dict.fromkeys(other)):
        twin = _twins(pair)
        if twin is not None:
            twins.setdefault(frozenset(pair), twin)
    alike = {name: [t.alike for t in twins.values() if name in t.pair] for p in twins for name in p}
    found: dict[_Difference, list[TwinNames]] = {}
    for twin in twins.values():
        if all(alike[name].count(twin.alike) == 1 for name in twin.pair):
            found.setdefault(twin.difference, []).append(twin.pair)
    told = (pairs for difference, pairs in found.items() if _known(*difference) or len(pairs) > 1)
    return tuple(pair for pairs in told for pair in pairs)


@dataclass(frozen=True, slots=True)
class _Twins:
    """Two names that differ in one place, the words there, and how much of the longer name is the
    same."""

    pair: TwinNames
    difference: _Difference
    alike: float


def _twins(pair: TwinNames) -> _Twins | None:
    one, other = map(_parts, pair)
    difference = _difference(one, other)
    if difference is None:
        return None
    alike = (len(one) - len(difference[0])) / max(len(one), len(other))
    # Each one's act may bear the other's name: sides may change places.
    first, second = sorted(difference)
    return _Twins(pair, (first, second), alike)


def says_instead(name: str) -> bool:
    """Return whether a name weighs two sides: Budget of Red instead of Blue.

    >>> says_instead("Budget of Red instead of Blue"), says_instead("Budget")
    (True, False)
    """
    said = f" {' '.join(words_of(name))} "
    return any(f" {words} " in said for words in _INSTEAD)


def _parts(name: str) -> list[str]:
    parts = _PART.findall(_CAMEL.sub(" ", name).replace("_", " "))
    return [part.lower().removesuffix("'s").removesuffix("’s") for part in parts]


def _difference(one: list[str], other: list[str]) -> _Difference | None:
    """The words in the one place where two names differ; None if they differ in more than one."""
    least = min(len(one), len(other))
    start = 0
    while start < least and one[start] == other[start]:
        start += 1
    end = 0
    while end < least - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first, second = tuple(one[start : len(one) - end]), tuple(other[start : len(other) - end])
    same = start + end
    if not same or first == second or max(len(first), len(second)) > MOST_WORDS:
        return None
    if first and second:
        return first, second
    added = first or second
    return (first, second) if len(added) == 1 and added[0] in _OPPOSED else None


def _known(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return True
    if len(one) != 1 or len(other) != 1:
        return False
    first, second = one[0], other[0]
    short = all(len(word) == 1 or word.isdigit() for word in (first, second))
    return short or frozenset((first, second)) in _KNOWN
