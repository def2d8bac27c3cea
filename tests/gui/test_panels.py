"""The panels of the editor: loops, findings, how loops meet, leverage, reading aloud."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cld.analyze import analyze
from cld.core.text import Edit, Span
from cld.output.whatif_page import OTHERS
from cld.paint.theme import THEMES, contrast
from cld.prose.reading import reading
from cld.sentences.loops import ENOUGH, STRUCTURE
from cld_gui.document.document import Document
from cld_gui.panels.findings_model import things_at
from cld_gui.panels.findings_panel import FindingsPanel
from cld_gui.panels.interactions_panel import InteractionsPanel
from cld_gui.panels.intervention_trial import Tried, trial_entries
from cld_gui.panels.leverage_panel import LeveragePanel
from cld_gui.panels.loops_order import Column, LoopChoice, fitting_loops, keys
from cld_gui.panels.loops_panel import LoopsPanel
from cld_gui.panels.panel import Panel
from cld_gui.panels.reading_panel import ReadingPanel, reading_steps
from cld_gui.shared.colours import DARK, DASHES, LIGHT, held_colour
from cld_gui.shared.focus import Focus

EXAMPLES = Path(__file__).parents[2] / "examples"
SPIKE = (EXAMPLES / "hourly-spike.cld").read_text(encoding="utf-8")
TWO = 'A (+, delay 3min)-> B (+)-> A (+)-> C (-)-> A\nloop R1 "Growth": A, B\n'

P = TypeVar("P", bound=Panel)


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[Callable[..., Any]]:
    """Make and show a panel of a text; all that is under way ends with the test."""
    kept: list[Panel] = []

    def make(kind: type[P], text: str) -> P:
        panel = kind(Document(text), Focus())
        kept.append(panel)
        qtbot.addWidget(panel)
        panel.resize(460, 600)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel

    yield make
    for panel in kept:
        panel.wait()
        panel.document.wait()


def cells(panel: LoopsPanel, column: Column) -> list[str]:
    rows = range(panel.model.rowCount())
    return [panel.model.data(panel.model.index(row, column)) for row in rows]


def spot(panel: LoopsPanel, row: int, column: Column = Column.LOOP) -> QPoint:
    return panel.table.visualRect(panel.model.index(row, column)).center()


def edit(qtbot: QtBot, document: Document, text: str) -> None:
    with qtbot.waitSignal(document.checked):
        document.apply([Edit(Span(0, len(document.text)), text)], "Edit")


# -- colours --

SEEN = {  # as people see who lack one kind of cone: Machado et al. 2009, severity 1
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def oklab(colour: str, seen: Any) -> tuple[float, ...]:
    """A colour as it is seen: equal steps look equally far apart."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    r, g, b = (max(0.0, sum(x * y for x, y in zip(row, linear, strict=True))) for row in seen)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize(("colours", "name"), [(LIGHT, "light"), (DARK, "dark")])
def test_held_colours_stay_apart(colours: tuple[str, ...], name: str, seen: str) -> None:
    places = [oklab(colour, SEEN[seen]) for colour in colours]
    for one, other in itertools.combinations(places, 2):
        assert sum((x - y) ** 2 for x, y in zip(one, other, strict=True)) ** 0.5 > 0.09
    assert all(contrast(colour, THEMES[name].paper) >= 3 for colour in colours)


def test_36_held_loops_are_drawn_differently() -> None:
    for dark in (False, True):
        drawn = {(held_colour(i, dark).colour, held_colour(i, dark).dash) for i in range(36)}
        assert len(drawn) == 36
    assert len({held_colour(i).dash for i in range(6)}) == len(DASHES) == 6


def test_a_held_loop_keeps_its_number() -> None:
    focus = Focus()
    for ring in (("A",), ("B",), ("C",)):
        focus.hold(ring)
    focus.hold(("A",))
    assert [focus.looked.number(ring) for ring in (("A",), ("B",), ("C",))] == [None, 1, 2]
    focus.hold(("D",))
    assert focus.looked.number(("D",)) == 0
    focus.release()
    assert focus.looked.numbers == ()


