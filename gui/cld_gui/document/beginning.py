"""What a diagram may begin with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BeginningKind = Literal["empty", "example", "archetype"]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A text to begin with: its kind, title, what it teaches in a line, and the name of a file
    for it."""

    kind: BeginningKind
    title: str
    teaches: str
    name: str
    text: str
