"""Completions at a place in the text: names, keywords, attribute keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cld.core.diagram import Diagram
from cld.core.text import fold
from cld.language.attributes import (
    EXERCISE_KEYS,
    EXPECT_KEYS,
    INTERVENTION_KEYS,
    LINK_KEYS,
    LOOP_KEYS,
    VARIABLE_KEYS,
)
from cld.language.format import name_text
from cld.language.scan import EXPECTATIONS, statement_kind
from cld.language.source import Source
from cld.language.syntax import InterventionBlock

# The keywords that can begin a line.
STATEMENTS = ("title", "loop", "sector", "intervention", "run", "exercise", "expect", "forbid")
OPERATIONS = (
    "add", "cut", "weaken", "strengthen", "inform", "delay", "set", "capacity", "stock", "rule",
    "self-organise", "goal", "paradigm", "transcend",
)  # fmt: skip
TYPES = ("reinforcing", "balancing")
# At most this number of completions is offered. To narrow them down, type another letter.
MOST = 200

_MARK = re.compile(r'(?P<quote>"(?:\\.|[^"\\])*(?P<close>")?)|(?P<arrow>-{1,3}>|→)|[#(){},:]')
_NAME_FOLLOWS = re.compile(
    r"(expect\s+(link|stock|fight\s+over|loop(\s+(reinforcing|balancing))?\s*:)"
    r"|forbid\s+link|(?<![^\s{])(add|cut|weaken|strengthen|inform|delay|set|capacity|stock))\s+"
)
_WORDS_FOLLOW: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"expect\s+"), tuple(EXPECTATIONS)),
    (re.compile(r"expect\s+at\s+least\s+\d+\s+"), (*TYPES, "loops", "combinations")),
    (re.compile(r"expect\s+delays\s+on\s+"), (*TYPES, "loops")),
    (re.compile(r"expect\s+loop\s+"), (*TYPES, "named")),
    (re.compile(r"forbid\s+"), ("link", "none")),
    (re.compile(r'loop\s+([A-Za-z]\d+\s+)?("[^"]*"\s*)?'), TYPES),
)


@dataclass(frozen=True, slots=True)
class Completions:
    """Replacements for the text from `start` to the caret, the likeliest first."""

    start: int
    typed: str
    words: tuple[str, ...]


def completions(source: Source, offset: int) -> Completions | None:
    """Return the completions at a place that match the typed text, or None.

    >>> from cld.language.source import source_of
    >>> source = source_of("Load per pod (+)-> Latency\\nLatency (+)-> lo")
    >>> completions(source, len(source.text)).words
    ('Load per pod',)
    """
    lines = source.lines
    number = lines.place(offset).line
    line_start = lines.bounds(number).start
    before = source.text[line_start:offset]
    found = _place(source, number, before)
    if found is None:
        return None
    at, choices, names_too, begins = found
    typed = before[at:].lstrip()
    start = offset - len(typed)
    names = _names(source.diagram, start, offset) if names_too else []
    written = {name: _written(name, begins) for name in names}
    fitting = _fitting([*written, *choices], fold(typed))
    words = tuple(written.get(word, word) for word in fitting[:MOST])
    return Completions(start, typed, words) if words else None


def _written(name: str, begins: bool) -> str:
    return name_text(name, "link" if begins else "")


def _names(diagram: Diagram, start: int, offset: int) -> list[str]:
    """The variables, except the one that is being typed."""
    return [
        v.name
        for v in diagram.variables
        if not all(span.start <= offset and span.end >= start for span in v.spans)
    ]


def _fitting(words: Iterable[str], typed: str) -> list[str]:
    """Names that begin with the typed text come first, then those with a later word that does."""
    wanted = typed.casefold()
    ranked = []
    for word in dict.fromkeys(words):
        folded = word.casefold()
        if folded.startswith(wanted):
            ranked.append((0, folded, word))
        elif f" {wanted}" in folded:
            ranked.append((1, folded, word))
    return [word for _, _, word in sorted(ranked)]


# The start of the typed text, the keywords to offer, whether to offer names too, and whether a
# statement begins here.
_Place = tuple[int, tuple[str, ...], bool, bool]


def _place(source: Source, number: int, before: str) -> _Place | None:
    """Return the completions that the line up to the caret allows."""
    brackets: list[int] = []
    last, arrow, colon = 0, False, False
    brace: bool | None = None
    for mark in _MARK.finditer(before):
        what = mark.group()
        if what == "#" or (mark.group("quote") and not mark.group("close")):
            return None
        if mark.group("quote"):
            continue
        last = mark.end()
        if what == "(":
            brackets.append(last)
        elif what == ")":
            if brackets:
                brackets.pop()
        elif what in "{}":
            brace, arrow, colon = what == "{", False, False
        elif what == ":":
            colon = True
        elif mark.group("arrow"):
            arrow = True
    code = before.lstrip()
    kind = statement_kind(code, arrow, colon)
    in_block = _in_block(source, number) if brace is None else brace
    if brackets:
        return _in_bracket(before, last, brackets[-1], "operation" if in_block else kind)
    if before[:last].endswith(")") and not in_block:
        return None
    if in_block and not arrow:
        return _operation(before, last)
    if in_block or arrow:
        return last, (), True, False
    return _plain(before, last, kind, colon)


def _in_block(source: Source, number: int) -> bool:
    start = source.lines.bounds(number).start
    for statement in source.syntax.statements:
        node = statement.node
        if isinstance(node, InterventionBlock) and node.braces:
            span = statement.locate(node.braces)
            if span.start < start <= span.end:
                return True
    return False


def _in_bracket(before: str, last: int, bracket: int, kind: str) -> _Place | None:
    keys = {
        "loop": LOOP_KEYS,
        "intervention": INTERVENTION_KEYS,
        "exercise": EXERCISE_KEYS,
        "expect": EXPECT_KEYS,
        "forbid": EXPECT_KEYS,
        "variable": VARIABLE_KEYS,
    }.get(kind, LINK_KEYS)
    words = before[last:].split()
    if kind == "loop" and words[:1] == ["goal"]:
        return before.index("goal", last) + 4, (), True, False
    if kind not in ("loop", "intervention", "expect", "forbid", "variable") and last == bracket:
        return None  # the sign comes first
    return None if len(words) > 1 else (last, tuple(keys), False, False)


def _operation(before: str, last: int) -> _Place:
    found = _NAME_FOLLOWS.search(before, last)
    return (found.end(), (), True, False) if found else (last, OPERATIONS, False, False)


def _plain(before: str, last: int, kind: str, colon: bool) -> _Place | None:
    """Outside brackets, with no arrow before the caret."""
    if colon:
        if kind in ("loop", "sector", "expect"):
            return last, (), True, False
        alone = len(before[last:].split()) <= 1
        return (last, tuple(VARIABLE_KEYS), False, False) if kind == "variable" and alone else None
    indent = len(before) - len(before.lstrip())
    follows = _NAME_FOLLOWS.match(before, indent)
    if follows and follows.group().startswith(("expect", "forbid")):
        return follows.end(), (), True, False
    best: tuple[int, tuple[str, ...]] | None = None
    for pattern, words in _WORDS_FOLLOW:
        match = pattern.match(before, indent)
        if match and (best is None or match.end() >= best[0]):
            best = match.end(), words
    if best:
        # `loop` can also be the beginning of a name.
        return best[0], best[1], False, False
    if kind in ("title", "exercise", "sector", "intervention", "run"):
        return None
    return indent, STATEMENTS, True, True
