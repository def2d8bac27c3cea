"""Reads files within bounds and writes them so that nothing is ever half written."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MAX_BYTES = 16_000_000


class FileError(Exception):
    """A file that cannot be read or written; its text is one line for people."""


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    Raises FileError with one clear line for a missing file, a folder, one that may not be
    read, and one of more than 16 MB, of which no more than that is read.
    """
    try:
        if path == "-" and sys.stdin is None:
            raise FileError("standard input is closed")
        if path == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        elif Path(path).is_dir():
            raise FileError(f"{path}: this is a folder; name the .cld files in it")
        else:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileError(f"{path}: {_reason(error)}") from None
    except ValueError:
        raise FileError(f"{path!r}: no file can have this name") from None
    if len(data) > MAX_BYTES:
        raise FileError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB, which no diagram is")
    return data


def write_atomically(path: str, data: bytes) -> None:
    """Replace a file whole, or leave it as it was. Links are followed, permissions kept.

    Raises FileError where it cannot be written.
    """
    with replacing(path) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of another once all of it is written.

    Where that does not come to pass, the other is left as it was. Raises FileError where it
    cannot be written.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            # A pipe or device cannot be replaced, only written to.
            with target.open("wb") as device:
                yield device
            return
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(mode)
            _keep_owner(target, temporary)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileError(f"{path}: {_reason(error)}") from None


def _keep_owner(target: Path, temporary: Path) -> None:
    """Root formatting another user's file leaves it theirs."""
    if not target.exists() or not hasattr(os, "chown"):
        return
    now = target.stat()
    if (now.st_uid, now.st_gid) != (temporary.stat().st_uid, temporary.stat().st_gid):
        with contextlib.suppress(PermissionError):
            os.chown(temporary, now.st_uid, now.st_gid)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "no such file",
        PermissionError: "permission denied",
        IsADirectoryError: "this is a folder",
        NotADirectoryError: "a part of this path is no folder",
    }
    return reasons.get(type(error), error.strerror or str(error)).lower()
