"""Whether an answer labels its loops as reinforcing or balancing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cld.grade.board import Board, Earned, Fact
from cld.grade.key import Criterion
from cld.grade.words import spell
from cld.loops.loop import Loop
from cld.model import LoopDeclaration


def labelled(board: Board, criterion: Criterion) -> Earned:
    """The loops that have a `loop` line in the key, labelled in the answer.

    Each counts as far as the answer has the loop, where every `loop` line of the answer about it
    gives it the type it has in the key: to call it both is to label it wrong. A label by itself,
    without links, earns nothing.
    """
    wanted = [loop for loop in board.key.report.loops if loop.span is not None]
    key_of = _key_of(board)
    right = [board.trace(loop).share for loop in wanted if _is_labelled(board, loop, key_of)]
    share = sum(right) / len(wanted) if wanted else 0.0
    count = sum(part > 0 for part in right)
    return Earned(criterion, share, (Fact("count", count=count, of=len(wanted)),))


def _is_labelled(board: Board, loop: Loop, key_of: Mapping[str, str]) -> bool:
    said = [_type(line) for line in _about(board, loop, key_of)]
    return bool(said) and all(type_ == loop.type for type_ in said)


def _about(board: Board, loop: Loop, key_of: Mapping[str, str]) -> Iterator[LoopDeclaration]:
    """The lines of the answer about a loop of the key: through its variables in their order, over
    own steps, past what is optional."""
    required = set(loop.variables) - board.key.optional
    for line in board.answer.diagram.loops:
        names = [key_of[name] for name in line.variables if name in key_of]
        ring = [name for name in loop.variables if name in names]
        turns = ([*ring[start:], *ring[:start]] for start in range(len(ring)))
        if required <= set(names) and names in turns:
            yield line


def _key_of(board: Board) -> Mapping[str, str]:
    """The key's names for those of the answer, also for what stands in its `loop` lines only: to
    copy a name that is there already changes nothing."""
    paired, said = board.pairing, {spell(v.name).key for v in board.answer.diagram.variables}
    called = {
        spell(name).key: variable.name
        for variable in board.key.diagram.variables
        if variable.name not in paired.answer_of
        for name in (*variable.aliases, *variable.opposites, variable.name)
    }
    names = {name for line in board.answer.diagram.loops for name in line.variables}
    keys = {name: spell(name).key for name in names}
    more = {name: called[key] for name, key in keys.items() if key in called.keys() - said}
    return {**more, **paired.key_of}


def _type(line: LoopDeclaration) -> str | None:
    """The type a line gives a loop, by the word or else by the letter of its id."""
    return line.type or (line.id[0].upper() if line.id else None)
