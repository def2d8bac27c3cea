"""The actions of the menu File: open, save, export, copy and print."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from cld.paint.shapes import Look
from cld.paint.theme import ThemeName
from cld_gui.document.beginning import Beginning
from cld_gui.document.document import Document
from cld_gui.document.files import FileOf
from cld_gui.document.recent import forget_all, recent, remember_file
from cld_gui.document.recovery import Recovery
from cld_gui.document.trouble import Trouble
from cld_gui.shared.folders import settings_file
from cld_gui.shared.late import late

if TYPE_CHECKING:
    from cld_gui.document import export
    from cld_gui.window import dialogs, template_dialog
else:
    dialogs, export = late("cld_gui.window.dialogs"), late("cld_gui.document.export")
    template_dialog = late("cld_gui.window.template_dialog")


class FileActions(QObject):
    """The file of a window.

    Signals: `told` carries a message for the status bar, `renamed` means that the file has another
    name, `asked_for` asks for a window with a file ("" for an empty one), and `begun` for a window
    with a template.
    """

    told = Signal(str)
    renamed = Signal()
    asked_for = Signal(str)
    begun = Signal(object)

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self.document, self.window = document, window
        self.theme: ThemeName = "light"
        self.file = FileOf(document, self)
        self.recovery = Recovery(self.file, parent=self)
        self.file.renamed.connect(self.renamed)
        self._is_asking = False
        self._to_ask: Trouble | None = None
        self.file.changed_on_disk.connect(self._ask_once)
        self.recovery.failed.connect(lambda trouble: self.told.emit(trouble.said))

    # -- the menu --

    def new_file(self) -> None:
        """Open an empty diagram in a new window."""
        self.asked_for.emit("")

    def new_from_template(self) -> None:
        """Ask for a template and open it."""
        dialog = template_dialog.TemplateDialog(self.window)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen is not None:
            self.begin(dialog.chosen)

    def begin(self, beginning: Beginning) -> None:
        """Open a template, in this window if it is still empty."""
        if not self._is_untouched:
            self.begun.emit(beginning)
        else:
            self.file.begin(beginning.text, beginning.name)

    @property
    def _is_untouched(self) -> bool:
        """Whether the window is still empty, without even a step to undo or redo."""
        document = self.document
        return not (document.text or self.file.path or document.stack.count())

    def open_file(self) -> None:
        """Ask for files and open them, the first in this window if it is still empty."""
        for path in dialogs.files_to_open(self.window, self._folder()):
            self.open(path)

    def open(self, path: str) -> bool:
        """Open a file, in this window if it is still empty. Return whether that succeeded."""
        if not self._is_untouched:
            self.asked_for.emit(path)
            return True
        trouble = self.file.open(path)
        if trouble is not None:
            dialogs.tell(self.window, trouble)
            return False
        if self.file.notes:
            dialogs.tell_notes(self.window, path, self.file.notes)
        remember_file(str(Path(path).absolute()), settings_file())
        return True

    def fill_recent(self, menu: QMenu) -> None:
        """List the files that were opened or saved last."""
        menu.clear()
        for one in recent(settings_file()):
            action = menu.addAction(one.name)
            action.setToolTip(one.path)
            action.setEnabled(not one.is_missing)
            action.triggered.connect(lambda checked=False, path=one.path: self.open(path))
        menu.addSeparator()
        menu.addAction("&Clear Menu").triggered.connect(lambda: forget_all(settings_file()))

    def save(self) -> bool:
        """Save the diagram. Ask for a name if it has none yet."""
        trouble = self.file.save()
        if trouble is not None and trouble.kind == "unnamed":
            return self.save_as()
        if trouble is not None and trouble.kind == "changed on disk":
            return self._changed_on_disk(trouble) == "keep" and self._done(self.file.save())
        if trouble is not None and trouble.kind == "deleted on disk":
            trouble = self.file.save(force=True)
        return self._done(trouble)

    def save_as(self) -> bool:
        """Ask for a name and save the diagram there, in any supported format."""
        path = dialogs.file_to_save(self.window, self.file.suggested)
        if path is None or not dialogs.ask_about_losses(self.window, path, self.file.losses(path)):
            return False
        done = self._done(self.file.save_as(path))
        if done:
            remember_file(path, settings_file())
        return done

    def export_picture(self) -> None:
        """Ask where to export the picture, and write it as it is shown."""
        path = dialogs.picture_to_save(self.window, self.file.suggested)
        if path is not None:
            found = export.export(self.document.seen, path, self._look())
            if isinstance(found, Trouble):
                dialogs.tell(self.window, found)
            else:
                self.told.emit(" ".join((f"Exported {Path(path).name}.", *found.remarks)))

    def copy_picture(self) -> None:
        """Copy the picture to the clipboard."""
        trouble = export.copy(self.document.seen, self._look(), self.document.text)
        self.told.emit("Copied to the clipboard." if trouble is None else trouble.said)

    def print_picture(self) -> None:
        """Ask for a printer and print the picture."""
        printer = export.printer(self.document.seen)
        if isinstance(printer, Trouble):
            dialogs.tell(self.window, printer)
            return
        dialog = import_module("PySide6.QtPrintSupport").QPrintDialog(printer, self.window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            trouble = export.print_on(printer, self.document.seen, self._look())
            if trouble is not None:
                dialogs.tell(self.window, trouble)

    # -- closing --

    def may_close(self) -> bool:
        """Ask what to do with unsaved changes. Return whether the window may close."""
        if not self.file.is_modified:
            return True
        answer = dialogs.ask_on_close(self.window, self.document.name)
        return self.save() if answer == "save" else answer == "discard"

    def end(self) -> None:
        """The window is closing: remove its backup, there is nothing to recover."""
        self.recovery.close()

    # -- messages --

    def _ask_once(self, trouble: Trouble) -> None:
        """Ask about a change on disk. If more changes arrive meanwhile, ask about the last one."""
        self._to_ask = trouble
        if self._is_asking:
            return
        self._is_asking = True
        answer = None
        while self._to_ask is not None and answer not in ("reload", "keep"):
            asked, self._to_ask = self._to_ask, None
            answer = self._changed_on_disk(asked)
        self._is_asking, self._to_ask = False, None

    def _changed_on_disk(self, trouble: Trouble) -> dialogs.OnChange:
        answer = dialogs.ask_on_change(self.window, trouble, self.file.is_modified)
        if answer == "reload":
            self._done(self.file.reload(), "Reloaded from disk.")
        elif answer == "keep":
            self.file.keep_mine()
        elif answer == "difference":
            on_disk = self.file.text_on_disk() or ""
            dialogs.show_difference(self.window, self.document.text, on_disk, self.document.name)
        return answer

    def _done(self, trouble: Trouble | None, words: str = "Saved.") -> bool:
        if trouble is None:
            self.told.emit(words)
        else:
            dialogs.tell(self.window, trouble)
        return trouble is None

    def _look(self) -> Look:
        return Look(theme=self.theme)

    def _folder(self) -> str:
        return str(Path(self.file.path).parent) if self.file.path else str(Path.cwd())
