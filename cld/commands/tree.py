"""`cld causes FILE VAR` and `cld uses FILE VAR`: trees of causes and effects."""

from __future__ import annotations

from typing import Literal

import click

from cld.commands.completion import file_names
from cld.commands.options import (
    emit,
    format_option,
    mention_errors,
    read_report,
    variable_called,
)
from cld.core.exits import DONE
from cld.core.gate import as_line
from cld.output.json_text import as_json
from cld.output.terminal import Paper
from cld.output.trees import grow, tree_lines, tree_values

depth_option = click.option(
    "--depth",
    type=click.IntRange(1, 50),
    default=3,
    show_default=True,
    help="Number of links to follow.",
)


@click.command("causes")
@click.argument("file", shell_complete=file_names)
@click.argument("variable")
@format_option("text", "json")
@depth_option
def causes_command(file: str, variable: str, format_: str, depth: int) -> int:
    """Show the causes of VARIABLE as a tree, with the sign of each link."""
    return _tree(file, variable, "causes", format_, depth)


@click.command("uses")
@click.argument("file", shell_complete=file_names)
@click.argument("variable")
@format_option("text", "json")
@depth_option
def uses_command(file: str, variable: str, format_: str, depth: int) -> int:
    """Show the effects of VARIABLE as a tree, with the sign of each link."""
    return _tree(file, variable, "uses", format_, depth)


def _tree(
    file: str, called: str, which: Literal["causes", "uses"], format_: str, depth: int
) -> int:
    report = read_report(file)
    mention_errors(report)
    tree = grow(report.diagram, variable_called(report, called), which, depth)
    if format_ == "json":
        emit(as_json(tree_values(tree)))
        return DONE
    signs = Paper("never").signs
    emit("".join(f"{line}\n" for line in tree_lines(tree, signs, as_line)))
    return DONE
