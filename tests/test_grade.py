"""What an answer earns: fair, and nothing to be had by cheating."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cld.analyze import analyze
from cld.grade.board import Board
from cld.grade.grade import Grade, grade
from cld.grade.graded import graded as grade_by_name
from cld.grade.key import Key, read_key
from cld.grade.pairing import Pairing
from cld.grade.proof import prove
from cld.grade.wrong import Paths
from cld.model import Diagram, Link
from cld.write import write

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
    return grade(Board(key, answer, Pairing({**known, **(pairs or {})})))


@pytest.fixture(scope="module")
def storm() -> Key:
    return key_of(STORM)


def test_the_key_itself_earns_all(storm: Key) -> None:
    found = graded(LINKS, storm)
    assert found.score == found.max_score == 18 and not found.charges


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
    assert grade(Board(key, answer, pairing)).score == 2


def test_forbidden_links_and_wrong_ones_cost(storm: Key) -> None:
    more = f"{LINKS}Retries (-)-> Pods\n"
    usual = 18 / 6 / 2
    assert graded(more, storm).score == 18 - usual
    assert graded(more, key_of(f"{STORM}forbid none\n")).score == 18
    key = key_of(f"{STORM}forbid none\nforbid link Retries (-)-> Pods (minus 5)\n")
    assert graded(more, key).score == 13


def by_name(answer: str, key: Key) -> Grade:
    return grade_by_name(key, analyze(answer))[0]


# -- laws --

names = st.sampled_from("ABCDEF")
signs = st.sampled_from("+-")
links = st.dictionaries(st.tuples(names, names), signs, min_size=2, max_size=9)


def written(said: dict[tuple[str, str], str]) -> str:
    return "".join(f"{a} ({sign})-> {b}\n" for (a, b), sign in said.items())


@st.composite
def keys(draw: st.DrawFn) -> Key:
    """A key that asks for each of its loops and some of its links."""
    text = written(draw(links))
    report = analyze(text)
    for variable in report.variables:
        name = variable.name
        text += f'{name}: alias "also {name}{name}", opposite "contrary of {name}{name}"\n'
    for name in draw(st.sets(names, max_size=2)):
        text += f"{name}: optional\n" if report.diagram.variable(name) else ""
    for loop in report.loops[:6]:
        text += f"expect loop: {', '.join(loop.variables)} (points {draw(st.integers(1, 9))})\n"
    for link in report.links:
        if draw(st.booleans()):
            text += f"expect link {link.cause} ({link.polarity})-> {link.effect} (points 2)\n"
    text += "expect at least 2 loops (points 3)\n"
    return key_of(text)


def changed(diagram: Diagram, links: tuple[Link, ...]) -> str:
    return write(Diagram(variables=diagram.variables, links=links))


answers = st.dictionaries(
    st.tuples(st.sampled_from("ABCDEFxy"), st.sampled_from("ABCDEFxy")),
    st.sampled_from("+-?"),
    max_size=14,
)


@given(keys())
def test_a_key_earns_its_own_points_but_what_it_cannot_meet(key: Key) -> None:
    own = graded(changed(key.diagram, key.diagram.links), key)
    can_meet = len(key.report.loops) >= 2
    assert own.score == pytest.approx(
        own.max_score - (0 if can_meet else 3 - 1.5 * len(key.report.loops))
    )
    assert not own.charges


@given(keys(), answers, st.data())
def test_removing_a_link_of_the_key_never_raises_a_score(
    key: Key, said: dict[tuple[str, str], str], data: st.DataObject
) -> None:
    ours = {(link.cause, link.effect): link.polarity for link in key.diagram.links}
    removed = data.draw(st.sampled_from(sorted(ours)))
    with_it = graded(written({**said, removed: ours[removed]}), key).score
    without = graded(written({e: s for e, s in said.items() if e != removed}), key).score
    assert without <= with_it + 1e-9


def test_a_link_with_a_wrong_sign_is_no_other_one_turned() -> None:
    key = key_of("A (+)-> B (-)-> A\nexpect loop: A, B (points 3)\nexpect link B (-)-> A")
    assert graded("A (-)-> B\n", key).score == 0


@given(keys(), answers, st.data())
def test_adding_a_wrong_link_never_raises_a_score(
    key: Key, said: dict[tuple[str, str], str], data: st.DataObject
) -> None:
    known = [v.name for v in key.diagram.variables]
    paths = Paths(key.diagram, frozenset(known) - key.optional)
    wrong = [
        (a, b, sign) for a in known for b in known for sign in "+-"
        if (a, b) not in said and sign not in paths.signs(a, b)
    ]  # fmt: skip
    assume(wrong)
    a, b, sign = data.draw(st.sampled_from(wrong))
    declared = "".join(f"{name}:\n" for name in known)
    before = graded(declared + written(said), key)
    after = graded(declared + written({**said, (a, b): sign}), key)
    assert (a, b) in {(one.cause, one.effect) for one in after.board.wrong}
    assert after.score <= before.score + 1e-9


@given(keys(), answers, st.randoms(use_true_random=False))
def test_order_does_not_count(key: Key, said: dict[tuple[str, str], str], random: object) -> None:
    turned = dict(reversed(said.items()))
    assert graded(written(said), key).score == graded(written(turned), key).score


@given(keys(), answers, st.dictionaries(names, st.sampled_from(["alias", "opposite"])))
def test_other_words_for_the_same_change_nothing(
    key: Key, said: dict[tuple[str, str], str], how: dict[str, str]
) -> None:
    how = {name: way for name, way in how.items() if key.diagram.variable(name)}
    words = {"alias": "also {0}{0}", "opposite": "contrary of {0}{0}"}

    def called(name: str) -> str:
        return words[how[name]].format(name) if name in how else name

    def sign(ends: tuple[str, str]) -> str:
        turns = sum(how.get(end) == "opposite" for end in ends) == 1
        return {"+": "-", "-": "+", "?": "?"}[said[ends]] if turns else said[ends]

    renamed = {(called(a), called(b)): sign((a, b)) for a, b in said}
    assert by_name(written(renamed), key).score == by_name(written(said), key).score


@given(keys(), answers)
def test_all_possible_links_raise_nothing(key: Key, said: dict[tuple[str, str], str]) -> None:
    own = {(link.cause, link.effect): str(link.polarity) for link in key.diagram.links}
    known = [v.name for v in key.diagram.variables]
    all_links = {(a, b): "+" for a in known for b in known}
    assert graded(written({**all_links, **own}), key).score <= graded(written(own), key).score


@given(keys(), answers, st.integers(1, 50))
def test_more_variables_raise_nothing(
    key: Key, said: dict[tuple[str, str], str], count: int
) -> None:
    more = written(said) + "".join(f"extra {n} (+)-> extra {n + 1}\n" for n in range(count))
    assert graded(more, key).score == graded(written(said), key).score


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
