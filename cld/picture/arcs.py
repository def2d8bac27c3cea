"""Arcs of circles between the centres of names, many at a time.

An arc is defined by its two ends and its bend: its height over the line between them, as a part of
that line's length. A positive bend is to the left of its direction (as seen on the page, y down).

Many arcs are a table: an array with the fields of `Arcs` along its first axis, so that several arcs
can be selected at once and all fields read by name with `Arcs(*table)`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]
Truths = NDArray[np.bool_]

# An arc this flat is as good as a straight line, and its circle still has a reasonable size; in a
# finished picture the eye sees less.
FLATTEST, STRAIGHTEST = 0.015, 0.003
# The number of halvings to find where an arc leaves a name, and of improvements of a first guess.
HALVINGS, STEPS = 16, 2
# Half the width of a box is below this if its name fits into a line.
WIDE = 69.0
# The start and the end of an arc, as directions along it.
ENDS = np.array([-1.0, 1.0])


class Arcs(NamedTuple):
    """The visible parts of arcs, outside the names at their ends.

    A point is at `centre + radius·(cos φ·up + sin φ·along)`, with φ from `-half`, where an arc
    becomes visible, to `half`; `up` points from the circle's centre to the middle of the visible
    part, and `along` in the direction of the arc there. `rise` and `reach` are the radius times the
    cosine and the sine of `half`; the box around the visible part is between `left` and `right`,
    `top` and `bottom`.
    """

    cx: Numbers
    cy: Numbers
    radius: Numbers
    ux: Numbers
    uy: Numbers
    ex: Numbers
    ey: Numbers
    half: Numbers
    rise: Numbers
    reach: Numbers
    left: Numbers
    top: Numbers
    right: Numbers
    bottom: Numbers

    @property
    def length(self) -> Numbers:
        """The length of the visible part of each arc."""
        return 2 * self.radius * self.half

    def ends(self, sense: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first visible point of each arc (sense -1) or the last (sense 1)."""
        far = sense * self.reach
        return (
            self.cx + self.rise * self.ux + far * self.ex,
            self.cy + self.rise * self.uy + far * self.ey,
        )


