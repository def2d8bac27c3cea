"""Formatting is idempotent, keeps comments and meaning; writing a diagram loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from goldens import assert_case, input_of
from hypothesis import given
from strategies import diagrams
from test_parse import FRAGMENTS, SOUP

from cld.core.diagram import Diagram, Link, Variable
from cld.language.format import format_syntax
from cld.language.parse import parse
from cld.language.source import source_of
from cld.language.syntax import Blank
from cld.language.write import write

GOLDEN = sorted((Path(__file__).parent / "golden" / "format").glob("*.txt"))


def formatted(text: str) -> str:
    return format_syntax(parse(text)[0])


def comments(text: str) -> list[str]:
    return [c.text for s in parse(text)[0].statements for c in s.parsed.comments]


@given(FRAGMENTS)
def test_formatting_is_idempotent_and_keeps_meaning_and_comments(text: str) -> None:
    once = formatted(text)
    assert formatted(once) == once
    assert source_of(once).diagram == source_of(text).diagram
    assert comments(once) == comments(text)


@given(SOUP)
def test_formatting_any_soup_is_idempotent(text: str) -> None:
    once = formatted(text)
    assert formatted(once) == once
    assert source_of(once).diagram == source_of(text).diagram


@given(diagrams())
def test_a_written_diagram_reads_back_the_same(diagram: Diagram) -> None:
    text = write(diagram)
    source = source_of(text)
    assert source.diagram == diagram
    assert not [d for d in source.diagnostics if d.severity == "error"]


@given(diagrams())
def test_a_written_diagram_is_in_canonical_form(diagram: Diagram) -> None:
    text = write(diagram)
    assert formatted(text) == text


@pytest.mark.parametrize("case", GOLDEN, ids=lambda path: path.stem)
def test_golden(case: Path) -> None:
    assert_case(case, formatted(input_of(case)))


@pytest.mark.parametrize(
    "name", ["title", "Loop R1", "loop", "expect loop", "forbid none", "intervention"]
)
def test_variables_that_are_called_like_statements(name: str) -> None:
    variable = Variable(name, notes=("why",), extra=(("colour", "red"),))
    diagram = Diagram(None, (variable,), (Link(name, name, "-"),))
    text = write(diagram)
    assert source_of(text).diagram == diagram
    assert formatted(text) == text


def test_runs_of_empty_lines_become_one_and_paragraphs_stay() -> None:
    text = formatted("\n\nA (+)-> B\n\n\n\nB (+)-> A\n\n")
    assert text == "A (+)-> B\n\nB (+)-> A\n"


def test_blank_lines_are_statements_too() -> None:
    assert isinstance(parse("\n")[0].statements[0].node, Blank)
