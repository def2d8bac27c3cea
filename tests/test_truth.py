"""Nothing a report says of loops over time is refuted by running them.

First the judges themselves, `integrator.py` with `motions.py` and `roots.py`, against what is known
in closed form; then what reports say: of diagrams that once refuted a report, of the examples with
strengths drawn for those the files leave open, and of drawn parts with all strengths stated.
`CALLS` is how many of these are drawn.
"""

from __future__ import annotations

import math
import os
from pathlib import Path
from random import Random

import numpy as np
import pytest
from claims import late, oscillating, refuted, truths
from hypothesis import given, settings
from integrator import Arc, Model, Run, along, model_of, run, spread
from motions import motion
from parts import parts
from roots import dominant, roots

import cld
from cld.loops.loop import Loop
from cld.report import Report

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.cld"))

# Six diagrams with all strengths stated, each of which refuted a sentence of ours.
OVER_TIME = {
    "contra_1_2": """
A (+, delay 1s, gain 1.2)-> B (+, gain 1)-> A
A (+, delay 2s, gain 0.5)-> C (-, gain 1)-> A
""",
    "contra_2_1": """
A (+, delay 2s, gain 1.2)-> B (+, gain 1)-> A
A (+, delay 1s, gain 0.5)-> C (-, gain 1)-> A
""",
    "contra_births": """
Stock (+, gain 0.01/s)-> Births (+, gain 1)-> Stock
Stock (+, delay 60s, gain 0.024/s)-> Order (-, gain 1)-> Stock
Stock: stock
""",
    "contra_drain": """
Stock (+, gain 1/s)-> Drain (-, gain 1)-> Stock
Stock (+, delay 60s, gain 0.9/s)-> Order (-, gain 1)-> Stock
Stock: stock
""",
    "contra_window": """
Room (-, gain 1)-> Gap (+, gain 0.0147/s)-> Heat (+, delay 10s, gain 1)-> Room
Room: stock
Heat: every 15s, window 5min
""",
    "echo": """
Misses (+, gain 1)-> Refills (+, gain 1)-> Cached (-, gain 0.01/s)-> Misses
Refills (+, gain 1, delay 1h)-> Expiries (-, gain 1)-> Cached
Misses: flow, unit req/s
Refills: flow, unit entries/s
Expiries: flow, unit entries/s
Cached: stock, unit entries
""",
}

# -- the judges --


def shower(strength: float, smooth: bool = False) -> Model:
    """x′ = −K·x(t − 10 s), K·T given; or the delay a lag of first order."""
    arcs = (Arc("Tap", "Water", 1.0, 10.0, smooth), Arc("Water", "Tap", -strength / 10))
    return Model(("Tap", "Water"), arcs, frozenset({"Tap"}))


def ran(model: Model, horizon: float, step: float) -> Run:
    return run(model, horizon, step, {name: 1.0 + n for n, name in enumerate(model.names)})


# K·T, period in seconds, growth per second: Lambert's function, computed elsewhere.
DELAYED = [
    (0.2, math.inf, -0.025917),
    (0.36, math.inf, -0.080608),
    (0.5, 81.588, -0.0794),
    (1.0, 46.986, -0.03181),
    (1.5, 40.546, -0.00328),
    (math.pi / 2, 40.0, 0.0),
    (2.0, 37.541, 0.01728),
    (3.0, 34.490, 0.0467),
]
# 2πT/√(K·T − 1/4), −1/2T; up to 1/4 two real roots.
LAGGED = [(0.2, math.inf, -0.0276393), (1.0, 72.552, -0.05), (4.0, 32.446, -0.05)]


@pytest.mark.parametrize(
    ("smooth", "strength", "period", "growth"),
    [(False, *row) for row in DELAYED] + [(True, *row) for row in LAGGED],
)
def test_one_stock_behind_a_delay(
    smooth: bool, strength: float, period: float, growth: float
) -> None:
    model = shower(strength, smooth)
    for found in (dominant(model), motion(ran(model, 600, 0.1))):
        assert found.period == pytest.approx(period, rel=1e-3)
        assert found.growth == pytest.approx(growth, rel=0.01, abs=1e-5)


def test_no_crossing_just_below_the_edge() -> None:
    assert motion(ran(shower(0.3678), 600, 0.05)).period == math.inf
    assert dominant(shower(0.3678)).period == math.inf
    assert math.isfinite(dominant(shower(0.368)).period)


def test_a_step_is_of_second_order() -> None:
    found = [motion(ran(shower(math.pi / 2), 800, step)).growth for step in (0.4, 0.2, 0.1)]
    assert 1.8 < math.log2(found[0] / found[1]) < 2.2
    assert 1.8 < math.log2(found[1] / found[2]) < 2.2


