"""An answer graded against a key, from its names to its points."""

from __future__ import annotations

from collections.abc import Mapping

from cld.analyze import Report
from cld.grade.board import Board
from cld.grade.grade import Grade, grade
from cld.grade.key import Key
from cld.grade.matches import Matches
from cld.grade.names import NOTHING, match_names
from cld.grade.pairing import Pairing


def graded(
    key: Key,
    answer: Report,
    by_hand: Mapping[str, str | None] = NOTHING,
    strict: bool = False,
) -> tuple[Grade, Matches]:
    """Return the grade of an answer, and which of its variables were taken for which.

    `by_hand` and `strict` are those of `match_names`, as is what it raises.

    >>> from cld.analyze import analyze
    >>> from cld.grade.key import read_key
    >>> key, _ = read_key(analyze("Load (+)-> Latency (+)-> Load\\nexpect loop: Load, Latency"))
    >>> found, matches = graded(key, analyze("load (+)-> queue (+)-> LATENCY (+)-> load"))
    >>> found.score, [match.how for match in matches.pairs]
    (1.0, ['spelling', 'spelling'])
    """
    matches = match_names(answer.diagram, key.diagram, by_hand, strict)
    pairing = Pairing(
        {match.key: match.answer for match in matches.pairs},
        frozenset(match.answer for match in matches.pairs if match.flipped),
    )
    return grade(Board(key, answer, pairing)), matches


def own(key: Key) -> Grade:
    """Return what the diagram of a key earns by itself: all points, in a key that is sound."""
    names = {variable.name: variable.name for variable in key.diagram.variables}
    return grade(Board(key, key.report, Pairing(names)))
