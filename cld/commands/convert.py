"""`cld convert IN OUT`: from and to other formats."""

from __future__ import annotations

import click

from cld.commands.completion import file_names
from cld.commands.options import emit
from cld.commands.unusable import UnusableInput
from cld.exits import DONE
from cld.files import FileError, read_bytes
from cld.gate import say
from cld.io.exchange import FormatError
from cld.io.formats import FORMATS, Format, format_of
from cld.source import decode


@click.command()
@click.argument("source", metavar="IN", shell_complete=file_names)
@click.argument("target", metavar="OUT", shell_complete=file_names)
@click.option("--from", "from_", type=click.Choice(sorted(FORMATS)), help="The format of IN.")
@click.option("--to", type=click.Choice(sorted(FORMATS)), help="The format of OUT.")
@click.option("-q", "--quiet", is_flag=True, help="Do not say what was changed or dropped.")
def convert(source: str, target: str, from_: str | None, to: str | None, quiet: bool) -> int:
    """Convert a diagram from one format to another.

    The formats follow from the file names (.cld .json .csv .graphml .dot .mmd) unless --from
    and --to name them; - is standard input or output. What a format cannot hold is listed
    as dropped.
    """
    reader = _format(source, from_, "--from")
    writer = _format(target, to, "--to")
    try:
        reading = reader.read(decode(read_bytes(source)).text)
    except (FileError, FormatError) as error:
        said = str(error)
        raise UnusableInput(said if said.startswith(source) else f"{source}: {said}") from None
    written = writer.write(reading.diagram)
    emit(written.text, target)
    if not quiet:
        for note in reading.notes:
            say(f"{source}: {note}")
        if written.dropped:
            say(f"{target}: dropped: {'; '.join(written.dropped)}")
    return DONE


def _format(path: str, named: str | None, option: str) -> Format:
    name = named or format_of(path)
    if name is None:
        known = ", ".join(sorted(FORMATS))
        raise UnusableInput(f"{path}: its name does not tell the format; {option} does ({known})")
    return FORMATS[name]
