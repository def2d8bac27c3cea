"""The gate that everything printed passes, so that no text steers a terminal.

Names, notes, titles, file names and arguments come from people nobody knows. Printed raw, their
control characters move the cursor, rename the window or hide text, marks of direction reorder a
line, and a line break begins a line that a CI system may take for a command. So:

- Standard error, and standard output where it is a terminal, are replaced once, by `close`, in
  streams that let only text, line breaks and tabs pass. Nobody can forget it, click and Python's
  own warnings included. Such a stream has no `buffer`: bytes cannot go round it.
- Standard output in a pipe or a file stays as it is: `convert`, `fmt` and `render` write files
  byte for byte. Text for people and Markdown pass `as_line` and `shown` there too, in `Paper` and
  in `escaped`, and JSON writes such characters as escapes.
- Messages go through `say`, which keeps each on one line.
- Who styles text or moves the cursor, `Paper` and `Progress`, cleans each text and writes to
  `ungated`.
- CI systems take lines of a log that begin with `::`, or hold `##[`, for commands; `as_line`
  leaves none.

Each character that is not let through becomes one U+FFFD, so that columns stay right.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
# Control characters, marks that reorder a line, halves of characters, and what is not a character.
_STEERING = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"
    r"\ud800-\udfff\ufffe\uffff"
)
_NOT_TEXT = re.compile(f"[{_STEERING}]")
# GitHub's way of giving a command, and the older one, which Azure knows as well.
_COMMAND = re.compile(r"^(\s*:):|(#)#(?=\w*\[)")
STAND_IN = "\ufffd"
# What names standard output where a file is asked for.
STANDARD_OUT = ("-", "/dev/stdout")


def shown(text: str) -> str:
    """Return a text on one line: line breaks and tabs as blanks, what steers a terminal replaced.

    >>> shown("a\\nb\\x1b[2J")
    'a b\ufffd[2J'
    """
    if text.isascii() and text.isprintable():
        return text
    return _NOT_TEXT.sub(STAND_IN, _BREAKS.sub(" ", text))


def as_line(text: str) -> str:
    """Return a text as `shown` does, and without what a CI system takes for a command.

    >>> as_line("::error::x")
    ':�error::x'
    """
    line = shown(text)
    return _COMMAND.sub(rf"\1\2{STAND_IN}", line) if "::" in line or "##" in line else line


def harmless(text: str) -> str:
    """Return a text of any number of lines, with what steers a terminal replaced.

    >>> harmless("a\\nb\\rc")
    'a\\nb\ufffdc'
    """
    return _NOT_TEXT.sub(STAND_IN, text)


def as_escapes(json: str) -> str:
    """Return JSON text with the same values, in which what steers a terminal is an escape.

    >>> as_escapes('"\\x9b"')
    '"\\\\u009b"'
    """
    return _NOT_TEXT.sub(_escape, json)


def _escape(found: re.Match[str]) -> str:
    # A line break of the layout is "\n", and that is let through; all others stand in strings.
    return f"\\u{ord(found.group()):04x}"


def say(text: str) -> None:
    """Print a message on standard error, on one line."""
    print(f"cld: {as_line(text)}", file=sys.stderr)


class Gated:
    """A text stream that lets only text through; all but what is written is as it was."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text without what would steer a terminal."""
        self._stream.write(harmless(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write texts without what would steer a terminal."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name in ("buffer", "detach"):
            raise AttributeError(name)
        return getattr(self._stream, name)


def close() -> None:
    """Let nothing reach standard error, or a terminal, that would steer it."""
    sys.stderr = gated(sys.stderr)
    if sys.stdout.isatty():
        sys.stdout = gated(sys.stdout)


def gated(stream: TextIO) -> TextIO:
    """Return a stream that lets only text through to another."""
    return cast(TextIO, stream if isinstance(stream, Gated) else Gated(stream))


def ungated(stream: TextIO) -> TextIO:
    """Return what is behind the gate of a stream: for text that is styled, or cleaned before."""
    return stream._stream if isinstance(stream, Gated) else stream
