"""Cleans all printed text, so that no text can control the terminal.

Names, notes, titles, file names and arguments come from untrusted sources. Printed raw, control
characters move the cursor, rename the window or hide text; direction marks reorder a line; and a
line break begins a line that a CI system may read as a command. Therefore:

- `close` replaces standard error once, and standard output if it is a terminal, by streams that
  pass only text, line breaks and tabs. This covers all output, including that of click and the
  warnings of Python. Such a stream has no `buffer`, so bytes cannot bypass it.
- Standard output in a pipe or a file is not changed: `convert`, `fmt` and `render` write files
  byte for byte. Readable text and Markdown pass `as_line` and `shown` there too, in `Paper` and
  in `escaped`. JSON writes such characters as escapes.
- Messages go through `say`, which keeps each on one line.
- `Paper` and `Progress`, which style text or move the cursor, clean each text and write to
  `ungated`.
- CI systems read lines of a log that begin with `::`, or contain `##[`, as commands. `as_line`
  removes these.

Each removed character becomes one U+FFFD, so that columns stay aligned.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
# Control characters, marks that reorder a line, surrogates, and noncharacters.
_STEERING = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"
    r"\ud800-\udfff\ufffe\uffff"
)
_NOT_TEXT = re.compile(f"[{_STEERING}]")
# The syntax of a command on GitHub, and the older one, which Azure reads too.
_COMMAND = re.compile(r"^(\s*:):|(#)#(?=\w*\[)")
STAND_IN = "\ufffd"
# Names that mean standard output instead of a file.
STANDARD_OUT = ("-", "/dev/stdout")


def shown(text: str) -> str:
    """Return a text on one line: line breaks and tabs become blanks, control characters U+FFFD.

    >>> shown("a\\nb\\x1b[2J")
    'a b\ufffd[2J'
    """
    if text.isascii() and text.isprintable():
        return text
    return _NOT_TEXT.sub(STAND_IN, _BREAKS.sub(" ", text))


def as_line(text: str) -> str:
    """Return a text as `shown` does, without anything that a CI system reads as a command.

    >>> as_line("::error::x")
    ':�error::x'
    """
    line = shown(text)
    return _COMMAND.sub(rf"\1\2{STAND_IN}", line) if "::" in line or "##" in line else line


def harmless(text: str) -> str:
    """Return a text with its lines kept and its control characters replaced.

    >>> harmless("a\\nb\\rc")
    'a\\nb\ufffdc'
    """
    return _NOT_TEXT.sub(STAND_IN, text)


def as_escapes(json: str) -> str:
    """Return JSON text with the same values, in which control characters are escapes.

    >>> as_escapes('"\\x9b"')
    '"\\\\u009b"'
    """
    return _NOT_TEXT.sub(_escape, json)


def _escape(found: re.Match[str]) -> str:
    # Line breaks of the layout are "\n", which is not matched; all other matches are in strings.
    return f"\\u{ord(found.group()):04x}"


def say(text: str) -> None:
    """Print a message on standard error, on one line."""
    print(f"cld: {as_line(text)}", file=sys.stderr)


class Gated:
    """A text stream that passes only text; everything except writing works as before."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text without control characters."""
        self._stream.write(harmless(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts without control characters."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name in ("buffer", "detach"):
            raise AttributeError(name)
        return getattr(self._stream, name)


def close() -> None:
    """Clean everything written to standard error, and to standard output on a terminal."""
    sys.stderr = gated(sys.stderr)
    if sys.stdout.isatty():
        sys.stdout = gated(sys.stdout)


def gated(stream: TextIO) -> TextIO:
    """Return a stream that passes only text to another stream."""
    return cast(TextIO, stream if isinstance(stream, Gated) else Gated(stream))


def ungated(stream: TextIO) -> TextIO:
    """Return the stream behind a gated one, for text that is styled or already clean."""
    return stream._stream if isinstance(stream, Gated) else stream
