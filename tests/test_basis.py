"""The shortest independent loop set: against all loops, by brute force."""

from __future__ import annotations

import random
from itertools import combinations

import networkx
import pytest
from hypothesis import given
from strategies import diagrams
from test_space import brute, ends, graphs

from cld.core.diagram import Diagram, Link, Variable
from cld.loops import basis as under_test
from cld.loops.basis import Basis, independent_loops
from cld.loops.loop import loop_type


def dense(size: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(size) for b in range(size) if a != b]


def diagram_of(pairs: list[tuple[int, int]]) -> Diagram:
    names = dict.fromkeys(f"V{end}" for pair in pairs for end in pair)
    links = tuple(Link(f"V{a}", f"V{b}", "+") for a, b in dict.fromkeys(pairs))
    return Diagram(None, tuple(map(Variable, names)), links)


def rows_of(diagram: Diagram, loops: list[tuple[Link, ...]]) -> list[int]:
    place = {(link.cause, link.effect): number for number, link in enumerate(diagram.links)}
    return [sum(1 << place[link.cause, link.effect] for link in loop) for loop in loops]


def independent(rows: list[int]) -> list[int]:
    """The places of the rows that are no sum of earlier ones, by plain elimination."""
    kept: list[int] = []
    places = []
    for number, row in enumerate(rows):
        for other in kept:
            row = min(row, row ^ other)
        if row:
            kept.append(row)
            places.append(number)
    return places


def rank_of(diagram: Diagram) -> int:
    graph = diagram.to_networkx()
    parts = [graph.subgraph(part) for part in networkx.strongly_connected_components(graph)]
    return sum(part.number_of_edges() - part.number_of_nodes() + 1 for part in parts)


def holds(diagram: Diagram) -> Basis:
    """What is true of every complete set, but for how short it is."""
    basis = independent_loops(diagram)
    rank = rank_of(diagram)
    assert basis.complete and basis.rank == rank == len(basis.loops)
    assert len(independent(rows_of(diagram, list(basis.loops)))) == rank
    index = {variable.name: place for place, variable in enumerate(diagram.variables)}
    for loop in basis.loops:
        places = [index[link.cause] for link in loop]
        assert places[0] == min(places) and len(set(places)) == len(places)
        assert [link.effect for link in loop] == [link.cause for link in (*loop[1:], loop[0])]
        assert all(link is diagram.link(link.cause, link.effect) for link in loop)
    keys = [(len(loop), [index[link.cause] for link in loop]) for loop in basis.loops]
    assert keys == sorted(keys)
    return basis


def is_shortest(diagram: Diagram, basis: Basis) -> None:
    """The greedy choice among all loops by length is a set of least length: loops that are
    independent form a matroid."""
    every = brute(diagram)
    assert all(ends(loop) in every for loop in basis.loops)
    ordered = sorted(every.values(), key=len)
    least = [len(ordered[place]) for place in independent(rows_of(diagram, ordered))]
    assert [len(loop) for loop in basis.loops] == least
    for link in diagram.links:
        through = [len(loop) for loop in ordered if link in loop]
        members = [len(loop) for loop in basis.loops if link in loop]
        assert min(through, default=0) == min(members, default=0)


@given(diagrams(plain=True))
def test_the_set_is_independent_full_and_shortest(diagram: Diagram) -> None:
    is_shortest(diagram, holds(diagram))


@given(graphs())
def test_in_dense_diagrams_too(diagram: Diagram) -> None:
    is_shortest(diagram, holds(diagram))


@given(graphs())
def test_length_by_length_the_set_is_the_same(diagram: Diagram) -> None:
    whole = independent_loops(diagram)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(under_test, "SMALL", 0)
        assert independent_loops(diagram) == whole


@given(graphs())
def test_with_little_work_the_loops_are_the_shortest_of_the_set(diagram: Diagram) -> None:
    whole = independent_loops(diagram)
    for steps in (0, 10, 30, 100):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(under_test, "STEPS", steps)
            patch.setattr(under_test, "SMALL", 0)
            part = independent_loops(diagram)
        assert part.rank == whole.rank and set(part.loops) <= set(whole.loops)
        assert part.complete == (len(part.loops) == whole.rank)


