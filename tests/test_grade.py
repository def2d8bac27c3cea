"""What an answer earns: fair, and nothing to be had by cheating."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, permutations
from typing import get_args

import pytest

from cld.analyze import analyze
from cld.core.diagram import ExpectationKind
from cld.grade.comparison import Comparison
from cld.grade.expectations import RULES
from cld.grade.grade import Grade, grade
from cld.grade.key import Key, read_key
from cld.grade.key_check import prove
from cld.grade.marks import answer_marks, key_marks
from cld.grade.pairing import Pairing
from cld.language.scan import EXPECTATIONS
from cld.prose.grades import FULL, View, criteria_words

STORM = """
Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+, delay 1s)-> Load
Latency (+, delay 3min)-> Pods (-)-> Latency
Pods: optional
expect loop reinforcing: Load, Latency, Timeouts, Retries (points 8)
expect loop balancing: Latency, Pods (points 4)
expect link Load (+)-> Latency (points 2)
expect at least 2 loops (points 2)
expect delays on balancing loops (points 2)
"""
LINKS = "".join(line for line in STORM.splitlines(True) if "->" in line and "expect" not in line)


def key_of(text: str) -> Key:
    key, problems = read_key(analyze(text))
    assert not problems
    return key


def graded(text: str, key: Key, pairs: dict[str, str] | None = None) -> Grade:
    """Grade an answer whose names are those of the key, but for some."""
    answer = analyze(text)
    known = {v.name: v.name for v in key.diagram.variables if answer.diagram.variable(v.name)}
    return grade(Comparison(key, answer, Pairing({**known, **(pairs or {})})))


@pytest.fixture(scope="module")
def storm() -> Key:
    return key_of(STORM)


def test_the_key_itself_earns_all(storm: Key) -> None:
    found = graded(LINKS, storm)
    assert found.score == found.max_score == 18 and not found.charges


EVERY = """
A (+)-> B (-)-> A (+)-> C (+)-> A (+)-> D (-)-> A
A: stock
loop R1 "Growth" reinforcing: A, C
intervention "Stop" { cut A -> C }
expect link A (+)-> B
expect loop reinforcing: A, C
expect loop named "Growth"
expect at least 2 loops
expect at least 1 combinations
expect delays on balancing loops
expect fight over A
expect intervention "Stop"
expect interventions ranked
expect loops labelled
expect stock A
run "Go" { step A 1 }
expect run "Go" settles
"""


def test_every_expectation_has_a_rule_a_title_and_words_of_its_own() -> None:
    key, _ = read_key(analyze(EVERY))
    kinds = [criterion.expectation.kind for criterion in key.criteria]
    assert set(kinds) == set(get_args(ExpectationKind)) == set(RULES)
    for text in (EVERY.split("expect")[0], "", "A (+)-> B"):
        found = graded(text, key)
        for view in (View(), FULL):
            said = criteria_words(found, view)
            assert [one.number for one in said] == list(range(1, len(kinds) + 1))
            assert all(one.title for one in said)
    assert len(EXPECTATIONS) == len(kinds) - 2  # “loop” and “at least” begin two


def test_own_steps_and_own_names_are_right(storm: Key) -> None:
    text = LINKS.replace("Load (+)-> Latency", "Load (+)-> queue (-)-> room (-)-> Slowness")
    assert graded(text.replace("Latency", "Slowness"), storm, {"Latency": "Slowness"}).score == 18


def test_what_is_optional_may_be_left_out() -> None:
    key = key_of(
        "A (+)-> B (-)-> C (+)-> A\nB: optional\nexpect loop balancing: A, B, C (points 4)"
    )
    assert graded("A (-)-> C (+)-> A", key).score == 4
    # The sign past it must be what it is by way of it.
    assert graded("A (+)-> C (+)-> A", key).score == pytest.approx(2 - 0.5 * 4 / 3, abs=1e-5)


def test_a_variable_that_is_missing_is_one_fault() -> None:
    key = key_of("A (+)-> B (-)-> C (+)-> A\nexpect loop balancing: A, B, C (points 4)")
    assert graded("A (-)-> C (+)-> A", key).score == 2


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("A (+)-> B (+)-> C (+)-> A", 12.0),
        ("A (+)-> B (-)-> C (+)-> A", 6.0),  # one sign wrong
        ("A (+)-> B (+)-> C", 6.0),  # one link missing
        ("A (+)-> B (-)-> C (-)-> A", 12 * 0.5 / 3),  # two wrong: the type alone is not the loop
        ("A (+)-> B", 12 * 0.5 / 3),
        ("A (?)-> B (+)-> C (+)-> A", 6.0),
        ("B (+)-> A", 0.5),  # a link the other way round, and what B -> C -> A comes to
        ("A, B, C", 0.0),
        ("", 0.0),
    ],
)
def test_part_of_a_loop(answer: str, points: float) -> None:
    key = key_of("A (+)-> B (+)-> C (+)-> A\nexpect loop: A, B, C (points 12)")
    text = answer if "->" in answer else "".join(f"{n}:\n" for n in answer.split(", ") if n)
    assert graded(text, key).score == pytest.approx(points)


def test_steps_of_ones_own_go_round_once() -> None:
    key = key_of("A (+)-> B (+)-> A\nexpect loop: A, B (points 2)")
    assert graded("A (+)-> x (+)-> B (+)-> y (+)-> A", key).score == 2
    assert graded("A (+)-> x (+)-> B (+)-> x (+)-> A", key).score == 1


def test_turned_senses_keep_loops() -> None:
    key = key_of("Hit rate (-)-> Load (-)-> Hit rate\nexpect loop: Hit rate, Load (points 2)")
    answer = analyze("Miss rate (+)-> Load (+)-> Miss rate")
    pairing = Pairing({"Hit rate": "Miss rate", "Load": "Load"}, frozenset({"Miss rate"}))
    assert grade(Comparison(key, answer, pairing)).score == 2


def test_forbidden_links_and_wrong_ones_cost(storm: Key) -> None:
    more = f"{LINKS}Retries (-)-> Pods\n"
    usual = 18 / 6 / 2
    assert graded(more, storm).score == 18 - usual
    assert graded(more, key_of(f"{STORM}forbid none\n")).score == 18
    key = key_of(f"{STORM}forbid none\nforbid link Retries (-)-> Pods (minus 5)\n")
    assert graded(more, key).score == 13


# -- stocks, names, interventions --

THINGS = """
Arrivals (+)-> Queue (+)-> Served (-)-> Queue
Queue (+)-> Staff (-)-> Queue
Queue: stock
loop B1 "Drain" balancing: Queue, Served
loop R9 "Rush" reinforcing: Queue, Word
Queue (+)-> Word (+)-> Queue
intervention "Close the door" (level 7) { cut Word -> Queue }
"""


@pytest.mark.parametrize(
    ("expectation", "answer", "share"),
    [
        ('stock Queue (inflow "Arrivals", outflow "Served")', THINGS, 1.0),
        ('stock Queue (inflow "Arrivals", outflow "Served")', "Arrivals (+)-> Queue", 1 / 3),
        ("stock Queue", "Queue: stock", 1.0),
        ("stock Queue", "Arrivals:", 0.0),
        ('loop named "Drain"', THINGS, 1.0),
        ('loop named "Drain"', THINGS.replace('"Drain"', '"the drain"'), 1.0),
        ('loop named "Drain"', THINGS.replace('"Drain"', '"Flood"'), 0.0),
        ("loops labelled", THINGS, 1.0),
        ("loops labelled", THINGS.replace("B1 \"Drain\" balancing", "reinforcing"), 0.5),
        ("loops labelled", THINGS.replace("R9 \"Rush\" reinforcing", "R9"), 1.0),
        ("loops labelled", f"{THINGS}loop balancing: Word, Queue", 0.5),
        ("loops labelled", THINGS.replace("Word (+)-> Queue\n", "Word (-)-> Queue\n"), 0.75),
        ("loops labelled", "loop balancing: Queue, Served", 0.0),
        ("fight over Queue", THINGS, 1.0),
        ("fight over Queue", THINGS.replace("Staff (-)", "Staff (+)"), 0.5),
        ("at least 1 combinations", THINGS, 1.0),
        ("at least 1 combinations", "Queue (+)-> Served (-)-> Queue", 0.0),
        ('intervention "Close the door" breaks R9 (level 7 or 8)', THINGS, 1.0),
        ('intervention "Close the door" breaks R9 (level 7 or 8)',
         THINGS.replace("(level 7)", "(level 3)"), 2 / 3),
        ('intervention "Close the door" breaks R9 (level 7 or 8)',
         THINGS.replace("cut Word -> Queue", "cut Arrivals -> Queue"), 2 / 3),
        ('intervention "Close the door" breaks R9', THINGS.replace("Close", "Open"), 0.0),
    ],
)  # fmt: skip
def test_other_expectations(expectation: str, answer: str, share: float) -> None:
    bare, _, settings = expectation.partition(" (")
    points = f"(points 6, {settings}" if settings else "(points 6)"
    key = key_of(f"{THINGS}expect {bare} {points}\nforbid none\n")
    assert graded(answer, key).score == pytest.approx(6 * share, abs=1e-5)


def test_interventions_are_ranked_as_their_levels_are() -> None:
    more = 'intervention "More chairs" (level 11) { capacity Queue: 5 to 10 }\n'
    key = key_of(f"{THINGS}{more}expect interventions ranked (points 4)\n")
    assert graded(THINGS + more, key).score == 4
    turned = (THINGS + more).replace("(level 7)", "(level 12)")
    assert graded(turned, key).score == 0
    assert graded(THINGS, key).score == 0


def test_stating_loops_as_both_types_raises_nothing(storm: Key) -> None:
    both = (
        f"{LINKS}loop reinforcing: Latency, Pods\nloop balancing: Latency, Pods\n"
        "loop balancing: Load, Latency, Timeouts, Retries\n"
    )
    assert graded(both, storm).score == graded(LINKS, storm).score


def test_a_sign_that_is_left_open_is_not_right() -> None:
    key = key_of("A (+)-> B (+)-> C (+)-> A\nA (-)-> D\nexpect loop: A, B, C (points 8)")
    right = "A (+)-> B (+)-> C (+)-> A\n"
    wrong, unsaid = (graded(f"{right}A ({sign})-> D", key).score for sign in "+?")
    assert wrong == unsaid == 8 - 1
    # But where the key leaves it open.
    key = key_of("A (+)-> B (+)-> A\nA (?)-> D\nexpect loop: A, B (points 8)")
    assert graded("A (+)-> B (+)-> A\nA (?)-> D", key).score == 8
    key = key_of(f'{THINGS}expect stock Queue (points 3, inflow "Arrivals")\nforbid none\n')
    said = graded("Arrivals (?)-> Queue\n", key).earned[0].facts
    assert [fact.kind for fact in said] == ["no stock", "no sign"]


def test_a_link_whose_sign_the_key_leaves_open_is_right_with_any() -> None:
    key = key_of("A (?)-> B\nexpect link A (?)-> B (points 4)\nforbid none\n")
    assert [graded(f"A ({sign})-> B", key).score for sign in "+-?"] == [4, 4, 4]


def test_a_variable_beside_a_loop_is_no_worse_than_none() -> None:
    key = key_of("A (+)-> B (-)-> C (+)-> A\nA (+)-> D (+)-> B\nexpect loop: A, B, C (points 4)")
    past = "A (-)-> C (+)-> A\n"
    assert graded(past, key).score == graded(f"{past}D (+)-> B\n", key).score == 2
    assert graded(f"{past}B:\n", key).score == 2
    (earned,) = graded(f"{past}D (+)-> B\n", key).earned
    assert [fact.kind for fact in earned.facts] == ["left out", "found"]


def test_a_link_that_is_forbidden_costs_once() -> None:
    text = "A (+)-> B (+)-> C (+)-> A\nexpect loop: A, B, C (points 9)\nforbid link A (-)-> A"
    links = "A (+)-> B (+)-> C (+)-> A\nA (-)-> A"
    for minus, score in ((5, 4.0), (1, 7.5)):  # wrong by itself it costs 1.5
        found = graded(links, key_of(f"{text} (minus {minus})\n"))
        (charge,) = found.charges
        assert charge.forbidden is not None and found.score == score


def test_a_key_that_forbids_what_it_holds_is_not_sound() -> None:
    key = key_of("A (+)-> B (+)-> A\nexpect loop: A, B\nforbid link A (+)-> B (minus 1)\n")
    (finding,) = prove(key)
    assert finding.code == "CLD802" and "forbids" in finding.message


def test_a_label_may_name_what_no_other_line_does() -> None:
    ring = "loop reinforcing: A, B, C\n"
    key = key_of(f"A (+)-> B (+)-> C (+)-> A\n{ring}expect loops labelled (points 6)\n")
    said = f"A (+)-> B\n{ring}"
    # To copy a name that a line has already is worth nothing.
    assert graded(said, key).score == graded(f"{said}C:\n", key).score == 1


def test_whoever_states_every_level_has_not_decided() -> None:
    key = key_of(
        f'{THINGS}expect intervention "Close the door" (points 6, level 7 or 8)\nforbid none\n'
    )
    every = " or ".join(map(str, range(1, 13)))
    assert graded(THINGS.replace("level 7", f"level {every}"), key).score == 3
    assert graded(THINGS.replace("level 7", "level 7 or 8"), key).score == 6
    more = "".join(
        f'intervention "Close the {word} door" (level {level}) {{ cut Word -> Queue }}\n'
        for level, word in enumerate(("red", "blue", "green", "white", "back", "front"), 3)
    )
    assert graded(THINGS.replace("level 7", "level 2") + more, key).score == 3


def test_no_wrong_link_makes_an_intervention_act() -> None:
    brake = 'intervention "Brake" { add B (-)-> valve (+)-> A }\n'
    key = key_of(
        f'A (+)-> B (+)-> A\n{brake}expect intervention "Brake" breaks R1 (points 4)\nforbid none'
    )
    assert graded(f"A (+)-> B (+)-> A\n{brake}", key).score == 4
    aside = brake.replace("-> A", "-> C")
    assert graded(f"A (+)-> B (+)-> A\nC:\n{aside}", key).score == 2
    key = key_of(
        f"A (+)-> B (+)-> A\nB (-)-> C\n{brake}"
        'expect intervention "Brake" breaks R1 (points 4)\nforbid none'
    )
    assert graded(f"A (+)-> B (+)-> A\nC (+)-> A\n{aside}", key).score == 2


def test_one_level_for_all_is_no_order() -> None:
    more = 'intervention "More chairs" (level 11) { capacity Queue: 5 to 10 }\n'
    key = key_of(f"{THINGS}{more}expect interventions ranked (points 4)\n")
    assert graded((THINGS + more).replace("level 11", "level 7"), key).score == 0
    # Two that work at one level have no order, and to have them twice earns nothing.
    twice = THINGS + more.replace("11", "5") + more.replace("More", "Many").replace("11", "5")
    assert graded(twice, key).score == 0


def test_a_way_that_the_key_has_over_more_is_not_the_other_way_round() -> None:
    key = key_of("A (+)-> B (+)-> C (+)-> D (+)-> A\nexpect loop: A, B, C, D (points 8)")
    (earned,) = graded("A (+)-> x (+)-> y (+)-> D", key).earned
    assert "turned" not in {fact.kind for fact in earned.facts}
    # What is drawn from D to C the key has from C to D.
    (earned,) = graded("D (+)-> x (+)-> C\nB:\nA:", key).earned
    assert "turned" in {fact.kind for fact in earned.facts}


# -- who draws everything --

RING = """
Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load
Users (+)-> Load (-)-> Users
expect loop reinforcing: Load, Latency, Timeouts, Retries (points 10)
"""
FOUR = ("Load", "Latency", "Timeouts", "Retries")


def every(pairs: Iterable[tuple[str, ...]]) -> list[str]:
    return [f"{a} (+)-> {b}\n" for a, b in pairs]


def test_who_links_everything_in_one_loop_has_not_found_it() -> None:
    key = key_of(f"{RING}forbid none\n")
    found = graded("".join(every(permutations(FOUR, 2))), key)
    # Between all variables of the key there are more links to draw.
    assert found.comparison.kept == 1 and found.score == 0
    facts = [fact.kind for fact in found.earned[0].facts]
    assert facts == ["found", "crowded"]


def test_a_few_links_too_many_cost_their_price_alone() -> None:
    ring = "Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load\n"
    key = key_of(f"{RING}forbid none\n")
    steps = list(pairwise((*FOUR, FOUR[0])))
    others = every([pair for pair in permutations(FOUR, 2) if pair not in steps])
    assert len(others) == 8
    scores = [graded(ring + "".join(others[:count]), key).score for count in range(9)]
    assert scores[:6] == [10] * 6 and scores[6:] == pytest.approx([7.5, 3.75, 0])


def test_a_link_among_nearly_all_possible_ones_earns_less() -> None:
    ring = "A (+)-> B (+)-> C (+)-> D (+)-> A"
    key = key_of(f"{ring}\nexpect link A (+)-> B (points 4)\nforbid none\n")
    links = every(permutations("ABCD", 2))
    scores = [graded("".join(links[:count]), key).score for count in (7, 8, 12)]
    assert scores == [4, 3, 0]


def test_steps_of_ones_own_hide_no_flood() -> None:
    key = key_of(RING)
    aside = "".join(f"{a} (+)-> {a}{b} (+)-> {b}\n" for a, b in permutations(FOUR, 2))
    assert graded(aside, key).score == 0
    # Many variables of one's own between those of the key are no flood.
    mesh = "".join(every(permutations(["queue", "mood", "cost", "staff"], 2)))
    through = mesh + "Load (+)-> queue\nmood (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load"
    assert graded(through, key).score == 10


def test_what_costs_nothing_does_not_pay() -> None:
    asked = "A (+)-> B (+)-> C\nexpect link A (+)-> B (points 4)\n"
    (earned,) = graded("B (+)-> A", key_of(asked)).earned
    assert earned.share == 0.25 and earned.facts[0].kind == "turned"
    (earned,) = graded("B (+)-> A", key_of(f"{asked}forbid none")).earned
    assert earned.share == 0 and earned.facts[0].kind == "turned"


def test_a_link_the_other_way_round_raises_no_score() -> None:
    others = "C (+)-> D (+)-> E (+)-> F (+)-> G\n"
    key = key_of(f"A (+)-> B\n{others}expect link A (+)-> B (points 10)\n")
    found = graded("B (+)-> A", key)
    assert found.earned[0].points == found.charges[0].cost == 2.5 and found.score == 0


def test_a_link_of_a_loop_the_other_way_round_costs_what_a_wrong_one_costs() -> None:
    ring = "A (+)-> B (+)-> C (+)-> D (+)-> E"
    key = key_of(f"{ring} (+)-> A\nexpect loop: A, B, C, D, E (points 30)\n")
    found = graded(f"{ring}\nA (+)-> E", key)
    assert [charge.cost for charge in found.charges] == [3]
    assert (found.earned[0].points, found.score) == (15, 12)


def test_of_what_is_missing_it_is_told_how_many_links_it_takes() -> None:
    key = key_of("A (+)-> B (-)-> C (+)-> A\nexpect loop: A, B, C (points 4)")

    def told(answer: str) -> list[tuple[str, int]]:
        return [(fact.kind, fact.count) for fact in graded(answer, key).earned[0].facts]

    assert told("A (+)-> B (-)-> C") == [("found", 1), ("found", 1), ("missing", 1)]
    assert told("C (+)-> A") == [("missing", 2), ("found", 1)]
    assert told("A (-)-> C (+)-> A") == [("left out", 1), ("found", 1)]


def test_a_key_with_the_points_it_says_is_sound() -> None:
    key = "A (+)-> B (+)-> A\nexpect loop: A, B (points 4)\n"
    assert not prove(key_of(f'exercise "E" (points 4)\n{key}'))
    (finding,) = prove(key_of(f'exercise "E" (points 5)\n{key}'))
    assert finding.code == "CLD803"


def test_a_link_that_is_on_no_loop_is_marked_as_found_too() -> None:
    key = key_of("A (+)-> B (+)-> C\nexpect link A (+)-> B\n")
    assert key_marks(graded("A (+)-> mine (+)-> B\nC:", key)) == {
        ("A", "B"): "found",
        ("B", "C"): "missing",
    }
    assert answer_marks(graded("A (+)-> B (+)-> mine\nC:", key)) == {
        ("A", "B"): "found",
        ("B", "mine"): "own",
    }


def test_of_a_key_with_thousands_of_loops_the_shortest_count() -> None:
    names = "ABCDEFG"  # with all links between them: 2,358 loops
    links = "".join(every(permutations(names, 2)))
    for count, problems in ((500, 0), (501, 1)):
        key = key_of(f"{links}expect at least {count} loops\n")
        assert len(prove(key)) == problems
        assert len(graded(links, key).comparison.traces) == 500


def test_a_lever_has_its_level_whatever_else_is_wrong() -> None:
    lever = 'intervention "Cap" { cut B -> A }\n'
    key = key_of(
        f'A (+)-> B (+)-> A\nC (+)-> D\n{lever}expect intervention "Cap" (points 2, level 7)\n'
    )
    right = "A (+)-> B (+)-> A\n"
    assert graded(right + lever, key).score == 2
    # Neither does a link that is missing or wrong cost once more, nor does one help.
    for links in ("A (+)-> B\n", "A (-)-> B (+)-> A\n"):
        (earned,) = graded(links + lever, key).earned
        assert earned.share == 1
    useless = lever.replace("B -> A", "D -> C")
    (earned,) = graded(f"{right}C (+)-> D (+)-> C\n{useless}", key).earned
    assert [fact.kind for fact in earned.facts] == ["intervention", "other level"]


def test_a_loop_that_no_report_lists_can_be_expected() -> None:
    names = [f"V{n}" for n in range(8)]
    links = "\n".join(f"{a} (+)-> {b}" for a, b in permutations(names, 2))
    ring = ["V0", "V3", "V1", "V6", "V2", "V7", "V4", "V5"]
    key = key_of(f"{links}\nexpect loop reinforcing: {', '.join(ring)}")
    (criterion,) = key.criteria
    assert all(set(loop.variables) != set(ring) for loop in key.report.loops)
    assert criterion.loop is not None and criterion.loop.variables == tuple(ring)
    assert graded(" (+)-> ".join([*ring, ring[0]]), key).score == 1


def test_a_pair_of_loops_that_meet_counts_once() -> None:
    key = key_of(
        "A (+)-> B (+)-> A (+)-> C (+)-> A (+)-> D (+)-> A\nexpect at least 2 combinations"
    )
    assert graded("A (+)-> B (+)-> A (+)-> C (+)-> A", key).score == 0.5
    assert graded("A (+)-> B (+)-> A (+)-> C (+)-> A (+)-> D (+)-> A", key).score == 1


def test_what_is_missing_earns_nothing_and_costs_nothing() -> None:
    key = key_of(
        'A (+)-> B (+)-> C (+)-> A\nloop "Growth": A, B, C\nexpect link A (+)-> B (points 4)\n'
        'expect loop named "Growth" (points 4)\nexpect link B (+)-> C (points 2)'
    )
    assert graded("A (+)-> B", key).score == 4
    wrong = graded("A (-)-> B (+)-> C", key)  # the points of the link, and no more
    assert wrong.score == 2 and not wrong.charges
    links = key_of("A (+)-> B (+)-> C\nexpect link A (+)-> B\nexpect link B (+)-> C")
    assert graded("A (-)-> B (+)-> C", links).score == 1
    assert key_marks(wrong)["C", "A"] == "missing"
    assert set(key_marks(graded("A (+)-> own", key)).values()) == {"missing"}


def test_what_is_optional_may_stand_beside_the_loop() -> None:
    key = key_of(
        "Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load\nTimeouts: optional\n"
        "expect loop reinforcing: Load, Latency, Timeouts, Retries"
    )
    loop = "Load (+)-> Latency (+)-> Retries (+)-> Load"
    assert graded(loop, key).score == graded(f"{loop}\nLatency (+)-> Timeouts", key).score == 1
