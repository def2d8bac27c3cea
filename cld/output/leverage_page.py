"""The page of `cld leverage`, as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from cld.core.gate import shown
from cld.output.markdown_text import markdown_escaped
from cld.output.terminal import Paper
from cld.prose.leverage import (
    as_sentence,
    by_strength,
    cut_words,
    flows_apart,
    level_name,
    lever_rows,
    stated_words,
    worse_words,
)
from cld.prose.loops import counts_words
from cld.prose.wording import broken
from cld.report import Report
from cld.sentences import places

COLUMNS = ("unchecked", "R", "B", "")


def print_leverage(paper: Paper, report: Report, top: int | None) -> None:
    """Print interventions, places and questions; `top` is the number of places."""
    paper.paragraph(report.title or report.file, style="bold")
    paper.paragraph(counts_words(report))
    paper.line("")
    _print_interventions(paper, report)
    _print_where(paper, report, top)
    paper.line(("The questions, in their order", "bold"))
    for question in report.questions:
        paper.line((f"{question.level:>4}", "bold"), f"  {question.question}")
        for answer in question.answers or (places.NO_ANSWER(),):
            paper.paragraph(answer, 6)
        paper.paragraph(f"Ask: {question.open}", 6)
    paper.line("")


def _interventions_title() -> str:
    return f"Interventions ({places.LEVELS()})"


def _print_interventions(paper: Paper, report: Report) -> None:
    paper.line((_interventions_title(), "bold"))
    if not report.interventions:
        paper.paragraph(places.NO_INTERVENTIONS(), 2)
    for found in by_strength(report.interventions):
        level = "?" if found.level is None else str(found.level)
        first, *rest = broken(shown(found.name).split() or ["(no name)"], paper.width - 6)
        paper.line(f"{level:>4}  ", (first, "bold"))
        for line in rest:
            paper.line(" " * 6, (line, "bold"))
        for said in (level_name(found), found.because, stated_words(found)):
            if said:
                paper.paragraph(said, 6)
        worse = worse_words(found, told=True)
        if worse:
            paper.paragraph(worse, 6, style="yellow")
    paper.line("")


def _print_where(paper: Paper, report: Report, top: int | None) -> None:
    paper.line(("Links and variables on reinforcing loops", "bold"))
    paper.paragraph(as_sentence(cut_words(report)), 2)
    if not report.where.links:
        paper.line("")
        return
    for title, levers in (("links", report.where.links), ("variables", report.where.variables)):
        paper.line("")
        rows = [(*COLUMNS[:3], title), *lever_rows(levers[:top])]
        rows = [row[1:] for row in rows] if _all_opposed(report) else rows
        widths = [max(map(cell_len, column)) for column in list(zip(*rows, strict=True))[:-1]]
        for number, row in enumerate(rows):
            cells = "  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=False))
            first, *rest = broken(shown(row[-1]).split(), paper.width - len(cells) - 6)
            paper.line((f"  {cells}  {first}", "dim" if number == 0 else ""))
            for line in rest:
                paper.line(" " * (len(cells) + 6) + line)
        if top is not None and len(levers) > top:
            paper.line(f"  and {len(levers) - top:,} more; `--top all` shows them all")
    paper.line("")
    none = places.LEGEND_NONE_UNCHECKED if _all_opposed(report) else places.LEGEND_UNCHECKED
    apart = f" {places.LEGEND_FLOWS()}" if flows_apart(report) else ""
    paper.paragraph(f"{places.LEGEND(unchecked=none())}{apart}", 2)
    paper.line("")


def _all_opposed(report: Report) -> bool:
    """Whether no reinforcing loop is unchecked, so that a column of zeros would say nothing."""
    return report.where.unchecked == 0


def leverage_markdown(report: Report, top: int | None) -> str:
    """Return the page as Markdown."""
    return "\n".join(_markdown(report, top)) + "\n"


def _markdown(report: Report, top: int | None) -> Iterator[str]:
    yield from (f"# Leverage: {markdown_escaped(report.title or report.file)}", "")
    yield from (f"{counts_words(report)}.", "", f"## {_interventions_title()}", "")
    if report.interventions:
        yield "| level | intervention | why |"
        yield "| ---: | --- | --- |"
    else:
        yield places.NO_INTERVENTIONS()
    for found in by_strength(report.interventions):
        why = filter(None, (found.because, stated_words(found), worse_words(found, told=True)))
        also = f" (also {', '.join(map(str, found.also))})" if found.also else ""
        suggested = " (suggested)" if found.suggested else ""
        cells = (
            "?" if found.level is None else f"{found.level}{also}{suggested}",
            markdown_escaped(found.name),
            markdown_escaped(" ".join(map(as_sentence, why))),
        )
        yield f"| {' | '.join(cells)} |"
    yield from (
        "",
        "## Links and variables on reinforcing loops",
        "",
        markdown_escaped(as_sentence(cut_words(report))),
        "",
    )
    for title, levers in (("link", report.where.links), ("variable", report.where.variables)):
        if levers:
            first = 1 if _all_opposed(report) else 0
            head = COLUMNS[first:3]
            yield f"| {title} | {' | '.join(head)} |"
            yield f"| --- |{' ---: |' * len(head)}"
            for *counts, place in lever_rows(levers[:top]):
                yield f"| {markdown_escaped(place)} | {' | '.join(counts[first:])} |"
            yield ""
    yield from ("## The questions, in their order", "")
    for question in report.questions:
        said = as_sentence("; ".join(question.answers) or places.NO_ANSWER())
        answer = markdown_escaped(said)
        yield f"- **{question.question}** ({question.level}) {answer} *{question.open}*"
