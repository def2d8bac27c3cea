"""Which arrows end, or start, on others that pass: a reader would take them for links to a link."""

from __future__ import annotations

import numpy as np

from cld.picture.arcs import Arcs, Indices, Numbers

# An end this close to another arc seems to be on it.
ON = 5.5


def ends_on(one: Numbers, other: Numbers, names: Indices, others: Indices) -> Numbers:
    """Return how many of the four ends of two arcs are on the other arc, for many pairs at once.

    Parameters
    ----------
    one, other : tables of arcs (see `cld.picture.arcs`), a pair in each column.
    names, others : the cause and the effect of each arc, two rows of variables. An arc of the name
        that an end is at does not pass there.

    >>> from cld.picture.arcs import arcs
    >>> zero, long, box = np.array([0.0]), np.array([100.0]), np.full((2, 2, 1), 5.0)
    >>> level = arcs(zero, zero, long, zero, zero, box)
    >>> upright = arcs(zero, -long, zero, long, zero, box)
    >>> ends_on(level, upright, np.array([[0], [1]]), np.array([[2], [3]]))
    array([1.])
    """
    total = np.zeros(one.shape[1:])
    for mine, its, own, passing in ((one, other, names, others), (other, one, others, names)):
        arc, line = Arcs(*mine), Arcs(*its)
        for sense, name in zip((-1.0, 1.0), own, strict=True):
            far = sense * arc.reach
            dx = arc.cx + arc.rise * arc.ux + far * arc.ex - line.cx
            dy = arc.cy + arc.rise * arc.uy + far * arc.ey - line.cy
            near = np.abs(np.sqrt(dx * dx + dy * dy) - line.radius) < ON
            # At most half a circle is visible, so a point is beside it if its part along is.
            near &= np.abs(dx * line.ex + dy * line.ey) < line.reach
            near &= dx * line.ux + dy * line.uy > 0
            total += near & (name != passing[0]) & (name != passing[1])
    return total
