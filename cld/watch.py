"""What long work asks now and then: whether to go on; and tells: how far it is."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

# Told what is done, in a few words, and how much of it, from 0 to 1, where that is known.
# What comes back is whether to go on.
Ask = Callable[[str, float | None], bool]


class Watch:
    """Limits long work by the clock, on top of the limits that count.

    Called with what is being done and how much of it is, a watch says whether to go on. Work
    that is told not to stops soon, and gives what it has. `effort` is how many times the usual
    count of steps may be taken: who has more time may look further.

    >>> Watch()("counting", 0.5), Watch(seconds=0)("counting")
    (True, False)
    """

    __slots__ = ("ask", "effort", "until")

    def __init__(
        self, seconds: float = math.inf, ask: Ask | None = None, effort: float = 1.0
    ) -> None:
        self.until = time.monotonic() + seconds
        self.ask = ask
        self.effort = effort

    def __call__(self, doing: str, part: float | None = None) -> bool:
        """Tell what is being done and how much of it is; return whether to go on."""
        if self.ask is not None and not self.ask(doing, part):
            return False
        return time.monotonic() < self.until

    def share(self, part: float) -> Watch:
        """Return a watch for a first step that may take this part of the time left."""
        return Watch(part * (self.until - time.monotonic()), self.ask, self.effort)


unwatched = Watch()
