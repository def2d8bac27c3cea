"""Runs work in the background. Only the newest job counts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from cld.core.watch import Watch

# How long work pauses after `give_way`, and how often it reports progress, in seconds.
QUIET, NEWS = 0.06, 0.1
TURN = 0.0005

# Gets a watch that it asks whether to continue, and returns its result.
Job = Callable[[Watch], Any]


class _Road:
    """When background work may continue. Two Python threads share one processor, and drawing and
    typing come first."""

    free_at = 0.0


def give_way() -> None:
    """Pause background work for a moment, because the window is busy."""
    _Road.free_at = time.monotonic() + QUIET


class _Signals(QObject):
    done = Signal(int, object)
    told = Signal(int, str, float)


class _Run(QRunnable):
    def __init__(self, number: int, work: Job, worker: Worker) -> None:
        super().__init__()
        self._number, self._work, self._worker = number, work, worker
        self._told_at = 0.0

    def run(self) -> None:
        """Do the work, unless a newer job has been started."""
        if self._ask("", None):
            found = self._work(Watch(ask=self._ask))
            self._worker.signals.done.emit(self._number, found)

    def _ask(self, doing: str, part: float | None) -> bool:
        while time.monotonic() < _Road.free_at and self._is_wanted():
            time.sleep(0.005)
        now = time.monotonic()
        if doing and part is not None and now > self._told_at + NEWS:
            self._told_at = now
            self._worker.signals.told.emit(self._number, doing, part)
        return self._is_wanted()

    def _is_wanted(self) -> bool:
        return self._number == self._worker.newest


class Worker(QObject):
    """Runs one kind of work in the background. A newer job replaces an older one.

    `done` is emitted with the result, `told` with the progress, `idle` when no job is running.
    """

    done = Signal(object)
    told = Signal(str, float)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.newest = 0
        self.is_busy = False
        self.signals = _Signals()
        self.signals.done.connect(self._done)
        self.signals.told.connect(self._told)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def start(self, work: Job) -> None:
        """Start a job as soon as possible, in place of any earlier one."""
        self.newest += 1
        self.is_busy = True
        # Work that rarely asks whether to pause gets short time slices.
        sys.setswitchinterval(TURN)
        self._pool.start(_Run(self.newest, work, self))

    def cancel(self) -> None:
        """Stop the current job. It emits no result."""
        self.newest += 1
        if self.is_busy:
            self.is_busy = False
            self.idle.emit()

    def wait(self) -> None:
        """Stop the current job and wait until it has stopped."""
        self.cancel()
        self._pool.waitForDone()

    def _done(self, number: int, found: object) -> None:
        if number == self.newest:
            self.is_busy = False
            self.done.emit(found)
            self.idle.emit()

    def _told(self, number: int, doing: str, part: float) -> None:
        if number == self.newest:
            self.told.emit(doing, part)
