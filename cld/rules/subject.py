"""What the rules look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cld.core.diagram import Diagram, Link, Variable
from cld.core.text import Lines, Span
from cld.insight import Insight
from cld.loops.catalogue import Catalogue
from cld.loops.loop import Loop, together

# Beyond this many loops, or links of these, a finding for each loop helps nobody.
MAX_LOOPS_REPORTED = 200
MAX_LINKS_REPORTED = 20_000


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """What the rules look at: the diagram, its loops, what follows from them, and its lines
    for messages."""

    diagram: Diagram
    catalogue: Catalogue
    lines: Lines
    insight: Insight

    def line(self, span: Span) -> int:
        """The line a span begins in."""
        return self.lines.place(span.start).line


def first_place(thing: Variable | Link) -> Span:
    """Return where a variable or a link is first named."""
    return thing.spans[0] if thing.spans else Span(0, 0)


def loop_place(loop: Loop) -> Span:
    """Return the place of a loop's statement, else of its first link."""
    return loop.span or first_place(loop.links[0])


def first_loops(loops: Sequence[Loop]) -> Sequence[Loop]:
    """Return the loops of which each gets its own finding."""
    return together(loops, MAX_LOOPS_REPORTED, MAX_LINKS_REPORTED)
