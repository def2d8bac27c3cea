"""Kumu, Loopy, Mental Modeler, matrices and workbooks: what each means, and what is left out."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from urllib.parse import quote

import pytest
from openpyxl import Workbook

from cld.core.diagram import Diagram, Link, Sector, Variable
from cld.core.quantities import Delay, Gain
from cld.io.exchange import Reading
from cld.io.known import FORMATS
from cld.io.limits import FormatError
from cld.io.opening import opened
from cld.io.recognise import recognise


def links(diagram: Diagram) -> list[tuple[str, str, str]]:
    """Cause, sign and effect of each link."""
    return [(link.cause, link.polarity, link.effect) for link in diagram.links]


# -- Kumu --


def kumu(elements: list[object], connections: list[object], **more: object) -> Reading:
    """Read a project."""
    data = {"elements": elements, "connections": connections, **more}
    return FORMATS["kumu"].read(json.dumps(data))


@pytest.mark.parametrize(
    ("about", "sign"),
    [
        ({"type": "same"}, "+"),
        ({"type": "opposite"}, "-"),
        ({"type": "+"}, "+"),
        ({"type": "--"}, "-"),
        ({"type": "++"}, "+"),
        ({"label": "S"}, "+"),
        ({"attributes": {"connection type": "Opposite"}}, "-"),
        ({"attributes": {"Prelabel": "-"}}, "-"),
        ({"type": "owns"}, "?"),
        ({}, "?"),
    ],
)
def test_kumu_says_signs_in_many_ways(about: dict[str, object], sign: str) -> None:
    reading = kumu([], [{"from": "A", "to": "B", **about}])
    assert links(reading.diagram) == [("A", sign, "B")]


def test_kumu_connections_lead_both_ways_or_back() -> None:
    both = kumu([], [{"from": "A", "to": "B", "direction": "mutual", "type": "+-"}])
    assert links(both.diagram) == [("A", "+", "B"), ("B", "-", "A")]
    back = kumu([], [{"from": "A", "to": "B", "reversed": True, "type": "-"}])
    assert links(back.diagram) == [("B", "-", "A")]
    none = kumu([], [{"from": "A", "to": "B", "direction": "undirected"}])
    assert "connections without a direction were read as links" in none.notes[0]


def test_kumu_ends_are_ids_or_labels() -> None:
    elements = [
        {"_id": "e1", "attributes": {"label": "Load", "element type": "Stock"}},
        {"label": "B"},
    ]
    reading = kumu(elements, [{"from": "e1", "to": "B"}, {"from": "B", "to": "New"}])
    assert links(reading.diagram) == [("Load", "?", "B"), ("B", "?", "New")]
    assert reading.diagram.variables[0].kind == "stock"


def test_kumu_delays_notes_places_and_loops() -> None:
    elements = [{"_id": f"e{n}", "attributes": {"label": name}} for n, name in enumerate("ABC")]
    connections = [
        {"_id": "c0", "from": "e0", "to": "e1", "delayed": True, "description": "why"},
        {"_id": "c1", "from": "e1", "to": "e2", "attributes": {"connection type": "+|delay"}},
        {"_id": "c2", "from": "e2", "to": "e0", "attributes": {"connection type": "-"}},
    ]
    loops = [
        {
            "attributes": {"label": "B1: Thermostat", "loop type": "Balancing"},
            "connections": ["c0", "c1", "c2"],
        },
        {"attributes": {"label": "R9"}},
    ]
    maps = [
        {"name": "All", "elements": [{"element": "e0", "position": {"x": 10, "y": -20.04}}]},
        {"name": "Part", "elements": [{"element": "e1", "position": {"x": 0, "y": 0}}]},
    ]
    reading = kumu(elements, connections, loops=loops, maps=maps, name="T")
    diagram = reading.diagram
    assert diagram.title == "T"
    assert [link.delay for link in diagram.links] == [Delay(), Delay(), None]
    assert diagram.links[0].notes == ("why",)
    (loop,) = diagram.loops
    assert (loop.id, loop.name, loop.type, loop.variables) == (
        "B1",
        "Thermostat",
        "B",
        ("A", "B", "C"),
    )
    assert "left out: loops whose members are not listed" in reading.notes
    assert diagram.variables[0].at and diagram.variables[1].at and not diagram.variables[2].at
    assert diagram.sectors == (Sector("All", ("A",)), Sector("Part", ("B",)))


def test_what_is_written_for_kumu() -> None:
    variables = (Variable("A", kind="stock", notes=("n",)), Variable("B"), Variable("C"))
    delay = Delay(180.0, 180.0, True)
    diagram = Diagram("T", variables, (Link("A", "B", "-", delay), Link("B", "A", "?")))
    written = FORMATS["kumu"].write(diagram)
    assert json.loads(written.text) == {
        "name": "T",
        "elements": [
            {"label": "A", "type": "stock", "description": "n"},
            {"label": "B"},
            {"label": "C"},
        ],
        "connections": [
            {
                "from": "A",
                "to": "B",
                "direction": "directed",
                "type": "opposite",
                "delayed": True,
                "delay": "3min",
            },
            {"from": "B", "to": "A", "direction": "directed"},
        ],
    }
    table = FORMATS["kumu-csv"].write(diagram)
    assert table.text.splitlines() == [
        "From,To,Type,Direction,Delay,Description",
        "A,B,opposite,directed,3min,",
        "B,A,,directed,,",
        "C,,,,,",
    ]
    assert table.dropped == ("title", "kind of A", "note of A")


# -- Loopy --

SMALL = '[[[1,200,100,0.5,"a%20b",5],[2,400,100,1,"c",1]],[[1,2,40,1,0],[2,1,-20,-1,0]],[],2]'


@pytest.mark.parametrize(
    "text",
    [
        SMALL,
        "https://ncase.me/loopy/v1.1/?data=" + SMALL.replace('"', "%22").replace("%20", "%2520"),
        "http://ncase.me/loopy/v1/?embed=1&data="
        + SMALL[:-1].replace('"', "%22").replace("%20", "%2520")
        + "%5D",
        "[InternetShortcut]\nURL=https://ncase.me/loopy/v1.1/?data="
        + SMALL.replace('"', "%22").replace("%20", "%2520"),
    ],
)
def test_loopy_is_a_link_or_its_array(text: str) -> None:
    assert recognise(text.encode(), "x.txt").format == "loopy"
    diagram = opened(text.encode(), "x.url").diagram
    assert links(diagram) == [("a b", "+", "c"), ("c", "-", "a b")]
    assert [v.at for v in diagram.variables] == [(100.0, 50.0), (200.0, 50.0)]
    assert [link.bend for link in diagram.links] == [20.0, -10.0]
    assert [v.initial for v in diagram.variables] == [None, "1"]


def test_one_label_twice_is_two_variables_in_loopy() -> None:
    reading = FORMATS["loopy"].read('[[[1,0,0,0.5,"x",0],[2,9,9,0.5,"x",0]],[[1,2,9,1,0]],[],2]')
    assert links(reading.diagram) == [("x", "+", "x 2")]
    assert reading.notes == ("another variable called “x” was renamed to “x 2”",)


def test_texts_of_loopy_may_label_a_loop() -> None:
    text = SMALL.replace("-20,-1", "20,-1").replace("[],2]", '[[300,100,"B1"],[0,0,"Try%20it"]],2]')
    reading = FORMATS["loopy"].read(text)
    assert [(loop.id, loop.type) for loop in reading.diagram.loops] == [("B1", "B")]
    assert reading.notes == ("left out: a text",)


def test_a_link_of_loopy_comes_back() -> None:
    variables = (Variable("a (b) 'c' ü", at=(10.5, -3.0)), Variable("d", at=(200.0, 7.5)))
    diagram = Diagram(variables=variables, links=(Link(variables[0].name, "d", "-", bend=20.0),))
    text = FORMATS["loopy"].write(diagram).text
    assert text.startswith("https://ncase.me/loopy/v1.1/?data=[[[") and " " not in text.strip()
    back = FORMATS["loopy"].read(text).diagram
    assert [v.at for v in back.variables] == [v.at for v in variables]
    assert abs((back.links[0].bend or 0) - 20) < 0.1


def test_loopy_has_no_unknown_sign() -> None:
    diagram = Diagram(variables=(Variable("a"),), links=(Link("a", "a", "?", Delay()),))
    written = FORMATS["loopy"].write(diagram)
    assert written.dropped == ("delay of a -> a", "links without a known sign of a -> a")


# -- Mental Modeler --

CONCEPT = {
    "id": "1",
    "name": "Fish",
    "notes": "all",
    "units": "t",
    "x": "87",
    "y": "28",
    "group": "1",
}
OTHER = {"id": "2", "name": "Nets", "x": 5, "y": 6}


def map_of(influence: str) -> Reading:
    """Read a map with one relationship."""
    relations = [{"id": "2", "notes": "eats", "influence": influence}]
    data = {
        "info": {"name": "Lake"},
        "groupNames": {"0": "", "1": "Life"},
        "concepts": [{**CONCEPT, "relationships": relations}, OTHER],
    }
    return FORMATS["mentalmodeler"].read(json.dumps(data))


@pytest.mark.parametrize(
    ("influence", "sign", "gain"),
    [
        ("-0.55", "-", Gain(0.55)),
        ("1", "+", None),
        ("L+", "+", None),
        ("H-", "-", None),
        ("", "?", None),
    ],
)
def test_an_influence_is_a_sign_and_a_gain(influence: str, sign: str, gain: Gain | None) -> None:
    (link,) = map_of(influence).diagram.links
    assert (link.polarity, link.gain, link.notes) == (sign, gain, ("eats",))


def test_an_influence_of_0_is_no_link() -> None:
    reading = map_of("0")
    assert not reading.diagram.links
    assert reading.notes == ("left out: relationships with influence 0",)


def test_what_a_map_says_of_its_concepts() -> None:
    diagram = map_of("1").diagram
    fish = diagram.variables[0]
    assert diagram.title == "Lake"
    assert (fish.at, fish.unit, fish.notes) == ((87.0, 28.0), "t", ("all",))
    assert diagram.sectors == (Sector("Life", ("Fish",)),)


def test_a_map_comes_back() -> None:
    diagram = map_of("-0.55").diagram
    written = FORMATS["mentalmodeler"].write(diagram)
    assert not written.dropped
    assert FORMATS["mentalmodeler"].read(written.text).diagram == diagram


def test_a_rate_loses_its_time_in_a_map() -> None:
    link = Link("a", "a", "+", gain=Gain(0.5, 60.0))
    written = FORMATS["mentalmodeler"].write(Diagram(variables=(Variable("a"),), links=(link,)))
    assert written.dropped == ("rate of a -> a",)


@pytest.mark.parametrize("root", ["mentalmodeler", "mentalModeler", "MENTALMODELER"])
def test_maps_in_xml(root: str) -> None:
    concept = (
        "<concept><id><![CDATA[1]]></id><name><![CDATA[A & B]]></name><x>3</x><y>4</y>"
        "<relationships><relationship><id>1</id><influence>-0.5</influence></relationship>"
        "</relationships></concept>"
    )
    text = f'\ufeff<?xml version="1.0"?><{root} ><concepts >{concept}</concepts></{root}>'
    assert recognise(text.encode(), "x.mmp").format == "mentalmodeler"
    assert links(opened(text.encode(), "x.mmp").diagram) == [("A & B", "-", "A & B")]


# -- tables --


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (",A,B\nA,,0.5\nB,-1,", [("A", "+", "B"), ("B", "-", "A")]),
        ("\ufeff;A;B\nA;0;0,5\nB;-0,25;", [("A", "+", "B"), ("B", "-", "A")]),
        ("\tA\tB\nA\t\t+\nB\t-\t", [("A", "+", "B"), ("B", "-", "A")]),
        ("x,A,B\nA,1,\nC,,-1\nB,,", [("A", "+", "A"), ("C", "-", "B")]),
        ("(1, 2, -0.5),\n(2, 1, 1)", [("1", "-", "2"), ("2", "+", "1")]),
        ("[('A', 'B', -1),\n('B', 'A', 0.5)]", [("A", "-", "B"), ("B", "+", "A")]),
        ("source,target,weight\nA,B,-0.5\nB,A,0", [("A", "-", "B")]),
        ("From,To,Label\nA,B,same\nB,A,opposite", [("A", "+", "B"), ("B", "-", "A")]),
        ("From,To,Type\nA,B,+|delayed", [("A", "+", "B")]),
        ("From;To;Type;Direction\nA;B;+-;mutual", [("A", "+", "B"), ("B", "-", "A")]),
        ("cause,effect,polarity\nA,B,-0.3", [("A", "-", "B")]),
    ],
)
def test_tables_of_many_kinds(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert links(FORMATS["csv"].read(text).diagram) == expected


def test_weights_become_gains() -> None:
    diagram = FORMATS["csv"].read(";A;B\nA;;0,51\nB;-1;").diagram
    assert [link.gain for link in diagram.links] == [Gain(0.51), None]


def test_words_that_are_no_sign_are_notes() -> None:
    (link,) = FORMATS["csv"].read("From,To,Label,Description\nA,B,causes,see p. 3").diagram.links
    assert (link.polarity, link.notes) == ("?", ("causes", "see p. 3"))


@pytest.mark.parametrize(
    "text", ['{1:"HCP", 2:"stas", 3:"c", 4:"d"}', "a,b,c,d,e,f,g\n1,2", "Label,Type\nA,x"]
)
def test_a_table_without_links_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="this is not a CSV of links"):
        FORMATS["csv"].read(text)


# -- workbooks --


def workbook(**sheets: list[list[object]]) -> bytes:
    """An Excel workbook."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_may_be_a_matrix() -> None:
    data = workbook(
        Notes=[["by hand"]], Matrix=[[None, "A", "B"], ["A", None, 0.5], ["B", -1, None]]
    )
    source = opened(data, "map.xlsx")
    assert links(source.diagram) == [("A", "+", "B"), ("B", "-", "A")]
    assert source.notes == ("left out: the sheet “Notes”",)


