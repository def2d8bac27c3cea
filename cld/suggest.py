"""Finds what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is nearest in spelling, or None where none is near.

    >>> closest("dealy", ["delay", "gain"])
    'delay'
    """
    by_folded = {candidate.casefold(): candidate for candidate in known}
    if len(word) > 200:
        return None
    near = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.74)
    return by_folded[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean “…”?`, or nothing where no known word is near."""
    near = closest(word, known)
    return f"did you mean “{near}”?" if near else ""
