"""Progress of long work, and the way to cancel it."""

from __future__ import annotations

from collections.abc import Callable

# Called with the current step in a few words and its progress from 0 to 1, or None if unknown.
# It returns whether to go on.
Ask = Callable[[str, float | None], bool]


class TookTooLongError(Exception):
    """Another program, whose steps cannot be counted, did not finish; the message is for people.

    It ends a command. To go on without that program would let the clock decide the result.
    """


class Watch:
    """Reports the progress of long work, can cancel it, and scales the bounds on its steps.

    A watch is called with the current step and its progress, and returns whether to go on. Work
    that is cancelled returns soon, with the results it has. `effort` multiplies the usual number
    of steps. No watch reads a clock: the same input must give the same output on a slow machine,
    on a busy one, and after a pause.

    >>> Watch()("counting", 0.5), Watch(lambda doing, part: False)("counting")
    (True, False)
    """

    __slots__ = ("ask", "effort")

    def __init__(self, ask: Ask | None = None, effort: float = 1.0) -> None:
        self.ask = ask
        self.effort = effort

    def __call__(self, doing: str, part: float | None = None) -> bool:
        """Report the current step and its progress; return whether to go on."""
        return self.ask is None or self.ask(doing, part)


unwatched = Watch()
