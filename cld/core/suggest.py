"""Finds what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

# Nobody waits for a suggestion from among more names than this.
MOST_KNOWN = 2_000


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters to add, drop, change or swap make one word the other.

    Anything beyond `most` comes out as `most + 1`.

    References
    ----------
    Optimal string alignment: L. Boytsov, ACM J. Exp. Algorithmics 16, 2011, section 2.1.

    >>> distance("dealy", "delay", 2), distance("stock", "flow", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    # Only what lies within `most` of the diagonal can count: long words cost no more than their
    # length.
    beyond = most + 1
    before: dict[int, int] = {}
    row = {j: j for j in range(min(len(other), most) + 1)}
    for i, letter in enumerate(one, start=1):
        further: dict[int, int] = {}
        for j in range(max(0, i - most), min(len(other), i + most) + 1):
            cost = row.get(j, beyond) + 1
            if j > 0:
                cost = min(cost, further.get(j - 1, beyond) + 1)
                cost = min(cost, row.get(j - 1, beyond) + (letter != other[j - 1]))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                cost = min(cost, before.get(j - 2, beyond) + 1)
            further[j] = cost
        if min(further.values()) > most:
            return beyond
        before, row = row, further
    return min(row[len(other)], beyond)


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word within two letters (one, for short words), or None.

    >>> closest("dealy", ["delay", "gain"])
    'delay'
    """
    folded = word.casefold()
    most = 2 if len(word) > 4 else 1
    best, found = most + 1, None
    for candidate in list(known)[:MOST_KNOWN]:
        if best == 0:
            break
        apart = distance(folded, candidate.casefold(), best - 1)
        if apart < best:
            best, found = apart, candidate
    return found


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean “…”?`, or nothing where no known word is near."""
    near = closest(word, known)
    return f"did you mean “{near}”?" if near else ""
