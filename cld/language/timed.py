"""Reads a change of a run, such as `Load 50 at 10s for 2min`, and lengths of time."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cld.core.quantities import QuantityError, length

_AMOUNT = re.compile(r"[-+\u2212\u2013]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,2})?")
_WORD = re.compile(r'"(?:\\.|[^"\\])*"|\S+')
# The largest amount of a change, and the longest time in seconds.
MOST_AMOUNT, MOST_TIME = 1e9, 1e12
EXAMPLES = {
    "step": "as in `step Load 50 at 10s for 2min`",
    "jump": "as in `jump Queue 100 at 10s`",
    "hold": "as in `hold Pods 0`",
}


@dataclass(frozen=True, slots=True)
class Timed:
    """A change in words: how many of them name the variable, the amount, and when, in seconds."""

    named: int
    amount: float
    at: float = 0.0
    lasts: float = math.inf


def timed(kind: str, words: Sequence[str]) -> Timed:
    """Return the change that some words state. Raises QuantityError.

    Parameters
    ----------
    kind : `step`, `jump` or `hold`.
    words : the name of the variable, which may have blanks, the amount, and the times.

    >>> timed("step", "P99 latency -60 at 10s for 2 min".split())
    Timed(named=2, amount=-60.0, at=10.0, lasts=120.0)
    """
    for number in range(1, len(words)):
        times = _times(words[number + 1 :])
        if not _AMOUNT.fullmatch(words[number]) or times is None:
            continue
        amount = float(re.sub("[\u2212\u2013]", "-", words[number]))
        if abs(amount) > MOST_AMOUNT:
            raise QuantityError(f"the amount {words[number]} is larger than {MOST_AMOUNT:g}")
        at, lasts = times
        if lasts and kind != "step":
            raise QuantityError("only a step ends, so `for` does not belong here")
        if at and kind == "hold":
            raise QuantityError("a variable is kept from the start, so `at` does not belong here")
        return Timed(
            number,
            amount,
            duration(at, beginning=True) if at else 0.0,
            duration(lasts) if lasts else math.inf,
        )
    raise QuantityError(f"“{' '.join(words)}” is not a change")


def is_amount(word: str) -> bool:
    """Return whether a word of a change is read as its amount.

    >>> is_amount("-60"), is_amount("10s")
    (True, False)
    """
    return _AMOUNT.fullmatch(word) is not None


def _times(words: Sequence[str]) -> tuple[str, str] | None:
    """Return the words behind `at` and `for`, or None if there is anything else."""
    found = {"at": "", "for": ""}
    rest = list(words)
    for key in ("at", "for"):
        if rest[:1] == [key] and len(rest) > 1:
            end = next((n for n, word in enumerate(rest[1:], 1) if word == "for"), len(rest))
            found[key], rest = " ".join(rest[1:end]), rest[end:]
    return None if rest else (found["at"], found["for"])


def duration(words: str, beginning: bool = False) -> float:
    """Return a length of time in seconds, or the moment at which something begins, which may be 0.
    Raises QuantityError.

    >>> duration("2 min"), duration("0s", beginning=True)
    (120.0, 0.0)
    """
    seconds = length(words.strip())
    if not (seconds > 0 or (beginning and seconds == 0)) or seconds >= MOST_TIME:
        raise QuantityError(f"“{words}” is not a time in which something happens")
    return seconds


def split_words(text: str) -> list[str]:
    """Return the words of a text, with each text in quotes as one word, without its quotes.

    >>> split_words('"Load (x)" 50 at 10s')
    ['Load (x)', '50', 'at', '10s']
    """
    found = _WORD.findall(text)
    return [word[1:-1] if len(word) > 1 and word[0] == word[-1] == '"' else word for word in found]
