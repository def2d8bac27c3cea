"""Pictures of runs: what they show, within which bounds, and on the page of a report."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import run as command
from test_run_plans import STORM

import cld
from cld.analyze import analyze
from cld.language.source import source_of
from cld.output.run_picture import run_picture, unit_is_known
from cld.page.html import html
from cld.paint.runs import MOST_PANELS, MOST_POINTS, RunPanel, run_sheet, time_ticks
from cld.paint.shapes import Bars, Curve, Sheet, Words
from cld.picture.fonts import width
from cld.selection import Selection, Wish
from cld.simulate.made import make_run

EXAMPLES = Path(__file__).parent.parent / "examples"
NS = "{http://www.w3.org/2000/svg}"


def picture(text: str, number: int = 0) -> Sheet:
    diagram = source_of(text).diagram
    return run_picture(diagram, make_run(diagram, diagram.runs[number]))


def lines(page: Sheet) -> list[str]:
    return [line for line, _ in page.lines()]


def test_a_picture_shows_each_watched_variable_before_and_with() -> None:
    slow, storm = picture(STORM), picture(STORM, 1)
    assert lines(slow)[:3] == ["Slow down", "Load changes by -60 at 10s.", "Request queue"]
    assert "Load" not in lines(slow)
    assert "Dashed: with “Breaker” from 1min on." in lines(storm)
    for page, dashed in ((slow, 0), (storm, 3)):
        curves = [group for group in page.groups if group.kind == "curve"]
        assert sum("after" in group.classes for group in curves) == dashed
    assert lines(slow)[-7:] == ["0s", "20s", "40s", "1min", "1min 20s", "1min 40s", "2min"]


@pytest.mark.parametrize("text", [STORM, 'A (+)-> "' + "Long " * 30 + '"\nrun "X" { step A 1 }'])
def test_everything_is_inside_the_picture(text: str) -> None:
    page = picture(text)
    left, top, right, bottom = page.box
    for group in page.groups:
        for shape in group.shapes:
            if isinstance(shape, Words):
                for line, (x, y) in shape.lines:
                    wide = width(line, shape.size, shape.weight)
                    start = x - wide / 2 if shape.anchor == "middle" else x
                    assert left <= start and start + wide <= right and top <= y <= bottom
            else:
                points = shape.path if isinstance(shape, Curve) else sum(shape.segments, ())  # type: ignore[union-attr]
                for x, y in points:
                    assert left <= x <= right and top <= y <= bottom


def test_a_curve_has_few_points_and_keeps_its_peaks() -> None:
    times = np.linspace(0, 100, 2_001)
    values = np.where(np.isclose(times, 33.3), 7.0, np.sin(times))
    panel = RunPanel("A", "", tuple(zip(times.tolist(), values.tolist(), strict=True)))
    page = run_sheet("", [], [panel])
    (curve,) = [
        shape for group in page.groups for shape in group.shapes if isinstance(shape, Curve)
    ]
    assert len(curve.path) <= 3 * (MOST_POINTS + 2) + 1
    assert "7" in lines(page)
    highest = min(y for _, y in curve.path)
    assert highest == pytest.approx(min(y for _, y in curve.path[::3]))


def test_many_variables_are_counted_not_drawn() -> None:
    panels = [RunPanel(f"V{n}", "", ((0.0, 0.0), (1.0, 1.0))) for n in range(MOST_PANELS + 3)]
    said = lines(run_sheet("", [], panels))
    assert "and 3 more variables" in said and f"V{MOST_PANELS}" not in said


def test_bounds_and_goals_are_drawn_where_the_file_states_them() -> None:
    text = """\
        Inflow (+, gain 1)-> Tub
        Tub: stock, initial 50 l, capacity 1000 l, unit l, goal = 500 l
        Inflow: constant, unit l/s
        run "Fill" { step Inflow 60, for 30s }"""
    page = picture(text)
    assert {"950 l", "0 l", "60 l/s"} <= set(lines(page))
    assert "dashed: what the file allows, dotted: the goal" in lines(page)
    (axis,) = [g for g in page.groups if g.kind == "axis" and ("name", "Tub") in g.data]
    assert sum(isinstance(shape, Bars) for shape in axis.shapes) == 3


def test_amounts_have_a_unit_only_where_all_strengths_are_stated() -> None:
    text = """\
        A (+, gain 2)-> B (+)-> C
        A: unit kg
        B: unit kg
        C: unit kg
        run "X" { step A 1 }"""
    diagram = source_of(text).diagram
    assert [unit_is_known(diagram, name) for name in "ABC"] == [True, True, False]
    assert [line for line in lines(picture(text)) if "kg" in line] == [
        "A changes by 1 kg.",
        "1 kg",
        "2 kg",
    ]


def test_a_file_without_times_has_an_axis_of_beats() -> None:
    said = lines(picture('A (+)-> B (-)-> A\nA: stock\nrun "X" { step B 1 }'))
    assert said[-1].endswith(" beats") and not any(
        line.endswith("s") and line[0].isdigit() for line in said[:-1]
    )
    done = command("run", EXAMPLES / "predator-prey.cld")
    assert "From 0 to 10 beats:" in done.stdout


def test_what_was_not_run_is_said() -> None:
    text = 'A (+, delay 1ms)-> B (-, delay 10d)-> A\nB: stock\nrun "X" { step A 1 }'
    assert any("were not run: it would take more than" in line for line in lines(picture(text)))


@given(st.floats(1e-6, 1e11))
def test_a_time_axis_has_a_few_round_times(end: float) -> None:
    ticks = list(time_ticks(end))
    assert ticks[0] == 0 and 2 <= len(ticks) <= 8
    assert ticks[-1] <= end * (1 + 1e-9)
    steps = np.diff(ticks)
    assert np.allclose(steps, steps[0])


# -- the command and the page --


def test_the_command_writes_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.cld"
    path.write_text(STORM, encoding="utf-8")
    done = command("run", path, "--format", "svg")
    root = ElementTree.fromstring(done.stdout)
    assert root.tag == f"{NS}svg" and "Slow down" in "".join(root.itertext())
    for name, start in (
        ("x.svg", b"<svg"),
        ("x.png", b"\x89PNG"),
        ("x.csv", b"seconds,"),
        ("x.json", b"{"),
    ):
        assert command("run", path, "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    assert command("run", path, "--format", "text", "-o", tmp_path / "y.svg").returncode == 0
    assert (tmp_path / "y.svg").read_text(encoding="utf-8").startswith("Slow down")


def page(text: str) -> str:
    report = analyze(text)
    return "".join(html(report, Selection(report.loops, report.counts), Wish()))


def test_a_report_has_the_pictures_of_its_runs() -> None:
    made = page(STORM)
    assert made.count('<figure class="run">') == 2
    assert '<h2 id="runs-title">Runs over time</h2>' in made
    assert "oscillate with a period of 14.1s, and settle." in made
    assert "With “Breaker”:" in made
    assert 'id="runs"' not in page("A (+)-> B (-)-> A")
    bad = STORM + 'run "Bad" { step Nothing 1 }\nrun "Worse" { step }\n'
    assert page(bad).count('<figure class="run">') == 2


def test_many_runs_are_counted_not_made() -> None:
    text = "A (-, gain 0.1/s)-> A\nA: stock\n" + "".join(
        f'run "N{n}" {{ step A 1, for 10s }}\n' for n in range(15)
    )
    made = page(text)
    assert made.count('<figure class="run">') == 12 and "and 3 more runs" in made


def test_a_notebook_shows_a_run() -> None:
    run = cld.run(cld.loads("A (-, gain 0.1/s)-> A\nA: stock"), jump={"A": 1.0}, length=30)
    root = ElementTree.fromstring(run._repr_svg_())  # type: ignore[attr-defined]
    assert root.tag == f"{NS}svg" and "A jumps by 1." in "".join(root.itertext())


def test_python_makes_the_runs_of_a_file() -> None:
    report = cld.loads(STORM)
    made = make_run(report.diagram, report.diagram.runs[1])
    assert made.after is not None and math.isclose(made.at, 60.0)
