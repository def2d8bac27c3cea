"""Golden files: what was looked at and found right."""

from __future__ import annotations

import os
from pathlib import Path

BETWEEN = "\n=====\n"


def assert_golden(path: Path, said: str) -> None:
    """Compare with a golden file. `ACCEPT=1 pytest` takes what is said now as right: read the
    diff before you commit."""
    if os.environ.get("ACCEPT"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


def assert_case(path: Path, said: str) -> None:
    """The same of a file that holds what goes in above a line, and what comes out below."""
    assert_golden(path, input_of(path) + BETWEEN + said)


def input_of(path: Path) -> str:
    """What goes in."""
    return path.read_text(encoding="utf-8").split(BETWEEN)[0]
