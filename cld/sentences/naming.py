"""Lists of names in sentences; a shortened list says how many names are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MOST_NAMED = 4


def names_of(
    names: Sequence[str],
    most: int = MOST_NAMED,
    number: int | None = None,
    at_least: bool = False,
    last: str = "and",
) -> str:
    """Return names as a list in words: the first `most` of them and the number of the others.

    Parameters
    ----------
    names : the names, one or more.
    most : how many of them to show.
    number : how many there are in total, if `names` has only the first of them.
    at_least : True if there may be more than `number`.
    last : the word before the last of them, `and` or `or`.

    >>> names_of(["A", "B", "C"], most=2), names_of(["A", "B", "C", "D"], most=2)
    ('A, B and C', 'A, B and 2 more')
    """
    number = len(names) if number is None else number
    # One name more takes no more room than to say that there is one more.
    most += len(names) == number == most + 1
    shown = list(names[:most])
    if number > len(shown):
        least = "at least " if at_least else ""
        return f"{', '.join(shown)} {last} {least}{number - len(shown):,} more"
    return shown[0] if number == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def ids_in_order(ids: Iterable[str]) -> list[str]:
    """Return ids in the order people expect: B2 before B10, and B before R.

    >>> ids_in_order(["R10", "R2", "B1"])
    ['B1', 'R2', 'R10']
    """
    return sorted(ids, key=lambda id_: [_part(part) for part in re.findall(r"\d+|\D+", id_)])


def _part(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdecimal() else (-1, part)
