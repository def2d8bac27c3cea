"""Files as they lie on the disk: bytes read as text, how to write them back, and their hash."""

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
    """How the text of a file is written as bytes.

    With `crlf` all its lines end as on Windows. While it is edited they end in a line feed; a
    file that mixes both keeps each as it is.

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
    """A file that was read: its text in the language, how it is written, the hash of its bytes.

    `is_own` where it can be written back as it was read. Else it is of another format, or holds
    bytes that are no text; `notes` say what was changed or left out on the way.
    """

    text: str
    form: Form
    hash: str
    is_own: bool = True
    notes: tuple[str, ...] = ()


def hash_of(data: bytes) -> str:
    """Return what tells one content of a file from others."""
    return sha256(data).hexdigest()


def is_there(path: Path | str) -> bool:
    """Tell whether something is at a path; not so for one where nothing can be, or be seen."""
    try:
        return Path(path).exists()
    except OSError:
        return False


def hash_on_disk(path: str) -> str | Trouble | None:
    """Return the hash of a file's bytes, None where there is no file."""
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError:
        pass  # it cannot be read either, which says why
    try:
        return hash_of(read_bytes(path))
    except FileError as error:
        return trouble("changed on disk", path, "cannot be read any more", error)


def read_diagram_file(path: str) -> FileRead | Trouble:
    """Read a file of any format of `cld convert`, whatever its name is."""
    try:
        data = read_bytes(path)
    except FileError as error:
        return trouble("unreadable", path, "cannot be opened", error)
    try:
        what = recognise(data, path)
        if "\0" in what.decoded.text:
            return trouble("unreadable", path, "cannot be opened", "it holds no text")
        found = _own(data, what.decoded) if what.format == "cld" else _other(data, what)
    except FormatError as error:
        return trouble("unreadable", path, "cannot be opened", error)
    if len(found.text) > MAX_CHARACTERS:
        limit = f"it has more than {MAX_CHARACTERS:,} characters, which no diagram has"
        return trouble("unreadable", path, "cannot be opened", limit)
    return found


def replace_file(path: str, data: bytes) -> Trouble | None:
    """Replace a file whole, or leave it as it was; what may not be written to is left alone."""
    if is_there(path) and not os.access(path, os.W_OK):
        reason = "it is write-protected; save under another name"
        return trouble("unwritable", path, "cannot be saved", reason)
    try:
        write_atomically(path, data)
    except FileError as error:
        return trouble("unwritable", path, "cannot be saved", error)
    except ValueError:
        return trouble("unwritable", path, "cannot be saved", "no file can have this name")
    return None


def trouble(kind: TroubleKind, path: str, what: str, why: ValueError | FileError | str) -> Trouble:
    """Return a trouble with a file in one sentence.

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
