"""The dialogs about files. Each is a function that returns the user's choice."""

from __future__ import annotations

import time
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cld.io.known import FORMATS
from cld_gui.document.disk import is_there
from cld_gui.document.recovery import Left
from cld_gui.document.trouble import Trouble

OnClose = Literal["save", "discard", "cancel"]
OnChange = Literal["reload", "keep", "difference", "later"]
ButtonRole = QMessageBox.ButtonRole
Icon = QMessageBox.Icon

DIAGRAMS = "Diagrams (*.cld)"
ALL = "All files (*)"
PICTURES = ("SVG picture (*.svg)", "PNG picture (*.png)", "PDF (*.pdf)", "Graphviz (*.dot *.gv)")


# -- questions --


def ask_on_close(parent: QWidget | None, name: str) -> OnClose:
    """Ask what to do with unsaved changes before the window closes."""
    said = f"Save changes to “{name}”?"
    chosen = _ask(
        parent, said, "If you discard the changes, they are lost.",
        (
            ("Save", ButtonRole.AcceptRole), ("Discard", ButtonRole.DestructiveRole),
            ("Cancel", ButtonRole.RejectRole),
        ),
    )  # fmt: skip
    answers: tuple[OnClose, ...] = ("save", "discard", "cancel")
    return answers[chosen]


def ask_on_change(parent: QWidget | None, trouble: Trouble, is_modified: bool) -> OnChange:
    """Ask what to do about a file that another program changed or deleted."""
    if trouble.kind == "deleted on disk":
        more = "The diagram is still open in the editor. Save it to create the file again."
        _ask(parent, _sentence(trouble.said), more, (("Keep Mine", ButtonRole.AcceptRole),))
        return "keep"
    more = (
        "You have unsaved changes too. Reloading replaces them, but you can undo it."
        if is_modified
        else "You can undo reloading."
    )
    buttons = (
        ("Reload", ButtonRole.AcceptRole),
        ("Keep Mine", ButtonRole.DestructiveRole),
        ("Show Differences", ButtonRole.ActionRole),
        ("Later", ButtonRole.RejectRole),
    )
    answers: tuple[OnChange, ...] = ("reload", "keep", "difference", "later")
    return answers[_ask(parent, _sentence(trouble.said), more, buttons)]


def ask_about_losses(parent: QWidget | None, path: str, losses: Sequence[str]) -> bool:
    """Ask whether to save in a format that cannot store the whole diagram. True to save."""
    if not losses:
        return True
    said = f"“{Path(path).name}” will not contain the whole diagram."
    lost = "\n".join(f"• {loss}" for loss in losses)
    more = f"Left out:\n{lost}\n\nThe diagram in the editor does not change."
    buttons = (("Save Anyway", ButtonRole.AcceptRole), ("Cancel", ButtonRole.RejectRole))
    return _ask(parent, said, more, buttons) == 0


def tell(parent: QWidget | None, trouble: Trouble) -> None:
    """Show an error message."""
    _ask(parent, _sentence(trouble.said), "", (("OK", ButtonRole.AcceptRole),), Icon.Warning)


def tell_notes(parent: QWidget | None, path: str, notes: Sequence[str]) -> None:
    """List what was changed or left out when a file was opened."""
    if notes:
        said = f"“{Path(path).name}” was opened as a new diagram. The file itself is not changed."
        more = "\n".join(f"• {note}" for note in notes[:20])
        rest = f"\n… and {len(notes) - 20:,} more" if len(notes) > 20 else ""
        _ask(parent, said, more + rest, (("OK", ButtonRole.AcceptRole),), Icon.Information)


