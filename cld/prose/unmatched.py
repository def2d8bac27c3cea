"""Names of answers that match no variable of the key, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cld.grade.classwide import UnmatchedName
from cld.grade.names.nearest import alias_line
from cld.prose.wording import plural

# At most this many extra variables of a learner are named.
MOST_OWN = 20


def own_words(answer: Mapping[str, Any]) -> str:
    """Return the variables of an answer that match none of the reference, in sentences for the
    learner; empty for none.

    >>> own_words({"unmatched": {"answer": ["Beach"], "key": []}})
    '1 variable is not in the reference: “Beach”'
    """
    if not answer["unmatched"]["answer"]:
        return ""
    own, missing = answer["unmatched"]["answer"], answer["unmatched"]["key"]
    more = len(own) - MOST_OWN
    rest = f" and {more:,} more" if more > 0 else ""
    names = ", ".join(f"“{name}”" for name in own[:MOST_OWN])
    is_one = len(own) == 1
    if not missing:
        return f"{plural(len(own), 'variable')} {_be(own)} not in the reference: {names}{rest}"
    what = f"{plural(len(own), 'variable')} {_be(own)} not recognised: {names}{rest}. "
    which = "it is" if is_one else "one of them is"
    return (
        f"{what}If {which} your name for a variable of the reference, the points for that variable "
        "are lost: use the name from the exercise, or ask your teacher to accept yours"
    )


def _be(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def alias_words(answer: Mapping[str, Any]) -> list[str]:
    """Return for each unmatched name of an answer that resembles one of the key the line that
    accepts it, for the instructor.

    >>> print(*alias_words({"unmatched": {"nearest": {"Fine beach": "Beach"}}}))
    “Fine beach” resembles “Beach”; to accept it, add to the key: Beach: alias "Fine beach"
    """
    nearest = answer["unmatched"]["nearest"].items()
    return [_accept(name, key) for name, key in list(nearest)[:MOST_OWN]]


def _accept(name: str, key: str) -> str:
    return f"“{name}” resembles “{key}”; to accept it, add to the key: {alias_line(key, name)}"


def unmatched_words(names: Sequence[UnmatchedName], size: int) -> Iterator[str]:
    """Yield a line for each name that matches nothing, with the number of answers that use it.

    >>> print(*unmatched_words([UnmatchedName("Sharks", "", 2)], 5))
    2 of 5: “Sharks” resembles no name in the key
    """
    for one in names:
        if one.nearest:
            yield f"{one.count} of {size}: {_accept(one.name, one.nearest)}"
        else:
            yield f"{one.count} of {size}: “{one.name}” resembles no name in the key"
