"""The real window: each gesture, and what the text says after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QStandardPaths, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cld.analyze import analyze
from cld.language.source import MAX_CHARACTERS
from cld.picture.transitions import with_moved
from cld_gui.document.document import Document
from cld_gui.document.trouble import Trouble
from cld_gui.panels.intervention_trial import try_out
from cld_gui.window import dialogs
from cld_gui.window.window import Window

LEFT = Qt.MouseButton.LeftButton
TEXT = "# kept\nLoad (+)-> Latency (+)-> Retries (+)-> Load\n"


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    QStandardPaths.setTestModeEnabled(True)
    monkeypatch.setattr(dialogs, "ask_on_close", lambda *_: "discard")
    shown = Window(Document())
    shown.files.file.begin(TEXT)
    shown.show()
    shown.document.artist.wait()
    shown.canvas.fit()
    yield shown
    shown.close()
    gone(shown)


def gone(window: Window) -> None:
    """Delete a window now: those left over would be busy behind all other tests."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def at(window: Window, *key: str) -> QPoint:
    """Where the middle of something is on the canvas."""
    if key[0] == "variable":
        place = QPointF(*window.canvas.places()[key[1]])
    else:
        arrow = next(a for a in window.canvas.picture.arrows if (a.cause, a.effect) == key[1:])
        path = arrow.path
        middle = len(path) // 6 * 3
        place = QPointF(*path[middle])
        if middle == 0:
            a, b, c, d = path[:4]
            place = QPointF(
                (a[0] + 3 * b[0] + 3 * c[0] + d[0]) / 8, (a[1] + 3 * b[1] + 3 * c[1] + d[1]) / 8
            )
    return window.canvas.mapFromScene(place)


def rim(window: Window, name: str) -> QPoint:
    box = window.canvas.items_by_key["variable", name].text_box()
    return window.canvas.mapFromScene(QPointF(box.center().x(), box.bottom() + 4))


def drag(window: Window, start: QPoint, end: QPoint) -> None:
    view = window.canvas.viewport()
    QTest.mousePress(view, LEFT, pos=start)
    for step in (1, 2, 3, 4):
        QTest.mouseMove(view, start + (end - start) * step / 4)
    QTest.mouseRelease(view, LEFT, pos=end)


def click(window: Window, place: QPoint, keys: Qt.KeyboardModifier | None = None) -> None:
    QTest.mouseClick(window.canvas.viewport(), LEFT, keys or Qt.KeyboardModifier.NoModifier, place)


def empty(window: Window) -> QPoint:
    return QPoint(30, 30)


def said(window: Window) -> str:
    assert window.docks.text.editor.toPlainText() == window.document.text
    return window.document.text


# -- drawing --


def test_a_double_click_on_nothing_makes_a_variable(window: Window) -> None:
    QTest.mouseDClick(window.canvas.viewport(), LEFT, pos=empty(window))
    assert window.draw.field.isVisible()
    QTest.keyClicks(window.draw.field, "Backlog")
    QTest.keyClick(window.draw.field, Qt.Key.Key_Return)
    assert said(window).startswith(TEXT) and "Backlog: at " in said(window)
    assert window.focus.looked.variables == {"Backlog"}
    assert window.document.stack.undoText()
    window.document.stack.undo()
    assert said(window) == TEXT


def test_escape_leaves_the_field_and_the_text(window: Window) -> None:
    QTest.mouseDClick(window.canvas.viewport(), LEFT, pos=empty(window))
    QTest.keyClicks(window.draw.field, "Backlog")
    QTest.keyClick(window.draw.field, Qt.Key.Key_Escape)
    assert said(window) == TEXT and not window.draw.field.isVisible()


def test_a_drag_from_rim_to_name_draws_a_link(window: Window) -> None:
    drag(window, rim(window, "Latency"), at(window, "variable", "Load"))
    assert "Latency (+)-> Load" in said(window)
    assert window.focus.looked.links == {("Latency", "Load")}


def test_a_drag_from_rim_to_nothing_draws_a_link_to_a_new_variable(window: Window) -> None:
    drag(window, rim(window, "Latency"), empty(window))
    QTest.keyClicks(window.draw.field, "Queue")
    QTest.keyClick(window.draw.field, Qt.Key.Key_Return)
    assert "Latency (+)-> Queue" in said(window) and "Queue: at " in said(window)
    window.document.stack.undo()
    assert said(window) == TEXT


