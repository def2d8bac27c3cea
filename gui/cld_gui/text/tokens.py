"""The tokens of a text: names, signs, arrows, keywords and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from cld.core.text import Lines, Span
from cld.language.syntax import (
    AnyStatement,
    ArrowText,
    Attribute,
    BadOperation,
    Chain,
    Exercise,
    Expect,
    Forbid,
    InterventionBlock,
    LoopLine,
    NameText,
    Operation,
    Parsed,
    RunBlock,
    RunLine,
    SectorLine,
    Statement,
    Title,
    ValuePart,
    VariableLine,
)

TokenRole = Literal[
    "name",
    "positive",
    "negative",
    "unknown",
    "arrow",
    "keyword",
    "key",
    "value",
    "string",
    "comment",
]
Token = tuple[int, int, TokenRole]
# The tokens of one line: (start, length, role), in UTF-16 units from the start of the line.
LineTokens = tuple[Token, ...]

_HEAD = re.compile(r"-{1,3}>|→")
_WORD = re.compile(r"[^\W_][\w-]*")
_LOOSE = re.compile(r'(?P<string>"(?:\\.|[^"\\])*"?)|(?P<arrow>-{1,3}>|→)')
_BREAK = re.compile(r"\r\n|\r|\n")


class TokenReader:
    """Reads the tokens of a text line by line. Tokens of unchanged statements are cached."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Parsed, tuple[LineTokens, ...]]] = {}

    def lines(self, statements: Sequence[Statement], lines: Lines) -> list[LineTokens]:
        """Return the tokens of each line of the text."""
        found: list[LineTokens] = [()] * len(lines)
        known: dict[int, tuple[Parsed, tuple[LineTokens, ...]]] = {}
        for statement in statements:
            parsed = statement.parsed
            entry = self._known.get(id(parsed)) or (parsed, _by_line(parsed))
            known[id(parsed)] = entry
            place = lines.place(statement.start)
            index, indent = place.line - 1, place.column - 1
            of_lines = entry[1]
            if indent and of_lines[0]:
                # The indentation is ASCII blanks, or characters that count like them.
                of_lines = (tuple((s + indent, n, r) for s, n, r in of_lines[0]), *of_lines[1:])
            found[index : index + len(of_lines)] = of_lines
        self._known = known
        return found


def _by_line(parsed: Parsed) -> tuple[LineTokens, ...]:
    text = parsed.text
    starts, ends = [0], []
    for found in _BREAK.finditer(text):
        ends.append(found.start())
        starts.append(found.end())
    ends.append(len(text))
    tokens = statement_tokens(parsed)
    lines: list[LineTokens] = []
    for start, end in zip(starts, ends, strict=True):
        inside = [
            (max(span.start, start), min(span.end, end), role)
            for span, role in tokens
            if span.start < end and span.end > start
        ]
        lines.append(
            tuple((_wide(text, start, a), _wide(text, a, b), role) for a, b, role in inside)
        )
    return tuple(lines)


