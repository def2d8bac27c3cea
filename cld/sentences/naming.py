"""How sentences name several things: nothing is cut without saying how much."""

from __future__ import annotations

from collections.abc import Sequence

MOST_NAMED = 4


def names_of(names: Sequence[str], most: int = MOST_NAMED, number: int | None = None) -> str:
    """Return names as a list in words, the first `most` of them and how many more there are.

    Parameters
    ----------
    names : what is named, one or more.
    most : how many of them are named.
    number : how many there are in all, where `names` is only the first of them.

    >>> names_of(["A", "B", "C"]), names_of(["A", "B", "C"], most=2)
    ('A, B and C', 'A, B and 1 more')
    """
    number = len(names) if number is None else number
    shown = list(names[:most])
    if number > len(shown):
        return f"{', '.join(shown)} and {number - len(shown):,} more"
    return shown[0] if number == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
