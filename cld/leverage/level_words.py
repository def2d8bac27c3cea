"""Which leverage level the words of an intervention speak for.

Only a suggestion: words say what is meant, operations on the diagram say what is done. Used
for interventions that have a name or a text and no operations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from cld.leverage.level_cues import SMALL_WORDS, WORD_LISTS, LevelCues
from cld.leverage.level_table import TABLE

# An intervention is a sentence or two; whatever follows is not read.
MOST_WORDS = 300
MOST_ALSO = 2
# How many words `...` may stand for.
GAP = 5
# What is done is told first, and what follows is its object or its purpose: a phrase that begins
# past so many words counts one less.
SAID_FIRST = 6
# What the words must weigh together to suggest a level, and by how much they must speak for it
# rather than for the next. Chosen on interventions that the phrases were written with.
LEAST = 2
MARGIN = 1

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[.;:!?%]")
_NUMBERS = frozenset("two three four five six seven eight nine ten twelve twenty hundred".split())
_BEGINNING = "^"
_STOPS = frozenset(".;:!?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A level that words speak for, and which words.

    `level` runs from 12, the weakest, to 1, the strongest. `also` holds other levels the words
    speak for, the best supported first. `words` are those that led to `level`, as they stand in
    the text and in its order.
    """

    level: int
    also: tuple[int, ...]
    words: tuple[str, ...]


def suggest_level(text: str) -> Suggestion | None:
    """Return the level the words of an intervention speak for; None where they speak for none.

    Every group of the table whose phrases occur adds its weight to its level, and the highest
    sum counts. A wrong level is worse than none: hints alone (a sum below `LEAST`) suggest
    nothing, nor do two levels between which the words do not decide (less than `MARGIN` apart).

    References
    ----------
    D. H. Meadows, Leverage Points: Places to Intervene in a System, 1999.

    >>> suggest_level("Raise the fuel tax by 5 %")
    Suggestion(level=12, also=(), words=('Raise', 'tax by 5 %'))
    >>> suggest_level("Blue") is None
    True
    """
    tokens = _tokens(text)
    found = _unhidden(_found(tokens))
    sums = _sums(found)
    if not sums:
        return None
    level, *others = sorted(sums, key=lambda level: (-sums[level], -level))
    second = sums[others[0]] if others else 0
    if sums[level] < LEAST or sums[level] - second < MARGIN:
        return None
    also = tuple(other for other in others if 2 * sums[other] >= sums[level])[:MOST_ALSO]
    used = {place for f in found if f.cues.level == level for place in f.places - {0}}
    return Suggestion(level, also, tuple(_runs(text, tokens, used)))


def _sums(found: Iterable[_Found]) -> dict[int, int]:
    """What the words weigh for each level: each group of the table once."""
    weights: dict[int, int] = {}
    for one in found:
        weights[one.group] = max(weights.get(one.group, 0), one.weight)
    sums: dict[int, int] = {}
    for group, weight in weights.items():
        level = TABLE[group].level
        if level:
            sums[level] = sums.get(level, 0) + weight
    return sums


# -- the words of a text --


@dataclass(frozen=True, slots=True, eq=False)
class _Token:
    word: str  # in small letters; "#" for a number
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    tokens = [_Token(_BEGINNING, 0, 0)]
    for match in _TOKEN.finditer(text):
        word = match.group().casefold()
        if word[0].isdecimal() or word in _NUMBERS:
            word = "#"
        tokens.append(_Token(word, match.start(), match.end()))
        if len(tokens) > MOST_WORDS:
            break
    return tokens


def _runs(text: str, tokens: list[_Token], places: set[int]) -> Iterator[str]:
    """The text at these places; neighbours come as one piece."""
    for place in sorted(places):
        if place - 1 in places:
            continue
        last = place
        while last + 1 in places:
            last += 1
        yield text[tokens[place].start : tokens[last].end]


# -- the phrases of the table --


@dataclass(frozen=True, slots=True, eq=False)
class _Element:
    """One word of a phrase: one of these words, or a word that begins so."""

    words: frozenset[str]
    stems: tuple[str, ...]
    after_gap: bool

    def fits(self, word: str) -> bool:
        return word in self.words or word.startswith(self.stems)


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    group: int
    elements: tuple[_Element, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    group: int
    places: frozenset[int]

    @property
    def cues(self) -> LevelCues:
        return TABLE[self.group]

    @property
    def weight(self) -> int:
        late = min(self.places) > SAID_FIRST
        return self.cues.weight - (1 if late and self.cues.weight > 1 else 0)


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """All phrases of the table, by the words and the stems (`stem*`) they begin with."""
    by_start: dict[str, list[_Phrase]] = {}
    for group, cues in enumerate(TABLE):
        for written in phrases_of(cues):
            phrase = _Phrase(group, tuple(_elements(written)))
            first = phrase.elements[0]
            for start in (*first.words, *(f"{stem}*" for stem in first.stems)):
                by_start.setdefault(start, []).append(phrase)
    return {start: tuple(phrases) for start, phrases in by_start.items()}


def phrases_of(cues: LevelCues) -> list[str]:
    """Return the phrases of a group as they are written.

    >>> phrases_of(LevelCues(12, 3, "numbers", "tax*, interest  rate*"))
    ['tax*', 'interest rate*']
    """
    return [" ".join(phrase.split()) for phrase in cues.phrases.split(",")]


def _elements(phrase: str) -> Iterator[_Element]:
    after_gap = False
    for part in phrase.split():
        if part == "...":
            after_gap = True
            continue
        listed = part.startswith("<")
        forms = WORD_LISTS[part.strip("<>")].split() if listed else part.split("|")
        stems = tuple(form[:-1] for form in forms if form.endswith("*"))
        yield _Element(frozenset(f for f in forms if not f.endswith("*")), stems, after_gap)
        after_gap = False


def _found(tokens: list[_Token]) -> Iterator[_Found]:
    """Every phrase at every place where it begins; the nearest words that fit complete it."""
    phrases = _phrases()
    for place, token in enumerate(tokens):
        stems = (f"{token.word[:size]}*" for size in range(1, min(len(token.word), 30) + 1))
        for start in (token.word, *stems):
            for phrase in phrases.get(start, ()):
                places = _complete(tokens, place, phrase.elements[1:])
                if places is not None:
                    yield _Found(phrase.group, frozenset(places))


def _complete(tokens: list[_Token], place: int, elements: tuple[_Element, ...]) -> list[int] | None:
    """Where the further words of a phrase stand, or None."""
    places = [place]
    for element in elements:
        left = GAP if element.after_gap else 0
        place += 1
        while place < len(tokens) and not element.fits(tokens[place].word):
            word = tokens[place].word
            if word in _STOPS or (left == 0 and word not in SMALL_WORDS):
                return None
            left -= word not in SMALL_WORDS
            place += 1
        if place >= len(tokens):
            return None
        places.append(place)
    return places


def _unhidden(found: Iterable[_Found]) -> list[_Found]:
    """Without what lies inside a longer phrase that speaks for another level."""
    everything = list(found)
    longer = [f for f in everything if len(f.places) > 1]
    return [
        f
        for f in everything
        if not any(f.places < o.places and f.cues.level != o.cues.level for o in longer)
    ]
