"""Runs over time: closed forms, published numbers, an independent integrator, and laws."""

from __future__ import annotations

import csv
import json
import math
from itertools import pairwise
from pathlib import Path

import integrator
import numpy as np
import pytest
from hypothesis import given, settings
from parts import parts
from roots import dominant
from test_cli import run as command
from test_truth import OVER_TIME

import cld
from cld.core.diagram import Diagram
from cld.core.plans import TimedPush
from cld.language.source import source_of
from cld.simulate.after import not_run, run_with
from cld.simulate.march import March
from cld.simulate.model import model_of
from cld.simulate.run import Run, first_push, run_diagram
from cld.simulate.strengths import seconds_of_unit
from cld.simulate.system import system_of
from cld.simulate.verdict import PartOutcome, outcomes

EXAMPLES = Path(__file__).parent.parent / "examples"


def diagram(text: str) -> Diagram:
    return source_of(text).diagram


def outcome(text: str, **factors: float) -> PartOutcome:
    """What the only part of a diagram does; a factor is given as `A__B=2`."""
    ends = {tuple(key.split("__")): value for key, value in factors.items()}
    (found,) = outcomes(diagram(text), ends)  # type: ignore[arg-type]
    return found


def step(name: str, amount: float = 1.0, at: float = 0.0, lasts: float = math.inf) -> TimedPush:
    return TimedPush("step", name, amount, at, lasts)


def test_steps_together_are_as_steps_one_by_one() -> None:
    """Up to the next decision, and no further than the shortest pipeline, many are made at once."""
    text = """\
        Load (+)-> Queue (+, delay 7s)-> Alarm (+, gain 0.3, delay 4.3s)-> Pods (-)-> Queue
        Queue (+, smooth delay 5s)-> Cache (-, delay 20s)-> Queue
        Queue: stock
        Pods: every 15s
        Load: constant"""
    model = model_of(diagram(text))
    alone, together = (March(model, system_of(model), 0.5) for _ in range(2))
    for march in (alone, together):
        march.load(np.zeros((march.numbers, 1)))
        march.push(model.names.index("Load"), 1.0)
    blocks = []
    while together.moment < 400:
        blocks.append(together.advance(400 - together.moment))
    singly = [alone.advance()[0] for _ in range(400)]
    assert len(blocks) < 60
    np.testing.assert_allclose(np.concatenate(blocks), singly, rtol=0, atol=1e-12)


# -- one stock behind a delay: Lambert's function --

SHOWER = "Water (-, gain {}/s)-> Tap (+, delay 10s{}, gain 1)-> Water\nTap: stock"


@pytest.mark.parametrize(
    ("smooth", "strength", "period", "growth"),
    [
        ("", 0.2, math.inf, -0.025917),
        ("", 0.36, math.inf, -0.080608),
        ("", 0.3678, math.inf, -0.0979),
        ("", 0.5, 81.588, -0.0794),
        ("", 1.0, 46.986, -0.03181),
        ("", 1.5, 40.546, -0.00328),
        ("", 2.0, 37.541, 0.01728),
        ("", 3.0, 34.490, 0.0467),
        (" smooth", 0.2, math.inf, -0.02764),
        (" smooth", 0.25, math.inf, -0.05),
        (" smooth", 1.0, 72.552, -0.05),
        (" smooth", 4.0, 32.446, -0.05),
    ],
)
def test_one_stock_behind_a_delay(
    smooth: str, strength: float, period: float, growth: float
) -> None:
    found = outcome(SHOWER.format(f"{strength / 10:.9f}", smooth))
    assert found.period == pytest.approx(period, rel=1e-3)
    assert found.growth == pytest.approx(growth, rel=0.01, abs=1e-5)
    assert found.outcome == ("grows" if growth > 0 else "settles")


@pytest.mark.parametrize(
    ("strength", "expected"),
    [(1.5707, "settles"), (math.pi / 2, "on the edge"), (1.5709, "grows"), (8.0, "grows")],
)
def test_the_edge_is_found_to_five_digits(strength: float, expected: str) -> None:
    assert outcome(SHOWER.format(f"{strength / 10:.9f}", "")).outcome == expected


