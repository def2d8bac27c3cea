"""`cld convert IN OUT`: convert a diagram from one format to another."""

from __future__ import annotations

import shlex

import click

from cld.commands.completion import file_names
from cld.commands.options import emit
from cld.commands.unusable import UnusableInput
from cld.core.exits import DONE, FINDINGS
from cld.core.files import FileError, read_bytes
from cld.core.gate import STANDARD_OUT, say
from cld.io.known import FORMATS, WRITTEN, Writes, format_of
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
@click.argument("source", metavar="IN", shell_complete=file_names)
@click.argument("target", metavar="OUT", shell_complete=file_names)
@click.option("--from", "from_", type=click.Choice(sorted(FORMATS)), help="Format of IN.")
@click.option("--to", type=click.Choice(WRITTEN), help="Format of OUT.")
@click.option("-q", "--quiet", is_flag=True, help="Do not list what was changed or dropped.")
def convert_command(
    source: str, target: str, from_: str | None, to: str | None, quiet: bool
) -> int:
    """Convert a diagram from one format to another.

    The format of IN is detected from its content, then from its name; --from overrides this.
    The format of OUT is taken from its extension or from --to. Use - for standard input or
    output. Features that the target format does not support are listed as dropped.

    Exit code 1: some lines of IN could not be read. They are listed on standard error, and OUT
    contains the rest.
    """
    name, write = _writer(target, to)
    try:
        data = read_bytes(source)
        found = Recognised(from_, in_format(data, from_)) if from_ else recognise(data, source)
        reading = reading_of(found)
    except FormatError as error:
        raise UnusableInput(f"{source}: {error}") from None
    except FileError as error:
        raise UnusableInput(str(error)) from None
    wrong = (finding.message for finding in found.decoded.diagnostics)
    unread = (*wrong, *reading.unread)
    written = write(reading.diagram)
    emit(written.text, target)
    for line in some_notes(unread):
        say(f"{source}: {line}")
    if unread and found.format == "cld":
        say(f"{source}: `cld check` shows how to fix {'this' if len(unread) == 1 else 'these'}")
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


def _in_brackets(dropped: str) -> str:
    """Return `every (Pods)` for `every of Pods`."""
    what, _, names = dropped.partition(" of ")
    return f"{what} ({names})" if names else dropped


def _writer(path: str, named: str | None) -> tuple[str, Writes]:
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
    write = FORMATS[name].write
    if write is None:
        known = ", ".join(WRITTEN)
        raise UnusableInput(
            f"{path}: cld reads {FORMATS[name].title} but cannot write it; write one of {known}"
        )
    return name, write
