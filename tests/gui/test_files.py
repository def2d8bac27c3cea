"""Files keep their bytes, and what someone else wrote is not lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cld.core.text import Edit, Span
from cld.language.source import MAX_CHARACTERS
from cld_gui.document.disk import FileRead, read_diagram_file
from cld_gui.document.document import Document
from cld_gui.document.files import FileOf
from cld_gui.document.trouble import Trouble

TEXT = "# Größe\nA (+)-> B\nB (-)-> A\n"


def end(file: FileOf) -> None:
    """Nothing is under way, and Qt holds no step that Python may collect."""
    file.document.wait()
    file.document.stack.clear()


@pytest.fixture
def file(qtbot: QtBot) -> Iterator[FileOf]:
    file = FileOf(Document())
    yield file
    end(file)


other = file


def write(file: FileOf, text: str) -> None:
    end = len(file.document.text)
    file.document.apply([Edit(Span(end, end), text)], "Type")


def kind(trouble: Trouble | None) -> str:
    assert trouble is not None
    assert trouble.said and "\n" not in trouble.said
    return trouble.kind


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.replace("\n", "\r\n").encode("utf-16-be"),
        b"A (+)-> B\r\nB (+)-> C\nC (+)-> A\r\n",
        b"A (+)-> B\rB (+)-> A\r",
        b"",
    ],
    ids=["plain", "crlf", "mark", "utf-16", "utf-16 crlf", "mixed", "cr", "empty"],
)
def test_a_file_keeps_its_bytes(file: FileOf, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.cld"
    path.write_bytes(data)
    assert file.open(str(path)) is None
    assert not file.is_modified
    assert file.save() is None
    assert path.read_bytes() == data
    write(file, "X (+)-> Y\n")
    assert file.is_modified
    assert file.save(force=True) is None
    assert not file.is_modified
    before, after = file.form.encode(""), file.form.encode("X (+)-> Y\n")
    assert path.read_bytes() == (data or before) + after.removeprefix(file.form.mark)


def test_windows_line_ends_come_back(file: FileOf, tmp_path: Path) -> None:
    path = tmp_path / "a.cld"
    path.write_bytes(b"A (+)-> B\r\n")
    file.open(str(path))
    assert "\r" not in file.document.text
    write(file, "B (+)-> A\n")
    file.save()
    assert path.read_bytes() == b"A (+)-> B\r\nB (+)-> A\r\n"


def test_save_without_a_name_asks_for_one(file: FileOf, tmp_path: Path) -> None:
    file.begin("A (+)-> B\n", "Storm")
    assert kind(file.save()) == "unnamed"
    assert Path(file.suggested).name == "Storm.cld"
    renamed, saved = [], []
    file.renamed.connect(lambda: renamed.append(file.path))
    file.saved.connect(lambda: saved.append(file.path))
    path = tmp_path / "b.cld"
    assert file.save_as(str(path)) is None
    assert renamed == saved == [str(path)]
    assert file.document.name == "b.cld"
    assert path.read_text() == "A (+)-> B\n"
    assert file.save() is None


def test_a_relative_path_stays_the_same_file(
    file: FileOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert file.save_as("a.cld") is None
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    write(file, "A (+)-> B\n")
    assert file.save() is None
    assert (tmp_path / "a.cld").read_text() == "A (+)-> B\n"


def test_undo_back_to_what_was_saved_is_not_modified(file: FileOf, tmp_path: Path) -> None:
    file.save_as(str(tmp_path / "a.cld"))
    write(file, "A")
    assert file.is_modified
    file.document.stack.undo()
    assert not file.is_modified
    file.document.apply([Edit(Span(0, 0), "a")], "Type", is_typing=True)
    file.save()
    file.document.apply([Edit(Span(1, 1), "b")], "Type", is_typing=True)
    assert file.is_modified  # typing on after a save is a step of its own
    file.document.stack.undo()
    assert file.document.text == "a"
    assert not file.is_modified


def test_a_file_is_opened_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "held.cld"
    path.write_text('{"links": [{"from": "A", "to": "B", "polarity": "+"}]}', encoding="utf-8")
    found = read_diagram_file(str(path))
    assert isinstance(found, FileRead)
    assert (found.text, found.is_own) == ("A (+)-> B\n", False)
    assert found.notes == (
        "this is JSON, not .cld; it is read as JSON; `cld convert` writes a .cld file from it",
    )
    path.write_bytes(b"\x89PNG")
    trouble = read_diagram_file(str(path))
    assert isinstance(trouble, Trouble) and "this is a PNG picture" in trouble.said


@pytest.mark.parametrize("ending", ["json", "csv", "graphml", "dot", "mmd"])
def test_other_formats_are_copies(file: FileOf, other: FileOf, tmp_path: Path, ending: str) -> None:
    own = tmp_path / "a.cld"
    own.write_text("title 'T'\nA (+, delay 3min)-> B (-)-> A\nA: stock  # why\n".replace("'", '"'))
    file.open(str(own))
    write(file, "B (+)-> C\n")
    path = tmp_path / f"a.{ending}"
    assert "comments" in file.losses(str(path))
    assert file.save_as(str(path)) is None
    assert file.path == str(own)
    assert file.is_modified
    assert other.open(str(path)) is None
    assert other.path is None
    assert not other.is_modified
    assert {(k.cause, k.effect) for k in other.document.diagram.links} == {
        ("A", "B"), ("B", "A"), ("B", "C"),
    }  # fmt: skip
    assert Path(other.suggested) == own
    assert kind(other.save()) == "unnamed"
    assert own.read_text().startswith("title")


def test_what_is_lost_is_listed_first(file: FileOf, tmp_path: Path) -> None:
    file.begin("A (+)-> B\nA: goal = 3\nnonsense (\n")
    lost = file.losses("x.csv")
    assert "goal of A" in lost
    assert "text that could not be read" in lost
    assert file.losses("x.cld") == ()
    assert kind(file.save_as(str(tmp_path / "x.txt"))) == "unknown format"
    assert not (tmp_path / "x.txt").exists()


def test_an_import_tells_what_it_changed(file: FileOf, tmp_path: Path) -> None:
    path = tmp_path / "a.mmd"
    path.write_text("flowchart LR\n  A -->|+| B\n  B -->|often| A\n")
    assert file.open(str(path)) is None
    assert file.notes


def test_what_cannot_be_opened_leaves_all_as_it_is(file: FileOf, tmp_path: Path) -> None:
    file.begin("A (+)-> B\n")
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "zero.cld").write_bytes(b"A\0B")
    (tmp_path / "long.cld").write_text("#" * (MAX_CHARACTERS + 1))
    for name in ("none.cld", "bad.json", "zero.cld", "long.cld", ".", "x/y.cld", "a\0b"):
        assert kind(file.open(str(tmp_path / name))) == "unreadable", name
        assert file.document.text == "A (+)-> B\n"
        assert file.path is None


def test_a_file_that_is_no_utf_8_is_opened_as_a_copy(file: FileOf, tmp_path: Path) -> None:
    path = tmp_path / "a.cld"
    path.write_bytes("Größe (+)-> B\n".encode("latin-1"))
    assert file.open(str(path)) is None
    assert file.path is None
    assert "UTF-8" in file.notes[0]
    assert path.read_bytes() == "Größe (+)-> B\n".encode("latin-1")


def test_what_cannot_be_written_is_said(
    file: FileOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kind(file.save_as(str(tmp_path / "none" / "a.cld"))) == "unwritable"
    assert file.path is None
    write(file, "A\ud800 (+)-> B")
    assert kind(file.save_as(str(tmp_path / "a.cld"))) == "unwritable"
    assert not list(tmp_path.iterdir())
    file.begin("A (+)-> B")
    assert file.save_as(str(tmp_path / "a.cld")) is None
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    write(file, "\n")
    trouble = file.save()
    assert trouble is not None and "write-protected" in trouble.said
    assert (tmp_path / "a.cld").read_text() == "A (+)-> B"
    assert file.is_modified


# -- someone else --


@pytest.fixture
def opened(file: FileOf, tmp_path: Path) -> tuple[FileOf, Path]:
    path = tmp_path / "a.cld"
    path.write_text("A (+)-> B\n")
    assert file.open(str(path)) is None
    return file, path


def test_a_changed_file_is_not_written_over(opened: tuple[FileOf, Path]) -> None:
    file, path = opened
    write(file, "mine (+)-> B\n")
    path.write_text("theirs (+)-> B\n")
    assert kind(file.save()) == "changed on disk"
    assert path.read_text() == "theirs (+)-> B\n"
    assert file.text_on_disk() == "theirs (+)-> B\n"
    assert file.save(force=True) is None
    assert path.read_text() == "A (+)-> B\nmine (+)-> B\n"
    assert file.save() is None


def test_a_change_that_keeps_size_and_time_is_seen(opened: tuple[FileOf, Path]) -> None:
    file, path = opened
    before = path.stat()
    path.write_text("A (-)-> B\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kind(file.save()) == "changed on disk"


def test_keeping_mine_lets_the_next_save_through(opened: tuple[FileOf, Path]) -> None:
    file, path = opened
    path.write_text("theirs (+)-> B\n")
    assert file.look() is not None
    file.keep_mine()
    assert file.is_modified
    assert file.look() is None
    assert file.save() is None
    assert path.read_text() == "A (+)-> B\n"


def test_reload_can_be_undone(opened: tuple[FileOf, Path]) -> None:
    file, path = opened
    write(file, "mine (+)-> B\n")
    path.write_bytes(b"A (+)-> C\r\nC (+)-> A\r\n")
    assert file.reload() is None
    assert file.document.text == "A (+)-> C\nC (+)-> A\n"
    assert not file.is_modified
    assert file.look() is None
    file.document.stack.undo()
    assert file.document.text == "A (+)-> B\nmine (+)-> B\n"
    assert file.is_modified


def test_a_deleted_file_is_told_and_written_anew_when_asked(opened: tuple[FileOf, Path]) -> None:
    file, path = opened
    path.unlink()
    assert kind(file.save()) == "deleted on disk"
    assert kind(file.reload()) == "unreadable"
    assert file.text_on_disk() is None
    assert not path.exists()
    file.keep_mine()
    assert file.is_modified
    assert file.save() is None
    assert path.read_text() == "A (+)-> B\n"


def test_the_same_words_from_someone_else_are_no_conflict(opened: tuple[FileOf, Path]) -> None:
    file, path = opened
    write(file, "B (+)-> A\n")
    path.write_text("A (+)-> B\nB (+)-> A\n")
    assert file.look() is None
    assert not file.is_modified


def test_news_come_by_themselves_and_once(qtbot: QtBot, opened: tuple[FileOf, Path]) -> None:
    file, path = opened
    told: list[Trouble] = []
    file.changed_on_disk.connect(told.append)
    for step, text in enumerate(("one (+)-> B\n", "two (+)-> B\n", "three (+)-> B\n"), 1):
        other = path.with_suffix(".new")  # as other programs save: another file takes its place
        other.write_text(text)
        other.replace(path)
        qtbot.waitUntil(lambda step=step: len(told) == step, timeout=20_000)
        qtbot.wait(150)
        assert [t.kind for t in told] == ["changed on disk"] * step
        file.look()
        assert len(told) == step
    path.unlink()
    qtbot.waitUntil(lambda: told[-1].kind == "deleted on disk", timeout=20_000)
    path.write_text("A (+)-> B\n")
    qtbot.waitUntil(lambda: file.look() is None, timeout=20_000)


def test_own_saves_are_no_news(qtbot: QtBot, opened: tuple[FileOf, Path]) -> None:
    file, _ = opened
    told: list[Trouble] = []
    file.changed_on_disk.connect(told.append)
    for _ in range(5):
        write(file, "B (+)-> A\n")
        assert file.save() is None
        qtbot.wait(30)
    qtbot.wait(200)
    assert told == []


def test_a_link_stays_a_link(file: FileOf, tmp_path: Path) -> None:
    (tmp_path / "real.cld").write_text("A (+)-> B\n")
    (tmp_path / "link.cld").symlink_to("real.cld")
    assert file.open(str(tmp_path / "link.cld")) is None
    write(file, "B (+)-> A\n")
    assert file.save() is None
    assert (tmp_path / "link.cld").is_symlink()
    assert (tmp_path / "real.cld").read_text() == "A (+)-> B\nB (+)-> A\n"


# -- laws --


@given(
    st.one_of(
        st.binary(max_size=60),
        st.lists(st.sampled_from(["A (+)-> B", "\r", "\n", "\r\n", "\ufeff", "é", "\U0001f40d"]))
        .map("".join)
        .flatmap(lambda text: st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]).map(text.encode)),
    )
)
def test_what_is_read_is_written_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("own") / "a.cld"
    path.write_bytes(data)
    found = read_diagram_file(str(path))
    if isinstance(found, FileRead) and found.is_own:
        assert found.form.encode(found.text) == data
    else:
        assert b"\0" in data or b"\xff" in data or "\ufffd" in data.decode("utf-8", "replace")


steps = st.lists(
    st.sampled_from(
        ["edit", "undo", "redo", "save", "force", "theirs", "same", "delete", "look", "reload",
         "keep"]
    ),
    max_size=25,
)  # fmt: skip


@given(steps)
def test_nothing_of_others_is_lost_unasked(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    """`known` is what the user knows to lie on the disk."""
    path = tmp_path_factory.mktemp("law") / "a.cld"
    path.write_text("# 0\n")
    file = FileOf(Document())
    file.open(str(path))
    known: str | None = "# 0\n"
    for number, step in enumerate(steps):
        before = path.read_text() if path.exists() else None
        mine = file.document.text
        if step == "edit":
            write(file, f"# {number}\n")
        elif step in ("undo", "redo"):
            getattr(file.document.stack, step)()
        elif step in ("save", "force"):
            trouble = file.save(force=step == "force")
            if trouble is None:
                assert step == "force" or before in (known, mine)
                assert path.read_text() == mine
                assert not file.is_modified
                known = mine
            else:
                assert before != known
                assert (path.read_text() if path.exists() else None) == before
        elif step in ("theirs", "same"):
            path.write_text(f"# theirs {number}\n" if step == "theirs" else mine)
        elif step == "delete":
            path.unlink(missing_ok=True)
        elif step == "look":
            assert (file.look() is None) == (before in (known, mine))
            known = before if before == mine else known
        elif step == "reload":
            if file.reload() is None:
                assert file.document.text == before
                known = before
        else:
            file.keep_mine()
            known = before
        if not file.is_modified:
            assert file.document.text == known
    end(file)


@pytest.mark.parametrize("name", ["a" * 300, "a" * 300 + "/b"])
def test_a_name_that_no_file_can_have(file: FileOf, tmp_path: Path, name: str) -> None:
    file.begin("A -> B\n")
    trouble = file.save_as(str(tmp_path / f"{name}.cld"))
    assert trouble is not None and trouble.kind == "unwritable"
    opened = file.open(str(tmp_path / f"{name}.cld"))
    assert opened is not None and opened.kind == "unreadable"


def test_a_folder_that_may_not_be_looked_into(
    file: FileOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.cld"
    path.write_text("A -> B\n")
    assert file.open(str(path)) is None

    def refused(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", refused)
        patched.setattr(Path, "open", refused)
        trouble = file.look()
        assert trouble is not None and "can no longer be read" in trouble.said
        assert file.save() == trouble
    assert file.look() is None and file.save() is None
