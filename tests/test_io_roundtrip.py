"""What goes out in a format comes back from it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from corpus import CORPUS, needs_corpus
from hypothesis import given
from hypothesis import strategies as st
from strategies import ANY_TEXT, diagrams

from cld.core.diagram import Diagram, Goal, Link, LoopDeclaration, Variable
from cld.core.rings import from_least, pairs_round
from cld.core.text import fold
from cld.io.cells import defused, meant
from cld.io.exchange import Reading, loops_text, plain
from cld.io.known import FORMATS, WRITTEN

DIAGRAMS = sorted((CORPUS / "diagrams").glob("*.json")) if CORPUS else []
STUDENTS = sorted((CORPUS / "students").glob("*.json")) if CORPUS else []
# Names that differ only by case, blanks or `_` are one there, and loops are found by their place.
MODELS = {"vensim", "xmile"}
NO_LOOPS = {"csv", "sd-ai", "kumu", "kumu-csv", "loopy", "mentalmodeler"}
NO_DELAYS = {"loopy", "mentalmodeler"}
# A link whose sign is not known cannot be written.
SIGNS_ONLY = {"loopy", "mentalmodeler"}

NASTY = ["Load", "loop", "end", "edge", 'a "b"', "a\\", "#", "#35;", "R&amp;D", "x<br/>y", "a\nb"]
NASTY += ["%%{init}%%", "%%%{", "#37;{", "#3", "\\N", "\\G", "\\l", "&lt;"]
NASTY += ["subgraph", "a:b", "`code`", "A -> B", "a, b", "= 1", "n1", "from", "%% x", "-->", "1"]


def there_and_back(format_name: str, diagram: Diagram) -> Reading:
    """Write a diagram and read it again."""
    written = FORMATS[format_name].write(diagram)
    written.text.encode()
    return FORMATS[format_name].read(written.text)


def assert_kept(format_name: str, diagram: Diagram) -> None:
    """Assert that variables, links, signs, delays and loops are the same, in order."""
    back = there_and_back(format_name, diagram).diagram
    if format_name in MODELS:
        assert_model_kept(back, diagram)
        return
    assert [v.name for v in back.variables] == [v.name for v in diagram.variables]
    links = [k for k in diagram.links if format_name not in SIGNS_ONLY or k.polarity != "?"]
    if format_name == "mentalmodeler":  # it lists the links of each variable
        links = [k for v in diagram.variables for k in links if k.cause == v.name]
    assert [_kept(format_name, k) for k in back.links] == [_kept(format_name, k) for k in links]
    loops = tuple(replace(loop, name=loop.name and plain(loop.name)) for loop in diagram.loops)
    if format_name == "cld":
        loops = diagram.loops  # the only one to keep control characters in names of loops
    assert back.loops == (() if format_name in NO_LOOPS else loops)


def closes(diagram: Diagram, loop: LoopDeclaration) -> bool:
    """Whether links lead round a loop in the order of its variables."""
    return all(diagram.link(*pair) for pair in pairs_round(loop.variables))


def assert_model_kept(back: Diagram, diagram: Diagram) -> None:
    """Assert that variables, links, signs and marks of delays are the same, by their numbers."""

    def numbered(one: Diagram) -> set[tuple[int, int, str, bool]]:
        number = {variable.name: n for n, variable in enumerate(one.variables)}
        return {
            (number[k.cause], number[k.effect], k.polarity, k.delay is not None) for k in one.links
        }

    assert len(back.variables) == len(diagram.variables)
    assert numbered(back) == numbered(diagram)
    told = {v.name: n for n, v in enumerate(diagram.variables)}
    said = {v.name: n for n, v in enumerate(back.variables)}
    rings = {from_least([told[name] for name in loop.variables]) for loop in diagram.loops}
    # A loop whose order does not close is read in an order in which it does.
    open_ = {
        frozenset(told[name] for name in loop.variables)
        for loop in diagram.loops
        if not closes(diagram, loop)
    }
    for loop in back.loops:
        ring = [said[name] for name in loop.variables]
        assert from_least(ring) in rings or (frozenset(ring) in open_ and closes(back, loop))


def _kept(format_name: str, link: Link) -> Link:
    delay = None if format_name in NO_DELAYS else link.delay
    return Link(link.cause, link.effect, link.polarity, delay)


@needs_corpus
@pytest.mark.parametrize("format_name", WRITTEN)
@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.stem)
def test_corpus(path, format_name):
    reading = FORMATS["json"].read(path.read_text(encoding="utf-8"))
    published = json.loads(path.read_text(encoding="utf-8"))
    assert len(reading.diagram.variables) == len(published["variables"])
    assert len(reading.diagram.loops) == len(published.get("loops", []))
    pairs = {(link["from"], link["to"]) for link in published["links"]}
    assert len(reading.diagram.links) == len(pairs)
    assert_kept(format_name, reading.diagram)


@needs_corpus
@pytest.mark.parametrize("path", STUDENTS[::10], ids=lambda path: path.stem)
def test_students(path):
    reading = FORMATS["json"].read(path.read_text(encoding="utf-8"))
    assert any("strength of" in note for note in reading.notes)
    for format_name in WRITTEN:
        assert_kept(format_name, reading.diagram)


@pytest.mark.parametrize("format_name", WRITTEN)
@given(diagram=diagrams(plain=True))
def test_any_diagram(format_name, diagram):
    said = f"{loops_text(diagram)}{[variable.name for variable in diagram.variables]}"
    if format_name == "graphml" and ("\ufffe" in said or "ufff" in said or "\uffff" in said):
        there_and_back(format_name, diagram)  # XML cannot hold these two
    else:
        assert_kept(format_name, diagram)


KEPT = {
    *(("mentalmodeler", "gain"), ("mentalmodeler", "unit")),
    *(("vensim", "unit"), ("xmile", "unit")),
}


@pytest.mark.parametrize("format_name", WRITTEN)
@given(diagram=diagrams())
def test_diagram_with_everything_said(format_name, diagram):
    back = there_and_back(format_name, diagram).diagram
    assert len(back.variables) == len(diagram.variables)
    if format_name != "graphml":
        assert_kept(format_name, diagram)
    dropped = " ".join(FORMATS[format_name].write(diagram).dropped)
    for feature in ("gain", "unit", "goal", "every"):
        used = any(getattr(v, feature, None) for v in (*diagram.variables, *diagram.links))
        kept = format_name == "cld" or (format_name, feature) in KEPT
        assert not used or kept or f"{feature} of" in dropped


@pytest.mark.parametrize("format_name", WRITTEN)
def test_names_that_look_like_syntax(format_name):
    links = (Link(a, b, "-") for a, b in zip(NASTY, NASTY[1:] + NASTY[:1], strict=True))
    loop = LoopDeclaration("R1", 'the "long" \\ way', "R", tuple(NASTY))
    assert_kept(format_name, Diagram(None, tuple(map(Variable, NASTY)), tuple(links), (loop,)))


@pytest.mark.parametrize("format_name", ["json", "sd-ai", "dot", "graphml", "mermaid", "cld"])
@given(title=ANY_TEXT)
def test_title(format_name, title):
    title = fold(title).translate({0xFFFE: None, 0xFFFF: None}).strip() or "T"
    assert there_and_back(format_name, Diagram(title)).diagram.title == title


@pytest.mark.parametrize("format_name", WRITTEN)
def test_empty_diagram(format_name):
    assert there_and_back(format_name, Diagram()).diagram == Diagram()


@pytest.mark.parametrize("format_name", ["json", "sd-ai", "dot", "graphml", "cld"])
def test_link_notes(format_name):
    link = Link("A", "B", "+", notes=('why "so" \\ & &amp; <b>', "a\nb"))
    diagram = Diagram(variables=(Variable("A"), Variable("B")), links=(link,))
    back = there_and_back(format_name, diagram).diagram.links[0]
    assert "\n".join(back.notes) == "\n".join(link.notes)


@pytest.mark.parametrize("format_name", ["json", "dot", "graphml", "cld"])
def test_kinds_and_notes_of_variables(format_name):
    variables = (Variable("A", kind="stock", notes=("pods",)), Variable("B", kind="flow"))
    diagram = Diagram(variables=(*variables, Variable("C", kind="constant")))
    assert there_and_back(format_name, diagram).diagram == diagram


@pytest.mark.parametrize("format_name", ["json", "dot", "graphml", "mermaid", "cld"])
def test_goals_of_loops(format_name):
    goals = (Goal("<=", "200ms", "Latency p99"), Goal("", "low", "Latency"), Goal("", "1"))
    loop = LoopDeclaration("B1", "Scaler", "B", ("Latency", "Latency p99"), goals)
    variables = tuple(map(Variable, loop.variables))
    diagram = Diagram(variables=variables, loops=(loop,))
    assert there_and_back(format_name, diagram).diagram.loops == (loop,)


def test_dot_and_mermaid_hold_other_attributes_of_loops():
    loop = LoopDeclaration("R1", None, None, ("A",), extra=(("trigger", "load > 3"),))
    diagram = Diagram(variables=(Variable("A"),), loops=(loop,))
    for format_name in ("dot", "mermaid", "graphml"):
        assert there_and_back(format_name, diagram).diagram == diagram
        assert FORMATS[format_name].write(diagram).dropped == ()
    assert FORMATS["json"].write(diagram).dropped == ("other attributes of R1",)


@pytest.mark.parametrize("format_name", WRITTEN)
@pytest.mark.parametrize("law", ["total", "ratio", "step"])
def test_how_a_controller_decides_is_kept_or_told_of(format_name, law):
    diagram = Diagram(variables=(Variable("A", extra=(("decides", law), ("owner", "ops"))),))
    back = there_and_back(format_name, diagram).diagram
    dropped = FORMATS[format_name].write(diagram).dropped
    if format_name == "cld":
        assert (back, dropped) == (diagram, ())
    else:
        assert dropped == ("other attributes of A",)


def test_graphml_without_the_characters_xml_cannot_hold():
    diagram = Diagram(variables=(Variable("a\uffff"), Variable("a\ufffe"), Variable("a\ufffd")))
    back = there_and_back("graphml", diagram).diagram
    assert len({variable.name for variable in back.variables}) == 3


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Load", '"Load"'),
        ("node", '"node"'),
        ("1", '"1"'),
        ("", '""'),
        ("<b>x</b>", '"<b>x</b>"'),
        ("a:b", '"a:b"'),
        ("a\nb", '"a&#10;b"'),
        ("R&amp;D", '"R&amp;amp;D"'),
        ("R & D", '"R & D"'),
        ('say "x"', '"say \\"x\\""'),
        ('\\"', '"\\\\\\""'),
        ("end\\", '"end\\\\"'),
        ("\\N", '"\\\\N"'),
        ("حمل 😀", '"حمل 😀"'),
    ],
)
def test_dot_quotes_every_name(words, written):
    """The package `graphviz` would write most of these otherwise, `<b>` as HTML, say."""
    text = FORMATS["dot"].write(Diagram(variables=(Variable(words),))).text
    assert text == f"digraph {{\n    {written}\n}}\n"


def test_dot_takes_a_run_of_backslashes_as_any_other_name():
    """The package's own `quote` takes minutes for this one."""
    text = FORMATS["dot"].write(Diagram(variables=(Variable("\\" * 100_000),))).text
    assert text.count("\\") == 200_000


