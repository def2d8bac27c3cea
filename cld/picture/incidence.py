"""The incidence of a diagram: links at variables, corners of loops, wanted distances.

It is computed once for each plan; a search reads it thousands of times.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cld.picture.arcs import Indices, Numbers, Truths

# The cost of missing a distance entirely: for pairs with a wanted distance, and for others.
WANTED, UNWANTED = 2.5, 0.25
# The corners of a loop that depend on the place of one of its variables: its own and the two on
# either side.
CORNERS_FROM, CORNERS_TO = -2, 2


class Ties:
    """Relations between variables, links and loops; all of them by number.

    `cause` and `effect` of each link, `loop_of` the loop it belongs to or -1; `at` the links of
    each variable, and `not_at` all others; `sense` of those links, -1 if the variable is the cause,
    else 1; `apart` lists for each link the names at neither of its ends. `near` are the variables
    that should have a distance from each, and `paired` whether links lead both ways. `target` and
    `coefficient` are, for each pair of variables, the wanted distance and the cost of missing it
    entirely.

    `loops_at` are the loops of three or more through each variable, by number, `place_in` its place
    in each, and `corners` the variables around it in those of four or more, from two places before
    it to two after it. `members` contains each loop's variables as a row, its last one repeated;
    `count` is their number.
    """

    def __init__(
        self,
        links: Sequence[tuple[int, int]],
        loops: Sequence[tuple[int, ...]],
        loop_of: Sequence[int],
        distances: tuple[Numbers, Numbers, Numbers, float],
    ) -> None:
        wanted = distances[0]
        everything = np.arange(len(wanted))
        self.cause = np.array([a for a, _ in links], dtype=int)
        self.effect = np.array([b for _, b in links], dtype=int)
        self.loop_of = np.array(loop_of, dtype=int)
        self.apart: Truths = (self.cause[:, None] != everything) & (
            self.effect[:, None] != everything
        )
        self.at = [np.flatnonzero(~self.apart[:, v]) for v in everything]
        self.not_at = [np.flatnonzero(self.apart[:, v]) for v in everything]
        self.sense = [np.where(self.cause[at] == v, -1.0, 1.0) for v, at in enumerate(self.at)]
        self.near = [tuple(int(w) for w in np.flatnonzero(row)) for row in wanted > 0]
        both = set(links)
        self.paired = [
            np.array([(v, w) in both and (w, v) in both for w in near], dtype=bool)
            for v, near in enumerate(self.near)
        ]
        self.target, self.coefficient = _costs(*distances)
        self._loops(len(wanted), [loop for loop in loops if len(loop) > 2])

    def _loops(self, size: int, loops: Sequence[tuple[int, ...]]) -> None:
        longest = max(map(len, loops), default=0)
        rows = [[*loop, *[loop[-1]] * (longest - len(loop))] for loop in loops]
        self.members: Indices = np.array(rows, dtype=int).reshape(len(loops), longest)
        self.count = np.array([len(loop) for loop in loops], dtype=int)
        at: list[list[tuple[int, int]]] = [[] for _ in range(size)]
        for number, loop in enumerate(loops):
            for place, v in enumerate(loop):
                at[v].append((number, place))
        self.loops_at = [np.array([loop for loop, _ in row], dtype=int) for row in at]
        self.place_in = [np.array([place for _, place in row], dtype=int) for row in at]
        self.cornered = [row[self.count[row] > 3] for row in self.loops_at]
        self.corners = [self._around(v) for v in range(size)]

    def _around(self, v: int) -> Indices:
        long = self.count[self.loops_at[v]] > 3
        loops, places = self.loops_at[v][long], self.place_in[v][long]
        steps = np.arange(CORNERS_FROM, CORNERS_TO + 1)
        columns = (places[:, None] + steps) % self.count[loops][:, None]
        return np.asarray(self.members[loops[:, None], columns])


def _costs(
    wanted: Numbers, weight: Numbers, apart: Numbers, unit: float
) -> tuple[Numbers, Numbers]:
    far = np.maximum(apart, unit)
    target = np.where(wanted > 0, wanted, far)
    coefficient = np.where(wanted > 0, WANTED * weight, UNWANTED * (unit / far) ** 1.5)
    np.fill_diagonal(coefficient, 0.0)
    return target, coefficient
