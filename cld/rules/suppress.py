"""Selection of findings: by code, and by comments that silence them on a line.

`# cld: ignore CLD503` at the end of a line silences that line; on a separate line it silences
the next statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cld.core.diagnostics import RULES, Diagnostic
from cld.core.text import Lines, Span
from cld.language.syntax import Blank, CommentLine, Syntax

_COMMENT = re.compile(r"#\s*cld:\s*ignore\b\s*(?P<codes>[^:]*)")
_CODE = re.compile(r"\w+")

_Lines = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Suppression:
    """One code silenced on one statement's or comment's lines."""

    code: str
    first_line: int
    last_line: int
    span: Span


def suppressions(syntax: Syntax, lines: Lines) -> tuple[Suppression, ...]:
    """Return the findings that the comments of a file silence."""
    found: list[Suppression] = []
    below = _next_statements(syntax, lines)
    for index, statement in enumerate(syntax.statements):
        for comment in statement.parsed.comments:
            match = _COMMENT.match(comment.text)
            if not match:
                continue
            span = statement.locate(comment.span)
            first = last = lines.place(span.start).line
            if isinstance(statement.node, CommentLine):
                first, last = below[index] or (first, last)
            codes = _codes(match.group("codes"))
            if not codes:
                found.append(Suppression("", first, first, span))
            for code in codes:
                start = span.start + match.start("codes") + code.start()
                place = Span(start, start + len(code.group()))
                found.append(Suppression(code.group().upper(), first, last, place))
    return tuple(found)


def _codes(words: str) -> list[re.Match[str]]:
    """The codes a comment begins with; the first word without a digit begins the reason."""
    codes: list[re.Match[str]] = []
    for word in _CODE.finditer(words):
        if codes and not word.group()[-1].isdigit():
            break
        codes.append(word)
    return codes


def _next_statements(syntax: Syntax, lines: Lines) -> list[tuple[int, int] | None]:
    """For each statement the lines of the next one that is not a comment; None if a blank line
    or the end comes first."""
    found: list[tuple[int, int] | None] = []
    after: tuple[int, int] | None = None
    for statement in reversed(syntax.statements):
        found.append(after)
        if isinstance(statement.node, Blank):
            after = None
        elif not isinstance(statement.node, CommentLine):
            end = statement.start + len(statement.parsed.text)
            after = lines.place(statement.start).line, lines.place(end).line
    return found[::-1]


def suppress(
    findings: Iterable[Diagnostic], syntax: Syntax, lines: Lines
) -> tuple[Diagnostic, ...]:
    """Remove silenced findings; add a finding for each comment that silences nothing."""
    silenced = suppressions(syntax, lines)
    # Comments before one statement silence the same lines: they are asked about together. No
    # line lies in more than two such stretches, its statement's and its own.
    by_line: dict[int, list[_Lines]] = {}
    codes: dict[tuple[_Lines, str], bool] = {}
    for suppression in silenced:
        on = _lines(suppression)
        if suppression.code:
            codes[on, suppression.code] = False
    for on in dict.fromkeys(on for on, _ in codes):
        for line in range(on[0], on[1] + 1):
            by_line.setdefault(line, []).append(on)
    kept: list[Diagnostic] = []
    for finding in findings:
        by = [
            (on, finding.code[:length])
            for on in by_line.get(lines.place(finding.span.start).line, ())
            for length in range(1, len(finding.code) + 1)
            if (on, finding.code[:length]) in codes
        ]
        codes.update(dict.fromkeys(by, True))
        if not by:
            kept.append(finding)
    kept += _unused(s for s in silenced if not codes.get((_lines(s), s.code), False))
    return tuple(kept)


def _lines(suppression: Suppression) -> _Lines:
    return suppression.first_line, suppression.last_line


def _unused(rest: Iterable[Suppression]) -> Iterator[Diagnostic]:
    for suppression in rest:
        if not suppression.code:
            message = "this comment names no code, so it silences nothing"
            hint = "name the codes, as in `# cld: ignore CLD503`"
            yield Diagnostic("CLD702", suppression.span, message, hint)
        elif not any(code.startswith(suppression.code) for code in RULES):
            message = f"unknown rule {suppression.code}"
            hint = "`cld rule` lists all rules"
            yield Diagnostic("CLD702", suppression.span, message, hint)
        else:
            message = f"{suppression.code} is silenced here, but it does not occur"
            hint = "delete the comment"
            yield Diagnostic("CLD701", suppression.span, message, hint)


def chosen(
    findings: Iterable[Diagnostic], select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Diagnostic, ...]:
    """Return the findings whose code begins with a prefix of `select` (all, where it is
    empty) and with none of `ignore`; of two prefixes the longer decides."""

    def wanted(code: str) -> bool:
        taken = max((len(p) for p in select if code.startswith(p)), default=0 if select else 1)
        dropped = max((len(p) for p in ignore if code.startswith(p)), default=0)
        return taken > dropped

    return tuple(finding for finding in findings if wanted(finding.code))
