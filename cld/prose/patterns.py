"""Patterns in words: what a candidate rests on, what it lacks, and what may help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cld.loops.loop import Loop
from cld.patterns.pattern import Pattern
from cld.report import Report

KINDS = {"archetype": "archetype", "failure": "failure pattern"}
MOST_LOOPS = 6
TITLE = "Patterns it may hold"


def pattern_head(pattern: Pattern) -> str:
    """Return what a candidate is: `retry storm (failure pattern): R1 and R3`."""
    shown = ", ".join(pattern.loops[:MOST_LOOPS])
    more = len(pattern.loops) - MOST_LOOPS
    loops = f"{shown} and {more} more" if more > 0 else shown
    return f"{pattern.name} ({KINDS[pattern.kind]}): {loops}"


def pattern_lines(pattern: Pattern) -> Iterator[str]:
    """Yield what a report says of a candidate in short, beneath its head."""
    if pattern.roles:
        yield "; ".join(f"{role}: {variable}" for role, variable in pattern.roles)
    for word, said in (("in place", pattern.in_place), ("missing", pattern.missing)):
        if said:
            yield f"{word}: {'; '.join(said)}"
    if pattern.remedies:
        yield f"may help: {'; '.join(map(_in_short, pattern.remedies))}"


def for_reading(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Return patterns in the order of a report: those that words speak for too come first."""
    return sorted(patterns, key=lambda pattern: pattern.matched_by == "structure")


def pattern_prose(report: Report, loop: Loop) -> Iterator[str]:
    """Yield for a loop the patterns it may be a part of, a paragraph each, with all that is
    known of them."""
    for pattern in for_reading(report.patterns.found):
        if loop.id not in pattern.loops:
            continue
        parts = [f"Pattern: perhaps {pattern.name}, {KINDS[pattern.kind]}."]
        for word, said in (
            ("What speaks for it", pattern.evidence),
            ("What is missing", pattern.missing),
            ("In place", pattern.in_place),
            ("What may help", pattern.remedies),
        ):
            if said:
                parts.append(f"{word}: {'; '.join(said)}.")
        yield " ".join(parts)


def pattern_values(patterns: Sequence[Pattern]) -> list[dict[str, Any]]:
    """Return patterns as JSON values."""
    return [
        {
            "name": pattern.name,
            "kind": pattern.kind,
            "candidate": True,
            "loops": list(pattern.loops),
            "roles": dict(pattern.roles),
            "evidence": list(pattern.evidence),
            "missing": list(pattern.missing),
            "remedies": list(pattern.remedies),
            "in_place": list(pattern.in_place),
            "matched_by": pattern.matched_by,
        }
        for pattern in patterns
    ]


def _in_short(remedy: str) -> str:
    """A stabiliser's name without what it does."""
    return remedy.split(": ", 1)[0]
