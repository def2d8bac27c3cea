"""Temporary files, written next to the target that they replace when they are complete.

Each is named after its target, `.NAME.1.cldpart`, and locked while its writer runs. A file that is
not locked was left by a process that was killed; the next process that writes the same target
removes it. If two processes write the same target at once, each uses its own name, and the one that
ends last wins. On a file system without locks, the files of killed processes are not removed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed: that is the lock
    fcntl = None  # type: ignore[assignment]

ENDING = ".cldpart"
# At least MOST files can be written at once for one target. The first LOOKED_AT names are checked
# for files left behind.
MOST, LOOKED_AT = 1_000, 8
# File systems take names of 255 bytes.
MOST_BYTES = 255 - len(f"..{MOST}{ENDING}")

_FLAGS = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
# The files this process is writing: the name, and the device and inode of each.
_own: dict[Path, tuple[int, int]] = {}


def begin(target: Path) -> tuple[int, Path]:
    """Create a file next to a target and remove the files that dead processes left there.

    Return its descriptor and its name. Raises OSError.
    """
    made: tuple[int, Path] | None = None
    for number in range(1, MOST + 1):
        if made is not None and number > LOOKED_AT:
            break
        place = _place(target, number)
        if made is None:
            made = _made(place)
        else:
            _remove_left(place)
    if made is None:
        raise OSError(errno.EMFILE, "too many programs write this file at once")
    return made


def remove_leftovers(target: Path) -> None:
    """Remove the files that dead processes left next to a target."""
    for number in range(1, LOOKED_AT + 1):
        _remove_left(_place(target, number))


def end(place: Path) -> None:
    """Remove a temporary file, unless it has replaced its target."""
    which = _own.pop(place, None)
    with contextlib.suppress(OSError):
        if which == _which(os.lstat(place)):
            place.unlink()


def clear() -> None:
    """Remove all files that this process is still writing, before it ends."""
    for place in list(_own):
        end(place)


def _place(target: Path, number: int) -> Path:
    name = os.fsdecode(os.fsencode(target.name)[:MOST_BYTES])
    return target.with_name(f".{name}.{number}{ENDING}")


def _made(place: Path) -> tuple[int, Path] | None:
    """Return a new, locked file with this name, or None if another process is writing one."""
    while True:
        with _unstopped():
            try:
                file = os.open(place, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                file = None
            if file is not None:
                if _is_locked(file) and _is_at(file, place):
                    _own[place] = _which(os.fstat(file))
                    return file, place
                os.close(file)  # another process removed it as left behind before it was locked
                continue
        if not _remove_left(place):
            return None


def _remove_left(place: Path) -> bool:
    """Remove a file that was left behind; return whether the name is free now."""
    try:
        if not stat.S_ISREG(os.lstat(place).st_mode):
            return False
        if fcntl is None:
            place.unlink()
            return True
        file = os.open(place, _FLAGS | os.O_NONBLOCK)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        if not _is_locked(file) or not _is_at(file, place):
            return False
        place.unlink()
        return True
    except OSError:
        return False
    finally:
        os.close(file)


def _is_locked(file: int) -> bool:
    """Lock a file for this process; return whether it is locked now. Without support for locks,
    a file counts as locked, so that nobody removes it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)
    return True


def _is_at(file: int, place: Path) -> bool:
    try:
        return _which(os.fstat(file)) == _which(os.lstat(place))
    except OSError:
        return False


def _which(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


@contextlib.contextmanager
def _unstopped() -> Iterator[None]:
    """Delay signals, so that every created file is recorded."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    ends = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
