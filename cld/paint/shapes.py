"""The input of the painters: a sheet of groups, each of a few plain shapes.

All numbers are points, x to the right, y down, as in the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cld.paint.theme import ColourRole, ThemeName
from cld.picture.picture import Box, Path, Point, Segment

# A possible place for a note: its box, the middle of its words, and the cost of that place.
NotePlace = tuple[Box, float, float, float]
Anchor = Literal["start", "middle"]
# Whether an item belongs to the highlight, if there is one.
Light = Literal["plain", "lit", "faded"]
GroupKind = Literal["title", "link", "variable", "loop", "legend", "curve", "axis"]

# How much wider highlighted lines are, and the bars across them, which must not run together; and
# the opacity of faded items.
LIT, LIT_BARS, FADED = 1.75, 1.2, 0.26

# Characters that XML forbids and that no other format needs, such as control characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Characters that change the direction of the following text: a name must not read as another.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def held(text: str) -> str:
    """Return a text with a substitute for each character that the formats cannot contain.

    >>> held("a\\x00b")
    'a�b'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def painted_text(text: str) -> str:
    """Return a line as it is painted: with characters that the formats allow, in logical order.

    >>> painted_text("load\\u202eretal")
    'loadretal'
    """
    return _TURNING.sub("", held(text))


def box_around(centre: Point, wide: float, high: float) -> Box:
    """Return the box that extends this far from its middle.

    >>> box_around((0.0, 1.0), 2.0, 3.0)
    (-2.0, -2.0, 2.0, 4.0)
    """
    return centre[0] - wide, centre[1] - high, centre[0] + wide, centre[1] + high


@dataclass(frozen=True, slots=True)
class Look:
    """The options for the look of a picture.

    `highlight` lists ids of loops: these are highlighted and everything else is faded. `delays`
    writes the lengths of delays beside their bars. `title` and `legend` switch these on or off.
    `scale` is the size of a point. `font` embeds the letters that are used, in formats where this
    is optional. `id` distinguishes the ids of this picture from those of others on the same page;
    without it, the ids contain a number computed from the painted content.
    """

    theme: ThemeName = "auto"
    highlight: tuple[str, ...] = ()
    delays: bool = False
    title: bool = True
    legend: bool = False
    scale: float = 1.0
    font: bool = True
    id: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of cubic curves; `part` names its role in the group, `width` its width relative to the
    lines of arrows."""

    path: Path
    part: str = "line"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Bars:
    """Short straight lines."""

    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A filled triangle, its tip first."""

    points: tuple[Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a rectangle: left, top, right, bottom."""

    box: Box
    width: float = 0.8


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text, each with the point where its baseline begins or has its middle.

    `halo` keeps a small area behind the letters clear.
    """

    lines: tuple[tuple[str, Point], ...]
    part: str
    size: float
    weight: Literal[400, 600] = 400
    anchor: Anchor = "middle"
    role: ColourRole | None = None
    halo: bool = False


Shape = Curve | Bars | Head | Frame | Words


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together: a variable, a link, a loop's badge.

    `classes` and `data` describe it to programs, `says` to people who point at it.
    """

    kind: GroupKind
    role: ColourRole
    shapes: tuple[Shape, ...]
    classes: tuple[str, ...] = ()
    says: str = ""
    data: tuple[tuple[str, str], ...] = ()
    light: Light = "plain"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is painted, in order, and the box around it; `title` and `about` describe it
    in words."""

    box: Box
    groups: tuple[Group, ...]
    title: str
    about: str

    def lines(self) -> Iterator[tuple[str, int]]:
        """Yield each painted line of text with its weight.

        >>> list(Sheet((0, 0, 1, 1), (), "T", "").lines())
        []
        """
        for group in self.groups:
            for shape in group.shapes:
                if isinstance(shape, Words):
                    yield from ((painted_text(line), shape.weight) for line, _ in shape.lines)
