"""Signals that end the command, made an orderly end: what is half written is removed, processes
that work for it are stopped, and the exit code is 128 and the signal's number."""

from __future__ import annotations

import os
import signal
from types import FrameType

from cld.core import temporary
from cld.core.exits import Ended

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_came: int | None = None


def ends() -> set[signal.Signals]:
    """Return the signals that end the command here. What its caller has it ignore, as `nohup`
    does, stays ignored, and Windows knows fewer."""
    known = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    return {number for number in known if signal.getsignal(number) not in (signal.SIG_IGN, None)}


def heed() -> None:
    """Let signals end the command in good order. For the main thread of a process."""
    for number in ends():
        signal.signal(number, _end)


def leave() -> None:
    """Let signals do what they do by themselves, for a program with a loop of its own, in which
    Python would not come to hear of them."""
    for number in ends():
        usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, usual)


def came() -> int | None:
    """Return the exit code of the signal that came, if one did: what it raised may have become
    another exception, as it does where it comes while a class is made."""
    return None if _came is None else 128 + _came


def _end(number: int, _: FrameType | None) -> None:
    global _came
    if _came is not None:  # asked twice: an orderly end takes too long
        temporary.clear()
        os._exit(128 + number)
    _came = number
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise Ended(128 + number)
