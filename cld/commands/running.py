"""The work of `cld run`: reads the changes, runs the diagram, and prints what happens."""

from __future__ import annotations

import math
import sys

from cld.commands.options import (
    emit,
    mention_errors,
    paper_on,
    read_report,
    refuse_same_file,
    write_out,
)
from cld.commands.runwish import RunWish, wished_plan
from cld.commands.unusable import UnusableInput
from cld.core.diagram import Diagram
from cld.core.exits import DONE, FINDINGS
from cld.core.gate import STANDARD_OUT, shown
from cld.core.quantities import spoken_about
from cld.core.watch import Watch
from cld.leverage.apply import apply_changes
from cld.output.json_text import as_json
from cld.output.progress import Progress
from cld.output.run_picture import run_picture
from cld.output.run_values import made_values, run_table, sparkline
from cld.output.terminal import Paper
from cld.output.values import SCHEMA_VERSION, TOOL
from cld.paint.png import DOUBLE, png_file
from cld.paint.shapes import PLAIN, Sheet
from cld.paint.svg import svg_file
from cld.prose.margins import margin_words
from cld.prose.run import (
    basis_remarks,
    behaviour_remarks,
    draws_remarks,
    push_words,
    with_remarks,
)
from cld.prose.wording import ASCII
from cld.report import Report
from cld.sentences.naming import names_of
from cld.sentences.run import OTHER_RUNS, WITH, WITH_FROM
from cld.simulate.made import MadeRun, make_run
from cld.simulate.run import Run

_NAME = 28


def run_file(file: str, wish: RunWish, format_: str, output: str | None, color: str) -> int:
    """Run a file and print the result; return the exit code."""
    refuse_same_file(file, output)
    report = read_report(file)
    mention_errors(report)
    if not report.variables:
        raise UnusableInput(f"{report.file}: there is no variable to run")
    plan = wished_plan(report, wish)
    with Progress(quiet=output is None and sys.stdout.isatty()) as progress:
        watch = Watch(ask=progress)
        made = make_run(report.diagram, plan, wish.margins, wish.draws, watch)
    if format_ == "json":
        head = {"schema_version": SCHEMA_VERSION, "tool": TOOL, "file": report.file}
        emit(as_json({**head, **made_values(report.diagram, made)}, output), output)
    elif format_ in ("svg", "png"):
        _emit_picture(format_, run_picture(report.diagram, made), output)
    elif format_ == "csv":
        emit("".join(run_table(made.after or made.run, made.names)), output)
    else:
        with paper_on(output, color) as paper:
            _print_made(paper, report, made)
            others = [one.name for one in report.diagram.runs if one.name != plan.name]
            if plan.name and others and wish.name is None:
                paper.line("")
                paper.paragraph(OTHER_RUNS(names=names_of([f"“{name}”" for name in others])))
    return FINDINGS if _fails(made.after or made.run, wish.fail_if) else DONE


def _emit_picture(format_: str, page: Sheet, output: str | None) -> None:
    if format_ == "svg":
        emit(svg_file(page, PLAIN), output)
        return
    if output in (None, *STANDARD_OUT) and sys.stdout.isatty():
        raise UnusableInput("a terminal cannot show a PNG; name a file with -o OUT.png")
    write_out(png_file(page, DOUBLE), output)


def _print_made(paper: Paper, report: Report, made: MadeRun) -> None:
    if made.plan.name:
        paper.line((shown(made.plan.name), "bold"))
    _print(paper, report, made.run, made.names)
    for remark in draws_remarks(made.draws) if made.draws else ():
        paper.line("")
        paper.paragraph(remark)
    if made.intervention is None or made.after is None:
        return
    paper.line("")
    name, since = made.intervention.name, spoken_about(made.at)
    paper.line((WITH_FROM(name=name, time=since) if made.at else WITH(name=name), "bold"))
    for push in made.after.pushes[len(made.run.pushes) :]:
        paper.line((push_words(report.diagram, push) + ".", "bold"))
    _print_curves(paper, made.after, made.names)
    for remark in with_remarks(report.diagram, made.intervention, made.after):
        paper.line("")
        paper.paragraph(remark)
    changed = apply_changes(report.diagram, made.intervention.changes).diagram
    _print_margins(paper, changed, made.after)


def _print(paper: Paper, report: Report, run: Run, names: tuple[str, ...]) -> None:
    for push in run.pushes:
        paper.line((push_words(report.diagram, push) + ".", "bold"))
    _print_curves(paper, run, names)
    for remark in behaviour_remarks(run):
        paper.line("")
        paper.paragraph(remark)
    _print_margins(paper, report.diagram, run)
    for remark in basis_remarks(report.diagram, run):
        paper.line("")
        paper.paragraph(remark)


def _print_margins(paper: Paper, diagram: Diagram, run: Run) -> None:
    for one in run.margins:
        for words in margin_words(one):
            paper.line("")
            paper.paragraph(words.sentence)
            for line in words.lines:
                paper.paragraph(line, indent=2)


def _print_curves(paper: Paper, run: Run, names: tuple[str, ...]) -> None:
    for piece in run.pieces:
        if not len(piece.times):
            continue
        paper.line("")
        end = float(piece.times[-1])
        timed = all(one.part.timed for one in piece.outcomes)
        paper.line(
            (f"From 0 to {spoken_about(float(f'{end:.4g}')) if timed else f'{end:.4g} beats'}:", "")
        )
        wide = min(_NAME, max((len(n) for n in piece.names if n in names), default=0))
        for number, name in enumerate(piece.names):
            if name not in names:
                continue
            values = piece.values[:, number]
            drawn = sparkline(values, plain=paper.signs is ASCII)
            called = shown(name) if len(shown(name)) <= wide else shown(name)[: wide - 1] + "…"
            span = f"{values.min():.4g} to {values.max():.4g}, at the end {values[-1]:.4g}"
            paper.line("  ", called.ljust(wide), "  ", (drawn, "cyan"), f"  {span}")


def _fails(run: Run, wanted: str | None) -> bool:
    found = [outcome for piece in run.pieces for outcome in piece.outcomes]
    if wanted == "grows":
        return any(one.outcome == "grows" for one in found)
    return wanted == "oscillates" and any(
        one.period is not None and math.isfinite(one.period) for one in found
    )
