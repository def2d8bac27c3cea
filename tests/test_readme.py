"""What the README shows is what happens."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from cld.analyze import analyze, analyze_bytes
from cld.commands.app import COMMANDS
from cld.output.report_text import print_report
from cld.output.terminal import Paper
from cld.selection import Selection

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = ROOT / "examples" / "report.svg"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_language_in_a_minute_has_no_error() -> None:
    report = analyze(blocks("cld")[0])
    assert (report.counts.R, report.counts.B) == (1, 1)
    assert not [d for d in report.diagnostics if d.severity == "error"]


def test_the_python_example_runs() -> None:
    code = blocks("python")[0].replace('"examples/', f'"{ROOT}/examples/')
    exec(compile(code, "README.md", "exec"), {})


def test_there_are_two_commands() -> None:
    first, second = blocks("sh")
    assert "cld analyze examples/" in first
    assert "pytest" in second


def test_every_command_stands_in_the_table() -> None:
    for name in COMMANDS:
        assert f"`cld {name} " in README


def test_the_picture_shows_what_is_printed() -> None:
    """`ACCEPT=1 pytest` draws it anew."""
    path = ROOT / "examples" / "retry-storm-held.cld"
    report = analyze_bytes(path.read_bytes(), "examples/retry-storm-held.cld")
    paper = Paper("always", io.StringIO())
    paper.console = Console(
        record=True, file=io.StringIO(), width=80, force_terminal=True, highlight=False,
        color_system="standard", soft_wrap=True,
    )  # fmt: skip
    print_report(paper, report, Selection(report.loops, report.counts))
    title = "$ cld analyze examples/retry-storm-held.cld"
    drawn = paper.console.export_svg(title=title, theme=DIMMED_MONOKAI, unique_id="terminal")
    # No network for a picture: the reader's own monospaced font will do.
    drawn = re.sub(r"@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)
    # Some programs drop blanks at the start of a text unless told to keep them.
    drawn = drawn.replace("<text ", '<text xml:space="preserve" ')
    drawn = "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"
    if os.environ.get("ACCEPT"):
        PICTURE.write_text(drawn, encoding="utf-8")
    texts = re.findall(r"<text[^>]*>(.*?)</text>", PICTURE.read_text(encoding="utf-8"))
    assert texts == re.findall(r"<text[^>]*>(.*?)</text>", drawn)
