"""The language of .cld files, as one of the formats."""

from __future__ import annotations

from cld.core.diagram import Diagram
from cld.io.exchange import Reading, Written, dropped
from cld.language.source import source_of
from cld.language.write import write as text_of


def read(text: str) -> Reading:
    """Return the diagram of a text, with each error and its line.

    >>> read("A (+)-> B\\nB => A").unread
    ('line 2: `=>` is not an arrow of the language',)
    """
    source = source_of(text)
    errors = (
        f"{source.lines.said(d.span.start, '', ': ')}{d.message}"
        for d in source.diagnostics
        if d.severity == "error"
    )
    return Reading(source.diagram, unread=tuple(errors))


def write(diagram: Diagram) -> Written:
    """Return the text of a diagram; everything except the exercise can be written."""
    exercise = Diagram(exercise=diagram.exercise)
    return Written(text_of(diagram), dropped(exercise, ()))
