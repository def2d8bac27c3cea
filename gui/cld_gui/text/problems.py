"""Problems of the text while it is edited: their places and their wording."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cld.core.diagnostics import SEVERITIES, Diagnostic
from cld.core.text import Edit, Span
from cld_gui.shared.utf16 import Moves

# At most this number of problems is underlined and marked.
MOST = 2_000


def problems_after(problems: Iterable[Diagnostic], edits: Sequence[Edit]) -> tuple[Diagnostic, ...]:
    """Return problems with their places after edits. Problems that an edit touched are left
    out."""
    moves = Moves(edits)
    found = ((problem, moves.span(problem.span)) for problem in problems)
    return tuple(replace(problem, span=span) for problem, span in found if span)


def at(problems: Iterable[Diagnostic], offset: int) -> list[Diagnostic]:
    """Return the problems at a place: the most severe first, then the shortest."""
    here = [p for p in problems if p.span.start <= offset <= max(p.span.end, p.span.start + 1)]
    return sorted(here, key=lambda p: (SEVERITIES.index(p.severity), p.span.end - p.span.start))


def problem_text(problem: Diagnostic) -> str:
    """Return a problem as text, with the hint on a separate line.

    >>> problem_text(Diagnostic("CLD105", Span(0, 1), "this quote is not closed", "close it"))
    'error: this quote is not closed (CLD105)\\nclose it'
    """
    hint = f"\n{problem.hint}" if problem.hint else ""
    return f"{problem.severity}: {problem.message} ({problem.code}){hint}"


def next_problem(problems: Sequence[Diagnostic], offset: int, forward: bool) -> Diagnostic | None:
    """Return the next problem after a place, or the previous one. Wrap around at the ends."""
    ordered = sorted(problems, key=lambda p: p.span)
    if not ordered:
        return None
    if forward:
        index = bisect_left(ordered, Span(offset + 1, 0), key=lambda p: p.span)
        return ordered[index % len(ordered)]
    return ordered[bisect_left(ordered, Span(offset, 0), key=lambda p: p.span) - 1]
