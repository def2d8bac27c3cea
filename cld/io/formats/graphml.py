"""GraphML, as exchanged by networkx, Gephi, Cytoscape and yEd: nodes by name, links as edges.

The names are the ids of the nodes, so that `networkx.read_graphml` returns a graph of names. It is
read and written here and not by networkx, whose `DiGraph` loses the order of links.
"""

from __future__ import annotations

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
from cld.io.sketch import Sketch
from cld.io.xmltree import as_xml, root_of, tag_of

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

Data = dict[str, str]


def read(text: str) -> Reading:
    """Read a diagram from GraphML.

    >>> text = '<graphml><graph edgedefault="directed"><node id="A"/></graph></graphml>'
    >>> read(text).diagram.variables[0].name
    'A'
    """
    return _read(text, apart=False)


def read_apart(text: str) -> Reading:
    """Read a diagram from GraphML; nodes with equal labels are several variables."""
    return _read(text, apart=True)


def _read(text: str, apart: bool) -> Reading:
    root = root_of(without_mark(text))
    graph = next((child for child in root if tag_of(child) == "graph"), None)
    if tag_of(root) != "graphml" or graph is None:
        raise FormatError("this XML is not GraphML; it needs <graphml> with a <graph> inside")
    keys = _keys(root)
    about = keys.data(graph, "graph")
    sketch = Sketch(about.get("title"), apart=apart)
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
        id_ = base = as_xml(variable.name)
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
            data.text = as_xml(plain(value))


# -- reading --


def _all(graph: Element, tag: str) -> Iterator[Element]:
    """Return all nodes or edges, including those of graphs inside nodes."""
    return (element for element in graph.iter() if tag_of(element) == tag)


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
            if tag_of(child) == "data":
                id_ = child.get("key", "")
                # yEd keeps a label inside drawing instructions, several elements down
                inner = (e.text for e in child.iter() if tag_of(e).endswith("Label") and e.text)
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
        if tag_of(key) == "key":
            default = next((c.text for c in key if tag_of(c) == "default"), None)
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
    name = sketch.by_label(raw, id_, _KINDS.get(data.get("kind", "")))
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
