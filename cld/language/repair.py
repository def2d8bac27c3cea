"""Closes quotes and brackets that a line leaves open, so that the rest of it can be read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from cld.core.diagnostics import Diagnostic
from cld.core.text import Span
from cld.language.scan import Line
from cld.language.shapes import CLOSE_QUOTE, LINK_SHAPE, OPEN_QUOTE


def repaired(
    piece: str, lines: tuple[Line, ...], offset: int, base: int
) -> tuple[str, Callable[[int], int], list[Diagnostic]]:
    """Return a statement with the open quotes and brackets of each line closed, a function from
    its offsets to those of the text, and the findings.

    Parameters
    ----------
    piece, lines : the statement and its lines.
    offset : where the statement begins in the file, which `lines` count from.
    base : where it begins in the text that the findings count from.

    >>> from cld.language.scan import scan
    >>> repaired("A (+-> B", scan("A (+-> B")[0].lines, 0, 0)[0]
    'A (+-> B)'
    """
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
