"""Whether a balancing loop alone can oscillate, and at what period."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from cld.behaviour.controllers import adds_up, sets_stock, sets_total
from cld.behaviour.delays import LoopDelay, loop_delay
from cld.behaviour.pace import decision_pace
from cld.core.diagram import Diagram, Polarity
from cld.core.quantities import Delay
from cld.loops.drain import is_closed
from cld.loops.loop import Loop

Period = tuple[float, float | None]
Model = Literal[
    "one stock", "no stock", "several stocks", "closed pair", "stocks not marked", "only falls"
]
OscillationVerdict = Literal["no", "yes", "unknown"]

# Up to this strength times delay a stock settles even where its delay varies, as it does behind a
# controller (Yorke 1970); with a constant delay it does up to π/2.
SETTLES_IF_VARYING = 1.5


@dataclass(frozen=True, slots=True)
class Oscillation:
    """The behaviour of a balancing loop alone, as far as the marks show it; periods in seconds.

    Other loops through its variables can change the period and the verdict. `strength` is the
    reaction of the loop per second, the product of its gains, if every link states one, else
    None. A period is least and most; most is None if it has no bound. `smooth` is True if the loop
    has one smooth delay and nothing else that takes time, `mixed` if a part of its delay is
    smooth: then its period cannot be estimated.
    """

    verdict: OscillationVerdict
    model: Model
    period_if_settling: Period | None = None
    period_if_growing: Period | None = None
    strength: float | None = None
    smooth: bool = False
    mixed: bool = False

    @property
    def says_how(self) -> bool:
        """True if more than “it can” is known: that it cannot, or a period."""
        periods = (self.period_if_settling, self.period_if_growing)
        known = any(bounds is not None and bounds != (0.0, None) for bounds in periods)
        return self.verdict == "no" or known


# For a given K the period is shortest at this K·T: where θ = sin 2θ, see `period`.
SHORTEST_AT = 0.590_659


def oscillation(diagram: Diagram, loop: Loop) -> Oscillation | None:
    """Return whether a balancing loop alone can oscillate; None for a loop of another type.

    A stock with only outflows only falls. With two or more stocks a loop can oscillate even without
    a delay, and no period is given; this does not apply if all that leaves one of two stocks enters
    the other, because these change as one. One stock behind a pipeline delay T follows x′(t) =
    −K·x(t − T): no oscillation up to K·T = 1/e, damped up to π/2, growing beyond. If K is unknown,
    the period is at least 4T if it settles, 2T to 4T if it grows. Without a stock it is 2T. With at
    most one stock and no link that takes time, a loop cannot oscillate: the verdict is "no" if the
    file says so for each link. Behind a controller the delay varies by its pace: then no period is
    computed from K, and the loop is only said to settle up to K·T = 3/2. A stock that itself
    decides changes only at its decisions, which gives other bounds; so does what decides by steps
    or ratios on a loop without a stock. Beside a stock, such decisions are a second thing that adds
    up, and no period is given. One delay marked `smooth` and
    nothing else is a lag of first order: one stock behind it oscillates above K·T = 1/4, always
    damped.

    References
    ----------
    R. M. Corless et al., On the Lambert W function, Adv. Comput. Math. 5, 1996, section 2
    (the delay equation). J. A. Yorke, Asymptotic stability for one dimensional
    differential-delay equations, J. Differential Equations 7, 1970 (a delay that varies).
    J. D. Sterman, Business Dynamics, 2000, chapters 4 and 17.

    >>> from cld.language.source import source_of
    >>> from cld.loops.catalogue import find_loops
    >>> source = source_of("A (+, delay 3min)-> B (-)-> A\\nB: stock")
    >>> oscillation(source.diagram, find_loops(source.diagram, source.lines)[0].loops[0])
    ... # doctest: +ELLIPSIS
    Oscillation(verdict='yes', model='one stock', period_if_settling=(720.0, None), ...)
    """
    if loop.type != "B":
        return None
    whole = loop_delay(diagram, loop)
    delay = whole.total
    smooth = delay.smooth and whole.marked == 1 and not whole.controllers
    mixed = delay.smooth and not smooth
    if not diagram.stocks:
        return Oscillation("unknown", "stocks not marked", smooth=smooth, mixed=mixed)
    stocks = sum(name in diagram.stocks for name in loop.variables)
    if stocks and only_falls(diagram, loop):
        return Oscillation("unknown", "only falls", smooth=smooth, mixed=mixed)
    if stocks == 2 and is_closed(diagram, loop):
        return Oscillation("unknown", "closed pair", smooth=smooth, mixed=mixed)
    if stocks > 1:
        return Oscillation("yes", "several stocks", smooth=smooth, mixed=mixed)
    model: Model = "one stock" if stocks else "no stock"
    if delay.max == 0:
        # A link without a mark may take time; the author has to state that none does.
        return Oscillation("no" if whole.marked == len(loop.links) else "unknown", model)
    if smooth and not stocks:
        return Oscillation("no", model, smooth=True)
    strength = _strength(loop) if stocks else None
    if mixed:
        can: OscillationVerdict = "yes" if strength is None else "unknown"
        return Oscillation(can, model, strength=strength, mixed=True)
    if smooth:
        return _behind_a_lag(delay, strength)
    return _behind_decisions(diagram, loop, whole, strength)


def _behind_decisions(
    diagram: Diagram, loop: Loop, whole: LoopDelay, strength: float | None
) -> Oscillation:
    """At most one stock behind a pipeline delay and, perhaps, decisions at intervals."""
    stocks = not diagram.stocks.isdisjoint(loop.variables)
    # Decisions that add up beside the stock are a second thing that does: no period is known.
    beside = [name for name in whole.controllers if not sets_stock(diagram, loop, name)]
    adding = [name for name in beside if adds_up(diagram, name)]
    if adding and stocks:
        return Oscillation("yes", "one stock", (0.0, None), (0.0, None))
    if adding:
        return _deciding_stock(diagram, loop, whole, None)
    if not stocks:
        return Oscillation("yes", "no stock", None, _scaled(whole.total, 2, 2))
    if any(sets_total(diagram, name) for name in whole.controllers if name not in beside):
        # A stock that follows a total is not filled at a rate, so these bounds do not apply.
        return Oscillation("yes", "one stock", (0.0, None), (0.0, None))
    if any(name in diagram.stocks for name in whole.controllers):
        return _deciding_stock(diagram, loop, whole, strength)
    return _one_stock(whole, strength)


def only_falls(diagram: Diagram, loop: Loop) -> str | None:
    """Return a stock of a loop that nothing in the diagram fills, or None. Every link into it is a
    `-` from a variable marked as a flow, and a flow is never negative."""
    return next((name for name in loop.variables if _moved_by(diagram, name, "-")), None)


def only_rises(diagram: Diagram, loop: Loop) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the stocks of a loop that nothing lowers, each with the flows that fill it: every
    link into it is a `+` from a variable marked as a flow. Only a negative flow can lower it.

    >>> from cld.analyze import analyze
    >>> report = analyze("Gap (+)-> Hiring (+)-> Staff (-)-> Gap\\nHiring: flow\\nStaff: stock")
    >>> only_rises(report.diagram, report.loops[0])
    (('Staff', ('Hiring',)),)
    """
    found = ((name, _moved_by(diagram, name, "+")) for name in loop.variables)
    return tuple((name, flows) for name, flows in found if flows)


