"""Places the badges of loops: at the centre of each loop, turning in its direction."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cld.picture.arcs import Numbers, Truths
from cld.picture.faces import Faces
from cld.picture.marks import Surroundings
from cld.picture.picture import Point, Turning
from cld.picture.ring import RADIUS

ROOM = 3.0
# The places that are tried: a grid over the loop, then one around the best of these.
SIDE = 15
STEP, ZOOMS = 2 / (SIDE - 1), 2
GRID = np.stack(np.meshgrid(*[np.linspace(-1, 1, SIDE)] * 2), -1).reshape(-1, 2)
# If an outline has more points than this, only every n-th one is used.
MOST_POINTS = 20_000
# The cost of a place off the middle, by half the size of the loop; the value of free space.
OFF_CENTRE, CLEAR, CLEAR_ENOUGH = 30.0, 6.0, 60.0
# The cost of a place within a smaller loop that has a badge, at most so much for several, and in a
# face with another badge: less than that of a badge on an arrow.
WITHIN_OTHER, MOST_WITHIN, SHARED = 2.0, 4.0, 7.0
# A loop that does not cross itself fills at least this share of the box around it.
NOT_CROSSED = 0.3


def area(outline: Numbers) -> float:
    """Return the area of a polygon, positive if it runs clockwise on the page."""
    x, y = outline[:, 0], outline[:, 1]
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def turning(outline: Numbers) -> Turning:
    """Return in which direction a loop turns on the page, y down.

    >>> turning(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]))
    'clockwise'
    """
    return "clockwise" if area(outline) > 0 else "counter-clockwise"


class Hearts:
    """The places of badges that are placed; further ones keep away from them."""

    def __init__(self, around: Surroundings, faces: Faces | None) -> None:
        self._around, self._faces = around, faces
        self._outlines: list[Numbers] = []
        self._taken: list[int] = []

    def place(self, outline: Numbers) -> Point:
        """Return the place for a loop's badge, and keep it free; the smallest loop comes first.

        `outline` contains the points of the loop's arcs, in the loop's order.
        """
        found = heart(outline, self._around, self._shared)
        self._around.add(found, RADIUS)
        self._outlines.append(outline[:: 1 + len(outline) // MOST_POINTS])
        if self._faces is not None:
            self._taken.append(self._faces.at(found))
        return found

    def _shared(self, places: Numbers) -> Numbers:
        """The cost of places within loops that have a badge, or in a face that has one: there a
        reader cannot see which loop a badge is about."""
        cost = np.zeros(len(places))
        for outline in self._outlines:
            cost += WITHIN_OTHER * _inside(outline, places)
        if self._faces is not None and self._taken:
            cost = np.minimum(cost, MOST_WITHIN)
            cost += SHARED * np.isin(self._faces.of(places), [face for face in self._taken if face])
        return cost


def heart(
    outline: Numbers, around: Surroundings, shared: Callable[[Numbers], Numbers] | None = None
) -> Point:
    """Return the place for a loop's badge: in its middle, or as near as there is free space.

    `outline` contains the points of the loop's arcs, in the loop's order; `shared` is the further
    cost of places.
    """
    outline = outline[:: 1 + len(outline) // MOST_POINTS]
    whole = area(outline)
    low, high = outline.min(0), outline.max(0)
    if abs(whole) < 1.0:
        middle = (low + high) / 2
    else:
        x, y = outline[:, 0], outline[:, 1]
        nx, ny = np.roll(x, -1), np.roll(y, -1)
        part = x * ny - nx * y
        middle = np.array([((x + nx) * part).sum(), ((y + ny) * part).sum()]) / (6 * whole)
    extent = float(np.hypot(*(high - low))) + 1.0
    # If a loop crosses itself, its middle may be anywhere; then only free space counts.
    pull = OFF_CENTRE / extent if abs(whole) > NOT_CROSSED * float((high - low).prod()) else 0.0
    best, reach = middle, (high - low) / 2
    places = np.concatenate([middle[None], (low + high) / 2 + reach * GRID])
    for _ in range(ZOOMS):
        inside = _inside(outline, places)
        places = places[inside] if inside.any() else best[None]
        cost = around.costs(places, RADIUS + ROOM)
        if shared is not None:
            cost += shared(places)
        cost -= CLEAR * around.clearance(places, CLEAR_ENOUGH) / CLEAR_ENOUGH
        cost += pull * np.hypot(*(places - middle).T)
        best = places[int(cost.argmin())]
        reach = reach * STEP
        places = np.concatenate([best[None], best + reach * GRID])
    return float(best[0]), float(best[1])


def _inside(outline: Numbers, places: Numbers) -> Truths:
    """Return which places are within a polygon."""
    x, y = places[:, :1], places[:, 1:]
    px, py = outline[:, 0], outline[:, 1]
    qx, qy = np.roll(px, -1), np.roll(py, -1)
    rise = np.where(qy == py, 1.0, qy - py)
    cut = px + (y - py) * (qx - px) / rise
    between = (py > y) != (qy > y)
    return np.asarray((between & (x < cut)).sum(1) % 2 == 1)
