"""Loopy: a link that contains a whole diagram, or the array in it.

The array is `[variables, links, texts, last id]`, with `[id, x, y, value, name, colour]` for a
variable and `[cause, effect, arc, sign, rotation]` for a link. Names and texts are encoded twice.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from cld.core.bends import Point, percent
from cld.core.diagram import Diagram, Link, Variable
from cld.io.exchange import (
    FormatError,
    Reading,
    Written,
    grouped,
    polarity_of,
    unsigned,
    without_mark,
    written,
)
from cld.io.jsontext import load_json, real, word
from cld.io.limits import MOST_WORDS, within
from cld.io.looplabels import LoopLabel, declare_labelled
from cld.io.places import places_of
from cld.io.sketch import Sketch

_HOLDS = {"at", "link bend", "initial"}
_LINK = re.compile(r"https?://\S*?[?&]data=([^\s&]+)", re.IGNORECASE)
_LABEL = re.compile(r"\s*([RB]\d{1,3})\b.{0,60}", re.IGNORECASE | re.DOTALL)
_ADDRESS = "https://ncase.me/loopy/v1.1/?data="
# Loopy draws its circles twice as far apart as cld its names.
SCALE = 0.5
# The value of a variable that nobody changed.
_USUAL = 0.5


def read(text: str) -> Reading:
    """Read a link of Loopy, or its array.

    >>> link = "https://ncase.me/loopy/v1.1/?data=[[[1,0,0,0.5,%22A%22,0]],[[1,1,9,-1,0]],[],1%5D"
    >>> read(link).diagram.links[0].polarity
    '-'
    """
    text = without_mark(text).strip()
    found = _LINK.search(text)
    within(found.group(1).count("%") if found else 0, MOST_WORDS, "escaped characters")
    body = unquote(found.group(1)) if found else text
    data = load_json(body)
    parts = data if isinstance(data, list) else []
    if len(parts) < 2 or not all(isinstance(part, list) for part in parts[:3]):
        raise FormatError("this is not a diagram of Loopy; it needs a list of variables and links")
    sketch = Sketch()
    names: dict[str, str] = {}
    for raw in parts[0]:
        _variable(sketch, raw, names)
    for raw in parts[1]:
        _link(sketch, raw, names)
    _labels(sketch, parts[2] if len(parts) > 2 else [])
    return sketch.reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as a link of Loopy; links without a known sign are left out.

    >>> write(Diagram(variables=(Variable("A", at=(10.0, 20.0)),))).text
    'https://ncase.me/loopy/v1.1/?data=[[[1,20,40,0.5,%22A%22,0]],[],[],1%5D\\n'
    """
    ids = {variable.name: number for number, variable in enumerate(diagram.variables, 1)}
    places = _places(diagram)
    nodes = [
        [ids[v.name], *places[v.name], _value(v), _encoded(v.name), 0] for v in diagram.variables
    ]
    edges = [
        [ids[k.cause], ids[k.effect], _arc(k, places), 1 if k.polarity == "+" else -1, 0]
        for k in diagram.links
        if k.polarity != "?"
    ]
    data = json.dumps([nodes, edges, [], len(ids)], ensure_ascii=False, separators=(",", ":"))
    address = f"{_ADDRESS}{quote(data[:-1], safe='[],:-.')}%5D\n"
    result = written(address, diagram, _HOLDS)
    lost = [v.name for v in diagram.variables if v.initial and _kept_value(v) is None]
    more = (*grouped("initial", lost, "variables"), *unsigned(diagram))
    return replace(result, dropped=(*result.dropped, *more))


# -- writing --


def _value(variable: Variable) -> float:
    kept = _kept_value(variable)
    return _USUAL if kept is None else kept


def _kept_value(variable: Variable) -> float | None:
    """Return the value of a variable at the start if Loopy can show it: between 0 and 1."""
    found = real(variable.initial or "")
    return found if found is not None and 0 <= found <= 1 else None


def _encoded(name: str) -> str:
    """Return a name as Loopy stores it: encoded once, before the whole link is encoded."""
    return quote(name.encode("utf-8", "replace"), safe="")


def _places(diagram: Diagram) -> dict[str, Point]:
    return {n: (_neat(x / SCALE), _neat(y / SCALE)) for n, (x, y) in places_of(diagram).items()}


def _arc(link: Link, places: dict[str, tuple[float, float]]) -> float:
    """Return the height of an arc, in the units of Loopy."""
    if link.cause == link.effect:
        return 100
    bend = 0.15 if link.bend is None else link.bend / 100
    return _neat(bend * math.dist(places[link.cause], places[link.effect]))


def _neat(value: float) -> float:
    found = round(value, 1)
    return int(found) if found == int(found) else found


# -- reading --


def _variable(sketch: Sketch, raw: Any, names: dict[str, str]) -> None:
    if not isinstance(raw, list) or len(raw) < 5 or not word(raw[0]):
        sketch.left_out("variables without a name or a place")
        return
    key = word(raw[0])
    name = names[key] = sketch.variable(unquote(word(raw[4])), ("id", key))
    x, y, value = map(real, raw[1:4])
    if x is not None and y is not None:
        sketch.place(name, x * SCALE, y * SCALE)
    if value is not None and value != _USUAL:
        sketch.initial(name, f"{value:g}")


def _link(sketch: Sketch, raw: Any, names: dict[str, str]) -> None:
    known = [names.get(word(end)) for end in raw[:2]] if isinstance(raw, list) else []
    ends = [end for end in known if end is not None]
    if len(ends) < 2:
        sketch.left_out("links without both ends")
        return
    sign = real(raw[3]) if len(raw) > 3 else None
    polarity = polarity_of(sign) if sign else None
    arc = real(raw[2]) if len(raw) > 2 else None
    a, b = (sketch.at(end) for end in ends)
    sketch.link(ends[0], ends[1], polarity, bend=_bend(a, b, arc))


def _bend(a: Point | None, b: Point | None, arc: float | None) -> float | None:
    if not arc or a is None or b is None or a == b:
        return None
    return percent(arc * SCALE / math.dist(a, b)) or None


def _labels(sketch: Sketch, raw: Iterable[Any]) -> None:
    """Take texts such as `R1` as the labels of loops; note that others are left out."""
    labels, others = [], 0
    for one in raw:
        words = unquote(word(one[2])) if isinstance(one, list) and len(one) > 2 else ""
        x, y = map(real, one[:2]) if words else (None, None)
        if x is not None and y is not None and _LABEL.fullmatch(words):
            labels.append(LoopLabel(words, (x * SCALE, y * SCALE)))
        else:
            others += bool(words)
    declare_labelled(sketch, labels)
    if others:
        sketch.left_out("a text" if others == 1 else f"{others:,} texts")
