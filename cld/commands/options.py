"""Shared by the subcommands: options, reading files, printing JSON, exit codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import isnan
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from cld.analyze import analyze
from cld.commands.misread import loop_meant, name_meant, rule_meant
from cld.commands.unusable import UnusableInput
from cld.core.diagnostics import RULES, Diagnostic
from cld.core.diagram import Diagram
from cld.core.exits import DONE, FINDINGS
from cld.core.files import (
    FileError,
    is_device,
    is_folder,
    read_bytes,
    replacing,
    write_atomically,
)
from cld.core.gate import STANDARD_OUT, gated, say
from cld.core.watch import Watch
from cld.io.limits import FormatError
from cld.io.opening import opened as opened_diagram
from cld.language.source import Source, source_of
from cld.loops.cycles import DEFAULT_LIMIT
from cld.output.progress import Progress
from cld.output.terminal import Paper
from cld.report import Report
from cld.rules.suppress import chosen

PIECE = 8192
LOOPS_SHOWN = 20
# Formats that people read show the first loops; the others list more, for programs.
FOR_READING = ("text", "markdown", "html")
# The usual bounds on the search for loops amount to at most BUDGET seconds of work. The budget
# scales these bounds, so it counts steps and never reads the clock. It scales them at most
# MOST_EFFORT times, because of memory. A small budget also lists fewer loops, since the later
# steps take time for each loop.
BUDGET = 10.0
MOST_EFFORT = 4.0
LOOPS_A_SECOND = 5_000

AnyCommand = TypeVar("AnyCommand", bound=Callable[..., Any])


def color_option(command: AnyCommand) -> AnyCommand:
    """Add `--color`."""
    return click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Use colour; auto turns it off in a pipe and if NO_COLOR is set.",
    )(command)


def format_option(*formats: str) -> Callable[[AnyCommand], AnyCommand]:
    """Add `--format` with these choices; the first is the default."""
    return click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Output format.",
    )


def loops_option(command: AnyCommand) -> AnyCommand:
    """Add `--loops`."""
    return click.option(
        "--loops",
        metavar="N|all",
        help=f"Number of loops to list [default: {LOOPS_SHOWN} in text, Markdown and HTML, "
        f"up to {DEFAULT_LIMIT} in JSON].",
    )(command)


def loops_wanted(loops: str | None, format_: str) -> int | None:
    """Return the number of loops to list, None for all; refuse anything that is not a number."""
    if loops is None:
        return LOOPS_SHOWN if format_ in FOR_READING else DEFAULT_LIMIT
    if loops == "all":
        return None
    if not (loops.isascii() and loops.isdigit() and len(loops) < 10):
        raise UnusableInput(f"--loops: “{loops}” is not a number below a billion or `all`")
    return int(loops)


def real_number(_: click.Context, option: click.Parameter, value: float | None) -> float | None:
    """Refuse `nan`, which no range check catches."""
    if value is not None and isnan(value):
        raise click.BadParameter("nan is not a number", param=option)
    return value


def budget_option(command: AnyCommand) -> AnyCommand:
    """Add `--budget`."""
    return click.option(
        "--budget",
        type=click.FloatRange(0.1, 86_400),
        callback=real_number,
        metavar="SECONDS",
        default=BUDGET,
        show_default=True,
        help="Approximate seconds of work to spend on finding loops. Steps are counted, not time, "
        "so a slow machine gives the same result. The report says if the budget was too small.",
    )(command)


def finding_options(command: AnyCommand) -> AnyCommand:
    """Add the options that choose findings and decide the exit code."""
    for option in (
        click.option(
            "--exit-zero", is_flag=True, help="Exit with 0 even if there are findings; 2 stays 2."
        ),
        click.option(
            "--fail-level",
            type=click.Choice(["error", "warning", "info"]),
            default="error",
            show_default=True,
            help="Exit with 1 if a finding has this level or a more severe one.",
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="CODES",
            help="Hide findings with these codes or prefixes, such as CLD501,CLD3.",
        ),
        click.option(
            "--select",
            multiple=True,
            metavar="CODES",
            help="Show only findings with these codes or prefixes, such as CLD501,CLD3.",
        ),
    ):
        command = option(command)
    return command


def codes(values: Iterable[str]) -> tuple[str, ...]:
    """Return the code prefixes, given as `A,B` or several times; refuse one that fits no rule."""
    prefixes = [code.strip().upper() for value in values for code in value.split(",")]
    for prefix in filter(None, prefixes):
        if not any(code.startswith(prefix) for code in RULES):
            raise UnusableInput(f"no rule begins with “{prefix}”; {rule_meant(prefix)}")
    return tuple(filter(None, prefixes))


def narrowed(report: Report, select: Sequence[str], ignore: Sequence[str]) -> Report:
    """Return a report with only the findings that --select and --ignore leave."""
    kept = chosen(report.diagnostics, codes(select), codes(ignore))
    return replace(report, diagnostics=kept)


def said_name(path: str) -> str:
    """Return the name of a file for messages."""
    return "<stdin>" if path == "-" else path


def read_report(
    path: str, budget: float = BUDGET, refuse: Callable[[Diagram], None] | None = None
) -> Report:
    """Read and analyse a file of any format, or end with one line and exit code 2. `refuse` may end
    it as soon as the diagram is read, before its loops are sought.

    Notes about a file in another format, such as parts that were changed or left out, are
    printed on standard error. `budget` is the work to spend on finding loops, in seconds of a
    usual machine.
    """
    try:
        data = read_bytes(path)
    except FileError as error:
        raise UnusableInput(str(error)) from None
    name = said_name(path)
    try:
        source = opened_diagram(data, path)
    except FormatError as error:
        raise UnusableInput(f"{name}: {error}") from None
    if isinstance(source, Source):
        for note in source.notes:
            say(f"{name}: {note}")
    if refuse is not None:
        if not isinstance(source, Source):
            read = source_of(source.text)
            source = replace(read, diagnostics=(*source.diagnostics, *read.diagnostics))
        refuse(source.diagram)
    limit = min(DEFAULT_LIMIT, int(budget * LOOPS_A_SECOND))
    effort = min(budget / BUDGET, MOST_EFFORT)
    with Progress() as progress:
        return analyze(source, name, limit, Watch(progress, effort))


def refuse_same_file(file: str, output: str | None) -> None:
    """End, before any work is done, if the report would overwrite the diagram itself or its
    folder does not exist."""
    if output is not None and not output:
        raise UnusableInput("-o: the file name is empty; name a file, such as -o report.md")
    if not output or output in STANDARD_OUT:
        return
    folder = Path(output).absolute().parent
    if not is_folder(str(folder)):
        raise UnusableInput(f"{output}: there is no such folder; make it first")
    if is_folder(output):
        raise UnusableInput(f"{output}: this is a folder; name a file in it")
    if not os.access(folder, os.W_OK) and not is_device(output):
        raise UnusableInput(f"{output}: permission denied: cannot write to this folder")
    try:
        source = os.fstat(sys.stdin.fileno()) if file == "-" else Path(file).stat()
        same = os.path.samestat(source, Path(output).stat())
    except (OSError, ValueError):
        return  # one of the two is not a file, so nothing can be lost
    if same:
        raise UnusableInput(
            f"{output}: the report would overwrite the diagram; write it to another file"
        )


def mention_errors(report: Report) -> None:
    """Mention on standard error that a file has errors, for commands that do not list them."""
    count = sum(finding.severity == "error" for finding in report.diagnostics)
    if count:
        errors, them = ("1 error", "it") if count == 1 else (f"{count} errors", "them")
        say(f"{report.file} has {errors}; `cld check` shows how to fix {them}")


def exit_code(findings: Iterable[Diagnostic], fail_level: str, exit_zero: bool) -> int:
    """Return 1 if a finding reaches the level, else 0."""
    levels = ("error", "warning", "info")
    bar = levels.index(fail_level)
    failed = any(levels.index(finding.severity) <= bar for finding in findings)
    return FINDINGS if failed and not exit_zero else DONE


def emit(text: str, output: str | None = None) -> None:
    """Print a result, or write it to a file."""
    with output_stream(output) as page:
        write_pieces([text], page)


def write_pieces(pieces: Iterable[str], page: TextIO) -> None:
    """Print a result piece by piece."""
    for piece in pieces:
        # In small pieces: if output is not buffered and the reader takes only a part of a text,
        # Python silently drops the rest.
        for start in range(0, len(piece), PIECE):
            page.write(piece[start : start + PIECE])


@contextmanager
def output_stream(output: str | None) -> Iterator[TextIO]:
    """Give the stream to print a result on: standard output, or a file that appears under its
    name once everything is written."""
    if output in (None, *STANDARD_OUT):
        yield sys.stdout
        return
    try:
        with replacing(output) as file:
            page = io.TextIOWrapper(file, "utf-8", "replace", newline="\n")
            yield gated(page) if page.isatty() else page
            page.flush()
            page.detach()
    except FileError as error:
        raise UnusableInput(str(error)) from None


def write_out(data: bytes, output: str | None) -> None:
    """Write bytes to standard output or to a file."""
    if output in (None, *STANDARD_OUT):
        sys.stdout.buffer.write(data)
        return
    try:
        write_atomically(output, data)
    except FileError as error:
        raise UnusableInput(str(error)) from None


@contextmanager
def paper_on(output: str | None, color: str) -> Iterator[Paper]:
    """Give a paper for readable output: on the terminal, or in a file without colour."""
    with output_stream(output) as page:
        yield Paper(color if page is sys.stdout else "never", page)


def variable_called(report: Report, called: str) -> str:
    """Return the variable with that name, regardless of case and blanks, or end with a hint."""
    names = [variable.name for variable in report.variables]
    if called in names:
        return called
    wanted = " ".join(called.casefold().split())
    for name in names:
        if name.casefold() == wanted:
            return name
    raise UnusableInput(
        f"{report.file}: no variable is called “{called}”; {name_meant(called, names)}"
    )


def no_such_loop(report: Report, called: str) -> UnusableInput:
    """Return the error for a loop that is not in a report, with the loop that was meant."""
    return UnusableInput(
        f"{report.file}: no loop is called “{called}”; {loop_meant(report, called)}"
    )
