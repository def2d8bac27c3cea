"""`cld run FILE`: what happens over time after something changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from cld.commands.completion import file_names
from cld.commands.options import color_option, format_option


@click.command("run")
@click.argument("file", shell_complete=file_names)
@click.argument("name", required=False)
@click.option(
    "--step",
    "steps",
    multiple=True,
    metavar='"VAR AMOUNT [at TIME] [for TIME]"',
    help="Change a variable by an amount [default: a run of FILE, else the first constant or "
    "variable, by 1].",
)
@click.option(
    "--jump", "jumps", multiple=True, metavar='"VAR AMOUNT [at TIME]"', help="Move a stock once."
)
@click.option(
    "--hold", "holds", multiple=True, metavar='"VAR AMOUNT"', help="Keep a variable at a value."
)
@click.option(
    "--with",
    "intervention",
    metavar='"INTERVENTION [at TIME]"',
    help="Run a second time, with this intervention of FILE in place.",
)
@click.option(
    "--for",
    "lasting",
    metavar="TIME",
    help="Length of the run, such as 10min [default: ten times the longest loop].",
)
@click.option(
    "--watch", "watched", metavar="VAR,VAR", help="Show only these variables [default: all]."
)
@click.option(
    "--runs",
    "draws",
    type=click.IntRange(0, 1_000),
    default=0,
    metavar="N",
    help="Also run it N times with other strengths where FILE states none.",
)
@click.option(
    "--margins",
    is_flag=True,
    help="Say how much stronger, weaker, longer or shorter one link may be.",
)
@click.option(
    "--fail-if",
    type=click.Choice(["grows", "oscillates"]),
    help="Exit with 1 if a part that changes keeps growing, or oscillates.",
)
@format_option("text", "svg", "png", "csv", "json")
@click.option("-o", "--output", metavar="FILE", shell_complete=file_names, help="Write to a file.")
@color_option
def run_command(
    file: str,
    name: str | None,
    steps: Sequence[str],
    jumps: Sequence[str],
    holds: Sequence[str],
    intervention: str | None,
    lasting: str | None,
    watched: str | None,
    draws: int,
    margins: bool,
    fail_if: str | None,
    format_: str,
    output: str | None,
    color: str,
) -> int:
    """Run FILE over time after something changes, and show the course of each variable.

    NAME is a run that FILE states, as in `run "More load" { step Load 50 }`; without it and
    without a change, the first one runs. Options replace what it states.

    Values are differences from the level before. Gains, delays and intervals come from
    the file; the result says which strengths the file does not state, and what was used instead.
    A run is one reading of the diagram, and no forecast.
    """
    from cld.commands.running import run_file  # numpy is slow to load
    from cld.commands.runwish import RunWish

    format_ = _from_ending(format_, output)
    changes = {"step": steps, "jump": jumps, "hold": holds}
    how = RunWish(name, changes, intervention, lasting, watched, draws, margins, fail_if)
    return run_file(file, how, format_, output, color)


# The formats that the name of a file implies.
_ENDINGS = {".svg": "svg", ".png": "png", ".csv": "csv", ".json": "json"}


def _from_ending(format_: str, output: str | None) -> str:
    """Return the format that is asked for, else that of the file to write."""
    source = click.get_current_context().get_parameter_source("format_")
    if source is ParameterSource.COMMANDLINE or output is None:
        return format_
    return _ENDINGS.get(Path(output).suffix.lower(), format_)
