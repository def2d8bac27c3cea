"""Vensim models: what the sketch draws, what the equations say, and damaged files."""

from __future__ import annotations

import pytest

from cld.core.diagram import Diagram
from cld.core.quantities import Delay
from cld.io.exchange import Reading
from cld.io.known import FORMATS
from cld.io.limits import FormatError
from cld.io.opening import opened
from cld.io.recognise import recognise

HEAD = "{UTF-8}\n"
BEGIN = (
    "\\\\\\---/// Sketch information - do not modify anything except names\n"
    "V300  Do not put anything below this section - it will be ignored\n"
)
VIEW = "*View 1\n$192-192-192,0,Times New Roman|12||0-0-0|0-0-0|0-0-255|-1--1--1|96,96,100,0\n"
END = "///---\\\\\\\n:L<%^E!@\n1:Current.vdf\n"


def read(text: str) -> Reading:
    """Read a model."""
    return FORMATS["vensim"].read(text)


def name(id_: int, words: str, x: int, y: int, shape: int = 8, bits: int = 3) -> str:
    """The line of a variable on the sketch."""
    return f"10,{id_},{words},{x},{y},50,20,{shape},{bits},0,0,-1,0,0,0,0,0,0\n"


def arrow(
    id_: int, cause: int, effect: int, sign: int = 43, kind: int = 64, x: int = 0, y: int = 0
) -> str:
    """The line of an arrow."""
    return f"1,{id_},{cause},{effect},1,0,{sign},0,0,{kind},0,-1--1--1,,1|({x},{y})|\n"


def drawn(*lines: str, equations: str = "") -> Diagram:
    """The diagram of a model with one view."""
    return read(HEAD + equations + BEGIN + VIEW + "".join(lines) + END).diagram


def links(diagram: Diagram) -> list[tuple[str, str, str]]:
    """Cause, sign and effect of each link."""
    return [(link.cause, link.polarity, link.effect) for link in diagram.links]


LOAD = name(1, "Load", 100, 100) + name(2, "Queue", 300, 100) + name(3, "Work", 200, 300)


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        (43, "+"),
        (45, "-"),
        (115, "+"),
        (83, "+"),
        (111, "-"),
        (79, "-"),
        (0, "?"),
        (1, "?"),
        (5, "?"),
    ],
)
def test_signs_are_codes_of_characters(code: int, sign: str) -> None:
    assert links(drawn(LOAD, arrow(4, 1, 2, code))) == [("Load", sign, "Queue")]


def test_the_mark_of_a_delay_is_a_bit() -> None:
    diagram = drawn(LOAD, arrow(4, 1, 2, kind=129), arrow(5, 2, 3, kind=64))
    assert [link.delay for link in diagram.links] == [Delay(), None]


def test_places_and_bends_are_those_of_the_sketch() -> None:
    diagram = drawn(LOAD, arrow(4, 1, 2, x=200, y=60), arrow(5, 2, 1, x=200, y=100))
    assert [v.at for v in diagram.variables] == [(100.0, 100.0), (300.0, 100.0), (200.0, 300.0)]
    # Left of the way from Load to Queue is up.
    assert [link.bend for link in diagram.links] == [20.0, None]


def test_names_differ_by_case_and_blanks_alone_in_no_model() -> None:
    shadow = name(4, "work_LOAD", 500, 100, bits=2)
    diagram = drawn(name(1, "Work Load", 100, 100), LOAD[len(name(1, "Load", 100, 100)) :], shadow,
                    arrow(5, 4, 2))  # fmt: skip
    assert [v.name for v in diagram.variables] == ["Work Load", "Queue", "Work"]
    assert links(diagram) == [("Work Load", "+", "Queue")]
    # The place is that of the variable, not of its shadow.
    assert diagram.variables[0].at == (100.0, 100.0)


def test_names_in_quotes_hold_commas_and_quotes() -> None:
    diagram = drawn(
        name(1, '"Cost, a \\"year\\""', 100, 100), name(2, "B", 200, 100), arrow(3, 1, 2)
    )
    assert links(diagram) == [('Cost, a "year"', "+", "B")]


STOCK = """
Water= INTEG (
	inflow - (leak) - use*2,
		10)
	~	m3
	~	What is in the \\
		tank.
	|
inflow = 3 ~ m3/h ~ |
leak = Water/time ~ ~ |
time to leak = 5 ~ ~ |
"""


