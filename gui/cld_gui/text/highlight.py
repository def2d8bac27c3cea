"""Syntax highlighting: colours the tokens of the text and underlines problems.

Colour is never the only sign: keywords are bold, comments are italic, and each severity has a
different underline: a wave, dashes or dots.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout

from cld.core.diagnostics import SEVERITIES, Diagnostic, Severity
from cld_gui.shared.utf16 import ShownText
from cld_gui.text.problems import MOST
from cld_gui.text.text_colours import TextColours
from cld_gui.text.tokens import LineTokens, TokenRole

Style = QTextCharFormat.UnderlineStyle
_UNDERLINES: dict[Severity, Style] = {
    "error": Style.WaveUnderline,
    "warning": Style.DashUnderline,
    "info": Style.DotLine,
}
_BOLD: tuple[TokenRole, ...] = ("keyword", "positive", "negative", "unknown", "arrow")
# The underlined parts of a line: (start, length, severity).
Underlines = tuple[tuple[int, int, Severity], ...]
LineLook = tuple[LineTokens, Underlines]


class Highlight:
    """Formats the lines of Qt's text. A line that looks right already is not touched.

    The looks of each line are stored here and not with Qt's line: when lines are split or joined,
    Qt does not keep the number of a line together with its formats.
    """

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._looks: list[LineLook | None] = [None] * document.blockCount()
        self._roles: dict[TokenRole, QTextCharFormat] = {}
        self._lines: dict[Severity, QTextCharFormat] = {}
        document.contentsChange.connect(self._note)

    def _note(self, position: int, _removed: int, added: int) -> None:
        """Forget the looks of edited lines, and move those of the lines after them."""
        count = self._document.blockCount()
        first = max(self._document.findBlock(position).blockNumber(), 0)
        last = self._document.findBlock(position + added).blockNumber()
        last = count - 1 if last < 0 else last
        behind = count - 1 - last
        kept = self._looks[len(self._looks) - behind :] if behind else []
        self._looks = [*self._looks[:first], *[None] * (last + 1 - first), *kept]

    def forget(self, line: int) -> None:
        """Format a line again next time, whatever it contains."""
        self._looks[line] = None

    def set_colours(self, colours: TextColours) -> None:
        """Use these colours from now on."""
        self._looks = [None] * self._document.blockCount()
        for role, colour in colours.roles.items():
            looks = QTextCharFormat()
            looks.setForeground(colour)
            if role in _BOLD:
                looks.setFontWeight(QFont.Weight.Bold)
            looks.setFontItalic(role == "comment")
            self._roles[role] = looks
        for severity, style in _UNDERLINES.items():
            looks = QTextCharFormat()
            looks.setUnderlineStyle(style)
            looks.setUnderlineColor(colours.severities[severity])
            self._lines[severity] = looks

    def show(self, tokens: Sequence[LineTokens], underlines: dict[int, Underlines]) -> int:
        """Show tokens and underlines, by line. Return the number of lines that changed."""
        changed: list[QTextBlock] = []
        for index, of_line in enumerate(tokens[: len(self._looks)]):
            look = (of_line, underlines.get(index, ()))
            if self._looks[index] != look:
                self._looks[index] = look
                block = self._document.findBlockByNumber(index)
                block.layout().setFormats(self._ranges(*look))
                changed.append(block)
        if len(changed) > 100:
            self._document.markContentsDirty(0, self._document.characterCount())
        else:
            for block in changed:
                self._document.markContentsDirty(block.position(), block.length())
        return len(changed)

    def _ranges(self, tokens: LineTokens, underlines: Underlines) -> list[QTextLayout.FormatRange]:
        found = [_range(start, length, self._roles[role]) for start, length, role in tokens]
        return found + [
            _range(start, n, self._lines[severity]) for start, n, severity in underlines
        ]


def _range(start: int, length: int, looks: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, looks
    return found


def underlined(
    shown: ShownText, document: QTextDocument, problems: Sequence[Diagnostic]
) -> dict[int, Underlines]:
    """Return the underlines of each line, the most severe problem last, and the markers of
    lines."""
    found: dict[int, list[tuple[int, int, Severity]]] = {}
    for problem in problems[:MOST]:
        start, end = shown.to_qt(problem.span.start), shown.to_qt(problem.span.end)
        block = document.findBlock(start)
        while block.isValid() and (block.position() < end or block.position() <= start):
            length = block.length() - 1
            first = min(max(start - block.position(), 0), max(length - 1, 0))
            last = max(min(end - block.position(), length), first + 1)
            found.setdefault(block.blockNumber(), []).append(
                (first, last - first, problem.severity)
            )
            block = block.next()
    return {
        number: tuple(sorted(of_line, key=lambda line: (-SEVERITIES.index(line[2]), line)))
        for number, of_line in found.items()
    }
