"""`cld key check KEY`: a key proved against itself."""

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

_NO_KEY = "this is no key: it holds no `expect`"


@click.group("key")
def key_command() -> None:
    """What concerns the key of an exercise."""


@key_command.command("check", short_help="Prove a key against itself.")
@click.argument("file", metavar="KEY", shell_complete=file_names)
@color_option
def check_key(file: str, color: str) -> int:
    """Prove a KEY against itself: its own diagram is to earn all its points.

    Exit code 1 where an expectation cannot be met, or the key cannot be read as a whole.
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
    """Return a key that can be graded by, or end with one line on why it cannot."""
    found, findings = _read(file)
    errors = [finding for finding in findings if finding.severity == "error"]
    if not found.criteria:
        raise UnusableInput(f"{file}: {_NO_KEY}")
    if errors:
        lines = found.report.source.lines
        where = f":{lines.place(errors[0].span.start).line}" if lines.in_file else ""
        said = f"{file}{where}: {errors[0].message}; `cld key check` shows what to mend"
        raise UnusableInput(said)
    return found


def _read(file: str) -> tuple[Key, tuple[Diagnostic, ...]]:
    report = read_report(file)
    found, problems = read_key(report)
    own = (d for d in report.diagnostics if d.severity == "error")
    return found, ordered((*own, *problems, *prove(found)))
