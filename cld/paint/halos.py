"""The area behind a text that is kept clear: a plain rectangle in the colour of the paper.

An outline around the letters would need `paint-order`. Many programs that open an SVG do not
support it: they would paint the outline over the letters.
"""

from __future__ import annotations

from cld.picture.picture import Box

# How far the rectangle extends beyond a text on either side, above its baseline and below, as parts
# of the text size; less for signs.
ROOM = 0.07
REACH = 0.62, 0.04
SIGNS = {"+": (0.56, -0.10), "−": (0.37, -0.29)}


def halo_box(text: str, left: float, base: float, wide: float, size: float) -> Box:
    """Return the box to keep clear behind a line of text with this left end, baseline and width.

    >>> [round(edge, 1) for edge in halo_box("Load", 10.0, 20.0, 30.0, 10.0)]
    [9.3, 13.8, 40.7, 20.4]
    """
    above, below = REACH
    if text in SIGNS:
        above, below = (reach + ROOM for reach in SIGNS[text])
    room = ROOM * size
    return left - room, base - above * size, left + wide + room, base + below * size
