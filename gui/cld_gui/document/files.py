"""The file of a document: opens and saves it, and notices changes by other programs."""

from __future__ import annotations

from os.path import realpath
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from cld.conversion import equations_in, written_as
from cld.core.text import Edit, Span
from cld.io.known import FORMATS, WRITTEN, format_of
from cld_gui.document import disk
from cld_gui.document.disk import FileRead, Form, is_there
from cld_gui.document.document import Document
from cld_gui.document.trouble import Trouble

# The pause between a notification about the file and the check, in milliseconds: programs write a
# file in several steps.
PAUSE = 100
UNTITLED = "untitled"


class FileOf(QObject):
    """The file of a document, or none yet.

    Attributes
    ----------
    path
        Path of the file, or None.
    form
        Encoding of the text.
    seen
        Hash of the file when it was last read or written, None for no file.
    notes
        What was changed or left out when the file was opened from another format.
    renamed
        Signal: the path has changed.
    saving
        Signal: the text is about to be written.
    saved
        Signal: the text is on disk.
    changed_on_disk
        Signal: another program changed or deleted the file. Carries a Trouble, once for each
        change.
    """

    renamed = Signal()
    saving = Signal()
    saved = Signal()
    changed_on_disk = Signal(object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.path: str | None = None
        self.form = Form()
        self.seen: str | None = None
        self.notes: tuple[str, ...] = ()
        self._origin: Path | None = None
        self._told: tuple[Trouble, object] | None = None
        self._watcher = QFileSystemWatcher(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._watcher.fileChanged.connect(self._pause.start)
        self._watcher.directoryChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.look)

    @property
    def is_modified(self) -> bool:
        """Whether the text contains unsaved changes."""
        return not self.document.stack.isClean()

    @property
    def suggested(self) -> str:
        """The path to suggest in a save dialog."""
        at = Path(self.path) if self.path else self._origin or Path(f"{self.document.name}.cld")
        return str(at.with_suffix(".cld") if self.path is None else at)

    # -- opening --

    def begin(self, text: str = "", name: str = UNTITLED, path: str | None = None) -> None:
        """Start a diagram that has no file. `path` is the place to save it, if that is known."""
        self._take(FileRead(text, Form(), "", False), name, path, None)

    def open(self, path: str) -> Trouble | None:
        """Open a file. A file of another format becomes a new diagram without a file."""
        absolute = Path(path).absolute()
        found = disk.read_diagram_file(str(absolute))
        if isinstance(found, Trouble):
            return found
        if found.is_own:
            self._take(found, absolute.name, str(absolute), found.hash)
        else:
            self._take(found, absolute.stem, None, None)
            self._origin = absolute
        return None

    def restore(self, text: str, form: Form, name: str, path: str | None, seen: str | None) -> None:
        """Take over unsaved changes. `seen` is the hash of the file when it was last known."""
        self._take(FileRead(text, form, ""), name, path, seen)
        self.document.stack.resetClean()

    # -- saving --

    def save(self, force: bool = False) -> Trouble | None:
        """Write the text to its file. Changes by another program are overwritten only with
        `force`."""
        if self.path is None:
            return Trouble("unnamed", "this diagram has no name yet; use Save As")
        conflict = None if force else self._conflict(self._now())
        return conflict or self._write(self.path)

    def save_as(self, path: str) -> Trouble | None:
        """Write to another file and replace it. A .cld file becomes the file of the document. In
        another format, a copy is written, without the things that `losses` lists."""
        path = str(Path(path).absolute())
        name = format_of(path)
        if name == "cld":
            return self._write(path)
        if name is None or FORMATS[name].write is None:
            known = ", ".join(ending for name in WRITTEN for ending in FORMATS[name].suffixes)
            return disk.trouble("unknown format", path, "needs a known extension", known)
        written = written_as(self.document.diagram, name)
        return disk.replace_file(path, written.text.encode("utf-8", "replace"))

    def losses(self, path: str) -> tuple[str, ...]:
        """Return the parts of the diagram that a file with this name cannot store: none if it is
        a .cld file."""
        name = format_of(path)
        write = FORMATS[name].write if name and name != "cld" else None
        if write is None:
            return ()
        source = self.document.source
        lost = write(source.diagram).dropped
        comments = any(s.parsed.comments for s in source.syntax.statements)
        unread = self.document.broken is not None
        return (
            *lost,
            *_equations(path),
            *(("comments",) if comments else ()),
            *(("text that could not be read",) if unread else ()),
        )

    # -- changes by other programs --

    def look(self) -> Trouble | None:
        """Compare the file with its last known content. Emit `changed_on_disk` on a new change.

        It is called when the folder changes. Call it too when the window becomes active.
        """
        self._watch()
        now = self._now()
        trouble = self._conflict(now)
        news = None if trouble is None else (trouble, now)
        is_new = news != self._told
        self._told = news
        if trouble is not None and is_new:
            self.changed_on_disk.emit(trouble)
        return trouble

    def text_on_disk(self) -> str | None:
        """Return the present text of the file, or None if it cannot be read."""
        found = disk.read_diagram_file(self.path) if self.path else None
        return found.text if isinstance(found, FileRead) else None

    def reload(self) -> Trouble | None:
        """Show the present text of the file, as one undo step."""
        if self.path is None:
            return Trouble("unnamed", "this diagram has no file yet")
        found = disk.read_diagram_file(self.path)
        if isinstance(found, Trouble):
            return found
        if not found.is_own:
            return disk.trouble("unreadable", self.path, "cannot be read as it is", found.notes[0])
        self.document.apply(_between(self.document.text, found.text), "Reload")
        self.form, self.seen = found.form, found.hash
        self.document.stack.setClean()
        self._watch()
        return None

    def keep_mine(self) -> None:
        """Keep the text in the editor. The next save replaces the file on disk."""
        now = self._now()
        if not isinstance(now, Trouble):
            self.seen, self._told = now, None
            self.document.stack.resetClean()

    # -- helpers --

    def _take(self, found: FileRead, name: str, path: str | None, seen: str | None) -> None:
        self.form, self.seen, self.notes = found.form, seen, found.notes
        self._origin = self._told = None
        self.document.replace_all(found.text, name)
        self._move_to(path)

    def _move_to(self, path: str | None) -> None:
        is_new = path != self.path
        self.path = path
        if path is not None:
            self.document.name = Path(path).name
        self._watch()
        if is_new:
            self.renamed.emit()

    def _write(self, path: str) -> Trouble | None:
        try:
            data = self.form.encode(self.document.text)
        except UnicodeEncodeError as error:
            line = error.object[: error.start].count("\n") + 1
            reason = f"line {line} contains half a character, which cannot be stored; delete it"
            return disk.trouble("unwritable", path, "cannot be saved", reason)
        self.saving.emit()
        trouble = disk.replace_file(path, data)
        if trouble is None:
            self.seen, self._told = disk.hash_of(data), None
            self.notes = ()
            self._move_to(path)
            self.document.stack.setClean()
            self.saved.emit()
        return trouble

    def _now(self) -> str | Trouble | None:
        return disk.hash_on_disk(self.path) if self.path else None

    def _conflict(self, now: str | Trouble | None) -> Trouble | None:
        """The change that another program made to the file, or None. Its new text may also equal
        the text here."""
        if self.path is None or now == self.seen:
            return None
        if isinstance(now, Trouble):
            return now
        name = Path(self.path).name
        if now is None:
            return Trouble("deleted on disk", f"“{name}” was moved or deleted")
        if now == self._mine():
            self.seen = now
            self.document.stack.setClean()
            return None
        return Trouble("changed on disk", f"“{name}” was changed by another program")

    def _mine(self) -> str | None:
        try:
            return disk.hash_of(self.form.encode(self.document.text))
        except UnicodeEncodeError:
            return None

    def _watch(self) -> None:
        """Watch the file and its folder: a program that replaces a file creates a new one."""
        wanted: set[str] = set()
        if self.path is not None:
            places = (Path(self.path), Path(realpath(self.path)))
            wanted = {str(p) for place in places for p in (place, place.parent) if is_there(p)}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))


def _equations(path: str) -> tuple[str, ...]:
    """Return the equations in a file, which would be lost if it is replaced."""
    count = equations_in(path)
    if count is None:
        return ("the model in that file, which cld cannot read",)
    if not count:
        return ()
    equations = "1 equation" if count == 1 else f"{count:,} equations"
    return (f"{equations} of the model in that file",)


def _between(before: str, after: str) -> tuple[Edit, ...]:
    """The shortest single edit that turns one text into another."""
    if before == after:
        return ()
    start = _same(before, after)
    most = min(len(before), len(after)) - start
    same = _same(before[::-1][:most], after[::-1][:most])
    return (Edit(Span(start, len(before) - same), after[start : len(after) - same]),)


def _same(one: str, other: str) -> int:
    """The length of the common beginning of two texts."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
