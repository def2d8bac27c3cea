"""Whether two titles say the same."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[^\W_]+")
_EMPTY = frozenset({"a", "an", "the", "of", "loop"})


def alike(one: str, other: str) -> bool:
    """Return whether two titles have the same telling words, whatever their case and order, or
    one has all words of the other and two at least.

    >>> alike("Circuit breaker", "the circuit-breaker"), alike("Add pods", "Cut pods")
    (True, False)
    """
    mine, its = (frozenset(_WORDS.findall(said.casefold())) - _EMPTY for said in (one, other))
    small, large = sorted((mine, its), key=len)
    return (mine == its and bool(mine)) or (len(small) > 1 and small <= large)
