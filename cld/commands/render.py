"""`cld render FILE -o OUT`: draw a diagram."""

from __future__ import annotations

import shlex
import sys
import time
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from cld.commands.completion import file_names
from cld.commands.options import (
    BUDGET,
    budget_option,
    emit,
    exit_code,
    mention_errors,
    no_such_loop,
    output_stream,
    read_report,
    real_number,
    refuse_same_file,
    said_name,
    write_out,
    write_pieces,
)
from cld.commands.unusable import UnusableInput
from cld.core.diagram import Diagram
from cld.core.files import is_folder, no_such_file
from cld.core.gate import STANDARD_OUT, say
from cld.core.watch import Watch
from cld.loops.loop import Loop
from cld.output.json_text import as_json
from cld.output.progress import Progress
from cld.paint.choices import SCALES, Engine, PictureFormat
from cld.paint.limits import LARGEST, SMALLEST, TooLargeError, refuse_too_large
from cld.paint.shapes import Look
from cld.paint.svg import svg
from cld.paint.theme import ThemeName
from cld.picture.picture import Gear, Picture
from cld.report import Report
from cld.selection import to_draw, to_read_first
from cld.version import __version__

# Layout and painting are imported where they are used: to load them takes half a second, which
# `--help` or a refused file should not cost.
if TYPE_CHECKING:
    from cld.output.live import LivePage

