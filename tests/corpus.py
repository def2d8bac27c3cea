"""Where the corpus lies, and a mark for tests that need it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_PLACE = Path(
    os.environ.get("CLD_CORPUS") or Path(__file__).resolve().parents[2] / "shared" / "corpus"
)

CORPUS: Path | None = _PLACE if (_PLACE / "diagrams").is_dir() else None

needs_corpus = pytest.mark.skipif(
    CORPUS is None, reason=f"no corpus at {_PLACE} (set CLD_CORPUS to where it lies)"
)
