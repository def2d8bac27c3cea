"""All loops at once: every answer equals that of listing them one by one."""

from __future__ import annotations

import random
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import diagrams

from cld.core.diagram import Diagram, Link, Variable
from cld.language.source import source_of
from cld.loops import by_length
from cld.loops.catalogue import find_loops
from cld.loops.counts import Counts
from cld.loops.lengths import Lengths
from cld.loops.loop import loop_type
from cld.loops.space import MOST_STATES, LoopSpace, TooLarge, loop_space

Ends = frozenset[tuple[str, str]]


def brute(diagram: Diagram) -> dict[Ends, tuple[Link, ...]]:
    """Every loop by networkx."""
    found = {}
    for cycle in networkx.simple_cycles(diagram.to_networkx()):
        names = [*cycle, cycle[0]]
        links = [diagram.link(a, b) for a, b in pairwise(names)]
        found[frozenset((x.cause, x.effect) for x in links if x)] = tuple(x for x in links if x)
    return found


def space_of(diagram: Diagram) -> LoopSpace:
    space = loop_space(diagram)
    assert isinstance(space, LoopSpace)
    return space


def counts_of(loops: list[tuple[Link, ...]]) -> Counts:
    kinds = Counter(loop_type(link.polarity for link in loop) for loop in loops)
    return Counts(kinds["R"], kinds["B"], kinds["U"])


def ends(loop: tuple[Link, ...]) -> Ends:
    return frozenset((link.cause, link.effect) for link in loop)


@st.composite
def graphs(draw: st.DrawFn) -> Diagram:
    """Diagrams of up to eight variables, denser than those that carry names and notes."""
    size = draw(st.integers(1, 8))
    names = [f"V{number}" for number in range(size)]
    pairs = [(a, b) for a in names for b in names]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=24))
    signs = st.sampled_from(["+", "+", "-", "-", "?"])
    links = tuple(Link(a, b, draw(signs)) for a, b in chosen)
    return Diagram(None, tuple(map(Variable, names)), links)


