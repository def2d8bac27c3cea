"""What is asked, and what each answer comes to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cld_gui.document.disk import Form
from cld_gui.document.recovery import Left
from cld_gui.document.trouble import Trouble
from cld_gui.window import dialogs
from cld_gui.window.dialogs import RestoreDialog, described

CHANGED = Trouble("changed on disk", "“a <b>.cld” was changed by another program")
DELETED = Trouble("deleted on disk", "“a.cld” is no longer where it was")


def answered(qtbot: QtBot, ask: Callable[[], object], press: str) -> tuple[object, str]:
    """What a question comes to when a button of it, or Escape, is pressed; and what it said."""
    said = ""

    def answer() -> None:
        nonlocal said
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.textFormat() == Qt.TextFormat.PlainText
        said = f"{box.text()} {box.informativeText()}"
        if press == "Escape":
            qtbot.keyClick(box, Qt.Key.Key_Escape)
        elif press == "Return":
            qtbot.keyClick(box, Qt.Key.Key_Return)
        else:
            next(b for b in box.buttons() if b.text().replace("&", "") == press).click()

    QTimer.singleShot(50, answer)
    return ask(), said


@pytest.mark.parametrize(
    ("press", "chosen"),
    [("Save", "save"), ("Discard", "discard"), ("Cancel", "cancel"), ("Escape", "cancel"),
     ("Return", "save")],
)  # fmt: skip
def test_closing(qtbot: QtBot, press: str, chosen: str) -> None:
    found, said = answered(qtbot, lambda: dialogs.ask_on_close(None, "a.cld"), press)
    assert found == chosen
    assert "a.cld" in said


@pytest.mark.parametrize(
    ("press", "chosen"),
    [("Reload", "reload"), ("Keep Mine", "keep"), ("Show Differences", "difference"),
     ("Escape", "later")],
)  # fmt: skip
def test_changed_on_disk(qtbot: QtBot, press: str, chosen: str) -> None:
    found, said = answered(qtbot, lambda: dialogs.ask_on_change(None, CHANGED, True), press)
    assert found == chosen
    assert "a <b>.cld" in said and "unsaved changes" in said


def test_deleted_on_disk(qtbot: QtBot) -> None:
    found, _ = answered(qtbot, lambda: dialogs.ask_on_change(None, DELETED, False), "Escape")
    assert found == "keep"


def test_losses(qtbot: QtBot) -> None:
    assert dialogs.ask_about_losses(None, "a.json", ())
    for press, goes_on in (("Save Anyway", True), ("Cancel", False), ("Escape", False)):
        found, said = answered(
            qtbot, lambda: dialogs.ask_about_losses(None, "a.csv", ["title"]), press
        )
        assert found is goes_on
        assert "title" in said


def test_telling(qtbot: QtBot) -> None:
    _, said = answered(qtbot, lambda: dialogs.tell(None, DELETED), "OK")
    assert said.strip() == f"{DELETED.said}."
    notes = [f"note {number}" for number in range(30)]
    _, said = answered(qtbot, lambda: dialogs.tell_notes(None, "/x/a.mmd", notes), "OK")
    assert "a.mmd" in said and "note 19" in said and "10 more" in said and "note 20" not in said
    dialogs.tell_notes(None, "a.mmd", ())  # nothing to tell, nothing asked


def test_the_difference_is_shown(qtbot: QtBot) -> None:
    shown = ""

    def look() -> None:
        nonlocal shown
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        shown = dialog.findChild(QPlainTextEdit).toPlainText()
        dialog.reject()

    QTimer.singleShot(50, look)
    dialogs.show_difference(None, "A\nmine\n", "A\ntheirs\n", "a.cld")
    assert shown == "  A\n− theirs\n+ mine"


# -- what was left behind --


def left(name: str, path: str | None = None) -> Left:
    return Left(Path(name), f"\n  # {name}\nA (+)-> B", name, path, None, Form(), 1.7e9)


def test_work_is_described(qtbot: QtBot) -> None:
    said = described(left("a.cld", "/home/x/a.cld"))
    assert said.startswith("a.cld, 2023-11-1")
    assert said.endswith("\n/home/x\n# a.cld")


def test_all_is_restored_at_once_or_some_discarded(qtbot: QtBot) -> None:
    found = [left("a"), left("b"), left("c")]
    dialog = RestoreDialog(None, found)
    qtbot.addWidget(dialog)
    dialog.restore.click()
    assert dialog.restored == found
    assert dialog.result() == QDialog.DialogCode.Accepted
    dialog = RestoreDialog(None, found)
    qtbot.addWidget(dialog)
    dialog.shown.clearSelection()
    assert not dialog.restore.isEnabled()
    dialog.shown.setCurrentRow(1)
    dialog.discard.click()
    assert dialog.discarded == [found[1]]
    assert dialog.shown.count() == 2
    dialog.later.click()
    assert dialog.restored == []
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_nothing_left_asks_nothing(qtbot: QtBot) -> None:
    assert dialogs.ask_to_restore(None, ()) == ([], [])


def test_escape_leaves_it_for_later(qtbot: QtBot) -> None:
    def press() -> None:
        qtbot.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape)

    QTimer.singleShot(50, press)
    assert dialogs.ask_to_restore(None, [left("a")]) == ([], [])


# -- files --


def test_names_get_the_ending_of_their_kind(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen = [str(tmp_path / "a"), "Mermaid (*.mmd *.mermaid)"]
    asked: list[str] = []

    def ask(parent: object, title: str, suggested: str, kinds: str) -> tuple[str, str]:
        asked.append(f"{suggested} {kinds}")
        return chosen[0], chosen[1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    assert dialogs.file_to_save(None, "/x/b.cld") == str(tmp_path / "a.mmd")
    assert asked[0].startswith("/x/b.cld ") and "(*.cld)" in asked[0]
    chosen[1] = "PNG picture (*.png)"
    assert dialogs.picture_to_save(None, "/x/b.cld") == str(tmp_path / "a.png")
    assert asked[1].startswith("/x/b.svg ")
    (tmp_path / "a.png").write_text("")
    for press, path in (("Cancel", None), ("Replace", str(tmp_path / "a.png"))):
        found, _ = answered(qtbot, lambda: dialogs.picture_to_save(None, "b"), press)
        assert found == path
    chosen[:] = ["", ""]
    assert dialogs.file_to_save(None, "b") is None


def test_all_formats_can_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(parent: object, title: str, folder: str, kinds: str) -> tuple[list[str], str]:
        assert all(e in kinds for e in (".cld", ".json", ".csv", ".graphml", ".dot", ".mmd"))
        return ["a.cld", "b.json"], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    assert dialogs.files_to_open(None, "/x") == ["a.cld", "b.json"]
