"""The report of `cld analyze`, made for reading."""

from __future__ import annotations

from collections.abc import Sequence

from cld.core.diagnostics import Diagnostic
from cld.core.gate import shown
from cld.loops.loop import TYPE_NAMES, Loop
from cld.output.findings import print_findings, summary
from cld.output.sections import SECTIONS, ReportSection
from cld.output.terminal import TYPE_STYLES, Paper
from cld.prose.loops import (
    controller_words,
    counts_words,
    delay_words,
    filled_steps,
    loop_goal_words,
    protection_words,
    rest_words,
    round_trip,
    swing_words,
)
from cld.prose.verified import verified_words
from cld.prose.wording import broken, plural
from cld.report import Report
from cld.selection import Selection, Wish

DEFAULT_WISH = Wish()
MOST_ALIKE = 2
MOST_LINES = 10


def print_report(
    paper: Paper, report: Report, selection: Selection, wish: Wish = DEFAULT_WISH
) -> None:
    """Print title, counts, loops as sentences, and findings."""
    paper.paragraph(report.title or report.file, style="bold")
    paper.paragraph(counts_words(report))
    for said in verified_words(report):
        paper.paragraph(said)
    paper.line("")
    for loop in selection.loops:
        _print_loop(paper, report, loop)
    rest = rest_words(report, selection, wish)
    if rest:
        paper.paragraph(rest)
        paper.line("")
    for section in SECTIONS:
        _print_section(paper, section, report)
    _print_findings(paper, report)


def _print_section(paper: Paper, section: ReportSection, report: Report) -> None:
    """Print what a section says under its title; past `most` how many more there are, and what
    shows all."""
    said = tuple(section.says(report))
    if not said:
        return
    paper.line((section.title(report), "bold"))
    for statement in said[: section.most]:
        _print_note(paper, statement.text)
        for line in statement.beneath:
            paper.paragraph(line, 4)
    if len(said) > section.most:
        paper.line(f"    and {len(said) - section.most:,} more: {section.shows_all} them all")
    paper.line("")


def _print_loop(paper: Paper, report: Report, loop: Loop) -> None:
    facts = [TYPE_NAMES[loop.type], plural(len(loop.links), "link"), delay_words(report, loop)]
    pieces = [f"{fact} {paper.signs.dot}" for fact in ([loop.name] if loop.name else [])]
    pieces += [f"{fact} {paper.signs.dot}" for fact in facts[:-1]] + facts[-1:]
    first, *rest = broken(pieces, paper.width - len(loop.id) - 2)
    paper.line((loop.id, TYPE_STYLES[loop.type]), f"  {first}")
    for line in rest:
        paper.line(f"    {line}")
    for line in filled_steps([shown(s) for s in round_trip(loop, paper.signs)], paper.width - 4):
        paper.line(f"    {line}")
    for said in controller_words(report, loop):
        paper.paragraph(said, 4)
    held = protection_words(report, loop)
    if held:
        paper.paragraph(held, 4)
    swing = swing_words(report, loop)
    if swing and report.delay(loop).known:
        paper.paragraph(swing, 4)
    goal = loop_goal_words(report.diagram, loop)
    if goal:
        paper.paragraph(f"goal: {goal}", 4)
    paper.line("")


def _print_findings(paper: Paper, report: Report) -> None:
    findings = report.diagnostics
    if not findings:
        paper.line("No findings.")
        return
    paper.line((f"Findings: {summary(findings)}", "bold"))
    paper.line("")
    grave = [finding for finding in findings if finding.severity != "info"]
    print_findings(paper, report.file, report.source.lines, grave)
    notes = [finding for finding in findings if finding.severity == "info"]
    _print_notes(paper, report, notes)


def _print_notes(paper: Paper, report: Report, notes: Sequence[Diagnostic]) -> None:
    """Notes take a line each, many of one kind one line: they are worth a thought, no alarm."""
    if not notes:
        return
    paper.line(("Worth a thought", "bold"))
    kinds: dict[str, list[Diagnostic]] = {}
    for note in notes:
        kinds.setdefault(note.code, []).append(note)
    for alike in kinds.values():
        shown_in_full = alike if len(alike) <= MOST_ALIKE else alike[:1]
        for note in shown_in_full:
            where = report.source.lines.said(note.span.start, "", ": ")
            _print_note(paper, f"{where}{note.message} [{note.code}]")
        if len(shown_in_full) < len(alike):
            _print_note(paper, _more_alike(report, alike[1:]), dot=False)
    paper.line("")


def _print_note(paper: Paper, text: str, dot: bool = True) -> None:
    first, *rest = broken(shown(text).split(), paper.width - 4)
    paper.line(f"  {paper.signs.dot if dot else ' '} {first}")
    for further in rest:
        paper.line(f"    {further}")


def _more_alike(report: Report, rest: Sequence[Diagnostic]) -> str:
    if not report.source.lines.in_file:
        return f"and {len(rest):,} more like it"
    lines = sorted({report.source.lines.place(note.span.start).line for note in rest})
    named = ", ".join(map(str, lines[:MOST_LINES])) + (", …" if len(lines) > MOST_LINES else "")
    return f"and {len(rest):,} more like it: line{'s' if len(lines) > 1 else ''} {named}"
