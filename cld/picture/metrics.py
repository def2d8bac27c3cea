"""Measures how readable a picture is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.ends import ends_of
from cld.picture.faces import badges_sharing
from cld.picture.order import out_of_order
from cld.picture.picture import Arrow, Path, Picture, Point

# The number of points on each cubic curve.
PIECES = 14
# The boxes of names include a small margin, which a link may touch.
AIR = 1.5
# A link this close to a name is mistaken for a link of that name.
BESIDE = 4.0
SIGN, BAR = 4.0, 2.0
NOT_LAST, NOT_FIRST = slice(None, -1), slice(1, None)


@dataclass(frozen=True, slots=True)
class Metrics:
    """The features that make a picture hard to read; lower is better, except for the angle and the
    aspect.

    `name_overlaps`: pairs of names that overlap. `links_through_names`: pairs of a link and a name
    it runs through; `links_beside_names`: pairs where the link is too close to the name.
    `marks_on_names`: signs and delay bars on a name. `marks_on_links`: signs and bars on another
    link. `badges_on_names`: badges that touch a name. `crossings`, and `crossing_angle_min`, the
    smallest angle in degrees (90 without crossings). `length_cv`: the variation of the links'
    lengths (standard deviation by mean). `roundness`: the deviation of loops with a badge from
    circles, as a median (0 is a circle: deviation of the distance from the middle, by its mean).
    `loops_out_of_order`: loops whose variables are not around their middle in their order.
    `aspect`: width by height. `tips_on_links`, `starts_on_links`: arrows that end, or start, on a
    passing link. `heads_touching`: pairs of tips that touch. `heads_past_names`: heads whose line
    misses the text of their name. `signs_nearer_others`: signs nearer to another link.
    `badges_sharing`: badges with another badge in the same face, the area between links and names.
    `area_per_name`: the area of the picture for each name, in square points.
    """

    name_overlaps: int
    links_through_names: int
    links_beside_names: int
    marks_on_names: int
    marks_on_links: int
    badges_on_names: int
    crossings: int
    crossing_angle_min: float
    length_cv: float
    roundness: float
    loops_out_of_order: int
    aspect: float
    tips_on_links: int = 0
    starts_on_links: int = 0
    heads_touching: int = 0
    heads_past_names: int = 0
    signs_nearer_others: int = 0
    badges_sharing: int = 0
    area_per_name: float = 0.0

    def values(self) -> dict[str, float]:
        """Return the numbers by name, rounded for reading."""
        return {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }

    @property
    def is_flawless(self) -> bool:
        """True if no plain fault was found: no overlap, crossing or loop out of order, and no
        arrow that ends on a link."""
        marks = self.marks_on_names + self.marks_on_links + self.badges_on_names
        names = self.name_overlaps + self.links_through_names + self.links_beside_names
        names += self.tips_on_links + self.starts_on_links
        return not (marks + names + self.crossings + self.loops_out_of_order)

    @property
    def faults(self) -> float:
        """One number for choosing among pictures of the same diagram."""
        return (
            8.0 * self.name_overlaps
            + 8.0 * self.links_through_names
            + 1.0 * self.links_beside_names
            + 5.0 * self.marks_on_names
            + 5.0 * self.badges_on_names
            + 1.5 * self.marks_on_links
            + 3.0 * self.crossings
            + 0.03 * max(0.0, 40.0 - self.crossing_angle_min)
            + 6.0 * self.length_cv
            + 10.0 * self.roundness
            + 3.0 * self.loops_out_of_order
            + 8.0 * (self.tips_on_links + self.starts_on_links)
            + 1.5 * self.heads_touching
            + 0.5 * self.heads_past_names
            + 0.5 * self.signs_nearer_others
            + 0.7 * self.badges_sharing
            + abs(math.log(max(self.aspect, 1e-3) / 1.4))
        )


def measure(picture: Picture) -> Metrics:
    """Return the measures of a picture's readability."""
    lines = [flattened(arrow.path, arrow.head[0]) for arrow in picture.arrows]
    boxes = np.array(
        [[*n.centre, n.width / 2 - AIR, n.height / 2 - AIR] for n in picture.names]
    ).reshape(-1, 4)
    place = {name.variable: number for number, name in enumerate(picture.names)}
    number, angle = _crossings(lines)
    lengths = [_length(line) for line in lines] or [1.0]
    rounds, disorder = _loops(picture, lines)
    through = _through(picture.arrows, lines, boxes, place)
    ends = ends_of(picture.names, picture.arrows, lines)
    near = boxes + np.array([0.0, 0.0, AIR + BESIDE, AIR + BESIDE])
    return Metrics(
        name_overlaps=_overlaps(boxes),
        links_through_names=through,
        links_beside_names=_through(picture.arrows, lines, near, place) - through,
        marks_on_names=_marks_on_names(picture.arrows, boxes),
        marks_on_links=_marks_on_links(picture.arrows, lines),
        badges_on_names=sum(
            _hits(boxes, badge.centre, badge.radius - 1)
            for badge in picture.badges
            if len(badge.variables) > 1
        ),
        crossings=number,
        crossing_angle_min=angle,
        length_cv=float(np.std(lengths) / max(float(np.mean(lengths)), 1e-9)),
        roundness=float(np.median(rounds)) if rounds else 0.0,
        loops_out_of_order=disorder,
        aspect=picture.width / max(picture.height, 1e-9),
        **asdict(ends),
        badges_sharing=badges_sharing(picture.names, lines, picture.badges),
        area_per_name=picture.width * picture.height / max(1, len(picture.names)),
    )


