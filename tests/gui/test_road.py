"""One edit, one road: whatever is drawn, typed, undone and redone, all agree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication, QEvent, QStandardPaths
from pytestqt.qtbot import QtBot

from cld.source import load
from cld_gui import dialogs
from cld_gui.document import Document
from cld_gui.window import Window

TEXT = '# begin\r\nA (+)-> B (-, delay 2min)-> C  # why\r\nC (+)-> A\r\nB: stock, "a 😀"\r\n'
names = st.sampled_from(["A", "B", "C", "D", "a (b)", "Größe"])
typed = st.sampled_from(["E (+)-> A\n", "x", " ", "(", "# a\n", "\n", "😀", "loop: A, B, C\n"])


class Road(RuleBasedStateMachine):
    """Strokes, typing, undo and redo in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.window = Window(Document())
        self.window.files.file.begin(TEXT)
        self.strokes = self.window.strokes

    @rule(name=names, x=st.integers(-300, 300), y=st.integers(-300, 300))
    def new_variable(self, name: str, x: int, y: int) -> None:
        self.strokes.new_variable(name, (x, y))

    @rule(cause=names, effect=names)
    def new_link(self, cause: str, effect: str) -> None:
        self.strokes.new_link(cause, effect, (10.0, 20.0))

    @rule(old=names, new=names)
    def rename(self, old: str, new: str) -> None:
        self.strokes.rename(old, new)

    @rule(chosen=st.sets(names, max_size=2), cause=names, effect=names)
    def choose(self, chosen: set[str], cause: str, effect: str) -> None:
        self.window.focus.choose(chosen, {(cause, effect)})

    @rule()
    def delete(self) -> None:
        self.strokes.delete()

    @rule(sign=st.sampled_from(["+", "-", "?"]))
    def sign(self, sign: str) -> None:
        self.strokes.set_polarity(sign)  # type: ignore[arg-type]

    @rule(delay=st.sampled_from([None, "", "3min"]))
    def delay(self, delay: str | None) -> None:
        self.strokes.set_delay(delay)

    @rule()
    def reverse(self) -> None:
        self.strokes.reverse()

    @rule(name=names, x=st.floats(-300, 300), y=st.floats(-300, 300))
    def put(self, name: str, x: float, y: float) -> None:
        if name in {v.name for v in self.window.document.diagram.variables}:
            self.strokes.put({name: (x, y)})

    @rule(words=typed, place=st.floats(0, 1))
    def type_words(self, words: str, place: float) -> None:
        editor = self.window.docks.text.editor
        cursor = editor.textCursor()
        cursor.setPosition(int(place * (editor.document().characterCount() - 1)))
        editor.setTextCursor(cursor)
        editor.insertPlainText(words)

    @rule()
    def undo(self) -> None:
        self.window.document.stack.undo()

    @rule()
    def redo(self) -> None:
        self.window.document.stack.redo()

    @invariant()
    def all_agree(self) -> None:
        document, canvas = self.window.document, self.window.canvas
        shown = self.window.docks.text.editor.toPlainText()
        assert shown == document.text.replace("\r\n", "\n").replace("\r", "\n")
        assert document.source == load(document.text)
        if document.broken is None:
            drawn = {key[1:] for key in canvas.items_by_key if key[0] == "link"}
            assert drawn == {(link.cause, link.effect) for link in document.diagram.links}
            drawn = {key[1:] for key in canvas.items_by_key if key[0] == "variable"}
            assert drawn == {(v.name,) for v in document.diagram.variables}

    def teardown(self) -> None:
        document = self.window.document
        while document.stack.canRedo():
            document.stack.redo()
        last = document.text
        while document.stack.canUndo():
            document.stack.undo()
        assert document.text == TEXT
        while document.stack.canRedo():
            document.stack.redo()
        assert document.text == last
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _no_questions(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    QStandardPaths.setTestModeEnabled(True)
    monkeypatch.setattr(dialogs, "ask_on_close", lambda *_: "discard")
    yield


def test_text_picture_and_steps_agree_whatever_is_done() -> None:
    run_state_machine_as_test(
        Road,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
