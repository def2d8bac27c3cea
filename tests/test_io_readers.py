"""Readers meet files of any quality: dirty, of other programs, or of no format at all."""

from __future__ import annotations

import json
import subprocess
import sys

import networkx
import pytest
from corpus import CORPUS, needs_corpus
from hypothesis import given
from hypothesis import strategies as st

from cld.core.diagram import (
    Change,
    Diagram,
    ExerciseKey,
    Goal,
    Intervention,
    Link,
    LoopDeclaration,
    Variable,
)
from cld.core.quantities import Delay, Gain
from cld.io.exchange import FormatError, Reading, dropped
from cld.io.known import FORMATS, WRITTEN, format_of
from cld.language.attributes import LINK_FIELDS
from cld.language.source import source_of


def read(format_name: str, text: str) -> Reading:
    """Read a text in a format."""
    return FORMATS[format_name].read(text)


def links(reading: Reading) -> list[tuple[str, str, str]]:
    """Return cause, polarity, effect of each link."""
    return [(link.cause, link.polarity, link.effect) for link in reading.diagram.links]


def names(reading: Reading) -> list[str]:
    """Return the names of the variables."""
    return [variable.name for variable in reading.diagram.variables]


# -- JSON --


@needs_corpus
def test_a_variable_without_a_name():
    path = CORPUS / "diagrams" / "mccreary-tragedy-of-the-commons.json"
    reading = read("json", path.read_text("utf-8"))
    assert names(reading)[-1] == "unnamed"
    assert "a variable without a name was named “unnamed”" in reading.notes
    assert "left out: source; licence; provenance" in reading.notes


def test_dirty_names():
    raw = ["", " Load ", "Load", "a\x00b", "x\ud800", "\u200b", "a\r\nb"]
    reading = read("json", json.dumps({"variables": raw, "links": []}))
    assert names(reading) == ["unnamed", "Load", "Load 2", "a b", "x\ufffd", "\u200b", "a\nb"]
    assert "another variable called “Load” was renamed to “Load 2”" in reading.notes


def test_several_names_of_blanks_alone():
    reading = read("json", json.dumps({"variables": ["", " ", "\t"], "links": []}))
    assert names(reading) == ["unnamed", "unnamed 2", "unnamed 3"]


def test_a_link_means_the_variable_whatever_its_blanks():
    data = {"variables": ["Load  per pod"], "links": [{"from": "Load per pod ", "to": "B"}]}
    assert names(read("json", json.dumps(data))) == ["Load per pod", "B"]


def test_repeated_and_contradicting_links():
    ends = {"from": "A", "to": "B"}
    said = [{**ends, "polarity": "+"}, {**ends, "polarity": "+", "delay": True}]
    reading = read("json", json.dumps({"links": said}))
    assert reading.diagram.links == (Link("A", "B", "+", Delay()),)
    assert reading.notes == ("1 repeated link was ignored",)
    reading = read("json", json.dumps({"links": [*said, {**ends, "polarity": "-"}]}))
    assert links(reading) == [("A", "?", "B")]
    assert "two links from “A” to “B” have different signs; they were read as one with `?`" in (
        reading.notes
    )


def test_sd_ai():
    text = """{"title": "T", "variables": [{"name": "A", "type": "stock"}, "B"], "relationships": [
        {"from": "A", "to": "B", "polarity": "+", "reasoning": "because"},
        {"from": "B", "to": "A", "polarity": "soon"}]}"""
    reading = read("sd-ai", text)
    assert reading.diagram.title == "T"
    assert reading.diagram.variables[0].kind == "stock"
    assert reading.diagram.links == (
        Link("A", "B", "+", notes=("because",)),
        Link("B", "A", "?"),
    )
    assert reading.notes == ("1 link has no readable sign and was read as `?`: B → A",)
    assert json.loads(FORMATS["sd-ai"].write(reading.diagram).text) == {
        "title": "T",
        "variables": ["A", "B"],
        "relationships": [
            {"from": "A", "to": "B", "polarity": "+", "reasoning": "because"},
            {"from": "B", "to": "A", "polarity": "?", "reasoning": ""},
        ],
    }


