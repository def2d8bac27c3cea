"""Arcs of circles between the centres of names, many at a time.

An arc is known by where it begins and ends and by its bend: how high it stands over the line
between them, as a part of that line's length; a positive bend lies to the left of its direction
(as seen on the page, y down). Arrays may have any shape, as long as their shapes fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]

# An arc this flat is as good as a straight line, and its circle is still of a sane size.
FLATTEST = 0.015
# Between a name's box and the beginning of an arrow, and its tip.
GAP_BEFORE, GAP_AFTER = 2.0, 3.0
# How often it is halved where an arc leaves a name; how often a guess at that is made better.
HALVINGS, STEPS = 16, 2


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Arcs as parts of circles.

    A point of an arc stands at `centre + radius·(cos φ·up + sin φ·along)`, φ from `-half` where
    it begins to `half` where it ends; `first` and `last` are the φ between which it is seen.
    """

    cx: Numbers
    cy: Numbers
    radius: Numbers
    ux: Numbers
    uy: Numbers
    ex: Numbers
    ey: Numbers
    half: Numbers
    first: Numbers
    last: Numbers

    def points(self, phi: Numbers) -> tuple[Numbers, Numbers]:
        """Return where the points at these φ stand; `phi` has one axis more than the arcs."""
        cos, sin = np.cos(phi) * self.radius[..., None], np.sin(phi) * self.radius[..., None]
        x = self.cx[..., None] + cos * self.ux[..., None] + sin * self.ex[..., None]
        y = self.cy[..., None] + cos * self.uy[..., None] + sin * self.ey[..., None]
        return x, y

    def seen(self, count: int) -> tuple[Numbers, Numbers]:
        """Return so many points of each arc, from the first to the last that is seen."""
        steps = np.linspace(0.0, 1.0, count)
        phi = self.first[..., None] + (self.last - self.first)[..., None] * steps
        return self.points(phi)

    @property
    def length(self) -> Numbers:
        """How long the part of each arc is that is seen, below 0 where nothing is."""
        return self.radius * (self.last - self.first)


def arcs(
    ax: Numbers,
    ay: Numbers,
    bx: Numbers,
    by: Numbers,
    bend: Numbers,
    a_box: tuple[Numbers, Numbers],
    b_box: tuple[Numbers, Numbers],
    exactly: bool = True,
) -> Arcs:
    """Return the arcs from places to places with a bend, seen outside the boxes around both.

    Boxes are given by half their widths and heights. Where an arc leaves them is found
    `exactly`, or nearly and much faster.

    >>> one = np.array([1.0])
    >>> arc = arcs(0 * one, 0 * one, 100 * one, 0 * one, 0.5 * one, (one, one), (one, one))
    >>> float(arc.radius[0]), float(arc.cx[0]), round(float(arc.half[0]), 4)
    (50.0, 50.0, 1.5708)
    """
    dx, dy = bx - ax, by - ay
    chord = np.maximum(np.hypot(dx, dy), 1e-6)
    ex, ey = dx / chord, dy / chord
    sign = np.where(bend < 0, -1.0, 1.0)
    size = np.maximum(np.abs(bend), FLATTEST)
    radius = chord * (1 + 4 * size * size) / (8 * size)
    ux, uy = ey * sign, -ex * sign
    drop = radius - size * chord
    cx, cy = (ax + bx) / 2 - drop * ux, (ay + by) / 2 - drop * uy
    half = 2 * np.arctan(2 * size)
    whole = Arcs(cx, cy, radius, ux, uy, ex, ey, half, -half, half)
    if exactly:
        first = _leaves(whole, ax, ay, a_box, -half, GAP_BEFORE)
        last = _leaves(whole, bx, by, b_box, half, GAP_AFTER)
    else:
        first = -_nearly_leaves(whole, a_box, -1.0, GAP_BEFORE)
        last = _nearly_leaves(whole, b_box, 1.0, GAP_AFTER)
    return Arcs(cx, cy, radius, ux, uy, ex, ey, half, first, last)


def _leaves(
    whole: Arcs,
    x: Numbers,
    y: Numbers,
    box: tuple[Numbers, Numbers],
    end: Numbers,
    gap: float,
) -> Numbers:
    """The φ at which an arc leaves the box around one of its ends."""
    wide, high = box[0] + gap, box[1] + gap
    inside, outside = end * 1.0, np.zeros_like(end)
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        cos, sin = np.cos(middle) * whole.radius, np.sin(middle) * whole.radius
        px = whole.cx + cos * whole.ux + sin * whole.ex - x
        py = whole.cy + cos * whole.uy + sin * whole.ey - y
        within = (np.abs(px) < wide) & (np.abs(py) < high)
        inside = np.where(within, middle, inside)
        outside = np.where(within, outside, middle)
    return outside


def _nearly_leaves(whole: Arcs, box: tuple[Numbers, Numbers], end: float, gap: float) -> Numbers:
    """About how far from its middle, as an angle, an arc leaves the box around one end.

    From an end the point an angle further on is seen in the direction the arc has half that
    angle on; where the box ends in that direction gives a better angle.
    """
    wide, high = box[0] + gap, box[1] + gap
    turned = np.zeros_like(whole.half)
    for _ in range(STEPS):
        cos, sin = np.cos(whole.half - turned / 2), end * np.sin(whole.half - turned / 2)
        across = np.abs(cos * whole.ex - sin * whole.ux)
        down = np.abs(cos * whole.ey - sin * whole.uy)
        away = 1 / np.maximum(np.maximum(across / wide, down / high), 1e-9)
        turned = 2 * np.arcsin(np.minimum(away / (2 * whole.radius), 1.0))
    return np.asarray(np.maximum(whole.half - turned, 0.0))


def crossings(one: Arcs, other: Arcs) -> tuple[Numbers, Numbers]:
    """Return how often arcs cross where both are seen, and the least sine of the angles.

    >>> zero, long = np.array([0.0]), np.array([100.0])
    >>> box = (np.array([5.0]), np.array([5.0]))
    >>> across = arcs(zero, zero, long, zero, zero, box, box)
    >>> down = arcs(long / 2, -long, long / 2, long, zero, box, box)
    >>> [round(float(found[0]), 2) for found in crossings(across, down)]
    [1.0, 1.0]
    """
    dx, dy = other.cx - one.cx, other.cy - one.cy
    apart = np.maximum(np.hypot(dx, dy), 1e-9)
    along = (one.radius**2 - other.radius**2 + apart**2) / (2 * apart)
    square = one.radius**2 - along**2
    meets = square > 0
    across = np.sqrt(np.maximum(square, 0.0))
    dx, dy = dx / apart, dy / apart
    number = np.zeros(np.broadcast(dx).shape)
    for side in (1.0, -1.0):
        x = one.cx + along * dx - side * across * dy
        y = one.cy + along * dy + side * across * dx
        number += meets & _on(one, x, y) & _on(other, x, y)
    sine = np.minimum(across * apart / np.maximum(one.radius * other.radius, 1e-9), 1.0)
    return number, np.where(number > 0, sine, 1.0)


def _on(arc: Arcs, x: Numbers, y: Numbers) -> Truths:
    """Whether points of the circle lie on the part of the arc that is seen."""
    x, y = x - arc.cx, y - arc.cy
    phi = np.arctan2(x * arc.ex + y * arc.ey, x * arc.ux + y * arc.uy)
    return (phi > arc.first) & (phi < arc.last)
