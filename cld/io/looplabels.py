"""Labels of loops that are drawn on a page, and the loops around them.

Drawing programs keep a label such as `B1` with a place and the way it turns, and not the variables
of its loop. The loop is the smallest one, by the length of its line, that is drawn around the
label, turns its way and has its type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cld.core.bends import Point, middle_of
from cld.core.diagram import Diagram, Link, LoopDeclaration, LoopType
from cld.core.rings import from_least, pairs_round
from cld.core.watch import Watch
from cld.io.limits import MOST_NAME
from cld.io.sketch import Sketch, read_loop_type, short
from cld.loops.cycles import find_cycles
from cld.loops.loop import loop_type

Way = tuple[str, ...]

# Loops that are tried for the labels of one file; the shortest come first.
MOST_TRIED = 2_000
MOST_LABELS = 200
# Places that are tried for one label, in each direction.
MOST_TURNS = 30
# Their variables together.
MOST_CORNERS = 20_000
# A twentieth of the usual work.
_CURBED = Watch(effort=0.05)
_SHOWN = 3
_TITLE = re.compile(
    r"(?:([A-Za-z]\d+)\b\s*[:.-]?\s*)?(.*?)\s*"
    r"(?:\(\s*(reinforcing|balancing|R|B|\?)(?: loop)?\s*\))?",
    re.IGNORECASE | re.DOTALL,
)
_SEVERAL = re.compile(r"\s*(?:[&,;+/]|\band\b)\s*")
_ID = re.compile(r"[RB]\d{1,3}", re.IGNORECASE)
_TYPED = re.compile(r"([RB])\d*\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LoopLabel:
    """A label on a page: `turn` is 1 for clockwise, -1 for counter-clockwise, 0 if unknown."""

    text: str
    at: Point
    turn: int = 0
    type: LoopType | None = None


@dataclass(frozen=True, slots=True)
class LoopTitle:
    """The id, the name and the type that the text of a label states."""

    id: str | None
    name: str | None
    type: LoopType | None


def loop_title(words: str) -> LoopTitle | None:
    """Return the id, the name and the type that a label states; None if it is too long.

    >>> loop_title("R1: Death spiral (Reinforcing)")
    LoopTitle(id='R1', name='Death spiral', type='R')
    >>> loop_title("B"), loop_title("R2")
    (LoopTitle(id=None, name=None, type='B'), LoopTitle(id='R2', name=None, type='R'))
    """
    flat = " ".join(words.split())
    found = _TITLE.fullmatch(flat) if len(flat) <= MOST_NAME else None
    if found is None:
        return None
    id_, name, said = found.groups()
    typed = _TYPED.fullmatch(id_ or name or "")
    kind = read_loop_type(said)
    if kind is None and said != "?":
        kind = read_loop_type(typed.group(1) if typed else None)
    if typed and not id_:
        name = None
    return LoopTitle(id_, name or None, kind)


def declare_labelled(sketch: Sketch, labels: Sequence[LoopLabel]) -> None:
    """Declare the loop of each label, and note the labels that belong to no loop."""
    labels = [one for label in labels for one in _each(label) if one.text or one.type]
    if not labels:
        return
    if len(labels) > MOST_LABELS:
        sketch.left_out("label of a loop", "", len(labels) - MOST_LABELS)
    places = {v.name: v.at for v in sketch.variables() if v.at is not None}
    pages = _drawn(places, sketch.links())
    lost: list[str] = []
    for label in labels[:MOST_LABELS]:
        title = loop_title(label.text)
        kind = label.type or (title.type if title else None)
        chosen = next((one for one in pages if one.fits(label, kind)), None)
        if title is None or chosen is None:
            lost.append(label.text or "a label without words")
            continue
        pages.remove(chosen)
        sketch.loop(chosen.ring, kind, title.name, title.id)
    if lost:
        shown = ", ".join(f"“{short(text)}”" for text in lost[:_SHOWN])
        more = f" and {len(lost) - _SHOWN:,} more" if len(lost) > _SHOWN else ""
        which = "turns its way and has its type"
        sketch.note(f"no loop around the label {which}, so none is declared for {shown}{more}")


def _each(label: LoopLabel) -> list[LoopLabel]:
    """Return the labels in one such as `R1 & R2`."""
    ids = _SEVERAL.split(label.text.strip())
    if len(ids) < 2 or not all(map(_ID.fullmatch, ids)):
        return [label]
    return [replace(label, text=id_) for id_ in ids]


def declare_members(
    sketch: Sketch,
    members: Sequence[str],
    id_: str | None = None,
    name: str | None = None,
    type_: object = None,
) -> None:
    """Declare the loop through some variables, in an order in which the links close it.

    If no order closes, the loop is declared as it is listed, so that the report says what is wrong.
    """
    ends = {link.ends for link in sketch.links()}
    ring = tuple(members)
    if len(set(ring)) == len(ring) and not all(pair in ends for pair in pairs_round(ring)):
        index = {member: number for number, member in enumerate(dict.fromkeys(members))}
        near: list[list[int]] = [[] for _ in index]
        for cause, effect in ends:
            if cause in index and effect in index:
                near[index[cause]].append(index[effect])
        cycles = find_cycles(list(map(sorted, near)), MOST_TRIED, MOST_TRIED * 100, _CURBED)
        whole = next((one for one in cycles.cycles if len(one) == len(index)), None)
        ring = tuple(list(index)[number] for number in whole) if whole else ring
    sketch.loop(ring, type_, name, id_)


@dataclass(frozen=True, slots=True)
class _DrawnLoop:
    """A loop with the line it is drawn along."""

    ring: tuple[str, ...]
    type: LoopType
    outline: tuple[Point, ...]

    def fits(self, label: LoopLabel, kind: LoopType | None) -> bool:
        """Return whether the label can be that of this loop."""
        if kind is not None and self.type not in (kind, "U"):
            return False
        turns = _turns(self.outline, label.at)
        return turns * label.turn > 0 if label.turn else turns != 0


def placed_labels(
    diagram: Diagram, places: Mapping[str, Point]
) -> tuple[list[LoopLabel], list[str]]:
    """Return a label for each declared loop, at a place where a reader finds that loop again; and
    the loops without such a place, or whose name would be read as an id, a type or several labels.

    A label contains what a loop has: its id, its name and its type.
    """
    pages = _drawn(places, diagram.links)
    labels: list[LoopLabel] = []
    lost: list[str] = []
    for loop in diagram.loops[:MOST_LABELS]:
        text = _text_of(loop)
        title = loop_title(text)
        ring = from_least(loop.variables) if loop.variables else ()
        own = next((one for one in pages if from_least(one.ring) == ring), None)
        label = None
        if own and _says(text, title, loop):
            label = _found_again(own, pages, text, title.type if title else None)
        if label is None or own is None:
            lost.append(text)
        else:
            pages.remove(own)
            labels.append(label)
    lost += [_text_of(loop) for loop in diagram.loops[MOST_LABELS:]]
    return labels, lost


def _says(text: str, title: LoopTitle | None, loop: LoopDeclaration) -> bool:
    """Return whether a label is read as the id, the name and the type of a loop."""
    name = " ".join((loop.name or "").split()) or None
    if len(_each(LoopLabel(text, (0.0, 0.0)))) > 1:
        return False
    return title == LoopTitle(loop.id, name, loop.type)


def _text_of(loop: LoopDeclaration) -> str:
    """Return the words of a label, from which `loop_title` reads the same."""
    letter = {"R": "R", "B": "B"}.get(loop.type or "", "")
    name = " ".join((loop.name or "").split())
    if loop.id and loop.id[0].upper() == letter:
        return f"{loop.id}: {name}" if name else loop.id
    if loop.id and not letter:
        guess = " (?)" if loop.id[0].upper() in "RB" else ""
        return f"{loop.id}: {name}{guess}" if name else f"{loop.id}{guess}"
    head = f"{loop.id}: " if loop.id else ""
    return f"{head}{name} ({letter})".strip() if letter and name else f"{head}{name or letter}"


def _found_again(
    own: _DrawnLoop, pages: Sequence[_DrawnLoop], text: str, kind: LoopType | None
) -> LoopLabel | None:
    """Return a label at a place inside a loop where no smaller loop fits it."""
    x = sum(corner[0] for corner in own.outline) / len(own.outline)
    y = sum(corner[1] for corner in own.outline) / len(own.outline)
    tried = [(x, y)]
    for part in (0.5, 0.25, 0.75, 0.9):
        tried += [(x + part * (a - x), y + part * (b - y)) for a, b in own.outline[:MOST_TURNS]]
    for at in tried:
        at = float(round(at[0])), float(round(at[1]))
        turns = _turns(own.outline, at)
        label = LoopLabel(text, at, 1 if turns > 0 else -1)
        if turns and next((one for one in pages if one.fits(label, kind)), None) is own:
            return label
    return None


def _drawn(places: Mapping[str, Point], all_links: Iterable[Link]) -> list[_DrawnLoop]:
    """Return the loops whose variables have places, the smallest first."""
    index = {name: number for number, name in enumerate(places)}
    links = {link.ends: link for link in all_links if set(link.ends) <= places.keys()}
    successors: list[list[int]] = [[] for _ in index]
    for cause, effect in links:
        successors[index[cause]].append(index[effect])
    names = list(index)
    found = []
    corners = 0
    for cycle in find_cycles(successors, MOST_TRIED, MOST_TRIED * 100, _CURBED).cycles:
        corners += len(cycle)
        if corners > MOST_CORNERS:
            break
        ring = tuple(names[number] for number in cycle)
        its = [links[pair] for pair in pairs_round(ring)]
        outline = _outline(its, places)
        found.append(_DrawnLoop(ring, loop_type(k.polarity for k in its), outline))
    return sorted(found, key=lambda one: _length(one.outline))


def _outline(links: Sequence[Link], places: Mapping[str, Point]) -> tuple[Point, ...]:
    """Return the corners of a loop: its variables, and the middles of its arcs."""
    corners: list[Point] = []
    for link in links:
        a, b = places[link.cause], places[link.effect]
        corners += [a, middle_of(a, b, (link.bend or 0.0) / 100)]
    return tuple(corners)


def _length(outline: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairs_round(outline))


def _turns(outline: Sequence[Point], at: Point) -> int:
    """Return how often a polygon turns around a point: positive if clockwise, as y points down."""
    x, y = at
    turns = 0
    for (ax, ay), (bx, by) in pairs_round(outline):
        side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
        if ay <= y < by and side > 0:
            turns += 1
        elif by <= y < ay and side < 0:
            turns -= 1
    return turns
