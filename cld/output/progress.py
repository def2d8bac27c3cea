"""Progress of long work, on one line of the terminal that disappears at the end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Collection, Iterator
from types import TracebackType
from typing import TypeVar

from cld.core.gate import shown, ungated

Item = TypeVar("Item")

# Seconds before the first progress line, and between updates.
PATIENCE = 0.7
INTERVAL = 0.1


class Progress:
    """Shows on standard error, if it is a terminal, the current step and how far it is.

    Use it as a context, which clears the line at its end. It never asks to stop: Ctrl-C does.
    `quiet` shows nothing; use it when the result itself goes to the terminal.
    """

    def __init__(self, quiet: bool = False) -> None:
        terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._shows = terminal and not quiet
        self._next = time.monotonic() + PATIENCE
        self._width = 0

    def __call__(self, doing: str, part: float | None = None) -> bool:
        """Show the step from time to time; always return True, to go on."""
        if self._shows and time.monotonic() >= self._next:
            self._next = time.monotonic() + INTERVAL
            done = "" if part is None else f" {min(part, 1.0):.0%}"
            self._write(f"cld: {doing} …{done}")
        return True

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._width:
            self._write("")

    def _write(self, text: str) -> None:
        # Text on a second line would not be cleared.
        text = shown(text)[: _columns() - 1]
        terminal = ungated(sys.stderr)  # the gate would keep the cursor where it is
        terminal.write(f"\r{text:<{self._width}}\r{text}")
        terminal.flush()
        self._width = len(text)


def _columns() -> int:
    """The current width of the terminal, or 80 if it is unknown."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


class CountedItems(Collection[Item]):
    """Items that report how many of them have been taken during iteration."""

    def __init__(self, doing: str, items: Collection[Item], progress: Progress) -> None:
        self._doing, self._items, self._progress = doing, items, progress

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, item: object) -> bool:
        return item in self._items

    def __iter__(self) -> Iterator[Item]:
        size = len(self)
        for taken, item in enumerate(self._items):
            if not taken % 64:
                self._progress(self._doing, taken / size)
            yield item