def test_steps_are_of_second_order() -> None:
    # At an angle to the grid of the delay nothing is exact.
    model = model_of(diagram("A (-, gain 0.12/s)-> B (+, delay 10s, gain 1)-> A\nB: stock"))
    system = system_of(model)

    def at_the_end(size: float) -> float:
        march = March(model, system, size)
        march.jump(system.names.index("B"), 1.0)
        for _ in range(round(60 / size)):
            march.advance()
        return float(march.values[system.names.index("B"), 0])

    wanted = at_the_end(0.01)
    errors = [abs(at_the_end(size) - wanted) for size in (1.0, 0.5, 0.25)]
    for coarse, fine in pairwise(errors):
        assert math.log2(coarse / fine) == pytest.approx(2.0, abs=0.2)


# -- the numbers of the course, and others in closed form --


@pytest.mark.parametrize(("inflow", "full"), [(60.0, 15.833), (63.0, 15.079)])
def test_a_bathtub_is_full_and_overflows(inflow: float, full: float) -> None:
    text = "In (+)-> Queue\nIn: flow, unit requests/s\n"
    text += "Queue: stock, initial 50, capacity 1000 requests"
    run = run_diagram(diagram(text), [step("In", inflow)], 30.0)
    times, values = run.of("Queue")
    assert values.max() == 950 and values.min() == 0
    rising = values < 950
    assert times[rising][-1] + (950 - values[rising][-1]) / inflow == pytest.approx(full, abs=1e-3)
    assert run.pieces[0].full == ("Queue",)


def test_nobody_sees_more_than_a_stock_can_be() -> None:
    text = "K (+, gain 3/s)-> R (+, gain 1)-> Order\nR (+, delay 1s)-> Late\nK: constant\n"
    text += "R: stock, initial 0, capacity 10\nOrder: every 1s"
    run = run_diagram(diagram(text), [step("K")], 20.0)
    assert run.of("Order")[1].max() == run.of("Late")[1].max() == 10


@pytest.mark.parametrize("gain", [0.5, 0.9, 1.0, 1.1])
def test_a_retry_storm_round_by_round(gain: float) -> None:
    text = f"Load (+)-> Timeouts (+, delay 5s)-> Retries (+, delay 1s, gain {gain})-> Load"
    times, values = run_diagram(diagram(text), [step("Load")], 125.0, spread=0.0).of("Load")
    for rounds in (0, 1, 2, 5, 20):
        wanted = rounds + 1 if gain == 1 else (1 - gain ** (rounds + 1)) / (1 - gain)
        at = np.searchsorted(times, rounds * 6 + 3)
        assert values[at] == pytest.approx(wanted, rel=1e-9)
    if gain == 1:
        assert outcome(text).outcome == "on the edge"


def test_rabbits_and_foxes_go_round_for_ever() -> None:
    example = cld.load(EXAMPLES / "predator-prey.cld").diagram
    (found,) = outcomes(example)
    assert found.outcome == "on the edge" and found.period == pytest.approx(2 * math.pi)
    push = TimedPush("jump", "Rabbits", 10.0)
    run = run_diagram(example, [push], 12 * math.pi)
    times, rabbits = run.of("Rabbits")
    # R′ = −F, F′ = R: a circle, once round in 2π.
    radius = np.hypot(rabbits, run.of("Foxes")[1])
    assert radius == pytest.approx(np.full(len(times), 10.0), rel=1e-5)
    assert rabbits == pytest.approx(10 * np.cos(times), abs=1e-3)


def test_patience_settles_the_shower() -> None:
    shower = cld.load(EXAMPLES / "shower.cld").diagram
    (found,) = outcomes(shower)
    assert (found.outcome, found.period, found.growth) == (
        "grows",
        pytest.approx(37.541, rel=1e-4),
        pytest.approx(0.01728, rel=1e-3),
    )
    (calm,) = outcomes(shower, {("Temperature gap", "Tap setting"): 0.5})
    assert calm.outcome == "settles"
    assert calm.period == pytest.approx(46.986, rel=1e-4)
    assert calm.growth == pytest.approx(-0.03181, rel=1e-3)


def test_births_settle_between_two_strengths_of_the_orders() -> None:
    text = OVER_TIME["contra_births"].replace("0.024", "0.015")
    found = [outcome(text, Stock__Order=factor).outcome for factor in (0.66, 0.68, 1.33, 1.35)]
    assert found == ["grows", "settles", "settles", "grows"]


