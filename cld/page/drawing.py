"""The picture of a page, and the parts of it that belong to each loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cld.core.watch import Watch
from cld.loops.loop import TYPE_NAMES, Loop
from cld.page.tags import text
from cld.paint.margins import MEANINGS, SIGNS
from cld.paint.render import picture_of
from cld.paint.shapes import Look
from cld.paint.svg import svg
from cld.paint.theme import POLARITY_ROLES, TYPE_ROLES, ColourRole
from cld.picture.picture import Gear, Picture
from cld.prose.wording import plural
from cld.report import Report
from cld.selection import MOST_DRAWN, to_draw

# The name of the section that contains the picture.
PICTURE = "picture"
# More badges than this are useless, and take time.
MOST_BADGES = 100
# Diagrams of more variables than this are drawn in the quick gear; larger ones are not drawn:
# nobody could read that on a page, and it would take minutes.
MOST_FOR_BEST = 60
MOST_VARIABLES, MOST_LINKS = 500, 1_500


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as SVG; the number of each link in it by its ends, and of each badge by the
    variables of its loop."""

    svg: str
    links: dict[tuple[str, str], int]
    badges: dict[tuple[str, ...], int]


def drawn(report: Report, loops: Sequence[Loop], watch: Watch) -> Drawn | None:
    """Return the picture of a diagram with badges for loops of a page; None if there is nothing
    to draw, or too much."""
    size, links = len(report.variables), len(report.links)
    if not size or size > MOST_VARIABLES or links > MOST_LINKS:
        return None
    gear: Gear = "quick" if size > MOST_FOR_BEST else "best"
    with_badge = badged(report, loops)
    picture = picture_of(report.diagram, with_badge, gear=gear, watch=watch)
    return Drawn(svg(picture, Look(title=False, delays=True, id=PICTURE)), *_numbers(picture))


def badged(report: Report, loops: Sequence[Loop]) -> tuple[Loop, ...]:
    """Return the loops of a page that have a badge: those that every picture shows, or else the
    first of them.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A (+)-> C (-)-> A")
    >>> [loop.id for loop in badged(report, report.loops[1:])]
    ['B1']
    """
    shown = {loop.variables for loop in to_draw(report)}
    found = [loop for loop in loops if loop.variables in shown] or loops[:MOST_DRAWN]
    return tuple(found[:MOST_BADGES])


def _numbers(picture: Picture) -> tuple[dict[tuple[str, str], int], dict[tuple[str, ...], int]]:
    links = {arrow.ends: n for n, arrow in enumerate(picture.arrows, 1)}
    badges = {badge.variables: n for n, badge in enumerate(picture.badges, 1)}
    return links, badges


def framed(report: Report, found: Drawn | None) -> Iterator[str]:
    """Yield the picture in its frame, with buttons that a script activates."""
    yield f'<section id="{PICTURE}" aria-labelledby="{PICTURE}-head">'
    yield f'<h2 id="{PICTURE}-head" class="unseen">Picture</h2>'
    if found is None:
        yield f'<p class="none">{text(_why_not(report))}</p>'
    else:
        yield (
            '<div class="stage" data-label="Picture: arrow keys move it, + and − zoom, 0 fits it">'
        )
        yield found.svg
        yield "</div>"
        # Beneath the picture, not over it: no corner of a picture is sure to be empty.
        yield '<div class="bar" data-live hidden><p id="lit" role="status"></p>'
        yield '<div class="zoom" role="group" aria-label="Zoom">'
        for action, label, sign in (
            ("in", "Zoom in", "+"), ("out", "Zoom out", "−"), ("fit", "Fit", "Fit"),
            ("lit", "Lit: zoom to the highlighted parts", "Lit"),
        ):  # fmt: skip
            yield f'<button type="button" data-zoom="{action}" aria-label="{label}">{sign}</button>'
        yield "</div></div>"
        yield from _key(report)
    yield "</section>"


def _why_not(report: Report) -> str:
    size, links = len(report.variables), len(report.links)
    if not size:
        return "There is nothing to draw: the file has no variables."
    return (
        f"{plural(size, 'variable')} and {plural(links, 'link')} are too many for a picture on "
        "a page; cld render draws them."
    )


def _key(report: Report) -> Iterator[str]:
    """The meaning of the signs that occur."""
    items: list[tuple[ColourRole, str, str]] = []
    for polarity, role in POLARITY_ROLES.items():
        if any(link.polarity == polarity for link in report.links):
            items.append((role, SIGNS[polarity], MEANINGS[polarity]))
    if any(link.delay is not None for link in report.links):
        items.append(("ink", "||", "delay"))
    for type_, loop_role in TYPE_ROLES.items():
        if getattr(report.counts, type_):
            items.append((loop_role, type_, f"{TYPE_NAMES[type_]} loop"))
    if items:
        yield '<ul class="key" aria-label="Signs">'
        for role, sign, meaning in items:
            yield f'<li><b class="{role}">{sign}</b> {meaning}</li>'
        yield "</ul>"
