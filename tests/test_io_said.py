"""What a reader or a writer changes or leaves out is said; nothing is lost in silence."""

from __future__ import annotations

import contextlib
import json
import math
from itertools import combinations
from pathlib import Path

import pytest
from test_cli import run
from test_io_derived import signs
from test_io_mended import again, links
from test_io_programs import workbook

from cld.conversion import written_as
from cld.io.known import FORMATS
from cld.io.limits import FormatError
from cld.io.opening import opened
from cld.io.recognise import recognise
from cld.language.source import source_of

# -- read --


@pytest.mark.parametrize(
    "elements",
    [
        {
            "nodes": [{"data": {"id": "a", "name": "Load"}}, {"data": {"id": "b"}}],
            "edges": [{"data": {"id": "e", "source": "a", "target": "b", "interaction": "-"}}],
        },
        [
            {"data": {"id": "a", "name": "Load"}},
            {"data": {"id": "b"}},
            {"data": {"id": "e", "source": "a", "target": "b", "interaction": "-"}},
        ],
    ],
    ids=["apart", "in one list"],
)
def test_cytoscape_has_links_among_its_elements(elements: object) -> None:
    reading = FORMATS["json"].read(json.dumps({"elements": elements}))
    assert links("json", json.dumps({"elements": elements})) == [("Load", "-", "b")]
    assert [v.name for v in reading.diagram.variables] == ["Load", "b"]


def test_a_drawing_without_names_is_refused() -> None:
    text = json.dumps({"type": "excalidraw", "elements": [{"id": "x", "type": "rectangle"}]})
    with pytest.raises(FormatError, match="a drawing of Excalidraw, which cld does not read"):
        FORMATS["json"].read(text)
    text = json.dumps({"type": {"is": "excalidraw"}, "links": [{"from": "A", "to": "B"}]})
    assert links("json", text) == [("A", "?", "B")]


def test_formulas_that_nobody_computed_are_said() -> None:
    data = workbook(
        S=[[None, "A", "B"], ["A", None, "=1/2"], ["B", -1, None], ["A", "=2", 0.5]],
    )
    assert opened(data, "x.xlsx").notes == (
        "2 cells have a formula without a value and were read as empty; "
        "open and save the workbook in a spreadsheet program",
    )


def test_a_number_that_may_be_a_thousand_is_said() -> None:
    reading = FORMATS["csv"].read('from,to,weight\nA,B,"1,250"\nB,A,"0,500"\n')
    assert [k.gain and k.gain.factor for k in reading.diagram.links] == [1.25, 0.5]
    assert reading.notes == ("“1,250” was read as 1.25: a comma is a decimal comma",)
    matrix = FORMATS["csv"].read(',A,B\nA,,"-1,250"\nB,1,\n')
    assert matrix.notes == ("“-1,250” was read as -1.25: a comma is a decimal comma",)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("m3 [0,100]", "m3"), ("m3 [0,?,1]", "m3"), ("mass [dry]", "mass [dry]"), ("[0,1]", None)],
)
def test_the_range_of_a_slider_is_no_unit(unit: str, expected: str | None) -> None:
    diagram = FORMATS["vensim"].read(f"A = 1 ~ {unit} ~ |").diagram
    assert diagram.variables[0].unit == expected


def test_an_unclosed_quote_is_said() -> None:
    reading = FORMATS["vensim"].read('a=1~~|b=2~~|\nS = a + "b * 2\n ~~|')
    assert (
        "a quote is not closed on its line, so the rest of the line was read as a name: "
        "in the equation of S" in reading.notes
    )
    closed = FORMATS["vensim"].read('a=1~~|"b"=2~~|\nS = a + "b" * 2\n ~~|')
    assert not any("quote" in note for note in closed.notes)


def test_a_cluster_with_a_label_is_a_sector() -> None:
    text = 'digraph { label="All"; subgraph cluster_0 { label=Shop; a; b } subgraph cluster_1 '
    text += '{ graph [label="The rest"]; c } subgraph same { label=No; a } a -> b -> c }'
    diagram = FORMATS["dot"].read(text).diagram
    assert diagram.title == "All"
    assert [(s.name, s.variables) for s in diagram.sectors] == [
        ("Shop", ("a", "b")),
        ("The rest", ("c",)),
    ]


def test_a_subgraph_that_is_no_loop_is_a_sector() -> None:
    body = "subgraph S [Shop]\na --> b\nend\nsubgraph R1: x\nc\nend\nsubgraph T\nd\nend\nT --> a"
    reading = FORMATS["mermaid"].read(f"flowchart LR\n{body}")
    assert [(s.name, s.variables) for s in reading.diagram.sectors] == [("Shop", ("a", "b"))]
    assert "left out: `subgraph`" in reading.notes


def test_a_line_whose_first_arrow_is_read_says_so() -> None:
    reading = FORMATS["mermaid"].read("flowchart LR\nA -->|+| B and more\n?? what")
    assert [k.ends for k in reading.diagram.links] == [("A", "B")]
    assert reading.unread == (
        "line 2 is only read in part: “A -->|+| B and more”",
        "line 3 is not read: “?? what”",
    )


