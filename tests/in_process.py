"""Runs `cld` in this process, through the door that users take, and catches what it says.

It is some forty times as fast as a process for each call. `home` must come before the first call:
what the command keeps for a user then goes into a folder of its own.
"""

from __future__ import annotations

import gc
import io
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cld.cli

SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
PROC = Path("/proc/self")


class TooLongError(BaseException):
    """A call that does not end. No part of the command may catch it and go on."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a call ended: `code` is None where an exception left the command, which `raised` shows.
    `seconds` are of CPU, its own processes included, `megabytes` what it took beyond before."""

    code: int | None
    out: bytes
    err: str
    raised: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0


class Stream(io.TextIOWrapper):
    """A stream on a file of its own, that may say it is a terminal."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


@contextmanager
def home(folder: Path) -> Iterator[None]:
    """Let everything kept for a user lie in a folder; and nothing else be said of it."""
    said = {"HOME": str(folder), "PYTHONUTF8": "1", "TERM": "xterm", "COLUMNS": "80"}
    gone = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "NO_COLOR", "CLD_DEBUG")
    before = {name: os.environ.get(name) for name in (*said, *gone)}
    os.environ.update(said)
    for name in gone:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def run(
    arguments: Sequence[str], stdin: bytes = b"", terminal: bool = False, most: float = 0.0
) -> Done:
    """Run `cld` with these arguments where this process stands. With `most`, a call is ended when
    it takes more seconds of CPU; that needs the main thread."""
    streams = [Stream(tempfile.TemporaryFile(), "utf-8", newline="\n") for _ in range(3)]  # noqa: SIM115
    given, out, err = streams
    given.buffer.write(stdin)
    given.seek(0)
    out.terminal = err.terminal = terminal
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr, sys.get_int_max_str_digits()
    heeded = [(number, signal.getsignal(number)) for number in SIGNALS]
    sys.argv, sys.stdin, sys.stdout, sys.stderr = ["cld", *arguments], given, out, err
    memory, start = _begin_memory(), _seconds()
    code, raised = None, ""
    try:
        with warnings.catch_warnings(), _no_longer_than(most):
            cld.cli.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else None
        raised = "" if code is not None else f"SystemExit: {end.code!r}"
    except KeyboardInterrupt:
        raise
    except BaseException:
        raised = traceback.format_exc()
    finally:
        seconds, megabytes = _seconds() - start, _end_memory(memory)
        sys.argv, sys.stdin, sys.stdout, sys.stderr, digits = kept
        sys.set_int_max_str_digits(digits)
        gc.unfreeze()  # a command that ends need not tidy up; this process goes on
        gc.enable()
        for number, handler in heeded:
            signal.signal(number, handler)
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(_content(stream.fileno()))
    for stream in streams:
        stream.close()
    return Done(code, said[0], said[1].decode("utf-8", "replace"), raised, seconds, megabytes)


def _content(handle: int) -> bytes:
    """What a file holds; nothing where the command has let its output go nowhere."""
    try:
        return os.pread(handle, os.fstat(handle).st_size, 0)
    except OSError:
        return b""


def _seconds() -> float:
    """CPU of this process and of those it has started and waited for."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _begin_memory() -> float:
    """Megabytes in use; the peak is counted from here on, where the system can do that."""
    try:
        (PROC / "clear_refs").write_text("5", encoding="ascii")
        return int((PROC / "statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _end_memory(before: float) -> float:
    try:
        status = (PROC / "status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) * 1.024e-3 - before
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3 - before


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    if not seconds:
        yield
        return

    def end(number: int, frame: object) -> None:
        raise TooLongError(f"more than {seconds:g} s of CPU")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
