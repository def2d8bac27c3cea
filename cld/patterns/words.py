"""Which words of a diagram point to a failure pattern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cld.model import Link, Pairs, Variable
from cld.names import words_of


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that point to one thing: `retr-` begins a word, `gc` is a whole word or its
    plural, `load per` two words in a row."""

    what: str
    words: tuple[str, ...]

    def hit(self, text: str) -> str | None:
        """Return the first cue that a text holds, or None.

        >>> cues("retries", "retr- `load per`").hit("Retries per second")
        'retr-'
        """
        padded = _padded(text)
        for cue in self.words:
            if cue.endswith("-"):
                if f" {cue[:-1]}" in padded:
                    return cue
            elif f" {cue} " in padded or f" {cue}s " in padded or f" {cue}es " in padded:
                return cue
        return None


NO_CUES = Cues("", ())


def cues(what: str, text: str) -> Cues:
    """Read cues divided by blanks; those of several words stand between backquotes."""
    parts = text.split("`")
    plain = [word for part in parts[::2] for word in part.split()]
    return Cues(what, (*plain, *parts[1::2]))


@lru_cache(maxsize=10_000)
def _padded(text: str) -> str:
    return f" {' '.join(words_of(text))} "


def names_of(variable: Variable) -> Iterable[str]:
    """The names a variable goes by."""
    return (variable.name, *variable.aliases)


def remarks_of(thing: Variable | Link) -> Iterable[str]:
    """What the author says of a variable or a link in words of his own."""
    return (*thing.notes, *(value for _, value in thing.extra))


NO = frozenset("no none not never off false without fixed".split())


def value_of(extras: Sequence[Pairs], key: str) -> str | None:
    """Return the value some attributes give a key, unless it says that there is none.

    >>> value_of([(("jitter", "none"),), (("retry", "3x"),)], "jitter")
    >>> value_of([(("jitter", "none"),), (("retry", "3x"),)], "retry")
    '3x'
    """
    for extra in extras:
        value = dict(extra).get(key)
        if value and not (words_of(value)[:1] and words_of(value)[0] in NO) and value != "0":
            return value
    return None
