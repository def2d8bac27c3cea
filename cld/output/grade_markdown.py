"""Grades as Markdown: the feedback of each answer, for a page or a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cld.output.report_markdown import escaped

MARKS = {"all": "✓", "part": "◐", "none": "✗"}


def grades_markdown(title: str, answers: Iterable[Mapping[str, Any]], points: bool) -> str:
    """Return what learners may see of their grades; with `points` the score in points.

    >>> print(grades_markdown("Loops", [], points=True), end="")
    # Loops
    """
    return "\n".join((f"# {escaped(title)}", *_answers(answers, points))) + "\n"


def _answers(answers: Iterable[Mapping[str, Any]], points: bool) -> Iterator[str]:
    for answer in answers:
        yield f"\n## {escaped(answer['file'])}\n"
        if answer["problem"]:
            yield f"Could not be read: {escaped(answer['problem'])}."
            continue
        whole = answer["max_score"]
        share = int(100 * answer["score"] / whole + 1e-9) if whole else 0
        yield f"{answer['score']:.6g} of {whole:g} points\n" if points else f"{share} %\n"
        for told in answer["feedback"]:
            yield f"- {MARKS[told['state']]} **{told['number']}. {escaped(told['title'])}**"
            yield from (f"  - {escaped(line)}" for line in told["lines"])
            if "hint" in told:
                yield f"  - *hint: {escaped(told['hint'])}*"
        if answer["charges"]:
            yield "\nLinks that cost points:\n"
            yield from (f"- {escaped(charge['words'])}" for charge in answer["charges"])
