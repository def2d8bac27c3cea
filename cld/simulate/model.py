"""A diagram as a model that runs: linear deviations from a resting state, in seconds.

Each variable follows one rule, each link brings its weight times what its cause was a while ago.
Strengths that the file does not state are filled in (`strengths`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cld.behaviour.controllers import sets_total
from cld.core.diagram import Diagram, Ends
from cld.loops.components import components
from cld.simulate.order import causes_of, parts_in_order
from cld.simulate.strengths import PartTimes, Strength, middle, pace_of, per_time, strengths

# A stock adds up; a `held` variable keeps what it decided; a lagged one follows within a beat,
# which a loop without any memory needs; every other follows at once. Nothing moves a given one.
VariableRule = Literal["stock", "deciding stock", "held", "lagged", "follows", "given"]
# The share of a delay that is spread out where a loop has no memory but delays.
SPREAD = 0.2


@dataclass(frozen=True, slots=True)
class RunLink:
    """A link as it runs: its weight with its sign, a pipeline and then a lag, in seconds.

    `sets` is true if a controller sets a stock by it, and `rate` if it brings an amount per second.
    """

    cause: str
    effect: str
    weight: float
    pipeline: float = 0.0
    lag: float = 0.0
    sets: bool = False
    rate: bool = False

    @property
    def ends(self) -> Ends:
        """Its cause and its effect."""
        return self.cause, self.effect


@dataclass(frozen=True, slots=True)
class RunPart:
    """A strongly connected part with its own times, and what was filled in for it.

    `spread` is true if delays were spread out, `beaten` if some variable got a beat: nothing may
    hang on these, since they are not in the file. `timed` is false if the file marks no time.
    """

    names: tuple[str, ...]
    links: tuple[Ends, ...]
    beat: float
    horizon: float
    spread: bool
    beaten: bool
    timed: bool
    unstated: tuple[Ends, ...]


@dataclass(frozen=True)
class RunModel:
    """A model to run: the rule of each variable, the links, and the parts."""

    rules: Mapping[str, VariableRule]
    links: tuple[RunLink, ...]
    beats: Mapping[str, float]
    # Seconds between the times at which a controller may decide, and its wait after a decision.
    decides: Mapping[str, tuple[float, float]]
    parts: tuple[RunPart, ...]
    strengths: Mapping[Ends, Strength] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The variables in file order."""
        return tuple(self.rules)


def model_of(
    diagram: Diagram,
    spread: float = SPREAD,
    factors: Mapping[Ends, float] | None = None,
    kept: Mapping[Ends, Strength] | None = None,
) -> RunModel:
    """Return a diagram as a model. Links without a sign are left out.

    Parameters
    ----------
    spread : the share of a delay that is spread out where a loop has delays and no memory.
    factors : by how much the strength of a link is multiplied.
    kept : strengths to use in place of those that follow from the diagram: those before a change.

    >>> from cld.language.source import source_of
    >>> model = model_of(source_of("A (+, delay 10s)-> B (-)-> A\\nA: stock").diagram)
    >>> model.rules["A"], model.links[0].pipeline, model.links[1].weight
    ('stock', 10.0, -0.1)
    """
    parts = parts_in_order(diagram)
    times = {name: one for part in parts for one in [PartTimes(diagram, part)] for name in part}
    weights = {**strengths(diagram, times), **(kept or {})}
    rules = {v.name: _rule(diagram, v.name) for v in diagram.variables}
    beats: dict[str, float] = {}
    run_parts = []
    spreading: set[Ends] = set()
    for part in parts:
        time = times[part[0]]
        inside = [link for link in time.links if link.polarity != "?"]
        free = {name for name in part if rules[name] == "follows"}
        ends = tuple(link.ends for link in inside)
        bare = bool(_on_loops(free, ends))
        at_once = tuple(k.ends for k in inside if not k.delay or middle(k.delay, 1.0) == 0)
        beaten = _on_loops(free, at_once)
        for name in beaten:
            rules[name] = "lagged"
            beats[name] = time.beat
        if bare:
            spreading |= set(ends)
        delayed = any(k.delay and not k.delay.smooth and middle(k.delay, time.beat) for k in inside)
        run_parts.append(
            RunPart(
                part,
                ends,
                time.beat,
                _horizon(time),
                bare and delayed,
                bool(beaten),
                time.marked,
                tuple(e for e in ends if not weights[e].stated),
            )
        )
    beat_of = {name: time.beat for name, time in times.items()}
    links = _run_links(diagram, rules, weights, spreading, spread, beat_of, factors)
    decides = {
        v.name: (middle(v.every) or pace_of(v), middle(v.window) if v.window else 0.0)
        for v in diagram.variables
        if v.every is not None and pace_of(v) > 0 and rules[v.name] != "given"
    }
    return RunModel(rules, tuple(links), beats, decides, tuple(run_parts), weights)


def _run_links(
    diagram: Diagram,
    rules: Mapping[str, VariableRule],
    weights: Mapping[Ends, Strength],
    spreading: set[Ends],
    spread: float,
    beats: Mapping[str, float],
    factors: Mapping[Ends, float] | None,
) -> list[RunLink]:
    """Return the links as they run; a delay without a length takes a beat of its part."""
    rates = {v.name for v in diagram.variables if per_time(diagram, v)}
    links = []
    for link in diagram.links:
        if link.polarity == "?" or link not in causes_of(diagram, link.effect):
            continue
        delay = middle(link.delay, beats[link.effect])
        weight = weights[link.ends].weight * (factors or {}).get(link.ends, 1.0)
        smooth = link.delay is not None and link.delay.smooth
        lag = delay if smooth else delay * spread if link.ends in spreading else 0.0
        sets = rules[link.effect] == "stock" and link.cause in diagram.deciding
        sets = sets and sets_total(diagram, link.cause)
        plain = link.gain is not None and not link.gain.per
        if sets:  # a level is set to a level, whatever time the stock takes
            weight = link.gain.factor if link.gain is not None and plain else 1.0
        links.append(
            RunLink(
                *link.ends,
                weight * (1 if link.polarity == "+" else -1),
                delay - lag,
                lag,
                sets,
                not plain or link.cause in rates,
            )
        )
    return links


def _rule(diagram: Diagram, name: str) -> VariableRule:
    variable = diagram.variable(name)
    assert variable is not None
    if variable.kind == "constant":
        return "given"
    if variable.every is not None and pace_of(variable) > 0:
        return "deciding stock" if variable.kind == "stock" else "held"
    return "stock" if variable.kind == "stock" else "follows"


def _on_loops(names: set[str], ends: tuple[Ends, ...]) -> set[str]:
    """Return the variables among `names` that lie on a loop of these links."""
    order = sorted(names)
    index = {name: number for number, name in enumerate(order)}
    successors: list[list[int]] = [[] for _ in order]
    for cause, effect in ends:
        if cause in index and effect in index:
            successors[index[cause]].append(index[effect])
    return {order[number] for part in components(successors) for number in part}


def _horizon(time: PartTimes) -> float:
    """Return ten times the longest loop, delay or stated rate of a part, in seconds."""
    known = [*time.lengths(), *time.rates, *([time.whole] if time.delayed else [])]
    return 10 * max(known, default=time.whole)
