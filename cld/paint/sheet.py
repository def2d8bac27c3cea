"""Turns a picture into painted groups: links, variables and badges, with descriptions and data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cld.core.rings import pairs_round
from cld.loops.loop import TYPE_NAMES, UNLISTED
from cld.paint.margins import SIGNS, badge_shapes, badge_text, legend_below, title_above
from cld.paint.notes import delay_notes
from cld.paint.shapes import (
    PLAIN,
    Bars,
    Curve,
    Frame,
    Group,
    Head,
    Light,
    Look,
    Shape,
    Sheet,
    Words,
)
from cld.paint.theme import POLARITY_ROLES, TYPE_ROLES
from cld.picture.fonts import SIZE
from cld.picture.picture import Arrow, Badge, Box, Name, Picture

SIGN_SIZE, BADGE_SIZE, OWN_SIZE = 16.0, 12.5, 11.5
# The middle of a sign is this share of its size above the baseline.
SIGN_MIDDLE = 0.33
# The distance from the frame of a stock to the edge of the room for its name.
INSET = 1.5
# The least distance of delay notes from the edge.
NOTE_MARGIN = 10.0
# The description of a picture lists at most this many loops.
MOST_TOLD = 30

# Each loop by its id, its variables and its links.
Member = tuple[str, frozenset[str], frozenset[tuple[str, str]]]


def sheet(picture: Picture, look: Look = PLAIN) -> Sheet:
    """Return everything that is painted for a picture.

    >>> sheet(Picture("Growth", (), (), (), (0.0, 0.0, 28.0, 28.0))).title
    'Growth'
    """
    members = [_member(badge) for badge in picture.badges]
    lit = [member for member in members if member[0] in look.highlight]
    notes = delay_notes(picture) if look.delays else {}
    groups = [
        *_links(picture, members, lit, {number: words for number, (words, _) in notes.items()}),
        *(_variable(name, members, lit) for name in picture.names),
        *(_loop(badge, lit) for badge in picture.badges),
    ]
    box = picture.box
    for _, around in notes.values():
        box = _both(box, around)
    title = " ".join((picture.title or "").split())
    if title and look.title:
        group, box = title_above(title, box)
        groups.insert(0, group)
    if look.legend:
        legend, box = legend_below(picture, box)
        groups += legend
    return Sheet(box, tuple(groups), title or "Causal loop diagram", _about(picture))


def _links(
    picture: Picture, members: list[Member], lit: list[Member], notes: Mapping[int, Words]
) -> Iterable[Group]:
    groups = []
    for number, arrow in enumerate(picture.arrows):
        ends = arrow.ends
        note = (notes[number],) if number in notes else ()
        on = [loop for loop, _, links in members if ends in links]
        light = _light(lit, any(ends in links for _, _, links in lit))
        groups.append(_link(arrow, note, on, light))
    # Highlighted links are drawn over faded ones.
    return sorted(groups, key=lambda group: group.light == "lit")


def _link(arrow: Arrow, note: tuple[Shape, ...], on: list[str], light: Light) -> Group:
    x, y = arrow.sign
    sign = SIGNS[arrow.polarity]
    bars = (Bars(arrow.bars),) if arrow.bars else ()
    shapes: tuple[Shape, ...] = (
        Curve(arrow.path),
        Head(arrow.head),
        *bars,
        Words(((sign, (x, y + SIGN_MIDDLE * SIGN_SIZE)),), "sign", SIGN_SIZE, 600, halo=True),
        *note,
    )
    role = POLARITY_ROLES[arrow.polarity]
    delay = f"delay {arrow.delay}".strip() if arrow.bars else ""
    says = ", ".join(filter(None, (f"{arrow.cause} → {arrow.effect}", sign, delay)))
    data = [("from", arrow.cause), ("to", arrow.effect), ("polarity", arrow.polarity)]
    if arrow.bars:
        data.append(("delay", arrow.delay))
    data.append(("loops", " ".join(on)))
    classes = ("link", role, *(("delayed",) if arrow.bars else ()))
    return Group("link", role, shapes, classes, says, tuple(data), light)


def _variable(name: Name, members: list[Member], lit: list[Member]) -> Group:
    x, y = name.centre
    lines = tuple((line, (x, base)) for line, base in zip(name.lines, name.baselines, strict=True))
    wide, high = name.width / 2 - INSET, name.height / 2 - INSET
    frame = (Frame((x - wide, y - high, x + wide, y + high)),) if name.kind == "stock" else ()
    kind = "" if name.kind == "auxiliary" else f" ({name.kind})"
    data = (
        ("name", name.variable),
        ("kind", name.kind),
        ("loops", " ".join(loop for loop, names, _ in members if name.variable in names)),
    )
    classes = ("variable", *((name.kind,) if kind else ()))
    light = _light(lit, any(name.variable in names for _, names, _ in lit))
    shapes = (*frame, Words(lines, "name", SIZE, halo=True))
    return Group("variable", "ink", shapes, classes, f"{name.variable}{kind}", data, light)


def _loop(badge: Badge, lit: list[Member]) -> Group:
    text = badge_text(badge.loop, badge.type)
    # The loop of a variable that acts on itself has its link as arrow; only the text is added.
    size = BADGE_SIZE if badge.path else OWN_SIZE
    shapes = badge_shapes(badge.centre, badge.radius, text, size, badge.path, badge.head or ())
    role = TYPE_ROLES[badge.type]
    data = (("loop", badge.loop), ("name", badge.name or ""), ("type", badge.type))
    light = _light(lit, _member(badge) in lit)
    return Group("loop", role, shapes, ("loop", role, badge.turning), _said(badge), data, light)


def _light(lit: list[Member], belongs: bool) -> Light:
    if not lit:
        return "plain"
    return "lit" if belongs else "faded"


def _member(badge: Badge) -> Member:
    names = badge.variables
    return badge.loop, frozenset(names), frozenset(pairs_round(names))


def _said(badge: Badge) -> str:
    called = " ".join(filter(None, ("" if badge.loop == UNLISTED else badge.loop, badge.name)))
    kind = TYPE_NAMES[badge.type]
    way = " → ".join((*badge.variables, *badge.variables[:1]))
    return f"{called}, {kind}: {way}" if called else f"{kind.capitalize()} loop: {way}"


def _about(picture: Picture) -> str:
    counts = (
        _counted(len(picture.names), "variable"),
        _counted(len(picture.arrows), "link"),
        _counted(len(picture.badges), "loop") + " shown",
    )
    told = [_said(badge) for badge in picture.badges[:MOST_TOLD]]
    rest = len(picture.badges) - len(told)
    more = [f"{_counted(rest, 'loop')} more"] if rest else []
    first = f"A causal loop diagram: {', '.join(counts)}"
    return ". ".join([first, *told, *more]) + "."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _both(one: Box, other: Box) -> Box:
    left, top = min(one[0], other[0] - NOTE_MARGIN), min(one[1], other[1] - NOTE_MARGIN)
    return left, top, max(one[2], other[2] + NOTE_MARGIN), max(one[3], other[3] + NOTE_MARGIN)