def flattened(path: Path, tip: Point | None = None) -> Numbers:
    """Return a curve as a row of points, with its arrow's tip at the end if there is one."""
    steps = np.linspace(0.0, 1.0, PIECES + 1)[1:, None]
    points = [np.array(path[:1])]
    for number in range(1, len(path), 3):
        a, b, c, d = (np.array(point) for point in path[number - 1 : number + 3])
        back = 1 - steps
        points.append(
            back**3 * a + 3 * back**2 * steps * b + 3 * back * steps**2 * c + steps**3 * d
        )
    if tip is not None:
        points.append(np.array([tip]))
    return np.concatenate(points)


def _length(line: Numbers) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _overlaps(boxes: Numbers) -> int:
    across = boxes[:, None, 2] + boxes[:, 2] - np.abs(boxes[:, None, 0] - boxes[:, 0])
    down = boxes[:, None, 3] + boxes[:, 3] - np.abs(boxes[:, None, 1] - boxes[:, 1])
    return int(np.triu((across > 0) & (down > 0), 1).sum())


def _through(
    arrows: Sequence[Arrow], lines: Sequence[Numbers], boxes: Numbers, place: dict[str, int]
) -> int:
    count = 0
    for arrow, line in zip(arrows, lines, strict=True):
        # Points in the middle of each piece too, so that no corner is missed.
        dense = np.concatenate([line, (line[1:] + line[:-1]) / 2])
        across = np.abs(dense[:, None, 0] - boxes[:, 0]) < boxes[:, 2]
        down = np.abs(dense[:, None, 1] - boxes[:, 1]) < boxes[:, 3]
        hit = np.asarray((across & down).any(0))
        hit[[place[arrow.cause], place[arrow.effect]]] = False
        count += int(hit.sum())
    return count


def _hits(boxes: Numbers, centre: Point, room: float) -> int:
    if not len(boxes):
        return 0
    dx = np.maximum(np.abs(boxes[:, 0] - centre[0]) - boxes[:, 2], 0.0)
    dy = np.maximum(np.abs(boxes[:, 1] - centre[1]) - boxes[:, 3], 0.0)
    return int((np.hypot(dx, dy) < room).any())


def _marks_on_names(arrows: Sequence[Arrow], boxes: Numbers) -> int:
    count = 0
    for arrow in arrows:
        count += _hits(boxes, arrow.sign, SIGN)
        if arrow.bars:
            ends = [end for bar in arrow.bars for end in bar]
            count += any(_hits(boxes, end, BAR) for end in ends)
    return count


def _marks_on_links(arrows: Sequence[Arrow], lines: Sequence[Numbers]) -> int:
    if not lines:
        return 0
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    points = np.concatenate(lines)
    count = 0
    for number, arrow in enumerate(arrows):
        away = np.hypot(points[:, 0] - arrow.sign[0], points[:, 1] - arrow.sign[1])
        count += int(((away < SIGN) & (owner != number)).any())
    return count


def _crossings(lines: Sequence[Numbers]) -> tuple[int, float]:
    """The number of crossings of pairs of links, each place counted, and the smallest angle."""
    if not lines:
        return 0, 90.0
    begins, ends = (np.concatenate([line[cut] for line in lines]) for cut in (NOT_LAST, NOT_FIRST))
    low, high = np.minimum(begins, ends), np.maximum(begins, ends)
    steps = np.concatenate([np.diff(line, axis=0) for line in lines])
    lasts = np.cumsum([len(line) - 1 for line in lines])
    total, least = 0, 90.0
    for line, last in zip(lines, lasts, strict=True):
        own = slice(last - len(line) + 1, last)
        # For the links after this one, only the pieces that are near it.
        near = (low[last:] <= line.max(0)).all(1) & (high[last:] >= line.min(0)).all(1)
        others = begins[last:][near], steps[last:][near]
        angles = _meetings(begins[own], steps[own], *others)
        total += len(angles)
        least = min(least, float(angles.min(initial=90.0)))
    return total, least


def _meetings(begins: Numbers, steps: Numbers, others: Numbers, along: Numbers) -> Numbers:
    """The angles, in degrees, at which pieces cross others."""
    p, r = begins[:, None], steps[:, None]
    q, s = others[None], along[None]
    cross = r[..., 0] * s[..., 1] - r[..., 1] * s[..., 0]
    dx, dy = q[..., 0] - p[..., 0], q[..., 1] - p[..., 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (dx * s[..., 1] - dy * s[..., 0]) / cross
        u = (dx * r[..., 1] - dy * r[..., 0]) / cross
    meets = (t >= 0) & (t < 1) & (u >= 0) & (u < 1)
    sizes = np.hypot(r[..., 0], r[..., 1]) * np.hypot(s[..., 0], s[..., 1])
    sines = np.abs(cross[meets]) / np.maximum(sizes[meets], 1e-9)
    return np.asarray(np.degrees(np.arcsin(np.minimum(sines, 1.0))))


def _loops(picture: Picture, lines: Sequence[Numbers]) -> tuple[list[float], int]:
    arcs = {a.ends: number for number, a in enumerate(picture.arrows)}
    centre = {name.variable: name.centre for name in picture.names}
    rounds, disorder = [], 0
    for badge in picture.badges:
        if len(badge.variables) < 2:
            continue
        steps = zip(badge.variables, (*badge.variables[1:], badge.variables[0]), strict=True)
        outline = np.concatenate([lines[arcs[ends]] for ends in steps])
        away = np.hypot(*(outline - outline.mean(0)).T)
        rounds.append(float(away.std() / max(float(away.mean()), 1e-9)))
        disorder += out_of_order(np.array([centre[name] for name in badge.variables]))
    return rounds, disorder
