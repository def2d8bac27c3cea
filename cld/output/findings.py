"""Findings as text for people, and as GitHub annotations."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from cld.core.diagnostics import RULES, SEVERITIES, Diagnostic
from cld.core.gate import harmless, shown
from cld.core.text import Lines
from cld.output.terminal import SEVERITY_STYLES, Paper
from cld.prose.wording import plural

EXCERPT = 100
MOST_SHOWN = 100


def print_findings(paper: Paper, file: str, lines: Lines, findings: Sequence[Diagnostic]) -> None:
    """Print findings with place, line, caret and hint; after a hundred only the number left."""
    for finding in findings[:MOST_SHOWN]:
        print_finding(paper, file, lines, finding)
    if len(findings) > MOST_SHOWN:
        rest = len(findings) - MOST_SHOWN
        paper.line(f"and {plural(rest, 'more finding')}; --format json lists them all")


def print_finding(paper: Paper, file: str, lines: Lines, finding: Diagnostic) -> None:
    """Print one finding."""
    place = lines.place(finding.span.start)
    style = SEVERITY_STYLES[finding.severity]
    where = f":{place.line}:{place.column}" if lines.in_file else ""
    paper.line(
        f"{file}{where}: ",
        (finding.severity, style),
        f" {finding.code} {RULES[finding.code].name}",
    )
    paper.paragraph(finding.message, 4, "bold")
    _excerpt(paper, lines, finding)
    if finding.hint:
        paper.paragraph(f"hint: {finding.hint}", 4)
    paper.line("")


def _excerpt(paper: Paper, lines: Lines, finding: Diagnostic) -> None:
    """The line with a caret under the place; of a long line, the part around it."""
    place = lines.place(finding.span.start)
    text = shown(lines.line(place.line))
    if not text.strip():
        return
    start = place.column - 1
    end = min(len(text), start + finding.span.end - finding.span.start)
    room = min(EXCERPT, paper.width - (12 if lines.in_file else 17))
    left = max(0, min(start - room // 3, len(text) - room)) if len(text) > room else 0
    cut = "…" if left else ""
    part = text[left : left + room]
    while cell_len(part) > room:
        part = part[:-1]  # wide characters take two cells
    right = left + len(part)
    part = cut + part + ("…" if right < len(text) else "")
    before = cell_len(cut + text[left:start])
    carets = max(1, cell_len(text[start : min(end, right)]))
    bar = " │ " if paper.signs.up == "↑" else " | "
    # The file has another format, so this line is not in it.
    gutter = f"{place.line:>5}{bar}" if lines.in_file else "    in .cld: "
    style = SEVERITY_STYLES[finding.severity]
    paper.line((gutter, "dim"), part)
    below = " " * 5 + bar if lines.in_file else " " * len(gutter)
    paper.line((below, "dim"), " " * before, ("^" * carets, style))


def summary(findings: Sequence[Diagnostic]) -> str:
    """Return how many findings there are of each severity: `1 error, 2 warnings, 3 notes`."""
    nouns = {"error": "error", "warning": "warning", "info": "note"}
    said = []
    for severity in SEVERITIES:
        count = sum(finding.severity == severity for finding in findings)
        if count:
            said.append(plural(count, nouns[severity]))
    return ", ".join(said) or "no findings"


def github(file: str, lines: Lines, findings: Sequence[Diagnostic]) -> str:
    """Return findings as workflow commands, which GitHub shows beside the lines.

    References
    ----------
    GitHub Docs, "Workflow commands for GitHub Actions", setting an error message.
    """
    levels = {"error": "error", "warning": "warning", "info": "notice"}
    out = []
    for finding in findings:
        title = f"{finding.code} {RULES[finding.code].name}"
        said = (finding.message, finding.hint) if finding.hint else (finding.message,)
        message = "\n".join(map(shown, said))
        out.append(
            f"::{levels[finding.severity]} file={_property(harmless(file))},"
            f"{_where(lines, finding)}title={_property(title)}::{_escaped(message)}\n"
        )
    return "".join(out)


def _where(lines: Lines, finding: Diagnostic) -> str:
    if not lines.in_file:
        return ""
    start, end = lines.place(finding.span.start), lines.place(finding.span.end)
    return f"line={start.line},col={start.column},endLine={end.line},endColumn={end.column},"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
