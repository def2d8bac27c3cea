"""The report of `cld analyze` as Markdown, for a wiki, a review or a post-mortem."""

from __future__ import annotations

from collections.abc import Iterator

from cld.loops.loop import TYPE_NAMES, Loop
from cld.output.findings import summary
from cld.output.markdown_text import markdown_escaped
from cld.output.sections import SECTIONS, ReportSection
from cld.prose.loops import (
    controller_words,
    counts_words,
    delay_words,
    loop_goal_words,
    protection_words,
    rest_words,
    round_trip,
    swing_words,
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
        yield "## Round each loop"
        yield ""
        for loop in loops:
            more = [*controller_words(report, loop), swing_words(report, loop)]
            more.append(protection_words(report, loop))
            said = ". ".join([" ".join(round_trip(loop)), *filter(None, more)])
            yield f"- **{loop.id}** {markdown_escaped(said)}"
        yield ""
    for section in SECTIONS:
        yield from _section(section, report)
    yield f"## Findings: {summary(report.diagnostics)}"
    yield ""
    for finding in report.diagnostics:
        where = report.source.lines.said(finding.span.start, " ", ",")
        hint = f" *{markdown_escaped(finding.hint)}*" if finding.hint else ""
        said = markdown_escaped(finding.message)
        yield f"- **{finding.severity}**{where} `{finding.code}`: {said}.{hint}"


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
