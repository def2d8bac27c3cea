"""Remarks on a picture that differs from the request."""

from __future__ import annotations

from collections.abc import Iterator

from cld.paint.limits import fitting_scale
from cld.paint.otherfonts import fonts_for, missing_in
from cld.paint.shapes import Look
from cld.paint.sheet import sheet
from cld.picture.picture import Picture

MOST_NAMED = 10


def remarks(picture: Picture, format: str, look: Look) -> Iterator[str]:
    """Yield a sentence if a picture shows boxes for letters that no font here contains, and another
    if it is made at a different scale.

    An SVG is shown with the fonts of its reader, which may include others.

    >>> list(remarks(Picture(None, (), (), (), (0, 0, 28, 28)), "png", Look(scale=2)))
    []
    """
    if format not in ("png", "pdf"):
        return
    page = sheet(picture, look)
    missing = missing_in(page)
    held = (letters for _, letters in fonts_for(missing, pictures=format == "png"))
    missing.difference_update(*held)
    if missing:
        named = " ".join(sorted(missing)[:MOST_NAMED])
        more = f" and {len(missing) - MOST_NAMED:,} more" if len(missing) > MOST_NAMED else ""
        yield (
            f"no font on this system has {named}{more}; boxes are shown instead (an SVG uses "
            "the fonts of its reader)"
        )
    scale = fitting_scale(page.box, format, look.scale)
    if scale < look.scale:
        yield f"too large at scale {look.scale:g}; made at {scale:.3g} instead"
