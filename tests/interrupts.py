"""Processes that Ctrl-C ends, however the tests themselves were started."""

from __future__ import annotations

import signal


def heed() -> None:
    """Let SIGINT end this process: who is started in the background ignores it, and so would all
    that it starts. For `preexec_fn` of a new process."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
