"""`cld whatif FILE OPERATION…`: show how a change would affect the loops."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from cld.commands.completion import file_names
from cld.commands.misread import operation_hint
from cld.commands.options import (
    budget_option,
    color_option,
    emit,
    format_option,
    mention_errors,
    read_report,
    write_pieces,
)
from cld.commands.unusable import UnusableInput
from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Change, Intervention
from cld.core.exits import DONE
from cld.core.gate import say
from cld.core.suggest import OPERATIONS, near_name
from cld.language.notations import misread_in
from cld.language.shapes import SHAPES
from cld.language.source import Source, source_of
from cld.leverage.fit import misfits
from cld.output.terminal import Paper
from cld.output.whatif_page import print_whatif, whatif_json, whatif_markdown
from cld.report import Report


@click.command("whatif")
@click.argument("file", shell_complete=file_names)
@click.argument("operations", nargs=-1, required=True, metavar="OPERATION...")
@format_option("text", "json", "markdown")
@budget_option
@color_option
def whatif_command(
    file: str, operations: tuple[str, ...], format_: str, budget: float, color: str
) -> int:
    """Show how a change to the diagram would affect its loops.

    An OPERATION is one line of an intervention, or the name of an intervention in FILE. Several
    operations are applied one after the other. FILE itself is not changed.

    \b
        cld whatif retry.cld "cut Retries -> Load"
        cld whatif retry.cld "add Timeouts (+)-> Circuit open (-)-> Load"
        cld whatif retry.cld "delay Latency -> Pods: 3min to 30s" "Circuit breaker"
    """
    _refuse_unquoted(operations)
    report = read_report(file, budget)
    mention_errors(report)
    changes = tuple(change for words in operations for change in _read(report, words))
    _check(report, changes)
    found = report.judge(Intervention("; ".join(operations), changes))
    after = report.after(changes)
    if format_ == "json":
        write_pieces(whatif_json(report, after, found, operations), sys.stdout)
    elif format_ == "markdown":
        emit(whatif_markdown(report, after, found))
    else:
        print_whatif(Paper(color), report, after, found)
    return DONE


def _refuse_unquoted(operations: Sequence[str]) -> None:
    """Refuse an operation without quotes, of which the shell takes `> B` for a file to write."""
    words = " ".join(operations)
    if operations[-1] == "-" or (len(operations) > 1 and operations[0].casefold() in OPERATIONS):
        whole = f"{words}> …" if operations[-1] == "-" else words
        raise UnusableInput(f'put the whole operation in quotes: "{whole}"')


def _read(report: Report, words: str) -> tuple[Change, ...]:
    """Return the changes of an operation, or of the intervention with that name."""
    line = " ".join(words.split())
    source = _source(line)
    errors = _errors(source)
    changes = tuple(change for i in source.diagram.interventions for change in i.changes)
    if not errors and len(changes) == 1:
        return changes
    named = _called(report, words)
    if named is None:
        raise UnusableInput(_not_an_operation(report, line, errors))
    if not named.changes:
        raise UnusableInput(
            f"the intervention “{named.name}” has no operations, so it changes nothing; "
            "add one to it, or type an operation"
        )
    return named.changes


def _not_an_operation(report: Report, line: str, errors: Sequence[Diagnostic]) -> str:
    """Return the message for words that are neither an operation nor an intervention."""
    interventions = [i.name for i in report.diagram.interventions]
    if not errors:
        return f"“{line}” is not one operation; {SHAPES['operation']}"
    verb, _, rest = line.partition(" ")
    if verb in OPERATIONS:
        link, colon, tail = rest.partition(":")
        misread = misread_in(link, "link")
        said = misread.message if misread else errors[0].message
        instead = misread.instead.replace(" (?)->", " ->") if misread else ""
        better = f"{verb} {instead}{colon}{tail}"
        if instead and not _errors(_source(better)):
            return f"“{line}”: {said}; write `{better}`"
        return f"“{line}”: {said}; write it like {OPERATIONS[verb]}"
    said = f"unknown operation `{verb}` (and no intervention has that name)"
    near = near_name(line, interventions)
    if near is not None:
        return f"{said}; did you mean the intervention “{near}”?"
    better, hint = operation_hint(line, SHAPES["operation"])
    if better and not _errors(_source(better)):
        hint = f"did you mean `{better}`?"
    return f"{said}; {hint}"


def _source(line: str) -> Source:
    return source_of(f'intervention "What if" {{\n    {line}\n}}')


def _errors(source: Source) -> list[Diagnostic]:
    return [finding for finding in source.diagnostics if finding.severity == "error"]


def _called(report: Report, name: str) -> Intervention | None:
    """Return the intervention with that name, regardless of case; refuse if several have it."""
    every = report.diagram.interventions
    found = [i for i in every if i.name == name]
    found = found or [i for i in every if i.name.casefold() == name.casefold()]
    if len(found) > 1:
        raise UnusableInput(
            f"{len(found)} interventions are called “{found[0].name}”; "
            "give each its own name in the file"
        )
    return found[0] if found else None


def _check(report: Report, changes: tuple[Change, ...]) -> None:
    """Refuse an operation that cannot be applied; mention one that only partly fits."""
    for _, found in misfits(report.diagram, changes):
        if not found.possible:
            raise UnusableInput(f"{report.file}: {found.message}; {found.hint}")
        say(f"{report.file}: {found.message}; {found.hint}")
