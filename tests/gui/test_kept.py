"""Pictures that are kept: who opens a diagram again finds it as it was."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QStandardPaths
from pytestqt.qtbot import QtBot

from cld.analyze import analyze
from cld.language.source import source_of
from cld.picture.layout import layout
from cld.picture.picture import Picture
from cld_gui.document import picture_cache
from cld_gui.document.document import MANY, Document
from cld_gui.document.files import FileOf
from cld_gui.document.picture_cache import MOST, keep, kept, shows
from cld_gui.window.window import Window

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.cld"))
TEXT = "Load (+)-> Latency (+, delay 3min)-> Retries (+)-> Load\nA (-)-> A\n"


def picture(text: str) -> Picture:
    report = analyze(source_of(text))
    return layout(report.diagram, report.loops, "quick")


@pytest.mark.parametrize("path", EXAMPLES[::4], ids=lambda path: path.stem)
def test_a_kept_picture_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    drawn = picture(text)
    keep(text, drawn, tmp_path)
    assert kept(text, tmp_path) == drawn
    assert kept(text + "\n", tmp_path) is None


@given(st.binary(max_size=60), st.integers(0, 100))
def test_what_was_damaged_is_not_there(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, share: int
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    keep("A -> B", picture("A -> B"), folder)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    at = len(whole) * share // 100
    damaged = whole[:at] + data + whole[at + len(data) + 1 :]
    file.write_bytes(damaged)
    assert kept("A -> B", folder) is None


def test_another_layout_has_other_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(TEXT, picture(TEXT), tmp_path)
    monkeypatch.setattr(picture_cache, "_sources", lambda: iter([("search.py", 1, 2)]))
    assert kept(TEXT, tmp_path) is None


def test_the_oldest_go(tmp_path: Path) -> None:
    drawn = picture("A -> B")
    for number in range(MOST + 3):
        keep(f"A -> B\n# {number}", drawn, tmp_path)
    assert len(list(tmp_path.iterdir())) == MOST
    assert kept(f"A -> B\n# {MOST + 2}", tmp_path) == drawn


def test_no_place_to_keep_them_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep("A -> B", picture("A -> B"), tmp_path / "file" / "pictures")
    assert kept("A -> B", tmp_path / "file" / "pictures") is None


def test_a_saved_diagram_opens_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.cld"
    path.write_text(TEXT)
    first = Window(Document())
    qtbot.addWidget(first)
    first.files.file.open(str(path))
    first.document.artist.wait()
    # After an edit the picture is not what a new layout would come to.
    with qtbot.waitSignal(first.document.analysed):
        first.strokes.new_link("Latency", "Load")
    first.files.file.save()
    left = first.document.picture
    second = Document()
    FileOf(second).open(str(path))
    assert second.picture == left and not second.artist.is_busy
    assert second.report.counts.total == 3


def test_what_is_saved_before_its_loops_are_found_opens_with_them(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a.cld"
    path.write_text(TEXT)
    first = Window(Document())
    qtbot.addWidget(first)
    first.files.file.open(str(path))
    first.strokes.new_link("Latency", "Load")
    first.files.file.save()
    second = Document()
    FileOf(second).open(str(path))
    assert len(second.picture.badges) == second.report.counts.total == 3


@pytest.mark.parametrize("is_drawn", [False, True])
def test_no_picture_is_kept_that_is_behind_its_text(
    qtbot: QtBot, tmp_path: Path, _pictures: Path, is_drawn: bool
) -> None:
    text = "".join(f"V{n} (+)-> V{n + 1}\n" for n in range(MANY + 5))
    path = tmp_path / "a.cld"
    path.write_text(text)
    window = Window(Document())
    qtbot.addWidget(window)
    window.files.file.open(str(path))
    if is_drawn:
        with qtbot.waitSignal(window.document.artist.done):
            window.document.arrange("quick")
    window.strokes.put({"V1": (2000.0, 10.0)})
    window.strokes.new_link("V3", "New", (10.0, 10.0))
    window.files.file.save()
    window.document.close()
    assert kept(window.document.text, _pictures) is None


def test_a_picture_of_something_else_is_not_shown() -> None:
    keep(TEXT, picture("A -> B"))
    document = Document()
    document.replace_all(TEXT, "x")
    assert shows(document.picture, document.diagram)
    document.close()


def test_nothing_is_kept_of_what_is_broken(_pictures: Path) -> None:
    document = Document()
    document.replace_all("A ->", "x")
    document.keep()
    document.close()
    assert not list(_pictures.iterdir())


def test_a_window_shows_itself_before_anything_is_laid_out(qtbot: QtBot) -> None:
    QStandardPaths.setTestModeEnabled(True)
    window = Window(Document())
    qtbot.addWidget(window)
    window.document.hold()
    window.files.file.begin(TEXT)
    assert not window.document.picture.names
    assert window.docks.text.editor.toPlainText() == TEXT
    with qtbot.waitSignal(window.document.analysed):
        window.show()
    assert len(window.document.picture.names) == 4
    window.document.close()


# -- a folder that is not as it should be --


def test_no_other_user_can_write_there(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "pictures"
    keep(TEXT, picture(TEXT), folder)
    assert folder.stat().st_mode & 0o077 == 0
    folder.chmod(0o777)
    assert kept(TEXT, folder) == picture(TEXT)
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give away")
@pytest.mark.parametrize("whose", ["folder", "file"])
def test_what_is_another_users_is_not_read(tmp_path: Path, whose: str) -> None:
    """What is in a picture is not checked, so nobody else may have put it there."""
    keep(TEXT, picture(TEXT), tmp_path)
    (file,) = tmp_path.iterdir()
    assert kept(TEXT, tmp_path) is not None
    os.chown(tmp_path if whose == "folder" else file, 4711, 4711)
    assert kept(TEXT, tmp_path) is None


@pytest.mark.parametrize("hostile", ["pipe", "folder", "dangling link", "link"])
def test_what_is_no_file_is_neither_waited_for_nor_followed(tmp_path: Path, hostile: str) -> None:
    folder = tmp_path / "pictures"
    keep(TEXT, picture(TEXT), folder)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.unlink()
    (tmp_path / "elsewhere").write_bytes(whole)
    if hostile == "pipe":
        os.mkfifo(file)
    elif hostile == "folder":
        file.mkdir()
    else:
        file.symlink_to(tmp_path / ("elsewhere" if hostile == "link" else "nowhere"))
    assert kept(TEXT, folder) is None
    keep(TEXT, picture("A -> B"), folder)
    assert (kept(TEXT, folder) is None) == (hostile == "folder")
    assert (tmp_path / "elsewhere").read_bytes() == whole
    assert not (tmp_path / "nowhere").exists()


def test_flipped_bits_are_seen(tmp_path: Path) -> None:
    keep(TEXT, picture(TEXT), tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for seed in range(40):
        bit = random.Random(seed).randrange(8 * len(whole))
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        file.write_bytes(damaged)
        assert kept(TEXT, tmp_path) is None
