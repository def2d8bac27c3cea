"""Unsaved work outlives its window, and is offered once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QStandardPaths
from pytestqt.qtbot import QtBot

from cld.core.text import Edit, Span
from cld_gui.document import disk, recovery
from cld_gui.document.document import Document
from cld_gui.document.files import FileOf
from cld_gui.document.recovery import LONGEST, PAUSE, Left, Recovery, discard, left_behind
from cld_gui.document.trouble import Trouble
from cld_gui.shared.folders import recovery_folder, settings_file

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


class Window:
    """What a window has of files, kept in a folder."""

    def __init__(self, folder: Path, pause: int = 5, longest: int = 20) -> None:
        self.file = FileOf(Document())
        self.recovery = Recovery(self.file, folder, pause, longest)

    def write(self, text: str) -> None:
        end = len(self.file.document.text)
        self.file.document.apply([Edit(Span(end, end), text)], "Type")

    def end(self) -> None:
        self.recovery.close()
        self.file.document.wait()
        # Qt is to hold no step that Python may collect.
        self.file.document.stack.clear()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    window = Window(tmp_path / "kept")
    yield window
    window.end()


@pytest.fixture
def second(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    window = Window(tmp_path / "kept")
    yield window
    window.end()


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def orphaned(folder: Path, text: str, path: str | None = None, when: float = 1.0) -> Path:
    """What a killed process leaves; its lock went with it."""
    folder.mkdir(exist_ok=True)
    place = folder / f"{10**9}-{abs(hash((text, when)))}.json"
    said = {
        "version": 1, "time": when, "name": "a.cld", "path": path, "seen": None,
        "encoding": "utf-8", "mark": "efbbbf", "crlf": True, "text": text,
    }  # fmt: skip
    place.write_text(json.dumps(said))
    return place


def test_the_times_are_those_promised() -> None:
    assert PAUSE <= 500
    assert LONGEST <= 2000


def test_the_places_are_the_editors_own() -> None:
    QStandardPaths.setTestModeEnabled(True)
    try:
        assert recovery_folder().parts[-2:] == ("cld", "recovery")
        assert settings_file().parts[-2:] == ("cld", "editor.json")
        assert "qttest" in str(recovery_folder())
    finally:
        QStandardPaths.setTestModeEnabled(False)


def test_work_is_kept_after_a_pause_and_gone_after_a_save(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    assert not folder.exists()
    window.write("A (+)-> B\n")
    qtbot.waitUntil(lambda: len(kept(folder)) == 1)
    said = json.loads(kept(folder)[0].read_text())
    assert said["text"] == "A (+)-> B\n"
    assert str(os.getpid()) in kept(folder)[0].name
    assert folder.stat().st_mode & 0o077 == 0
    window.file.save_as(str(tmp_path / "a.cld"))
    assert kept(folder) == []


def test_who_types_on_is_kept_too(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(tmp_path / "kept", pause=60_000, longest=30)
    with qtbot.waitSignal(window.recovery.kept, timeout=20_000):
        window.write("A (+)-> B\n")
    window.end()


def test_undoing_all_leaves_nothing_to_keep(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.recovery.kept):
        window.write("A")
    window.file.document.stack.undo()
    assert kept(tmp_path / "kept") == []
    qtbot.wait(50)
    assert kept(tmp_path / "kept") == []


def test_a_clean_end_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(tmp_path / "kept")
    with qtbot.waitSignal(window.recovery.kept):
        window.write("A")
    window.write("B")
    window.end()
    assert list((tmp_path / "kept").iterdir()) == []


def test_the_living_are_not_offered(
    qtbot: QtBot, window: Window, second: Window, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.recovery.kept):
        window.write("A")
    with qtbot.waitSignal(second.recovery.kept):
        second.write("B")
    assert len(kept(tmp_path / "kept")) == 2
    assert left_behind(tmp_path / "kept") == ()
    assert len(kept(tmp_path / "kept")) == 2


def test_what_is_left_is_offered_newest_first(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert left_behind(folder) == ()
    for when in (2.0, 3.0, 1.0):
        orphaned(folder, f"# {when}", when=when)
    assert [left.time for left in left_behind(folder)] == [3.0, 2.0, 1.0]
    discard(left_behind(folder)[0])
    assert [left.time for left in left_behind(folder)] == [2.0, 1.0]


def test_taking_it_up_moves_it_to_this_window(
    qtbot: QtBot, window: Window, second: Window, tmp_path: Path
) -> None:
    folder, path = tmp_path / "kept", tmp_path / "a.cld"
    path.write_text("theirs")
    orphaned(folder, "A (+)-> B\n", str(path))
    (left,) = left_behind(folder)
    assert window.recovery.take(left) is None
    assert window.file.document.text == "A (+)-> B\n"
    assert window.file.is_modified
    assert window.file.path == str(path)
    assert len(kept(folder)) == 1  # at once, and its own
    assert left_behind(folder) == ()
    trouble = second.recovery.take(left)
    assert trouble is not None and trouble.kind == "taken"
    assert second.file.document.text == ""
    conflict = window.file.save()
    assert conflict is not None and conflict.kind == "changed on disk"
    assert window.file.save(force=True) is None
    assert path.read_bytes() == b"\xef\xbb\xbfA (+)-> B\r\n"
    assert kept(folder) == []


def test_what_was_saved_is_not_offered(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.cld"
    path.write_bytes(b"\xef\xbb\xbfA (+)-> B\r\n")
    orphaned(tmp_path / "kept", "A (+)-> B\n", str(path))
    assert left_behind(tmp_path / "kept") == ()
    assert kept(tmp_path / "kept") == []


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'"x"', b"null", b"\xff", b"[" * 100_000, b'{"version": 1}'],
)
def test_a_damaged_file_is_no_obstacle(qtbot: QtBot, tmp_path: Path, data: bytes) -> None:
    place = orphaned(tmp_path / "kept", "A")
    place.with_name("1-2.json").write_bytes(data)
    assert [left.text for left in left_behind(tmp_path / "kept")] == ["A"]


def test_a_pipe_in_the_folder_is_no_obstacle(qtbot: QtBot, tmp_path: Path) -> None:
    place = orphaned(tmp_path / "kept", "A")
    os.mkfifo(place.with_name("1-2.json"))
    assert [left.text for left in left_behind(tmp_path / "kept")] == ["A"]


@pytest.mark.parametrize(
    "wrong",
    [{"text": 3}, {"path": 3}, {"mark": "x"}, {"encoding": "none"}, {"time": "x"}, {"version": 2}],
)
def test_what_is_not_understood_is_left_alone(
    qtbot: QtBot, tmp_path: Path, wrong: dict[str, object]
) -> None:
    place = orphaned(tmp_path / "kept", "A")
    place.write_text(json.dumps(json.loads(place.read_text()) | wrong))
    assert left_behind(tmp_path / "kept") == ()
    assert place.exists()


def test_a_place_that_cannot_be_written_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    window = Window(tmp_path / "kept")
    told: list[object] = []
    window.recovery.failed.connect(told.append)
    for letter in "ABC":
        window.write(letter)
        qtbot.wait(30)
    assert len(told) == 1
    assert left_behind(tmp_path / "kept") == ()
    assert window.file.save_as(str(tmp_path / "a.cld")) is None
    window.end()


def test_what_is_kept_is_never_older_than_what_is_being_saved(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So a kill at any moment of a save offers nothing that the file has already outlived."""
    with qtbot.waitSignal(window.recovery.kept):
        window.write("# one\n")
    window.write("# two\n")
    seen = []
    write = disk.replace_file

    def watched(path: str, data: bytes) -> Trouble | None:
        for _ in "before", "after":
            seen.append(json.loads(kept(tmp_path / "kept")[0].read_text())["text"])
            found = write(path, data)
        return found

    monkeypatch.setattr(disk, "replace_file", watched)
    assert window.file.save_as(str(tmp_path / "a.cld")) is None
    assert seen == ["# one\n# two\n"] * 2


