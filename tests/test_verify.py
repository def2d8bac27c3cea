"""`cld analyze --verify`: loops found by networkx, compared with those of cld."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from strategies import diagrams

from cld import cli
from cld.analyze import analyze, analyze_bytes
from cld.core.diagram import Diagram
from cld.core.text import Lines
from cld.core.watch import Watch
from cld.loops import verify as verifying
from cld.loops.catalogue import find_loops
from cld.loops.counts import Counts
from cld.loops.verify import Verification, verify
from cld.prose.verified import verified_words
from cld.report import Report

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").rglob("*.cld"))
EXAMPLE = ROOT / "examples" / "retry-storm-held.cld"
THREE = "A (+)-> B (-)-> A (+)-> A\nB (?)-> C (+)-> B"


def verified(report: Report, watch: Watch | None = None) -> Verification:
    return verify(report.diagram, report.loops, report.counts, watch or Watch())


def words(report: Report, found: Verification) -> str:
    return "\n".join(verified_words(replace(report, verification=found)))


def complete(size: int) -> str:
    pairs = permutations(range(size), 2)
    return "".join(f"V{a} ({'+-'[(a * b) % 2]})-> V{b}\n" for a, b in pairs)


def both_ways(size: int) -> str:
    return "".join(f"V{n} (+)-> V{n + 1} (+)-> V{n}\n" for n in range(size))


# -- where both find the same --------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_networkx_finds_the_loops_of_every_example(path: Path) -> None:
    report = analyze_bytes(path.read_bytes())
    assert verified(report) == Verification("same loops", report.counts, report.counts)


@given(diagrams(most=7))
def test_networkx_finds_the_loops_of_any_diagram(diagram: Diagram) -> None:
    found, _ = find_loops(diagram, Lines(""))
    assert verify(diagram, found.loops, found.counts).verdict == "same loops"


@given(diagrams(most=6))
def test_any_wrong_number_and_any_wrong_type_is_found(diagram: Diagram) -> None:
    found, _ = find_loops(diagram, Lines(""))
    counts, loops = found.counts, found.loops
    more = Counts(counts.R + 1, counts.B, counts.U)
    assert verify(diagram, loops, more).verdict == "different"
    for place, loop in enumerate(loops[:3]):
        other = replace(loop, type="B" if loop.type == "R" else "R")
        turned = verify(diagram, (*loops[:place], other, *loops[place + 1 :]), counts)
        assert turned.verdict == "different"
        assert turned.only_ours and turned.only_ours.variables == loop.variables
        assert turned.only_theirs and turned.only_theirs.type == loop.type


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (THREE, "the same 3 loops, 1 reinforcing, 1 balancing and 1 undetermined."),
        ("A (+)-> B (-)-> A", "the same loop, 1 balancing."),
        ("A (+)-> B", "no loop either."),
        ("", "no loop either."),
    ],
)
def test_it_says_what_was_compared(text: str, said: str) -> None:
    report = analyze(text)
    assert words(report, verified(report)) == f"Checked: networkx.simple_cycles finds {said}"


def test_of_loops_that_are_not_all_listed_the_numbers_are_compared() -> None:
    report = analyze(complete(8))
    found = verified(report)
    assert (found.verdict, found.theirs) == ("same counts", report.counts)
    assert "finds the same number of loops, 16,064: " in words(report, found)
    wrong = replace(report.counts, R=report.counts.R - 1, B=report.counts.B + 1)
    other = verify(report.diagram, report.loops, wrong)
    assert other == Verification("different", wrong, report.counts)


# -- where nothing is compared -------------------------------------------------------------


def test_more_loops_than_the_bound_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("networkx.simple_cycles", lambda graph: pytest.fail("it was asked"))
    report = analyze(complete(9))
    found = verified(report)
    assert found == Verification("too many", report.counts)
    assert words(report, found) == (
        "Not checked: networkx.simple_cycles would have to list 125,664 loops one by one; the "
        "limit "
        "is 100,000."
    )


def test_the_bound_itself_is_still_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    report = analyze(THREE)
    monkeypatch.setattr(verifying, "MOST_LOOPS", 3)
    assert verified(report).verdict == "same loops"
    monkeypatch.setattr(verifying, "MOST_LOOPS", 2)
    assert verified(report).verdict == "too many"


def test_a_diagram_that_would_take_networkx_minutes_is_not_given_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It goes through what is left of it again for each variable that it begins at."""
    assert verified(analyze(both_ways(200))).verdict == "same loops"
    monkeypatch.setattr("networkx.simple_cycles", lambda graph: pytest.fail("it was asked"))
    report = analyze(both_ways(3_000))
    found = verified(report)
    assert found == Verification("too large", report.counts)
    assert "more than 40,000,000 steps to list 3,000 loops" in words(report, found)


def test_loops_that_cld_did_not_count_are_not_compared() -> None:
    report = analyze(complete(8), watch=Watch(effort=0))
    found = verified(report)
    assert found.verdict == "not counted"
    assert words(report, found).startswith("Not checked: the diagram has at least ")


