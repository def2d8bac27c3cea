"""Files and texts of other programs in the editor: opened, dropped, pasted, saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from cld.conversion import written_as
from cld.core.diagram import Diagram
from cld.io.known import FORMATS
from cld.language.source import source_of
from cld_gui.document.document import Document
from cld_gui.document.files import FileOf
from cld_gui.window import dialogs
from cld_gui.window.window import Window

LOOPY = (
    "https://ncase.me/loopy/v1.1/?data=[[[1,200,100,0.5,%22Load%22,5],"
    "[2,400,100,0.5,%22Wait%22,1]],[[1,2,40,1,0],[2,1,20,-1,0]],[],2%5D"
)
COPY, LEFT, NO_KEYS = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
RING = source_of("Load (+)-> Wait (-)-> Load").diagram


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window(Document())
    qtbot.addWidget(made, before_close_func=lambda widget: widget.document.stack.setClean())
    made.show()
    yield made
    made.document.wait()
    made.document.stack.clear()


def signs(diagram: Diagram) -> list[tuple[str, str, str]]:
    return [(link.cause, link.polarity, link.effect) for link in diagram.links]


EXPECTED = [("Load", "+", "Wait"), ("Wait", "-", "Load")]


def drop(window: Window, *paths: Path) -> bool:
    """Drop files on the window; return whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, buttons, keys = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier(0),
    )
    enter = QDragEnterEvent(QPoint(50, 50), action, data, buttons, keys)
    enter.ignore()
    window.dragEnterEvent(enter)
    if enter.isAccepted():
        window.dropEvent(QDropEvent(QPointF(50, 50), COPY, data, LEFT, NO_KEYS))
    return enter.isAccepted()


@pytest.mark.parametrize("name", ["vensim", "xmile", "kumu", "loopy", "mentalmodeler"])
def test_a_dropped_file_is_opened(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(dialogs, "tell_notes", lambda *_: None)
    suffix = (*FORMATS[name].suffixes, ".json")[0]
    path = tmp_path / f"model{suffix}"
    path.write_text(written_as(RING, name).text, encoding="utf-8")
    assert window.acceptDrops()
    assert drop(window, path)
    assert sorted(signs(window.document.diagram)) == EXPECTED
    # What came from another format is saved under a new name.
    assert window.files.file.path is None


def test_the_second_dropped_file_asks_for_a_window(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [tmp_path / "a.cld", tmp_path / "b.cld"]
    for path in paths:
        path.write_text("A (+)-> B\n")
    with qtbot.waitSignal(window.files.asked_for) as asked:
        drop(window, *paths)
    assert asked.args == [str(paths[1])]


def test_words_and_links_to_pages_are_not_dropped_files(window: Window) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.mdl")])
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier(0),
    )
    enter.ignore()
    window.dragEnterEvent(enter)
    assert not enter.isAccepted()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (LOOPY, "Loopy"),
        ("flowchart LR\n a[Load] -->|+| b[Wait]\n b -->|-| a", "Mermaid"),
        ("From,To,Type\nLoad,Wait,same\nWait,Load,opposite", "Table of links"),
        (written_as(RING, "vensim").text, "Vensim"),
    ],
)
def test_pasting_on_the_canvas_converts(
    window: Window, qtbot: QtBot, text: str, title: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(window.draw.told) as told:
        window.draw.paste()
    assert told.args == [f"Pasted {title} as a diagram."]
    assert signs(window.document.diagram) == EXPECTED


def test_pasting_into_the_text_converts_in_one_step(window: Window, qtbot: QtBot) -> None:
    editor = window.docks.text.editor
    data = QMimeData()
    data.setText(LOOPY)
    told: list[str] = []
    window.docks.text.status.connect(told.append)
    editor.insertFromMimeData(data)
    qtbot.wait(300)
    assert told[-1] == "Pasted Loopy as text."
    assert signs(window.document.diagram) == EXPECTED
    window.document.stack.undo()
    assert window.document.text == ""


def test_text_of_the_language_is_pasted_as_it_is(window: Window) -> None:
    data = QMimeData()
    data.setText("# mine\nA (+)->  B")
    window.docks.text.editor.insertFromMimeData(data)
    assert window.document.text == "# mine\nA (+)->  B"


def test_a_copy_for_vensim_has_places(qtbot: QtBot, tmp_path: Path) -> None:
    document = Document()
    file = FileOf(document)
    path = tmp_path / "a.mdl"
    from cld.core.text import Edit, Span

    document.apply([Edit(Span(0, 0), "Load (+)-> Wait (-)-> Load\n")], "Type")
    assert file.save_as(str(path)) is None
    back = FORMATS["vensim"].read(path.read_text(encoding="utf-8")).diagram
    assert sorted(signs(back)) == EXPECTED and all(variable.at for variable in back.variables)
    path.write_text("A = 3*B ~~|\nB = 2*C ~~|\nC = 2 ~~|\n")
    assert "2 equations of the model in that file" in file.losses(str(path))
    document.wait()
    document.stack.clear()
