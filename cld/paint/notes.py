"""Places the lengths of delays beside their bars, on the clearer side."""

from __future__ import annotations

import math

from cld.paint.shapes import NotePlace, Words, box_around
from cld.picture.fonts import width
from cld.picture.picture import Arrow, Box, Picture

SIZE = 11.5
# Half the height of small letters and digits, and the distance from there down to the baseline.
HALF, DROP = 5.5, 3.8
GAP = 2.5
OTHER_SIDE = 0.5
# How far along the link a note may be from its bars, where both sides are taken there.
ALONG = (0.0, -14.0, 14.0, -28.0, 28.0)
# Among more links than this, notes do not avoid each other.
MOST_LOOKED = 2_000


def delay_notes(picture: Picture) -> dict[int, tuple[Words, Box]]:
    """Return the note beside the bars of each arrow's delay, and the box around it.

    The keys are the places of the arrows in the picture. Arrows whose delay has no known length are
    left out.
    """
    wanted = {n: a for n, a in enumerate(picture.arrows) if a.bars and a.delay and a.delay_place}
    if not wanted:
        return {}
    around = None
    if len(picture.arrows) <= MOST_LOOKED:
        # Loaded only if there is a note to place: with numpy, it takes longer than most pictures.
        from cld.paint.clearest import Around

        around = Around(picture)
    found = {}
    for number, arrow in wanted.items():
        said = arrow.delay.replace("..", "–")
        places = _places(arrow, width(said, SIZE) / 2)
        box, x, y, _ = places[0] if around is None else around.clearest(places)
        found[number] = Words(((said, (x, y + DROP)),), "delay", SIZE, role="quiet", halo=True), box
    return found


def _places(arrow: Arrow, half: float) -> list[NotePlace]:
    """The places on the two sides of the bars, the nearest and the side that the picture proposes
    first."""
    ends = [end for bar in arrow.bars for end in bar]
    mx, my = sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends)
    px, py = arrow.delay_place or (mx, my - 1)
    away = math.hypot(px - mx, py - my) or 1.0
    ox, oy = (px - mx) / away, (py - my) / away
    long = math.dist(*arrow.bars[0]) / 2 + GAP
    # The distance of a box's middle at which the box touches a point `long` away.
    reach = long + abs(ox) * half + abs(oy) * HALF
    found = []
    for along in ALONG:
        for side, extra in ((1.0, 0.0), (-1.0, OTHER_SIDE)):
            x = mx + side * reach * ox - along * oy
            y = my + side * reach * oy + along * ox
            found.append((box_around((x, y), half, HALF), x, y, extra + abs(along) / ALONG[-1]))
    return found
