"""The margins of a picture: its title above, a legend below."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from cld.core.diagram import LoopType, Polarity
from cld.loops.loop import TYPE_NAMES, UNLISTED
from cld.paint.shapes import Bars, Curve, Frame, Group, Head, Shape, Words
from cld.paint.theme import POLARITY_ROLES, TYPE_ROLES, ColourRole
from cld.picture.fonts import width
from cld.picture.picture import Badge, Box, Picture
from cld.picture.ring import badge_arrow

MARGIN = 14.0
# Titles and legends may be wider than the smallest pictures.
NARROWEST = 300.0
TITLE_SIZE, TITLE_LINE, TITLE_LINES = 18.0, 23.0, 3
NOTE_SIZE, ROW, SAMPLE, GAP, MOST_NOTE = 12.5, 24.0, 34.0, 18.0, 240.0
SIGNS: dict[Polarity, str] = {"+": "+", "-": "−", "?": "?"}
MEANINGS: dict[Polarity, str] = {
    "+": "same direction",
    "-": "opposite direction",
    "?": "direction not known",
}

# Draws a sample with the middle of its left side at this point.
Sample = Callable[[float, float], tuple[Shape, ...]]
LegendItem = tuple[ColourRole, Sample, str]


def filled_lines(text: str, room: float, size: float, weight: int, most: int) -> list[str]:
    """Return a text in lines of at most this width; the last line is cut if the text is too long.

    >>> filled_lines("one two three", 70, 18, 600, 2)
    ['one two', 'three']
    """
    lines = [""]
    for word in text.split():
        tried = f"{lines[-1]} {word}".strip()
        if width(tried, size, weight) <= room:
            lines[-1] = tried
        elif lines[-1]:
            lines.append(word)
        else:
            lines[-1] = word
        if len(lines) > most:
            break
    kept = [_cut(line, room, size, weight) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{kept[-1]} …", room, size, weight)
    return kept


def _cut(line: str, room: float, size: float, weight: int) -> str:
    if width(line, size, weight) <= room:
        return line
    kept = line
    while kept and width(f"{kept}…", size, weight) > room:
        kept = kept[: min(len(kept) - 1, int(len(kept) * 0.9) + 1)]
    return f"{kept.rstrip()}…"


def title_above(title: str, box: Box) -> tuple[Group, Box]:
    """Return a title over a box, and the box around both."""
    wide = max(box[2] - box[0], NARROWEST)
    middle = (box[0] + box[2]) / 2
    lines = filled_lines(title, wide - 2 * MARGIN, TITLE_SIZE, 600, TITLE_LINES)
    top = box[1] - TITLE_LINE * len(lines) - MARGIN / 2
    placed = tuple(
        (line, (middle, top + MARGIN + TITLE_LINE * (number + 1) - 9))
        for number, line in enumerate(lines)
    )
    group = Group("title", "ink", (Words(placed, "title", TITLE_SIZE, 600),))
    half = max((width(line, TITLE_SIZE, 600) for line in lines), default=0.0) / 2 + MARGIN
    return group, (min(box[0], middle - half), top, max(box[2], middle + half), box[3])


def legend_below(picture: Picture, box: Box) -> tuple[tuple[Group, ...], Box]:
    """Return a legend of the signs in a picture, under a box, and the box around both.

    Only signs that occur are explained; loops that have a name are listed, in columns.
    """
    wide = max(box[2] - box[0], NARROWEST) - 2 * MARGIN
    left = (box[0] + box[2] - wide) / 2
    groups: list[Group] = []
    bottom, right = box[3], left
    for items in (list(_signs(picture)), list(_loops(picture.badges))):
        column = max((_size(item) for item in items), default=0.0) + GAP
        columns = max(1, int((wide + GAP) / column))
        for number, item in enumerate(items):
            row, place = divmod(number, columns)
            x, y = left + place * column, bottom + ROW * row + ROW / 2
            groups.append(_item(item, x, y))
            right = max(right, x + _size(item))
        bottom += ROW * math.ceil(len(items) / columns)
    if not groups:
        return (), box
    around = min(box[0], left - MARGIN), box[1], max(box[2], right + MARGIN), bottom + MARGIN / 2
    return tuple(groups), around


def _note(item: LegendItem) -> str:
    return _cut(" ".join(item[2].split()), MOST_NOTE, NOTE_SIZE, 400)


def _size(item: LegendItem) -> float:
    return SAMPLE + width(_note(item), NOTE_SIZE)


def _item(item: LegendItem, x: float, y: float) -> Group:
    role, sample, _ = item
    line = _note(item), (x + SAMPLE, y + 4.2)
    words = Words((line,), "note", NOTE_SIZE, anchor="start", role="ink")
    return Group("legend", role, (*sample(x, y), words))


def _signs(picture: Picture) -> Iterator[LegendItem]:
    for polarity, meaning in MEANINGS.items():
        if any(arrow.polarity == polarity for arrow in picture.arrows):
            yield POLARITY_ROLES[polarity], _link(SIGNS[polarity]), meaning
    if any(arrow.bars for arrow in picture.arrows):
        yield "ink", _delay, "delay"
    if any(name.kind == "stock" for name in picture.names):
        yield "ink", _stock, "stock"


def _loops(badges: Sequence[Badge]) -> Iterator[LegendItem]:
    for kind, meaning in TYPE_NAMES.items():
        if any(badge.type == kind for badge in badges):
            yield TYPE_ROLES[kind], _badge(kind), f"{meaning} loop"
    for badge in badges:
        if badge.name:
            yield TYPE_ROLES[badge.type], _badge(badge_text(badge.loop, badge.type)), badge.name


def badge_text(loop: str, kind: LoopType) -> str:
    """Return the text of a badge: the loop's id, or its type if it has no id.

    >>> badge_text("R1", "R"), badge_text(UNLISTED, "B")
    ('R1', 'B')
    """
    return kind if loop == UNLISTED else loop


def _arrow(x: float, y: float) -> tuple[Shape, ...]:
    path = ((x, y), (x + 6, y), (x + 12, y), (x + 20, y))
    return Curve(path), Head(((x + 26, y), (x + 17, y - 3.6), (x + 17, y + 3.6)))


def _link(sign: str) -> Sample:
    def sample(x: float, y: float) -> tuple[Shape, ...]:
        words = Words(((sign, (x + 9, y - 1.5)),), "sign", 14.0, 600)
        return (*_arrow(x, y + 3), words)

    return sample


def _delay(x: float, y: float) -> tuple[Shape, ...]:
    bars = tuple(((x + at, y - 5.0), (x + at, y + 5.0)) for at in (7.0, 11.0))
    return (*_arrow(x, y), Bars(bars))


def _stock(x: float, y: float) -> tuple[Shape, ...]:
    return (Frame((x, y - 7, x + 26, y + 7)),)


def _badge(text: str) -> Sample:
    def sample(x: float, y: float) -> tuple[Shape, ...]:
        return badge_shapes(
            (x + 13, y), 9.5, text, 10.0, *badge_arrow((x + 13, y), "clockwise", 9.5)
        )

    return sample


def badge_shapes(
    centre: tuple[float, float],
    radius: float,
    text: str,
    size: float,
    path: tuple[tuple[float, float], ...] = (),
    head: tuple[tuple[float, float], ...] = (),
) -> tuple[Shape, ...]:
    """Return a badge: its turning arrow, if it has one, and its text, in a smaller size if it would
    not fit."""
    long = width(text, size, 600)
    fits = min(1.0, (2 * radius - 5) / max(long, 1e-9))
    shown, size = text, size * max(fits, 0.62)
    if fits < 0.62:
        shown = _cut(text, 2 * radius - 5, size, 600)
    # Capitals and digits are .654 of their size high.
    words = Words(((shown, (centre[0], centre[1] + 0.327 * size)),), "badge", size, 600)
    turn = (Curve(path, "ring", 0.95), Head((head[0], head[1], head[2]))) if path else ()
    return *turn, words