def test_flows_have_the_sign_of_the_equation() -> None:
    pipes = (
        name(1, "Water", 300, 100, shape=3)
        + "12,2,48,100,100,10,8,0,3,0,0,-1,0,0,0,0,0,0\n"
        + "1,3,5,1,4,0,0,22,0,0,0,-1--1--1,,1|(250,100)|\n"
        + "1,4,5,2,100,0,0,22,0,0,0,-1--1--1,,1|(150,100)|\n"
        + "11,5,0,200,100,6,8,34,3,0,0,1,0,0,0\n"
        + name(6, "inflow", 200, 120, shape=40)
        # The pipe of the outflow is drawn the wrong way round.
        + "1,7,8,1,4,0,0,22,0,0,0,-1--1--1,,1|(350,100)|\n"
        + "11,8,0,400,100,6,8,34,3,0,0,1,0,0,0\n"
        + name(9, "leak", 400, 120, shape=40)
        + arrow(10, 1, 9, 43)
    )
    reading = read(HEAD + STOCK + BEGIN + VIEW + pipes + END)
    assert links(reading.diagram) == [
        ("inflow", "+", "Water"),
        ("leak", "-", "Water"),
        ("Water", "+", "leak"),
    ]
    kinds = {v.name: v.kind for v in reading.diagram.variables}
    assert kinds == {"Water": "stock", "inflow": "flow", "leak": "flow"}
    water = reading.diagram.variable("Water")
    assert water and (water.unit, water.notes) == ("m3", ("What is in the tank.",))
    assert reading.notes == (
        "1 variable is on no view of the sketch and was left out: time to leak",
        "left out: the equations",
    )


def test_a_model_without_a_sketch_is_read_from_its_equations() -> None:
    reading = read(HEAD + STOCK)
    assert links(reading.diagram) == [
        ("inflow", "+", "Water"),
        ("leak", "-", "Water"),
        ("Water", "?", "leak"),
    ]
    assert reading.notes[0] == "this model has no sketch: its links were read from its equations"


def test_a_list_of_causes_may_hold_signs() -> None:
    # Vensim adds a variable to its own causes when it has a value at the start.
    reading = read("Load = A FUNCTION OF( Load,Queue,-Pods) ~~|\nQueue=5~~|\nPods=\\\n 5~~|")
    assert links(reading.diagram) == [("Queue", "?", "Load"), ("Pods", "-", "Load")]


LOOP = LOAD + arrow(4, 1, 2, x=200, y=60) + arrow(5, 2, 3, x=0) + arrow(6, 3, 1, 45)


def comment(words: str, x: int, y: int, turn: int, icon: int = 0) -> str:
    """The label of a loop: 4 clockwise, 5 counter-clockwise."""
    head = f"12,7,{icon},{x},{y},20,20,{turn},{7 if words else 3},0,0,-1,0,0,0,0,0,0\n"
    return head + (f"{words}\n" if words else "")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (comment("B1", 200, 150, 4), ("B1", None, "B")),
        (comment("B1|<<NnN>>|", 200, 150, 4), ("B1", None, "B")),
        (comment("Too much work (B)", 200, 150, 4), (None, "Too much work", "B")),
        (comment("B7: Too much", 200, 150, 4), ("B7", "Too much", "B")),
        (comment("", 200, 150, 4, 1), (None, None, "B")),
        (comment("b3", 200, 150, 0), ("b3", None, "B")),
    ],
)
def test_the_label_of_a_loop_declares_it(label: str, expected: tuple[str, str, str]) -> None:
    (loop,) = drawn(LOOP, label).loops
    assert (loop.id, loop.name, loop.type) == expected
    assert loop.variables == ("Load", "Queue", "Work")


@pytest.mark.parametrize(
    "label",
    [
        comment("B1", 200, 150, 5),  # it turns the other way
        comment("R1", 200, 150, 4),  # it has the other type
        comment("B1", 600, 150, 4),  # it stands elsewhere
        comment("", 200, 150, 4, 2),
    ],
)
def test_a_label_that_fits_no_loop_declares_none(label: str) -> None:
    reading = read(HEAD + BEGIN + VIEW + LOOP + label + END)
    assert not reading.diagram.loops
    assert any("no loop around the label turns its way" in note for note in reading.notes)


def test_two_labels_in_one_are_two_loops() -> None:
    second = name(8, "Rest", 200, 200) + arrow(9, 2, 8) + arrow(10, 8, 1, 45)
    loops = drawn(LOOP, second, comment("B1 & B2", 200, 150, 4)).loops
    assert [(loop.id, len(loop.variables)) for loop in loops] == [("B1", 3), ("B2", 3)]
    assert loops[0].variables == ("Load", "Queue", "Rest")  # the smaller one first


