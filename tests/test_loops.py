"""Loops equal an oracle; polarity, ids, names and declarations are as defined."""

from __future__ import annotations

import random
from itertools import pairwise

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import diagrams

from cld.analyze import analyze
from cld.core.diagram import Diagram
from cld.core.text import Lines
from cld.loops import cycles
from cld.loops.catalogue import find_loops
from cld.loops.components import components
from cld.loops.cycles import find_cycles
from cld.report import Report


def oracle(diagram: Diagram) -> dict[tuple[str, ...], str]:
    """Loops and types by brute force over networkx's cycles, each from its first variable."""
    order = {variable.name: i for i, variable in enumerate(diagram.variables)}
    signs = {(link.cause, link.effect): link.polarity for link in diagram.links}
    found = {}
    for cycle in networkx.simple_cycles(diagram.to_networkx()):
        first = min(range(len(cycle)), key=lambda i: order[cycle[i]])
        names = (*cycle[first:], *cycle[:first])
        around = [signs[pair] for pair in pairwise((*names, names[0]))]
        odd = around.count("-") % 2
        found[names] = "U" if "?" in around else "B" if odd else "R"
    return found


@given(diagrams(most=7))
def test_loops_equal_brute_force(diagram: Diagram) -> None:
    catalogue, _ = find_loops(diagram, Lines(""))
    found = {loop.variables: loop.type for loop in catalogue.loops}
    assert found == oracle(diagram)
    assert len(found) == len(catalogue.loops) == catalogue.counts.total
    assert catalogue.counts.exact
    ids = [loop.id for loop in catalogue.loops]
    assert len(set(ids)) == len(ids)


@given(st.integers(1, 9), st.floats(0, 1), st.integers(0, 10**6))
def test_cycles_of_random_graphs_equal_networkx(size: int, density: float, seed: int) -> None:
    draw = random.Random(seed)
    successors = [[w for w in range(size) if draw.random() < density / 2] for _ in range(size)]
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from((v, w) for v in range(size) for w in successors[v])
    expected = {
        tuple(c[c.index(min(c)) :] + c[: c.index(min(c))]) for c in networkx.simple_cycles(graph)
    }
    found = find_cycles(successors)
    assert found.complete
    assert set(found.cycles) == expected
    assert list(found.cycles) == sorted(found.cycles, key=lambda c: (len(c), c))
    in_cycles = sorted(
        sorted(c)
        for c in networkx.strongly_connected_components(graph)
        if len(c) > 1 or graph.has_edge(*([*c] * 2))
    )
    assert components(successors) == in_cycles


@given(st.integers(1, 8), st.floats(0, 1), st.integers(0, 10**6), st.integers(1, 40))
def test_the_shortest_are_found_where_roots_are_too_many_to_hold(
    size: int, density: float, seed: int, limit: int
) -> None:
    draw = random.Random(seed)
    successors = [[w for w in range(size) if draw.random() < density / 2] for _ in range(size)]
    every = find_cycles(successors).cycles
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cycles, "ROOT_STEPS", -1)
        found = find_cycles(successors, limit)
    if components(successors):
        assert found.cycles == every[:limit]
        assert not found.complete


def test_a_large_network_lists_its_shortest_loops() -> None:
    draw = random.Random(15)
    size = 800
    successors = [sorted({draw.randrange(size) for _ in range(3)}) for _ in range(size)]
    graph = networkx.DiGraph((v, w) for v, targets in enumerate(successors) for w in targets)
    found = find_cycles(successors)
    assert not found.complete
    longest = len(found.cycles[-1])
    assert longest > 3
    shorter = [cycle for cycle in found.cycles if len(cycle) < longest]
    assert len(shorter) == sum(1 for _ in networkx.simple_cycles(graph, length_bound=longest - 1))


def test_past_the_bound_the_shortest_are_found_and_it_is_said() -> None:
    complete = [[w for w in range(12) if w != v] for v in range(12)]
    found = find_cycles(complete, limit=500)
    assert not found.complete
    lengths = [len(cycle) for cycle in found.cycles]
    assert lengths.count(2) == 66 and lengths.count(3) == 434  # of 440
    assert lengths == sorted(lengths)
    assert len(set(found.cycles)) == 500


def test_short_loops_beside_a_long_ring_are_not_missed() -> None:
    ring = "\n".join(f"V{i} (+)-> V{(i + 1) % 1500}" for i in range(1500))
    report = analyze(f"{ring}\nV1490 (-)-> V1489\nV1480 (-)-> V1470")
    assert (report.counts.R, report.counts.B, report.counts.exact) == (1, 2, True)
    assert "CLD508" not in {d.code for d in report.diagnostics}


def test_a_report_past_the_bound_says_at_least() -> None:
    names = [f"V{i}" for i in range(14)]
    text = "\n".join(f"{a} (+)-> {b}" for a in names for b in names if a != b)
    report = analyze(text + f"\nloop R7: {', '.join(names)}")
    assert not report.counts.exact
    assert "CLD601" in {d.code for d in report.diagnostics}
    assert report.loops[0].id == "R7" and len(report.loops[0].links) == 14


