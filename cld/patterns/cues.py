"""Words of a diagram that point to a pattern."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from cld.core.diagram import Diagram, Link, Pairs, Variable
from cld.core.english import words_of
from cld.loops.loop import Loop
from cld.sentences.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that point to one thing: `retr-` matches the beginning of a word, `gc` a whole word or
    its plural, `load per` two words in a row. `said` is the sentence for a report when they are
    found."""

    said: Sentence | None
    words: tuple[str, ...]

    def hit(self, text: str) -> str | None:
        """Return the first cue found in a text, or None.

        >>> cues(None, "retr- `load per`").hit("Retries per second")
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


NO_CUES = Cues(None, ())


def cues(said: Sentence | None, text: str) -> Cues:
    """Read cues divided by blanks; those of several words are between backquotes."""
    parts = text.split("`")
    plain = [word for part in parts[::2] for word in part.split()]
    return Cues(said, (*plain, *parts[1::2]))


@lru_cache(maxsize=10_000)
def _padded(text: str) -> str:
    return f" {' '.join(words_of(text))} "


class Texts:
    """The texts of a diagram, looked up once for each group of cues."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._words = sorted(
            (word, variable.name, name)
            for variable in diagram.variables
            for name in (variable.name, *variable.aliases)
            for word in dict.fromkeys(words_of(name))
        )
        self._named: dict[Cues, frozenset[str]] = {}
        self._noted: dict[Cues, tuple[frozenset[str], frozenset[tuple[str, str]]]] = {}

    def named(self, group: Cues) -> frozenset[str]:
        """Return the variables whose name or alias has one of the cues."""
        if group not in self._named:
            self._named[group] = frozenset(
                variable
                for cue in group.words
                for variable, name in self._beginning(cue.split()[0].removesuffix("-"))
                if group.hit(name)
            )
        return self._named[group]

    def _beginning(self, letters: str) -> Iterator[tuple[str, str]]:
        """Variables, with those of their names in which a word begins with these letters."""
        first = bisect_left(self._words, (letters, "", ""))
        for word, variable, name in islice(self._words, first, None):
            if not word.startswith(letters):
                break
            yield variable, name

    def by_name(self, group: Cues, loop: Loop) -> list[str]:
        """Return the parts of a loop whose name has one of the cues: the loop itself, its
        variables."""
        named = self.named(group)
        own = [loop.title] if calls(group, loop) else []
        return own + [name for name in loop.variables if name in named]

    def by_any(self, group: Cues, loop: Loop) -> list[str]:
        """Return the parts of a loop with one of the cues in a name, a note or a value."""
        if group not in self._noted:
            self._noted[group] = (
                frozenset(v.name for v in self.diagram.variables if _noted(group, v)),
                frozenset(k.ends for k in self.diagram.links if _noted(group, k)),
            )
        variables, links = self._noted[group]
        said = [loop.title] if any(group.hit(value) for _, value in loop.extra) else []
        said += [name for name in loop.variables if name in variables]
        said += [f"{k.cause} → {k.effect}" for k in loop.links if k.ends in links]
        return list(dict.fromkeys([*self.by_name(group, loop), *said]))


def calls(group: Cues, loop: Loop) -> bool:
    """Return whether the declared name of a loop has one of the cues."""
    return loop.name is not None and group.hit(loop.name) is not None


def _noted(group: Cues, thing: Variable | Link) -> bool:
    texts = (*thing.notes, *(value for _, value in thing.extra))
    return any(group.hit(text) for text in texts)


def listed(things: Sequence[str], sign: str = ", ") -> str:
    """Join things, the first ten of more than twelve.

    >>> listed(["A", "B"])
    'A, B'
    """
    if len(things) <= 12:
        return sign.join(things)
    return sign.join([*things[:10], f"… ({len(things) - 10} more)"])


_NOTHING = re.compile(r"0+(?:[^\d.,].*)?")
NO = frozenset("no none not never off false without fixed".split())


def value_of(extras: Sequence[Pairs], key: str) -> str | None:
    """Return the value of a key in some attributes, unless the value says that the thing is absent.

    >>> value_of([(("jitter", "none"),), (("retry", "3x"),)], "jitter")
    >>> value_of([(("jitter", "none"),), (("retry", "3x"),)], "retry")
    '3x'
    """
    for extra in extras:
        value = dict(extra).get(key)
        if value and not denies(value):
            return value
    return None


def denies(value: str) -> bool:
    """Return whether a value says that a thing is absent, as in `breaker none`, `retry 0x`."""
    words = words_of(value)
    return _NOTHING.fullmatch(value) is not None or bool(words and words[0] in NO)
