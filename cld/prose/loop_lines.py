"""What a report says of a loop beneath its links, a line each, the same for every output."""

from __future__ import annotations

from collections.abc import Iterator

from cld.loops.loop import Loop
from cld.prose.loops import controller_words, loop_goal_words
from cld.prose.opposition import opposition_lines
from cld.prose.oscillation import oscillation_words
from cld.report import Report


def loop_lines(report: Report, loop: Loop) -> Iterator[str]:
    """Yield what decides on a loop, what opposes it and when, what it does alone, its goal.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (-)-> A\\nA: goal <= 3")
    >>> list(loop_lines(report, report.loops[0]))
    ['goal: A <= 3']
    """
    yield from controller_words(report, loop)
    # What opposes every reinforcing loop alike, and when, is said once, with how loops meet; that
    # nothing opposes any of them is a finding.
    if not report.answered_alike:
        yield from opposition_lines(report, loop, whole=False)[report.opposed_alike :]
    found = report.oscillation(loop)
    # Of a loop without a mark the footnote speaks; two stocks can oscillate without a delay.
    if report.delay(loop).known or (
        found is not None and found.model in ("several stocks", "closed pair")
    ):
        yield from filter(None, [oscillation_words(report, loop)])
    goal = loop_goal_words(report.diagram, loop)
    if goal:
        yield f"goal: {goal}"
