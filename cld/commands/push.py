"""`cld push FILE VARIABLE`: what ends up higher and lower after a variable is pushed up."""

from __future__ import annotations

import click

from cld.commands.completion import file_names
from cld.commands.options import (
    color_option,
    emit,
    format_option,
    mention_errors,
    read_report,
    variable_called,
)
from cld.core.exits import DONE
from cld.core.gate import shown
from cld.output.json_text import as_json
from cld.output.markdown_text import markdown_escaped
from cld.output.push_values import push_values
from cld.output.terminal import Paper
from cld.output.values import SCHEMA_VERSION, TOOL
from cld.prose.push import push_heading, push_remarks, push_rows
from cld.prose.wording import broken
from cld.simulate.answers import Push
from cld.simulate.push import pushed

_STYLES = {"higher": "bold green", "lower": "bold magenta"}


@click.command("push")
@click.argument("file", shell_complete=file_names)
@click.argument("variable")
@click.option(
    "--hold", is_flag=True, help="Keep VARIABLE at the higher level; no link moves it back."
)
@format_option("text", "json", "markdown")
@color_option
def push_command(file: str, variable: str, hold: bool, format_: str, color: str) -> int:
    """Show the variables that end up higher and lower after VARIABLE is pushed up.

    The signs of the links decide it, as far as they can, for all strengths with which the system
    settles. Delays do not matter for that. The result names the stocks it rests on, and the
    parts of the diagram that cannot settle as they are drawn.
    """
    report = read_report(file)
    mention_errors(report)
    found = pushed(report.diagram, variable_called(report, variable), hold)
    if format_ == "json":
        head = {"schema_version": SCHEMA_VERSION, "tool": TOOL, "file": report.file}
        emit(as_json({**head, **push_values(report.diagram, found)}))
    elif format_ == "markdown":
        rows = [f"- **{kind}**: {', '.join(names)}" for kind, names in _escaped(found)]
        remarks = [markdown_escaped(one) for one in push_remarks(report.diagram, found)]
        paragraphs = [markdown_escaped(push_heading(found)), "\n".join(rows), *remarks]
        emit("\n\n".join(paragraphs) + "\n")
    else:
        paper = Paper(color)
        paper.paragraph(push_heading(found))
        paper.line("")
        rows_ = list(push_rows(found))
        wide = max((len(kind) for kind, _ in rows_), default=0)
        for kind, names in rows_:
            words = [shown(name) + "," * (n < len(names)) for n, name in enumerate(names, 1)]
            first, *rest = broken(" ".join(words).split(), paper.width - wide - 4)
            paper.line("  ", (kind.ljust(wide), _STYLES.get(kind, "bold")), f"  {first}")
            for line in rest:
                paper.line(" " * (wide + 4) + line)
        for remark in push_remarks(report.diagram, found):
            paper.line("")
            paper.paragraph(remark)
    return DONE


def _escaped(found: Push) -> list[tuple[str, list[str]]]:
    return [(kind, list(map(markdown_escaped, names))) for kind, names in push_rows(found)]