@pytest.mark.simlin
def test_signs_are_derived_in_modules_too() -> None:
    pytest.importorskip("simlin")
    inner = '<variables><aux name="in" access="input"><eqn>0</eqn></aux><aux name="out">'
    inner += "<eqn>5 - in</eqn></aux></variables>"
    outer = '<variables><aux name="a"><eqn>out * 2</eqn></aux><aux name="b"><eqn>3</eqn></aux>'
    outer += '<module name="M"><connect to="M.in" from=".b"/></module></variables>'
    text = '<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"><header>'
    text += "<vendor>x</vendor><product>y</product></header><sim_specs><start>0</start>"
    text += f"<stop>9</stop></sim_specs><model>{outer}</model>"
    text += f'<model name="M">{inner}</model></xmile>'
    reading = FORMATS["xmile"].read(text)
    assert signs(reading)["b", "M.out"] == ("-", "derived")


# -- written --


def test_labels_that_would_be_read_otherwise_are_dropped() -> None:
    loops = 'loop "R1: Foo": A, B\nloop "R1 & R2": B, C\nloop "Spiral (R)": A, C\n'
    text = f'A (+)-> B (+)-> A (+)-> C (+)-> A\nB (+)-> C (+)-> B\n{loops}loop R3 "Fine": A, B, C'
    written = written_as(source_of(text).diagram, "vensim")
    (lost,) = (one for one in written.dropped if one.startswith("loop label"))
    assert lost == "loop label of R1: Foo, R1 & R2, Spiral (R)"
    assert [one.name for one in again(text, "vensim").loops] == ["Fine"]


def test_texts_that_vensim_cannot_hold_are_listed() -> None:
    text = 'A: unit "a|b", "x~y"\nB: unit "kg [0,1]"\nC: unit "kg [dry]", "n [0,1]"\nA (+)-> B\n'
    written = written_as(source_of(f'{text}sector "p|q": A, B').diagram, "vensim")
    assert written.dropped == (
        "`|` or `~` in the note of A",
        "exact unit of A, B",
        "exact title of p|q",
    )
    back = FORMATS["vensim"].read(written.text).diagram
    assert {v.name: v.unit for v in back.variables} == {"A": "a/b", "B": "kg", "C": "kg [dry]"}


def test_gains_beyond_the_scale_of_mental_modeler_are_listed() -> None:
    text = "A (+, gain 3)-> B (-, gain 0)-> A (+, gain 0.5)-> C (+, gain 1)-> A"
    written = written_as(source_of(text).diagram, "mentalmodeler")
    assert written.dropped == ("gain beyond the scale of A -> B, B -> A",)
    back = FORMATS["mentalmodeler"].read(written.text).diagram
    assert [(k.ends, k.polarity, k.gain and k.gain.factor) for k in back.links] == [
        (("A", "B"), "+", None),
        (("A", "C"), "+", 0.5),
        (("B", "A"), "-", None),
        (("C", "A"), "+", None),
    ]


# -- told to another program --


@pytest.mark.parametrize("command", ["analyze", "check"])
def test_notes_on_a_reading_are_in_the_json(tmp_path: Path, command: str) -> None:
    path = tmp_path / "a.mmd"
    path.write_text("flowchart LR\nA --> B\n")
    data = json.loads(run(command, str(path), "--format", "json").stdout)
    told = data["files"][0] if command == "check" else data
    assert told["format"] == "mermaid"
    assert told["notes"] == ["1 link has no readable sign and was read as `?`: A → B (line 2)"]


# -- where the other program shows it --


def spread(text: str) -> tuple[float, float]:
    """The width and height of a diagram as Loopy draws it."""
    places = [v.at for v in again(text, "loopy").variables if v.at]
    xs, ys = zip(*places, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def test_a_diagram_fits_the_window_of_loopy() -> None:
    chain = "Some quite long name (+)-> Another quite long name (+)-> A third one (+)-> The last"
    wide = (Path(__file__).parent.parent / "examples/thermostat.cld").read_text()
    for text in (chain, wide):
        width, height = spread(text)
        places = [v.at for v in again(text, "loopy").variables if v.at]
        # Names are not brought closer for it.
        close = min(math.dist(a, b) for a, b in combinations(places, 2)) < 91
        assert close or (width <= 361 and height <= 241)
    pinned = "A (+)-> B\nA: at 0 0\nB: at 900 500"
    assert spread(pinned) == (900, 500)


def test_names_are_not_brought_too_close_for_loopy() -> None:
    ring = " (+)-> ".join(f"Variable number {n}" for n in [*range(40), 0])
    places = [v.at for v in again(ring, "loopy").variables if v.at]
    assert min(math.dist(a, b) for a, b in combinations(places, 2)) >= 89


# -- found by the fuzzer --


@pytest.mark.parametrize("text", ['\r"', 'a\r"b",c\n', '"\r'])
def test_a_carriage_return_within_a_line_is_a_blank(text: str) -> None:
    with contextlib.suppress(FormatError):
        FORMATS["csv"].read(text)
    recognise(text.encode(), "x.csv")


def test_a_workbook_whose_packing_is_broken_is_damaged() -> None:
    data = bytearray(workbook(S=[["from", "to"], ["A", "B"]] * 40))
    for start in range(60, len(data) - 200, 41):
        broken = data.copy()
        broken[start : start + 3] = b"\xff\x00\xff"
        with contextlib.suppress(FormatError):
            opened(bytes(broken), "x.xlsx")