def test_an_answer_of_sd_ai_in_its_wrapping():
    text = '{"output": {"model": {"relationships": [{"from": "A", "to": "B", "polarity": "-"}]}}}'
    assert links(read("sd-ai", text)) == [("A", "-", "B")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3min", Delay(180.0, 180.0, True)),
        (True, Delay()),
        ("long", Delay()),
        ("3m", Delay()),
        (7, Delay()),
        (["x"], Delay()),
        (False, None),
        (None, None),
        ("", None),
        (0, None),
    ],
)
def test_delays_in_json(value, expected):
    data = {"links": [{"from": "A", "to": "B", "polarity": "+", "delay": value}]}
    reading = read("json", json.dumps(data))
    assert reading.diagram.links[0].delay == expected
    doubtful = value in ("long", "3m", 7, ["x"])
    assert ("left out: length of the delay of 1 link" in reading.notes) == doubtful


def test_loops_in_json():
    loops = [
        {"variables": ["A", ""], "type": "U", "name": 3, "id": "R1"},
        {"variables": ["A"], "type": "reinforcing", "id": "The first"},
        {"variables": [], "type": "R"},
        {"variables": ["A"], "type": "odd"},
        "R",
    ]
    reading = read("json", json.dumps({"variables": ["A", ""], "loops": loops}))
    assert reading.diagram.loops == (
        LoopDeclaration("R1", None, None, ("A", "unnamed")),
        LoopDeclaration(None, "The first", "R", ("A",)),
        LoopDeclaration(None, None, None, ("A",)),
    )
    assert reading.notes[-1] == (
        "left out: loops without variables; type of 1 loop; loops that are not objects"
    )


# -- CSV --


@pytest.mark.parametrize(
    "text",
    [
        "from,to,polarity,delay\nA,B,+,\nB,A,-,3min\n",
        "\ufeffsource;target;sign;delay\r\nA;B;+;\r\nB;A;-;3min\r\n",
        "Cause\tEffect\tPolarity\tDelay\nA\tB\t+\t\nB\tA\t-\t3 min",
        "A,B,+\nB,A,-,3min\n",
        "to,from,delay,polarity\nB,A,no,s\nA,B,3min,o\n",
        'from , to , polarity, delay\n"A", B , (+), \n\n B,A,−,3min',
    ],
)
def test_dialects_of_csv(text):
    reading = read("csv", text)
    assert reading.diagram.links == (
        Link("A", "B", "+"),
        Link("B", "A", "-", Delay(180.0, 180.0, True)),
    )


def test_rows_of_csv_that_declare():
    diagram = Diagram(
        variables=tuple(map(Variable, "XABYZ")), links=(Link("B", "A", "+"), Link("Y", "X", "-"))
    )
    text = FORMATS["csv"].write(diagram).text
    assert text == "from,to,polarity,delay\nX,,,\nA,,,\nB,,,\nB,A,+,\nY,X,-,\nZ,,,\n"
    assert read("csv", text).diagram == diagram


def test_what_csv_leaves_out():
    reading = read("csv", "source,target,sign,why\nA,B,+,so\n,B,+,\nA,B,+,,more")
    assert "left out: why of 1 row; rows without a cause; column 5 of 1 row" in reading.notes


@needs_corpus
@pytest.mark.parametrize(
    ("name", "count"), [("armsrace3", 15), ("wrld3-03", 290), ("free6", 715), ("marketGrowth", 45)]
)
def test_large_graphs(name, count):
    path = CORPUS.parent / "graphs" / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"no {path}")
    assert len(read("csv", path.read_text("utf-8")).diagram.links) == count


# -- GraphML --

LOAD = Diagram(
    "T",
    (Variable("Load", kind="stock"), Variable("Latency"), Variable("CPU (%)")),
    (Link("Load", "Latency", "+", Delay()), Link("Latency", "Load", "-", notes=("slow",))),
    (LoopDeclaration("B1", "Back", "B", ("Load", "Latency")),),
)


