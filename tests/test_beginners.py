"""What a beginner types has its message, and the line to write in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from goldens import assert_case, input_of
from hypothesis import given
from hypothesis import strategies as st

from cld.analyze import analyze
from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Diagram, Variable
from cld.core.text import apply_edits
from cld.io.opening import opened
from cld.language.marks import PLAIN, is_suspect, masked
from cld.language.notations import looked_at
from cld.language.source import Source, source_of
from cld.language.write import write
from cld.output.alike import as_printed
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
        if PLAIN.fullmatch(line) or not is_suspect(masked(line)):
            for kind in ("link", "variable", "loop"):
                assert looked_at(line, kind) is None


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("A (+)-> B;\nB (+)-> A;", 2),
        ("- A (+)-> B  // why", 1),
        ("'A b' (same)-> “C”", 1),
        ("A (+)-> B\nB => A", 1),
    ],
)
def test_a_line_that_is_clear_is_read_all_the_same(text: str, links: int) -> None:
    report = analyze(text)
    assert errors(report) and len(report.links) == links


@pytest.mark.parametrize(
    "text",
    [
        "A (o) (+)-> B",
        "A (+)-> B, B (-)-> C",
        "A (+)-> 1,5 degrees",
        "A (+)-> B & C (-)-> D",
        "A (+)-> B, delay 3 months",
        "A => B (owner x)",
        "loop R1: A <- B <- A",
        "A increases B, C",
    ],
)
def test_where_two_readings_are_possible_no_line_is_offered(text: str) -> None:
    found = errors(analyze(text))
    assert found and all(one.fix is None and one.hint for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "A no longer increases B",
        "Speed limits reduce accidents",
        "Budget cuts affect morale",
        "What causes B?",
        "A increases B which reduces C",
    ],
)
def test_a_sentence_that_says_something_else_is_no_link(text: str) -> None:
    (found,) = errors(analyze(text))
    assert found.code == "CLD101" and found.fix is None


@pytest.mark.parametrize(
    "text",
    [
        "A: unit a; b",
        "A: metric p99 // see dash",
        "A (+, owner x -- y)-> B",
        "A (+)-> B (owner R => S)",
        "A (+)-> B (draft)",
        "A: initial 5, 3 stages",
        "Work -- life balance (+)-> B",
        "A -> -5 degrees",
        "A (+)-> x>'y'",
    ],
)
def test_lines_that_only_look_so_are_read(text: str) -> None:
    assert {found.code for found in errors(analyze(text))} <= {"CLD103"}


def test_operations_and_expectations_are_looked_at_too() -> None:
    text = 'A (+)-> B (+)-> A\nintervention "x" {\n    cut A -> B;\n    add A & B (+)-> C\n}\n'
    report = analyze(text + "expect link A (+)-> B // why\nexpect loop: A, B (4 points)")
    codes = [found.code for found in errors(report)]
    assert codes == ["CLD115", "CLD115", "CLD115", "CLD204"]
    assert [change.verb for change in report.diagram.interventions[0].changes] == ["cut"]
    assert "points 4" in errors(report)[-1].hint
    (none,) = analyze('A (+)-> B\nintervention "No way" { snip A -> B }').interventions
    assert none.level is None and "were not read" in none.because


def test_missing_links_are_not_reported_where_a_line_was_not_read() -> None:
    codes = {found.code for found in analyze("A (+)-> B (+)-> A (+)-> C\nC => A").diagnostics}
    assert "CLD503" not in codes


@pytest.mark.parametrize(
    "text", ["#\ufffd", "#\ufffd\n\ufffd (+)-> B", "\ufffd\n# x", "# ```\n```"]
)
def test_a_comment_before_another_format_is_a_comment(text: str) -> None:
    analyze(text)


def test_markdown_is_named_once() -> None:
    text = "# Notes\n\nSome words.\n\n```mermaid\ngraph TD\n  a[A] --> b[B]\n```\n"
    report = analyze(text)
    (found,) = errors(report)
    assert found.code == "CLD116" and "Markdown" in found.message and report.variables == ()


def test_a_text_is_read_again_after_it_was_another_format() -> None:
    before = source_of("flowchart LR\nA --> B\n")
    after = source_of('title "x"\nA --> B\n', before)
    assert len(after.diagram.links) == 1
    assert len(analyze("graph TD\nA (+)-> B (+)-> A").links) == 2


@pytest.mark.parametrize("value", ["a; b", "x // y", "%% z", "a -- b", "R & D", "p => q"])
def test_values_are_written_so_that_they_are_read_again(value: str) -> None:
    diagram = Diagram(None, (Variable("A", unit=value, extra=(("owner", value),)),))
    report = analyze(write(diagram))
    assert errors(report) == [] and report.variables[0].unit == value


@pytest.mark.parametrize(
    "line",
    [
        "A" + " " * 19_000 + "B",
        "A (+)-> B" + "(x)x" * 4_800,
        "A (+, " + "x," * 9_000 + "x)-> B",
        "- " * 9_000 + "A",
        "A, " * 6_000 + "(+)-> B",
        "a increases " * 1_600,
        "'a' " * 4_900,
    ],
    ids=lambda line: line[:9],
)
def test_a_long_line_is_read(line: str) -> None:
    assert analyze(line).diagnostics


def test_each_error_is_listed_though_the_messages_are_the_same() -> None:
    report = analyze("A (+)-> B;\nB (+)-> C;\nC (+)-> A;")
    assert len(as_printed(report.diagnostics)) == len(report.diagnostics)
    assert len(errors(report)) == 3
