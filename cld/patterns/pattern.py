"""The class of a pattern: a candidate with its evidence and its missing parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

PatternKind = Literal["archetype", "failure"]
MatchedBy = Literal["structure and words", "structure and marks"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A known pattern that the diagram may contain. A candidate always, never a fact.

    Attributes
    ----------
    name, kind : its name, and whether it is an archetype or a failure pattern.
    loops : the ids of its loops.
    roles : each part of an archetype with the variable that plays it; failure patterns have none.
    evidence : the facts of the file that support it.
    missing : parts of the pattern that the file does not state.
    remedies : changes that may help; for a failure pattern those that the file does not show yet.
    in_place : the remedies that the file shows already.
    matched_by : whether names support the structure, or marks alone.
    turned : the roles whose variable is counted in reverse.
    because : the strongest evidence, in short.
    by_way : for a fix that the symptom leads to through other variables, its role and these.
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
    by_way: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns found. `complete` is False if the search reached its limit, so that there may
    be more."""

    found: tuple[Pattern, ...]
    complete: bool


# Beginnings of the sentences that support a candidate, the strongest first. Marks count for more
# than the name of a loop, and that for more than words in the names of variables.
_SUPPORTS = (
    ("marked ", "a marked "),
    ("counting marked delays only",),
    ("a stated resource",),
    ("the name of ",),
    ("names suggest ", "names on two sides", "a name with two sides", "outside cause "),
)
MOST_BECAUSE = 2


def strongest(evidence: Iterable[str]) -> tuple[str, ...]:
    """Return the evidence that supports a candidate most: at most two sentences.

    >>> strongest(["R1 reinforces", "names suggest y (Y)", "marked limit of X (3)"])
    ('marked limit of X (3)', 'names suggest y (Y)')
    """
    ranked = [(rank, said) for said in evidence if (rank := _rank(said)) is not None]
    return tuple(said for _, said in sorted(ranked, key=itemgetter(0))[:MOST_BECAUSE])


def _rank(said: str) -> int | None:
    return next((i for i, begins in enumerate(_SUPPORTS) if said.startswith(begins)), None)
