"""How much a search may still do, counted in steps: no clock decides how a picture looks."""

from __future__ import annotations

import math


class Work:
    """Work that is left, in units that take one or two nanoseconds of a processor.

    What is looked at is counted by its size, and each kind of look costs a fixed number: the
    same diagram gets the same search on every machine, however busy it is.

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
        """True where all of it is used up."""
        return self.left <= 0
