"""Causal loop diagrams: find the feedback loops that drive a system.

>>> import cld
>>> report = cld.loads("Load (+)-> Latency (+)-> Retries (+)-> Load")
>>> report
<Report of -: 3 variables, 3 links, 1 loop (1 R), 1 warning>
>>> report.loops
(<Loop R1, reinforcing: Load → Latency → Retries>,)

`load` reads a file and `loads` a text. Both return a `Report` on the `Diagram`, which consists of
`Variable` and `Link` objects. The report contains every `Loop` it lists, the number of loops, their
behaviour, and a `Diagnostic` for each mistake or remark. `render` draws a report or a diagram. All
of these objects are frozen: they never change once they are made.

Modules are loaded at the first call, so `import cld` takes almost no time.
"""

from __future__ import annotations

import sys

from cld.version import __version__

# `typing` itself takes a third of the time of `cld --version`; type checkers know this name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike

    from cld.core.diagnostics import Diagnostic
    from cld.core.diagram import Diagram, Link, Variable
    from cld.loops.loop import Loop
    from cld.paint.choices import Engine, PictureFormat
    from cld.paint.theme import ThemeName
    from cld.picture.picture import Gear
    from cld.report import Report
    from cld.simulate.answers import Push
    from cld.simulate.run import Run

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
    "push",
    "render",
    "run",
]

# The modules that define the types; each is loaded at its first use.
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
        # With these two, Python's own traceback suggests the name that was meant.
        said = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(said, name=name, obj=sys.modules[__name__])
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
    path : the path of the file. Its format is detected from its content, then from its name.

    Returns
    -------
    The report. Mistakes in the file are in its `diagnostics`. Notes on parts of another format
    that were changed or left out are in `source.notes`.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is not a diagram, or is larger than cld reads.

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
    The report. Mistakes in the text raise no exception: they are in its `diagnostics`, and the
    report covers the statements that could be read.

    Raises
    ------
    TypeError
        If the text is not a `str`.

    Examples
    --------
    >>> loads("Hunger (+)-> Meals (-)-> Hunger").counts.B
    1
    >>> [found.message for found in loads("Hunger (+)-> (").diagnostics]
    ['this bracket is not closed']
    """
    from cld.analyze import analyze

    if not isinstance(text, str):
        raise TypeError(
            f"loads takes the text of a diagram as str, not {type(text).__name__}; "
            "use load to read a file"
        )
    return analyze(text)


def push(what: Report | Diagram, variable: str, *, hold: bool = False) -> Push:
    """Find the variables that end up higher and lower after one is pushed up.

    Parameters
    ----------
    what : a report from `load` or `loads`, or a diagram.
    variable : the name of the variable that is pushed, for as long as it takes to settle.
    hold : keep it at the higher level, so that no link moves it back.

    Returns
    -------
    The push: `directions` says for each variable that it can reach `higher`, `lower`, `unchanged`,
    `either`, `open`, `no level` or `not decided`; `parts` says which parts can settle.

    Raises
    ------
    ValueError
        If the diagram has no such variable.

    References
    ----------
    J. M. Dambacher, H. W. Li, P. A. Rossignol, Ecology 83, 2002.

    Examples
    --------
    >>> report = loads("Load (+)-> Latency (+)-> Pods (-)-> Latency\\nPods: stock")
    >>> dict(push(report, "Load").directions)
    {'Load': 'higher', 'Latency': 'unchanged', 'Pods': 'higher'}
    """
    from cld.core.diagram import Diagram
    from cld.simulate.push import pushed

    diagram = what if isinstance(what, Diagram) else what.diagram
    if diagram.variable(variable) is None:
        raise ValueError(f"no variable is called “{variable}”")
    return pushed(diagram, variable, hold)


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
    what : a report from `load` or `loads`, or a diagram.
    format : `svg`, `png`, `pdf` or `dot`.
    loops : ids or names of the loops that get a badge. By default these are the loops that the
        file names, or else the shortest of the independent loop set, which generates all others.
    highlight : ids or names of loops to highlight; everything else is faded.
    theme : `auto` (light or dark, as the reader's screen is), `light`, `dark`, `print`,
        `contrast`.
    delays : write the lengths of delays next to their marks.
    title, legend : show the title above the diagram, and a legend below it.
    font : embed the characters that are used, in an SVG.
    scale : the scale factor, from 0.05 to 20; by default 2 for PNG, otherwise 1.
    gear : `quick`, or `best`, which takes longer.
    engine : `auto`, or the Graphviz layout to use: `neato`, `fdp`, `sfdp`, `dot`, `circo`,
        `twopi`.

    Returns
    -------
    The drawing: text for the formats svg and dot, bytes for png and pdf.

    Raises
    ------
    ValueError
        For an unknown format, theme, gear or engine (the message lists the known ones), an
        unknown loop, a scale out of bounds, an engine that is not installed, or a drawing that
        is too large.
    TypeError
        If `what` is neither a report nor a diagram.

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


def run(
    what: Report | Diagram,
    *,
    step: Mapping[str, float] | None = None,
    jump: Mapping[str, float] | None = None,
    hold: Mapping[str, float] | None = None,
    length: float | None = None,
    margins: bool = False,
) -> Run:
    """Run a diagram over time after something changes.

    Values are differences from the level before. The run is one reading of the diagram,
    and no forecast: strengths that the file does not state are filled in.

    Parameters
    ----------
    what : a report from `load` or `loads`, or a diagram.
    step : by how much variables change at the start, and stay changed.
    jump : by how much stocks are moved once.
    hold : at what value variables are kept.
    length : how long to run, in seconds; by default ten times the longest loop.
    margins : whether to look for how much stronger, weaker, longer or shorter one link may be.

    Returns
    -------
    The run: `of(name)` gives the times in seconds and the values of a variable as arrays,
    `to_pandas()` a table, and `pieces` what each part does. A notebook shows its picture.

    Raises
    ------
    ValueError
        If the diagram has no variable, or none of a given name, or a variable that jumps is not
        marked as a stock.

    References
    ----------
    J. Hale, S. Verduyn Lunel, Introduction to Functional Differential Equations, 1993.

    Examples
    --------
    >>> report = loads("Need (+)-> Tap (+, gain 0.1/s)-> Water (-)-> Tap\\nWater: stock")
    >>> times, values = run(report, step={"Need": 1.0}, length=60).of("Water")
    >>> round(float(values[-1]), 2)
    1.0
    """
    from cld.core.diagram import Diagram
    from cld.core.plans import TimedPush
    from cld.output.run_picture import shown_run
    from cld.simulate.run import first_push, run_diagram

    diagram = what if isinstance(what, Diagram) else what.diagram
    if not diagram.variables:
        raise ValueError("the diagram has no variable to run")
    pushes = [
        *(TimedPush("step", name, float(amount)) for name, amount in (step or {}).items()),
        *(TimedPush("jump", name, float(amount)) for name, amount in (jump or {}).items()),
        *(TimedPush("hold", name, float(amount)) for name, amount in (hold or {}).items()),
    ] or [first_push(diagram)]
    for push in pushes:
        if diagram.variable(push.variable) is None:
            raise ValueError(f"no variable is called “{push.variable}”")
        if push.kind != "hold" and push.variable in (hold or {}):
            raise ValueError(f"“{push.variable}” is kept at a value, so nothing else can change it")
        if push.kind == "jump" and push.variable not in diagram.stocks:
            raise ValueError(f"“{push.variable}” is not marked as a stock, so it cannot jump")
    return shown_run(diagram, run_diagram(diagram, pushes, length, margins=margins))
