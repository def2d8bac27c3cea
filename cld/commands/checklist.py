"""`cld checklist FILE`: what a design review asks of each loop."""

from __future__ import annotations

import io

import click

from cld.commands.options import (
    as_json,
    color_option,
    emit,
    format_option,
    loops_option,
    loops_wanted,
    mention_errors,
    read_report,
    refuse_same_file,
)
from cld.exits import DONE
from cld.loops.find import DEFAULT_LIMIT
from cld.output.checklist import checklist as checklist_of
from cld.output.checklist_page import checklist_values, markdown_checklist, print_checklist
from cld.output.terminal import Paper


@click.command(short_help="What a design review asks of each loop.")
@click.argument("file")
@format_option("text", "markdown", "json")
@click.option("-o", "--output", metavar="FILE", help="Write the checklist to a file.")
@loops_option
@click.option("--open", "open_only", is_flag=True, help="Show only what is not answered.")
@color_option
def checklist(
    file: str, format_: str, output: str | None, loops: str | None, open_only: bool, color: str
) -> int:
    """Go through the loops of FILE as a design review does.

    FILE is a .cld file, or - for standard input. What it answers is filled in; what it does
    not is a question, where possible with the line to write into it.
    """
    wanted = loops_wanted(loops, format_)
    report = read_report(file, max(DEFAULT_LIMIT, wanted or 0))
    refuse_same_file(file, output)
    mention_errors(report)
    page = io.StringIO() if output else None
    paper = Paper("never" if page else color, page)
    found = checklist_of(report, report.loops[:wanted], paper.signs)
    if format_ == "json":
        emit(as_json(checklist_values(report, found, open_only)), output)
    elif format_ == "markdown":
        emit(markdown_checklist(report, found, open_only), output)
    else:
        print_checklist(paper, report, found, open_only)
        if page:
            emit(page.getvalue(), output)
    return DONE
