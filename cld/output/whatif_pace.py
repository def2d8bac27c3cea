"""The loops that a change makes slower or faster, and those whose opposing loops change timing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cld.core.quantities import spoken_delay
from cld.leverage.levels import Judgement
from cld.loops.loop import Loop
from cld.output.values import loop_values
from cld.prose.opposition import opposition_lines
from cld.prose.wording import plural
from cld.report import Report


@dataclass(frozen=True, slots=True)
class PacedLoop:
    """A loop whose delay or timing changes: as it was, as it is, and both in words.

    `before` and `after` are lines: the delay alone if `is_delay`, or the timing of the opposing
    loops.
    """

    was: Loop
    now: Loop
    before: tuple[str, ...]
    after: tuple[str, ...]
    is_delay: bool = True


def paced_groups(
    before: Report, after: Report, found: Judgement
) -> Iterator[tuple[str, list[PacedLoop]]]:
    """Yield the loops with a longer delay, those with a shorter one, and those whose opposing
    loops respond at another time, each group with its title.

    >>> from cld.analyze import analyze
    >>> report = analyze('A (+, delay 1s)-> A\\nintervention "I" { delay A -> A: 1s to 9s }')
    >>> found = report.interventions[0]
    >>> for title, loops in paced_groups(report, report.after(found.intervention.changes), found):
    ...     print(title, [(one.now.id, one.before, one.after) for one in loops])
    Slower: 1 loop [('R1', ('1s',), ('9s',))]
    """
    now = {loop.id: loop for loop in after.loops}
    for title, loops in (("Slower", found.effects.slowed), ("Faster", found.effects.quickened)):
        paced = [
            PacedLoop(x, now[x.id], (_delay(before, x),), (_delay(after, now[x.id]),))
            for x in loops
            if x.id in now
        ]
        if paced:
            yield f"{title}: {plural(len(paced), 'loop')}", paced
    timed = list(_timed(before, after, now))
    if timed:
        yield f"Changed timing of opposing loops: {plural(len(timed), 'loop')}", timed


def _delay(report: Report, loop: Loop) -> str:
    delay = report.delay(loop)
    return spoken_delay(delay.total) if delay.known else "no delay marked"


def _timed(before: Report, after: Report, now: dict[str, Loop]) -> Iterator[PacedLoop]:
    """Reinforcing loops with the same opposing loops before and after, at another time."""
    for loop in before.loops:
        if loop.id not in now:
            continue
        was, is_ = before.opposition(loop), after.opposition(now[loop.id])
        if was is None or is_ is None or was.by == is_.by:
            continue
        if {one.loop for one in was.by} != {one.loop for one in is_.by}:
            continue
        old = tuple(opposition_lines(before, loop)[1:])
        new = tuple(opposition_lines(after, now[loop.id])[1:])
        if old != new:
            yield PacedLoop(loop, now[loop.id], old, new, is_delay=False)


def pace_values(before: Report, after: Report, found: Judgement) -> dict[str, Any]:
    """Return the keys `slower`, `faster` and `timing` of the JSON of `cld whatif`.

    The items of `slower` and `faster` have an `id`, and the delay of the loop `before` and `after`;
    those of `timing` the opposing loops before and after, as `opposition.by` of a loop lists them.
    """
    values: dict[str, Any] = {"slower": [], "faster": [], "timing": []}
    for title, loops in paced_groups(before, after, found):
        for one in loops:
            was, is_ = loop_values(before, one.was), loop_values(after, one.now)
            key = title.partition(":")[0].casefold() if one.is_delay else "timing"
            pair = [x["delay"] if one.is_delay else x["opposition"]["by"] for x in (was, is_)]
            values[key].append({"id": one.now.id, "before": pair[0], "after": pair[1]})
    return values
