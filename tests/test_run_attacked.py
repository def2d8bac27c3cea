"""Faults of runs, margins and draws that a second pair of eyes found, each with a small file."""

from __future__ import annotations

from pathlib import Path

import integrator
import numpy as np
import pytest
from roots import dominant
from test_cli import run as command
from test_margins import changed

import cld
from cld.analyze import analyze
from cld.core.text import apply_edits
from cld.edit.variables import rename_variable
from cld.grade.grade import graded
from cld.grade.key import read_key
from cld.grade.key_check import prove
from cld.language.format import format_syntax
from cld.language.source import source_of
from cld.simulate.made import MadeRun, make_run
from cld.simulate.margins import margins_of
from cld.simulate.model import model_of
from cld.simulate.verdict import outcomes


def made(text: str, number: int = 0, **more: int) -> MadeRun:
    diagram = source_of(text).diagram
    return make_run(diagram, diagram.runs[number], **more)


def said(tmp_path: Path, text: str, *words: str) -> str:
    path = tmp_path / "a.cld"
    path.write_text(text, encoding="utf-8")
    done = command("run", path, *words)
    return " ".join((done.stdout + done.stderr).split())


TANK = """\
A (+, gain 1/s)-> B
B: stock
intervention "X" { cut A -> B }
run "Short" { step A 1 for 1s, for 10h }
run "Late" { step A 1, for 10h, with "X" at 1s }
run "Odd" { step A 1 at 4932s for 1020.18s, for 30d }
"""


def test_a_push_shorter_than_a_step_brings_what_it_should() -> None:
    assert made(TANK).run.of("B")[1][-1] == pytest.approx(1)
    assert made(TANK, 2).run.of("B")[1][-1] == pytest.approx(1020.18)


def test_an_intervention_that_begins_early_is_made_then() -> None:
    late = made(TANK, 1)
    assert late.after is not None
    assert late.after.of("B")[1][-1] == pytest.approx(1)


def test_news_does_not_arrive_before_its_pipeline() -> None:
    text = """\
        A (+, delay 10s, gain 1)-> B (+, gain 1)-> C
        intervention "J" { add C (-, gain 0.1, delay 10s)-> A }
        run "J" { step A 1, for 20s, with "J" at 5s }"""
    after = made(text).after
    assert after is not None
    times, values = after.of("B")
    assert np.abs(values[times < 8]).max() < 1e-9


def test_a_strength_is_not_kept_where_it_means_something_else() -> None:
    """As a stock B takes what the file would say of it as a stock."""
    loop = """\
        L (+, gain 1)-> A
        A (+, delay 1h, gain 0.5)-> B (-, gain 1)-> C (+, gain 1)-> A
        C: every 10min
        """
    text = loop + 'intervention "S" { stock B }\nrun "R" { step L 1, for 10h, with "S" }'
    after = made(text).after
    written = made(loop + 'B: stock\nrun "R" { step L 1, for 10h }').run
    assert after is not None
    assert after.of("B")[1][-1] == pytest.approx(written.of("B")[1][-1])


RESONANCE = """\
M (-, gain 1/s)-> M
X (-, gain {damping}/s)-> X
X (+, gain 1/s)-> Y
Y (-, gain 1/s)-> X
X (+, gain {coupling}/s)-> M
M (+, gain {coupling}/s{late})-> X
M: stock
X: stock
Y: stock
"""


@pytest.mark.parametrize("late", ["", ", delay 100ms"])
@pytest.mark.parametrize(
    ("damping", "coupling"), [("0.004", "0.1"), ("0.001", "0.05"), ("0.00004", "0.01")]
)
def test_a_narrow_resonance_has_its_margins(damping: str, coupling: str, late: str) -> None:
    """M damps the spring too little if it is slower than about a half, or quicker than two."""
    text = RESONANCE.format(damping=damping, coupling=coupling, late=late)
    whole = source_of(text).diagram
    model = model_of(whole)
    found = {one.ends: one for one in margins_of(model, model.parts[0])}["M", "M"]
    (_, below), (above, _) = found.settling
    for factor, settles in ((0.9 * below, 1), (1.1 * below, 0), (0.9 * above, 0), (1.1 * above, 1)):
        other = changed(whole, found, factor)
        growth = dominant(integrator.model_of(other, other.links)).growth
        assert growth is not None and (growth < 0) == bool(settles)
    if not late:
        assert (below, above) == pytest.approx((0.5, 2), rel=0.02)


