"""Settings of the editor's tests: they need no display, and leave nothing behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _pictures(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pictures of diagrams are kept in a folder of the test's own, which is returned."""
    pytest.importorskip("PySide6.QtCore", exc_type=ImportError)
    folder = tmp_path_factory.mktemp("pictures")
    monkeypatch.setattr("cld_gui.kept.pictures_folder", lambda: folder)
    return folder