def show_difference(parent: QWidget | None, mine: str, on_disk: str, name: str) -> None:
    """Show, line by line, how the text in the editor differs from the file on disk."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(f"{name}: Differences")
    page = QPlainTextEdit(difference(mine, on_disk), readOnly=True)
    page.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    page.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    _stack(dialog, QLabel("− lines are only on disk, + lines are only in the editor."), page,
           buttons)  # fmt: skip
    dialog.resize(QSize(720, 480))
    dialog.exec()


def difference(mine: str, on_disk: str) -> str:
    """Return the lines that differ, with a few lines of context.

    >>> print(difference("A (+)-> B\\nC (+)-> D", "A (+)-> B"))
      A (+)-> B
    + C (+)-> D
    """
    lines = list(unified_diff(on_disk.splitlines(), mine.splitlines(), lineterm=""))[3:]
    said = ("…" if line.startswith("@@") else f"{line[:1]} {line[1:]}" for line in lines)
    return "\n".join(line.replace("-", "−", 1) if line[:1] == "-" else line for line in said)


# -- recovery --


class RestoreDialog(QDialog):
    """Asks which unsaved changes of crashed windows to restore and which to discard.

    Changes that are in neither list are kept and offered again at the next start.
    """

    def __init__(self, parent: QWidget | None, found: Sequence[Left]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Recover Unsaved Changes")
        self.restored: list[Left] = []
        self.discarded: list[Left] = []
        self.shown = QListWidget()
        self.shown.setSpacing(4)
        self.shown.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for left in found:
            item = QListWidgetItem(described(left))
            item.setData(Qt.ItemDataRole.UserRole, left)
            item.setToolTip(left.text[:500])
            self.shown.addItem(item)
        self.shown.selectAll()
        buttons = QDialogButtonBox()
        standard = QDialogButtonBox.ButtonRole
        self.restore = buttons.addButton("Restore", standard.AcceptRole)
        self.discard = buttons.addButton("Discard", standard.DestructiveRole)
        self.later = buttons.addButton("Ask Again Later", standard.RejectRole)
        self.restore.setDefault(True)
        self.restore.clicked.connect(lambda: self._move(self.restored))
        self.discard.clicked.connect(lambda: self._move(self.discarded))
        self.later.clicked.connect(self.reject)
        self.shown.itemSelectionChanged.connect(self._enable)
        label = QLabel(
            "The editor closed unexpectedly. These unsaved changes were recovered:", wordWrap=True
        )
        _stack(self, label, self.shown, buttons)
        self.resize(QSize(560, 320))

    def _move(self, chosen: list[Left]) -> None:
        for item in self.shown.selectedItems():
            chosen.append(item.data(Qt.ItemDataRole.UserRole))
            self.shown.takeItem(self.shown.row(item))
        if self.shown.count() == 0:
            self.accept()
        self.shown.selectAll()

    def _enable(self) -> None:
        for button in (self.restore, self.discard):
            button.setEnabled(bool(self.shown.selectedItems()))


def ask_to_restore(parent: QWidget | None, found: Sequence[Left]) -> tuple[list[Left], list[Left]]:
    """Ask which unsaved changes to restore and which to discard."""
    if not found:
        return [], []
    dialog = RestoreDialog(parent, found)
    dialog.exec()
    return dialog.restored, dialog.discarded


def described(left: Left) -> str:
    """Describe unsaved changes for a list: name, time, folder and first line."""
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(left.time))
    first = next((line.strip() for line in left.text.splitlines() if line.strip()), "(empty)")
    folder = f"\n{Path(left.path).parent}" if left.path else ""
    return f"{left.name}, {when}{folder}\n{first[:80]}"


# -- files --


def files_to_open(parent: QWidget | None, folder: str) -> list[str]:
    """Ask for files to open. Return an empty list if the user cancels."""
    endings = " ".join(f"*{e}" for format_ in FORMATS.values() for e in format_.suffixes)
    kinds = f"All supported formats ({endings})"
    named = ";;".join((kinds, DIAGRAMS, *_others(), ALL))
    return QFileDialog.getOpenFileNames(parent, "Open", folder, named)[0]


def file_to_save(parent: QWidget | None, suggested: str) -> str | None:
    """Ask where to save. A name without a suffix gets that of the selected file type."""
    return _to_save(parent, "Save As", suggested, (DIAGRAMS, *_others(written=True)))


def picture_to_save(parent: QWidget | None, suggested: str) -> str | None:
    """Ask where to export the picture."""
    at = str(Path(suggested).with_suffix(".svg"))
    return _to_save(parent, "Export", at, PICTURES)


def with_ending(path: str, kind: str) -> str:
    """Return the path with a suffix: its present one, or the first of the file type.

    >>> with_ending("a", "PNG picture (*.png)"), with_ending("a.svg", "PNG picture (*.png)")
    ('a.png', 'a.svg')
    """
    if Path(path).suffix:
        return path
    return path + kind.split("*", 1)[1].split(")")[0].split(" ")[0]


def _to_save(
    parent: QWidget | None, title: str, suggested: str, kinds: Sequence[str]
) -> str | None:
    path, kind = QFileDialog.getSaveFileName(parent, title, suggested, ";;".join(kinds))
    if not path:
        return None
    whole = with_ending(path, kind or kinds[0])
    # The file dialog asked about the typed name, not about the name with its suffix.
    if whole != path and is_there(whole) and not _may_replace(parent, whole):
        return None
    return whole


def _may_replace(parent: QWidget | None, path: str) -> bool:
    said = f"“{Path(path).name}” already exists. Do you want to replace it?"
    answers = (("Replace", ButtonRole.AcceptRole), ("Cancel", ButtonRole.RejectRole))
    return _ask(parent, said, "", answers) == 0


def _others(written: bool = False) -> tuple[str, ...]:
    """The file types of other formats. A format without a suffix is left out."""
    return tuple(
        f"{format_.called or format_.title} ({' '.join(f'*{e}' for e in format_.suffixes)})"
        for name, format_ in FORMATS.items()
        if name != "cld" and format_.suffixes and (format_.write or not written)
    )


# -- helpers --


def _ask(
    parent: QWidget | None,
    said: str,
    more: str,
    buttons: Sequence[tuple[str, QMessageBox.ButtonRole]],
    icon: QMessageBox.Icon = Icon.Question,
) -> int:
    """Show a question and return the index of the button pressed. Escape means the last one."""
    box = QMessageBox(icon, "cld", said, parent=parent)
    # The text contains file names, which must not be read as HTML.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    made = [box.addButton(label, role) for label, role in buttons]
    box.setDefaultButton(made[0])
    box.setEscapeButton(made[-1])
    box.exec()
    return next((i for i, b in enumerate(made) if b is box.clickedButton()), len(made) - 1)


def _stack(dialog: QDialog, *widgets: QWidget) -> None:
    layout = QVBoxLayout(dialog)
    for widget in widgets:
        layout.addWidget(widget)


def _sentence(said: str) -> str:
    begun = said[0].upper() + said[1:]
    return begun if begun.endswith(".") else f"{begun}."
