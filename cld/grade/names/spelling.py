"""Splits the name of a variable into words, so that two ways to write it can be compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cld.core.english import NO_PLURALS
from cld.core.text import fold

_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ", "a-zß-öø-ÿα-ωа-яё"
# The places where a word ends between letters: `retryCount`, `HTTPServer`, `CO2`, `2nd`.
_SEAM = re.compile(
    rf"(?<=[{_LOWER}])(?=[{_UPPER}])|(?<=[{_UPPER}])(?=[{_UPPER}][{_LOWER}])"
    r"|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)"
)
# Most names need no splitting.
_ORDINARY = re.compile(r"(?!.*\b[Nn]o of\b)[A-Za-z]?[a-z]*(?: [a-z]{2,})*")
_PLURAL_OF_CAPITALS = re.compile(rf"(?<=[{_UPPER}][{_UPPER}])s\b")  # CPUs, VMs
_POSSESSIVE = re.compile(r"['’ʼ`´](?:s\b)?")
_NUMBER_SIGN = re.compile(r"\b[Nn][or]\.(?=\s|$)|\b[Nn]o(?= of\b)")
_MINUS = re.compile(r"(?<![\w)\]])-(?=\d)")
_SPOKEN = {"&": " and ", "%": " percent ", "#": " number ", "+": " plus "}

_IRREGULAR = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "mice": "mouse",
    "feet": "foot", "teeth": "tooth", "criteria": "criterion", "phenomena": "phenomenon",
    "indices": "index", "matrices": "matrix", "vertices": "vertex", "lives": "life",
    "wolves": "wolf", "leaves": "leaf", "knives": "knife", "uses": "use", "media": "medium",
}  # fmt: skip
_UNCHANGED = NO_PLURALS | frozenset(
    "alias always arms aws chaos css dns goods gps https less lens means odds ops species this "
    "tls yes".split()
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in the forms used for comparison.

    `words` are in lower case and singular. `plain` is the words joined, with plurals kept; `key` is
    the words joined in the singular: two names with the same key differ only in how they are
    written. `digits` are the numbers of the name, `labels` its single letters, as in “Farmer A”.
    """

    name: str
    plain: str
    key: str
    words: tuple[str, ...]
    digits: tuple[str, ...]
    labels: tuple[str, ...]


def spell(name: str) -> Spelling:
    """Return the forms of a name; accents are kept, and signs such as `<` and `€` are words.

    >>> spell("RetryCounts").key == spell("retry-count").key
    True
    >>> spell("Farmer B's pods, 2nd zone").words
    ('farmer', 'b', 'pod', '2', 'nd', 'zone')
    >>> spell("???").key
    ''
    """
    written = fold(name)
    plain = _ORDINARY.fullmatch(written)
    pieces = (written if plain else _SEAM.sub(" ", _letters(written))).split()
    whole = [piece.casefold() for piece in pieces]
    words = tuple(map(stem, whole))
    digits = tuple(word for word in words if word.isdigit())
    labels = tuple(
        sorted(
            word
            for place, (piece, word) in enumerate(zip(pieces, words, strict=True))
            if len(piece) == 1
            and piece.isalpha()
            and not (word == "a" and (place == 0 or piece == "a"))
        )
    )
    return Spelling(written, _joined(whole), _joined(words), words, digits, labels)


def _letters(written: str) -> str:
    """Letters, digits and signs with a meaning; blanks for everything that only separates."""
    text = _NUMBER_SIGN.sub(" number ", written)
    text = _MINUS.sub(" minus ", _POSSESSIVE.sub("", _PLURAL_OF_CAPITALS.sub("", text)))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.translate({ord(c): _shown(c) for c in set(text) if not c.isalnum() or c > "~"})


def _shown(character: str) -> str:
    if character in _SPOKEN:
        return _SPOKEN[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""  # what is not seen does not separate
    if category[0] in "LNM":
        return character
    return f" {character} " if category in ("Sm", "Sc", "So") else " "


def _joined(words: tuple[str, ...] | list[str]) -> str:
    """Words joined, because blanks do not count; two numbers stay two."""
    text = " ".join(words)
    return re.sub(r"(?<!\d) | (?!\d)", "", text)


def stem(word: str) -> str:
    """Return the stem that the singular and the plural of an English word share.

    >>> [stem(word) for word in ("retries", "retry", "caches", "cache", "status", "analyses")]
    ['retry', 'retry', 'cach', 'cach', 'status', 'analys']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in _UNCHANGED:
        return word
    if word.endswith(("ies", "ie")) and len(word) > 4:
        return word.removesuffix("s")[:-2] + "y"
    if word.endswith("sis") and len(word) > 5:
        return word[:-2]
    single = word.removesuffix("s") if word.endswith("es") else word
    if single.endswith(("che", "she", "xe", "ze", "se", "oe")):
        return single[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