def test_diagrams_that_refuted_a_report() -> None:
    births, drain = outcome(OVER_TIME["contra_births"]), outcome(OVER_TIME["contra_drain"])
    assert (births.outcome, births.growth, births.period) == (
        "grows", pytest.approx(0.0019768, rel=1e-4), pytest.approx(318.165, rel=1e-5)
    )  # fmt: skip
    assert (drain.outcome, drain.growth, drain.period) == (
        "settles", pytest.approx(-0.001749, rel=1e-3), pytest.approx(122.0, rel=1e-3)
    )  # fmt: skip
    window = outcome(OVER_TIME["contra_window"])
    assert window.outcome == "grows"
    assert math.exp((window.growth or 0) * 300) == pytest.approx(3.21731, abs=1e-4)
    # Two loops of pure delays: with the slower brake it settles, however sharp the delays are.
    assert outcome(OVER_TIME["contra_1_2"]).outcome == "settles"
    assert outcome(OVER_TIME["contra_2_1"]).outcome == "not decided"


def test_a_brake_of_half_the_delay_makes_growth_worse() -> None:
    def growth(text: str) -> float:
        times, values = run_diagram(diagram(text), [step("A", lasts=0.5)], 80.0, spread=0.0).of("A")
        early, late = (np.abs(values[(times > t) & (times < t + 8)]).max() for t in (40, 60))
        return float((late / early) ** (1 / 20))

    text = OVER_TIME["contra_2_1"]
    assert growth(text) == pytest.approx(1.3736, rel=0.01)
    assert growth("\n".join(text.strip().split("\n")[:1])) == pytest.approx(1.2**0.5, rel=0.01)


def test_echoes_come_after_an_hour() -> None:
    run = run_diagram(diagram(OVER_TIME["echo"]), [step("Misses", lasts=60.0)], 15_000.0)
    times, values = run.of("Misses")
    middle = values[1:-1]
    is_peak = (middle > values[:-2]) & (middle >= values[2:]) & (times[1:-1] > 1_000)
    peaks = times[1:-1][is_peak & (middle > 0.05 * values.max())]
    assert list(peaks) == pytest.approx([3650, 7290, 10960, 14630], abs=15)


# -- controllers --


def decisions(text: str, name: str, until: float, moved: str) -> list[float]:
    """The moments at which a held variable changes while what it sees rises steadily."""
    run = run_diagram(diagram(text), [step(moved)], until)
    times, values = run.of(name)
    return [float(t) for t in times[1:][np.diff(values) != 0]]


def test_controllers_decide_at_their_pace() -> None:
    rising = "Tap (+, gain 1/s)-> Level (+, gain 1)-> Order\nLevel: stock\nTap: constant\n"
    every = decisions(f"{rising}Order: every 15s", "Order", 100, "Tap")
    assert every == pytest.approx([15, 30, 45, 60, 75, 90], abs=1)
    paced = decisions(f"{rising}Order: every 2min, window 5min", "Order", 1500, "Tap")
    assert np.diff(paced) == pytest.approx([360, 360, 360], abs=2)


@pytest.mark.parametrize(
    ("gain", "left"), [(0.9, 1e-60), (1.5, 8.7e-19), (1.99, 0.5472), (2.01, 1.8167)]
)
def test_sixty_decisions(gain: float, left: float) -> None:
    text = f"Level (-, gain {gain / 20:.9f}/s)-> Order (+, gain 1)-> Level\n"
    text += "Level: stock\nOrder: every 20s"
    run = run_diagram(diagram(text), [TimedPush("jump", "Level", 1.0)], 1_220.0)
    _, values = run.of("Level")
    assert abs(values[-1]) == pytest.approx(left, rel=0.01)
    assert outcome(text).outcome == ("grows" if gain > 2 else "settles")


