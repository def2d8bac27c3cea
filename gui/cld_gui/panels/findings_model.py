"""The table model of findings, and the variables and links that a finding is about."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QPalette

from cld.core.diagnostics import RULES, SEVERITIES, Diagnostic, Severity
from cld.core.diagram import Ends
from cld.core.text import Span
from cld.report import Report
from cld_gui.panels.model_types import Index, Role
from cld_gui.shared.colours import severity_icon, theme
from cld_gui.shared.tips import tip

HEADS = ("Severity", "Line", "Code", "Message")
# The names that reports use: an info is called a note.
WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
# A finding about more variables or links than this is about the whole diagram.
MOST_CHOSEN = 40


def severity_colour(severity: Severity, palette: QPalette) -> str:
    """Return the colour of a severity on a palette."""
    roles = {"error": "negative", "warning": "undetermined", "info": "positive"}
    return str(getattr(theme(palette), roles[severity]))


def things_at(report: Report, span: Span) -> tuple[tuple[str, ...], tuple[Ends, ...]]:
    """Return the variables and links at a span of the text: those inside it, else those that
    contain it. For the span of a loop statement, return that loop.

    >>> from cld.analyze import analyze
    >>> things_at(analyze("A (+)-> B (?)-> A"), Span(0, 1))
    (('A',), ())
    """
    for loop in report.loops:
        if loop.span == span:
            return loop.variables, tuple(link.ends for link in loop.links)
    variables, links = report.variables, report.links
    exact = tuple(v.name for v in variables if span in v.spans)
    if exact:
        return exact, ()
    ends = tuple(x.ends for x in links if any(_within(s, span) for s in x.spans))
    names = tuple(v.name for v in variables if any(_within(s, span) for s in v.spans))
    if 0 < len(ends) <= MOST_CHOSEN:
        return (), ends
    if 0 < len(names) <= MOST_CHOSEN and not ends:
        return names, ()
    around = tuple(x.ends for x in links if any(_within(span, s) for s in x.spans))
    return (), around if len(around) == 1 else ()


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


class FindingsModel(QAbstractTableModel):
    """The findings of the selected severities, as rows of a table."""

    def __init__(self, palette: QPalette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.report: Report | None = None
        self._rows: tuple[Diagnostic, ...] = ()

    def arrange(
        self, report: Report, severities: frozenset[Severity], column: int, order: Qt.SortOrder
    ) -> None:
        """Show the findings of some severities, sorted by a column; -1 sorts them by severity,
        then by line."""
        self.beginResetModel()
        self.report = report
        found = [d for d in report.diagnostics if d.severity in severities]
        if column == -1:
            found.sort(key=lambda d: SEVERITIES.index(d.severity))
        else:
            down = order == Qt.SortOrder.DescendingOrder
            found.sort(key=lambda d: self._key(d, column), reverse=down)
        self._rows = tuple(found)
        self.endResetModel()

    def _key(self, finding: Diagnostic, column: int) -> Any:
        keys = (
            SEVERITIES.index(finding.severity),
            finding.span.start,
            finding.code,
            finding.message.casefold(),
        )
        return keys[column]

    def finding(self, row: int) -> Diagnostic:
        """Return the finding in a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of findings shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the title of a column."""
        shown = orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole
        return HEADS[section] if shown else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the value of a cell for a role."""
        if not index.isValid() or self.report is None:
            return None
        finding, column = self._rows[index.row()], index.column()
        if role == Role.DisplayRole:
            line = self.report.source.lines.place(finding.span.start).line
            said = (WORDS[finding.severity], f"{line:,}", finding.code, finding.message)
            return " ".join(said[column].split())
        if role == Role.ToolTipRole:
            return tip(f"{RULES[finding.code].name}: {finding.message}")
        if role == Role.DecorationRole and column == 0:
            colour = severity_colour(finding.severity, self.palette)
            return severity_icon(finding.severity, colour)
        if role == Role.TextAlignmentRole and column == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None
