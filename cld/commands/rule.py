"""`cld rule CODE`: explain a finding."""

from __future__ import annotations

import click

from cld.commands.misread import rule_meant
from cld.commands.options import color_option, emit, format_option
from cld.commands.unusable import UnusableInput
from cld.core.diagnostics import RULES, Rule
from cld.core.exits import DONE
from cld.core.gate import shown
from cld.output.json_text import as_json
from cld.output.terminal import SEVERITY_STYLES, Paper
from cld.rules.rulebook import rule_page


@click.command("rule")
@click.argument("code", required=False)
@format_option("text", "json", "markdown")
@color_option
def rule_command(code: str | None, format_: str, color: str) -> int:
    """Explain the finding CODE, with a bad and a good example.

    CODE is a code (CLD501) or a name (unknown-polarity). Without CODE, all rules are listed.
    """
    if code is None:
        _list(format_, color)
        return DONE
    found = _called(code)
    page = rule_page(found.code)
    if format_ == "json":
        values = {"code": found.code, "rule": found.name, "severity": found.severity}
        emit(as_json({**values, "why": page.why, "bad": page.bad, "good": page.good}))
    elif format_ == "markdown":
        bad, good = _clean(page.bad), _clean(page.good)
        emit(
            f"# {found.code} {found.name} ({found.severity})\n\n{page.why}\n\n"
            f"## Bad\n\n```cld\n{bad}```\n\n## Good\n\n```cld\n{good}```\n"
        )
    else:
        paper = Paper(color)
        style = SEVERITY_STYLES[found.severity]
        paper.line((f"{found.code} {found.name}", "bold"), "  ", (found.severity, style))
        for paragraph in page.why.split("\n\n"):
            paper.line("")
            paper.paragraph(paragraph)
        for title, example in (("Bad", page.bad), ("Good", page.good)):
            paper.line("")
            paper.line((title, "bold"))
            for line in example.splitlines():
                paper.line(f"    {line}")
    return DONE


def _called(code: str) -> Rule:
    for found in RULES.values():
        if code.strip().casefold() in (found.code.casefold(), found.name):
            return found
    raise UnusableInput(f"no rule is called “{code}”; {rule_meant(code)}")


def _clean(example: str) -> str:
    """An example without the control character that one of them is about."""
    return "".join(f"{shown(line)}\n" for line in example.splitlines())


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
