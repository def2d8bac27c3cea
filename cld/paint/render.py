"""Renders a diagram to a file: lays it out and paints it in one of the formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from cld.core.diagram import Diagram
from cld.core.text import Lines
from cld.core.watch import Watch, unwatched
from cld.language.source import source_of
from cld.loops.catalogue import find_loops
from cld.loops.loop import Loop
from cld.paint.choices import Engine, PictureFormat
from cld.paint.limits import LARGEST, SMALLEST, refuse_too_large
from cld.paint.shapes import Look
from cld.picture.layout import layout
from cld.picture.picture import Gear, Picture
from cld.report import Report
from cld.selection import to_draw


def picture_of(
    diagram: Diagram,
    loops: Sequence[Loop],
    engine: Engine = "auto",
    gear: Gear = "best",
    previous: Picture | None = None,
    watch: Watch = unwatched,
) -> Picture:
    """Return the picture of a diagram with badges for these loops.

    If `engine` is the name of a Graphviz layout, variables stay where it puts them, without a
    further search. Raises EngineError if Graphviz is missing or the diagram is too large for it.
    """
    named = None if engine == "auto" else engine
    return layout(diagram, loops, gear, previous, watch, named)


def render_with(
    what: Report | Diagram,
    format: PictureFormat,
    look: Look,
    loops: Sequence[str] | None = None,
    highlight: Sequence[str] = (),
    gear: Gear = "best",
    engine: Engine = "auto",
) -> str | bytes:
    """Return a picture as `cld.render` does, with these loops, some of them highlighted.

    Raises ValueError for an unknown loop, an unavailable engine, a scale outside the limits, and a
    picture that is too large for a format or an engine.
    """
    if not SMALLEST <= look.scale <= LARGEST:
        raise ValueError(f"scale must be from {SMALLEST:g} to {LARGEST:g}, not {look.scale:g}")
    if not isinstance(what, Report | Diagram):
        raise TypeError(f"render draws a report or a diagram, not {type(what).__name__}")
    report = what if isinstance(what, Report) else report_on(what)
    shown = to_draw(report) if loops is None else _called(report, loops)
    lit = _called(report, highlight)
    diagram = report.diagram
    refuse_too_large(len(diagram.variables), len(diagram.links), format)
    picture = picture_of(diagram, with_lit(shown, lit), engine, gear)
    ids = tuple(loop.id for loop in lit)
    return paint(picture, format, replace(look, highlight=ids))


def paint(picture: Picture, format: PictureFormat, look: Look) -> str | bytes:
    """Return a picture in one of the formats. Raises TooLargeError; see `MOST_PAINTED`.

    >>> paint(Picture(None, (), (), (), (0, 0, 28, 28)), "dot", Look())[:9]
    'digraph {'
    """
    refuse_too_large(len(picture.names), len(picture.arrows), format)
    # Painters are imported on demand: the one for PDF alone takes 150 ms.
    painted: str | bytes = getattr(import_module(f"cld.paint.{format}"), format)(picture, look)
    return painted


def with_lit(shown: Sequence[Loop], lit: Sequence[Loop]) -> tuple[Loop, ...]:
    """Return the loops shown, followed by highlighted loops that are not among them."""
    known = {loop.variables for loop in shown}
    return (*shown, *(loop for loop in lit if loop.variables not in known))


def _called(report: Report, names: Sequence[str]) -> tuple[Loop, ...]:
    found = []
    for name in (names,) if isinstance(names, str) else names:
        loop = report.loop(name)
        if loop is None:
            raise ValueError(f"no loop is called “{name}”")
        found.append(loop)
    return tuple(dict.fromkeys(found))


def report_on(diagram: Diagram) -> Report:
    """Return a report on a diagram that was not read from a text.

    >>> from cld.core.diagram import Link, Variable
    >>> report_on(Diagram(None, (Variable("A"),), (Link("A", "A", "-"),))).counts.B
    1
    """
    found, _ = find_loops(diagram, Lines(""))
    source = replace(source_of(""), diagram=diagram)
    return Report("-", source, found.loops, found.counts, (), found.space)
