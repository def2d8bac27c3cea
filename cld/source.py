"""A text with all that is read from it; loading a changed text reuses what has not changed."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property

from cld.diagnostics import Diagnostic
from cld.model import Diagram
from cld.parse import parse
from cld.resolve import resolve
from cld.syntax import Syntax
from cld.text import Lines, Span

# Some 30,000 links. Past this a file is no diagram anyone drew, and reading it would take
# minutes.
MAX_CHARACTERS = 600_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Source:
    """A text, its syntax, its diagram, and what is wrong with it so far."""

    text: str
    syntax: Syntax
    diagram: Diagram
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)


def load(text: str, previous: Source | None = None) -> Source:
    """Read a text. Statements that `previous` held already are not parsed again.

    >>> load("Load (+)-> Latency").diagram.links[0].polarity
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
    """The text of a file's bytes, the encoding to write it back in, and what was wrong."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of a file: UTF-8, with or without a byte-order mark, or marked UTF-16.

    Bytes that are neither are read as far as they go, and reported with their line.

    >>> decode("Größe".encode()).text
    'Größe'
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        at = text.find("\ufffd")
        line = Lines(text).place(max(at, 0)).line
        byte = data[error.start : error.start + 1].hex().upper()
        message = (
            f"line {line} is not {encoding.upper()[:6].rstrip('-')}: byte 0x{byte} cannot be read"
        )
        hint = "save the file as UTF-8"
        finding = Diagnostic("CLD109", Span(max(at, 0), max(at, 0) + 1), message, hint)
        return Decoded(text, encoding, (finding,))