@given(graphs())
def test_a_loop_balances_where_an_odd_number_of_its_members_do(diagram: Diagram) -> None:
    known = tuple(Link(x.cause, x.effect, "-" if x.polarity == "-" else "+") for x in diagram.links)
    diagram = Diagram(None, diagram.variables, known)
    members = list(independent_loops(diagram).loops)
    rows = rows_of(diagram, members)
    types = [loop_type(link.polarity for link in loop) for loop in members]
    sums = {0: 0}
    for row, type_ in zip(rows[:10], types, strict=False):
        sums |= {old ^ row: count + (type_ == "B") for old, count in sums.items()}
    for loop in brute(diagram).values():
        (row,) = rows_of(diagram, [loop])
        if row in sums:
            type_ = loop_type(link.polarity for link in loop)
            assert type_ == ("B" if sums[row] % 2 else "R")


def test_no_set_of_as_many_independent_loops_is_shorter() -> None:
    """Every set there is, not the greedy ones alone."""
    draw = random.Random(1)
    for _ in range(30):
        diagram = diagram_of([(draw.randrange(5), draw.randrange(5)) for _ in range(9)])
        loops = list(brute(diagram).values())
        basis = holds(diagram)
        rows = rows_of(diagram, loops)
        least = min(
            sum(len(loops[place]) for place in chosen)
            for chosen in combinations(range(len(loops)), basis.rank)
            if len(independent([rows[place] for place in chosen])) == basis.rank
        )
        assert sum(map(len, basis.loops)) == least


def test_a_loop_for_each_link_may_not_make_all() -> None:
    """Three loops of two cover every link; the two long ways round are no sums of these."""
    pairs = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 0), (0, 2)]
    basis = holds(diagram_of(pairs))
    assert [len(loop) for loop in basis.loops] == [2, 2, 2, 3]


@pytest.mark.parametrize("size", [60, 200])
def test_where_there_are_too_many_it_says_so(size: int) -> None:
    basis = independent_loops(diagram_of(dense(size)))
    assert basis.rank == size * (size - 1) - size + 1
    assert not basis.complete and len(basis.loops) < basis.rank


def test_a_complete_diagram_of_sixty_variables_yields_its_shortest_loops() -> None:
    diagram = diagram_of(dense(60))
    loops = independent_loops(diagram).loops
    assert len(loops) >= 1770 and {len(loop) for loop in loops[:1770]} == {2}


def test_a_chain_of_two_loops_is_its_two_loops() -> None:
    pairs = [pair for a in range(1999) for pair in ((a, a + 1), (a + 1, a))]
    basis = holds(diagram_of(pairs))
    assert len(basis.loops) == 1999 and {len(loop) for loop in basis.loops} == {2}


def test_faces_of_a_grid() -> None:
    """Streets with two ways each: a loop to and fro for each street, one round each block."""
    at = {(x, y): 12 * x + y for x in range(12) for y in range(12)}
    steps = ((0, 1), (1, 0), (0, -1), (-1, 0))
    pairs = [
        (number, at[x + i, y + j])
        for (x, y), number in at.items()
        for i, j in steps
        if (x + i, y + j) in at
    ]
    lengths = [len(loop) for loop in holds(diagram_of(pairs)).loops]
    assert lengths == [2] * (2 * 11 * 12) + [4] * 11**2


def test_a_hub_far_away_is_not_moved_link_by_link() -> None:
    """Thousands of loops of thousands of links are not all written out."""
    far = [(a, a + 1) for a in range(3000)]
    fan = [pair for a in range(3001, 5500) for pair in ((3000, a), (a, 0))]
    basis = independent_loops(diagram_of(far + fan))
    assert basis.rank == 2499 and not basis.complete
    assert sum(map(len, basis.loops)) <= under_test.STEPS


def test_the_small_parts_are_not_lost_beside_a_large_one() -> None:
    large = dense(110)
    diagram = diagram_of([*large, (0, 900), (900, 901), (901, 900)])
    found = {loop[0].cause for loop in independent_loops(diagram).loops}
    assert "V900" in found
