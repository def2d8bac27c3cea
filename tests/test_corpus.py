"""Real diagrams that no one here drew: loops, wrong published loops, formatting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from corpus import CORPUS, needs_corpus
from test_loops import oracle

from cld.analyze import analyze
from cld.io.known import FORMATS
from cld.language.format import format_syntax
from cld.language.source import source_of

DIAGRAMS = sorted((CORPUS / "diagrams").glob("*.json")) if CORPUS else []
STUDENTS = sorted((CORPUS / "students").glob("*.json")) if CORPUS else []
# The oracle cannot list 1.9 million loops, and need not.
LARGE = {"world3-03-full"}

pytestmark = needs_corpus


def as_cld(path: Path) -> str:
    diagram = FORMATS["json"].read(path.read_text(encoding="utf-8")).diagram
    return FORMATS["cld"].write(diagram).text


@pytest.mark.parametrize("path", DIAGRAMS + STUDENTS, ids=lambda path: path.stem)
def test_loops_of_real_diagrams_equal_brute_force(path: Path) -> None:
    if path.stem in LARGE:
        pytest.skip("1.9 million loops: too many for the oracle")
    report = analyze(as_cld(path))
    assert {loop.variables: loop.type for loop in report.loops} == oracle(report.diagram)


@pytest.mark.parametrize("path", DIAGRAMS + STUDENTS, ids=lambda path: path.stem)
def test_formatting_real_diagrams_changes_nothing(path: Path) -> None:
    text = as_cld(path)
    source = source_of(text)
    once = format_syntax(source.syntax)
    assert once == text
    assert source_of(once).diagram == source.diagram


def test_each_wrong_published_loop_is_reported_with_its_reason() -> None:
    assert CORPUS is not None
    wrong = json.loads((CORPUS / "wrong_loops.json").read_text(encoding="utf-8"))
    assert len(wrong) == 7
    for case in wrong:
        name, *rest = case["detail"]
        report = analyze(as_cld(CORPUS / "diagrams" / f"{case['diagram']}.json"))
        found = [d for d in report.diagnostics if f"“{name}”" in d.message]
        (finding,) = [d for d in found if d.severity == "error"]
        if case["problem"] == "WRONG-TYPE":
            stated = {"R": "reinforcing", "B": "balancing"}[rest[1]]
            computed = {"R": "balancing", "B": "reinforcing"}[rest[1]]
            assert finding.code == "CLD302"
            assert f"is declared {stated}, but it is {computed}" in finding.message
            assert "`-` link" in finding.message
        else:
            assert finding.code == "CLD301"
            for cause, effect in rest[1]:
                assert f"{cause} → {effect}" in finding.message


def test_no_other_published_loop_is_called_wrong() -> None:
    assert CORPUS is not None
    wrong = json.loads((CORPUS / "wrong_loops.json").read_text(encoding="utf-8"))
    named = {(case["diagram"], case["detail"][0]) for case in wrong}
    for path in DIAGRAMS:
        for finding in analyze(as_cld(path)).diagnostics:
            if finding.code in ("CLD301", "CLD302"):
                name = finding.message.split("“")[1].split("”")[0]
                assert (path.stem, name) in named, finding.message
