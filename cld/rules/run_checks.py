"""Findings on runs: one function for each rule, one table of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cld.core.diagnostics import Diagnostic
from cld.rules.subject import RuleSubject


def run_does_not_fit(subject: RuleSubject) -> Iterator[Diagnostic]:
    """Yield the reasons why runs of a file cannot be made."""
    if not subject.diagram.runs:
        return
    from cld.simulate.planned import plan_problems  # few files state a run

    for plan in subject.diagram.runs:
        for found in plan_problems(subject.diagram, plan):
            yield Diagnostic("CLD210", found.span, found.message, found.hint)


def run_is_filled_in(subject: RuleSubject) -> Iterator[Diagnostic]:
    """Yield the statements of a file with runs that leave values to be filled in."""
    if not subject.diagram.runs:
        return
    from cld.simulate.planned import filled_in

    for found in filled_in(subject.diagram):
        yield Diagnostic("CLD514", found.span, found.message, found.hint)


RUN_RULES: dict[str, Callable[[RuleSubject], Iterator[Diagnostic]]] = {
    "CLD210": run_does_not_fit,
    "CLD514": run_is_filled_in,
}
