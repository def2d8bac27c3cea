"""DOT, the language of Graphviz: names are node ids, signs and delays are labels."""

from __future__ import annotations

import contextlib
import html
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cld.io.exchange import (
    FormatError,
    Reading,
    Written,
    counted,
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
from cld.model import Diagram, Link, Variable, VariableKind

_HOLDS = {"title", "kind", "note", "link delay", "link note", "loops", "loop extra"}
_KINDS: dict[str, VariableKind] = {"stock": "stock", "flow": "flow", "constant": "constant"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAGS = re.compile(r"<[^<>]*>")

Attributes = dict[str, str]


def read(text: str) -> Reading:
    """Read the nodes and edges of a DOT file as variables and links.

    >>> read('digraph { A -> B -> A [label="-"] }').diagram.link("B", "A").polarity
    '-'
    """
    graph = _parsed(without_mark(text))
    about = graph.obj_dict["attributes"]
    walk = _Walk(graph.get_type() == "digraph")
    try:
        walk.over(graph, {})
    except RecursionError:
        raise FormatError("this DOT cannot be read: too deeply nested") from None
    title = _text(about["label"], graph.get_name()) if about.get("label") else None
    sketch = walk.sketch(title)
    loops = _text(about["cld_loops"], "", "\n") if about.get("cld_loops") else ""
    sketch.declared(loops_of_text(loops))
    return sketch.reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as a DOT file that Graphviz draws with signs and delay marks.

    >>> print(write(Diagram(variables=(Variable("A"),), links=(Link("A", "A", "+"),))).text, end="")
    digraph {
        "A"
        "A" -> "A" [label="+"]
    }
    """
    lines = ["digraph {"]
    if diagram.title is not None:
        lines.append(f"    label={quoted(diagram.title)}")
    if diagram.loops:
        loops = quoted(loops_text(diagram), line_break="\\n")
        lines.append(f"    cld_loops={loops}")
    lines += [f"    {quoted(v.name)}{_bracket(_about(v))}" for v in diagram.variables]
    for link in diagram.links:
        ends = f"{quoted(link.cause)} -> {quoted(link.effect)}"
        lines.append(f"    {ends}{_bracket(_about_link(link))}")
    return written("\n".join([*lines, "}"]) + "\n", diagram, _HOLDS)


# -- writing --


def _about(variable: Variable) -> Attributes:
    kind = {} if variable.kind == "auxiliary" else {"kind": variable.kind}
    shape = {"shape": "box"} if variable.kind == "stock" else {}
    return kind | shape | _comment(variable.notes)


def _about_link(link: Link) -> Attributes:
    if link.delay is None:
        return {"label": link.polarity} | _comment(link.notes)
    about = {"label": f"{link.polarity} ||", "delay": delay_words(link.delay)}
    return about | _comment(link.notes)


def _comment(notes: tuple[str, ...]) -> Attributes:
    return {"comment": "\n".join(notes)} if notes else {}


def _bracket(about: Attributes) -> str:
    said = ", ".join(f"{key}={quoted(value)}" for key, value in about.items())
    return f" [{said}]" if said else ""


def quoted(words: str, line_break: str = "&#10;") -> str:
    """A quoted text. Graphviz reads escapes and entities in it, so those are escaped."""
    said = _ENTITY.sub("&amp;", words).replace("\\", "\\\\").replace('"', '\\"')
    said = said.replace("\n", line_break)
    return f'"{said}"'


# -- reading --


def _parsed(text: str) -> Any:
    said = io.StringIO()  # pydot prints what is wrong
    try:
        with contextlib.redirect_stdout(said), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pydot calls pyparsing by its old names
            import pydot  # slow: only for those who read DOT

            graphs = pydot.graph_from_dot_data(text)
    except RecursionError:
        raise FormatError("this DOT cannot be read: too deeply nested") from None
    except Exception as error:  # what pydot lets through is not documented
        raise FormatError(f"this DOT cannot be read: {type(error).__name__}") from None
    if not graphs:
        places = re.findall(r"\(line:(\d+), col:(\d+)\)", said.getvalue())
        where = f": line {places[-1][0]}, column {places[-1][1]}" if places else ""
        raise FormatError(f"this is no DOT{where}")
    return graphs[0]


@dataclass
class _Walk:
    """Collects nodes and edges in file order; labels count wherever they stand."""

    directed: bool
    nodes: dict[str, Attributes] = field(default_factory=dict)
    edges: list[tuple[str, str, Attributes]] = field(default_factory=list)

    def over(self, graph: Any, defaults: Attributes) -> None:
        defaults = dict(defaults)
        parts = [*graph.get_nodes(), *graph.get_edges(), *graph.get_subgraphs()]
        for part in sorted(parts, key=lambda part: part.get_sequence() or 0):
            attributes = part.obj_dict["attributes"]
            if part.obj_dict["type"] == "edge":
                self._edge(part, defaults | attributes)
            elif part.obj_dict["type"] != "node":
                self.over(part, defaults)
            elif part.get_name() == "edge":
                defaults |= attributes
            elif part.get_name() not in ("node", "graph"):
                self._node(part.get_name(), attributes)

    def _node(self, id_: str, attributes: Attributes) -> str:
        key = _key(id_)
        self.nodes.setdefault(key, {}).update(attributes)
        return key

    def _edge(self, edge: Any, attributes: Attributes) -> None:
        first, second = edge.obj_dict["points"]
        for cause in list(self._ends(first)):
            for effect in list(self._ends(second)):
                self.edges.append((cause, effect, attributes))

    def _ends(self, point: Any) -> Iterator[str]:
        """The nodes at one end of an edge: one, or all of a subgraph."""
        if not isinstance(point, Mapping):
            yield self._node(_without_port(str(point)), {})
            return
        for id_, entries in point["nodes"].items():
            if id_ not in ("node", "edge", "graph"):
                for entry in entries:
                    yield self._node(id_, dict(entry["attributes"]))
        for subgraphs in point["subgraphs"].values():
            for subgraph in subgraphs:
                yield from self._ends(subgraph)

    def sketch(self, title: str | None) -> Sketch:
        sketch = Sketch(title)
        names = {key: _variable(sketch, key, about) for key, about in self.nodes.items()}
        for cause, effect, about in self.edges:
            _link(sketch, names[cause], names[effect], about)
        if not self.directed and self.edges:
            edges = counted(len(self.edges), "edge")
            sketch.note(f"{edges} without a direction: read as links from the first to the second")
        return sketch


def _variable(sketch: Sketch, key: str, about: Attributes) -> str:
    given = about.get("label")
    raw = _text(given, key) if given else _unescaped(key, "", " ")
    kind = _KINDS.get(_text(about.get("kind"), ""))
    name = sketch.variable(raw, ("id", key), kind)
    sketch.note_on(name, _text(about.get("comment"), "", "\n"))
    return name


def _link(sketch: Sketch, cause: str, effect: str, about: Attributes) -> None:
    said = label(_text(about.get("label"), ""))
    signs = (sign(_text(about.get(key), "")) for key in ("polarity", "sign"))
    polarity = next((found for found in signs if found), said.polarity)
    value, understood = read_delay(_text(about.get("delay"), ""))
    if not understood:
        sketch.left_out("length of the delay", "link")
    notes = (_text(about.get("comment"), "", "\n"), said.words)
    sketch.link(cause, effect, polarity, value or said.delay, notes)


def _key(id_: str) -> str:
    """An id as the file means it: quotes carry no meaning, and only `\\"` is an escape in it."""
    return id_[1:-1].replace('\\"', '"') if len(id_) > 1 and id_[0] == id_[-1] == '"' else id_


def _without_port(id_: str) -> str:
    if id_.startswith('"'):
        found = re.match(r'"(?:\\.|[^"\\])*"', id_, re.DOTALL)
        return found.group() if found else id_
    return id_.split(":")[0]


def _text(value: object, id_: str, line_break: str = " ") -> str:
    """The text of an attribute: quotes, escapes, entities and HTML tags taken off."""
    raw = str(value) if value is not None else ""
    if raw.startswith("<") and raw.endswith(">"):
        return plain(html.unescape(_TAGS.sub(" ", raw[1:-1])).strip())
    return _unescaped(_key(raw), id_, line_break)


def _unescaped(raw: str, id_: str, line_break: str) -> str:
    def meant(found: re.Match[str]) -> str:
        letter = found.group(1)
        if letter in "nlr":
            return line_break
        return {"N": id_, "G": "", "E": ""}.get(letter, letter)

    flat = raw.replace("\r\n", "\n").replace("\n", line_break)
    return html.unescape(_ESCAPE.sub(meant, flat))
