"""`cld checklist FILE`: the questions a design review asks about each loop."""

from __future__ import annotations

import click

from cld.checklist.checklist import checklist as checklist_of
from cld.commands.completion import file_names
from cld.commands.options import (
    budget_option,
    color_option,
    emit,
    format_option,
    loops_option,
    loops_wanted,
    mention_errors,
    paper_on,
    read_report,
    refuse_same_file,
)
from cld.core.exits import DONE
from cld.output.checklist_page import checklist_values, markdown_checklist, print_checklist
from cld.output.json_text import as_json
from cld.output.terminal import Paper
from cld.prose.wording import UNICODE


@click.command("checklist")
@click.argument("file", shell_complete=file_names)
@format_option("text", "markdown", "json")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=file_names,
    help="Write the checklist to a file.",
)
@loops_option
@click.option("--open", "open_only", is_flag=True, help="Show only the open questions.")
@budget_option
@color_option
def checklist_command(
    file: str,
    format_: str,
    output: str | None,
    loops: str | None,
    open_only: bool,
    budget: float,
    color: str,
) -> int:
    """Ask the questions of a design review about each loop in FILE.

    FILE is a diagram in any format that `cld convert` reads, or - for standard input. Questions
    the file already answers are ticked. The others are listed, where possible with the line to
    add to the file.
    """
    wanted = loops_wanted(loops, format_)
    refuse_same_file(file, output)
    report = read_report(file, budget)
    mention_errors(report)
    loops_here = report.loops[:wanted]
    if format_ == "text":
        with paper_on(output, color) as paper:
            found = checklist_of(report, loops_here, paper.signs)
            print_checklist(paper, report, found, open_only)
        return DONE
    found = checklist_of(report, loops_here, UNICODE if output else Paper(color).signs)
    if format_ == "json":
        emit(as_json(checklist_values(report, found, open_only), output), output)
    else:
        emit(markdown_checklist(report, found, open_only), output)
    return DONE
