"""Grades as a table for spreadsheets and grade books: one row a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from cld.core.gate import shown
from cld.io.cells import defused, line

# The column names of nbgrader's export, in its order; unknown values stay empty.
COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


def grades_csv(title: str, titles: Iterable[str], answers: Iterable[Mapping[str, Any]]) -> str:
    """Return grades as CSV: nbgrader's columns, the points of each criterion, and the notes and the
    feedback that a learner may see. An answer that ran out of time or memory has no score: its
    cells are empty, and `needs_review` says `yes`.

    `titles` are those of the criteria, with their numbers, `answers` the values of
    `grade_values`. The name of a file, without its ending, stands for the student.

    >>> print(grades_csv("Loops", [], []), end="")  # doctest: +ELLIPSIS
    assignment,duedate,...,score,max_score,file,problem,needs_review,feedback
    """
    names = list(titles)
    lines = [_line([*COLUMNS, "file", "problem", "needs_review", *names, "feedback"])]
    for answer in answers:
        nothing = None if answer["needs_review"] else 0.0
        points = [one["points"] for one in answer["criteria"]] or [nothing] * len(names)
        review = "yes" if answer["needs_review"] else ""
        known = {
            "assignment": title,
            "student_id": PurePath(answer["file"]).stem,
            "raw_score": answer["score"],
            "late_submission_penalty": nothing,
            "score": answer["score"],
            "max_score": answer["max_score"],
        }
        cells = [known.get(column, "") for column in COLUMNS]
        feedback = " | ".join((*answer["notes"], *(_told(one) for one in answer["feedback"])))
        row = [*cells, answer["file"], answer["problem"] or "", review, *points, feedback]
        lines.append(_line(row))
    return "".join(lines)


def _told(one: Mapping[str, Any]) -> str:
    return f"{one['number']}. {one['title']}: {'; '.join(one['lines'])}"


def _line(cells: Iterable[object]) -> str:
    """A line of the table, each cell on one line, because a file name may contain anything."""
    return line(defused(shown(cell)) if isinstance(cell, str) else cell for cell in cells)
