"""What a pattern is: a candidate, what speaks for it, and what it wants and does not find."""

from __future__ import annotations

from collections.abc import Iterable
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
    names, or marks alone. `turned` are the roles whose variable is counted the other way
    round, and `because` says in short what supports it most.
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
    turned: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns found. `complete` is False where a bound on work was reached, so that
    there may be more."""

    found: tuple[Pattern, ...]
    complete: bool


# Evidence that supports a candidate begins so, and goes on with what it is. Marks tell most, the
# name of a loop more than words in the names of variables.
_SUPPORTS = "supported by "
_STRONGEST = ("a mark", "marked", "a stated", "the name")
MOST_BECAUSE = 2


def strongest(evidence: Iterable[str]) -> tuple[str, ...]:
    """Return in short what of some evidence supports a candidate most, at most two.

    >>> strongest(["R1 reinforces", "supported by words for y: Y", "supported by a mark: x"])
    ('a mark: x', 'words for y: Y')
    """
    short = [said.removeprefix(_SUPPORTS) for said in evidence if said.startswith(_SUPPORTS)]
    return tuple(sorted(short, key=_weakness)[:MOST_BECAUSE])


def _weakness(said: str) -> int:
    return next((i for i, begins in enumerate(_STRONGEST) if said.startswith(begins)), 9)
