"""`cld leverage FILE`: show where to intervene."""

from __future__ import annotations

import click

from cld.commands.completion import file_names
from cld.commands.options import (
    budget_option,
    color_option,
    emit,
    format_option,
    mention_errors,
    paper_on,
    read_report,
    refuse_same_file,
)
from cld.commands.unusable import UnusableInput
from cld.core.exits import DONE
from cld.output.json_text import as_json
from cld.output.leverage_page import leverage_markdown, print_leverage
from cld.output.leverage_values import leverage_values
from cld.output.values import SCHEMA_VERSION, TOOL
from cld.report import Report

PLACES = 5


@click.command("leverage")
@click.argument("file", shell_complete=file_names)
@format_option("text", "json", "markdown")
@click.option(
    "-o", "--output", metavar="FILE", shell_complete=file_names, help="Write the page to a file."
)
@click.option(
    "--top",
    metavar="N|all",
    default=str(PLACES),
    show_default=True,
    help="Number of links and variables to list; JSON lists all.",
)
@budget_option
@color_option
def leverage_command(
    file: str, format_: str, output: str | None, top: str, budget: float, color: str
) -> int:
    """Show where to intervene in FILE, and how strong its interventions are.

    Each intervention is applied to a copy of the diagram. Its effect on the loops decides its
    leverage level after Meadows: 12 is the weakest, 1 the strongest. Then the report lists the
    links and variables on the most reinforcing loops, the smallest set of links that opens all
    of them, and four questions.
    """
    places = _places(top)
    refuse_same_file(file, output)
    report = read_report(file, budget)
    mention_errors(report)
    if format_ == "json":
        emit(as_json(_values(report), output), output)
    elif format_ == "markdown":
        emit(leverage_markdown(report, places), output)
    else:
        with paper_on(output, color) as paper:
            print_leverage(paper, report, places)
    return DONE


def _values(report: Report) -> dict[str, object]:
    head = {"schema_version": SCHEMA_VERSION, "tool": TOOL, "file": report.file}
    return {**head, "title": report.title, **leverage_values(report)}


def _places(top: str) -> int | None:
    if top == "all":
        return None
    if not (top.isascii() and top.isdigit() and len(top) < 7):
        raise UnusableInput(f"--top: “{top}” is not a number below a million or `all`")
    return int(top)
