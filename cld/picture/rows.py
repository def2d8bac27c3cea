"""The picture of a diagram that is too large to be laid out: its names in rows, in file order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from cld.model import Diagram, Link
from cld.picture.between import bent
from cld.picture.fonts import ASCENT, LINE, width, wrapped
from cld.picture.picture import Arrow, Name, Picture
from cld.picture.ring import ring
from cld.quantities import written_delay

# A layout weighs each variable against each other one: with more of them than this it would take
# gigabytes, and nobody could read what comes of it.
MOST_LAID_OUT = 1_500
ACROSS, DOWN = 190.0, 110.0
BEND, OWN_RADIUS = 0.08, 12.0


def rows(diagram: Diagram) -> Picture:
    """Return a picture with the names in rows, those `at` a place there, and no badges.

    >>> from cld.source import load
    >>> picture = rows(load("A (+)-> B (-)-> B").diagram)
    >>> [name.centre for name in picture.names], len(picture.arrows)
    ([(0.0, 0.0), (190.0, 0.0)], 2)
    """
    names = {name.variable: name for name in _names(diagram)}
    arrows = tuple(_arrow(link, names) for link in diagram.links)
    xs = [name.centre[0] for name in names.values()] or [0.0]
    ys = [name.centre[1] for name in names.values()] or [0.0]
    box = min(xs) - ACROSS, min(ys) - DOWN, max(xs) + ACROSS, max(ys) + DOWN
    return Picture(diagram.title, tuple(names.values()), arrows, (), box)


def _names(diagram: Diagram) -> Iterator[Name]:
    columns = max(1, math.ceil(math.sqrt(len(diagram.variables) * DOWN / ACROSS)))
    for number, variable in enumerate(diagram.variables):
        row, column = divmod(number, columns)
        x, y = variable.at or (column * ACROSS, row * DOWN)
        lines = wrapped(variable.name)
        wide, high = max(map(width, lines)) + 6, LINE * len(lines) + 2
        top = y - LINE * len(lines) / 2
        baselines = tuple(top + ASCENT + LINE * line for line in range(len(lines)))
        yield Name(variable.name, variable.kind, lines, (x, y), wide, high, baselines)


def _arrow(link: Link, names: Mapping[str, Name]) -> Arrow:
    cause, effect = names[link.cause], names[link.effect]
    if link.cause == link.effect:
        x, y = cause.centre
        middle = x, y - cause.height / 2 - OWN_RADIUS - 2
        path, head = ring(middle, "clockwise", OWN_RADIUS)
        sign = middle[0], middle[1] - OWN_RADIUS - 8
        return Arrow(link.cause, link.effect, link.polarity, path, head, sign)
    said = (written_delay(link.delay) or "") if link.delay else ""
    # What is bent anew needs to know of the old arrow only whether it has the bars of a delay.
    bars = (((0.0, 0.0), (0.0, 0.0)),) if link.delay else ()
    head = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0))
    plain = Arrow(link.cause, link.effect, link.polarity, (), head, (0.0, 0.0), bars, said)
    bend = BEND if link.bend is None else link.bend / 100
    return bent(plain, cause, effect, bend)
