"""The report of `cld analyze`, made for reading."""

from __future__ import annotations

from collections.abc import Sequence

from cld.analyze import Report
from cld.diagnostics import Diagnostic
from cld.loops.loop import TYPE_NAMES, Loop
from cld.output.findings import print_findings, summary
from cld.output.sentences import counts_words, delay_words, filled, goal_words, round_trip
from cld.output.terminal import TYPE_STYLES, Paper, broken, plural, shown

MOST_NOTES = 12


def print_report(paper: Paper, report: Report, loops: Sequence[Loop]) -> None:
    """Print title, counts, loops as sentences, and findings. `loops` are those to show."""
    paper.paragraph(shown(report.title or report.file), style="bold")
    paper.paragraph(counts_words(report))
    paper.line("")
    for loop in loops:
        _print_loop(paper, report, loop)
    hidden = len(report.loops) - len(loops)
    if hidden or not report.counts.exact:
        _print_rest(paper, report, len(loops))
    _print_findings(paper, report)


def _print_loop(paper: Paper, report: Report, loop: Loop) -> None:
    facts = [TYPE_NAMES[loop.type], plural(len(loop.links), "link"), delay_words(report, loop)]
    pieces = [f"{fact} {paper.signs.dot}" for fact in ([shown(loop.name)] if loop.name else [])]
    pieces += [f"{fact} {paper.signs.dot}" for fact in facts[:-1]] + facts[-1:]
    first, *rest = broken(pieces, paper.width - len(loop.id) - 2)
    paper.line((loop.id, TYPE_STYLES[loop.type]), f"  {first}")
    for line in rest:
        paper.line(f"    {line}")
    for line in filled([shown(s) for s in round_trip(loop, paper.signs)], paper.width - 4):
        paper.line(f"    {line}")
    goal = goal_words(report.diagram, loop)
    if goal:
        paper.paragraph(f"goal: {shown(goal)}", 4)
    paper.line("")


def _print_rest(paper: Paper, report: Report, count: int) -> None:
    total = report.counts.total
    of = f"{total:,}" if report.counts.exact else f"{total:,} or more"
    more = "; --loops all shows all that were found" if count < len(report.loops) else ""
    paper.paragraph(
        f"Showing {count:,} of {of} loops, those named in the file and the shortest first{more}."
    )
    paper.line("")


def _print_findings(paper: Paper, report: Report) -> None:
    findings = report.diagnostics
    if not findings:
        paper.line("No findings.")
        return
    paper.line((f"Findings: {summary(findings)}", "bold"))
    paper.line("")
    grave = [finding for finding in findings if finding.severity != "info"]
    print_findings(paper, report.file, report.lines, grave)
    notes = [finding for finding in findings if finding.severity == "info"]
    _print_notes(paper, report, notes)


def _print_notes(paper: Paper, report: Report, notes: Sequence[Diagnostic]) -> None:
    """Notes take a line each: they are worth a thought, not an alarm."""
    if not notes:
        return
    paper.line(("Worth a thought", "bold"))
    for note in notes[:MOST_NOTES]:
        line = report.lines.place(note.span.start).line
        text = f"line {line}: {note.message} [{note.code}]"
        first, *rest = broken(shown(text).split(), paper.width - 4)
        paper.line(f"  {paper.signs.dot} {first}")
        for further in rest:
            paper.line(f"    {further}")
    if len(notes) > MOST_NOTES:
        paper.line(f"  and {plural(len(notes) - MOST_NOTES, 'more note')}: `cld check` shows all")
    paper.line("")
