"""Work on many files side by side, each in bounded time and memory, whatever is in it."""

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

from cld.grade.missing import MissingLibraryError

Item = TypeVar("Item")
Result = TypeVar("Result")

# What one file may take: seconds, and bytes of memory beyond what the program has by itself.
SECONDS, MEMORY = 10.0, 500_000_000
# More processes than this gain little, and each has the libraries once more.
MOST_PROCESSES = 8


def each(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    failed: Callable[[Item, str], Result],
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Iterator[Result]:
    """Yield the result for each item, in their order, done in as many processes as there are
    processors.

    `work` and the items are sent to other processes, so both must be picklable. Where it takes
    too long, too much memory or the process with it, `failed` gives the result, from the item
    and a reason. Memory is limited where the system can do that. Raises MissingLibraryError
    where pebble is not installed.
    """
    try:
        from pebble import ProcessExpired, ProcessPool
    except ImportError:
        raise MissingLibraryError from None
    # Never by a fork of this process: it may hold threads, and their locks.
    methods = get_all_start_methods()
    context = get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload([work.__module__])
    size = max(1, min(len(items), os.cpu_count() or 1, MOST_PROCESSES))
    with ProcessPool(size, initializer=_limit, initargs=(memory,), context=context) as pool:
        try:
            with _undisturbed():
                _start(methods)
                waiting = [pool.submit(_done, seconds, work, item) for item in items]
            for item, future in zip(items, waiting, strict=True):
                try:
                    done = future.result()
                except OutOfTimeError:
                    yield failed(item, f"it takes more than {seconds:g} seconds")
                except ProcessExpired:
                    yield failed(item, "the program ended over it")
                else:
                    spent = f"it takes more than {memory // 1_000_000} MB of memory"
                    yield done[0] if done else failed(item, spent)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let an interruption wait: processes that are half started would tell of it, each for
    itself."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


def _start(methods: Sequence[str]) -> None:
    """Start what starts the processes, where there is such a thing, deaf to interruptions: they
    reach all processes of a terminal, and this one stops the others."""
    if "forkserver" not in methods:
        return
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _done(work: Callable[[Item], Result], item: Item) -> tuple[Result] | None:
    """The result, or None where there is not enough memory. The error itself would hold what was
    made so far, and leave no memory to send it."""
    try:
        return (work(item),)
    except MemoryError:
        return None


def _limit(memory: int) -> None:
    """Let this process have so many bytes more than it has now."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    most, _ = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _in_use() + memory
    if most == resource.RLIM_INFINITY or wanted < most:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, resource.RLIM_INFINITY))


def _in_use() -> int:
    """Bytes of data of this process."""
    try:
        said = Path("/proc/self/statm").read_text(encoding="ascii")
        return int(said.split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
