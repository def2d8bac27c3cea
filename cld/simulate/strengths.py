"""The strength of each link over time: what the file states, and what is filled in else.

A stated gain counts as stated. Of what is not stated, a link brings as much as it gets, and a link
into a stock brings it within the time of the quickest loop through that stock, so that a loop
alone neither settles at once nor oscillates for ever.

References
----------
T. Krisztin, "On stability properties for one-dimensional functional differential equations",
Funkcialaj Ekvacioj 34, 1991: delayed loops through one stock settle if the sum of rate times delay
is below 3/2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cld.behaviour.pace import decision_pace
from cld.core.diagram import Diagram, Ends, Link, Variable
from cld.core.quantities import LONG_NAMES, UNITS, Delay, QuantityError, length
from cld.core.rings import pairs_round
from cld.loops.cycles import find_cycles
from cld.simulate.order import causes_of

# Loops of a part that are looked at for the time of its stocks, and the work to find them. Where
# there are more, it is those of few links: all of a number of links or none, so that the order of
# lines makes no difference.
MOST_LOOPS = 2_000
MOST_WORK = 100_000
_PER = re.compile(r".*/\s*([^\W\d_]+)\s*")


@dataclass(frozen=True, slots=True)
class Strength:
    """The weight of a link in seconds, without its sign, and whether the file states it."""

    weight: float
    stated: bool


def middle(delay: Delay | None, missing: float = 0.0) -> float:
    """Return the length of a delay in seconds: the middle of a range, `missing` if none is stated.

    >>> middle(Delay(10.0, 20.0, True)), middle(None), middle(Delay(), 3.0)
    (15.0, 0.0, 3.0)
    """
    if delay is None:
        return 0.0
    if not delay.complete or delay.max is None:
        return max(delay.min, missing)
    return (delay.min + delay.max) / 2


def pace_of(variable: Variable) -> float:
    """Return the time between two decisions of a controller in seconds, 0 for other variables."""
    if variable.every is None:
        return 0.0
    return middle(decision_pace(variable.every, variable.window))


def seconds_of_unit(variable: Variable) -> float | None:
    """Return the seconds of a unit that is per time, such as 60 for `req/min`, or None.

    >>> seconds_of_unit(Variable("Load", unit="req/min")), seconds_of_unit(Variable("Load"))
    (60.0, None)
    """
    found = _PER.fullmatch(variable.unit or "")
    if not found:
        return None
    word = found.group(1).casefold()
    name = LONG_NAMES.get(word.removesuffix("s")) or LONG_NAMES.get(word) or word
    try:
        return UNITS[name] if name in UNITS else length(f"1{name}")
    except QuantityError:
        return None


class PartTimes:
    """The times of one strongly connected part: its beat, and how long each stock takes.

    `beat` is a tenth of its shortest marked delay or pace, and `whole` its longest; without one
    `delayed` is false and both are one second. `rates` are the times of stated rates, and `marked`
    is false if there are neither.
    """

    def __init__(self, diagram: Diagram, part: Sequence[str]) -> None:
        self.diagram, self.part = diagram, tuple(part)
        inside = set(part)
        self.links = [k for name in part for k in causes_of(diagram, name) if k.cause in inside]
        times = [middle(link.delay) for link in self.links]
        times += [pace_of(v) for v in map(diagram.variable, part) if v is not None]
        known = [time for time in times if time > 0]
        self.delayed = bool(known)
        rates = [k.gain.factor / k.gain.per for k in self.links if k.gain and k.gain.per]
        self.rates = [1 / rate for rate in rates if rate]
        self.marked = bool(known or self.rates)
        self.beat = min(known) / 10 if known else 1.0
        self.whole = max(known) if known else self.beat
        self._loops = self._measured()

    def _measured(self) -> list[tuple[frozenset[Ends], frozenset[str], float]]:
        """Return the links, the variables and the length of each loop that has one: middles of
        delays and whole paces."""
        index = {name: number for number, name in enumerate(self.part)}
        successors: list[list[int]] = [[] for _ in self.part]
        for link in self.links:
            successors[index[link.cause]].append(index[link.effect])
        listed = find_cycles(list(map(sorted, successors)), MOST_LOOPS, MOST_WORK)
        cycles = listed.cycles
        if not listed.complete and len(cycles[0]) < len(cycles[-1]):
            cycles = tuple(cycle for cycle in cycles if len(cycle) < len(cycles[-1]))
        by_ends = {link.ends: link for link in self.links}
        found = []
        for cycle in cycles:
            names = [self.part[number] for number in cycle]
            ends = tuple(pairs_round(names))
            time = sum(middle(by_ends[pair].delay, self.beat) for pair in ends)
            time += sum(pace_of(v) for v in map(self.diagram.variable, names) if v is not None)
            if time > 0:
                found.append((frozenset(ends), frozenset(names), time))
        return found

    def lengths(self) -> list[float]:
        """Return the lengths of its loops that have one, in seconds."""
        return [time for _, _, time in self._loops]

    def of_stock(self, name: str) -> float:
        """Return how long a stock takes: the length of the quickest loop with a mark through it,
        else the longest time of its part."""
        through = [time for _, names, time in self._loops if name in names]
        return min(through, default=self.whole)

    def share(self, link: Link, stock: str) -> float:
        """Return the time within which a link fills a stock, so that all loops with a mark through
        the stock together stay within what settles."""
        through = [(ends, time) for ends, names, time in self._loops if stock in names]
        own = [time for ends, time in through if link.ends in ends]
        if not own:
            return self.of_stock(stock)
        return len(through) * sum(own) / len(own)


def per_time(diagram: Diagram, variable: Variable) -> bool:
    """Return whether a variable is a quantity per time: a flow, or what a rate leads to."""
    if variable.kind == "flow":
        return True
    into = diagram.links_to[variable.name]
    return variable.kind != "stock" and any(k.gain is not None and k.gain.per for k in into)


def strengths(diagram: Diagram, times: dict[str, PartTimes]) -> dict[Ends, Strength]:
    """Return the strength of each link.

    Parameters
    ----------
    times : the times of the part of each variable.

    >>> from cld.language.source import source_of
    >>> diagram = source_of("A (+, delay 10s)-> B (-)-> A\\nA: stock").diagram
    >>> part = PartTimes(diagram, ("A", "B"))
    >>> strengths(diagram, {"A": part, "B": part})["B", "A"]
    Strength(weight=0.1, stated=False)
    """
    variables = {variable.name: variable for variable in diagram.variables}
    rates = {name for name, variable in variables.items() if per_time(diagram, variable)}
    found = {}
    for link in diagram.links:
        found[link.ends] = _strength(diagram, link, variables, rates, times)
    return found


def _strength(
    diagram: Diagram,
    link: Link,
    variables: dict[str, Variable],
    rates: set[str],
    times: dict[str, PartTimes],
) -> Strength:
    cause, effect = variables[link.cause], variables[link.effect]
    stated = link.gain is not None
    factor = link.gain.factor if link.gain else 1.0
    if link.gain is not None and link.gain.per:
        return Strength(factor / link.gain.per, True)
    from_rate, to_rate = cause.name in rates, effect.name in rates
    if effect.kind == "stock":
        if from_rate:
            return Strength(factor, stated)
        return Strength(factor / times[effect.name].share(link, effect.name), stated)
    if from_rate and to_rate:
        if stated:  # between the units in which the two are given
            factor *= (seconds_of_unit(cause) or 1.0) / (seconds_of_unit(effect) or 1.0)
        return Strength(factor, stated)
    if to_rate:
        unit = seconds_of_unit(effect) if stated else None
        return Strength(factor / (unit or _fed(diagram, link, times)), stated)
    if from_rate:
        unit = seconds_of_unit(cause) if stated else None
        return Strength(factor * (unit or _time_of_flow(diagram, cause.name, times)), stated)
    return Strength(factor, stated)


def _stocks_of(diagram: Diagram, flow: str) -> list[str]:
    found = [k.effect for k in diagram.links_from[flow] if k.effect in diagram.stocks]
    return found or [
        stock
        for k in diagram.links_from[flow]
        for stock in (j.effect for j in diagram.links_from[k.effect])
        if stock in diagram.stocks
    ]


def _time_of_flow(diagram: Diagram, flow: str, times: dict[str, PartTimes]) -> float:
    """Return the least time of the stocks that a flow feeds, else that of its part."""
    own = [times[stock].of_stock(stock) for stock in _stocks_of(diagram, flow)]
    return min(own, default=times[flow].whole)


def _fed(diagram: Diagram, link: Link, times: dict[str, PartTimes]) -> float:
    """Return the time within which a link to a flow fills the quickest of the flow's stocks."""
    stocks = _stocks_of(diagram, link.effect)
    if not stocks:
        return times[link.effect].whole
    quickest = min(stocks, key=lambda stock: (times[stock].of_stock(stock), stock))
    return times[quickest].share(link, quickest)
