"""How large a picture may become."""

from __future__ import annotations

import math

from cld.paint.shapes import Box

# How large a point may be asked to be.
SMALLEST, LARGEST = 0.05, 20.0
# Pixels of the largest picture that is made: some 400 MB while it is drawn.
MOST_PIXELS = 60_000_000
# A page is no wider and no higher: 200 inches, what the format and its readers hold.
LONGEST = 14_400.0


def fitting(box: Box, format: str, scale: float) -> float:
    """Return the scale at which a sheet of this size is made where another is asked for.

    >>> fitting((0, 0, 1000, 500), "png", 2.0), fitting((0, 0, 1000, 500), "pdf", 20.0)
    (2.0, 14.4)
    """
    wide, high = box[2] - box[0], box[3] - box[1]
    most = {
        "png": math.sqrt(MOST_PIXELS / max(wide * high, 1.0)),
        "pdf": LONGEST / max(wide, high, 1.0),
    }
    return min(scale, most.get(format, scale))
