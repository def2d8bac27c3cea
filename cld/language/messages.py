"""The messages and hints of the parser, in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Callable

from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from cld.core.diagnostics import Diagnostic
from cld.core.suggest import operation_meant
from cld.core.text import Edit, Span
from cld.language.foreign import ForeignText
from cld.language.format import name_text, quoted
from cld.language.grammar import WORDS
from cld.language.notations import Misread
from cld.language.shapes import LINK_SHAPE, SHAPES
from cld.language.syntax import ArrowText, NameText


def other_format(found: ForeignText, length: int) -> Diagnostic:
    """Return the finding on a text of another format.

    Parameters
    ----------
    found : the format.
    length : how many characters its first statement has.

    >>> other_format(ForeignText("a DOT graph", ".dot", 0), 9).hint
    'save it as FILE.dot; `cld convert FILE.dot FILE.cld` converts it'
    """
    message = f"this is {found.what}, not a .cld diagram"
    hint = "a .cld diagram is made of links such as `Load (+)-> Latency`"
    if found.what == "Markdown":
        hint = "copy the lines between two ``` marks to a file named for their format"
    if found.suffix:
        name = f"FILE{found.suffix}"
        hint = f"save it as {name}; `cld convert {name} FILE.cld` converts it"
    return Diagnostic("CLD116", Span(0, max(1, min(60, length))), message, hint)


# Names together longer than this are not written out in a hint.
_LONGEST_PAIR = 60
# At most this many corrected lines are shown in a hint, and this many characters of them.
_MOST_LINES, MOST_SHOWN = 4, 300


def instead(found: Misread) -> str:
    """Return the hint with the lines to write, the first few if there are many.

    >>> instead(Misread(Span(0, 1), "", "A (+)-> B\\nA (+)-> C"))
    'write `A (+)-> B` and `A (+)-> C`, each on its line'
    """
    lines = found.instead.split("\n")
    shown = [f"`{line}`" for line in lines[:_MOST_LINES]]
    rest = len(lines) - len(shown)
    if sum(map(len, shown)) > MOST_SHOWN:
        return LINK_SHAPE
    last = f"{rest} more" if rest else shown.pop() if len(shown) > 1 else ""
    said = f"write {', '.join(shown)}" + (f" and {last}" if last else "")
    if len(lines) > 1:
        said += ", each on its line"
    if "(?)" in found.instead:
        said += ", with `+` in place of `?` for the same direction, `-` for the opposite one"
    return f"{said}; {found.more}" if found.more else said


def no_sign(cause: NameText, arrow: ArrowText, effect: NameText) -> Diagnostic:
    """Return the finding on a link without a sign."""
    message = f"the link from {short_quote(cause.text)} to {short_quote(effect.text)} has no sign"
    first = arrow.attributes[0] if arrow.attributes else None
    word = first.key if first is not None and not first.value else ""
    if len(word) == 1:
        message += f": {short_quote(word)} is not one"
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


def bare_name(found: re.Match[str]) -> Diagnostic:
    """Return the finding on an intervention whose name has no quotes, given the match of it."""
    span, said = Span(*found.span("name")), quoted(found["name"].strip("'“”‘’"))
    hint = f"write `intervention {said} {{`"
    message = "the name of this intervention needs quotes"
    return Diagnostic("CLD115", span, message, hint, fix=Edit(span, said))


def explain(
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
        meant = operation_meant(word, piece[len(word) :])
        message = f"{short_quote(word)} is not an operation"
        if meant:
            hint = f"did you mean `{meant}`?"
            return Diagnostic("CLD111", span, message, hint, fix=Edit(span, meant))
        return Diagnostic("CLD111", span, message, SHAPES["operation"])
    if found and position is not None:
        span, said = Span(position, position + len(found)), f"found {short_quote(found)}"
    else:
        end = base + len(piece.rstrip())
        span, said = Span(max(base, end - 1), end), "the statement ends too early"
    wanted = sorted(WORDS[token] for token in expected if token in WORDS)
    message = said + (f"; expected {_either(wanted)}" if wanted else ", which does not belong here")
    return Diagnostic("CLD102", span, message, SHAPES.get(start, LINK_SHAPE))


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def short_quote(words: str) -> str:
    """Return words in quotes, short enough for a message."""
    flat = " ".join(words.split())
    return f"“{flat[:47]}…”" if len(flat) > 48 else f"“{flat}”"