@pytest.mark.parametrize("late", ["", ", delay 1s"])
def test_two_roots_in_one_place_are_two(late: str) -> None:
    text = "".join(
        f"X{n} (+, gain 1/s)-> Y{n}\nY{n} (-, gain 1/s)-> X{n}\nX{n} (+, gain 0.001/s)-> X{n}\n"
        f"Z (+, gain 0.0001/s{late})-> X{n}\nX{n} (+, gain 0.0001/s)-> Z\n"
        f"X{n}: stock\nY{n}: stock\n"
        for n in (1, 2)
    )
    (found,) = outcomes(source_of(text + "Z (-, gain 3/s)-> Z\nZ: stock").diagram)
    assert found.outcome == "grows"
    assert found.growth == pytest.approx(0.0005, rel=1e-3)
    assert found.period == pytest.approx(6.2832, rel=1e-4)


def test_an_interval_is_never_empty(tmp_path: Path) -> None:
    text = """\
X (+, gain 1/s)-> V0
V0 (-, gain 0.0995/s)-> V0
V0 (-, gain 0.01/s)-> X
X (+, gain 0.0999/s)-> X
X: stock
V0: stock
"""
    assert "V0 → V0: 1.005 to 1.006 times as strong" in said(tmp_path, text, "--margins")


def test_a_delay_without_a_length_has_a_margin_in_seconds(tmp_path: Path) -> None:
    text = """\
A (+, delay)-> B (-, gain 2/s)-> A
B (+, delay 3s)-> C (-, gain 0.1/s)-> A
A: stock
"""
    assert "a delay of at most 0s" not in said(tmp_path, text, "--jump", "A 1", "--margins")


UPSTREAM = """\
exercise "X"
A (+, gain 1/s)-> A
A: stock
A (+, gain 1/s)-> B
B (-, gain 1/s)-> B
B: stock
run "R" { jump B 1, for 1min }
expect run "R" settles (points 3)
"""


def test_what_a_change_does_not_reach_is_not_judged() -> None:
    key, _ = read_key(analyze(UPSTREAM))
    assert key is not None and prove(key) == ()
    run = made(UPSTREAM).run
    assert [one.part.names for piece in run.pieces for one in piece.outcomes] == [("B",)]


def test_grading_does_not_hang_on_the_order_of_lines() -> None:
    lines = ["A (-, gain 1/s)-> A", "C (+, gain 1/s)-> C", "A: stock", "C: stock"]
    text = "\n".join([*lines, 'run "R" { for 1min }', 'expect run "R" settles'])
    key, _ = read_key(analyze(text))
    assert key is not None
    for answer in (lines, lines[::-1]):
        found, _ = graded(key, analyze("\n".join(answer)))
        assert [one.share for one in found.earned] == [1]


LONGER = """\
A (+, delay 1s)-> B (-)-> A
A: stock
intervention "I" { cut A -> B }
run "R" { jump A 1, with "I" at 10min }
"""


def test_draws_are_made_of_the_run_that_is_shown(tmp_path: Path) -> None:
    path, picture = tmp_path / "a.cld", tmp_path / "a.svg"
    path.write_text(LONGER, encoding="utf-8")
    assert command("run", path, "--runs", "5", "-o", picture).returncode == 0
    found = made(LONGER, draws=3)
    assert found.draws is not None
    assert len(found.draws.bands["A"][0]) == len(found.run.of("A")[0])


def test_an_unconnected_diagram_changes_no_length() -> None:
    loops = "A (+, delay 1s)-> B (-)-> A\nA: stock\nX (+, delay 1h)-> Y (-)-> X\nX: stock\n"
    text = (
        loops + 'intervention "I" { weaken A -> B }\nrun "R" { jump A 1, jump X 1, with "I" at 3s }'
    )
    found = made(text)
    assert found.after is not None and not any(piece.refused for piece in found.after.pieces)
    assert found.after.of("A")[0][-1] == found.run.of("A")[0][-1]


def test_a_jump_stays_within_the_capacity() -> None:
    text = """\
        A (-, gain 0.1/s)-> A
        A: stock, initial 10, capacity 0..20
        run "R" { jump A 1000, for 1min }"""
    run = made(text).run
    assert run.of("A")[1].max() == 10 and run.pieces[0].full == ("A",)


@pytest.mark.parametrize("name", ["Load 5 at 10s", "step size", "for 3"])
def test_names_that_read_like_a_change_have_quotes(name: str) -> None:
    text = 'Load (+, gain 1/s)-> Q\nrun "R" { step Load 3 at 1s, watch Q, Load }\n'
    source = source_of(text)
    renamed = apply_edits(text, rename_variable(source, "Load", name).edits)
    after = source_of(renamed)
    assert not [found for found in after.diagnostics if found.severity == "error"]
    (plan,) = after.diagram.runs
    assert plan.pushes[0].variable == name and plan.watched == ("Q", name)
    assert source_of(format_syntax(after.syntax)).diagram == after.diagram


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("for 2min, for 3min", "CLD207", "the length of the run was given already"),
        ('hold A 1, with "Set"', "CLD210", "cannot set it"),
    ],
)
def test_what_does_not_count_is_found(line: str, code: str, message: str) -> None:
    text = f'A (+)-> B (-)-> A\nintervention "Set" {{ set A: 3 to 7 }}\nrun "R" {{ {line} }}'
    found = [one for one in cld.loads(text).diagnostics if one.code == code]
    assert found and message in found[0].message