def test_it_tells_how_far_it_is_and_stops_when_told() -> None:
    asked: list[tuple[str, float | None]] = []

    def ask(doing: str, part: float | None) -> bool:
        asked.append((doing, part))
        return len(asked) < 3

    report = analyze(THREE)
    found = verified(report, Watch(ask))
    assert [part for _, part in asked] == [0, 1 / 3, 2 / 3]
    assert "networkx" in asked[0][0]
    assert found == Verification("stopped", report.counts)
    assert words(report, found) == "Not checked: networkx.simple_cycles was stopped."


# -- where they differ ---------------------------------------------------------------------


def planted(monkeypatch: pytest.MonkeyPatch, *cycles: list[int], without: int = 0) -> None:
    """Have networkx find these cycles too, and not the first few of its own."""
    honest = networkx.simple_cycles

    def other(graph: networkx.DiGraph[int]) -> Iterator[list[int]]:
        found = sorted(honest(graph), key=len)
        return iter([*found[without:], *cycles])

    monkeypatch.setattr("networkx.simple_cycles", other)


def test_a_loop_that_networkx_does_not_find(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, without=1)
    report = analyze(THREE)
    found = verified(report)
    assert (found.verdict, found.theirs) == ("different", Counts(0, 1, 1))
    assert found.only_ours and found.only_ours.variables == ("A",) and not found.only_theirs
    assert words(report, found) == (
        "Error: cld finds 3 loops (1 reinforcing, 1 balancing and 1 undetermined), but "
        "networkx.simple_cycles finds 2 loops (1 balancing and 1 undetermined). One of them is "
        "wrong, so do not rely on this report. Please report the problem and attach the file.\n"
        "The first loop that only cld finds: A ↑ → A ↑↑ (reinforcing)"
    )


@pytest.mark.parametrize("cycle", [[1, 0], [0, 1]])
def test_a_loop_that_networkx_finds_twice(
    monkeypatch: pytest.MonkeyPatch, cycle: list[int]
) -> None:
    planted(monkeypatch, cycle)
    report = analyze(THREE)
    found = verified(report)
    assert found.verdict == "different" and found.only_ours is None
    assert found.only_theirs and found.only_theirs.variables == ("A", "B")
    assert "The first loop that only networkx.simple_cycles finds: A ↑ → B ↑ → A ↓ (balancing)" in (
        words(report, found)
    )


def test_the_same_numbers_of_other_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A (+)-> A\nB (+)-> B"
    planted(monkeypatch, [1], without=1)
    found = verified(analyze(text))
    assert found.verdict == "different" and found.theirs == found.ours
    assert found.only_ours and found.only_ours.variables == ("A",)


def test_networkx_is_not_listened_to_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "MOST_LOOPS", 5)
    planted(monkeypatch, *([0, 1] for _ in range(100)), without=3)
    report = analyze(THREE)
    found = verified(report)
    assert found.theirs and (found.theirs.total, found.theirs.exact) == (6, False)
    assert "finds at least 6 loops" in words(report, found)
    assert found.only_theirs and not found.only_ours  # what would have come later is not missing


# -- the command ---------------------------------------------------------------------------


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run it in this process, where something may be planted."""
    monkeypatch.setattr("sys.argv", ["cld", "analyze", str(EXAMPLE), *arguments])
    monkeypatch.setattr("sys.set_int_max_str_digits", lambda digits: None)
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("gc.freeze", lambda: None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    return int(end.value.code or 0)


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_a_line_says_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    assert run(monkeypatch, "--format", format_) == 0
    plain = capsys.readouterr().out
    assert run(monkeypatch, "--verify", "--format", format_) == 0
    out = capsys.readouterr().out
    said = " ".join(out.replace("\\", "").split())
    assert "networkx.simple_cycles finds the same 3 loops, 1 reinforcing and 2 balancing." in said
    left = [line for line in out.splitlines() if "Checked: " not in line]
    assert "Checked: " not in plain and len(left) <= len(plain.splitlines()) + 1


def test_json_holds_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--format", "json") == 0
    plain = json.loads(capsys.readouterr().out)
    assert run(monkeypatch, "--verify", "--format", "json") == 0
    values = json.loads(capsys.readouterr().out)
    assert values.pop("verification") == {
        "engine": "networkx.simple_cycles",
        "verdict": "same loops",
        "found": {"R": 1, "B": 2, "U": 0, "total": 3, "exact": True},
        "only_cld": None,
        "only_engine": None,
        "most_loops": 100_000,
        "most_steps": 40_000_000,
    }
    assert values == plain


@pytest.mark.parametrize("format_", ["github", "sarif"])
def test_formats_that_cannot_say_it_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    assert run(monkeypatch, "--verify", "--format", format_) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith("use text, json, markdown or html\n")


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_difference_is_an_error_that_nothing_silences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    planted(monkeypatch, without=1)
    assert run(monkeypatch, "--verify", "--exit-zero", "--format", format_) == 2
    said = capsys.readouterr()
    assert (
        said.err
        == f"cld: {EXAMPLE}: networkx.simple_cycles finds different loops; the report lists them\n"
    )
    if format_ == "json":
        found = json.loads(said.out)["verification"]
        assert found["verdict"] == "different" and found["found"]["total"] == 2
        assert found["only_cld"] == {"type": "B", "variables": ["Latency", "Pods"]}
    else:
        assert "Error: cld finds 3 loops" in said.out