def test_what_is_held_follows_an_edit() -> None:
    focus = Focus()
    for ring in (("A", "B"), ("C", "D"), ("E", "F")):
        focus.hold(ring)
    focus.show_only([("A", "B"), ("E", "F")])
    focus.follow([("A", "B"), ("F", "E"), ("X", "Y")])
    looked = focus.looked
    assert looked.held == (("A", "B"), ("F", "E")) and looked.numbers == (0, 2)
    assert looked.only == (("A", "B"), ("F", "E"))
    focus.follow([])
    assert focus.looked.held == () and focus.looked.only is None


# -- loops --


def test_loops_say_type_name_and_behaviour(made: Callable[..., Any]) -> None:
    panel = made(LoopsPanel, SPIKE)
    assert cells(panel, Column.LOOP) == ["R1", "R2", "R3", "R4", "B1", "B2", "B3", "B4"]
    assert cells(panel, Column.NAME)[0] == "Retry storm"
    assert cells(panel, Column.DELAY)[3] == "1h"
    said = cells(panel, Column.BEHAVIOUR)
    assert said[0] == "opposed by B1 “Autoscaler” and B2 “Drain”"
    assert said[4].startswith("alone, it can oscillate")
    assert panel.counts.text() == "8 of 8 loops"


def test_the_tip_of_a_behaviour_says_when_what_opposes_it_responds(
    made: Callable[..., Any],
) -> None:
    panel = made(LoopsPanel, "A (+, delay 2s)-> B (+)-> A\nB (+, delay 6s)-> C (-)-> B")
    assert cells(panel, Column.BEHAVIOUR)[0] == "opposed by B1"
    tip = panel.model.data(panel.model.index(0, Column.BEHAVIOUR), Qt.ItemDataRole.ToolTipRole)
    assert "B1 responds after 3 cycles (6s); one cycle takes 2s" in tip


def test_what_nothing_opposes_comes_first_by_behaviour() -> None:
    text = "A (+)-> B (-)-> A\nB (+)-> C (+)-> B\nD (+)-> E (+)-> D\nA (?)-> A\nX: stock"
    report = analyze(text)
    order = sorted(range(4), key=keys(report, Column.BEHAVIOUR).__getitem__)
    assert [report.loops[n].id for n in order] == ["R2", "R1", "B1", "U1"]


def test_a_loop_without_name_says_its_variables(made: Callable[..., Any]) -> None:
    panel = made(LoopsPanel, "A (+)-> B (-)-> A")
    assert cells(panel, Column.NAME) == ["A → B"]
    index = panel.model.index(0, Column.NAME)
    tip = panel.model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert "A ↑ → B ↑ → A ↓" in tip


def test_tips_show_names_as_they_are(made: Callable[..., Any]) -> None:
    panel = made(LoopsPanel, "Load <b> (+)-> B (-)-> Load <b>")
    tip = panel.model.data(panel.model.index(0, Column.NAME), Qt.ItemDataRole.ToolTipRole)
    assert "Load &lt;b&gt;" in tip


def test_filters(made: Callable[..., Any]) -> None:
    panel = made(LoopsPanel, SPIKE)
    panel.words.setText("db LATENCY expiries")
    assert cells(panel, Column.LOOP) == ["B4"]
    assert panel.counts.text() == "1 of 8 loops"
    panel.words.setText("")
    panel.types["R"].click()
    assert set(cells(panel, Column.LOOP)) == {"B1", "B2", "B3", "B4"}
    panel.focus.choose(["Pods"])
    panel.through.click()
    assert cells(panel, Column.LOOP) == ["B1"]
    panel.focus.choose(links=[("Request queue", "Completions")])
    assert cells(panel, Column.LOOP) == ["B2"]
    panel.words.setText("nothing is called so")
    assert not panel.table.isVisible()
    assert "No loop matches" in panel.nothing.text()


def test_sorts_by_each_column(made: Callable[..., Any]) -> None:
    panel = made(LoopsPanel, SPIKE)
    header = panel.table.horizontalHeader()
    header.setSortIndicator(Column.LINKS, Qt.SortOrder.AscendingOrder)
    links = [int(said) for said in cells(panel, Column.LINKS)]
    assert links == sorted(links)
    header.setSortIndicator(Column.LINKS, Qt.SortOrder.DescendingOrder)
    assert cells(panel, Column.LINKS)[0] == "9"
    header.setSortIndicator(Column.DELAY, Qt.SortOrder.AscendingOrder)
    assert cells(panel, Column.DELAY)[-3:] == ["", "", ""]
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert cells(panel, Column.LOOP)[0] == "R1"