@pytest.mark.parametrize("key, sign", [("-", "-"), ("?", "?")])
def test_keys_set_the_sign_of_a_link(window: Window, key: str, sign: str) -> None:
    click(window, at(window, "link", "Load", "Latency"))
    assert window.focus.looked.links == {("Load", "Latency")}
    window.canvas.setFocus()
    QTest.keyClicks(window.canvas, key)
    assert said(window) == TEXT.replace("Load (+)", f"Load ({sign})", 1)


def test_a_delay_is_asked_for(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "cld_gui.window.draw_actions.QInputDialog.getText", lambda *_: ("3min", True)
    )
    window.focus.choose((), {("Load", "Latency")})
    window.draw.ask_delay()
    assert "Load (+, delay 3min)-> Latency" in said(window)


def test_a_link_is_reversed_and_deleted(window: Window) -> None:
    window.focus.choose((), {("Load", "Latency")})
    window.draw.reverse()
    links = {(link.cause, link.effect) for link in window.document.diagram.links}
    assert ("Latency", "Load") in links and ("Load", "Latency") not in links
    assert "# kept" in said(window)
    window.draw.delete()
    links = {(link.cause, link.effect) for link in window.document.diagram.links}
    assert links == {("Latency", "Retries"), ("Retries", "Load")}
    window.document.stack.undo()
    window.document.stack.undo()
    assert said(window) == TEXT


def test_a_variable_is_dragged_and_stays(window: Window) -> None:
    start = at(window, "variable", "Load")
    drag(window, start, start + QPoint(60, 40))
    assert "Load: at " in said(window)
    x, y = window.document.diagram.variables[0].at or (0, 0)
    assert window.canvas.places()["Load"] == (x, y)
    window.document.stack.undo()
    assert said(window) == TEXT


def test_escape_cancels_a_drag(window: Window) -> None:
    start = at(window, "variable", "Load")
    view = window.canvas.viewport()
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(60, 40))
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, pos=start + QPoint(60, 40))
    assert said(window) == TEXT


def test_the_middle_of_a_link_is_bent(window: Window) -> None:
    start = at(window, "link", "Load", "Latency")
    drag(window, start, start + QPoint(25, 35))
    assert "bend" in said(window).splitlines()[1]
    window.document.stack.undo()
    assert said(window) == TEXT


def test_a_name_is_changed_everywhere(window: Window) -> None:
    click(window, at(window, "variable", "Latency"))
    window.draw.rename()
    window.draw.field.setText("Waiting time")
    QTest.keyClick(window.draw.field, Qt.Key.Key_Return)
    assert said(window) == TEXT.replace("Latency", "Waiting time")


def test_a_band_chooses_and_the_choice_is_aligned_in_one_step(window: Window) -> None:
    view = window.canvas.viewport()
    drag(window, QPoint(2, 2), QPoint(view.width() - 3, view.height() - 3))
    assert window.focus.looked.variables == {"Load", "Latency", "Retries"}
    window.arrange.align_row()
    assert len({v.at[1] for v in window.document.diagram.variables if v.at}) == 1
    assert window.document.stack.count() == 1
    window.document.stack.undo()
    assert said(window) == TEXT


def test_a_choice_is_made_larger_with_shift(window: Window) -> None:
    click(window, at(window, "variable", "Load"))
    click(window, at(window, "variable", "Retries"), Qt.KeyboardModifier.ShiftModifier)
    assert window.focus.looked.variables == {"Load", "Retries"}
    click(window, empty(window))
    assert window.focus.looked.variables == frozenset()


def test_drawing_by_keyboard_alone(window: Window) -> None:
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_N)
    QTest.keyClicks(window.draw.field, "Queue")
    QTest.keyClick(window.draw.field, Qt.Key.Key_Return)
    QTest.keyClick(window.canvas, Qt.Key.Key_L)
    QTest.keyClicks(window.draw.field, "Load")
    QTest.keyClick(window.draw.field, Qt.Key.Key_Return)
    QTest.keyClick(window.canvas, Qt.Key.Key_Minus)
    assert "Queue (-)-> Load" in said(window)


