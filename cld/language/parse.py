"""Parses a text into its syntax. Never raises: lines that cannot be read are reported."""

from __future__ import annotations

import re
from dataclasses import replace

from cld.core.diagnostics import Diagnostic
from cld.core.text import Edit, Span
from cld.language.blocks import block
from cld.language.foreign import ForeignText, foreign_text
from cld.language.marks import COMMENT, FILLER, PLAIN, is_suspect, masked
from cld.language.messages import (
    instead,
    other_format,
    short_quote,
)
from cld.language.noise import noise_in
from cld.language.notations import Misread, misread_in
from cld.language.pieces import missing_signs, operand, parse_piece, without
from cld.language.scan import BLOCKS, MAX_LINE, Raw, scan, statement_kind
from cld.language.shapes import CLOSE_QUOTE, LINK_SHAPE, OPEN_QUOTE, SHAPES
from cld.language.syntax import (
    AnyStatement,
    Blank,
    Chain,
    Comment,
    CommentLine,
    Operation,
    Parsed,
    RunLines,
    Statement,
    Syntax,
    Unreadable,
)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def parse(text: str, previous: Syntax | None = None) -> tuple[Syntax, tuple[Diagnostic, ...]]:
    """Parse a text into statements, each on its own.

    Parameters
    ----------
    text : the whole file.
    previous : the syntax of an earlier state of it; statements whose text has not changed
        are taken from there instead of being parsed again.

    Returns
    -------
    The syntax, and what is wrong with it. Every line of the text belongs to a statement;
    one that cannot be read becomes `Unreadable`.

    >>> syntax, findings = parse("Load (+)-> Latency")
    >>> syntax.statements[0].node.names[1].text
    'Latency'
    """
    foreign = foreign_text(text)
    if foreign is not None and not _begins_readable(text, foreign.start):
        return _foreign(text, foreign)
    # A text of another format has statements that were not read and have no finding: not reused.
    kept = previous is not None and not any(_is_skipped(s) for s in previous.statements)
    known = {s.parsed.text: s.parsed for s in previous.statements} if previous and kept else {}
    statements: list[Statement] = []
    findings: list[Diagnostic] = []
    for raw in scan(text):
        piece = text[raw.start : raw.end]
        parsed = known.get(piece)
        # The kind of a comment or a link depends on its own text alone, so equal text is
        # equal syntax.
        if parsed is None:
            parsed = known[piece] = _parse_raw(piece, raw)
        statements.append(Statement(raw.start, parsed))
        findings.extend(d.shift(raw.start) for d in parsed.diagnostics)
    return Syntax(text, tuple(statements)), tuple(findings)


def _is_skipped(statement: Statement) -> bool:
    return isinstance(statement.node, Unreadable) and not statement.parsed.diagnostics


def _begins_readable(text: str, start: int) -> bool:
    """Whether the statement at a place is one of the language, as a name may look like a format;
    or one of the links below it, which then counts for more than the line above."""
    further = [raw for raw in scan(text[start : start + MAX_LINE]) if raw.kind != "blank"]
    first = further[:1] + [raw for raw in further[1:_LOOKED_AHEAD] if raw.kind == "link"]
    return any(_reads_whole(text[start + raw.start : start + raw.end]) for raw in first)


# Below the first line of a text, among so many statements a link is looked for.
_LOOKED_AHEAD = 20


def _reads_whole(text: str) -> bool:
    return _reads(text) and not any(
        d.severity == "error"
        for raw in scan(text)
        if raw.kind not in ("blank", "comment")
        for d in _statement(text[raw.start : raw.end], raw)[1]
    )


def _foreign(text: str, found: ForeignText) -> tuple[Syntax, tuple[Diagnostic, ...]]:
    """A text of another format: nothing in it is read, and one finding says so."""
    pieces = [(raw, text[raw.start : raw.end]) for raw in scan(text)]
    first = next((raw for raw, _ in pieces if raw.end > found.start), pieces[0][0])
    statements = []
    for raw, piece in pieces:
        node = Blank() if raw.kind == "blank" else Unreadable()
        own = (other_format(found, len(piece)),) if raw is first else ()
        statements.append(Statement(raw.start, Parsed(piece, node, (), own)))
    shifted = (d.shift(s.start) for s in statements for d in s.parsed.diagnostics)
    return Syntax(text, tuple(statements)), tuple(shifted)


