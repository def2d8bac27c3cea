"""The likeness of two names that no rule makes the same: typos, a different order of words, words
of one family."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cld.core.extras import MissingLibraryError
from cld.grade.names.assign import RowColumn
from cld.grade.names.opposites import opposed
from cld.grade.names.spelling import Spelling, stem

# Chosen by measurement: tests/test_grade_names.py.
LIKE = 0.72
SHORTEST, LONGEST = 4, 250
# The pairs of names that are compared, and the product of their lengths: one second at most.
MOST_PAIRS = 4_000_000
MOST_LETTERS = 4_000_000_000
# The pairs of words that are compared, the most alike names first: another second.
MOST_STEPS = 200_000

# Words without a meaning that identifies a variable.
_FILLERS = frozenset(
    map(stem, "the an a of for in on at by to and with as level amount number quantity count "
        "overall".split())
)  # fmt: skip
_SAME_WORD = {
    stem(short): stem(long)
    for short, long in (
        pair.split("=")
        for pair in "db=database avg=average sec=second min=minimum max=maximum req=request "
        "resp=response util=use usage=use utilisation=use utilization=use conn=connection "
        "mem=memory qty=quantity temp=temperature env=environment mgmt=management msg=message "
        "info=information config=configuration govt=government perf=performance "
        "labour=labor colour=color behaviour=behavior neighbour=neighbor harbour=harbor "
        "favour=favor centre=center defence=defense programme=program".split()
    )
}
_BRITISH = re.compile(r"(?<=....)is(?=(?:e|ed|ing|ation)?$)|(?<=....)ys(?=(?:ed|ing)$)")
# The endings that may follow the letters shared by two words of one family: at least four letters
# if these are two forms of a word, else five.
_FORMS = frozenset(["", "e", "ed", "ing"])
_ENDINGS = _FORMS | frozenset(
    "al ied ion ation ition action age ment ance ence ancy ency ant ent le able ability ility "
    "ity".split()
)
# The side of these words matters: load per pod, pods per load.
_BETWEEN = frozenset(map(stem, "per to from minus over by versus vs than of for".split()))


@dataclass(frozen=True, slots=True)
class Likely:
    """A name prepared for comparison: its meaningful words, and a text of them sorted."""

    spelling: Spelling
    words: tuple[str, ...]
    text: str

    @property
    def marks(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The numbers and single letters: only names with the same ones are compared."""
        return self.spelling.digits, self.spelling.labels

    @property
    def compared(self) -> bool:
        """False for names that are too short to contain a typo, or far too long."""
        return len(self.spelling.key) >= SHORTEST and len(self.text) <= LONGEST


def likely(spelling: Spelling) -> Likely:
    """Return a name prepared for comparison.

    >>> from cld.grade.names.spelling import spell
    >>> likely(spell("The number of request queues")).text
    'queue request'
    """
    words = [_BRITISH.sub("iz", _SAME_WORD.get(word, word)) for word in spelling.words]
    telling = tuple(word for word in words if word not in _FILLERS) or tuple(words)
    return Likely(spelling, telling, " ".join(sorted(telling)))


def same_thing(one: Likely, other: Likely) -> bool:
    """Return whether two names can be names of one variable, however alike they are.

    Numbers and single letters must be the same. Each meaningful word needs a word in the other name
    that is the same, a typo of it or of its family, or the words of one name must run together to a
    word of the other; and no remaining word may be the opposite of another. Words must not have
    moved from one side of “per” and similar words to the other.

    >>> from cld.grade.names.spelling import spell
    >>> def can(one: str, other: str) -> bool:
    ...     return same_thing(likely(spell(one)), likely(spell(other)))
    >>> can("Satisfied customers", "Customer satisfaction level"), can("Pod 1", "Pod 2")
    (True, False)
    >>> can("Load per pod", "Pods per load"), can("Carbon price", "Carbon share")
    (False, False)
    """
    if one.marks != other.marks:
        return False
    counts, others = Counter(one.words), Counter(other.words)
    left, right = list((counts - others).elements()), list((others - counts).elements())
    if any(opposed(word, against) for word in left for against in right):
        return False
    return not _changed_sides(one.spelling.words, other.spelling.words) and _paired(left, right)


