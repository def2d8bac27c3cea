"""Turns a run over time into painted groups: small curves above each other, on one time axis.

Values before an intervention are drawn solid, with it dashed. All formats of pictures paint these
groups.

References
----------
E. R. Tufte, The Visual Display of Quantitative Information, 1983: small multiples.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cld.core.quantities import UNITS, spoken
from cld.paint.margins import filled_lines
from cld.paint.shapes import Bars, Curve, Group, Shape, Sheet, Words, painted_text
from cld.picture.fonts import width
from cld.picture.picture import Point, Segment

# More variables than this are not drawn; the picture says how many are left out.
MOST_PANELS = 40
# A curve has no more points than this.
MOST_POINTS = 400

_WIDE, _HIGH, _ABOVE, _BETWEEN = 420.0, 44.0, 17.0, 14.0
_MARGIN, _NUMBERS = 16.0, 74.0
_TITLE, _NAME, _SMALL = 17.0, 13.0, 11.0
_LINE = 1.45
_DASH, _GAP = 5.0, 3.5
# A point is left out if the curve then runs within this distance of it.
_TOLERANCE = 0.1
_TICKS = 6
# Round steps of a time axis, in each unit.
_TENS = tuple(one * 10**power for power in range(3) for one in (1, 2, 5))
_STEPS = {
    "ms": _TENS,
    "s": (1, 2, 5, 10, 15, 20, 30),
    "min": (1, 2, 5, 10, 15, 20, 30),
    "h": (1, 2, 3, 6, 12),
    "d": (1, 2, 5, 10, 20, 50, 100),
    "y": tuple(one * 10**power for power in range(12) for one in (1, 2, 5)),
}

Values = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class RunPanel:
    """The course of one variable: points of a time in seconds and a value, before and with an
    intervention, in `unit`. `bounds` are values at which it is kept by the file, and `goal` is the
    value that the file states for it, if any. `band` are courses within which most runs lie that
    have other strengths."""

    name: str
    unit: str
    before: Values
    after: Values = ()
    bounds: tuple[float, ...] = ()
    goal: float | None = None
    band: tuple[Values, ...] = ()


def run_sheet(
    title: str, notes: Sequence[str], panels: Sequence[RunPanel], beats: bool = False
) -> Sheet:
    """Return everything that is painted for a run.

    Parameters
    ----------
    title : the name of the run, which may be empty.
    notes : what changes, in sentences above the curves.
    panels : the variables, in order.
    beats : whether the file states no times, so that a second stands for one beat.

    >>> panel = RunPanel("Load", "req/s", ((0.0, 0.0), (10.0, 5.0)))
    >>> found = run_sheet("More", ["Load changes by 5."], [panel])
    >>> [line for line, _ in found.lines()][:5]
    ['More', 'Load changes by 5.', 'Load', '5 req/s', '0 req/s']
    """
    groups = []
    top = 0.0
    whole = _WIDE + _NUMBERS
    for text, size, weight in [(title, _TITLE, 600), *((note, _NAME, 400) for note in notes)]:
        for line in filled_lines(text, whole, size, weight, 3) if text else ():
            top += size * _LINE
            words = Words(((line, (0.0, top)),), "title", size, weight, "start")  # type: ignore[arg-type]
            groups.append(Group("title", "ink" if weight == 600 else "quiet", (words,)))
    shown, end = panels[:MOST_PANELS], max((p.before[-1][0] for p in panels if p.before), default=1)
    for panel in shown:
        top += _BETWEEN + _ABOVE
        groups += _panel(panel, top, end)
        top += _HIGH
    if shown:
        top += 5
        groups.append(_axis(list(time_ticks(end)), top, end, beats))
        top += _SMALL + 8
    if len(panels) > len(shown):
        top += _NAME * _LINE
        more = f"and {len(panels) - len(shown)} more variables"
        words = Words(((more, (0.0, top)),), "note", _NAME, 400, "start")
        groups.append(Group("legend", "quiet", (words,)))
    right = max(whole, *(_right(group) for group in groups)) if groups else whole
    box = (-_MARGIN, -_MARGIN / 2, right + _MARGIN, top + _MARGIN)
    about = " ".join(notes) + " " + "; ".join(_said(panel) for panel in shown)
    return Sheet(box, tuple(groups), title or "A run over time", about.strip())


def _right(group: Group) -> float:
    """Return how far the words of a group reach that begin at a place."""
    return max(
        (
            x + width(painted_text(line), shape.size, shape.weight)
            for shape in group.shapes
            if isinstance(shape, Words) and shape.anchor == "start"
            for line, (x, _) in shape.lines
        ),
        default=0.0,
    )


def _said(panel: RunPanel) -> str:
    values = [value for _, value in panel.before]
    if not values:
        return f"{panel.name}: not run"
    return f"{panel.name}: {_number(min(values))} to {_number(max(values))}"


def _panel(panel: RunPanel, top: float, end: float) -> Iterator[Group]:
    """Yield a variable: its name and the ends of its range, and its curves."""
    values = [v for _, v in (*panel.before, *panel.after)]
    least, most = min(values, default=0.0), max(values, default=0.0)
    room = most - least
    # A few runs that grow without an end must not flatten the others.
    values += [min(max(v, least - room), most + room) for one in panel.band for _, v in one]
    values += panel.bounds if _near(panel.bounds, values) else ()
    values += [panel.goal] if panel.goal is not None and _near((panel.goal,), values) else []
    low, high = min(values, default=0.0), max(values, default=0.0)
    if high - low <= 1e-12 * max(abs(low), abs(high), 1e-300):
        low, high = low - 0.5, high + 0.5
        ends = [(low + 0.5, top + _HIGH / 2 + _SMALL / 3)]
    else:
        ends = [(high, top + _SMALL * 0.75), (low, top + _HIGH)]

    def point(time: float, value: float) -> Point:
        return (time / end * _WIDE, top + _HIGH * (high - value) / (high - low))

    shapes: list[Shape] = [
        Words(((panel.name, (0.0, top - 5)),), "name", _NAME, 600, "start", role="ink"),
    ]
    shapes += [
        Words(
            ((_with_unit(value, panel.unit), (_WIDE + 6, y)),), "number", _SMALL, 400, "start",
            role="quiet",
        )
        for value, y in ends
    ]  # fmt: skip
    drawn = ["dashed: what the file allows"] if any(low <= b <= high for b in panel.bounds) else []
    drawn += ["dotted: the goal"] if panel.goal is not None and low <= panel.goal <= high else []
    if drawn:
        x = width(panel.name, _NAME, 600) + 8
        note = Words(((", ".join(drawn), (x, top - 5)),), "note", _SMALL, 400, "start")
        shapes.append(note)
    levels = [0.0, *panel.bounds, *([panel.goal] if panel.goal is not None else [])]
    for level in dict.fromkeys(levels):
        if low <= level <= high:
            line = [point(0.0, level), point(end, level)]
            spaced = (2.0, 3.0) if level in panel.bounds else (1.0, 3.0)
            shapes.append(Bars(tuple(_dashed(line, *spaced))))
    about = (("name", panel.name),)
    yield Group("axis", "quiet", tuple(shapes), ("run",), "", about)
    if panel.band:
        thin = tuple(
            replace(_curve([point(t, min(max(v, low), high)) for t, v in course]), width=0.45)
            for course in panel.band
        )
        yield Group("curve", "quiet", thin, ("band",), "", about)
    if panel.before:
        curve = _curve([point(*one) for one in panel.before])
        yield Group("curve", "positive", (curve,), ("before",), _said(panel), about)
    if panel.after:
        dashes = Bars(tuple(_dashed(_simplified([point(*one) for one in panel.after]))))
        yield Group("curve", "negative", (dashes,), ("after",), _said(panel), about)


def _near(levels: Sequence[float], values: Sequence[float]) -> bool:
    """Whether levels are near enough to values that they fit on one scale."""
    span = max(values, default=0.0) - min(values, default=0.0)
    return all(
        min(values, default=0) - 2 * span <= one <= max(values, default=0) + 2 * span
        for one in levels
    )


def _simplified(points: Sequence[Point]) -> list[Point]:
    """Return the points that a curve needs so that it runs nearly as before, at most `MOST_POINTS`.

    References
    ----------
    D. Douglas, T. Peucker, Cartographica 10(2), 1973.
    """
    tolerance = _TOLERANCE
    while True:
        kept = {0, len(points) - 1}
        pending = [(0, len(points) - 1)]
        while pending:
            first, last = pending.pop()
            farthest, place = tolerance, 0
            (x, y), (a, b) = points[first], points[last]
            length = math.hypot(a - x, b - y) or 1.0
            for number in range(first + 1, last):
                u, v = points[number]
                apart = abs((a - x) * (v - y) - (b - y) * (u - x)) / length
                if apart > farthest:
                    farthest, place = apart, number
            if place:
                kept.add(place)
                pending += [(first, place), (place, last)]
        if len(kept) <= MOST_POINTS:
            return [points[number] for number in sorted(kept)]
        tolerance *= 2


def _curve(points: Sequence[Point]) -> Curve:
    """Return straight lines through points, as cubic curves."""
    points = _simplified(points)
    path = [points[0]]
    for (x, y), (a, b) in pairwise(points):
        path += [(x + (a - x) / 3, y + (b - y) / 3), (a - (a - x) / 3, b - (b - y) / 3), (a, b)]
    return Curve(tuple(path), "curve")


def _dashed(points: Sequence[Point], dash: float = _DASH, gap: float = _GAP) -> Iterator[Segment]:
    """Yield the dashes along straight lines through points."""
    position, drawn = 0.0, True
    left = dash
    for (x, y), (a, b) in pairwise(points):
        length = math.hypot(a - x, b - y)
        position = 0.0
        while length - position > left:
            if drawn:
                yield _between(x, y, a, b, position / length, (position + left) / length)
            position += left
            drawn = not drawn
            left = dash if drawn else gap
        if drawn and length > position:
            yield _between(x, y, a, b, position / length, 1.0)
        left -= length - position


def _between(
    x: float, y: float, a: float, b: float, start: float, end: float
) -> tuple[Point, Point]:
    return (
        (x + (a - x) * start, y + (b - y) * start),
        (x + (a - x) * end, y + (b - y) * end),
    )


def _axis(ticks: Sequence[float], bottom: float, end: float, beats: bool) -> Group:
    """Return the time axis: a mark and a time for each tick."""
    marks = tuple(
        ((time / end * _WIDE, bottom + 2), (time / end * _WIDE, bottom + 6)) for time in ticks
    )
    words = []
    for time in ticks:
        said = spoken(time)
        if beats:
            said = f"{time:g}" + (" beats" if time == ticks[-1] else "")
        x = max(width(said, _SMALL) / 2, time / end * _WIDE) if time else width(said, _SMALL) / 2
        words.append(Words(((said, (x, bottom + 8 + _SMALL)),), "tick", _SMALL))
    line = Bars((((0.0, bottom + 2), (_WIDE, bottom + 2)), *marks))
    return Group("axis", "quiet", (line, *words), ("times",))


def time_ticks(end: float) -> Iterator[float]:
    """Yield the times of a time axis in seconds, at most seven, in round steps.

    >>> list(time_ticks(95)), list(time_ticks(7200))
    ([0.0, 20.0, 40.0, 60.0, 80.0], [0.0, 1200.0, 2400.0, 3600.0, 4800.0, 6000.0, 7200.0])
    """
    steps = [UNITS[unit] * count for unit, counts in _STEPS.items() for count in counts]
    step = next((one for one in steps if end / one <= _TICKS), end)
    if end < steps[0]:
        step = end
    for number in range(int(end / step + 1e-9) + 1):
        yield round(number * step, 9)


def _with_unit(value: float, unit: str) -> str:
    return f"{_number(value)} {unit}".strip()


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "\u2212")
