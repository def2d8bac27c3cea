"""GraphML, as networkx, Gephi, Cytoscape and yEd exchange it: nodes by name, links as edges.

The names are the nodes' ids, so that `networkx.read_graphml` gives a graph over them.
Read and written here and not through networkx, whose `DiGraph` forgets the order of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cld.io.exchange import (
    FormatError,
    Reading,
    Written,
    delay_words,
    label,
    loops_of_text,
    loops_text,
    plain,
    read_delay,
    sign,
    without_mark,
    written,
)
from cld.io.sketch import Sketch
from cld.model import Diagram, VariableKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HOLDS = {"title", "kind", "note", "link delay", "link note", "loops", "loop extra"}
_KEYS = {
    "graph": ("title", "loops"),
    "node": ("kind", "note"),
    "edge": ("polarity", "delay", "note"),
}
_KINDS: dict[str, VariableKind] = {"stock": "stock", "flow": "flow", "constant": "constant"}
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")

Data = dict[str, str]


def read(text: str) -> Reading:
    """Read a diagram from GraphML.

    >>> read('<graphml><graph edgedefault="directed"><node id="A"/></graph></graphml>').diagram
    Diagram(title=None, variables=(Variable(name='A', kind='auxiliary', goal=None, unit=None, \
every=None, window=None, capacity=None, initial=None, at=None, aliases=(), opposites=(), \
notes=(), extra=()),), links=(), loops=(), interventions=(), exercise=None)
    """
    root = _root(without_mark(text))
    graph = next((child for child in root if _tag(child) == "graph"), None)
    if _tag(root) != "graphml" or graph is None:
        raise FormatError("this XML is no GraphML: it needs <graphml> with a <graph> inside")
    keys = _keys(root)
    about = _data(graph, keys, "graph")
    sketch = Sketch(about.get("title"))
    for node in _all(graph, "node"):
        _node(sketch, node.get("id", ""), _data(node, keys, "node"))
    directed = graph.get("edgedefault", "directed") != "undirected"
    for edge in _all(graph, "edge"):
        _edge(sketch, edge, _data(edge, keys, "edge"), directed)
    sketch.declared(loops_of_text(about.get("loops", "")))
    _leave_out(sketch, about, "graph", "")
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
        about = {"polarity": link.polarity, "delay": delay_words(link.delay), "note": note}
        _add(edge, "edge", about)
    indent(root)
    return written(f"{_HEAD}{tostring(root, encoding='unicode')}\n", diagram, _HOLDS)


_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


# -- writing --


def _ids(diagram: Diagram) -> dict[str, str]:
    """An id for each name: the name itself, without the few characters XML cannot hold."""
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

    # A text is decoded already, so what its head says of its encoding no longer holds.
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return fromstring(body.encode("utf-8", "replace"))
    except ParseError as error:
        line, column = error.position
        raise FormatError(f"this is no XML: line {line}, column {column + 1}") from None


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(graph: Element, tag: str) -> Iterator[Element]:
    """All nodes or edges, those of graphs inside nodes too."""
    return (element for element in graph.iter() if _tag(element) == tag)


Keys = dict[str, tuple[str, str, str | None]]


def _keys(root: Element) -> Keys:
    """What each key stands for: its name, what it is for, its default."""
    keys: Keys = {}
    for key in root:
        if _tag(key) == "key":
            default = next((c.text for c in key if _tag(c) == "default"), None)
            id_ = key.get("id", "")
            keys[id_] = (key.get("attr.name", id_), key.get("for", "all"), default)
    return keys


def _data(element: Element, keys: Keys, thing: str) -> Data:
    data = {
        name: default
        for name, of, default in keys.values()
        if default is not None and of in (thing, "all")
    }
    for child in element:
        if _tag(child) == "data":
            id_ = child.get("key", "")
            name = keys[id_][0] if id_ in keys else id_
            # yEd keeps a label inside drawing instructions, several elements down
            inner = next((e.text for e in child.iter() if _tag(e).endswith("Label") and e.text), "")
            data["label" if inner else name] = (inner or child.text or "").strip()
    return {name: value for name, value in data.items() if value}


def _node(sketch: Sketch, id_: str, data: Data) -> None:
    raw = data.get("label") or data.get("name") or id_
    name = sketch.variable(raw, ("id", id_), _KINDS.get(data.get("kind", "")))
    sketch.note_on(name, data.get("note", ""))
    _leave_out(sketch, data, "node", "variable")


def _edge(sketch: Sketch, edge: Element, data: Data, directed: bool) -> None:
    ends = [edge.get("source"), edge.get("target")]
    cause, effect = (None if end is None else sketch.variable(end, ("id", end)) for end in ends)
    if cause is None or effect is None:
        sketch.left_out("edges without both ends")
        return
    if not (directed if edge.get("directed") is None else edge.get("directed") == "true"):
        sketch.note("edges without a direction: read as links from the first end to the second")
    said = label(data.get("label", ""))
    signs = (sign(data.get(key)) for key in ("polarity", "sign"))
    polarity = next((found for found in signs if found), said.polarity)
    value, understood = read_delay(data.get("delay"))
    if not understood:
        sketch.left_out("length of the delay", "link")
    notes = (data.get("note"), said.words)
    sketch.link(cause, effect, polarity, value or said.delay, notes)
    _leave_out(sketch, data, "edge", "link")


def _leave_out(sketch: Sketch, data: Data, thing: str, called: str) -> None:
    known = {*_KEYS[thing], "label", "sign" if thing == "edge" else "name"}
    for name in data:
        if name not in known:
            sketch.left_out(name, called)
