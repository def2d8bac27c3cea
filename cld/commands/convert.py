"""`cld convert IN OUT`: convert a diagram from one format to another."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click

from cld.commands.completion import file_names
from cld.commands.options import emit
from cld.commands.unusable import UnusableInput
from cld.conversion import equations_in, written_as
from cld.core.exits import DONE, FINDINGS
from cld.core.files import FileError, read_bytes
from cld.core.gate import STANDARD_OUT, say
from cld.io.known import FORMATS, WRITTEN, format_of
from cld.io.limits import FormatError, too_much
from cld.io.opening import reading_of
from cld.io.recognise import Recognised, in_format, recognise
from cld.io.sketch import some_notes


class ConvertCommand(click.Command):
    """A command that takes OUT as an argument, and explains this if it is given with -o."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; refuse -o with the command to write."""
        place = next((n for n, word in enumerate(args) if word in ("-o", "--output")), None)
        if place is not None and place + 1 < len(args):
            kept = [*args[:place], *args[place + 2 :], args[place + 1]]
            ctx.fail(f"OUT is an argument; write `cld convert {shlex.join(kept)}`")
        return super().parse_args(ctx, args)


@click.command("convert", cls=ConvertCommand)
@click.argument("source", metavar="IN", required=False, shell_complete=file_names)
@click.argument("target", metavar="OUT", required=False, shell_complete=file_names)
@click.option("--from", "from_", type=click.Choice(sorted(FORMATS)), help="Format of IN.")
@click.option("--to", type=click.Choice(WRITTEN), help="Format of OUT.")
@click.option("--force", is_flag=True, help="Replace a model although its equations are lost.")
@click.option("--keep-duplicates", is_flag=True, help="Read equal names as several variables.")
@click.option("--list", "listed", is_flag=True, help="List the formats and exit.")
@click.option("-q", "--quiet", is_flag=True, help="Do not list what was changed or dropped.")
def convert_command(
    source: str | None,
    target: str | None,
    from_: str | None,
    to: str | None,
    force: bool,
    keep_duplicates: bool,
    listed: bool,
    quiet: bool,
) -> int:
    """Convert a diagram from one format to another.

    The format of IN is detected from its content, then from its name; --from overrides this.
    The format of OUT is taken from its extension or from --to. Use - for standard input or
    output. Features that the target format does not support are listed as dropped. If the target
    format keeps places and the diagram has none, a layout is computed.

    A file that contains a simulation model is not replaced without --force, since its equations
    would be lost.

    Exit code 1: some lines of IN could not be read. They are listed on standard error, and OUT
    contains the rest.
    """
    if listed:
        emit("".join(map("{}\n".format, _table())))
        return DONE
    if source is None or target is None:
        missing = "IN" if source is None else "OUT"
        raise click.UsageError(f"Missing argument '{missing}'.")
    name = _writer(target, to)
    try:
        data = read_bytes(source)
        found = Recognised(from_, in_format(data, from_)) if from_ else recognise(data, source)
        reading = reading_of(found, keep_duplicates)
    except FormatError as error:
        raise UnusableInput(f"{source}: {error}") from None
    except FileError as error:
        raise UnusableInput(str(error)) from None
    lost = 0 if target in STANDARD_OUT else equations_in(target)
    if lost != 0 and not force:
        has = f"has {_equations(lost)}" if lost else "may have equations that cld cannot read"
        raise UnusableInput(
            f"{target}: this file {has}, which would be lost: cld writes only "
            "variables and links; write to another file, or replace it with --force"
        )
    wrong = (finding.message for finding in found.decoded.diagnostics)
    unread = (*wrong, *reading.unread)
    written = written_as(reading.diagram, name)
    emit(written.text, target)
    for line in some_notes(unread):
        say(f"{source}: {line}")
    if unread and found.format == "cld":
        say(f"{source}: `cld check` shows how to fix {'this' if len(unread) == 1 else 'these'}")
    if lost:
        say(f"{target}: replaced; {_equations(lost)} of the old file {_are(lost)} lost")
    if not quiet:
        for note in (*found.notes, *reading.notes):
            say(f"{source}: {note}")
        if written.dropped:
            say(f"{target}: dropped: {'; '.join(map(_in_brackets, written.dropped))}")
        named = format_of(target)
        if named not in (None, name, FORMATS[name].within):
            say(f"{target}: written as {FORMATS[name].title}, although the name ends differently")
        why = too_much(reading.diagram) if name != "cld" else ""
        if why:
            say(f"{target}: written, but cld cannot read it back: {why}")
    return FINDINGS if unread else DONE


def _equations(count: int) -> str:
    return "1 equation" if count == 1 else f"{count:,} equations"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _table() -> Iterator[str]:
    """Yield the lines of the list of formats: the name, what cld does, suffixes, the title."""
    rows = [
        (
            name,
            "read, write" if format_.write else "read",
            " ".join(format_.suffixes)
            or (f"in {FORMATS[format_.within].title}" if format_.within else ""),
            format_.called or format_.title,
        )
        for name, format_ in FORMATS.items()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, (*widths, 0), strict=True)]
        yield "  ".join(cells).rstrip()


def _in_brackets(dropped: str) -> str:
    """Return `every (Pods)` for `every of Pods`."""
    what, _, names = dropped.partition(" of ")
    return f"{what} ({names})" if names else dropped


def _writer(path: str, named: str | None) -> str:
    name = named or format_of(path)
    if name is None and path in STANDARD_OUT:
        raise UnusableInput(
            f"{path}: standard output has no extension to infer the format from; add `--to cld` "
            "(or another format), or name a file such as diagram.cld"
        )
    if name is None:
        known = ", ".join(WRITTEN)
        raise UnusableInput(
            f"{path}: cannot infer the format from this name; pass --to with one of {known}"
        )
    if FORMATS[name].write is None:
        known = ", ".join(WRITTEN)
        raise UnusableInput(
            f"{path}: cld reads {FORMATS[name].title} but cannot write it; write one of {known}"
        )
    return name
