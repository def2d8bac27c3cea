"""What long work asks now and then: whether to go on; and tells: how far it is."""

from __future__ import annotations

from collections.abc import Callable

# Told what is done, in a few words, and how much of it, from 0 to 1, where that is known.
# What comes back is whether to go on.
Ask = Callable[[str, float | None], bool]


class TookTooLongError(Exception):
    """Work that cannot be counted, another program's, did not end; its text is for people.

    It ends a command. To go on without that work would let the clock decide what comes out.
    """


class Watch:
    """Follows long work: reports progress, can cancel it, and scales the bounds on its steps.

    Called with what is being done and how much of it is done, a watch says whether to go on.
    Work that is told to stop returns soon, with what it has. `effort` is how many times the
    usual count of steps the work may take. No watch looks at a clock: the same input must give
    the same output on a slow machine, on a busy one, and after a pause.

    >>> Watch()("counting", 0.5), Watch(lambda doing, part: False)("counting")
    (True, False)
    """

    __slots__ = ("ask", "effort")

    def __init__(self, ask: Ask | None = None, effort: float = 1.0) -> None:
        self.ask = ask
        self.effort = effort

    def __call__(self, doing: str, part: float | None = None) -> bool:
        """Tell what is being done and how much of it is; return whether to go on."""
        return self.ask is None or self.ask(doing, part)


unwatched = Watch()