def _moved_by(diagram: Diagram, name: str, sign: Polarity) -> tuple[str, ...]:
    """The flows that move a stock, if all have the same sign and nothing else moves it."""
    into = diagram.links_to[name] if name in diagram.stocks else ()
    causes = [diagram.variable(link.cause) for link in into]
    flows = tuple(cause.name for cause in causes if cause is not None and cause.kind == "flow")
    alike = len(flows) == len(into) and all(link.polarity == sign for link in into)
    return flows if alike else ()


def _behind_a_lag(delay: Delay, strength: float | None) -> Oscillation:
    """One stock behind a lag of first order: T·x″ + x′ + K·x = 0."""
    if strength is None or delay.max is None:
        return Oscillation("yes", "one stock", strength=strength, smooth=True)
    if strength * delay.max <= 0.25:
        return Oscillation("no", "one stock", strength=strength, smooth=True)
    can: Literal["yes", "unknown"] = "yes" if strength * delay.min > 0.25 else "unknown"
    # The period is least where K·T = 1/2, and has no bound towards 1/4.
    turning = min(max(0.5 / strength, delay.min), delay.max)
    lengths = [_lag_period(strength, t) for t in (delay.min, turning, delay.max)]
    oscillating = [length for length in lengths if length is not None]
    longest = max(oscillating) if can == "yes" else None
    return Oscillation(can, "one stock", (min(oscillating), longest), None, strength, smooth=True)


