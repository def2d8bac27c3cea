"""What the menu File does: the file of a window, other windows, what leaves the editor."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from cld.io.formats import FORMATS
from cld_gui.document import Document
from cld_gui.files import FileOf
from cld_gui.recovery import Recovery
from cld_gui.trouble import Trouble

_ENDINGS = " ".join(f"*{ending}" for form in FORMATS.values() for ending in form.suffixes)
OPENED = f"Diagrams ({_ENDINGS});;All files (*)"
BUTTONS = QMessageBox.StandardButton


class FileActions(QObject):
    """The file of a window. `told` says what was done; `renamed` that it has another name;
    `asked_for` a window with another file, "" for an empty one."""

    told = Signal(str)
    renamed = Signal()
    asked_for = Signal(str)

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self.document, self.window = document, window
        self.file = FileOf(document, self)
        self.recovery = Recovery(self.file, parent=self)
        self.file.renamed.connect(self.renamed)
        self.file.changed_on_disk.connect(self._changed_on_disk)
        self.recovery.failed.connect(lambda trouble: self.told.emit(trouble.said))

    # -- the menu --

    def new_file(self) -> None:
        """Open an empty diagram in a window of its own."""
        self.asked_for.emit("")

    def open_file(self) -> None:
        """Ask for a file and open it, in this window if that holds nothing yet."""
        path, _ = QFileDialog.getOpenFileName(self.window, "Open", self._folder(), OPENED)
        if path:
            self.open(path)

    def open(self, path: str) -> bool:
        """Open a file, in this window if that holds nothing yet; return whether that went well."""
        if self.document.text or self.file.is_modified:
            self.asked_for.emit(path)
            return True
        trouble = self.file.open(path)
        if trouble is not None:
            self._complain("This file cannot be opened.", trouble)
        elif self.file.notes:
            self.told.emit("; ".join(self.file.notes))
        return trouble is None

    def save(self) -> bool:
        """Save; ask for a name where there is none yet."""
        trouble = self.file.save()
        if trouble is not None and trouble.kind == "unnamed":
            return self.save_as()
        if trouble is not None and trouble.kind in ("changed on disk", "deleted on disk"):
            if not self._may_replace(trouble):
                return False
            trouble = self.file.save(force=True)
        return self._told_of(trouble, "Saved.")

    def save_as(self) -> bool:
        """Ask for a name and save under it, in any of the formats."""
        at = self.file.suggested
        path, _ = QFileDialog.getSaveFileName(self.window, "Save as", at, OPENED)
        if not path:
            return False
        path = path if Path(path).suffix else f"{path}.cld"
        lost = self.file.losses(path)
        done = self._told_of(self.file.save_as(path), f"Saved as {Path(path).name}.")
        if done and lost:
            self.told.emit(f"Saved without: {', '.join(lost)}")
        return done

    # -- ending --

    def may_close(self) -> bool:
        """Ask what is to become of unsaved work; return whether the window may close."""
        if not self.file.is_modified:
            return True
        answer = QMessageBox.question(
            self.window,
            "Unsaved work",
            f"Save the changes to “{self.document.name}”?",
            BUTTONS.Save | BUTTONS.Discard | BUTTONS.Cancel,
            BUTTONS.Save,
        )
        if answer == BUTTONS.Save:
            return self.save()
        return answer == BUTTONS.Discard

    def end(self) -> None:
        """The window closes: nothing of it is to be recovered."""
        self.recovery.close()

    # -- telling --

    def _changed_on_disk(self, trouble: Trouble) -> None:
        answer = QMessageBox.question(
            self.window,
            "Changed by someone else",
            f"{trouble.said}\n\nShow what the file says now? Undo brings your text back.",
            BUTTONS.Yes | BUTTONS.No,
        )
        if answer == BUTTONS.Yes:
            self._told_of(self.file.reload(), "Shown as it is on the disk.")
        else:
            self.file.keep_mine()

    def _may_replace(self, trouble: Trouble) -> bool:
        words = f"{trouble.said}\n\nReplace it with your text?"
        answer = QMessageBox.question(
            self.window, "Changed by someone else", words, BUTTONS.Yes | BUTTONS.No, BUTTONS.No
        )
        return answer == BUTTONS.Yes

    def _told_of(self, trouble: Trouble | None, words: str) -> bool:
        if trouble is None:
            self.told.emit(words)
        else:
            self._complain("This could not be saved.", trouble)
        return trouble is None

    def _complain(self, title: str, trouble: Trouble) -> None:
        QMessageBox.warning(self.window, title, trouble.said)

    def _folder(self) -> str:
        return str(Path(self.file.path).parent) if self.file.path else str(Path.cwd())
