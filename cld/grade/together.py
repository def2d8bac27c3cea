"""What an expectation of more than one loop earns: combinations and fights."""

from __future__ import annotations

from collections.abc import Iterator

from cld.grade.board import Board, Earned, Fact, counted
from cld.grade.key import Criterion
from cld.grade.trace import Trace
from cld.loops.loop import Loop

# How loops of the key meet where that is worth finding.
DANGEROUS = ("amplify", "conflict", "fight", "resist", "may-fight")


def combinations(board: Board, criterion: Criterion) -> Earned:
    """So many pairs of loops that act together or against each other: pairs that the key's
    analysis finds, both of which the answer has, joined there too."""
    return counted(criterion, sum(1 for _ in _pairs(board)))


def _pairs(board: Board) -> Iterator[tuple[Trace, Trace]]:
    loops = {loop.id: loop for loop in board.key.report.loops}
    seen = set()
    for meeting in board.key.report.interactions:
        if meeting.kind not in DANGEROUS or len(meeting.loops) != 2 or meeting.loops in seen:
            continue
        seen.add(meeting.loops)
        one, other = (board.trace(loops[id_]) for id_ in meeting.loops)
        if one.is_found and other.is_found and passed(one) & passed(other):
            yield one, other


def passed(found: Trace) -> frozenset[str]:
    """The variables of the answer that a loop of the key passes there."""
    return frozenset(link.cause for way in found.ways for link in way.links)


def fight(board: Board, criterion: Criterion) -> Earned:
    """Two balancing loops of the key, or more, that the answer has through a variable; half for
    one of them."""
    (over,) = criterion.expectation.variables[:1]
    mine = board.pairing.answer_of.get(over)
    if mine is None:
        return Earned(criterion, 0.0, (Fact("nothing", (over,)),))
    here = [loop for loop in board.key.report.loops if _is_on(loop, over)]
    found = [one for one in map(board.trace, here) if one.is_found and mine in passed(one)]
    share = min(1.0, len(found) / 2)
    return Earned(criterion, share, (Fact("count", (over,), count=len(found), of=2),))


def _is_on(loop: Loop, variable: str) -> bool:
    return loop.type == "B" and variable in loop.variables
