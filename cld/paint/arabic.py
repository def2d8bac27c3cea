"""Shapes adjacent Arabic letters, for formats that do not join letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

LetterForm = Literal["isolated", "final", "initial", "medial"]

# The places of letter shapes in Unicode, including those of Persian and Urdu, and of the letters
# lām and alif together.
_SHAPES = ((0xFB50, 0xFBB1), (0xFBD3, 0xFC00), (0xFE80, 0xFEFD))
# Characters that join on both sides without a shape for each case.
_JOINERS = "\u0640\u200d"


def joined(text: str) -> str:
    """Return a text, in the order it is read, with its Arabic letters joined.

    References
    ----------
    The Unicode Standard, chapter 9.2, “Arabic Cursive Joining”; each shape names its letter in
    the character database.

    >>> joined("\u0633\u0644\u0627\u0645") == "\ufeb3\ufefc\ufee1"
    True
    """
    shapes = _shapes()
    if text.isascii() or not any(letter in shapes for letter in text):
        return text
    said: list[str] = []
    before = ""  # the letter before, without marks
    place = 0
    while place < len(text):
        letter = text[place : place + 2]
        if letter not in shapes:
            letter = text[place]
        place += len(letter)
        if unicodedata.category(letter[-1]) == "Mn":
            said.append(letter)
            continue
        said.append(_shape(letter, _joins_on(before), _next(text, place)))
        before = letter
    return "".join(said)


def unshaped(letter: str) -> str:
    """Return the letter that a shape belongs to.

    >>> unshaped("\ufefc") == "\u0644\u0627", unshaped("A")
    (True, 'A')
    """
    return unicodedata.normalize("NFKC", letter) if letter in _all_shapes() else letter


def _shape(letter: str, joins_before: bool, after: str) -> str:
    shapes = _shapes().get(letter, {})
    back = joins_before and "final" in shapes
    on = "initial" in shapes and (after in _JOINERS or "final" in _shapes().get(after, {}))
    kind: LetterForm = ("medial" if on else "final") if back else ("initial" if on else "isolated")
    return shapes.get(kind, letter)


def _joins_on(letter: str) -> bool:
    return bool(letter) and (letter in _JOINERS or "initial" in _shapes().get(letter, {}))


def _next(text: str, place: int) -> str:
    """The letter that follows, without marks; a blank at the end."""
    rest = text[place : place + 40]
    return next((letter for letter in rest if unicodedata.category(letter) != "Mn"), " ")


@lru_cache(maxsize=1)
def _shapes() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for first, last in _SHAPES:
        for code in range(first, last):
            kind, _, letters = unicodedata.decomposition(chr(code)).partition("> ")
            if letters and letters[:4] != "0020":
                text = "".join(chr(int(letter, 16)) for letter in letters.split())
                found.setdefault(text, {})[kind.removeprefix("<")] = chr(code)
    # Of the pairs of letters that have a joint shape, only lām and alif must use it.
    return {text: kinds for text, kinds in found.items() if len(text) == 1 or text[0] == "\u0644"}


@lru_cache(maxsize=1)
def _all_shapes() -> frozenset[str]:
    return frozenset(shape for kinds in _shapes().values() for shape in kinds.values())
