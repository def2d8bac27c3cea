"""What is said of loops that only move what is there from stock to stock, against eigenvalues.

The linear model of a loop alone is made here from the signs and drawn strengths: every link on the
loop, and beside it both ends of each flow on it, which change their stocks one to one.
"""

from __future__ import annotations

import random

import numpy as np
import pytest

from cld.analyze import analyze
from cld.loops.drain import circulates, is_closed, own_flows
from cld.loops.loop import Loop
from cld.report import Report

DRAWS = 500


def jacobian(report: Report, loop: Loop, drawn: random.Random) -> np.ndarray:
    """How the stocks of a loop change with each other: what lies between is put in."""
    diagram, names = report.diagram, loop.variables
    place = {name: number for number, name in enumerate(names)}
    stocks = [place[name] for name in names if name in diagram.stocks]
    others = [number for number in range(len(names)) if number not in stocks]
    effect = np.zeros((len(names), len(names)))
    for link in diagram.links:
        if link.cause not in place or link.effect not in place:
            continue
        cause = diagram.variable(link.cause)
        flows = cause is not None and cause.kind == "flow" and link.effect in diagram.stocks
        if flows or link in loop.links:
            strength = 1.0 if flows else drawn.lognormvariate(0, 1.5)
            sign = -1 if link.polarity == "-" else 1
            effect[place[link.effect], place[link.cause]] = sign * strength
    between = np.linalg.inv(np.eye(len(others)) - effect[np.ix_(others, others)])
    return effect[np.ix_(stocks, others)] @ between @ effect[np.ix_(others, stocks)]


def eigenvalues(text: str, type_: str, links: int) -> tuple[Report, Loop, list[np.ndarray]]:
    report = analyze(text)
    (loop,) = [one for one in report.loops if one.type == type_ and len(one.links) == links]
    drawn = random.Random(17)
    found = [np.linalg.eigvals(jacobian(report, loop, drawn)) for _ in range(DRAWS)]
    return report, loop, found


SIR = """\
Well (+)-> Infection (-)-> Well
Infection (+)-> Ill (+)-> Recovery (-)-> Ill
Recovery (+)-> Immune (+)-> Waning (-)-> Immune
Waning (+)-> Well
Well: stock
Ill: stock
Immune: stock
Infection: flow
Recovery: flow
Waning: flow
"""
FOREST = """\
Degraded (+)-> Recovery (-)-> Degraded
Recovery (+)-> Intact (-)-> Risk (+)-> Fire (+)-> Degraded
Fire (-)-> Intact
Degraded: stock
Intact: stock
Recovery: flow
Fire: flow
"""


def test_what_goes_round_never_grows() -> None:
    report, loop, found = eigenvalues(SIR, "R", 6)
    assert circulates(report.diagram, loop)
    assert all(values.real.max() < 1e-9 for values in found)


@pytest.mark.parametrize("missing", ["Infection (-)-> Well", "Recovery (-)-> Ill"])
def test_what_makes_more_than_it_takes_can_grow(missing: str) -> None:
    text = SIR.replace(f"Well (+)-> {missing}", "Well (+)-> Infection").replace(
        f"Ill (+)-> {missing}", "Ill (+)-> Recovery"
    )
    report, loop, found = eigenvalues(text, "R", 6)
    assert not circulates(report.diagram, loop)
    assert any(values.real.max() > 1e-9 for values in found)


def test_two_stocks_that_fill_each_other_never_swing() -> None:
    report, loop, found = eigenvalues(FOREST, "B", 5)
    assert is_closed(report.diagram, loop)
    assert not any(np.iscomplex(np.round(values, 9)).any() for values in found)


def test_two_stocks_of_which_one_loses_elsewhere_can_swing() -> None:
    report, loop, found = eigenvalues(FOREST.replace("Fire (-)-> Intact\n", ""), "B", 5)
    assert not is_closed(report.diagram, loop)
    assert any(np.iscomplex(np.round(values, 9)).any() for values in found)


@pytest.mark.parametrize(
    ("more", "own"),
    [("", True), ("Rate (+)-> Out\nRate: constant", True), ("Need (+)-> Out", False)],
)
def test_an_outflow_that_something_else_sets_too_may_be_a_decision(more: str, own: bool) -> None:
    diagram = analyze(f"Fish (+)-> Out (-)-> Fish\nFish: stock\nOut: flow\n{more}").diagram
    assert (("Fish", "Out") in own_flows(diagram)) is own
