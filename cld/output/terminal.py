"""Where text for people is printed: its width, its colour, the characters it can show."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

from rich.console import Console
from rich.text import Text

from cld.diagnostics import Severity
from cld.gate import as_line, shown, ungated
from cld.output.wording import ASCII, UNICODE, broken
from cld.syntax import LoopType

MIN_WIDTH, MAX_WIDTH = 40, 100

SEVERITY_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "blue"}
TYPE_STYLES: dict[LoopType, str] = {"R": "bold magenta", "B": "bold green", "U": "bold yellow"}


# Marks within sentences, for an output that has no better.
_PLAIN = str.maketrans(
    {"→": "->", "—": "-", "–": "-", "…": "...", "“": '"', "”": '"', "’": "'", "·": "-", "│": "|"}
)


class Paper:
    """Where a report is printed: a stream, its width and what it can show.

    All that is printed passes the gate here, piece by piece, and goes past the gate of the
    stream: styles are written with the very characters it would replace.
    """

    def __init__(self, color: str = "auto", stream: TextIO | None = None) -> None:
        stream = ungated(stream or sys.stdout)
        plain = color == "never" or (color == "auto" and bool(os.environ.get("NO_COLOR")))
        self.console = Console(
            file=stream,
            force_terminal=False if plain else True if color == "always" else None,
            no_color=plain,
            color_system="standard" if color == "always" else "auto",
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
        )
        width = shutil.get_terminal_size().columns if _is_terminal(stream) else 80
        self.width = max(MIN_WIDTH, min(MAX_WIDTH, width))
        self.signs = UNICODE if _can_show(stream, "↑→—‖·─") else ASCII

    def line(self, *pieces: str | tuple[str, str]) -> None:
        """Print one line of pieces, each a text or a text with its style."""
        split = [(piece, "") if isinstance(piece, str) else piece for piece in pieces]
        styled = [(as_line(text), style) for text, style in split]
        if self.signs is ASCII:
            styled = [(text.translate(_PLAIN), style) for text, style in styled]
        if self.console.color_system is None:
            # Far faster than by way of the console, which matters for thousands of loops.
            self.console.file.write("".join(text for text, _ in styled) + "\n")
        else:
            self.console.print(Text.assemble(*styled))

    def paragraph(self, text: str, indent: int = 0, style: str = "") -> None:
        """Print a text broken into lines that fit, each `indent` blanks in."""
        text = shown(text.translate(_PLAIN) if self.signs is ASCII else text)
        for line in broken(text.split(), self.width - indent):
            self.line((" " * indent + line, style))


def _is_terminal(stream: TextIO) -> bool:
    return hasattr(stream, "isatty") and stream.isatty()


def _can_show(stream: TextIO, characters: str) -> bool:
    try:
        # A stream without an encoding is text in memory, which shows everything.
        characters.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
