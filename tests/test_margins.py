"""Margins: closed forms, chains, and an independent way to find roots on both sides of each."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import integrator
import pytest
from hypothesis import given, settings
from parts import parts
from roots import dominant
from test_cli import run as command

import cld
from cld.core.diagram import Diagram, Ends, Link
from cld.language.source import source_of
from cld.simulate.margins import Margin, margins_of
from cld.simulate.model import RunPart, model_of
from cld.simulate.roots import NotCountedError

EXAMPLES = Path(__file__).parent.parent / "examples"
SHOWER = "Water (-, gain {}/s)-> Tap (+, delay 10s{}, gain 1)-> Water\nTap: stock"
ORDERS = """\
Stock (+, gain 0.01/s)-> Births (+, gain 1)-> Stock
Stock (+, delay 60s, gain 0.015/s)-> Order (-, gain 1)-> Stock
Stock: stock
"""


def margins(text: str) -> dict[tuple[str, str, str], Margin]:
    """Return the margins of the only part of a diagram."""
    model = model_of(source_of(text).diagram)
    (part,) = [part for part in model.parts if part.links]
    return {(*one.ends, one.changed): one for one in margins_of(model, part)}


@pytest.mark.parametrize("strength", [0.05, 0.1, 0.2, 0.3])
def test_a_stock_behind_a_delay_turns_at_half_of_pi(strength: float) -> None:
    found = margins(SHOWER.format(strength, ""))
    edge = math.pi / 2 / (10 * strength)
    wanted = (0.0, edge) if edge > 1 else (edge, math.inf)
    for key in (("Water", "Tap", "strength"), ("Tap", "Water", "strength")):
        assert (found[key].low, found[key].high) == pytest.approx(wanted)
        assert found[key].settles == (edge > 1)
    late = found["Tap", "Water", "delay"]
    assert (late.low, late.high) == pytest.approx(wanted)


def test_a_smooth_delay_in_front_of_a_stock_never_turns() -> None:
    found = margins(SHOWER.format(0.2, " smooth"))
    assert {(one.low, one.high) for one in found.values()} == {(0.0, math.inf)}


def test_three_smooth_delays_turn_at_eight() -> None:
    """Three equal lags in a ring: 1/cos³(π/3)."""
    text = "\n".join(
        f"{a} ({sign}, gain {gain}, delay 10s smooth)-> {b}"
        for a, b, sign, gain in [("A", "B", "-", 2), ("B", "C", "+", 1), ("C", "A", "+", 1)]
    )
    found = margins(text + "\nElse: stock")
    assert found["A", "B", "strength"].high == pytest.approx(4, rel=1e-6)


def test_one_smooth_delay_of_three_may_be_short_or_long() -> None:
    """(1 + sT)(1 + 10s)² + 12: by Routh it settles where T² − 40T + 100 > 0."""
    text = "\n".join(
        f"{a} ({sign}, gain {gain}, delay 10s smooth)-> {b}"
        for a, b, sign, gain in [("A", "B", "-", 12), ("B", "C", "+", 1), ("C", "A", "+", 1)]
    )
    short, long = margins(text)["A", "B", "delay"].settling
    assert short == pytest.approx((0.0, 2 - math.sqrt(3)))
    assert long == pytest.approx((2 + math.sqrt(3), math.inf))


def test_births_settle_between_two_strengths_of_the_orders() -> None:
    found = margins(ORDERS)
    orders = found["Stock", "Order", "strength"]
    # x' = 0.01·x − w·x(t − 60): at rest w = 0.01, and the other end by w·cos(60ω) = 0.01.
    omega = 0.0175444
    assert 0.01 * math.tan(60 * omega) == pytest.approx(omega, rel=1e-3)
    assert (orders.low, orders.high) == pytest.approx(
        (1 / 1.5, 0.01 / math.cos(60 * omega) / 0.015), rel=1e-3
    )
    assert found["Stock", "Births", "strength"].high == pytest.approx(1.5)
    assert "0.67 to 1.34" in f"{orders.low:.2f} to {math.floor(100 * orders.high) / 100:.2f}"


def test_a_longer_delay_may_settle_again() -> None:
    """x″ + c·x′ + a·x + b·x(t − T): a spring of which a part pulls late."""
    a, b, c = 1.0, 0.3, 0.1
    text = f"""\
        Speed (+, gain 1/s)-> Place
        Speed (-, gain {c}/s)-> Speed
        Place (-, gain {a}/s)-> Speed
        Place (-, gain {b}, delay 4s)-> Pull (+, gain 1/s)-> Speed
        Place: stock
        Speed: stock"""
    half = a - c * c / 2
    squares = [half + sign * math.sqrt(half**2 - a * a + b * b) for sign in (-1, 1)]
    edges = sorted(
        (math.atan2(c * math.sqrt(u), u - a) + 2 * turn * math.pi) / math.sqrt(u)
        for u in squares
        for turn in range(3)
    )
    found = margins(text)["Place", "Pull", "delay"]
    assert found.settles
    assert found.low == pytest.approx(max(edge for edge in edges if edge < 4) / 4)
    assert found.high == pytest.approx(min(edge for edge in edges if edge > 4) / 4)
    shorter = margins(text.replace("4s", "1s"))["Place", "Pull", "delay"]
    assert not shorter.settles
    assert (shorter.low, shorter.high) == pytest.approx((edges[0], edges[1]))
    (lower, upper) = shorter.settling
    assert lower == (0.0, shorter.low)
    assert upper == pytest.approx((edges[1], edges[2]))


@pytest.mark.parametrize(
    ("name", "chain", "edge"), [("thermostat", 3, 8.27), ("autoscaler", 3, 1.61)]
)
def test_sampled_parts_turn_where_their_decisions_say(name: str, chain: int, edge: float) -> None:
    found = margins((EXAMPLES / f"{name}.cld").read_text(encoding="utf-8"))
    turning = [one for one in found.values() if one.high < math.inf]
    assert len(turning) == chain
    assert {round(one.high, 2) for one in turning} == {edge}


@pytest.mark.parametrize(
    "text",
    [
        "A (+, delay 5s)-> B (-)-> A",  # delays were spread out
        "A (+)-> B (-)-> A",  # beats
        "A (+, gain 1/s)-> B (-, gain 1/s)-> A\nA: stock\nB: stock",  # on the edge
    ],
)
def test_nothing_is_said_where_nothing_may_hang_on_it(text: str) -> None:
    with pytest.raises(NotCountedError):
        margins(text)


# -- laws --


def changed(diagram: Diagram, one: Margin, factor: float) -> Diagram:
    """Return a diagram with another strength or delay of one link."""

    def other(link: Link) -> Link:
        if link.ends != one.ends:
            return link
        if one.changed == "strength":
            assert link.gain is not None
            return replace(link, gain=replace(link.gain, factor=link.gain.factor * factor))
        assert link.delay is not None and link.delay.max is not None
        delay = replace(link.delay, min=link.delay.min * factor, max=link.delay.max * factor)
        return replace(link, delay=delay)

    return replace(diagram, links=tuple(map(other, diagram.links)))


@given(parts())
@settings(max_examples=30)
def test_roots_lie_on_both_sides_of_each_margin(text: str) -> None:
    whole = cld.loads(text).diagram
    model = model_of(whole)
    for part in model.parts:
        if not part.links or any(name in model.decides for name in part.names):
            continue
        try:
            found = margins_of(model, part)
        except NotCountedError:
            continue
        for one in found:
            low, high = max(one.low, 0.1), min(one.high, 10.0)
            for factor in (1.02 * low, math.sqrt(low * high), 0.98 * high):
                if one.low < factor < one.high:
                    check(whole, part.links, one, factor, one.settles)
            for factor in (0.98 * one.low, 1.02 * one.high):
                if 0 < factor < math.inf and not narrow(whole, part, one, factor):
                    check(whole, part.links, one, factor, not one.settles)


def narrow(whole: Diagram, part: RunPart, one: Margin, factor: float) -> bool:
    """Return whether another crossing may be nearer than two per cent."""
    beside = model_of(changed(whole, one, factor))
    (other,) = [found for found in beside.parts if found.names == part.names]
    try:
        again = margins_of(beside, other)
    except NotCountedError:
        return True
    (same,) = [m for m in again if (m.ends, m.changed) == (one.ends, one.changed)]
    return same.low > 0.97 and same.high < 1.03


def check(
    whole: Diagram, ends: tuple[Ends, ...], one: Margin, factor: float, settles: bool
) -> None:
    other = changed(whole, one, factor)
    growth = dominant(integrator.model_of(other, [k for k in other.links if k.ends in ends])).growth
    if growth is not None and abs(growth) > 1e-5:
        assert (growth < 0) == settles, (one, factor, growth)


# -- in words --


def command_says(tmp_path: Path, text: str, *words: str) -> str:
    path = tmp_path / "a.cld"
    path.write_text(text, encoding="utf-8")
    done = command(*words[:1], path, *words[1:])
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


def test_run_names_each_margin_rounded_inwards(tmp_path: Path) -> None:
    said = command_says(tmp_path, ORDERS, "run", "--margins")
    assert "Stock, Births and Order still settle if one of these differs" in said
    assert "Stock → Order → Stock, all together: 0.667 to 1.34 times as strong" in said
    assert "Stock → Order: a delay of at most 1min 15.2s" in said
    grows = command_says(tmp_path, SHOWER.format(0.2, ""), "run", "--margins")
    assert "Water and Tap would settle if one of these differed" in grows
    assert "Water → Tap → Water, all together: at most 0.785 times as strong" in grows
    assert "Tap → Water: a delay of at most 7.85s" in grows


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SHOWER.format(0.2, " smooth"), "still settle if one link is between a tenth of and ten"),
        ("A (+, gain 1/s)-> A\nA: stock", "No link alone makes A settle"),
        ("A (+, delay 5s)-> B (-, gain 0.5)-> A", "depend on how sharp the delays are"),
        ("A (+)-> B (-, gain 0.5)-> A", "how fast a loop without a stock or a delay goes"),
        (
            "A (-, gain 0.1/s)-> B (+, gain 1)-> A\nB: stock\nA: every 5s",
            "strengths were tried in steps of a quarter",
        ),
        (SHOWER.format(0.1, "") + "\nTap (-, gain 0.001/s)-> Tap", "Any other of these links may"),
        (SHOWER.format(0.2, "") + "\nTap (-, gain 0.001/s)-> Tap", "No other of these links can"),
    ],
)
def test_what_has_no_margin_is_said(tmp_path: Path, text: str, words: str) -> None:
    assert words in command_says(tmp_path, text, "run", "--margins")


def test_explain_gives_margins_where_all_strengths_are_stated(tmp_path: Path) -> None:
    said = command_says(tmp_path, ORDERS, "explain", "B1")
    assert "With the strengths and delays of the file, Stock, Births and Order settle." in said
    assert "Stock → Order → Stock, all together: 0.667 to 1.34 times" in said
    assert "Births → Stock" not in said
    unstated = ORDERS.replace("gain 0.01/s", "delay 1s")
    assert "With the strengths" not in command_says(tmp_path, unstated, "explain", "B1")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("A: constant\nA (-, gain 2/min)-> A", "B1"),
        ("A: constant\nA (+, gain 2)-> B (-, gain 1)-> A\nB: stock\nB (-, gain 1/s)-> B", "B2"),
        ("A (+, gain 0)-> B (-, gain 1/s)-> A\nA: stock", "B1"),
    ],
)
def test_nothing_settles_where_nothing_goes_round(tmp_path: Path, text: str, id_: str) -> None:
    assert "With the strengths" not in command_says(tmp_path, text, "explain", id_)


def test_python_has_margins() -> None:
    run = cld.run(cld.loads(SHOWER.format(0.2, "")), margins=True)
    (one,) = run.margins
    assert one.found is not None
    for margin in one.found:
        assert margin.settling == ((0.0, pytest.approx(math.pi / 4)),)