# -- text and picture --


def test_typing_shows_on_the_canvas(window: Window) -> None:
    editor = window.docks.text.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClicks(editor, "Load (-)-> Pods")
    assert said(window).endswith("Load (-)-> Pods")
    assert ("link", "Load", "Pods") in window.canvas.items_by_key


def test_a_broken_text_keeps_the_picture_and_says_where(window: Window) -> None:
    before = window.canvas.picture
    editor = window.docks.text.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClicks(editor, "Load (+ ->")
    assert window.document.is_stale and window.canvas.picture == before
    assert window.trouble.isVisible() and window.trouble.text().startswith("Line 3: ")
    editor.moveCursor(editor.textCursor().MoveOperation.Start)
    QTest.mouseClick(window.trouble, LEFT)
    assert editor.textCursor().selectionStart() >= len(TEXT)
    while window.document.stack.canUndo():
        window.document.stack.undo()
    assert said(window) == TEXT and not window.document.is_stale
    assert not window.trouble.isVisible()


def test_a_note_stays_in_its_corner_when_the_view_scrolls(window: Window) -> None:
    window.show_hint()
    before = window.hint.pos()
    window.canvas.zoom(3.0)
    window.canvas.pan(40, 30)
    QCoreApplication.processEvents()
    assert window.hint.pos() == before


def test_a_loop_is_lit_by_its_badge(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: any(b.loop == "R1" for b in window.canvas.picture.badges))
    badge = window.canvas.picture.badges[0]
    click(window, window.canvas.mapFromScene(QPointF(*badge.centre)))
    assert window.focus.looked.held == (badge.variables,)
    lit = [key for key, item in window.canvas.items_by_key.items() if item.light.glows]
    assert len([key for key in lit if key[0] == "link"]) == 3
    window.escape()
    assert window.focus.looked.lit == ()


