"""Runs with other strengths, and gains that are only known within a range."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from test_cli import run as command

import cld
from cld.core.diagram import Link
from cld.core.plans import TimedPush
from cld.core.quantities import Gain, QuantityError, gain
from cld.core.watch import Watch
from cld.io.exchange import dropped
from cld.language.source import source_of
from cld.language.write import write
from cld.output.run_picture import run_picture
from cld.simulate.draws import Draws, drawn_runs, is_open_strength
from cld.simulate.made import make_run
from cld.simulate.run import run_diagram

LEVEL = "Level (-{})-> Level\nLevel: stock\n"


def draws(text: str, count: int = 60, name: str = "Level") -> Draws:
    diagram = source_of(text).diagram
    pushes = [TimedPush("step", name, 1.0)]
    return drawn_runs(diagram, pushes, run_diagram(diagram, pushes), count)


# -- ranges of gains --


def test_a_range_of_gains_counts_as_its_geometric_mean() -> None:
    assert gain("0.25..4/min") == Gain(1.0, 60.0, 0.25, 4.0)
    assert gain("0..3") == Gain(1.5, None, 0.0, 3.0)
    assert gain("2..2") == Gain(2.0)


@pytest.mark.parametrize("words", ["3..1", "-1..2", "1..", "1..-2", "0.3...3"])
def test_a_range_that_cannot_be_is_refused(words: str) -> None:
    with pytest.raises(QuantityError):
        gain(words)


def test_a_range_is_written_and_listed_where_a_format_drops_it() -> None:
    text = "A (+, gain 0.3..3/min)-> B\n"
    diagram = source_of(text).diagram
    assert write(diagram) == text
    assert "range of the gain of A -> B" in dropped(diagram, {"link gain"})


def test_a_report_computes_nothing_from_a_range() -> None:
    text = "Water (-, gain 1)-> Gap (+, gain {}/s)-> Tap (+, delay 10s, gain 1)-> Water\nTap: stock"
    exact, ranged = (cld.loads(text.format(one)) for one in ("0.03", "0.01..0.3"))
    assert exact.oscillation(exact.loops[0]).verdict == "no"
    assert ranged.oscillation(ranged.loops[0]).strength is None
    assert ranged.oscillation(ranged.loops[0]).verdict == "yes"


# -- draws --


def test_what_is_not_stated_is_drawn_within_a_factor_of_three() -> None:
    """A level settles at 1/k, so the courses show which k were drawn."""
    diagram = source_of(LEVEL.format(", delay 10s")).diagram
    (link,) = diagram.links
    assert is_open_strength(diagram, link)
    found = draws(LEVEL.format(", gain 0.1..0.4/s"), 400)
    assert found.count == 400 and found.drawn == 1
    low, middle, high = found.bands["Level"][:, -1]
    # Evenly in the logarithm from 0.1 to 0.4: a tenth, half and nine tenths of the way.
    wanted = [1 / (0.1 * 4**share) for share in (0.9, 0.5, 0.1)]
    assert (low, middle, high) == pytest.approx(wanted, rel=0.1)


def test_a_flow_into_its_stock_and_what_is_stated_are_not_drawn() -> None:
    diagram = source_of("F (+)-> S (-, gain 2)-> F\nF: flow\nS: stock").diagram
    assert [is_open_strength(diagram, link) for link in diagram.links] == [False, False]
    assert draws("F (+)-> S (-, gain 2/s)-> F\nF: flow\nS: stock", name="F").drawn == 0


def test_delays_are_drawn_within_their_range() -> None:
    text = "A (+, gain 1, delay 10s..30s)-> B\nA: constant"
    found = draws(text, 300, "A")
    assert found.drawn == 1
    times, _ = run_diagram(source_of(text).diagram, [TimedPush("step", "A", 1.0)]).of("B")
    arrived = times[np.argmax(found.bands["B"][1] > 0.5)]
    assert arrived == pytest.approx(20, abs=1.5)


def test_draws_are_the_same_whatever_else_is_in_the_file() -> None:
    lines = ["A (+, delay 5s)-> B", "B (-)-> A", "A: stock"]
    beside = ["X (+)-> Y", "Y (-)-> X", "X: stock"]
    first = draws("\n".join(lines), 30, "A")
    turned = draws("\n".join([*beside, lines[2], *lines[:2]]), 30, "A")
    assert first.outcomes == turned.outcomes
    np.testing.assert_array_equal(first.bands["B"], turned.bands["B"])
    again = draws("\n".join(lines), 30, "A")
    np.testing.assert_array_equal(first.bands["B"], again.bands["B"])


def test_outcomes_are_counted_for_each_part() -> None:
    """K·T from 1/3 to 3 by default: what is above half of pi grows."""
    found = draws("Water (-)-> Tap (+, delay 10s, gain 1)-> Water\nTap: stock", 150, "Water")
    counts = found.outcomes["Water", "Tap"]
    share = (math.log(3) - math.log(math.pi / 2)) / math.log(9)
    assert counts["grows"] / 150 == pytest.approx(share, abs=0.08)
    assert counts["settles"] + counts["grows"] == 150


def test_draws_can_be_stopped() -> None:
    diagram = source_of(LEVEL.format("")).diagram
    pushes = [TimedPush("step", "Level", 1.0)]
    seen = Counter[str]()

    def ask(doing: str, part: float | None) -> bool:
        seen[doing] += 1
        return seen[doing] <= 5

    found = drawn_runs(diagram, pushes, run_diagram(diagram, pushes), 50, Watch(ask=ask))
    assert found.count == 5


# -- the command --


def test_the_command_counts_and_says_how(tmp_path: Path) -> None:
    path = tmp_path / "a.cld"
    path.write_text("Water (-)-> Tap (+, delay 10s)-> Water\nTap: stock", encoding="utf-8")
    said = " ".join(command("run", path, "--runs", "40").stdout.split())
    assert "Of 40 runs with other strengths: Water and Tap:" in said and " settle, " in said
    assert "2 strengths and delays were drawn" in said and "not probabilities" in said
    assert said == " ".join(command("run", path, "--runs", "40").stdout.split())
    values = json.loads(command("run", path, "--runs", "20", "--format", "json").stdout)
    assert values["draws"]["count"] == 20 and len(values["draws"]["bands"]["Tap"]) == 3
    stated = tmp_path / "b.cld"
    stated.write_text("A (-, gain 0.1/s)-> A\nA: stock", encoding="utf-8")
    assert "nothing to draw" in command("run", stated, "--runs", "5").stdout
    assert command("run", path, "--runs", "1001").returncode == 2


def test_a_picture_shows_the_band_without_flattening_the_run() -> None:
    diagram = source_of('A (+)-> A\nA: stock\nrun "X" { jump A 1, for 5s }').diagram
    page = run_picture(diagram, make_run(diagram, diagram.runs[0], draws=30))
    thin = [shape for group in page.groups if "band" in group.classes for shape in group.shapes]
    assert len(thin) == 2
    assert any(line.startswith("Thin lines: 10 and 90 % of 30 runs") for line, _ in page.lines())
    one = Link("A", "A", "+")
    assert is_open_strength(diagram, one)