@pytest.mark.parametrize(
    ("stock", "delay", "edge"),
    [(True, 0, 2.0), (True, 20, 1.0), (True, 10, 2.0), (True, 5, 4.0), (False, 0, 1.0)],
)
def test_edges_of_sampled_loops(stock: bool, delay: int, edge: float) -> None:
    # With a share d of the pace as delay: z² + (k(1 − d) − 1)·z + k·d = 0.
    for times, expected in ((0.99, "settles"), (1.01, "grows")):
        rate = f"{edge * times / 20:.9f}/s" if stock else f"{edge * times:.9f}"
        text = f"Level (-, gain {rate})-> Order (+, gain 1{f', delay {delay}s' * bool(delay)})-> "
        text += "Level\nOrder: every 20s" + "\nLevel: stock" * stock
        assert outcome(text).outcome == expected


def test_a_total_sets_the_stock_after_its_delay() -> None:
    text = "Load (+, gain 2)-> Wish (+, gain 1, delay 30s)-> Pods\nLoad: constant\n"
    text += "Wish: every 15s, decides total\nPods: stock"
    times, values = run_diagram(diagram(text), [step("Load", at=10.0)], 100.0).of("Pods")
    assert set(values[times < 44.9]) == {0.0} and set(values[times > 45.1]) == {2.0}


def test_two_unstated_loops_of_one_stock_do_not_grow_because_they_are_two() -> None:
    text = "S (+, delay 10s)-> X (-)-> S (+, delay 10s)-> Y (-)-> S\nS: stock"
    # Each brings 1/20 a second: together rate times delay is 1, and would be 2, above π/2.
    assert outcome(text).outcome == "settles"
    stated = text.replace("(-)", "(-, gain 0.1/s)")
    assert outcome(stated).outcome == "grows"


# -- interventions --


@pytest.mark.parametrize(
    ("line", "pushed"),
    [
        ('loop R1 reinforcing: A, B (trigger "B")', "B"),
        ('loop R1 reinforcing: A, B (trigger "bad luck")', "A"),
        ('loop R1 reinforcing: A, B (trigger "B")\nC (+)-> A\nC: constant', "C"),
    ],
)
def test_the_first_push_is_on_a_constant_or_a_trigger(line: str, pushed: str) -> None:
    assert first_push(diagram(f"A (+)-> B (+)-> A\n{line}")) == step(pushed)


def test_patience_is_run_beside_the_shower() -> None:
    shower = cld.load(EXAMPLES / "shower.cld").diagram
    patience = next(one for one in shower.interventions if one.name == "Patience")
    after = run_with(shower, patience, [first_push(shower)])
    (found,) = after.pieces[0].outcomes
    assert found.outcome == "settles" and found.period == pytest.approx(46.986, rel=1e-4)
    said = " ".join(command("run", EXAMPLES / "shower.cld", "--with", "patience").stdout.split())
    assert "With “Patience”:" in said and "a period of 46.99s, and settle." in said
    unknown = command("run", EXAMPLES / "shower.cld", "--with", "Hope")
    assert unknown.returncode == 2 and "“Heater beside the shower” and “Patience”" in unknown.stderr


def test_an_intervention_leaves_the_other_strengths_as_they_were() -> None:
    text = (
        "A (+, delay 10s)-> B (-)-> A\nB: stock\nC (+)-> A\nC: constant\n"
        'intervention "Faster" { delay A -> B: 10s to 1s }\n'
        'intervention "Colder" { set C: 70% to 50% }\nintervention "Ban" { rule "no A" }\n'
    )
    whole = diagram(text)
    faster, colder, ban = whole.interventions
    after = run_with(whole, faster, [step("C")])
    # Filled in for 10 s: A → B fills the stock within that time, also with a delay of 1 s.
    (found,) = after.pieces[0].outcomes
    assert found.outcome == "settles" and found.period == math.inf
    pushes = run_with(whole, colder, []).pushes
    assert [(push.variable, push.amount) for push in pushes] == [("C", -20.0)]
    assert not_run(whole, ban) == ["rule"] and not_run(whole, colder) == []


# -- rules --


def test_an_unconnected_loop_changes_no_verdict() -> None:
    text = "A (+, gain 1.02)-> B (+, gain 1)-> A\nA (+, delay 1s, gain 0.1)-> C (-, gain 1)-> A"
    assert outcome(text).outcome == "settles"
    beside = outcomes(diagram(f"{text}\nX (+, delay 100ms)-> Y (-)-> X"))
    assert [one.outcome for one in beside if "A" in one.part.names] == ["settles"]