# More badges than this do not help a reader, and take long to place.
MOST_BADGES = 100
ENDINGS: dict[str, PictureFormat] = {
    ".svg": "svg", ".png": "png", ".pdf": "pdf", ".dot": "dot", ".gv": "dot",
}  # fmt: skip
# Seconds between two checks of a watched file.
PAUSE = 0.15
# The most messages that a watched file shows at once.
MOST_MESSAGES = 5


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The options given on the command line."""

    file: str
    output: str | None
    format: PictureFormat
    look: Look
    loops: str | None
    highlight: tuple[str, ...]
    engine: Engine
    gear: Gear
    budget: float


_WHAT_TO_DRAW = (
    click.option(
        "-o",
        "--output",
        metavar="OUT",
        shell_complete=file_names,
        help="File to write; - is standard output.",
    ),
    click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(get_args(PictureFormat)),
        help="Output format; needed only if OUT has no known extension.",
    ),
    click.option(
        "--theme",
        type=click.Choice(get_args(ThemeName)),
        default="auto",
        show_default=True,
        help="Colour theme. auto follows the reader's screen in SVG, and is light in PNG and PDF.",
    ),
    click.option(
        "--highlight",
        multiple=True,
        metavar="LOOP",
        help="Highlight a loop and fade everything else.",
    ),
    click.option(
        "--loops",
        metavar="LOOP,…|N|all|none",
        help="Loops to mark with a badge [default: those the file names, otherwise the "
        "shortest of the independent loop set, which generates all other loops].",
    ),
)
_HOW_TO_DRAW = (
    click.option("--delays", is_flag=True, help="Show the lengths of delays."),
    click.option(
        "--title/--no-title", default=True, help="Show the title above the diagram, or not."
    ),
    click.option("--legend", is_flag=True, help="Explain the signs below the diagram."),
    click.option("--no-font", is_flag=True, help="Do not embed the font in an SVG."),
    click.option(
        "--scale",
        type=click.FloatRange(SMALLEST, LARGEST),
        callback=real_number,
        metavar="N",
        help="Scale factor [default: 2 for PNG, otherwise 1].",
    ),
    click.option(
        "--engine",
        type=click.Choice(get_args(Engine)),
        default="auto",
        show_default=True,
        help="Layout engine. auto searches for a good layout; the others need Graphviz installed.",
    ),
    click.option(
        "--gear",
        type=click.Choice(get_args(Gear)),
        help="Effort to spend on the layout [default: quick with --watch, otherwise best].",
    ),
    click.option("--metrics", is_flag=True, help="Print layout-quality scores as JSON."),
    click.option(
        "--watch",
        is_flag=True,
        help="Show the diagram in the browser and reload it whenever FILE changes.",
    ),
    click.option("--no-browser", is_flag=True, help="With --watch, do not open a browser window."),
    budget_option,
)


def _options(command: Callable[..., int]) -> Callable[..., int]:
    for option in (*_WHAT_TO_DRAW, *_HOW_TO_DRAW)[::-1]:
        command = option(command)
    return command


@click.command("render", context_settings={"allow_extra_args": True})
@click.argument("file", shell_complete=file_names)
@_options
def render_command(
    file: str,
    output: str | None,
    format_: PictureFormat | None,
    theme: ThemeName,
    highlight: tuple[str, ...],
    loops: str | None,
    delays: bool,
    title: bool,
    legend: bool,
    no_font: bool,
    scale: float | None,
    engine: Engine,
    gear: Gear | None,
    metrics: bool,
    watch: bool,
    no_browser: bool,
    budget: float,
) -> int:
    """Draw the diagram in FILE.

    Variables are drawn as text, stocks as boxes, links as arcs with their sign, and delays as
    ||. A badge in the middle of each loop shows its direction.

    The format is taken from the extension of OUT: .svg, .png, .pdf or .dot. Without -o, SVG is
    printed to standard output. If FILE has errors, the readable part is drawn and the exit code
    is 1.

    \b
        cld render retry.cld -o retry.svg
        cld render retry.cld -o retry.png --highlight R1 --legend --delays
        cld render retry.cld --watch
    """
    _refuse_more(output)
    format = _format(output, format_)
    if output in STANDARD_OUT and metrics:
        raise UnusableInput(
            "--metrics prints to standard output, and so would the diagram; name a file with -o"
        )
    if output is None and not metrics and not watch and sys.stdout.isatty():
        raise UnusableInput("no output file; name one with -o OUT.svg (or .png, .pdf, .dot)")
    if output in STANDARD_OUT and sys.stdout.isatty() and format in ("png", "pdf"):
        raise UnusableInput(
            f"a terminal cannot show a {format.upper()}; name a file with -o OUT.{format}"
        )
    refuse_same_file(file, output)
    look = Look(theme, (), delays, title, legend, scale or SCALES[format], not no_font)
    gear = gear or ("quick" if watch else "best")
    wanted = RenderOptions(file, output, format, look, loops, highlight, engine, gear, budget)
    if watch:
        if file == "-" or output in STANDARD_OUT or metrics:
            raise UnusableInput(
                "--watch requires a file; it does not work with standard input or output, "
                "nor with --metrics"
            )
        return _watched(wanted, not no_browser)
    report = read_report(file, budget, partial(_refuse_large, said_name(file), format, metrics))
    mention_errors(report)
    picture, look = _drawn(report, wanted)
    if metrics:
        from cld.picture.metrics import measure

        head = {"schema_version": 1, "tool": f"cld {__version__}", "file": report.file}
        emit(as_json(head | measure(picture).values()))
    if output is not None or not metrics:
        _paint(picture, replace(wanted, look=look))
    return exit_code(report.diagnostics, "error", False)


def _refuse_more(output: str | None) -> None:
    """Refuse arguments after FILE, which are most often the name of the file to write."""
    context = click.get_current_context()
    if context.args:
        more, named = context.args, len(context.args) == 1 and output is None
        hint = f"; write `-o {shlex.quote(more[0])}`" if named else ""
        raise click.UsageError(f"unexpected argument: {' '.join(more)}{hint}", context)


def _format(output: str | None, named: PictureFormat | None) -> PictureFormat:
    if named is not None:
        return named
    if output is None or output in STANDARD_OUT:
        return "svg"
    if is_folder(output):
        raise UnusableInput(f"{output}: this is a folder; name a file in it")
    ending = Path(output).suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise UnusableInput(
            f"cannot infer the format from “{output}”; use {known}, or pass --format"
        )
    return ENDINGS[ending]


def _refuse_large(name: str, format: PictureFormat, metrics: bool, diagram: Diagram) -> None:
    """End if a diagram is too large to draw or to measure, before its loops are sought."""
    size = len(diagram.variables), len(diagram.links)
    if metrics:
        _refuse_too_many(name, *size)
    try:
        refuse_too_large(*size, format)
    except TooLargeError as error:
        raise UnusableInput(f"{name}: {error}") from None


def _refuse_too_many(file: str, variables: int, links: int) -> None:
    """End if a diagram has more pairs of links than can be checked for crossings."""
    from cld.picture.rows import MOST_LINKS, MOST_VARIABLES

    if variables > MOST_VARIABLES or links > MOST_LINKS:
        raise UnusableInput(
            f"{file}: --metrics takes at most {MOST_VARIABLES:,} variables and "
            f"{MOST_LINKS:,} links; this diagram has {variables:,} and {links:,}"
        )


def _drawn(
    report: Report, wanted: RenderOptions, previous: Picture | None = None
) -> tuple[Picture, Look]:
    from cld.paint.render import picture_of, with_lit
    from cld.picture.engines import EngineError

    lit = tuple(_loop(report, name) for name in wanted.highlight)
    loops = _loops(report, wanted.loops)
    if len(loops) > MOST_BADGES:
        say(f"{report.file}: only {MOST_BADGES} of {len(loops):,} loops get a badge")
    loops = with_lit(loops[:MOST_BADGES], lit)
    if wanted.loops is None and previous is None:
        _mention_unmarked(report, len(loops))
    size = len(report.diagram.variables), len(report.diagram.links)
    with Progress() as progress:
        watch = Watch(ask=progress)
        engine, gear = wanted.engine, wanted.gear
        try:
            refuse_too_large(*size, wanted.format)
            picture = picture_of(report.diagram, loops, engine, gear, previous, watch)
        except (TooLargeError, EngineError) as error:
            raise UnusableInput(f"{report.file}: {error}") from None
    return picture, replace(wanted.look, highlight=tuple(loop.id for loop in lit))


def _mention_unmarked(report: Report, marked: int) -> None:
    """Mention on standard error that some loops have no badge by default."""
    total = report.counts.total
    if marked < total:
        least = "" if report.counts.exact else "at least "
        most = "all" if report.complete and total <= MOST_BADGES else f"up to {MOST_BADGES}"
        verb = "is" if marked == 1 else "are"
        all_ = f"`--loops all` marks {most}"
        say(f"{report.file}: {marked} of {least}{total:,} loops {verb} marked; {all_}")


def _loops(report: Report, wanted: str | None) -> Sequence[Loop]:
    if wanted is None:
        return to_draw(report)
    if wanted == "none":
        return ()
    if wanted == "all":
        return report.loops
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        return tuple(to_read_first(report, int(wanted)).loops)
    whole = report.loop(wanted)
    if whole is not None:
        return (whole,)
    found = [_loop(report, name) for name in wanted.split(",") if name.strip()]
    return tuple(dict.fromkeys(found))


def _loop(report: Report, called: str) -> Loop:
    loop = report.loop(called)
    if loop is None:
        raise no_such_loop(report, called)
    return loop


def _paint(picture: Picture, wanted: RenderOptions) -> None:
    from cld.paint.remarks import remarks
    from cld.paint.render import paint
    from cld.paint.sheet import sheet
    from cld.paint.svg import svg_pieces

    for remark in remarks(picture, wanted.format, wanted.look):
        say(f"{wanted.file}: {remark}")
    if wanted.format == "svg":
        with output_stream(wanted.output) as page:
            write_pieces(svg_pieces(sheet(picture, wanted.look), wanted.look), page)
        return
    made = paint(picture, wanted.format, wanted.look)
    if isinstance(made, str):
        emit(made, wanted.output)
    else:
        write_out(made, wanted.output)


# -- watching --


def _watched(wanted: RenderOptions, browser: bool) -> int:
    """Show a file in the browser and reload it whenever it changes, until Ctrl-C ends this."""
    from cld.output.live import LivePage

    seen: tuple[int, int] | None = -1, -1
    picture: Picture | None = None
    if _stamp(wanted.file) is None:
        raise UnusableInput(no_such_file(wanted.file))
    with LivePage(f"{Path(wanted.file).name} – cld") as page:
        say(f"{wanted.file} is shown at {page.url}; press Ctrl-C to stop")
        if browser:
            webbrowser.open(page.url)
        while True:
            now = _stamp(wanted.file)
            if now != seen:
                seen = now
                picture = _again(wanted, page, picture)
            time.sleep(PAUSE)


def _stamp(file: str) -> tuple[int, int] | None:
    try:
        found = Path(file).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size


def _again(wanted: RenderOptions, page: LivePage, last: Picture | None) -> Picture | None:
    """Draw a file that has changed. While it has syntax errors, its last picture is kept."""
    try:
        report = read_report(wanted.file, wanted.budget or BUDGET)
        errors = [finding for finding in report.diagnostics if finding.severity == "error"]
        messages = [
            f"{report.source.lines.said(finding.span.start, '', ': ')}{finding.message}"
            for finding in errors[:MOST_MESSAGES]
        ]
        mention_errors(report)
        if last is not None and any(finding.code.startswith("CLD1") for finding in errors):
            page.show(None, messages)
            return last
        picture, look = _drawn(report, wanted, last)
        if wanted.output is not None:
            _paint(picture, replace(wanted, look=look))
        page.show(svg(picture, replace(look, scale=1.0)), messages)
        return picture
    except UnusableInput as error:
        error.show()
        page.show(None, [error.format_message()])
        return last
