"""PNG: the SVG, rasterised."""

from __future__ import annotations

from dataclasses import replace

import resvg_py

from cld.paint.shapes import PLAIN, Look
from cld.paint.sheet import sheet
from cld.paint.svg import paint
from cld.paint.theme import fixed
from cld.picture.fonts import FAMILY, FILES, font_file
from cld.picture.picture import Picture

# Pixels of the largest picture that is made: some 400 MB while it is drawn.
MOST_PIXELS = 60_000_000

DOUBLE = replace(PLAIN, scale=2.0)


def png(picture: Picture, look: Look = DOUBLE) -> bytes:
    """Return a picture as a PNG file, `scale` pixels to a point.

    A picture that would have more than sixty million pixels is made at a smaller scale.
    Letters that the font of the measures does not hold come from the fonts of the system.
    """
    # What rasterises knows no reader's choice, and has the font from its file.
    theme = "light" if look.theme == "auto" else look.theme
    plain = replace(look, font=False, scale=1.0, theme=theme)
    page = sheet(picture, plain)
    left, top, right, bottom = page.box
    most = (MOST_PIXELS / max((right - left) * (bottom - top), 1.0)) ** 0.5
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=paint(page, plain),
            zoom=min(look.scale, most),
            background=fixed(plain.theme).paper,
            font_files=[str(font_file(weight)) for weight in FILES],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
