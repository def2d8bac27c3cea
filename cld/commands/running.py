"""The work of `cld run`: reads the changes, runs the diagram, and prints what happens."""

from __future__ import annotations

import math

from cld.commands.options import (
    emit,
    mention_errors,
    paper_on,
    read_report,
    refuse_same_file,
)
from cld.commands.runwish import RunWish, intervention_of, wished_plan
from cld.commands.unusable import UnusableInput
from cld.core.diagram import Diagram
from cld.core.exits import DONE, FINDINGS
from cld.core.gate import shown
from cld.core.quantities import spoken_about
from cld.leverage.apply import apply_changes
from cld.output.json_text import as_json
from cld.output.run_values import run_table, run_values, sparkline
from cld.output.terminal import Paper
from cld.output.values import SCHEMA_VERSION, TOOL
from cld.prose.margins import margin_words
from cld.prose.run import basis_remarks, behaviour_remarks, push_words, with_remarks
from cld.prose.wording import ASCII
from cld.report import Report
from cld.sentences.naming import names_of
from cld.sentences.run import OTHER_RUNS, WITH, WITH_FROM
from cld.simulate.after import run_with
from cld.simulate.run import Run, reached, run_diagram

_NAME = 28


def run_file(file: str, wish: RunWish, format_: str, output: str | None, color: str) -> int:
    """Run a file and print the result; return the exit code."""
    refuse_same_file(file, output)
    report = read_report(file)
    mention_errors(report)
    if not report.variables:
        raise UnusableInput(f"{report.file}: there is no variable to run")
    plan = wished_plan(report, wish)
    pushes = list(plan.pushes)
    beginning = next(iter(plan.beginnings), None)
    chosen = intervention_of(report, beginning.intervention) if beginning else None
    run = run_diagram(report.diagram, pushes, plan.length, margins=wish.margins)
    after = None
    if chosen and beginning:
        at, lasts = beginning.at, plan.length or _end(run)
        if at and lasts and not plan.length and lasts < 2 * at:
            lasts = 2 * at
            run = run_diagram(report.diagram, pushes, lasts, margins=wish.margins)
        after = run_with(report.diagram, chosen, pushes, lasts, wish.margins, at)
    names = plan.watched or tuple(reached(report.diagram, pushes))
    others = [one.name for one in report.diagram.runs if one.name != plan.name]
    if format_ == "json":
        head = {"schema_version": SCHEMA_VERSION, "tool": TOOL, "file": report.file}
        head["run"] = plan.name or None
        values = run_values(report.diagram, run, names)
        if chosen and after:
            told = run_values(report.diagram, after, names)
            told["remarks"] = list(with_remarks(report.diagram, chosen, after))
            at = beginning.at if beginning else 0.0
            values["with"] = {"intervention": chosen.name, "at": at, **told}
        emit(as_json({**head, **values}, output), output)
    elif format_ == "csv":
        emit("".join(run_table(after or run, names)), output)
    else:
        with paper_on(output, color) as paper:
            if plan.name:
                paper.line((f"{plan.name}", "bold"))
            _print(paper, report, run, names)
            if chosen and after and beginning:
                paper.line("")
                since = spoken_about(beginning.at)
                said = WITH_FROM(name=chosen.name, time=since) if beginning.at else ""
                paper.line((said or WITH(name=chosen.name), "bold"))
                for push in after.pushes[len(pushes) :]:
                    paper.line((push_words(push) + ".", "bold"))
                _print_curves(paper, after, names)
                for remark in with_remarks(report.diagram, chosen, after):
                    paper.line("")
                    paper.paragraph(remark)
                _print_margins(paper, apply_changes(report.diagram, chosen.changes).diagram, after)
            if plan.name and others and wish.name is None:
                paper.line("")
                paper.paragraph(OTHER_RUNS(names=names_of([f"“{name}”" for name in others])))
    return FINDINGS if _fails(after or run, wish.fail_if) else DONE


def _end(run: Run) -> float | None:
    """Return how long a run takes in seconds, or None if nothing ran."""
    return max((float(one.times[-1]) for one in run.pieces if len(one.times)), default=None)


def _print(paper: Paper, report: Report, run: Run, names: tuple[str, ...]) -> None:
    for push in run.pushes:
        paper.line((push_words(push) + ".", "bold"))
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
        for words in margin_words(diagram, one):
            paper.line("")
            paper.paragraph(words.sentence)
            for line in words.lines:
                paper.paragraph(line, indent=2)


def _print_curves(paper: Paper, run: Run, names: tuple[str, ...]) -> None:
    for piece in run.pieces:
        if not len(piece.times):
            continue
        paper.line("")
        paper.line((f"From 0 to {spoken_about(float(piece.times[-1]))}:", ""))
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
