"""The time between two decisions of a controller, including its wait."""

from __future__ import annotations

import math

from cld.core.quantities import NO_DELAY, Delay


def decision_pace(every: Delay, window: Delay | None) -> Delay:
    """Return the time between two decisions of a controller, in seconds.

    It can decide at each multiple of `every`, and after a decision it waits `window`: with both
    of one length the pace is ceil(W / E) · E, at least E. If `every` is itself a range, the pace is
    between the larger of E and W, and W + E.

    Parameters
    ----------
    every : how often it can decide.
    window : how long it waits after a decision; None if the file states none.

    >>> minute, quarter = Delay(60.0, 60.0, True), Delay(15.0, 15.0, True)
    >>> decision_pace(quarter, minute).max, decision_pace(minute, quarter).max
    (60.0, 60.0)
    >>> decision_pace(minute, Delay(90.0, 90.0, True)).max
    120.0
    """
    if window is None:
        return every
    complete = every.complete and window.complete
    if every.min == every.max and every.max:
        most = None if window.max is None else _steps(window.max, every.max)
        return Delay(_steps(window.min, every.max), most, complete)
    least = max(every.min, window.min)
    if every.max is None or window.max is None:
        return Delay(least, None, complete)
    waits = window.max > every.min
    return Delay(least, window.max + every.max if waits else every.max, complete)


def _steps(window: float, every: float) -> float:
    # A window of 0.3 s is three times 0.1 s, whatever binary fractions make of it.
    return max(1, math.ceil(round(window / every, 9))) * every


def wait_for_decision(every: Delay, window: Delay | None) -> Delay:
    """Return how long news can wait at a controller: from 0 up to its whole pace.

    >>> wait_for_decision(Delay(15.0, 15.0, True), None)
    Delay(min=0.0, max=15.0, complete=True, smooth=False)
    """
    pace = decision_pace(every, window)
    return NO_DELAY + Delay(0.0, pace.max, pace.complete)
