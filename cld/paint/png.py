"""PNG: the SVG, rasterised."""

from __future__ import annotations

from dataclasses import replace

import resvg_py

from cld.paint.limits import fitting_scale
from cld.paint.otherfonts import codes_of, fonts_for, missing_in, unseen
from cld.paint.shapes import PLAIN, Look, Sheet
from cld.paint.sheet import sheet
from cld.paint.svg import svg_file
from cld.paint.theme import fixed
from cld.picture.fonts import FAMILY, FILES, font_file
from cld.picture.picture import Picture

# Replaces a letter that no font contains: if the rasteriser finds no font for one letter, it does
# not try the other letters of the line.
BOX = "\N{BALLOT BOX}"

DOUBLE = replace(PLAIN, scale=2.0)


def png(picture: Picture, look: Look = DOUBLE) -> bytes:
    """Return a picture as a PNG file, with `scale` pixels per point.

    A picture of more than forty million pixels is made at a smaller scale. Letters that the
    measured font does not contain come from the system's fonts, as in a PDF; letters that no font
    contains become boxes.
    """
    return png_file(sheet(picture, look), look)


def png_file(page: Sheet, look: Look) -> bytes:
    """Return a sheet as a PNG file, as `png` does."""
    # The rasteriser does not know the reader's choice of theme, and it reads the font from its
    # file.
    theme = "light" if look.theme == "auto" else look.theme
    plain = replace(look, font=False, scale=1.0, theme=theme)
    files = [*map(font_file, FILES)]
    missing = missing_in(page)
    for path, letters in fonts_for(missing, pictures=True):
        files.append(path)
        missing -= letters
    boxes = dict.fromkeys(map(ord, missing), BOX)
    signs = {ord(c) for line, _ in page.lines() for c in line if unseen(c) and not c.isascii()}
    nothing = dict.fromkeys(signs.difference(*(codes_of(path, True) for path in files)), "")
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg_file(page, plain).translate(boxes | nothing),
            zoom=fitting_scale(page.box, "png", look.scale),
            background=fixed(plain.theme).paper,
            font_files=list(map(str, files)),
            font_family=FAMILY,
            sans_serif_family=FAMILY,
            # Otherwise the rasteriser takes a letter from any font, even a bold one.
            skip_system_fonts=True,
        )
    )
