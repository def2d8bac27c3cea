"""Leverage as plain values for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cld.leverage.budget import MOST_LISTED, share_of
from cld.leverage.levels import LEVELS, Judgement
from cld.leverage.where import Lever
from cld.loops.loop import Loop, together
from cld.report import Report

# Loops that are listed one by one may have at most this many links on average.
LINKS_A_LOOP = 30


def leverage_values(report: Report) -> dict[str, Any]:
    """Return the keys `interventions`, `leverage` and `questions` as JSON values."""
    where = report.where
    most = share_of(len(report.interventions)).listed
    return {
        "interventions": [intervention_values(found, most) for found in report.interventions],
        "leverage": {
            "links": [
                {"from": lever.place[0], "to": lever.place[1], **_counts(lever)}
                for lever in where.links
            ],
            "variables": [{"name": lever.place, **_counts(lever)} for lever in where.variables],
            "exact": where.complete,
            "cut_set": [{"from": cause, "to": effect} for cause, effect in where.cut.links],
            "cut_set_exact": where.cut.exact and where.complete,
            "cut_set_leaves": where.cut.left,
            "cut_set_at_least": where.cut.least,
            "cut_set_opens_balancing": where.cut.balancing,
        },
        "questions": [
            {
                "level": question.level,
                "question": question.question,
                "answers": list(question.answers),
                "ask": question.open,
            }
            for question in report.questions
        ],
    }


def intervention_values(found: Judgement, most: int = MOST_LISTED) -> dict[str, Any]:
    """Return one intervention as JSON values; `stated` is a number, or a list where its author
    names several. Of each kind of loop the first are given, `most` of them, fewer where they
    are long, and how many there are."""
    stated: Any = list(found.intervention.levels) or None
    if stated and len(stated) == 1:
        stated = stated[0]
    effects = found.effects
    groups: dict[str, Sequence[Loop]] = {
        "created": effects.created,
        "broken": effects.broken,
        "lengthened": [one for one, _ in effects.lengthened],
        "shortened": [one for one, _ in effects.shortened],
        "weakened": effects.weakened,
        "strengthened": effects.strengthened,
        "unclear": effects.unclear,
        "slowed": effects.slowed,
        "quickened": effects.quickened,
    }
    return {
        "name": found.name,
        "level": found.level,
        "level_name": LEVELS[found.level] if found.level else None,
        "strength": found.strength,
        "suggested": found.suggested,
        "words": list(found.words),
        "stated": stated,
        "borne_out": found.borne_out,
        "also": list(found.also),
        **{name: _loops(loops, most) for name, loops in groups.items()},
        "how_many": {name: len(loops) for name, loops in groups.items()},
        "effects_complete": effects.complete,
        "then_opposed": [loop.id for loop in effects.opposed[:most]],
        "then_unchecked": [loop.id for loop in effects.unchecked[:most]],
        "may_make_it_worse": bool(found.worse),
        "worse": list(found.worse),
        "worse_only_where_growth_is_unwanted": found.only_growth,
        "other_side": list(found.other_side),
        "because": found.because,
    }


def _loops(loops: Sequence[Loop], most: int) -> list[dict[str, Any]]:
    return [
        {"id": loop.id or None, "type": loop.type, "variables": list(loop.variables)}
        for loop in together(loops, most, most * LINKS_A_LOOP)
    ]


def _counts(lever: Lever[tuple[str, str]] | Lever[str]) -> dict[str, int | None]:
    return {
        "unchecked_reinforcing_loops": lever.unchecked,
        "reinforcing_loops": lever.reinforcing,
        "balancing_loops": lever.balancing,
    }
