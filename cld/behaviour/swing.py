"""Whether a balancing loop can swing, and at what period."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from cld.behaviour.delays import loop_delay
from cld.core.diagram import Diagram
from cld.core.quantities import Delay
from cld.loops.loop import Loop

Period = tuple[float, float | None]
Model = Literal["one stock", "no stock", "several stocks", "stocks not marked"]


@dataclass(frozen=True, slots=True)
class Swing:
    """What the marks of a file allow to say of a balancing loop; periods in seconds.

    `strength` is the loop's reaction per second, the product of its gains, where the file says
    it completely, else None. A period is least and most; most is None where there is no bound.
    `smooth` tells that the whole delay is one that spreads changes, `mixed` that a part of it
    is: then no period follows from it.
    """

    can_swing: Literal["no", "yes", "unknown"]
    model: Model
    period_if_settling: Period | None = None
    period_if_growing: Period | None = None
    strength: float | None = None
    smooth: bool = False
    mixed: bool = False


# For a given K the period is shortest at this K·T: where θ = sin 2θ, see `period`.
SHORTEST_AT = 0.590_659


def swing(diagram: Diagram, loop: Loop) -> Swing | None:
    """Return whether a balancing loop can swing; None for a loop of another type.

    With no delay and at most one stock it cannot; with two stocks or more it can even without
    a delay, and no period is given. One stock behind a pipeline delay T follows
    x′(t) = −K·x(t − T): no swing up to K·T = 1/e, damped up to π/2, growing beyond. With K
    not known the period is at least 4T if it settles, 2T to 4T if it grows. No stock: 2T.
    A delay T marked `smooth` is a lag of first order: one stock behind it swings above
    K·T = 1/4, always damped, and a loop of nothing but such a lag does not swing.

    References
    ----------
    R. M. Corless et al., On the Lambert W function, Adv. Comput. Math. 5, 1996, section 2
    (the delay equation); J. D. Sterman, Business Dynamics, 2000, chapters 4 and 17.

    >>> from cld.language.source import source_of
    >>> from cld.loops.catalogue import find_loops
    >>> source = source_of("A (+, delay 3min)-> B (-)-> A\\nB: stock")
    >>> swing(source.diagram, find_loops(source.diagram, source.lines)[0].loops[0])
    ... # doctest: +ELLIPSIS
    Swing(can_swing='yes', model='one stock', period_if_settling=(720.0, None), ...)
    """
    if loop.type != "B":
        return None
    whole = loop_delay(diagram, loop)
    delay = whole.total
    smooth = delay.smooth and whole.marked == 1 and not whole.controllers
    mixed = delay.smooth and not smooth
    if not diagram.stocks:
        return Swing("unknown", "stocks not marked", smooth=smooth, mixed=mixed)
    stocks = sum(name in diagram.stocks for name in loop.variables)
    if stocks > 1:
        return Swing("yes", "several stocks", smooth=smooth, mixed=mixed)
    model: Model = "one stock" if stocks else "no stock"
    if delay.max == 0 or (smooth and not stocks):
        return Swing("no", model, smooth=smooth)
    strength = _strength(loop) if stocks else None
    if mixed:
        return Swing("yes", model, strength=strength, mixed=True)
    if smooth:
        return _behind_a_lag(delay, strength)
    if not stocks:
        return Swing("yes", model, None, _scaled(delay, 2, 2))
    return _one_stock(delay, strength)


def _behind_a_lag(delay: Delay, strength: float | None) -> Swing:
    """One stock behind a lag of first order: T·x″ + x′ + K·x = 0."""
    if strength is None or delay.max is None:
        return Swing("yes", "one stock", strength=strength, smooth=True)
    if strength * delay.max <= 0.25:
        return Swing("no", "one stock", strength=strength, smooth=True)
    can: Literal["yes", "unknown"] = "yes" if strength * delay.min > 0.25 else "unknown"
    # The period is least where K·T = 1/2, and has no bound towards 1/4.
    turning = min(max(0.5 / strength, delay.min), delay.max)
    lengths = [_lag_period(strength, t) for t in (delay.min, turning, delay.max)]
    swinging = [length for length in lengths if length is not None]
    longest = max(swinging) if can == "yes" else None
    return Swing(can, "one stock", (min(swinging), longest), None, strength, smooth=True)


def _lag_period(strength: float, delay: float) -> float | None:
    """2πT / √(K·T − 1/4), or None where it does not swing."""
    over = strength * delay - 0.25
    return 2 * math.pi * delay / math.sqrt(over) if over > 0 else None


def _one_stock(delay: Delay, strength: float | None) -> Swing:
    settling, growing = _scaled(delay, 4, None), _scaled(delay, 2, 4)
    if strength is None or delay.max is None:
        return Swing("yes", "one stock", settling, growing, strength)
    least, most = strength * delay.min, strength * delay.max
    if most <= 1 / math.e:
        return Swing("no", "one stock", strength=strength)
    turning = min(max(SHORTEST_AT / strength, delay.min), delay.max)
    tried = (delay.min, turning, delay.max)
    periods = [period(strength, t) for t in tried if strength * t > 1 / math.e]
    exact = (min(periods), max(periods) if least > 1 / math.e else None)
    can: Literal["yes", "unknown"] = "yes" if least > 1 / math.e else "unknown"
    if most <= math.pi / 2:
        return Swing(can, "one stock", exact, None, strength)
    if least > math.pi / 2:
        return Swing(can, "one stock", None, exact, strength)
    return Swing(can, "one stock", settling, growing, strength)


def period(strength: float, delay: float) -> float:
    """Return the period in seconds at which x′(t) = −K·x(t − T) swings.

    K·T must exceed 1/e; at π/2 the period is 4T, towards larger K·T it falls to 2T. Solved on
    θ = 2πT/period, for which K·T = θ/sin θ · e^(−θ/tan θ) rises from 1/e to infinity.

    >>> round(period(math.pi / 2, 1.0), 9)
    4.0
    """
    wanted = math.log(strength * delay)
    low, high = 1e-9, math.pi - 1e-12
    for _ in range(200):
        angle = (low + high) / 2
        if math.log(angle / math.sin(angle)) - angle / math.tan(angle) < wanted:
            low = angle
        else:
            high = angle
    return 2 * math.pi * delay / low


def _scaled(delay: Delay, least: float, most: float | None) -> Period:
    longest = None if most is None or delay.max is None else most * delay.max
    return least * delay.min, longest


def _strength(loop: Loop) -> float | None:
    """The product of the gains where they are complete: exactly one of them is a rate."""
    gains = [link.gain for link in loop.links if link.gain is not None]
    rates = [gain.per for gain in gains if gain.per is not None]
    if len(rates) != 1:
        return None
    return math.prod(abs(gain.factor) for gain in gains) / rates[0]