def test_units_per_time_change_what_is_shown_and_nothing_else() -> None:
    plain = "In (+)-> Tank (+)-> Out (-)-> Tank\nIn: flow\nOut: flow\nTank: stock"
    minutes = plain.replace("In: flow", "In: flow, unit l/min")
    _, in_seconds = run_diagram(diagram(plain), [step("In", 1.0)], 20.0).of("Tank")
    _, in_minutes = run_diagram(diagram(minutes), [step("In", 60.0)], 20.0).of("Tank")
    assert in_minutes == pytest.approx(in_seconds)
    assert [seconds_of_unit(v) for v in diagram(minutes).variables] == [60.0, None, None]


def test_a_step_ends_and_a_hold_holds() -> None:
    text = "A (+)-> B (-)-> A\nB: stock"
    times, values = run_diagram(diagram(text), [step("A", 2.0, 5.0, 3.0)], 30.0).of("A")
    assert set(values[times < 4.9]) == {0.0} and values[times > 25][-1] == pytest.approx(
        0, abs=1e-6
    )
    _, held = run_diagram(diagram(text), [TimedPush("hold", "A", 3.0)], 10.0).of("A")
    assert set(held) == {3.0}


def test_what_is_too_stiff_is_not_run_and_named() -> None:
    text = "A (+, delay 1ms)-> B (-)-> A\nB (+, delay 10d)-> C (-)-> A\nB: stock"
    (piece,) = run_diagram(diagram(text), [step("A")]).pieces
    assert (
        piece.refused == "it would take more than 200,000 steps, because A → B takes so little time"
    )


def test_what_grows_is_cut_and_said() -> None:
    text = "A (+, gain 5/s)-> B (+, gain 1)-> A\nB: stock"
    (piece,) = run_diagram(diagram(text), [step("A")], 100.0).pieces
    assert piece.cut and piece.times[-1] < 100


# -- against an independent integrator --


@pytest.mark.parametrize("name", ["contra_births", "contra_drain", "echo"])
def test_an_independent_integrator_agrees(name: str) -> None:
    whole = diagram(OVER_TIME[name])
    first = whole.variables[0].name
    mine = run_diagram(whole, [step(first)], 600.0)
    model = integrator.model_of(whole)
    names = (*model.names, "Push")
    arcs = (*model.arcs, integrator.Arc("Push", first, 1.0))
    pushed = integrator.Model(names, arcs, model.stocks)
    other = integrator.run(pushed, 600.0, 0.25, {}, push=("Push", 0.0))
    for variable in model.names:
        times, values = mine.of(variable)
        wanted = np.interp(times, np.arange(len(other.of(variable))) * 0.25, other.of(variable))
        # Where values jump, the two grids show the moment before or after.
        apart = np.sort(np.abs(values - wanted))[: int(0.97 * len(values))]
        assert apart.max() <= 1e-3 * np.abs(wanted).max()


@given(parts())
@settings(max_examples=40)
def test_verdicts_agree_with_other_roots(text: str) -> None:
    whole = cld.loads(text).diagram
    for found in outcomes(whole):
        if found.part.spread or found.part.beaten or not found.by_roots:
            continue
        links = [k for k in whole.links if k.ends in found.part.links]
        wanted = dominant(integrator.model_of(whole, links))
        if found.outcome in ("grows", "settles") and abs(wanted.growth) > 1e-6:
            assert (wanted.growth > 0) == (found.outcome == "grows")
            if found.growth is not None:
                assert found.growth == pytest.approx(wanted.growth, rel=1e-3, abs=1e-6)


# -- laws --


def all_values(run: Run) -> dict[str, np.ndarray]:
    return {
        name: run.of(name)[1] for piece in run.pieces for name in piece.names if len(piece.times)
    }


