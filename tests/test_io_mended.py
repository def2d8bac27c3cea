"""Faults found by trying to break the readers and writers, each with its smallest input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import run
from test_io_programs import workbook

from cld.conversion import written_as
from cld.core.diagram import Diagram, Link, LoopDeclaration, Variable
from cld.core.quantities import Delay
from cld.io.known import FORMATS
from cld.io.limits import FormatError
from cld.io.opening import opened, reading_of
from cld.io.recognise import recognise
from cld.language.source import source_of


def links(format_name: str, text: str) -> list[tuple[str, str, str]]:
    """Cause, sign and effect of each link."""
    found = FORMATS[format_name].read(text).diagram.links
    return [(link.cause, link.polarity, link.effect) for link in found]


def again(text: str, format_name: str) -> Diagram:
    """A diagram of the language, written in a format and read."""
    return FORMATS[format_name].read(written_as(source_of(text).diagram, format_name).text).diagram


# -- models --


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b=a~~|a=1~~|***********\n" + "\n" * 50_000, [("a", "?", "b")]),
        ("a=1~~|\nS = a + " + '\\"' * 99_000 + "~~|\n", [("a", "?", "S")]),
        ("a=1~~|\nS = " + "1" * 99_000 + "*a~~|\n", [("a", "?", "S")]),
        ("a=1~~|\nS = INTEG(" + "(" * 9_000 + "a" + ")" * 9_000 + ", 0)~~|\n", [("a", "?", "S")]),
    ],
    ids=["blank lines", "escapes", "digits", "brackets"],
)
def test_hostile_equations_are_read(text: str, expected: list[tuple[str, str, str]]) -> None:
    # Where the work grew with the square of the text, this never ended.
    assert links("vensim", text) == expected


def test_variables_after_the_control_group_are_read() -> None:
    stars = "*" * 30
    control = f"{stars}\n\t.Control\n{stars}~\n\t|\nTIME STEP = 1~~|\n"
    assert links("vensim", f"a=3~~|\n{control}b = INTEG(c, 5)~~|\nc = a/3~~|\n") == [
        ("c", "+", "b"),
        ("a", "?", "c"),
    ]


def test_remarks_in_equations_are_no_causes() -> None:
    text = "{ The first }\nbirths = people * rate {was: deaths * 2} ~~|\n"
    text += "people=1~~|rate=2~~|deaths=3~~|"
    assert links("vensim", text) == [("people", "?", "births"), ("rate", "?", "births")]
    inner = '<aux name="a"><eqn>b {was c*2}</eqn></aux><aux name="b"/><aux name="c"/>'
    xmile = f"<xmile><model><variables>{inner}</variables></model></xmile>"
    assert links("xmile", xmile) == [("b", "?", "a")]


def test_a_list_of_causes_may_have_subscripts() -> None:
    text = "Load = A FUNCTION OF( Queue[region,product], -Pods) ~~|"
    assert links("vensim", text) == [("Queue", "?", "Load"), ("Pods", "-", "Load")]


def test_a_quoted_name_may_have_brackets_and_commas() -> None:
    text = 'y = DELAY1("cost (net), all", 5) ~~|\n"cost (net), all" = 1 ~~|'
    (link,) = FORMATS["vensim"].read(text).diagram.links
    assert link.delay == Delay(smooth=True)


@pytest.mark.parametrize(
    ("function", "smooth"),
    [("DELAY1(x, 5)", True), ("SMOOTH((x + 1)/2, 3)", True), ("DELAY FIXED(x, 3, 0)", False)],
)
def test_a_function_that_delays_is_a_delay(function: str, smooth: bool) -> None:
    (link,) = FORMATS["vensim"].read(f"y = {function} ~~|\nx = 1 ~~|").diagram.links
    assert link.delay == Delay(smooth=smooth)
    eqn = f'<aux name="y"><eqn>{function.replace(" FIXED", "")}</eqn></aux><aux name="x"/>'
    text = f"<xmile><model><variables>{eqn}</variables></model></xmile>"
    (link,) = FORMATS["xmile"].read(text).diagram.links
    assert link.delay == Delay(smooth=smooth)


def test_the_only_model_needs_no_prefix_and_an_array_has_all_its_causes() -> None:
    element = '<element subscript="{}"><eqn>{}</eqn></element>'
    inner = f'<aux name="a">{element.format("N", "b")}{element.format("S", "c")}</aux>'
    inner += '<aux name="b"/><aux name="c"/>'
    text = f'<xmile><model name="main"><variables>{inner}</variables></model></xmile>'
    assert links("xmile", text) == [("b", "?", "a"), ("c", "?", "a")]


# -- what must not be replaced --


def convert(*words: str) -> tuple[int, str]:
    done = run("convert", *words)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.mdl", "Water = INTEG(2*10 - Water/5, 0)~~|", "has 1 equation"),
        (
            "e.stmx",
            "<xmile><model><variables><aux name='a&b'/></variables></model></xmile>",
            "may have",
        ),
        (
            "m.insightmaker",
            '<InsightMakerModel><root><Variable name="a" id="2" Equation="3*4"><mxCell vertex="1"/>'
            "</Variable></root></InsightMakerModel>",
            "has 1 equation",
        ),
    ],
)
def test_a_model_is_not_replaced_unasked(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    source, target = tmp_path / "a.cld", tmp_path / name
    source.write_text("A (+)-> B\n")
    target.write_text(content)
    format_name = "json" if name.startswith("m.") else "vensim" if name.endswith("mdl") else "xmile"
    code, err = convert(str(source), str(target), "--to", format_name)
    assert code == 2 and said in err and "--force" in err
    assert target.read_text() == content
    assert convert(str(source), str(target), "--to", format_name, "--force")[0] == 0
    assert target.read_text() != content


@pytest.mark.parametrize("suffix", ["mdl", "stmx"])
def test_what_cld_wrote_is_replaced_again(tmp_path: Path, suffix: str) -> None:
    source, target = tmp_path / "a.cld", tmp_path / f"a.{suffix}"
    source.write_text(
        "rain (+)-> Water\nWater: stock, initial 20\nrain: flow\nPrice: constant, initial 5\n"
    )
    assert convert(str(source), str(target)) == (0, "")
    assert convert(str(source), str(target)) == (0, "")
    back = reading_of(recognise(target.read_bytes(), str(target))).diagram
    assert {v.name: v.initial for v in back.variables} == {
        "rain": None,
        "Water": "20",
        "Price": "5",
    }


# -- what a file is --


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "m.mdl",
            "Region:\n\tNorth, South\n\t~\t\n\t~\t\t|\n\\\\\\---/// Sketch\nV300\n*View 1\n",
            "vensim",
        ),
        ("c.csv", "Costs: total,Revenue,+\nRevenue,Costs: total,-", "csv"),
        ("x.tsv", "\tA\tB\nA\t\t1\nB\t-1\t", "csv"),
        ("x.txt", "\tA\tB\nA\t\t1\nB\t-1\t", "csv"),
        ("x.txt", ",A,B\nA,,1\nB,-1,", "csv"),
        ("x.puml", "' by hand\n@startuml\nA --> B\n@enduml", "plantuml"),
        ("x.cld", "Costs: stock\nA (+)-> B", "cld"),
    ],
)
def test_a_file_is_what_it_contains(name: str, text: str, expected: str) -> None:
    assert recognise(text.encode(), name).format == expected


def test_tables_and_drawings_may_be_in_windows_1252() -> None:
    source = opened("from;to;sign\nGröße;Preis;-".encode("cp1252"), "a.csv")
    assert source.diagram.links[0].cause == "Größe"


# -- tables --


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (",Fish,Income\nNets,-0.5,0.3\nRain,0.2,", ["Nets-Fish", "Nets+Income", "Rain+Fish"]),
        (",A,B\nA,nan,1\nB,-1,nan", ["A+B", "B-A"]),
        ("x,A,B\nA,,H+\nB,M-,", ["A+B", "B-A"]),
        ("A,B,C\n0,1,-1\n1,0,0\n0,-0.5,0", ["A+B", "A-C", "B+A", "C-B"]),
        (",A,B\nA,-,1\nB,-1,-", ["A+B", "B-A"]),
        ("sep=;\nfrom;to;sign\nA;B;-", ["A-B"]),
        ("| from | to | sign |\n|---|---|---|\n| A | B | + |", ["A+B"]),
        ("My FCM\n,A,B\nA,,1\nB,-1,", ["A+B", "B-A"]),
        ('"Net, all";Sales;-\nSales;"Net, all";+', ["Net, all-Sales", "Sales+Net, all"]),
        ("from,to,sign\nA,B,decreases\nB,A,Plus", ["A-B", "B+A"]),
        ("from,to,weight\nA,B,-20%", ["A-B"]),
        ("Ursache;Wirkung;Vorzeichen\nA;B;-", ["A-B"]),
    ],
)  # fmt: skip
def test_tables(text: str, expected: list[str]) -> None:
    assert ["".join(link) for link in links("csv", text)] == expected


@pytest.mark.parametrize("text", ["0,1,0,1,1\n1,0,1,0,0", "[1]"])
def test_numbers_without_names_are_no_diagram(text: str) -> None:
    with pytest.raises(FormatError):
        FORMATS["csv"].read(text)


def test_the_first_matrix_of_a_workbook_is_read_and_the_others_are_listed() -> None:
    one = [[None, "A", "B"], ["A", None, 0.5], ["B", -1, None]]
    two = [[None, "A", "B"], ["A", None, 0.8], ["B", 1, None]]
    source = opened(workbook(Ann=one, Bob=two), "x.xlsx")
    assert [k.polarity for k in source.diagram.links] == ["+", "-"]
    assert source.notes == ("left out: the sheet “Bob”",)


def test_a_workbook_of_kumu_has_types_and_no_loops_as_variables() -> None:
    data = workbook(
        Elements=[["Label", "Type"], ["A", "Stock"]],
        Connections=[["From", "To", "Type"], ["A", "B", "-"]],
        Loops=[["Label", "Type"], ["R1", "Reinforcing"]],
    )
    diagram = opened(data, "x.xlsx").diagram
    assert [(v.name, v.kind) for v in diagram.variables] == [("A", "stock"), ("B", "auxiliary")]


# -- JSON --


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            {
                "nodes": [{"name": "A"}, {"name": "B"}],
                "links": [{"source": 0, "target": 1, "sign": "-"}],
            },
            "A-B",
        ),
        ({"nodes": [{"id": "x", "data": {"label": "A"}}, {"id": "y", "data": {"label": "B"}}],
          "edges": [{"source": "x", "target": "y", "label": "+"}]}, "A+B"),
        ({"nodes": [{"id": "x", "text": "A"}, {"id": "y", "text": "B"}],
          "edges": [{"fromNode": "x", "toNode": "y", "label": "-"}]}, "A-B"),
        ({"links": [{"from": "A", "to": "B", "weight": -1}]}, "A-B"),
    ],
)  # fmt: skip
def test_json_of_more_programs(data: object, expected: str) -> None:
    assert ["".join(link) for link in links("json", json.dumps(data))] == [expected]


def test_equal_names_of_json_are_said_and_kept_apart_if_asked() -> None:
    nodes = [{"id": n, "label": name} for n, name in enumerate("AAB", 1)]
    text = json.dumps({"nodes": nodes, "edges": [{"source": 1, "target": 3}]})
    reading = FORMATS["json"].read(text)
    assert len(reading.diagram.variables) == 2
    assert reading.notes[0].startswith("nodes with one name were read as one variable: “A”")
    apart = FORMATS["json"].read_apart
    assert apart and len(apart(text).diagram.variables) == 3


@pytest.mark.parametrize("value", [True, "Yes", 1, "3min"])
def test_kumu_marks_delays_in_many_ways(value: object) -> None:
    data = {"elements": [], "connections": [{"from": "A", "to": "B", "delayed": value}]}
    assert FORMATS["kumu"].read(json.dumps(data)).diagram.links[0].delay is not None


# -- drawings --


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('digraph { a -> b [dir=back, label="+"] }', ["b+a"]),
        ('digraph { a -> b [dir=both, label="+"] }', ["a+b", "b+a"]),
        ("digraph { a -> b [style=invis] c -> d }", ["c?d"]),
    ],
)
def test_directions_of_dot(text: str, expected: list[str]) -> None:
    assert ["".join(link) for link in links("dot", text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("note right of A\n Load --> grows : +\nend note\nA --> B : +", ["A+B"]),
        ("/' old:\nX --> Y : +\n'/\nA --> B : -", ["A-B"]),
        ("[Work load] as WL\n(Wait time) as WT\nWL --> WT : +", ["Work load+Wait time"]),
        ("[A] <--> [B] : +", ["A+B", "B+A"]),
        ('A "1" --> "many" B : +', ["A+B"]),
        ("skinparam rectangle {\n Color red\n}\nrectangle X {\nA --> B : +\n}", ["A+B"]),
        ("title\nmany words\nend title\nA --> B : +", ["A+B"]),
    ],
)
def test_plantuml_of_many_lines(text: str, expected: list[str]) -> None:
    reading = FORMATS["plantuml"].read(f"@startuml\n{text}\n@enduml")
    found = [f"{k.cause}{k.polarity}{k.effect}" for k in reading.diagram.links]
    assert (found, reading.unread) == (expected, ())


def test_draw_io_has_groups_texts_and_two_heads() -> None:
    box = '<mxCell id="{}" value="{}" vertex="1" parent="{}" style="{}">'
    box += '<mxGeometry x="{}" y="{}"/></mxCell>'
    cells = (
        box.format("g", "", "1", "group", 500, 500),
        box.format("a", "A", "g", "", 10, 10),
        box.format("b", "B", "1", "", 0, 0),
        box.format("t", "My great model", "1", "text;html=1", 0, 0),
        '<mxCell id="e" edge="1" source="a" target="b" value="+" '
        'style="startArrow=classic;endArrow=classic"/>',
    )
    reading = FORMATS["drawio"].read(f"<mxGraphModel><root>{''.join(cells)}</root></mxGraphModel>")
    assert [(k.cause, k.effect) for k in reading.diagram.links] == [("A", "B"), ("B", "A")]
    assert [(v.name, v.at) for v in reading.diagram.variables] == [
        ("A", (510.0, 510.0)),
        ("B", (0.0, 0.0)),
    ]
    assert reading.notes == ("left out: a text",)


# -- round trips --


def test_a_sector_named_control_is_dropped_and_nothing_else() -> None:
    text = (
        'rain (+)-> Water\nWater: stock, unit m3, "note"\nrain: flow\n'
        'sector "Control": Water\nsector "Rest": rain\n'
    )
    diagram = source_of(text).diagram
    written = written_as(diagram, "vensim")
    assert "sector of Control" in written.dropped
    back = FORMATS["vensim"].read(written.text).diagram
    water = back.variable("Water")
    assert water and (water.kind, water.unit, water.notes) == ("stock", "m3", ("note",))
    assert [(s.name, s.variables) for s in back.sectors] == [("Rest", ("rain",))]


def test_one_sector_is_kept_unless_it_is_the_whole() -> None:
    some = again('X (+)-> Y (+)-> Z\nsector "Clients": X, Y', "vensim")
    assert [(s.name, s.variables) for s in some.sectors] == [("Clients", ("X", "Y"))]
    whole = source_of('X (+)-> Y\nsector "Clients": X, Y').diagram
    assert "sector of Clients" in written_as(whole, "vensim").dropped


@pytest.mark.parametrize("format_name", ["vensim", "xmile"])
@pytest.mark.parametrize(
    "loop", ["loop B2: A, B", "loop U7: A, B", 'loop R1 "Growth" reinforcing: A, B']
)
def test_a_loop_gets_no_type_that_nobody_stated(format_name: str, loop: str) -> None:
    before = source_of(f"A (+)-> B (+)-> A\n{loop}").diagram.loops
    after = again(f"A (+)-> B (+)-> A\n{loop}", format_name).loops
    if format_name == "xmile" or before[0].type is not None:
        assert [(x.id, x.name, x.type) for x in after] == [(x.id, x.name, x.type) for x in before]
    assert all(one.type == before[0].type for one in after)


def test_underscores_stay_in_names() -> None:
    assert [v.name for v in again("A_B (+)-> C", "xmile").variables] == ["A_B", "C"]


def test_a_layout_is_not_listed_as_lost() -> None:
    diagram = Diagram(variables=(Variable("A"), Variable("B")), links=(Link("A", "B", "+"),))
    assert written_as(diagram, "mentalmodeler").dropped == ()


def test_values_at_the_start_that_loopy_cannot_show_are_listed() -> None:
    diagram = Diagram(variables=(Variable("A", initial="20"), Variable("B", initial="0.8")))
    assert written_as(diagram, "loopy").dropped == ("initial of A",)


def test_a_link_without_a_gain_comes_back_without_one() -> None:
    back = again("A (+)-> B (-, gain 0.123456789)-> A", "mentalmodeler")
    assert [k.gain and k.gain.factor for k in back.links] == [None, 0.123456789]


def test_a_link_of_loopy_may_have_more_behind_it() -> None:
    text = "https://ncase.me/loopy/v1.1/?data=[[[1,1,1,0.5,%22A%22,0]],[],[],1%5D&embed=1"
    assert FORMATS["loopy"].read(text).diagram.variables[0].name == "A"


def test_declared_loops_keep_their_members() -> None:
    loop = LoopDeclaration("R1", None, "R", ("A", "B"))
    back = again("A (+)-> B (+)-> A\nloop R1 reinforcing: A, B", "vensim")
    assert back.loops == (loop,)


@pytest.mark.parametrize("name", ["[0]", "[]", "(a)"])
def test_a_table_keeps_a_name_in_brackets(name: str) -> None:
    diagram = Diagram(variables=(Variable(name), Variable("b")), links=(Link("b", "b", "+"),))
    assert {one.name for one in again_of(diagram, "csv").variables} == {"b", name}


def again_of(diagram: Diagram, format_name: str) -> Diagram:
    """A diagram, written in a format and read."""
    return FORMATS[format_name].read(written_as(diagram, format_name).text).diagram
