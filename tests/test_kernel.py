"""What lies between a diagram and all its loops: blocks, the kernel, the order, the sweep."""

from __future__ import annotations

import random
from collections.abc import Sequence

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cld.loops.sweep_order
from cld.loops.blocks import blocks
from cld.loops.dag import Dag
from cld.loops.kernel import Kernel, kernel
from cld.loops.sweep import Bounds, GaveUpError, sweep
from cld.loops.sweep_order import SweepOrder, best_order

Pair = tuple[int, int]


@st.composite
def pairs(draw: st.DrawFn, size: int = 9) -> list[Pair]:
    """Links between up to so many vertices, sparse enough to fall apart."""
    ends = st.integers(0, draw(st.integers(0, size - 1)))
    return draw(st.lists(st.tuples(ends, ends), unique=True, max_size=26))


def drawn(size: int, links: int, seed: int) -> list[Pair]:
    """A random graph, always the same."""
    every = [(a, b) for a in range(size) for b in range(size) if a != b]
    return random.Random(seed).sample(every, links)


def loops_of(links: Sequence[Pair]) -> int:
    return sum(1 for _ in networkx.simple_cycles(networkx.DiGraph(list(links))))


def small(links: Sequence[Pair]) -> tuple[Dag, Kernel]:
    dag = Dag()
    return dag, kernel(dag, 1 + max((max(pair) for pair in links), default=0), links)


def endless(states: int = 1_000_000) -> Bounds:
    return Bounds(states, 10 * states, lambda vertex, part: True)


def counted(dag: Dag, nodes: Kernel, orders: Sequence[Sequence[int]], links: int) -> int:
    """How many loops the sweeps in these orders and the kernel find."""
    found = [(node,) for node in nodes.found]
    for order in orders:
        found += sweep(dag, nodes.out, nodes.into, order, endless())
    root = dag.node(found)
    return dag.values([1] * links)[root]


@given(pairs())
def test_blocks_are_the_biconnected_components(links: list[Pair]) -> None:
    graph = networkx.Graph([(a, b) for a, b in links if a != b])
    near = {vertex: sorted(graph[vertex]) for vertex in graph}
    assert blocks(near) == sorted(map(sorted, networkx.biconnected_components(graph)))


def test_blocks_of_a_long_row_do_not_run_out_of_stack() -> None:
    near = {v: [w for w in (v - 1, v + 1) if 0 <= w < 5_000] for v in range(5_000)}
    assert blocks(near) == [[v, v + 1] for v in range(4_999)]


@given(pairs())
def test_the_kernel_keeps_all_loops_and_cannot_be_made_smaller(links: list[Pair]) -> None:
    dag, left = small(links)
    seen: set[int] = set()
    for part in left.parts:
        assert len(part) > 2 and not seen & set(part)
        seen.update(part)
        ways = [(cause, effect) for cause in part for effect in left.out[cause]]
        assert {effect for _, effect in ways} == set(part)
        assert networkx.is_strongly_connected(networkx.DiGraph(ways))
        assert networkx.is_biconnected(networkx.Graph(ways))
        for vertex in part:
            assert len(left.out[vertex]) > 1 and len(left.into[vertex]) > 1
            assert vertex not in left.out[vertex]
            assert all(left.into[effect][vertex] for effect in left.out[vertex])
    assert seen == {vertex for vertex, effects in left.out.items() if effects}
    assert counted(dag, left, left.parts, len(links)) == loops_of(links)


@given(pairs(), st.randoms(use_true_random=False))
def test_the_loops_are_the_same_in_any_order(links: list[Pair], draw: random.Random) -> None:
    dag, left = small(links)
    orders = [draw.sample(part, len(part)) for part in left.parts]
    assert counted(dag, left, orders, len(links)) == loops_of(links)


def swept(size: int, links: int, seed: int) -> tuple[SweepOrder, int, int]:
    """The order of the largest part, the states swept in it and in order of the numbers."""
    dag, left = small(drawn(size, links, seed))
    part = max(left.parts, key=len)
    order = best_order(left.out, left.into, part, 1e7)
    assert order is not None and sorted(order.vertices) == sorted(part)
    assert len(order.heights) == len(part)
    nodes = []
    for vertices in (order.vertices, sorted(part)):
        before = len(dag.alternatives)
        sweep(dag, left.out, left.into, vertices, endless())
        nodes.append(len(dag.alternatives) - before)
    return order, nodes[0], nodes[1]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("size", "links"), [(16, 48), (18, 64), (30, 75)])
def test_an_order_is_good_and_foresees_its_states(size: int, links: int, seed: int) -> None:
    order, nodes, in_order_of_numbers = swept(size, links, seed)
    assert nodes <= in_order_of_numbers
    if nodes > 1_000:
        assert nodes / 2 < order.states < nodes * 3


def test_no_order_is_given_where_all_promise_too_much() -> None:
    links = drawn(30, 120, 1)
    _, left = small(links)
    assert len(left.parts) == 1
    assert best_order(left.out, left.into, left.parts[0], 100_000) is None


def test_the_search_for_an_order_is_bounded_and_can_be_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    size = 1_000
    links = [(v, (v + step) % size) for v in range(size) for step in (1, 2)]
    _, left = small(links)
    (part,) = left.parts
    asked: list[float] = []

    def goes_on(done: float) -> bool:
        asked.append(done)
        return len(asked) < most

    def looks(tried: int) -> int:
        monkeypatch.setattr(cld.loops.sweep_order, "MOST_TRIED", tried)
        asked.clear()
        assert best_order(left.out, left.into, part, 1e7, goes_on) is not None
        return len(asked)

    most = 1_000
    monkeypatch.setattr(cld.loops.sweep_order, "AT_ONCE", 5_000)
    assert 0 < looks(1) < looks(10_000) < looks(30_000) == looks(100_000)
    most = 1
    assert best_order(left.out, left.into, part, 1e7, goes_on) is None


def test_a_sweep_keeps_within_its_bounds() -> None:
    dag, left = small(drawn(16, 64, 2))
    (part,) = left.parts
    asked: list[tuple[int, float]] = []

    def goes_on(vertex: int, done: float) -> bool:
        asked.append((vertex, done))
        return True

    sweep(dag, left.out, left.into, part, Bounds(100_000, 1_000_000, goes_on))
    assert asked == sorted(asked) and len(asked) > 1
    for bounds in (
        endless(1_000),
        Bounds(100_000, 2_000, goes_on),
        Bounds(100_000, 1_000_000, lambda vertex, done: vertex < 8),
    ):
        before = len(dag.alternatives)
        with pytest.raises(GaveUpError):
            sweep(dag, left.out, left.into, part, bounds)
        assert len(dag.alternatives) - before < 10_000