def _changed_sides(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether words have moved from before a “per” to after it, or the other way round."""
    for word in _BETWEEN.intersection(one, other):
        i, j = one.index(word), other.index(word)
        before, behind = set(one[:i]), set(one[i + 1 :])
        earlier, later = set(other[:j]), set(other[j + 1 :])
        crossed = len(before & later) + len(behind & earlier)
        if crossed > len(before & earlier) + len(behind & later):
            return True
    return False


def _paired(left: list[str], right: list[str]) -> bool:
    """Whether each word has a word that it can be, or the words have one when joined."""
    if len(left) != len(right):
        return bool(left and right) and _one_word("".join(left), "".join(right))
    for word in left:
        found = next((other for other in right if _one_word(word, other)), None)
        if found is None:
            return False
        right.remove(found)
    return True


def _one_word(one: str, other: str) -> bool:
    """Whether two words can be the same: equal, a typo of a letter or two in neither the first nor
    the last place, or of one family."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST or one[0] != other[0]:
        return False
    return _misspelt(one, other) or _of_a_family(one, other)


def _misspelt(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    most = 1 if max(len(one), len(other)) < 8 else 2
    if any(one.rstrip(last) == other.rstrip(last) for last in (one[-1], other[-1])):
        return True  # the last letter twice, or an s that was taken for a plural
    ends_alike = one[-1] == other[-1] or sorted(one[-2:]) == sorted(other[-2:])
    return ends_alike and OSA.distance(one, other, score_cutoff=most) <= most


def _of_a_family(one: str, other: str) -> bool:
    shared = 0
    for letter, same in zip(one, other, strict=False):
        if letter != same:
            break
        shared += 1
    return any(
        one[size:] in endings and other[size:] in endings
        for least, endings in ((4, _FORMS), (5, _ENDINGS))
        for size in range(least, shared + 1)
    )


def likely_pairs(
    answer: Sequence[Likely], key: Sequence[Likely]
) -> Iterator[tuple[RowColumn, float]]:
    """Yield the places of two names that can be names of one variable, and their likeness.

    The likeness is the share of letters that the two have in common in the same order, after
    sorting their words (the normalised indel similarity, rapidfuzz’ `token_sort_ratio`); below
    `LIKE` nothing is yielded. If there is more than can be compared, the last names of the answer
    and the least alike pairs are left out.

    Raises MissingLibraryError if rapidfuzz is not installed.
    """
    columns: dict[object, list[int]] = {}
    for place, name in enumerate(key):
        if name.compared:
            columns.setdefault(name.marks, []).append(place)
    rows: dict[object, list[int]] = {}
    letters = {
        marks: sum(len(key[place].text) for place in places) for marks, places in columns.items()
    }
    pairs = work = 0
    for place, name in enumerate(answer):
        others = columns.get(name.marks)
        if others and name.compared:
            pairs += len(others)
            work += len(name.text) * letters[name.marks]
            if pairs > MOST_PAIRS or work > MOST_LETTERS:
                break
            rows.setdefault(name.marks, []).append(place)
    found: list[tuple[float, int, int]] = []
    for marks, places in rows.items():
        found += _near(answer, key, places, columns[marks])
        if len(found) > 2 * MOST_STEPS:
            found = sorted(found, reverse=True)[:MOST_STEPS]
    steps = 0
    for likeness, row, column in sorted(found, reverse=True):
        one, other = answer[-row], key[-column]
        steps += 4 + len(one.words) * len(other.words)
        if steps > MOST_STEPS:
            break
        if same_thing(one, other):
            yield (-row, -column), likeness


def _near(
    answer: Sequence[Likely], key: Sequence[Likely], rows: list[int], columns: list[int]
) -> list[tuple[float, int, int]]:
    """Pairs of names that share enough letters, the most alike ones if there are too many: their
    likeness and their places, negated so that the greatest tuple is the one to take first."""
    try:
        import numpy
        from rapidfuzz import fuzz, process
    except ImportError as error:
        raise MissingLibraryError from error
    scores = process.cdist(
        [answer[row].text for row in rows],
        [key[column].text for column in columns],
        scorer=fuzz.ratio,
        score_cutoff=100 * LIKE,
    )
    places, others = numpy.nonzero(scores)
    values = scores[places, others]
    if len(values) > MOST_STEPS:
        best = numpy.argsort(-values, kind="stable")[:MOST_STEPS]
        places, others, values = places[best], others[best], values[best]
    return [
        (round(value / 100, 4), -rows[place], -columns[other])
        for value, place, other in zip(
            values.tolist(), places.tolist(), others.tolist(), strict=True
        )
    ]
