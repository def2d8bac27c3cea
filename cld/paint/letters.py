"""Makes a small font with the letters of a picture, to embed in the picture."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

from cld.paint.prefix import prefixed
from cld.picture.fonts import font_file

# This differs from the name of the font itself, which the page around a picture may use.
EMBEDDED = prefixed("letters")

# Kerning and ligatures are left out: texts are measured without them.
DROPPED = ["GSUB", "GPOS", "GDEF", "DSIG", "BASE", "gasp"]


@lru_cache(maxsize=64)
def font_face(letters: str, weight: int) -> str:
    """Return a CSS rule with a font of these letters; "" if the font has none of them.

    `letters` are sorted, each once. The rule lists the letters it covers, so that several pictures
    in a page do not override each other's fonts.

    >>> font_face("AB", 400)[:43], font_face("漢", 400)
    ('@font-face{font-family:"cld-letters";font-w', '')
    """
    # Imported late: it takes longer to load than all other painters together.
    from fontTools import subset

    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [1, 2]
    options.flavor = "woff"
    options.drop_tables += DROPPED
    data = io.BytesIO()
    with subset.load_font(str(font_file(weight)), options) as font:
        held = font.getBestCmap()
        codes = [ord(letter) for letter in letters if ord(letter) in held]
        if not codes:
            return ""
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        subset.save_font(font, data, options)
    encoded = base64.b64encode(data.getvalue()).decode("ascii")
    return (
        f'@font-face{{font-family:"{EMBEDDED}";font-weight:{weight};'
        f"unicode-range:{_ranges(codes)};"
        f'src:url(data:font/woff;base64,{encoded}) format("woff")}}'
    )


def _ranges(codes: list[int]) -> str:
    """Code points in CSS notation, runs as ranges."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)
