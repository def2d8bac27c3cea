"""Hostile input: no traceback, no hang, a documented exit code.

A short run is in the suite; `python tests/test_fuzz.py 20000` does a long one of what reads files,
`python tests/full/fuzz.py` one of all commands.
"""

from __future__ import annotations

import io
import json
import random
import sys
from pathlib import Path

import pytest
from fuzz_calls import drawn_case
from fuzz_checks import problems
from fuzz_inputs import EXAMPLES, mutated, soup
from in_process import home

from cld.analyze import analyze_bytes
from cld.checklist.checklist import checklist
from cld.language.format import format_syntax
from cld.language.source import MAX_CHARACTERS, source_of
from cld.output.checklist_page import print_checklist
from cld.output.leverage_page import leverage_markdown, print_leverage
from cld.output.report_markdown import markdown
from cld.output.report_text import print_report
from cld.output.terminal import Paper
from cld.output.values import report_json
from cld.output.whatif_page import print_whatif
from cld.prose.reading import reading
from cld.report import Report
from cld.selection import Selection, Wish

SEED = 20261129


def try_one(data: bytes) -> None:
    """Everything that reads a file, on one input."""
    report = analyze_bytes(data)
    listed = Selection(report.loops, report.counts)
    values = json.loads("".join(report_json(report, listed, Wish())))
    assert values["counts"]["total"] >= len(report.loops)
    print_everything(report)
    once = format_syntax(report.source.syntax)
    if len(once) < MAX_CHARACTERS:  # what is cut off may be a part of a statement
        assert format_syntax(source_of(once).syntax) == once
        assert source_of(once).diagram == report.diagram


def print_everything(report: Report) -> None:
    """Every page that is made of a report, for its first loops and interventions."""
    few = report.loops[:3]
    paper = Paper("never", io.StringIO())
    print_report(paper, report, Selection(few, report.counts))
    assert list(markdown(report, Selection(few, report.counts), Wish()))
    print_leverage(paper, report, 3)
    leverage_markdown(report, 3)
    print_checklist(paper, report, checklist(report, few), open_only=False)
    for loop in few:
        assert list(reading(report, loop))
        assert report.loop(loop.id) is not None
    for found in report.interventions[:3]:
        after = report.after(found.intervention.changes)
        print_whatif(paper, report, after, found)
        assert after.counts.total >= len(after.loops)


def run(count: int, seed: int) -> None:
    draw = random.Random(seed)
    texts = [path.read_bytes() for path in EXAMPLES]
    for _ in range(count):
        data = soup(draw) if draw.random() < 0.3 else mutated(draw, draw.choice(texts))
        if draw.random() < 0.05:
            data = data.decode("utf-8", "replace").encode("utf-16")
        try:
            try_one(data)
        except BaseException:
            print(f"failing input: {data!r}")
            raise


def test_random_and_mutated_files() -> None:
    run(150, seed=20261121)


@pytest.mark.parametrize("part", range(4))
def test_calls_of_every_command(part: int, tmp_path: Path) -> None:
    with home(tmp_path):
        for number in range(250 * part, 250 * (part + 1)):
            case = drawn_case(SEED, number)
            found, _ = problems(case)
            assert not found, f"tests/full/fuzz.py --seed {SEED} --first {number} --calls 1"


@pytest.mark.parametrize(
    "data",
    [
        b"(" * 100_000,
        b'"' * 100_001,
        b"{" * 50_000 + b"}" * 50_000,
        b"A (+)-> " * 1_250_000,
        b"a" * 10_000_000,
        b"\x00" * 1_000_000,
        b"A (+)-> B\n" * 90_000,
        b"\n" * 1_000_000,
        b"foo\n" * 200_000,
        b"A (" + b"+," * 5_000 + b")-> B",
        b"loop: " + b"A, " * 6_000 + b"A",
        b'intervention "x" {\n' + b"cut A -> B\n" * 20_000,
        b'intervention "x" {\n' * 20_000,
        "Ü (+)-> 负载".encode("utf-16"),
        b"\xef\xbb\xbfA (+)-> B",
        b"A (+)-> B\r\nB (-)-> A\r\n",
        b"\xed\xa0\x80 (+)-> A",
        b"\xff\xfe\x00\xd8",
    ],
    ids=lambda data: f"{data[:12]!r}x{len(data)}",
)
def test_monstrous_files(data: bytes) -> None:
    try_one(data)


if __name__ == "__main__":
    run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print("no failure")
