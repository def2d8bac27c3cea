"""Causal loop diagrams: which feedback loops drive a system.

>>> import cld
>>> report = cld.loads("Load (+)-> Latency (+)-> Retries (+)-> Load")
>>> report
<Report of -: 3 variables, 3 links, 1 loop (1 R), 1 warning>
>>> report.loops
(<Loop R1, reinforcing: Load → Latency → Retries>,)

`load` reads a file, `loads` a text; both return a `Report` on its `Diagram`, which is made of
`Variable` and `Link`: with the `Loop`s of the diagram, how many there are, what follows from
them, and a `Diagnostic` for each thing that is wrong or worth a thought. `render` draws a report
or a diagram. All of it is frozen: nothing changes once it is made.

What the first call needs is loaded then, so that `import cld` costs nothing.
"""

from __future__ import annotations

from cld.version import __version__

# `typing` itself takes a third of the time of `cld --version`; type checkers know this name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from cld.core.diagnostics import Diagnostic
    from cld.core.diagram import Diagram, Link, Variable
    from cld.loops.loop import Loop
    from cld.paint.choices import Engine, PictureFormat
    from cld.paint.theme import ThemeName
    from cld.picture.picture import Gear
    from cld.report import Report

__all__ = [
    "Diagnostic",
    "Diagram",
    "Link",
    "Loop",
    "Report",
    "Variable",
    "__version__",
    "load",
    "loads",
    "render",
]

# Where the types are defined; each is loaded when it is first asked for.
_TYPES = {
    "Diagnostic": "cld.core.diagnostics",
    "Diagram": "cld.core.diagram",
    "Link": "cld.core.diagram",
    "Loop": "cld.loops.loop",
    "Report": "cld.report",
    "Variable": "cld.core.diagram",
}


def __getattr__(name: str) -> object:
    if name not in _TYPES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(_TYPES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_TYPES})


def load(path: str | PathLike[str]) -> Report:
    """Read and analyse a file: .cld, or any other format that `cld convert` reads.

    Parameters
    ----------
    path : where the file lies. Its format is known by its content, then by its name.

    Returns
    -------
    The report. What is wrong inside the file is in its `diagnostics`; what was changed or left
    out of another format is in `source.notes`.

    Raises
    ------
    OSError
        Where the file cannot be read.
    ValueError
        Where it is not a diagram, or a larger one than cld reads.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "meals.cld"
    ...     _ = file.write_text("Hunger (+)-> Meals (-)-> Hunger")
    ...     load(file).loops
    (<Loop B1, balancing: Hunger → Meals>,)
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

    Parameters
    ----------
    text : statements of the language, such as `Hunger (+)-> Meals`.

    Returns
    -------
    The report. A text that cannot be read raises nothing: its `diagnostics` say what is wrong,
    and the report is on what is left.

    Raises
    ------
    TypeError
        Where the text is no `str`.

    Examples
    --------
    >>> loads("Hunger (+)-> Meals (-)-> Hunger").counts.B
    1
    >>> [found.message for found in loads("Hunger (+)-> (").diagnostics]
    ['this bracket is not closed']
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
    """Draw a report or a diagram.

    Parameters
    ----------
    what : what `load` or `loads` returns, or a diagram.
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
    engine : `auto`, or the Graphviz layout that gives all places: `neato`, `fdp`, `sfdp`, `dot`,
        `circo`, `twopi`.

    Returns
    -------
    The picture: text for the formats svg and dot, bytes for png and pdf.

    Raises
    ------
    ValueError
        For a format, theme, gear or engine that is none (the message names those there are), a
        name that no loop has, a scale that is out of bounds, an engine that is not installed,
        and a picture that is too large.
    TypeError
        Where `what` is neither a report nor a diagram.

    Examples
    --------
    >>> render(loads("Hunger (+)-> Meals (-)-> Hunger"), "dot").splitlines()[0]
    'digraph {'
    """
    from cld.paint.choices import SCALES, refuse_unknown
    from cld.paint.render import render_with
    from cld.paint.shapes import Look

    refuse_unknown(format=format, theme=theme, gear=gear, engine=engine)
    look = Look(theme, (), delays, title, legend, SCALES[format] if scale is None else scale, font)
    return render_with(what, format, look, loops, highlight, gear, engine)
