"""Finds the word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

# More names than this are not searched: it would take longer than a suggestion is worth.
MOST_KNOWN = 2_000
# Fewer characters than this are part of too many names.
FEWEST_SHARED = 3

# The operations of an intervention, and how to write each.
OPERATIONS = {
    "add": "`add A (+)-> B`",
    "inform": "`inform A -> B`",
    "cut": "`cut A -> B`",
    "weaken": "`weaken A -> B`",
    "strengthen": "`strengthen A -> B`",
    "delay": "`delay A -> B: 3min to 30s`",
    "set": "`set A: 5s to 10s`",
    "capacity": "`capacity A: 10 to 20`",
    "stock": "`stock A`",
    "rule": '`rule "…"`',
    "self-organise": '`self-organise "…"`',
    "goal": '`goal "…"`',
    "paradigm": '`paradigm "…"`',
    "transcend": '`transcend "…"`',
}
# Other words for them, and the ones that mean one operation on a link and another on a variable.
_OTHER_WORDS = {
    "add": "create insert connect link introduce new install build",
    "cut": "remove delete drop break disconnect sever unlink erase stop disable kill",
    "delay": "slow speed accelerate shorten lengthen hasten postpone quicken",
    "set": "change adjust tune update make modify",
    "inform": "show notify alert report",
    "rule": "forbid require policy law",
}
_SYNONYMS = {word: verb for verb, words in _OTHER_WORDS.items() for word in words.split()}
_MORE = frozenset("increase raise grow boost amplify more up scale double".split())
_LESS = frozenset("decrease reduce lower limit dampen less down halve throttle".split())


def distance(one: str, other: str, most: int) -> int:
    """Return how many characters to add, drop, change or swap to make one word the other.

    A distance beyond `most` is returned as `most + 1`.

    References
    ----------
    Optimal string alignment: L. Boytsov, ACM J. Exp. Algorithmics 16, 2011, section 2.1.

    >>> distance("dealy", "delay", 2), distance("stock", "flow", 2)
    (1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    # Only cells within `most` of the diagonal can matter, so the cost of a long word grows with
    # its length and not with the square of it.
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
    """Return the known word within two changes of a character (one, for short words), or None.

    >>> closest("dealy", ["delay", "gain"])
    'delay'
    """
    folded = word.casefold()
    letters = set(folded)
    most = 2 if len(word) > 4 else min(1, len(word) - 1)
    best, found = most + 1, None
    for candidate in list(known)[:MOST_KNOWN]:
        if best == 0:
            break
        # A change adds at most one letter and takes one away: most words are ruled out by that.
        if len(letters.symmetric_difference(candidate.casefold())) > 2 * (best - 1):
            continue
        apart = distance(folded, candidate.casefold(), best - 1)
        if apart < best:
            best, found = apart, candidate
    return found


def near_name(called: str, known: Iterable[str]) -> str | None:
    """Return the known name nearest to a word, or None.

    A name with a typo comes first, then the shortest name that contains the word or that the
    word contains, then a name in which one word has a typo.

    >>> near_name("storm", ["Pool drain", "Retry storm"])
    'Retry storm'
    >>> near_name("Retry strom", ["Pool drain", "Retry storm"])
    'Retry storm'
    >>> near_name("strom", ["Pool drain", "Retry storm"])
    'Retry storm'
    """
    names = list(known)[:MOST_KNOWN]
    near = closest(called, names)
    wanted = " ".join(called.casefold().split())
    if near is not None or len(wanted) < FEWEST_SHARED:
        return near
    folded = [(name, name.casefold()) for name in names if len(name) >= FEWEST_SHARED]
    shared = [name for name, other in folded if wanted in other or other in wanted]
    if shared:
        return min(shared, key=len)
    words = {word: name for name, other in reversed(folded) for word in other.split()}
    word = closest(wanted, (word for word in words if len(word) > FEWEST_SHARED))
    return words[word] if word is not None else None


def operation_meant(verb: str, rest: str = "") -> str | None:
    """Return the operation of an intervention that a word probably means, or None.

    `rest` is the rest of the line: to reduce a link is to weaken it, to reduce a variable is to
    set it to another value.

    >>> operation_meant("remove"), operation_meant("slow"), operation_meant("ctu")
    ('cut', 'delay', 'cut')
    >>> operation_meant("reduce", "Retries -> Load"), operation_meant("reduce", "TTL: 60s to 30s")
    ('weaken', 'set')
    """
    word = verb.casefold().rstrip(":")
    if word in OPERATIONS:
        return word
    if word in _MORE or word in _LESS:
        is_link = "->" in rest or "→" in rest
        return "set" if not is_link else "strengthen" if word in _MORE else "weaken"
    return _SYNONYMS.get(word) or closest(word, OPERATIONS)
