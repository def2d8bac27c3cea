"""What a beginner types has its message, and the line to write in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from goldens import assert_case, input_of
from hypothesis import given
from hypothesis import strategies as st

from cld.analyze import analyze
from cld.core.diagnostics import Diagnostic
from cld.core.text import apply_edits
from cld.io.opening import opened
from cld.language import notations
from cld.language.marks import SUSPECT
from cld.language.source import Source
from cld.report import Report

CASES = sorted((Path(__file__).parent / "golden" / "beginner").glob("*.txt"))
# These have no line to write: a command converts them, or cld does not read them.
OTHER_FORMATS = {"mermaid": ".mmd", "dot": ".dot", "json": ".json", "vensim": "", "binary": ""}
# Names that a line must not make of what was meant.
NEVER = set("();&<>=+|/→'“”{}") - {"("}


def errors(report: Report) -> list[Diagnostic]:
    return [found for found in report.diagnostics if found.severity == "error"]


def corrected(text: str) -> str:
    edits = [found.fix for found in errors(analyze(text)) if found.fix is not None]
    return apply_edits(text, edits)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_line_has_its_message_and_the_line_to_write(path: Path) -> None:
    text = input_of(path)
    report = analyze(text)
    said = [f"{found.code} {found.message}\n    {found.hint}" for found in errors(report)]
    if path.stem not in OTHER_FORMATS and said:
        said += ["corrected:", corrected(text)]
    assert_case(path, "\n".join(said) + "\n")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_corrected_line_is_read_without_an_error(path: Path) -> None:
    text = input_of(path)
    report = analyze(text)
    assert not any(NEVER & set(variable.name) for variable in report.variables)
    if path.stem in OTHER_FORMATS:
        assert report.variables == () and len(errors(report)) == 1
        return
    # A link without a sign has three lines to choose from.
    if path.stem != "dashed-arrow":
        assert errors(analyze(corrected(text))) == []
    for found in errors(report):
        assert found.hint


@pytest.mark.parametrize("name", [name for name, suffix in OTHER_FORMATS.items() if suffix])
def test_a_text_of_another_format_names_the_command_that_reads_it(name: str) -> None:
    text = input_of(Path(__file__).parent / "golden" / "beginner" / f"{name}.txt")
    (found,) = errors(analyze(text))
    suffix = OTHER_FORMATS[name]
    assert f"`cld convert FILE{suffix} FILE.cld`" in found.hint
    source = opened(text.encode(), f"x{suffix}")
    assert isinstance(source, Source) and "Load (+)-> Latency" in source.text


def test_no_loop_is_missed_before_all_lines_are_read() -> None:
    codes = [found.code for found in analyze("A (+)-> B\nB => A").diagnostics]
    assert "CLD115" in codes and "CLD509" not in codes
    codes = [found.code for found in analyze("A (+)-> B\nB -> C").diagnostics]
    assert codes[-1] == "CLD509" and "CLD103" in codes


@pytest.mark.parametrize(
    "name", ["R&D", "people's trust", "A+B", "a-b", "-5 degrees", "3 lanes", "yes/no", "<3", "x=2"]
)
def test_names_with_such_signs_stay_names(name: str) -> None:
    report = analyze(f"{name} (+)-> B (+)-> {name}")
    assert [variable.name for variable in report.variables] == [name, "B"]
    assert errors(report) == []


MARKS = st.lists(
    st.sampled_from(
        "A|B| |(+)|->|-|+|(ms)|,|&|;|(|<|>|=|-->|(x)|[+]|→|same|loop|:|1.|*|'|//|(+,|delay 3min)"
        '|title|intervention|{|}|increases|\n|    |"'.split("|")
    ),
    max_size=12,
).map("".join)


@given(MARKS)
def test_the_quick_look_misses_nothing_and_each_fix_is_read(text: str) -> None:
    report = analyze(text)
    for found in errors(report):
        if found.code == "CLD115" and found.fix is not None:
            again = analyze(apply_edits(text, [found.fix]))
            assert found not in errors(again)
    for line in text.split("\n"):
        if not SUSPECT.search(line):
            for kind in ("link", "variable", "loop"):
                assert notations.looked_at(line, kind) is None
