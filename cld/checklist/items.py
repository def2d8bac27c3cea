"""The parts of a checklist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from cld.loops.loop import Loop


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One question of a checklist.

    `answer` is the answer in the file, or None if the question is open. For an open question,
    `line` is the line to add to the file; it is None if an existing line must be changed or people
    must decide. `note` gives the reason for the question.
    """

    question: str
    answer: str | None = None
    line: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """One of the six parts of a loop's checklist; a part without questions is left out."""

    name: str
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True)
class LoopPart:
    """The checklist of one loop."""

    loop: Loop
    parts: tuple[ChecklistPart, ...]

    @property
    def items(self) -> tuple[ChecklistItem, ...]:
        """All its items, in order."""
        return tuple(chain.from_iterable(part.items for part in self.parts))

    @property
    def answered(self) -> int:
        """The number of its items that the file answers."""
        return sum(item.answer is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklists of the listed loops, and the one of the whole diagram."""

    loops: tuple[LoopPart, ...]
    diagram: tuple[ChecklistItem, ...]

    @property
    def items(self) -> tuple[ChecklistItem, ...]:
        """All items, beginning with those of the loops."""
        return (*chain.from_iterable(part.items for part in self.loops), *self.diagram)

    @property
    def answered(self) -> int:
        """The number of items that the file answers."""
        return sum(item.answer is not None for item in self.items)

    @property
    def open(self) -> int:
        """The number of open questions."""
        return len(self.items) - self.answered


def only_open(found: Checklist) -> Checklist:
    """Return a checklist with the open questions only."""
    return Checklist(
        tuple(
            replace(one, parts=tuple(part for part in map(_open_part, one.parts) if part.items))
            for one in found.loops
        ),
        tuple(item for item in found.diagram if item.answer is None),
    )


def _open_part(part: ChecklistPart) -> ChecklistPart:
    return ChecklistPart(part.name, tuple(item for item in part.items if item.answer is None))
