"""`cld push`: published models, and draws of strengths that never contradict what signs say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm
from test_cli import run

import cld
from cld.core.diagram import Diagram
from cld.language.source import source_of
from cld.prose.push import push_heading, push_remarks, push_rows
from cld.simulate.answers import Push
from cld.simulate.balance import accumulates, balance_of
from cld.simulate.push import pushed, unsettled
from cld.simulate.stable import adverse_power, settles_by_signs
from cld.simulate.terms import (
    MINUS_ONE,
    ONE,
    TermRow,
    Terms,
    TooManyTermsError,
    characteristic,
    cofactors,
    determinant,
)

EXAMPLES = Path(__file__).parent.parent / "examples"


def rows_of(matrix: Sequence[Sequence[int]]) -> list[TermRow]:
    """The terms of -M, for a community matrix M: `matrix[i][j]` is the effect of j on i."""
    sides = {1: MINUS_ONE, -1: ONE}
    return [{j: sides[entry] for j, entry in enumerate(row) if entry} for row in matrix]


def adjugate(matrix: Sequence[Sequence[int]]) -> list[list[Terms]]:
    """The terms of adj(-M): `[i][j]` is how a push at j moves i."""
    rows = rows_of(matrix)
    columns = [cofactors(rows, place) for place in range(len(rows))]
    return [[column.get(i, Terms()) for column in columns] for i in range(len(rows))]


def nets(matrix: Sequence[Sequence[int]]) -> list[list[int]]:
    return [[terms.net for terms in row] for row in adjugate(matrix)]


# -- published models --

# J. Dambacher, R. Ramos-Jiliberto 2007: vegetation, snowshoe hares, predators.
SNOWSHOE = [[-1, -1, 0], [1, 0, -1], [0, 1, -1]]
# Dambacher et al. 2003: a chain of five, each eaten by the next, all limiting themselves.
CHAIN = [
    [-1, -1, 0, 0, 0],
    [1, -1, -1, 0, 0],
    [0, 1, -1, -1, 0],
    [0, 0, 1, -1, -1],
    [0, 0, 0, 1, -1],
]
# R. Levins, B. Schultz 1996, figure 2: a resource, a herbivore and two predators.
LEVINS = [[-1, -1, 0, 0], [1, 0, -1, -1], [0, 1, 0, 0], [0, 1, 0, -1]]


def test_snowshoe_hares() -> None:
    assert nets(SNOWSHOE) == [[1, -1, 1], [1, 1, -1], [1, 1, 1]]
    assert all(terms.sign is not None for row in adjugate(SNOWSHOE) for terms in row)
    assert settles_by_signs(SNOWSHOE)
    other = [list(row) for row in SNOWSHOE]
    other[2][0] = 1  # predators that live on plants, too
    assert adjugate(other)[1][0] == Terms(1, 1) and not settles_by_signs(other)


def test_a_chain_of_five() -> None:
    assert nets(CHAIN) == [
        [5, -3, 2, -1, 1],
        [3, 3, -2, 1, -1],
        [2, 2, 4, -2, 2],
        [1, 1, 2, 3, -3],
        [1, 1, 2, 3, 5],
    ]
    assert determinant(rows_of(CHAIN)) == Terms(8, 0)


def test_two_predators_of_one_herbivore() -> None:
    by_cause = [[row[cause].sign for row in adjugate(LEVINS)] for cause in range(4)]
    assert by_cause == [[1, 0, 1, 0], [0, 0, 1, 0], [1, -1, 1, -1], [0, 0, -1, 1]]


# F. Hulot et al. 2000, as Hosack et al. 2008 draw it: who eats whom, and who limits itself.
LAKE = ["P", "A1", "A2", "AP", "H1", "H2", "C1", "C2"]
EATEN = "P-A1 A1-H1 H1-C1 P-A2 P-AP A2-H2 A1-H2 H1-C2 C1-C2 H2-C2"


def lake() -> list[list[int]]:
    matrix = [[0] * len(LAKE) for _ in LAKE]
    for pair in EATEN.split():
        prey, eater = (LAKE.index(name) for name in pair.split("-"))
        matrix[eater][prey], matrix[prey][eater] = 1, -1
    for name in ("P", "C2", "AP"):
        matrix[LAKE.index(name)][LAKE.index(name)] = -1
    return matrix


def test_a_lake() -> None:
    assert determinant(rows_of(lake())) == Terms(10, 8)
    draw = np.random.Generator(np.random.PCG64(7))
    signs = np.array(lake(), float)
    outcomes = []
    for _ in range(4_000):
        matrix = signs * draw.uniform(0.01, 1, signs.shape)
        if max(np.linalg.eigvals(matrix).real) < 0:
            outcomes.append(np.sign(np.linalg.inv(-matrix)[:, 0]))
    share = dict(zip(LAKE, np.mean(outcomes, axis=0), strict=True))
    # How many of the draws that settle agree: A1 and C1 lower, A2 higher.
    assert (1 - share["A1"]) / 2 == pytest.approx(0.71, abs=0.1)
    assert (1 + share["A2"]) / 2 == pytest.approx(0.83, abs=0.1)
    assert (1 - share["C1"]) / 2 == pytest.approx(0.80, abs=0.1)
    # What all draws agree on is what the signs say.
    for name, terms in zip(LAKE, (row[0] for row in adjugate(lake())), strict=True):
        assert terms.sign in (None, np.sign(share[name])) and (terms.sign is None or share[name])


# -- what settles by its signs --


@pytest.mark.parametrize(
    ("matrix", "settles"),
    [
        ([[1, -1], [1, -1]], False),  # one reinforces itself
        ([[0, -1], [1, 0]], False),  # nothing limits itself
        ([[-1, 1], [1, -1]], False),  # two reinforce each other
        ([[-1, 0, -1], [1, -1, 0], [0, 1, -1]], False),  # a loop of three
        ([[0, -1, 0], [1, -1, 0], [0, 1, 0]], False),  # no term
        ([[0, -1, 0, 0, 0], [1, 0, -1, 0, 0], [0, 1, -1, -1, 0], [0, 0, 1, 0, -1],
          [0, 0, 0, 1, 0]], False),  # only the middle limits itself: the colour test
        ([[-1, -1, 0, 0, 0], [1, 0, -1, 0, 0], [0, 1, 0, -1, 0], [0, 0, 1, 0, -1],
          [0, 0, 0, 1, 0]], True),
        ([[-1, -1], [1, 0]], True),
        ([[-1, None], [1, -1]], False),
    ],
)  # fmt: skip
def test_conditions_for_settling(matrix: list[list[int | None]], settles: bool) -> None:
    assert settles_by_signs(matrix) == settles


def test_only_the_colour_test_finds_the_chain_that_swings() -> None:
    # Its ends swing against each other while the middle rests: eigenvalues on the axis.
    chain = np.array(CHAIN, float)
    for place in (0, 1, 3, 4):
        chain[place, place] = 0
    assert max(np.linalg.eigvals(chain).real) == pytest.approx(0, abs=1e-9)


# -- the engine against brute force --

ENTRIES = st.sampled_from([0, 0, 1, -1])


@st.composite
def sign_matrices(draw: st.DrawFn) -> list[list[int]]:
    size = draw(st.integers(1, 5))
    return [[draw(ENTRIES) for _ in range(size)] for _ in range(size)]


def brute(rows: Sequence[TermRow]) -> Terms:
    found = Terms()
    for order in permutations(range(len(rows))):
        odd = sum(a > b for n, a in enumerate(order) for b in order[n + 1 :]) % 2
        term = MINUS_ONE if odd else ONE
        for row, column in zip(rows, order, strict=True):
            term *= row.get(column, Terms())
        found += term
    return found


@given(sign_matrices())
def test_determinants_equal_the_sum_over_permutations(matrix: list[list[int]]) -> None:
    rows = rows_of(matrix)
    assert determinant(rows) == brute(rows)
    for down in range(len(rows)):
        for place, terms in cofactors(rows, down).items():
            minor = [
                {c - (c > place): t for c, t in row.items() if c != place}
                for n, row in enumerate(rows)
                if n != down
            ]
            assert (-terms if (place + down) % 2 else terms) == brute(minor)


@given(sign_matrices())
def test_a_characteristic_polynomial_is_that_of_numpy(matrix: list[list[int]]) -> None:
    found = characteristic(rows_of(matrix), range(len(matrix)))
    wanted = np.poly(np.array(matrix, float))[::-1]
    assert [found.get(power, Terms()).net for power in range(len(wanted))] == pytest.approx(
        list(wanted), abs=1e-9
    )


@given(sign_matrices())
def test_what_settles_or_cannot_by_signs_is_never_drawn_otherwise(matrix: list[list[int]]) -> None:
    draw = np.random.Generator(np.random.PCG64(3))
    signs = np.array(matrix, float)
    rows = rows_of(matrix)
    settles = settles_by_signs(matrix)
    never = not determinant(rows).plus or adverse_power(rows, range(len(rows))) is not None
    for _ in range(60):
        drawn = signs * 10 ** draw.uniform(-1.5, 1.5, signs.shape)
        rightmost = max(np.linalg.eigvals(drawn).real)
        if settles:
            assert rightmost < 0
        if never:
            assert rightmost > -1e-9


def test_a_dense_part_is_too_large() -> None:
    with pytest.raises(TooManyTermsError):
        determinant([dict.fromkeys(range(30), ONE) for _ in range(30)])


# -- diagrams --


def directions(text: str, name: str, hold: bool = False) -> dict[str, str]:
    return dict(pushed(source_of(text).diagram, name, hold).directions)


def example(name: str) -> Diagram:
    return cld.load(EXAMPLES / f"{name}.cld").diagram


def grouped(found: Push) -> dict[str, set[str]]:
    return {kind: set(names) for kind, names in push_rows(found)}


def test_a_stock_adapts_perfectly() -> None:
    assert grouped(pushed(example("retry-storm-held"), "Load")) == {
        "higher": {"Load", "Pods"},
        "where it was": {"Latency", "Timeouts", "Retries", "Circuit open"},
    }
    free = example("retry-storm-held")
    text = source_of(
        "Load (+)-> Latency (+)-> Timeouts (+)-> Retries (+)-> Load\n"
        "Latency (+)-> Pods (-)-> Latency\nTimeouts (+)-> Circuit open (-)-> Load"
    )
    # Without the mark on Pods latency is higher.
    assert pushed(text.diagram, "Load").directions["Latency"] == "higher"
    assert "Pods" in " ".join(push_remarks(free, pushed(free, "Load")))


def test_a_colder_day() -> None:
    found = grouped(pushed(example("thermostat"), "Outdoor temperature"))
    assert found == {
        "higher": {"Outdoor temperature", "Room temperature"},
        "lower": {"Temperature gap", "Heat output", "Heat loss"},
    }


def test_more_rabbits() -> None:
    found = grouped(pushed(example("predator-prey"), "Rabbits"))
    assert found["higher"] == {"Foxes", "Fox births", "Fox deaths"}
    assert found["either way"] == {"Rabbits", "Rabbit births", "Predation"}


@pytest.mark.parametrize(
    ("name", "moved"), [("word-of-mouth", "Adopters"), ("alert-storm", "Faults")]
)
def test_what_only_accumulates_has_no_level(name: str, moved: str) -> None:
    diagram = example(name)
    found = pushed(diagram, moved)
    assert moved in found.of("no level")
    assert set(grouped(found)) <= {"no level", "not decided by signs"}
    assert "no single level to come back to" in " ".join(push_remarks(diagram, found))


def test_a_pool_that_nothing_empties_cannot_settle() -> None:
    diagram = example("connection-pool")
    (part,) = unsettled(diagram)
    assert set(part.stocks) == {"Connections in use", "Pods"}
    said = " ".join(push_remarks(diagram, pushed(diagram, "Queries")))
    assert "nothing empties Connections in use and Pods" in said
    # With links that release what is held it depends on the strengths.
    drained = source_of(
        (EXAMPLES / "connection-pool.cld").read_text()
        + "\nConnections in use (-)-> Connections in use\nPods (-)-> Pods\n"
    ).diagram
    assert list(unsettled(drained)) == []


def test_nothing_is_claimed_of_controllers_with_different_paces() -> None:
    text = (
        "X2 (+)-> X0 (+)-> X2 (+)-> X1 (-)-> X2\nX1 (-)-> X1\n"
        "X0: stock, every 4s\nX1: stock, every 2s\nX2: every 1s"
    )
    diagram = source_of(text).diagram
    assert list(unsettled(diagram)) == []
    same = text.replace("every 4s", "every 1s").replace("every 2s", "every 1s")
    assert len(list(unsettled(source_of(same).diagram))) == 1
    # With these strengths it settles all the same: from one set of decisions to the next.
    state = np.eye(3)
    for second in range(4):
        new = state.copy()
        if second % 4 == 0:
            new[0] = state[0] + 0.452 * state[2]
        if second % 2 == 0:
            new[1] = state[1] - 0.16 * state[1] + 4.578 * state[2]
        new[2] = 2.78 * state[0] - 0.466 * state[1]
        state = new
    assert max(abs(np.linalg.eigvals(state))) == pytest.approx(0.912, abs=0.002)


def test_a_part_elsewhere_makes_nothing_ambiguous() -> None:
    text = "U (+)-> A (+)-> B\nX (+)-> Y (+)-> X\nX (+)-> A"
    assert directions(text, "U") == {"U": "higher", "A": "higher", "B": "higher"}


def test_two_ways_of_different_sign_are_open_and_drawn() -> None:
    text = "U (+)-> A (+)-> C\nU (+)-> B (-)-> C"
    assert directions(text, "U")["C"] == "either"
    assert directions(text.replace("A (+)->", "A (+, delay 1s)->"), "U")["C"] == "open"


def test_what_is_only_passed_on_keeps_its_total() -> None:
    text = (
        "Here (+)-> go (-)-> Here\ngo (+)-> There (+)-> back (-)-> There\nback (+)-> Here\n"
        "Wind (+)-> go\nHere: stock\nThere: stock\ngo: flow\nback: flow"
    )
    found = directions(text, "Wind")
    assert (found["Here"], found["There"]) == ("lower", "higher")
    assert directions(text, "Here")["Here"] == "no level"
    # Where the file states that half of it is lost on the way, it is no longer conserved.
    leaky = text.replace("go (+)-> There", "go (+, gain 0.5)-> There")
    assert directions(leaky, "Here")["Here"] != "no level"


def test_to_hold_a_variable_cuts_its_causes() -> None:
    text = "A (+)-> B (-)-> A\nB: stock"
    assert directions(text, "A") == {"A": "unchanged", "B": "higher"}
    assert directions(text, "A", hold=True) == {"A": "higher", "B": "no level"}


def test_a_constant_is_moved_by_nothing() -> None:
    assert directions("A (+)-> B (+)-> C\nB: constant", "A") == {"A": "higher"}


def test_links_without_a_sign_are_tried_both_ways() -> None:
    assert directions("A (?)-> B\nA (+)-> C", "A") == {"A": "higher", "B": "open", "C": "higher"}
    text = "A (+)-> C\n" + "\n".join(f"A (?)-> B{n} (+)-> D" for n in range(4))
    found = pushed(source_of(text).diagram, "A")
    assert found.directions["C"] == "higher" and found.directions["D"] == "not decided"
    assert len(found.unsigned) == 4


def test_the_result_does_not_depend_on_what_is_not_reached() -> None:
    text = "A (+)-> B (-)-> A\nB: stock"
    alone = directions(text, "A")
    assert directions(f"{text}\nX (+)-> Y (?)-> X", "A") == alone


def test_a_total_is_set_and_not_added() -> None:
    text = "Load (+)-> Wish (+)-> Pods (-)-> Gap (+)-> Wish\nPods: stock\nWish: every 15s"
    assert directions(text, "Load")["Gap"] == "lower"
    assert directions(text, "Load")["Wish"] == "unchanged"
    assert directions(f"{text}, decides total", "Load")["Wish"] == "higher"


# -- draws never contradict the signs --


@st.composite
def small_diagrams(draw: st.DrawFn) -> str:
    names = "ABCDE"[: draw(st.integers(2, 5))]
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    links = draw(st.lists(pairs, unique=True, min_size=1, max_size=9))
    lines = [f"{a} ({draw(st.sampled_from('+-'))})-> {b}" for a, b in links]
    lines += [f"{name}: stock" for name in names if draw(st.booleans())]
    return "\n".join(lines)


def equations(diagram: Diagram, random: Random) -> tuple[np.ndarray, list[bool]]:
    """M with strengths drawn, and who accumulates."""
    names = [variable.name for variable in diagram.variables]
    matrix = np.zeros((len(names), len(names)))
    for link in diagram.links:
        sign = 1 if link.polarity == "+" else -1
        strength = 10 ** random.uniform(-1.5, 1.5)
        matrix[names.index(link.effect), names.index(link.cause)] = sign * strength
    stocks = [accumulates(diagram, name) for name in names]
    return matrix - np.diag([0.0 if stock else 1.0 for stock in stocks]), stocks


@given(small_diagrams())
def test_no_draw_that_settles_contradicts_a_push(text: str) -> None:
    diagram = source_of(text).diagram
    names = [variable.name for variable in diagram.variables]
    random = Random(text)
    drawn = [equations(diagram, random) for _ in range(40)]
    parts = [set(part.names) for part in unsettled(diagram)]
    for matrix, _ in drawn:
        # Non-stocks follow in a time of their own: with it they settle, or the draw says nothing.
        rightmost = max(np.linalg.eigvals(matrix).real)
        if rightmost > -1e-9:
            continue
        assert not parts
        for moved in names:
            levels = np.linalg.solve(matrix, [-1.0 if n == moved else 0.0 for n in names])
            clear = 1e-9 * max(abs(levels))
            for name, direction in pushed(diagram, moved).directions.items():
                level = levels[names.index(name)]
                if direction == "higher":
                    assert level > -clear
                elif direction == "lower":
                    assert level < clear
                elif direction == "unchanged":
                    assert abs(level) <= clear
                else:
                    assert direction != "no level"


@given(small_diagrams(), st.data())
def test_signs_decide_wherever_all_loops_are_reinforcing(text: str, data: st.DataObject) -> None:
    """Each variable is on one of two sides, and the signs are those of both sides."""
    names = sorted({word for word in text.replace(":", " ").split() if word in "ABCDE"})
    side = {name: data.draw(st.sampled_from([1, -1])) for name in names}
    lines = []
    for line in text.splitlines():
        if "->" in line:
            a, b = line[0], line[-1]
            sign = "-" if a == b or side[a] != side[b] else "+"
            line = f"{a} ({sign})-> {b}"
        lines.append(line)
    moved = data.draw(st.sampled_from(names))
    found = pushed(source_of("\n".join(lines)).diagram, moved).directions
    expected = {name: "higher" if side[name] == side[moved] else "lower" for name in found}
    assert all(said in (expected[name], "no level") for name, said in found.items())


def test_nothing_is_said_of_where_a_part_settles_that_never_does() -> None:
    """Users and dealers amplify each other and themselves: a determinant that is positive needs
    what a trace that is negative forbids."""
    text = "Users (+)-> Users (+)-> Dealers (+)-> Users\nDealers (+)-> Dealers\n"
    text += "Dealers (+)-> Arrests (-)-> Dealers\nUsers: stock\nDealers: stock\nArrests: flow"
    found = pushed(source_of(text).diagram, "Dealers")
    assert set(found.directions.values()) == {"no answer"}
    assert [part.verdict for part in found.parts] == ["not seen to settle"]
    less = text.replace("Users (+)-> Users (+)->", "Users (-)-> Users (+)->")
    assert pushed(source_of(less).diagram, "Dealers").parts[0].verdict == "can settle"


def test_a_stock_that_nothing_empties_never_settles_among_reinforcing_loops() -> None:
    text = "A (+)-> A (+)-> B (+)-> A (+)-> C (+)-> B (+)-> C\nA (+)-> D (+)-> A\nD: stock"
    (part,) = unsettled(source_of(text).diagram)
    assert part.filled == ("D",)
    assert pushed(source_of(f"{text}\nD (-)-> D").diagram, "A").directions["D"] == "higher"


def test_a_clear_lake_turns() -> None:
    text = "Loading (+)-> Nutrients (+)-> Turbidity (-)-> Plants (-)-> Nutrients\n"
    text += "Plants (-)-> Fish (-)-> Plants"
    assert directions(text, "Loading") == {
        **dict.fromkeys(["Loading", "Nutrients", "Turbidity", "Fish"], "higher"),
        "Plants": "lower",
    }
    fish = text + "\nFish (-)-> Turbidity"  # now a loop is balancing
    assert directions(fish, "Loading")["Turbidity"] == "either"


@given(small_diagrams(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_a_diagram_beside_change_nothing(text: str, random: Random) -> None:
    lines = text.split("\n")
    random.shuffle(lines)
    first = source_of(text).diagram
    for name in (variable.name for variable in first.variables):
        wanted = directions(text, name)
        assert directions("\n".join(lines), name) == wanted
        beside = directions(f"{text}\nX (+)-> Y (-)-> Z (+)-> X\nY (+)-> Y\nZ: stock", name)
        assert beside == wanted


# -- the command --


def test_the_command_names_what_it_rests_on() -> None:
    done = run("push", EXAMPLES / "retry-storm-held.cld", "Load")
    assert done.returncode == 0 and done.stdout == (
        "If Load is pushed up and stays pushed, then, once everything has settled:\n\n"
        "  higher        Load, Pods\n"
        "  where it was  Latency, Timeouts, Retries, Circuit open\n\n"
        "This is true for all strengths with which the system settles.\n\n"
        "It rests on Pods being marked as a stock: a stock keeps what it has, and another\n"
        "variable follows its causes.\n"
    )


def test_the_command_has_json_markdown_and_hold() -> None:
    path = EXAMPLES / "retry-storm-held.cld"
    data = json.loads(run("push", path, "load", "--format", "json").stdout)
    assert data["directions"]["Pods"] == "higher" and data["parts"][0]["stocks"] == ["Pods"]
    said = run("push", path, "Pods", "--hold", "--format", "markdown").stdout
    assert said.startswith("If Pods are kept at a higher level")
    assert "- **lower**: " in said


def test_an_unknown_variable_is_refused_with_a_hint() -> None:
    done = run("push", EXAMPLES / "thermostat.cld", "Room temprature")
    assert done.returncode == 2 and "Room temperature" in done.stderr


def test_python_has_push() -> None:
    found = cld.push(cld.loads("A (+)-> B (-)-> A\nB: stock"), "A")
    assert found.directions == {"A": "unchanged", "B": "higher"}
    with pytest.raises(ValueError, match="no variable is called “C”"):
        cld.push(example("thermostat"), "C")


def test_headings_fit_the_name() -> None:
    diagram = source_of("Pods (+)-> Load\nPods: stock").diagram
    assert push_heading(pushed(diagram, "Load")).startswith("If Load is pushed up")
    assert push_heading(pushed(diagram, "Pods", hold=True)).startswith("If Pods are kept")
    assert balance_of(diagram, ["Pods"], {}).rows == ({},)


@st.composite
def flow_models(draw: st.DrawFn) -> str:
    """Stocks that flows fill and empty, and links among all."""
    stocks = [f"S{n}" for n in range(draw(st.integers(1, 3)))]
    flows = [f"F{n}" for n in range(draw(st.integers(1, 3)))]
    others = [f"A{n}" for n in range(draw(st.integers(1, 3)))]
    links: dict[tuple[str, str], str] = {}
    for flow in flows:
        into = draw(st.sampled_from([*stocks, ""]))
        out = draw(st.sampled_from([*stocks, ""]))
        links |= {(flow, name): sign for name, sign in ((into, "+"), (out, "-")) if name}
    for effect in [*flows, *others]:
        causes = st.sampled_from([*stocks, *flows, *others])
        for cause in draw(st.lists(causes, unique=True, max_size=3)):
            if cause != effect:
                links[cause, effect] = draw(st.sampled_from("+-"))
    for name in stocks:
        if draw(st.booleans()):
            links[draw(st.sampled_from(others)), name] = draw(st.sampled_from("+-"))
    lines = [f"{a} ({sign})-> {b}" for (a, b), sign in links.items()]
    there = {name for ends in links for name in ends}
    lines += [f"{name}: stock" for name in stocks if name in there]
    return "\n".join([*lines, *(f"{name}: flow" for name in flows if name in there)])


def course(diagram: Diagram, random: Random, moved: str) -> tuple[np.ndarray, np.ndarray] | None:
    """Levels long after a push and twice as long after, by the equations alone; None if these do
    not settle, or drift, with the strengths drawn."""
    names = [variable.name for variable in diagram.variables]
    matrix = np.zeros((len(names), len(names)))
    for link in diagram.links:
        whole = link.cause[0] == "F" and link.effect[0] == "S"
        size = 1.0 if whole else 10 ** random.uniform(-1, 1)
        sign = 1 if link.polarity == "+" else -1
        matrix[names.index(link.effect), names.index(link.cause)] += sign * size
    is_stock = np.array([name[0] == "S" for name in names])
    matrix -= np.diag(np.where(is_stock, 0.0, 1.0))
    push = np.array([1.0 if name == moved else 0.0 for name in names])
    # Variables that are not stocks follow quickly. A loop of these must settle, too.
    pace = np.where(is_stock, 1.0, 30.0)
    motion = np.block(
        [[pace[:, None] * matrix, (pace * push)[:, None]], [np.zeros(len(names) + 1)]]
    )
    roots = np.linalg.eigvals(pace[:, None] * matrix)
    moving = roots[abs(roots) > 1e-7]
    if len(moving) and max(moving.real) > -0.02:
        return None
    start = np.append(np.zeros(len(names)), 1.0)
    return tuple((expm(motion * time) @ start)[:-1] for time in (2_000.0, 4_000.0))  # type: ignore[return-value]


@given(flow_models())
def test_no_course_over_time_contradicts_a_push(text: str) -> None:
    """With flows that carry from stock to stock what they take, by a matrix exponential."""
    diagram = source_of(text).diagram
    names = [variable.name for variable in diagram.variables]
    random = Random(text)
    for moved in names:
        answers = pushed(diagram, moved).directions
        for _ in range(6):
            found = course(diagram, random, moved)
            if found is None:
                continue
            level, later = found
            clear = 1e-4 + 1e-7 * float(abs(later).max())
            for name, said in answers.items():
                at = names.index(name)
                drifts = abs(later[at] - level[at]) > clear
                if said in ("higher", "lower", "unchanged"):
                    assert not drifts, (name, said)
                    low, high = {"higher": (-clear, np.inf), "lower": (-np.inf, clear)}.get(
                        said, (-clear, clear)
                    )
                    assert low <= later[at] <= high, (name, said)
                elif said == "no level":
                    assert drifts, (name, said)
