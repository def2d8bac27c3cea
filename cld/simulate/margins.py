"""Margins of a link: the strengths and delays of it with which a part behaves as it does.

All strengths and delays of a link that put a root on the imaginary axis are found, and between
them the roots are counted, so that an interval ends only where the outcome changes. Of parts with
controllers the largest eigenvalue of a common period is followed instead. Nothing is said of parts
with spread delays or a beat, which are not in the file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cld.core.diagram import Ends
from cld.simulate.crossings import LEAST, MOST, LinkChange, axis_crossings
from cld.simulate.model import RunLink, RunModel, RunPart
from cld.simulate.response import Response
from cld.simulate.roots import Characteristic, NotCountedError
from cld.simulate.sampled import radius
from cld.simulate.system import system_of

# Of parts with more links no margins are looked for.
MOST_LINKS, MOST_SAMPLED = 60, 12
# The strides in which the strengths of a part with controllers are gone through.
_STRIDE, _HALVINGS = 1.25, 14
# An interval holds so far beyond its end, unless another crossing is nearer.
_BESIDE = 1.01


@dataclass(frozen=True, slots=True)
class Margin:
    """The factors of the strength or the delay of a link with which a part behaves as it does.

    `settles` is the outcome from `low` to `high`, which are 0 and infinite where nothing changes
    down to a tenth and up to ten times. Beyond them it is another, as far as `below` and `above`,
    which are 0 and infinite where it remains so. `time` is what the link takes in the run, in
    seconds.
    """

    ends: Ends
    changed: LinkChange
    low: float
    high: float
    settles: bool
    below: float = 0.0
    above: float = math.inf
    time: float = 0.0

    @property
    def settling(self) -> tuple[tuple[float, float], ...]:
        """The intervals with which the part settles, nearest to 1: at most two."""
        if self.settles:
            return ((self.low, self.high),)
        lower = ((self.below, self.low),) if self.low else ()
        return lower + (((self.high, self.above),) if self.high < math.inf else ())


@dataclass(frozen=True, slots=True)
class PartMargins:
    """The margins of a part by chains of links, which share those of strength; `found` is None
    where they were not examined, and `sampled` true if something in it decides at intervals."""

    part: RunPart
    chains: tuple[tuple[Ends, ...], ...]
    found: tuple[Margin, ...] | None
    sampled: bool


def part_margins(model: RunModel, part: RunPart) -> PartMargins:
    """Return the margins of a part, or that they were not examined."""
    links = [k for k in model.links if k.ends in set(part.links) and k.weight]
    grouped = tuple(tuple(links[n].ends for n in chain) for chain in chains(links))
    sampled = any(name in model.decides for name in part.names)
    try:
        return PartMargins(part, grouped, margins_of(model, part), sampled)
    except NotCountedError:
        return PartMargins(part, grouped, None, sampled)


def margins_of(model: RunModel, part: RunPart) -> tuple[Margin, ...]:
    """Return the margins of each link of a part. Raises NotCountedError where the part is too
    large, where its roots lie on the axis, or where delays were spread out.

    >>> from cld.language.source import source_of
    >>> from cld.simulate.model import model_of
    >>> text = "A (+, delay 10s, gain 1)-> B (-, gain 0.1/s)-> A\\nA: stock"
    >>> model = model_of(source_of(text).diagram)
    >>> for one in margins_of(model, model.parts[0])[:2]:
    ...     print(one.changed, round(one.low, 4), round(one.high, 4), one.settles)
    strength 0.0 1.5708 True
    delay 0.0 1.5708 True
    """
    inside = set(part.links)
    links = tuple(k for k in model.links if k.ends in inside and k.weight)
    if not links:
        return ()
    decides = any(name in model.decides for name in part.names)
    if part.spread or part.beaten or len(links) > (MOST_SAMPLED if decides else MOST_LINKS):
        raise NotCountedError
    return tuple((_sampled if decides else _continuous)(model, part, links))


def chains(links: Sequence[RunLink]) -> list[list[int]]:
    """Return the links in chains, by their numbers: nothing else leads to or from the variables
    within a chain, so that it makes no difference which of its links is stronger.

    >>> chains([RunLink("A", "B", 1.0), RunLink("B", "C", 1.0), RunLink("C", "C", 1.0)])
    [[0, 1], [2]]
    """
    into: dict[str, list[int]] = {}
    out: dict[str, list[int]] = {}
    for number, link in enumerate(links):
        into.setdefault(link.effect, []).append(number)
        out.setdefault(link.cause, []).append(number)
    after = {
        numbers[0]: out[name][0]
        for name, numbers in into.items()
        if len(numbers) == 1 and len(out.get(name, ())) == 1 and numbers[0] != out[name][0]
    }
    found, seen = [], set()
    # A ring without any branch begins with its first link.
    for number in [*sorted(set(range(len(links))).difference(after.values())), *range(len(links))]:
        chain: list[int] = []
        follow: int | None = number
        while follow is not None and follow not in seen:
            seen.add(follow)
            chain.append(follow)
            follow = after.get(follow)
        if chain:
            found.append(chain)
    return sorted(found)


def changed_model(model: RunModel, ends: Ends, what: LinkChange, factor: float) -> RunModel:
    """Return a model with another strength or delay of one link."""

    def other(link: RunLink) -> RunLink:
        if link.ends != ends:
            return link
        if what == "strength":
            return replace(link, weight=link.weight * factor)
        return replace(link, pipeline=link.pipeline * factor, lag=link.lag * factor)

    return replace(model, links=tuple(map(other, model.links)))


def _continuous(model: RunModel, part: RunPart, links: Sequence[RunLink]) -> Iterator[Margin]:
    system = system_of(model, part.names)
    now = Characteristic(system)
    edge = 1e-5 / part.horizon
    unstable = now.count(edge)
    if unstable != now.count(-edge):
        raise NotCountedError  # on the edge: every change decides
    top = now.bound(0.0)
    for link in links:
        strongest = changed_model(model, link.ends, "strength", MOST)
        top = max(top, Characteristic(system_of(strongest, part.names)).bound(0.0))

    def settles(ends: Ends, what: LinkChange, factor: float) -> bool:
        other = system_of(changed_model(model, ends, what, factor), part.names)
        return not Characteristic(other).count(0.0)

    for (number, what), values in axis_crossings(
        Response(system), links, now.resolved(0.0, 1.01 * top)
    ).items():
        ends = links[number].ends
        same = partial(_same, partial(settles, ends, what), not unstable)
        low, below = _ends(same, [value for value in reversed(values) if value < 1], 0.0)
        high, above = _ends(same, [value for value in values if value > 1], math.inf)
        time = links[number].pipeline + links[number].lag
        yield Margin(ends, what, low, high, not unstable, below, above, time)


def _same(settles: Callable[[float], bool], outcome: bool, factor: float) -> bool:
    return settles(factor) == outcome


def _ends(
    same: Callable[[float], bool], values: Sequence[float], none: float
) -> tuple[float, float]:
    """Return the first crossing, away from 1, beyond which the outcome is another, and the one
    beyond which it is as before; `none` if there is none."""
    first = none
    for place, value in enumerate(values):
        upwards = value > 1
        beyond = value * _BESIDE if upwards else value / _BESIDE
        if place + 1 < len(values):
            nearer = math.sqrt(value * values[place + 1])
            beyond = min(beyond, nearer) if upwards else max(beyond, nearer)
        if same(beyond) == (first != none):
            if first != none:
                return first, value
            first = value
    return first, none


# -- parts with controllers --


def _sampled(model: RunModel, part: RunPart, links: Sequence[RunLink]) -> Iterator[Margin]:
    def settles(ends: Ends, factor: float) -> bool:
        other = changed_model(model, ends, "strength", factor)
        return radius(other, system_of(other, part.names))[0] < 1

    outcome = settles(links[0].ends, 1.0)
    for chain in chains(links):
        same = partial(_same, partial(settles, links[chain[0]].ends), outcome)
        low, below = _walked(same, 1 / _STRIDE, 0.0)
        high, above = _walked(same, _STRIDE, math.inf)
        for number in chain:
            yield Margin(links[number].ends, "strength", low, high, outcome, below, above)


def _walked(same: Callable[[float], bool], stride: float, none: float) -> tuple[float, float]:
    """Go away from 1 in strides until the outcome is another, and on until it is as before."""
    first, inside = none, 1.0
    while LEAST < inside * stride < MOST:
        outside = inside * stride
        if same(outside) == (first == none):
            inside = outside
            continue
        for _ in range(_HALVINGS):
            middle = math.sqrt(inside * outside)
            kept = same(middle) == (first == none)
            inside, outside = (middle, outside) if kept else (inside, middle)
        if first != none:
            return first, outside
        first = inside = outside
    return first, none
