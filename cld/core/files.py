"""Reads files within bounds and writes them so that nothing is ever half written."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cld.core.beside import write_beside
from cld.core.gate import say

MAX_BYTES = 16_000_000
_STREAMS = {"stdin": 0, "stdout": 1, "stderr": 2}
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,6})|/dev/(stdin|stdout|stderr)")


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
        elif is_folder(path):
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


def write_atomically(path: str, data: bytes, follow: bool = True) -> None:
    """Replace a file whole, or leave it as it was; permissions are kept.

    A link that a person named is followed. With `follow` false it is replaced itself: a name that
    was made up here must not lead elsewhere. Raises FileError where it cannot be written.
    """
    with replacing(path, follow) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: str, follow: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of another once all of it is written.

    Where that does not come to pass, the other is left as it was. Nothing is made before there is
    something to write. A pipe or a device cannot be replaced, and is written to. Raises FileError
    where it cannot be written.
    """
    try:
        with _opened(path) if follow and is_device(path) else write_beside(path, follow) as file:
            yield file
    except OSError as error:
        raise FileError(f"{path}: {_reason(error)}") from None


def is_folder(path: str) -> bool:
    """Tell whether a folder lies there; a name that no file can have is none."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def is_device(path: str) -> bool:
    """Tell whether something that cannot be replaced lies there: a pipe, a terminal."""
    if _descriptor(path) is not None:
        return True
    try:
        return not stat.S_ISREG(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def _opened(path: str) -> BinaryIO:
    """A pipe or a device. A descriptor of this process is written on from where it stands."""
    number = _descriptor(path)
    if number is not None:
        return os.fdopen(os.dup(number), "wb")
    waits = getattr(os, "O_NONBLOCK", 0)
    try:
        file = os.open(path, os.O_WRONLY | waits)
    except OSError as error:
        if error.errno != errno.ENXIO or not waits:
            raise
        say(f"{path}: waiting for who reads this pipe")
        file = os.open(path, os.O_WRONLY)
    if waits:
        os.set_blocking(file, True)
    return os.fdopen(file, "wb")


def _descriptor(path: str) -> int | None:
    """The number of a descriptor of this process that a path stands for."""
    found = _DESCRIPTOR.fullmatch(path)
    return int(found.group(1) or _STREAMS[found.group(2)]) if found else None


def _reason(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "no such file",
        PermissionError: "permission denied",
        IsADirectoryError: "this is a folder",
        NotADirectoryError: "a part of this path is no folder",
    }
    return reasons.get(type(error), error.strerror or str(error)).lower()