def test_a_second_run_of_one_name_is_found() -> None:
    text = 'A (-)-> A\nrun "R" { step A 1 }\nrun "R" { step A 2 }'
    (found,) = [one for one in cld.loads(text).diagnostics if one.code == "CLD207"]
    assert "run “R” was given in line 2 already" in found.message


def test_an_expected_run_that_is_not_stated_is_named() -> None:
    key, _ = read_key(analyze('A (-)-> A\nA: stock\nexpect run "Nope" settles'))
    assert key is not None
    assert prove(key)[0].message.startswith("no run is called “Nope”")


def test_watching_on_the_command_line_replaces_what_a_run_watches(tmp_path: Path) -> None:
    text = 'A (+)-> B (-)-> A\nA: stock\nrun "R" { step A 1, watch A, B }'
    assert "From 0 to" in said(tmp_path, text, "--watch", "B")


HOMES = """Starts (+)-> Homes (+, delay 1 year)-> Completions (-)-> Homes
Homes: stock
Starts: flow
Completions: flow
run "x" {{ {} Starts 10, for 60 years }}
"""


def test_a_flow_that_is_kept_at_a_value_remains_a_flow() -> None:
    """Ten come in every second, so ten go out in the end."""
    for how in ("hold", "step"):
        assert made(HOMES.format(how)).run.of("Completions")[1][-1] == pytest.approx(10, rel=1e-3)


def test_a_flow_that_is_kept_at_a_value_keeps_its_unit() -> None:
    text = HOMES.format("hold").replace("Starts: flow", "Starts: flow, unit homes/year")
    text = text.replace("Completions: flow", "Completions: flow, unit homes/year")
    assert made(text).run.of("Completions")[1][-1] == pytest.approx(10, rel=1e-3)
    assert made(text).run.of("Homes")[1][-1] == pytest.approx(10, rel=1e-3)


def test_what_is_kept_at_a_value_changes_no_strength() -> None:
    """The demand still fills the stock within a minute, though its loop is open now."""
    loop = "Demand (+)-> Stock (-, delay 1min)-> Demand\nStock: stock\n"
    text = loop + 'run "x" { hold Demand 3, for 2min }'
    assert made(text).run.of("Stock")[1][-1] == pytest.approx(3 * 2)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("step Homes 10", "Something adds 10 per second to Homes."),
        ("step Homes -10", "Something takes 10 per second from Homes."),
        ("step Starts -10", "Starts change by -10 per second."),
        ("hold Starts 10", "Starts are kept at 10 per second."),
        ("jump Homes 10", "Homes jump by 10."),
        ("hold Homes 10", "Homes are kept at 10."),
    ],
)
def test_an_amount_has_its_unit(tmp_path: Path, line: str, words: str) -> None:
    text = HOMES.format("hold").replace("hold Starts 10", line)
    assert words in said(tmp_path, text)
    united = text.replace("Starts: flow", "Starts: flow, unit homes/year")
    united = united.replace("Homes: stock", "Homes: stock, unit homes")
    amount = "10 homes/year" if "Starts" in line else "10 homes"
    assert words.replace("10", amount).replace("year per second", "year") in said(tmp_path, united)


def test_a_table_of_values_holds_no_sign_that_steers_a_terminal(tmp_path: Path) -> None:
    assert "\u202e" not in said(tmp_path, "A\u202e (+)-> B", "--format", "csv")


TWO_WAYS = """S (+, delay 10s, gain 1)-> T (-, gain 0.2/s)-> S
S: stock
A (+, gain 0.03/s)-> A
A: stock
S (+, gain 0.0001/s)-> A (+, gain 0.0001/s)-> S
run "x" { step S 1, for 300s }"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TWO_WAYS, "S, T and A oscillate ever more widely, and keep growing in the end"),
        (
            'A (-, gain 3)-> B (+, delay 5s)-> A\nrun "x" { step A 1, for 60s }',
            "A and B keep growing or oscillating ever more widely",
        ),
        (
            'S (-, gain 0.01/s)-> S\nS: stock\nrun "x" { step S 1, for 20s }',
            "S settles, but slowly: after 1min 40s about a third of a change is left; the run "
            "shows the first 20s.",
        ),
    ],
)
def test_a_verdict_fits_the_curves_beside_it(tmp_path: Path, text: str, words: str) -> None:
    assert words in said(tmp_path, text)