@given(parts())
@settings(max_examples=25)
def test_runs_are_linear_mirrored_and_alone(text: str) -> None:
    whole = cld.loads(text).diagram
    one = all_values(run_diagram(whole, [step("Hub")], 20.0))
    scale = max((np.abs(values).max() for values in one.values()), default=0.0)
    if not one or scale > 1e9:
        return
    twice = all_values(run_diagram(whole, [step("Hub", 0.75), step("Hub", 0.25)], 20.0))
    mirrored = all_values(run_diagram(whole, [step("Hub", -1.0)], 20.0))
    lines = text.split("\n")
    turned = all_values(run_diagram(cld.loads("\n".join(lines[::-1])).diagram, [step("Hub")], 20.0))
    beside = f"{text}\nX (+, delay 300ms)-> Y (-)-> X\nY: stock"
    other = all_values(run_diagram(cld.loads(beside).diagram, [step("Hub")], 20.0))
    assert other.keys() == one.keys()
    for name, values in one.items():
        assert twice[name] == pytest.approx(values, abs=1e-9 * scale)
        assert mirrored[name] == pytest.approx(-values, abs=1e-9 * scale)
        assert turned[name] == pytest.approx(values, abs=1e-6 * scale)
        assert np.array_equal(other[name], values)


def test_a_variable_nothing_leads_to_stays_where_it_was() -> None:
    run = run_diagram(diagram("A (+)-> B\nC (+)-> B"), [step("A")], 5.0)
    assert set(run.of("C")[1]) == {0.0}
    assert first_push(diagram("A (+)-> B")).variable == "A"


# -- the command --


def test_the_command_draws_a_curve_for_each_variable() -> None:
    done = command("run", EXAMPLES / "shower.cld", "--step", "Comfortable temperature 1")
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert "Comfortable temperature changes by 1 °C. From 0 to 1min 40s:" in said
    assert "oscillate with a period of 37.54s, and the oscillations grow." in said
    assert "Strengths stated: 3 of 4" in said
    assert "no forecast" in said


def test_the_command_fails_if_asked(tmp_path: Path) -> None:
    shower = EXAMPLES / "shower.cld"
    warmer = "--step", "Comfortable temperature 1"
    assert command("run", shower, *warmer, "--fail-if", "grows").returncode == 1
    assert command("run", shower, *warmer, "--fail-if", "oscillates").returncode == 1
    # The run that the file states has its remedy in place.
    assert command("run", shower, "--fail-if", "grows").returncode == 0
    path = tmp_path / "calm.cld"
    path.write_text("A (-, gain 0.01/s)-> B (+, delay 1s, gain 1)-> A\nB: stock\n")
    assert command("run", path, "--fail-if", "grows").returncode == 0


def test_the_command_writes_tables_and_json(tmp_path: Path) -> None:
    shower, out = EXAMPLES / "shower.cld", tmp_path / "out.csv"
    watch = ("--watch", "Tap setting", "--for", "1min")
    assert command("run", shower, *watch, "--format", "csv", "-o", out).returncode == 0
    rows = list(csv.reader(out.read_text().splitlines()))
    assert rows[0] == ["seconds", "variable", "value"]
    assert {row[1] for row in rows[1:]} == {"Tap setting"} and rows[-1][0] == "60"
    data = json.loads(command("run", shower, *watch, "--format", "json").stdout)
    assert data["parts"][0]["outcome"] == "grows" and data["parts"][0]["oscillates"] is True
    assert list(data["pieces"][0]["values"]) == ["Tap setting"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--step", "Nonsense 1"), "Nonsense"),
        (("--step", "Tap setting"), "is not a change"),
        (("--jump", "Temperature gap 1"), "is not marked as a stock"),
        (("--for", "soon"), "is not a length of time"),
    ],
)
def test_wrong_changes_are_refused(words: tuple[str, str], said: str) -> None:
    done = command("run", EXAMPLES / "shower.cld", *words)
    assert done.returncode == 2 and said in done.stderr


def test_python_has_run() -> None:
    report = cld.loads("A (-, gain 0.1/s)-> B (+, gain 1)-> A\nB: stock")
    result = cld.run(report, step={"A": 1.0}, length=30)
    times, values = result.of("B")
    # A is 1 + B, and B′ = −0.1·A.
    assert times[-1] == 30 and values[-1] == pytest.approx(math.exp(-3) - 1, rel=1e-3)
    pandas = pytest.importorskip("pandas")
    assert isinstance(result.to_pandas(), pandas.DataFrame)
    with pytest.raises(ValueError, match="no variable is called"):
        cld.run(report, step={"C": 1.0})
