"""Compares runs over time with models integrated by scipy, which were written without ours.

    python tests/full/over_time.py            ten drawn diagrams and three known models
    python tests/full/over_time.py --drawn 50

The drawn diagrams have all strengths stated; pipelines are followed by the method of steps. Prints
the largest difference of each, as a share of the largest value, and exits with 1 if one is above
0.1 %.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cld.core.plans import TimedPush
from cld.language.source import source_of
from cld.simulate.run import run_diagram

MOST = 1e-3
Values = dict[str, Callable[[float], float]]


def known() -> dict[str, float]:
    """Return how far runs are from three models that everybody knows."""
    return {"bathtub": bathtub(), "predator and prey": rabbits(), "Bass near its end": bass()}


def bathtub() -> float:
    """100 a second flow in, 40 out, 50 of 1,000 are there: the moment at which it is full."""
    text = "In (+)-> Tub\nIn: flow\nTub: stock, initial 50, capacity 1000"
    full = lambda t, x: x[0] - 1000  # noqa: E731
    full.terminal = True
    wanted = solve_ivp(lambda t, x: [100 - 40], (0, 40), [50.0], events=full, rtol=1e-10).t[-1]
    times, values = run_diagram(source_of(text).diagram, [TimedPush("step", "In", 60.0)], 40.0).of(
        "Tub"
    )
    rising = values < 950
    found = times[rising][-1] + (950 - values[rising][-1]) / 60
    return abs(found - wanted) / wanted


def rabbits() -> float:
    """Lotka and Volterra, a little off their rest: R' = R(1 − F), F' = F(R − 1)."""
    text = (Path(__file__).parents[2] / "examples" / "predator-prey.cld").read_text("utf-8")
    little = 1e-5
    whole = solve_ivp(
        lambda t, x: [x[0] * (1 - x[1]), x[1] * (x[0] - 1)],
        (0, 20),
        [1 + little, 1.0],
        rtol=1e-11,
        atol=1e-13,
        dense_output=True,
    ).sol
    run = run_diagram(source_of(text).diagram, [TimedPush("jump", "Rabbits", 1.0)], 20.0)
    return max(
        apart(*run.of(name), lambda t, row=row: (whole(t)[row] - 1) / little)
        for row, name in enumerate(("Rabbits", "Foxes"))
    )


def bass() -> float:
    """Bass with nearly all adopters there: P' = −p·P − q·P·A/N."""
    p, q = 0.03, 0.38
    text = f"""\
        Potential (+, gain {p}/s)-> By ads (+)-> Adoption (-)-> Potential
        Potential (+, gain {q}/s)-> By word (+)-> Adoption (+)-> Adopters
        By ads: flow
        By word: flow
        Adoption: flow
        Potential: stock
        Adopters: stock"""
    little = 1e-5
    whole = solve_ivp(
        lambda t, x: [-p * x[0] - q * x[0] * (1 - x[0])],
        (0, 20),
        [little],
        rtol=1e-11,
        atol=1e-16,
        dense_output=True,
    ).sol
    run = run_diagram(source_of(text).diagram, [TimedPush("jump", "Potential", 1.0)], 20.0)
    return apart(*run.of("Potential"), lambda t: whole(t)[0] / little)


def apart(times: np.ndarray, values: np.ndarray, wanted: Callable[[float], float]) -> float:
    """Return the largest difference as a share of the largest value."""
    other = np.array([wanted(float(time)) for time in times])
    return float(np.abs(values - other).max() / np.abs(other).max())


# -- drawn diagrams --

Link = tuple[str, str, float, float, float]  # cause, effect, weight a second, pipeline, lag


def drawn(seed: int) -> tuple[str, list[Link], list[str]]:
    """Return a diagram with all strengths stated: its text, its links, and its stocks."""
    chance = Random(seed)
    names = [f"V{number}" for number in range(chance.randint(3, 7))]
    stocks = sorted({names[0], *chance.sample(names, chance.randint(1, 2))})
    ends = {(names[k - 1], names[k]) for k in range(len(names))}
    for _ in range(chance.randint(0, 3)):
        cause, effect = chance.sample(names, 2)
        # Every loop goes through a stock: other links only lead onwards, or into a stock.
        if effect in stocks or names.index(cause) < names.index(effect):
            ends.add((cause, effect))
    links, lines = [], []
    for cause, effect in sorted(ends):
        sign = chance.choice([1, -1])
        weight = round(
            chance.uniform(0.02, 0.3) if effect in stocks else chance.uniform(0.3, 1.5), 4
        )
        kind = chance.choice(["", "", "pipe", "lag"])
        length = float(chance.randint(1, 8)) if kind else 0.0
        links.append(
            (cause, effect, sign * weight, length * (kind == "pipe"), length * (kind == "lag"))
        )
        late = f", delay {length:g}s" + (" smooth" if kind == "lag" else "") if kind else ""
        rate = "/s" if effect in stocks else ""
        lines.append(f"{cause} ({'+' if sign > 0 else '-'}, gain {weight}{rate}{late})-> {effect}")
    lines += [f"{name}: stock" for name in stocks]
    lines.append(f"Push (+, gain {'1/s' if names[1] in stocks else '1'})-> {names[1]}")
    lines.append("Push: constant")
    return "\n".join(lines), links, stocks


