"""The distance of two diagrams by their independent loops."""

from __future__ import annotations

from itertools import permutations

import pytest
from grade_pairs import of_letters, reordered
from hypothesis import given

from cld.analyze import analyze
from cld.core.diagram import Diagram, Link, Variable
from cld.grade.measures.loop_distance import (
    element_distance,
    loop_distance,
    model_distance,
)
from cld.language.source import source_of
from cld.loops.loop import Loop


def loop(text: str) -> Loop:
    (found,) = analyze(text).loops
    return found


def distance(one: str, other: str) -> float:
    return model_distance(source_of(one).diagram, source_of(other).diagram).value


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("A (+)-> B (+)-> A", "A (+)-> B (+)-> A", 0),
        # One sign of two turned: 2 of 2 + 2.
        ("A (+)-> B (+)-> A", "A (+)-> B (-)-> A", 2 / 4),
        ("A (+)-> B (+)-> A", "A (-)-> B (-)-> A", 4 / 4),
        ("A (+)-> B (+)-> A", "A (?)-> B (+)-> A", 1 / 4),
        # A→B is shared (0 of 2), B→A on one though both are on both (1 of 2), C is not (1 of 1).
        ("A (+)-> B (+)-> A", "A (+)-> B (+)-> C (+)-> A", 3 / 6),
        ("A (+)-> B (+)-> A", "C (+)-> D (+)-> C", 4 / 4),
        # The same variables the other way round: six links, each 1 of 2.
        ("A (+)-> B (+)-> C (+)-> A", "A (+)-> C (+)-> B (+)-> A", 6 / 12),
        ("A (+)-> A", "A (-)-> A", 2 / 2),
        ("A (?)-> A", "A (?)-> A", 0),
    ],
)
def test_links_of_two_loops_by_hand(one: str, other: str, apart: float) -> None:
    assert element_distance(loop(one), loop(other)) == apart
    assert element_distance(loop(other), loop(one)) == apart


def test_a_third_each_for_delay_type_and_links() -> None:
    one, other = loop("A (+)-> B (+)-> A"), loop("A (+)-> B (-)-> A")
    assert loop_distance(one, one, (False, False)) == 0
    assert loop_distance(one, one, (False, True)) == 1 / 3
    assert loop_distance(one, other, (False, False)) == (0 + 1 + 1 / 2) / 3
    assert loop_distance(one, other, (True, False)) == (1 + 1 + 1 / 2) / 3


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("A (+)-> B", "C (+)-> D", 0),  # no loops, nothing differs
        ("A (+)-> B (+)-> A", "A (+)-> B", 1),
        ("A (+)-> B (+)-> A", "A (+)-> C (+)-> A", 1),  # no link shared
        ("A (+)-> B (+)-> A", "B (+)-> A (+)-> B", 0),
        ("A (+)-> B (+)-> A", "A (+)-> B\nB (+)-> A (delay)", 1 / 3),
        ("A (+)-> B\nB (+)-> A (delay 1s)", "A (+)-> B (+)-> A\nB: every 5s", 0),
        # One loop the same, one without partner on each side: (0 + 1 + 1) / 3.
        ("A (+)-> B (+)-> A (-)-> C (+)-> A", "A (+)-> B (+)-> A (+)-> D (+)-> A", 2 / 3),
        # A step in between: A→B is shared, the type too, 1/3 · 1/2.
        ("A (+)-> B (+)-> A", "A (+)-> B (+)-> C (+)-> A", 1 / 6),
    ],
)
def test_diagrams_by_hand(one: str, other: str, apart: float) -> None:
    assert distance(one, other) == pytest.approx(apart, abs=1e-15)
    assert distance(other, one) == pytest.approx(apart, abs=1e-15)


