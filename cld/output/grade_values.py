"""Grades as plain values for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cld.grade.answer import Answer
from cld.grade.classwide import (
    Standing,
    criteria_met,
    mistakes,
    nearest_names,
    twins,
    unmatched_names,
)
from cld.grade.grade import Grade
from cld.grade.measures.f1 import Measure, link_measure, loop_measure
from cld.grade.measures.link_distance import d6, distance_ratio, map_of
from cld.grade.measures.loop_distance import model_distance
from cld.grade.measures.renamed import renamed
from cld.grade.names.matches import Matches
from cld.grade.unread import UnreadLine
from cld.output.values import SCHEMA_VERSION, TOOL
from cld.prose.grades import (
    FULL,
    CriterionWords,
    View,
    charge_words,
    criteria_words,
    crowd_words,
    is_told,
)

NO_MATCH = "none of the variables matches a variable of the reference"


def grades_values(
    answers: list[dict[str, Any]],
    title: str,
    titles: Sequence[str],
    standings: Sequence[Standing],
) -> dict[str, Any]:
    """Return all answers to an exercise and, if there are several, a summary of the class.

    `titles` are those of the criteria.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": TOOL,
        "exercise": title,
        "answers": answers,
        **({"class": _class(titles, standings)} if len(standings) > 1 else {}),
    }


def _class(titles: Sequence[str], standings: Sequence[Standing]) -> dict[str, Any]:
    return {
        "met": [
            {"criterion": title, "whole": whole, "part": part, "of": len(standings)}
            for title, (whole, part) in zip(titles, criteria_met(standings), strict=True)
        ],
        "mistakes": [asdict(mistake) for mistake in mistakes(standings)],
        "unmatched": [asdict(name) for name in unmatched_names(standings)],
        "nearly_the_same": [asdict(pair) for pair in twins(standings)],
    }


def ungraded_values(answer: Answer, max_score: float, needs_review: bool) -> dict[str, Any]:
    """Return an answer that could not be graded. One that cannot be read earns nothing; one that
    ran out of time or memory has no score, and `needs_review`: the answer may not be at fault."""
    return {
        "file": answer.file,
        "score": None if needs_review else 0.0,
        "needs_review": needs_review,
        "max_score": max_score,
        "problem": answer.problem,
        "notes": list(answer.notes),
        "unread": [asdict(one) for one in answer.unread],
        "criteria": [],
        "charges": [],
        "feedback_charges": [],
        "matches": [],
        "measures": None,
        "feedback": [],
    }


def grade_values(
    grade: Grade,
    matches: Matches,
    view: View,
    notes: Sequence[str] = (),
    unread: Sequence[UnreadLine] = (),
) -> dict[str, Any]:
    """Return a grade in full for the instructor; `feedback` and `feedback_charges` are the parts
    that the learner may see. `unread` are the lines that were not graded, and `notes` list them in
    words."""
    charges = [
        {"cost": charge.cost, "words": charge_words(grade, charge)} for charge in grade.charges
    ]
    return {
        "file": grade.comparison.answer.file,
        "score": grade.score,
        "needs_review": False,
        "max_score": grade.max_score,
        "problem": None,
        "notes": [*notes, *filter(None, ("" if matches.pairs else NO_MATCH, crowd_words(grade)))],
        "unread": [asdict(one) for one in unread],
        "criteria": [_criterion(one) for one in criteria_words(grade, FULL)],
        "charges": charges,
        "feedback_charges": charges if is_told(grade, view) else [],
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
            "nearest": {name: key for name, key in nearest_names(grade).items() if key},
        },
        "measures": _measures(grade, matches),
        "feedback": [
            {"number": one.number, "title": one.title, "state": one.state, "lines": list(one.lines),
             **({"hint": one.hint} if one.hint else {})}
            for one in criteria_words(grade, view)
        ],
    }  # fmt: skip


def _criterion(one: CriterionWords) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "state": one.state,
        "points": round(one.points, 6),
        "max_points": one.max_points,
        "lines": list(one.lines),
    }


def _measures(grade: Grade, matches: Matches) -> dict[str, Any]:
    """Measures besides the points: agreement from 0 to 1, distance from 0 for the same."""
    key, answer = grade.key.diagram, grade.comparison.answer.diagram
    mine, its = map_of(renamed(answer, matches)), map_of(key)
    model = model_distance(renamed(answer, matches), key)
    return {
        "links": _measure(link_measure(answer, key, matches)),
        "loops": _measure(loop_measure(answer, key, matches)),
        "distance": {
            "langfield_smith_wirth": d6(mine, its),
            "markoczy_goldberg": distance_ratio(mine, its),
            "schaffernicht_groesser": model.value,
            "loops": [
                {
                    "answer": list(pair.one.variables),
                    "reference": list(pair.other.variables),
                    "distance": pair.distance,
                }
                for pair in model.pairs
            ],
        },
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "precision": measure.precision,
        "recall": measure.recall,
        "f1": measure.f1,
        "right": measure.right,
        "given": measure.given,
        "wanted": measure.wanted,
    }
