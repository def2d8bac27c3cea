"""One edit, one road: whatever is drawn, typed, undone and redone, all agree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QStandardPaths, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cld.language.source import source_of
from cld_gui.document.document import Document
from cld_gui.window import dialogs
from cld_gui.window.window import Window

TEXT = '# begin\r\nA (+)-> B (-, delay 2min)-> C  # why\r\nC (+)-> A\r\nB: stock, "a 😀"\r\n'
names = st.sampled_from(["A", "B", "C", "D", "a (b)", "Größe"])
typed = st.sampled_from(["E (+)-> A\n", "x", " ", "(", "# a\n", "\n", "😀", "loop: A, B, C\n"])
pixels = st.integers(5, 600)
ends = st.sampled_from([Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape])
Keys = Qt.KeyboardModifier
PLAIN, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


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
        assert document.source == source_of(document.text)
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


class Gestures(Road):
    """The same with the mouse and the keys on the canvas of a window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.window.show()
        self.view = self.window.canvas.viewport()

    def at(self, name: str, on_rim: bool = False) -> QPoint:
        item = self.window.canvas.items_by_key.get(("variable", name))
        if item is None:
            return QPoint(3, 3)
        box = item.text_box()
        place = QPointF(box.center().x(), box.bottom() + 4) if on_rim else box.center()
        return self.window.canvas.mapFromScene(place)

    def drag(self, start: QPoint, end: QPoint, escapes: bool, keys: Keys = PLAIN) -> None:
        QTest.mousePress(self.view, LEFT, keys, start)
        for step in (1, 2, 3):
            QTest.mouseMove(self.view, start + (end - start) * step / 3)
        if escapes:
            self.window.escape()
        QTest.mouseRelease(self.view, LEFT, keys, end)

    def answer(self, words: str, key: Qt.Key) -> None:
        field = self.window.draw.field
        if field.isVisible():
            # QTest types what is on its keyboard only.
            QTest.keyClicks(field, words) if words.isascii() else field.insert(words)
            QTest.keyClick(field, key)

    @rule(name=names, x=pixels, y=pixels, escapes=st.booleans())
    def drag_a_name(self, name: str, x: int, y: int, escapes: bool) -> None:
        self.drag(self.at(name), QPoint(x, y), escapes)

    @rule(name=names, to=names, escapes=st.booleans())
    def drag_a_link(self, name: str, to: str, escapes: bool) -> None:
        self.drag(self.at(name, on_rim=True), self.at(to), escapes)
        self.answer("F", Qt.Key.Key_Return)

    @rule(name=names, x=pixels, y=pixels, words=names, key=ends)
    def drag_a_link_to_nothing(self, name: str, x: int, y: int, words: str, key: Qt.Key) -> None:
        self.drag(self.at(name, on_rim=True), QPoint(x, y), escapes=False)
        self.answer(words, key)

    @rule(x=pixels, y=pixels, to_x=pixels, to_y=pixels, escapes=st.booleans(), adds=st.booleans())
    def drag_anywhere(
        self, x: int, y: int, to_x: int, to_y: int, escapes: bool, adds: bool
    ) -> None:
        keys = Qt.KeyboardModifier.ShiftModifier if adds else PLAIN
        self.drag(QPoint(x, y), QPoint(to_x, to_y), escapes, keys)

    @rule(number=st.integers(0, 5), x=st.integers(-60, 60), y=st.integers(-60, 60))
    def bend(self, number: int, x: int, y: int) -> None:
        arrows = self.window.canvas.picture.arrows
        if arrows:
            path = arrows[number % len(arrows)].path
            middle = self.window.canvas.mapFromScene(QPointF(*path[len(path) // 6 * 3]))
            self.drag(middle, middle + QPoint(x, y), escapes=False)

    @rule(x=pixels, y=pixels, words=names, key=ends)
    def double_click(self, x: int, y: int, words: str, key: Qt.Key) -> None:
        QTest.mouseDClick(self.view, LEFT, PLAIN, QPoint(x, y))
        self.answer(words, key)

    @rule(key=st.sampled_from("=-?rkbun"), times=st.integers(1, 2))
    def press_keys(self, key: str, times: int) -> None:
        self.window.canvas.setFocus()
        QTest.keyClicks(self.window.canvas, key * times)
        self.answer("G", Qt.Key.Key_Return)

    @rule(key=st.sampled_from([Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Delete]))
    def press_another_key(self, key: Qt.Key) -> None:
        self.window.canvas.setFocus()
        QTest.keyClick(self.window.canvas, key)

    @rule(
        name=st.sampled_from(["align_row", "distribute_across", "duplicate", "unplace", "arrange"])
    )
    def choose_from_a_menu(self, name: str) -> None:
        self.window.menus.by_name[name].trigger()


@pytest.fixture(autouse=True)
def _no_questions(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    QStandardPaths.setTestModeEnabled(True)
    monkeypatch.setattr(dialogs, "ask_on_close", lambda *_: "discard")
    yield


@pytest.mark.parametrize("machine", [Road, Gestures])
def test_text_picture_and_steps_agree_whatever_is_done(machine: type[Road]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
