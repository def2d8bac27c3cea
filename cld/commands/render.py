"""`cld render FILE -o OUT`: the picture of a diagram."""

from __future__ import annotations

import sys
import time
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
    write_out,
    write_pieces,
)
from cld.commands.unusable import UnusableInput
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

# What lays out and paints is loaded where it is needed: for its help alone, or to refuse a file,
# it would take half a second.
if TYPE_CHECKING:
    from cld.output.live import LivePage

# More badges than this are of no use, and take their time.
MOST_BADGES = 100
ENDINGS: dict[str, PictureFormat] = {
    ".svg": "svg", ".png": "png", ".pdf": "pdf", ".dot": "dot", ".gv": "dot",
}  # fmt: skip
# Seconds between two looks at a file that is watched.
PAUSE = 0.15
# Messages that a watched file shows at once.
MOST_MESSAGES = 5


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What is asked for on the command line."""

    file: str
    output: str | None
    format: PictureFormat
    look: Look
    loops: str | None
    highlight: tuple[str, ...]
    engine: Engine
    gear: Gear
    budget: float


def _options(command: Callable[..., int]) -> Callable[..., int]:
    engines = click.Choice(get_args(Engine))
    for option in (
        click.option(
            "-o",
            "--output",
            metavar="OUT",
            shell_complete=file_names,
            help="The file to write; - is standard out.",
        ),
        click.option(
            "-f",
            "--format",
            "format_",
            type=click.Choice(get_args(PictureFormat)),
            help="The format, where the name of OUT does not tell it.",
        ),
        click.option(
            "--theme",
            type=click.Choice(get_args(ThemeName)),
            default="auto",
            show_default=True,
            help="Colours; auto is light or dark as the reader's screen is, light in PNG and PDF.",
        ),
        click.option(
            "--highlight", multiple=True, metavar="LOOP", help="Light a loop, fade all else."
        ),
        click.option(
            "--loops",
            metavar="LOOP,…|N|all|none",
            help="Which loops have a badge [default: those the file names, else the shortest of "
            "which all loops are made].",
        ),
        click.option("--delays", is_flag=True, help="Write how long delays are."),
        click.option("--title/--no-title", default=True, help="The title above the picture."),
        click.option("--legend", is_flag=True, help="Say below what the signs mean."),
        click.option("--no-font", is_flag=True, help="Leave the font out of an SVG."),
        click.option(
            "--scale",
            type=click.FloatRange(SMALLEST, LARGEST),
            callback=real_number,
            metavar="N",
            help="How large a point is [default: 2 pixels in PNG, else 1].",
        ),
        click.option(
            "--engine",
            type=engines,
            default="auto",
            show_default=True,
            help="auto searches for a good drawing; others take their places from Graphviz.",
        ),
        click.option(
            "--gear",
            type=click.Choice(get_args(Gear)),
            help="How long to look for a good drawing [default: quick with --watch, else best].",
        ),
        click.option("--metrics", is_flag=True, help="Print how good the drawing is, as JSON."),
        click.option("--watch", is_flag=True, help="Show it in the browser, anew at each change."),
        click.option("--no-browser", is_flag=True, help="With --watch, open no browser."),
        budget_option,
    )[::-1]:
        command = option(command)
    return command


@click.command("render")
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
    """Draw FILE: variables as text, stocks in boxes, links as arcs with their sign, || for a
    delay, and in the middle of each loop a badge that turns as it does.

    The format follows from the ending of OUT: .svg, .png, .pdf or .dot. Without -o, SVG goes
    to standard output. What a file with errors still says is drawn; the exit code is then 1.

    \b
        cld render retry.cld -o retry.svg
        cld render retry.cld -o retry.png --highlight R1 --legend --delays
        cld render retry.cld --watch
    """
    format = _format(output, format_)
    if output in STANDARD_OUT and metrics:
        raise UnusableInput("--metrics prints to standard output; name a file with -o")
    if output is None and not metrics and not watch and sys.stdout.isatty():
        raise UnusableInput("name the picture with -o OUT.svg (or .png, .pdf, .dot)")
    if output in STANDARD_OUT and sys.stdout.isatty() and format in ("png", "pdf"):
        raise UnusableInput(f"a {format.upper()} is not for a terminal: name a file with -o")
    refuse_same_file(file, output)
    look = Look(theme, (), delays, title, legend, scale or SCALES[format], not no_font)
    gear = gear or ("quick" if watch else "best")
    wanted = RenderOptions(file, output, format, look, loops, highlight, engine, gear, budget)
    if watch:
        if file == "-" or output in STANDARD_OUT or metrics:
            raise UnusableInput("--watch takes a file, no standard input or output, no --metrics")
        return _watched(wanted, not no_browser)
    report = read_report(file, budget)
    mention_errors(report)
    if metrics:
        _refuse_too_many(report)
    picture, look = _drawn(report, wanted)
    if metrics:
        from cld.picture.metrics import measure

        head = {"schema_version": 1, "tool": f"cld {__version__}", "file": report.file}
        emit(as_json(head | measure(picture).values()))
    if output is not None or not metrics:
        _paint(picture, replace(wanted, look=look))
    return exit_code(report.diagnostics, "error", False)


def _format(output: str | None, named: PictureFormat | None) -> PictureFormat:
    if named is not None:
        return named
    if output is None or output in STANDARD_OUT:
        return "svg"
    ending = Path(output).suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise UnusableInput(f"{output}: its name does not tell the format ({known}); --format does")
    return ENDINGS[ending]


def _refuse_too_many(report: Report) -> None:
    """End where a picture has more pairs of links than can be looked at for crossings."""
    from cld.picture.rows import MOST_LINKS, MOST_VARIABLES

    variables, links = len(report.diagram.variables), len(report.diagram.links)
    if variables > MOST_VARIABLES or links > MOST_LINKS:
        raise UnusableInput(
            f"{report.file}: --metrics measures at most {MOST_VARIABLES:,} variables and "
            f"{MOST_LINKS:,} links, and there are {variables:,} and {links:,}"
        )


def _drawn(
    report: Report, wanted: RenderOptions, previous: Picture | None = None
) -> tuple[Picture, Look]:
    from cld.paint.render import picture_of, with_lit

    lit = tuple(_loop(report, name) for name in wanted.highlight)
    loops = _loops(report, wanted.loops)
    if len(loops) > MOST_BADGES:
        say(f"{report.file}: {len(loops):,} loops, of which {MOST_BADGES} get a badge")
    loops = with_lit(loops[:MOST_BADGES], lit)
    size = len(report.diagram.variables), len(report.diagram.links)
    with Progress() as progress:
        watch = Watch(ask=progress)
        engine, gear = wanted.engine, wanted.gear
        try:
            refuse_too_large(*size, wanted.format)
            picture = picture_of(report.diagram, loops, engine, gear, previous, watch)
        except TooLargeError as error:
            raise UnusableInput(f"{report.file}: {error}") from None
    if picture is None:
        raise UnusableInput(f"--engine {wanted.engine} needs Graphviz, and none was found")
    return picture, replace(wanted.look, highlight=tuple(loop.id for loop in lit))


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
    """Show a file in the browser, and again whenever it changes, until Ctrl-C ends it."""
    from cld.output.live import LivePage

    seen: tuple[int, int] | None = -1, -1
    picture: Picture | None = None
    if _stamp(wanted.file) is None:
        raise UnusableInput(f"{wanted.file}: no such file")
    with LivePage(f"{Path(wanted.file).name} – cld") as page:
        say(f"{wanted.file} is shown at {page.url}; Ctrl-C ends it")
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
    """Draw a file that has changed. While its text is broken its last picture stays."""
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
