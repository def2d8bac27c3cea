"""The equations of a model: how its states change, and how values follow from them.

`z` is what has a memory: stocks, decisions, lagged variables, and the lags of links. `v` is
what pipelines deliver, `u` what is pushed. The values are `x = of_states·z + of_past·v +
of_pushes·u`, and `z' = motion·z + inflow·v + pushed·u`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cld.simulate.model import RunLink, RunModel

Array = NDArray[np.float64]
Complex = NDArray[Any]


@dataclass(frozen=True)
class System:
    """The matrices of a model, or of some of its variables with the links among them.

    Attributes
    ----------
    names : the variables; `states` are the indices of those that have a memory.
    pipes : the links with a pipeline; what they deliver is `v`, in this order.
    lags : the links with a lag, whose states come after those of the variables.
    """

    names: tuple[str, ...]
    states: tuple[int, ...]
    pipes: tuple[RunLink, ...]
    lags: tuple[RunLink, ...]
    causes: NDArray[np.int_]
    pipelines: Array
    of_states: Array
    of_past: Array
    of_pushes: Array
    motion: Array
    inflow: Array
    pushed: Array
    # What links bring to each variable, whatever its rule makes of it: of values, states, past.
    brought: tuple[Array, Array, Array]
    rated: tuple[Array, Array, Array]

    @property
    def size(self) -> int:
        """The number of states."""
        return len(self.motion)


_MEMORY = ("stock", "deciding stock", "held", "lagged")


def system_of(model: RunModel, among: Collection[str] | None = None, split: bool = False) -> System:
    """Return the equations of a model, or of some variables alone.

    `split` gives a lagged variable two lags of half a beat, to see whether something hangs on it.

    >>> from cld.language.source import source_of
    >>> from cld.simulate.model import model_of
    >>> model = model_of(source_of("A (+, gain 0.5/s)-> B (-, gain 1)-> A\\nB: stock").diagram)
    >>> system_of(model).motion
    array([[-0.5]])
    """
    names = tuple(name for name in model.names if among is None or name in set(among))
    index = {name: number for number, name in enumerate(names)}
    links = [k for k in model.links if k.cause in index and k.effect in index and not k.sets]
    remembering = [name for name in names if model.rules[name] in _MEMORY]
    lags, pipes = tuple(k for k in links if k.lag), tuple(k for k in links if k.pipeline)
    place = {name: number for number, name in enumerate(remembering)}
    extra = [name for name in remembering if split and model.rules[name] == "lagged"]
    size, many, width = len(remembering) + len(lags) + len(extra), len(names), len(pipes)
    brought = _brought(links, index, pipes, lags, len(remembering), (many, size, width))
    rates = [k for k in links if k.rate]
    rated = _brought(rates, index, pipes, lags, len(remembering), (many, size, width))
    free = np.array([name not in place for name in names], float)[:, None]
    moved = np.array([model.rules[name] != "given" for name in names], float)[:, None]
    own = np.zeros((many, size))
    for name, number in place.items():
        own[index[name], number] = 1.0
    of_values, of_lags, of_pipes = (free * moved * one for one in brought)
    solved = np.linalg.inv(np.eye(many) - of_values)
    of_states, of_past = solved @ (own + of_lags), solved @ of_pipes
    of_pushes = solved @ (free * np.eye(many))
    motion, inflow, pushed = (np.zeros((size, count)) for count in (size, width, many))
    all_states = brought[0] @ of_states + brought[1]
    all_past = brought[0] @ of_past + brought[2]
    all_pushes = brought[0] @ of_pushes + np.eye(many)
    for name, number in place.items():
        row, rule = index[name], model.rules[name]
        if rule in ("held", "deciding stock"):
            continue
        motion[number], inflow[number] = all_states[row], all_past[row]
        pushed[number] = all_pushes[row]
        if rule == "lagged":
            motion[number, number] -= 1.0
            beat = model.beats[name] / (2 if split else 1)
            motion[number] /= beat
            inflow[number] /= beat
            pushed[number] /= beat
    rows = motion, inflow, pushed
    for number, link in enumerate(lags, len(remembering)):
        delivered = pipes.index(link) if link.pipeline else None
        row = index[link.cause]
        _lag(rows, number, link.lag, delivered, (of_states[row], of_past[row], of_pushes[row]))
    for number, name in enumerate(extra, len(remembering) + len(lags)):
        _split(rows, number, place[name], model.beats[name] / 2)
    return System(
        names,
        tuple(index[name] for name in remembering),
        pipes,
        lags,
        np.array([index[link.cause] for link in pipes], int),
        np.array([link.pipeline for link in pipes], float),
        of_states,
        of_past,
        of_pushes,
        motion,
        inflow,
        pushed,
        brought,
        rated,
    )


_StateRows = tuple[Array, Array, Array]


def _lag(
    rows: _StateRows, number: int, length: float, delivered: int | None, cause: _StateRows
) -> None:
    """Make a state follow its cause, or what the pipeline before it delivers."""
    motion, inflow, pushed = rows
    if delivered is not None:
        inflow[number, delivered] = 1.0
    else:
        motion[number], inflow[number], pushed[number] = cause
    motion[number, number] -= 1.0
    for row in rows:
        row[number] /= length


def _split(rows: _StateRows, number: int, own: int, beat: float) -> None:
    """Make a lagged variable follow a state that takes what its links bring."""
    motion, inflow, pushed = rows
    motion[number] = motion[own]
    motion[number, own] += 1.0 / beat
    motion[number, number] -= 1.0 / beat
    inflow[number], pushed[number] = inflow[own], pushed[own]
    for row in rows:
        row[own] = 0.0
    motion[own, number], motion[own, own] = 1.0 / beat, -1.0 / beat


def _brought(
    links: Iterable[RunLink],
    index: dict[str, int],
    pipes: tuple[RunLink, ...],
    lags: tuple[RunLink, ...],
    first_lag: int,
    shape: tuple[int, int, int],
) -> tuple[Array, Array, Array]:
    """Return the effects of links: of values now, of the states of lags, of deliveries."""
    many, size, width = shape
    now, of_lags, past = np.zeros((many, many)), np.zeros((many, size)), np.zeros((many, width))
    for link in links:
        row = index[link.effect]
        if link.lag:
            of_lags[row, first_lag + lags.index(link)] += link.weight
        elif link.pipeline:
            past[row, pipes.index(link)] += link.weight
        else:
            now[row, index[link.cause]] += link.weight
    return now, of_lags, past
