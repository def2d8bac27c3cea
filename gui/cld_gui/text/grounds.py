"""Backgrounds of the text: the caret's line, mentions of the selection, search hits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPen, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit

from cld.core.text import Span
from cld_gui.text.code_edit import CodeEdit
from cld_gui.text.text_colours import TextColours

if TYPE_CHECKING:
    from cld_gui.text.search import Hit


def marks(
    editor: CodeEdit, colours: TextColours, mentions: Iterable[Span], hits: Iterable[Hit]
) -> list[QTextEdit.ExtraSelection]:
    """Return the marks of a text. Mentions and hits have an outline too, for readers who cannot
    see the colours."""
    line = QTextCharFormat()
    line.setBackground(colours.line)
    line.setProperty(QTextFormat.Property.FullWidthSelection, True)
    here = editor.textCursor()
    here.clearSelection()
    found = [_mark(here, line)]
    soft = _boxed(colours.mention, colours.edge)
    found += [_mark(editor.cursor_over(span), soft) for span in mentions]
    strong = _boxed(colours.hit, colours.quiet)
    for hit in hits:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(hit.start)
        cursor.setPosition(hit.end, QTextCursor.MoveMode.KeepAnchor)
        found.append(_mark(cursor, strong))
    return found


def _boxed(ground: QColor, edge: QColor) -> QTextCharFormat:
    looks = QTextCharFormat()
    looks.setBackground(ground)
    looks.setProperty(QTextFormat.Property.OutlinePen, QPen(edge, 1))
    return looks


def _mark(cursor: QTextCursor, looks: QTextCharFormat) -> QTextEdit.ExtraSelection:
    mark = QTextEdit.ExtraSelection()
    mark.cursor, mark.format = cursor, looks
    return mark
