"""The footnote of a report: the limits of a diagram, printed once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.behaviour.interactions import how_many_compared
from cld.core.diagram import Link
from cld.loops.components import links_in_loops
from cld.loops.drain import empties, is_flow_into_stock
from cld.loops.loop import Loop
from cld.prose.meetings import MOST_LOOPS, states_goals, without_goals
from cld.prose.opposition import without_timing
from cld.prose.push import part_words
from cld.report import Report
from cld.sentences import loops as say
from cld.sentences.naming import ids_in_order, names_of


def footnote(report: Report, loop: Loop | None = None) -> str:
    """Return the limits of the diagram and the marks it lacks; an empty text if it has no loop.

    Below the explanation of one `loop` the timing of other loops and the parts elsewhere are left
    out: what its own timing lacks is said with what opposes it.

    >>> from cld.analyze import analyze
    >>> footnote(analyze("A (+)-> B"))
    ''
    >>> print(footnote(analyze("A (+)-> B (-)-> A")))  # doctest: +ELLIPSIS
    A diagram shows structure, ... so this report says nothing about oscillation.
    """
    if not report.loops:
        return ""
    opposed = report.counts.R and report.counts.B
    enough = say.ENOUGH() if opposed and _any_opposed(report) else ""
    on_loops = links_in_loops(report.diagram)
    links = [link for link in report.links if link.ends in on_loops]
    said = [_structure(report, links, enough)]
    ends = {name for link in links for name in link.ends}
    marked = sum(link.delay is not None for link in links)
    decided = not report.diagram.deciding.isdisjoint(ends)
    lengths = any(link.delay is not None and link.delay.complete for link in links)
    if not marked and not decided:
        said.append(say.NO_DELAYS())
    elif not lengths and not decided:
        said.append(say.NO_LENGTHS())
    elif marked < len(links) and any(
        delay.known and delay.total.max != 0 and delay.marked < len(loop.links)
        for loop, delay in ((loop, report.delay(loop)) for loop in report.loops)
    ):
        said.append(say.SOME_DELAYS())
    said += _without_timing(report) if (lengths or decided) and loop is None else ()
    if report.counts.B and not report.diagram.stocks:
        said.append(say.NO_STOCKS())
    for part in report.unsettled:
        if loop is None or not set(part.names).isdisjoint(loop.variables):
            said += part_words(part)
    if _may_have_goals(report) and not states_goals(report):
        said.append(say.NO_GOALS())
    return " ".join(said)


def _structure(report: Report, links: Sequence[Link], enough: str) -> str:
    gains = [link for link in links if link.gain is not None]
    if not gains:
        counts = report.counts
        one = counts.R + counts.B + counts.U == 1
        return say.STRUCTURE_OF_ONE() if one else say.STRUCTURE(opposed=enough)
    # A flow changes its stock one to one.
    sure = (link for link in links if link.gain is None)
    if all(is_flow_into_stock(report.diagram, link.ends) for link in sure):
        return say.GAINS_STATED(opposed=enough)
    one = len(gains) == 1
    some, these = ("One link states", "it") if one else ("Some links state", "these")
    return say.GAINS_SOME(some=some, these=these, opposed=enough)


def _any_opposed(report: Report) -> bool:
    found = (report.opposition(loop) for loop in report.loops[: how_many_compared(report.loops)])
    return any(one is not None and one.verdict != "unchecked" for one in found)


def _may_have_goals(report: Report) -> bool:
    """Whether two loops that may fight lack a goal. A stock and its outflow pursue nothing."""
    bare = set(without_goals(report))
    drains = {loop.id for loop in report.loops if empties(report.diagram, loop)}
    met = (one.loops for one in report.interactions if not one.steered)
    return any(bare.intersection(ids) and drains.isdisjoint(ids) for ids in met)


def _without_timing(report: Report) -> Iterator[str]:
    """The loops whose opposing loops cannot be timed."""
    sentences = (say.BARE_LOOPS, say.SMOOTH_LOOPS, say.OPEN_LOOPS)
    missing = zip(without_timing(report), sentences, strict=True)
    reasons = [sentence(loops=_few(ids_in_order(ids))) for ids, sentence in missing if ids]
    if reasons:
        yield say.NO_RESPONSE(reasons=names_of(reasons, len(reasons), last="or"))


def _few(ids: Sequence[str]) -> str:
    """Loops by name, the opposed ones first, because each response needs their mark; many loops by
    number: the report shows with the delay of each that it has no mark."""
    if len(ids) > MOST_LOOPS:
        return f"{len(ids):,} loops"
    return names_of(sorted(ids, key=lambda id_: id_[0] != "R"), MOST_LOOPS)
