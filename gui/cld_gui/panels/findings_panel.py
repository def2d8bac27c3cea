"""The findings panel: problems and notes, with the reason why each matters."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cld.core.diagnostics import RULES, SEVERITIES, Diagnostic, Severity
from cld.prose.wording import plural
from cld.report import Report
from cld.rules.rulebook import rule_page
from cld_gui.document.document import Document
from cld_gui.panels.findings_model import WORDS, FindingsModel, severity_colour, things_at
from cld_gui.panels.panel import Nothing, Panel, button, halves
from cld_gui.panels.table import Table
from cld_gui.shared.colours import severity_icon
from cld_gui.shared.focus import Focus

NO_FINDINGS = "No findings."
NONE_SHOWN = "No findings with these severities. Turn on another severity to see more."
WIDTHS = (84, 42, 66, 60)
_CODE = re.compile(r"`([^`]+)`")


class FindingsPanel(Panel):
    """All findings. `place_asked` is emitted to go to the place of a finding in the text."""

    place_asked = Signal(object)
    follows_broken = True

    def __init__(self, document: Document, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(document, focus, "Findings", parent)
        self.model = FindingsModel(self.palette(), self)
        self.table = Table("Findings", (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space))
        self._set_table()
        self.severities = {severity: self._button(severity) for severity in SEVERITIES}
        self.nothing = Nothing(NO_FINDINGS)
        self.details = QTextBrowser(openLinks=False)
        self.details.setAccessibleName("Details of the finding")
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self.table)
        self.split.addWidget(self.details)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setChildrenCollapsible(False)
        kinds = QHBoxLayout()
        for made in self.severities.values():
            kinds.addWidget(made)
        kinds.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(kinds)
        column.addWidget(self.split, 1)
        column.addWidget(self.nothing, 1)

    def _set_table(self) -> None:
        table = self.table
        table.show_columns(self.model, WIDTHS)
        table.setIconSize(QSize(18, 18))
        table.arranged.connect(self._arrange)
        table.clicked.connect(lambda index: self._go(index.row()))
        table.asked.connect(lambda row, _: self._go(row))
        table.selectionModel().currentRowChanged.connect(self._tell)

    def _button(self, severity: Severity) -> QToolButton:
        made = button("", f"Show {WORDS[severity]}s", is_switch=True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setChecked(True)
        made.toggled.connect(self._arrange)
        return made

    def refresh(self, report: Report) -> None:
        """Show the findings of another report. The current finding stays current if it is still
        there."""
        for severity, made in self.severities.items():
            count = sum(finding.severity == severity for finding in report.diagnostics)
            made.setText(plural(count, WORDS[severity]))
        self._arrange()

    def recolour(self) -> None:
        """Use the colours of the palette."""
        self.model.palette = self.palette()
        for severity, made in self.severities.items():
            made.setIcon(severity_icon(severity, severity_colour(severity, self.palette())))
        self.table.viewport().update()

    def _arrange(self, *_: object) -> None:
        if self.report is None:
            return
        header, current = self.table.horizontalHeader(), self.current()
        scrolled = self.table.verticalScrollBar().value()
        shown = frozenset(s for s, made in self.severities.items() if made.isChecked())
        order = header.sortIndicatorOrder()
        self.model.arrange(self.report, shown, header.sortIndicatorSection(), order)
        rows = range(self.model.rowCount())
        same = (row for row in rows if current and _alike(self.model.finding(row), current))
        row = next(same, 0)
        self.split.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.nothing.setText(NONE_SHOWN if self.report.diagnostics else NO_FINDINGS)
        if rows:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self.table.verticalScrollBar().setValue(scrolled)

    def current(self) -> Diagnostic | None:
        """Return the finding whose details are shown."""
        index = self.table.currentIndex()
        fits = index.isValid() and index.row() < self.model.rowCount()
        return self.model.finding(index.row()) if fits else None

    def _go(self, row: int) -> None:
        """Show the place of a finding in the text and in the picture."""
        finding = self.model.finding(row)
        if self.report is not None:
            variables, links = things_at(self.report, finding.span)
            if variables or links:
                self.focus.choose(variables, links)
        self.place_asked.emit(finding.span)

    def _tell(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid():
            self.details.setHtml("".join(finding_html(self.model.finding(current.row()))))

    def state(self) -> dict[str, Any]:
        """Return column widths, sort order and severities as plain values."""
        shown = [s for s, made in self.severities.items() if made.isChecked()]
        return {**self.table.set_up(), "severities": shown, "split": self.split.sizes()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore column widths, sort order and severities."""
        self.table.set_up_as(state)
        shown, sizes = state.get("severities"), halves(state.get("split"))
        if isinstance(shown, list):
            for severity, made in self.severities.items():
                made.setChecked(severity in shown)
        if sizes is not None:
            self.split.setSizes(sizes)


def _alike(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether two findings are the same, even if the place in the text has moved."""
    return (one.code, one.message) == (other.code, other.message)


def finding_html(finding: Diagnostic) -> Iterator[str]:
    """Yield a finding as rich text: message, hint, rule, reason and two examples."""
    rule = RULES[finding.code]
    yield f"<p><b>{_rich(finding.message)}</b></p>"
    if finding.hint:
        yield f"<p>Hint: {_rich(finding.hint)}</p>"
    book = rule_page(finding.code)
    yield f"<p>{rule.code} {rule.name}, {WORDS[rule.severity]}</p>"
    yield from (f"<p>{_rich(said)}</p>" for said in book.why.split("\n\n"))
    for title, example in (("Bad", book.bad), ("Good", book.good)):
        shown = html.escape(example.rstrip())
        yield f"<p><b>{title}</b></p><pre style='white-space: pre-wrap'>{shown}</pre>"


def _rich(said: str) -> str:
    return _CODE.sub(r"<code>\1</code>", html.escape(said, quote=False))
