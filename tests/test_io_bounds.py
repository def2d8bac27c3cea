"""Readers take what the language holds, refuse more in one sentence, and work no longer than a text
is long."""

from __future__ import annotations

import csv
import importlib.util
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from corpus import CORPUS, needs_corpus
from test_cli import run

from cld.io.exchange import FormatError, Reading
from cld.io.known import FORMATS
from cld.io.limits import MOST_LINES, MOST_LINKS, MOST_LOOPS, MOST_NAME, MOST_NOTES, MOST_VARIABLES
from cld.io.opening import opened
from cld.language.source import Source, source_of
from cld.rules.suppress import suppress

MEMORY = 500_000_000


def read(format_name: str, text: str) -> Reading:
    return FORMATS[format_name].read(text)


def refusal(format_name: str, text: str) -> str:
    with pytest.raises(FormatError) as caught:
        read(format_name, text)
    return str(caught.value)


# -- one bound for all --

LINKS: dict[str, Callable[[int], str]] = {
    "json": lambda n: json.dumps({"links": [{"from": "a", "to": f"b{i}"} for i in range(n)]}),
    "csv": lambda n: "from,to\n" + "".join(f"a,b{i}\n" for i in range(n)),
    "graphml": lambda n: (
        "<graphml><graph>"
        + "".join(f'<edge source="a" target="b{i}"/>' for i in range(n))
        + "</graph></graphml>"
    ),
    "dot": lambda n: "digraph{a->{" + " ".join(f"b{i}" for i in range(n)) + "}}",
    "vensim": lambda n: "x = A FUNCTION OF(" + ",".join(f"b{i}" for i in range(n)) + ")~~|",
    "xmile": lambda n: (
        "<xmile><model><variables>"
        + "".join(f'<aux name="b{i}"/>' for i in range(n + 1))
        + "</variables></model></xmile>"
    ),
    "kumu": lambda n: json.dumps(
        {"elements": [], "connections": [{"from": "a", "to": f"b{i}"} for i in range(n)]}
    ),
    "mentalmodeler": lambda n: json.dumps(
        {"concepts": [{"id": f"{i}", "name": f"b{i}"} for i in range(n + 1)]}
    ),
    "loopy": lambda n: json.dumps([[[i, 1, 1, 0.5, f"b{i}", 0] for i in range(n + 1)], [], [], n]),
    "mermaid": lambda n: "flowchart LR\na-->" + " & ".join(f"b{i}" for i in range(n)),
}