@st.composite
def joined(draw: st.DrawFn) -> Diagram:
    """Diagrams of several dense parts, each sharing one variable with those before it."""
    names, pairs = ["V0"], []
    for _ in range(draw(st.integers(2, 3))):
        shared = draw(st.sampled_from(names))
        new = [f"V{len(names) + number}" for number in range(draw(st.integers(1, 3)))]
        inside = [(a, b) for a in [shared, *new] for b in [shared, *new] if a != b]
        pairs += draw(st.lists(st.sampled_from(inside), unique=True, min_size=len(inside) // 2))
        names += new
    signs = st.sampled_from(["+", "-", "?"])
    links = tuple(Link(a, b, draw(signs)) for a, b in draw(st.permutations(pairs)))
    return Diagram(None, tuple(map(Variable, names)), links)


shapes = st.one_of(graphs(), joined())


@given(shapes)
def test_counts_are_those_of_all_loops(diagram: Diagram) -> None:
    loops = list(brute(diagram).values())
    space = space_of(diagram)
    assert space.counts == counts_of(loops)
    for link in diagram.links:
        through = [loop for loop in loops if link in loop]
        assert space.through[link.cause, link.effect] == counts_of(through)
    for name, counts in space.through_variables.items():
        assert counts == counts_of([x for x in loops if any(link.cause == name for link in x)])
    lengths = space.lengths()
    assert list(lengths) == sorted({len(loop) for loop in loops})
    for length, counts in lengths.items():
        assert counts == counts_of([loop for loop in loops if len(loop) == length])
    for most in (0, 1, 2, 4):
        short = {length: counts for length, counts in lengths.items() if length <= most}
        assert space.lengths(most) == short


@given(shapes)
def test_every_loop_is_listed_once_in_the_order_it_runs(diagram: Diagram) -> None:
    loops = brute(diagram)
    listed = list(space_of(diagram))
    signs = Counter(space_of(diagram).signs())
    counts = counts_of(list(loops.values()))
    assert (signs[1], signs[-1], signs[0]) == (counts.R, counts.B, counts.U)
    assert len(listed) == len(loops) and {ends(loop) for loop in listed} == set(loops)
    for loop in listed:
        assert all(a.effect == b.cause for a, b in zip(loop, loop[1:] + loop[:1], strict=True))


@given(shapes)
def test_the_shortest_come_first(diagram: Diagram) -> None:
    loops = brute(diagram)
    listed = list(space_of(diagram).shortest())
    assert [len(loop) for loop in listed] == sorted(map(len, loops.values()))
    assert {ends(loop) for loop in listed} == set(loops)


@given(diagrams(most=5, plain=True))
def test_those_of_least_delay_come_first(diagram: Diagram) -> None:
    loops = brute(diagram)

    def cost(loop: tuple[Link, ...]) -> tuple[float, int]:
        return round(sum(link.delay.min for link in loop if link.delay), 6), len(loop)

    listed = list(space_of(diagram).least_delayed())
    assert [cost(loop) for loop in listed] == sorted(cost(loop) for loop in loops.values())


@given(shapes, st.data())
def test_loops_through_and_avoiding(diagram: Diagram, data: st.DataObject) -> None:
    names = [variable.name for variable in diagram.variables]
    wanted = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=2))
    barred = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=2))
    loops = list(brute(diagram).values())
    space = space_of(diagram)

    def passes(loop: tuple[Link, ...]) -> set[str]:
        return {link.cause for link in loop}

    apart = [loop for loop in loops if not passes(loop) & set(barred)]
    assert space.avoiding(barred) == counts_of(apart)
    assert space.touching(barred) == counts_of([x for x in loops if passes(x) & set(barred)])
    both = [loop for loop in apart if set(wanted) <= passes(loop)]
    narrowed = space.through_all(wanted).narrowed(avoiding=barred)
    assert narrowed.counts == counts_of(both)
    assert {ends(loop) for loop in narrowed} == {ends(loop) for loop in both}
    assert [len(x) for x in narrowed.shortest()] == sorted(map(len, both))
    if wanted and both:
        assert narrowed.through_variables[wanted[0]] == counts_of(both)


@given(shapes, st.data())
def test_loops_that_run_through_none_of_some_links(diagram: Diagram, data: st.DataObject) -> None:
    pairs = [(link.cause, link.effect) for link in diagram.links] or [("V0", "V0")]
    barred = data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3))
    left = [loop for loop in brute(diagram).values() if ends(loop).isdisjoint(barred)]
    space = space_of(diagram)
    assert space.without(barred) == space.narrowed(barred=barred).counts == counts_of(left)
    assert {ends(loop) for loop in space.narrowed(barred=barred)} == {ends(loop) for loop in left}


@given(shapes)
def test_unchecked_loops_by_link(diagram: Diagram) -> None:
    loops = list(brute(diagram).values())
    types = {ends(loop): loop_type(link.polarity for link in loop) for loop in loops}
    braked = {link.cause for loop in loops if types[ends(loop)] == "B" for link in loop}
    free = [
        loop
        for loop in loops
        if types[ends(loop)] == "R" and not braked & {link.cause for link in loop}
    ]
    unchecked = space_of(diagram).unchecked
    for link in diagram.links:
        assert unchecked[link.cause, link.effect] == sum(link in loop for loop in free)


def test_a_sample_is_drawn_from_all_loops_alike() -> None:
    names = [f"V{number}" for number in range(5)]
    links = tuple(Link(a, b, "+") for a in names for b in names if a != b)
    diagram = Diagram(None, tuple(map(Variable, names)), links)
    space = space_of(diagram)
    drawn = Counter(ends(loop) for loop in space.sample(8_400, seed=7))
    assert set(drawn) == set(brute(diagram)) and len(drawn) == 84
    assert min(drawn.values()) > 55 and max(drawn.values()) < 150
    assert space.sample(5, seed=1) == space.sample(5, seed=1)
    assert space_of(Diagram(None, (Variable("A"),))).sample(3) == []


