"""The work of `cld run`: reads the changes, runs the diagram, and prints what happens."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from cld.commands.options import (
    emit,
    mention_errors,
    paper_on,
    read_report,
    refuse_same_file,
    variable_called,
)
from cld.commands.unusable import UnusableInput
from cld.core.diagram import Diagram, Intervention
from cld.core.exits import DONE, FINDINGS
from cld.core.gate import shown
from cld.core.quantities import QuantityError, length, spoken_about
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
from cld.sentences.run import WITH
from cld.simulate.after import run_with
from cld.simulate.run import PushKind, Run, TimedPush, first_push, reached, run_diagram

_PUSH = re.compile(
    r"\s*(?P<name>.*?)\s+(?P<amount>[-+\u2212]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,2})?)"
    r"(?:\s+at\s+(?P<at>\d\S*(?:\s+[a-z]+)?))?(?:\s+for\s+(?P<lasts>\d\S*(?:\s+[a-z]+)?))?\s*"
)
_NAME = 28
# The largest amount of a change.
MOST_AMOUNT = 1e9


@dataclass(frozen=True, slots=True)
class RunWish:
    """The options of `cld run`: changes as words by their kind, the name of an intervention, the
    length, the variables to show, whether to look for margins, and the behaviour that is a
    failure."""

    changes: Mapping[str, Sequence[str]]
    intervention: str | None
    lasting: str | None
    watched: str | None
    margins: bool
    fail_if: str | None


def run_file(file: str, wish: RunWish, format_: str, output: str | None, color: str) -> int:
    """Run a file and print the result; return the exit code."""
    refuse_same_file(file, output)
    report = read_report(file)
    mention_errors(report)
    if not report.variables:
        raise UnusableInput(f"{report.file}: there is no variable to run")
    pushes = [
        _push(report, cast(PushKind, kind), words)
        for kind, said in wish.changes.items()
        for words in said
    ] or [first_push(report.diagram)]
    _refuse_contradictions(pushes)
    chosen = _intervention(report, wish.intervention) if wish.intervention else None
    length_ = _time("--for", wish.lasting) if wish.lasting else None
    late = next((push for push in pushes if length_ and push.at >= length_), None)
    if late is not None and length_ is not None:
        raise UnusableInput(
            f"--{late.kind}: {late.variable} changes at {spoken_about(late.at)}, after the end of "
            f"the run of {spoken_about(length_)}; make --for longer"
        )
    run = run_diagram(report.diagram, pushes, length_, margins=wish.margins)
    lasts = length_ or max((float(p.times[-1]) for p in run.pieces if len(p.times)), default=None)
    after = run_with(report.diagram, chosen, pushes, lasts, wish.margins) if chosen else None
    names = _watched(report, wish.watched, pushes)
    if format_ == "json":
        head = {"schema_version": SCHEMA_VERSION, "tool": TOOL, "file": report.file}
        values = run_values(report.diagram, run, names)
        if chosen and after:
            told = run_values(report.diagram, after, names)
            told["remarks"] = list(with_remarks(report.diagram, chosen, after))
            values["with"] = {"intervention": chosen.name, **told}
        emit(as_json({**head, **values}, output), output)
    elif format_ == "csv":
        emit("".join(run_table(after or run, names)), output)
    else:
        with paper_on(output, color) as paper:
            _print(paper, report, run, names)
            if chosen and after:
                paper.line("")
                paper.line((WITH(name=chosen.name), "bold"))
                for push in after.pushes[len(pushes) :]:
                    paper.line((push_words(push) + ".", "bold"))
                _print_curves(paper, after, names)
                for remark in with_remarks(report.diagram, chosen, after):
                    paper.line("")
                    paper.paragraph(remark)
                _print_margins(paper, apply_changes(report.diagram, chosen.changes).diagram, after)
    return FINDINGS if _fails(after or run, wish.fail_if) else DONE


def _intervention(report: Report, name: str) -> Intervention:
    known = {one.name: one for one in report.diagram.interventions}
    folded = {key.casefold(): one for key, one in known.items()}
    found = known.get(name) or folded.get(name.casefold())
    if found is None:
        listed = names_of(list(known)) if known else ""
        hint = f"; the file has {listed}" if listed else "; the file contains no interventions"
        raise UnusableInput(f"--with: no intervention is called “{name}”{hint}")
    return found


def _push(report: Report, kind: PushKind, words: str) -> TimedPush:
    found = _PUSH.fullmatch(words)
    if not found or (kind != "step" and found.group("lasts")):
        raise UnusableInput(
            f"--{kind}: “{words}” is not a change; write one like "
            + ('"Load 1 at 10s for 2min"' if kind == "step" else '"Load 1"')
        )
    name = variable_called(report, found.group("name"))
    if kind == "jump" and name not in report.diagram.stocks:
        raise UnusableInput(f"--jump: {name} is not marked as a stock; use --step")
    at, lasts = found.group("at"), found.group("lasts")
    if kind == "hold" and at:
        raise UnusableInput(f"--hold: “{words}”: a variable is kept from the start; leave out `at`")
    if abs(float(found.group("amount").replace("\u2212", "-"))) > MOST_AMOUNT:
        raise UnusableInput(f"--{kind}: “{words}”: the amount is larger than {MOST_AMOUNT:g}")
    return TimedPush(
        kind,
        name,
        float(found.group("amount").replace("\u2212", "-")),
        _time(f"--{kind}", at) if at else 0.0,
        _time(f"--{kind}", lasts) if lasts else math.inf,
    )


def _refuse_contradictions(pushes: Sequence[TimedPush]) -> None:
    """Refuse a second change of a variable that is kept at a value."""
    held = [push.variable for push in pushes if push.kind == "hold"]
    for name in held:
        if sum(push.variable == name for push in pushes) > 1:
            raise UnusableInput(f"--hold: {name} is kept at a value, so nothing else can change it")


def _time(option: str, words: str) -> float:
    try:
        seconds = length(words.strip())
    except QuantityError as error:
        raise UnusableInput(f"{option}: {error}") from None
    if not 0 < seconds < 1e12:
        raise UnusableInput(f"{option}: “{words}” is not a time in which something happens")
    return seconds


def _watched(report: Report, words: str | None, pushes: Sequence[TimedPush]) -> tuple[str, ...]:
    if words is None:
        return tuple(reached(report.diagram, pushes))
    found = tuple(
        variable_called(report, name.strip()) for name in words.split(",") if name.strip()
    )
    if not found:
        raise UnusableInput(f"--watch: “{words}” names no variable")
    return found


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
