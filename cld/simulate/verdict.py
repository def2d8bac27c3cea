"""Whether a part settles, grows or oscillates, in the reading with the strengths that it has.

Nothing may hang on what was put in: where a part has spread delays or a beat, a verdict is given
only if other shares and two lags in place of one agree with it, and never a period.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cld.core.diagram import Diagram, Ends
from cld.simulate.model import SPREAD, RunModel, RunPart, model_of
from cld.simulate.roots import Characteristic, NotCountedError, Root
from cld.simulate.sampled import radius
from cld.simulate.strengths import Strength
from cld.simulate.system import system_of

Outcome = Literal["settles", "grows", "on the edge", "not decided", "not counted"]
# Other shares of a delay that are spread out, on which nothing may hang.
_SHARES = (0.05, 0.3)
# A part that is said to settle does so with links that are so much stronger, too.
_NEAR = 1.02
# On the edge is what neither grows nor dies out within so many times the time of the part.
_LASTING = 1e6
# By less than this a factor from one common period to the next is not told from 1.
_LEVEL = 1e-6


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """The behaviour of a part: its growth in 1/s and its period in seconds, where they are known.

    `period` is infinite where it does not oscillate, and None where nothing may be said of it;
    `by_roots` is false if the part was judged from one set of decisions to the next. `several` is
    true if it grows in more than one way: beside what lasts longest there may be oscillations.
    """

    part: RunPart
    outcome: Outcome
    growth: float | None = None
    period: float | None = None
    by_roots: bool = True
    several: bool = False


def outcomes(diagram: Diagram, factors: Mapping[Ends, float] | None = None) -> list[PartOutcome]:
    """Return the behaviour of each part with a loop, causes before effects.

    `factors` multiply the strengths of links.

    >>> from cld.language.source import source_of
    >>> diagram = source_of("A (+, delay 10s, gain 1)-> B (-, gain 0.2/s)-> A\\nA: stock").diagram
    >>> [(one.outcome, round(one.period, 2)) for one in outcomes(diagram)]
    [('grows', 37.54)]
    """
    model = model_of(diagram, factors=factors)
    return [outcome_of(diagram, model, part, factors) for part in model.parts if part.links]


def outcome_of(
    diagram: Diagram,
    model: RunModel,
    part: RunPart,
    factors: Mapping[Ends, float] | None = None,
    kept: Mapping[Ends, Strength] | None = None,
) -> PartOutcome:
    """Return the behaviour of one part of a model."""
    decides = any(name in model.decides for name in part.names)
    if decides and not (part.spread or part.beaten):
        return _sampled(model, part)
    found = _counted(model, part)
    if found in ("not counted", "not decided") or not (part.spread or part.beaten):
        if found == "not counted":
            return PartOutcome(part, found)
        root = _last(model, part, found)
        if root is None:
            return PartOutcome(part, found)
        several = found == "grows" and math.isinf(root.period) and _grows_in_several(model, part)
        return PartOutcome(part, found, root.growth, root.period, several=several)
    others = {found}
    if found == "settles":
        # Where it would settle only by what was spread out, it is on the edge of it.
        stronger = {ends: _NEAR * (factors or {}).get(ends, 1.0) for ends in part.links}
        others.add(_counted(model_of(diagram, _SHARES[0], stronger, kept), part))
    for share in _SHARES if part.spread else (SPREAD,):
        other = model_of(diagram, share, factors, kept)
        others.add(_counted(other, part))
        if part.beaten:
            others.add(_counted(other, part, split=True))
    return PartOutcome(part, found if len(others) == 1 else "not decided", by_roots=not decides)


def _counted(model: RunModel, part: RunPart, split: bool = False) -> Outcome:
    if any(name in model.decides for name in part.names):
        return _sampled(model, part, split).outcome
    try:
        characteristic = Characteristic(system_of(model, part.names, split))
        edge = _edge(part)
        if characteristic.count(edge):
            return "grows"
        return "on the edge" if characteristic.count(-edge) else "settles"
    except NotCountedError:
        return "not counted"


def _grows_in_several(model: RunModel, part: RunPart) -> bool:
    try:
        return Characteristic(system_of(model, part.names)).count(_edge(part)) > 1
    except NotCountedError:
        return False


def _edge(part: RunPart) -> float:
    return 10 / (_LASTING * part.horizon)


def _last(model: RunModel, part: RunPart, outcome: Outcome) -> Root | None:
    """Return the root that lasts longest, or None if it is not known."""
    edge = _edge(part)
    try:
        characteristic = Characteristic(system_of(model, part.names))
        high = 2 * characteristic.bound(0.0) + edge if outcome == "grows" else edge
        high = -edge if outcome == "settles" else high
        for slower in (30.0, 10.0, 3.0):
            low = -slower * 10 / part.horizon if outcome == "settles" else -edge
            try:
                found = characteristic.rightmost(low, high)
            except NotCountedError:
                continue
            if found is not None:
                return found
    except NotCountedError:
        pass
    return None


def _sampled(model: RunModel, part: RunPart, split: bool = False) -> PartOutcome:
    try:
        factor, period = radius(model, system_of(model, part.names, split))
    except NotCountedError:
        return PartOutcome(part, "not counted", by_roots=False)
    growth = math.log(factor) / period if factor > 0 else None
    if abs(factor - 1) < _LEVEL:
        return PartOutcome(part, "on the edge", 0.0, None, False)
    return PartOutcome(part, "grows" if factor > 1 else "settles", growth, None, False)
