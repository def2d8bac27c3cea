"""SVG: small, self-contained, with ids, classes and titles for pages and programs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from cld.paint.halos import halo_box
from cld.paint.letters import EMBEDDED, font_face
from cld.paint.prefix import custom_property, data_attribute, prefixed
from cld.paint.shapes import (
    FADED,
    LIT,
    LIT_BARS,
    PLAIN,
    Bars,
    Curve,
    Frame,
    Group,
    Head,
    Look,
    Sheet,
    Words,
    held,
    painted_text,
)
from cld.paint.sheet import sheet
from cld.paint.theme import ROLES, THEMES, ColourRole, Theme, fixed
from cld.picture.fonts import FAMILY, width
from cld.picture.picture import Box, Path, Picture, Point

# For programs that ignore embedded fonts: fonts of about the same width first.
FONTS = (
    f"{EMBEDDED},'{FAMILY}','Source Sans 3',Arial,'Liberation Sans',Helvetica,'Noto Sans',"
    "'DejaVu Sans',sans-serif"
)

_ESCAPES = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
})  # fmt: skip
# Includes every character that is replaced or that XML cannot contain.
_MARKED = re.compile("[^ !#-%(-;=?-~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(picture: Picture, look: Look = PLAIN) -> str:
    """Return a picture as an SVG file.

    With the theme `auto` it follows the light or dark mode of the reader's screen, and a page may
    set its colours through the custom properties `--cld-paper`, `--cld-ink`, `--cld-positive` and
    so on.

    >>> svg(Picture(None, (), (), (), (0, 0, 28, 28)), Look(font=False, id="a")).splitlines()[1]
    '<title id="cld-a-title">Causal loop diagram</title>'
    """
    return svg_file(sheet(picture, look), look)


def svg_file(page: Sheet, look: Look) -> str:
    """Return a sheet as an SVG file."""
    return "".join(svg_pieces(page, look))


def svg_pieces(page: Sheet, look: Look) -> Iterator[str]:
    """Yield a sheet as an SVG file, piece by piece: with tens of thousands of links, the whole text
    would take hundreds of megabytes."""
    theme = fixed(look.theme)
    left, top, right, bottom = page.box
    wide, high = right - left, bottom - top
    size = f'width="{_number(wide * look.scale)}" height="{_number(high * look.scale)}"'
    view = " ".join(map(_number, (left, top, wide, high)))
    title, about = xml_escaped(page.title), xml_escaped(page.about)
    groups = [(group.kind, "\n".join(_group(group, theme))) for group in page.groups]
    id_ = prefixed(xml_escaped(look.id) or _fingerprint(title, about, view, look.theme, groups))
    classes = prefixed("picture", "auto") if look.theme == "auto" else prefixed("picture")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{classes}" {size} viewBox="{view}" '
        f'role="img" aria-labelledby="{id_}-title {id_}-about" font-family="{FONTS}" '
        f'stroke-width="{_number(theme.line)}" text-anchor="middle">',
        f'<title id="{id_}-title">{title}</title>',
        f'<desc id="{id_}-about">{about}</desc>',
        *_style(page, look),
        f'<rect class="{prefixed("paper")}" {_placed(page.box)} fill="{theme.paper}"/>',
    ]
    yield "".join(f"{line}\n" for line in lines)
    numbers: dict[str, int] = {}
    for kind, group in groups:
        numbers[kind] = number = numbers.get(kind, 0) + 1
        yield f'<g id="{id_}-{kind}-{number}" {group}\n</g>\n'
    yield "</svg>\n"


def _fingerprint(*painted: object) -> str:
    """An id that differs between pictures and is the same each time a picture is painted.

    >>> _fingerprint("Load", "light"), _fingerprint("Load", "dark")
    ('1447c6bd', '7f96d325')
    """
    code = 0
    for one in painted:
        # The parts of a list are added one by one: joined to one text they would need memory twice.
        for part in one if isinstance(one, list) else (one,):
            code = zlib.crc32(repr(part).encode(), code)
    return f"{code:08x}"


def xml_escaped(text: str) -> str:
    """Return a text for any place in XML, with substitutes for characters that XML cannot contain.

    >>> xml_escaped('<a & "b">\\x00')
    '&lt;a &amp; &quot;b&quot;&gt;�'
    """
    # Nearly all texts need no change; a search is quicker than a replacement.
    return held(text).translate(_ESCAPES) if _MARKED.search(text) else text


# -- style --


def _style(page: Sheet, look: Look) -> Iterator[str]:
    rules = [
        f".{prefixed('picture')} text"
        "{font-kerning:none;font-variant-ligatures:none;unicode-bidi:plaintext}"
    ]
    if look.theme == "auto":
        rules += _following(THEMES["light"], THEMES["dark"])
    if look.font:
        for weight in (400, 600):
            letters = {letter for line, heavy in page.lines() if heavy == weight for letter in line}
            rules.append(font_face("".join(sorted(letters)), weight) if letters else "")
    yield "<style>"
    yield from filter(None, rules)
    yield "</style>"


def _following(light: Theme, dark: Theme) -> Iterator[str]:
    """Colours that follow the reader's choice.

    All rules are within `@media`: programs without custom properties ignore them and paint the
    colours in the elements. On a page with several pictures, the rules apply to pictures that
    follow the reader, not to those with a fixed theme.
    """

    root = f".{prefixed('auto')}"

    def within(name: str) -> str:
        return f"{root} .{prefixed(name)}"

    def var(role: ColourRole) -> str:
        return f"var({custom_property(role)},{light.colour(role)})"

    paper = f"{within('paper')},{within('halo')}{{fill:{var('paper')}}}"
    colours = "".join(f"{within(role)}{{color:{var(role)}}}" for role in ROLES if role != "paper")
    current = f"{root} g{{stroke:currentColor}}{within('head')},{root} text{{fill:currentColor}}"
    yield f"@media all{{svg{root}{{{_properties(light)}}}{paper}{colours}{current}}}"
    yield f"@media screen and (prefers-color-scheme:dark){{svg{root}{{{_properties(dark)}}}}}"


def _properties(theme: Theme) -> str:
    return ";".join(f"{custom_property(role)}:{theme.colour(role)}" for role in ROLES)


# -- groups and shapes --


def _group(group: Group, theme: Theme) -> Iterator[str]:
    """The rest of the tag of a group, after its id, and then the content of the group."""
    classes = dict.fromkeys((group.kind, *group.classes, group.role))
    if group.light != "plain":
        classes[group.light] = None
    data = "".join(f' {data_attribute(key)}="{xml_escaped(value)}"' for key, value in group.data)
    more = ""
    if group.light == "faded":
        more = f' opacity="{FADED}"'
    elif group.light == "lit":
        more = f' stroke-width="{_number(theme.line * LIT)}"'
    colour = theme.colour(group.role)
    yield (
        f'class="{prefixed(*classes)}" color="{colour}" fill="none" stroke="{colour}"{more}{data}>'
    )
    if group.says:
        yield f"<title>{xml_escaped(group.says)}</title>"
    line = theme.line * (LIT if group.light == "lit" else 1.0)
    for shape in group.shapes:
        if isinstance(shape, Words):
            yield from _words(shape, theme, group.role)
        else:
            yield _shape(shape, theme, line, colour)


def _shape(shape: Curve | Head | Bars | Frame, theme: Theme, line: float, colour: str) -> str:
    if isinstance(shape, Curve):
        width = "" if shape.width == 1.0 else f' stroke-width="{_number(line * shape.width)}"'
        return f'<path class="{prefixed(shape.part)}"{width} d="{_curve(shape.path)}"/>'
    if isinstance(shape, Head):
        points = "L".join(map(_point, shape.points))
        return f'<path class="{prefixed("head")}" fill="{colour}" stroke="none" d="M{points}Z"/>'
    if isinstance(shape, Bars):
        d = "".join(f"M{_point(a)}L{_point(b)}" for a, b in shape.segments)
        thin = line > theme.line
        width = f' stroke-width="{_number(theme.line * LIT_BARS)}"' if thin else ""
        return f'<path class="{prefixed("bars")}"{width} d="{d}"/>'
    stroke = f'stroke-width="{_number(line * shape.width)}"'
    return f'<rect class="{prefixed("frame")}" {stroke} {_placed(shape.box)}/>'


def _words(words: Words, theme: Theme, role: ColourRole) -> Iterator[str]:
    if words.halo:
        for text, (x, y) in words.lines:
            wide = width(text, words.size, words.weight)
            left = x - wide / 2 if words.anchor == "middle" else x
            place = _placed(halo_box(text, left, y, wide, words.size))
            yield f'<rect class="{prefixed("halo")}" fill="{theme.paper}" stroke="none" {place}/>'
    classes = [words.part]
    ink = f'fill="{theme.colour(words.role or role)}" stroke="none"'
    if words.role:
        classes.append(words.role)
        ink += f' color="{theme.colour(words.role)}"'
    size = f' font-size="{_number(words.size)}"'
    weight = "" if words.weight == 400 else f' font-weight="{words.weight}"'
    anchor = "" if words.anchor == "middle" else f' text-anchor="{words.anchor}"'
    opening = f'class="{prefixed(*classes)}" {ink}{size}{weight}{anchor}'
    if len(words.lines) == 1:
        text, (x, y) = words.lines[0]
        said = xml_escaped(painted_text(text))
        yield f'<text {opening} x="{_number(x)}" y="{_number(y)}">{said}</text>'
        return
    lines = "".join(
        f'<tspan x="{_number(x)}" y="{_number(y)}">{xml_escaped(painted_text(text))}</tspan>'
        for text, (x, y) in words.lines
    )
    yield f"<text {opening}>{lines}</text>"


def _placed(box: Box) -> str:
    left, top, right, bottom = box
    size = f'width="{_number(right - left)}" height="{_number(bottom - top)}"'
    return f'x="{_number(left)}" y="{_number(top)}" {size}'


def _curve(path: Path) -> str:
    pieces = [f"M{_point(path[0])}"]
    pieces += [
        "C" + " ".join(map(_point, path[number : number + 3])) for number in range(1, len(path), 3)
    ]
    return "".join(pieces)


def _point(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    """A number of points, to a hundredth for details that are seen close up.

    >>> _number(12.0), _number(-0.001), _number(3.456)
    ('12', '0', '3.46')
    """
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if said in ("-0", "") else said