def test_networkx_reads_what_is_written():
    graph = networkx.parse_graphml(FORMATS["graphml"].write(LOAD).text)
    assert list(graph) == ["Load", "Latency", "CPU (%)"]
    assert dict(graph.edges) == {
        ("Load", "Latency"): {"polarity": "+", "delay": "yes"},
        ("Latency", "Load"): {"polarity": "-", "note": "slow"},
    }
    assert graph.graph["title"] == "T"


def test_what_networkx_writes_is_read():
    graph = networkx.DiGraph()
    graph.add_edge("B", "A", sign="-")
    graph.add_edge("A", "B", weight=0.5, label="(+)")
    reading = read("graphml", "\n".join(networkx.generate_graphml(graph)))
    assert names(reading) == ["B", "A"]
    assert links(reading) == [("B", "-", "A"), ("A", "+", "B")]
    assert reading.notes == ("left out: weight of 1 link",)
    multi = networkx.MultiGraph([("A", "B"), ("A", "B")])
    reading = read("graphml", "\n".join(networkx.generate_graphml(multi)))
    assert links(reading) == [("A", "?", "B")]
    assert reading.notes[0].startswith("edges without a direction")


def test_labels_of_yed():
    text = """<?xml version="1.0" encoding="UTF-8"?>
    <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://yworks.com/xml/graphml">
    <key for="node" id="d6" yfiles.type="nodegraphics"/>
    <key for="edge" id="d10" yfiles.type="edgegraphics"/>
    <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d6"><y:ShapeNode><y:NodeLabel>Load</y:NodeLabel></y:ShapeNode></data>
    </node><node id="n1"/>
    <edge source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:EdgeLabel>-</y:EdgeLabel>
    </y:PolyLineEdge></data></edge></graph></graphml>"""
    assert links(read("graphml", text)) == [("Load", "-", "n1")]


def test_equal_labels_of_graphml_are_one_variable() -> None:
    nodes = "".join(f'<node id="{i}"><data key="label">x</data></node>' for i in "ab")
    text = f'<graphml><graph>{nodes}<edge source="a" target="b"/></graph></graphml>'
    reading = read("graphml", text)
    assert links(reading) == [("x", "?", "x")]
    assert reading.notes[0].startswith("nodes with one name were read as one variable: “x”;")
    apart = FORMATS["graphml"].read_apart
    assert apart and links(apart(text)) == [("x", "?", "x 2")]


def test_customs_of_dot_are_said() -> None:
    reading = read("dot", "digraph { a -> b [color=green] b -> a [arrowhead=tee] }")
    assert reading.notes == (
        "colours of edges without a label were read as signs: green as +, red as -",
        "arrowheads were read as signs: `tee` as -",
    )


# -- DOT --


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('digraph { a -> b -> c [label="(-)"] }', [("a", "-", "b"), ("b", "-", "c")]),
        ('digraph { edge [label="+"]; a -> b; a -> c [polarity="-"] }', "a+b a-c"),
        ('digraph { a -> b; edge [label="+"]; b -> a }', "a?b b+a"),
        ("digraph { subgraph cluster_x { edge [sign=o]; a -> b } b -> a [label=s] }", "a-b b+a"),
        ('strict digraph G { a:n -> "b" [label=<<b>+</b>>] }', "a+b"),
        ("digraph { {a b} -> c }", "a?c b?c"),
        ('digraph { a [label="Load\\nper pod"]; a -> b }', [("Load per pod", "?", "b")]),
        ('digraph { "a:b" -> "b\\"c" }', [("a:b", "?", 'b"c')]),
        ('digraph { a -> "a" [label="+ ||"] }', "a+a"),
        ("graph { a -- b }", "a?b"),
        ("digraph { a -> b [headlabel='-'] }", "a-b"),
        ('digraph { a -> b [arrowhead=tee] b -> a [xlabel="+"] }', "a-b b+a"),
        ("digraph { a -> b [color=green] b -> a [color = 'red'] }", "a+b b-a"),
        ("digraph { a -> b [color=red, label='+'] }", "a+b"),
        ("digraph { a [label = 'Big load']; a -> b }", [("Big load", "?", "b")]),
        ("/* x */ digraph { // y\n a -> b }", "a?b"),
    ],
)
def test_dialects_of_dot(text, expected):
    if isinstance(expected, str):
        expected = [tuple(link) for link in expected.split()]
    assert links(read("dot", text)) == expected


