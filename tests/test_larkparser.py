"""The parser is kept from one process to the next, and what is kept never decides anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from cld import larkparser
from cld.source import load

TEXT = "Load (+, delay 3min)-> Latency (-)-> Load\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "cache"
    monkeypatch.setattr(larkparser, "user_cache_path", lambda name: found)
    return found


def parses() -> bool:
    larkparser.parser.cache_clear()
    source = load(TEXT)
    return len(source.diagram.links) == 2 and not source.diagnostics


def test_it_is_kept_and_taken_up_again(folder: Path) -> None:
    assert parses()
    (file,) = folder.iterdir()
    before = file.stat().st_mtime_ns
    assert parses() and file.stat().st_mtime_ns == before


@pytest.mark.parametrize("content", [b"", b"garbage\n", b"\x80\x04K\x01.", b"a" * 64 + b"\n\x80"])
def test_what_was_damaged_is_built_anew(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "parser.pickle").write_bytes(content)
    assert parses()


def test_it_does_without(folder: Path) -> None:
    folder.write_text("in the way")
    assert parses()
