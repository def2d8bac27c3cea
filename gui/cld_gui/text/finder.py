"""Runs the searches of the find bar: finds hits, moves between them, replaces them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from cld_gui.text.code_edit import CodeEdit
from cld_gui.text.find_bar import FindBar
from cld_gui.text.search import Hit, SearchResult, find, replaced


class Finder(QObject):
    """Keeps the hits of the query up to date while the bar is open. `changed` is emitted when
    they change."""

    changed = Signal()

    def __init__(self, editor: CodeEdit, bar: FindBar) -> None:
        super().__init__(editor)
        self._editor, self._bar = editor, bar
        self.found = SearchResult()
        self._anchor = 0
        bar.asked.connect(self._ask)
        bar.go_on.connect(self.go_on)
        bar.replace.connect(self.replace)
        bar.replace_all.connect(self.replace_all)
        bar.closed.connect(self._close)
        editor.followed.connect(self._look_again)
        editor.cursorPositionChanged.connect(self._tell)

    def open_bar(self, with_replace: bool) -> None:
        """Open the bar with the selected text as the query."""
        cursor = self._editor.textCursor()
        self._anchor = cursor.selectionStart()
        words = cursor.selectedText()
        self._bar.open_bar("" if "\u2029" in words else words, with_replace)
        self._search()

    def go_on(self, forward: bool = True) -> None:
        """Select the next hit after the caret, or the previous one. Wrap around at the ends."""
        if not self._bar.isVisible():
            self._search()
        hits = self.found.hits
        if not hits:
            return
        cursor = self._editor.textCursor()
        if forward:
            # The selection may be a hit itself.
            index = bisect_left(hits, cursor.selectionEnd(), key=lambda hit: hit.start)
        else:
            index = bisect_right(hits, cursor.selectionStart(), key=lambda hit: hit.end) - 1
        self._select(hits[index % len(hits)])

    def replace(self) -> None:
        """Replace the selected hit and go to the next one."""
        number = self._number()
        if number is None:
            self.go_on()
            return
        editor, hit = self._editor, self.found.hits[number - 1]
        edit = replaced(editor.shown, hit, self._bar.put.text(), self._bar.wanted)
        editor.diagram_document.apply([edit], "Replace")
        after = QTextCursor(editor.document())
        after.setPosition(editor.shown.to_qt(edit.span.start + len(edit.text)))
        editor.setTextCursor(after)
        self.go_on()

    def replace_all(self) -> None:
        """Replace all hits as one undo step."""
        editor, put, wanted = self._editor, self._bar.put.text(), self._bar.wanted
        edits = [replaced(editor.shown, hit, put, wanted) for hit in self.found.hits]
        editor.diagram_document.apply(edits, "Replace all")

    def _number(self) -> int | None:
        """The number of the selected hit, from 1."""
        cursor, hits = self._editor.textCursor(), self.found.hits
        index = bisect_left(hits, cursor.selectionStart(), key=lambda hit: hit.start)
        if index == len(hits) or not cursor.hasSelection():
            return None
        hit = hits[index]
        is_it = (hit.start, hit.end) == (cursor.selectionStart(), cursor.selectionEnd())
        return index + 1 if is_it else None

    def _ask(self) -> None:
        """The query has changed: select the first hit after the place where the search began."""
        self._search()
        hits = self.found.hits
        if hits:
            index = bisect_left(hits, self._anchor, key=lambda hit: hit.start)
            self._select(hits[index % len(hits)])

    def _select(self, hit: Hit) -> None:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(hit.start)
        cursor.setPosition(hit.end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()

    def _look_again(self) -> None:
        if self._bar.isVisible():
            self._search()

    def _search(self) -> None:
        self.found = find(self._editor.shown, self._bar.wanted)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        if self._bar.isVisible() and not self._editor.changing:
            self._bar.tell(self._number(), len(self.found.hits), self.found.error)

    def _close(self) -> None:
        self.found = SearchResult()
        self.changed.emit()
        self._editor.setFocus()
