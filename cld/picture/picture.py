"""A diagram as plain geometry: the places of names, the curves of arrows, the marks and badges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cld.core.bends import Point as Point
from cld.core.diagram import Ends, LoopType, Polarity, VariableKind

# Left, top, right, bottom.
Box = tuple[float, float, float, float]
Segment = tuple[Point, Point]
# A start, then two control points and an end for each cubic curve: 3n + 1 points.
Path = tuple[Point, ...]

Turning = Literal["clockwise", "counter-clockwise"]
# How long to search for a good drawing.
Gear = Literal["quick", "best"]


@dataclass(frozen=True, slots=True)
class Name:
    """A variable's name, set in lines around its centre; `width` and `height` are its box.

    `baselines` are the baselines of the lines: a line begins at the centre, less half its width.
    """

    variable: str
    kind: VariableKind
    lines: tuple[str, ...]
    centre: Point
    width: float
    height: float
    baselines: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link as drawn: a curve, its head, its sign and the bars of its delay.

    `head` is a triangle, its tip first; the curve ends within it. `delay` is the text of the delay,
    "" if its length is unknown; `delay_place` is where the text may be written.
    """

    cause: str
    effect: str
    polarity: Polarity
    path: Path
    head: tuple[Point, Point, Point]
    sign: Point
    bars: tuple[Segment, ...] = ()
    delay: str = ""
    delay_place: Point | None = None

    @property
    def ends(self) -> Ends:
        """The cause and the effect of the link."""
        return self.cause, self.effect


@dataclass(frozen=True, slots=True)
class Badge:
    """The mark at the centre of a loop: its id within an arrow that turns as the loop does.

    For a link from a variable to itself, the link is that arrow; its badge has no path and no head.
    """

    loop: str
    name: str | None
    type: LoopType
    variables: tuple[str, ...]
    centre: Point
    radius: float
    turning: Turning
    path: Path = ()
    head: tuple[Point, Point, Point] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A diagram as plain geometry, in points, y down; `box` is the left, top, right and bottom of
    its content."""

    title: str | None
    names: tuple[Name, ...]
    arrows: tuple[Arrow, ...]
    badges: tuple[Badge, ...]
    box: Box

    @property
    def width(self) -> float:
        """The width of the picture."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """The height of the picture."""
        return self.box[3] - self.box[1]
