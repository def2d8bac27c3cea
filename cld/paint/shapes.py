"""What painters paint: a sheet of groups, each of a few plain shapes.

All numbers are points, x to the right, y down, as in the picture itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cld.paint.theme import ColourRole, ThemeName
from cld.picture.picture import Box, Path, Point, Segment

# Where a note may stand: its box, the middle of its words, and what it costs to stand there.
NotePlace = tuple[Box, float, float, float]
Anchor = Literal["start", "middle"]
# Whether a thing belongs to what is highlighted, where something is.
Light = Literal["plain", "lit", "faded"]
GroupKind = Literal["title", "link", "variable", "loop", "legend"]

# How much wider lit lines are, and the bars across them, which are not to run together; how
# much is left of what is faded.
LIT, LIT_BARS, FADED = 1.75, 1.2, 0.26

# What XML does not allow, nor any other format gains by: control characters and the like.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Signs that turn the writing of what follows: a name is not to be read as another.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def held(text: str) -> str:
    """Return a text with a stand-in for each character that formats cannot hold.

    >>> held("a\\x00b")
    'a�b'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def painted_text(text: str) -> str:
    """Return a line as it is painted: what formats can hold of it, in the order of its letters.

    >>> painted_text("load\\u202eretal")
    'loadretal'
    """
    return _TURNING.sub("", held(text))


def box_around(centre: Point, wide: float, high: float) -> Box:
    """Return the box that reaches so far from its middle.

    >>> box_around((0.0, 1.0), 2.0, 3.0)
    (-2.0, -2.0, 2.0, 4.0)
    """
    return centre[0] - wide, centre[1] - high, centre[0] + wide, centre[1] + high


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is to look.

    `highlight` names loops by their ids: they are lit, and all else is faded. `delays` writes
    the lengths of delays beside their bars. `title` and `legend` say whether these are there.
    `scale` is how large a point is. `font` embeds the letters that are used, where the format
    is one that can do without. `id` tells the ids of this picture from those of others on the
    same page; without one they carry a number made from what is painted.
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
    """A line along cubic curves; `part` says what of its group it is, `width` how wide it is
    beside the lines of arrows."""

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
    """Lines of text, each with where its baseline begins or has its middle.

    `halo` keeps a little of what lies behind away from the letters.
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

    `classes` and `data` say what it is to programs, `says` to people who point at it.
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
    """All that is painted, in order, and the box around it; `title` and `about` in words."""

    box: Box
    groups: tuple[Group, ...]
    title: str
    about: str

    def lines(self) -> Iterator[tuple[str, int]]:
        """Yield each line of text that is painted, with its weight.

        >>> list(Sheet((0, 0, 1, 1), (), "T", "").lines())
        []
        """
        for group in self.groups:
            for shape in group.shapes:
                if isinstance(shape, Words):
                    yield from ((painted_text(line), shape.weight) for line, _ in shape.lines)
