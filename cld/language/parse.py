"""Parses a text into its syntax. Never raises: lines that cannot be read are reported."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from cld.core.diagnostics import Diagnostic
from cld.core.text import Edit, Span
from cld.language.builder import Builder
from cld.language.foreign import ForeignText, foreign_text
from cld.language.format import name_text, quoted
from cld.language.grammar import WORDS, parser
from cld.language.marks import SIGN_WORDS
from cld.language.notations import Misread, misread_in
from cld.language.operations import meant_operation
from cld.language.scan import MAX_LINE, Line, Raw, scan
from cld.language.syntax import (
    AnyStatement,
    ArrowText,
    BadOperation,
    Blank,
    Chain,
    Comment,
    CommentLine,
    InterventionBlock,
    NameText,
    Operation,
    Parsed,
    Statement,
    Syntax,
    Unreadable,
)

LINK_SHAPE = "a link looks like `Load (+)-> Latency`"
OPEN_QUOTE = "this quote is not closed"
CLOSE_QUOTE = 'close it with `"` on the same line; inside a text a quote is written `\\"`'

# What each statement looks like, for the hint under a message.
SHAPES = {
    "title": 'a title looks like `title "Retry storm"`',
    "exercise": 'an exercise looks like `exercise "Part B"`',
    "link": LINK_SHAPE,
    "variable": "a variable looks like `Latency: goal <= 200ms, unit ms`",
    "loop": 'a loop looks like `loop R1 "Retry storm" reinforcing: Load, Latency, Retries`',
    "intervention": 'an intervention looks like `intervention "Breaker" { cut Retries -> Load }`',
    "operation": (
        "an operation looks like `add A (+)-> B`, `cut A -> B`, `delay A -> B: 3min to 30s`, "
        '`set A: 5s to 10s` or `rule "…"`'
    ),
    "expect": "an expectation looks like `expect link Retries (+)-> Load (points 2)`",
    "forbid": "it looks like `forbid link Pods (+)-> Latency (minus 5)` or `forbid none`",
}

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
    known = {s.parsed.text: s.parsed for s in previous.statements} if previous else {}
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


def _begins_readable(text: str, start: int) -> bool:
    """Whether the statement at a place is one of the language: a name may look like a format."""
    first = next((raw for raw in scan(text[start : start + MAX_LINE]) if raw.kind != "blank"), None)
    return first is not None and _reads(text[start : start + first.end])


def _foreign(text: str, found: ForeignText) -> tuple[Syntax, tuple[Diagnostic, ...]]:
    """A text of another format: nothing in it is read, and one finding says so."""
    pieces = [(raw, text[raw.start : raw.end]) for raw in scan(text)]
    first = next((raw for raw, _ in pieces if raw.end > found.start), pieces[0][0])
    statements = []
    for raw, piece in pieces:
        node = Blank() if raw.kind == "blank" else Unreadable()
        own = (_other_format(found, len(piece)),) if raw is first else ()
        statements.append(Statement(raw.start, Parsed(piece, node, (), own)))
    shifted = (d.shift(s.start) for s in statements for d in s.parsed.diagnostics)
    return Syntax(text, tuple(statements)), tuple(shifted)


def _other_format(found: ForeignText, length: int) -> Diagnostic:
    message = f"this is {found.what}, not a .cld diagram"
    hint = "a .cld diagram is made of links such as `Load (+)-> Latency`"
    if found.suffix:
        name = f"FILE{found.suffix}"
        hint = f"save it as {name}; `cld convert {name} FILE.cld` converts it"
    return Diagnostic("CLD116", Span(0, max(1, min(60, length))), message, hint)


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
    misread = _misread(piece, raw)
    if misread is not None:
        return Parsed(piece, Unreadable(), comments, (misread, *_control(piece)))
    if raw.kind == "words":
        return _words(piece, raw, comments)
    if raw.kind == "orphan":
        message = "a link needs a cause before its arrow"
        hint = f"{LINK_SHAPE}; to continue a chain on the next line, indent that line"
        return _unreadable(piece, comments, "CLD104", Span(0, 1), message, hint)
    node, findings = _statement(piece, raw)
    return Parsed(piece, node, comments, tuple(findings) + _control(piece))


# Names together longer than this are not written out in a hint.
_LONGEST_PAIR = 60
# Of the lines to write so many are named in a hint, and of these so many characters.
_MOST_LINES, _MOST_SHOWN = 4, 300


def _misread(piece: str, raw: Raw) -> Diagnostic | None:
    """A line in another notation, with the line to write, where that can be read in turn."""
    if any(line.open_quote is not None or line.open_bracket is not None for line in raw.lines):
        return None
    found = misread_in(_code(piece, raw), raw.kind)
    if found is None:
        return None
    one = len(raw.lines) == 1
    end = raw.lines[0].code_end - raw.start
    span = found.span if one else Span(0, end)
    hint, fix = f"{LINK_SHAPE}; write each link on a separate line", None
    if found.instead and _reads(found.instead):
        hint = _instead(found)
        fix = Edit(Span(0, end), found.instead) if one else None
    return Diagnostic("CLD115", span, found.message, hint, fix=fix)


def _reads(text: str) -> bool:
    """Whether every line of a text is read without an error."""
    for raw in scan(text):
        piece = text[raw.start : raw.end]
        if misread_in(_code(piece, raw), raw.kind):
            return False
        if raw.kind in ("words", "orphan", "too long"):
            return False
        if raw.kind not in ("blank", "comment"):
            _, findings = _statement(piece, raw)
            if any(finding.severity == "error" for finding in findings):
                return False
    return True


def _code(piece: str, raw: Raw) -> str:
    """A statement as one line, without its comments."""
    parts = (piece[line.text_start - raw.start : line.code_end - raw.start] for line in raw.lines)
    return " ".join(parts)


def _instead(found: Misread) -> str:
    lines = found.instead.split("\n")
    shown = [f"`{line}`" for line in lines[:_MOST_LINES]]
    rest = len(lines) - len(shown)
    if sum(map(len, shown)) > _MOST_SHOWN:
        return LINK_SHAPE
    last = f"{rest} more" if rest else shown.pop() if len(shown) > 1 else ""
    said = f"write {', '.join(shown)}" + (f" and {last}" if last else "")
    if len(lines) > 1:
        said += ", each on its line"
    if found.open_sign:
        said += ", with `+` in place of `?` for the same direction, `-` for the opposite one"
    return f"{said}; {found.more}" if found.more else said


def _words(piece: str, raw: Raw, comments: tuple[Comment, ...]) -> Parsed:
    """A line that has neither arrow nor colon, or has them behind a quote left open."""
    line = raw.lines[0]
    if line.open_quote is not None:
        at = line.open_quote - raw.start
        return _unreadable(piece, comments, "CLD105", Span(at, at + 1), OPEN_QUOTE, CLOSE_QUOTE)
    end = max(line.code_end - raw.start, 1)
    message = f"not a link or another statement: {_quote(piece[:end])}"
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
    if raw.kind == "intervention":
        return _intervention(piece, raw)
    node, findings = _parse_piece(piece, raw.kind, raw.lines, raw.start)
    if node is None or isinstance(node, Operation):
        return Unreadable(), findings
    if isinstance(node, Chain):
        findings += _signs(node)
    return node, findings


def _signs(chain: Chain) -> list[Diagnostic]:
    found = []
    for index, arrow in enumerate(chain.arrows):
        if arrow.polarity is None:
            found.append(_no_sign(chain.names[index], arrow, chain.names[index + 1]))
    return found


def _no_sign(cause: NameText, arrow: ArrowText, effect: NameText) -> Diagnostic:
    """A link without a sign, or with a word where the sign belongs."""
    message = f"the link from {_quote(cause.text)} to {_quote(effect.text)} has no sign"
    first = arrow.attributes[0] if arrow.attributes else None
    word = first.key if first is not None and not first.value else ""
    sign = SIGN_WORDS.get(word.casefold())
    if first is not None and sign is not None:
        message += f": {_quote(word)} is written `{sign}`"
        hint = f"write `({sign})->`; until then the link counts as `?`"
        return Diagnostic("CLD103", arrow.span, message, hint, fix=Edit(first.span, sign))
    if len(word) == 1:
        message += f": {_quote(word)} is not one"
    before, after = name_text(cause.text, begins="link"), name_text(effect.text)
    if len(before) + len(after) > _LONGEST_PAIR:
        before = after = ""
    plus, minus, open_ = (
        f"`{before} ({sign})-> {after}`".replace("` ", "`").replace(" `", "`") for sign in "+-?"
    )
    hint = (
        f"write {plus} if both change in the same direction, {minus} if they change in opposite "
        f"directions, {open_} if you do not know; until then it counts as `?`"
    )
    return Diagnostic("CLD103", arrow.span, message, hint)


def _parse_piece(
    piece: str, start: str, lines: tuple[Line, ...], offset: int, base: int = 0
) -> tuple[AnyStatement | Operation | None, list[Diagnostic]]:
    """Parse one statement, or one operation, closing quotes and brackets left open.

    `offset` is where `piece` begins in the file, which `lines` count from; `base` where it
    begins in its statement, which spans count from.
    """
    repaired, at, findings = _repair(piece, lines, offset, base)
    builder = Builder(at)
    try:
        node = builder.transform(parser().parse(repaired, start=start))
    except UnexpectedInput as error:
        return None, findings or [_explain(error, start, piece, at, base)]
    return node, findings + builder.found


def _repair(
    piece: str, lines: tuple[Line, ...], offset: int, base: int
) -> tuple[str, Callable[[int], int], list[Diagnostic]]:
    """Close, at the end of its line, what a line leaves open; map offsets back."""
    findings: list[Diagnostic] = []
    inserted: list[tuple[int, str]] = []
    for line in lines:
        closing = ""
        if line.open_quote is not None:
            closing = ' "'
            at = line.open_quote - offset + base
            findings.append(Diagnostic("CLD105", Span(at, at + 1), OPEN_QUOTE, CLOSE_QUOTE))
        if line.open_bracket is not None:
            closing += ")"
            at = line.open_bracket - offset + base
            hint = f"close it with `)` on the same line; {LINK_SHAPE}"
            message = "this bracket is not closed"
            findings.append(Diagnostic("CLD106", Span(at, at + 1), message, hint))
        if closing:
            inserted.append((line.code_end - offset, closing))
    if not inserted:
        return piece, lambda position: position + base, findings
    pieces, last = [], 0
    for place, closing in inserted:
        pieces += [piece[last:place], closing]
        last = place
    pieces.append(piece[last:])

    places, added, sums = [], 0, []
    for place, closing in inserted:
        places.append(place + added)
        added += len(closing)
        sums.append(added)

    def at_original(position: int) -> int:
        index = bisect_left(places, position) - 1
        if index < 0:
            return position + base
        return max(inserted[index][0], position - sums[index]) + base

    return "".join(pieces), at_original, findings


def _intervention(piece: str, raw: Raw) -> tuple[AnyStatement, list[Diagnostic]]:
    first = raw.lines[0]
    brace = first.brace_open
    if brace is None:
        node, findings = _parse_piece(piece, "intervention", raw.lines[:1], raw.start)
        return (node if isinstance(node, InterventionBlock) else Unreadable()), findings
    head_line = replace(first, code_end=brace, end=brace, comment=None)
    head_line = replace(head_line, open_quote=None, open_bracket=None)
    head = piece[: brace - raw.start]
    if bare := _BARE_NAME.match(head):
        return Unreadable(), [_bare_name(bare)]
    node, findings = _parse_piece(head, "intervention", (head_line,), raw.start)
    operations, close, found = _operations(piece, raw, brace)
    findings += found
    if not isinstance(node, InterventionBlock):
        return Unreadable(), findings
    if close is None:
        message = f"the brace of intervention {_quote(node.name.text)} is not closed"
        hint = "close it with `}` on a separate line"
        span = Span(brace - raw.start, brace - raw.start + 1)
        findings.append(Diagnostic("CLD107", span, message, hint))
        close = len(piece) + raw.start - 1
    braces = Span(brace - raw.start, close + 1 - raw.start)
    return replace(node, operations=tuple(operations), braces=braces), findings


# The name of an intervention without its quotes.
_BARE_NAME = re.compile(r"intervention\s+(?P<name>[^\s\"(][^\"(]*?)\s*(?:\(|$)")


def _bare_name(found: re.Match[str]) -> Diagnostic:
    span, said = Span(*found.span("name")), quoted(found["name"].strip("'“”‘’"))
    hint = f"write `intervention {said} {{`"
    message = "the name of this intervention needs quotes"
    return Diagnostic("CLD115", span, message, hint, fix=Edit(span, said))


def _operations(
    piece: str, raw: Raw, brace: int
) -> tuple[list[Operation | BadOperation], int | None, list[Diagnostic]]:
    """Parse the operations between the braces, one operation a line."""
    operations: list[Operation | BadOperation] = []
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
                message = f"found {_quote(after)} after the closing brace"
                findings.append(Diagnostic("CLD102", span, message, "start a new line"))
            end = close
        code = piece[start - raw.start : end - raw.start] if end > start else ""
        blanks = len(code) - len(code.lstrip())
        code = code.strip()
        if not code:
            continue
        begin = start + blanks
        base = begin - raw.start
        one = replace(line, start=begin, text_start=begin, code_end=begin + len(code))
        node, found = _parse_piece(code, "operation", (one,), begin, base)
        findings += found
        if isinstance(node, Operation) and node.verb == "add" and node.chain:
            findings += _signs(node.chain)
        bad = BadOperation(Span(base, base + len(code)))
        operations.append(node if isinstance(node, Operation) else bad)
    return operations, close, findings


def _explain(
    error: UnexpectedInput, start: str, piece: str, at: Callable[[int], int], base: int
) -> Diagnostic:
    """Describe what was found and what was expected, in the reader's words."""
    found, position, expected = "", None, set[str]()
    if isinstance(error, UnexpectedToken):
        expected = set(error.accepts or error.expected)
        if error.token.type != "$END":
            found, position = str(error.token), at(error.token.start_pos or 0)
    elif isinstance(error, UnexpectedCharacters):
        expected, position = set(error.allowed or ()), at(error.pos_in_stream or 0)
        found = piece[position - base : position - base + 1]
    elif isinstance(error, UnexpectedEOF):
        expected = set(error.expected)
    if start == "operation" and position == base:
        word = piece.split(maxsplit=1)[0]
        span = Span(base, base + len(word))
        meant = meant_operation(word)
        message = f"{_quote(word)} is not an operation"
        if meant:
            hint = f"did you mean `{meant}`?"
            return Diagnostic("CLD111", span, message, hint, fix=Edit(span, meant))
        return Diagnostic("CLD111", span, message, SHAPES["operation"])
    if found and position is not None:
        span, said = Span(position, position + len(found)), f"found {_quote(found)}"
    else:
        end = base + len(piece.rstrip())
        span, said = Span(max(base, end - 1), end), "the statement ends too early"
    wanted = sorted(WORDS[token] for token in expected if token in WORDS)
    message = said + (f"; expected {_either(wanted)}" if wanted else ", which does not belong here")
    return Diagnostic("CLD102", span, message, SHAPES.get(start, LINK_SHAPE))


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _quote(words: str) -> str:
    """Return words in quotes, short enough for a message."""
    flat = " ".join(words.split())
    return f"“{flat[:47]}…”" if len(flat) > 48 else f"“{flat}”"