def visible_points(table: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Return `count` points of each arc of a table, from the first visible point to the last.

    >>> nought = np.array([0.0])
    >>> table = arcs(nought, nought, nought + 100, nought, nought + 0.5, np.ones((2, 2, 1)))
    >>> [round(float(number), 1) for number in np.concatenate(visible_points(table, 3)).ravel()]
    [0.0, 50.0, 100.0, -1.0, -50.0, -1.0]
    """
    own = Arcs(*table[..., None])
    phi = own.half * _steps(count)
    cos, sin = np.cos(phi) * own.radius, np.sin(phi) * own.radius
    return own.cx + cos * own.ux + sin * own.ex, own.cy + cos * own.uy + sin * own.ey


@cache
def _steps(count: int) -> Numbers:
    return np.linspace(-1.0, 1.0, count)


def arcs(
    ax: Numbers,
    ay: Numbers,
    bx: Numbers,
    by: Numbers,
    bend: Numbers,
    boxes: Numbers,
    exactly: bool = False,
) -> Numbers:
    """Return a table of the arcs between pairs of places with a bend, outside the boxes around both
    ends.

    `boxes` contains half the width and height of each, first by end, then by axis. The points where
    an arc leaves the boxes are found `exactly`, or approximately and much faster.

    >>> nought = np.array([0.0])
    >>> table = arcs(nought, nought, nought + 100, nought, nought + 0.5, np.ones((2, 2, 1)))
    >>> arc = Arcs(*table)
    >>> float(arc.radius[0]), float(arc.cx[0]), round(float(arc.half[0]), 3)
    (50.0, 50.0, 1.551)
    """
    dx, dy = bx - ax, by - ay
    chord = np.maximum(np.hypot(dx, dy), 1e-6)
    ex, ey = dx / chord, dy / chord
    sign = np.where(bend < 0, -1.0, 1.0)
    size = np.maximum(np.abs(bend), STRAIGHTEST if exactly else FLATTEST)
    square = 4 * size * size
    radius = chord * (1 + square) / (8 * size)
    cos, sin = (1 - square) / (1 + square), 4 * size / (1 + square)
    ux, uy = ey * sign, -ex * sign
    drop = radius - size * chord
    cx, cy = (ax + bx) / 2 - drop * ux, (ay + by) / 2 - drop * uy
    half = 2 * np.arctan(2 * size)
    leave = _leaves if exactly else _nearly_leaves
    first, last = leave(radius, (ux, uy), (ex, ey), (half, cos, sin), boxes)
    return _table((cx, cy), radius, (ux, uy), (ex, ey), (last - first) / 2, (last + first) / 2)


NumbersPair = tuple[Numbers, Numbers]


def _table(
    centre: NumbersPair,
    radius: Numbers,
    up: NumbersPair,
    along: NumbersPair,
    half: Numbers,
    middle: Numbers,
) -> Numbers:
    """The table of the arcs whose middle, as an angle from `up`, and half angle are given."""
    cos, sin = np.cos(middle), np.sin(middle)
    found = np.empty((len(Arcs._fields), *np.shape(radius)))
    own = Arcs(*found)
    own.cx[...], own.cy[...] = centre
    own.radius[...], own.half[...] = radius, half
    np.add(cos * up[0], sin * along[0], out=own.ux)
    np.add(cos * up[1], sin * along[1], out=own.uy)
    np.subtract(cos * along[0], sin * up[0], out=own.ex)
    np.subtract(cos * along[1], sin * up[1], out=own.ey)
    np.multiply(radius, np.cos(half), out=own.rise)
    np.multiply(radius, np.sin(half), out=own.reach)
    for at, mid, on, low, high in (
        (own.cx, own.ux, own.ex, own.left, own.right),
        (own.cy, own.uy, own.ey, own.top, own.bottom),
    ):
        # If the arc is at most half a circle, all of it is between the line through both ends and
        # the parallel through its middle.
        across, near, far = np.abs(own.reach * on), own.rise * mid, radius * mid
        np.add(at, np.minimum(near, far) - across, out=low)
        np.add(at, np.maximum(near, far) + across, out=high)
    return found


def _leaves(
    radius: Numbers, up: NumbersPair, along: NumbersPair, whole: tuple[Numbers, ...], boxes: Numbers
) -> tuple[Numbers, Numbers]:
    """The angles at which arcs leave the boxes around their ends, found by halving."""
    half, cos, sin = whole
    found = []
    for end, (wide, high) in zip(ENDS, boxes, strict=True):
        x, y = cos * up[0] + end * sin * along[0], cos * up[1] + end * sin * along[1]
        # A wide box may extend past the middle of a short arc, so the middle is checked first.
        inside, outside, middle = end * half, -end * half, np.zeros_like(half)
        for _ in range(HALVINGS + 1):
            c, s = np.cos(middle), np.sin(middle)
            px = radius * (c * up[0] + s * along[0] - x)
            py = radius * (c * up[1] + s * along[1] - y)
            within = (np.abs(px) < wide) & (np.abs(py) < high)
            inside = np.where(within, middle, inside)
            outside = np.where(within, outside, middle)
            middle = (inside + outside) / 2
        found.append(outside)
    return _apart(*found)


def _nearly_leaves(
    radius: Numbers, up: NumbersPair, along: NumbersPair, whole: tuple[Numbers, ...], boxes: Numbers
) -> tuple[Numbers, Numbers]:
    """The approximate angles at which arcs leave the boxes around their ends, for both at once.

    Seen from an end, the point of the arc at an angle is in the direction that the arc has at half
    that angle. The edge of the box in that direction gives a better angle.
    """
    half, cos, sin = whole
    end = ENDS.reshape(2, *(1,) * np.ndim(radius))
    wide, high = boxes[:, 0], boxes[:, 1]
    sin = end * sin
    turned = half
    for step in range(STEPS):
        if step:
            cos, sin = np.cos(half - turned / 2), end * np.sin(half - turned / 2)
        across = np.abs(cos * along[0] - sin * up[0])
        down = np.abs(cos * along[1] - sin * up[1])
        away = 0.5 / (np.maximum(across / wide, down / high) * radius + 1e-9)
        turned = 2 * np.arcsin(np.minimum(away, 1.0))
    # Only a name too long for a line extends past the middle of a link, once names are spaced.
    left = np.maximum(half - turned, np.where(wide > WIDE, -half, 0.0))
    return _apart(-left[0], left[1])


def _apart(first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
    """The angles between which arcs are visible. If the boxes themselves meet, nothing is visible,
    and the arc is a point where they do."""
    meet, middle = first > last, (first + last) / 2
    return np.where(meet, middle, first), np.where(meet, middle, last)


class Circles(NamedTuple):
    """The fields of `Arcs` that decide where two arcs cross."""

    cx: Numbers
    cy: Numbers
    radius: Numbers
    ux: Numbers
    uy: Numbers
    rise: Numbers


_CIRCLES = np.array([Arcs._fields.index(name) for name in Circles._fields])


def circles(table: Numbers) -> Numbers:
    """Return a table of arcs reduced to the fields of `Circles`: millions of pairs are compared,
    and copying unneeded fields would take longer than the comparison."""
    return np.asarray(table[_CIRCLES])


def crossings(one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """Return how often arcs cross where both are visible, and the sine of the angle; both arguments
    are tables of `circles`.

    >>> zero, long, box = np.array([0.0]), np.array([100.0]), np.full((2, 2, 1), 5.0)
    >>> across = circles(arcs(zero, zero, long, zero, zero, box))
    >>> down = circles(arcs(long / 2, -long, long / 2, long, zero, box))
    >>> [round(float(found[0]), 2) for found in crossings(across, down)]
    [1.0, 1.0]
    """
    a, b = Circles(*one), Circles(*other)
    dx, dy = b.cx - a.cx, b.cy - a.cy
    square = dx * dx + dy * dy + 1e-12
    # The circles meet at `centre + share·d ± aside·(d rotated)`, d from centre to centre.
    mine = a.radius * a.radius / square
    share = (mine - b.radius * b.radius / square + 1) / 2
    rest = mine - share * share
    aside = np.sqrt(np.maximum(rest, 0.0))
    # A point of the circle is visible if it is beyond the line between both ends.
    ahead_a = share * (dx * a.ux + dy * a.uy) - a.rise
    ahead_b = (share - 1) * (dx * b.ux + dy * b.uy) - b.rise
    turn_a = aside * (dx * a.uy - dy * a.ux)
    turn_b = aside * (dx * b.uy - dy * b.ux)
    first = (ahead_a + turn_a > 0) & (ahead_b + turn_b > 0)
    second = (ahead_a - turn_a > 0) & (ahead_b - turn_b > 0)
    number = np.where(rest > 0, first * 1.0 + second, 0.0)
    sine = np.minimum(aside * square / (a.radius * b.radius + 1e-9), 1.0)
    return number, np.where(number > 0, sine, 1.0)


def boxes_meet(one: Arcs, other: Arcs, room: float = 0.0) -> Truths:
    """Return which arcs of one shape may meet arcs of the other, or come this close, by the boxes
    around them."""
    across = (one.left - room < other.right) & (other.left < one.right + room)
    return np.asarray(across & (one.top - room < other.bottom) & (other.top < one.bottom + room))
