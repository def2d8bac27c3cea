"""Backs up unsaved changes in a separate file, so that they survive a crash."""

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

# The pause between the last change and the backup, and between backups during typing, in
# milliseconds.
PAUSE = 400
LONGEST = 2000
ENDING = ".json"


@dataclass(frozen=True, slots=True)
class Left:
    """Unsaved changes that a process left: the text, its name, the file it belongs to, if any, the
    last known hash and encoding of that file, and the time of the backup (seconds since 1970)."""

    kept_in: Path
    text: str
    name: str
    path: str | None
    seen: str | None
    form: Form
    time: float


class Recovery(QObject):
    """Backs up the unsaved changes of one window in the background.

    `kept` is emitted when the unsaved changes are backed up, `failed` with a Trouble when that is
    not possible, once.
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
        """Back up the present changes in the background."""
        self._pause.stop()
        self._longest.stop()
        if not self.file.is_modified:
            self.forget()
        elif self._is_owned():
            place, said = self._place, _written(self.file)
            self._writer.start(lambda watch: _write(place, said))

    def keep_now(self) -> Trouble | None:
        """Back up the present changes before anything else is done.

        This is called before each save, so that the backup contains the text that is being
        written and is never older than the file.
        """
        self._pause.stop()
        self._longest.stop()
        self._writer.wait()
        return _write(self._place, _written(self.file)) if self._is_owned() else None

    def forget(self) -> None:
        """Remove the backup, because all changes are saved."""
        self._pause.stop()
        self._longest.stop()
        # A backup that is being written now would reappear after the removal.
        self._writer.wait()
        with contextlib.suppress(OSError):
            self._place.unlink(missing_ok=True)

    def close(self) -> None:
        """Shut down cleanly: the changes are saved or discarded."""
        self.forget()
        self._let_go()

    def take(self, left: Left) -> Trouble | None:
        """Take over the changes that a process left, unless another window has done so."""
        lock = _locked(left.kept_in)
        if lock is None or not left.kept_in.exists():
            return Trouble("taken", f"“{left.name}” was restored in another window")
        self.file.restore(left.text, left.form, left.name, left.path, left.seen)
        # The changes must be in a file at all times: write them to that of this window first.
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
        """Whether this window has its lock, which shows other processes that it is alive."""
        if self._lock is None:
            with contextlib.suppress(OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = _locked(self._place)
        if self._lock is None:
            said = f"unsaved changes cannot be backed up: {self._folder} is not writable"
            self._fail(Trouble("unwritable", said))
        return self._lock is not None

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def left_behind(folder: Path | None = None) -> tuple[Left, ...]:
    """Return the unsaved changes of windows whose process is gone, newest first.

    Changes that are in their file by now are no longer unsaved, and are removed.
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
    """Remove discarded changes, unless another window has taken them over."""
    lock = _locked(left.kept_in)
    if lock is not None:
        _remove(left.kept_in)
        lock.unlock()


def _locked(place: Path) -> QLockFile | None:
    """Acquire and return the lock of a file's owner, or return None while its owner is alive."""
    lock = QLockFile(str(place.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # a lock is never stale by age, only if its process is gone
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
        return Trouble("unwritable", f"unsaved changes cannot be backed up: {error}")
    return None


def _read(place: Path) -> Left | None:
    """Return the changes in a backup file, or None if it is damaged or of another version."""
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
    """Remove half-written files of killed processes, and their locks."""
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
    """Remove temporary files that a process killed while saving left next to its file."""
    if left.path is not None:
        remove_leftovers(Path(os.path.realpath(left.path)))


def _was_never_held(place: Path) -> bool:
    """Whether a process was killed between creating its lock and writing its id there."""
    with contextlib.suppress(OSError):
        found = place.stat()
        return place.suffix == ".lock" and not found.st_size and time.time() - found.st_mtime > 60
    return False


def _halves(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(p for p in folder.iterdir() if p.name[0] == "." or p.suffix == ".lock")
    except OSError:
        return