def _sweep() -> ModuleType:
    path = Path(__file__).parent / "full" / "sweep.py"
    spec = importlib.util.spec_from_file_location("sweep", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["sweep"] = module
    spec.loader.exec_module(module)
    return module


KINDS: dict[str, Callable[[int], str]] = _sweep().KINDS


@pytest.mark.parametrize("format_name", LINKS)
def test_too_much_is_refused_in_one_sentence(format_name: str) -> None:
    assert refusal(format_name, LINKS[format_name](MOST_VARIABLES)) == (
        "this diagram has more than 15,000 variables, the most cld reads"
    )


@pytest.mark.parametrize("format_name", ["json", "dot"])
def test_what_is_accepted_is_read_back(format_name: str) -> None:
    most = read(format_name, LINKS[format_name](MOST_VARIABLES - 1)).diagram
    back = source_of(FORMATS["cld"].write(most).text)
    assert back.diagram == most
    assert not [d for d in back.diagnostics if d.code == "CLD112"]


def test_a_flowchart_has_no_more_lines_than_are_remembered() -> None:
    said = refusal("mermaid", "flowchart LR\n" + "\n" * MOST_LINES)
    assert said == "this diagram has more than 1,000,000 lines, the most cld reads"


def test_links_and_loops_have_bounds() -> None:
    side = int(MOST_LINKS**0.5) + 1
    both = " ".join(f"{letter}{n}" for letter in "a" for n in range(side))
    fan = f"digraph{{{{{both}}}->{{{both.replace('a', 'b')}}}}}"
    assert refusal("dot", fan) == "this diagram has more than 15,000 links, the most cld reads"
    data = {"links": [], "loops": [{"variables": ["a"]}] * (MOST_LOOPS + 1)}
    assert "more than 10,000 declared loops" in refusal("json", json.dumps(data))


def test_no_text_in_the_language_is_longer_than_it_reads() -> None:
    name = "n" * (MOST_NAME + 1)
    assert "has 1,001 characters; cld reads at most 1,000" in refusal("csv", f"from,to\na,{name}")
    note = {"links": [{"from": "a", "to": "b", "notes": ["n" * 20_000]}]}
    assert "cld reads at most 20,000" in refusal("json", json.dumps(note))
    names = [f"{'n' * 900}{i}" for i in range(700)]
    wide = json.dumps({"links": [], "variables": names})
    assert "more than 600,000 characters as a .cld file" in refusal("json", wide)


def test_a_fan_is_counted_before_it_is_drawn() -> None:
    both = [" ".join(f"{side}{n}" for n in range(3000)) for side in "ab"]
    fan = f"digraph{{{{{both[0]}}}->{{{both[1]}}}}}"
    assert refusal("dot", fan) == "this diagram has more than 75,000 arrows, the most cld reads"


@pytest.mark.parametrize("kind", ["mdl.words", "mdl.stock", "mdl.brackets", "stmx.words"])
def test_equations_have_a_number_of_words(kind: str) -> None:
    suffix = kind.split(".")[0]
    said = refusal({"mdl": "vensim", "stmx": "xmile"}[suffix], KINDS[kind](6_000_000))
    assert said == (
        "this diagram has more than 1,000,000 words and symbols in its equations, "
        "the most cld reads"
    )


def test_a_link_has_a_number_of_escapes() -> None:
    said = refusal("loopy", KINDS["url.escapes"](6_000_000))
    assert said.startswith("this diagram has more than 1,000,000 escaped characters")


def test_every_delay_of_a_long_equation_is_found() -> None:
    names = [f"v{number}" for number in range(60)]
    terms = " + ".join(f"SMOOTH({name}, 2)" for name in names)
    model = "".join(f"{name} = 1 ~~|\n" for name in names) + f"x = {terms} ~~|"
    assert all(link.delay for link in read("vensim", model).diagram.links)


# -- what a library would do without a bound --


def test_a_number_of_many_digits() -> None:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        for number in ("9" * 700_000, "0." + "9" * 700_000, "1e" + "9" * 700_000):
            said = refusal("json", f'{{"links": [], "variables": [{number}]}}')
            assert said.endswith("characters; cld reads at most 1,000")
        assert read("json", f'{{"links": [], "variables": [{"9" * 1000}]}}').diagram.variables
    finally:
        sys.set_int_max_str_digits(before)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_with_a_long_line_is_read(delimiter: str) -> None:
    before = csv.field_size_limit()
    wide = [f"c{n}" for n in range(30_000)]
    rows = [["from", "to", *wide], ["A", "B", "x" * 200_000], ["B", "A"]]
    text = "\n".join(delimiter.join(row) for row in rows)
    reading = read("csv", text)
    assert [(link.cause, link.effect) for link in reading.diagram.links] == [("A", "B"), ("B", "A")]
    assert "left out: c0 of 1 row" in reading.notes
    assert csv.field_size_limit() == before


def test_a_header_in_quotes_tells_the_delimiter() -> None:
    reading = read("csv", '"from, or cause";"source";"target";"sign"\nx;A;B;-\n')
    assert [(link.cause, link.polarity) for link in reading.diagram.links] == [("A", "-")]


def test_entities_of_xml_are_refused() -> None:
    text = '<!DOCTYPE g [<!ENTITY e "x">]><graphml><graph><node id="&e;"/></graph></graphml>'
    assert (
        refusal("graphml", text)
        == "this XML declares entities, which cld does not read; remove them"
    )


@pytest.mark.parametrize(
    ("format_name", "opening", "closing"),
    [
        ("json", '{"links":', "}"),
        ("json", "[", "]"),
        ("graphml", "<graphml><graph>", "</graph></graphml>"),
        ("dot", "digraph{", "}"),
        ("dot", "subgraph{", "}"),
    ],
)
def test_brackets_within_brackets(format_name: str, opening: str, closing: str) -> None:
    assert len(refusal(format_name, opening * 50_000 + closing * 50_000)) < 200


def test_groups_within_groups_are_read() -> None:
    text = f"digraph {{ {'{' * 40}a b{'}' * 40} -> c {{ x -> y }} -> z; x -> subgraph s {{a}} }}"
    ends = [(link.cause, link.effect) for link in read("dot", text).diagram.links]
    assert ends == [("a", "c"), ("b", "c"), ("x", "y"), ("x", "z"), ("y", "z"), ("x", "a")]


def test_defaults_of_graphml_count_for_all_that_say_nothing() -> None:
    key = '<key id="{0}" for="node" attr.name="{0}"><default>{1}</default></key>'
    keys = key.format("kind", "stock") + key.format("colour", "red") + key.format("empty", "")
    nodes = '<node id="A"/><node id="B"><data key="kind">flow</data><data key="colour"/></node>'
    text = f"<graphml>{keys}<graph>{nodes}<node id='C'/></graph></graphml>"
    reading = read("graphml", text)
    assert [v.kind for v in reading.diagram.variables] == ["stock", "flow", "stock"]
    assert reading.notes == ("left out: colour of 2 variables",)


def test_notes_are_no_more_than_anyone_reads() -> None:
    links = [{"from": f"a{n}", "to": "b", "polarity": p} for n in range(500) for p in "+-"]
    links[0] |= {f"key {n}": 1 for n in range(500)}
    notes = read("json", json.dumps({"links": links})).notes
    assert len(notes) < MOST_NOTES + 5 and "and 450 more like these" in notes
    assert notes[-1].endswith("; and 480 more")


# -- work --


def steps(kind: str, size: int) -> int:
    """How many lines of Python are gone through while a hostile text is read."""
    suffix = kind.split(".")[0]
    data = KINDS[kind](size).encode("utf-8", "surrogateescape")
    count = 0

    def counted(_frame: object, _event: str, _what: object) -> Any:
        nonlocal count
        count += 1
        return counted

    before = sys.gettrace()
    sys.settrace(counted)
    try:
        found = opened(data, f"hostile.{suffix}")
        source = found if isinstance(found, Source) else source_of(found.text)
        suppress(source.diagnostics, source.syntax, source.lines)
    except FormatError as error:
        assert len(str(error)) < 300
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("kind", KINDS)
def test_work_grows_with_the_text_alone(kind: str) -> None:
    steps(kind, 100)  # what is loaded and built but once
    few, many = steps(kind, 1_500), steps(kind, 6_000)
    assert many < 4.5 * few + 1_000


ATTACKS = sorted((CORPUS / "attack").iterdir()) if CORPUS else []


def _within_memory() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


@needs_corpus
@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.name)
def test_each_attack_is_refused_or_done(path: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cld", "convert", str(path), str(tmp_path / "out.cld")],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_within_memory,
    )
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr and "internal error" not in done.stderr
    assert done.returncode == 0 or len(done.stderr) < (500 if done.returncode == 2 else 5_000)


def test_what_is_written_and_not_read_back_is_told(tmp_path: Path) -> None:
    """The language holds longer names and more links than the readers take from other formats."""
    source, target = tmp_path / "a.cld", tmp_path / "a.json"
    source.write_text(f"A (+)-> {'n' * 1_001}\n", encoding="utf-8")
    done = run("convert", source, target)
    assert done.returncode == 0
    assert "cannot read it back: a name has 1,001 characters" in done.stderr
    assert run("convert", target, tmp_path / "b.cld").returncode == 2
    source.write_text(f"A (+)-> {'n' * 1_000}\n", encoding="utf-8")
    assert "cannot read" not in run("convert", source, target).stderr
    assert run("convert", target, tmp_path / "b.cld").returncode == 0
