"""The terminal for which text is printed: its width, its colours, its characters."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO

from cld.core.diagnostics import Severity
from cld.core.diagram import LoopType
from cld.core.gate import as_line, shown, ungated
from cld.prose.wording import ASCII, UNICODE, broken

if TYPE_CHECKING:
    from rich.console import Console

MIN_WIDTH, MAX_WIDTH = 40, 100

SEVERITY_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "blue"}
TYPE_STYLES: dict[LoopType, str] = {"R": "bold magenta", "B": "bold green", "U": "bold yellow"}


# Marks within sentences, for an output that has no better.
_PLAIN = str.maketrans(
    {"→": "->", "—": "-", "–": "-", "…": "...", "“": '"', "”": '"', "’": "'", "·": "-", "│": "|"}
)


class Paper:
    """A stream for a report, with its width and the characters it can show.

    Each printed piece passes the gate here and skips the gate of the stream, which would replace
    the characters that styles are written with.
    """

    def __init__(self, color: str = "auto", stream: TextIO | None = None) -> None:
        self.stream = ungated(stream or sys.stdout)
        self.console = _console(color, self.stream)
        width = shutil.get_terminal_size().columns if _is_terminal(self.stream) else 80
        self.width = max(MIN_WIDTH, min(MAX_WIDTH, width))
        self.signs = UNICODE if _can_show(self.stream, "↑→—‖·─") else ASCII

    def line(self, *pieces: str | tuple[str, str]) -> None:
        """Print one line of pieces, each a text or a text with its style."""
        split = [(piece, "") if isinstance(piece, str) else piece for piece in pieces]
        styled = [(as_line(text), style) for text, style in split]
        if self.signs is ASCII:
            styled = [(text.translate(_PLAIN), style) for text, style in styled]
        if self.console is None or self.console.color_system is None:
            # Far faster than by way of the console, which matters for thousands of loops.
            self.stream.write("".join(text for text, _ in styled) + "\n")
        else:
            from rich.text import Text

            self.console.print(Text.assemble(*styled))

    def paragraph(self, text: str, indent: int = 0, style: str = "") -> None:
        """Print a text broken into lines that fit, each indented by `indent` blanks."""
        text = shown(text.translate(_PLAIN) if self.signs is ASCII else text)
        for line in broken(text.split(), self.width - indent):
            self.line((" " * indent + line, style))


def _console(color: str, stream: TextIO) -> Console | None:
    """The console that prints in colour; None if colour is ruled out."""
    if color == "never" or (color == "auto" and _is_plain(stream)):
        return None
    from rich.console import Console  # 20 ms, which a report in a pipe can do without

    return Console(
        file=stream,
        force_terminal=True if color == "always" else None,
        no_color=False,
        color_system="standard" if color == "always" else "auto",
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )


def _is_plain(stream: TextIO) -> bool:
    """Whether neither a setting nor a terminal can ask for colour; rich decides the rest."""
    if os.environ.get("NO_COLOR"):
        return True
    return not (_is_terminal(stream) or {"FORCE_COLOR", "TTY_COMPATIBLE"} & os.environ.keys())


def _is_terminal(stream: TextIO) -> bool:
    return hasattr(stream, "isatty") and stream.isatty()


def _can_show(stream: TextIO, characters: str) -> bool:
    try:
        # A stream without an encoding is text in memory, which shows everything.
        characters.encode(stream.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
