"""The leverage level that the words of an intervention point to.

It is only a suggestion: words give the intention, operations on the diagram the effect. Used for
interventions that have a name or a text and no operations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from cld.leverage.level_cues import SMALL_WORDS, WORD_LISTS, LevelCues
from cld.leverage.level_head import BEGINNING, STOPS, Gist, head_of, subject_of, without_hedges
from cld.leverage.level_table import TABLE
from cld.leverage.word_forms import forms

# An intervention is a sentence or two; whatever follows is not read.
MOST_WORDS = 300
MOST_ALSO = 2
# How many words `...` may stand for.
GAP = 5
# A word of fewer letters means little, so that its repetition does not count.
LEAST_LETTERS = 4
# The least total weight that suggests a level, and its least lead over the next level. Both were
# chosen on the interventions that the phrases were written with.
LEAST = 4
MARGIN = 1

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[.;:!?%,]")
_NUMBERS = frozenset("two three four five six seven eight nine ten twelve twenty hundred".split())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A level suggested by words, and those words.

    `level` runs from 12, the weakest, to 1, the strongest. `also` lists other levels that the words
    point to, the best supported first. `words` are those that led to `level`, as written in the
    text and in its order.
    """

    level: int
    also: tuple[int, ...]
    words: tuple[str, ...]


def suggest_level(text: str) -> Suggestion | None:
    """Return the level that the words of an intervention point to, or None.

    Every group of the table whose phrases occur adds its weight to its level, and the highest sum
    counts. A wrong level is worse than none: hints alone (a sum below `LEAST`) suggest nothing, nor
    do words that do not decide between two levels (less than `MARGIN` apart).

    References
    ----------
    D. H. Meadows, Leverage Points: Places to Intervene in a System, 1999.

    >>> suggest_level("Raise the fuel tax by 5 %")
    Suggestion(level=12, also=(), words=('Raise', 'tax by 5 %'))
    >>> suggest_level("Blue") is None
    True
    """
    tokens = _tokens(text)
    found = _unhidden(_found(tokens, _head(text, tokens)))
    sums = _sums(found)
    if not sums:
        return None
    level, *others = sorted(sums, key=lambda level: (-sums[level], -level))
    second = sums[others[0]] if others else 0
    if sums[level] < LEAST or sums[level] - second < MARGIN:
        return None
    also = tuple(other for other in others if 2 * sums[other] >= sums[level])[:MOST_ALSO]
    begun = {place for place, token in enumerate(tokens) if token.word == BEGINNING}
    used = {place for f in found if f.cues.level == level for place in f.places}
    return Suggestion(level, also, tuple(_runs(text, tokens, used - begun)))


def _sums(found: Iterable[_Found]) -> dict[int, int]:
    """The total weight for each level: each group of the table counts once."""
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
    tokens = [_Token(BEGINNING, 0, 0)]
    for match in _TOKEN.finditer(text):
        word = match.group().casefold()
        if word[0].isdecimal() or word in _NUMBERS:
            word = "#"
        tokens.append(_Token(word, match.start(), match.end()))
        if len(tokens) > MOST_WORDS:
            break
    said = tokens[without_hedges([token.word for token in tokens]) :]
    subject = subject_of([token.word for token in said])
    return [tokens[0], *said[:subject], *(tokens[:1] if subject else ()), *said[subject:]]


def _head(text: str, tokens: list[_Token]) -> Gist:
    """The first statement; a word that a hyphen binds to the next joins no others (“on-call”)."""
    return head_of([t.word + "-" if text[t.end : t.end + 1] == "-" else t.word for t in tokens])


def _runs(text: str, tokens: list[_Token], places: set[int]) -> Iterator[str]:
    """The text at these places; neighbouring words come as one piece."""
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
    is_thing: bool
    is_again: bool

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
    late: bool

    @property
    def cues(self) -> LevelCues:
        return TABLE[self.group]

    @property
    def weight(self) -> int:
        return self.cues.weight - (1 if self.late and self.cues.weight > 1 else 0)


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """All phrases of the table, by their first words and stems (`stem*`)."""
    by_start: dict[str, list[_Phrase]] = {}
    for group, cues in enumerate(TABLE):
        for written in phrases_of(cues):
            phrase = _Phrase(group, tuple(_elements(written)))
            first = phrase.elements[0]
            for start in (*first.words, *(f"{stem}*" for stem in first.stems)):
                by_start.setdefault(start, []).append(phrase)
    return {start: tuple(phrases) for start, phrases in by_start.items()}


def phrases_of(cues: LevelCues) -> list[str]:
    """Return the phrases of a group as written in the table.

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
        bare = part.removeprefix("@")
        written = WORD_LISTS[bare.strip("<>")].split() if bare[0] == "<" else bare.split("|")
        stems = tuple(form[:-1] for form in written if form.endswith("*"))
        words = frozenset(w for form in written if not form.endswith("*") for w in forms(form))
        yield _Element(words, stems, after_gap, bare != part, part == "=")
        after_gap = False


def _found(tokens: list[_Token], head: Gist) -> Iterator[_Found]:
    """Every phrase at every place where it begins, completed by the nearest words that fit."""
    phrases = _phrases()
    for place, token in enumerate(tokens):
        stems = (f"{token.word[:size]}*" for size in range(1, min(len(token.word), 30) + 1))
        for start in (token.word, *stems):
            for phrase in phrases.get(start, ()):
                if phrase.elements[0].is_thing and place != head.thing:
                    continue
                places = _complete(tokens, place, phrase.elements[1:], head.thing)
                if places is not None:
                    late = min(places) > head.said_first
                    yield _Found(phrase.group, frozenset(places), late)


def _complete(
    tokens: list[_Token], place: int, elements: tuple[_Element, ...], thing: int
) -> list[int] | None:
    """The places of the further words of a phrase, or None."""
    places = [place]
    for element in elements:
        if element.is_thing:
            if thing <= place or not element.fits(tokens[thing].word):
                return None
            place = thing
        else:
            after = _next(tokens, place + 1, element)
            if after is None:
                return None
            place = after
        places.append(place)
    return places


def _next(tokens: list[_Token], place: int, element: _Element) -> int | None:
    """The first place from here on that fits, past small words and a gap if it has one."""
    left = GAP if element.after_gap else 0
    while place < len(tokens):
        word = tokens[place].word
        if element.fits(word) or (element.is_again and _stood_before(tokens, place)):
            return place
        if word in STOPS or (left == 0 and word not in SMALL_WORDS):
            return None
        left -= word not in SMALL_WORDS
        place += 1
    return None


def _stood_before(tokens: list[_Token], place: int) -> bool:
    """Return whether a word has come before, or a longer or shorter form (“test”, “testing”)."""
    word = tokens[place].word
    return len(word) >= LEAST_LETTERS and any(
        len(t.word) >= LEAST_LETTERS and (t.word.startswith(word) or word.startswith(t.word))
        for t in tokens[1 : place - 1]
    )


def _unhidden(found: Iterable[_Found]) -> list[_Found]:
    """Without phrases inside a longer phrase of another level."""
    everything = list(found)
    longer = [f for f in everything if len(f.places) > 1]
    return [
        f
        for f in everything
        if not any(f.places < o.places and f.cues.level != o.cues.level for o in longer)
    ]
