"""The input of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cld.core.diagram import Diagram, Link, Variable
from cld.core.text import Lines, Span
from cld.insight import Insight
from cld.loops.catalogue import Catalogue
from cld.loops.loop import Loop, together

# Beyond this many loops, or links of these, a finding for each loop is useless.
MAX_LOOPS_REPORTED = 200
MAX_LINKS_REPORTED = 20_000


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """The input of the rules: the diagram, its loops, facts about them, and its lines for
    messages."""

    diagram: Diagram
    catalogue: Catalogue
    lines: Lines
    insight: Insight

    def line(self, span: Span) -> int:
        """The line in which a span begins."""
        return self.lines.place(span.start).line


def first_place(thing: Variable | Link) -> Span:
    """Return the first place that names a variable or a link."""
    return thing.spans[0] if thing.spans else Span(0, 0)


def loop_place(loop: Loop) -> Span:
    """Return the place of a loop's statement, else of its first link."""
    return loop.span or first_place(loop.links[0])


def first_loops(loops: Sequence[Loop]) -> Sequence[Loop]:
    """Return the loops that each get a separate finding."""
    return together(loops, MAX_LOOPS_REPORTED, MAX_LINKS_REPORTED)
