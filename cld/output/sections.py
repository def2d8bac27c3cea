"""The sections of a report after its loops: one list for all formats.

A new section in this list appears in text, Markdown, JSON and on the page. Findings are not in
the list: each format shows the lines of the file in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from cld.behaviour.interactions import how_many_compared
from cld.output.leverage_values import leverage_values
from cld.output.meeting_values import cluster_values, meeting_values
from cld.prose.leverage import leverage_items, leverage_title
from cld.prose.meetings import meeting_items
from cld.prose.patterns import pattern_values, patterns_title, told_patterns
from cld.report import Report

LISTS_ALL = "--format json lists"


@dataclass(frozen=True, slots=True)
class SectionItem:
    """One statement of a section, and the lines beneath it."""

    text: str
    beneath: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionTable:
    """Rows under heads; the first cell of a row lists names, the others are numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section of a report. A section without statements and without a table is left out.

    Attributes
    ----------
    id : its anchor on a page.
    title : its heading.
    says : its statements about the diagram, whichever loops were asked for.
    most, shows_all : how many statements the text and the page show, and what shows all of them.
    table : shown on the page alone, beneath all statements.
    values : its keys in JSON. None of these may be that of another section.
    """

    id: str
    title: Callable[[Report], str]
    values: Callable[[Report], dict[str, Any]]
    says: Callable[[Report], Iterator[SectionItem]] = lambda _: iter(())
    most: int = 8
    shows_all: str = LISTS_ALL
    table: Callable[[Report], SectionTable | None] = lambda _: None


def _items(
    items: Callable[[Report], Iterator[tuple[str, tuple[str, ...]]]],
) -> Callable[[Report], Iterator[SectionItem]]:
    return lambda report: starmap(SectionItem, items(report))


def meetings_title(report: Report) -> str:
    """Return the heading of how loops interact, with the number of loops if these are not all."""
    first = how_many_compared(report.loops)
    return "How loops interact" + (
        f" (the first {first} of them)" if first < len(report.loops) else ""
    )


def _clusters(report: Report) -> SectionTable | None:
    heads = ("variables that all act on each other", "reinforcing", "balancing", "undetermined")
    rows = tuple((found.variables, (found.R, found.B, found.U)) for found in report.clusters)
    return SectionTable(heads, rows) if rows else None


def _patterns(report: Report) -> Iterator[SectionItem]:
    for _, head, lines in told_patterns(report.patterns.found):
        yield SectionItem(head, lines)


def _pattern_values(report: Report) -> dict[str, Any]:
    found = report.patterns
    return {"patterns": pattern_values(found.found), "patterns_complete": found.complete}


SECTIONS = (
    ReportSection("meetings", meetings_title, meeting_values, says=_items(meeting_items)),
    ReportSection("clusters", lambda _: "Clusters", cluster_values, table=_clusters),
    ReportSection(
        "leverage",
        leverage_title,
        leverage_values,
        says=_items(leverage_items),
        most=6,
        shows_all="cld leverage shows",
    ),
    ReportSection("patterns", lambda _: patterns_title(), _pattern_values, says=_patterns, most=5),
)
