"""`cld key check KEY`: check an answer key."""

from __future__ import annotations

import click

from cld.commands.completion import file_names
from cld.commands.options import color_option, paper_on, read_report
from cld.commands.unusable import UnusableInput
from cld.core.diagnostics import Diagnostic, ordered
from cld.core.exits import DONE, FINDINGS
from cld.grade.key import Key, read_key
from cld.grade.key_check import dense, prove
from cld.output.findings import print_findings
from cld.prose.grades import plural_points
from cld.prose.wording import plural

_NO_KEY = (
    "this is not an answer key: it contains no `expect`; "
    "add lines such as `expect link Retries (+)-> Load (points 2)`"
)


@click.group("key")
def key_command() -> None:
    """Work with answer keys."""


@key_command.command("check", short_help="Check that a key scores full marks.")
@click.argument("file", metavar="KEY", shell_complete=file_names)
@color_option
def check_key(file: str, color: str) -> int:
    """Check an answer KEY: graded against itself, its diagram must score full marks.

    Exit code 1: an expectation cannot be met, or a part of the key cannot be read.
    """
    found, findings = _read(file)
    if not found.criteria and not findings:
        raise UnusableInput(f"{file}: {_NO_KEY}")
    if not any(finding.severity == "error" for finding in findings):
        findings = ordered((*findings, *dense(found)))
    with paper_on(None, color) as paper:
        print_findings(paper, found.report.file, found.report.source.lines, findings)
        expectations = plural(len(found.criteria), "expectation")
        paper.line(f"{file}: {expectations}, {plural_points(found.total)}")
    return FINDINGS if any(f.severity == "error" for f in findings) else DONE


def read_sound_key(file: str) -> Key:
    """Return a key that can be used for grading, or end with one line that says why not."""
    found, findings = _read(file)
    errors = [finding for finding in findings if finding.severity == "error"]
    if not found.criteria:
        raise UnusableInput(f"{file}: {_NO_KEY}")
    if errors:
        lines = found.report.source.lines
        where = f":{lines.place(errors[0].span.start).line}" if lines.in_file else ""
        said = f"{file}{where}: {errors[0].message}; `cld key check` shows how to fix it"
        raise UnusableInput(said)
    return found


def _read(file: str) -> tuple[Key, tuple[Diagnostic, ...]]:
    report = read_report(file)
    found, problems = read_key(report)
    own = (d for d in report.diagnostics if d.severity == "error")
    return found, ordered((*own, *problems, *prove(found)))
