"""Groups of connected collections: those that share a member, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable


def connected(collections: Iterable[Iterable[Hashable]]) -> list[list[int]]:
    """Return the groups of collections that are connected by shared members.

    A group lists the numbers of its collections in order, and the groups are ordered by their
    first collection. An empty collection is a group by itself.

    References
    ----------
    R. E. Tarjan, "Efficiency of a good but not linear set union algorithm", J. ACM 22(2), 1975.
    (`networkx.utils.UnionFind` does the same; its import takes longer than a whole analysis.)

    >>> connected(["ab", "cd", "be", "f", ""])
    [[0, 2], [1], [3], [4]]
    """
    leader: list[int] = []
    first_with: dict[Hashable, int] = {}

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for number, members in enumerate(collections):
        leader.append(number)
        for member in members:
            leader[lead(number)] = lead(first_with.setdefault(member, number))
    groups: dict[int, list[int]] = {}
    for number in range(len(leader)):
        groups.setdefault(lead(number), []).append(number)
    return list(groups.values())
