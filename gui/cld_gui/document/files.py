"""The file of a document: opens, saves, and sees when someone else changes it."""

from __future__ import annotations

from os.path import realpath
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from cld.core.text import Edit, Span
from cld.io.known import FORMATS, WRITTEN, format_of
from cld_gui.document import disk
from cld_gui.document.disk import FileRead, Form, is_there
from cld_gui.document.document import Document
from cld_gui.document.trouble import Trouble

# After news of a file or its folder so many milliseconds pass before a look: who writes a file
# does so in several steps.
PAUSE = 100
UNTITLED = "untitled"


class FileOf(QObject):
    """The file a document is kept in, or none yet.

    `path` is where it is; `form` how its text is written; `seen` the hash of what lay there
    when it was last read or written, None for no file; `notes` what was changed or left out
    when it was opened from another format.

    `renamed` tells that the path is another one, `saving` that the text is about to be written,
    `saved` that it is on the disk,
    `changed_on_disk` brings a Trouble when someone else has changed or deleted the file, once
    for each change.
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
        """Whether the text holds work that is not in the file."""
        return not self.document.stack.isClean()

    @property
    def suggested(self) -> str:
        """The path to offer where a name is asked for."""
        at = Path(self.path) if self.path else self._origin or Path(f"{self.document.name}.cld")
        return str(at.with_suffix(".cld") if self.path is None else at)

    # -- to another text --

    def begin(self, text: str = "", name: str = UNTITLED, path: str | None = None) -> None:
        """Begin a diagram that is in no file; `path` is where it is to go, if that is known."""
        self._take(FileRead(text, Form(), "", False), name, path, None)

    def open(self, path: str) -> Trouble | None:
        """Show a file. One of another format becomes a diagram without a name of its own."""
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
        """Take up unsaved work: the text is not in the file, of which `seen` was known."""
        self._take(FileRead(text, form, ""), name, path, seen)
        self.document.stack.resetClean()

    # -- to the disk --

    def save(self, force: bool = False) -> Trouble | None:
        """Write the text to its file. What someone else wrote there goes only with `force`."""
        if self.path is None:
            return Trouble("unnamed", "this diagram has no name yet: save it under one")
        conflict = None if force else self._conflict(self._now())
        return conflict or self._write(self.path)

    def save_as(self, path: str) -> Trouble | None:
        """Write to another file, replacing it. A .cld file is the document's own from then on;
        of another format a copy is written, without what `losses` tells."""
        path = str(Path(path).absolute())
        name = format_of(path)
        if name == "cld":
            return self._write(path)
        write = FORMATS[name].write if name else None
        if write is None:
            known = ", ".join(ending for name in WRITTEN for ending in FORMATS[name].suffixes)
            return disk.trouble("unknown format", path, "needs a known ending", known)
        written = write(self.document.diagram)
        return disk.replace_file(path, written.text.encode("utf-8", "replace"))

    def losses(self, path: str) -> tuple[str, ...]:
        """Return what a file of this name cannot hold, comments aside where it is a .cld."""
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
            *(("comments",) if comments else ()),
            *(("what could not be read in the text",) if unread else ()),
        )

    # -- what someone else did --

    def look(self) -> Trouble | None:
        """Compare the file with what was last read or written, and tell what is new about it.

        It is called when the folder has news; call it too when the window comes to the front.
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
        """Return what the file says now, None where that cannot be read."""
        found = disk.read_diagram_file(self.path) if self.path else None
        return found.text if isinstance(found, FileRead) else None

    def reload(self) -> Trouble | None:
        """Show what the file says now, as a step that can be undone."""
        if self.path is None:
            return Trouble("unnamed", "this diagram is in no file yet")
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
        """Stay with the text as it is; the next save replaces what is on the disk now."""
        now = self._now()
        if not isinstance(now, Trouble):
            self.seen, self._told = now, None
            self.document.stack.resetClean()

    # -- inside --

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
            reason = f"line {line} holds half a character, which no file can hold; delete it"
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
        """What someone else did to the file. What they wrote may be just what stands here."""
        if self.path is None or now == self.seen:
            return None
        if isinstance(now, Trouble):
            return now
        name = Path(self.path).name
        if now is None:
            return Trouble("deleted on disk", f"“{name}” is no longer where it was")
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
        """Watch the file and its folder: who replaces a file makes another one of its name."""
        wanted: set[str] = set()
        if self.path is not None:
            places = (Path(self.path), Path(realpath(self.path)))
            wanted = {str(p) for place in places for p in (place, place.parent) if is_there(p)}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))


def _between(before: str, after: str) -> tuple[Edit, ...]:
    """The one edit that makes a text another, as short as it can be."""
    if before == after:
        return ()
    start = _same(before, after)
    most = min(len(before), len(after)) - start
    same = _same(before[::-1][:most], after[::-1][:most])
    return (Edit(Span(start, len(before) - same), after[start : len(after) - same]),)


def _same(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
