"""Writes a temporary file next to its target, which it replaces once it is complete."""

from __future__ import annotations

import contextlib
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cld.core import temporary

if TYPE_CHECKING:
    from typing_extensions import Buffer

BUFFER = 65_536
# Not so on Windows.
OPEN_FILES_MOVE = os.name == "posix"


@contextlib.contextmanager
def write_beside(path: str, follow: bool) -> Iterator[BinaryIO]:
    """Give a file to write to that replaces a target once all of it is written.

    If writing fails, the temporary file is removed. With `follow` a symbolic link is followed;
    otherwise the link itself is replaced. Raises OSError.
    """
    target = Path(os.path.realpath(path) if follow else path)
    before = _found(target)
    if before is not None and not (stat.S_ISREG(before.st_mode) or stat.S_ISLNK(before.st_mode)):
        raise (
            IsADirectoryError
            if stat.S_ISDIR(before.st_mode)
            else OSError("this is not a regular file")
        )
    late = _Late(target)
    try:
        file = io.BufferedWriter(late, BUFFER)
        yield file
        file.flush()
        late.whole(before)
    finally:
        late.drop()


class _Late(io.RawIOBase):
    """A stream into a file next to the target; the file is made at the first write."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._file = -1
        self._place: Path | None = None
        self._dropped = False

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        """Write data, or ignore it if the file was dropped."""
        if self._dropped:
            return len(memoryview(data))
        self._begin()
        return os.write(self._file, data)

    def whole(self, before: os.stat_result | None) -> None:
        """Replace the target with the file, keeping the permissions and the owner."""
        self._begin()
        assert self._place is not None
        os.fsync(self._file)
        kept = before is not None and stat.S_ISREG(before.st_mode)
        mode = stat.S_IMODE(before.st_mode) if before and kept else 0o666 & ~_umask()
        self._place.chmod(mode)
        if before and kept:
            _keep_owner(before, self._place)
        if not OPEN_FILES_MOVE:
            self._close()
        self._place.replace(self._target)

    def drop(self) -> None:
        """Close the file, and remove it unless it has replaced its target."""
        self._dropped = True
        self._close()
        if self._place is not None:
            temporary.end(self._place)

    def _begin(self) -> None:
        if self._place is None:
            self._file, self._place = temporary.begin(self._target)

    def _close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _found(target: Path) -> os.stat_result | None:
    try:
        return target.lstat()
    except FileNotFoundError:
        return None


def _keep_owner(before: os.stat_result, place: Path) -> None:
    """Keep the owner of a file, such as when root formats the file of another user."""
    now = place.stat()
    if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid) and hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(place, before.st_uid, before.st_gid)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