def test_a_workbook_of_kumu_has_two_sheets() -> None:
    data = workbook(
        Elements=[["Label", "Type", "Description"], ["A", "x", "first"], ["C", None, None]],
        Connections=[["From", "To", "Type", "Direction"], ["A", "B", "opposite", "directed"]],
    )
    diagram = opened(data, "map.xlsx").diagram
    assert links(diagram) == [("A", "-", "B")]
    assert [v.name for v in diagram.variables] == ["A", "C", "B"]
    assert diagram.variables[0].notes == ("first",)


def test_a_zip_bomb_is_refused() -> None:
    stream = io.BytesIO(workbook(S=[["From", "To"], ["A", "B"]]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", bytes(70_000_000))
    with pytest.raises(FormatError, match="MB when it is unpacked; cld reads at most 64 MB"):
        opened(stream.getvalue(), "x.xlsx")


def test_entities_in_a_workbook_are_refused() -> None:
    stream = io.BytesIO(workbook(S=[["From", "To"], ["A", "B"]]))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/more.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(FormatError, match="declares XML entities"):
        opened(stream.getvalue(), "x.xlsx")


@pytest.mark.parametrize("data", [b"PK\x03\x04xl/", workbook(S=[["x"]])[:-40], b"no workbook"])
def test_a_damaged_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match="damaged"):
        opened(data, "x.xlsx")


def test_a_workbook_without_links_is_refused() -> None:
    with pytest.raises(FormatError, match="no sheet of this workbook"):
        opened(workbook(S=[["only words"]]), "x.xlsx")


# -- drawings --

BOXES = (
    '<mxCell id="0"/><mxCell id="1" parent="0"/>'
    '<mxCell id="a" value="&lt;b&gt;Work&lt;/b&gt;&lt;br&gt;load" vertex="1" parent="1">'
    '<mxGeometry x="10" y="20" width="100" height="40"/></mxCell>'
    '<object id="b" label="Wait"><mxCell vertex="1" parent="1"/></object>'
)
LINE = '<mxCell id="e" edge="1" parent="1" source="a" target="b" {}/>'


def drawing(*lines: str) -> Reading:
    """Read a drawing with two boxes."""
    model = f"<mxGraphModel><root>{BOXES}{''.join(lines)}</root></mxGraphModel>"
    return FORMATS["drawio"].read(f'<mxfile><diagram name="P">{model}</diagram></mxfile>')


def test_boxes_and_lines_of_draw_io() -> None:
    reading = drawing(LINE.format('value="-"'), LINE.replace('"e"', '"f"').format(""))
    assert links(reading.diagram) == [("Work load", "-", "Wait")]
    assert reading.diagram.variables[0].at == (60.0, 40.0)


def test_a_sign_may_be_a_label_on_the_line() -> None:
    label = '<mxCell id="l" value="+" vertex="1" parent="e"/>'
    assert links(drawing(LINE.format(""), label).diagram) == [("Work load", "+", "Wait")]


def test_a_line_may_be_drawn_backwards() -> None:
    style = 'style="startArrow=classic;endArrow=none"'
    assert links(drawing(LINE.format(style)).diagram) == [("Wait", "?", "Work load")]


def test_a_packed_page_is_unpacked() -> None:
    model = f"<mxGraphModel><root>{BOXES}{LINE.format('')}</root></mxGraphModel>"
    packer = zlib.compressobj(wbits=-15)
    data = packer.compress(quote(model).encode()) + packer.flush()
    text = f"<mxfile><diagram>{base64.b64encode(data).decode()}</diagram></mxfile>"
    assert links(FORMATS["drawio"].read(text).diagram) == [("Work load", "?", "Wait")]


def test_a_page_that_unpacks_to_too_much_is_refused() -> None:
    packer = zlib.compressobj(wbits=-15)
    data = packer.compress(bytes(20_000_000)) + packer.flush()
    text = f"<mxfile><diagram>{base64.b64encode(data).decode()}</diagram></mxfile>"
    with pytest.raises(FormatError, match="unpacks to more than 16 MB"):
        FORMATS["drawio"].read(text)


INSIGHT = (
    "<InsightMakerModel><root>"
    '<Stock name="Fish" id="2" Note="n" Units="t" InitialValue="10"><mxCell vertex="1">'
    '<mxGeometry x="0" y="0" width="20" height="10"/></mxCell></Stock>'
    '<Variable name="Nets" id="3" Equation="0"><mxCell vertex="1"/></Variable>'
    '<Ghost name="Fish" id="4" Source="2"><mxCell vertex="1"/></Ghost>'
    '<Flow name="catch" id="5" FlowRate="[Fish]*2"><mxCell edge="1" source="2" target="0"/></Flow>'
    '<Link name="Link" id="6"><mxCell edge="1" source="4" target="5" style="strokeColor=#0000FF"/>'
    '</Link><Link name="decreases" id="7"><mxCell edge="1" source="3" target="4"/></Link>'
    "</root></InsightMakerModel>"
)


def test_insight_maker_has_flows_ghosts_and_colours() -> None:
    reading = FORMATS["insightmaker"].read(INSIGHT)
    assert links(reading.diagram) == [
        ("catch", "-", "Fish"),
        ("Fish", "+", "catch"),
        ("Nets", "-", "Fish"),
    ]
    kinds = [v.kind for v in reading.diagram.variables]
    assert kinds == ["stock", "auxiliary", "flow"]
    assert reading.notes == (
        "colours of links were read as signs: red as -, blue as +",
        "left out: the equations",
    )
    assert recognise(INSIGHT.encode(), "x.xml").format == "insightmaker"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[A] --> [B] : +", [("A", "+", "B")]),
        ("a -left-> b : O", [("a", "-", "b")]),
        ('(Big load) ..> b : "S"', [("Big load", "+", "b")]),
        ("b <-- a", [("a", "?", "b")]),
        ('rectangle "Work" as w\nw --> b', [("Work", "?", "b")]),
        ('w --> b\nrectangle w as "Work"', [("Work", "?", "b")]),
        ("a -[hidden]-> b", []),
        ("a -[#red]-> b : -", [("a", "-", "b")]),
        ('x(a, "Work")\ns(a, b)\no(b, a)', [("Work", "+", "b"), ("b", "-", "Work")]),
        ('a --> b : " "\nb --> a : "O"', [("a", "+", "b"), ("b", "-", "a")]),
    ],
)
def test_arrows_of_plantuml(line: str, expected: list[tuple[str, str, str]]) -> None:
    reading = FORMATS["plantuml"].read(f"@startuml\ntitle T\n' note\n{line}\n@enduml")
    assert links(reading.diagram) == expected
    assert reading.diagram.title == "T" and not reading.unread


