"""Precision and recall on links and loops, against loops listed one by one."""

from __future__ import annotations

from grade_pairs import of_letters
from hypothesis import given
from hypothesis import strategies as st
from test_loops import oracle

from cld.analyze import analyze
from cld.core.diagram import Diagram, Link, Variable
from cld.grade.measures.f1 import Measure, link_measure, loop_measure
from cld.grade.measures.renamed import renamed
from cld.grade.names.match import match_names
from cld.grade.names.matches import Matches, NameMatch
from cld.language.source import source_of


def test_shares_and_what_0_of_0_is() -> None:
    measure = Measure(2, 3, 8)
    assert (measure.precision, measure.recall, measure.f1) == (2 / 3, 2 / 8, 4 / 11)
    both = Measure(0, 0, 0)
    assert (both.precision, both.recall, both.f1) == (1, 1, 1)
    for one in (Measure(0, 0, 5), Measure(0, 5, 0)):
        assert (one.precision, one.recall, one.f1) == (0, 0, 0)


KEY = source_of(
    """
    Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load
    Hit rate (-)-> Load (-)-> Hit rate
    Pods (?)-> Latency
    Hit rate: opposite "Miss rate"
    """
).diagram


def test_an_answer_by_hand() -> None:
    answer = source_of(
        """
        load (+)-> latency (-)-> Timeout (+)-> Retries (-)-> load
        Miss rate (+)-> load (+)-> Miss rate
        Pods (?)-> latency
        load (+)-> Weather (+)-> load
        """
    ).diagram
    matches = match_names(answer, KEY)
    # Right: load→latency, Timeouts→Retries, both at the miss rate, Pods→Latency.
    assert link_measure(answer, KEY, matches) == Measure(5, 9, 7)
    # Right: both loops of the key, one with two signs turned; the one by the weather is not.
    assert loop_measure(answer, KEY, matches) == Measure(2, 3, 2)
    said = renamed(answer, matches)
    assert [(x.cause, x.polarity) for x in said.links if x.effect == "Hit rate"] == [("Load", "-")]
    assert said.link("Load", "Weather") is not None


def test_one_wrong_sign_makes_another_loop() -> None:
    answer = source_of("Load (+)-> Latency (+)-> Timeouts (+)-> Retries (-)-> Load").diagram
    assert loop_measure(answer, KEY, match_names(answer, KEY)) == Measure(0, 1, 2)


def test_names_that_match_nothing_never_pass_for_those_of_the_key() -> None:
    answer = source_of('Load (+)-> Latency\n"Load (another)" (+)-> Latency').diagram
    key = source_of("Load (+)-> Latency\nDemand (+)-> Load").diagram
    matches = match_names(answer, key, {"Load": None})
    said = renamed(answer, matches)
    assert [v.name for v in said.variables] == [
        "Load (another) (another)",
        "Latency",
        "Load (another)",
    ]
    assert link_measure(answer, key, matches).right == 0


@st.composite
def answers(draw: st.DrawFn) -> tuple[Diagram, Diagram, Matches]:
    """Two diagrams of letters, matched in any way, some variables flipped."""
    answer, key = draw(of_letters()), draw(of_letters())
    mine = draw(st.permutations([v.name for v in answer.variables]))
    yours = draw(st.permutations([v.name for v in key.variables]))
    size = draw(st.integers(0, min(len(mine), len(yours))))
    pairs = tuple(
        NameMatch(a, k, "by hand", flipped=draw(st.booleans()))
        for a, k in zip(mine[:size], yours[:size], strict=True)
    )
    return answer, key, Matches(pairs, tuple(mine[size:]), tuple(yours[size:]))


@given(answers())
def test_loops_are_those_that_one_finds_one_by_one(
    case: tuple[Diagram, Diagram, Matches],
) -> None:
    answer, key, matches = case
    given_, wanted = oracle(answer), oracle(key)
    right = 0
    for names, type_ in given_.items():
        round_ = [matches.key_of(name) for name in names]
        turns = [tuple(round_[i:] + round_[:i]) for i in range(len(round_))]
        right += any(wanted.get(turn) == type_ for turn in turns)  # type: ignore[arg-type]
    assert loop_measure(answer, key, matches) == Measure(right, len(given_), len(wanted))


@given(answers())
def test_loops_keep_their_types_whatever_is_flipped(
    case: tuple[Diagram, Diagram, Matches],
) -> None:
    answer, _, matches = case
    said = renamed(answer, matches)
    assert sorted(oracle(said).values()) == sorted(oracle(answer).values())
    assert len({v.name for v in said.variables}) == len(answer.variables)


@given(answers())
def test_shares_change_places_with_the_sides(case: tuple[Diagram, Diagram, Matches]) -> None:
    answer, key, matches = case
    turned = Matches(
        tuple(NameMatch(m.key, m.answer, m.how, flipped=m.flipped) for m in matches.pairs),
        matches.unmatched_key,
        matches.unmatched_answer,
    )
    for measure in (link_measure, loop_measure):
        one, other = measure(answer, key, matches), measure(key, answer, turned)
        assert (one.precision, one.recall, one.f1) == (other.recall, other.precision, other.f1)
        assert 0 <= one.right <= min(one.given, one.wanted)


@given(of_letters())
def test_a_key_is_its_own_best_answer(key: Diagram) -> None:
    matches = match_names(key, key)
    for measure in (link_measure, loop_measure):
        assert measure(key, key, matches).f1 == 1


def complete(size: int) -> Diagram:
    names = [f"V{i}" for i in range(size)]
    links = tuple(Link(a, b, "+") for a in names for b in names if a != b)
    return Diagram(None, tuple(map(Variable, names)), links)


def test_more_loops_than_can_be_counted() -> None:
    answer, key = complete(60), source_of("V0 (+)-> V1 (+)-> V0 (-)-> V2 (+)-> V0").diagram
    found = loop_measure(answer, key, match_names(answer, key))
    assert (found.right, found.wanted, found.exact) == (1, 2, False)
    assert found.given >= 1
    both = loop_measure(answer, answer, match_names(answer, answer))
    assert not both.exact
    assert 0 < both.right <= min(both.given, both.wanted)


def test_counts_that_are_known_are_not_counted_again() -> None:
    report = analyze("A (+)-> B (+)-> A (-)-> C (+)-> A")
    diagram = report.diagram
    matches = match_names(diagram, diagram)
    assert loop_measure(diagram, diagram, matches, report.counts, report.counts) == Measure(2, 2, 2)
