"""JSON in two styles: that of the corpus (`links`) and that of sd-ai (`relationships`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cld.core.diagram import Diagram, Link, LoopDeclaration, VariableKind
from cld.core.text import fold
from cld.io.exchange import (
    FormatError,
    Reading,
    Written,
    delay_value,
    plain,
    polarity_of,
    read_delay,
    without_mark,
    written,
)
from cld.io.limits import MOST_DIGITS, MOST_WORDS, within
from cld.io.sketch import Sketch
from cld.language.attributes import loop_goals

_HOLDS = {"title", "kind", "note", "link delay", "link note", "loops", "sectors"}
_SD_AI_HOLDS = {"title", "link delay", "link note"}
_KINDS: tuple[VariableKind, ...] = ("stock", "flow", "constant")
_DIAGRAM_KEYS = {
    *("name", "title", "variables", "links", "relationships", "loops", "sectors"),
    "variable_notes",
    *(f"{kind}s" for kind in _KINDS),
}
_LINK_KEYS = {"from", "to", "polarity", "delay", "delay_length", "notes", "note", "reasoning"}
# Real files of other programs contain much that is not part of a diagram.
MOST_OBJECTS = 200_000
_LOOP_KEYS = {"variables", "type", "name", "id", "goals"}


def read(text: str) -> Reading:
    """Read a diagram from JSON in either style.

    >>> read('{"links": [{"from": "A", "to": "B", "polarity": "+"}]}').diagram.link("A", "B")
    Link(cause='A', effect='B', polarity='+', delay=None, gain=None, info=False, bend=None, \
notes=(), extra=())
    """
    # Each becomes a value many times larger than its text.
    within(text.count("{") + text.count("["), MOST_OBJECTS, "objects and lists")
    within(text.count(","), MOST_WORDS, "values")
    try:
        data = json.loads(without_mark(text), parse_int=_whole, parse_float=_decimal)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"this is not valid JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        ) from None
    except RecursionError:
        raise FormatError("this JSON is nested too deeply to be read") from None
    return _sketched(_diagram_object(data)).reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as the corpus does: `variables`, `links`, `loops`."""
    data: dict[str, Any] = {} if diagram.title is None else {"name": diagram.title}
    data["variables"] = [variable.name for variable in diagram.variables]
    for kind in _KINDS:
        names = [variable.name for variable in diagram.variables if variable.kind == kind]
        data |= {f"{kind}s": names} if names else {}
    notes = {variable.name: list(variable.notes) for variable in diagram.variables}
    notes = {name: texts for name, texts in notes.items() if texts}
    data |= {"variable_notes": notes} if notes else {}
    data["links"] = [
        {
            **_ends(link),
            "delay": link.delay is not None,
            **_length(link),
            **({"notes": list(link.notes)} if link.notes else {}),
        }
        for link in diagram.links
    ]
    data["loops"] = [_loop_object(loop) for loop in diagram.loops]
    if diagram.sectors:
        data["sectors"] = [
            {"name": sector.name, "variables": list(sector.variables)} for sector in diagram.sectors
        ]
    return written(_dumped(data), diagram, _HOLDS)


def write_sd_ai(diagram: Diagram) -> Written:
    """Write a diagram as sd-ai does: `variables`, `relationships`, the notes as `reasoning`.

    A delay is an additional key, which sd-ai ignores.
    """
    data: dict[str, Any] = {} if diagram.title is None else {"title": diagram.title}
    data["variables"] = [variable.name for variable in diagram.variables]
    data["relationships"] = [
        {
            **_ends(link),
            **({"delay": True, **_length(link)} if link.delay else {}),
            "reasoning": "\n".join(link.notes),
        }
        for link in diagram.links
    ]
    return written(_dumped(data), diagram, _SD_AI_HOLDS)


# -- writing --


def _ends(link: Link) -> dict[str, str]:
    return {"from": link.cause, "to": link.effect, "polarity": link.polarity}


def _length(link: Link) -> dict[str, str]:
    words = delay_value(link.delay)
    return {} if words in ("", "yes") else {"delay_length": words}


def _loop_object(loop: LoopDeclaration) -> dict[str, Any]:
    data: dict[str, Any] = {"variables": list(loop.variables), "type": loop.type, "name": loop.name}
    data |= {"id": loop.id} if loop.id else {}
    return data | ({"goals": list(map(str, loop.goals))} if loop.goals else {})


