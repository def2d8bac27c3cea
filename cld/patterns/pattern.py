"""What a pattern is: a candidate, what speaks for it, and what it wants and does not find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PatternKind = Literal["archetype", "failure"]
MatchedBy = Literal["structure and words", "structure and marks"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A known pattern that the diagram may contain. A candidate always, never a fact.

    `loops` are the ids of the loops it is made of. `roles` pairs each part of an archetype
    with the variable that plays it; failure patterns have none. `evidence` says what in the
    file speaks for it, `missing` what the pattern wants and the file does not say.
    `remedies` may help; for a failure pattern those that the file does not show yet, while
    `in_place` names those it shows. `matched_by` says what supports it beside its structure:
    names, or marks alone.
    """

    name: str
    kind: PatternKind
    loops: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    missing: tuple[str, ...]
    remedies: tuple[str, ...]
    in_place: tuple[str, ...]
    matched_by: MatchedBy


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns found. `complete` is False where a bound on work was reached, so that
    there may be more."""

    found: tuple[Pattern, ...]
    complete: bool
