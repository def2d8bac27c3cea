"""`cld analyze FILE`: the main job."""

from __future__ import annotations

import io

import click

from cld.commands.options import (
    as_json,
    color_option,
    emit,
    exit_code,
    finding_options,
    format_option,
    loops_option,
    loops_wanted,
    narrowed,
    read_report,
    refuse_same_file,
)
from cld.loops.find import DEFAULT_LIMIT
from cld.output.findings import github
from cld.output.report_markdown import markdown
from cld.output.report_text import print_report
from cld.output.sarif import sarif
from cld.output.terminal import Paper
from cld.output.values import report_values


@click.command()
@click.argument("file")
@format_option("text", "json", "markdown", "github", "sarif")
@click.option("-o", "--output", metavar="FILE", help="Write the report to a file.")
@loops_option
@finding_options
@color_option
def analyze(
    file: str,
    format_: str,
    output: str | None,
    loops: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_level: str,
    exit_zero: bool,
    color: str,
) -> int:
    """Find the feedback loops of FILE, and what is worth knowing of them.

    FILE is a .cld file, or - for standard input. Loops named in the file come first, then
    the others, shortest first.
    """
    wanted = loops_wanted(loops, format_)
    limit = max(DEFAULT_LIMIT, wanted or 0)
    report = narrowed(read_report(file, limit), select, ignore)
    refuse_same_file(file, output)
    listed = report.loops[:wanted]
    if format_ == "json":
        emit(as_json(report_values(report, listed)), output)
    elif format_ == "markdown":
        emit(markdown(report, listed), output)
    elif format_ == "github":
        emit(github(report.file, report.lines, report.diagnostics), output)
    elif format_ == "sarif":
        emit(as_json(sarif([(report.file, report.lines, report.diagnostics)])), output)
    elif output:
        page = io.StringIO()
        print_report(Paper("never", page), report, listed)
        emit(page.getvalue(), output)
    else:
        print_report(Paper(color), report, listed)
    return exit_code(report.diagnostics, fail_level, exit_zero)
