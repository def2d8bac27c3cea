"""Pictures made by hand: what painters are tested with does not move when layouts get better."""

from __future__ import annotations

from hypothesis import strategies as st
from strategies import ANY_TEXT

from cld.core.diagram import LoopType, Polarity, VariableKind
from cld.picture.picture import Arrow, Badge, Name, Path, Picture, Point
from cld.picture.ring import badge_arrow


def name(
    text: str,
    x: float,
    y: float,
    kind: VariableKind = "auxiliary",
    lines: tuple[str, ...] | None = None,
) -> Name:
    lines = lines or (text,)
    high = 16.0 * len(lines) + 2
    bases = tuple(y - high / 2 + 13 + 16 * number for number in range(len(lines)))
    return Name(text, kind, lines, (x, y), 60.0, high, bases)


def arrow(
    cause: str,
    effect: str,
    polarity: Polarity,
    path: Path,
    delay: str | None = None,
) -> Arrow:
    (x, y), (sx, sy) = path[-1], path[-2]
    dx, dy = (1.0 if x > sx else -1.0 if x < sx else 0.0), (1.0 if y > sy else -1.0)
    head = (x + 7 * dx, y + 7 * dy), (x - 4 * dy, y + 4 * dx), (x + 4 * dy, y - 4 * dx)
    sign = x - 14, y - 6
    mx, my = path[len(path) // 2]
    if delay is None:
        return Arrow(cause, effect, polarity, path, head, sign)
    bars = tuple(((mx + at, my - 7), (mx + at, my + 7)) for at in (-2.5, 2.5))
    return Arrow(cause, effect, polarity, path, head, sign, bars, delay, (mx, my - 15))


def badge(
    loop: str, type_: LoopType, variables: tuple[str, ...], centre: Point, called: str | None
) -> Badge:
    if len(variables) == 1:
        return Badge(loop, called, type_, variables, centre, 12.0, "clockwise")
    path, head = badge_arrow(centre, "clockwise")
    return Badge(loop, called, type_, variables, centre, 14.0, "clockwise", path, head)


PAIR = Picture(
    "Autoscaler",
    (name("Latency", 40, 80), name("Pods", 240, 80, "stock")),
    (
        arrow(
            "Latency", "Pods", "+",
            ((45, 68), (70, 30), (105, 20), (140, 20), (175, 20), (210, 30), (234, 62)), "3min",
        ),
        arrow("Pods", "Latency", "-", ((235, 96), (190, 140), (90, 140), (46, 96))),
    ),
    (badge("B1", "B", ("Latency", "Pods"), (140, 80), "Autoscaler"),),
    (-10, 0, 290, 150),
)  # fmt: skip

OWN = Picture(
    None,
    (name("Interest on savings", 60, 60, lines=("Interest", "on savings")),),
    (
        arrow(
            "Interest on savings", "Interest on savings", "+",
            ((50, 40), (40, 10), (80, 10), (70, 36)), "",
        ),
    ),
    (badge("R1", "R", ("Interest on savings",), (60, 26), None),),
    (0, 0, 120, 90),
)  # fmt: skip

EMPTY = Picture(None, (), (), (), (-14, -14, 14, 14))

ALL = {"pair": PAIR, "own": OWN, "empty": EMPTY}


@st.composite
def odd_pictures(draw: st.DrawFn) -> Picture:
    """The pair with names, title, loop and delay of any text at all, surrogates included."""
    texts = st.one_of(ANY_TEXT, st.text(max_size=12), st.just("]]><script>&'\"" * 20))
    one, two = draw(texts), draw(texts)
    two = two if two != one else two + "2"
    kinds = draw(st.tuples(*[st.sampled_from(["auxiliary", "stock", "flow", "constant"])] * 2))
    names = (name(one, 40, 80, kinds[0]), name(two, 240, 80, kinds[1], (two[:2], two[2:])))
    to, back = (each.path for each in PAIR.arrows)
    polarity = draw(st.sampled_from(["+", "-", "?"]))
    arrows = arrow(one, two, polarity, to, draw(texts)), arrow(two, one, "-", back)
    badges = (badge(draw(texts), "U", (one, two), (140, 80), draw(st.none() | texts)),)
    return Picture(draw(st.none() | texts), names, arrows, badges, PAIR.box)
