"""The editing widget: shows the text of a document and turns typing into edits of it.

Qt edits its own copy of the text first. Each change there is passed to the document as one edit.
All other changes of the document are applied to the copy. So both texts are the same at the end of
every event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFontDatabase,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from cld.core.text import INDENT, Edit, Span
from cld_gui.document.document import Changed, Document
from cld_gui.shared.late import late
from cld_gui.shared.utf16 import ShownText, edit_between, to_mirror

if TYPE_CHECKING:
    from cld_gui.text import line_edits
else:
    line_edits = late("cld_gui.text.line_edits")

SMALLEST, LARGEST = 6, 48
_STEP = len(INDENT)
_BY_POPUP = (
    Qt.Key.Key_Enter,
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
)


class CodeEdit(QPlainTextEdit):
    """Shows `document.text` and edits it.

    Attributes
    ----------
    followed
        Signal: a change of the document is now shown.
    typed
        Signal: a key added or removed text.
    composed
        Signal: a line lost its looks to an input method.
    mended
        Signal: Qt's text had to be replaced by that of the document.
    """

    followed = Signal(object)
    mended = Signal()
    typed = Signal()
    composed = Signal(int)
    converted = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.diagram_document = document
        self.popup: QWidget | None = None
        self.shown = ShownText("")
        # More than 0 while the text changes. The change itself moves the caret then.
        self.changing = 0
        self._touched: tuple[int, int] | None = None
        self._own: tuple[Edit, ...] | None = None
        self._caret_follows = False
        self._label = "Typing"
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._usual_size = self.font().pointSizeF()
        self._set_tab_stops()
        self.document().contentsChange.connect(self._note)
        self.document().contentsChanged.connect(self._tell)
        self._mirror([Edit(Span(0, 0), document.text)], ShownText(document.text))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        document.changed.connect(self._follow)

    # -- places --

    @property
    def caret(self) -> int:
        """The position of the caret in the text."""
        return self.shown.from_qt(self.textCursor().position())

    @property
    def chosen(self) -> Span:
        """The selected span of the text, or an empty span at the caret."""
        cursor = self.textCursor()
        return self.shown.span(cursor.selectionStart(), cursor.selectionEnd())

    def seen(self) -> Span:
        """Return the span of the lines that are visible, at least in part."""
        last = self.cursorForPosition(self.viewport().rect().bottomLeft()).block()
        return self.shown.span(self.firstVisibleBlock().position(), last.position() + last.length())

    def cursor_over(self, span: Span) -> QTextCursor:
        """Return a cursor that selects a span of the text."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.shown.to_qt(span.start))
        cursor.setPosition(self.shown.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def choose(self, span: Span) -> None:
        """Select a span of the text and scroll to it."""
        self.setTextCursor(self.cursor_over(span))
        self.ensureCursorVisible()

    # -- from Qt's text to the document --

    def _note(self, position: int, removed: int, added: int) -> None:
        if self.changing and self._touched is None:
            return  # our own mirroring
        before = self.shown
        end = min(position + removed, before.qt_length)
        if self._touched is None:
            self.changing += 1
            self._touched = (position, end)
        else:
            # A second change before the first was passed on: only compare the whole text.
            self._touched = (0, before.qt_length)

    def _tell(self) -> None:
        if self._touched is None:
            return
        (position, end), self._touched = self._touched, None
        before = self.shown
        plain = self.document().toRawText().replace("\u2029", "\n")
        start, until = before.plain_from_qt(position), before.plain_from_qt(end)
        edit = edit_between(before, plain, start, until)
        if edit is not None:
            self._own = (edit,)
            self.diagram_document.apply([edit], self._label, is_typing=True)
        is_refused, self._own = self._own is not None, None
        self.changing -= 1
        self._mend(is_refused)

    # -- from the document to Qt's text --

    def _follow(self, changed: Changed) -> None:
        after = ShownText(changed.source.text)
        if self._own is not None and changed.edits == self._own:
            self._own = None
            self.shown = after
        else:
            self._mirror(list(changed.edits), after)
            self._mend()
        self.followed.emit(changed)

    def _mirror(self, edits: list[Edit], after: ShownText) -> None:
        self.changing += 1
        changes = to_mirror(self.shown, edits)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for start, end, words in changes:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(_as_it_is(words))
        cursor.endEditBlock()
        is_new = len(edits) == 1 and edits[0].span == Span(0, len(self.shown.text))
        self.shown = after
        if changes and self._caret_follows:
            # The first in the list is the last in the text, shifted by those before it.
            by = sum(len(w.encode("utf-16-le")) // 2 - (e - s) for s, e, w in changes[1:])
            start, _, words = changes[0]
            cursor.setPosition(start + by + len(words.encode("utf-16-le")) // 2)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        elif is_new:
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self.changing -= 1

    def _mend(self, is_other: bool = False) -> None:
        """If Qt's text ever differs from that of the document, replace it."""
        if not is_other and self.document().characterCount() - 1 == self.shown.qt_length:
            return
        plain = self.document().toRawText().replace("\u2029", "\n")
        now, after = ShownText(plain), self.shown
        if self.document().characterCount() - 1 != now.qt_length:
            # Half a character is left, which Qt reports as nothing. No position in it is known.
            self._begin_again(after)
        else:
            self.shown = now
            edit = edit_between(now, after.plain, 0, len(plain))
            self._mirror([edit] if edit else [], after)
        self.mended.emit()

    def _begin_again(self, after: ShownText) -> None:
        self.changing += 1
        cursor = QTextCursor(self.document())
        place = min(self.textCursor().position(), after.qt_length)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(_as_it_is(after.plain))
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self.changing -= 1

    def undo_step(self) -> None:
        """Undo the last step and move the caret there."""
        self._caret_follows = True
        self.diagram_document.stack.undo()
        self._caret_follows = False

    def redo_step(self) -> None:
        """Redo the step that was undone and move the caret there."""
        self._caret_follows = True
        self.diagram_document.stack.redo()
        self._caret_follows = False

    # -- keys, clipboard, wheel --

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle undo, redo and indentation. Keys of an open popup are left to the popup."""
        key = event.key()
        if self.popup is not None and self.popup.isVisible() and key in _BY_POPUP:
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_step()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_redo(event):
            self.redo_step()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._break_line()
        elif key == Qt.Key.Key_Tab and not event.modifiers():
            self._indent(back=False)
        elif key == Qt.Key.Key_Backtab:
            self._indent(back=True)
        else:
            before = self.shown
            super().keyPressEvent(event)
            if self.shown is not before:
                self.typed.emit()
            return
        event.accept()

    def _break_line(self) -> None:
        cursor = self.textCursor()
        start = QTextCursor(self.document())
        start.setPosition(cursor.selectionStart())
        line = start.block().text()[: start.positionInBlock()]
        cursor.insertText("\n" + line[: len(line) - len(line.lstrip(" \t"))])
        self.ensureCursorVisible()

    def _indent(self, back: bool) -> None:
        cursor = self.textCursor()
        if not back and not cursor.hasSelection():
            cursor.insertText(" " * (_STEP - cursor.positionInBlock() % _STEP))
            return
        edits = line_edits.indent(self.diagram_document.source.lines, self.chosen, _STEP, back)
        self.diagram_document.apply(edits, "Unindent" if back else "Indent")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Accept text from an input method. Emit `composed`, as the line loses its looks."""
        super().inputMethodEvent(event)
        self.composed.emit(self.textCursor().blockNumber())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the selected text with the line breaks of the file."""
        data, span = QMimeData(), self.chosen
        data.setText(self.shown.text[span.start : span.end])
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accept text. Dropped files are left to the window."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop text as one undo step; text in another format is converted."""
        self._label = "Paste"
        from cld.io.pasting import pasted  # late: not needed to show a window

        found = pasted(source.text())
        if found.title:
            converted = QMimeData()
            converted.setText(found.text)
            super().insertFromMimeData(converted)
            self.converted.emit(found.title)
        else:
            super().insertFromMimeData(source)
        self._label = "Typing"

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, otherwise scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def zoom(self, steps: int) -> None:
        """Make the font this many points larger. 0 restores the default size."""
        self.set_size(self.font().pointSizeF() + steps if steps else self._usual_size)

    def set_size(self, points: float) -> None:
        """Set the font size in points."""
        font = self.font()
        font.setPointSizeF(max(SMALLEST, min(points, LARGEST)))
        self.setFont(font)
        self._set_tab_stops()

    def _set_tab_stops(self) -> None:
        self.setTabStopDistance(_STEP * self.fontMetrics().horizontalAdvance(" "))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the standard menu, with undo and redo of the document."""
        menu = self.context_menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def context_menu(self) -> QMenu:
        """Return the context menu."""
        menu, stack = self.createStandardContextMenu(), self.diagram_document.stack
        usual = menu.actions()
        undo, redo = QAction("Undo", menu), QAction("Redo", menu)
        undo.setEnabled(stack.canUndo())
        redo.setEnabled(stack.canRedo())
        undo.triggered.connect(self.undo_step)
        redo.triggered.connect(self.redo_step)
        for action in usual[:2]:
            menu.removeAction(action)
        menu.insertActions(usual[2], [undo, redo])
        return menu


def _as_it_is(words: str) -> str:
    """Return text that Qt inserts unchanged: Qt removes a byte-order mark at the start."""
    return f"\ufeff{words}" if words.startswith(("\ufeff", "\ufffe")) else words


def _is_redo(event: QKeyEvent) -> bool:
    """Whether the keys are Ctrl+Shift+Z or Ctrl+Y: both mean redo on every platform."""
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    pressed = event.modifiers() & (control | shift | Qt.KeyboardModifier.AltModifier)
    if event.key() == Qt.Key.Key_Z:
        return pressed == control | shift
    return event.key() == Qt.Key.Key_Y and pressed == control
