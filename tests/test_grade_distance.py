"""Distance ratios: published values, cases worked out by hand, and what holds for all maps."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from corpus import CORPUS, needs_corpus
from grade_pairs import of_letters, reordered
from hypothesis import given
from hypothesis import strategies as st

from cld.core.diagram import Diagram
from cld.grade.measures.link_distance import (
    Map,
    Weights,
    d1,
    d6,
    d12,
    d12a2,
    distance_ratio,
    map_of,
)

# A and B are in both: p = 2, u1 = u2 = 1, X = 2·2·(1+1) + 1² + 1² = 10.
ONE = Map(("A", "B", "C"), (("A", "B", 3), ("B", "C", -2)))
OTHER = Map(("A", "B", "D"), (("A", "B", -2), ("B", "A", 1), ("A", "D", 3)))


@needs_corpus
def test_published_distance_ratios_come_out() -> None:
    assert CORPUS is not None
    text = (CORPUS / "distance_ratio_vectors.json").read_text(encoding="utf-8")
    cases = json.loads(text)["cases"]
    assert len(cases) == 20
    for case in cases:
        one, other = (
            Map(tuple(case[f"P{side}"]), tuple(tuple(link) for link in case[side])) for side in "AB"
        )
        published = case["published"]
        assert d12(one, other, 3) == pytest.approx(published["D12"], rel=0, abs=1e-12)
        assert d12a2(one, other, 3) == pytest.approx(published["D12A2"], rel=0, abs=1e-12)
        assert d12(other, one, 3) == d12(one, other, 3)


def test_langfield_smith_and_wirth_by_hand() -> None:
    # A→B + and −: 2; B→C, B→A and A→D in one map only: 1 each.
    assert d1(ONE, OTHER) == 2 + 1 + 1 + 1
    # 2p² + X − (2p + u1 + u2) = 8 + 10 − 6
    assert d6(ONE, OTHER) == 5 / 12
    # Strengths count between A and B: |3 − −2| + |0 − 1|; signs elsewhere: 1 + 1.
    # With m = 3, k = 6: kp² + X − (kp + u1 + u2) = 24 + 10 − 14.
    assert d12(ONE, OTHER, strongest=3) == (5 + 1 + 1 + 1) / 20
    # Two links and three: |2 − 3| above, max(2, 3) below.
    assert d12a2(ONE, OTHER, strongest=3) == (8 + 1) / (3 + 20)
    assert (d12(ONE, OTHER), d12a2(ONE, OTHER)) == (d12(ONE, OTHER, 1), d12a2(ONE, OTHER, 1))


@pytest.mark.parametrize(
    ("weights", "apart", "most"),
    [
        # (εβ+δ)p² + γ′X − α((εβ+δ)p + γ′(u1+u2)) = 6·4 + 10 − (6·2 + 2)
        (Weights(), 5 + 1 + 1 + 1, 20),
        # Opposite signs at A→B cost one more, and as much more could be.
        (Weights(delta=1), 6 + 1 + 1 + 1, 7 * 4 + 10 - (14 + 2)),
        # Links at C and D do not count, and neither do their places.
        (Weights(gamma=0), 5 + 1, 6 * 4 - 12),
        # All places at C and D count: X − (u1 + u2) = 8.
        (Weights(gamma=2), 5 + 1 + 8, 20),
        (Weights(epsilon=1), 8, 3 * 4 + 10 - (6 + 2)),
        # Links to itself count: A→A is in neither map.
        (Weights(alpha=0), 8, 6 * 4 + 10),
    ],
)
def test_markoczy_and_goldberg_by_hand(weights: Weights, apart: float, most: float) -> None:
    assert distance_ratio(ONE, OTHER, weights) == pytest.approx(apart / most, abs=1e-15)


def test_links_to_itself_count_where_they_can_be() -> None:
    own = replace(ONE, links=(*ONE.links, ("A", "A", 3.0), ("C", "C", 1.0)))
    assert distance_ratio(own, OTHER) == distance_ratio(ONE, OTHER)
    assert distance_ratio(own, OTHER, Weights(alpha=0)) == pytest.approx((8 + 3 + 1) / 34)
    assert d1(own, OTHER) == d1(ONE, OTHER)
    assert d12a2(own, OTHER, 3) == d12a2(ONE, OTHER, 3)


def test_maps_of_diagrams() -> None:
    def two(sign: str) -> Map:
        return Map(("A", "B"), (("A", "B", float(sign)), ("B", "A", 1.0)))

    assert d6(two("1"), two("1")) == 0
    # 2 of 4: one of two links turned.
    assert d6(two("1"), two("-1")) == 2 / 4
    # The same is as far apart as can be where all signs are turned.
    turned = Map(("A", "B"), (("A", "B", -1.0), ("B", "A", -1.0)))
    assert d6(two("1"), turned) == distance_ratio(two("1"), turned, Weights(beta=1)) == 1
    assert d6(Map(()), Map(())) == d6(Map(("A",)), Map(("B",))) == 0
    assert d12a2(Map(()), Map(())) == distance_ratio(Map(()), Map(())) == 0


STRENGTHS = st.sampled_from([-3.0, -2.0, -0.4, 0.0, 0.2, 1.0, 3.0])


@st.composite
def maps(draw: st.DrawFn, signs: bool = False) -> Map:
    nodes = draw(st.lists(st.sampled_from("ABCDE"), unique=True))
    ends = [(a, b) for a in nodes for b in nodes]
    chosen = draw(st.lists(st.sampled_from(ends), unique=True)) if ends else []
    strengths = st.sampled_from([-1.0, 1.0]) if signs else STRENGTHS
    return Map(tuple(nodes), tuple((a, b, draw(strengths)) for a, b in chosen))


WEIGHTS = st.builds(
    Weights,
    st.sampled_from([0, 1]),
    st.just(3.0),
    st.sampled_from([0, 1, 2]),
    st.sampled_from([0.0, 0.5, 2.0]),
    st.just(2),
)


@given(maps(), maps(), WEIGHTS)
def test_ratios_are_symmetric_and_within_their_range(
    one: Map, other: Map, weights: Weights
) -> None:
    assert d1(one, other) == d1(other, one)
    for found, turned in (
        (d6(one, other), d6(other, one)),
        (d12(one, other, 3), d12(other, one, 3)),
        (d12a2(one, other, 3), d12a2(other, one, 3)),
        (distance_ratio(one, other, weights), distance_ratio(other, one, weights)),
    ):
        assert found == pytest.approx(turned, abs=1e-15)
        assert 0 <= found <= 1 + 1e-12


@given(maps(), WEIGHTS)
def test_a_map_is_at_no_distance_from_itself(one: Map, weights: Weights) -> None:
    assert d1(one, one) == d6(one, one) == d12(one, one, 3) == d12a2(one, one, 3) == 0
    assert distance_ratio(one, one, weights) == 0


@given(maps(signs=True), maps(signs=True))
def test_with_signs_alone_the_methods_agree(one: Map, other: Map) -> None:
    expected = pytest.approx(d6(one, other), abs=1e-15)
    assert distance_ratio(one, other, Weights(beta=1)) == expected
    assert d12(one, other, strongest=1) == expected


@given(reordered(), of_letters())
def test_of_diagrams_the_order_of_lines_does_not_matter(
    same: tuple[Diagram, Diagram], third: Diagram
) -> None:
    first, second = map(map_of, same)
    assert d6(first, second) == 0
    assert d6(first, map_of(third)) == d6(second, map_of(third))