def test_what_dot_looks_like():
    written = FORMATS["dot"].write(LOAD)
    assert (
        written.text
        == """digraph {
    label="T"
    cld_loops="loop B1 \\"Back\\" balancing: Load, Latency"
    "Load" [kind="stock", shape="box"]
    "Latency"
    "CPU (%)"
    "Load" -> "Latency" [label="+ ||", delay="yes"]
    "Latency" -> "Load" [label="-", comment="slow"]
}
"""
    )
    assert written.dropped == ()
    assert read("dot", written.text).diagram == LOAD


def test_a_graph_without_directions_is_said():
    assert read("dot", "graph { a -- b }").notes[0] == (
        "1 edge without a direction was read as a link from the first node to the second"
    )


def test_nothing_is_printed(capsys):
    with pytest.raises(FormatError, match="line 1, column"):
        read("dot", "digraph { a -> }")
    assert capsys.readouterr() == ("", "")


# -- all formats --


def test_formats_by_suffix():
    suffixes = ("cld", "json", "csv", "graphml", "dot", "gv", "mmd", "mermaid", "GV")
    assert [format_of(f"x/a.{suffix}") for suffix in suffixes] == [
        *("cld", "json", "csv", "graphml", "dot", "dot", "mermaid", "mermaid", "dot"),
    ]
    assert format_of("a.png") is None


def test_formats_are_cheap_to_import():
    code = "import sys, cld.io.known; print(*{'lark', 'networkx'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_what_is_dropped():
    second = Delay(1.0, 1.0, True)
    variable = Variable(
        "A", "stock", Goal("<=", "3"), "ms", second, second, "9", "1", (1.0, 2.0), ("a",), ("b",),
        ("note",), (("key", "value"),),
    )  # fmt: skip
    link = Link("A", "A", "+", second, Gain(2.0), True, 30.0, ("why",), (("retry", "3x"),))
    loop = LoopDeclaration("R1", None, "R", ("A",))
    exercise = ExerciseKey("Part B", ())
    acts = (Intervention("x", (Change("cut", (link,)),)), Intervention("y"))
    diagram = Diagram("T", (variable,), (link,), (loop,), acts, exercise)
    assert FORMATS["csv"].write(diagram).dropped == (
        *("title", "kind of A", "goal of A", "unit of A", "every of A", "window of A"),
        *("capacity of A", "initial of A", "at of A", "alias of A", "opposite of A", "note of A"),
        *("other attributes of A", "gain of A -> A", "info of A -> A", "bend of A -> A"),
        *("note of A -> A", "other attributes of A -> A", "1 declared loop", "2 interventions"),
        "the exercise and its expectations",
    )
    assert FORMATS["cld"].write(diagram).dropped == ("the exercise and its expectations",)
    assert "title" not in FORMATS["mermaid"].write(diagram).dropped


@pytest.mark.parametrize("field", LINK_FIELDS)
def test_each_attribute_of_a_link_is_kept_or_told_of(field: str) -> None:
    said = source_of("A (-, delay 2min, gain 2, info, bend 30)-> B").diagram.links[0]
    link = Link("A", "B", "-", **{field: getattr(said, field)})
    diagram = Diagram(variables=(Variable("A"), Variable("B")), links=(link,))
    for name in WRITTEN:
        written = FORMATS[name].write(diagram)
        (back,) = FORMATS[name].read(written.text).diagram.links
        same = getattr(back, field) == getattr(link, field)
        if field == "bend" and back.bend and link.bend:
            same = abs(back.bend - link.bend) < 0.5  # places are whole numbers in Vensim
        told = {
            f"{field} of A -> B",
            f"{field} length of A -> B",
            "rate of A -> B",
            "gain beyond the scale of A -> B",
        }
        assert same or set(written.dropped) & told


def test_many_of_a_kind_are_counted():
    variables = tuple(Variable(name, unit="ms") for name in "ABCD")
    assert dropped(Diagram(variables=variables), ()) == ("unit of 4 variables",)
    assert dropped(Diagram(variables=variables[:2]), ()) == ("unit of A, B",)


