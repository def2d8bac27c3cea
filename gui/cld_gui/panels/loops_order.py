"""The filter and the sort order of the list of loops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from cld.core.diagram import Ends, LoopType
from cld.core.quantities import spoken_delay
from cld.loops.loop import TYPE_NAMES, Loop
from cld.prose.opposition import opposed_words
from cld.prose.oscillation import oscillation_words
from cld.report import Report


class Column(IntEnum):
    """The columns of the list of loops."""

    LIT, LOOP, NAME, LINKS, DELAY, BEHAVIOUR = range(6)


@dataclass(frozen=True, slots=True)
class LoopChoice:
    """A filter for loops: words in id, name or variables; types; variables and links that the
    loops must pass through."""

    words: str = ""
    types: frozenset[LoopType] = frozenset(TYPE_NAMES)
    variables: frozenset[str] = frozenset()
    links: frozenset[Ends] = frozenset()


def fitting_loops(
    loops: Sequence[Loop], choice: LoopChoice, texts: Sequence[str] = ()
) -> list[int]:
    """Return the indices of the loops that match, in order. `texts` comes from `to_search`.

    >>> from cld.analyze import analyze
    >>> loops = analyze("A (+)-> B (+)-> A (+)-> C (-)-> A").loops
    >>> fitting_loops(loops, LoopChoice(words="c"))
    [1]
    >>> fitting_loops(loops, LoopChoice(variables=frozenset("A")))
    [0, 1]
    """
    words, types = choice.words.casefold().split(), choice.types
    found = [number for number, loop in enumerate(loops) if loop.type in types]
    if words:
        texts = texts or to_search(loops)
        found = [n for n in found if all(word in texts[n] for word in words)]
    if choice.variables:
        found = [n for n in found if choice.variables.issubset(loops[n].variables)]
    if choice.links:
        found = [n for n in found if choice.links.issubset(_ends(loops[n]))]
    return found


def to_search(loops: Sequence[Loop]) -> list[str]:
    """Return for each loop the text that is searched for words."""
    return ["\n".join((x.id, x.name or "", *x.variables)).casefold() for x in loops]


def _ends(loop: Loop) -> set[Ends]:
    return {link.ends for link in loop.links}


def keys(report: Report, column: Column) -> list[Any]:
    """Return the sort key of each loop for a column."""
    loops = report.loops
    if column is Column.LOOP:
        return [_natural(loop.id) for loop in loops]
    if column is Column.NAME:
        return [(not loop.name, (loop.name or "").casefold()) for loop in loops]
    if column is Column.LINKS:
        return [len(loop.links) for loop in loops]
    if column is Column.DELAY:
        return [_delay_key(report, loop) for loop in loops]
    if column is Column.BEHAVIOUR:
        return [_behaviour_key(report, loop) for loop in loops]
    return list(range(len(loops)))


def _natural(id_: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key for an id that puts R2 before R10."""
    parts = re.findall(r"\d+|\D+", id_.casefold())
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def _delay_key(report: Report, loop: Loop) -> tuple[bool, float, float]:
    """Return a sort key for a delay: marked delays first, by their minimum and then by their
    maximum. A delay without a maximum comes after others with the same minimum."""
    delay = report.delay(loop)
    most = delay.total.max
    return not delay.known, delay.total.min, float("inf") if most is None else most


_RANKS = {"unchecked": 0, "unknown": 1, "opposed": 2}
_OSCILLATES = {"yes": 3, "unknown": 4, "no": 5}


def _behaviour_key(report: Report, loop: Loop) -> int:
    """Return a sort key that puts unchecked loops first, then those that can oscillate."""
    opposition = report.opposition(loop)
    if opposition is not None:
        return _RANKS[opposition.verdict]
    alone = report.oscillation(loop)
    return 6 if alone is None else _OSCILLATES[alone.verdict]


def delay_in_short(report: Report, loop: Loop) -> str:
    """Return the delay of a loop in short, "" if none is marked."""
    delay = report.delay(loop)
    return spoken_delay(delay.total) if delay.known else ""


def behaviour(report: Report, loop: Loop) -> str:
    """Describe which loops oppose a reinforcing loop, or whether a balancing loop can oscillate,
    if its marks show it. For an undetermined loop, report that a sign is unknown."""
    if loop.type == "U":
        return "unknown sign"
    opposed = opposed_words(report, loop)
    if opposed:
        return opposed
    return oscillation_words(report, loop) if report.delay(loop).known else ""
