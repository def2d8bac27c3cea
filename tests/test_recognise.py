"""Every command knows what a file is, by what stands in it, and reads what `convert` reads."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import NAMES, diagrams
from test_cli import run

import cld
from cld.commands.options import read_report
from cld.core.diagram import Diagram, Link, Variable
from cld.io.known import FORMATS
from cld.io.limits import FormatError
from cld.io.opening import opened
from cld.io.recognise import recognise
from cld.language.source import Source
from cld.language.write import write

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").rglob("*.cld"))
# A loop that is said to be what it is not: one error.
WRONG = {
    "links": [
        {"from": "A", "to": "B", "polarity": "+"},
        {"from": "B", "to": "A", "polarity": "-", "strength": 3},
    ],
    "loops": [{"variables": ["A", "B"], "type": "R", "name": "Round"}],
}


def zipped(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, "<x/>")
    return held.getvalue()


# -- the language is never taken for anything else --


@given(diagrams())
def test_what_is_written_in_the_language_is_the_language(diagram: Diagram) -> None:
    assert recognise(write(diagram).encode(), "-").format == "cld"


CALLED = ["-", "a.cld", "a.txt", *(f"a{f.suffixes[0]}" for f in FORMATS.values() if f.suffixes)]
LIKE_OTHERS = [
    *("graph TD", "graph", "flowchart LR", "digraph", "strict digraph G", "subgraph x", "%% note"),
    *("<graphml>", "<graphml><graph>", "<?xml", "<svg>", "[", "[[", "from", "from|to", "source;to"),
    *("GIF89a", "%PDF-1.7", "@startuml", "https://ncase.me/loopy/", "---", "```", "BZh", "PK"),
]


@given(st.sampled_from(CALLED), st.sampled_from(LIKE_OTHERS), NAMES | st.just(""))
def test_names_that_look_like_other_formats(name: str, begin: str, rest: str) -> None:
    variable = f"{begin} {rest}".strip()
    diagram = Diagram(variables=(Variable(variable),), links=(Link(variable, variable, "+"),))
    assert recognise(write(diagram).encode(), name).format == "cld"
    assert recognise(f"# of `{begin}`\n\n{write(diagram)}".encode(), name).format == "cld"


def test_the_language_under_another_name_is_told_of() -> None:
    found = recognise(b"A (+, delay 3min)-> B (-)-> A", "links.csv")
    assert found.format == "cld" and found.notes == ("this is .cld, not CSV; it is read as .cld",)
    assert recognise(b"A,B,+\nB,A,-\n", "links.csv").format == "csv"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples(path: Path) -> None:
    found = recognise(path.read_bytes(), "-")
    assert (found.format, found.notes) == ("cld", ())


@pytest.mark.parametrize("text", ["", "\n", "# note", "graph (+)-> x", "graph -> x", "A, B", "foo"])
def test_text_that_is_nothing_else_is_the_language(text: str) -> None:
    assert recognise(text.encode(), "notes.txt").format == "cld"


# -- other formats, whatever they are called --


@pytest.mark.parametrize("format_name", ["json", "sd-ai", "csv", "graphml", "dot", "mermaid"])
@given(st.sampled_from(["-", "x.txt", "x.cld"]), diagrams(plain=True))
def test_what_is_written_is_recognised(format_name: str, name: str, diagram: Diagram) -> None:
    text = FORMATS[format_name].write(diagram).text
    found = recognise(text.encode(), name)
    assert found.format == {"sd-ai": "json"}.get(format_name, format_name)
    assert bool(found.notes) == (name == "x.cld")
    marked = recognise(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), name)
    assert marked.format == found.format


@pytest.mark.parametrize(
    ("text", "format_name"),
    [
        ("/* by hand */\n// of loops\nstrict digraph {", "dot"),
        ("graph\n{ a -- b }", "dot"),
        ('digraph "G" {', "dot"),
        ('digraph "a \\"b\\" c" {', "dot"),
        ("graph -1.5 {", "dot"),
        ("---\ntitle: x\n---\nflowchart LR\n", "mermaid"),
        ("%%{init: {}}%%\n%% of loops\ngraph TD;A-->B", "mermaid"),
        ("```mermaid\nflowchart\nA-->B\n```", "mermaid"),
        ("<!-- x --><graphml>", "graphml"),
        ('<?xml version="1.0"?>\n<!DOCTYPE g [<!-- y -->]>\n<g:graphml xmlns:g="x">', "graphml"),
        ("Source;Target;Sign\na;b;+", "csv"),
        ("[{", "json"),
        ('{ "links"', "json"),
    ],
)
def test_beginnings(text: str, format_name: str) -> None:
    assert recognise(text.encode(), "-").format == format_name


def test_a_name_counts_where_the_content_says_nothing() -> None:
    assert recognise(b"A,B\nB,C", "a.csv").format == "csv"
    assert recognise(b"no json", "a.json").format == "json"
    assert recognise(b"A -- x", "a.MMD").format == "mermaid"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (gzip.compress(b"A (+)-> B"), "compressed with gzip"),
        (b"SQLite format 3\0", "an SQLite database"),
        (zipped("notes.txt"), "a ZIP archive"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "an SVG picture"),
        (b"<!DOCTYPE html>\n<html>", "an HTML page"),
        (b'<?xml version="1.0"?><recipe>', "XML of an unknown kind (<recipe>)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("name", ["-", "x.cld", "x.json"])
def test_what_cannot_be_read_is_named(data: bytes, what: str, name: str) -> None:
    with pytest.raises(FormatError) as caught:
        opened(data, name)
    known = ", ".join(format_.title for format_ in FORMATS.values() if format_.suffixes)
    expected = f"this is {what}; cld reads {known}"
    assert str(caught.value) == expected


# -- reports --


@pytest.mark.parametrize("format_name", ["json", "csv", "graphml", "dot", "mermaid"])
def test_a_report_says_the_same_of_every_format(format_name: str, tmp_path: Path) -> None:
    own = cld.loads('title "T"\nA (+, delay 3min)-> B (-)-> A (+)-> C (+)-> A')
    path = tmp_path / "held.txt"
    path.write_text(FORMATS[format_name].write(own.diagram).text, encoding="utf-8")
    report = read_report(str(path))
    assert report.source.format == format_name
    assert [loop.variables for loop in report.loops] == [loop.variables for loop in own.loops]
    assert [d.code for d in report.diagnostics] == [d.code for d in own.diagnostics]
    assert cld.load(path).diagram == report.diagram


def test_the_api_raises_for_what_is_no_diagram(tmp_path: Path) -> None:
    path = tmp_path / "x.cld"
    with pytest.raises(OSError):
        cld.load(path)
    path.write_bytes(b"\x89PNG")
    with pytest.raises(ValueError, match="a PNG picture"):
        cld.load(path)
    path.write_text("foo", encoding="utf-8")
    assert next(d.code for d in cld.load(path).diagnostics) == "CLD101"


def test_notes_of_a_reading_are_in_its_source() -> None:
    found = opened(json.dumps(WRONG).encode(), "x.cld")
    assert isinstance(found, Source)
    assert found.notes == (
        "this is JSON, not .cld; it is read as JSON; `cld convert` writes a .cld file from it",
        "left out: strength of 1 link",
    )


# -- commands --


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(WRONG), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["analyze"], 1),
        (["check"], 1),
        (["explain", "B1"], 0),
        (["leverage"], 0),
        (["checklist"], 0),
        (["whatif", "cut A -> B"], 0),
        (["causes", "A"], 0),
        (["uses", "A"], 0),
        (["render"], 1),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_each_command_reads_json(command: list[str], code: int, wrong: Path) -> None:
    name, *rest = command
    done = run(name, wrong, *rest)
    assert done.returncode == code
    assert done.stderr.count("left out: strength of 1 link") == 1
    assert not re.search(r"\bline \d", done.stdout)
    piped = run(name, "-", *rest, stdin=wrong.read_bytes())
    assert piped.returncode == code
    assert piped.stdout.replace("<stdin>", str(wrong)) == done.stdout


@pytest.mark.parametrize("format_", ["json", "github", "sarif", "markdown"])
def test_findings_on_another_format_have_no_line(format_: str, wrong: Path) -> None:
    done = run("check", wrong, "--format", format_)
    assert done.returncode == 1 and "CLD302" in done.stdout
    if format_ == "json":
        finding = json.loads(done.stdout)["files"][0]["diagnostics"][0]
        assert {finding[key] for key in ("line", "column", "end_line", "end_column")} == {None}
        links = json.loads(run("analyze", wrong, "--format", "json").stdout)["links"]
        assert [link["lines"] for link in links] == [[], []]
    elif format_ == "sarif":
        (place,) = json.loads(done.stdout)["runs"][0]["results"][0]["locations"]
        assert set(place["physicalLocation"]) == {"artifactLocation"}
    else:
        assert "line" not in done.stdout


def test_a_drawing_of_a_file_with_errors(tmp_path: Path) -> None:
    path, out = tmp_path / "x.cld", tmp_path / "x.svg"
    path.write_text("A (+)-> B\nfoo\n", encoding="utf-8")
    done = run("render", path, "-o", out)
    assert done.returncode == 1 and "has 1 error;" in done.stderr
    assert out.read_text(encoding="utf-8").startswith("<svg")
    path.write_text("A (+)-> B\n", encoding="utf-8")
    assert run("render", path, "-o", out).returncode == 0


def test_only_the_language_is_formatted(wrong: Path) -> None:
    before = wrong.read_bytes()
    done = run("fmt", wrong)
    assert done.returncode == 2 and "this is JSON; only .cld files are formatted" in done.stderr
    assert wrong.read_bytes() == before


def test_convert_asks_for_no_format(wrong: Path, tmp_path: Path) -> None:
    held = tmp_path / "held"
    wrong.rename(held)
    assert run("convert", held, "-", "--to", "cld").stdout.startswith("A (+)-> B (-)-> A")
    assert run("convert", "-", "-", "--to", "csv", stdin=b"A (+)-> B").stdout.endswith("A,B,+,\n")
    done = run("convert", held, "-", "--to", "cld", "--from", "dot")
    assert done.returncode == 2 and "this is not valid DOT" in done.stderr


def test_an_answer_is_graded_whatever_its_name(tmp_path: Path) -> None:
    key = tmp_path / "key.cld"
    key.write_text("A (+)-> B (+)-> A\nexpect loop reinforcing: A, B\n", encoding="utf-8")
    answer = tmp_path / "answer.cld"
    answer.write_text("flowchart LR\nA -- + --> B\nB -- + --> A\n", encoding="utf-8")
    done = run("grade", answer, "--key", key, "--format", "json")
    (graded,) = json.loads(done.stdout)["answers"]
    assert graded["score"] == graded["max_score"] == 1
    answer.write_bytes(b"\x89PNG")
    done = run("grade", answer, "--key", key)
    assert done.returncode == 1 and "this is a PNG picture" in done.stdout