def test_roots_right_of_the_axis() -> None:
    for strength, many in ((1.5707, 0), (1.5709, 2), (8.0, 4)):
        assert sum(root.real > 0 for root in roots(shower(strength))) == many


def whole(name: str) -> Model:
    return model_of(cld.loads(OVER_TIME[name]).diagram)


def test_a_brake_of_half_the_delay_makes_growth_worse() -> None:
    report = cld.loads(OVER_TIME["contra_2_1"])
    assert math.exp(dominant(whole("contra_2_1")).growth) == pytest.approx(1.3736, abs=1e-4)
    assert math.exp(motion(ran(whole("contra_2_1"), 80, 0.05)).growth) == pytest.approx(
        1.3736, abs=1e-4
    )
    alone = model_of(report.diagram, report.loop("R1").links)
    assert math.exp(dominant(alone).growth) == pytest.approx(1.2**0.5)


def test_a_brake_that_is_slower_settles() -> None:
    assert math.exp(dominant(whole("contra_1_2")).growth) == pytest.approx(0.5**0.5)
    values = np.abs(ran(whole("contra_1_2"), 60, 0.05).of("A"))
    assert values[-100:].max() < 1e-6 * values[:100].max()


def test_a_drain_or_births_beside_a_loop() -> None:
    drain, births = dominant(whole("contra_drain")), dominant(whole("contra_births"))
    assert (drain.period, drain.growth) == pytest.approx((122.0, -0.001749), rel=2e-4)
    assert (births.period, births.growth) == pytest.approx((318.165, 0.0019768), rel=2e-5)
    found = motion(ran(whole("contra_drain"), 4000, 0.5))
    assert (found.period, found.growth) == pytest.approx((122.0, -0.001749), rel=0.02)
    found = motion(ran(whole("contra_births"), 4000, 1.0))
    assert (found.period, found.growth) == pytest.approx((318.165, 0.0019768), rel=0.002)


def test_a_decision_every_five_minutes() -> None:
    # From one decision to the next, K = 0.0147/s: 10 s of the last wish, 290 s of this one,
    # z² + (290 K − 1)·z + 10 K = 0.
    factor = min(np.roots([1, 290 * 0.0147 - 1, 10 * 0.0147]))
    assert factor == pytest.approx(-3.21731, abs=1e-5)
    for step in (5.0, 1.0):
        result = ran(whole("contra_window"), 9000, step)
        room = result.of("Room")[:: round(300 / step)]
        assert room[20] / room[19] == pytest.approx(factor, rel=1e-9)
        assert motion(result).period == pytest.approx(600)


def test_echoes_of_an_hour_ago() -> None:
    model = whole("echo")
    pushed = Model((*model.names, "Push"), (*model.arcs, Arc("Push", "Misses", 1.0)), model.stocks)
    step = run(pushed, 15000, 10, {}, push=("Push", 0.0)).of("Misses")
    echo = step.copy()
    echo[6:] -= step[:-6]  # a minute of more misses
    inner, floor = echo[1:-1], 1e-3 * echo.max()
    peaks = np.flatnonzero((inner > echo[:-2]) & (inner >= echo[2:]) & (inner > floor)) + 1
    assert list(peaks * 10.0)[-4:] == pytest.approx([3650, 7290, 10960, 14630], abs=11)


@pytest.mark.parametrize(
    ("stocks", "delay", "edge"),
    [
        ({"Level"}, 0.0, 2.0),
        ({"Level"}, 20.0, 1.0),
        ({"Level"}, 10.0, 2.0),
        ({"Level"}, 5.0, 4.0),
        (set(), 0.0, 1.0),
    ],
)
def test_edges_of_sampled_loops(stocks: set[str], delay: float, edge: float) -> None:
    # With a share d of the pace as delay: z² + (k(1 − d) − 1)·z + k·d = 0.
    for times, grown in ((0.97, False), (1.03, True)):
        weight = -edge * times / (20.0 if stocks else 1.0)
        arcs = (Arc("Level", "Order", weight), Arc("Order", "Level", 1.0, delay))
        model = Model(("Level", "Order"), arcs, frozenset(stocks), (("Order", 20.0, 0.0),))
        values = np.abs(ran(model, 2400, 1.0).of("Level"))
        assert (values[1800:].max() > values[600:1200].max()) == grown