def integrated(links: list[Link], stocks: list[str], pushed: str, until: float) -> Values:
    """Integrate by the method of steps, a second at a time: pipelines take whole seconds, so that
    all that arrives is known, and nothing jumps in between."""
    names = sorted({name for link in links for name in link[:2]})
    lags = [link for link in links if link[4]]
    size = len(stocks) + len(lags)
    pieces: list[tuple[float, dict[str, CubicSpline]]] = []

    def levels(t: float, state: np.ndarray) -> dict[str, float]:
        found = {name: float(state[row]) for row, name in enumerate(stocks)}
        pending = [name for name in names if name not in found]
        for _ in range(len(names) + 1):
            for name in list(pending):
                into = [link for link in links if link[1] == name]
                if all(link[3] or link[4] or link[0] in found for link in into):
                    found[name] = sum(brought(link, t, state, found) for link in into)
                    found[name] += 1.0 if name == pushed else 0.0
                    pending.remove(name)
        assert not pending
        return found

    def brought(link: Link, t: float, state: np.ndarray, found: dict[str, float]) -> float:
        cause, _, weight, pipe, lag = link
        if lag:
            return weight * float(state[len(stocks) + lags.index(link)])
        return weight * (past(cause, t - pipe) if pipe else found[cause])

    def past(name: str, t: float) -> float:
        if t < 0 or not pieces:
            return 0.0
        # Just before a whole second it is the piece that ends there.
        return float(pieces[min(int(t + 1e-9), len(pieces) - 1)][1][name](t))

    def slope(t: float, state: np.ndarray) -> np.ndarray:
        found = levels(t, state)
        rates = [
            sum(brought(link, t, state, found) for link in links if link[1] == name)
            + (1.0 if name == pushed else 0.0)
            for name in stocks
        ]
        return np.array(rates + [(found[link[0]] - state[len(stocks) + n]) / link[4]
                                 for n, link in enumerate(lags)])  # fmt: skip

    state, start = np.zeros(size), 0.0
    while start < until - 1e-9:
        end = start + 1.0
        inner = (start + 1e-9, end - 1e-9)
        done = solve_ivp(slope, inner, state, rtol=1e-9, atol=1e-11, dense_output=True)
        times = np.linspace(*inner, 41)
        found = [levels(time, done.sol(time)) for time in times]
        splines = {name: CubicSpline(times, [one[name] for one in found]) for name in names}
        pieces.append((start, splines))
        state, start = done.y[:, -1], end
    return {name: lambda t, name=name: past(name, min(t, until - 1e-9)) for name in names}


def compared(seed: int, until: float = 30.0) -> float:
    """Return how far a run of a drawn diagram is from scipy's."""
    text, links, stocks = drawn(seed)
    run = run_diagram(source_of(text).diagram, [TimedPush("step", "Push", 1.0)], until)
    wanted = integrated(links, stocks, "V1", until)
    worst = 0.0
    for name, at in wanted.items():
        times, values = run.of(name)
        some = slice(None, None, max(1, len(times) // 60))
        other = np.array([at(float(time)) for time in times[some]])
        # Where a value jumps, the two show the moment before or after.
        off = np.sort(np.abs(values[some] - other))[: int(0.93 * len(other))]
        worst = max(worst, float(off.max() / max(np.abs(other).max(), 1e-9)))
    return worst


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--drawn", type=int, default=10)
    found = known()
    for seed in range(parser.parse_args().drawn):
        found[f"drawn diagram {seed}"] = compared(seed)
    for name, share in found.items():
        print(f"{name:24} {share:.2e}{'  TOO FAR' if share > MOST else ''}")
    far = sum(share > MOST for share in found.values())
    print(f"{len(found)} models, {far} more than 0.1 % off; the largest difference is "
          f"{max(found.values()):.1e}")  # fmt: skip
    return 1 if far else 0


if __name__ == "__main__":
    sys.exit(main())
