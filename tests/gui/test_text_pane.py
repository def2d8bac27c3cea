"""The text pane: what it shows is the document's text, whoever edits it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

pytest.importorskip("PySide6", reason="the editor needs PySide6")
pytest.importorskip("pytestqt", reason="the editor's tests need pytest-qt")

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QInputMethodEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from cld.core.text import Edit, Span, apply_edits
from cld.language.format import format_syntax
from cld.language.parse import parse
from cld.language.source import source_of
from cld_gui.document.document import Changed, Document
from cld_gui.shared.focus import Focus
from cld_gui.shared.utf16 import ShownText, edit_between, to_mirror
from cld_gui.text.completion import completions
from cld_gui.text.line_edits import formatted
from cld_gui.text.problems import problems_after
from cld_gui.text.search import Query, find
from cld_gui.text.text_colours import MARK, TEXT, TextColours, colour_contrast
from cld_gui.text.text_pane import TextPane
from cld_gui.text.tokens import statement_tokens

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
    [
        "a", "Load", " (+)-> ", "😀", "é", "e\u0301", "\n", "\r\n", "\r", "\t", "#", '"', ":", "{",
        "}", " ", "\u2028", "\u2029", "\u00a0", "\ufdd0", "\x00", "負",
        "\ufeff", "\ufffe",
    ]
)  # fmt: skip
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
    shown = ShownText(text)
    document = QTextDocument()
    # Qt takes a mark at the beginning away.
    QTextCursor(document).insertText(f"\ufeff{shown.plain}")
    assert document.toRawText().replace("\u2029", "\n") == shown.plain
    assert document.characterCount() - 1 == shown.qt_length
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":
            assert shown.from_qt(shown.to_qt(offset)) == offset
    before = [shown.to_qt(offset) for offset in range(len(text) + 1)]
    assert before == sorted(before)


@given(TEXTS, TEXTS)
def test_any_change_of_what_is_shown_is_one_edit(text: str, other: str) -> None:
    before, plain = ShownText(text), ShownText(other).plain
    edit = edit_between(before, plain, 0, 0)
    assert ShownText(apply_edits(text, [edit] if edit else [])).plain == plain


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    ends = list(zip(places[::2], places[1::2], strict=False))
    return text, [Edit(Span(start, end), draw(TEXTS)) for start, end in ends]


@given(edited())
def test_edits_done_to_what_is_shown_show_the_edited_text(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    before = ShownText(text)
    units = before.plain.encode("utf-16-le")
    for start, end, words in to_mirror(before, edits):
        units = units[: 2 * start] + words.encode("utf-16-le") + units[2 * end :]
    assert units.decode("utf-16-le") == ShownText(apply_edits(text, edits)).plain


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
        assert qt_text(self.pane) == ShownText(self.document.text).plain
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


def test_a_line_keeps_its_looks_when_half_a_character_is_written_over(qtbot: QtBot) -> None:
    pane = pane_of("A (+)-> 😀\n")
    qtbot.addWidget(pane)
    cursor = pane.editor.textCursor()
    cursor.setPosition(len("A (+)-> ") + 1)  # between the two halves that Qt counts
    pane.editor.setTextCursor(cursor)
    data = QMimeData()
    data.setText("a")
    pane.editor.insertFromMimeData(data)
    assert looks(pane) == looks(pane_of(text_of(pane))) != [[], []]


# -- typing, steps, line breaks --


def test_a_key_is_one_edit_and_a_word_one_step(pane: TextPane, qtbot: QtBot) -> None:
    put_caret(pane, len(STORM))
    told: list[object] = []
    pane._document.changed.connect(told.append)
    qtbot.keyClicks(pane.editor, "Ab")
    assert len(told) == 2
    assert text_of(pane) == f"{STORM}Ab"
    qtbot.keyClick(pane.editor, Key.Key_Z, CONTROL)
    assert text_of(pane) == STORM
    qtbot.keyClick(pane.editor, Key.Key_Z, CONTROL | SHIFT)
    assert text_of(pane) == qt_text(pane) == f"{STORM}Ab"


def test_a_file_keeps_its_line_breaks(qtbot: QtBot) -> None:
    pane = pane_of("A (+)-> B\r\nB (+)-> A\r\n")
    qtbot.addWidget(pane)
    put_caret(pane, len("A (+)-> B\r\nB"))
    qtbot.keyClick(pane.editor, Key.Key_Return)
    qtbot.keyClicks(pane.editor, "x")
    assert text_of(pane) == "A (+)-> B\r\nB\r\nx (+)-> A\r\n"
    pane.commands["duplicate"].trigger()
    pane.commands["move_up"].trigger()
    assert "\n" not in text_of(pane).replace("\r\n", "")
    pane.editor.selectAll()
    assert pane.editor.createMimeDataFromSelection().text() == text_of(pane)


def test_a_new_line_keeps_the_indent(pane: TextPane, qtbot: QtBot) -> None:
    pane._document.apply([Edit(Span(0, 0), "    (+)-> A\n")], "put")
    put_caret(pane, len("    (+)-> A"))
    qtbot.keyClick(pane.editor, Key.Key_Return)
    assert text_of(pane).startswith("    (+)-> A\n    \n")


def test_an_edit_elsewhere_leaves_caret_and_scroll(pane: TextPane) -> None:
    pane._document.replace_all(STORM + "# line\n" * 200, "long")
    put_caret(pane, after(pane, "Timeouts\n") + 7 * 150)
    bar = pane.editor.verticalScrollBar()
    caret, scroll = pane.editor.caret, bar.value()
    assert scroll > 0
    pane._document.apply([Edit(Span(7, 12), "😀 Another")], "rename")
    assert pane.editor.caret == caret + len("😀 Another") - 5
    assert bar.value() == scroll


def test_undo_puts_the_caret_where_it_was_done(pane: TextPane) -> None:
    pane._document.apply([Edit(Span(0, 5), "exercise"), Edit(Span(15, 15), "x")], "verb")
    put_caret(pane, len(text_of(pane)))
    pane.editor.undo_step()
    assert pane.editor.caret == 15


def test_files_dropped_on_the_text_are_left_to_the_window(pane: TextPane) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/a.cld")])
    data.setText("file:///tmp/a.cld")
    assert not pane.editor.canInsertFromMimeData(data)


def test_the_wheel_zooms_with_control_only(pane: TextPane) -> None:
    size = pane.editor.font().pointSizeF()
    for modifiers in (Qt.KeyboardModifier.NoModifier, CONTROL):
        place = QPointF(50, 50)
        event = QWheelEvent(
            place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, modifiers,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        pane.editor.wheelEvent(event)
        assert pane.editor.font().pointSizeF() == size + (modifiers == CONTROL)
    pane.zoom(0)
    assert pane.editor.font().pointSizeF() == size


# -- lines --


def test_comment_and_back(pane: TextPane) -> None:
    pane.go_to(Span(0, len(STORM)))
    pane.commands["comment"].trigger()
    assert all(line.startswith("# ") for line in text_of(pane).splitlines())
    pane.commands["comment"].trigger()
    assert text_of(pane) == STORM


def test_lines_move_and_the_selection_with_them(pane: TextPane) -> None:
    start = text_of(pane).index("Timeouts (+)")
    pane.go_to(Span(start, start + 8))
    pane.commands["move_up"].trigger()
    assert text_of(pane).splitlines()[1].startswith("Timeouts (+)")
    assert text_of(pane)[pane.editor.chosen.start : pane.editor.chosen.end] == "Timeouts"
    pane.commands["move_down"].trigger()
    assert text_of(pane) == STORM
    put_caret(pane, 0)
    pane.commands["move_up"].trigger()
    assert text_of(pane) == STORM


def test_format_is_one_step_of_small_edits(pane: TextPane) -> None:
    pane._document.apply([Edit(Span(14, 14), "\n\nA( + )->B   # why")], "put")
    before = text_of(pane)
    told: list[Changed] = []
    pane._document.changed.connect(told.append)
    pane.commands["format"].trigger()
    assert text_of(pane) == format_syntax(parse(before)[0])
    assert len(told) == 1
    assert sum(len(edit.text) for edit in told[0].edits) < 20
    pane.editor.undo_step()
    assert text_of(pane) == before


@given(TEXTS)
def test_formatting_by_lines_is_formatting(text: str) -> None:
    source = source_of(text.replace("\r", " "))
    done = apply_edits(source.text, formatted(source))
    assert ShownText(done).plain == ShownText(format_syntax(source.syntax)).plain


# -- looks and problems --


def test_tokens_tell_names_from_words_of_the_language() -> None:
    text = 'loop (s, delay 3min, "why")-> set\nloop R1 "Storm" reinforcing: loop, set # end'
    found = [
        (s.parsed.text[span.start : span.end], role)
        for s in parse(text)[0].statements
        for span, role in statement_tokens(s.parsed)
    ]
    assert found == [
        ("loop", "name"), ("s", "positive"), ("delay", "key"), ("3min", "value"),
        ('"why"', "string"), ("->", "arrow"), ("set", "name"),
        ("loop", "keyword"), ("R1", "keyword"), ('"Storm"', "string"), ("reinforcing", "keyword"),
        ("loop", "name"), ("set", "name"), ("# end", "comment"),
    ]  # fmt: skip


def test_problems_are_underlined_told_and_gone_to(pane: TextPane, qtbot: QtBot) -> None:
    document = pane._document
    with qtbot.waitSignal(document.checked):
        document.apply([Edit(Span(14, 14), "no line 😀 at all\n")], "put")
    problem = next(p for p in pane.problems if p.severity == "error")
    block = pane.editor.document().findBlockByNumber(1)
    underlines = [r.format.underlineStyle() for r in block.layout().formats()]
    assert underlines == [QTextCharFormat.UnderlineStyle.WaveUnderline]
    assert pane.looks.margin.severities[1] == "error"
    said: list[str] = []
    pane.status.connect(said.append)
    put_caret(pane, 0)
    assert not any(said)
    while pane.editor.chosen != problem.span:
        qtbot.keyClick(pane.editor, Key.Key_F8)
    assert problem.message in said[-1] and problem.hint in said[-1]
    place = pane.editor.cursorRect().center()
    assert problem.message in pane.looks.tip(place)
    assert problem.message in pane.looks.margin.tips[1]
    seen = pane.editor.chosen
    qtbot.keyClick(pane.editor, Key.Key_F8)
    qtbot.keyClick(pane.editor, Key.Key_F8, SHIFT)
    assert pane.editor.chosen == seen


def test_problems_move_with_the_text_until_it_is_analysed() -> None:
    problem = source_of("A (+)-> B\nno line\n").diagnostics[0]
    (shifted,) = problems_after([problem], [Edit(Span(0, 1), "😀 A")])
    assert shifted.span == problem.span.shift(2)
    assert problems_after([problem], [Edit(Span(12, 13), "")]) == ()


@pytest.mark.parametrize("ground, text, accent", [
    ("#ffffff", "#000000", "#308cc6"),
    ("#1e1f22", "#e6e6e6", "#3574f0"),
    ("#000000", "#ffffff", "#ffff00"),
    ("#ffffff", "#000000", "#800080"),
    ("#fdf6e3", "#073642", "#268bd2"),
])  # fmt: skip
def test_colours_can_be_read(qapp: QApplication, ground: str, text: str, accent: str) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(ground))
    palette.setColor(QPalette.ColorRole.Text, QColor(text))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(accent))
    colours = TextColours.of(palette)
    for colour in colours.roles.values():
        assert colour_contrast(colour, colours.ground) >= TEXT
        for behind in (colours.line, colours.mention, colours.hit):
            assert colour_contrast(colour, behind) >= MARK
    for colour in colours.severities.values():
        assert colour_contrast(colour, colours.ground) >= MARK


def test_a_dark_palette_recolours(pane: TextPane) -> None:
    before = looks(pane)
    palette = pane.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#101010"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#f0f0f0"))
    pane.setPalette(palette)
    assert looks(pane) != before
    assert pane.looks.margin.colours.ground.name() == "#101010"


# -- offers --


@pytest.mark.parametrize("text, wanted", [
    ("Load per pod (+)-> Latency\nA (+)-> lo", ["Load per pod"]),
    ("Load per pod (+)-> Latency\nA (+)-> load per p", ["Load per pod"]),
    ("Load per pod (+)-> Latency\nA (+)-> po", ["Load per pod"]),
    ('"CPU (%)" (+)-> Latency\nA (+)-> cp', ['"CPU (%)"']),
    ("Latency: go", ["goal"]),
    ("Latency: unit ms, ev", ["every"]),
    ("Pods: every 15s, dec", ["decides"]),
    ("A (+, dec", None),
    ("A (+, de", ["delay"]),
    ("A (", None),
    ("lo", ["loop"]),
    ("loop R1 re", ["reinforcing"]),
    ("Load (+)-> B\nloop R1: lo", ["Load"]),
    ("Load (+)-> B\nloop R1: B, lo", ["Load"]),
    ("Load (+)-> B\nloop R1: B (goal lo", ["Load"]),
    ('intervention "x" (le', ["level"]),
    ('intervention "x" {\n    we', ["weaken"]),
    ('Load (+)-> B\nintervention "x" {\n    cut lo', ["Load"]),
    ('Load (+)-> B\nintervention "x" { add B (+)-> lo', ["Load"]),
    ("expect fi", ["fight over"]),
    ("Load (+)-> B\nexpect link lo", ["Load"]),
    ("A (+)-> B # lo", None),
    ('title "lo', None),
    ("A (+)-> xyz", None),
])  # fmt: skip
def test_what_is_offered(text: str, wanted: list[str] | None) -> None:
    found = completions(source_of(text), len(text))
    assert (list(found.words) if found else None) == wanted


def test_two_letters_offer_and_tab_takes(pane: TextPane, qtbot: QtBot) -> None:
    put_caret(pane, len(STORM))
    qtbot.keyClicks(pane.editor, "X (+)-> r")
    assert pane.popup.words == ()
    qtbot.keyClicks(pane.editor, "e")
    assert pane.popup.words == ("Retries per call",)
    qtbot.keyClick(pane.popup.view, Key.Key_Tab)
    assert text_of(pane).endswith("\nX (+)-> Retries per call")
    assert qt_text(pane) == text_of(pane)
    assert pane.editor.caret == len(text_of(pane))


def test_escape_closes_and_control_space_offers_all(pane: TextPane, qtbot: QtBot) -> None:
    put_caret(pane, len(STORM))
    qtbot.keyClicks(pane.editor, "X (+)-> ")
    pane.commands["complete"].trigger()
    assert set(pane.popup.words) >= {"Load", "Latency", "Timeouts", "Retries per call"}
    qtbot.keyClick(pane.popup.view, Key.Key_Escape)
    assert pane.popup.words == ()
    assert text_of(pane).endswith("X (+)-> ")


def test_enter_after_a_whole_name_is_a_line_break(pane: TextPane, qtbot: QtBot) -> None:
    put_caret(pane, len(STORM))
    qtbot.keyClicks(pane.editor, "X (+)-> Load")
    assert pane.popup.words == ()
    qtbot.keyClick(pane.editor, Key.Key_Return)
    assert text_of(pane).endswith("X (+)-> Load\n")


# -- find and replace --


def test_find_counts_and_goes_round(pane: TextPane, qtbot: QtBot) -> None:
    put_caret(pane, 0)
    pane.commands["find"].trigger()
    qtbot.keyClicks(pane.find_bar.words, "load")
    assert pane.find_bar.count.text() == "1 of 3"
    first = pane.editor.chosen
    for _ in range(3):
        pane.commands["find_next"].trigger()
    assert pane.editor.chosen == first
    pane.commands["find_previous"].trigger()
    assert pane.find_bar.count.text() == "3 of 3"
    pane.find_bar.match_case.setChecked(True)
    assert pane.find_bar.count.text() == "No results"
    qtbot.keyClick(pane.find_bar.words, Key.Key_Escape)
    assert not pane.find_bar.isVisible()


@pytest.mark.parametrize("wanted, count", [
    (Query("a", whole_word=True), 1),
    (Query("a+", is_pattern=True), 2),
    (Query("^a", is_pattern=True), 2),
    (Query("😀"), 1),
    (Query("x*", is_pattern=True), 0),
    (Query(r"\bab$", is_pattern=True), 1),
])  # fmt: skip
def test_what_is_found(wanted: Query, count: int) -> None:
    assert len(find(ShownText("a 😀\r\nab\r\n"), wanted).hits) == count


def test_a_pattern_that_looks_for_ages_gives_up() -> None:
    find(ShownText("a" * 5_000), Query("(a+)+$b", is_pattern=True))


def test_a_bad_pattern_is_told(pane: TextPane) -> None:
    pane.commands["find"].trigger()
    pane.find_bar.pattern.setChecked(True)
    pane.find_bar.words.setText("(")
    assert "parenthes" in pane.find_bar.error.text()
    pane.find_bar.words.setText("(a)")
    assert pane.find_bar.error.isHidden()


def test_replace_all_is_one_step(pane: TextPane) -> None:
    pane.commands["replace"].trigger()
    pane.find_bar.pattern.setChecked(True)
    pane.find_bar.words.setText(r"(Time)outs")
    pane.find_bar.put.setText(r"\1s 😀 out")
    count = STORM.count("Timeouts")
    pane.find_bar.replace_all.emit()
    assert text_of(pane) == STORM.replace("Timeouts", "Times 😀 out")
    assert text_of(pane).count("Times 😀 out") == count
    pane.editor.undo_step()
    assert text_of(pane) == STORM


def test_replace_goes_on_to_the_next(pane: TextPane) -> None:
    put_caret(pane, 0)
    pane.commands["replace"].trigger()
    pane.find_bar.words.setText("Load")
    pane.find_bar.put.setText("Loads")
    pane.find_bar.replace.emit()
    assert text_of(pane) == STORM.replace("Load", "Loads", 1)
    assert pane.find_bar.count.text() == "2 of 3"


# -- caret and choice --


def test_the_caret_on_a_name_or_arrow_chooses_it(pane: TextPane, qtbot: QtBot) -> None:
    put_caret(pane, 0)
    assert pane._focus.looked.variables == frozenset()
    cursor = pane.editor.textCursor()
    cursor.setPosition(STORM.index("Latency") + 2)
    pane.editor.setTextCursor(cursor)
    assert pane._focus.looked.variables == {"Latency"}
    cursor.setPosition(STORM.index("delay") + 2)
    pane.editor.setTextCursor(cursor)
    assert pane._focus.looked.links == {("Latency", "Timeouts")}
    assert pane._focus.looked.variables == frozenset()


def test_typing_chooses_nothing(pane: TextPane, qtbot: QtBot) -> None:
    put_caret(pane, STORM.index("Latency") + 3)
    qtbot.keyClicks(pane.editor, "x")
    qtbot.keyClick(pane.editor, Key.Key_Backspace)
    pane.editor.undo_step()
    assert pane._focus.looked.variables == frozenset()


def test_what_is_chosen_elsewhere_is_marked_and_seen(pane: TextPane) -> None:
    far = STORM + "# line\n" * 300 + "Far (+)-> Away\n"
    pane._document.replace_all(far, "far")
    assert pane.editor.verticalScrollBar().value() == 0
    pane._focus.choose(variables=["Load"])
    assert [text_of(pane)[s.start : s.end] for s in pane.looks.mentions] == ["Load"] * 3
    assert pane.editor.verticalScrollBar().value() == 0
    pane._focus.choose(links=[("Far", "Away")])
    assert pane.editor.verticalScrollBar().value() > 200
    assert len(pane.editor.extraSelections()) == 2
    pane._document.apply([Edit(Span(0, 0), "# 😀\n")], "put")
    (span,) = pane.looks.mentions
    assert text_of(pane)[span.start : span.end] == "Far (+)-> Away"


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\ufeff", "\ufffe"])
def test_a_byte_order_mark_within_the_text_stays(qtbot: QtBot, mark: str) -> None:
    pane = pane_of(f"{mark}A -> B\n")
    qtbot.addWidget(pane)
    pane.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(pane.editor, "#")
    assert pane._document.text == pane.editor.toPlainText() == f"{mark}A -> B\n#"


def test_no_marks_are_made_while_marks_are_made(
    qtbot: QtBot, pane: TextPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane._focus.choose(["Load"])
    real, calls = pane.editor.setExtraSelections, []

    def lay_out(marks: list[QTextEdit.ExtraSelection]) -> None:
        # As Qt does where it lays out lines for the first time to measure a mark.
        calls.append("begun")
        if len(calls) == 1:
            pane.editor.verticalScrollBar().valueChanged.emit(1)
        real(marks)
        calls.append("done")

    monkeypatch.setattr(pane.editor, "setExtraSelections", lay_out)
    pane.looks.mark()
    assert calls == ["begun", "done"]
    qtbot.waitUntil(lambda: calls == ["begun", "done"] * 2)


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_no_half_of_a_character_stays(qtbot: QtBot, key: Key) -> None:
    pane = pane_of("a 😀 b\nC -> D\n")
    qtbot.addWidget(pane)
    cursor = pane.editor.textCursor()
    cursor.setPosition(3)
    pane.editor.setTextCursor(cursor)
    QTest.keyClick(pane.editor, key)
    end = len(pane._document.text)
    pane._document.apply([Edit(Span(end, end), "D -> E")], "x")
    assert pane.editor.toPlainText() == pane._document.text
    assert pane._document.text.endswith("C -> D\nD -> E")
