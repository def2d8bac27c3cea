"""Diagrams in JSON of any program: the names it has for variables, links, signs and loops."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cld.core.diagram import Polarity, VariableKind
from cld.core.quantities import Gain
from cld.core.text import fold
from cld.io.exchange import FormatError, label, plain, polarity_of, read_delay
from cld.io.jsontext import items, real, texts, word
from cld.io.sketch import Sketch
from cld.language.attributes import loop_goals

KINDS: tuple[VariableKind, ...] = ("stock", "flow", "constant")
_TITLES = ("name", "title", "label")
_WRAPPERS = ("output", "model", "diagram", "cld", "graph", "data", "elements")
# The keys of the same thing in different programs; the first that is there counts.
_VARIABLES = ("variables", "nodes", "concepts", "elements")
_LINKS = ("links", "relationships", "edges", "connections")
_NAME = ("name", "label", "title", "variable", "text", "id")
_CAUSE = ("from", "source", "cause", "fromNode")
_EFFECT = ("to", "target", "effect", "toNode")
_SIGN = ("polarity", "sign", "type", "direction", "label", "interaction", "weight")
_KIND = ("kind", "type")
_UNIT = ("unit", "units")
_NOTE = ("notes", "note", "reasoning", "description", "documentation")
_MEMBERS = ("variables", "path", "nodes", "elements")
# Drawings whose boxes have no names of their own: by the `type` that they begin with.
_DRAWINGS = {"excalidraw": "Excalidraw", "excalidraw/clipboard": "Excalidraw"}
_DIAGRAM_KEYS = {
    *_TITLES,
    *_VARIABLES,
    *_LINKS,
    *("loops", "sectors", "variable_notes", "causal_chains"),
    *(f"{kind}s" for kind in KINDS),
}
_LINK_KEYS = {"id", "delay", "delay_length", *_CAUSE, *_EFFECT, "polarity", "sign", *_NOTE}
_LOOP_KEYS = {*_MEMBERS, "type", "name", "label", "id", "goals"}


def sketched(data: object, apart: bool = False) -> Sketch:
    """Return the diagram of a JSON value; with `apart`, nodes of one name are several variables.
    Raises FormatError.

    >>> edge = {"source": 1, "target": 1, "sign": "negative"}
    >>> sketch = sketched({"nodes": [{"id": 1, "label": "Load"}], "edges": [edge]})
    >>> [(link.cause, link.polarity) for link in sketch.links()]
    [('Load', '-')]
    """
    return _JsonReader(_diagram_object(data), apart).read()


def _diagram_object(data: object) -> dict[str, Any]:
    """Return the object that contains the links; another object may be around it."""
    drawing = _DRAWINGS.get(word(data.get("type"))) if isinstance(data, dict) else None
    if drawing:
        raise FormatError(
            f"this is a drawing of {drawing}, which cld does not read; "
            "draw.io, PlantUML and Mermaid are drawings that it reads"
        )
    for _ in _WRAPPERS:
        if isinstance(data, dict) and not _looks_right(data):
            data = next((data[key] for key in _WRAPPERS if key in data), data)
    if isinstance(data, list) and any(items(one, "affects") for one in data):
        return {"links": [link for one in data for link in _affected(one)], "variables": data}
    if not isinstance(data, dict) or not _looks_right(data):
        raise FormatError(
            "this JSON is not a diagram; it needs an object with `links` or `relationships`"
        )
    return data


def _looks_right(data: dict[str, Any]) -> bool:
    keys = (*_VARIABLES, *_LINKS, "causal_chains")
    return any(isinstance(data.get(key), list) for key in keys)


def _affected(raw: object) -> Iterable[dict[str, Any]]:
    """Yield the links of a variable that lists what it affects."""
    for one in items(raw, "affects"):
        if isinstance(one, dict) and isinstance(raw, dict):
            effect = {"to": word(one.get("variable")), "sign": word(one.get("direction"))}
            notes = word(one.get("description"))
            yield {
                "from": word(raw.get("name")),
                **effect,
                "notes": notes,
                "weight": one.get("weight"),
            }


class _JsonReader:
    """Reads one object; `ids` are the names of variables that links call by their ids."""

    def __init__(self, data: dict[str, Any], apart: bool) -> None:
        self.data = data
        about = data.get("metadata")
        titles = [data[k] for k in _TITLES if isinstance(data.get(k), str)]
        if isinstance(about, dict):
            titles += [about[k] for k in _TITLES if isinstance(about.get(k), str)]
        self.sketch = Sketch(titles[0] if titles else None, apart=apart)
        self.listed: list[str] = []
        self.ids: dict[str, str] = {}

    def read(self) -> Sketch:
        data = self.data
        # Cytoscape may list variables and links together.
        links, variables = _parted(_all(data, _VARIABLES))
        for raw in variables:
            self._variable(raw)
        for raw in (*links, *_all(data, _LINKS)):
            self._link(raw)
        for raw in items(data, "causal_chains"):
            self._chain(raw)
        for kind in KINDS:
            for raw in items(data, f"{kind}s"):
                if isinstance(raw, str):
                    self.sketch.variable(self.sketch.mention(raw), kind=kind)
        notes = data.get("variable_notes")
        for raw, said in notes.items() if isinstance(notes, dict) else ():
            for text in texts(said):
                self.sketch.note_on(self.sketch.mention(raw), text)
        for raw in items(data, "loops"):
            self._loop(raw)
        for raw in items(data, "sectors"):
            self._sector(raw)
        about = data.get("metadata")
        only_title = isinstance(about, dict) and set(about) <= set(_TITLES)
        self._leave_out(data, _DIAGRAM_KEYS | ({"metadata"} if only_title else set()))
        return self.sketch

    def _variable(self, raw: object) -> None:
        name = _name(_opened(raw) or raw)
        if name is None:
            self.sketch.left_out("variables without a name")
            return
        about = _opened(raw)
        used = {*_NAME, *_UNIT, *_NOTE, "id", "position", "x", "y", "affects"}
        said = next((about[key] for key in _KIND if about.get(key)), None)
        kind = next((k for k in KINDS if k == said), None)
        if kind or said in (None, "variable", "auxiliary"):
            used |= {*_KIND}
        id_ = about.get("id", about.get("variable"))
        if id_ is not None and word(id_):
            known = self.sketch.by_label(name, word(id_), kind)
            self.ids.setdefault(word(id_), known)
        else:
            known = self.sketch.variable(name, kind=kind)
        self.listed.append(known)
        place = about.get("position") if isinstance(about.get("position"), dict) else about
        x, y = (
            (real(place.get(key)) for key in ("x", "y"))
            if isinstance(place, dict)
            else (None, None)
        )
        if x is not None and y is not None:
            self.sketch.place(known, x, y)
        self.sketch.unit(known, next((about[key] for key in _UNIT if about.get(key)), ""))
        for key in _NOTE:
            for text in texts(about.get(key)):
                self.sketch.note_on(known, text)
        self._leave_out(about, used, "variable")

    def _link(self, raw: object) -> None:
        about = _opened(raw)
        cause = self._named(next((about[key] for key in _CAUSE if key in about), None))
        effect = self._named(next((about[key] for key in _EFFECT if key in about), None))
        if cause is None or effect is None:
            self.sketch.left_out("links without both ends")
            return
        length = about.get("delay_length")
        value, understood = read_delay(about.get("delay") if length in (None, "") else length)
        if not understood:
            self.sketch.left_out("length of the delay", "link")
        notes = [text for key in _NOTE for text in texts(about.get(key))]
        sign, used = _sign(about)
        weight = real(about.get("weight")) if used in ("", "weight") else None
        gain = Gain(abs(weight)) if weight and abs(weight) != 1 and used == "weight" else None
        self.sketch.link(self._end(cause), self._end(effect), sign, value, notes, gain=gain)
        self._leave_out(about, _LINK_KEYS | {used}, "link")

    def _chain(self, raw: object) -> None:
        """Take a chain of sd-ai: a first variable, and the links that follow one another."""
        about = raw if isinstance(raw, dict) else {}
        cause = _name(about.get("initial_variable"))
        for one in items(about, "relationships"):
            effect = _name(one.get("variable")) if isinstance(one, dict) else None
            if cause is None or effect is None:
                self.sketch.left_out("links without both ends")
                return
            notes = [text for key in _NOTE for text in texts(one.get(key))]
            ends = self.sketch.mention(cause), self.sketch.mention(effect)
            self.sketch.link(*ends, polarity_of(one.get("polarity")), notes=notes)
            cause = effect

    def _named(self, raw: object) -> str | None:
        """Return the name at an end of a link; a number may be the place of a variable."""
        if isinstance(raw, int) and not isinstance(raw, bool) and str(raw) not in self.ids:
            return self.listed[raw] if 0 <= raw < len(self.listed) else str(raw)
        return _name(raw)

    def _end(self, name: str) -> str:
        return self.ids.get(name) or self.sketch.mention(name)

    def _loop(self, raw: object) -> None:
        about = raw if isinstance(raw, dict) else None
        if about is None:
            self.sketch.left_out("loops that are not objects")
            return
        listed = next((items(about, key) for key in _MEMBERS if items(about, key)), [])
        names = [self.ids.get(name, name) for name in map(_name, listed) if name is not None]
        if len(names) > 1 and names[0] == names[-1] and "path" in about:
            names.pop()  # a path says its first variable again at its end
        said = (plain(text) for text in texts(about.get("goals")) if text)
        goals = loop_goals(said, map(fold, names))
        title = about.get("name", about.get("label"))
        self.sketch.loop(names, about.get("type"), title, about.get("id"), goals)
        self._leave_out(about, _LOOP_KEYS, "loop")

    def _sector(self, raw: object) -> None:
        title = _name(raw)
        if title is None:
            self.sketch.left_out("sectors without a name")
            return
        members = (self.ids.get(n, n) for n in map(_name, items(raw, "variables")) if n is not None)
        self.sketch.sector(title, members)

    def _leave_out(self, data: dict[str, Any], known: set[str], thing: str = "") -> None:
        for key in data:
            if key not in known and data[key] not in (None, "", [], {}):
                self.sketch.left_out(key, thing)


def _all(data: dict[str, Any], keys: tuple[str, ...]) -> Iterable[Any]:
    return (raw for key in keys for raw in items(data, key))


def _parted(listed: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """Return the links and the variables of a list that may have both."""
    parts: tuple[list[Any], list[Any]] = [], []
    for raw in listed:
        about = _opened(raw)
        parts[not ({"source", "target"} <= set(about))].append(raw)
    return parts


def _sign(about: dict[str, Any]) -> tuple[Polarity | None, str]:
    """Return the sign of a link, and the key that says it."""
    for key in _SIGN:
        if key in about:
            found = _polarity(about[key])
            if found is not None:
                return found, key
    return None, ""


def _polarity(value: object) -> Polarity | None:
    found = polarity_of(value)
    if found is None and isinstance(value, str):
        found = label(value).polarity
    return None if value == 0 else found


def _opened(raw: object) -> dict[str, Any]:
    """Return an object, with the keys of the object that some programs put into its `data`."""
    about = raw if isinstance(raw, dict) else {}
    inner = about.get("data")
    return (
        {**inner, **{k: v for k, v in about.items() if k != "data"}}
        if isinstance(inner, dict)
        else about
    )


def _name(raw: object) -> str | None:
    """Return the name in a value: a text, a number, or an object with a name."""
    if isinstance(raw, dict):
        raw = next((raw[key] for key in _NAME if key in raw), None)
    if isinstance(raw, list) and len(raw) == 1:
        raw = raw[0]
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(raw)
    return raw if isinstance(raw, str) else None
