"""Process many files in parallel, each within limits of time and memory."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as OutOfTimeError
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import TypeVar

from cld.core.extras import MissingLibraryError
from cld.core.gate import close
from cld.core.signals import ends

Given = TypeVar("Given")
Result = TypeVar("Result")

# The limits for one file: seconds of processor time, and bytes of memory beyond what the program
# itself needs. Processor time does not depend on how busy the machine is or whether it was
# suspended. A process that still has not ended after STUCK seconds is stuck.
SECONDS, MEMORY, STUCK = 10.0, 500_000_000, 120.0
# The number of files that this program has open, and that each further process opens.
FILES, FILES_EACH = 16, 4
# More processes than this gain little, and each loads the libraries again.
MOST_PROCESSES = 8
# Windows cannot limit processor time; elapsed time is used there.
_COUNTS_TIME = hasattr(signal, "setitimer")
NO_PROCESSES = "the system cannot start processes to grade several answers in parallel"


class CannotStartError(Exception):
    """The system cannot start processes; the text of the error is for people."""


def each(
    work: Callable[[Given], Result],
    items: Sequence[Given],
    failed: Callable[[Given, str], Result],
    seconds: float = SECONDS,
    memory: int = MEMORY,
    stuck: float = STUCK,
) -> Iterator[Result]:
    """Yield the result for each item, in order, using as many processes as there are processors.

    `work` and the items are sent to other processes, so both must be picklable. If an item takes
    too much time or memory, or ends its process, `failed` returns the result, given the item and a
    reason. Memory and processor time are limited if the system supports that; an item that has not
    finished `stuck` seconds after its start is given up. Raises MissingLibraryError if pebble is
    not installed, and CannotStartError if the system cannot start processes.
    """
    try:
        from pebble import ProcessExpired, ProcessPool
    except ImportError:
        raise MissingLibraryError from None
    from concurrent.futures.process import BrokenProcessPool

    # Never fork this process: it may have threads, and their locks.
    methods = get_all_start_methods()
    context = get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload([work.__module__])
    size = max(1, min(len(items), os.cpu_count() or 1, MOST_PROCESSES, _room()))
    with _started():
        pool = ProcessPool(size, initializer=_begin, initargs=(memory,), context=context)
    with pool:
        try:
            with _undisturbed(), _started():
                _start(methods)
                most = stuck if _COUNTS_TIME else seconds
                waiting = [pool.submit(_done, most, work, item, seconds) for item in items]
            for item, future in zip(items, waiting, strict=True):
                try:
                    done = future.result()
                except OutOfTimeError:
                    yield failed(item, f"it takes more than {most:g} seconds")
                except ProcessExpired as error:
                    is_late = _COUNTS_TIME and error.exitcode == -signal.SIGPROF
                    late = f"it takes more than {seconds:g} seconds"
                    yield failed(item, late if is_late else "its process ended unexpectedly")
                except BrokenProcessPool as error:
                    raise _no_processes(error) from None
                else:
                    spent = f"it takes more than {memory // 1_000_000} MB of memory"
                    yield done[0] if done else failed(item, spent)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Delay signals that end the program: half-started processes would each print an error."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in ends()}
    for number in before:
        signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number, does in before.items():
            signal.signal(number, does)
        if came:
            signal.raise_signal(came[0])


@contextmanager
def _started() -> Iterator[None]:
    """Turn errors at the start of processes into CannotStartError."""
    try:
        yield
    except (OSError, EOFError, RuntimeError, MemoryError) as error:
        raise _no_processes(error) from None


def _no_processes(error: BaseException) -> CannotStartError:
    reason = error.__cause__ or error
    said = str(getattr(reason, "strerror", None) or reason) or type(reason).__name__
    return CannotStartError(f"{NO_PROCESSES}: {said.lower()}")


def _room() -> int:
    """The number of processes that the limit on open files allows. Raises CannotStartError."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return MOST_PROCESSES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES + FILES_EACH * MOST_PROCESSES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    least = FILES + FILES_EACH
    if soft != resource.RLIM_INFINITY and soft < least:
        raise CannotStartError(
            f"{NO_PROCESSES}: only {soft} files may be open at once, but {least} are needed"
        )
    return MOST_PROCESSES if soft == resource.RLIM_INFINITY else (soft - FILES) // FILES_EACH


def _start(methods: Sequence[str]) -> None:
    """Start the server that starts the processes, if there is one. It ignores interruptions and the
    end of the terminal: these reach all its processes, and this process stops the others."""
    if "forkserver" not in methods:
        return
    from multiprocessing import forkserver, resource_tracker

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        resource_tracker.ensure_running()
        # `ensure_running` lets them through again.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _done(work: Callable[[Given], Result], item: Given, seconds: float) -> tuple[Result] | None:
    """The result, or None if memory is not enough. The error itself would keep everything made
    before it alive, and leave no memory to send it."""
    try:
        with _timed(seconds):
            return (work(item),)
    except MemoryError:
        return None


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    """Let the system end this process if it works longer than this."""
    if not _COUNTS_TIME:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _begin(memory: int) -> None:
    """Stop this process from printing control sequences to a terminal, and limit it to `memory`
    bytes more than it uses now."""
    close()
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    most, _ = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _in_use() + memory
    if most == resource.RLIM_INFINITY or wanted < most:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, resource.RLIM_INFINITY))


def _in_use() -> int:
    """The bytes of data that this process uses."""
    try:
        said = Path("/proc/self/statm").read_text(encoding="ascii")
        return int(said.split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
