"""The report, pushes and runs never contradict each other: on each example, and on drawn parts."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from parts import parts
from test_truth import OVER_TIME

import cld
from cld.core.diagram import Diagram
from cld.core.plans import TimedPush
from cld.loops.loop import Loop
from cld.report import Report
from cld.simulate.push import pushed, unsettled
from cld.simulate.run import run_diagram
from cld.simulate.verdict import outcomes

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.cld"))
# Periods and levels are compared up to this share.
NEAR = 1e-3


def only(diagram: Diagram, loop: Loop) -> Diagram:
    """Return a diagram with nothing in it but a loop."""
    variables = tuple(v for v in diagram.variables if v.name in loop.variables)
    links = tuple(link for link in diagram.links if link.ends in loop.ends)
    # A stock elsewhere says that stocks are marked.
    elsewhere = tuple(
        replace(v, every=None, window=None)
        for v in diagram.variables
        if v.kind == "stock" and v.name not in loop.variables
    )
    return Diagram(variables=variables + elsewhere, links=links)


def contradictions(report: Report) -> list[str]:
    return [*of_loops(report), *of_parts(report), *of_pushes(report)]


def of_loops(report: Report) -> list[str]:
    """Where a loop alone does what the report excludes."""
    found = []
    for loop in report.loops[:12]:
        said = report.oscillation(loop)
        if said is None:
            continue
        (run,) = outcomes(only(report.diagram, loop))
        turns = run.period is not None and math.isfinite(run.period)
        if said.verdict == "no" and (turns or run.outcome == "grows"):
            found.append(f"{loop.id} cannot oscillate, and does: {run}")
        if not turns or not said.says_how:
            continue
        bounds = said.period_if_growing if run.outcome == "grows" else said.period_if_settling
        if bounds is None:
            found.append(f"{loop.id} never {run.outcome}, and does: {run}")
        elif not within(run.period or 0.0, bounds):
            found.append(f"{loop.id} has a period of {bounds}, and one of {run.period}")
    return found


def within(period: float, bounds: tuple[float, float | None]) -> bool:
    least, most = bounds
    return least * (1 - NEAR) <= period and (most is None or period <= most * (1 + NEAR))


def of_parts(report: Report) -> list[str]:
    """Where a part settles that cannot, whatever the strengths."""
    stuck = {frozenset(part.names) for part in unsettled(report.diagram)}
    return [
        f"{run.part.names} cannot settle, and does"
        for run in outcomes(report.diagram)
        if frozenset(run.part.names) in stuck and run.outcome == "settles"
    ]


def of_pushes(report: Report) -> list[str]:
    """Where a run that has settled is not where the signs say."""
    diagram, found = without_bounds(report.diagram), []
    if len(diagram.variables) > 16 or any(link.polarity == "?" for link in diagram.links):
        return []
    for variable in diagram.variables[:4]:
        answers = pushed(diagram, variable.name).directions
        run = run_diagram(diagram, [TimedPush("step", variable.name, 1.0)])
        if any(one.outcome != "settles" for piece in run.pieces for one in piece.outcomes):
            continue
        for name, answer in answers.items():
            try:
                _, values = run.of(name)
            except KeyError:
                continue
            if not len(values) or not settled(values):
                continue
            end, scale = float(values[-1]), float(np.abs(values).max(initial=0.0))
            wrong = (
                (answer == "higher" and end < -NEAR * scale)
                or (answer == "lower" and end > NEAR * scale)
                or (answer == "unchanged" and abs(end) > 0.02 * scale)
            )
            if wrong:
                found.append(f"push {variable.name}: {name} is {answer}, and ends at {end}")
    return found


def without_bounds(diagram: Diagram) -> Diagram:
    variables = tuple(replace(v, capacity=None) for v in diagram.variables)
    return replace(diagram, variables=variables)


def settled(values: np.ndarray) -> bool:
    late = values[-len(values) // 4 :]
    return float(np.ptp(late)) <= NEAR * float(np.abs(values).max(initial=0.0))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.stem))
def test_nothing_said_of_an_example_is_contradicted(path: Path) -> None:
    assert contradictions(cld.load(path)) == []


@pytest.mark.parametrize("name", OVER_TIME)
def test_nothing_said_of_what_refuted_a_report_is_contradicted(name: str) -> None:
    assert contradictions(cld.loads(OVER_TIME[name])) == []


@pytest.mark.parametrize("smooth", ["", " smooth"])
@pytest.mark.parametrize("strength", [0.2, 0.24, 0.26, 0.36, 0.38, 0.6, 1.0, 1.5, 1.6, 2.5])
def test_a_loop_of_one_stock_is_as_the_report_says(strength: float, smooth: str) -> None:
    """On both sides of 1/4, 1/e and half of pi."""
    text = "Level (-, gain {}/s)-> Order (+, gain 1, delay {}{})-> Level\nLevel: stock"
    for delay in (10.0, 90.0):
        report = cld.loads(text.format(f"{strength / delay:.9f}", f"{delay}s", smooth))
        assert not [found for found in report.diagnostics if found.severity == "error"]
        assert contradictions(report) == []


def test_runs_agree_with_models_integrated_by_scipy() -> None:
    """A sample of what `.ci/full` compares: a bathtub, Lotka and Volterra, Bass, drawn diagrams."""
    script = Path(__file__).parent / "full" / "over_time.py"
    done = subprocess.run(
        [sys.executable, str(script), "--drawn", "2"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 models, 0 more than 0.1 % off" in done.stdout


@given(parts())
@settings(max_examples=25)
def test_nothing_said_of_a_part_is_contradicted(text: str) -> None:
    assert contradictions(cld.loads(text)) == []
