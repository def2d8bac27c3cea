"""What a checklist is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from cld.loops.loop import Loop


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One question of a checklist.

    `answer` is what the file says, or None where it does not; then `line` is what to write into
    it, or None where a line that stands has to be changed or where people have to decide, and
    `note` says why it is asked.
    """

    question: str
    answer: str | None = None
    line: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """One of the six parts of a loop's checklist; a part with nothing to ask is left out."""

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
        """How many of its items the file answers."""
        return sum(item.answer is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklists of the loops that are shown, and that of the whole diagram."""

    loops: tuple[LoopPart, ...]
    diagram: tuple[ChecklistItem, ...]

    @property
    def items(self) -> tuple[ChecklistItem, ...]:
        """All items, those of the loops first."""
        return (*chain.from_iterable(part.items for part in self.loops), *self.diagram)

    @property
    def answered(self) -> int:
        """How many items the file answers."""
        return sum(item.answer is not None for item in self.items)

    @property
    def open(self) -> int:
        """How many items are questions."""
        return len(self.items) - self.answered


def only_open(found: Checklist) -> Checklist:
    """Return a checklist without what is answered."""
    return Checklist(
        tuple(
            replace(one, parts=tuple(part for part in map(_open_part, one.parts) if part.items))
            for one in found.loops
        ),
        tuple(item for item in found.diagram if item.answer is None),
    )


def _open_part(part: ChecklistPart) -> ChecklistPart:
    return ChecklistPart(part.name, tuple(item for item in part.items if item.answer is None))
