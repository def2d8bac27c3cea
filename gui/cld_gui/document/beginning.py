"""A template for a new diagram."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BeginningKind = Literal["empty", "example", "archetype"]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A template for a new diagram: kind, title, what it teaches in one line, a file name for
    it, and its text."""

    kind: BeginningKind
    title: str
    teaches: str
    name: str
    text: str