def test_ids_are_sorted_by_their_numbers() -> None:
    text = "\n".join(f"A (+)-> V{n} (+)-> A" for n in range(12))
    report = analyze(text)
    found = sorted(range(12), key=keys(report, Column.LOOP).__getitem__)
    assert [report.loops[n].id for n in found] == [f"R{n}" for n in range(1, 13)]


def test_many_behaviours_are_sorted_in_the_background(
    made: Callable[..., Any], qtbot: QtBot
) -> None:
    text = "\n".join(f"A (+)-> V{n} ({sign})-> A" for n, sign in enumerate("+-" * 300))
    panel = made(LoopsPanel, text)
    header = panel.table.horizontalHeader()
    with qtbot.waitSignal(panel.worker.idle):
        header.setSortIndicator(Column.BEHAVIOUR, Qt.SortOrder.AscendingOrder)
        assert "Sorting" in panel.counts.text()
    qtbot.waitUntil(lambda: panel.counts.text() == "600 of 600 loops")
    assert cells(panel, Column.LOOP)[299][0] == "R" and cells(panel, Column.LOOP)[300][0] == "B"


def test_pointer_lights_and_holds(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LoopsPanel, TWO)
    first, second = (loop.variables for loop in panel.document.report.loops)
    qtbot.mouseMove(panel.table.viewport(), spot(panel, 1))
    qtbot.waitUntil(lambda: panel.focus.looked.hovered == second)
    for row in (0, 1):
        qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=spot(panel, row))
    assert panel.focus.looked.held == (first, second)
    signs = [
        panel.model.data(panel.model.index(row, Column.LIT), Qt.ItemDataRole.DecorationRole)
        for row in (0, 1)
    ]
    pictures = [sign.pixmap(28, 18).toImage() for sign in signs]
    assert pictures[0] != pictures[1]
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=spot(panel, 0))
    assert panel.focus.looked.held == (second,)
    assert panel.counts.text() == "2 of 2 loops · 1 highlighted"


def test_nothing_is_lit_when_the_pointer_leaves(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LoopsPanel, TWO)
    panel.table.pointed.emit(0)
    assert panel.focus.looked.hovered
    panel.table.pointed.emit(None)
    assert panel.focus.looked.hovered is None


def test_keys(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LoopsPanel, TWO)
    first, second = panel.document.report.loops
    table = panel.table
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert panel.focus.looked.hovered == second.variables
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert panel.focus.looked.held == (second.variables,)
    with qtbot.waitSignal(panel.reading_asked) as read:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert read.args == [second]
    qtbot.keyClick(table, Qt.Key.Key_Up)
    with qtbot.waitSignal(panel.naming_asked) as naming:
        qtbot.keyClick(table, Qt.Key.Key_F2)
    assert naming.args == [first, "Growth"]
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert panel.focus.looked.held == ()


def test_double_click_asks_for_a_name(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LoopsPanel, TWO)
    place, view = spot(panel, 1, Column.NAME), panel.table.viewport()
    with qtbot.waitSignal(panel.naming_asked) as naming:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert naming.args == [panel.document.report.loops[1], ""]


def test_only_these_and_the_usual(made: Callable[..., Any]) -> None:
    panel = made(LoopsPanel, TWO)
    first, second = (loop.variables for loop in panel.document.report.loops)
    panel.words.setText("C")
    panel.only.click()
    assert panel.focus.looked.only == (second,)
    panel.focus.hold(first)
    panel.only.click()
    assert panel.focus.looked.only == (first,)
    panel.usual.click()
    assert panel.focus.looked.only is None
    panel.release.click()
    assert panel.focus.looked.held == ()


def test_an_edit_keeps_the_current_loop(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LoopsPanel, TWO)
    panel.table.setCurrentIndex(panel.model.index(1, Column.LOOP))
    edit(qtbot, panel.document, "C (+)-> D (+)-> C\n" + TWO)
    assert panel.model.rowCount() == 3
    current = panel.model.loop(panel.table.currentIndex().row())
    assert set(current.variables) == {"A", "C"}


