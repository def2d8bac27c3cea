"""Files on disk: reads their bytes as text, writes them back, and computes their hash."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cld.core.files import FileError, read_bytes, write_atomically
from cld.io.limits import FormatError
from cld.io.opening import read_as
from cld.io.recognise import Recognised, recognise
from cld.language.source import MAX_CHARACTERS, Decoded
from cld_gui.document.trouble import Trouble, TroubleKind


@dataclass(frozen=True, slots=True)
class Form:
    """The encoding of a file's text as bytes.

    With `crlf`, all lines in the file end with CR LF. While the text is edited they end with a
    line feed. A file that mixes both keeps each line end as it is.

    >>> Form(crlf=True).encode("A\\nB\\n")
    b'A\\r\\nB\\r\\n'
    """

    encoding: str = "utf-8"
    mark: bytes = b""
    crlf: bool = False

    def encode(self, text: str) -> bytes:
        """Return the bytes of a text. Raises UnicodeEncodeError for half a character."""
        return Decoded("", self.encoding, self.mark).encode(
            text.replace("\n", "\r\n") if self.crlf else text
        )


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read: its text in the language, its encoding, and the hash of its bytes.

    `is_own` is true if the file can be written back as it was read. Otherwise it has another
    format, or contains bytes that are not text. `notes` list what was changed or left out.
    """

    text: str
    form: Form
    hash: str
    is_own: bool = True
    notes: tuple[str, ...] = ()


def hash_of(data: bytes) -> str:
    """Return a hash that identifies the content of a file."""
    return sha256(data).hexdigest()


def is_there(path: Path | str) -> bool:
    """Return whether a path exists. False too if the path is invalid or cannot be accessed."""
    try:
        return Path(path).exists()
    except OSError:
        return False


def hash_on_disk(path: str) -> str | Trouble | None:
    """Return the hash of a file's bytes, or None if the file does not exist."""
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError:
        pass  # reading fails too, with a message that gives the reason
    try:
        return hash_of(read_bytes(path))
    except FileError as error:
        return trouble("changed on disk", path, "can no longer be read", error)


def read_diagram_file(path: str) -> FileRead | Trouble:
    """Read a file in any format of `cld convert`, regardless of its name."""
    try:
        data = read_bytes(path)
    except FileError as error:
        return trouble("unreadable", path, "cannot be opened", error)
    try:
        what = recognise(data, path)
        if "\0" in what.decoded.text:
            return trouble("unreadable", path, "cannot be opened", "it is not a text file")
        found = _own(data, what.decoded) if what.format == "cld" else _other(data, what)
    except FormatError as error:
        return trouble("unreadable", path, "cannot be opened", error)
    if len(found.text) > MAX_CHARACTERS:
        limit = f"it is longer than the limit of {MAX_CHARACTERS:,} characters"
        return trouble("unreadable", path, "cannot be opened", limit)
    return found


def replace_file(path: str, data: bytes) -> Trouble | None:
    """Replace a file atomically. If that fails, or the file is write-protected, it stays as it
    was."""
    if is_there(path) and not os.access(path, os.W_OK):
        reason = "it is write-protected; save it under another name"
        return trouble("unwritable", path, "cannot be saved", reason)
    try:
        write_atomically(path, data)
    except FileError as error:
        return trouble("unwritable", path, "cannot be saved", error)
    except ValueError:
        return trouble("unwritable", path, "cannot be saved", "this is not a valid file name")
    return None


def trouble(kind: TroubleKind, path: str, what: str, why: ValueError | FileError | str) -> Trouble:
    """Return a trouble with a file, described in one sentence.

    >>> trouble("unreadable", "a/b.cld", "cannot be opened", "permission denied").said
    '“b.cld” cannot be opened: permission denied'
    """
    reason = str(why).removeprefix(f"{path}: ").removeprefix(f"{path!r}: ")
    return Trouble(kind, f"“{Path(path).name or path}” {what}: {reason}")


def _own(data: bytes, decoded: Decoded) -> FileRead:
    text = decoded.text
    crlf = text.count("\r\n") == text.count("\n") == text.count("\r") > 0
    form = Form(decoded.encoding, decoded.mark, crlf)
    notes = tuple(finding.message for finding in decoded.diagnostics)
    return FileRead(
        text.replace("\r\n", "\n") if crlf else text, form, hash_of(data), not notes, notes
    )


def _other(data: bytes, what: Recognised) -> FileRead:
    source = read_as(what)
    return FileRead(source.text, Form(), hash_of(data), False, source.notes)
