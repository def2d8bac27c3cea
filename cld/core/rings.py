"""Cycles: sequences whose last member leads to the first, such as the variables of a loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def turned(ring: Sequence[T], first: int) -> tuple[T, ...]:
    """Return a cycle that begins at another place.

    >>> turned("ABC", 1)
    ('B', 'C', 'A')
    """
    return tuple(ring[first:]) + tuple(ring[:first])


def turns(ring: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Yield a cycle from each of its places.

    >>> list(turns("AB"))
    [('A', 'B'), ('B', 'A')]
    """
    return (turned(ring, first) for first in range(len(ring)))


def from_least(ring: Sequence[Any]) -> tuple[Any, ...]:
    """Return a cycle from its least member, so that two forms of the same cycle become equal.

    >>> from_least(("Load", "Latency", "Retries")) == from_least(("Retries", "Load", "Latency"))
    True
    """
    return turned(ring, ring.index(min(ring)) if ring else 0)


def pairs_round(ring: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Yield each member with the next, and the last with the first.

    >>> list(pairs_round("ABC"))
    [('A', 'B'), ('B', 'C'), ('C', 'A')]
    """
    return zip(ring, turned(ring, 1), strict=True)