def test_writing_twice_is_the_same():
    diagram = replace(Diagram(), variables=(Variable("A"),), links=(Link("A", "A", "-"),))
    for format_ in map(FORMATS.__getitem__, WRITTEN):
        text = format_.write(diagram).text
        assert format_.write(format_.read(text).diagram).text == text


FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "'=1", "''-x", '"=1"', "' \"@x", "＝1", "－x", "=", "@"]
HARMLESS = ["'", "''", "'tis", "Load - Latency", "a=b", "−1", "1-2"]


def test_no_cell_of_a_csv_is_a_formula():
    """Not for the usual reader of CSV, nor for one that takes semicolons, tabs or bars."""
    names = [*FORMULAS, *HARMLESS, "a;=1", "a\t=1", 'a";=1', "a|=1", "a\n=1", "a,=1"]
    variables = tuple(Variable(name) for name in names)
    links = tuple(Link(name, "A", "-") for name in names)
    text = FORMATS["csv"].write(Diagram(variables=(*variables, Variable("A")), links=links)).text
    for delimiter in ",;\t|":
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        cells = {cell for row in rows for cell in row}
        begun = {cell.lstrip(' "')[:1] for cell in cells - {"-"}}
        assert begun.isdisjoint("=+-@＝＋－＠")
    for name in HARMLESS:
        assert f"\n{name},A,-,\n" in text


@given(st.text(st.sampled_from(" '\"=+-@\u3000＝a")), st.text(st.sampled_from("'=+-a ")))
def test_every_text_comes_back_from_its_cell(text, other):
    assert meant(defused(text)) == text
    assert (defused(text) == defused(other)) == (text == other)


@given(st.lists(st.text(st.sampled_from("'\"=+-a;,|\n")).map(str.strip).filter(bool), unique=True))
def test_names_that_look_like_formulas_come_back(names):
    assert_kept("csv", Diagram(variables=tuple(map(Variable, dict.fromkeys(map(fold, names))))))


def test_no_name_is_a_directive_to_mermaid():
    said = '%%{init: {"theme": "dark"}}%% %%%{wrap}'
    loop = LoopDeclaration("R1", said, "R", (said,))
    diagram = Diagram(said, (Variable(said),), (Link(said, said, "+"),), (loop,))
    assert "%%{" not in FORMATS["mermaid"].write(diagram).text
    assert there_and_back("mermaid", diagram).diagram == diagram