def test_keeping_does_not_hold_up_typing(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed, written = threading.Event(), []

    def slowly(path: str, data: bytes) -> None:
        written.append(typed.wait(10))

    monkeypatch.setattr(recovery, "write_atomically", slowly)
    window.write("A (+)-> B\n")
    window.recovery.keep()
    typed.set()  # never reached in time, if keeping waited for the disk
    qtbot.waitUntil(lambda: written == [True])


# -- killed --

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(scope="module")
def editors() -> Iterator[subprocess.Popen[str]]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "gui")])
    program = subprocess.Popen(
        [sys.executable, str(HERE / "crash.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    yield program
    assert program.stdin is not None and program.stdout is not None
    program.stdin.close()
    program.wait(timeout=30)
    program.stdout.close()


def killed(editors: subprocess.Popen[str], folder: Path, how: str, seed: int) -> dict[str, int]:
    """Let an editor work in a folder, kill it at some moment, return the last of what it told."""
    (folder / "a.cld").write_text("0")
    assert editors.stdin is not None and editors.stdout is not None
    print(folder, how, file=editors.stdin, flush=True)
    child = int(editors.stdout.readline())
    until = time.monotonic() + 30
    while not (folder / "log").exists() and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(random.Random(seed).uniform(0.0, 0.15))
    os.kill(child, signal.SIGKILL)
    while _lives(child) and time.monotonic() < until:
        time.sleep(0.002)
    lines = (folder / "log").read_text().splitlines()
    return {what: int(which) for what, which in (line.split() for line in lines)}


def _lives(child: int) -> bool:
    try:
        os.kill(child, 0)
    except ProcessLookupError:
        return False
    return True


def number(text: str) -> int:
    """The number of a text of `crash.text`, which must be whole."""
    if text == "0":
        return 0
    which = int(text.split()[4])
    assert text == f"A (+)-> B\n# {which} " + "x" * 20_000 + f" {which}\n"
    return which


def found(folder: Path) -> list[Left]:
    return list(left_behind(folder / "recovery"))


@forks
@pytest.mark.parametrize("seed", range(50))
def test_killed_while_editing(
    qtbot: QtBot, editors: subprocess.Popen[str], tmp_path: Path, seed: int
) -> None:
    told = killed(editors, tmp_path, "edit", seed)
    assert (tmp_path / "a.cld").read_text() == "0"
    offered = found(tmp_path)
    assert len(offered) <= 1
    assert [number(left.text) >= told.get("kept", 0) for left in offered] in ([], [True])
    assert offered or "kept" not in told
    if offered:
        assert offered[0].path == str(tmp_path / "a.cld")
    clean(tmp_path)


@forks
@pytest.mark.parametrize("seed", range(50))
def test_killed_while_saving(
    qtbot: QtBot, editors: subprocess.Popen[str], tmp_path: Path, seed: int
) -> None:
    told = killed(editors, tmp_path, "save", seed)
    saved = number((tmp_path / "a.cld").read_text())
    assert saved in (told.get("saved", 0), told.get("saving", 0))
    offered = found(tmp_path)
    # No part of a text lies about, where it is known whose it is.
    assert not offered or not list(tmp_path.glob(".*"))
    # What is offered is newer than what was saved.
    assert all(number(left.text) == told["saving"] > saved for left in offered)
    clean(tmp_path)


def clean(folder: Path) -> None:
    for left in found(folder):
        discard(left)
    assert left_behind(folder / "recovery") == ()
    for lock in (folder / "recovery").glob("*.lock"):
        # Killed between making the lock and writing its number there: removed after a minute.
        assert lock.stat().st_size == 0
        os.utime(lock, (1, 1))
    assert left_behind(folder / "recovery") == ()
    if (folder / "recovery").exists():
        assert list((folder / "recovery").iterdir()) == []
