"""What opposes a reinforcing loop and when it responds, against a brute force."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from strategies import diagrams

from cld.analyze import analyze
from cld.behaviour.delays import loop_delay
from cld.behaviour.opposition import MOST_OPPOSING, Opposing, Opposition, opponents
from cld.behaviour.pace import decision_pace
from cld.core.diagram import Diagram
from cld.core.text import Lines
from cld.language.source import source_of
from cld.loops.catalogue import find_loops
from cld.loops.loop import Loop
from cld.prose.loop_lines import loop_lines
from cld.prose.meetings import meeting_words
from cld.prose.opposition import opposition_lines

STORM = "Load (+)-> Latency (+{0})-> Timeouts (+)-> Retries (+)-> Load\n"
SCALER = "Latency (+, delay 3min)-> Pods (-)-> Latency\n"
BREAKER = "Timeouts (+)-> Circuit (-)-> Load\n"


def opposition_of(text: str) -> Opposition:
    report = analyze(text)
    (loop,) = [loop for loop in report.loops if loop.type == "R"]
    found = report.opposition(loop)
    assert found is not None
    return found


def lines_of_r1(text: str) -> list[str]:
    report = analyze(text)
    loop = report.loop("R1")
    assert loop is not None
    return opposition_lines(report, loop)


def test_the_retry_storm_alone_with_the_autoscaler_and_with_the_breaker() -> None:
    assert opposition_of(STORM.format("")) == Opposition("unchecked")
    unmarked = opposition_of(STORM.format("") + SCALER)
    assert unmarked.verdict == "opposed"
    assert unmarked.by == (Opposing("B1", "unknown", reason="unmarked"),)
    timed = opposition_of(STORM.format(", delay 6s") + SCALER)
    assert timed.by == (Opposing("B1", "later", (30.0, 30.0)),)
    both = opposition_of(STORM.format(", delay 6s") + SCALER + BREAKER)
    # All that is marked on the breaker's loop are the 6 s that it shares with the storm.
    assert both.by == (
        Opposing("B2", "unknown", reason="shared"),
        Opposing("B1", "later", (30.0, 30.0)),
    )
    assert both.all_named and both.number == 2


@pytest.mark.parametrize(
    ("opponent", "timing", "reason"),
    [
        ("B (+, delay 1s)-> C (-)-> B", "within one cycle", ""),
        ("B (+, delay 2s)-> C (-)-> B", "within one cycle", ""),
        ("B (+, delay 3s)-> C (-)-> B", "later", ""),
        ("B (+, delay 1s..3s)-> C (-)-> B", "unknown", "overlap"),
        ("B (+, delay)-> C (-)-> B", "unknown", "no length"),
        ("B (+, delay 3s)-> C (-, delay)-> B", "later", ""),
        ("B (+, delay 2s)-> C (-, delay)-> B", "unknown", "no length"),
        ("B (+, delay 1s smooth)-> C (-)-> B", "unknown", "smooth"),
        ("B (+)-> C (-)-> B", "unknown", "unmarked"),
        # The whole pace counts: up to 1 s + 15 s, up to 1 s + 60 s.
        ("B (+, delay 1s)-> C (-)-> B\nC: every 1s", "within one cycle", ""),
        ("B (+, delay 1s)-> C (-)-> B\nC: every 15s", "unknown", "overlap"),
        ("B (+, delay 1s)-> C (-)-> B\nC: every 1s, window 1min", "unknown", "overlap"),
    ],
)
def test_timing_follows_from_marks_alone(opponent: str, timing: str, reason: str) -> None:
    found = opposition_of(f"A (+, delay 2s)-> B (+)-> A\n{opponent}")
    assert found.verdict == "opposed"
    (one,) = found.by
    assert (one.timing, one.reason) == (timing, reason)


def test_a_decision_on_both_loops_counts_for_each() -> None:
    """Hub waits up to 1 s on either loop, not as long on both: 2 to 3 s against 1 to 2 s."""
    text = "Hub (+)-> A (+, delay 1s)-> Hub\nHub (+)-> C (-, delay 2s)-> Hub\nHub: every 1s"
    assert opposition_of(text).by == (Opposing("B1", "later", (1.0, 3.0)),)


def test_a_cycle_of_unknown_length_can_still_be_longer() -> None:
    text = "A (+, delay 5s)-> B (+, delay)-> A\nB (+, delay {})-> C (-)-> B"
    assert opposition_of(text.format("3s")).by[0].timing == "within one cycle"
    assert opposition_of(text.format("9s")).by[0] == Opposing("B1", "unknown", None, "no length")


def test_an_undetermined_loop_is_named_but_checks_nothing() -> None:
    found = opposition_of("A (+)-> B (+)-> A\nB (?)-> C (-)-> B")
    assert (found.verdict, found.undetermined) == ("unchecked", ("U1",))
    (said,) = lines_of_r1("A (+)-> B (+)-> A\nB (?)-> C (-)-> B")
    assert said.endswith("U1 may oppose it (its type is undetermined)")
    more = "".join(f"B (?)-> C{number} (-)-> B\n" for number in range(5))
    (said,) = lines_of_r1(f"A (+)-> B (+)-> A\n{more}")
    assert "; U1, U2, U3 and 2 more may oppose it (their types are" in said


@pytest.mark.parametrize("count", [0, 3, 4, MOST_OPPOSING, MOST_OPPOSING + 1])
def test_all_that_oppose_a_loop_are_named_or_counted(count: int) -> None:
    more = "".join(f"B (+)-> Opponent {number} (-)-> B\n" for number in range(count))
    text = f"A (+)-> B (+)-> A\n{more}"
    found = opposition_of(text)
    assert (len(found.by), found.number) == (min(count, MOST_OPPOSING), count)
    assert found.all_named is (count <= MOST_OPPOSING)
    said = lines_of_r1(text)[0]
    if count == 3:
        assert said == "opposed by B1, B2 and B3"
    elif count == 4:
        assert said == "opposed by B1, B2, B3 and B4"
    elif count > 4:
        assert said == f"opposed by all {count} balancing loops"
        apart = "X (+)-> Y (-)-> X\n"
        assert lines_of_r1(text + apart)[0] == f"opposed by B1, B2, B3 and {count - 3} more"


def test_a_loop_is_not_opposed_by_the_outflow_that_it_runs_on_by() -> None:
    """Who falls ill leaves the exposed and infects others: without it nothing would grow."""
    ill = "E (+)-> Onset (-)-> E\nOnset (+)-> I (+)-> Contact (+)-> E\n"
    assert lines_of_r1(ill)[0] == "opposed by B1"
    ill += "E: stock\nOnset: flow\nI: stock\n"
    assert lines_of_r1(ill) == ["opposed only by B1, an outflow that this loop runs through"]
    assert lines_of_r1(ill + "I (+)-> Cure (-)-> I\n")[0] == (
        "opposed by B2, and by B1, an outflow that this loop runs through"
    )
    (own, other) = opposition_of(ill + "I (+)-> Cure (-)-> I\n").by
    assert (own.own, other.own) == (True, False)


def test_what_quickens_the_outflow_feeds_the_loop_that_runs_along_it() -> None:
    """Capacity delivers more, and deliveries pay for more salesmen."""
    text = (
        "Salesmen (+)-> Orders (+)-> Backlog (+)-> Deliveries (-)-> Backlog\n"
        "Deliveries (+)-> Hiring (+)-> Salesmen\nSalesmen: stock\nBacklog: stock\n"
        "Backlog (+)-> Ordering (+)-> Capacity (+)-> Deliveries\nDeliveries: flow\nHiring: flow\n"
        "Orders: flow\nOrdering: flow\nCapacity: stock\n"
    )
    (driven,) = [loop for loop in analyze(text).loops if loop.type == "R" and len(loop.links) == 5]
    said = opposition_lines(analyze(text), driven)
    assert said[0] == "opposed only by B1 and B2, outflows that this loop runs through"


def test_at_a_controller_that_both_share_each_waits_for_itself() -> None:
    """Hub hears of the one after 2s and of the other after 3s: which decision that is, is open."""
    text = (
        "Hub (-, gain 1)-> A1 (+, gain 1)-> B1 (-, gain 1, delay 2s)-> Hub\n"
        "A1 (+, gain 1, delay 1s)-> A2 (+, gain 1, delay 2s)-> Hub\n"
    )
    assert opposition_of(text).by[0].turns == (1.5, 1.5)
    assert opposition_of(text + "Hub: every 2s").by[0] == Opposing("B1", "unknown", None, "overlap")


def test_of_many_unsure_loops_those_alike_are_told_together() -> None:
    text = "S (+)-> A (+)-> S (+)-> G (-)-> S\n"
    text += "".join(f"S (+)-> {name} (?)-> S\n" for name in "CDEF")
    said = meeting_words(analyze(text))
    assert "U1, U2, U3 and U4 may oppose R1 (their types are undetermined)" in said


def test_what_is_carried_round_does_not_grow() -> None:
    """From stock to stock and back: however strong the links are, the sum stays the same."""
    ring = (
        "Well (+)-> Fall ill (+)-> Ill (+)-> Recover (+)-> Well\nFall ill (-)-> Well\n"
        "Recover (-)-> Ill\nWell: stock\nIll: stock\nFall ill: flow\nRecover: flow\n"
    )
    assert lines_of_r1(ring) == [
        "it only moves material from stock to stock, so it does not grow by itself"
    ]
    assert lines_of_r1(ring.replace("Recover (-)-> Ill\n", ""))[0].startswith("opposed")
    cure = 'intervention "Cure" { strengthen Ill -> Recover }'
    (found,) = analyze(ring + cure).interventions
    assert (found.level, found.also, found.worse) == (8, (), ())


def test_loops_that_run_along_an_outflow_say_so_each() -> None:
    text = "S (+)-> Out (-)-> S\n" + "".join(f"Out (+)-> V{n} (+)-> S\n" for n in range(3))
    report = analyze(text + "S: stock\nOut: flow\n")
    assert not report.opposed_alike
    driven = [loop for loop in report.loops if loop.type == "R"]
    said = "opposed only by B1, an outflow that this loop runs through"
    assert [list(loop_lines(report, loop)) for loop in driven] == [[said]] * 3


def test_what_responds_alike_to_all_is_said_once() -> None:
    text = "P (+)-> F (+, delay 3d)-> Q (-)-> P\n" + "".join(
        f"F (+, delay 6d)-> C{number} (-)-> Q\n" for number in range(3)
    )
    report = analyze(text)
    assert report.answered_alike
    assert all(list(loop_lines(report, loop)) == [] for loop in report.loops if loop.type == "R")
    assert meeting_words(report)[0] == (
        "each of the 3 reinforcing loops is opposed by B1; B1 responds within one cycle (after "
        "3d); "
        "one cycle takes 6d, counting marked delays only"
    )
    later = analyze(text.replace("6d)-> C2", "7d)-> C2"))
    assert later.opposed_alike and not later.answered_alike
    assert meeting_words(later)[0] == "each of the 3 reinforcing loops is opposed by B1"
    assert [len(list(loop_lines(later, loop))) for loop in later.loops if loop.type == "R"] == [
        1
    ] * 3


def test_a_loop_that_shares_the_marks_is_not_responded_to_alike() -> None:
    """Each takes 2 d, and that of R3 is marked on a link that it shares with B1."""
    text = "P (+, delay 2d)-> F (+)-> Q (-)-> P\nF (+)-> Z (+)-> Y (-)-> Q\n"
    text += "".join(f"P (+, delay 2d)-> G{n} (+)-> C{n} (-)-> Q\n" for n in range(2))
    report = analyze(text)
    assert report.opposed_alike and not report.answered_alike
    said = [found.by[0].reason for found in map(report.opposition, report.loops) if found]
    assert said == ["", "", "shared"]


EITHER = "G (+)-> H (+)-> G (+)-> E (+)-> C (?)-> H\nG (+)-> K ({})-> C\n"


def test_one_of_two_loops_over_an_open_sign_opposes_whatever_it_is() -> None:
    found = opposition_of(EITHER.format("-"))
    assert found.either == ("U1", "U2") and found.verdict == "unknown"
    report = analyze(EITHER.format("-"))
    assert lines_of_r1(EITHER.format("-")) == ["opposed by U1 or by U2, whichever sign C → H has"]
    assert "CLD508" not in {one.code for one in report.diagnostics}
    assert not any("may oppose" in said for said in meeting_words(report))
    for sign in "+-":
        known = analyze(EITHER.format("-").replace("?", sign))
        (ring,) = [loop for loop in known.loops if loop.variables == ("G", "H")]
        again = known.opposition(ring)
        assert again is not None and again.verdict == "opposed"
    # Both alike: with one of the signs nothing opposes it.
    alike = opposition_of(EITHER.format("+"))
    assert alike.either is None and alike.verdict == "unchecked"


def test_a_brake_that_is_a_stretch_of_the_loop_runs_along_it() -> None:
    """Matrix [[0, k], [a, -k]]: the determinant is negative at any strength."""
    text = "E (+)-> J (+)-> F (+)-> Load (+)-> R (-)-> F\nR (+)-> E\n"
    marks = "E: stock\nF: stock\nJ: flow\nR: flow\n"
    (one,) = opposition_of(text + marks).by
    assert one.own
    # What adjusts by another variable, or is no stock, is a brake.
    (one,) = opposition_of(text.replace("R (-)-> F", "Load (+)-> X (-)-> F") + marks).by
    assert not one.own
    assert not opposition_of(text).by[0].own


def test_shared_delays_without_a_length_say_nothing_of_a_response() -> None:
    text = "A (+, delay{0})-> G (+, delay{0})-> A\nA (-)-> C (+)-> G\n"
    assert lines_of_r1(text.format("")) == [
        "opposed by B1",
        "apart from links shared with R1, B1 has no marked delay, so the response time is "
        "not known",
    ]
    assert opposition_of(text.format(" 1y")).by[0].timing == "within one cycle"


def test_both_times_stand_beside_the_timing() -> None:
    text = "A (+, delay 2s)-> B (+, delay 4s)-> A\nB (+, delay {})-> C (-{})-> B"
    assert lines_of_r1(text.format("5s", ", delay 0s")) == [
        "opposed by B1",
        "B1 responds within one cycle (after 5s); one cycle takes 6s",
    ]
    assert lines_of_r1(text.format("9s..18s", "")) == [
        "opposed by B1",
        "B1 responds after 1.5 to 3 cycles (9s to 18s); one cycle takes 6s, counting marked "
        "delays only",
    ]
    assert lines_of_r1(text.format("1s..9s", ""))[1] == (
        "B1 may respond within one cycle or later: it takes 1s to 9s, and one cycle 6s"
    )


def test_which_delay_is_missing_is_said_where_the_file_marks_others() -> None:
    text = "A (+{})-> B (+)-> A\nB (+{})-> C (-)-> B"
    assert lines_of_r1(text.format("", "")) == ["opposed by B1"]
    assert lines_of_r1(text.format("", ", delay 3s"))[1] == (
        "timing unknown: R1 has no marked delay"
    )
    assert lines_of_r1(text.format(", delay 3s", ""))[1] == (
        "timing unknown: B1 has no marked delay"
    )
    assert lines_of_r1(text.format("", "") + "\nX (+, delay 1s)-> Y (+)-> Z (+)-> X")[1] == (
        "timing unknown: B1 and R1 have no marked delay"
    )


def test_no_word_of_safety_is_left() -> None:
    """A brake in time can make growth worse, and a late one can settle it."""
    for delays in (("2s", "1s"), ("1s", "2s")):
        text = (
            "A (+, delay {}, gain 1.2)-> B (+, gain 1)-> A\n"
            "A (+, delay {}, gain 0.5)-> C (-, gain 1)-> A\n"
        ).format(*delays)
        said = " ".join(lines_of_r1(text))
        assert not any(word in said for word in ("held", "in time", "late:", "protect", "safe"))


def own(diagram: Diagram, loop: Loop, other: Loop) -> tuple[float, float, bool, frozenset[str]]:
    """What a loop does not share with another: its least and most delay, and whether a link of it
    is marked. Its controllers count in any case: each loop waits for its own news."""
    least = most = 0.0
    marked = False
    for link in set(loop.links) - set(other.links):
        if link.delay is not None:
            marked = True
            least += link.delay.min
            most += math.inf if link.delay.max is None else link.delay.max
    controllers = set()
    for name in loop.variables:
        variable = diagram.variable(name)
        if variable is not None and variable.every is not None:
            controllers.add(name)
            pace = decision_pace(variable.every, variable.window).max
            most += math.inf if pace is None else pace
    return least, most, marked, frozenset(controllers)


def either_opposes(diagram: Diagram, loop: Loop) -> bool:
    """Whether a balancing loop meets another one whichever signs the open links have."""
    unsigned = [link for link in diagram.links if link.polarity == "?"]
    for signs in product("+-", repeat=len(unsigned)):
        chosen = dict(zip((link.ends for link in unsigned), signs, strict=True))
        links = tuple(replace(k, polarity=chosen.get(k.ends, k.polarity)) for k in diagram.links)
        catalogue, _ = find_loops(replace(diagram, links=links, loops=()), Lines(""))
        if not any(one.type == "B" and meet(one, loop) for one in catalogue.loops):
            return False
    return True


@given(diagrams(most=6))
def test_opposition_equals_brute_force(diagram: Diagram) -> None:
    catalogue, _ = find_loops(diagram, Lines(""))
    gathered = opponents(diagram, catalogue.loops, complete=True)
    for loop in catalogue.loops:
        found = gathered.opposition(loop)
        if loop.type != "R":
            assert found is None
            continue
        assert found is not None
        cycle = loop_delay(diagram, loop)
        expected = {}
        for other in catalogue.loops:
            if other.type != "B" or not set(other.variables) & set(loop.variables):
                continue
            answer = loop_delay(diagram, other)
            timing = "unknown"
            if answer.known and cycle.known and not (answer.total.smooth or cycle.total.smooth):
                least, most, marked, controllers = own(diagram, other, loop)
                its_least, its_most, its_marked, others = own(diagram, loop, other)
                open_ = not marked and not controllers and answer.total.max is None
                if not (marked or its_marked or controllers ^ others) or open_:
                    timing = "unknown"
                elif most <= its_least:
                    timing = "within one cycle"
                elif least > its_most:
                    timing = "later"
            expected[other.id] = timing
        if found.either is not None and not expected:
            assert found.verdict == "unknown" and either_opposes(diagram, loop)
            continue
        assert found.verdict == ("opposed" if expected else "unchecked")
        assert {one.loop: str(one.timing) for one in found.by} == expected


@given(diagrams(most=6))
def test_unchecked_is_exact_where_loops_are_counted_and_not_listed(diagram: Diagram) -> None:
    catalogue, _ = find_loops(diagram, Lines(""))
    if catalogue.space is None:
        return
    every = opponents(diagram, catalogue.loops, complete=True)
    none = opponents(diagram, (), complete=False, space=catalogue.space)
    for loop in catalogue.loops:
        if loop.type == "R":
            one, other = every.opposition(loop), none.opposition(loop)
            assert one is not None and other is not None
            # Of undetermined loops that are not listed, one may be balancing whatever the sign.
            undetermined = any(x.type == "U" and meet(x, loop) for x in catalogue.loops)
            hidden = undetermined and one.verdict != "opposed"
            assert other.verdict == ("unknown" if hidden else one.verdict)


def meet(one: Loop, other: Loop) -> bool:
    """Whether two loops share a variable."""
    return not set(one.variables).isdisjoint(other.variables)


def test_of_unlisted_undetermined_loops_one_may_be_balancing() -> None:
    # Whichever sign C → A has, one of U1 and U2 is balancing.
    text = "C (+)-> C\nB (+)-> C\nA (+)-> C\nA (-)-> B\nC (?)-> A"
    catalogue, _ = find_loops(source_of(text).diagram, Lines(""))
    (loop,) = (loop for loop in catalogue.loops if loop.type == "R")
    diagram = source_of(text).diagram
    told = opponents(diagram, catalogue.loops, complete=True).opposition(loop)
    assert told is not None and told.either == ("U1", "U2")
    none = opponents(diagram, (), complete=False, space=catalogue.space).opposition(loop)
    assert none is not None and none.verdict == "unknown"
