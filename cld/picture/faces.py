"""The faces of a picture, the areas that its links and names enclose, and the badges in each."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from cld.picture.arcs import Indices, Numbers, Truths
from cld.picture.picture import Badge, Name, Point

# The side of a cell in points, and the most cells; larger pictures have larger cells.
CELL, MOST_CELLS = 3.0, 400_000
# An arrow ends this far from a name, so that names need this much more room to close a face.
GAP = 5.0


class Faces:
    """The faces of a picture, on a grid of cells."""

    def __init__(self, names: Sequence[Name], lines: Sequence[Numbers]) -> None:
        points = np.concatenate([*lines, *[np.array([name.centre]) for name in names]])
        self._low = points.min(0) - 2 * CELL
        wide, high = points.max(0) + 2 * CELL - self._low
        self._cell = max(CELL, math.sqrt(float(wide * high) / MOST_CELLS))
        self.shape = int(high / self._cell) + 2, int(wide / self._cell) + 2
        free = np.ones(self.shape, dtype=bool)
        for line in lines:
            row, column = self._cells(_dense(line, self._cell / 2))
            free[row, column] = False
        for name in names:
            half = np.array([name.width / 2 + GAP, name.height / 2 + GAP])
            corners = np.array([name.centre - half, name.centre + half])
            (top, bottom), (left, right) = self._cells(corners)
            free[top : bottom + 1, left : right + 1] = False
        self.number = _numbered(free)

    def _cells(self, points: Numbers) -> tuple[Numbers, Numbers]:
        """The rows and the columns of the cells at some points."""
        found = ((points - self._low) / self._cell).astype(int)
        found = np.clip(found, 0, np.array(self.shape)[::-1] - 1)
        return found[:, 1], found[:, 0]

    def at(self, place: Point) -> int:
        """Return the number of the face at a place; 0 on a link or a name."""
        return int(self.of(np.array([place]))[0])

    def of(self, places: Numbers) -> Indices:
        """Return the number of the face at each of some places, one row each."""
        row, column = self._cells(places)
        return np.asarray(self.number[row, column])


def _numbered(free: Truths) -> Indices:
    """The number of the area of each free cell; 0 for others. Areas connect along rows and
    columns."""
    edge = np.zeros((len(free), 1), dtype=bool)
    steps = np.diff(np.concatenate([edge, free, edge], 1).astype(int), axis=1)
    row, first = np.nonzero(steps == 1)
    last = np.nonzero(steps == -1)[1]
    # Runs of free cells; each run and those that it touches in the row above are one area.
    area = list(range(len(row)))

    def root(run: int) -> int:
        while area[run] != run:
            area[run] = area[area[run]]
            run = area[run]
        return run

    begins = np.searchsorted(row, np.arange(len(free) + 1)).tolist()
    low, high = first.tolist(), last.tolist()
    for number in range(1, len(free)):
        above, here = begins[number - 1], begins[number]
        while above < begins[number] and here < begins[number + 1]:
            if low[above] < high[here] and low[here] < high[above]:
                one, other = root(above), root(here)
                area[max(one, other)] = min(one, other)
            if high[above] < high[here]:
                above += 1
            else:
                here += 1
    found = np.zeros(free.shape, dtype=int)
    roots = np.array([root(run) for run in range(len(row))], dtype=int)
    found[free] = np.repeat(roots + 1, last - first)
    return found


def _dense(line: Numbers, step: float) -> Numbers:
    """A row of points with more points between them, at most a step apart."""
    lengths = np.hypot(*np.diff(line, axis=0).T)
    counts = np.maximum(1, np.ceil(lengths / step)).astype(int)
    owner = np.repeat(np.arange(len(counts)), counts)
    share = (np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)) / counts[owner]
    dense = line[owner] + share[:, None] * np.diff(line, axis=0)[owner]
    return np.concatenate([dense, line[-1:]])


def badges_sharing(names: Sequence[Name], lines: Sequence[Numbers], badges: Sequence[Badge]) -> int:
    """Return how many badges have another one in their face."""
    shown = [badge for badge in badges if len(badge.variables) > 1]
    if len(shown) < 2:
        return 0
    faces = Faces(names, lines)
    count = Counter(faces.at(badge.centre) for badge in shown)
    return sum(number for face, number in count.items() if face and number > 1)
