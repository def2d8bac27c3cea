"""`cld fmt FILE…`: write files in canonical form."""

from __future__ import annotations

import difflib
import io
import sys

import click

from cld.commands.completion import file_names
from cld.commands.options import color_option
from cld.commands.unusable import UnusableInput
from cld.core.diagnostics import Diagnostic
from cld.core.exits import DONE, FINDINGS, UNUSABLE
from cld.core.files import FileError, is_device, is_folder, read_bytes, write_atomically
from cld.core.gate import say, shown
from cld.io.known import FORMATS
from cld.io.limits import FormatError
from cld.io.recognise import recognise
from cld.language.format import format_syntax
from cld.language.source import Decoded, Source, source_of
from cld.output.findings import print_findings
from cld.output.terminal import Paper
from cld.prose.wording import plural


@click.command("fmt")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=file_names)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; print the changes as a patch.")
@color_option
def fmt_command(files: tuple[str, ...], check: bool, diff: bool, color: str) -> int:
    """Write each FILE in canonical form. The meaning and all comments are kept.

    A statement that cannot be read is left unchanged and reported (exit code 1). Use - to read
    standard input and write standard output.
    """
    code, changed, failed = DONE, 0, 0
    for file in files:
        try:
            source, canonical, decoded, errors = _canonical(file)
            print_findings(Paper(color, sys.stderr), file, source.lines, errors)
            differs = canonical != source.text
            if diff:
                _print_diff(file, source.text, canonical)
            if not (check or diff):
                _write(file, canonical, decoded, differs)
        except (FileError, UnusableInput) as error:
            say(str(error))
            code, failed = UNUSABLE, failed + 1
            continue
        changed += differs
        if errors or (differs and (check or diff)):
            code = max(code, FINDINGS)
    if files != ("-",):
        would = "would be " if check or diff else ""
        said = (
            f"{plural(changed, 'file')} {would}changed, {len(files) - changed - failed} unchanged"
        )
        say(f"{said}, {failed} failed" if failed else said)
    return code


def _canonical(file: str) -> tuple[Source, str, Decoded, list[Diagnostic]]:
    """Return the source, its canonical text, its encoding, and the errors found while reading."""
    if file != "-" and is_device(file) and not is_folder(file):
        raise FileError(f"{file}: this is a pipe or a device, not a regular file; use - instead")
    data = read_bytes(file)
    try:
        found = recognise(data, "-" if file == "-" else f"{file}.cld")
    except FormatError as error:
        raise FileError(f"{file}: {error}") from None
    if found.format != "cld":
        title = FORMATS[found.format].title
        raise FileError(
            f"{file}: this is {title}; only .cld files are formatted, so convert it first "
            "(`cld convert`)"
        )
    decoded = found.decoded
    source = source_of(decoded.text)
    if decoded.diagnostics or len(source.text) != len(decoded.text):
        first = (*decoded.diagnostics, *source.diagnostics)[0]
        raise FileError(f"{file}: {first.message}; the file was not changed")
    canonical = format_syntax(source.syntax)
    if source_of(canonical).diagram != source.diagram:
        raise FileError(
            f"{file}: internal error: the formatted text would mean something else, so the file "
            "was not changed; please report it with the file"
        )
    if source.text.count("\r\n") * 2 > source.text.count("\n"):
        canonical = canonical.replace("\n", "\r\n")
    errors = [d for s in source.syntax.statements for d in s.parsed.diagnostics]
    placed = [d for d in source.diagnostics if d.severity == "error" and d.code < "CLD2"]
    return source, canonical, decoded, placed if errors else []


def _write(file: str, text: str, decoded: Decoded, differs: bool) -> None:
    if file == "-" and sys.stdout.isatty():
        sys.stdout.write(text)  # through the gate; a file or a pipe gets the bytes
    elif file == "-":
        sys.stdout.buffer.write(decoded.encode(text))
    elif differs:
        write_atomically(file, decoded.encode(text))


def _print_diff(file: str, before: str, after: str) -> None:
    """Print a patch. In a file or a pipe its lines are those of the file, byte for byte: a line
    ends at a line feed and nowhere else, as `patch` and git read it."""
    old, new = (list(io.StringIO(text, newline="\n")) for text in (before, after))
    for line in difflib.unified_diff(old, new, _named(file), _named(f"{file} (formatted)")):
        sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")


def _named(file: str) -> str:
    """Return a name for the header of a patch, quoted as git does where that is needed."""
    if shown(file) == file:
        return file
    escaped = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}"
        for byte in file.encode("utf-8", "surrogateescape")
    )
    return f'"{escaped}"'
