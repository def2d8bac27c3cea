"""GraphML, as exchanged by networkx, Gephi, Cytoscape and yEd: nodes by name, links as edges.

The names are the ids of the nodes, so that `networkx.read_graphml` returns a graph of names. It is
read and written here and not by networkx, whose `DiGraph` loses the order of links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cld.core.diagram import Diagram, VariableKind
from cld.io.exchange import (
    FormatError,
    Reading,
    Written,
    delay_value,
    label,
    loops_text,
    plain,
    polarity_of,
    read_delay,
    without_mark,
    written,
)
from cld.io.limits import MOST_DEPTH, MOST_WORDS, within
from cld.io.sketch import Sketch

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HOLDS = {"title", "kind", "note", "link delay", "link note", "loops", "loop extra"}
_KEYS = {
    "graph": ("title", "loops"),
    "node": ("kind", "note"),
    "edge": ("polarity", "delay", "note"),
}
_CALLED = {"graph": "", "node": "variable", "edge": "link"}
_KINDS: dict[str, VariableKind] = {"stock": "stock", "flow": "flow", "constant": "constant"}
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")

Data = dict[str, str]


def read(text: str) -> Reading:
    """Read a diagram from GraphML.

    >>> text = '<graphml><graph edgedefault="directed"><node id="A"/></graph></graphml>'
    >>> read(text).diagram.variables[0].name
    'A'
    """
    root = _root(without_mark(text))
    graph = next((child for child in root if _tag(child) == "graph"), None)
    if _tag(root) != "graphml" or graph is None:
        raise FormatError("this XML is not GraphML; it needs <graphml> with a <graph> inside")
    keys = _keys(root)
    about = keys.data(graph, "graph")
    sketch = Sketch(about.get("title"))
    for node in _all(graph, "node"):
        _node(sketch, node.get("id", ""), keys.data(node, "node"))
    directed = graph.get("edgedefault", "directed") != "undirected"
    for edge in _all(graph, "edge"):
        _edge(sketch, edge, keys.data(edge, "edge"), directed)
    sketch.declared(about.get("loops", ""))
    _leave_out(sketch, about, "graph")
    keys.leave_out(sketch)
    return sketch.reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as GraphML."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    root = Element("graphml", xmlns=_NAMESPACE)
    for thing, names in _KEYS.items():
        for name in names:
            key = {"id": f"{thing}_{name}", "for": thing, "attr.name": name, "attr.type": "string"}
            SubElement(root, "key", key)
    graph = SubElement(root, "graph", edgedefault="directed")
    _add(graph, "graph", {"title": diagram.title or "", "loops": loops_text(diagram)})
    ids = _ids(diagram)
    for variable in diagram.variables:
        node = SubElement(graph, "node", id=ids[variable.name])
        kind = "" if variable.kind == "auxiliary" else variable.kind
        _add(node, "node", {"kind": kind, "note": "\n".join(variable.notes)})
    for link in diagram.links:
        edge = SubElement(graph, "edge", source=ids[link.cause], target=ids[link.effect])
        note = "\n".join(link.notes)
        about = {"polarity": link.polarity, "delay": delay_value(link.delay), "note": note}
        _add(edge, "edge", about)
    indent(root)
    return written(f"{_HEAD}{tostring(root, encoding='unicode')}\n", diagram, _HOLDS)


_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


# -- writing --


def _ids(diagram: Diagram) -> dict[str, str]:
    """Return an id for each name: the name without the few characters that XML does not allow."""
    ids: dict[str, str] = {}
    taken = {variable.name for variable in diagram.variables}
    for variable in diagram.variables:
        id_ = base = _NOT_XML.sub("\ufffd", variable.name)
        number = 1
        while id_ != variable.name and id_ in taken:
            number += 1
            id_ = f"{base} {number}"
        taken.add(id_)
        ids[variable.name] = id_
    return ids


def _add(parent: Element, thing: str, about: Data) -> None:
    from xml.etree.ElementTree import SubElement

    for name, value in about.items():
        if value:
            data = SubElement(parent, "data", key=f"{thing}_{name}")
            data.text = _NOT_XML.sub("\ufffd", plain(value))


# -- reading --


def _root(text: str) -> Element:
    from xml.etree.ElementTree import ParseError, fromstring

    # Each becomes an object many times larger than its text.
    within(text.count("<"), MOST_WORDS, "tags")
    within(text.count("="), MOST_WORDS, "attributes")
    if "<!ENTITY" in text:
        raise FormatError("this XML declares entities, which cld does not read; remove them")
    # The text is decoded already, so the encoding in its header no longer applies.
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = fromstring(body.encode("utf-8", "replace"))
    except ParseError as error:
        line, column = error.position
        raise FormatError(f"this is not valid XML: line {line}, column {column + 1}") from None
    inside: list[Element] = [root]
    for _ in range(MOST_DEPTH):
        inside = [child for element in inside for child in element]
    within(MOST_DEPTH + bool(inside), MOST_DEPTH, "tags within one another")
    return root


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(graph: Element, tag: str) -> Iterator[Element]:
    """Return all nodes or edges, including those of graphs inside nodes."""
    return (element for element in graph.iter() if _tag(element) == tag)


@dataclass
class _Keys:
    """The keys of a file: the name of each, and the defaults for each kind of element.

    A default applies to every element without its own value. It is not copied to each of them,
    since there may be thousands of both; it is counted.
    """

    names: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, Data] = field(default_factory=dict)
    things: Counter[str] = field(default_factory=Counter)
    said: Counter[tuple[str, str]] = field(default_factory=Counter)

    def data(self, element: Element, thing: str) -> Data:
        """Return the data of a node, an edge or the graph that the diagram uses."""
        self.things[thing] += 1
        said: Data = {}
        for child in element:
            if _tag(child) == "data":
                id_ = child.get("key", "")
                # yEd keeps a label inside drawing instructions, several elements down
                inner = (e.text for e in child.iter() if _tag(e).endswith("Label") and e.text)
                found = next(inner, "")
                name = "label" if found else self.names.get(id_, id_)
                said[name] = (found or child.text or "").strip()
        for name in said:
            self.said[thing, name] += 1
        defaults = self.defaults.get(thing, {})
        usual = {name: defaults[name] for name in _known(thing) if name in defaults}
        return {name: value for name, value in (usual | said).items() if value}

    def leave_out(self, sketch: Sketch) -> None:
        """Note the defaults that the diagram does not use."""
        for thing, count in self.things.items():
            for name, default in self.defaults.get(thing, {}).items():
                times = count - self.said[thing, name]
                if default and times and name not in _known(thing):
                    sketch.left_out(name, _CALLED[thing], times)


def _keys(root: Element) -> _Keys:
    keys = _Keys()
    for key in root:
        if _tag(key) == "key":
            default = next((c.text for c in key if _tag(c) == "default"), None)
            id_ = key.get("id", "")
            name = keys.names[id_] = key.get("attr.name", id_)
            of = key.get("for", "all")
            for thing in _KEYS if of == "all" else (of,):
                if default is not None:
                    keys.defaults.setdefault(thing, {})[name] = default
    return keys


def _known(thing: str) -> set[str]:
    return {*_KEYS[thing], "label", "sign" if thing == "edge" else "name"}


def _node(sketch: Sketch, id_: str, data: Data) -> None:
    raw = data.get("label") or data.get("name") or id_
    name = sketch.variable(raw, ("id", id_), _KINDS.get(data.get("kind", "")))
    sketch.note_on(name, data.get("note", ""))
    _leave_out(sketch, data, "node")


def _edge(sketch: Sketch, edge: Element, data: Data, directed: bool) -> None:
    ends = [edge.get("source"), edge.get("target")]
    cause, effect = (None if end is None else sketch.variable(end, ("id", end)) for end in ends)
    if cause is None or effect is None:
        sketch.left_out("edges without both ends")
        return
    if not (directed if edge.get("directed") is None else edge.get("directed") == "true"):
        sketch.note("edges without a direction were read as links from the first to the second end")
    said = label(data.get("label", ""))
    signs = (polarity_of(data.get(key)) for key in ("polarity", "sign"))
    polarity = next((found for found in signs if found), said.polarity)
    value, understood = read_delay(data.get("delay"))
    if not understood:
        sketch.left_out("length of the delay", "link")
    notes = (data.get("note"), said.words)
    sketch.link(cause, effect, polarity, value or said.delay, notes)
    _leave_out(sketch, data, "edge")


def _leave_out(sketch: Sketch, data: Data, thing: str) -> None:
    known = _known(thing)
    for name in data:
        if name not in known:
            sketch.left_out(name, _CALLED[thing])
