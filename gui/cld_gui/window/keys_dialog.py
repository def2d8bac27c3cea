"""The help dialogs: mouse and keyboard shortcuts, and About."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QMessageBox, QTextBrowser, QVBoxLayout, QWidget

from cld.version import __version__
from cld_gui.window.actions import COMMANDS

GESTURES = (
    ("Double-click empty space", "Add a variable; type its name in place"),
    ("Double-click a name", "Rename the variable everywhere in the text"),
    ("Drag a name", "Move the variable and pin it there"),
    ("Drag from the edge of a name", "Draw a link to another variable or to a new one"),
    ("Drag the middle of a link", "Bend the link"),
    ("Drag on empty space", "Select everything in the rectangle; with Shift, add to the selection"),
    ("Click a loop badge", "Highlight the loop; click again to clear"),
    ("Point at a loop in the list", "Highlight the loop while the pointer is on it"),
    ("Mouse wheel or pinch", "Zoom; with Shift, the wheel scrolls sideways"),
    ("Drag with the middle button or Alt", "Pan the view"),
    ("Right-click", "Open a menu of actions for the item under the pointer"),
)


class KeysDialog(QDialog):
    """A list of all mouse and keyboard shortcuts. It can stay open while you draw."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mouse and Keyboard Shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = QTextBrowser(self)
        self.page.setHtml("".join(keys_page()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.resize(560, 640)


def keys_page() -> Iterator[str]:
    """Yield the page as rich text: mouse gestures, then the actions of each menu."""
    yield "<h3>Mouse</h3>"
    yield _table(GESTURES)
    for menu in dict.fromkeys(command.menu for command in COMMANDS):
        yield f"<h3>{_plain(menu)}</h3>"
        yield _table(
            (_keys(command.keys), _plain(command.words) + (f": {command.tip}" * bool(command.tip)))
            for command in COMMANDS
            if command.menu == menu and command.words != "-"
        )


def show_about(parent: QWidget | None) -> None:
    """Show the name and version of the program."""
    said = (
        f"<b>cld {__version__}</b><p>A language, analyser and editor for causal loop diagrams.</p>"
        f"<p>Qt {qVersion()}</p>"
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
    return words.replace("&", "").removesuffix("…")
