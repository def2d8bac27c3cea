"""Which reinforcing loops are held, in time or late, against a brute force."""

from __future__ import annotations

import pytest
from cld.behaviour.protection import Protection, brakes
from hypothesis import given
from strategies import diagrams

from cld.analyze import analyze
from cld.behaviour.delays import loop_delay
from cld.core.diagram import Diagram
from cld.core.text import Lines
from cld.loops.catalogue import find_loops

STORM = "Load (+)-> Latency (+{0})-> Timeouts (+)-> Retries (+)-> Load\n"
SCALER = "Latency (+, delay 3min)-> Pods (-)-> Latency\n"
BREAKER = "Timeouts (+)-> Circuit (-)-> Load\n"


def protection_of(text: str) -> Protection:
    report = analyze(text)
    (loop,) = [loop for loop in report.loops if loop.type == "R"]
    found = report.protection(loop)
    assert found is not None
    return found


def test_the_retry_storm_alone_with_the_autoscaler_and_with_the_breaker() -> None:
    assert protection_of(STORM.format("")).verdict == "unprotected"
    late = protection_of(STORM.format("") + SCALER)
    assert (late.verdict, late.by, late.turns) == ("late", ("B1",), None)
    timed = protection_of(STORM.format(", delay 6s") + SCALER)
    assert (timed.verdict, timed.turns) == ("late", (30.0, 30.0))
    held = protection_of(STORM.format("") + SCALER + BREAKER)
    assert (held.verdict, held.by) == ("protected", ("B2",))


@pytest.mark.parametrize(
    ("brake", "verdict"),
    [
        ("B (+, delay 1s)-> C (-)-> B", "protected"),
        ("B (+, delay 2s)-> C (-)-> B", "protected"),
        ("B (+, delay 3s)-> C (-)-> B", "late"),
        ("B (+, delay 1s..3s)-> C (-)-> B", "unknown"),
        ("B (+, delay)-> C (-)-> B", "unknown"),
        ("B (?)-> C (-)-> B", "unprotected"),
    ],
)
def test_verdicts(brake: str, verdict: str) -> None:
    assert protection_of(f"A (+, delay 2s)-> B (+)-> A\n{brake}").verdict == verdict


def test_a_turn_of_unknown_length_cannot_be_late() -> None:
    brake = "B (+, delay 3s)-> C (-)-> B"
    assert protection_of(f"A (+, delay)-> B (+)-> A\n{brake}").verdict == "unknown"


def test_an_undetermined_loop_is_named_but_does_not_protect() -> None:
    found = protection_of("A (+)-> B (+)-> A\nB (?)-> C (-)-> B")
    assert (found.verdict, found.undetermined) == ("unprotected", ("U1",))


@pytest.mark.parametrize(
    ("count", "named", "all_named"), [(0, 0, True), (10, 10, True), (11, 10, False)]
)
def test_ten_brakes_are_named(count: int, named: int, all_named: bool) -> None:
    more = "".join(f"B (+)-> Brake {number} (-)-> B\n" for number in range(count))
    found = protection_of(f"A (+)-> B (+)-> A\n{more}")
    assert (len(found.by), found.all_named) == (named, all_named)


@given(diagrams(most=6))
def test_verdicts_equal_brute_force(diagram: Diagram) -> None:
    catalogue, _ = find_loops(diagram, Lines(""))
    gathered = brakes(diagram, catalogue.loops, complete=True)
    for loop in catalogue.loops:
        found = gathered.protection(loop)
        if loop.type != "R":
            assert found is None
            continue
        turn = loop_delay(diagram, loop).total
        answers = [
            loop_delay(diagram, other).total
            for other in catalogue.loops
            if other.type == "B" and set(other.variables) & set(loop.variables)
        ]
        if not answers:
            expected = "unprotected"
        elif any(a.max is not None and a.max <= turn.min for a in answers):
            expected = "protected"
        elif turn.max is not None and all(a.min > turn.max for a in answers):
            expected = "late"
        else:
            expected = "unknown"
        assert found is not None and found.verdict == expected
