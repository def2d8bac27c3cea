"""`cld whatif FILE OPERATION…`: what would become of the loops."""

from __future__ import annotations

import sys

import click

from cld.commands.completion import file_names
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
from cld.core.diagram import Change, Intervention
from cld.core.exits import DONE
from cld.core.gate import say
from cld.core.suggest import closest
from cld.language.messages import SHAPES
from cld.language.source import source_of
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
    """Do something to a copy of FILE, and show what becomes of its loops.

    An OPERATION is one line of an intervention, or the name of an intervention of the file;
    several are done one after the other. The file itself is left as it is.

    \b
        cld whatif retry.cld "cut Retries -> Load"
        cld whatif retry.cld "add Timeouts (+)-> Circuit open (-)-> Load"
        cld whatif retry.cld "delay Latency -> Pods: 3min to 30s" "Circuit breaker"
    """
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


def _read(report: Report, words: str) -> tuple[Change, ...]:
    """The changes an operation, or an intervention of that name, consists of."""
    line = " ".join(words.split())
    source = source_of(f'intervention "What if" {{\n    {line}\n}}')
    errors = [finding for finding in source.diagnostics if finding.severity == "error"]
    changes = tuple(change for i in source.diagram.interventions for change in i.changes)
    if not errors and len(changes) == 1:
        return changes
    named = _called(report, words)
    if named is None:
        near = closest(words, [i.name for i in report.diagram.interventions])
        said = errors[0].message if errors else f"“{line}” is not one operation"
        hint = f"did you mean the intervention “{near}”?" if near else SHAPES["operation"]
        raise UnusableInput(f"{said}, and no intervention is called so; {hint}")
    if not named.changes:
        raise UnusableInput(f"“{words}” has no operations, so there is nothing to do")
    return named.changes


def _called(report: Report, name: str) -> Intervention | None:
    """The intervention of that name, exactly or case aside; refuse where several fit."""
    every = report.diagram.interventions
    found = [i for i in every if i.name == name]
    found = found or [i for i in every if i.name.casefold() == name.casefold()]
    if len(found) > 1:
        raise UnusableInput(f"{len(found)} interventions are called “{found[0].name}”")
    return found[0] if found else None


def _check(report: Report, changes: tuple[Change, ...]) -> None:
    """Refuse an operation that has nothing to work on; mention one that fits only half."""
    for _, found in misfits(report.diagram, changes):
        if not found.possible:
            raise UnusableInput(f"{report.file}: {found.message}; {found.hint}")
        say(f"{report.file}: {found.message}; {found.hint}")
