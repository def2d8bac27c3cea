"""Detects the format of a file from its content, then from its name.

A .cld file is always recognised: if the first statement of a text can be read as the language, the
text is a .cld file, whatever else it looks like (`graph TD (+)-> B` begins with the name of a
variable).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cld.io.known import FORMATS, format_of, root_tag
from cld.io.limits import FormatError
from cld.language.parse import parse
from cld.language.source import Decoded, decode
from cld.language.syntax import Blank, CommentLine, Unreadable, VariableLine

# The first bytes of files that are not text.
_BYTES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Office program"),
    (b"\x7fELF", "a program"),
)
_ZIPPED = (
    (b"word/", "a Word document"),
    (b"ppt/", "a PowerPoint presentation"),
)
# XML files by the name of the outermost tag.
_TAGS = {
    "svg": "an SVG picture",
    "html": "an HTML page",
}

_BEFORE = re.compile(r"(?:\s++|#[^\n]*+)*+")
# The most lines of a first statement, and the most characters of a line.
_FIRST_LINES, _FIRST_CHARACTERS = 50, 20_000


@dataclass(frozen=True, slots=True)
class Recognised:
    """The format of a file, its text, and a note if its name suggests another format."""

    format: str
    decoded: Decoded
    notes: tuple[str, ...] = ()


def recognise(data: bytes, path: str) -> Recognised:
    """Return the format of a file.

    Raises FormatError for files that cld does not read: pictures, archives, models of other
    programs.

    >>> recognise(b'{"links": []}', "notes.txt").format, recognise(b"A (+)-> B", "-").format
    ('json', 'cld')
    >>> try:
    ...     recognise(b"\\x89PNG\\r\\n", "loops.cld")
    ... except FormatError as error:
    ...     print(str(error).split(";")[0])
    this is a PNG picture
    """
    if data.startswith(b"PK\x03\x04") and b"xl/" in data:
        return Recognised("xlsx", in_format(data, "xlsx"))
    decoded = decode(data)
    text = decoded.text.removeprefix("\ufeff")
    inside, named = _format_in(text), format_of(path)
    other = None if inside else _bytes(data) or _other_text(text)
    sure = inside is not None and FORMATS[inside].sure
    # A line with a colon alone is a variable of the language, and of a table a name.
    only_named = inside is None and other is None
    if not sure and (inside or other or named not in (None, "cld")) and _is_own(text, only_named):
        inside, other = "cld", None
    if other is not None:
        reads = ", ".join(f.title for f in FORMATS.values() if f.suffixes)
        raise FormatError(f"this is {other}; cld reads {reads}")
    notes: tuple[str, ...] = ()
    if inside and named and named not in (inside, FORMATS[inside].within):
        titles = FORMATS[inside].title, FORMATS[named].title
        converts = "; `cld convert` writes a .cld file from it" if named == "cld" else ""
        notes = (f"this is {titles[0]}, not {titles[1]}; it is read as {titles[0]}{converts}",)
    name = inside or named or "cld"
    if FORMATS[name].binary or (FORMATS[name].fallback and decoded.diagnostics):
        decoded = in_format(data, name)
        notes = (*notes, f"this is not UTF-8 text; it was read as {decoded.encoding}")
    return Recognised(name, decoded, notes)


def in_format(data: bytes, name: str) -> Decoded:
    """Return the text of a file in a format whose files need not be UTF-8.

    >>> in_format("Größe".encode("cp1252"), "vensim").text
    'Größe'
    """
    format_, decoded = FORMATS[name], decode(data)
    encoding = "latin-1" if format_.binary else format_.fallback
    if format_.binary or (encoding and decoded.encoding == "utf-8" and decoded.diagnostics):
        return Decoded(data.decode(encoding, "replace"), encoding)
    return decoded


def _bytes(data: bytes) -> str | None:
    if data.startswith(b"PK\x03\x04"):
        return next((what for sign, what in _ZIPPED if sign in data), "a ZIP archive")
    return next((what for sign, what in _BYTES if data.startswith(sign)), None)


def _format_in(text: str) -> str | None:
    """Return the format, other than the language, that a text looks like."""
    return next((f.name for f in FORMATS.values() if f.is_in and f.is_in(text)), None)


def _other_text(text: str) -> str | None:
    begin = text.lstrip()
    if begin.startswith("<"):
        root = root_tag(begin)
        other = f"XML of an unknown kind (<{root[:40]}>)" if root else None
        return _TAGS.get(root, other if begin.startswith("<?xml") else None)
    return None


def _is_own(text: str, strict: bool = False) -> bool:
    """Return whether the first statement of a text can be read as the language; with `strict`, a
    variable alone does not count."""
    found = _BEFORE.match(text)
    start = found.end() if found else 0
    lines = text[start : start + 2 * _FIRST_CHARACTERS].splitlines(keepends=True)[:_FIRST_LINES]
    further = next((n for n, line in enumerate(lines) if n and line[:1] not in " \t"), len(lines))
    syntax, _ = parse("".join(lines[:further]))
    for statement in syntax.statements:
        if not isinstance(statement.node, Blank | CommentLine):
            wrong = any(d.severity == "error" for d in statement.parsed.diagnostics)
            unlike = (Unreadable, VariableLine) if strict else Unreadable
            return not (wrong or isinstance(statement.node, unlike))
    return False