@pytest.mark.parametrize(
    ("format_name", "text"),
    [
        ("json", ""),
        ("json", "[1, 2]"),
        ("json", "3"),
        ("json", '{"links": 3}'),
        ("json", '{"links": ['),
        ("json", "[" * 100_000),
        ("json", '{"links": ' + "[" * 100_000),
        ("json", f'{{"links": [{"9" * 5000}]}}'),
        ("csv", ""),
        ("csv", "hello\nworld"),
        ("csv", '"' + "x" * 200_000),
        ("csv", "a,b\x00,c\rd" * 3),
        ("graphml", ""),
        ("graphml", "<a/>"),
        ("graphml", "<graphml/>"),
        ("graphml", "<graphml>" * 50_000),
        ("graphml", '<?xml version="1.0" encoding="utf-16"?><html><graph/></html>'),
        ("dot", ""),
        ("dot", "digraph {"),
        ("dot", "digraph " + "{" * 5000),
        ("dot", "A -> B"),
        ("mermaid", "pie"),
    ],
)
def test_texts_that_are_refused(format_name, text):
    if format_name == "csv" and "\x00" in text:
        read(format_name, text.replace("\x00", ""))
        return
    with pytest.raises(FormatError) as caught:
        read(format_name, text)
    assert len(str(caught.value)) < 200


def test_entities_of_xml_do_not_explode():
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 50}">' for n in range(12)
    )
    with pytest.raises(FormatError):
        read("graphml", f"<!DOCTYPE g [{entities}]><graphml><graph>&e11;</graph></graphml>")


leaves = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5)
words = st.sampled_from(["A", "", "from", "3min", "+", "R", "x\ud800", "\x00"]) | leaves
keys = st.sampled_from(
    [
        "name",
        "title",
        "variables",
        "links",
        "relationships",
        "loops",
        "stocks",
        "variable_notes",
        "from",
        "to",
        "polarity",
        "delay",
        "delay_length",
        "notes",
        "reasoning",
        "type",
        "id",
        "goals",
        "output",
        "model",
        "kind",
    ]
)
anything = st.recursive(
    words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5)
)
objects = st.fixed_dictionaries(
    {},
    optional={
        "variables": st.lists(anything, max_size=4) | anything,
        "links": st.lists(st.dictionaries(keys, words), max_size=5) | anything,
        "loops": st.lists(st.dictionaries(keys, anything), max_size=3) | anything,
        "relationships": anything,
        "stocks": st.lists(anything, max_size=3),
        "variable_notes": anything,
        "name": anything,
    },
)


def sound(reading: Reading) -> None:
    """Assert what holds of every diagram, and that each format can write it."""
    diagram = reading.diagram
    known = {variable.name for variable in diagram.variables}
    assert len(known) == len(diagram.variables) and "" not in known
    assert {end for link in diagram.links for end in (link.cause, link.effect)} <= known
    assert len({(link.cause, link.effect) for link in diagram.links}) == len(diagram.links)
    for name in WRITTEN:
        FORMATS[name].write(diagram).text.encode()
    "".join(reading.notes).encode()


@given(objects)
def test_json_of_wrong_types(data):
    try:
        sound(read("json", json.dumps(data)))
    except FormatError as error:
        assert str(error)


PIECES = [*'{}[]=;<>/,\n|&:\\#+\x00"a', "digraph", "graph", "->", "--", "label", "subgraph"]
PIECES += ["edge", "graphml", "node id='a'", "edge source='a'", "from,to", "flowchart LR", "(+)"]


@pytest.mark.parametrize("format_name", FORMATS)
@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text(format_name, text):
    try:
        sound(read(format_name, text))
    except FormatError as error:
        assert str(error)


@pytest.mark.parametrize("format_name", ["json", "csv", "graphml", "dot", "mermaid"])
@given(data=st.data())
def test_damaged_files(format_name, data):
    text = FORMATS[format_name].write(LOAD).text
    place = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 8))
    piece = data.draw(st.text(max_size=3))
    try:
        sound(read(format_name, text[:place] + piece + text[place + length :]))
    except FormatError as error:
        assert str(error)
