"""Lays out a diagram: searches from several starts and keeps the best drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np

from cld.core.diagram import Diagram
from cld.core.watch import Watch, unwatched
from cld.loops.loop import Loop
from cld.picture.compose import compose
from cld.picture.continued import continued
from cld.picture.costs import FINE_SAMPLES, Costs
from cld.picture.drawing import Drawing
from cld.picture.engines import EngineError, engine_places
from cld.picture.metrics import measure
from cld.picture.pairs import improve_pairs
from cld.picture.parts import packed, parts
from cld.picture.picture import Gear, Picture
from cld.picture.plan import Plan, plan
from cld.picture.rows import is_crowd, rows
from cld.picture.search import improve
from cld.picture.starts import one_circle, one_spread, proposals, without_crossings
from cld.picture.turn import best_turned
from cld.picture.work import Work

# Seeds of the starts, of which the search continues from the most promising ones; their number
# depends on the number of variables. Fewer for many variables or links; for very many one start.
SEEDS: dict[Gear, int] = {"quick": 4, "best": 14}
FEW, LARGE, MANY_LINKS, VERY_LARGE = 3, 120, 300, 250
# In a diagram of many parts, the share of work of one part may not be worth many starts; with
# hundreds of parts, no share is enough for a long search.
LITTLE, TINY, SMALL = 0.15, 0.008, 3
# A diagram with at most so many variables is small.
FEW_NAMES = 14
SEARCHED = ((14, 12), (20, 9), (34, 6), (50, 4), (80, 3), (300, 2))
# Rounds before and after turning; at most as many as are expected to fit an amount of work, in
# approximate microseconds for each variable, each link, and each pair of links that is compared in
# a round.
ROUNDS, QUICK_ROUNDS = (10, 4), (3, 1)
WORK: dict[Gear, float] = {"quick": 1.5e6, "best": 3e7}
A_VARIABLE, A_LINK, A_PAIR = 1000.0, 450.0, 0.7
# Dense diagrams are hardly readable in any layout, however long the search takes.
DENSE, NEARBY, SHARE_OF_DENSE = 3, 120, 0.3
# The work of all searches together, in the units of `Work`, counted as it is done, and the part of
# it that is kept for the rounds after turning.
MOST_WORK: dict[Gear, float] = {"quick": 1.5e9, "best": 3.0e9}
LAST_ROUNDS = 0.2
A_COMPOSED, A_MEASURED = 8e5, 1.8e3  # for each link, for each pair of them
# Once this many drawings have no plain fault, the best of them is good enough.
ENOUGH = 4
LAST_STEP = 0.12


def layout(
    diagram: Diagram,
    loops: Sequence[Loop] = (),
    gear: Gear = "best",
    previous: Picture | None = None,
    watch: Watch = unwatched,
    engine: str | None = None,
) -> Picture:
    """Return the picture of a diagram.

    Parameters
    ----------
    diagram : the diagram to draw; variables with a place (`at`) stay there.
    loops : loops that get a badge and are drawn round, the most important first.
    gear : `quick` searches from one start, `best` from several.
    previous : the picture before an edit; items that are in it move little.
    watch : may stop the search; the best picture found by then is returned.
    engine : a layout of Graphviz, such as `dot`, whose places are kept, without a search. Raises
        EngineError if it cannot be had.

    The search is limited by counted work, `watch.effort` times the usual amount; no clock decides
    how the picture looks. A diagram with too many variables or links for this is drawn in rows.

    >>> from cld.analyze import analyze
    >>> report = analyze("Load (+)-> Latency (+)-> Retries (+)-> Load")
    >>> picture = layout(report.diagram, report.loops)
    >>> len(picture.names), picture.badges[0].turning
    (3, 'clockwise')
    """
    pieces = parts(diagram)
    is_large = is_crowd(pieces)
    if engine is not None:
        if is_large:
            raise EngineError(f"this diagram is too large for the layout {engine}")
        aim = plan(diagram, loops)
        return compose(diagram, Drawing(aim, engine_places(aim, engine)), loops)
    if is_large:
        return rows(diagram, pieces)
    if previous is not None and previous.names:
        return compose(diagram, continued(plan(diagram, loops), previous), loops)
    whole = plan(diagram, loops)
    if len(pieces) <= 1 or whole.at:
        return compose(diagram, _drawn(diagram, loops, gear, watch), loops)
    every = _size(diagram)
    drawings = [
        _drawn(piece, _within(piece, loops), gear, watch, _size(piece) / every) for piece in pieces
    ]
    boxes = [
        compose(piece, drawing, _within(piece, loops)).box
        for piece, drawing in zip(pieces, drawings, strict=True)
    ]
    return compose(diagram, _together(whole, pieces, drawings, packed(boxes)), loops)


def _size(diagram: Diagram) -> int:
    return len(diagram.variables) + len(diagram.links)


def _within(piece: Diagram, loops: Sequence[Loop]) -> list[Loop]:
    names = {variable.name for variable in piece.variables}
    return [loop for loop in loops if loop.variables[0] in names]


def _together(
    whole: Plan,
    pieces: Sequence[Diagram],
    drawings: Sequence[Drawing],
    moves: Sequence[tuple[float, float]],
) -> Drawing:
    """One drawing of all parts, each moved to its place."""
    index = {name: place for place, name in enumerate(whole.names)}
    link = {ends: place for place, ends in enumerate(whole.links)}
    places, bends = np.zeros((len(whole.names), 2)), np.zeros(len(whole.links))
    for drawing, move in zip(drawings, moves, strict=True):
        here = [index[name] for name in drawing.plan.names]
        places[here] = drawing.places + move
        for number, (a, b) in enumerate(drawing.plan.links):
            bends[link[here[a], here[b]]] = drawing.bend[number]
    return Drawing(whole, places, bends)


def _drawn(
    diagram: Diagram, loops: Sequence[Loop], gear: Gear, watch: Watch, share: float = 1.0
) -> Drawing:
    """The best drawing found of one part, and its share of the work."""
    aim = plan(diagram, loops)
    size = len(aim.names)
    if size < 2:
        return Drawing(aim, np.array([aim.at.get(0, (0.0, 0.0))] * size).reshape(-1, 2))
    gear = "quick" if share < TINY else gear
    starts = _starts(aim, gear, share)
    count = 1 if gear == "quick" else next((n for most, n in SEARCHED if size <= most), 1)
    # If the file sets all places, there is only one start.
    count = 1 if len(aim.at) == size else count
    count, rounds, last = _affordable(aim, gear, count)
    work = Work(watch.effort * share * MOST_WORK[gear])
    found: list[tuple[float, int, Drawing]] = []
    flawless = 0
    for number, drawing in enumerate(starts[:count]):
        part, before = partial(_told, watch, number, count), work.left
        drawing = _searched(drawing, rounds, last, part, work)
        # A search that cannot be finished is not started.
        is_spent = work.left < before - work.left
        if count == 1 or (is_spent and not found):
            return drawing
        metrics = measure(compose(diagram, drawing, loops))
        work.take(len(aim.links) * (A_COMPOSED + A_MEASURED * len(aim.links)))
        found.append((metrics.faults, number, drawing))
        flawless += metrics.is_flawless
        if flawless >= ENOUGH or is_spent or not part(1.0):
            break
    return min(found, key=lambda item: item[:2])[2]


def _starts(aim: Plan, gear: Gear, share: float) -> list[Drawing]:
    """The drawings to search from, the most promising first."""
    size = len(aim.names)
    if size > VERY_LARGE or (share < TINY and size > SMALL):
        return [Drawing(aim, places) for places in one_spread(aim)]
    if share < TINY:
        return [Drawing(aim, places) for places in one_circle(aim)]
    is_large = size > LARGE or len(aim.links) > MANY_LINKS
    few = share < LITTLE or is_large
    places = proposals(aim, FEW if few else SEEDS[gear])
    found = _sorted(Drawing(aim, each) for each in places)
    # A small diagram that stress alone untangles is not worth the import of networkx.
    if size > FEW_NAMES or found[0][0] > 0:
        found = _sorted([*(each for _, each in found), *_flat(aim)])
    return [drawing for _, drawing in found]


def _flat(aim: Plan) -> list[Drawing]:
    return [Drawing(aim, places) for places in without_crossings(aim)]


def _sorted(drawings: Iterable[Drawing]) -> list[tuple[float, Drawing]]:
    """Drawings with their plain faults at first sight, the best first."""
    found = [(Costs(drawing).faults(), drawing) for drawing in drawings]
    return sorted(found, key=lambda item: item[0])


def _told(watch: Watch, number: int, count: int, share: float) -> bool:
    """Report the progress: the share done in one of several starts. Return whether to continue."""
    return watch("drawing", (number + share) / count)


def _affordable(aim: Plan, gear: Gear, count: int) -> tuple[int, int, int]:
    """The number of starts to search from, and of rounds before and after the drawing is turned;
    lower if each round takes long because of many links."""
    before, after = QUICK_ROUNDS if gear == "quick" else ROUNDS
    links = len(aim.links)
    is_dense = links > DENSE * len(aim.names)
    # In a large diagram that is not dense, only nearby links are compared.
    met = links if is_dense else min(links, NEARBY)
    work = A_VARIABLE * len(aim.names) + links * (A_LINK + A_PAIR * met)
    rounds = int(WORK[gear] * (SHARE_OF_DENSE if is_dense else 1.0) / work)
    count = max(1, min(count, rounds // (before + after)))
    return count, min(before, rounds), min(after, max(0, rounds - before))


def _searched(
    drawing: Drawing, rounds: int, last: int, go_on: Callable[[float], bool], work: Work
) -> Drawing:
    """Search from a start, for these numbers of rounds before and after the drawing is turned, or
    until the work is used up; a part of the work is reserved for the last rounds."""
    every = rounds + last + 1
    kept = LAST_ROUNDS * work.left
    first = Work(work.left - kept)
    improve(drawing, rounds, lambda number: go_on((number + 1) / every), work=first)
    work.left = first.left + kept
    drawing = best_turned(drawing)
    so_far = rounds + 1

    def again(number: int) -> bool:
        return go_on((so_far + number) / every)

    improve(drawing, last, again, LAST_STEP, FINE_SAMPLES, work)
    if not work.is_done:
        improve_pairs(drawing, work)
    return drawing
