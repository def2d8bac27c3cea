"""Presentation, menus and what is remembered of a window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QStandardPaths, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cld.core.text import Edit, Span
from cld_gui.document.document import Document
from cld_gui.panels.loops_panel import LoopsPanel
from cld_gui.panels.reading_panel import ReadingPanel
from cld_gui.window import dialogs
from cld_gui.window.actions import COMMANDS
from cld_gui.window.app import Windows
from cld_gui.window.context_menu import ACTIONS
from cld_gui.window.keys_dialog import KeysDialog
from cld_gui.window.window import Window

TEXT = "Load (+)-> Latency (+)-> Retries (+)-> Load\nLatency (+)-> Pods (-)-> Latency\n"


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    QStandardPaths.setTestModeEnabled(True)
    monkeypatch.setattr(dialogs, "ask_on_close", lambda *_: "discard")
    shown = Window(Document())
    shown.files.file.begin(TEXT)
    with qtbot.waitSignal(shown.canvas.seen):
        shown.show()
    shown.document.artist.wait()
    yield shown
    shown.close()
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete)


def reading(window: Window) -> ReadingPanel:
    panel = window.docks.panel("Explain")
    assert isinstance(panel, ReadingPanel)
    return panel


# -- presentation --


def test_a_presentation_shows_the_picture_and_what_is_read(window: Window) -> None:
    window.read_aloud()
    loops = window.docks.by_title["Loops"]
    beside = set(window.tabifiedDockWidgets(loops))
    window.present()
    QCoreApplication.processEvents()
    docks = window.docks.by_title
    assert docks["Explain"].isVisible() and not docks["Text"].isVisible()
    assert not window.menuBar().isVisible() and not window.statusBar().isVisible()
    assert docks["Explain"].width() > window.width() * 0.9
    window.present()
    assert docks["Text"].isVisible() and window.menuBar().isVisible()
    assert window.dockWidgetArea(docks["Explain"]) == Qt.DockWidgetArea.RightDockWidgetArea
    assert set(window.tabifiedDockWidgets(loops)) == beside and len(beside) == 4


def test_reading_may_begin_on_the_stage_and_escape_leaves_it(window: Window) -> None:
    window.present()
    assert not window.docks.by_title["Explain"].isVisible()
    window.focus.hold(window.document.report.loops[1].variables)
    window.read_aloud()
    assert window.docks.by_title["Explain"].isVisible()
    assert reading(window).loop == window.document.report.loops[1]
    reading(window).stop()
    for _ in range(3):
        window.escape()
    assert not window.stage.is_on


def test_letters_are_large_and_fit(window: Window) -> None:
    window.read_aloud()
    panel = reading(window)
    sizes = []
    for width, height in ((300, 700), (1400, 320), (1400, 200)):
        panel.setMinimumSize(0, 0)
        panel.resize(width, height)
        QCoreApplication.processEvents()
        sizes.append(panel.words.font().pointSize())
    assert sizes[1] > sizes[2] > 13 and sizes[1] > sizes[0] > 10


def test_there_may_be_no_loop_to_read(window: Window) -> None:
    window.document.replace_all("A -> B", "x")
    window.read_aloud()
    assert "no loop" in window.statusBar().currentMessage()


# -- menus --


def test_every_action_has_a_menu_and_keys_of_its_own() -> None:
    keys = [QKeySequence(key).toString() for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys)) and "" not in keys
    without = {c.does for c in COMMANDS if c.words != "-" and not c.keys}
    assert without == {"show_about"}


def test_help_names_every_action(window: Window) -> None:
    dialog = KeysDialog(window)
    page = dialog.page.toPlainText()
    for command in COMMANDS:
        assert command.words.replace("&", "").removesuffix("…") in page
    assert "Double-click" in page
    dialog.deleteLater()


def menu_at(window: Window, place: QPoint) -> list[str]:
    view = window.canvas.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place))
    QApplication.sendEvent(view, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [
        action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()
    ]
    menu.close()
    return words


def test_the_right_button_offers_what_fits(window: Window) -> None:
    place = window.canvas.mapFromScene(QPointF(*window.canvas.places()["Load"]))
    assert any("Rename" in words for words in menu_at(window, place))
    assert window.focus.looked.variables == {"Load"}
    badge = window.canvas.picture.badges[0]
    menu_at(window, window.canvas.mapFromScene(QPointF(*badge.centre)))
    assert window.focus.looked.held == (badge.variables,)
    assert menu_at(window, QPoint(5, 5))[0] == "New Variable Here"
    assert {name for names in ACTIONS.values() for name in names if name} <= set(
        window.menus.by_name
    )


def test_panels_are_turned_to_by_key(window: Window) -> None:
    window.docks.turn("Text")
    assert window.docks.text.editor.hasFocus()
    window.docks.turn("Text")
    assert not window.docks.by_title["Text"].isVisible()
    window._turn("turn_findings")
    assert window.docks.by_title["Findings"].isVisible()
    window._turn("turn_canvas")
    assert window.canvas.hasFocus()


# -- broken text, remembered settings --


def test_the_loops_stay_while_the_text_is_broken(window: Window, qtbot: QtBot) -> None:
    panel = window.docks.panel("Loops")
    assert isinstance(panel, LoopsPanel) and panel.model.rowCount() == 2
    with qtbot.waitSignal(window.document.checked):
        QTest.keyClicks(window.docks.text.editor, "(")
    assert window.document.broken is not None
    assert panel.model.rowCount() == 2 and len(window.document.report.loops) == 2
    assert any(d.severity == "error" for d in window.document.newest.diagnostics)
    with qtbot.waitSignal(window.document.analysed):
        window.document.stack.undo()


def test_text_and_panels_come_back_as_they_were(qtbot: QtBot, qapp: QApplication) -> None:
    QStandardPaths.setTestModeEnabled(True)
    windows = Windows(qapp)
    first = windows.show()
    loops = first.docks.panel("Loops")
    assert isinstance(loops, LoopsPanel)
    loops.types["R"].setChecked(False)
    first.docks.text.editor.set_size(17)
    first.close()
    second = windows.show()
    again = second.docks.panel("Loops")
    assert isinstance(again, LoopsPanel)
    assert not again.types["R"].isChecked() and again.types["B"].isChecked()
    assert second.docks.text.editor.font().pointSizeF() == 17
    again.types["R"].setChecked(True)
    second.docks.text.editor.zoom(0)
    second.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# -- names --


def test_a_name_that_was_typed_is_taken_by_going_on_elsewhere(window: Window) -> None:
    window.focus.choose({"Pods"})
    window.draw.rename()
    QTest.keyClicks(window.draw.field, "Servers")
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert "Latency (+)-> Servers" in window.document.text
    window.draw.rename()
    window.docks.text.editor.setFocus()
    assert "Servers" in window.document.text and window.document.stack.index() == 1


def test_a_reason_and_a_title_are_asked_for(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def answer(*_: object, text: str = "") -> tuple[str, bool]:
        asked.append(text)
        return "queues fill", True

    monkeypatch.setattr("cld_gui.window.draw_actions.QInputDialog.getText", answer)
    window.draw.ask_note()
    assert "Select" in window.statusBar().currentMessage() and not asked
    window.focus.choose((), {("Load", "Latency")})
    window.draw.ask_note()
    window.draw.ask_note()
    assert asked == ["", "queues fill"]
    assert 'Load (+, "queues fill")-> Latency' in window.document.text
    window.draw.ask_title()
    assert window.document.text.startswith('title "queues fill"')
    assert ("title",) in window.canvas.items_by_key
    assert window.document.stack.index() == 2


# -- what came of an attack --


def test_a_broken_text_is_not_arranged_and_keeps_its_picture(window: Window) -> None:
    before = window.document.picture
    QTest.keyClicks(window.docks.text.editor, "(")
    window.menus.by_name["arrange"].trigger()
    window.document.artist.wait()
    assert window.document.picture == before
    assert "Fix it" in window.statusBar().currentMessage()


def test_a_loop_that_is_gone_is_lit_no_more(window: Window, qtbot: QtBot) -> None:
    ring = window.document.report.loops[0].variables
    window.focus.hover(ring)
    window.focus.choose((), {(ring[0], ring[1])})
    with qtbot.waitSignal(window.document.analysed):
        window.draw.delete()
    assert window.focus.looked.hovered is None


def test_a_new_arrangement_survives_the_analysis_of_an_edit(window: Window, qtbot: QtBot) -> None:
    window.strokes.new_link("Pods", "Load")
    window.menus.by_name["arrange"].trigger()
    assert window.document.artist.is_busy
    with qtbot.waitSignal(window.document.analysed):
        pass
    assert window.document.artist.is_busy
    with qtbot.waitSignal(window.document.artist.done, timeout=20_000):
        pass
    badges = {badge.variables for badge in window.document.picture.badges}
    assert badges == {loop.variables for loop in window.document.report.loops}


def test_a_window_whose_text_was_deleted_is_not_taken_for_another_file(window: Window) -> None:
    whole = Span(0, len(window.document.text))
    window.document.apply([Edit(whole, "")], "Delete")
    asked = []
    window.files.asked_for.connect(asked.append)
    window.files.open("other.cld")
    assert asked == ["other.cld"] and window.document.stack.canUndo()
