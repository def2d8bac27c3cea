"""Intermediate pictures between two pictures, and pictures with items moved by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from cld.core.bends import bend_of
from cld.picture.arcs import arcs
from cld.picture.curves import Arc, arrow, curved
from cld.picture.drawing import GAPS
from cld.picture.marks import Surroundings, bars_place, sign_place
from cld.picture.picture import Arrow, Badge, Name, Picture, Point

Piece = TypeVar("Piece", Name, Arrow, Badge)


def between(before: Picture, after: Picture, share: float) -> Picture:
    """Return the picture at a share of the way from one to another; items in only one of them are
    as in the second picture.

    >>> from cld.analyze import analyze
    >>> from cld.picture.layout import layout
    >>> diagram = analyze("A (+)-> B").diagram
    >>> here = layout(diagram)
    >>> there = with_moved(here, {"A": (0.0, 100.0)})
    >>> between(here, there, 1.0) == there
    True
    """
    if share >= 1:
        return after
    names = {name.variable: name for name in before.names}
    links = {arrow.ends: arrow for arrow in before.arrows}
    loops = {badge.variables: badge for badge in before.badges}
    return replace(
        after,
        names=tuple(_piece(names.get(n.variable), n, share) for n in after.names),
        arrows=tuple(_piece(links.get(a.ends), a, share) for a in after.arrows),
        badges=tuple(_piece(loops.get(b.variables), b, share) for b in after.badges),
        box=_mixed(before.box, after.box, share),
    )


_PLACES = ("centre", "baselines", "path", "head", "sign", "bars", "delay_place")


def _piece(before: Piece | None, after: Piece, share: float) -> Piece:
    if before is None:
        return after
    fields = [field for field in _PLACES if field in after.__slots__]
    both = {field: (getattr(before, field), getattr(after, field)) for field in fields}
    changes = {field: _mixed(here, there, share) for field, (here, there) in both.items()}
    return replace(after, **changes)


def _mixed(here: Any, there: Any, share: float) -> Any:
    """Numbers between those of both sides, in any nesting; those of the second if the shapes
    differ."""
    if isinstance(here, tuple) and isinstance(there, tuple) and len(here) == len(there):
        return tuple(_mixed(a, b, share) for a, b in zip(here, there, strict=True))
    if isinstance(here, float | int) and isinstance(there, float | int):
        return here + (there - here) * share
    return there


def with_moved(picture: Picture, places: Mapping[str, Point]) -> Picture:
    """Return a picture with some variables at other places, quickly: their links follow with their
    current bends; everything else, including badges, stays where it is."""
    names = {name.variable: name for name in picture.names}
    after = {v: _name_at(names[v], place) for v, place in places.items() if v in names}
    own = names | after
    arrows = tuple(
        _follow(arrow, names, own) if arrow.cause in after or arrow.effect in after else arrow
        for arrow in picture.arrows
    )
    badges = tuple(
        _badge_moved(badge, names, after) if len(badge.variables) == 1 else badge
        for badge in picture.badges
    )
    return replace(
        picture, names=tuple(own[n.variable] for n in picture.names), arrows=arrows, badges=badges
    )


def _name_at(name: Name, place: Point) -> Name:
    down = place[1] - name.centre[1]
    return replace(name, centre=place, baselines=tuple(line + down for line in name.baselines))


def _follow(old: Arrow, before: Mapping[str, Name], after: Mapping[str, Name]) -> Arrow:
    if old.cause == old.effect:
        return _shifted(old, _step(before[old.cause], after[old.cause]))
    bend = bend_of(before[old.cause].centre, before[old.effect].centre, old.path[0])
    return bent(old, after[old.cause], after[old.effect], bend)


def bent(old: Arrow, cause: Name, effect: Name, bend: float) -> Arrow:
    """Return an arrow between two names with a bend, its marks at their default places."""
    ends_and_gaps = zip((cause, effect), GAPS, strict=True)
    boxes = np.array([[n.width / 2 + gap, n.height / 2 + gap] for n, gap in ends_and_gaps])
    ends = [np.array([number]) for number in (*cause.centre, *effect.centre)]
    table = arcs(ends[0], ends[1], ends[2], ends[3], np.array([bend]), boxes[..., None], True)
    arc: Arc = curved(table)[0]
    path, head = arrow(arc)
    clear = Surroundings(np.zeros((0, 4)), [])
    sign = sign_place(arc, 0, clear)
    bars = bars_place(arc, 0, clear) if old.bars else ()
    place = None
    if bars:
        middle = np.array(bars).mean((0, 1))
        place = float(middle[0]), float(middle[1]) + 17.0
    return replace(old, path=path, head=head, sign=sign, bars=bars, delay_place=place)


def _step(before: Name, after: Name) -> Point:
    return after.centre[0] - before.centre[0], after.centre[1] - before.centre[1]


def _shifted(piece: Piece, step: Point) -> Piece:
    fields = [f for f in _PLACES if f in piece.__slots__ and f != "baselines"]
    return replace(piece, **{field: _plus(getattr(piece, field), step) for field in fields})


def _badge_moved(badge: Badge, before: Mapping[str, Name], after: Mapping[str, Name]) -> Badge:
    (own,) = badge.variables
    return _shifted(badge, _step(before[own], after[own])) if own in after else badge


def _plus(here: Any, step: Point) -> Any:
    """Points moved, in any nesting."""
    if isinstance(here, tuple) and len(here) == 2 and all(isinstance(n, float) for n in here):
        return here[0] + step[0], here[1] + step[1]
    return tuple(_plus(one, step) for one in here) if isinstance(here, tuple) else here
