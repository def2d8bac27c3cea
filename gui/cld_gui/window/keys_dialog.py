"""Help: all gestures and keys on a page, and what this program is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QMessageBox, QTextBrowser, QVBoxLayout, QWidget

from cld.version import __version__
from cld_gui.window.actions import COMMANDS

GESTURES = (
    ("Double-click on empty space", "a new variable, its name typed in place"),
    ("Double-click on a name", "rename it, everywhere in the text"),
    ("Drag a name", "put it where you like: it stays there"),
    ("Drag from the rim of a name", "draw a link, to another name or to a new one"),
    ("Drag the middle of a link", "bend it"),
    ("Drag on empty space", "choose with a band; with Shift more of them"),
    ("Click on a loop's mark", "light the loop, and hold it"),
    ("Point at a loop in the list", "light it for a moment"),
    ("Wheel, pinch", "zoom; with Shift the wheel moves across"),
    ("Drag with the middle button or Alt", "move the view"),
    ("Right button", "what can be done with what is under it"),
    ("Esc", "cancel a gesture; let loops go; choose nothing"),
)


class KeysDialog(QDialog):
    """All gestures and keys; it may stay open while one draws."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Gestures and keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = QTextBrowser(self)
        self.page.setHtml("".join(keys_page()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.resize(560, 640)


def keys_page() -> Iterator[str]:
    """Yield the page as rich text: gestures, then each menu."""
    yield "<h3>With the mouse</h3>"
    yield _table(GESTURES)
    for menu in dict.fromkeys(command.menu for command in COMMANDS):
        yield f"<h3>{_plain(menu)}</h3>"
        yield _table(
            (_keys(command.keys), _plain(command.words) + (f": {command.tip}" * bool(command.tip)))
            for command in COMMANDS
            if command.menu == menu and command.words != "-"
        )


def show_about(parent: QWidget | None) -> None:
    """Say what this program is."""
    said = (
        f"<b>cld {__version__}</b><p>A language, an analyser and an editor for causal loop "
        f"diagrams.</p><p>Qt {qVersion()}</p>"
    )
    box = QMessageBox(QMessageBox.Icon.NoIcon, "About cld", said, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><td style='padding-right: 16px'><b>{escape(left)}</b></td>"
        f"<td>{escape(right)}</td></tr>"
        for left, right in rows
    )
    return f"<table cellspacing='2'>{cells}</table>"


def _keys(keys: tuple[str, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(QKeySequence(key).toString(native) for key in keys)


def _plain(words: str) -> str:
    return words.replace("&", "")
