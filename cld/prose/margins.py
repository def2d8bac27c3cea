"""Margins in words: how much stronger, weaker, longer or shorter a link may be."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cld.core.diagram import Ends
from cld.core.english import is_plural
from cld.core.quantities import spoken
from cld.loops.loop import Loop
from cld.sentences import margins as say
from cld.sentences.naming import names_of
from cld.simulate.margins import Margin, PartMargins

# So many variables are named in a sentence, and so many margins of a part listed.
MOST_SHOWN, MOST_LINES = 6, 20
_DIGITS, _MOST_DIGITS = 3, 9


@dataclass(frozen=True, slots=True)
class MarginWords:
    """A sentence on the margins of a part, and the lines that follow it."""

    sentence: str
    lines: tuple[str, ...] = ()


def margin_words(one: PartMargins) -> Iterator[MarginWords]:
    """Yield sentences on the margins of a part."""
    names = names_of(one.part.names, MOST_SHOWN)
    if one.found is None:
        none = say.NONE_BEATEN if one.part.beaten else say.NONE_COUNTED
        yield MarginWords((say.NONE_SPREAD if one.part.spread else none)(names=names))
        return
    settles = all(margin.settles for margin in one.found)
    words = {"names": names, "settle": "settle" if _many(one.part.names) else "settles"}
    late = any(margin.changed == "delay" for margin in one.found)
    measure = "as strong or as late" if late else "as strong"
    lines = tuple(_lines(one, one.chains))
    if lines:
        yield MarginWords((say.HOLDS if settles else say.WOULD)(**words), _at_most(lines))
        if len(lines) < len(one.chains) + sum(m.changed == "delay" for m in one.found):
            yield MarginWords((say.ANY if settles else say.NO_OTHER)(measure=measure))
    else:
        yield MarginWords((say.ANYWAY if settles else say.NEVER)(**words, measure=measure))
    if one.sampled:
        yield MarginWords(say.SAMPLED())


def _at_most(lines: tuple[str, ...]) -> tuple[str, ...]:
    more = len(lines) - MOST_LINES
    return lines if more <= 0 else (*lines[:MOST_LINES], f"and {more} more")


def loop_margin_words(loop: Loop, one: PartMargins) -> Iterator[MarginWords]:
    """Yield the outcome of the part of a loop, and the margins of the links of that loop."""
    if one.found is None:
        return
    settles = all(margin.settles for margin in one.found)
    many = _many(one.part.names)
    words = {
        "names": names_of(one.part.names, MOST_SHOWN),
        "settle": "settle" if many else "settles",
        "grow": "grow" if many else "grows",
    }
    yield MarginWords((say.LOOP if settles else say.LOOP_GROWS)(**words))
    chains = [tuple(ends for ends in chain if ends in loop.ends) for chain in one.chains]
    lines = tuple(_lines(one, [chain for chain in chains if chain]))
    if lines:
        yield MarginWords((say.HOLDS if settles else say.WOULD)(**words), _at_most(lines))


def _many(names: Sequence[str]) -> bool:
    return len(names) > 1 or is_plural(names[0])


def _lines(one: PartMargins, chains: Sequence[tuple[Ends, ...]]) -> Iterator[str]:
    """Yield a line for each chain whose strength matters, and for each delay that does."""
    found = {(margin.ends, margin.changed): margin for margin in one.found or ()}
    for chain in chains:
        span = _span(found[chain[0], "strength"], 1.0, lambda factor: f"{factor:.9g}")
        if span:
            said = say.TOGETHER if len(chain) > 1 else say.STRENGTH
            yield said(links=chain_words(chain), span=f"{span} times")
        for ends in chain:
            late = found.get((ends, "delay"))
            span = _span(late, late.time, spoken) if late else ""
            if span:
                yield say.DELAY(links=chain_words([ends]), span=span)


def _span(margin: Margin, scale: float, said: Callable[[float], str]) -> str:
    """Return the intervals in which a part settles in words, or nothing if they have no end."""
    found = []
    for low, high in margin.settling:
        least, most = _inside(low * scale, high * scale)
        if low and high < math.inf:
            found.append(f"{said(least)} to {said(most)}")
        elif low or high < math.inf:
            found.append(f"at least {said(least)}" if low else f"at most {said(most)}")
    return " or ".join(found)


def _inside(low: float, high: float) -> tuple[float, float]:
    """Return the ends of an interval with few digits, rounded so that they stay inside it."""
    for digits in range(_DIGITS, _MOST_DIGITS):
        least, most = _rounded(low, math.ceil, digits), _rounded(high, math.floor, digits)
        if least < most:
            return least, most
    return low, high


def _rounded(value: float, towards: Callable[[float], int], digits: int) -> float:
    if not value or math.isinf(value):
        return value
    unit = 10.0 ** (math.floor(math.log10(value)) + 1 - digits)
    return float(f"{towards(value / unit) * unit:.12g}")


def chain_words(chain: Sequence[Ends]) -> str:
    """Return links that follow each other, with arrows.

    >>> chain_words([("A", "B"), ("B", "C")])
    'A → B → C'
    """
    return " → ".join([chain[0][0], *(effect for _, effect in chain)])
