"""The leverage panel: interventions, where to act, and questions to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cld.leverage.levels import Judgement
from cld.leverage.where import Where
from cld.prose.leverage import (
    as_sentence,
    by_strength,
    cut_words,
    level_name,
    stated_words,
    worse_words,
)
from cld.report import Report
from cld.sentences.places import NO_ANSWER
from cld_gui.document.document import Document
from cld_gui.document.worker import Worker
from cld_gui.panels.entries import Entry, EntryList
from cld_gui.panels.intervention_trial import Tried, trial_entries, try_out
from cld_gui.panels.panel import Nothing, Panel, halves
from cld_gui.panels.places_view import PlacesView
from cld_gui.shared.focus import Focus, Ring
from cld_gui.shared.tips import tip

NO_INTERVENTIONS = (
    "No interventions yet. Add one to the text, for example\n"
    'intervention "Cut" { cut A -> B }\n'
    "and tick it here to see its effect on the loops."
)
NONE_ON = "Tick an intervention to see its effect on the loops."
HEADS = ("Intervention", "Level")


class LeveragePanel(Panel):
    """Interventions, strongest first; where to act; questions about leverage.

    `intervention_shown` is emitted with a `Tried` when an intervention is ticked, and with None
    when it is cleared. `tried` is the present one, or None.
    """

    intervention_shown = Signal(object)

    def __init__(self, document: Document, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(document, focus, "Leverage", parent)
        self.tried: Tried | None = None
        self.worker, self.trier = Worker(self), Worker(self)
        self.worker.done.connect(self._show)
        self.trier.done.connect(self._tried)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._make_done(), "Interventions")
        self.places = PlacesView(focus)
        self.tabs.addTab(self.places, "Where to Act")
        self.questions = EntryList("Questions about leverage, in order")
        self.tabs.addTab(self.questions, "Questions")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.tabs)

    # -- how it is made --

    def _make_done(self) -> QWidget:
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setAlternatingRowColors(True)
        self.list.setHeaderLabels(HEADS)
        self.list.setAccessibleName("Interventions by level; 1 is the strongest")
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.setColumnWidth(1, 52)
        self.list.itemChanged.connect(self._switched)
        self.effects = EntryList("Loops before and after the intervention")
        self.effects.chosen.connect(self._hold)
        self.effects.pointed.connect(self._point)
        self.nothing = Nothing(NO_INTERVENTIONS)
        self.nothing.hide()
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self.list)
        self.split.addWidget(self.effects)
        self.split.setChildrenCollapsible(False)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.split, 1)
        column.addWidget(self.nothing, 1)
        return page

    # -- content --

    def refresh(self, report: Report) -> None:
        """Compute the contents for another report in the background, then show them."""
        self.worker.start(
            lambda watch: (report, report.interventions, report.where, list(asked(report)))
        )

    def _show(self, found: tuple[Report, tuple[Judgement, ...], Where, list[Entry]]) -> None:
        report, judgements, where, questions = found
        if report is not self.report:
            return
        self._list(judgements)
        self.places.tell(as_sentence(cut_words(report)), where)
        self.questions.fill(questions)
        if self.tried is not None:
            self._try_again(judgements, self.tried)
        else:
            self._tell()

    def _list(self, judgements: tuple[Judgement, ...]) -> None:
        """List the interventions. The ticked one stays ticked."""
        on = self.tried.name if self.tried else None
        self.list.blockSignals(True)
        self.list.clear()
        for found in by_strength(judgements):
            level = "?" if found.level is None else str(found.level)
            item = QTreeWidgetItem((found.name or "(no name)", level))
            item.setSizeHint(0, QSize(0, self.fontMetrics().height() + 10))
            item.setData(0, Qt.ItemDataRole.UserRole, _place(judgements, found))
            said = (level_name(found), found.because, stated_words(found), worse_words(found))
            for column in range(2):
                item.setToolTip(column, tip("\n".join(filter(None, said))))
            if found.intervention.changes:
                item.setCheckState(0, _tick(found.name == on))
                on = None if found.name == on else on
            self.list.addTopLevelItem(item)
        self.list.blockSignals(False)
        self.split.setVisible(bool(judgements))
        self.nothing.setVisible(not judgements)

    # -- an intervention --

    def _switched(self, item: QTreeWidgetItem, column: int) -> None:
        if column != 0:
            return
        number, is_on = item.data(0, Qt.ItemDataRole.UserRole), _is_ticked(item)
        self.list.blockSignals(True)
        for row in range(self.list.topLevelItemCount()):
            other = self.list.topLevelItem(row)
            if other is not None and other is not item and _is_ticked(other):
                other.setCheckState(0, _tick(False))
        self.list.blockSignals(False)
        if is_on:
            self._try(number)
        else:
            self.trier.cancel()
            self._tried(None)

    def _try(self, number: int) -> None:
        report = self.report
        if report is not None:
            self.trier.start(lambda watch: _with_words(try_out(report, number)))

    def _try_again(self, judgements: tuple[Judgement, ...], tried: Tried) -> None:
        """After an edit: try the ticked intervention again, or clear it if it no longer exists."""
        names = [found.name if found.intervention.changes else None for found in judgements]
        if tried.name in names:
            self._try(names.index(tried.name))
        else:
            self.trier.cancel()
            self._tried(None)

    def _tried(self, found: tuple[Tried, list[Entry]] | None) -> None:
        if found is not None and found[0].before is not self.report:
            return
        was, self.tried = self.tried, found[0] if found else None
        self._tell(found[1] if found else None)
        if self.tried is not None or was is not None:
            self.intervention_shown.emit(self.tried)

    def _tell(self, entries: list[Entry] | None = None) -> None:
        self.effects.fill(entries or [Entry(NONE_ON)])

    # -- actions --

    def _hold(self, rings: tuple[Ring, ...]) -> None:
        same = set(self.focus.looked.held) == set(rings)
        self.focus.hold_only(() if same else rings)

    def _point(self, rings: tuple[Ring, ...] | None) -> None:
        self.focus.hover(rings[0] if rings else None)

    # -- settings --

    def state(self) -> dict[str, Any]:
        """Return tab, column widths and sort order as plain values."""
        return {
            "places": self.places.state(),
            "tab": self.tabs.currentIndex(),
            "split": self.split.sizes(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore tab, column widths and sort order."""
        places, tab, sizes = state.get("places"), state.get("tab"), halves(state.get("split"))
        if isinstance(places, Mapping):
            self.places.restore(places)
        if isinstance(tab, int) and 0 <= tab < self.tabs.count():
            self.tabs.setCurrentIndex(tab)
        if sizes is not None:
            self.split.setSizes(sizes)

    def wait(self) -> None:
        """Wait until the background work has finished."""
        self.worker.wait()
        self.trier.wait()


def asked(report: Report) -> Iterator[Entry]:
    """Yield the questions about leverage, each with the diagram's answers and what to ask."""
    for question in report.questions:
        yield Entry(f"{question.question} (level {question.level})", is_head=True)
        for answer in question.answers or (NO_ANSWER(),):
            yield Entry(as_sentence(answer))
        yield Entry(f"Ask: {question.open}")


def _with_words(tried: Tried) -> tuple[Tried, list[Entry]]:
    return tried, list(trial_entries(tried))


def _place(judgements: tuple[Judgement, ...], found: Judgement) -> int:
    return next(number for number, other in enumerate(judgements) if other is found)


def _tick(is_on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked


def _is_ticked(item: QTreeWidgetItem) -> bool:
    return item.checkState(0) == Qt.CheckState.Checked
