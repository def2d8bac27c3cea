"""`cld analyze FILE`: find the feedback loops of a diagram and report on each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module

import click

from cld.commands.completion import file_names
from cld.commands.options import (
    FOR_READING,
    budget_option,
    color_option,
    exit_code,
    finding_options,
    format_option,
    loops_option,
    loops_wanted,
    narrowed,
    output_stream,
    read_report,
    refuse_same_file,
    variable_called,
    write_pieces,
)
from cld.commands.unusable import UnusableInput
from cld.core.exits import UNUSABLE
from cld.core.gate import say
from cld.core.watch import Watch
from cld.loops.cycles import DEFAULT_LIMIT
from cld.loops.verify import ENGINE, MOST_LOOPS, verify
from cld.output.findings import github
from cld.output.json_text import as_json, only_ascii
from cld.output.progress import CountedItems, Progress
from cld.output.report_markdown import markdown
from cld.output.report_text import print_report
from cld.output.sarif import sarif
from cld.output.terminal import Paper
from cld.output.values import report_json
from cld.report import Report
from cld.selection import MOST_BY_DELAY, LoopOrder, Selection, Wish, to_read_first
from cld.selection import select as select_loops

# No machine can list more loops than this: their number no longer fits into a machine word.
MOST_OF_ALL = sys.maxsize
# Formats that can show the result of --verify; the others contain findings only.
VERIFIED = ("text", "json", "markdown", "html")


@click.command("analyze")
@click.argument("file", shell_complete=file_names)
@format_option("text", "json", "markdown", "html", "github", "sarif")
@click.option(
    "-o", "--output", metavar="FILE", shell_complete=file_names, help="Write the report to a file."
)
@loops_option
@click.option(
    "--through",
    multiple=True,
    metavar="VAR",
    help="List only loops through VAR. Repeat it to require several variables.",
)
@click.option(
    "--avoid", multiple=True, metavar="VAR", help="List only loops that do not pass through VAR."
)
@click.option(
    "--max-length", type=click.IntRange(1), metavar="N", help="List only loops of at most N links."
)
@click.option(
    "--order",
    type=click.Choice(["shortest", "delay", "independent"]),
    help="List the shortest loops first, or those with the least delay. “independent” lists only "
    "the shortest independent loop set, which generates all other loops. [default: loops named "
    "in the file; then, in text, Markdown and HTML, the independent set if the list is "
    "truncated; then the shortest]",
)
@budget_option
@click.option(
    "--verify",
    "is_verified",
    is_flag=True,
    help=f"Also find the loops with {ENGINE} and compare (up to {MOST_LOOPS:,} loops).",
)
@finding_options
@color_option
def analyze_command(
    file: str,
    format_: str,
    output: str | None,
    loops: str | None,
    through: tuple[str, ...],
    avoid: tuple[str, ...],
    max_length: int | None,
    order: LoopOrder | None,
    budget: float,
    is_verified: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_level: str,
    exit_zero: bool,
    color: str,
) -> int:
    """Find the feedback loops in FILE and report on each of them.

    FILE is a diagram in any format that `cld convert` reads, or - for standard input.

    All loops are counted. The list begins with the loops that the file names, then continues
    with the shortest. If the list is truncated, the loops the file names are followed by the
    shortest independent loop set, which generates all the others. --through, --avoid,
    --max-length and --order choose which loops to list. --loops all lists every loop.

    --format html writes a page for the browser, with the diagram beside the loops:

    \b
        cld analyze retry.cld --format html -o report.html

    --verify finds all loops a second time, with other software. The report shows whether both
    find the same loops, or why the comparison was skipped. If they differ, the exit code is 2,
    even with --exit-zero: the fault is in cld or in that software, not in the file.
    """
    wanted = loops_wanted(loops, format_)
    if is_verified and format_ not in VERIFIED:
        raise UnusableInput(
            f"--verify does not work with --format {format_}; use text, json, markdown or html"
        )
    refuse_same_file(file, output)
    report = narrowed(read_report(file, budget), select, ignore)
    if loops is None and wanted is not None and report.space is not None:
        # If loops are long or the budget is small, fewer are listed unless --loops asks for more.
        wanted = min(wanted, len(report.loops))
    wish = Wish(
        tuple(variable_called(report, name) for name in through),
        tuple(variable_called(report, name) for name in avoid),
        max_length,
        order,
    )
    if is_verified:
        report = _verified(report)
    listed = _listed(report, wish, wanted, format_)
    with output_stream(output) as page, Progress(quiet=page.isatty()) as progress:
        listed = replace(listed, loops=CountedItems("listing loops", listed.loops, progress))
        if format_ == "text":
            paper = Paper(color if page is sys.stdout else "never", page)
            print_report(paper, report, listed, wish)
        elif format_ == "html":
            write_pieces(_page(report, listed, wish, output, progress), page)
        else:
            write_pieces(_pieces(format_, report, listed, wish, output), page)
    if report.verification is not None and report.verification.verdict == "different":
        say(f"{report.file}: {ENGINE} finds different loops; the report lists them")
        return UNUSABLE
    return exit_code(report.diagnostics, fail_level, exit_zero)


def _listed(report: Report, wish: Wish, wanted: int | None, format_: str) -> Selection:
    """Return the loops to list; refuse a list that is too long for any report."""
    if wish.is_plain and wanted is not None and format_ in FOR_READING:
        listed = to_read_first(report, wanted)
    else:
        listed = select_loops(report, wish, wanted)
    if wanted is None and listed.counts.total > MOST_OF_ALL:
        raise UnusableInput(
            "there are too many loops to list them all; list fewer, such as --loops 1000"
        )
    if wish.order == "delay" and len(listed.loops) > MOST_BY_DELAY:
        most = f"{MOST_BY_DELAY:,}"
        raise UnusableInput(
            f"--order delay sorts at most {most} loops, not {len(listed.loops):,}; "
            "list fewer, such as --loops 1000"
        )
    if format_ == "html" and len(listed.loops) > DEFAULT_LIMIT:
        raise UnusableInput(
            f"an HTML page shows at most {DEFAULT_LIMIT:,} loops, not {len(listed.loops):,}; "
            "list fewer, such as --loops 1000"
        )
    return listed


def _verified(report: Report) -> Report:
    with Progress() as progress:
        found = verify(report.diagram, report.loops, report.counts, Watch(progress))
    return replace(report, verification=found)


def _page(
    report: Report, listed: Selection, wish: Wish, output: str | None, progress: Progress
) -> Iterator[str]:
    # Loaded only when a page is written: with the drawing it takes half a second.
    html = import_module("cld.page.html").html
    for piece in html(report, listed, wish, Watch(ask=progress)):
        if only_ascii(output):
            yield piece.encode("ascii", "xmlcharrefreplace").decode()
        else:
            yield piece


def _pieces(
    format_: str, report: Report, listed: Selection, wish: Wish, output: str | None
) -> Iterable[str]:
    if format_ == "json":
        return report_json(report, listed, wish, output)
    if format_ == "markdown":
        return markdown(report, listed, wish)
    if format_ == "github":
        return [github(report.file, report.source.lines, report.diagnostics)]
    return [as_json(sarif([(report.file, report.source.lines, report.diagnostics)]), output)]
