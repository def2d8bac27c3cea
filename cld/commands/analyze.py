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
    variable_called,
)
from cld.loops.find import DEFAULT_LIMIT
from cld.output.findings import github
from cld.output.report_markdown import markdown
from cld.output.report_text import print_report
from cld.output.sarif import sarif
from cld.output.terminal import Paper
from cld.output.values import report_values, selection_values
from cld.selection import Order, Wish, to_read_first
from cld.selection import select as select_loops


@click.command(short_help="The feedback loops of FILE, and more.")
@click.argument("file")
@format_option("text", "json", "markdown", "github", "sarif")
@click.option("-o", "--output", metavar="FILE", help="Write the report to a file.")
@loops_option
@click.option("--through", multiple=True, metavar="VAR", help="Only loops through VAR (and VAR …).")
@click.option("--avoid", multiple=True, metavar="VAR", help="Only loops that do not pass VAR.")
@click.option(
    "--max-length", type=click.IntRange(1), metavar="N", help="Only loops of at most N links."
)
@click.option(
    "--order",
    type=click.Choice(["shortest", "delay", "independent"]),
    help="Which loops come first, or only a small set of which all are made [default: those the "
    "file names, then in text and Markdown that set where not all are shown, then the shortest].",
)
@finding_options
@color_option
def analyze(
    file: str,
    format_: str,
    output: str | None,
    loops: str | None,
    through: tuple[str, ...],
    avoid: tuple[str, ...],
    max_length: int | None,
    order: Order | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_level: str,
    exit_zero: bool,
    color: str,
) -> int:
    """Find the feedback loops of FILE, and what is worth knowing of them.

    FILE is a .cld file, or - for standard input. All loops are counted. Those named in the
    file are listed first, then the others, shortest first. Where not all are shown, those come
    before the others of which all loops are made, the shortest independent set. --through,
    --avoid, --max-length and --order choose loops.
    """
    wanted = loops_wanted(loops, format_)
    limit = max(DEFAULT_LIMIT, wanted or 0)
    report = narrowed(read_report(file, limit), select, ignore)
    refuse_same_file(file, output)
    wish = Wish(
        tuple(variable_called(report, name) for name in through),
        tuple(variable_called(report, name) for name in avoid),
        max_length,
        order,
    )
    if wish.is_plain and wanted is not None and format_ in ("text", "markdown"):
        listed = to_read_first(report, wanted)
    else:
        listed = select_loops(report, wish, limit if wanted is None else wanted)
    if format_ == "json":
        emit(as_json(report_values(report, listed.loops, selection_values(listed, wish))), output)
    elif format_ == "markdown":
        emit(markdown(report, listed, wish), output)
    elif format_ == "github":
        emit(github(report.file, report.lines, report.diagnostics), output)
    elif format_ == "sarif":
        emit(as_json(sarif([(report.file, report.lines, report.diagnostics)])), output)
    elif output:
        page = io.StringIO()
        print_report(Paper("never", page), report, listed, wish)
        emit(page.getvalue(), output)
    else:
        print_report(Paper(color), report, listed, wish)
    return exit_code(report.diagnostics, fail_level, exit_zero)
