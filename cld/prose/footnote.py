"""What a diagram cannot say, once for a report."""

from __future__ import annotations

from cld.loops.components import links_in_loops
from cld.prose.meetings import states_goals, without_goals
from cld.report import Report
from cld.sentences import loops as say


def footnote(report: Report) -> str:
    """Return what the diagram does not say, and what is missing for more; nothing where it has
    no loop.

    >>> from cld.analyze import analyze
    >>> footnote(analyze("A (+)-> B"))
    ''
    >>> print(footnote(analyze("A (+)-> B (-)-> A")))  # doctest: +ELLIPSIS
    A diagram shows structure, ... so this report says nothing about oscillation.
    """
    if not report.loops:
        return ""
    said = [say.STRUCTURE()]
    on_loops = links_in_loops(report.diagram)
    links = [link for link in report.links if link.ends in on_loops]
    ends = {name for link in links for name in link.ends}
    marked = sum(link.delay is not None for link in links)
    if not marked and report.diagram.deciding.isdisjoint(ends):
        said.append(say.NO_DELAYS())
    elif marked < len(links) and any(
        delay.total.min and delay.marked < len(loop.links)
        for loop, delay in ((loop, report.delay(loop)) for loop in report.loops)
    ):
        said.append(say.SOME_DELAYS())
    if report.counts.B and not report.diagram.stocks:
        said.append(say.NO_STOCKS())
    if without_goals(report) and not states_goals(report):
        said.append(say.NO_GOALS())
    return " ".join(said)
