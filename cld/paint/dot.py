"""DOT with places and curves, which `neato -n2` draws unchanged.

The file is a drawing: names are broken into lines, and badges are nodes. To export the diagram
itself in a form that can be read again, use `cld convert`.
"""

from __future__ import annotations

from cld.core.rings import pairs_round
from cld.io.formats.dot import digraph, dot_quoted
from cld.paint.margins import SIGNS, badge_text
from cld.paint.shapes import FADED, LIT, PLAIN, Look, held
from cld.paint.theme import POLARITY_ROLES, TYPE_ROLES, Theme, fixed
from cld.picture.fonts import FAMILY
from cld.picture.picture import Arrow, Badge, Name, Picture, Point

INCH = 72.0
_BREAK = "\\n"
_FADED = f"{round(255 * FADED):02x}"

Settings = dict[str, str]


def dot(picture: Picture, look: Look = PLAIN) -> str:
    """Return a picture as a DOT file.

    >>> print(dot(Picture("T", (), (), (), (0, 0, 28, 28)), Look(theme="print")), end="")
    digraph {
      graph [label="T", labelloc="t", fontsize="18", fontname="Source Sans Pro", bgcolor="#ffffff"]
      node [shape="none", margin="0", fixedsize="true", fontsize="14", fontname="Source Sans Pro"]
      edge [fontsize="14", fontname="Source Sans Pro", arrowsize="0.8", penwidth="1.3"]
    }
    """
    theme = fixed(look.theme)
    font = {"fontname": FAMILY}
    title = " ".join((picture.title or "").split()) if look.title else ""
    graph = {"label": title, "labelloc": "t", "fontsize": "18"} if title else {}
    node = {"shape": "none", "margin": "0", "fixedsize": "true", "fontsize": "14"}
    edge = {"fontsize": "14", **font, "arrowsize": "0.8", "penwidth": _number(theme.line)}
    ways = [
        frozenset(pairs_round(badge.variables))
        for badge in picture.badges
        if badge.loop in look.highlight
    ]
    lit = frozenset[tuple[str, str]]().union(*ways)
    names = {cause for cause, _ in lit}
    ids = {name.variable: f"v{number}" for number, name in enumerate(picture.names, 1)}
    lines = [f"  graph {_settings(graph | font | {'bgcolor': theme.paper})}"]
    lines += [f"  node {_settings(node | font)}", f"  edge {_settings(edge)}"]
    for name in picture.names:
        faded = bool(ways) and name.variable not in names
        lines.append(f"  {ids[name.variable]} {_settings(_name(name, theme, faded))}")
    for arrow in picture.arrows:
        belongs = arrow.ends in lit if ways else None
        ends = f"{ids[arrow.cause]} -> {ids[arrow.effect]}"
        lines.append(f"  {ends} {_settings(_arrow(arrow, look, theme, belongs))}")
    for number, badge in enumerate(picture.badges, 1):
        faded = bool(ways) and badge.loop not in look.highlight
        lines.append(f"  loop{number} {_settings(_badge(picture, badge, theme, faded))}")
    return digraph(lines)


def _name(name: Name, theme: Theme, faded: bool) -> Settings:
    colour = _colour(theme.ink, faded)
    stock = {"shape": "box", "color": colour} if name.kind == "stock" else {}
    size = {"width": _number(name.width / INCH), "height": _number(name.height / INCH)}
    label = {"label": "\n".join(name.lines), "fontcolor": colour, "class": name.kind}
    return {"pos": f"{_point(name.centre)}!"} | size | stock | label


def _arrow(arrow: Arrow, look: Look, theme: Theme, lit: bool | None) -> Settings:
    colour = _colour(theme.colour(POLARITY_ROLES[arrow.polarity]), lit is False)
    way = " ".join(map(_point, arrow.path))
    wide = {"penwidth": _number(theme.line * LIT)} if lit else {}
    bars: Settings = {}
    if arrow.bars:
        ends = [end for bar in arrow.bars for end in bar]
        middle = sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends)
        said = f"|| {arrow.delay}".strip() if look.delays else "||"
        bars = {"xlabel": said, "xlp": _point(middle), "delay": arrow.delay or "yes"}
    return {
        "pos": f"e,{_point(arrow.head[0])} {way}",
        "label": SIGNS[arrow.polarity],
        "lp": _point(arrow.sign),
        "color": colour,
        "fontcolor": colour,
        "polarity": arrow.polarity,
        "tooltip": f"{arrow.cause} → {arrow.effect}",
    } | bars | wide  # fmt: skip


def _badge(picture: Picture, badge: Badge, theme: Theme, faded: bool) -> Settings:
    colour = _colour(theme.colour(TYPE_ROLES[badge.type]), faded)
    size = _number(2 * badge.radius / INCH)
    return {
        "pos": f"{_point(badge.centre)}!",
        "shape": "circle" if badge.path else "none",
        "width": size,
        "height": size,
        "label": badge_text(badge.loop, badge.type),
        "fontsize": "12",
        "color": colour,
        "fontcolor": colour,
        "tooltip": badge.name or "",
        "class": "loop",
    }


def _colour(colour: str, faded: bool) -> str:
    return colour + _FADED if faded else colour


def _settings(settings: Settings) -> str:
    said = [f"{key}={dot_quoted(held(text), _BREAK)}" for key, text in settings.items()]
    return f"[{', '.join(said)}]"


def _point(point: Point) -> str:
    """A place in Graphviz's coordinates, with y pointing up."""
    return f"{_number(point[0])},{_number(-point[1])}"


def _number(value: float) -> str:
    return f"{value + 0.0:.3f}".rstrip("0").rstrip(".")
