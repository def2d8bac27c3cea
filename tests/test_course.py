"""The two model answers hold what the course's hands-on exercises expect to be found."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from test_loops import oracle

from cld.analyze import analyze_bytes
from cld.behaviour.controllers import Controller, controllers
from cld.behaviour.delays import loop_delay
from cld.behaviour.interactions import combinations
from cld.core.diagram import Change, Diagram, Intervention, Link, Variable
from cld.loops.loop import Loop
from cld.report import Report

FOLDER = Path(__file__).parent.parent / "examples"
Round = tuple[str, ...]


def read(name: str) -> Report:
    return analyze_bytes((FOLDER / f"{name}.cld").read_bytes(), name)


API = read("api-cascade")
HOURLY = read("hourly-spike")


def loop(report: Report, name: str) -> Loop:
    (found,) = [loop for loop in report.loops if loop.name == name]
    return found


def delay_of(report: Report, name: str) -> tuple[float, float | None]:
    total = loop_delay(report.diagram, loop(report, name)).total
    return total.min, total.max


def link(diagram: Diagram, cause: str, effect: str) -> Link:
    found = diagram.link(cause, effect)
    assert found, f"no link {cause} -> {effect}"
    return found


def variable(diagram: Diagram, name: str) -> Variable:
    found = diagram.variable(name)
    assert found, f"no variable {name}"
    return found


def extras(thing: Link | Variable) -> dict[str, str]:
    return dict(thing.extra)


# The review of a production architecture


def test_the_review_finds_four_reinforcing_and_two_balancing_loops() -> None:
    assert API.counts.R >= 4 and API.counts.B >= 2
    types = {name: loop(API, name).type for name in ("Retry storm", "Cache stampede")}
    types |= {name: loop(API, name).type for name in ("Pool exhaustion", "Turned away, back again")}
    assert set(types.values()) == {"R"} and len(types) == 4
    assert loop(API, "Autoscaler").negative_links == 1
    limiters = [loop for loop in API.loops if (loop.name or "").startswith("Limiter")]
    assert limiters and all(loop.negative_links == 1 for loop in limiters)


def test_the_stampede_is_reinforcing_by_two_minus_signs() -> None:
    assert loop(API, "Cache stampede").negative_links == 2


def test_three_storms_are_one_combination_and_meet_where_calls_fail() -> None:
    three = [loop(API, n) for n in ("Retry storm", "Cache stampede", "Pool exhaustion")]
    (together,) = combinations(API.loops)
    assert {loop.id for loop in three} <= set(together.loops)
    shared = set.intersection(*(set(loop.variables) for loop in three))
    assert shared == {"Latency", "Timeouts"} and shared <= set(together.shared_variables)
    assert len(combinations(three)) == 1 and len(combinations(three)[0].loops) == 3


def test_the_autoscaler_opposes_the_storm_and_feeds_it() -> None:
    opposing, fuel = loop(API, "Autoscaler"), loop(API, "Autoscaler feeds the storm")
    assert (opposing.type, fuel.type) == ("B", "R")
    storm = API.opposition(loop(API, "Retry storm"))
    assert storm and opposing.id in {found.loop for found in storm.by}
    assert fuel.negative_links == 0
    assert {"Desired pods", "Pods", "Connections in use", "Retries"} <= set(fuel.variables)
    shared = {(k.cause, k.effect) for k in opposing.links} & {
        (k.cause, k.effect) for k in fuel.links
    }
    assert shared == {("CPU per pod", "Desired pods"), ("Desired pods", "Pods")}


@pytest.mark.parametrize(
    ("cause", "effect", "least", "most"),
    [
        ("Timeouts", "Retries", 1, 1),
        ("Rejections", "Retries", 1, 1),
        ("Cached entries", "Expiries", 3600, 3600),
        ("CPU per pod", "Desired pods", 10, 60),
        ("Desired pods", "Pods", 60, 300),
        ("Latency", "Timeouts", 30, 30),
    ],
)
def test_each_delay_of_the_review_is_marked(
    cause: str, effect: str, least: float, most: float
) -> None:
    delay = link(API.diagram, cause, effect).delay
    assert delay and (delay.min, delay.max, delay.complete) == (least, most, True)


def test_no_other_delay_is_made_up() -> None:
    assert sum(link.delay is not None for link in API.diagram.links) == 6


def test_each_setting_of_the_review_is_said() -> None:
    diagram = API.diagram
    for cause in ("Timeouts", "Rejections"):
        said = extras(link(diagram, cause, "Retries"))
        assert said == {"retry": "3x, 1s fixed", "jitter": "none"}
    assert extras(link(diagram, "Latency", "Timeouts")) == {"timeout": "30s"}
    assert extras(variable(diagram, "Cached entries")) == {"ttl": "1h"}
    assert extras(variable(diagram, "Expiries"))["jitter"] == "none"
    assert extras(variable(diagram, "Rejections"))["limit"] == "1000 req/s for each user"
    assert extras(variable(diagram, "Timeouts")) == {"breaker": "none"}
    assert variable(diagram, "Connections in use").capacity == "50 connections"


def decider(report: Report, name: str) -> Controller:
    (found,) = controllers(report.diagram, loop(report, name))
    return found


def test_the_autoscaler_of_the_review_decides_in_the_dark() -> None:
    found = decider(API, "Autoscaler")
    assert found.window and (found.every.min, found.window.min) == (15, 30)
    assert (found.wait.min, found.wait.max) == (70, 360)
    assert found.decisions == (3, 12) and found.stale


def test_a_minute_of_patience_is_too_short_and_seven_are_enough() -> None:
    text = (FOLDER / "api-cascade.cld").read_bytes()
    for window, stale in ((b"1min", True), (b"7min", False)):
        changed = analyze_bytes(text.replace(b"window 30s", b"window " + window), "a")
        assert decider(changed, "Autoscaler").stale is stale


def test_the_delays_of_the_loops_of_the_review() -> None:
    assert delay_of(API, "Retry storm") == (31, 31)
    assert delay_of(API, "Pool exhaustion") == (31, 31)
    assert delay_of(API, "Cache stampede") == (30, 30)
    assert delay_of(API, "Turned away, back again") == (1, 1)
    # News can wait a whole pace, which the window makes 30 s, on top of 70 to 360 s.
    assert delay_of(API, "Autoscaler") == (70, 390)
    assert delay_of(API, "Limiter spares the pods") == (31, 31)


def test_without_the_assumed_timeout_the_verdicts_say_what_is_missing() -> None:
    text = (FOLDER / "api-cascade.cld").read_bytes().replace(b"delay 30s", b"delay")
    changed = analyze_bytes(text, "a")
    assert not loop_delay(changed.diagram, loop(changed, "Retry storm")).total.complete
    assert changed.counts == API.counts


# Part B: all three models


def test_part_b_has_its_three_loops() -> None:
    storm, scaler = loop(HOURLY, "Retry storm"), loop(HOURLY, "Autoscaler")
    stampede, echo = loop(HOURLY, "Stampede"), loop(HOURLY, "Echo of the last hour")
    assert [found.type for found in (storm, scaler, stampede, echo)] == ["R", "B", "R", "R"]
    assert [found.negative_links for found in (storm, scaler, stampede, echo)] == [0, 1, 2, 2]
    assert "Cached entries" in stampede.variables and "Pods" in scaler.variables


def test_each_stock_of_part_b_has_an_inflow_and_an_outflow() -> None:
    diagram = HOURLY.diagram
    flows = {v.name for v in diagram.variables if v.kind == "flow"}
    both = []
    for stock in (v.name for v in diagram.variables if v.kind == "stock"):
        signs = [k.polarity for k in diagram.links_to[stock] if k.cause in flows]
        both += [stock] if sorted(signs) == ["+", "-"] else []
    assert both == ["Request queue", "Cached entries"]


def test_only_the_echo_reinforces_with_a_period_of_an_hour() -> None:
    hourly = [
        found.name
        for found in HOURLY.loops
        if found.type == "R" and loop_delay(HOURLY.diagram, found).total.min == 3600
    ]
    assert hourly == ["Echo of the last hour"]
    assert "Retries" not in loop(HOURLY, "Echo of the last hour").variables
    assert extras(variable(HOURLY.diagram, "Cached entries")) == {"ttl": "1h"}


def test_the_cascade_starts_at_the_queue_and_takes_the_database_along() -> None:
    found = loop(HOURLY, "Cascade")
    assert found.type == "R" and found.negative_links == 2
    assert {"Request queue", "Cache misses", "DB load", "Retries"} <= set(found.variables)


# Where to act

SAID = {"rule": 5, "self-organise": 4, "goal": 3, "set": 12, "capacity": 11, "delay": 9}


def rounds(report: Report, links: tuple[Link, ...]) -> dict[Round, str]:
    names = dict.fromkeys(n for k in links for n in (k.cause, k.effect))
    old = {v.name for v in report.diagram.variables}
    added = tuple(Variable(name) for name in names if name not in old)
    variables = report.diagram.variables + added
    return oracle(replace(report.diagram, variables=variables, links=links))


def steps(found: Round) -> set[tuple[str, str]]:
    return set(pairwise((*found, found[0])))


def after(diagram: Diagram, changes: tuple[Change, ...]) -> tuple[Link, ...]:
    links = {(k.cause, k.effect): k for k in diagram.links}
    for change in changes:
        for changed in change.links:
            if change.verb == "cut":
                del links[changed.cause, changed.effect]
            elif change.verb in ("add", "inform"):
                assert (changed.cause, changed.effect) not in links
                links[changed.cause, changed.effect] = changed
    return tuple(links.values())


def levels(report: Report, intervention: Intervention) -> set[int]:
    """All levels the operations reach, by the definitions, worked out anew for this test."""
    before = rounds(report, report.diagram.links)
    now = rounds(report, after(report.diagram, intervention.changes))
    old = {v.name for v in report.diagram.variables}
    reinforcing = [steps(found) for found, kind in before.items() if kind == "R"]
    found: set[int] = set()
    for change in intervention.changes:
        found |= {SAID[change.verb]} if change.verb in SAID else set()
        found |= {6} if change.verb == "inform" else set()
        if change.verb in ("weaken", "strengthen"):
            pairs = {(k.cause, k.effect) for k in change.links}
            assert pairs <= {(k.cause, k.effect) for k in report.diagram.links}
            found |= {{"R": 7, "B": 8}[kind] for r, kind in before.items() if pairs & steps(r)}
    broken = {(frozenset(r), kind) for r, kind in before.items() if r not in now}
    for new, kind in ((r, k) for r, k in now.items() if r not in before):
        if (frozenset(new) & old, kind) in broken:
            found |= {10}
        else:
            found |= {{"R": 7, "B": 8}[kind]}
            if kind == "B" and any(steps(new) & r for r in reinforcing):
                found |= {7}
    return found


ALL = [(report, i) for report in (API, HOURLY) for i in report.diagram.interventions]


@pytest.mark.parametrize(("report", "intervention"), ALL, ids=[i.name for _, i in ALL])
def test_operations_bear_the_stated_level_out(report: Report, intervention: Intervention) -> None:
    assert intervention.changes and intervention.levels
    assert min(levels(report, intervention)) in intervention.levels


@pytest.mark.parametrize("report", [API, HOURLY], ids=["api-cascade", "hourly-spike"])
def test_interventions_are_ranked_from_weak_to_strong(report: Report) -> None:
    cascade = [i for i in report.diagram.interventions if report is API or i.levels != (9, 12)]
    strongest = [min(i.levels) for i in cascade]
    assert strongest == sorted(strongest, reverse=True)
    assert {12, 8, 7, 6, 5} <= set(strongest)


def test_the_review_reaches_from_numbers_to_goals() -> None:
    stated = {level for i in API.diagram.interventions for level in i.levels}
    assert stated == set(range(3, 13))


def test_a_fixed_limit_alone_closes_no_loop() -> None:
    """The course's road: without those who come back, the limiter is on no loop."""
    names = {"Timeouts", "Rejections"}
    links = tuple(k for k in API.diagram.links if not (k.effect == "Retries" and k.cause in names))
    assert not [found for found in rounds(API, links) if "Rejections" in found]