def test_saving_and_closing(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "a.cld"
    assert window.files.file.save_as(str(path)) is None
    assert path.read_text(encoding="utf-8") == TEXT and not window.isWindowModified()
    window.strokes.new_link("Load", "Retries")
    assert window.isWindowModified()
    assert window.files.save() and path.read_text(encoding="utf-8") == window.document.text


def test_only_some_loops_have_badges_when_asked(window: Window) -> None:
    window.strokes.new_link("Latency", "Load")
    window.document.analyst.wait()
    report = analyze(window.document.source)
    window.document._analysed(report)
    assert len(window.canvas.picture.badges) == 2
    places = window.canvas.places()
    ring = report.loops[0].variables
    window.focus.show_only([ring])
    assert [badge.variables for badge in window.canvas.picture.badges] == [ring]
    assert window.canvas.places() == places
    window.focus.show_only(None)
    assert len(window.canvas.picture.badges) == 2


def test_an_intervention_is_shown_on_the_picture_only(window: Window) -> None:
    text = f'{TEXT}intervention "Break" {{\n    cut Load -> Latency\n}}\n'
    window.document.replace_all(text, "x")
    tried = try_out(window.document.report, 0)
    window.docks.intervention_shown.emit(tried)
    shown = {(arrow.cause, arrow.effect) for arrow in window.canvas.picture.arrows}
    assert ("Load", "Latency") not in shown and window.document.text == text
    window.docks.intervention_shown.emit(None)
    assert len(window.canvas.picture.arrows) == 3


def test_copies_get_names_of_their_own(window: Window) -> None:
    window.focus.choose({"Load", "Latency"})
    window.draw.copy()
    window.draw.paste()
    assert window.focus.looked.variables == {"Load 2", "Latency 2"}
    assert "Load 2 (+)-> Latency 2" in said(window)
    window.draw.duplicate()
    window.document.stack.undo()
    window.document.stack.undo()
    assert said(window) == TEXT


def test_a_loop_is_named_in_the_panel(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ("Storm", True)
    monkeypatch.setattr("cld_gui.window.window.QInputDialog.getText", lambda *_, **__: answer)
    window.docks.naming_asked.emit(window.document.report.loops[0], "")
    assert 'loop "Storm": Load, Latency, Retries' in said(window)


def test_presentation_hides_all_but_the_picture(window: Window) -> None:
    window.present()
    docks = window.docks.by_title
    assert not docks["Text"].isVisible() and not docks["Loops"].isVisible()
    window.present()
    assert docks["Text"].isVisible() and docks["Loops"].isVisible()


def test_all_actions_can_be_called(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "cld_gui.window.draw_actions.QInputDialog.getText", lambda *_, **__: ("", False)
    )
    quiet = {
        "files_to_open": [], "file_to_save": None, "picture_to_save": None,
    }  # fmt: skip
    for name, answer in quiet.items():
        monkeypatch.setattr(dialogs, name, lambda *_, answer=answer: answer)
    skipped = {"print_picture", "new_from_template", "close"}
    for name, action in window.menus.by_name.items():
        if name not in skipped:
            action.trigger()
    assert said(window)


# -- gestures that something comes between --


def begin_drag(window: Window, start: QPoint, end: QPoint) -> None:
    view = window.canvas.viewport()
    QTest.mousePress(view, LEFT, pos=start)
    for step in (1, 2):
        QTest.mouseMove(view, start + (end - start) * step / 2)


def drawn(window: Window) -> set[tuple[str, ...]]:
    return set(window.canvas.items_by_key)


@pytest.mark.parametrize("key", [("variable", "New"), ("link", "Load", "New")])
def test_what_is_undone_while_it_is_dragged_leaves_nothing(
    window: Window, key: tuple[str, ...]
) -> None:
    before = drawn(window)
    window.strokes.new_link("Load", "New", (300.0, 200.0))
    window.canvas.fit()
    start = at(window, *key)
    begin_drag(window, start, start + QPoint(40, 30))
    window.document.stack.undo()
    QTest.mouseMove(window.canvas.viewport(), start + QPoint(60, 60))
    QTest.mouseRelease(window.canvas.viewport(), LEFT, pos=start + QPoint(60, 60))
    assert said(window) == TEXT and drawn(window) == before


def test_a_link_is_not_drawn_from_a_variable_that_was_undone(window: Window) -> None:
    window.strokes.new_variable("New", (300, 200))
    window.canvas.fit()
    begin_drag(window, rim(window, "New"), at(window, "variable", "Load"))
    window.document.stack.undo()
    QTest.mouseRelease(window.canvas.viewport(), LEFT, pos=at(window, "variable", "Load"))
    assert said(window) == TEXT


def test_a_picture_that_comes_during_a_drag_waits(window: Window) -> None:
    start = at(window, "variable", "Load")
    place = window.canvas.mapToScene(start + QPoint(60, 40))
    begin_drag(window, start, start + QPoint(60, 40))
    other = with_moved(window.document.picture, {"Load": (900.0, 900.0)})
    window.document._drawn(other)
    assert window.canvas.items_by_key["variable", "Load"].text_box().contains(place)
    QTest.mouseMove(window.canvas.viewport(), start + QPoint(61, 40))
    QTest.mouseRelease(window.canvas.viewport(), LEFT, pos=start + QPoint(61, 40))
    x, y = window.canvas.places()["Load"]
    assert abs(x - place.x()) < 20 and abs(y - place.y()) < 20


def test_a_click_lets_the_picture_through_that_came_meanwhile(window: Window) -> None:
    start = at(window, "variable", "Load")
    QTest.mousePress(window.canvas.viewport(), LEFT, pos=start)
    window.document._drawn(with_moved(window.document.picture, {"Load": (900.0, 900.0)}))
    QTest.mouseRelease(window.canvas.viewport(), LEFT, pos=start)
    box = window.canvas.items_by_key["variable", "Load"].text_box()
    assert box.contains(QPointF(900, 900))


def test_a_drag_whose_button_came_up_elsewhere_is_over(window: Window) -> None:
    start = at(window, "variable", "Load")
    begin_drag(window, start, start + QPoint(60, 40))
    away = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(start),
        QPointF(start),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.canvas.mouseMoveEvent(away)
    QTest.mouseRelease(window.canvas.viewport(), LEFT, pos=start + QPoint(60, 40))
    assert said(window) == TEXT


# -- a picture behind the text --


def test_arranging_anew_before_the_loops_are_found_again(window: Window, qtbot: QtBot) -> None:
    window.strokes.rename("Load", "Work")
    window.document._pause.stop()
    with qtbot.waitSignal(window.document.artist.done):
        window.document.arrange("best")
    assert "Work" in window.canvas.places()


def test_a_picture_that_comes_while_the_text_is_broken_is_stale(window: Window) -> None:
    editor = window.docks.text.editor
    QTest.keyClicks(editor, "(")
    assert window.document.is_stale
    window.document._drawn(window.document.picture)
    assert window.document.is_stale


def test_a_text_does_not_become_longer_than_is_read(window: Window) -> None:
    long = f"A -> B\n# {'x' * (MAX_CHARACTERS - 20)}\n"
    window.document.replace_all(long, "x")
    editor = window.docks.text.editor
    editor.insertPlainText("C -> D\n" * 10)
    assert said(window) == long and not window.document.stack.count()
    assert "600,000" in window.statusBar().currentMessage()
    editor.insertPlainText("#\n")
    assert said(window) == f"#\n{long}"


def test_a_name_half_typed_waits_while_another_window_is_looked_at(window: Window) -> None:
    QTest.mouseDClick(window.canvas.viewport(), LEFT, pos=empty(window))
    field = window.draw.field
    QTest.keyClicks(field, "Back")
    away = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QCoreApplication.sendEvent(field, away)
    assert field.isVisible()
    QTest.keyClicks(field, "log")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "Backlog: at " in said(window)
    QTest.mouseDClick(window.canvas.viewport(), LEFT, pos=empty(window))
    QTest.keyClicks(field, "Other")
    window.docks.text.editor.setFocus()
    QCoreApplication.sendEvent(
        field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason)
    )
    assert not field.isVisible() and "Other: at " in said(window)


def test_what_is_exported_is_what_is_seen(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tried.svg"
    monkeypatch.setattr(dialogs, "picture_to_save", lambda *_: str(path))
    window.document.preview(analyze(f"{TEXT}Retries (-)-> Brake\n"))
    window.files.export_picture()
    assert "Brake" in path.read_text(encoding="utf-8")
    window.document.preview(None)
    window.files.export_picture()
    assert "Brake" not in path.read_text(encoding="utf-8")


def test_a_drop_is_in_the_text_before_all_links_of_a_dense_diagram_are_drawn(
    window: Window, qtbot: QtBot
) -> None:
    names = [f"V{n}" for n in range(13)]
    text = "".join(f"{a} (+)-> {b}\n" for a in names for b in names if a < b)
    window.document.replace_all(f"{text}V9 (-)-> V1\n", "dense")
    window.document.wait()
    before = window.document.picture
    window.strokes.put({"V3": (500.0, 20.0)})
    assert "V3: at 500 20" in said(window)
    assert window.document.picture is before
    qtbot.waitUntil(lambda: window.canvas.places()["V3"] == (500.0, 20.0), timeout=20_000)


def test_changes_on_the_disk_are_asked_about_one_after_the_other(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    open_now = [0]

    def ask(parent: object, trouble: Trouble, is_modified: bool) -> dialogs.OnChange:
        open_now[0] += 1
        assert open_now[0] == 1
        asked.append(trouble.said)
        if len(asked) == 1:
            for said in ("second", "third"):
                window.files.file.changed_on_disk.emit(Trouble("changed on disk", said))
        open_now[0] -= 1
        return "later" if len(asked) < 3 else "keep"

    monkeypatch.setattr(dialogs, "ask_on_change", ask)
    window.files.file.changed_on_disk.emit(Trouble("changed on disk", "first"))
    assert asked == ["first", "third"]
    window.files.file.changed_on_disk.emit(Trouble("changed on disk", "fourth"))
    assert asked == ["first", "third", "fourth"]


def test_what_changes_nothing_is_no_step_to_undo(window: Window) -> None:
    text = window.document.source.text
    for links in ([("Load", "Latency")], [("Load", "Latency"), ("Latency", "Retries")]):
        window.focus.choose((), links)
        window.strokes.set_note("")
        window.strokes.set_delay(None)
        assert window.document.source.text == text
        assert window.document.stack.isClean()
    window.strokes.set_note("why")
    assert not window.document.stack.isClean()
    window.document.stack.undo()
    assert window.document.source.text == text
