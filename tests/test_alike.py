"""What a report says once: findings of one kind as one, and what a diagram cannot say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from page_tools import Tags
from test_cli import run

from cld.analyze import analyze
from cld.output.alike import grouped_findings, lines_said
from cld.prose.footnote import footnote

# Two loops that nothing opposes, two that decide without a goal, and variables in no loop.
MANY = """\
A (+)-> B (+)-> A
C (+)-> D (+)-> C
Source (+)-> A (+)-> Way (+)-> C (+)-> Sink
Other source (+)-> C (+)-> Other way (+)-> G (+)-> Other sink
G (-)-> H (+)-> G
H: every 1min
K (-)-> L (+)-> K
L: every 1min
Lonely:
Lonely 2:
"""
ONCE = {
    ("CLD503", "nothing in the diagram changes “Source” or “Other source”", "lines 3 and 4"),
    ("CLD503", "“Sink” and “Other sink” change nothing in the diagram", "lines 3 and 4"),
    (
        "CLD503",
        "“Way” and “Other way” are not in any loop: no path leads back to any of them",
        "lines 3 and 4",
    ),
    ("CLD502", "“Lonely” and “Lonely 2” have no links", "lines 9 and 10"),
    ("CLD505", "no loop has a name; numbers change when loops are added, but names stay", "line 1"),
    ("CLD507", "“H” decides on B1, but the file states no goal for it", "line 6"),
    ("CLD507", "“L” decides on B2, but the file states no goal for it", "line 8"),
    ("CLD508", "R1 and R2 are unchecked", "lines 1 and 2"),
}


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.cld"
    path.write_text(MANY, encoding="utf-8")
    return path


# -- findings of one kind --


def test_findings_of_one_kind_are_one_and_those_of_others_stand_apart() -> None:
    report = analyze(MANY, "many.cld")
    found = {
        (group.first.code, group.message, lines_said(group, report.source.lines))
        for group in grouped_findings(report.diagnostics)
    }
    assert found == ONCE


def test_a_report_says_findings_of_one_kind_once(many: Path) -> None:
    text = " ".join(run("analyze", many).stdout.split())
    markdown = run("analyze", many, "-f", "markdown").stdout
    page = Tags(run("analyze", many, "-f", "html").stdout).said
    for code, message, where in ONCE:
        assert text.count(message) == 1
        if code in ("CLD502", "CLD508"):  # warnings, with the first line they are about
            assert f"{message} {where.split()[1]} │" in text
        else:
            assert f"{where}: {message} [{code}]" in text
        assert markdown.count(f" {where}, `{code}`: {message}.") == 1
        assert page.count(message) == 1 and f"{where} · {code} " in page
    piped = run("analyze", "-", stdin=MANY.encode()).stdout
    assert all(len(line) <= 80 for line in piped.splitlines())


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github", "markdown"])
def test_check_json_and_sarif_list_each_finding(format_: str, many: Path) -> None:
    report = analyze(MANY, "many.cld")
    said = run("check", many, "-f", format_).stdout
    if format_ == "json":
        listed = [one["message"] for one in json.loads(said)["files"][0]["diagnostics"]]
        assert listed == [one.message for one in report.diagnostics]
    elif format_ == "sarif":
        listed = [one["message"]["text"] for one in json.loads(said)["runs"][0]["results"]]
        assert len(listed) == len(report.diagnostics)
    for finding in report.diagnostics:
        assert " ".join(finding.message.split()) in " ".join(said.split())
    # A message that stands for several findings is not among them.
    own = {finding.message for finding in report.diagnostics}
    assert not any(
        message in " ".join(said.split()) for _, message, _ in ONCE if message not in own
    )


def test_the_json_of_a_report_lists_each_finding(many: Path) -> None:
    listed = json.loads(run("analyze", many, "-f", "json").stdout)["diagnostics"]
    assert [one["message"] for one in listed] == [one.message for one in analyze(MANY).diagnostics]


def test_names_and_lines_past_a_few_are_counted() -> None:
    report = analyze("".join(f"A{n} (+)-> B{n} (+)-> A{n}\n" for n in range(30)), "rings.cld")
    (group,) = [g for g in grouped_findings(report.diagnostics) if g.first.code == "CLD508"]
    assert len(group.findings) == 30
    assert group.message == (
        "R1, R2, R3, R4, R5, R6, R7, R8 and 22 more are unchecked: no balancing loop shares a "
        "variable with them"
    )
    where = lines_said(group, report.source.lines)
    assert where == "lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 20 more"


def test_a_finding_alone_keeps_its_own_words_but_for_what_the_report_says_above() -> None:
    report = analyze("A (+)-> B (+)-> A\nOne (+)-> A")
    said = [group.message for group in grouped_findings(report.diagnostics)]
    assert "R1 is unchecked" in said
    messages = [finding.message for finding in report.diagnostics]
    assert "R1 is unchecked: no balancing loop shares a variable with it" in messages
    assert "“One” is not in any loop: nothing in the diagram changes it" in said


# -- what a diagram cannot say --

STRUCTURE = "A diagram shows structure, not strength: it does not say which loop dominates."
ONE = "A diagram shows structure, not strength."
OPPOSED = (
    "A diagram shows structure, not strength: it does not say which loop dominates, or whether an "
    "opposing loop is strong enough."
)
NO_LENGTHS = "No marked delay has a length, so this report does not show how long a loop takes."
NO_RESPONSE = (
    "The response of an opposing loop cannot be timed if that loop, or the one it opposes, has"
)
NO_DELAYS = "No loop has a marked delay, so this report says nothing about timing."
SOME_DELAYS = "A link without a marked delay counts as zero in the delay of a loop."
NO_GOALS = "No `goal` is stated, so this report does not say whether balancing loops fight."
NO_STOCKS = "No variable is marked as a stock, so this report says nothing about oscillation."


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", []),
        ("A (+, delay 1s)-> B", []),
        ("A (+)-> B (+)-> A", [ONE, NO_DELAYS]),
        ("A (+)-> B (-)-> A", [ONE, NO_DELAYS, NO_STOCKS]),
        ("A (+)-> B (-)-> A\nA: stock", [ONE, NO_DELAYS]),
        ("A (+)-> B (-)-> A (+)-> C (-)-> A\nA: stock", [STRUCTURE, NO_DELAYS, NO_GOALS]),
        (
            "A (+)-> B (-)-> A (+)-> C (-)-> A\nA: stock\nB: flow\nC: flow",
            [STRUCTURE, NO_DELAYS],
        ),
        ("A (+)-> B (-)-> A (+)-> C (-)-> A\nA: stock, goal <= 3", [STRUCTURE, NO_DELAYS]),
        ("A (+)-> B (-)-> A (+)-> C (-)-> A\nA: stock\nB: goal <= 3", [STRUCTURE, NO_DELAYS]),
        ("A (+)-> B (-)-> A (+, delay 1s)-> C\nA: stock", [ONE, NO_DELAYS]),
        ("A (+, delay 1s)-> B (-)-> A\nA: stock", [ONE, SOME_DELAYS]),
        ("A (+)-> B (-)-> A\nA: stock, every 1s", [ONE, SOME_DELAYS]),
        ("A (+, delay 1s)-> B (-, delay)-> A\nA: stock", [ONE]),
        ("A (+, delay 1s)-> B (-, delay)-> A (+)-> C\nA: stock", [ONE]),
        ("A (+)-> B (-)-> A (+)-> B2 (+)-> A\nA: stock", [OPPOSED, NO_DELAYS]),
        ("A (+)-> B (-)-> A (+, delay)-> B2 (+)-> A\nA: stock", [OPPOSED, NO_LENGTHS]),
        (
            "A (+)-> B (-)-> A (+, delay 1s)-> B2 (+)-> A\nA: stock",
            [OPPOSED, SOME_DELAYS, f"{NO_RESPONSE} no marked delay (B1)."],
        ),
        (
            "A (+)-> B (-)-> A (+, delay 1s)-> B2 (+)-> A (+, delay)-> D (+)-> A\nA: stock",
            [
                OPPOSED,
                SOME_DELAYS,
                f"{NO_RESPONSE} no marked delay (B1) or a delay of unknown length (R2).",
            ],
        ),
    ],
)
def test_a_report_names_what_is_missing_once_and_no_more(source: str, said: list[str]) -> None:
    assert footnote(analyze(source)) == " ".join(said)
    formats = ("text", "markdown", "html")
    commands: list[tuple[str, ...]] = [("analyze", "-", "-f", format_) for format_ in formats]
    commands += [("explain", "-", loop.id) for loop in analyze(source).loops]
    for command in commands:
        printed = run(*command, stdin=source.encode()).stdout
        shown = Tags(printed).said if "html" in command else " ".join(printed.split())
        for one in (STRUCTURE, ONE, OPPOSED, NO_DELAYS, NO_LENGTHS, SOME_DELAYS, NO_STOCKS):
            assert shown.count(one) == (one in said), command
