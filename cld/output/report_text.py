"""The report of `cld analyze`, made for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cld.core.diagnostics import Diagnostic
from cld.core.gate import shown
from cld.loops.loop import TYPE_NAMES, Loop
from cld.output.alike import FindingGroup, as_printed, grouped_findings, lines_said
from cld.output.findings import print_findings, summary
from cld.output.sections import SECTIONS, ReportSection
from cld.output.terminal import TYPE_STYLES, Paper
from cld.prose.footnote import footnote
from cld.prose.loop_lines import loop_lines
from cld.prose.loops import (
    counts_words,
    delay_words,
    filled_steps,
    rest_words,
    round_trip,
)
from cld.prose.verified import verified_words
from cld.prose.wording import broken, plural
from cld.report import Report
from cld.selection import Selection, Wish

DEFAULT_WISH = Wish()
MOST_ALIKE = 3


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
    cannot = footnote(report)
    if cannot:
        paper.paragraph(cannot, style="dim")


def _print_section(paper: Paper, section: ReportSection, report: Report) -> None:
    """Print the statements of a section under its title; after `most`, the number left and the
    command that shows all."""
    said = tuple(section.says(report))
    if not said:
        return
    paper.line((section.title(report), "bold"))
    # One more statement takes no more space than “and 1 more”.
    most = section.most + (len(said) == section.most + 1)
    for statement in said[:most]:
        _print_note(paper, statement.text)
        for line in statement.beneath:
            paper.paragraph(line, 4)
    if len(said) > most:
        paper.line(f"    and {len(said) - most:,} more: {section.shows_all} them all")
    paper.line("")


def _print_loop(paper: Paper, report: Report, loop: Loop) -> None:
    facts = [TYPE_NAMES[loop.type], plural(len(loop.links), "link")]
    if report.marks_delays:  # the footnote says once that no loop has a mark
        facts.append(delay_words(report, loop))
    head, *others = [loop.name, *facts] if loop.name else facts
    pieces = [head, *(f"{paper.signs.dot} {fact}" for fact in others)]
    first, *rest = broken(pieces, paper.width - len(loop.id) - 2)
    paper.line((loop.id, TYPE_STYLES[loop.type]), f"  {first}")
    for line in rest:
        paper.line(f"    {line}")
    for line in filled_steps([shown(s) for s in round_trip(loop, paper.signs)], paper.width - 4):
        paper.line(f"    {line}")
    for said in loop_lines(report, loop):
        paper.paragraph(said, 4)
    paper.line("")


def _print_findings(paper: Paper, report: Report) -> None:
    findings = report.diagnostics
    if not findings:
        paper.line("No findings.")
        paper.line("")
        return
    paper.line((f"Findings: {summary(as_printed(findings))}", "bold"))
    paper.line("")
    grave = [finding for finding in findings if finding.severity != "info"]
    as_one = [replace(group.first, message=group.message) for group in grouped_findings(grave)]
    print_findings(paper, report.file, report.source.lines, as_one)
    notes = [finding for finding in findings if finding.severity == "info"]
    _print_notes(paper, report, notes)


def _print_notes(paper: Paper, report: Report, notes: Sequence[Diagnostic]) -> None:
    """Notes take a line each; those that say the same of several things share one."""
    if not notes:
        return
    paper.line(("Notes", "bold"))
    lines = report.source.lines
    kinds: dict[str, list[FindingGroup]] = {}
    for group in grouped_findings(notes):
        kinds.setdefault(group.first.code, []).append(group)
    for groups in kinds.values():
        shown_in_full = groups if len(groups) <= MOST_ALIKE else groups[:1]
        for group in shown_in_full:
            where = lines_said(group, lines)
            said = f"{where}: {group.message}" if where else group.message
            _print_note(paper, f"{said} [{group.first.code}]")
            if group.hint:
                paper.paragraph(f"hint: {group.hint}", 4, style="dim")
        rest = groups[len(shown_in_full) :]
        if rest:
            findings = tuple(finding for group in rest for finding in group.findings)
            where = lines_said(FindingGroup("", findings), lines)
            more = f"and {len(findings):,} more like it" + (f": {where}" if where else "")
            _print_note(paper, more, dot=False)
    paper.line("")


def _print_note(paper: Paper, text: str, dot: bool = True) -> None:
    first, *rest = broken(shown(text).split(), paper.width - 4)
    paper.line(f"  {paper.signs.dot if dot else ' '} {first}")
    for further in rest:
        paper.line(f"    {further}")
