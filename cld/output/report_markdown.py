"""The report of `cld analyze` as Markdown, for a wiki, a review or a post-mortem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.analyze import Report
from cld.loops.loop import TYPE_NAMES, Loop
from cld.output.findings import summary
from cld.output.markdown_text import escaped
from cld.prose.leverage import leverage_words
from cld.prose.loops import (
    controller_words,
    counts_words,
    delay_words,
    goal_words,
    meeting_words,
    protection_words,
    rest_words,
    round_trip,
    swing_words,
)
from cld.prose.patterns import TITLE, for_reading, pattern_head, pattern_lines
from cld.prose.verified import verified_words
from cld.selection import Selection, Wish


def markdown(report: Report, selection: Selection, wish: Wish) -> Iterator[str]:
    """Yield the report as lines of Markdown (CommonMark with GitHub's tables)."""
    return (f"{line}\n" for line in _lines(report, selection, wish))


def _lines(report: Report, selection: Selection, wish: Wish) -> Iterator[str]:
    loops = selection.loops
    yield f"# {escaped(report.title or report.file)}"
    yield ""
    yield f"{counts_words(report)}."
    yield ""
    for said in verified_words(report):
        yield from (escaped(said), "")
    if loops:
        yield "| loop | name | type | links | delay | goal |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for loop in loops:
            yield _row(report, loop)
        yield ""
    rest = rest_words(report, selection, wish)
    if rest:
        yield from (escaped(rest), "")
    if loops:
        yield "## Round each loop"
        yield ""
        for loop in loops:
            more = [*controller_words(report, loop), swing_words(report, loop)]
            more.append(protection_words(report, loop))
            said = ". ".join([" ".join(round_trip(loop)), *filter(None, more)])
            yield f"- **{loop.id}** {escaped(said)}"
        yield ""
    yield from _list("How loops meet", meeting_words(report))
    yield from _list("Leverage", leverage_words(report))
    patterns = [
        ". ".join([pattern_head(pattern), *pattern_lines(pattern)])
        for pattern in for_reading(report.patterns.found)
    ]
    yield from _list(TITLE, patterns)
    yield f"## Findings: {summary(report.diagnostics)}"
    yield ""
    for finding in report.diagnostics:
        where = report.lines.said(finding.span.start, " ", ",")
        hint = f" *{escaped(finding.hint)}*" if finding.hint else ""
        yield (
            f"- **{finding.severity}**{where} `{finding.code}`: {escaped(finding.message)}.{hint}"
        )


def _list(title: str, said: Sequence[str]) -> Iterator[str]:
    if said:
        yield from (f"## {title}", "")
        yield from (f"- {escaped(sentence)}" for sentence in said)
        yield ""


def _row(report: Report, loop: Loop) -> str:
    cells = (
        loop.id,
        escaped(loop.name or ""),
        TYPE_NAMES[loop.type],
        str(len(loop.links)),
        delay_words(report, loop),
        escaped(goal_words(report.diagram, loop)),
    )
    return f"| {' | '.join(cells)} |"
