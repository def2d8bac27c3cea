"""The sections of a page beneath its loops: findings, interactions, leverage, patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.core.diagnostics import RULES, Diagnostic
from cld.core.gate import shown
from cld.output.alike import FindingGroup, grouped_findings, lines_said
from cld.output.findings import MOST_SHOWN
from cld.output.report_text import MOST_ALIKE
from cld.output.sections import LISTS_ALL, ReportSection, SectionItem, SectionTable
from cld.page.tags import Anchors, linked, listing, text
from cld.prose.wording import plural
from cld.report import Report

# At most this much of a long line is shown, and this much of it before the place meant.
EXCERPT, BEFORE = 160, 50
MOST_NAMES = 12
MOST_ROWS = 20


def findings_section(report: Report, places: Anchors) -> Iterator[str]:
    """Yield all findings, each with its line; several of one kind unfold from the first."""
    findings = report.diagnostics
    groups = grouped_findings(findings)
    grave = [group for group in groups if group.first.severity != "info"]
    if not findings:
        yield "<p>No findings.</p>"
        return
    items = ["".join(_finding(report, group, places)) for group in grave]
    yield from listing(items, MOST_SHOWN, LISTS_ALL, "findings")
    kinds: dict[str, list[FindingGroup]] = {}
    for group in groups:
        if group.first.severity == "info":
            kinds.setdefault(group.first.code, []).append(group)
    if kinds:
        yield "<h3>Notes</h3>"
    for alike in kinds.values():
        items = ["".join(_finding(report, group, places)) for group in alike]
        most = len(items) if len(items) <= MOST_ALIKE else 1
        yield from listing(items, most, LISTS_ALL, "findings")


def _finding(report: Report, group: FindingGroup, places: Anchors) -> Iterator[str]:
    finding, lines = group.first, report.source.lines
    line = lines.place(finding.span.start).line if lines.in_file else None
    where = lines_said(group, lines)
    yield f'<li class="{finding.severity}"><p class="facts">'
    yield f"<b>{finding.severity}</b> · " + (f"{where} · " if where else "")
    yield f"{finding.code} {RULES[finding.code].name}</p>"
    yield f"<p>{linked(group.message, places)}</p>"
    before, meant, after = excerpt(report, finding)
    if (before + meant + after).strip():
        mark = f"<mark>{text(meant)}</mark>" if meant else ""
        yield f'<pre><span class="number">{line or "in .cld:"}</span> <code dir="ltr">'
        yield f"{text(before)}{mark}{text(after)}</code></pre>"
    if group.hint:
        yield f"<p>hint: {linked(group.hint, {})}</p>"
    yield "</li>"


def excerpt(report: Report, finding: Diagnostic) -> tuple[str, str, str]:
    """Return the line of a finding in three parts: before the place, the place, and after it.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B\\nB (?)-> A")
    >>> excerpt(report, next(f for f in report.diagnostics if f.code == "CLD501"))
    ('', 'B (?)-> A', '')
    """
    place = report.source.lines.place(finding.span.start)
    line = shown(report.source.lines.line(place.line))
    start = place.column - 1
    end = min(len(line), start + finding.span.end - finding.span.start)
    left = max(0, min(start - BEFORE, len(line) - EXCERPT))
    right = min(len(line), left + EXCERPT)
    end = min(end, right)
    before = ("…" if left else "") + line[left:start]
    return before, line[start:end], line[end:right] + ("…" if right < len(line) else "")


def section_body(section: ReportSection, report: Report, places: Anchors) -> Iterator[str]:
    """Yield the statements of a section of the report, and its table."""
    said = tuple(section.says(report))
    paragraphs = any(one.beneath for one in said)
    items = [_paragraphs(one, places) if paragraphs else linked(one.text, places) for one in said]
    yield from listing([f"<li>{item}</li>" for item in items], section.most, section.shows_all)
    table = section.table(report)
    if table is not None:
        yield from _table(table)


def _paragraphs(one: SectionItem, places: Anchors) -> str:
    return "".join(f"<p>{linked(line, places)}</p>" for line in (one.text, *one.beneath))


def _table(table: SectionTable) -> Iterator[str]:
    yield "<table><thead><tr>"
    yield from (f'<th scope="col">{head}</th>' for head in table.heads)
    yield "</tr></thead><tbody>"
    for names, numbers in table.rows[:MOST_ROWS]:
        counts = "".join(f"<td>{count:,}</td>" for count in numbers)
        yield f"<tr><td>{_named(names)}</td>{counts}</tr>"
    yield "</tbody></table>"
    more = len(table.rows) - MOST_ROWS
    if more > 0:
        yield f"<p>and {plural(more, 'more', 'more')}: {LISTS_ALL} them all</p>"


def _named(names: Sequence[str]) -> str:
    said = ", ".join(f"<bdi>{text(name)}</bdi>" for name in names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return f"{said} and {more:,} more" if more > 0 else said
