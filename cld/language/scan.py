"""Cuts a text into statements, so that one bad line costs one line.

Nothing is understood here beyond what marks where a statement begins and ends: quotes,
comments, brackets, braces, arrows, indentation, and the word a statement starts with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cld.core.text import Lines, is_blank

TokenKind = Literal[
    "blank",
    "comment",
    "link",
    "orphan",
    "title",
    "exercise",
    "variable",
    "loop",
    "sector",
    "intervention",
    "run",
    "expect",
    "forbid",
    "words",
    "too long",
]

MAX_LINE = 20_000

STATEMENT_WORDS = frozenset(
    {"title", "exercise", "loop", "sector", "intervention", "expect", "forbid"}
)

_MARK = re.compile(r'(?P<quote>"(?:\\.|[^"\\])*(?P<close>")?)|(?P<comment>#)|-{1,3}>|→|[(){}:]')
_LOOP_FORM = re.compile(
    r'loop\s*(:|"|[A-Za-z]\d+(\s*(:|"|$)|\s+(r|b))|(reinforcing|balancing)\s*:'
    r"|(r[a-z]{8,12}|b[a-z]{7,10})\s*:)"
)
# What can be expected of an answer, and what follows its words.
EXPECTATIONS = {
    "link": r"\s",
    "loop": r"(\s|:|$)",
    "at least": r"\s",
    "delays on": r"\s",
    "fight over": r"\s",
    "intervention": r'\s*"',
    "interventions ranked": "",
    "loops labelled": "",
    "stock": r"\s",
    "run": r'\s*"',
}
_WANTED = "|".join(said.replace(" ", r"\s+") + after for said, after in EXPECTATIONS.items())
_EXPECT_FORM = re.compile(rf"expect\s+({_WANTED})")
_FORBID_FORM = re.compile(r"forbid\s+(link\s|none\s*(\(|#|$))")
# An intervention whose name has no quotes, as its brace shows: a name has no braces.
_BARE_BLOCK = re.compile(r"intervention\s+[^\s\"{(:][^\"{(:→>]*(\([^(){}]*\)\s*)?\{")
_BEFORE_A_TEXT: dict[str, TokenKind] = {
    "title": "title",
    "exercise": "exercise",
    "sector": "sector",
    "intervention": "intervention",
    "run": "run",
}
# The statements with a block in braces.
BLOCKS = ("intervention", "run")
_QUOTED_FORM = re.compile(r'(title|exercise|sector|intervention|run)\s*"')


@dataclass(frozen=True, slots=True)
class Line:
    """One line with the marks outside its quotes and comment; offsets are absolute."""

    start: int
    end: int
    text_start: int
    code_end: int
    comment: int | None
    arrow: bool
    colon: bool
    open_quote: int | None
    open_bracket: int | None
    brace_open: int | None
    brace_close: int | None

    @property
    def is_blank(self) -> bool:
        """True for a line of blanks only."""
        return self.text_start >= self.end

    @property
    def is_comment(self) -> bool:
        """True for a line with nothing but a comment."""
        return self.comment == self.text_start

    @property
    def indented(self) -> bool:
        """True if blanks come before the first mark."""
        return self.text_start > self.start


@dataclass(frozen=True, slots=True)
class Raw:
    """A statement not parsed yet: what it looks like, and its lines."""

    kind: TokenKind
    start: int
    end: int
    lines: tuple[Line, ...]


def statement_kind(code: str, arrow: bool, colon: bool) -> TokenKind:
    """Return the kind of statement that a line begins, from its first words and its marks.

    A line with an arrow is a link whatever its first word is, unless it has the exact form
    of another statement; so names may contain any word of the language.

    >>> statement_kind('title "Load"', arrow=False, colon=False)
    'title'
    >>> statement_kind("title (+)-> fame", arrow=True, colon=False)
    'link'
    """
    quoted = _QUOTED_FORM.match(code)
    if quoted:
        return _BEFORE_A_TEXT[quoted.group(1)]
    if _BARE_BLOCK.match(code):
        return "intervention"
    if _EXPECT_FORM.match(code):
        return "expect"
    if _FORBID_FORM.match(code):
        return "forbid"
    if arrow:
        return "orphan" if code.startswith(("(", "->", "→")) else "link"
    if _LOOP_FORM.match(code):
        return "loop"
    if colon:
        return "variable"
    return "orphan" if code.startswith("(") else "words"


def begins_like_a_statement(name: str) -> str:
    """Return the word of the statement a variable's name begins like, or nothing.

    >>> begins_like_a_statement("Loop R1"), begins_like_a_statement("Loops")
    ('loop', '')
    """
    word = name.split(" ")[0].casefold()
    return word if word in STATEMENT_WORDS else ""


def scan(text: str) -> list[Raw]:
    """Cut a text into statements; every line of it belongs to exactly one."""
    lines = Lines(text)
    scanned = [_line(text, *_bounds(lines, number)) for number in range(1, len(lines) + 1)]
    found: list[Raw] = []
    index = 0
    while index < len(scanned):
        line = scanned[index]
        kind = _kind(text, line)
        last = index
        if kind in ("link", "orphan", "words"):
            last = _chain_end(text, scanned, index)
            # A name alone on its line may be the cause of the chain below it.
            if kind == "words" and any(further.arrow for further in scanned[index + 1 : last + 1]):
                kind = "link"
        elif kind in BLOCKS and line.brace_open is not None and line.brace_close is None:
            last = _block_end(text, scanned, index)
        found.append(_raw(kind, scanned[index : last + 1]))
        index = last + 1
    return found


def _bounds(lines: Lines, number: int) -> tuple[int, int]:
    span = lines.bounds(number)
    return span.start, span.end


def _raw(kind: TokenKind, lines: list[Line]) -> Raw:
    return Raw(kind, lines[0].text_start, lines[-1].end, tuple(lines))


def _kind(text: str, line: Line) -> TokenKind:
    if line.end - line.start > MAX_LINE:
        return "too long"
    if line.is_blank:
        return "blank"
    if line.is_comment:
        return "comment"
    return statement_kind(text[line.text_start : line.code_end], line.arrow, line.colon)


def _chain_end(text: str, lines: list[Line], first: int) -> int:
    """A chain goes on in indented lines that start with a bracket; comments may lie between."""
    last = first
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.is_blank or line.end - line.start > MAX_LINE:
            break
        if line.is_comment and line.indented:
            continue
        if not (line.indented and text[line.text_start] == "("):
            break
        last = index
    return last


def _block_end(text: str, lines: list[Line], first: int) -> int:
    """Where a block of braces ends: at its closing brace, or, left open, before the next
    line at the margin that begins a statement."""
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.brace_close is not None and line.brace_open is None:
            return index
        if line.brace_open is not None:
            break
    last = first
    for index in range(first + 1, len(lines)):
        line = lines[index]
        kind = _kind(text, line)
        if not line.indented and kind not in ("blank", "comment", "words"):
            break
        if kind not in ("blank", "comment"):
            last = index
    return last


def _line(text: str, start: int, end: int) -> Line:
    text_start = start
    while text_start < end and is_blank(text[text_start]):
        text_start += 1
    comment = open_quote = brace_open = brace_close = None
    arrow = colon = False
    brackets: list[int] = []
    position = start if end - start <= MAX_LINE else end
    while mark := _MARK.search(text, position, end):
        position = mark.end()
        what = mark.group()
        if mark.group("comment"):
            comment = mark.start()
            break
        if mark.group("quote"):
            open_quote = None if mark.group("close") else mark.start()
        elif what == "(":
            brackets.append(mark.start())
        elif what == ")":
            if brackets:
                brackets.pop()
        elif what == "{":
            brace_open = mark.start() if brace_open is None else brace_open
        elif what == "}":
            brace_close = mark.start()
        elif what == ":":
            colon = True
        else:
            arrow = True
    code_end = end if comment is None else comment
    while code_end > text_start and is_blank(text[code_end - 1]):
        code_end -= 1
    return Line(
        start,
        end,
        text_start,
        code_end,
        comment,
        arrow,
        colon,
        open_quote,
        brackets[0] if brackets else None,
        brace_open,
        brace_close,
    )