def test_no_loops(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LoopsPanel, "A (+)-> B")
    assert panel.nothing.isVisible() and "draw a link back" in panel.nothing.text()
    edit(qtbot, panel.document, "A (+)-> B (+)-> A")
    assert panel.table.isVisible() and not panel.nothing.isVisible()


def test_a_hidden_panel_does_no_work(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LoopsPanel, TWO)
    panel.hide()
    edit(qtbot, panel.document, "A (+)-> B (+)-> A")
    assert panel.model.rowCount() == 2
    panel.show()
    assert panel.model.rowCount() == 1


def test_too_many_loops_are_counted(made: Callable[..., Any]) -> None:
    names = [f"V{n}" for n in range(11)]
    text = "\n".join(f"{a} (+)-> {b}" for a in names for b in names if a != b)
    panel = made(LoopsPanel, text)
    counts, listed = panel.document.report.counts, len(panel.document.report.loops)
    assert listed < counts.total
    assert f"{counts.total:,} loops" in panel.counts.text()
    assert f"{listed:,} are listed" in panel.counts.text()
    # What a row says is worked out when it is seen.
    assert len(panel.model._said) < 1_000


def test_fitting_is_what_it_says() -> None:
    loops = analyze(SPIKE).loops
    for names in itertools.combinations(("Pods", "Arrivals", "Refills", "DB load"), 2):
        found = fitting_loops(loops, LoopChoice(variables=frozenset(names)))
        assert found == [n for n, x in enumerate(loops) if set(names) <= set(x.variables)]


# -- findings --

BAD = "A (+)-> B (?)-> A\nLoad (+ Latency\nC (+)-> C\nspare:\n"


def test_findings_by_severity(made: Callable[..., Any]) -> None:
    panel = made(FindingsPanel, BAD)
    report = panel.document.report
    shown = [panel.model.finding(row) for row in range(panel.model.rowCount())]
    assert sorted(map(id, shown)) == sorted(map(id, report.diagnostics))
    order = ["error", "warning", "info"]
    ranks = [order.index(finding.severity) for finding in shown]
    assert ranks == sorted(ranks)
    errors = sum(finding.severity == "error" for finding in shown)
    assert panel.severities["error"].text() == ("1 error" if errors == 1 else f"{errors} errors")
    panel.severities["error"].click()
    assert panel.model.rowCount() == len(shown) - errors


