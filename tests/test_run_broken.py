"""Faults that a second pair of eyes found in runs and pushes, each with its smallest input."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from test_cli import run as command
from test_run import diagram, outcome, step

from cld.core.diagram import Diagram
from cld.prose.push import push_remarks
from cld.prose.run import run_remarks
from cld.simulate.push import pushed
from cld.simulate.run import bounds_used, run_diagram


def said(text: str, *pushes: object) -> str:
    whole = diagram(text)
    return " ".join(run_remarks(whole, run_diagram(whole, list(pushes))))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["D (+)-> C (+)-> D\nD: constant", "C (+)-> D (+)-> C\nD: constant"]
)
def test_a_constant_with_causes_is_on_no_loop(text: str) -> None:
    assert dict(pushed(diagram(text), "C").directions) == {"C": "higher"}
    assert "settle" not in said(text, step("C"))


def test_a_run_is_long_enough_for_delays_between_parts() -> None:
    times, values = run_diagram(diagram("A (+, delay 1h)-> B (+)-> C"), [step("A")]).of("C")
    assert times[-1] > 3600 and values[-1] == 1


def test_delays_that_are_too_different_are_refused() -> None:
    text = "A (+, delay 10ms)-> B (+, delay 10d)-> C"
    for length in (None, 1.0):
        (piece,) = run_diagram(diagram(text), [step("A")], length).pieces
        assert piece.refused.startswith("it would take more than 200,000 steps")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--hold", "A 1", "--jump", "A 2"), "nothing else can change it"),
        (("--hold", "A 1", "--hold", "A 1"), "nothing else can change it"),
        (("--hold", "A 1 at 5s"), "kept from the start, so `at`"),
        (("--step", "A 1e30"), "larger than 1e+09"),
        (("--step", "A 1 at 5s", "--for", "2s"), "after the end of the run"),
        (("--step", "A 1 for 0s"), "is not a time in which something happens"),
        (("--watch", ","), "names no variable"),
    ],
)
def test_changes_that_contradict_each_other_are_refused(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    path = tmp_path / "a.cld"
    path.write_text("A (-)-> A\nA: stock\n")
    done = command("run", path, *words)
    assert done.returncode == 2 and message in done.stderr


def unused(whole: Diagram) -> tuple[str, ...]:
    return run_diagram(whole, [step("R")]).unused


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("initial 50, capacity 1000 requests", (-math.inf, 950)),
        ("initial 5 pods, capacity 2..20 pods", (-3, 15)),
        ("initial 5, capacity 1e3", (-math.inf, 995)),
        ("initial 18 °C, capacity 5..30 °C", (-13, 12)),
        ("initial 40 %, capacity 90%", (-math.inf, 50)),
        ("initial 500 MB, capacity 2 GB", None),
        ("initial 15, capacity 10", None),
        ("capacity 10", None),
    ],
)
def test_bounds_are_used_as_they_are_meant_or_named(
    about: str, expected: tuple[float, float] | None
) -> None:
    whole = diagram(f"K (+)-> R\nR: stock, {about}")
    used = bounds_used(whole, {"R": "stock"}, ["R"])
    assert used.get("R") == expected
    assert unused(whole) == (() if expected else ("R",))
    follower = diagram(f"K (+)-> R\nR: {about}")
    assert bounds_used(follower, {"R": "follows"}, ["R"]).get("R") == expected
    constant = diagram(f"R (+)-> K\nR: constant, {about}")
    assert unused(constant) == ("R",)


def test_a_lower_bound_is_called_one() -> None:
    text = "K (+)-> R\nR: stock, initial 5, capacity 2..10"
    assert "R met the lower bound" in said(text, step("K", -60.0))


def test_a_window_without_an_interval_is_the_interval() -> None:
    text = "A (+)-> B (-)-> A\nA: every 0s, window 10s\nB: stock"
    assert run_diagram(diagram(text), [step("A")]).of("B")[1][-1] == pytest.approx(1)


def test_json_of_a_part_that_forgets_at_once_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "a.cld"
    path.write_text("C (+)-> X (-, gain 0)-> X\nX: every 10s\n")
    json.loads(command("run", path, "--format", "json").stdout, parse_constant=lambda name: 1 / 0)


@pytest.mark.parametrize("size", [60, 110])
def test_large_rings_are_refused_or_judged_with_bounded_work(size: int) -> None:
    links = " (+, delay 1s)-> ".join(f"S{n}" for n in range(size))
    text = f"{links} (-, delay 1s)-> S0\n" + "".join(f"S{n}: stock\n" for n in range(size))
    (found,) = run_diagram(diagram(text), [step("S0")], 5.0).pieces[0].outcomes
    assert found.outcome in ("grows", "not counted")


def test_a_stated_rate_is_a_time() -> None:
    times, values = run_diagram(diagram("A (-, gain 1/d)-> A\nA: stock"), [step("A")]).of("A")
    assert times[-1] == pytest.approx(864_000) and values[-1] == pytest.approx(86_400, rel=1e-3)


def test_what_settles_only_by_a_spread_is_not_said_to_settle() -> None:
    assert outcome("A (-, delay 10s)-> A").outcome == "not decided"
    assert outcome("A (-, delay 10s, gain 0.5)-> A").outcome == "settles"


def test_a_loop_without_memory_and_gain_1_is_on_the_edge() -> None:
    assert outcome("A (+)-> A").outcome == "on the edge"


def test_a_stated_gain_of_0_moves_nothing() -> None:
    text = "A (+, gain 0)-> B (-, gain 0)-> A\nA: stock"
    assert dict(pushed(diagram(text), "A").directions) == {"A": "no level"}


def test_a_stock_that_a_controller_sets_is_named() -> None:
    whole = diagram("L (+)-> C (+)-> P (-)-> L\nC: every 10s, decides total\nP: stock")
    assert "P follows the controller that sets the total" in " ".join(
        push_remarks(whole, pushed(whole, "L"))
    )


def test_a_short_run_is_short_and_zero_is_zero() -> None:
    times, _ = run_diagram(diagram("A (-)-> A\nA: stock"), [step("A")], 0.001).of("A")
    assert times[-1] == pytest.approx(0.001)
    text = "A (+)-> B (-)-> A\nA: every 10s\nB: stock"
    assert run_diagram(diagram(text), [step("A")]).of("A")[1][-1] == 0
    assert np.all(run_diagram(diagram("A (+)-> B"), [step("A")]).of("B")[1] == 1)


def test_a_follower_stays_within_its_bounds() -> None:
    """A tap gives 2 to 20: what leads to it beyond these is not passed on."""
    text = """\
        Wish (+, gain 1)-> Tap (+, gain 1)-> Flow (+, gain 1/s)-> Tub
        Tap: initial 10, capacity 2..20
        Tub: stock
        Wish: constant"""
    run = run_diagram(
        diagram(text), [step("Wish", 15.0, 0.0, 4.0), step("Wish", -15.0, 10.0, 5.0)], 20
    )
    tap = run.of("Tap")[1]
    assert tap.max() == 10 and tap.min() == -8
    assert run.of("Tub")[1][-1] == pytest.approx(10 * 4 - 8 * 5)
    assert run.pieces[0].full == ("Tap",) and run.pieces[0].empty == ("Tap",)


def test_a_follower_on_a_loop_is_followed_to_second_order() -> None:
    """A gap that is kept below a half: a ramp, and then 1 − e^(−t/10) goes on from there."""
    text = """\
        Goal (+, gain 1)-> Gap (+, gain 0.1/s)-> Level (-, gain 1)-> Gap
        Gap: initial 0, capacity 0.5
        Level: stock
        Goal: constant"""
    run = run_diagram(diagram(text), [step("Goal")], 60.0)
    times, level = run.of("Level")
    wanted = np.where(times < 10, times * 0.05, 1 - 0.5 * np.exp(-(times - 10) / 10))
    np.testing.assert_allclose(level, wanted, atol=2e-3)
    assert run.of("Gap")[1].max() == pytest.approx(0.5)


def test_two_followers_in_a_row_are_kept_one_after_the_other() -> None:
    text = """\
        K (+, gain 1)-> A (+, gain 3)-> B (+, gain 1)-> C
        A: initial 0, capacity 2
        B: initial 0, capacity 5
        K: constant"""
    run = run_diagram(diagram(text), [step("K", 9.0)], 5.0)
    assert [run.of(name)[1][-1] for name in "ABC"] == [2, 5, 5]
