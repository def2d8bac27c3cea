"""Places of variables without crossings, where a diagram can be drawn so.

Each face of a planar diagram may be the outer one: its variables are put on a circle, and every
other one in the middle of its neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np

from cld.picture.arcs import Numbers
from cld.picture.plan import Plan

# The largest faces are tried as the outer one, in diagrams of at most so many variables.
MOST_FACES, MOST_VARIABLES = 5, 150
# Rounds in which every variable moves to the middle of its neighbours.
ROUNDS = 400


def planar_places(plan: Plan) -> list[Numbers]:
    """Return places without crossings of straight links, each with another face outside; none if
    the diagram is not planar or too large.

    References
    ----------
    W. T. Tutte, How to draw a graph, Proceedings of the London Mathematical Society 13, 1963.
    J. Boyer, W. Myrvold, On the cutting edge, Journal of Graph Algorithms and Applications 8, 2004
    (the test, as networkx has it).
    """
    size = len(plan.names)
    if not 2 < size <= MOST_VARIABLES or not plan.links:
        return []
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in plan.links}))
    if graph.number_of_edges() > 3 * size - 6:
        return []
    is_planar, embedding = nx.check_planarity(graph)
    if not is_planar:
        return []
    faces = _faces(embedding)
    outer = sorted(range(len(faces)), key=lambda n: (-len(set(faces[n])), faces[n]))
    return [_around(plan, faces, number) for number in outer[:MOST_FACES] if len(faces[number]) > 2]


def _faces(embedding: nx.PlanarEmbedding) -> list[list[int]]:
    """The variables around each face, in order."""
    marked: set[tuple[int, int]] = set()
    return [
        embedding.traverse_face(a, b, mark_half_edges=marked)
        for a, b in sorted(embedding.edges())
        if (a, b) not in marked
    ]


def _around(plan: Plan, faces: Sequence[Sequence[int]], outer: int) -> Numbers:
    """Places with one face outside. Every other face gets a point in its middle, linked to all of
    its variables: without it, what hangs on one variable would fall on it."""
    size = len(plan.names)
    rim = list(dict.fromkeys(faces[outer]))
    pairs = {(a, b) for a, b in plan.links} | {(b, a) for a, b in plan.links}
    for number, face in enumerate(faces):
        if number != outer:
            middle = size + number
            pairs |= {(middle, v) for v in face} | {(v, middle) for v in face}
    one, other = np.array(sorted(pairs)).T
    total = size + len(faces)
    count = np.maximum(np.bincount(one, minlength=total), 1)
    places = np.zeros((total, 2))
    angles = 2 * math.pi * np.arange(len(rim)) / len(rim)
    radius = max(plan.unit * len(rim) / (2 * math.pi), plan.unit * math.sqrt(size) / 2)
    circle = radius * np.stack([np.cos(angles), np.sin(angles)], 1)
    for _ in range(ROUNDS):
        places[rim] = circle
        sums = [np.bincount(one, places[other, axis], total) for axis in (0, 1)]
        places = np.stack(sums, 1) / count[:, None]
    places[rim] = circle
    return np.asarray(places[:size])