def test_a_long_ring_and_a_wide_ladder_do_not_run_out_of_stack() -> None:
    size = 5_000
    ring = [Link(f"V{i}", f"V{(i + 1) % size}", "-") for i in range(size)]
    variables = tuple(Variable(f"V{i}") for i in range(size))
    space = space_of(Diagram(None, variables, tuple(ring)))
    assert space.counts == Counts(1, 0, 0)
    assert [len(loop) for loop in space.shortest()] == [size]
    steps = [Link(f"V{i}", f"V{(i + 2) % size}", "+") for i in range(0, size - 2, 2)]
    ladder = space_of(Diagram(None, variables, tuple(ring + steps)))
    assert ladder.counts.total == 2 ** len(steps)
    assert len(next(ladder.shortest())) == size - len(steps)


def test_a_chain_with_thousands_of_ways_is_gone_through_by_length() -> None:
    diamonds = 14
    text = ""
    for i in range(diamonds):
        after = f"V{(i + 1) % diamonds}"
        text += f"V{i} ({'+-'[i % 2]})-> {after}\nV{i} (+)-> W{i} (-)-> {after}\n"
    space = space_of(source_of(text).diagram)
    assert space.counts.total == 2**diamonds
    rounds = list(space.shortest())
    lengths = [len(links) for links in rounds]
    assert lengths == sorted(lengths)
    assert Counter(lengths) == {n: c.total for n, c in space.lengths().items()}
    assert len({frozenset(links) for links in rounds}) == 2**diamonds
    assert Counter(loop_type(link.polarity for link in links) for links in rounds)["B"] == (
        space.counts.B
    )


def test_a_chain_with_thousands_of_ways_is_gone_through_by_delay() -> None:
    """Each set of the thirteen detours has a delay of its own."""
    detours, text = 13, ""
    for i in range(detours):
        after = f"V{(i + 1) % detours}"
        text += f"V{i} (+)-> {after}\nV{i} (+)-> W{i} (-, delay {2**i}s)-> {after}\n"
    rounds = list(space_of(source_of(text).diagram).least_delayed())
    delays = [sum(link.delay.min for link in links if link.delay) for links in rounds]
    assert delays == list(range(2**detours))
    assert all(a.effect == b.cause for links in rounds for a, b in pairwise([*links, links[0]]))


def test_short_loops_among_loops_of_a_thousand_links_are_counted_in_little_memory() -> None:
    size = 600
    pairs = [(f"V{i}", f"{side}{i}", f"V{(i + 1) % size}") for i in range(size) for side in "AB"]
    links = [link for a, b, c in pairs for link in (Link(a, b, "+"), Link(b, c, "-"))]
    space = space_of(of_links([*links, Link("A0", "V0", "+"), Link("V3", "B2", "?")]))
    assert space.counts.total > 2**size
    tracemalloc.start()
    assert space.lengths(5) == {2: Counts(1, 0, 1)}
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def complete(names: Sequence[str]) -> list[Link]:
    return [Link(a, b, "+") for a in names for b in names if a != b]


def of_links(links: list[Link]) -> Diagram:
    names = dict.fromkeys(end for link in links for end in (link.cause, link.effect))
    return Diagram(None, tuple(map(Variable, names)), tuple(links))


def numbered(size: int) -> list[str]:
    return [f"V{number}" for number in range(size)]


def test_loops_of_larger_random_diagrams_are_counted() -> None:
    """In some of these a sweep takes the place of a vertex it has done with for another."""
    for seed in range(150):
        links = random.Random(seed).sample(complete(numbered(11)), 28)
        diagram = of_links(links)
        assert space_of(diagram).counts.total == len(brute(diagram))


def test_many_parts_that_share_one_variable() -> None:
    parts = [["Hub", *(f"V{part}.{number}" for number in range(4))] for part in range(200)]
    space = space_of(of_links([link for names in parts for link in complete(names)]))
    assert space.counts == Counts(200 * 84, 0, 0)
    assert space.through_variables["Hub"] == Counts(200 * 64, 0, 0)


