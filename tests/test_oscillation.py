"""Periods and growth against numerical integration; blind decisions."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from cld.analyze import analyze
from cld.behaviour.controllers import Controller, controllers
from cld.behaviour.decisions import blind_words
from cld.behaviour.oscillation import Oscillation, oscillation, period
from cld.prose.oscillation import oscillation_words


def oscillation_of(text: str) -> Oscillation:
    report = analyze(text)
    (loop,) = [loop for loop in report.loops if loop.type == "B"]
    found = oscillation(report.diagram, loop)
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


def test_no_oscillation_up_to_one_over_e() -> None:
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


def test_a_smoothing_delay_never_grows_and_may_oscillate_faster_than_4_delays() -> None:
    strong = smoothed(20.0, 1.0)
    assert max(map(abs, strong[-10_000:])) < 0.01 * max(map(abs, strong[:10_000]))
    first = crossings(strong)[:3]
    assert 2 * (first[1] - first[0]) < 4.0


def test_two_stocks_oscillate_without_a_delay() -> None:
    inventory, workforce, low = 1.0, 0.0, 1.0
    for _ in range(20_000):
        inventory, workforce = inventory + 0.001 * workforce, workforce - 0.001 * inventory
        low = min(low, inventory)
    assert low < -0.9
    text = "Inventory (-)-> Workforce (+)-> Inventory"
    assert oscillation_of(f"{text}\nInventory: stock\nWorkforce: stock") == Oscillation(
        "yes", "several stocks"
    )


LOOP = "A (+{0})-> B (-)-> A\n"
# The same with every gain stated.
STATED = "A (+{0})-> B (-, gain 1)-> A\n"


def test_what_the_marks_allow_to_say() -> None:
    assert oscillation_of(LOOP.format("")).model == "stocks not marked"
    # That a link takes no time is not assumed of one without a mark.
    assert oscillation_of(LOOP.format("") + "B: stock") == Oscillation("unknown", "one stock")
    assert oscillation_of(LOOP.format("") + "C: stock") == Oscillation("unknown", "no stock")
    at_once = "A (+, delay 0s)-> B (-, delay 0s)-> A\n"
    assert oscillation_of(at_once + "B: stock") == Oscillation("no", "one stock")
    assert oscillation_of(at_once + "C: stock") == Oscillation("no", "no stock")
    one = oscillation_of(LOOP.format(", delay 3min") + "B: stock")
    assert one == Oscillation("yes", "one stock", (720.0, None), (360.0, 720.0))
    none = oscillation_of(LOOP.format(", delay 3min") + "C: stock")
    assert none == Oscillation("yes", "no stock", None, (360.0, 360.0))
    ranged = oscillation_of(LOOP.format(", delay 1min..3min") + "B: stock")
    assert (ranged.period_if_settling, ranged.period_if_growing) == ((240, None), (120, 720))
    unknown = oscillation_of(LOOP.format(", delay") + "B: stock")
    assert unknown.period_if_growing == (0.0, None)
    smooth = oscillation_of(LOOP.format(", delay 3min smooth") + "B: stock")
    assert smooth.smooth and smooth.period_if_growing is None


def test_a_lag_oscillates_above_a_quarter_at_the_period_of_its_equation() -> None:
    """T·x″ + x′ + K·x = 0, against integration and the closed form."""
    for strength in (1.0, 5.0, 20.0):
        first = crossings(smoothed(strength, 1.0))
        text = STATED.format(f", delay 1s smooth, gain {strength:g}/s") + "B: stock"
        found = oscillation_of(text)
        assert found.verdict == "yes" and found.period_if_growing is None
        assert found.period_if_settling is not None
        assert found.period_if_settling[0] == pytest.approx(2 * (first[1] - first[0]), rel=0.01)
    calm = oscillation_of(STATED.format(", delay 1s smooth, gain 0.2/s") + "B: stock")
    assert calm.verdict == "no" and calm.smooth


def test_a_lag_oscillates_from_beyond_a_quarter_not_at_it() -> None:
    text = STATED.format(", delay {}s smooth, gain 0.25/s") + "B: stock"
    assert oscillation_of(text.format("0.5")).verdict == "no"
    assert oscillation_of(text.format("1")).verdict == "no"
    beyond = oscillation_of(text.format("1.1"))
    assert beyond.verdict == "yes" and beyond.smooth


def test_no_period_follows_from_a_delay_that_is_smooth_in_part() -> None:
    """With a second delay beside it, one that spreads changes can grow."""
    text = "A (+, delay 10min, gain 0.5/min)-> B (-, delay 1s smooth, gain 1)-> A\nB: stock"
    assert oscillation_of(text) == Oscillation(
        "unknown", "one stock", strength=0.5 / 60, mixed=True
    )
    decides = LOOP.format(", delay 5min smooth") + "B: stock\nA: every 1min"
    assert oscillation_of(decides).mixed
    assert oscillation_of(LOOP.format(", delay 1min smooth") + "C: stock").verdict == "no"


def test_a_range_of_delays_holds_the_shortest_period_inside_it() -> None:
    """For a given strength the period falls and rises again with the delay."""
    text = STATED.format(", delay {}s, gain 0.01/s") + "B: stock"
    lengths = [
        oscillation_of(text.format(seconds)).period_if_settling for seconds in range(42, 151)
    ]
    exact = [found[0] for found in lengths if found is not None]
    assert len(exact) == 109
    ranged = oscillation_of(text.format("42s..150")).period_if_settling
    assert ranged is not None and ranged[1] is not None
    assert ranged[0] == pytest.approx(min(exact), rel=1e-4)
    assert ranged[1] == pytest.approx(max(exact), rel=1e-9)


def test_a_range_of_lags_holds_the_shortest_period_inside_it() -> None:
    text = STATED.format(", delay {} smooth, gain 0.01/s") + "B: stock"
    shortest = 2 * math.pi * 50 / math.sqrt(0.25)
    longest = 2 * math.pi * 150 / math.sqrt(1.25)
    for delays, least, most in (
        ("30s..150s", shortest, longest),
        ("50s..150s", shortest, longest),
        ("10s..150s", shortest, None),
        ("100s..150s", 2 * math.pi * 100 / math.sqrt(0.75), longest),
    ):
        found = oscillation_of(text.format(delays))
        assert found.verdict == ("unknown" if most is None else "yes")
        assert found.period_if_settling == pytest.approx((least, most))


def test_whether_it_oscillates_is_not_known_where_only_long_delays_of_a_range_do() -> None:
    text = STATED.format(", delay {}, gain 0.01/s") + "B: stock"
    found = oscillation_of(text.format("10s..100s"))
    assert found.verdict == "unknown" and found.period_if_settling is not None
    assert found.period_if_settling[1] is None
    assert oscillation_of(text.format("40s..100s")).verdict == "yes"
    assert oscillation_of(text.format("10s..30s")).verdict == "no"


def test_short_periods_are_said_in_milliseconds() -> None:
    report = analyze(LOOP.format(", delay 10ms") + "B: stock")
    said = oscillation_words(report, report.loops[0])
    assert said == (
        "alone, it can oscillate: period at least 40ms if it settles, 20ms to 40ms if it grows"
    )


def test_a_gain_counts_only_where_it_is_complete() -> None:
    def with_gain(gain: str) -> Oscillation:
        return oscillation_of(STATED.format(f", delay 1min, gain {gain}") + "B: stock")

    assert with_gain("0.3/min") == Oscillation("no", "one stock", strength=0.3 / 60)
    assert with_gain("1/min").period_if_growing is None
    assert with_gain("2/min").period_if_settling is None
    growing = with_gain("2/min").period_if_growing
    assert growing is not None and 120 < growing[0] < 240
    assert with_gain("0.3").strength is None
    # What one link does not state is not taken for 1.
    half = oscillation_of(LOOP.format(", delay 1min, gain 0.3/min") + "B: stock")
    assert (half.verdict, half.strength) == ("yes", None)


WINDOW = """\
Room (-, gain 1)-> Gap (+, gain 0.0147/s)-> Heat (+, delay 10s, gain 1)-> Room
Room: stock
Heat: every 15s, window 5min
"""


def test_the_whole_pace_of_a_controller_counts() -> None:
    """With a window of 5 min this loop grows: z² + 3.263 z + 0.147 has a root at −3.2."""
    found = oscillation_of(WINDOW)
    assert found.verdict == "unknown" and found.strength == pytest.approx(0.0147)
    assert found.period_if_growing == (20.0, 4 * 310.0)
    # Without the window it decides every 15 s: 0.0147 * 25 s is just below 1/e.
    assert oscillation_of(WINDOW.replace(", window 5min", "")).verdict == "no"


@pytest.mark.parametrize(("strength", "grows"), [("0.004", False), ("0.005", True)])
def test_behind_a_controller_it_settles_up_to_three_halves(strength: str, grows: bool) -> None:
    found = oscillation_of(WINDOW.replace("0.0147", strength))
    assert (found.period_if_growing is not None) is grows  # 310 s times these: 1.24 and 1.55


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A (+, delay 6s)-> B (+)-> A\nC: stock", "alone, it echoes: a change returns after 6s"),
        ("A (+, delay 6s)-> B (+)-> A\nB: stock", ""),
        ("A (+, delay 6s)-> B (+)-> A", ""),
        ("A (+, delay 6s smooth)-> B (+)-> A\nC: stock", ""),
        # The smooth delay may be the stock itself.
        (
            "A (+, delay 1s smooth)-> B (-)-> A\nB: stock",
            "alone, it can oscillate only if its smooth delay comes on top of the time in which B",
        ),
        ("A (+, delay)-> B (+)-> A\nC: stock", ""),
        ("A (+)-> B (-)-> A\nB: stock", "alone, it can oscillate only if a link takes time"),
        ("A (+)-> B (-)-> A", ""),
        ("A (+)-> B (-)-> A\nA: stock\nB: stock", "alone, it can oscillate, even without a delay"),
        ("A (+, delay)-> B (-)-> A\nB: stock", "alone, it can oscillate; its period is not known"),
        ("A (+, delay 1s)-> B (-)-> A\nC: stock", "alone, it can oscillate with a period of 2s"),
        (
            "A (+, delay 1s smooth)-> B (-)-> A\nC: stock",
            "alone, it does not oscillate if its smooth delay",
        ),
        (
            "A (+)-> B (-, delay 1s smooth)-> A\nB: stock",
            "alone, it can oscillate, but its oscillations die out",
        ),
    ],
)
def test_what_is_said_of_a_loop_alone(text: str, said: str) -> None:
    report = analyze(text)
    words = oscillation_words(report, report.loops[0])
    assert words.startswith(said) if said else words == ""


def test_a_delay_that_may_be_the_time_in_a_stock_leaves_the_other_stocks() -> None:
    text = "Rates (+)-> N (+)-> O (+, delay 1y..3y)-> D (+)-> M (-)-> Rates\nD (-)-> O\n"
    marks = "O: stock\nM: stock\nN: flow\nD: flow\n"
    said = [
        oscillation_words(report, loop)
        for report in [analyze(text + marks)]
        for loop in report.loops
    ]
    stays = "alone, it can oscillate unless its delay is the time that material stays in O"
    assert said == [stays, "alone, it can oscillate; its period is not known"]
    (one, two) = analyze(text + marks.replace("M: stock\n", "")).loops
    assert [
        oscillation_words(analyze(text + marks.replace("M: stock\n", "")), loop)
        for loop in (one, two)
    ] == said


def test_that_a_stock_only_falls_is_said_once() -> None:
    text = "S (+)-> F (-)-> S\nS (+)-> G (+)-> F\nS (+)-> H (+)-> F\nS: stock\nF: flow"
    report = analyze(text)
    said = [oscillation_words(report, loop) for loop in report.loops]
    assert said[0].startswith("alone, as drawn, S can only fall") and set(said[1:]) == {""}


PAIR = "A (+)-> f (+)-> B (-)-> g (+)-> A\nf (-)-> A\ng (-)-> B\n"
PAIR += "A: stock\nB: stock\nf: flow\ng: flow\n"


def test_all_stocks_that_nothing_lowers_are_named() -> None:
    text = (
        "Salesmen (-)-> Ordering (+)-> Capacity (+)-> Hiring (+)-> Salesmen\nSalesmen: stock\n"
        "Capacity: stock\nHiring: flow\nOrdering: flow"
    )
    assert oscillation_words(analyze(text), analyze(text).loops[0]).endswith(
        "; this requires Hiring and Ordering to go below zero, because nothing else can lower "
        "Salesmen or "
        "Capacity"
    )


def test_the_time_that_things_stay_in_a_stock_is_no_lag_behind_it() -> None:
    drain = (
        "Starts (+)-> Plans (+, delay 6mo smooth)-> Done (-)-> Plans\nPlans: stock\nStarts: flow\n"
    )
    assert oscillation_words(analyze(drain), analyze(drain).loops[0])
    report = analyze(drain + "Done: flow\n")
    stays = "alone, it can oscillate unless its delay is the time that material stays in "
    assert oscillation_words(report, report.loops[0]) == f"{stays}Plans"
    cells = "Births (+)-> Cells (+, delay 120d)-> Deaths (-)-> Cells\nCells: stock\nBirths: flow\n"
    report = analyze(cells + "Deaths: flow\nDeaths (+)-> Iron (+)-> Births\n")
    said = [oscillation_words(report, loop) for loop in report.loops]
    assert said == [f"{stays}Cells", ""]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "",
            "alone, it can oscillate only if a link takes time, because the outflow of one of "
            "its two",
        ),
        (
            "g (-)-> C\nC: stock",
            "alone, it can oscillate only if a link takes time, because the outflow",
        ),
        ("A (+, delay 3d)-> f", ""),  # a delay in a closed pair: nothing is known
    ],
)
def test_two_stocks_that_fill_each_other_are_one(more: str, said: str) -> None:
    report = analyze(PAIR + more)
    (loop,) = [one for one in report.loops if len(one.links) == 4]
    assert oscillation_words(report, loop).startswith(said)
    assert said or not oscillation_words(report, loop)
    open_ = analyze(PAIR.replace("g (-)-> B\n", "") + more)
    (loop,) = [one for one in open_.loops if len(one.links) == 4]
    stays = "delay" in more  # on the way out of a stock, it may be the time that things stay
    assert ("2 of its variables are stocks" in oscillation_words(open_, loop)) is not stays


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Nothing lowers Code or Staff but a flow below zero.
        (
            "Code (+)-> Hiring (+)-> Staff (-)-> Writing (+)-> Code\nCode: stock\nStaff: "
            "stock\n"
            "Hiring: flow\nWriting: "
            "flow",
            "; this requires Writing and Hiring to go below zero, because nothing "
            "else can lower Code or Staff",
        ),
        (
            "Gap (+)-> Hiring (+, delay 1s)-> Staff (-)-> Gap\nHiring: flow\nStaff: "
            "stock\n"
            "Rehiring (+)-> Staff\nRehiring: flow",
            "; this requires Hiring or Rehiring to go below zero, because nothing else can lower "
            "Staff",
        ),
        # About what moves outside of the loop, a stock that only rises can swing.
        (
            "A (+)-> f (+)-> B (-)-> g (+)-> A\nX (-)-> A\nA: stock\nB: stock\nf: flow\ng: flow",
            "; this requires f to go below zero, or something outside the loop to keep moving, "
            "because nothing else can lower B",
        ),
        (
            "Trees (-)-> Cost (-)-> Felling (-)-> Trees\nFelling: flow\nTrees: stock\nCost: stock",
            "alone, as drawn, Trees can only fall: no flow into it is drawn",
        ),
        (
            "A (+, delay 1s, gain 1)-> B (-)-> A\nB: stock",
            "; 1 of its 2 links states no gain, so whether the loop settles is not computed",
        ),
        (
            "A (+, delay 1s, gain 1)-> B (-)-> C (+)-> A\nB: stock",
            "; 2 of its 3 links state no gain",
        ),
    ],
)
def test_what_its_oscillation_rests_on_is_said(text: str, said: str) -> None:
    report = analyze(text)
    assert said in oscillation_words(report, report.loops[0])
    left = text.replace(": flow", ": auxiliary").replace(", gain 1", "")
    report = analyze(left)
    assert said not in oscillation_words(report, report.loops[0])


def test_an_r_loop_has_no_answer() -> None:
    report = analyze("A (+, delay 1min)-> B (+)-> A")
    assert oscillation(report.diagram, report.loops[0]) is None


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
        # It decides at multiples of 15 s only: a window of 20 s makes that 30 s.
        ("120s", "every 15s, window 20s", (4, 4), True),
        ("120s", "every 2min, window 20s", (1, 1), False),
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


AUTOSCALER = """\
Busy (+, delay {age})-> Desired (+, delay 5min)-> Pods (-)-> Busy
Pods: stock
Desired: every 15s{law}
"""


@pytest.mark.parametrize(
    ("age", "law", "stale", "repeated", "said"),
    [
        ("1min", "", True, (4, 4), "24 decisions, 23 of them before any effect is visible"),
        ("1min", ", decides step", True, (4, 4), "24 decisions, 23 of them before any effect"),
        # The start of the pods lies behind the decision: only the age of the metric repeats it.
        (
            "1min",
            ", decides ratio",
            True,
            (4, 4),
            "the ratio comes from information 1min old and is applied again in 4 decisions",
        ),
        ("10s", ", decides ratio", False, (0, 0), "21 decisions before the effect of the first"),
        ("10s..20s", ", decides ratio", None, (0, 1), "21 to 22 decisions before the effect"),
        ("1min", ", decides total", True, (4, 4), "a total is set, so decisions do not add up"),
    ],
)
def test_the_law_of_decision(
    age: str, law: str, stale: bool | None, repeated: tuple[int, int], said: str
) -> None:
    found = controller_of(AUTOSCALER.format(age=age, law=law))
    assert (found.stale, found.repeated) == (stale, repeated)
    assert blind_words(found).startswith(said)


def test_the_age_of_information_reaches_back_to_the_nearest_stock() -> None:
    whole = AUTOSCALER.replace("Pods: stock\n", "").format(age="1min", law=", decides ratio")
    assert controller_of(whole).age is None  # no stock says where information begins
    age = controller_of(AUTOSCALER.format(age="1min", law="")).age
    assert age is not None and age.max == 60.0


@pytest.mark.parametrize("steps", [1, 2, 3, 5, 12])
@pytest.mark.parametrize("strength", [0.5, 0.9, 0.999, 1.001, 1.1, 3.0, 30.0])
def test_a_stock_that_decides_keeps_to_its_bounds(steps: int, strength: float) -> None:
    """y(n) = y(n − 1) − κ·y(n − d), T = d·P, κ as a multiple of where it begins to grow."""
    text = f"A (-, gain 1)-> B (+, gain 0.1/s, delay {10 * steps}s)-> A\nA: stock, every 10s"
    edge = 2 * math.sin(math.pi / (4 * steps - 2))
    powers = np.zeros(steps + 1)
    powers[0], powers[1] = 1.0, -1.0
    powers[-1] += strength * edge
    root = max(np.roots(powers), key=abs)
    assert bool(abs(root) > 1) == (strength > 1)
    angle = abs(np.angle(root))
    found = oscillation_of(text)
    if angle > 1e-6:
        bounds = found.period_if_growing if strength > 1 else found.period_if_settling
        least, most = bounds or (math.inf, None)
        assert least <= 20 * math.pi / angle * (1 + 1e-3)
        assert most is None or 20 * math.pi / angle <= most * (1 + 1e-3)
