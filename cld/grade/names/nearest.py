"""Suggests the variable of the key that an unmatched name of an answer may stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from cld.grade.names.likeness import Likely, likely
from cld.grade.names.opposites import opposed
from cld.grade.names.spelling import spell
from cld.language.format import name_text, quoted

# Names are near if they share this part of the meaningful words of the shorter one, or if they are
# this much alike in their characters.
SHARED, ALIKE = 0.5, 0.7
# Longer names, and more names, are not compared.
LONGEST, MOST = 100, 200


def nearest(names: Iterable[str], key: Sequence[str]) -> dict[str, str]:
    """Return for each name that resembles one of the key the name in the key.

    A person must decide: names that certainly mean the same are matched already.

    >>> nearest(["Beauty of the beach", "Sharks"], ["Litter", "Beauty"])
    {'Beauty of the beach': 'Beauty'}
    """
    wanted = [(name, likely(spell(name))) for name in list(key)[:MOST] if len(name) <= LONGEST]
    found: dict[str, str] = {}
    for name in list(names)[:MOST]:
        if len(name) > LONGEST:
            continue
        mine = likely(spell(name))
        best = max(((_near(mine, its), other) for other, its in wanted), default=(0.0, ""))
        if best[0] > 0:
            found[name] = best[1]
    return found


def _near(one: Likely, other: Likely) -> float:
    """How near two names are, 0 if they do not resemble each other."""
    if one.marks != other.marks or not one.words or not other.words:
        return 0.0
    if any(opposed(word, against) for word in one.words for against in other.words):
        return 0.0
    common = set(one.words) & set(other.words)
    shared = len(common) / min(len(set(one.words)), len(set(other.words)))
    alike = SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()
    return shared + alike if shared >= SHARED or alike >= ALIKE else 0.0


def alias_line(key: str, name: str) -> str:
    """Return the line that makes a key accept a name for one of its variables.

    >>> print(alias_line("Beauty", "Beauty of the beach"))
    Beauty: alias "Beauty of the beach"
    """
    return f"{name_text(key, 'variable')}: alias {quoted(name)}"
