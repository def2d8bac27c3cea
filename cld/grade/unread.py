"""The lines of an answer that could not be read, or only in part, and so were not graded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Diagram
from cld.core.text import Lines

# The codes of lines, or parts of lines, that the reader skips.
SKIPPED = "CLD1"
# At most this many lines are kept, and at most FEW are listed in a text for people.
MOST, FEW = 100, 20


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line of an answer that was not graded, with the reason and how to write it.

    `partly` is true if the diagram has a link from the line, perhaps without its sign.
    """

    line: int
    message: str
    hint: str = ""
    partly: bool = False

    @property
    def words(self) -> str:
        """The line, the reason and the hint in a sentence."""
        was = "was read only in part" if self.partly else "was not graded"
        return f"line {self.line} {was}: {said(self.message, self.hint)}"


def said(message: str, hint: str) -> str:
    """Return a message with its hint, if it has one.

    >>> said("this bracket is not closed", "close it with `)`")
    'this bracket is not closed; hint: close it with `)`'
    """
    return f"{message}; hint: {hint}" if hint else message


def unread_lines(
    diagram: Diagram, found: Iterable[Diagnostic], lines: Lines
) -> tuple[UnreadLine, ...]:
    """Return the lines that could not be read, by line, each with its first problem.

    >>> from cld.language.source import source_of
    >>> source = source_of("A (+)-> B\\nB (((-> A")
    >>> [one.words for one in unread_lines(source.diagram, source.diagnostics, source.lines)]
    ... # doctest: +ELLIPSIS
    ['line 2 was not graded: ...; hint: ...']
    """
    if not lines.in_file:
        return ()
    links = (span for link in diagram.links for span in link.spans)
    loops = (loop.span for loop in diagram.loops)
    interventions = (intervention.span for intervention in diagram.interventions)
    variables = (span for variable in diagram.variables for span in variable.spans)
    spans = (*links, *loops, *interventions, *variables)
    read = {lines.place(span.start).line for span in spans}
    unread: dict[int, UnreadLine] = {}
    for one in found:
        line = lines.place(one.span.start).line
        # The rest of such a line was read whole.
        whole = one.fix is not None and line in read and one.code in ("CLD103", "CLD115")
        if one.severity == "error" and one.code.startswith(SKIPPED) and not whole:
            unread.setdefault(line, UnreadLine(line, one.message, one.hint, line in read))
            if len(unread) == MOST:
                break
    return tuple(unread[line] for line in sorted(unread))