def _wide(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return len(piece) if piece.isascii() else len(piece.encode("utf-16-le", "replace")) // 2


def statement_tokens(parsed: Parsed) -> list[tuple[Span, TokenRole]]:
    """Return the tokens of one statement: in order, disjoint, with offsets from its start.

    >>> from cld.language.parse import parse
    >>> parsed = parse("Load (+)-> Latency")[0].statements[0].parsed
    >>> [(parsed.text[s.start : s.end], role) for s, role in statement_tokens(parsed)]
    [('Load', 'name'), ('+', 'positive'), ('->', 'arrow'), ('Latency', 'name')]
    """
    comments: list[tuple[Span, TokenRole]] = [(c.span, "comment") for c in parsed.comments]
    said = [*comments, *_node(parsed.node, parsed.text)]
    covered = sorted((t for t in said if t[0].start < t[0].end), key=lambda token: token[0])
    readable = any(role != "comment" for _, role in covered)
    found: list[tuple[Span, TokenRole]] = []
    done = 0
    for span, role in [*covered, (Span(len(parsed.text), len(parsed.text)), "comment")]:
        if span.start < done:
            continue
        found.extend(_gap(parsed.text, done, span.start, readable))
        if span.start < span.end:
            found.append((span, role))
        done = span.end
    return found


def _gap(text: str, start: int, end: int, readable: bool) -> Iterator[tuple[Span, TokenRole]]:
    """Yield the keywords between the names and values of a statement."""
    pattern = _WORD if readable else _LOOSE
    for found in pattern.finditer(text, start, end):
        role: TokenRole = "keyword"
        if not readable:
            role = "string" if found.group("string") else "arrow"
        yield Span(found.start(), found.end()), role


def _node(node: AnyStatement, text: str) -> Iterator[tuple[Span, TokenRole]]:
    match node:
        case Chain(settings=settings):
            yield from _chain(node, text)
            yield from _attributes(settings)
        case Title(part) | Exercise(title=part):
            yield from _part(part)
            if isinstance(node, Exercise):
                yield from _attributes(node.settings)
        case VariableLine(name, attributes, settings):
            yield from _names([name])
            yield from _attributes((*attributes, *settings))
        case LoopLine(id_, name, _, members, settings):
            if id_:
                yield id_.span, "keyword"
            yield from _part(name)
            yield from _names(members)
            yield from _attributes(settings)
        case SectorLine(name, members):
            yield from _part(name)
            yield from _names(members)
        case InterventionBlock(name, settings, operations):
            yield from _part(name)
            yield from _attributes(settings)
            for operation in operations:
                yield from _operation(operation, text)
        case RunBlock(name, settings, operations):
            yield from _part(name)
            yield from _attributes(settings)
            for line in operations:
                if isinstance(line, RunLine):
                    yield Span(line.span.start, line.span.start + len(line.verb)), "keyword"
                    yield from _names(line.named)
                    yield from _part(line.text)
        case Expect(chain=chain, members=members, text=said, settings=settings):
            yield from _chain(chain, text)
            yield from _names(members)
            yield from _part(said)
            yield from _attributes(settings)
        case Forbid(chain, settings):
            yield from _chain(chain, text)
            yield from _attributes(settings)


def _operation(operation: Operation | BadOperation, text: str) -> Iterator[tuple[Span, TokenRole]]:
    if isinstance(operation, BadOperation):
        return
    yield from _chain(operation.chain, text)
    yield from _names([operation.name] if operation.name else [])
    yield from _part(operation.words)
    for change in (operation.before, operation.after):
        if change:
            yield change.span, "value"


def _chain(chain: Chain | None, text: str) -> Iterator[tuple[Span, TokenRole]]:
    if chain:
        yield from _names(chain.names)
        for arrow in chain.arrows:
            yield from _arrow(arrow, text)


def _arrow(arrow: ArrowText, text: str) -> Iterator[tuple[Span, TokenRole]]:
    start, end = arrow.span.start, arrow.span.end
    attributes = arrow.attributes
    if not _HEAD.match(text, start) and not (attributes and attributes[0].span.start == start):
        signs: dict[str | None, TokenRole] = {"+": "positive", "-": "negative"}
        yield Span(start, start + 1), signs.get(arrow.polarity, "unknown")
    yield from _attributes(attributes)
    behind = max((a.span.end for a in attributes), default=start)
    heads = list(_HEAD.finditer(text, behind, end))
    if heads:
        yield Span(heads[-1].start(), heads[-1].end()), "arrow"


def _names(names: Iterable[NameText]) -> Iterator[tuple[Span, TokenRole]]:
    return ((name.span, "name") for name in names)


def _part(part: ValuePart | None) -> Iterator[tuple[Span, TokenRole]]:
    if part:
        yield part.span, "string" if part.quoted else "value"


def _attributes(attributes: Iterable[Attribute]) -> Iterator[tuple[Span, TokenRole]]:
    for attribute in attributes:
        if attribute.key:
            yield attribute.parts[0].span, "key"
        for part in attribute.values:
            yield from _part(part)
