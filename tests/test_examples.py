"""Each example reads, holds the loops it names, is in canonical form, and reports as golden."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from goldens import assert_golden
from test_loops import oracle

from cld.analyze import analyze_bytes
from cld.language.format import format_syntax
from cld.output.report_text import print_report
from cld.output.terminal import Paper
from cld.report import Report
from cld.selection import Selection

FOLDER = Path(__file__).parent.parent / "examples"
EXAMPLES = sorted(FOLDER.glob("*.cld"))
GOLDEN = Path(__file__).parent / "golden" / "report"

each = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def report_of(path: Path) -> Report:
    return analyze_bytes(path.read_bytes(), f"examples/{path.name}")


def test_there_are_the_examples_the_course_asks_for() -> None:
    names = {path.stem for path in EXAMPLES}
    assert len(names) >= 14
    assert names >= {
        "retry-storm", "autoscaler", "retry-storm-held", "contention-spiral",
        "fighting-autoscalers", "cache-stampede", "pod-eviction", "connection-pool",
        "thermostat", "alert-storm", "capacity-spiral", "shower", "polarity-test",
    }  # fmt: skip


@each
def test_example_is_sound_and_canonical(path: Path) -> None:
    report = report_of(path)
    assert not [d for d in report.diagnostics if d.severity == "error"]
    assert format_syntax(report.source.syntax) == path.read_text(encoding="utf-8")
    assert {loop.variables: loop.type for loop in report.loops} == oracle(report.diagram)
    assert all(loop.name for loop in report.loops)
    assert report.title
    assert any(s.parsed.comments for s in report.source.syntax.statements)


@each
def test_example_is_counted_in_the_table(path: Path) -> None:
    counts = report_of(path).counts
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    row = re.search(rf"\[{path.name}\]\({path.name}\) \|[^|]*\| (\d+) \| (\d+) \|", table)
    assert row, f"{path.name} is missing in examples/README.md"
    assert (int(row.group(1)), int(row.group(2))) == (counts.R, counts.B)


@each
def test_report_is_the_golden_one(path: Path) -> None:
    page = io.StringIO()
    report = report_of(path)
    print_report(Paper("never", page), report, Selection(report.loops, report.counts))
    assert_golden(GOLDEN / f"{path.stem}.txt", page.getvalue())
    assert all(len(line) <= 80 for line in page.getvalue().splitlines())


def test_the_polarity_test_comes_out_as_the_course_says() -> None:
    report = report_of(FOLDER / "polarity-test.cld")
    types = {frozenset(loop.variables): loop.type for loop in report.loops}
    assert types[frozenset({"Load", "Latency", "Retries"})] == "R"
    assert types[frozenset({"CPU", "Pods", "Load per pod"})] == "B"
    assert types[frozenset({"Load", "Rejections", "Accepted requests"})] == "B"
    misses = {"Cache misses", "DB queries", "DB latency", "Refill timeouts"}
    assert types[frozenset(misses)] == "R"
    assert types[frozenset({"Memory per pod", "Evictions", "Pods", "Load per pod"})] == "R"


def test_the_complex_reality_has_its_three_loops() -> None:
    report = report_of(FOLDER / "retry-storm-held.cld")
    assert {(loop.type, loop.variables) for loop in report.loops} == {
        ("R", ("Load", "Latency", "Timeouts", "Retries")),
        ("B", ("Latency", "Pods")),
        ("B", ("Load", "Latency", "Timeouts", "Circuit open")),
    }