def _parse_raw(piece: str, raw: Raw) -> Parsed:
    if raw.kind == "blank":
        return Parsed(piece, Blank(), (), ())
    if raw.kind == "too long":
        length = raw.end - raw.start
        message = f"this line is {length:,} characters long; at most {MAX_LINE:,} are read"
        hint = "split the chain into lines; each further line is indented and begins with a bracket"
        return _unreadable(piece, (), "CLD112", Span(0, min(60, length)), message, hint)
    comments = _comments(piece, raw)
    if raw.kind == "comment":
        return Parsed(piece, CommentLine(), comments, _control(piece))
    if raw.kind in _LOOKED_AT and not PLAIN.fullmatch(piece):
        found = _other_notation(piece, raw, comments)
        if found is not None:
            return found
    if raw.kind == "words":
        return _words(piece, raw, comments)
    if raw.kind == "orphan":
        message = "a link needs a cause before its arrow"
        hint = f"{LINK_SHAPE}; to continue a chain on the next line, indent that line"
        return _unreadable(piece, comments, "CLD104", Span(0, 1), message, hint)
    node, findings = _statement(piece, raw)
    return Parsed(piece, node, comments, tuple(findings) + _control(piece))


# Statements that may be in another notation.
_LOOKED_AT = ("link", "words", "variable", "loop", "title")


def _other_notation(piece: str, raw: Raw, comments: tuple[Comment, ...]) -> Parsed | None:
    """A line in another notation. One that is clear without some of its marks is read without
    them; of others nothing is read, and the finding has the line to write where that is clear."""
    if any(line.open_quote is not None or line.open_bracket is not None for line in raw.lines):
        return None
    code = _code(piece, raw)
    plain = masked(code)
    if raw.kind != "words" and not is_suspect(plain) and not COMMENT.search(plain):
        return None
    noise, clean = noise_in(plain, raw.kind) if raw.kind != "title" else ([], plain)
    # Quoted texts and attributes are filled in the plain line, and stand in the code.
    clean = "".join(c if p == FILLER else p for c, p in zip(code, clean, strict=True))
    kind = statement_kind(clean.strip(), "->" in clean or "→" in clean, ":" in clean)
    misread = None if not clean.strip() else misread_in(clean, kind)
    if misread is not None:
        return _unread(piece, raw, comments, misread)
    if not noise:
        return None
    one, end = len(raw.lines) == 1, raw.lines[0].code_end - raw.start
    findings = tuple(
        Diagnostic("CLD115", mark.span, mark.message, without(code, mark), fix=mark.fix)
        if one
        else Diagnostic(
            "CLD115", Span(0, end), mark.message, "write the comment on a line above, with `#`"
        )
        for mark in noise
    )
    if not one or not clean.strip():
        return Parsed(piece, Unreadable(), comments, (*findings, *_control(piece)))
    return _read_without(piece, raw, comments, clean, findings)


def _read_without(
    piece: str,
    raw: Raw,
    comments: tuple[Comment, ...],
    clean: str,
    findings: tuple[Diagnostic, ...],
) -> Parsed:
    """The statement of a line with blanks in place of the marks that are left out."""
    read = clean + piece[raw.lines[0].code_end - raw.start :]
    again = scan(read)
    if len(again) != 1 or again[0].kind in ("words", "orphan", "blank", "comment", "too long"):
        return Parsed(piece, Unreadable(), comments, (*findings, *_control(piece)))
    node, more = _statement(read, replace(again[0], start=0))
    return Parsed(piece, node, comments, (*findings, *more, *_control(piece)))


