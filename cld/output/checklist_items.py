"""What a checklist is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a checklist.

    `answer` is what the file says, or None where it does not; then `line` is what to write into
    it, or None where a line that stands has to be changed or where people have to decide, and
    `note` says why it is asked.
    """

    question: str
    answer: str | None = None
    line: str | None = None
    note: str = ""
