"""Tries out an intervention: the loops before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cld.core.rings import from_least
from cld.leverage.levels import Judgement
from cld.loops.loop import TYPE_NAMES, Loop
from cld.output.whatif_page import OTHERS, loop_groups, otherwise_opposed, whatif_words
from cld.prose.leverage import stated_words, worse_words
from cld.prose.loops import counts_words, round_trip
from cld.prose.opposition import opposed_words
from cld.report import Report
from cld.sentences.loops import ENOUGH, STRUCTURE
from cld_gui.panels.entries import Entry

# At most this number of loops is listed for each kind of change.
MOST = 60


@dataclass(frozen=True)
class Tried:
    """The effect of an intervention on the loops.

    Attributes
    ----------
    number
        Number of the intervention in the file, from 0.
    appeared
        Loops that only the report `after` has.
    gone
        Loops that only the report `before` has.
    turned
        Loops over the same variables whose type has changed, each before and after.
    """

    number: int
    found: Judgement
    before: Report
    after: Report
    appeared: tuple[Loop, ...]
    gone: tuple[Loop, ...]
    turned: tuple[tuple[Loop, Loop], ...]

    @property
    def name(self) -> str:
        """Name of the intervention."""
        return self.found.name


def try_out(report: Report, number: int) -> Tried:
    """Apply an intervention, by its number from 0, to a copy of the diagram.

    >>> from cld.analyze import analyze
    >>> report = analyze('A (+)-> B (+)-> A\\nintervention "Turn" { cut B -> A\\nadd B (-)-> A }')
    >>> [(before.type, after.type) for before, after in try_out(report, 0).turned]
    [('R', 'B')]
    """
    found = report.interventions[number]
    after = report.after(found.intervention.changes)
    old = {loop.id for loop in report.loops}
    new = {from_least(loop.variables): loop for loop in after.loops if loop.id not in old}
    broken = {from_least(loop.variables): loop for loop in found.effects.broken}
    other_type = tuple(
        (loop, new[names])
        for names, loop in broken.items()
        if names in new and new[names].type != loop.type
    )
    return Tried(
        number,
        found,
        report,
        after,
        tuple(loop for names, loop in new.items() if names not in broken),
        tuple(loop for names, loop in broken.items() if names not in new),
        other_type,
    )


def trial_entries(tried: Tried) -> Iterator[Entry]:
    """Yield the effects of an intervention on the loops. An entry about a loop carries the
    variables of that loop."""
    found, before, after = tried.found, tried.before, tried.after
    yield Entry(f"Intervention: {found.name}", is_head=True)
    yield Entry(whatif_words(found))
    for words in filter(None, (stated_words(found), worse_words(found))):
        yield Entry(f"{words[0].upper()}{words[1:]}.")
    yield Entry(f"before: {counts_words(before)}\nafter: {counts_words(after)}")
    if tried.turned:
        yield Entry("Loops whose type changes", is_head=True)
    for was, is_ in tried.turned[:MOST]:
        kinds = f"changes from {TYPE_NAMES[was.type]} to {TYPE_NAMES[is_.type]}"
        yield Entry(f"{was.title} {kinds}: {' '.join(round_trip(is_))}", (was.variables,))
    yield from _more(len(tried.turned))
    told_already = {loop.id for pair in tried.turned for loop in pair}
    for title, loops, report in loop_groups(before, after, found):
        shown = [loop for loop in loops if loop.id not in told_already]
        if shown:
            yield Entry(title, is_head=True)
        for loop in shown[:MOST]:
            opposed = opposed_words(report, loop)
            said = f"{loop.title}, {TYPE_NAMES[loop.type]}: {' '.join(round_trip(loop))}"
            yield Entry(f"{said}\n{opposed}" if opposed else said, (loop.variables,))
        yield from _more(len(shown))
    yield from _opposed_otherwise(before, after)
    yield Entry(STRUCTURE(opposed=ENOUGH()))


def _more(count: int) -> Iterator[Entry]:
    if count > MOST:
        yield Entry(f"and {count - MOST:,} more")


def _opposed_otherwise(before: Report, after: Report) -> Iterator[Entry]:
    changed = list(otherwise_opposed(before, after))
    if changed:
        yield Entry(OTHERS, is_head=True)
    for loop, was, is_ in changed[:MOST]:
        yield Entry(f"{loop.title} was {was}; now {is_}", (loop.variables,))
    yield from _more(len(changed))
