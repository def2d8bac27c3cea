"""Reads files up to a size limit, and writes files so that none is ever left half written."""

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
# The most .cld files of a folder that a message names.
MOST_NAMED = 3
_STREAMS = {"stdin": 0, "stdout": 1, "stderr": 2}
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,6})|/dev/(stdin|stdout|stderr)")


class FileError(Exception):
    """A file that cannot be read or written; its text is one line for people."""


def read_bytes(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    Raises FileError with one clear line for a missing file, a folder, a file without
    permission to read it, and a file larger than 16 MB, of which only 16 MB are read.
    """
    try:
        if path == "-" and sys.stdin is None:
            raise FileError("standard input is closed; name a file, or pipe a diagram into cld")
        if path == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        elif is_folder(path):
            raise FileError(_is_a_folder(path))
        else:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise FileError(no_such_file(path)) from None
    except OSError as error:
        raise FileError(f"{path}: {_reason(error)}") from None
    except ValueError:
        raise FileError(f"{path!r}: no file can have this name") from None
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // 1_000_000
        raise FileError(f"{path}: larger than {megabytes} MB, the most cld reads")
    return data


def no_such_file(path: str) -> str:
    """Return the message for a file that does not exist; it names the one with `.cld` added."""
    with_ending = f"{path}.cld"
    try:
        meant = f"; did you mean “{with_ending}”?" if Path(with_ending).is_file() else ""
    except (OSError, ValueError):
        meant = ""
    return f"{path}: no such file{meant}"


def _is_a_folder(path: str) -> str:
    """Return the message for a folder given as a file; it names the .cld files in it."""
    try:
        found = sorted(inside.name for inside in Path(path).iterdir() if inside.suffix == ".cld")
    except OSError:
        found = []
    said = f"{path}: this is a folder"
    if not found:
        return f"{said}, and it contains no .cld files; name a file"
    inside = [os.path.join(path, name) for name in found]  # noqa: PTH118 - as it was typed
    if len(found) == 1:
        return f"{said}; name the file in it: {inside[0]}"
    if len(found) <= MOST_NAMED:
        return f"{said}; name a file in it: {', '.join(inside[:-1])} or {inside[-1]}"
    glob = os.path.join(path, "*.cld")  # noqa: PTH118
    several = f"name one of its {len(found):,} .cld files, such as {inside[0]}"
    return f"{said}; {several}, or all as {glob} if the command takes several files"


def write_atomically(path: str, data: bytes, follow: bool = True) -> None:
    """Replace the whole content of a file, or leave it unchanged. Permissions are kept.

    A symbolic link is followed if `follow` is true, as for a name that a person typed. Otherwise
    the link itself is replaced, so that a generated name cannot lead elsewhere. Raises FileError
    if the file cannot be written.
    """
    with replacing(path, follow) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(path: str, follow: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write to that replaces another once all of it is written.

    If writing fails, the other file is left unchanged. No file is made before the first write. A
    pipe or a device cannot be replaced, so it is written to directly. Raises FileError if it
    cannot be written.
    """
    try:
        with _opened(path) if follow and is_device(path) else write_beside(path, follow) as file:
            yield file
    except OSError as error:
        raise FileError(f"{path}: {_reason(error)}") from None


def is_folder(path: str) -> bool:
    """Return whether a path is a folder; False for a name that no file can have."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def is_device(path: str) -> bool:
    """Return whether a path is something that cannot be replaced, such as a pipe or a terminal."""
    if _descriptor(path) is not None:
        return True
    try:
        return not stat.S_ISREG(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def _opened(path: str) -> BinaryIO:
    """Open a pipe or a device. A descriptor of this process continues at its position."""
    number = _descriptor(path)
    if number is not None:
        return os.fdopen(os.dup(number), "wb")
    waits = getattr(os, "O_NONBLOCK", 0)
    try:
        file = os.open(path, os.O_WRONLY | waits)
    except OSError as error:
        if error.errno != errno.ENXIO or not waits:
            raise
        say(f"{path}: waiting for a program to read from this pipe")
        file = os.open(path, os.O_WRONLY)
    if waits:
        os.set_blocking(file, True)
    return os.fdopen(file, "wb")


def _descriptor(path: str) -> int | None:
    """Return the number of the descriptor of this process that a path stands for, or None."""
    found = _DESCRIPTOR.fullmatch(path)
    return int(found.group(1) or _STREAMS[found.group(2)]) if found else None


def _reason(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "no such file",
        PermissionError: "permission denied",
        IsADirectoryError: "this is a folder",
        NotADirectoryError: "a part of this path is not a folder",
    }
    return reasons.get(type(error), error.strerror or str(error)).lower()
