"""Composes a picture from places and bends: names in lines, arrows with their marks, badges."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from cld.core.diagram import Diagram, Link
from cld.core.quantities import short_delay
from cld.loops.loop import Loop
from cld.picture.arcs import Numbers
from cld.picture.badges import Hearts, turning
from cld.picture.curves import Arc, arrow, curved
from cld.picture.drawing import Drawing
from cld.picture.faces import Faces
from cld.picture.fonts import ASCENT, LINE, wrapped
from cld.picture.marks import Surroundings, bars_place, sign_place
from cld.picture.picture import Arrow, Badge, Name, Picture, Point
from cld.picture.ring import RADIUS, badge_arrow
from cld.picture.selfloops import self_arcs

MARGIN = 14.0
# The space for the id of a link from a variable to itself, within its arrow.
OWN_RADIUS = 12.0
# The distance of points on an arc at which its surroundings are checked. Names may be pinned
# millions of points apart, so the number of points is limited per arc and in total.
STEP, MOST_OF_ONE, MOST_OF_ALL = 4.0, 2_000, 300_000


def compose(diagram: Diagram, drawing: Drawing, loops: Sequence[Loop]) -> Picture:
    """Return the picture of a drawing, with badges for these loops.

    Marks are placed one after the other: badges first, then signs, then delays, each where it
    covers no earlier one.
    """
    names = tuple(_name(diagram, drawing, number) for number in range(len(diagram.variables)))
    plain = [link for link in diagram.links if link.cause != link.effect]
    arcs = list(zip(plain, curved(drawing.exact_arcs()), strict=True))
    own = [link for link in diagram.links if link.cause == link.effect]
    arcs += list(zip(own, self_arcs(drawing, own, [arc for _, arc in arcs]), strict=True))
    lines = _lines([arc for _, arc in arcs])
    boxes = np.array([[*n.centre, n.width / 2, n.height / 2] for n in names]).reshape(-1, 4)
    around = Surroundings(boxes, lines)
    many = sum(len(loop.links) > 1 for loop in loops) > 1
    hearts = Hearts(around, Faces(names, lines) if many else None)
    badges = _badges(loops, [link for link, _ in arcs], lines, hearts)
    signs = [sign_place(arc, number, around) for number, (_, arc) in enumerate(arcs)]
    arrows = tuple(
        _arrow(link, arc, signs[number], number, around) for number, (link, arc) in enumerate(arcs)
    )
    return Picture(diagram.title, names, arrows, badges, _box(names, arrows, badges))


def _name(diagram: Diagram, drawing: Drawing, number: int) -> Name:
    variable = diagram.variables[number]
    lines = wrapped(variable.name)
    x, y = float(drawing.x[number]), float(drawing.y[number])
    top = y - LINE * len(lines) / 2
    baselines = tuple(top + ASCENT + LINE * line for line in range(len(lines)))
    wide, high = float(drawing.plan.wide[number]), float(drawing.plan.high[number])
    return Name(variable.name, variable.kind, lines, (x, y), 2 * wide, 2 * high, baselines)


def _lines(arcs: Sequence[Arc]) -> list[Numbers]:
    """Each arc as a row of points."""
    counts = [min(MOST_OF_ONE, math.ceil(arc.length / STEP)) for arc in arcs]
    part = min(1.0, MOST_OF_ALL / max(1, sum(counts)))
    return [
        _points(arc, max(3, int(count * part))) for arc, count in zip(arcs, counts, strict=True)
    ]


def _points(arc: Arc, count: int) -> Numbers:
    return np.array([arc.at(arc.part(step / (count - 1))) for step in range(count)])


def _arrow(link: Link, arc: Arc, sign: Point, number: int, around: Surroundings) -> Arrow:
    path, head = arrow(arc)
    bars = bars_place(arc, number, around) if link.delay else ()
    said = (short_delay(link.delay) or "") if link.delay else ""
    place = None
    if bars:
        middle = np.array(bars).mean((0, 1))
        out = (middle - (arc.cx, arc.cy)) / arc.radius
        place = float(middle[0] + 17 * out[0]), float(middle[1] + 14 * out[1])
    return Arrow(link.cause, link.effect, link.polarity, path, head, sign, bars, said, place)


def _badges(
    loops: Sequence[Loop], links: Sequence[Link], lines: Sequence[Numbers], hearts: Hearts
) -> tuple[Badge, ...]:
    number = {link.ends: place for place, link in enumerate(links)}
    outlines = [np.concatenate([lines[number[link.ends]] for link in loop.links]) for loop in loops]
    found: dict[int, Badge] = {}
    # Small loops have the least space, so they choose first.
    for place in sorted(range(len(loops)), key=lambda i: float(np.ptp(outlines[i], 0).prod())):
        loop, outline = loops[place], outlines[place]
        turns = turning(outline)
        if len(loop.links) == 1:
            low, high = outline.min(0), outline.max(0)
            middle = float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2
            found[place] = Badge(
                loop.id, loop.name, loop.type, loop.variables, middle, OWN_RADIUS, turns
            )
            continue
        centre = hearts.place(outline)
        path, head = badge_arrow(centre, turns)
        found[place] = Badge(
            loop.id, loop.name, loop.type, loop.variables, centre, RADIUS, turns, path, head
        )
    return tuple(found[place] for place in range(len(loops)))


def _box(
    names: Sequence[Name], arrows: Sequence[Arrow], badges: Sequence[Badge]
) -> tuple[float, float, float, float]:
    corners: list[Point] = [(0.0, 0.0)] if not names else []
    for name in names:
        (x, y), wide, high = name.centre, name.width / 2, name.height / 2
        corners += [(x - wide, y - high), (x + wide, y + high)]
    for arrow_ in arrows:
        corners += [*arrow_.path, *arrow_.head]
        for x, y in (arrow_.sign, *(arrow_.bars[0] + arrow_.bars[1] if arrow_.bars else ())):
            corners += [(x - 6, y - 7), (x + 6, y + 7)]
    for badge in badges:
        (x, y), room = badge.centre, badge.radius + 4
        corners += [(x - room, y - room), (x + room, y + room)]
    left, top = (min(corner[axis] for corner in corners) - MARGIN for axis in (0, 1))
    right, bottom = (max(corner[axis] for corner in corners) + MARGIN for axis in (0, 1))
    return left, top, right, bottom
