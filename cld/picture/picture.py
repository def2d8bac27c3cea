"""A diagram as plain geometry: where names stand, how arrows run, where marks and badges are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cld.core.diagram import Ends, LoopType, Polarity, VariableKind

Point = tuple[float, float]
# Left, top, right, bottom.
Box = tuple[float, float, float, float]
Segment = tuple[Point, Point]
# A start, then for each cubic curve two control points and its end: 3n + 1 points.
Path = tuple[Point, ...]

Turning = Literal["clockwise", "counter-clockwise"]
# How long to look for a good drawing.
Gear = Literal["quick", "best"]


@dataclass(frozen=True, slots=True)
class Name:
    """A variable's name, set in lines around its centre; `width` and `height` are its box.

    `baselines` are where each line stands: its text begins at the centre, less half its width.
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
    """A link as it is drawn: a curve, its head, its sign and the bars of its delay.

    `head` is a triangle, its tip first; the curve ends within it. `delay` is what the delay is
    called, "" where its length is not known; `delay_place` is where that may be written.
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
    """The mark at the heart of a loop: its id within an arrow that turns as the loop does.

    A link from a variable to itself is that arrow; its badge has neither path nor head.
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
    """A diagram as plain geometry, in points, y down; `box` is left, top, right and bottom of
    everything in it."""

    title: str | None
    names: tuple[Name, ...]
    arrows: tuple[Arrow, ...]
    badges: tuple[Badge, ...]
    box: Box

    @property
    def width(self) -> float:
        """How wide the picture is."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        """How high the picture is."""
        return self.box[3] - self.box[1]
