"""What went wrong with a file, as a value that can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TroubleKind = Literal[
    "unreadable", "unwritable", "unnamed", "changed on disk", "deleted on disk", "unknown format",
    "taken",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something was not done: its kind, for the program, and one sentence for people."""

    kind: TroubleKind
    said: str
