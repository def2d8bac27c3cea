"""Finds text or patterns, and computes replacements."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QRegularExpression, QRegularExpressionMatch

from cld.core.text import Edit
from cld_gui.shared.utf16 import ShownText

# At most this number of hits is counted.
MOST = 10_000

_REFERENCE = re.compile(r"\\(.)|\$(\d)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Query:
    """A text or pattern to find, with the options of the search."""

    words: str = ""
    match_case: bool = False
    whole_word: bool = False
    is_pattern: bool = False

    def expression(self) -> QRegularExpression:
        """Return the query as a pattern. It is invalid if the user's pattern is.

        Qt stops a pattern that would take too long.
        """
        words = self.words if self.is_pattern else QRegularExpression.escape(self.words)
        if self.whole_word:
            words = rf"(?<!\w)(?:{words})(?!\w)"
        options = (
            QRegularExpression.PatternOption.UseUnicodePropertiesOption
            | QRegularExpression.PatternOption.MultilineOption
        )
        if not self.match_case:
            options |= QRegularExpression.PatternOption.CaseInsensitiveOption
        return QRegularExpression(words, options)


@dataclass(frozen=True, slots=True)
class Hit:
    """The place of a hit, in Qt's positions, and the text of the pattern's groups."""

    start: int
    end: int
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits in order, or the error in the pattern."""

    hits: tuple[Hit, ...] = ()
    error: str = ""


def find(shown: ShownText, wanted: Query) -> SearchResult:
    """Return the hits of a query in a text.

    >>> find(ShownText("Load (+)-> load"), Query("load")).hits[1].start
    11
    """
    if not wanted.words:
        return SearchResult()
    expression = wanted.expression()
    if not expression.isValid():
        return SearchResult(error=f"invalid pattern: {expression.errorString()}")
    hits: list[Hit] = []
    matches = expression.globalMatch(shown.plain)
    while matches.hasNext() and len(hits) < MOST:
        match = matches.next()
        if match.capturedLength():
            hits.append(_hit(match))
    return SearchResult(tuple(hits))


def _hit(match: QRegularExpressionMatch) -> Hit:
    return Hit(match.capturedStart(), match.capturedEnd(), tuple(match.capturedTexts()))


def replaced(shown: ShownText, hit: Hit, words: str, wanted: Query) -> Edit:
    r"""Return the edit that replaces a hit.

    In the replacement of a pattern, `\1` or `$1` is its first group, `\0` the whole hit, `\n` a
    line break and `\t` a tab.
    """
    if wanted.is_pattern:

        def put(reference: re.Match[str]) -> str:
            sign, number = reference.group(1), reference.group(2) or reference.group(1)
            if number.isdecimal():
                return hit.groups[int(number)] if int(number) < len(hit.groups) else ""
            return {"n": "\n", "t": "\t"}.get(sign, sign)

        words = _REFERENCE.sub(put, words)
    return Edit(shown.span(hit.start, hit.end), shown.with_breaks(words))
