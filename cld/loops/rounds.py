"""Combines links of the kernel to loops, in order and path by path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from cld.loops.chains import Route
from cld.loops.dag import Node

# The number of loops that are combined at a time.
BATCH = 2_000

# The paths of a chain or, if there are many, a function that yields them one by one.
Routes = Sequence[Route] | Callable[[], Iterator[Route]]


def in_order(chains: Sequence[Node], ends: Mapping[Node, tuple[int, int]]) -> tuple[Node, ...]:
    """Return links of the kernel in the order in which a loop passes them, given the two ends of
    each.

    >>> in_order([7, 8, 9], {7: (0, 1), 8: (2, 0), 9: (1, 2)})
    (7, 9, 8)
    """
    if len(chains) == 1:
        return tuple(chains)
    leaving = {ends[chain][0]: chain for chain in chains}
    found = [chains[0]]
    while len(found) < len(chains):
        found.append(leaving[ends[found[-1]][1]])
    return tuple(found)


def put_together(parts: Sequence[Routes]) -> Iterator[Route]:
    """Yield every loop that takes one path of each part.

    >>> list(put_together([[(1, 1, (0,)), (1, -1, (1,))], [(2, -1, (2, 3))]]))
    [(3, -1, (0, 2, 3)), (3, 1, (1, 2, 3))]
    """
    for place, part in enumerate(parts):
        if callable(part):
            for way in part():
                yield from put_together([*parts[:place], [way], *parts[place + 1 :]])
            return
    yield from _combined([part for part in parts if not callable(part)])


def _combined(parts: Sequence[Sequence[Route]]) -> Iterator[Route]:
    size, cut = 1, len(parts)
    while cut and size * len(parts[cut - 1]) <= BATCH:
        cut -= 1
        size *= len(parts[cut])
    tails: list[Route] = [(0, 1, ())]
    for part in reversed(parts[cut:]):
        tails = [
            (cost + more, sign * turn, links + further)
            for cost, sign, links in part
            for more, turn, further in tails
        ]
    if cut == 0:
        yield from tails
        return
    for heads in product(*parts[:cut]):
        cost, sign, links = 0, 1, tuple(link for way in heads for link in way[2])
        for more, turn, _ in heads:
            cost, sign = cost + more, sign * turn
        for more, turn, further in tails:
            yield cost + more, sign * turn, links + further
