"""The text pane: what it shows is the document's text, whoever edits it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

pytest.importorskip("PySide6", reason="the editor needs PySide6")
pytest.importorskip("pytestqt", reason="the editor's tests need pytest-qt")

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QInputMethodEvent,
    QPalette,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cld.format import format_syntax
from cld.parse import parse
from cld.source import load
from cld.text import Edit, Span, apply
from cld_gui.text_colours import MARK, TEXT, Colours, contrast
from cld_gui.completion import offer
from cld_gui.document import Document
from cld_gui.focus import Focus
from cld_gui.line_edits import formatted
from cld_gui.problems import moved
from cld_gui.search import Wanted, find
from cld_gui.text_pane import TextPane
from cld_gui.tokens import statement_tokens
from cld_gui.utf16 import Shown, edit_between, to_mirror

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FOREGROUND = QTextFormat.Property.ForegroundBrush
ALT = Qt.KeyboardModifier.AltModifier

STORM = """title "Storm"
Load (+)-> Latency (+, delay 3min)-> Timeouts
Timeouts (+)-> Retries per call (+)-> Load
Latency: goal <= 200ms
loop R1 "Storm" reinforcing: Load, Latency, Timeouts, Retries per call
"""

# Bits that are awkward: pairs of UTF-16, each line break, a mark that joins, quotes.
BITS = st.sampled_from(
    ["a", "Load", " (+)-> ", "😀", "é", "e\u0301", "\n", "\r\n", "\r", "\t", "#", '"', ":", "{"]
    + ["}", " ", "\u2028", "\u2029", "\u00a0", "\ufdd0", "\x00", "負"]
)
TEXTS = st.lists(BITS, max_size=12).map("".join)


class Still(Document):
    """A document without picture and analysis: its text is what counts here."""

    def _redraw(self) -> None:
        pass

    def _analyse(self) -> None:
        pass


def pane_of(text: str, document_type: type[Document] = Still) -> TextPane:
    pane = TextPane(document_type(text), Focus())
    pane.resize(640, 400)
    return pane


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[TextPane]:
    pane = pane_of(STORM, Document)
    qtbot.addWidget(pane)
    pane.show()
    pane.editor.setFocus()
    yield pane
    pane._document.wait()


def text_of(pane: TextPane) -> str:
    return pane._document.text


def qt_text(pane: TextPane) -> str:
    return pane.editor.document().toRawText().replace("\u2029", "\n")


def put_caret(pane: TextPane, offset: int) -> None:
    pane.go_to(Span(offset, offset))


def after(pane: TextPane, words: str) -> int:
    return text_of(pane).index(words) + len(words)


# -- places --


@given(TEXTS)
def test_places_go_there_and_back(text: str) -> None:
    shown = Shown(text)
    document = QTextDocument()
    QTextCursor(document).insertText(shown.plain)
    assert document.toRawText().replace("\u2029", "\n") == shown.plain
    assert document.characterCount() - 1 == shown.qt_length
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":
            assert shown.from_qt(shown.to_qt(offset)) == offset
    before = [shown.to_qt(offset) for offset in range(len(text) + 1)]
    assert before == sorted(before)


@given(TEXTS, TEXTS)
def test_any_change_of_what_is_shown_is_one_edit(text: str, other: str) -> None:
    before, plain = Shown(text), Shown(other).plain
    edit = edit_between(before, plain, 0, 0)
    assert Shown(apply(text, [edit] if edit else [])).plain == plain


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    ends = list(zip(places[::2], places[1::2], strict=False))
    return text, [Edit(Span(start, end), draw(TEXTS)) for start, end in ends]


@given(edited())
def test_edits_done_to_what_is_shown_show_the_edited_text(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    before = Shown(text)
    units = before.plain.encode("utf-16-le")
    for start, end, words in to_mirror(before, edits):
        units = units[: 2 * start] + words.encode("utf-16-le") + units[2 * end :]
    assert units.decode("utf-16-le") == Shown(apply(text, edits)).plain


# -- one text --


class OneText(RuleBasedStateMachine):
    """Typing, pasting, verbs, undo and redo in any order: pane and document are one text."""

    @initialize(text=TEXTS)
    def open(self, text: str) -> None:
        QApplication.instance() or QApplication([])
        self.pane = pane_of(text)
        self.document = self.pane._document
        self.first = self.document.text

    @rule(place=st.floats(0, 1), length=st.integers(-4, 4))
    def choose(self, place: float, length: int) -> None:
        last = self.pane.editor.document().characterCount() - 1
        cursor = self.pane.editor.textCursor()
        start = round(place * last)
        cursor.setPosition(start)
        end = max(0, min(start + length, last))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.pane.editor.setTextCursor(cursor)

    @rule(words=BITS)
    def commit(self, words: str) -> None:
        event = QInputMethodEvent("かな", [])
        QApplication.sendEvent(self.pane.editor, event)
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.pane.editor, event)

    @rule(words=TEXTS)
    def paste(self, words: str) -> None:
        data = QMimeData()
        data.setText(words)
        self.pane.editor.insertFromMimeData(data)

    @rule(key=st.sampled_from("BDERTUWabc("))
    def press(self, key: str) -> None:
        from PySide6.QtTest import QTest

        keys = {"B": Key.Key_Backspace, "D": Key.Key_Delete, "E": Key.Key_Return}
        others = {"T": Key.Key_Tab, "U": Key.Key_Backtab}
        editor = self.pane.editor
        self.pane.popup.close()
        if key == "W":
            QTest.keyClick(editor, Key.Key_Backspace, CONTROL)
        elif key == "R":
            QTest.keyClick(editor, Key.Key_Delete, CONTROL)
        elif key in keys or key in others:
            QTest.keyClick(editor, {**keys, **others}[key])
        else:
            QTest.keyClicks(editor, key)

    @rule(data=st.data())
    def verb(self, data: st.DataObject) -> None:
        length = len(self.document.text)
        places = sorted(data.draw(st.lists(st.integers(0, length), min_size=2, max_size=6)))
        ends = zip(places[::2], places[1::2], strict=False)
        edits = [Edit(Span(start, end), data.draw(TEXTS)) for start, end in ends]
        self.document.apply(edits, "verb")

    @rule(what=st.sampled_from("move_up move_down duplicate comment format".split()))
    def lines(self, what: str) -> None:
        self.pane.commands[what].trigger()

    @rule(through_pane=st.booleans())
    def undo(self, through_pane: bool) -> None:
        self.pane.editor.undo_step() if through_pane else self.document.stack.undo()

    @rule()
    def redo(self) -> None:
        self.pane.editor.redo_step()

    @invariant()
    def is_one_text(self) -> None:
        if not hasattr(self, "pane"):
            return
        editor = self.pane.editor
        assert editor.shown.text == self.document.text
        assert qt_text(self.pane) == Shown(self.document.text).plain
        assert not editor.changing

    @invariant()
    def lines_look_as_if_drawn_anew(self) -> None:
        if not hasattr(self, "pane"):
            return
        now, fresh = looks(self.pane), looks(pane_of(self.document.text))
        assert now == fresh

    def teardown(self) -> None:
        if hasattr(self, "pane"):
            while self.document.stack.canUndo():
                self.document.stack.undo()
            assert self.document.text == self.first
            self.is_one_text()
            self.pane.close()
            self.document.wait()


def looks(pane: TextPane) -> list[list[tuple[int, int, str]]]:
    """The colours of each line; problems wait for the analysis and are left out."""
    found, block = [], pane.editor.document().firstBlock()
    while block.isValid():
        ranges = [r for r in block.layout().formats() if r.format.hasProperty(FOREGROUND)]
        found.append([(r.start, r.length, r.format.foreground().color().name()) for r in ranges])
        block = block.next()
    return found


TestOneText = OneText.TestCase
TestOneText.settings = settings(
    max_examples=settings().max_examples // 2, stateful_step_count=20, deadline=None
)
