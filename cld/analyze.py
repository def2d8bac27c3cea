"""Analyses a text: finds its loops, applies the rules, sorts the findings, returns a report."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from cld.core.diagnostics import Diagnostic, ordered
from cld.core.diagram import Diagram
from cld.core.watch import Watch, unwatched
from cld.insight import Insight
from cld.language.source import Decoded, Source, decode, source_of
from cld.loops.catalogue import find_loops
from cld.loops.cycles import DEFAULT_LIMIT
from cld.report import Report
from cld.rules.checks import lint
from cld.rules.subject import RuleSubject
from cld.rules.suppress import suppress

# Findings on lines that are not in the diagram.
_NOT_READ = ("CLD101", "CLD102", "CLD104", "CLD112", "CLD115", "CLD116")
# Findings that something is missing: the line that was not read may have it.
_ON_MISSING = ("CLD502", "CLD503", "CLD509")


def analyze(
    text: str | Decoded | Source,
    file: str = "-",
    limit: int = DEFAULT_LIMIT,
    watch: Watch = unwatched,
) -> Report:
    """Analyse the text of a .cld file.

    Parameters
    ----------
    text : the text, or an object that was read from it already.
    file : the name to show in messages.
    limit : the most loops to list, in addition to those that the text names.
    watch : can stop the search for loops, and scales its bounds. If not all loops were found, the
        report says so.

    Returns
    -------
    The report. Mistakes in the text raise no exception: they are in the report.

    >>> report = analyze("Load (+)-> Latency (+)-> Load")
    >>> report.counts.R, report.loops[0].variables
    (1, ('Load', 'Latency'))
    """
    decoded = text if isinstance(text, Decoded) else None
    source = text if isinstance(text, Source) else source_of(decoded.text if decoded else str(text))
    catalogue, loop_findings = find_loops(source.diagram, source.lines, limit, watch)
    loops, space = catalogue.loops, catalogue.space
    insight = Insight(source.diagram, loops, catalogue.complete, space)
    subject = RuleSubject(source.diagram, catalogue, source.lines, insight)
    findings = [
        *(decoded.diagnostics if decoded else ()),
        *source.diagnostics,
        *loop_findings,
        *lint(subject),
    ]
    shown = suppress(_without_echoes(findings, source.diagram), source.syntax, source.lines)
    found = ordered(shown)
    return Report(file, source, loops, catalogue.counts, found, space, _known=insight)


def _without_echoes(findings: list[Diagnostic], diagram: Diagram) -> Iterator[Diagnostic]:
    """Leave out an unknown sign that is reported as missing or contradicted, and missing links and
    loops if a line was not read."""
    told = sorted(f.span.start for f in findings if f.code in ("CLD103", "CLD201"))
    echoes = {
        link.spans[0]
        for link in diagram.links
        for span in link.spans
        if bisect_left(told, span.start) < bisect_left(told, span.end)
    }
    # A line that was not read may close a loop.
    unread = any(f.code in _NOT_READ for f in findings)
    for finding in findings:
        echo = finding.code == "CLD501" and finding.span in echoes
        if not echo and not (unread and finding.code in _ON_MISSING):
            yield finding


def analyze_bytes(data: bytes, file: str = "-", limit: int = DEFAULT_LIMIT) -> Report:
    """Analyse the bytes of a file, as `analyze` does for a text."""
    return analyze(decode(data), file, limit)
