"""Checks whether the variables of a loop are around its middle in order, without dents."""

from __future__ import annotations

import numpy as np

from cld.picture.arcs import Indices, Numbers, Truths
from cld.picture.drawing import Drawing

# The cost of a corner where a loop turns the other way, and of variables that are not around the
# loop's middle in its order.
DENT, DISORDER = 4.0, 12.0


def out_of_order(places: Numbers) -> bool:
    """Return whether the variables of a loop are around their middle in a different order.

    >>> out_of_order(np.array([[0, 0], [1, 0], [1, 1], [0, 1.0]]))
    False
    >>> out_of_order(np.array([[0, 0], [1, 1], [1, 0], [0, 1.0]]))
    True
    """
    if len(places) < 4:
        return False
    middle = places.mean(0)
    angles = np.arctan2(places[:, 1] - middle[1], places[:, 0] - middle[0])
    steps = (np.diff(np.append(angles, angles[0])) + np.pi) % (2 * np.pi) - np.pi
    return bool((steps > 0).any() and (steps < 0).any()) or abs(float(steps.sum())) < np.pi


def of_loops(drawing: Drawing, v: int, px: Numbers, py: Numbers) -> Numbers:
    """Return the cost, for each of some places of a variable, of dents in loops of more than three
    through it, at or next to the variable, and of loops out of order."""
    ties = drawing.ties
    corners, loops = ties.corners[v], ties.cornered[v]
    if not len(loops):
        return np.zeros(len(px))
    px, py = px[:, None, None], py[:, None, None]
    members = ties.members[loops]
    x, y = drawing.x[members], drawing.y[members]
    area = (x[:, :-1] * y[:, 1:] - x[:, 1:] * y[:, :-1]).sum(1)
    area += x[:, -1] * y[:, 0] - x[:, 0] * y[:, -1]
    its = corners == v
    cx, cy = np.where(its, px, drawing.x[corners]), np.where(its, py, drawing.y[corners])
    dx, dy = cx[..., 1:] - cx[..., :-1], cy[..., 1:] - cy[..., :-1]
    turn = dx[..., :-1] * dy[..., 1:] - dy[..., :-1] * dx[..., 1:]
    cost = DENT * (turn * area[:, None] < 0).sum((1, 2))
    its = members == v
    backward = _backward(np.where(its, px, x), np.where(its, py, y), ties.count[loops])
    return np.asarray(cost + DISORDER * backward.sum(1))


def _backward(x: Numbers, y: Numbers, count: Indices) -> Truths:
    """Return which loops run backwards somewhere around the middle of their variables. The
    variables are in rows that repeat the last one."""
    is_one = np.arange(x.shape[-1]) < count[:, None]
    mx, my = (x * is_one).sum(-1) / count, (y * is_one).sum(-1) / count
    angle = np.arctan2(y - my[..., None], x - mx[..., None])
    step = np.concatenate([angle[..., 1:], angle[..., :1]], -1) - angle
    step -= 2 * np.pi * np.rint(step / (2 * np.pi))
    return np.asarray((step.min(-1) < 0) & (step.max(-1) > 0))
