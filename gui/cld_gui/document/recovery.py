"""Unsaved work outlives its process: it is kept in a file of its own until it is saved."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from cld.core.files import FileError, write_atomically
from cld.core.temporary import remove_leftovers
from cld_gui.document import disk
from cld_gui.document.disk import Form
from cld_gui.document.files import FileOf
from cld_gui.document.trouble import Trouble
from cld_gui.document.worker import Worker
from cld_gui.shared.folders import recovery_folder, text_in

# Milliseconds: work is kept so long after the last change, and so often while one types on.
PAUSE = 400
LONGEST = 2000
ENDING = ".json"


@dataclass(frozen=True, slots=True)
class Left:
    """Work that a process left behind unsaved: the text, what it was called, the file it
    belongs to, if any, what was known of that file, and when it was kept (seconds since 1970)."""

    kept_in: Path
    text: str
    name: str
    path: str | None
    seen: str | None
    form: Form
    time: float


class Recovery(QObject):
    """Keeps the unsaved work of one window, in the background.

    `kept` tells that what is unsaved now is safe; `failed` brings a Trouble where it cannot be
    kept, once.
    """

    kept = Signal()
    failed = Signal(object)

    def __init__(
        self,
        file: FileOf,
        folder: Path | None = None,
        pause: int = PAUSE,
        longest: int = LONGEST,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.file = file
        self._folder = folder or recovery_folder()
        self._place = self._folder / f"{os.getpid()}-{os.urandom(8).hex()}{ENDING}"
        self._lock: QLockFile | None = None
        self._has_failed = False
        self._writer = Worker(self)
        self._writer.done.connect(self._written)
        self._pause = QTimer(self, singleShot=True, interval=pause)
        self._longest = QTimer(self, singleShot=True, interval=longest)
        self._pause.timeout.connect(self.keep)
        self._longest.timeout.connect(self.keep)
        file.document.changed.connect(self._changed)
        file.document.stack.cleanChanged.connect(self._cleaned)
        file.saving.connect(self.keep_now)
        file.saved.connect(self.forget)

    def keep(self) -> None:
        """Keep the work as it stands now; done in the background."""
        self._pause.stop()
        self._longest.stop()
        if not self.file.is_modified:
            self.forget()
        elif self._is_owned():
            place, said = self._place, _written(self.file)
            self._writer.start(lambda watch: _write(place, said))

    def keep_now(self) -> Trouble | None:
        """Keep the work before anything else is done.

        So it is before each save: what is kept then is what is being written, and never older
        than the file.
        """
        self._pause.stop()
        self._longest.stop()
        self._writer.wait()
        return _write(self._place, _written(self.file)) if self._is_owned() else None

    def forget(self) -> None:
        """Nothing is unsaved: remove what was kept."""
        self._pause.stop()
        self._longest.stop()
        # What is being written now would come back after it was removed.
        self._writer.wait()
        with contextlib.suppress(OSError):
            self._place.unlink(missing_ok=True)

    def close(self) -> None:
        """End in good order: the work is saved, or is not wanted."""
        self.forget()
        self._let_go()

    def take(self, left: Left) -> Trouble | None:
        """Take up work that was left behind, unless another window has done so."""
        lock = _locked(left.kept_in)
        if lock is None or not left.kept_in.exists():
            return Trouble("taken", f"“{left.name}” was restored in another window")
        self.file.restore(left.text, left.form, left.name, left.path, left.seen)
        # It must at no time be in no file: first into that of this window.
        trouble = self.keep_now()
        if trouble is None and self._lock is not None:
            _remove(left.kept_in)
        lock.unlock()
        return trouble

    def _changed(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _cleaned(self, is_clean: bool) -> None:
        if is_clean:
            self.forget()

    def _written(self, trouble: Trouble | None) -> None:
        if trouble is None:
            self.kept.emit()
        else:
            self._fail(trouble)

    def _fail(self, trouble: Trouble) -> None:
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(trouble)

    def _is_owned(self) -> bool:
        """Whether the lock is held by which others see that this window lives."""
        if self._lock is None:
            with contextlib.suppress(OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = _locked(self._place)
        if self._lock is None:
            said = f"unsaved work cannot be kept safe: {self._folder} cannot be written to"
            self._fail(Trouble("unwritable", said))
        return self._lock is not None

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def left_behind(folder: Path | None = None) -> tuple[Left, ...]:
    """Return the unsaved work of windows that are no more, newest first.

    What is in its file by now is no longer unsaved, and is removed.
    """
    folder = folder or recovery_folder()
    found = []
    for place in sorted(folder.glob(f"*{ENDING}")):
        lock = _locked(place)
        if lock is None:
            continue
        left = _read(place)
        if left is not None:
            _sweep_beside(left)
        if left is not None and _is_saved(left):
            _remove(place)
        elif left is not None:
            found.append(left)
        lock.unlock()
    _sweep(folder)
    return tuple(sorted(found, key=lambda left: (-left.time, left.name)))


def discard(left: Left) -> None:
    """Remove work that is not wanted, unless another window has taken it up."""
    lock = _locked(left.kept_in)
    if lock is not None:
        _remove(left.kept_in)
        lock.unlock()


def _locked(place: Path) -> QLockFile | None:
    """Return the lock of a file's owner, now held here, or None while its owner lives."""
    lock = QLockFile(str(place.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # no lock is stale for its age, only for its process being gone
    return lock if lock.tryLock(0) else None


def _written(file: FileOf) -> dict[str, object]:
    return {
        "version": 1,
        "time": time.time(),
        "name": file.document.name,
        "path": file.path,
        "seen": file.seen,
        "encoding": file.form.encoding,
        "mark": file.form.mark.hex(),
        "crlf": file.form.crlf,
        "text": file.document.text,
    }


def _write(place: Path, said: dict[str, object]) -> Trouble | None:
    try:
        write_atomically(str(place), json.dumps(said).encode())
    except FileError as error:
        return Trouble("unwritable", f"unsaved work cannot be kept safe: {error}")
    return None


def _read(place: Path) -> Left | None:
    """Return what a file keeps, None for one that is damaged or of another version."""
    try:
        said = json.loads(text_in(place) or "")
        form = Form(said["encoding"], bytes.fromhex(said["mark"]), said["crlf"] is True)
        form.encode("")
        path, seen = said["path"], said["seen"]
        texts = [said["text"], said["name"], *(t for t in (path, seen) if t is not None)]
        if said["version"] != 1 or not all(isinstance(text, str) for text in texts):
            return None
        return Left(place, said["text"], said["name"], path, seen, form, float(said["time"]))
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def _is_saved(left: Left) -> bool:
    try:
        return left.path is not None and disk.hash_on_disk(left.path) == disk.hash_of(
            left.form.encode(left.text)
        )
    except UnicodeEncodeError:
        return False


def _remove(place: Path) -> None:
    with contextlib.suppress(OSError):
        place.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a killed process left half written, and its lock."""
    for place in _halves(folder):
        owner = folder / f"{place.name.lstrip('.').split('.')[0]}{ENDING}"
        lock = _locked(owner)
        if lock is not None:
            if place.suffix != ".lock":
                _remove(place)
            lock.unlock()
        elif _was_never_held(place):
            _remove(place)


def _sweep_beside(left: Left) -> None:
    """Remove what a process killed while saving left beside its file."""
    if left.path is not None:
        remove_leftovers(Path(os.path.realpath(left.path)))


def _was_never_held(place: Path) -> bool:
    """Whether a process was killed between making its lock and writing its number there."""
    with contextlib.suppress(OSError):
        found = place.stat()
        return place.suffix == ".lock" and not found.st_size and time.time() - found.st_mtime > 60
    return False


def _halves(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(p for p in folder.iterdir() if p.name[0] == "." or p.suffix == ".lock")
    except OSError:
        return
