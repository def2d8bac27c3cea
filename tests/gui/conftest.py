"""Settings of the editor's tests: they need no display, and leave nothing behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _pictures(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pictures of diagrams are kept in a folder of the test's own, which is returned."""
    pytest.importorskip("PySide6.QtCore", exc_type=ImportError)
    folder = tmp_path_factory.mktemp("pictures")
    monkeypatch.setattr("cld_gui.document.picture_cache.pictures_folder", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def _documents(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each document a test made is closed after it: one that Python collects with steps to undo
    takes the process with it, at whatever moment that is."""
    pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    from shiboken6 import isValid

    from cld_gui.document.document import Document

    made: list[Document] = []
    begin = Document.__init__

    def begun(self: Document, *arguments: Any, **named: Any) -> None:
        begin(self, *arguments, **named)
        made.append(self)

    monkeypatch.setattr(Document, "__init__", begun)
    yield
    for document in made:
        if isValid(document):
            document.close()