def test_a_stock_that_decides_adds_at_each_decision() -> None:
    arcs = (Arc("Gap", "Stock", 0.1, rate=True), Arc("Stock", "Gap", -1.0))
    model = Model(("Gap", "Stock"), arcs, frozenset({"Stock"}), (("Stock", 10.0, 15.0),))
    # Every 20 s, 20 s · 0.1/s = 2 times the gap: −1 from decision to decision.
    values = run(model, 100, 1.0, {"Stock": 1.0}).of("Stock")
    assert list(values[1::20]) == pytest.approx([-1, 1, -1, 1, -1])


def test_no_stock_is_back_after_each_round() -> None:
    arcs = (Arc("A", "B", 1.3, 4.0), Arc("B", "A", -1.0, 3.0))
    model = Model(("A", "B"), arcs)
    found = motion(run(model, 200, 0.5, along(model)))
    assert (found.period, found.growth) == pytest.approx((14.0, math.log(1.3) / 7))
    # All odd parts of 14 s share that growth.
    assert dominant(model).growth == pytest.approx(math.log(1.3) / 7)
    assert min(abs(root - complex(found.growth, math.pi / 7)) for root in roots(model)) < 1e-9
    assert dominant(spread(model, 0.2)).period == pytest.approx(13.7, abs=0.2)


# -- what reports say --


def faults(report: Report) -> list[str]:
    """Return what is refuted of what a report with all strengths stated says."""
    models = {loop.id: model_of(report.diagram, loop.links) for loop in report.loops}
    found = []
    for loop in report.loops:
        said = [*refuted(report, loop, models[loop.id]), *late(report, loop, models)]
        found += [f"{loop.id}: {fault}" for fault in said]
    return found


@pytest.mark.parametrize("name", OVER_TIME)
def test_nothing_said_over_time_is_refuted(name: str) -> None:
    assert faults(cld.loads(OVER_TIME[name])) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_said_of_an_example_is_refuted(path: Path) -> None:
    report = cld.load(path)
    random = Random(path.stem)
    known = [loop for loop in report.loops if loop.type != "U"][:16]
    # What two loops share takes as long for both.
    lengths = [drawn_lengths(report, random) for _ in range(3)]
    draws = [
        {loop.id: drawn(report, loop, random, n, lengths[n]) for loop in known} for n in range(3)
    ]
    wrong = []
    for loop in known:
        said = report.oscillation(loop)
        stated = said is not None and said.strength is not None
        for models in draws[: 1 if stated else 3]:
            said_wrong = refuted(report, loop, models[loop.id], stated)
            wrong += [f"{loop.id}: {fault}" for fault in said_wrong]
        if said is not None and said.verdict == "yes" and not stated:
            seen = [oscillating(t) for models in draws for t in truths(models[loop.id])]
            if set(seen) == {False}:
                wrong.append(f"{loop.id} can oscillate, but at no strength that was tried")
        for models in draws[:2] if loop.type == "R" else ():
            wrong += [f"{loop.id}: {fault}" for fault in late(report, loop, models)]
    assert wrong == []


def drawn_lengths(report: Report, random: Random) -> dict[tuple[str, str], float]:
    """Return a length for each link with a delay, within what the file leaves open."""
    delays = {}
    for link in report.links:
        if link.delay is not None:
            least, most = link.delay.min, link.delay.max
            if most is None:
                least, most = least or 5.0, max(20.0, 2 * least)
            delays[link.ends] = random.choice([least, most, (least + most) / 2])
    return delays


def drawn(
    report: Report,
    loop: Loop,
    random: Random,
    turn: int,
    delays: dict[tuple[str, str], float],
) -> Model:
    """Return a loop alone; lengths and strengths the file leaves open are drawn.

    Strengths: within a factor of 3 of 1 round the loop; the last of three is 8.
    """
    model = model_of(report.diagram, loop.links, delays=delays)
    said = report.oscillation(loop)
    wanted = 8.0 if turn == 2 else 3 ** random.uniform(-1, 1)
    if said is not None and said.strength is not None:
        return model
    around = sum(arc.delay for arc in model.arcs) or 1.0
    now = math.prod(abs(arc.weight) for arc in model.arcs) * around ** len(model.stocks)
    first = loop.links[0].ends
    weights = {first: abs(model.arcs[0].weight) * wanted / now}
    return model_of(report.diagram, loop.links, weights, delays)


CALLS = os.environ.get("CALLS")
DRAWN = settings(
    max_examples=int(CALLS) if CALLS else settings.default.max_examples,
    derandomize=settings.default.derandomize and not CALLS,
)


@DRAWN
@given(parts())
def test_nothing_said_of_a_part_is_refuted(text: str) -> None:
    assert faults(cld.loads(text)) == []
