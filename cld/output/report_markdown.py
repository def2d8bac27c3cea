"""The report of `cld analyze` as Markdown, for a wiki, a review or a post-mortem."""

from __future__ import annotations

from collections.abc import Iterator

from cld.loops.loop import TYPE_NAMES, Loop
from cld.output.alike import as_printed, grouped_findings, lines_said
from cld.output.findings import summary
from cld.output.markdown_text import markdown_escaped
from cld.output.sections import SECTIONS, ReportSection
from cld.prose.footnote import footnote
from cld.prose.loop_lines import loop_lines
from cld.prose.loops import (
    counts_words,
    delay_words,
    loop_goal_words,
    rest_words,
    round_trip,
)
from cld.prose.verified import verified_words
from cld.report import Report
from cld.selection import Selection, Wish


def markdown(report: Report, selection: Selection, wish: Wish) -> Iterator[str]:
    """Yield the report as lines of Markdown (CommonMark with GitHub's tables)."""
    return (f"{line}\n" for line in _lines(report, selection, wish))


def _lines(report: Report, selection: Selection, wish: Wish) -> Iterator[str]:
    loops = selection.loops
    yield f"# {markdown_escaped(report.title or report.file)}"
    yield ""
    yield f"{counts_words(report)}."
    yield ""
    for said in verified_words(report):
        yield from (markdown_escaped(said), "")
    if loops:
        yield "| loop | name | type | links | delay | goal |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for loop in loops:
            yield _row(report, loop)
        yield ""
    rest = rest_words(report, selection, wish)
    if rest:
        yield from (markdown_escaped(rest), "")
    if loops:
        yield "## Each loop step by step"
        yield ""
        for loop in loops:
            said = ". ".join([" ".join(round_trip(loop)), *loop_lines(report, loop)])
            yield f"- **{loop.id}** {markdown_escaped(said)}"
        yield ""
    for section in SECTIONS:
        yield from _section(section, report)
    findings = report.diagnostics
    yield f"## Findings: {summary(as_printed(findings))}"
    yield ""
    for group in grouped_findings(findings):
        finding, where = group.first, lines_said(group, report.source.lines)
        hint = f" *{markdown_escaped(group.hint)}*" if group.hint else ""
        said, place = markdown_escaped(group.message), f" {where}," if where else ""
        yield f"- **{finding.severity}**{place} `{finding.code}`: {said}.{hint}"
    cannot = footnote(report)
    if cannot:
        yield from ("", f"*{markdown_escaped(cannot)}*")


def _section(section: ReportSection, report: Report) -> Iterator[str]:
    said = tuple(section.says(report))
    if said:
        yield from (f"## {section.title(report)}", "")
        for one in said:
            yield f"- {markdown_escaped('. '.join([one.text, *one.beneath]))}"
        yield ""


def _row(report: Report, loop: Loop) -> str:
    cells = (
        loop.id,
        markdown_escaped(loop.name or ""),
        TYPE_NAMES[loop.type],
        str(len(loop.links)),
        delay_words(report, loop),
        markdown_escaped(loop_goal_words(report.diagram, loop)),
    )
    return f"| {' | '.join(cells)} |"
