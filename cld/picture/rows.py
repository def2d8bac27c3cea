"""Draws diagrams that are too large to lay out: names in rows, near their neighbours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from cld.core.diagram import Diagram, Link, Variable
from cld.core.quantities import short_delay
from cld.picture.arcs import Numbers, arcs
from cld.picture.curves import Arc, arrow, curved
from cld.picture.drawing import GAPS
from cld.picture.fonts import ASCENT, LINE, width, wrapped
from cld.picture.marks import bars_at, first_sign_place
from cld.picture.picture import Arrow, Name, Picture, Point
from cld.picture.ring import badge_arrow
from cld.picture.spread import spread

# A layout compares each variable of a part with each other one, and each link. For more of them
# than this it would take gigabytes, and the result would be unreadable. `MOST_VARIABLES` is for all
# parts together.
MOST_LINKED, MOST_LINKS, MOST_VARIABLES = 600, 2_000, 1_500
ACROSS, DOWN = 190.0, 110.0
# Names at this distance are further apart than any name is wide.
UNIT = 200.0
# Parts with at most this many variables are placed in one line, one after the other.
SMALL = 8
BEND, OWN_RADIUS = 0.08, 12.0


def is_crowd(parts: Sequence[Diagram]) -> bool:
    """Return whether a diagram of these parts is too large to lay out."""
    links = sum(len(part.links) for part in parts)
    variables = [len(part.variables) for part in parts]
    return (
        links > MOST_LINKS
        or max(variables, default=0) > MOST_LINKED
        or sum(variables) > MOST_VARIABLES
    )


def rows(diagram: Diagram, parts: Sequence[Diagram]) -> Picture:
    """Return a picture with the names in rows, without badges; names `at` a place stay there.

    `parts` are the connected parts of the diagram; each has its rows. Related names are near each
    other, and none covers another. The work grows no faster than the diagram.

    >>> from cld.language.source import source_of
    >>> from cld.picture.parts import parts
    >>> diagram = source_of("A (+)-> B (-)-> B").diagram
    >>> picture = rows(diagram, parts(diagram))
    >>> [name.centre for name in picture.names], len(picture.arrows)
    ([(0.0, 0.0), (190.0, 0.0)], 2)
    """
    places = _places(diagram, parts)
    names = {v.name: _name(v, places[v.name]) for v in diagram.variables}
    arrows = tuple(_arrows(diagram.links, names))
    xs = [name.centre[0] for name in names.values()] or [0.0]
    ys = [name.centre[1] for name in names.values()] or [0.0]
    box = min(xs) - ACROSS, min(ys) - DOWN, max(xs) + ACROSS, max(ys) + DOWN
    return Picture(diagram.title, tuple(names.values()), arrows, (), box)


# -- places --


def _places(diagram: Diagram, parts: Sequence[Diagram]) -> dict[str, Point]:
    columns = _columns(len(diagram.variables))
    found: dict[str, Point] = {}
    row = 0
    for part in parts:
        if len(part.variables) > SMALL:
            found |= _grid(_in_rows(part, columns), row)
            row += math.ceil(len(part.variables) / columns)
    rest = [v.name for part in parts if len(part.variables) <= SMALL for v in part.variables]
    found |= _grid([rest[first : first + columns] for first in range(0, len(rest), columns)], row)
    return found | {v.name: v.at for v in diagram.variables if v.at is not None}


def _columns(count: int) -> int:
    return max(1, math.ceil(math.sqrt(count * DOWN / ACROSS)))


def _grid(in_rows: Iterable[Sequence[str]], first: int) -> dict[str, Point]:
    return {
        name: (column * ACROSS, row * DOWN)
        for row, names in enumerate(in_rows, first)
        for column, name in enumerate(names)
    }


def _in_rows(part: Diagram, columns: int) -> list[list[str]]:
    """The names of a part, row by row: each at the free place nearest to its place in a layout."""
    names = [variable.name for variable in part.variables]
    number = {name: place for place, name in enumerate(names)}
    links = [(number[link.cause], number[link.effect]) for link in part.links]
    places = _level(spread(len(names), links, UNIT))
    down = np.argsort(places[:, 1], kind="stable")
    found = []
    for first in range(0, len(names), columns):
        row = down[first : first + columns]
        found.append([names[v] for v in row[np.argsort(places[row, 0], kind="stable")]])
    return found


def _level(places: Numbers) -> Numbers:
    """Places turned so that they extend furthest from left to right."""
    off = places - places.mean(0)
    (xx, xy), (_, yy) = np.einsum("na,nb->ab", off, off)
    turn = math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(turn), math.sin(turn)
    return np.stack([off[:, 0] * cos + off[:, 1] * sin, off[:, 1] * cos - off[:, 0] * sin], 1)


# -- names and arrows --


def _name(variable: Variable, place: Point) -> Name:
    x, y = place
    lines = wrapped(variable.name)
    wide, high = max(map(width, lines)) + 6, LINE * len(lines) + 2
    top = y - LINE * len(lines) / 2
    baselines = tuple(top + ASCENT + LINE * line for line in range(len(lines)))
    return Name(variable.name, variable.kind, lines, (x, y), wide, high, baselines)


def _arrows(links: Sequence[Link], names: dict[str, Name]) -> Iterator[Arrow]:
    """All arrows, with their arcs found together: one by one they would take a hundred times as
    long."""
    plain = [link for link in links if link.cause != link.effect]
    causes, effects = ([names[end] for end in ends] for ends in _ends(plain))
    boxes = np.array([
        [[n.width / 2 + gap for n in ends], [n.height / 2 + gap for n in ends]]
        for ends, gap in zip((causes, effects), GAPS, strict=True)
    ])  # fmt: skip
    ax, ay = np.array([name.centre for name in causes]).reshape(-1, 2).T
    bx, by = np.array([name.centre for name in effects]).reshape(-1, 2).T
    bends = np.array([BEND if link.bend is None else link.bend / 100 for link in plain])
    found = iter(curved(arcs(ax, ay, bx, by, bends, boxes, True)) if plain else ())
    for link in links:
        if link.cause == link.effect:
            yield _own(link, names[link.cause])
        else:
            yield _arrow(link, next(found))


def _ends(links: Sequence[Link]) -> tuple[list[str], list[str]]:
    return [link.cause for link in links], [link.effect for link in links]


def _arrow(link: Link, arc: Arc) -> Arrow:
    path, head = arrow(arc)
    # In so large a diagram, marks do not avoid each other.
    sign = first_sign_place(arc)
    bars = bars_at(arc, 0.5) if link.delay else ()
    said = (short_delay(link.delay) or "") if link.delay else ""
    place = None
    if bars:
        middle = np.array(bars).mean((0, 1))
        place = float(middle[0]), float(middle[1]) + 17.0
    return Arrow(link.cause, link.effect, link.polarity, path, head, sign, bars, said, place)


def _own(link: Link, name: Name) -> Arrow:
    x, y = name.centre
    middle = x, y - name.height / 2 - OWN_RADIUS - 2
    path, head = badge_arrow(middle, "clockwise", OWN_RADIUS)
    sign = middle[0], middle[1] - OWN_RADIUS - 8
    return Arrow(link.cause, link.effect, link.polarity, path, head, sign)
