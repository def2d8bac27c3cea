"""The language itself, as one format among others."""

from __future__ import annotations

from cld.io.exchange import Reading, Written, dropped
from cld.model import Diagram
from cld.parse import parse
from cld.resolve import resolve
from cld.write import write as text_of


def read(text: str) -> Reading:
    """Return the diagram of a text, with a note for each error."""
    syntax, syntax_findings = parse(text)
    diagram, findings = resolve(syntax)
    errors = (d.message for d in (*syntax_findings, *findings) if d.severity == "error")
    return Reading(diagram, tuple(dict.fromkeys(errors)))


def write(diagram: Diagram) -> Written:
    """Return the text of a diagram; all but the exercise can be written."""
    exercise = Diagram(exercise=diagram.exercise)
    return Written(text_of(diagram), dropped(exercise, ()))
