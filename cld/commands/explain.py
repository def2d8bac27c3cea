"""`cld explain FILE LOOP`: explain a loop, link by link."""

from __future__ import annotations

import click

from cld.commands.completion import file_names
from cld.commands.options import (
    budget_option,
    color_option,
    emit,
    format_option,
    mention_errors,
    no_such_loop,
    read_report,
)
from cld.core.exits import DONE
from cld.core.gate import shown
from cld.loops.loop import Loop
from cld.output.json_text import as_json
from cld.output.markdown_text import markdown_escaped
from cld.output.terminal import TYPE_STYLES, Paper
from cld.output.values import loop_values
from cld.prose.reading import reading
from cld.prose.wording import broken
from cld.report import Report
from cld.simulate.order import parts_in_order


@click.command("explain")
@click.argument("file", shell_complete=file_names)
@click.argument("loop")
@format_option("text", "json", "markdown")
@budget_option
@color_option
def explain_command(file: str, loop: str, format_: str, budget: float, color: str) -> int:
    """Explain one loop of FILE, link by link.

    LOOP is an id (R1), a name ("Retry storm") or the variables in order ("Load, Latency").
    `cld analyze FILE` lists the loops.
    """
    report = read_report(file, budget)
    mention_errors(report)
    found = report.loop(loop)
    if found is None:
        raise no_such_loop(report, loop)
    *paragraphs, basis = reading(report, found)
    paragraphs += [*_margins(report, found), basis]
    if format_ == "json":
        emit(as_json({**loop_values(report, found), "reading": paragraphs}))
    elif format_ == "markdown":
        emit("\n\n".join(markdown_escaped(paragraph) for paragraph in paragraphs) + "\n")
    else:
        paper = Paper(color)
        for number, paragraph in enumerate(paragraphs):
            lines = broken(shown(paragraph).split(), paper.width - 3)
            style = TYPE_STYLES[found.type] if number == 0 else ""
            numbered = paragraph[:1].isdigit()
            paper.line((lines[0], style))
            for line in lines[1:]:
                paper.line(("   " if numbered else "") + line)
            if not numbered or not "".join(paragraphs[number + 1 : number + 2])[:1].isdigit():
                paper.line("")
    return DONE


def _margins(report: Report, loop: Loop) -> list[str]:
    """Return the outcome with the strengths of the file, if it states all those of the part of a
    loop."""
    by_ends = {link.ends: link for link in report.diagram.links}
    if any(link.gain is None for link in loop.links):
        return []
    part = next((p for p in parts_in_order(report.diagram) if loop.variables[0] in p), ())
    inside = [by_ends[ends] for ends in by_ends if set(ends) <= set(part)]
    if any(link.gain is None for link in inside):
        return []
    from cld.prose.margins import loop_margin_words  # numpy is slow to load
    from cld.simulate.margins import part_margins
    from cld.simulate.model import model_of

    model = model_of(report.diagram)
    (own,) = [one for one in model.parts if loop.variables[0] in one.names]
    if not set(loop.ends) <= set(own.links):
        return []  # nothing moves a constant, and a link of strength 0 moves nothing
    found = []
    for words in loop_margin_words(loop, part_margins(model, own)):
        rest = "; ".join(words.lines)
        found.append(f"{words.sentence} {rest}." if rest else words.sentence)
    return found
