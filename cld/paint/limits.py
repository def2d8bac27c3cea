"""The limits on the size of a picture."""

from __future__ import annotations

import math

from cld.paint.choices import PictureFormat
from cld.picture.picture import Box

# The scale that may be requested.
SMALLEST, LARGEST = 0.05, 20.0
# Pixels of the largest picture: about 350 MB of memory while it is drawn.
MOST_PIXELS = 40_000_000
# Names and links of the largest picture in each format; more take minutes.
MOST_PAINTED: dict[PictureFormat, int] = {"png": 5_000, "pdf": 10_000, "svg": 40_000, "dot": 40_000}
# The greatest width and height of a page: 200 inches, the limit of the format and its readers.
LONGEST = 14_400.0


class TooLargeError(ValueError):
    """A picture that would take too long to make; its text is for people."""


def refuse_too_large(variables: int, links: int, format: PictureFormat) -> None:
    """Raise TooLargeError for more variables and links than a format allows.

    >>> refuse_too_large(2_000, 3_000, "png")
    """
    count, most = variables + links, MOST_PAINTED[format]
    if count > most:
        article = "an" if format == "svg" else "a"
        way = "make an SVG instead" if count <= MOST_PAINTED["svg"] else "draw a part of it"
        raise TooLargeError(
            f"{article} {format.upper()} can show at most {most:,} variables and links, but "
            f"there are {count:,}; {way}"
        )


def fitting_scale(box: Box, format: str, scale: float) -> float:
    """Return the scale that is used for a sheet of this size if `scale` is requested.

    >>> fitting_scale((0, 0, 1000, 500), "png", 2.0), fitting_scale((0, 0, 1000, 500), "pdf", 20.0)
    (2.0, 14.4)
    """
    wide, high = box[2] - box[0], box[3] - box[1]
    most = {
        "png": math.sqrt(MOST_PIXELS / max(wide * high, 1.0)),
        "pdf": LONGEST / max(wide, high, 1.0),
    }
    return min(scale, most.get(format, scale))
