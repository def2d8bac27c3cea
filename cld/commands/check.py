"""`cld check FILE…`: print the findings only."""

from __future__ import annotations

import click

from cld.commands.completion import file_names
from cld.commands.options import (
    budget_option,
    codes,
    color_option,
    emit,
    exit_code,
    finding_options,
    format_option,
    narrowed,
    read_report,
)
from cld.commands.unusable import UnusableInput
from cld.core.exits import UNUSABLE
from cld.output.findings import github, print_findings, summary
from cld.output.json_text import as_json
from cld.output.markdown_text import markdown_escaped
from cld.output.sarif import sarif
from cld.output.terminal import Paper
from cld.output.values import SCHEMA_VERSION, TOOL, diagnostic_values
from cld.prose.wording import plural
from cld.report import Report


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=file_names)
@format_option("text", "json", "markdown", "github", "sarif")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; only set the exit code.")
@budget_option
@finding_options
@color_option
def check_command(
    files: tuple[str, ...],
    format_: str,
    quiet: bool,
    budget: float,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_level: str,
    exit_zero: bool,
    color: str,
) -> int:
    """Print the findings for each FILE, for use in CI and editors.

    If a file cannot be read, cld reports it, still checks the others, and exits with code 2.
    `cld rule CODE` explains a finding.
    """
    reports: list[Report] = []
    unusable = False
    codes((*select, *ignore))
    for file in files:
        try:
            reports.append(narrowed(read_report(file, budget), select, ignore))
        except UnusableInput as error:
            error.show()
            unusable = True
    if not quiet and (reports or format_ != "text"):
        _print(reports, format_, color)
    findings = [finding for report in reports for finding in report.diagnostics]
    return UNUSABLE if unusable else exit_code(findings, fail_level, exit_zero)


def _print(reports: list[Report], format_: str, color: str) -> None:
    if format_ == "json":
        entries = [
            {
                "file": report.file,
                "format": report.source.format,
                "notes": list(report.source.notes),
                "diagnostics": [
                    diagnostic_values(d, report.source.lines) for d in report.diagnostics
                ],
            }
            for report in reports
        ]
        emit(as_json({"schema_version": SCHEMA_VERSION, "tool": TOOL, "files": entries}))
    elif format_ == "sarif":
        emit(as_json(sarif([(r.file, r.source.lines, r.diagnostics) for r in reports])))
    elif format_ == "github":
        emit("".join(github(r.file, r.source.lines, r.diagnostics) for r in reports))
    elif format_ == "markdown":
        emit("".join(_markdown(report) for report in reports))
    else:
        paper = Paper(color)
        for report in reports:
            print_findings(paper, report.file, report.source.lines, report.diagnostics)
        findings = [finding for report in reports for finding in report.diagnostics]
        paper.line(f"{plural(len(reports), 'file')}: {summary(findings)}")


def _markdown(report: Report) -> str:
    rows = [f"## {markdown_escaped(report.file)}: {summary(report.diagnostics)}", ""]
    for finding in report.diagnostics:
        where = report.source.lines.said(finding.span.start, " ", ",")
        said = f"{markdown_escaped(finding.message)}. *{markdown_escaped(finding.hint)}*"
        rows.append(f"- **{finding.severity}**{where} `{finding.code}`: {said}")
    return "\n".join([*rows, "", ""])
