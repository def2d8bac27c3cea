"""Ends the command cleanly on a signal: half-written files are removed, worker processes are
stopped, and the exit code is 128 plus the number of the signal."""

from __future__ import annotations

import os
import signal
from types import FrameType

from cld.core import temporary
from cld.core.exits import Ended

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_came: int | None = None


def ends() -> set[signal.Signals]:
    """Return the signals that end the command. Signals that its caller ignores, as `nohup` does,
    stay ignored. Windows has fewer signals."""
    known = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    return {number for number in known if signal.getsignal(number) not in (signal.SIG_IGN, None)}


def heed() -> None:
    """Let signals end the command cleanly. Call this in the main thread of a process."""
    for number in ends():
        signal.signal(number, _end)


def leave() -> None:
    """Restore the default action of signals, for a program with its own event loop, in which
    Python would not receive them."""
    for number in ends():
        usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, usual)


def came() -> int | None:
    """Return the exit code of the signal that was received, or None. Its exception may have
    become another one, as it does if the signal arrives while a class is created."""
    return None if _came is None else 128 + _came


def _end(number: int, _: FrameType | None) -> None:
    global _came
    if _came is not None:  # the second signal: a clean end takes too long
        temporary.clear()
        os._exit(128 + number)
    _came = number
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise Ended(128 + number)