def _dumped(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


# -- reading --


def _whole(digits: str) -> int:
    return int(_short(digits))


def _decimal(digits: str) -> float:
    return float(_short(digits))


def _short(digits: str) -> str:
    if len(digits) > MOST_DIGITS:
        said = f"this JSON has a number of {len(digits):,} characters"
        raise FormatError(f"{said}; cld reads at most {MOST_DIGITS:,}")
    return digits


def _diagram_object(data: object) -> dict[str, Any]:
    """Return the object that contains the links; an answer of sd-ai may wrap it."""
    for wrapper in ("output", "model"):
        if isinstance(data, dict) and not _looks_right(data) and wrapper in data:
            data = data[wrapper]
    if not isinstance(data, dict) or not _looks_right(data):
        raise FormatError(
            "this JSON is not a diagram; it needs an object with `links` or `relationships`"
        )
    return data


def _looks_right(data: dict[str, Any]) -> bool:
    return any(isinstance(data.get(key), list) for key in ("links", "relationships", "variables"))


def _sketched(data: dict[str, Any]) -> Sketch:
    title = next((data[k] for k in ("name", "title") if isinstance(data.get(k), str)), None)
    sketch = Sketch(title)
    for raw in _items(data, "variables"):
        _variable(sketch, raw)
    for raw in (*_items(data, "links"), *_items(data, "relationships")):
        _link(sketch, raw)
    for kind in _KINDS:
        for raw in _items(data, f"{kind}s"):
            if isinstance(raw, str):
                sketch.variable(sketch.mention(raw), kind=kind)
    notes = data.get("variable_notes")
    for raw, texts in notes.items() if isinstance(notes, dict) else ():
        for text in _texts(texts):
            sketch.note_on(sketch.mention(raw), text)
    for raw in _items(data, "loops"):
        _loop(sketch, raw)
    for raw in _items(data, "sectors"):
        _sector(sketch, raw)
    _leave_out(sketch, data, _DIAGRAM_KEYS)
    return sketch


def _variable(sketch: Sketch, raw: object) -> None:
    name = _name(raw)
    if name is None:
        sketch.left_out("variables without a name")
        return
    kind = raw.get("kind", raw.get("type")) if isinstance(raw, dict) else None
    known = next((k for k in _KINDS if k == kind), None)
    sketch.variable(name, kind=known)
    if isinstance(raw, dict):
        used = {"name", "kind", "type"} if known or kind in (None, "variable") else {"name"}
        _leave_out(sketch, raw, used, "variable")


def _link(sketch: Sketch, raw: object) -> None:
    cause = _name(raw.get("from")) if isinstance(raw, dict) else None
    effect = _name(raw.get("to")) if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or cause is None or effect is None:
        sketch.left_out("links without both ends")
        return
    length = raw.get("delay_length")
    value, understood = read_delay(raw.get("delay") if length in (None, "") else length)
    if not understood:
        sketch.left_out("length of the delay", "link")
    notes = [t for key in ("notes", "note", "reasoning") for t in _texts(raw.get(key))]
    ends = sketch.mention(cause), sketch.mention(effect)
    sketch.link(*ends, polarity_of(raw.get("polarity")), value, notes)
    _leave_out(sketch, raw, _LINK_KEYS, "link")


def _loop(sketch: Sketch, raw: object) -> None:
    if not isinstance(raw, dict):
        sketch.left_out("loops that are not objects")
        return
    names = [name for name in map(_name, _items(raw, "variables")) if name is not None]
    texts = (plain(text) for text in _texts(raw.get("goals")) if text)
    goals = loop_goals(texts, map(fold, names))
    sketch.loop(names, raw.get("type"), raw.get("name"), raw.get("id"), goals)
    _leave_out(sketch, raw, _LOOP_KEYS, "loop")


def _sector(sketch: Sketch, raw: object) -> None:
    names = _items(raw, "variables") if isinstance(raw, dict) else ()
    title = _name(raw)
    if title is None:
        sketch.left_out("sectors without a name")
        return
    sketch.sector(title, [name for name in map(_name, names) if name is not None])


def _name(raw: object) -> str | None:
    """Return the name in a value: a text, a number, or an object with a `name`."""
    if isinstance(raw, dict):
        raw = raw.get("name")
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(raw)
    return raw if isinstance(raw, str) else None


def _items(data: dict[str, Any], key: str) -> Iterable[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else ()


def _texts(value: object) -> Iterator[str]:
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str):
            yield text


def _leave_out(sketch: Sketch, data: dict[str, Any], known: set[str], thing: str = "") -> None:
    for key in data:
        if key not in known and data[key] not in (None, "", [], {}):
            sketch.left_out(key, thing)
