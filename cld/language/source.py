"""A text with all that is read from it; loading a changed text reuses what has not changed."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Diagram
from cld.core.text import Lines, Span
from cld.language.parse import parse
from cld.language.resolve import resolve
from cld.language.syntax import Syntax

# Some 30,000 links. Past this a file is no diagram anyone drew, and reading it would take
# minutes.
MAX_CHARACTERS = 600_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Source:
    """A text, its syntax, its diagram, and the errors found while reading it.

    Of a file of another `format` it is the text in the language that says the same; no place in it
    is a place of the file. `notes` say what was changed or left out on the way.
    """

    text: str
    syntax: Syntax
    diagram: Diagram
    diagnostics: tuple[Diagnostic, ...]
    format: str = "cld"
    notes: tuple[str, ...] = ()

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text, self.format == "cld")


def source_of(text: str, previous: Source | None = None) -> Source:
    """Read a text. Statements that are in `previous` are not parsed again.

    >>> source_of("Load (+)-> Latency").diagram.links[0].polarity
    '+'
    """
    too_long: tuple[Diagnostic, ...] = ()
    if len(text) > MAX_CHARACTERS:
        message = f"the file has {len(text):,} characters; the first {MAX_CHARACTERS:,} are read"
        too_long = (Diagnostic("CLD112", Span(0, 1), message, "split it into several diagrams"),)
        text = text[:MAX_CHARACTERS]
    syntax, syntax_findings = parse(text, previous.syntax if previous else None)
    diagram, findings = resolve(syntax)
    return Source(text, syntax, diagram, (*too_long, *syntax_findings, *findings))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file's bytes, how to write it back, and what was wrong.

    `mark` is the byte-order mark the file begins with, or nothing.
    """

    text: str
    encoding: str
    mark: bytes = b""
    diagnostics: tuple[Diagnostic, ...] = ()

    def encode(self, text: str) -> bytes:
        """Return the bytes of a text, written as the file is."""
        return self.mark + text.encode(self.encoding)


def decode(data: bytes) -> Decoded:
    """Return the text of a file: UTF-8, with or without a byte-order mark, or marked UTF-16.

    Bytes that are neither are read as far as they go, and reported with their line.

    >>> decode("Größe".encode()).text
    'Größe'
    """
    mark, encoding = next((m for m in _MARKS if data.startswith(m[0])), (b"", "utf-8"))
    body = data[len(mark) :]
    text = body.decode(encoding, errors="replace")
    try:
        body.decode(encoding)
    except UnicodeDecodeError as error:
        byte = body[error.start : error.start + 1].hex().upper()
        return Decoded(text, encoding, mark, (_not_text(text, "\ufffd", f"byte 0x{byte}"),))
    if "\0" in text:
        # What an editor wrote as UTF-16 or UTF-32 without a mark, or no text at all.
        return Decoded(text, encoding, mark, (_not_text(text, "\0", "a zero byte"),))
    return Decoded(text, encoding, mark)


def _not_text(text: str, sign: str, what: str) -> Diagnostic:
    at = max(text.find(sign), 0)
    line = Lines(text).place(at).line
    message = f"line {line} is not UTF-8 text: it contains {what}"
    return Diagnostic("CLD109", Span(at, at + 1), message, "save the file as UTF-8")
