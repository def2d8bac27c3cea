"""Decides whether two titles mean the same."""

from __future__ import annotations

import re

from cld.grade.names.spelling import stem

_WORDS = re.compile(r"[^\W_]+")
# Words without a meaning that identifies a title.
_EMPTY = frozenset("a an the of loop for on in to at by with and".split())


def same_title(one: str, other: str) -> bool:
    """Return whether two titles have the same meaningful words, regardless of case, number and
    order, or one has all words of the other and at least two.

    >>> same_title("Circuit breaker", "the circuit-breaker"), same_title("Add pods", "Cut pods")
    (True, False)
    >>> same_title("TTL with jitter", "Jitter on the TTL")
    True
    >>> same_title("Slow query log", "Log slow queries")
    True
    """
    mine, its = (
        frozenset(map(stem, _WORDS.findall(said.casefold()))) - _EMPTY for said in (one, other)
    )
    small, large = sorted((mine, its), key=len)
    return (mine == its and bool(mine)) or (len(small) > 1 and small <= large)
