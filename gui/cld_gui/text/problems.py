"""Problems of the text while it is typed on: where they lie, and how they are told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cld.core.diagnostics import SEVERITIES, Diagnostic
from cld.core.text import Edit, Span
from cld_gui.shared.utf16 import Moves

# So many problems are underlined and marked; a text with more has other worries.
MOST = 2_000


def problems_after(problems: Iterable[Diagnostic], edits: Sequence[Edit]) -> tuple[Diagnostic, ...]:
    """Return problems where they lie after edits; those edited into are left out."""
    moves = Moves(edits)
    found = ((problem, moves.span(problem.span)) for problem in problems)
    return tuple(replace(problem, span=span) for problem, span in found if span)


def at(problems: Iterable[Diagnostic], offset: int) -> list[Diagnostic]:
    """Return the problems at a place, the gravest and then the shortest first."""
    here = [p for p in problems if p.span.start <= offset <= max(p.span.end, p.span.start + 1)]
    return sorted(here, key=lambda p: (SEVERITIES.index(p.severity), p.span.end - p.span.start))


def problem_text(problem: Diagnostic) -> str:
    """Return a problem in words, the way out on a line of its own.

    >>> problem_text(Diagnostic("CLD105", Span(0, 1), "this quote is not closed", "close it"))
    'error: this quote is not closed (CLD105)\\nclose it'
    """
    hint = f"\n{problem.hint}" if problem.hint else ""
    return f"{problem.severity}: {problem.message} ({problem.code}){hint}"


def next_problem(problems: Sequence[Diagnostic], offset: int, forward: bool) -> Diagnostic | None:
    """Return the next problem after a place, or the one before; round the end of the text."""
    ordered = sorted(problems, key=lambda p: p.span)
    if not ordered:
        return None
    if forward:
        index = bisect_left(ordered, Span(offset + 1, 0), key=lambda p: p.span)
        return ordered[index % len(ordered)]
    return ordered[bisect_left(ordered, Span(offset, 0), key=lambda p: p.span) - 1]
