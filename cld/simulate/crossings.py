"""At which strengths and delays of one link a part has a root on the imaginary axis."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from cld.simulate.model import RunLink
from cld.simulate.response import Response
from cld.simulate.roots import NotCountedError
from cld.simulate.system import Array, Complex

LinkChange = Literal["strength", "delay"]
# What is looked for: factors from a tenth to ten.
LEAST, MOST = 0.1, 10.0
# Two frequencies next to each other turn a factor by no more than this, and stretch it by no more.
_TURN = math.pi / 8
# Points of the grid, and those times the cube of what is solved at each.
_MOST_POINTS, _MOST_WORK = 20_000, 6e7
_HALVINGS = 48
_KINDS: tuple[LinkChange, ...] = ("strength", "delay")


def axis_crossings(
    response: Response, links: Sequence[RunLink], near: Array
) -> dict[tuple[int, LinkChange], list[float]]:
    """Return the factors of each link, by its number, at which a root lies on the axis.

    Parameters
    ----------
    links : links of the part.
    near : frequencies in 1/s, close together where a root is near the axis, up to one above which
        none lies on it.

    Raises NotCountedError.
    """
    links = tuple(links)
    omegas, factors = _grid(response, links, near)
    found: dict[tuple[int, LinkChange], list[float]] = {}
    brackets: list[tuple[int, LinkChange, float, float]] = []
    for number, link in enumerate(links):
        found[number, "strength"] = [factors[0, number].real]
        late = bool(link.pipeline or link.lag)
        for what in _KINDS[: 1 + late]:
            found.setdefault((number, what), [])
            signs = np.signbit(_signed(link, what, omegas, factors[:, number]))
            turns = np.flatnonzero(signs[1:] != signs[:-1])
            # Below the second frequency is a steady push, which has no phase.
            brackets += [(number, what, omegas[i], omegas[i + 1]) for i in turns if i]
    for number, what, omega, factor in _zeros(response, links, brackets):
        found[number, what] += _values(links[number], what, omega, factor)
    return {key: _apart(values) for key, values in found.items()}


def _apart(values: Sequence[float]) -> list[float]:
    """Return the factors within the range in order, each once."""
    found: list[float] = []
    for value in sorted(value for value in values if LEAST < value < MOST):
        if not found or value > found[-1] * (1 + 1e-7):
            found.append(value)
    return found


def _grid(response: Response, links: tuple[RunLink, ...], near: Array) -> tuple[Array, Complex]:
    """Return frequencies, close enough that no factor that matters turns far between two."""
    system = response.system
    cost = (system.size + len(system.pipes)) ** 3 + len(system.names) * system.size**2
    most = int(min(_MOST_POINTS, _MOST_WORK / max(cost, 1)))
    top = float(near[-1])
    points = int(64 + 4 * top * float(sum(set(system.pipelines.tolist()))))
    if points + len(near) > most:
        raise NotCountedError
    # Fine at the lower end, where slow stocks turn.
    omegas = np.union1d(np.linspace(0.0, top, points), np.geomspace(top * 1e-6, top, 64))
    omegas = np.union1d(omegas, near)
    factors = response.factors(links, omegas)
    for _ in range(30):
        sizes = np.abs(factors)
        with np.errstate(all="ignore"):
            moved = np.abs(np.log(factors[1:] / factors[:-1]))
        matters = (np.minimum(sizes[1:], sizes[:-1]) < 3 * MOST) & (
            np.maximum(sizes[1:], sizes[:-1]) > LEAST / 3
        )
        apart = np.diff(omegas) > 1e-12 * top
        coarse = np.flatnonzero(((~(moved < _TURN)) & matters).any(axis=1) & apart)
        if not len(coarse):
            return omegas, factors
        if len(omegas) + len(coarse) > most:
            raise NotCountedError
        new = (omegas[coarse] + omegas[coarse + 1]) / 2
        omegas = np.insert(omegas, coarse + 1, new)
        factors = np.insert(factors, coarse + 1, response.factors(links, new), axis=0)
    raise NotCountedError


def _signed(link: RunLink, what: LinkChange, omegas: Array, factors: Complex) -> Array:
    """Return numbers that are zero where a real strength or delay puts a root on the axis."""
    if what == "strength":
        return np.asarray(factors.imag)
    with np.errstate(all="ignore"):  # a factor may be infinite
        if link.lag:
            # The lag becomes ((1 + iωT)/k − 1)/iω, which is real where Re((1 + iωT)/k) = 1.
            turned = (1 + 1j * omegas * link.lag) * np.conj(factors)
            return np.asarray(turned.real - np.abs(factors) ** 2)
        return np.asarray(np.abs(factors) - 1)


def _zeros(
    response: Response,
    links: tuple[RunLink, ...],
    brackets: Sequence[tuple[int, LinkChange, float, float]],
) -> Iterator[tuple[int, LinkChange, float, complex]]:
    """Halve all brackets together, and yield the frequency and the factor at the zero of each."""
    if not brackets:
        return
    low, high = (np.array([one[place] for one in brackets]) for place in (2, 3))
    numbers = np.array([one[0] for one in brackets])
    rows = np.arange(len(brackets))

    def signs(omegas: Array, factors: Complex) -> Array:
        both = zip(brackets, omegas, factors, strict=True)
        return np.array(
            [
                np.signbit(_signed(links[n], what, omega, factor))
                for (n, what, _, _), omega, factor in both
            ]
        )

    start = signs(low, response.factors(links, low)[rows, numbers])
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        here = signs(middle, response.factors(links, middle)[rows, numbers])
        low, high = np.where(here == start, middle, low), np.where(here == start, high, middle)
    factors = response.factors(links, high)[rows, numbers]
    for (number, what, _, _), omega, factor in zip(brackets, high, factors, strict=True):
        yield number, what, float(omega), complex(factor)


def _values(link: RunLink, what: LinkChange, omega: float, factor: complex) -> list[float]:
    """Return the factors of the strength or the delay at a zero."""
    if what == "strength":
        return [factor.real]
    if link.lag:
        return [(((1 + 1j * omega * link.lag) / factor - 1) / (1j * omega * link.lag)).real]
    around = 2 * math.pi / (omega * link.pipeline)
    first = 1 - math.atan2(factor.imag, factor.real) / (omega * link.pipeline)
    first -= math.floor(first / around) * around
    return [first + turn * around for turn in range(int((MOST - first) / around) + 1)]