def ids(report: Report) -> dict[str, tuple[str, ...]]:
    return {loop.id: loop.variables for loop in report.loops}


def test_ids_follow_length_then_first_mention_and_skip_taken_ones() -> None:
    report = analyze("""\
A (+)-> B (+)-> C (+)-> A
D (+)-> E (+)-> D
F (-)-> F
B (-)-> A
loop R1 "the long one": B, C, A
""")
    assert ids(report) == {
        "R1": ("A", "B", "C"),
        "R2": ("D", "E"),
        "B1": ("F",),
        "B2": ("A", "B"),
    }
    assert report.loops[0].name == "the long one"


def test_two_directions_over_the_same_variables_are_two_loops() -> None:
    report = analyze("A (+)-> B (+)-> C (+)-> A\nA (-)-> C (+)-> B (+)-> A")
    assert {loop.variables for loop in report.loops if len(loop.links) == 3} == {
        ("A", "B", "C"),
        ("A", "C", "B"),
    }


def test_a_name_survives_edits_elsewhere() -> None:
    text = 'A (+)-> B (+)-> A\nloop "mine": B, A\n'
    edited = "X (+)-> X\n" + text + "C (-)-> C"
    assert analyze(edited).loop("mine").variables == ("A", "B")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("statement", "code", "words"),
    [
        ("loop: A, C", "CLD301", "the link A → C is missing"),
        ("loop: A, C, B", "CLD301", "in another order: A, B, C"),
        ("loop: A, B, Z", "CLD301", "no link and no variable"),
        ("loop: Y, A, Z", "CLD301", "names “Y”, but"),
        ("loop: A, b", "CLD301", "did you mean “B”?"),
        ("loop: A, B, C, B", "CLD301", "names “B” twice"),
        ("loop: A, D, C", "CLD301", "the links A → D, D → C are missing"),
        ("loop reinforcing: A, B, C", "CLD302", "it has 1 `-` link, an odd number"),
        ("loop reinforcing: A, B, C", "CLD302", "check the signs around the loop (B → C)"),
        ("loop balancing: F, G", "CLD302", "it has 2 `-` links, an even number"),
        ("loop balancing: I, J", "CLD302", "it has no `-` link, an even number"),
        ("loop balancing: D, E", "CLD307", "D → E is not known"),
        ("loop R1: A, B, C", "CLD305", "this one is balancing"),
    ],
)
def test_what_is_said_of_loops_is_checked(statement: str, code: str, words: str) -> None:
    text = "A (+)-> B (-)-> C (+)-> D (?)-> E (+)-> D\nC (+)-> A\nC (+)-> B\n"
    text += f"F (-)-> G (-)-> F\nI (+)-> J (+)-> I\n{statement}"
    (finding,) = [
        d for d in analyze(text).diagnostics if d.code.startswith("CLD3") and d.code != "CLD303"
    ]
    assert finding.code == code
    assert words in f"{finding.message} {finding.hint}"


def test_a_statement_that_fits_two_loops_says_so() -> None:
    text = "A (+)-> B (+)-> C (+)-> A (+)-> C (+)-> B (+)-> A\nloop: A, B, C"
    report = analyze(text)
    (finding,) = [d for d in report.diagnostics if d.code == "CLD303"]
    assert "A, C, B" in finding.message
    assert report.loops[0].variables == ("A", "B", "C")


def test_the_first_variable_may_be_said_again_at_the_end() -> None:
    report = analyze("A (+)-> B (+)-> A\nloop R1: A, B, A")
    assert not [d for d in report.diagnostics if d.severity == "error"]


def test_taken_and_repeated_declarations() -> None:
    report = analyze("A (+)-> B (+)-> A\nC (+)-> C\nloop R1: A, B\nloop R1: C\nloop R3: B, A")
    codes = [d.code for d in report.diagnostics if d.code in ("CLD304", "CLD306")]
    assert sorted(codes) == ["CLD304", "CLD306"]
    assert ids(report) == {"R1": ("A", "B"), "R4": ("C",)}


def test_loops_without_an_id_are_numbered_after_those_of_the_author() -> None:
    """R2 may be a loop of the author's that the diagram does not have."""
    text = "A (+)-> B (+)-> A\nC (+)-> C\nC (+)-> D (-)-> C\nloop {}: A, B"
    assert list(ids(analyze(text.format("R3")))) == ["R3", "R4", "B1"]
    huge = f"R{'9' * 5000}"
    assert list(ids(analyze(text.format(huge)))) == [huge, "R1", "B1"]


def test_a_loop_is_called_by_id_name_or_variables_exactly_first() -> None:
    report = analyze('A (+)-> B (-)-> A\nX (+)-> Y (+)-> X\nloop B1 "R1": A, B')
    assert report.loop("R1") is report.loop("X, Y") is report.loop("y, x")
    case = analyze("Load (+)-> b (+)-> Load\nload (+)-> B (-)-> load")
    loop = case.loop("load, B")
    assert loop is not None and loop.variables == ("load", "B")
    comma = analyze('"a, b" (+)-> c (+)-> "a, b"')
    assert comma.loop('"a, b", c') is comma.loops[0]
    assert comma.loop("") is None and comma.loop("nothing") is None
