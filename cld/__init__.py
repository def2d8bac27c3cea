"""Causal loop diagrams: which feedback loops drive a system.

>>> import cld
>>> d = cld.loads("Load (+)-> Latency (+)-> Retries (+)-> Load")
>>> [(loop.id, loop.type) for loop in d.loops]
[('R1', 'R')]

`load` reads a file, `loads` a text; both return a `Report` with `variables`, `links`,
`loops`, `counts` and `diagnostics`; `render` draws one. All that is loaded at the first call,
so that `import cld` and `cld --version` cost nothing.
"""

from __future__ import annotations

from cld.version import __version__

# `typing` itself takes a third of the time of `cld --version`; type checkers know this name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from cld.analyze import Report
    from cld.core.diagram import Diagram
    from cld.paint.choices import Engine, PictureFormat
    from cld.paint.theme import ThemeName
    from cld.picture.picture import Gear

__all__ = ["__version__", "load", "loads", "render"]


def load(path: str | PathLike[str]) -> Report:
    """Read and analyse a file: .cld, or any other format that `cld convert` reads.

    Raises OSError where the file cannot be read, and ValueError where it is not a diagram, or a
    larger one than cld reads. What is wrong inside it is in the report's `diagnostics`; what was
    changed or left out of another format is in `notes` of its `source`.
    """
    from pathlib import Path

    from cld.analyze import analyze
    from cld.core.files import MAX_BYTES
    from cld.io.opening import opened

    with Path(path).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    return analyze(opened(data, str(path)), str(path))


def loads(text: str) -> Report:
    """Analyse the text of a .cld file.

    >>> loads("Hunger (+)-> Meals (-)-> Hunger").counts.B
    1
    """
    from cld.analyze import analyze

    if not isinstance(text, str):
        raise TypeError(f"loads takes the text of a diagram, not {type(text).__name__}")
    return analyze(text)


def render(
    what: Report | Diagram,
    format: PictureFormat = "svg",
    *,
    loops: Sequence[str] | None = None,
    highlight: Sequence[str] = (),
    theme: ThemeName = "auto",
    delays: bool = False,
    title: bool = True,
    legend: bool = False,
    font: bool = True,
    scale: float | None = None,
    gear: Gear = "best",
    engine: Engine = "auto",
) -> str | bytes:
    """Draw a report or a diagram: text for the formats svg and dot, bytes for png and pdf.

    Parameters
    ----------
    what : what `load` returns, or a diagram.
    format : `svg`, `png`, `pdf` or `dot`.
    loops : ids or names of the loops that get a badge; where none are given those the file
        names, or else the shortest of which all loops are made.
    highlight : ids or names of loops that are lit; all else is faded.
    theme : `auto` (light or dark, as the reader's screen is), `light`, `dark`, `print`,
        `contrast`.
    delays : write the lengths of delays beside their bars.
    title, legend : whether these stand above and below the picture.
    font : embed the letters that are used, in an SVG.
    scale : how large a point is, from 0.05 to 20; 2 pixels in a PNG, else 1.
    gear : `quick`, or `best`, which takes its time.
    engine : `auto`, or the Graphviz layout that gives all places.

    Raises ValueError where no loop is called so, for an engine that is not installed, and for
    another scale.

    >>> render(loads("Hunger (+)-> Meals (-)-> Hunger"), "dot").splitlines()[0]
    'digraph {'
    """
    from cld.paint.choices import SCALES
    from cld.paint.render import render_with
    from cld.paint.shapes import Look

    look = Look(theme, (), delays, title, legend, SCALES[format] if scale is None else scale, font)
    return render_with(what, format, look, loops, highlight, gear, engine)