def _unread(piece: str, raw: Raw, comments: tuple[Comment, ...], found: Misread) -> Parsed:
    one = len(raw.lines) == 1
    end = raw.lines[0].code_end - raw.start
    span = found.span if one else Span(0, end)
    hint, fix = SHAPES.get(raw.kind, LINK_SHAPE), None
    if found.instead and _reads(found.instead):
        hint = instead(found)
        fix = Edit(Span(0, end), found.instead) if one else None
    elif found.more:
        hint = found.more
    finding = Diagnostic("CLD115", span, found.message, hint, fix=fix)
    return Parsed(piece, Unreadable(), comments, (finding, *_control(piece)))


def _reads(text: str) -> bool:
    """Whether every line of a text is read without an error."""
    for raw in scan(text):
        piece = text[raw.start : raw.end]
        code = _code(piece, raw)
        if misread_in(code, raw.kind) or noise_in(masked(code), raw.kind)[0]:
            return False
        if raw.kind in ("words", "orphan", "too long"):
            return False
        if raw.kind not in ("blank", "comment"):
            _, findings = _statement(piece, raw)
            # A link without a sign is read: that it has none is another finding.
            if any(d.severity == "error" and d.code != "CLD103" for d in findings):
                return False
    return True


def _code(piece: str, raw: Raw) -> str:
    """A statement as one line, without its comments."""
    parts = (piece[line.text_start - raw.start : line.code_end - raw.start] for line in raw.lines)
    return " ".join(parts)


def _words(piece: str, raw: Raw, comments: tuple[Comment, ...]) -> Parsed:
    """A line that has neither arrow nor colon, or has them behind a quote left open."""
    line = raw.lines[0]
    if line.open_quote is not None:
        at = line.open_quote - raw.start
        return _unreadable(piece, comments, "CLD105", Span(at, at + 1), OPEN_QUOTE, CLOSE_QUOTE)
    end = max(line.code_end - raw.start, 1)
    message = f"not a link or another statement: {short_quote(piece[:end])}"
    likely = SHAPES.get(piece.split(maxsplit=1)[0])
    hint = likely or f"{LINK_SHAPE}; declare a variable with a colon, as in `Load:`"
    return _unreadable(piece, comments, "CLD101", Span(0, end), message, hint)


def _unreadable(
    piece: str, comments: tuple[Comment, ...], code: str, span: Span, message: str, hint: str
) -> Parsed:
    finding = Diagnostic(code, span, message, hint)
    return Parsed(piece, Unreadable(), comments, (finding, *_control(piece)))


def _control(piece: str) -> tuple[Diagnostic, ...]:
    found = _CONTROL.search(piece)
    if found is None:
        return ()
    message = f"a control character (U+{ord(found.group()):04X}); it counts as a blank"
    span = Span(found.start(), found.end())
    return (Diagnostic("CLD110", span, message, "delete it"),)


def _comments(piece: str, raw: Raw) -> tuple[Comment, ...]:
    found = []
    for line in raw.lines:
        if line.comment is not None:
            start = line.comment - raw.start
            text = piece[start : line.end - raw.start].rstrip()
            span = Span(start, start + len(text))
            found.append(Comment(text, span, line.is_comment))
    return tuple(found)


def _statement(piece: str, raw: Raw) -> tuple[AnyStatement, list[Diagnostic]]:
    if raw.kind in BLOCKS:
        return block(piece, raw)
    marked: list[Diagnostic] = []
    if raw.kind == "expect" and len(raw.lines) == 1 and raw.lines[0].open_bracket is None:
        end = raw.lines[0].code_end - raw.start
        code, marked = operand(piece[:end], 0)
        if any(finding.fix is None for finding in marked):
            return Unreadable(), marked
        piece = code + piece[end:]
    node, findings = parse_piece(piece, raw.kind, raw.lines, raw.start)
    findings = [*marked, *findings]
    if node is None or isinstance(node, Operation | RunLines):
        return Unreadable(), findings
    if isinstance(node, Chain):
        findings += missing_signs(node)
    return node, findings
