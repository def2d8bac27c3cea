"""The looks of the text: syntax colours, underlined problems, backgrounds, the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from cld.core.diagnostics import Diagnostic
from cld.core.text import Span
from cld_gui.document.document import Changed, Document
from cld_gui.text.code_edit import CodeEdit
from cld_gui.text.grounds import marks
from cld_gui.text.highlight import Highlight, underlined
from cld_gui.text.line_numbers import LineNumbers
from cld_gui.text.problems import MOST, at, problem_text, problems_after
from cld_gui.text.text_colours import TextColours
from cld_gui.text.tokens import TokenReader

if TYPE_CHECKING:
    from cld.report import Report
    from cld_gui.text.search import Hit


class Looks(QObject):
    """Keeps the looks of an editing widget in sync with its document.

    `changed` is emitted when the problems or their places have changed.
    """

    changed = Signal()

    def __init__(self, editor: CodeEdit, document: Document) -> None:
        super().__init__(editor)
        self._editor, self._document = editor, document
        self.problems: tuple[Diagnostic, ...] = document.source.diagnostics
        self.mentions: list[Span] = []
        self.hits: tuple[Hit, ...] = ()
        self._reader = TokenReader()
        self._highlight = Highlight(editor.document())
        self.margin = LineNumbers(editor, TextColours.of(editor.palette()))
        self._line = -1
        self._is_marking = self._is_scrolled = False
        self.recolour()
        self.fit_margin()
        editor.followed.connect(self._follow)
        editor.mended.connect(self.show)
        editor.composed.connect(self._composed)
        editor.cursorPositionChanged.connect(self._moved)
        editor.blockCountChanged.connect(self.fit_margin)
        editor.verticalScrollBar().valueChanged.connect(self._scrolled)
        document.checked.connect(self._report)
        editor.installEventFilter(self)
        editor.viewport().installEventFilter(self)

    def recolour(self) -> None:
        """Use the colours that fit the palette."""
        colours = TextColours.of(self._editor.palette())
        self.margin.colours = colours
        self._highlight.set_colours(colours)
        self.show()
        self.mark()

    def show(self) -> None:
        """Show the present tokens and problems."""
        editor, source = self._editor, self._document.source
        tokens = self._reader.lines(source.syntax.statements, source.lines)
        underlines = underlined(editor.shown, editor.document(), self.problems)
        self._highlight.show(tokens, underlines)
        tips: dict[int, list[str]] = {}
        for problem in self.problems[:MOST]:
            number = source.lines.place(problem.span.start).line - 1
            tips.setdefault(number, []).append(problem_text(problem))
        self.margin.show_problems(underlines, {n: "\n\n".join(said) for n, said in tips.items()})

    def mark(self) -> None:
        """Show the backgrounds: the caret's line, and the visible mentions and hits."""
        editor = self._editor
        self._line = editor.textCursor().blockNumber()
        seen = editor.seen()
        mentions = [m for m in self.mentions if m.start <= seen.end and m.end >= seen.start]
        first, last = editor.shown.to_qt(seen.start), editor.shown.to_qt(seen.end)
        hits = [hit for hit in self.hits if hit.start <= last and hit.end >= first]
        self._is_marking, self._is_scrolled = True, False
        editor.setExtraSelections(marks(editor, self.margin.colours, mentions, hits))
        self._is_marking = False
        if self._is_scrolled:
            QTimer.singleShot(0, self, self._scrolled)

    def fit_margin(self) -> None:
        """Give the margin the width it needs."""
        self._editor.setViewportMargins(self.margin.width_needed(), 0, 0, 0)
        self.margin.fit()

    def _follow(self, changed: Changed) -> None:
        self.problems = problems_after(self.problems, changed.edits)
        self.show()
        self.changed.emit()

    def _composed(self, line: int) -> None:
        self._highlight.forget(line)
        self.show()

    def _report(self, report: Report) -> None:
        self.problems = report.diagnostics
        self.show()
        self.changed.emit()

    def _moved(self) -> None:
        if self._editor.textCursor().blockNumber() != self._line:
            self.mark()
            self.margin.update()

    def _scrolled(self) -> None:
        if self._is_marking:
            # Qt measures the marks, lays out lines for that, and scrolls. If the marks are
            # replaced before it is done, it continues with deleted ones and crashes.
            self._is_scrolled = True
        elif self.mentions or self.hits:
            self.mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size, font and palette of the editor. Show problems in tooltips."""
        kind = event.type()
        if watched is self._editor:
            if kind in (QEvent.Type.Resize, QEvent.Type.FontChange):
                self.fit_margin()
                self._scrolled()
            elif kind == QEvent.Type.PaletteChange:
                self.recolour()
        elif isinstance(event, QHelpEvent) and kind == QEvent.Type.ToolTip:
            place = QRect(event.pos(), event.pos()).adjusted(-4, -4, 4, 4)
            viewport = self._editor.viewport()
            QToolTip.showText(event.globalPos(), self.tip(event.pos()), viewport, place)
            return True
        return False

    def tip(self, place: QPoint) -> str:
        """Return the problems at a place of the viewport, as text."""
        cursor = self._editor.cursorForPosition(place)
        if not self._editor.cursorRect(cursor).adjusted(-20, 0, 20, 0).contains(place):
            return ""  # not on the line
        offset = self._editor.shown.from_qt(cursor.position())
        return "\n\n".join(problem_text(problem) for problem in at(self.problems, offset))
