"""`cld rule CODE`: why a finding matters."""

from __future__ import annotations

import click

from cld.commands.options import color_option, emit, format_option
from cld.commands.unusable import UnusableInput
from cld.core.diagnostics import RULES, Rule
from cld.core.exits import DONE
from cld.core.suggest import did_you_mean
from cld.output.json_text import as_json
from cld.output.terminal import SEVERITY_STYLES, Paper
from cld.rules.rulebook import rule_page


@click.command("rule")
@click.argument("code", required=False)
@format_option("text", "json", "markdown")
@color_option
def rule_command(code: str | None, format_: str, color: str) -> int:
    """Say why the finding CODE matters, with a bad and a good example; without CODE list all."""
    if code is None:
        _list(format_, color)
        return DONE
    found = _called(code)
    told = rule_page(found.code)
    if format_ == "json":
        values = {"code": found.code, "rule": found.name, "severity": found.severity}
        emit(as_json({**values, "why": told.why, "bad": told.bad, "good": told.good}))
    elif format_ == "markdown":
        emit(
            f"# {found.code} {found.name} ({found.severity})\n\n{told.why}\n\n"
            f"## Bad\n\n```cld\n{told.bad}```\n\n## Good\n\n```cld\n{told.good}```\n"
        )
    else:
        paper = Paper(color)
        style = SEVERITY_STYLES[found.severity]
        paper.line((f"{found.code} {found.name}", "bold"), "  ", (found.severity, style))
        for paragraph in told.why.split("\n\n"):
            paper.line("")
            paper.paragraph(paragraph)
        for title, example in (("Bad", told.bad), ("Good", told.good)):
            paper.line("")
            paper.line((title, "bold"))
            for line in example.splitlines():
                paper.line(f"    {line}")
    return DONE


def _called(code: str) -> Rule:
    for found in RULES.values():
        if code.strip().casefold() in (found.code.casefold(), found.name):
            return found
    names = [*RULES, *(found.name for found in RULES.values())]
    hint = did_you_mean(code, names) or "`cld rule` lists them all"
    raise UnusableInput(f"there is no rule “{code}”; {hint}")


def _list(format_: str, color: str) -> None:
    if format_ == "json":
        rules = RULES.values()
        emit(as_json([{"code": r.code, "rule": r.name, "severity": r.severity} for r in rules]))
        return
    if format_ == "markdown":
        rows = [f"| {r.code} | {r.name} | {r.severity} |" for r in RULES.values()]
        emit("\n".join(["| code | rule | severity |", "| --- | --- | --- |", *rows, ""]))
        return
    paper = Paper(color)
    for found in RULES.values():
        style = SEVERITY_STYLES[found.severity]
        paper.line(f"{found.code}  {found.name:<26}", (found.severity, style))