def test_other_texts_are_left_out_and_said() -> None:
    text = read(HEAD + BEGIN + VIEW + LOAD + comment("Note to self", 10, 10, 0) + END)
    assert text.notes == ("left out: a text on the sketch",)


def test_views_lie_side_by_side_and_become_sectors() -> None:
    second = "*Money\n$192\n" + name(1, "Price", 1000, 1000) + name(2, "Load", 1100, 1000, bits=2)
    reading = read(HEAD + BEGIN + VIEW + LOAD + second + arrow(3, 1, 2, 45) + END)
    diagram = reading.diagram
    assert [(s.name, s.variables) for s in diagram.sectors] == [
        ("View 1", ("Load", "Queue", "Work")),
        ("Money", ("Price",)),
    ]
    price = diagram.variable("Price")
    assert price and price.at and price.at[0] > 300
    assert links(diagram) == [("Price", "-", "Load")]


def test_groups_of_one_view_become_sectors() -> None:
    groups = "".join(
        f"********************\n\t.{group}\n********************~\n\t|\n{variable}=1~~|\n"
        for group, variable in [
            ("Ops", "Load"),
            ("Ops", "Queue"),
            ("Staff", "Work"),
            ("Control", "X"),
        ]
    )
    assert [(s.name, s.variables) for s in drawn(LOAD, equations=groups).sectors] == [
        ("Ops", ("Load", "Queue")),
        ("Staff", ("Work",)),
    ]


def test_what_steers_the_simulation_is_no_variable() -> None:
    reading = read(
        HEAD + BEGIN + VIEW + LOAD + name(9, "Time", 0, 0, bits=2) + arrow(4, 9, 1) + END
    )
    assert not reading.diagram.links and len(reading.diagram.variables) == 3
    assert reading.notes == ("what steers the simulation was left out: Time",)


def test_a_link_drawn_twice_has_the_sign_that_one_of_them_has() -> None:
    reading = read(HEAD + BEGIN + VIEW + LOAD + arrow(4, 1, 2, 0) + arrow(5, 1, 2, 45) + END)
    assert links(reading.diagram) == [("Load", "-", "Queue")]
    assert not any("sign" in note for note in reading.notes)


def test_an_old_file_is_read_as_windows_1252() -> None:
    data = (BEGIN + VIEW + LOAD.replace("Load", "Größe") + END).encode("cp1252")
    source = opened(data, "model.mdl")
    assert source.diagram.variables[0].name == "Größe"
    assert "this is not UTF-8 text; it was read as cp1252" in source.notes


def test_sketches_of_version_160() -> None:
    text = (
        "Load = A FUNCTION OF( Queue)\n\t~\n\t~\t\t|\n"
        + BEGIN.replace("V300", "V160")
        + "*View 1\n$Times\n"
        "|0,Load,100,100,50,8,0,0,0,0,-1,0,-1--1--1,-1--1--1\n"
        "|1,Queue,300,100,50,8,0,0,0,0,-1,0,-1--1--1,-1--1--1\n"
        '|2,"\nR1\n,200,100,16,16,4,3,0,0,0,0,-1--1--1,-1--1--1\n'
        ">1,0,1,0,43,0,0,-1--1--1,1|(200,160)|\n>0,1,1,0,43,0,0,-1--1--1,1|(200,40)|\n"
    )
    diagram = read(text).diagram
    assert links(diagram) == [("Queue", "+", "Load"), ("Load", "+", "Queue")]
    assert [(loop.id, loop.type) for loop in diagram.loops] == [("R1", "R")]


@pytest.mark.parametrize("text", ["", "Load (+)-> Queue", "{UTF-8}", "digraph { a -> b }", BEGIN])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(FormatError, match="this is not a Vensim model"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + STOCK,
        "Load = A FUNCTION OF( Queue) ~~|",
        "\nLoad=\n5~~|\n" + BEGIN + VIEW + LOAD,
    ],
)
def test_it_is_recognised_by_its_content(text: str) -> None:
    assert recognise(text.encode(), "notes.txt").format == "vensim"


@pytest.mark.parametrize(
    "line",
    [
        "10,1", "10,x,,a,b", "1,2", "1,a,b,c,d,e,f,g,h,i", "12,1", "11", "|", ">", ",,,,", '1,"a',
        "1,4,1,2,1,0,43,0,0,64,0,-1--1--1,,1|(99999999999999999999,1)|",
        "10,8,A,1e999,nan,1,1,8,3",
    ],
)  # fmt: skip
def test_damaged_lines_cost_nothing_else(line: str) -> None:
    assert links(drawn(LOAD, line + "\n", arrow(9, 1, 2))) == [("Load", "+", "Queue")]
