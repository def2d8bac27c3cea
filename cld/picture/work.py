"""A budget for a search, counted in steps: no clock decides how a picture looks."""

from __future__ import annotations

import math


class Work:
    """The remaining work, in units of one or two nanoseconds of a processor.

    Work is counted by the size of what is checked, at a fixed cost per kind of check: the same
    diagram gets the same search on every machine, however busy it is.

    >>> work = Work(100)
    >>> work.take(60), work.is_done, work.take(60), work.is_done
    (None, False, None, True)
    """

    __slots__ = ("left",)

    def __init__(self, left: float = math.inf) -> None:
        self.left = left

    def take(self, amount: float) -> None:
        """Count work that is being done."""
        self.left -= amount

    @property
    def is_done(self) -> bool:
        """True if all of it is used up."""
        return self.left <= 0
