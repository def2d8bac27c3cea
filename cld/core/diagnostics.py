"""Findings about a text: rule codes, severities, messages with a place and a hint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from cld.core.text import Edit, Span

Severity = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding: a stable code, a readable name, and a severity."""

    code: str
    name: str
    severity: Severity


def _table() -> dict[str, Rule]:
    rows: tuple[tuple[str, str, Severity], ...] = (
        ("CLD101", "not-a-statement", "error"),
        ("CLD102", "syntax", "error"),
        ("CLD103", "link-without-sign", "error"),
        ("CLD104", "link-without-cause", "error"),
        ("CLD105", "open-quote", "error"),
        ("CLD106", "open-bracket", "error"),
        ("CLD107", "open-brace", "error"),
        ("CLD108", "empty-name", "error"),
        ("CLD109", "encoding", "error"),
        ("CLD110", "control-character", "warning"),
        ("CLD111", "unknown-operation", "error"),
        ("CLD112", "too-long", "error"),
        ("CLD113", "unknown-escape", "error"),
        ("CLD114", "looks-like-a-statement", "warning"),
        ("CLD115", "other-notation", "error"),
        ("CLD116", "other-format", "error"),
        ("CLD201", "two-polarities", "error"),
        ("CLD202", "two-values", "warning"),
        ("CLD203", "bad-duration", "error"),
        ("CLD204", "bad-value", "error"),
        ("CLD205", "unknown-key", "info"),
        ("CLD206", "misspelt-key", "warning"),
        ("CLD207", "said-twice", "warning"),
        ("CLD208", "no-such-variable", "warning"),
        ("CLD209", "operation-does-not-fit", "warning"),
        ("CLD210", "run-does-not-fit", "warning"),
        ("CLD211", "constant-with-cause", "warning"),
        ("CLD301", "loop-not-closed", "error"),
        ("CLD302", "loop-wrong-type", "error"),
        ("CLD303", "loop-fits-two", "warning"),
        ("CLD304", "loop-id-twice", "error"),
        ("CLD305", "loop-id-letter", "warning"),
        ("CLD306", "loop-named-twice", "warning"),
        ("CLD307", "loop-type-not-known", "warning"),
        ("CLD401", "near-duplicate", "warning"),
        ("CLD402", "direction-in-name", "warning"),
        ("CLD403", "verb-in-name", "warning"),
        ("CLD404", "negative-name", "warning"),
        ("CLD501", "unknown-polarity", "warning"),
        ("CLD502", "isolated-variable", "warning"),
        ("CLD503", "variable-in-no-loop", "info"),
        ("CLD504", "starburst", "info"),
        ("CLD505", "loop-without-name", "info"),
        ("CLD507", "balancing-without-goal", "info"),
        ("CLD508", "reinforcing-unchecked", "warning"),
        ("CLD509", "no-loop", "warning"),
        ("CLD510", "stale-controller", "warning"),
        ("CLD511", "fighting-loops", "warning"),
        ("CLD512", "level-not-borne-out", "info"),
        ("CLD513", "opposed-later", "info"),
        ("CLD514", "run-is-filled-in", "info"),
        ("CLD601", "loop-limit", "warning"),
        ("CLD701", "unused-suppression", "warning"),
        ("CLD702", "unknown-code", "warning"),
        ("CLD801", "unreadable-points", "error"),
        ("CLD802", "unmet-expectation", "error"),
        ("CLD803", "points-not-summing", "warning"),
        ("CLD804", "dense-key", "warning"),
    )
    return {code: Rule(code, name, severity) for code, name, severity in rows}


RULES: dict[str, Rule] = _table()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding at a place in the text: a mistake, or something to consider.

    Attributes
    ----------
    code : the code of its rule, such as `CLD103`; `cld rule CLD103` explains it.
    span : its place, in characters of the whole text, counted from 0.
    message, hint : the problem, and how to fix it; the hint may be empty.
    related : other places, each with a short label.
    about, alike : the subject of the finding, and a key shared by findings that a report may
        print as one. The key ends in `/200` if only 200 loops were examined. Both may be empty.
    short : a shorter message, for a report that has given the reasons already; may be empty.
    fix : the edit of the text that does what the hint says, if there is exactly one; else None.

    Examples
    --------
    >>> import cld
    >>> report = cld.loads("Load (+)-> Latency\\nLatency -> Load")
    >>> found = report.diagnostics[-1]
    >>> found.severity, found.code, report.source.lines.place(found.span.start).line
    ('error', 'CLD103', 2)
    """

    code: str
    span: Span
    message: str
    hint: str = ""
    related: tuple[tuple[Span, str], ...] = field(default=(), compare=False)
    about: str = field(default="", compare=False)
    alike: str = field(default="", compare=False)
    short: str = field(default="", compare=False)
    fix: Edit | None = field(default=None, compare=False)

    @property
    def severity(self) -> Severity:
        """The severity, which is fixed for each code."""
        return RULES[self.code].severity

    def shift(self, by: int) -> Diagnostic:
        """Return the same finding, moved by `by` characters."""
        return Diagnostic(
            self.code,
            self.span.shift(by),
            self.message,
            self.hint,
            tuple((span.shift(by), word) for span, word in self.related),
            self.about,
            self.alike,
            self.short,
            Edit(self.fix.span.shift(by), self.fix.text) if self.fix else None,
        )


def ordered(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings by place, then code; each once. Those on the whole diagram come last."""
    seen = dict.fromkeys(findings)

    def place(found: Diagnostic) -> tuple[bool, int, str, int, str]:
        whole = found.code == "CLD509"
        return whole, found.span.start, found.code, found.span.end, found.message

    return tuple(sorted(seen, key=place))
