"""Findings as SARIF 2.1.0, which code-scanning services and editors read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from cld.core.diagnostics import RULES, Diagnostic
from cld.core.gate import shown
from cld.core.text import Lines, Span
from cld.output.markdown_text import markdown_escaped
from cld.version import __version__

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LINK = re.compile(r"\[([^\[\]]*)\]\(")
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(files: Sequence[tuple[str, Lines, Sequence[Diagnostic]]]) -> dict[str, Any]:
    """Return one SARIF log for the findings of several files.

    References
    ----------
    OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0.
    """
    codes = sorted({finding.code for _, _, findings in files for finding in findings})
    driver = {
        "name": "cld",
        "version": __version__,
        "rules": [_rule(code) for code in codes],
    }
    results = [
        _result(file, lines, finding, codes.index(finding.code))
        for file, lines, findings in files
        for finding in findings
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(file: str, lines: Lines, finding: Diagnostic, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": _message(*filter(None, (finding.message, finding.hint))),
        "locations": [_location(file, lines, finding.span)],
    }
    if finding.related:
        result["relatedLocations"] = [
            {**_location(file, lines, span), "message": _message(word)}
            for span, word in finding.related
        ]
    return result


def _message(*lines: str) -> dict[str, str]:
    """A message as plain text, in which `[x](url)` would be a link, and as Markdown, in which
    nothing is a link, for programs that show Markdown."""
    text = "\n".join(map(shown, lines))
    return {
        "text": _LINK.sub(r"\\[\1\\](", text),
        "markdown": "\n\n".join(map(markdown_escaped, lines)),
    }


def _location(file: str, lines: Lines, span: Span) -> dict[str, Any]:
    start, end = lines.place(span.start), lines.place(span.end)
    path = file.strip("<>") if file == "<stdin>" else file.replace("\\", "/")
    uri = quote(path.encode("utf-8", "surrogateescape"))
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    where: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    return {"physicalLocation": where | ({"region": region} if lines.in_file else {})}
