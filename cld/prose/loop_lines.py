"""The lines of a report on one loop beneath its links, the same in every format."""

from __future__ import annotations

from collections.abc import Iterator

from cld.loops.loop import Loop
from cld.prose.loops import controller_words, loop_goal_words
from cld.prose.opposition import opposition_lines
from cld.prose.oscillation import oscillation_words
from cld.report import Report


def loop_lines(report: Report, loop: Loop) -> Iterator[str]:
    """Yield the controllers of a loop, its opposition and timing, its behaviour alone, its goal.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (-)-> A\\nA: goal <= 3")
    >>> list(loop_lines(report, report.loops[0]))
    ['goal: A <= 3']
    """
    yield from controller_words(report, loop)
    # Opposition that all reinforcing loops have in common is said once, with how loops interact;
    # that nothing opposes any of them is a finding.
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
