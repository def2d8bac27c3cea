"""Parses statements with a block in braces, line by line: interventions and runs."""

from __future__ import annotations

import re
from dataclasses import replace

from cld.core.diagnostics import Diagnostic
from cld.core.text import Span
from cld.language.messages import bare_name, short_quote
from cld.language.pieces import missing_signs, operand, parse_piece
from cld.language.scan import Line, Raw
from cld.language.syntax import (
    AnyStatement,
    BadOperation,
    InterventionBlock,
    Operation,
    RunBlock,
    RunLine,
    RunLines,
    Unreadable,
    ValuePart,
)

# The name of an intervention without its quotes.
_BARE_NAME = re.compile(r"intervention\s+(?P<name>[^\s\"(][^\"(]*?)\s*(?:\(|$)")
# The lines of each block, as the grammar calls them.
_LINES = {"intervention": "operation", "run": "run_lines"}

BlockLines = list[Operation | RunLine | BadOperation]


def block(piece: str, raw: Raw) -> tuple[AnyStatement, list[Diagnostic]]:
    """Return an intervention or a run, and what is wrong with it.

    >>> from cld.language.scan import scan
    >>> text = 'run "More" { step Load 5 }'
    >>> block(text, scan(text)[0])[0].operations[0].named[0].text
    'Load'
    """
    first, kind = raw.lines[0], raw.kind
    brace = first.brace_open
    if brace is None:
        node, findings = parse_piece(piece, kind, raw.lines[:1], raw.start)
        return (node if isinstance(node, InterventionBlock | RunBlock) else Unreadable()), findings
    head_line = replace(first, code_end=brace, end=brace, comment=None)
    head_line = replace(head_line, open_quote=None, open_bracket=None)
    head = piece[: brace - raw.start]
    if kind == "intervention" and (bare := _BARE_NAME.match(head)):
        node, findings = _unquoted(bare), [bare_name(bare)]
    else:
        node, findings = parse_piece(head, kind, (head_line,), raw.start)
    lines, close, found = _lines(piece, raw, brace)
    findings += found
    if not isinstance(node, InterventionBlock | RunBlock):
        return Unreadable(), findings
    if close is None:
        message = f"the brace of {kind} {short_quote(node.name.text)} is not closed"
        hint = "close it with `}` on a separate line"
        span = Span(brace - raw.start, brace - raw.start + 1)
        findings.append(Diagnostic("CLD107", span, message, hint))
        close = len(piece) + raw.start - 1
    braces = Span(brace - raw.start, close + 1 - raw.start)
    return replace(node, operations=tuple(lines), braces=braces), findings  # type: ignore[arg-type]


def _unquoted(found: re.Match[str]) -> InterventionBlock:
    """An intervention whose name has no quotes: clear, and read."""
    name = ValuePart(found["name"].strip("'“”‘’"), True, Span(*found.span("name")))
    return InterventionBlock(name, (), (), None)


def _lines(piece: str, raw: Raw, brace: int) -> tuple[BlockLines, int | None, list[Diagnostic]]:
    """Parse the text between the braces, line by line."""
    found: BlockLines = []
    findings: list[Diagnostic] = []
    close = None
    for line in raw.lines:
        start = brace + 1 if line is raw.lines[0] else line.start
        end = line.code_end
        if line.brace_close is not None and line.brace_close >= start:
            close = line.brace_close
            after = piece[close + 1 - raw.start : end - raw.start].strip()
            if after:
                span = Span(close + 1 - raw.start, end - raw.start)
                message = f"found {short_quote(after)} after the closing brace"
                findings.append(Diagnostic("CLD102", span, message, "start a new line"))
            end = close
        code = piece[start - raw.start : end - raw.start] if end > start else ""
        blanks = len(code) - len(code.lstrip())
        if code.strip():
            more, wrong = _one_line(code.strip(), line, start + blanks, raw)
            found += more
            findings += wrong
    return found, close, findings


def _one_line(code: str, line: Line, begin: int, raw: Raw) -> tuple[BlockLines, list[Diagnostic]]:
    base = begin - raw.start
    one = replace(line, start=begin, text_start=begin, code_end=begin + len(code))
    code, findings = operand(code, base)
    node = None
    if not any(finding.fix is None for finding in findings):
        node, wrong = parse_piece(code, _LINES[raw.kind], (one,), begin, base)
        findings += wrong
    if isinstance(node, RunLines):
        return list(node), findings
    if isinstance(node, Operation):
        if node.verb == "add" and node.chain:
            findings += missing_signs(node.chain)
        return [node], findings
    return [BadOperation(Span(base, base + len(code)))], findings
