"""Marks that can be left out of a line: the line is read without them, and they are reported."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cld.core.text import Edit, Span
from cld.language.marks import BULLET, COMMENT

_PAIRS = {"'": "'", "‘": "’", "“": "”", "„": "“", "«": "»", "`": "`", "”": "”", "’": "’"}
_QUOTED = re.compile(
    r"(?:^|(?<=->)|(?<==>)|(?<=→)|(?<=[,:;&]))\s*(?P<open>['‘“„«`”’])(?P<name>[^'‘’“”„«»`\"(){},:#>→;&]+)"
    r"(?P<close>['’”“»`])(?=\s*(?:$|[\[(,:;<=~→&-]))"
)


@dataclass(frozen=True, slots=True)
class Noise:
    """A mark to leave out: its place, a message, and the edit that removes it."""

    span: Span
    message: str
    fix: Edit


def noise_in(plain: str, kind: str = "link") -> tuple[list[Noise], str]:
    """Return the marks that a line is read without, and the line with blanks in their place.

    Parameters
    ----------
    plain : the line with its quoted texts filled, as `marks.masked` does.
    kind : the kind of its statement; the value of an attribute may contain such marks.

    >>> noise_in("A (+)-> B; // why")[1].rstrip()
    'A (+)-> B'
    """
    found: list[Noise] = []
    code = plain
    comment = COMMENT.search(code)
    if comment and not (kind == "variable" and _in_value(code[: comment.start()])):
        span, mark = Span(*comment.span()), comment.group()
        message = f"a comment begins with `#`, not with `{mark}`"
        found.append(Noise(span, message, Edit(span, "#" if comment.end() < len(code) else "")))
        code = _blank(code, comment.start(), len(code))
    end = len(code.rstrip())
    if end and code[end - 1] == ";":
        span = Span(end - 1, end)
        found.append(Noise(span, "a statement ends with its line, without `;`", Edit(span, "")))
        code = _blank(code, end - 1, end)
    bullet = BULLET.match(code)
    if bullet and ("->" in code or "→" in code or ":" in code or "=>" in code):
        mark = bullet.group().split()[0]
        message = f"a line is not a list item: it begins without `{mark}`"
        found.append(Noise(Span(0, len(mark)), message, Edit(Span(0, bullet.end()), "")))
        code = _blank(code, 0, bullet.end())
    return [*found, *_quotes(code)], _without_quotes(code)


def _in_value(before: str) -> bool:
    """Whether a declaration ends in a key with a value."""
    last = re.split(r"[,:]", before)[-1]
    return ":" in before and len(last.split()) > 1


def _names(code: str) -> list[re.Match[str]]:
    return [one for one in _QUOTED.finditer(code) if _PAIRS[one["open"]] == one["close"]]


def _quotes(code: str) -> list[Noise]:
    found = []
    for one in _names(code):
        span = Span(one.start("open"), one.end("close"))
        message = f'a name needs no quotes, and only `"` are quotes, not {one["open"]}'
        found.append(Noise(span, message, Edit(span, one["name"].strip())))
    return found


def _without_quotes(code: str) -> str:
    for one in _names(code):
        for group in ("open", "close"):
            code = _blank(code, one.start(group), one.end(group))
    return code


def _blank(code: str, start: int, end: int) -> str:
    return code[:start] + " " * (end - start) + code[end:]
