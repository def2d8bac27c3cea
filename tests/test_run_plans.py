"""Runs that a file states: how they are read, written and changed, and what they show."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from test_cli import run as command

import cld
from cld.core.plans import TimedPush
from cld.core.text import apply_edits
from cld.edit.delete import delete
from cld.edit.variables import rename_variable
from cld.language.format import format_syntax
from cld.language.source import source_of
from cld.language.write import write
from cld.simulate.after import run_with
from cld.simulate.run import run_diagram

STORM = """\
Load (+)-> Request queue (+, delay 3s)-> Latency (-)-> Load
Request queue: stock

intervention "Breaker" { weaken Latency -> Load: 0.3 }

run "Slow down" {
    step Load -60 at 10s
    for 2min
    watch Request queue, Latency  # both
}

run "Storm, with the breaker" { step Load 50 for 30s, with "Breaker" at 1min }
"""


def codes(text: str) -> list[str]:
    return [found.code for found in cld.loads(text).diagnostics if found.severity != "info"]


# -- the language --


def test_a_file_states_runs() -> None:
    assert codes(STORM) == []
    slow, storm = source_of(STORM).diagram.runs
    assert slow.name == "Slow down" and slow.length == 120
    assert slow.pushes == (TimedPush("step", "Load", -60.0, 10.0, math.inf),)
    assert slow.watched == ("Request queue", "Latency")
    assert storm.pushes == (TimedPush("step", "Load", 50.0, 0.0, 30.0),)
    assert [(one.intervention, one.at) for one in storm.beginnings] == [("Breaker", 60.0)]


@pytest.mark.parametrize(
    ("line", "variable", "amount", "at", "lasts"),
    [
        ("step P99 200 50 at 3s", "P99 200", 50.0, 3.0, math.inf),
        ("step P99 200", "P99", 200.0, 0.0, math.inf),
        ('step "P99 (ms)" \u221260 at 2 min for 30 s', "P99 (ms)", -60.0, 120.0, 30.0),
        ("jump Load 1e3 at 0s", "Load", 1000.0, 0.0, math.inf),
        ("hold at rest .5", "at rest", 0.5, 0.0, math.inf),
    ],
)
def test_a_change_is_read_as_it_is_meant(
    line: str, variable: str, amount: float, at: float, lasts: float
) -> None:
    (plan,) = source_of(f'run "X" {{ {line} }}').diagram.runs
    (push,) = plan.pushes
    assert (push.variable, push.amount, push.at, push.lasts) == (variable, amount, at, lasts)
    assert push.kind == line.split()[0]


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("step Load", "CLD102", "“Load” is not a change"),
        ("jump Load 5 for 3s", "CLD102", "only a step ends"),
        ("hold Load 5 at 3s", "CLD102", "kept from the start"),
        ("step Load 1e12", "CLD102", "larger than 1e+09"),
        ("for ever", "CLD203", "is not a length of time"),
        ('with "Breaker" at noon', "CLD203", "is not a length of time"),
        ("Load", "CLD111", "is not a line of a run"),
        ("show Load", "CLD111", "is not a line of a run"),
        ("step Lod 5", "CLD210", "no variable is called “Lod”"),
        ("watch Lod", "CLD210", "no variable is called “Lod”"),
        ("jump Load 5", "CLD210", "not marked as a stock"),
        ("step Load 5 at 3min, for 2min", "CLD210", "after the end of the run"),
        ("hold Load 5, step Load 1", "CLD210", "nothing else can change it"),
        ('with "Braker"', "CLD210", "no intervention is called “Braker”"),
        ('with "Breaker", with "Breaker"', "CLD210", "a run takes one"),
    ],
)
def test_a_line_that_cannot_be_is_found(line: str, code: str, message: str) -> None:
    text = STORM.split("run ")[0] + f'run "X" {{ {line} }}\n'
    report = cld.loads(text)
    found = [one for one in report.diagnostics if one.code == code]
    assert found and message in found[0].message and found[0].hint
    place = text[found[0].span.start : found[0].span.end]
    assert place and place in line


def test_runs_are_written_and_format_syntax() -> None:
    diagram = source_of(STORM).diagram
    again = source_of(write(diagram)).diagram
    assert again == diagram
    assert format_syntax(source_of(STORM).syntax) == STORM
    untidy = 'run   "X"  {step Load  5  at 10s,watch  Load ,Latency}\n'
    assert format_syntax(source_of(untidy).syntax) == (
        'run "X" { step Load 5 at 10s, watch Load, Latency }\n'
    )


def test_a_variable_of_a_run_is_renamed_and_deleted() -> None:
    source = source_of(STORM)
    renamed = apply_edits(STORM, rename_variable(source, "Request queue", "Jobs, waiting").edits)
    assert 'watch "Jobs, waiting", Latency  # both' in renamed
    assert codes(renamed) == []
    deleted = apply_edits(STORM, delete(source, variables=["Load"]).edits)
    assert "run " not in deleted  # without its change it would be another run
    watched = apply_edits(STORM, delete(source, variables=["Latency"]).edits)
    assert "watch Request queue  # both" in watched


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A (+, gain 2)-> B (-, delay 1s)-> A\nB: stock", "states no time, but B is a stock"),
        ("A (+)-> B (-)-> A\nB: stock\nA: every 2min, window 5min", "so it decides every 6min"),
        ("A (+, delay 1s)-> B (-)-> A", "a loop through A has no stock"),
    ],
)
def test_what_a_run_fills_in_is_noted_where_a_file_states_runs(text: str, message: str) -> None:
    assert "CLD514" not in [found.code for found in cld.loads(text).diagnostics]
    report = cld.loads(text + '\nrun "X" { step A 1 }')
    (found,) = [found for found in report.diagnostics if found.code == "CLD514"]
    assert message in found.message and found.severity == "info"


# -- what they show --


def path_of(tmp_path: Path, text: str = STORM) -> Path:
    path = tmp_path / "a.cld"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_run_is_made_and_the_others_are_named(tmp_path: Path) -> None:
    path = path_of(tmp_path)
    said = command("run", path).stdout
    assert said.startswith("Slow down\nLoad changes by -60 at 10s.")
    assert "Request queue" in said and "  Load  " not in said
    assert "The file also states “Storm, with the breaker”" in " ".join(said.split())
    named = command("run", path, "storm, with the breaker").stdout
    assert "With “Breaker” from 1min on:" in named and "The file also" not in named
    assert "half its strength" not in named
    other = command("run", path, "--step", "Load 1").stdout
    assert other.startswith("Load changes by 1.")
    longer = command("run", path, "--for", "5min").stdout
    assert "From 0 to 5min" in longer


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Slow dwn",), "did you mean “Slow down”?"),
        (("Nothing",), "the file has “Slow down” and “Storm, with the breaker”"),
        (("Slow down", "--with", "Breaker at 3min"), "after the end of the run"),
    ],
)
def test_a_run_that_is_not_there_is_refused(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    done = command("run", path_of(tmp_path), *words)
    assert done.returncode == 2 and message in done.stderr


def test_a_run_with_errors_is_refused_and_the_others_are_made(tmp_path: Path) -> None:
    path = path_of(tmp_path, STORM + 'run "Bad" { step Load }\n')
    assert "has lines with errors" in command("run", path, "Bad").stderr
    assert command("run", path, "Slow down").returncode == 0


def test_json_names_the_run_and_when_its_intervention_begins(tmp_path: Path) -> None:
    done = command("run", path_of(tmp_path), "Storm, with the breaker", "--format", "json")
    values = json.loads(done.stdout)
    assert values["run"] == "Storm, with the breaker"
    assert (values["with"]["intervention"], values["with"]["at"]) == ("Breaker", 60.0)


def test_watch_takes_names_with_commas(tmp_path: Path) -> None:
    text = 'A (+)-> "Jobs, waiting" (+)-> B (-)-> A\n"Jobs, waiting": stock'
    path = path_of(tmp_path, text)
    for words in ("Jobs, waiting, A", '"Jobs, waiting", A'):
        said = command("run", path, "--watch", words).stdout
        assert "  Jobs, waiting  " in said and "  A  " in said and "  B  " not in said


# -- an intervention that begins on the way --


def test_before_an_intervention_nothing_differs() -> None:
    diagram = source_of(STORM).diagram
    pushes = [TimedPush("step", "Load", 50.0, 0.0, 30.0)]
    plain = run_diagram(diagram, pushes, 180.0)
    later = run_with(diagram, diagram.interventions[0], pushes, 180.0, at=60.0)
    for name in ("Load", "Request queue", "Latency"):
        times, before = plain.of(name)
        other_times, after = later.of(name)
        np.testing.assert_allclose(times, other_times)
        np.testing.assert_allclose(after[times < 60], before[times < 60], atol=1e-9)
        assert np.abs(after - before)[times > 70].max() > 1e-3


def test_what_is_cut_on_the_way_stays_where_it_is() -> None:
    """x′ = −x/10 from 1, cut after 7 s: e^(−0.7) from then on."""
    text = 'Level (-, gain 0.1/s)-> Level\nLevel: stock\nintervention "Stop" { cut Level -> Level }'
    diagram = source_of(text).diagram
    run = run_with(
        diagram, diagram.interventions[0], [TimedPush("jump", "Level", 1.0)], 20.0, at=7.0
    )
    times, values = run.of("Level")
    wanted = np.exp(-0.1 * np.minimum(times, 7.0))
    np.testing.assert_allclose(values, wanted, rtol=1e-9)


def test_what_is_in_a_pipeline_still_arrives() -> None:
    """Orders of 1 a second arrive 5 s later, and go on arriving for 5 s after the last of them."""
    text = """\
        Orders (+, delay 5s, gain 1)-> Arrivals (+, gain 1/s)-> Level
        Level: stock
        intervention "Slower pipe" { delay Orders -> Arrivals: 5s to 9s }"""
    diagram = source_of(text).diagram
    pushes = [TimedPush("step", "Orders", 1.0, 0.0, 10.0)]
    run = run_with(diagram, diagram.interventions[0], pushes, 40.0, at=8.0)
    times, values = run.of("Arrivals")
    # From 8 s on it is the orders of 9 s ago.
    wanted = np.where(
        times < 8, (times >= 5).astype(float), ((times >= 9) & (times < 19)).astype(float)
    )
    apart = np.abs(values - wanted)
    assert (apart > 1e-9).sum() <= 4  # the moments of the jumps themselves


def test_a_link_that_is_added_on_the_way_begins_there() -> None:
    text = """\
        In (+, gain 1/s)-> Level
        Level: stock
        intervention "Drain" { add Level (-, gain 0.5/s)-> Level }"""
    diagram = source_of(text).diagram
    run = run_with(diagram, diagram.interventions[0], [TimedPush("step", "In", 1.0)], 30.0, at=6.0)
    times, values = run.of("Level")
    late = 2 + 4 * np.exp(-0.5 * (times - 6))
    np.testing.assert_allclose(values, np.where(times <= 6, times, late), rtol=1e-6, atol=1e-9)
    (outcome,) = run.pieces[0].outcomes
    assert outcome.outcome == "settles"


@pytest.mark.parametrize(("said", "left"), [("", 0.5), (": 0.25", 0.25), (": 0", 0.0)])
def test_a_link_is_weakened_to_what_the_operation_says(said: str, left: float) -> None:
    text = f'K (+, gain 4)-> X\nK: constant\nintervention "Less" {{ weaken K -> X{said} }}'
    diagram = source_of(text).diagram
    run = run_with(diagram, diagram.interventions[0], [TimedPush("step", "K", 1.0)], 10.0)
    assert run.of("X")[1][-1] == pytest.approx(4 * left)


@pytest.mark.parametrize(
    "line", ["weaken A -> B: much", "cut A -> B: 0.5", "strengthen A -> B: -1"]
)
def test_a_strength_that_cannot_be_is_found(line: str) -> None:
    assert "CLD203" in codes(f'A (+)-> B (-)-> A\nintervention "X" {{ {line} }}')
