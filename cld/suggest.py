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
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        further = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(row[j] + 1, further[-1] + 1, row[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            further.append(cost)
        if min(further) > most:
            return most + 1
        before, row = row, further
    return min(row[-1], most + 1)


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word within two letters (one, for short words), or None.

    >>> closest("dealy", ["delay", "gain"])
    'delay'
    """
    folded = word.casefold()
    most = 2 if len(word) > 4 else 1
    best, found = most + 1, None
    for candidate in list(known)[:MOST_KNOWN]:
        apart = distance(folded, candidate.casefold(), most)
        if apart < best:
            best, found = apart, candidate
    return found


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `did you mean “…”?`, or nothing where no known word is near."""
    near = closest(word, known)
    return f"did you mean “{near}”?" if near else ""