def _lag_period(strength: float, delay: float) -> float | None:
    """2πT / √(K·T − 1/4), or None if it does not oscillate."""
    over = strength * delay - 0.25
    return 2 * math.pi * delay / math.sqrt(over) if over > 0 else None


def _deciding_stock(
    diagram: Diagram, loop: Loop, whole: LoopDelay, strength: float | None
) -> Oscillation:
    """A stock that changes at its decisions only, y(n) = y(n − 1) − κ·y(n − d) with d = ceil(T/P).

    It settles up to κ = 2 sin(π / (4d − 2)), where its period is (4d − 2)·P; towards a larger κ
    the period falls to 2dP (S. A. Kuruklis, The asymptotic stability of x(n+1) − a·x(n) +
    b·x(n−k) = 0, J. Math. Analysis and Applications 188, 1994).
    """
    delay, decides = whole.total, diagram.variable(whole.controllers[0])
    if len(whole.controllers) > 1 or decides is None or decides.every is None:
        return Oscillation("yes", "one stock", (0.0, None), (0.0, None), strength)
    pace = decision_pace(decides.every, decides.window)
    least = 2 * pace.min
    settling = max(least, 4 * delay.min - 2 * pace.max) if pace.max is not None else least
    # The delay of the loop has the pace in it already.
    longest = None if delay.max is None else 4 * delay.max
    can: OscillationVerdict = "yes" if strength is None else "unknown"
    growing = (max(least, 2 * delay.min), longest)
    return Oscillation(can, "one stock", (settling, None), growing, strength)


def _one_stock(whole: LoopDelay, strength: float | None) -> Oscillation:
    """One stock behind a pipeline delay."""
    delay = whole.total
    settling, growing = _scaled(delay, 4, None), _scaled(delay, 2, 4)
    if strength is None or delay.max is None:
        return Oscillation("yes", "one stock", settling, growing, strength)
    least, most = strength * delay.min, strength * delay.max
    if most <= 1 / math.e:
        return Oscillation("no", "one stock", strength=strength)
    can: OscillationVerdict = "yes" if least > 1 / math.e else "unknown"
    if whole.controllers:
        never_grows = most < SETTLES_IF_VARYING
        return Oscillation(can, "one stock", settling, None if never_grows else growing, strength)
    turning = min(max(SHORTEST_AT / strength, delay.min), delay.max)
    tried = (delay.min, turning, delay.max)
    periods = [period(strength, t) for t in tried if strength * t > 1 / math.e]
    exact = (min(periods), max(periods) if least > 1 / math.e else None)
    if most <= math.pi / 2:
        return Oscillation(can, "one stock", exact, None, strength)
    if least > math.pi / 2:
        return Oscillation(can, "one stock", None, exact, strength)
    return Oscillation(can, "one stock", settling, growing, strength)


def period(strength: float, delay: float) -> float:
    """Return the period in seconds at which x′(t) = −K·x(t − T) oscillates.

    K·T must exceed 1/e; at π/2 the period is 4T, and for larger K·T it falls towards 2T. Solved on
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
    """The product of the gains if every link states one and exactly one of them is a rate. Of a
    gain that is only known within a range, nothing is computed."""
    gains = [link.gain for link in loop.links if link.gain is not None]
    if any(gain.low is not None for gain in gains):
        return None
    rates = [gain.per for gain in gains if gain.per is not None]
    if len(rates) != 1 or len(gains) < len(loop.links):
        return None
    return math.prod(abs(gain.factor) for gain in gains) / rates[0]
