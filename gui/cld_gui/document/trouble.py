"""A problem with a file, as a value that can be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TroubleKind = Literal[
    "unreadable", "unwritable", "unnamed", "changed on disk", "deleted on disk", "unknown format",
    "taken",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """The reason why an action failed: a kind for the program and a sentence for people."""

    kind: TroubleKind
    said: str