def test_loops_are_set_against_each_other_so_that_all_together_is_least() -> None:
    # A→B lies on both loops of each side; the second loops differ in one sign, the first in all.
    one = "A (+)-> B (+)-> C (+)-> A\nB (+)-> D (-)-> A"
    other = "A (+)-> B (-)-> C (-)-> A\nB (+)-> D (+)-> A"
    found = model_distance(source_of(one).diagram, source_of(other).diagram)
    members = [(p.one.variables, p.other.variables) for p in found.pairs]
    assert [mine == yours for mine, yours in members] == [True, True]
    assert found.only_one == found.only_other == ()
    # C: type the same, links 0 + 2 + 2 of 6; D: type not, links 2 of 6.
    assert found.value == pytest.approx(((4 / 6) / 3 + (1 + 2 / 6) / 3) / 2)


@given(of_letters(), of_letters())
def test_the_distance_is_symmetric_and_from_0_to_1(one: Diagram, other: Diagram) -> None:
    found, turned = model_distance(one, other), model_distance(other, one)
    assert found.value == pytest.approx(turned.value, abs=1e-12)
    assert 0 <= found.value <= 1 + 1e-12
    assert found.complete
    for pair in found.pairs:
        assert 0 <= pair.distance <= 1 + 1e-12
    left = len(found.only_one) + len(found.only_other)
    total = sum(pair.distance for pair in found.pairs) + left
    assert found.value * (len(found.pairs) + left or 1) == pytest.approx(total)
    if len(found.only_one) + len(found.pairs) <= 4 and len(found.only_other) <= 4:
        no_more(found.value, one, other)


def no_more(value: float, one: Diagram, other: Diagram) -> None:
    """No other way to pair the loops one to one leaves less of a sum."""
    found = model_distance(one, other)
    mine = [pair.one for pair in found.pairs] + list(found.only_one)
    yours = [pair.other for pair in found.pairs] + list(found.only_other)
    late = {id(each): any(link.delay for link in each.links) for each in (*mine, *yours)}
    least = float("inf")
    for chosen in permutations([*yours, *[None] * len(mine)], len(mine)):
        total = float(len(yours))
        for a, b in zip(mine, chosen, strict=True):
            if b is None:
                total += 1
                continue
            ends = ({(link.cause, link.effect) for link in each.links} for each in (a, b))
            if not set.intersection(*ends):
                break
            total += loop_distance(a, b, (late[id(a)], late[id(b)])) - 1
        else:
            least = min(least, total)
    mean = value * (len(found.pairs) + len(found.only_one) + len(found.only_other))
    assert mean == pytest.approx(least, abs=1e-6) if mine or yours else value == 0


@given(reordered(), of_letters())
def test_the_order_of_lines_does_not_matter(same: tuple[Diagram, Diagram], third: Diagram) -> None:
    assert model_distance(*same).value == 0
    values = [model_distance(each, third).value for each in same]
    assert values[0] == values[1]


@given(of_letters("ABC"), of_letters("XYZ"))
def test_nothing_in_common_is_1(one: Diagram, other: Diagram) -> None:
    found = model_distance(one, other)
    assert found.pairs == ()
    assert found.value == (1 if found.only_one or found.only_other else 0)


def complete(size: int, sign: str) -> Diagram:
    names = [f"V{i}" for i in range(size)]
    links = tuple(Link(a, b, sign) for a in names for b in names if a != b)
    return Diagram(None, tuple(map(Variable, names)), links)


def through_one_link(size: int, sign: str) -> Diagram:
    """All loops share a link, so that each can be set against each."""
    names = [f"V{i}" for i in range(size)]
    links = [Link("A", "B", "+")]
    links += [link for n in names for link in (Link("B", n, sign), Link(n, "A", "+"))]
    return Diagram(None, tuple(map(Variable, ["A", "B", *names])), tuple(links))


def test_many_loops_come_to_an_end() -> None:
    for make, size in ((complete, 60), (through_one_link, 2000)):
        found = model_distance(make(size, "+"), make(size, "-"))
        assert 0 < found.value <= 1