def test_a_long_row_of_parts() -> None:
    names = numbered(2_001)
    rows = [names[start : start + 5] for start in range(0, 2_000, 4)]
    space = space_of(of_links([link for row in rows for link in complete(row)]))
    assert space.counts == Counts(500 * 84, 0, 0)
    assert space.lengths()[5] == Counts(500 * 24, 0, 0)


def test_ten_variables_that_all_lead_to_each_other() -> None:
    assert space_of(of_links(complete(numbered(10)))).counts == Counts(1_112_073, 0, 0)


def never(doing: str, part: float | None) -> bool:
    raise AssertionError("a sweep was begun")


@pytest.mark.parametrize("size", [13, 20, 30, 60, 100])
def test_what_is_too_large_is_said_and_not_tried(size: int) -> None:
    found = loop_space(of_links(complete(numbered(size))), watch=never)
    assert isinstance(found, TooLarge) and found.states > MOST_STATES


@pytest.mark.parametrize(("size", "links"), [(60, 240), (100, 300), (200, 800)])
def test_a_random_diagram_that_is_too_large_is_not_tried(size: int, links: int) -> None:
    draw = random.Random(size)
    pairs = draw.sample(complete(numbered(size)), links)
    assert isinstance(loop_space(of_links(pairs), watch=never), TooLarge)


def test_what_turns_out_too_large_is_given_up() -> None:
    seven = of_links(complete(numbered(7)))
    begun: list[float | None] = []

    def watch(doing: str, part: float | None) -> bool:
        begun.append(part)
        return True

    assert isinstance(loop_space(seven, 1_000), LoopSpace)
    assert isinstance(loop_space(seven, 400, watch), TooLarge) and begun
    assert isinstance(loop_space(seven, 200, never), TooLarge)


def test_the_search_for_an_order_of_a_long_diagram_can_be_cancelled() -> None:
    size = 3_000
    names = numbered(size)
    links = [Link(a, names[(v + step) % size], "+") for v, a in enumerate(names) for step in (1, 2)]
    told: list[str] = []

    def watch(doing: str, part: float | None) -> bool:
        told.append(doing)
        return False

    assert loop_space(of_links(links), watch=watch) == TooLarge(10 * MOST_STATES)
    assert told == ["looking for an order"]


def test_a_sweep_says_how_far_it_is_and_can_be_stopped() -> None:
    links = complete(numbered(9)) + complete([f"W{number}" for number in range(9)])
    parts: list[float] = []

    def watch(doing: str, part: float | None) -> bool:
        assert doing == "collecting all loops" and part is not None
        parts.append(part)
        return len(parts) < most

    most = 1_000
    whole = loop_space(of_links(links), watch=watch)
    assert isinstance(whole, LoopSpace) and whole.counts.total == 2 * 125_664
    assert 3 < len(parts) < 100
    assert parts == sorted(parts) and parts[0] == 0 and 0.5 < parts[-1] < 1
    for most in range(1, len(parts)):
        parts.clear()
        assert isinstance(loop_space(of_links(links), watch=watch), TooLarge)
        assert len(parts) == most


def test_a_ring_of_thousands_of_detours_is_listed_without_going_through_its_lengths() -> None:
    count = 3_000
    detours = [(v, (v + 7) % count) for v in range(0, count, 14)]
    links = [(v, (v + 1) % count) for v in range(count)] + detours
    source = source_of("".join(f"V{a} (+)-> V{b}\n" for a, b in links))
    looked_at = 0

    class Counted(Lengths):
        def of(self, node: int) -> list[int]:
            nonlocal looked_at
            found = super().of(node)
            looked_at += len(found)
            return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(by_length, "Lengths", Counted)
        catalogue, _ = find_loops(source.diagram, source.lines, 1_000)
    assert catalogue.counts.total > 2 ** (len(detours) - 2)
    listed = [len(loop.links) for loop in catalogue.loops]
    assert len(listed) > 10 and listed == sorted(listed)
    # Each detour has two lengths, whatever those of the ring.
    assert looked_at < len(listed) * len(detours)
