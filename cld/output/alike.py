"""Findings that several things have in common, as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cld.core.diagnostics import Diagnostic
from cld.core.text import Lines
from cld.sentences.findings import ALIKE, AMONG
from cld.sentences.naming import ids_in_order, names_of

MOST_NAMES = 8
MOST_LINES = 10
# Hints on one variable, and the same for several.
_FOR_SEVERAL = {
    "if it changes one of its causes, perhaps later, a link is missing": (
        "if any of them changes one of its causes, perhaps later, a link is missing"
    ),
}


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings that a report prints as one: a message, and the findings behind it.

    If the report gives the reasons with a loop, the message is the short one.
    """

    message: str
    findings: tuple[Diagnostic, ...]

    @property
    def first(self) -> Diagnostic:
        """The first of them, with the place and the hint."""
        return self.findings[0]

    @property
    def hint(self) -> str:
        """The hint of the first of them, worded for several things if there are several."""
        hint = self.first.hint
        return hint if len(self.findings) == 1 else _FOR_SEVERAL.get(hint, hint)


def grouped_findings(findings: Iterable[Diagnostic]) -> list[FindingGroup]:
    """Return findings grouped by kind, in the order of the first of each.

    >>> from cld.analyze import analyze
    >>> found = grouped_findings(analyze("A (+)-> A\\nB (+)-> B").diagnostics)
    >>> [group.message for group in found if group.first.code == "CLD508"]
    ['R1 and R2 are unchecked: no balancing loop shares a variable with them']
    """
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for finding in findings:
        alone = finding.hint if finding.severity == "error" else ""
        key = (finding.code, finding.alike or finding.message + alone)
        groups.setdefault(key, []).append(finding)
    return [FindingGroup(_message(group), tuple(group)) for group in groups.values()]


def as_printed(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return one finding for each that a report prints, for counting.

    >>> from cld.analyze import analyze
    >>> len(as_printed(analyze("A (+)-> A\\nB (+)-> B").diagnostics))
    2
    """
    return [group.first for group in grouped_findings(findings)]


def _message(group: list[Diagnostic]) -> str:
    first = group[0]
    if len(group) == 1:
        return first.short or first.message
    kind, _, looked_at = first.alike.partition("/")
    if kind not in ALIKE:
        return first.short or first.message
    about = [finding.about for finding in group]
    about = ids_in_order(about) if "unchecked" in kind else about
    last = "or" if kind == "source" else "and"
    said = ALIKE[kind](names=names_of(about, MOST_NAMES, last=last))
    return AMONG(number=looked_at, said=said) if looked_at else said


def lines_said(group: FindingGroup, lines: Lines) -> str:
    """Return the lines of a group: `line 3`, `lines 3, 4 and 2 more`; nothing if the text is not
    from a file."""
    if not lines.in_file:
        return ""
    numbers = sorted({lines.place(one.span.start).line for one in group.findings})
    said = names_of([f"{number:,}" for number in numbers], MOST_LINES)
    return f"line{'s' if len(numbers) > 1 else ''} {said}"
