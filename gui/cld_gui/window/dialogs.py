"""What is asked about files, each question a function that returns what was chosen."""

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
    """Ask what to do with unsaved work before it goes."""
    said = f"Save the changes of “{name}”?"
    chosen = _ask(
        parent, said, "What is not saved is lost.",
        (
            ("Save", ButtonRole.AcceptRole), ("Discard", ButtonRole.DestructiveRole),
            ("Cancel", ButtonRole.RejectRole),
        ),
    )  # fmt: skip
    answers: tuple[OnClose, ...] = ("save", "discard", "cancel")
    return answers[chosen]


def ask_on_change(parent: QWidget | None, trouble: Trouble, is_modified: bool) -> OnChange:
    """Ask what to do about a file that another program has changed or deleted."""
    if trouble.kind == "deleted on disk":
        more = "Your diagram is still here. Saving writes the file anew."
        _ask(parent, _sentence(trouble.said), more, (("Keep mine", ButtonRole.AcceptRole),))
        return "keep"
    more = (
        "Both you and the other program have changed it. Reloading can be undone."
        if is_modified
        else "Reloading can be undone."
    )
    buttons = (
        ("Reload", ButtonRole.AcceptRole),
        ("Keep mine", ButtonRole.DestructiveRole),
        ("Show difference", ButtonRole.ActionRole),
        ("Later", ButtonRole.RejectRole),
    )
    answers: tuple[OnChange, ...] = ("reload", "keep", "difference", "later")
    return answers[_ask(parent, _sentence(trouble.said), more, buttons)]


def ask_about_losses(parent: QWidget | None, path: str, losses: Sequence[str]) -> bool:
    """Ask whether to go on where a format cannot hold all there is; True to go on."""
    if not losses:
        return True
    said = f"“{Path(path).name}” will not hold all of the diagram."
    more = f"Left out: {'; '.join(losses)}.\nThe diagram here stays as it is."
    buttons = (("Write it", ButtonRole.AcceptRole), ("Cancel", ButtonRole.RejectRole))
    return _ask(parent, said, more, buttons) == 0


def tell(parent: QWidget | None, trouble: Trouble) -> None:
    """Say what went wrong."""
    _ask(parent, _sentence(trouble.said), "", (("OK", ButtonRole.AcceptRole),), Icon.Warning)


def tell_notes(parent: QWidget | None, path: str, notes: Sequence[str]) -> None:
    """Say what was changed or left out when a file was opened."""
    if notes:
        said = f"“{Path(path).name}” was opened as a new diagram; the file stays as it is."
        more = "\n".join(f"• {note}" for note in notes[:20])
        rest = f"\n… and {len(notes) - 20:,} more" if len(notes) > 20 else ""
        _ask(parent, said, more + rest, (("OK", ButtonRole.AcceptRole),), Icon.Information)


def show_difference(parent: QWidget | None, mine: str, on_disk: str, name: str) -> None:
    """Show line by line how the text here differs from that on the disk."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(f"{name}: what differs")
    page = QPlainTextEdit(difference(mine, on_disk), readOnly=True)
    page.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    page.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    _stack(dialog, QLabel("Lines with − are on the disk only, lines with + here only."), page,
           buttons)  # fmt: skip
    dialog.resize(QSize(720, 480))
    dialog.exec()


def difference(mine: str, on_disk: str) -> str:
    """Return the lines that differ, with some around them.

    >>> print(difference("A (+)-> B\\nC (+)-> D", "A (+)-> B"))
      A (+)-> B
    + C (+)-> D
    """
    lines = list(unified_diff(on_disk.splitlines(), mine.splitlines(), lineterm=""))[3:]
    said = ("…" if line.startswith("@@") else f"{line[:1]} {line[1:]}" for line in lines)
    return "\n".join(line.replace("-", "−", 1) if line[:1] == "-" else line for line in said)


# -- what was left behind --


class RestoreDialog(QDialog):
    """Unsaved work of windows that did not end well: which is to be restored, which discarded.

    What is in neither list stays where it is and is offered again.
    """

    def __init__(self, parent: QWidget | None, found: Sequence[Left]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Unsaved work was found")
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
        self.later = buttons.addButton("Ask again later", standard.RejectRole)
        self.restore.setDefault(True)
        self.restore.clicked.connect(lambda: self._move(self.restored))
        self.discard.clicked.connect(lambda: self._move(self.discarded))
        self.later.clicked.connect(self.reject)
        self.shown.itemSelectionChanged.connect(self._enable)
        label = QLabel("The editor did not end in good order. This work was not saved:")
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
    """Ask which of the work left behind to restore and which to discard."""
    if not found:
        return [], []
    dialog = RestoreDialog(parent, found)
    dialog.exec()
    return dialog.restored, dialog.discarded


def described(left: Left) -> str:
    """Return what to show of work in a list: its name, when it was kept, how it begins."""
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(left.time))
    first = next((line.strip() for line in left.text.splitlines() if line.strip()), "empty")
    folder = f"\n{Path(left.path).parent}" if left.path else ""
    return f"{left.name}, {when}{folder}\n{first[:80]}"


# -- files --


def files_to_open(parent: QWidget | None, folder: str) -> list[str]:
    """Ask for files to open; none where there was a change of mind."""
    endings = " ".join(f"*{e}" for format_ in FORMATS.values() for e in format_.suffixes)
    kinds = f"Diagrams of all formats ({endings})"
    named = ";;".join((kinds, DIAGRAMS, *_others(), ALL))
    return QFileDialog.getOpenFileNames(parent, "Open", folder, named)[0]


def file_to_save(parent: QWidget | None, suggested: str) -> str | None:
    """Ask where to save; a name without an ending gets that of the kind chosen."""
    return _to_save(parent, "Save as", suggested, (DIAGRAMS, *_others(written=True)))


def picture_to_save(parent: QWidget | None, suggested: str) -> str | None:
    """Ask where to write the picture."""
    at = str(Path(suggested).with_suffix(".svg"))
    return _to_save(parent, "Export the picture", at, PICTURES)


def with_ending(path: str, kind: str) -> str:
    """Return a path with an ending: its own, or the first of a kind.

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
    # The file dialog asked about the name as it was typed, not about the whole one.
    if whole != path and is_there(whole) and not _may_replace(parent, whole):
        return None
    return whole


def _may_replace(parent: QWidget | None, path: str) -> bool:
    said = f"“{Path(path).name}” is there already. Replace it?"
    answers = (("Replace", ButtonRole.AcceptRole), ("Cancel", ButtonRole.RejectRole))
    return _ask(parent, said, "", answers) == 0


def _others(written: bool = False) -> tuple[str, ...]:
    """The kinds of files of other formats; one without an ending of its own is none."""
    return tuple(
        f"{format_.called or format_.title} ({' '.join(f'*{e}' for e in format_.suffixes)})"
        for name, format_ in FORMATS.items()
        if name != "cld" and format_.suffixes and (format_.write or not written)
    )


# -- inside --


def _ask(
    parent: QWidget | None,
    said: str,
    more: str,
    buttons: Sequence[tuple[str, QMessageBox.ButtonRole]],
    icon: QMessageBox.Icon = Icon.Question,
) -> int:
    """Show a question; return which button was chosen, the last one for Escape."""
    box = QMessageBox(icon, "cld", said, parent=parent)
    # What is said holds names of files, which are no HTML.
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