def test_a_finding_leads_to_its_place(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(FindingsPanel, "A (+)-> B (?)-> A")
    row = next(r for r in range(panel.model.rowCount()) if panel.model.finding(r).code == "CLD501")
    panel.table.setCurrentIndex(panel.model.index(row, 0))
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    with qtbot.waitSignal(panel.place_asked) as asked:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert asked.args == [panel.model.finding(row).span]
    assert panel.focus.looked.links == {("B", "A")}
    details = panel.details.toPlainText()
    assert panel.model.finding(row).message in details and "Good" in details


def test_about_finds_variables_links_and_loops() -> None:
    text = 'Load (+)-> Latency (-)-> Load\nloop B1 "Slow": Load, Latency\n'
    report = analyze(text)
    assert things_at(report, Span(11, 18)) == (("Latency",), ())
    assert things_at(report, report.links[0].spans[0]) == ((), (("Load", "Latency"),))
    loop = report.loops[0]
    assert loop.span is not None
    assert things_at(report, loop.span)[0] == loop.variables
    assert things_at(report, Span(len(text), len(text))) == ((), ())


def test_no_findings(made: Callable[..., Any]) -> None:
    panel = made(FindingsPanel, "")
    if not panel.document.report.diagnostics:
        assert panel.nothing.isVisible() and panel.nothing.text() == "No findings."


# -- how loops meet --


def test_a_click_holds_the_loops_that_meet(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(InteractionsPanel, SPIKE)
    qtbot.waitUntil(lambda: panel.list.count() > 0)
    said = [panel.list.item(row).text() for row in range(panel.list.count())]
    begin = "some of R1, R2, R3 and R4 can drive"
    row = next(n for n, words in enumerate(said) if words.startswith(begin))
    by_id = {loop.id: loop for loop in panel.document.report.loops}
    panel.list.setCurrentRow(row)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert panel.focus.looked.held == tuple(by_id[f"R{n}"].variables for n in range(1, 5))
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert panel.focus.looked.held == ()
    assert any(words.startswith("Perhaps retry storm") for words in said)


def test_nothing_meets(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(InteractionsPanel, "A (+)-> B")
    qtbot.waitUntil(lambda: panel.nothing.isVisible())
    assert not panel.list.isVisible()


# -- leverage --

LEVERS = (
    'A (+)-> B (+)-> A\nintervention "Brake" { add B (+)-> C (-)-> A }\n'
    'intervention "Turn" { cut B -> A\nadd B (-)-> A }\nintervention "Words only" {\n}\n'
)


def tick(panel: LeveragePanel, name: str, is_on: bool = True) -> None:
    found = panel.list.findItems(name, Qt.MatchFlag.MatchExactly, 0)
    state = Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
    found[0].setCheckState(0, state)


def test_an_intervention_is_switched_on_and_off(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LeveragePanel, LEVERS)
    qtbot.waitUntil(lambda: panel.list.topLevelItemCount() == 3)
    with qtbot.waitSignal(panel.intervention_shown) as shown:
        tick(panel, "Brake")
    tried = shown.args[0]
    assert isinstance(tried, Tried) and tried is panel.tried
    assert [loop.type for loop in tried.appeared] == ["B"] and not tried.gone
    assert tried.after.counts.total == 2
    said = [entry.words for entry in trial_entries(tried)]
    assert OTHERS in said and said[-1] == STRUCTURE(opposed=ENOUGH())
    was = "unchecked: no balancing loop shares a variable with it"
    assert f"R1 was {was}; now opposed by B1" in said
    with qtbot.waitSignal(panel.intervention_shown) as shown:
        tick(panel, "Turn")
    (pair,) = shown.args[0].turned
    assert [loop.type for loop in pair] == ["R", "B"]
    assert not shown.args[0].appeared and not shown.args[0].gone
    brake = panel.list.findItems("Brake", Qt.MatchFlag.MatchExactly, 0)[0]
    assert brake.checkState(0) == Qt.CheckState.Unchecked
    with qtbot.waitSignal(panel.intervention_shown) as shown:
        tick(panel, "Turn", is_on=False)
    assert shown.args == [None] and panel.tried is None


def test_an_intervention_follows_edits(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LeveragePanel, LEVERS)
    qtbot.waitUntil(lambda: panel.list.topLevelItemCount() == 3)
    with qtbot.waitSignal(panel.intervention_shown):
        tick(panel, "Brake")
    with qtbot.waitSignal(panel.intervention_shown) as shown:
        edit(qtbot, panel.document, LEVERS + "B (+)-> D (+)-> B\n")
    assert shown.args[0].after.counts.total == 3
    with qtbot.waitSignal(panel.intervention_shown) as shown:
        edit(qtbot, panel.document, "A (+)-> B (+)-> A\n")
    assert shown.args == [None]
    assert panel.nothing.isVisible()


def test_a_place_is_chosen(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LeveragePanel, SPIKE)
    qtbot.waitUntil(lambda: panel.places.places.rowCount() > 0)
    panel.tabs.setCurrentIndex(1)
    panel.places.table.clicked.emit(panel.places.places.index(0, 3))
    assert panel.focus.looked.links == {panel.document.report.where.links[0].place}
    panel.places.kind.setCurrentIndex(1)
    panel.places.table.clicked.emit(panel.places.places.index(0, 3))
    assert panel.focus.looked.variables == {panel.document.report.where.variables[0].place}
    header = panel.places.table.horizontalHeader()
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    model = panel.places.places
    counts = [int(model.data(model.index(row, 1))) for row in range(model.rowCount())]
    assert counts == sorted(counts)


def test_the_questions_are_asked(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LeveragePanel, SPIKE)
    qtbot.waitUntil(lambda: panel.questions.count() > 0)
    said = [panel.questions.item(row).text() for row in range(panel.questions.count())]
    for question in panel.document.report.questions:
        assert f"{question.question} (level {question.level})" in said
        assert f"Ask: {question.open}" in said


# -- reading aloud --


def test_reading_goes_link_by_link(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(ReadingPanel, TWO)
    loop = panel.document.report.loops[1]
    panel.focus.hold(("B", "A"))
    panel.read(loop)
    qtbot.waitUntil(panel.hasFocus)
    assert panel.focus.looked.held == (loop.variables,)
    assert panel.focus.looked.variables == {loop.variables[0]}
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Right):
        qtbot.keyClick(panel, key)
        seen.append((panel.focus.looked.links, panel.words.text()))
    assert [set(links) for links, _ in seen] == [{("A", "C")}, {("C", "A")}, set()]
    assert seen[0][1] == "When A rises, C rises: same direction (+)."
    assert not panel.forth.isEnabled() and panel.how_far.text() == "4 of 4"
    qtbot.waitUntil(lambda: "Polarity: 1 `-` link" in panel.notes.text())
    qtbot.keyClick(panel, Qt.Key.Key_PageUp)
    assert panel.focus.looked.links == {("C", "A")}
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.focus.looked.held == (("B", "A"),) and panel.nothing.isVisible()


def test_reading_says_what_explain_says() -> None:
    report = analyze(SPIKE)
    for loop in report.loops:
        said = "\n".join(reading(report, loop))
        assert all(step.words in said for step in reading_steps(report.diagram, loop))


def test_reading_stops_where_the_loop_is_gone(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(ReadingPanel, TWO)
    panel.read(panel.document.report.loops[1])
    edit(qtbot, panel.document, TWO.replace("(+)-> C", "(?)-> C"))
    assert panel.loop is not None and "sign unknown" in panel.steps[1].words
    edit(qtbot, panel.document, "C (+)-> A\n" + TWO.replace("(-)-> A", ""))
    assert panel.loop is not None and panel.focus.looked.held == (("C", "A"),)
    edit(qtbot, panel.document, "A (+)-> B (+)-> A")
    assert panel.loop is None and "no longer exists" in panel.nothing.text()


# -- all of them --

KINDS: tuple[type[Panel], ...] = (
    LoopsPanel,
    FindingsPanel,
    InteractionsPanel,
    LeveragePanel,
    ReadingPanel,
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", "A", "A (+)-> A", "loop: \x00 ((", SPIKE])
def test_any_text_can_be_shown(
    made: Callable[..., Any], qtbot: QtBot, kind: type[Panel], text: str
) -> None:
    panel = made(kind, text)
    edit(qtbot, panel.document, text + "\nX (+)-> Y (-)-> X\n")
    qtbot.wait(20)
    assert not panel.grab().isNull()


@pytest.mark.parametrize("kind", KINDS)
def test_state_comes_back(made: Callable[..., Any], kind: type[Panel]) -> None:
    panel = made(kind, SPIKE)
    state = json.loads(json.dumps(panel.state()))
    if isinstance(panel, LoopsPanel):
        state.update(widths=[40, 90, 0, 50, 60], sort=[3, False], types=["B"])
    other = made(kind, SPIKE)
    other.restore(state)
    assert json.loads(json.dumps(other.state())) == state


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_that_does_not_fit_is_left(made: Callable[..., Any], kind: type[Panel]) -> None:
    panel = made(kind, SPIKE)
    panel.wait()
    before = panel.state()
    wrong: Any = ["x", None, -1, [1, 2, 3], {"a": 1}, [99, True], ["R", 5]]
    for value in wrong:
        panel.restore({key: value for key in before if key not in ("types", "severities")})
    assert panel.state() == before


@pytest.mark.parametrize("kind", KINDS)
def test_everything_to_use_has_a_name(made: Callable[..., Any], kind: type[Panel]) -> None:
    panel = made(kind, SPIKE)
    assert panel.accessibleName()
    for widget in panel.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        if type(widget).__name__ in ("Table", "EntryList", "QToolButton", "QLineEdit", "QComboBox"):
            text = getattr(widget, "text", str)()
            assert widget.accessibleName() or text, widget
            if type(widget).__name__ == "QToolButton" and widget.parent() is panel:
                assert widget.toolTip(), widget


def test_signs_follow_the_palette(made: Callable[..., Any], qtbot: QtBot) -> None:
    panel = made(LoopsPanel, TWO)
    before = panel.types["R"].icon().pixmap(20, 20).toImage()
    dark = QPalette(panel.palette())
    dark.setColor(QPalette.ColorRole.Base, QColor("#16181c"))
    panel.setPalette(dark)
    qtbot.waitUntil(lambda: panel.types["R"].icon().pixmap(20, 20).toImage() != before)
