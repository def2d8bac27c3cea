"""The forms of an English word: “add~” is add, adds, added, adding."""

from __future__ import annotations

from collections.abc import Iterator

_VOWELS = "aeiou"


def forms(written: str) -> Iterator[str]:
    """Yield the word, or if `~` follows it, the word with its regular endings.

    A last consonant after a single vowel is doubled as well as not: one of the two spellings is
    wrong, and a wrong spelling matches no text.

    >>> sorted(forms("plan~"))
    ['plan', 'planed', 'planing', 'planned', 'planning', 'plans']
    >>> sorted(forms("verify~"))
    ['verified', 'verifies', 'verify', 'verifying']
    >>> sorted(forms("move~"))
    ['move', 'moved', 'moves', 'moving']
    >>> list(forms("cut"))
    ['cut']
    """
    word = written.removesuffix("~")
    yield word
    if word == written:
        return
    last, before = word[-1], word[-2:-1]
    if last == "e":
        yield from (f"{word}s", f"{word}d", f"{word[:-1]}ing")
    elif last == "y" and before not in _VOWELS:
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    else:
        hisses = word.endswith(("s", "x", "z", "ch", "sh"))
        yield from (f"{word}es" if hisses else f"{word}s", f"{word}ed", f"{word}ing")
        if last not in "aeiouwxy" and before in _VOWELS and word[-3:-2] not in _VOWELS:
            yield from (f"{word}{last}ed", f"{word}{last}ing")
