"""Kumu: a blueprint or a full export in JSON, and the columns of its CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cld.core.diagram import Diagram, Link, Polarity, VariableKind
from cld.core.quantities import Delay
from cld.core.text import fold
from cld.io.cells import defused, line
from cld.io.exchange import FormatError, Reading, Written, delay_value, read_delay, written
from cld.io.jsontext import dumped, items, load_json, real, texts, word
from cld.io.looplabels import declare_members, loop_title
from cld.io.pages import side_by_side
from cld.io.sketch import Sketch
from cld.io.tablereading import signs_of
from cld.io.tablewriting import rows_in_order

_HOLDS = {"title", "kind", "note", "link delay", "link note"}
_CSV_HOLDS = {"link delay", "link note"}
_KINDS: tuple[VariableKind, ...] = ("stock", "flow", "constant")
_WORDS = {"+": "same", "-": "opposite"}
# Keys of a connection, or of its attributes, that may say its sign.
_SIGNS = ("type", "connection type", "label", "prelabel", "postlabel", "polarity", "sign")
_USED = {
    *("_id", "id", "from", "to", "direction", "delayed", "reversed", "attributes"),
    *("description", "delay", *_SIGNS),
}


def read(text: str) -> Reading:
    """Read a project of Kumu: elements are variables, and connections are links.

    >>> link = '{"from": "A", "to": "B", "type": "opposite"}'
    >>> read(f'{{"elements": [], "connections": [{link}]}}').diagram.links[0].polarity
    '-'
    """
    data = load_json(text)
    lists = [data.get(key) for key in ("elements", "connections")] if isinstance(data, dict) else []
    if not any(isinstance(value, list) for value in lists):
        raise FormatError("this is not a project of Kumu; it needs `elements` and `connections`")
    return _Project(data).read()


def write(diagram: Diagram) -> Written:
    """Write a diagram as a blueprint: `same` and `opposite` as types, which Kumu's template for
    system maps draws solid and dashed."""
    elements = []
    for variable in diagram.variables:
        about = {"label": variable.name}
        about |= {} if variable.kind == "auxiliary" else {"type": variable.kind}
        about |= {"description": "\n".join(variable.notes)} if variable.notes else {}
        elements.append(about)
    data: dict[str, Any] = {} if diagram.title is None else {"name": diagram.title}
    data |= {"elements": elements, "connections": list(map(_connection, diagram.links))}
    return written(dumped(data), diagram, _HOLDS)


def write_csv(diagram: Diagram) -> Written:
    """Write the links of a diagram with the columns of Kumu's import.

    A variable without links is a row with only `From`, from which Kumu makes an element.
    """
    columns = ("From", "To", "Type", "Direction", "Delay", "Description")
    rows = (columns, *map(_row, rows_in_order(diagram)))
    return written("".join(map(line, rows)), diagram, _CSV_HOLDS)


def _row(row: str | Link) -> tuple[str, ...]:
    if isinstance(row, str):
        return defused(row), "", "", "", "", ""
    ends = defused(row.cause), defused(row.effect)
    note = defused("\n".join(row.notes))
    return *ends, _WORDS.get(row.polarity, ""), "directed", delay_value(row.delay), note


def _connection(link: Link) -> dict[str, Any]:
    data: dict[str, Any] = {"from": link.cause, "to": link.effect, "direction": "directed"}
    data |= {"type": _WORDS[link.polarity]} if link.polarity in _WORDS else {}
    length = delay_value(link.delay)
    data |= {"delayed": True} if length else {}
    data |= {"delay": length} if length not in ("", "yes") else {}
    return data | ({"description": "\n".join(link.notes)} if link.notes else {})


class _Project:
    """Reads one project; `names` are the names of elements by id, `known` those by label."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.sketch = Sketch(word(data.get("name")) or word(data.get("title")) or None)
        self.names: dict[str, str] = {}
        self.known: dict[str, str] = {}
        self.ends: dict[str, tuple[str, str]] = {}

    def read(self) -> Reading:
        """Take elements, connections, loops, and places from the maps."""
        for number, raw in enumerate(items(self.data, "elements")):
            self._element(raw, number)
        for raw in items(self.data, "connections"):
            self._connection(raw)
        self._maps()
        for raw in items(self.data, "loops"):
            self._loop(raw)
        return self.sketch.reading()

    def _element(self, raw: object, number: int) -> None:
        about = _attributes(raw)
        id_ = word(about.get("_id")) or word(about.get("id"))
        label = word(about.get("label")) or word(about.get("name")) or id_
        if not label:
            self.sketch.left_out("elements without a label")
            return
        said = fold(word(about.get("element type")) or word(about.get("type"))).casefold()
        kind = next((kind for kind in _KINDS if kind == said), None)
        name = self.sketch.variable(label, ("element", id_ or number), kind)
        self.names.setdefault(id_, name)
        self.known.setdefault(fold(label), name)
        for text in texts(about.get("description")):
            self.sketch.note_on(name, text)
        if said and kind is None:
            self.sketch.left_out("type", "element")

    def _end(self, value: object) -> str | None:
        """Return the variable that an end of a connection means, by id or by label."""
        said = word(value)
        if not said:
            return None
        found = self.names.get(said) or self.known.get(fold(said))
        if found is None:
            found = self.known[fold(said)] = self.sketch.variable(said, ("label", fold(said)))
        return found

    def _connection(self, raw: object) -> None:
        about = _attributes(raw)
        cause, effect = self._end(about.get("from")), self._end(about.get("to"))
        if cause is None or effect is None:
            self.sketch.left_out("connections without both ends")
            return
        if about.get("reversed") is True:
            cause, effect = effect, cause
        self.ends[word(about.get("_id")) or word(about.get("id"))] = cause, effect
        signs, words, delayed = signs_of(t for key in _SIGNS for t in texts(about.get(key)))
        value, understood = read_delay(about.get("delay"))
        if not understood:
            self.sketch.left_out("length of the delay", "link")
        marked = delayed or read_delay(about.get("delayed"))[0] is not None
        delay = value or (Delay() if marked else None)
        notes = [*words, *texts(about.get("description"))]
        direction = word(about.get("direction")).casefold()
        self._link(cause, effect, signs[:1], delay, notes)
        if direction == "mutual":
            self._link(effect, cause, signs[-1:], delay, notes)
        elif direction == "undirected":
            said = "connections without a direction were read as links"
            self.sketch.note(f"{said} from the first to the second end")
        for key, said in about.items():
            if key not in _USED and said not in (None, "", [], {}, 0, False):
                self.sketch.left_out(key, "connection")

    def _link(
        self,
        cause: str,
        effect: str,
        signs: list[Polarity],
        delay: Delay | None,
        notes: list[str],
    ) -> None:
        self.sketch.link(cause, effect, signs[0] if signs else None, delay, notes)

    def _maps(self) -> None:
        """Give elements the places of their first map; several maps are sectors, too."""
        maps = [list(self._placed(raw)) for raw in items(self.data, "maps")]
        shifts = side_by_side([[(x, y) for _, x, y in one] for one in maps])
        for one, (dx, dy) in zip(maps, shifts, strict=True):
            for name, x, y in one:
                self.sketch.place(name, x + dx, y + dy)
        filled = [pair for pair in zip(items(self.data, "maps"), maps, strict=True) if pair[1]]
        if len(filled) > 1:
            for raw, one in filled:
                self.sketch.sector(word(raw.get("name")) or "Map", [name for name, _, _ in one])

    def _placed(self, raw: object) -> Iterator[tuple[str, float, float]]:
        for one in items(raw, "elements"):
            place = one.get("position") if isinstance(one, dict) else None
            name = self.names.get(word(one.get("element"))) if isinstance(one, dict) else None
            x, y = (real(place.get(k)) if isinstance(place, dict) else None for k in ("x", "y"))
            if name and x is not None and y is not None:
                yield name, x, y

    def _loop(self, raw: object) -> None:
        """Declare a loop that lists its connections or its elements."""
        about = _attributes(raw)
        members = [
            self.names[id_] for id_ in map(word, items(about, "elements")) if id_ in self.names
        ]
        if not members:
            ids = map(word, items(about, "connections"))
            members = list(dict.fromkeys(self.ends[id_][0] for id_ in ids if id_ in self.ends))
        title = loop_title(word(about.get("label")) or word(about.get("name")))
        if not members or title is None:
            self.sketch.left_out("loops whose members are not listed")
            return
        kind = word(about.get("loop type")) or word(about.get("type")) or title.type
        declare_members(self.sketch, members, title.id, title.name, kind)


def _attributes(raw: object) -> dict[str, Any]:
    """Return the keys of an object and of its attributes, in lower case."""
    if not isinstance(raw, dict):
        return {}
    inner = raw.get("attributes")
    own = {str(key).casefold(): value for key, value in raw.items() if key != "attributes"}
    more = inner if isinstance(inner, dict) else {}
    return {str(key).casefold(): value for key, value in more.items()} | own
