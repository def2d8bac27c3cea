"""Grades as plain values for JSON."""

from __future__ import annotations

from typing import Any

from cld.grade.answer import Answer
from cld.grade.grade import Grade
from cld.grade.matches import Matches
from cld.output.grade_words import FULL, Told, View, charge_words, told
from cld.output.values import SCHEMA_VERSION, TOOL


def grades_values(answers: list[dict[str, Any]], title: str) -> dict[str, Any]:
    """Return all answers to an exercise."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": TOOL,
        "exercise": title,
        "answers": answers,
    }


def ungraded_values(answer: Answer, max_score: float) -> dict[str, Any]:
    """Return an answer that could not be graded: it earns nothing."""
    return {
        "file": answer.file,
        "score": 0.0,
        "max_score": max_score,
        "problem": answer.problem,
        "criteria": [],
        "charges": [],
        "matches": [],
        "feedback": [],
    }


def grade_values(grade: Grade, matches: Matches, view: View) -> dict[str, Any]:
    """Return a grade in full for the instructor; `feedback` is what the learner may see."""
    return {
        "file": grade.board.answer.file,
        "score": grade.score,
        "max_score": grade.max_score,
        "problem": None,
        "criteria": [_criterion(one) for one in told(grade, FULL)],
        "charges": [
            {"cost": charge.cost, "words": charge_words(grade, charge)} for charge in grade.charges
        ],
        "matches": [
            {
                "answer": match.answer,
                "key": match.key,
                "how": match.how,
                "likeness": round(match.likeness, 4),
                "flipped": match.flipped,
            }
            for match in matches.pairs
        ],
        "unmatched": {
            "answer": list(matches.unmatched_answer),
            "key": list(matches.unmatched_key),
        },
        "feedback": [
            {"number": one.number, "title": one.title, "state": one.state, "lines": list(one.lines),
             **({"hint": one.hint} if one.hint else {})}
            for one in told(grade, view)
        ],
    }  # fmt: skip


def _criterion(one: Told) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "state": one.state,
        "points": round(one.points, 6),
        "max_points": one.max_points,
        "lines": list(one.lines),
    }