def test_lines_of_plantuml_that_are_not_read_are_listed() -> None:
    reading = FORMATS["plantuml"].read("@startuml\na --> b\n?? what\n@enduml")
    assert reading.unread == ("line 3 is not read: “?? what”",)


# -- JSON of other programs --


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            {"nodes": [{"id": "a", "label": "Load"}, {"id": "b", "label": "Wait"}],
             "edges": [{"source": "a", "target": "b", "polarity": "negative"}]},
            [("Load", "-", "Wait")],
        ),
        ({"links": [{"cause": "A", "effect": "B", "sign": "s"}]}, [("A", "+", "B")]),
        (
            {"causal_chains": [{"initial_variable": "A", "relationships": [
                {"variable": "B", "polarity": "+"}, {"variable": "A", "polarity": "-"}]}]},
            [("A", "+", "B"), ("B", "-", "A")],
        ),
        ({"data": {"links": [{"from": "A", "to": "B", "polarity": "+"}]}}, [("A", "+", "B")]),
        (
            [{"name": ["A"], "affects": [{"variable": ["B"], "direction": ["Negative"]}]},
             {"name": ["B"], "affects": []}],
            [("A", "-", "B")],
        ),
    ],
)  # fmt: skip
def test_json_calls_things_by_many_names(
    data: object, expected: list[tuple[str, str, str]]
) -> None:
    assert links(FORMATS["json"].read(json.dumps(data)).diagram) == expected


def test_a_loop_of_json_may_be_a_path_of_ids() -> None:
    data = {
        "nodes": [
            {"id": "a", "label": "Load", "position": {"x": 1, "y": 2}},
            {"id": "b", "label": "Wait"},
        ],
        "edges": [{"source": "a", "target": "b"}, {"source": "b", "target": "a"}],
        "loops": [{"path": ["a", "b", "a"], "label": "Rush", "type": "reinforcing"}],
        "metadata": {"title": "T"},
    }
    diagram = FORMATS["json"].read(json.dumps(data)).diagram
    assert (diagram.title, diagram.variables[0].at) == ("T", (1.0, 2.0))
    assert [(one.name, one.variables) for one in diagram.loops] == [("Rush", ("Load", "Wait"))]
