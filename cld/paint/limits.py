"""How large a picture may become."""

from __future__ import annotations

import math

from cld.paint.shapes import Box
from cld.picture.picture import Picture

# How large a point may be asked to be.
SMALLEST, LARGEST = 0.05, 20.0
# Pixels of the largest picture that is made: some 350 MB while it is drawn.
MOST_PIXELS = 40_000_000
# Names and links of the largest picture that is painted in a format; more take minutes. As SVG and
# DOT a picture may have any number.
MOST_PAINTED = {"png": 5_000, "pdf": 10_000}
# A page is no wider and no higher: 200 inches, what the format and its readers hold.
LONGEST = 14_400.0


class TooLargeError(ValueError):
    """A picture that would take too long to make; its text is for people."""


def refuse_too_large(picture: Picture, format: str) -> None:
    """Raise TooLargeError for a picture with more names and links than a format is made with.

    >>> refuse_too_large(Picture(None, (), (), (), (0, 0, 28, 28)), "png")
    """
    count, most = len(picture.names) + len(picture.arrows), MOST_PAINTED.get(format)
    if most is not None and count > most:
        raise TooLargeError(
            f"a {format.upper()} is made of at most {most:,} variables and links, and there are "
            f"{count:,}; make it an SVG"
        )


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
