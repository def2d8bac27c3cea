"""Periods and growth against numerical integration; decisions in the dark."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from cld.behaviour.swing import Swing, period, swing

from cld.analyze import analyze
from cld.behaviour.controllers import Controller, controllers
from cld.prose.loops import swing_words


def swing_of(text: str) -> Swing:
    report = analyze(text)
    (loop,) = [loop for loop in report.loops if loop.type == "B"]
    found = swing(report.diagram, loop)
    assert found is not None
    return found


def controller_of(text: str) -> Controller:
    report = analyze(text)
    (found,) = controllers(report.diagram, report.loops[0])
    return found


def delayed(strength: float, wait: float, seconds: float, step: float = 0.001) -> list[float]:
    """x′(t) = −K·x(t − T) with x = 1 up to t = 0, by the midpoint rule."""
    lag = round(wait / step)
    x = [1.0] * (lag + 1)
    for _ in range(round(seconds / step)):
        x.append(x[-1] - step * strength * (x[-1 - lag] + x[-lag]) / 2)
    return x[lag:]


def crossings(x: list[float], step: float = 0.001) -> list[float]:
    return [i * step for i in range(1, len(x)) if (x[i - 1] > 0) != (x[i] > 0)]


@pytest.mark.parametrize("product", [0.5, 0.9, math.pi / 2, 2.0, 3.0])
def test_the_period_is_that_of_an_integration(product: float) -> None:
    found = crossings(delayed(product, 1.0, 40.0))
    # Later crossings: what is left then is the slowest mode alone.
    late = found[-4:] if product > 0.6 else found[1:4]
    halves = [b - a for a, b in pairwise(late)]
    assert 2 * sum(halves) / len(halves) == pytest.approx(period(product, 1.0), rel=0.01)


def test_no_swing_up_to_one_over_e() -> None:
    assert not crossings(delayed(0.99 / math.e, 1.0, 60.0))
    assert crossings(delayed(1.2 / math.e, 1.0, 60.0))


def test_it_grows_beyond_half_pi_only() -> None:
    def peak(product: float) -> float:
        x = delayed(product, 1.0, 60.0)
        return max(map(abs, x[-10_000:])) / max(map(abs, x[5_000:15_000]))

    assert peak(1.4) < 0.5
    assert peak(1.8) > 2


def test_the_period_falls_from_beyond_4_to_2_delays() -> None:
    periods = [period(product, 1.0) for product in (0.4, 1.0, math.pi / 2, 3.0, 50.0, 1e6, 1e90)]
    assert periods == sorted(periods, reverse=True)
    assert periods[0] > 4 and 2 < periods[-1] < 2.3


def smoothed(strength: float, wait: float) -> list[float]:
    """One stock behind a first-order smoothing delay."""
    x, seen, out, step = 1.0, 1.0, [], 0.001
    for _ in range(60_000):
        x, seen = x - step * strength * seen, seen + step * (x - seen) / wait
        out.append(x)
    return out


def test_a_smoothing_delay_never_grows_and_may_swing_faster_than_4_delays() -> None:
    strong = smoothed(20.0, 1.0)
    assert max(map(abs, strong[-10_000:])) < 0.01 * max(map(abs, strong[:10_000]))
    first = crossings(strong)[:3]
    assert 2 * (first[1] - first[0]) < 4.0


def test_two_stocks_swing_without_a_delay() -> None:
    inventory, workforce, low = 1.0, 0.0, 1.0
    for _ in range(20_000):
        inventory, workforce = inventory + 0.001 * workforce, workforce - 0.001 * inventory
        low = min(low, inventory)
    assert low < -0.9
    text = "Inventory (-)-> Workforce (+)-> Inventory"
    assert swing_of(f"{text}\nInventory: stock\nWorkforce: stock") == Swing("yes", "several stocks")


LOOP = "A (+{0})-> B (-)-> A\n"


def test_what_the_marks_allow_to_say() -> None:
    assert swing_of(LOOP.format("")).model == "stocks not marked"
    assert swing_of(LOOP.format("") + "B: stock") == Swing("no", "one stock")
    assert swing_of(LOOP.format("") + "C: stock") == Swing("no", "no stock")
    one = swing_of(LOOP.format(", delay 3min") + "B: stock")
    assert one == Swing("yes", "one stock", (720.0, None), (360.0, 720.0))
    none = swing_of(LOOP.format(", delay 3min") + "C: stock")
    assert none == Swing("yes", "no stock", None, (360.0, 360.0))
    ranged = swing_of(LOOP.format(", delay 1min..3min") + "B: stock")
    assert (ranged.period_if_settling, ranged.period_if_growing) == ((240, None), (120, 720))
    unknown = swing_of(LOOP.format(", delay") + "B: stock")
    assert unknown.period_if_growing == (0.0, None)
    smooth = swing_of(LOOP.format(", delay 3min smooth") + "B: stock")
    assert smooth.smooth and smooth.period_if_growing is None


def test_a_lag_swings_above_a_quarter_at_the_period_of_its_equation() -> None:
    """T·x″ + x′ + K·x = 0, against integration and the closed form."""
    for strength in (1.0, 5.0, 20.0):
        first = crossings(smoothed(strength, 1.0))
        text = LOOP.format(f", delay 1s smooth, gain {strength:g}/s") + "B: stock"
        found = swing_of(text)
        assert found.can_swing == "yes" and found.period_if_growing is None
        assert found.period_if_settling is not None
        assert found.period_if_settling[0] == pytest.approx(2 * (first[1] - first[0]), rel=0.01)
    calm = swing_of(LOOP.format(", delay 1s smooth, gain 0.2/s") + "B: stock")
    assert calm.can_swing == "no" and calm.smooth


def test_a_lag_swings_from_beyond_a_quarter_not_at_it() -> None:
    text = LOOP.format(", delay {}s smooth, gain 0.25/s") + "B: stock"
    assert swing_of(text.format("0.5")).can_swing == "no"
    assert swing_of(text.format("1")).can_swing == "no"
    beyond = swing_of(text.format("1.1"))
    assert beyond.can_swing == "yes" and beyond.smooth


def test_no_period_follows_from_a_delay_that_is_smooth_in_part() -> None:
    """With a second delay beside it, one that spreads changes can grow."""
    text = "A (+, delay 10min, gain 0.5/min)-> B (-, delay 1s smooth)-> A\nB: stock"
    assert swing_of(text) == Swing("yes", "one stock", strength=0.5 / 60, mixed=True)
    decides = LOOP.format(", delay 5min smooth") + "B: stock\nA: every 1min"
    assert swing_of(decides).mixed
    assert swing_of(LOOP.format(", delay 1min smooth") + "C: stock").can_swing == "no"


def test_a_range_of_delays_holds_the_shortest_period_inside_it() -> None:
    """For a given strength the period falls and rises again with the delay."""
    text = LOOP.format(", delay {}s, gain 0.01/s") + "B: stock"
    lengths = [swing_of(text.format(seconds)).period_if_settling for seconds in range(42, 151)]
    exact = [found[0] for found in lengths if found is not None]
    assert len(exact) == 109
    ranged = swing_of(text.format("42s..150")).period_if_settling
    assert ranged is not None and ranged[1] is not None
    assert ranged[0] == pytest.approx(min(exact), rel=1e-4)
    assert ranged[1] == pytest.approx(max(exact), rel=1e-9)


def test_a_range_of_lags_holds_the_shortest_period_inside_it() -> None:
    text = LOOP.format(", delay {} smooth, gain 0.01/s") + "B: stock"
    shortest = 2 * math.pi * 50 / math.sqrt(0.25)
    longest = 2 * math.pi * 150 / math.sqrt(1.25)
    for delays, least, most in (
        ("30s..150s", shortest, longest),
        ("50s..150s", shortest, longest),
        ("10s..150s", shortest, None),
        ("100s..150s", 2 * math.pi * 100 / math.sqrt(0.75), longest),
    ):
        found = swing_of(text.format(delays))
        assert found.can_swing == ("unknown" if most is None else "yes")
        assert found.period_if_settling == pytest.approx((least, most))


def test_whether_it_swings_is_not_known_where_only_long_delays_of_a_range_do() -> None:
    text = LOOP.format(", delay {}, gain 0.01/s") + "B: stock"
    found = swing_of(text.format("10s..100s"))
    assert found.can_swing == "unknown" and found.period_if_settling is not None
    assert found.period_if_settling[1] is None
    assert swing_of(text.format("40s..100s")).can_swing == "yes"
    assert swing_of(text.format("10s..30s")).can_swing == "no"


def test_short_periods_are_said_in_milliseconds() -> None:
    report = analyze(LOOP.format(", delay 10ms") + "B: stock")
    said = swing_words(report, report.loops[0])
    assert said == "can swing: period at least 40ms if it settles, 20ms to 40ms if it grows"


def test_a_gain_counts_only_where_it_is_complete() -> None:
    def with_gain(gain: str) -> Swing:
        return swing_of(LOOP.format(f", delay 1min, gain {gain}") + "B: stock")

    assert with_gain("0.3/min") == Swing("no", "one stock", strength=0.3 / 60)
    assert with_gain("1/min").period_if_growing is None
    assert with_gain("2/min").period_if_settling is None
    growing = with_gain("2/min").period_if_growing
    assert growing is not None and 120 < growing[0] < 240
    assert with_gain("0.3").strength is None


def test_an_r_loop_has_no_answer() -> None:
    report = analyze("A (+, delay 1min)-> B (+)-> A")
    assert swing(report.diagram, report.loops[0]) is None


@pytest.mark.parametrize(
    ("wait", "pace", "decisions", "stale"),
    [
        ("120s", "every 15s", (8, 8), True),
        ("120s", "every 2min", (1, 1), False),
        ("120s", "every 3min", (1, 1), False),
        ("120s", "every 15s, window 5min", (1, 1), False),
        ("125s", "every 15s", (9, 9), True),
        ("1min..2min", "every 15s", (4, 8), True),
        ("1min..2min", "every 90s", (1, 2), None),
        ("0.3s", "every 0.1s", (3, 3), True),
        ("2min", "every 15s..30s", (4, 8), True),
        ("2min", "every 1min..2min", (1, 2), None),
        ("2min", "every 0s", (1, None), True),
    ],
)
def test_the_war_story(
    wait: str, pace: str, decisions: tuple[int, int], stale: bool | None
) -> None:
    found = controller_of(f"Queue (+, delay {wait})-> Pods (-)-> Queue\nPods: {pace}")
    assert (found.decisions, found.stale) == (decisions, stale)


def test_a_wait_of_unknown_length_gives_at_least() -> None:
    text = "Queue (+, delay 2min)-> Pods (-, delay)-> Queue\nPods: every 15s"
    assert controller_of(text).decisions == (8, None)
    assert controller_of(text).stale is True


def test_another_controller_on_the_loop_adds_to_the_wait() -> None:
    text = "Queue (+, delay 2min)-> Pods (-)-> Queue\nPods: every 15s\nQueue: every 1min"
    report = analyze(text)
    found = {c.variable: c.decisions for c in controllers(report.diagram, report.loops[0])}
    assert found == {"Pods": (8, 12), "Queue": (2, 3)}
