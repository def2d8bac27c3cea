"""The long-running work of a document. The modules it needs are loaded at the first use.

A window with a stored picture appears before anything is analysed or laid out, and the modules for
that take longer to load than the rest of the editor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cld.core.diagram import Diagram
from cld.core.watch import TookTooLongError, Watch, unwatched
from cld.language.source import Source
from cld.picture.picture import Gear, Picture

if TYPE_CHECKING:
    from cld.loops.loop import Loop
    from cld.report import Report


def analyze_for_window(source: Source, name: str, watch: Watch = unwatched) -> Report:
    """Return the report on a text."""
    from cld.analyze import analyze

    return analyze(source, name, watch=watch)


def with_badges(report: Report) -> list[Loop]:
    """Return the loops that get a badge by default."""
    from cld.selection import to_draw

    return list(to_draw(report))


def layout_for_window(
    diagram: Diagram,
    loops: Sequence[Loop],
    gear: Gear,
    previous: Picture | None = None,
    watch: Watch = unwatched,
) -> Picture:
    """Return the picture of a diagram, close to the previous one if there is one.

    If Graphviz takes too long, the names are laid out in rows, so that there is always a picture.
    """
    from cld.picture.layout import layout
    from cld.picture.parts import parts
    from cld.picture.rows import rows

    try:
        return layout(diagram, loops, gear, previous, watch)
    except TookTooLongError:
        return rows(diagram, parts(diagram))
