"""DOT, the language of Graphviz: names are node ids, signs and delays are labels."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cld.core.diagram import Diagram, Link, Polarity, Variable, VariableKind
from cld.io.dotsyntax import Attributes, Block, Default, DotChain, DotNode, Setting, read_dot
from cld.io.exchange import (
    Reading,
    Written,
    count_words,
    delay_value,
    label,
    loops_text,
    plain,
    polarity_of,
    read_delay,
    without_mark,
    written,
)
from cld.io.limits import MOST_DEPTH, MOST_LINKS, within
from cld.io.sketch import Sketch

_HOLDS = {"title", "kind", "note", "link delay", "link note", "loops", "loop extra"}
_KINDS: dict[str, VariableKind] = {"stock": "stock", "flow": "flow", "constant": "constant"}
# Attributes that may have the sign of a link.
_LABELS = ("label", "headlabel", "xlabel", "taillabel")
_HEADS: dict[str, Polarity] = {"tee": "-"}
_COLOURS: dict[str, Polarity] = {
    **dict.fromkeys(("green", "darkgreen", "forestgreen", "#008000", "#00ff00"), "+"),
    **dict.fromkeys(("red", "darkred", "firebrick", "crimson", "#ff0000"), "-"),
}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAGS = re.compile(r"<[^<>]*>")

# Edges may repeat a link.
MOST_EDGES = 5 * MOST_LINKS


def read(text: str) -> Reading:
    """Read the nodes and edges of a DOT file as variables and links, and the clusters that have a
    label as sectors.

    >>> read('digraph { A -> B -> A [label="-"] }').diagram.link("B", "A").polarity
    '-'
    """
    # A file that is far too large is refused at once.
    within(text.count("->") + text.count("--"), MOST_EDGES, "arrows")
    graph = read_dot(without_mark(text))
    walk = _DotWalk()
    walk.over(graph.block, {})
    about, name = walk.about, graph.block.id
    title = _text(about["label"], name) if about.get("label") else None
    sketch = walk.sketch(title, graph.directed)
    sketch.declared(_text(about.get("cld_loops"), "", "\n"))
    return sketch.reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as a DOT file that Graphviz draws with signs and delay marks.

    >>> print(write(Diagram(variables=(Variable("A"),), links=(Link("A", "A", "+"),))).text, end="")
    digraph {
        "A"
        "A" -> "A" [label="+"]
    }
    """
    lines = []
    if diagram.title is not None:
        lines.append(f"    label={dot_quoted(diagram.title)}")
    if diagram.loops:
        loops = dot_quoted(loops_text(diagram), line_break="\\n")
        lines.append(f"    cld_loops={loops}")
    lines += [f"    {dot_quoted(v.name)}{_bracket(_about(v))}" for v in diagram.variables]
    for link in diagram.links:
        ends = f"{dot_quoted(link.cause)} -> {dot_quoted(link.effect)}"
        lines.append(f"    {ends}{_bracket(_about_link(link))}")
    return written(digraph(lines), diagram, _HOLDS)


# -- writing --
#
# The package `graphviz` frames the statements and escapes backslashes. It cannot write them: it
# omits quotes that DOT does not require, joins attributes without commas, reads `<b>` as HTML and
# `a:b` as a node with a port, keeps `&amp;` as `&` and a line break as a line break, and the time
# of its `quote` grows with the square of a run of backslashes.


def digraph(statements: Iterable[str]) -> str:
    """Return a directed graph from finished statements.

    >>> print(digraph(["  a -> b"]), end="")
    digraph {
      a -> b
    }
    """
    import graphviz  # slow to load, so it is imported only to write DOT

    return str(graphviz.Digraph(body=[f"{statement}\n" for statement in statements]).source)


def _about(variable: Variable) -> Attributes:
    kind = {} if variable.kind == "auxiliary" else {"kind": variable.kind}
    shape = {"shape": "box"} if variable.kind == "stock" else {}
    return kind | shape | _comment(variable.notes)


def _about_link(link: Link) -> Attributes:
    if link.delay is None:
        return {"label": link.polarity} | _comment(link.notes)
    about = {"label": f"{link.polarity} ||", "delay": delay_value(link.delay)}
    return about | _comment(link.notes)


def _comment(notes: tuple[str, ...]) -> Attributes:
    return {"comment": "\n".join(notes)} if notes else {}


def _bracket(about: Attributes) -> str:
    said = ", ".join(f"{key}={dot_quoted(value)}" for key, value in about.items())
    return f" [{said}]" if said else ""


def dot_quoted(words: str, line_break: str = "&#10;") -> str:
    """Return a quoted text. Graphviz reads escapes and entities in it, so they are escaped.

    >>> print(dot_quoted('say "5 &lt; 6"'))
    "say \\"5 &amp;lt; 6\\""
    """
    from graphviz import escape

    said = escape(_ENTITY.sub("&amp;", words)).replace('"', '\\"').replace("\n", line_break)
    return f'"{said}"'


# -- reading --


@dataclass
class _DotWalk:
    """Collects nodes and edges in file order; a label may appear anywhere in the file."""

    about: Attributes = field(default_factory=dict)
    nodes: dict[str, Attributes] = field(default_factory=dict)
    edges: list[tuple[str, str, Attributes]] = field(default_factory=list)
    subgraphs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clusters: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def over(self, block: Block, defaults: Attributes, depth: int = 1) -> tuple[str, ...]:
        """Walk through a graph or subgraph and return the nodes in it."""
        within(depth, MOST_DEPTH, "subgraphs within one another")
        defaults, inside, own = dict(defaults), dict[str, None](), Attributes()
        for statement in block.statements or ():
            if isinstance(statement, DotChain):
                inside.update(dict.fromkeys(self._chain(statement, defaults, depth)))
            elif isinstance(statement, Default) and statement.of == "edge":
                defaults |= statement.attributes
            elif isinstance(statement, Setting):
                own[statement.key] = statement.value
            elif statement.of == "graph":
                own |= statement.attributes
        if depth == 1:
            self.about |= own
        elif _key(block.id).startswith("cluster") and own.get("label") and inside:
            self.clusters.append((own["label"], tuple(inside)))
        return tuple(inside)

    def _chain(self, chain: DotChain, defaults: Attributes, depth: int) -> Iterator[str]:
        one = chain.ends[0]
        if len(chain.ends) == 1 and isinstance(one, DotNode):
            yield self._node(one.id, chain.attributes)
            return
        causes: tuple[str, ...] = ()
        attributes = defaults | chain.attributes
        for end in chain.ends:
            effects = self._ends(end, defaults, depth)
            # `{a b c} -> {d e f}` links each to each: a short text can mean millions of edges.
            within(len(self.edges) + len(causes) * len(effects), MOST_EDGES, "arrows")
            self.edges += [(cause, effect, attributes) for cause in causes for effect in effects]
            yield from effects
            causes = effects

    def _ends(self, end: DotNode | Block, defaults: Attributes, depth: int) -> tuple[str, ...]:
        """Return the nodes at one end of an edge: one node, or all nodes of a subgraph."""
        if isinstance(end, DotNode):
            return (self._node(end.id, {}),)
        if end.statements is None:
            return self.subgraphs.get(end.id, ())
        nodes = self.over(end, defaults, depth + 1)
        if end.id:
            self.subgraphs[end.id] = nodes
        return nodes

    def _node(self, id_: str, attributes: Attributes) -> str:
        key = _key(id_)
        self.nodes.setdefault(key, {}).update(attributes)
        return key

    def sketch(self, title: str | None, directed: bool) -> Sketch:
        """Return the collected diagram."""
        sketch = Sketch(title)
        names = {key: _variable(sketch, key, about) for key, about in self.nodes.items()}
        for cause, effect, about in self.edges:
            _link(sketch, names[cause], names[effect], about)
        for title, inside in self.clusters:
            sketch.sector(_text(title, ""), [names[key] for key in inside])
        if not directed and self.edges:
            edges = count_words(len(self.edges), "edge")
            verb = "was" if len(self.edges) == 1 else "were"
            links = "a link" if len(self.edges) == 1 else "links"
            said = f"{edges} without a direction {verb} read as {links}"
            sketch.note(f"{said} from the first node to the second")
        return sketch


def _variable(sketch: Sketch, key: str, about: Attributes) -> str:
    given = about.get("label")
    raw = _text(given, key) if given else _unescaped(key, "", " ")
    kind = _KINDS.get(_text(about.get("kind"), ""))
    name = sketch.variable(raw, ("id", key), kind)
    sketch.note_on(name, _text(about.get("comment"), "", "\n"))
    return name


def _link(sketch: Sketch, cause: str, effect: str, about: Attributes) -> None:
    if _text(about.get("style"), "").casefold() in ("invis", "invisible"):
        sketch.left_out("invisible edges")
        return
    labels = [label(_text(about.get(key), "")) for key in _LABELS if about.get(key)]
    signs = (polarity_of(_text(about.get(key), "")) for key in ("polarity", "sign"))
    said = (found.polarity for found in labels)
    polarity = next((found for found in (*signs, *said) if found), None)
    if polarity is None:
        polarity = _drawn_sign(sketch, about)
    value, understood = read_delay(_text(about.get("delay"), ""))
    if not understood:
        sketch.left_out("length of the delay", "link")
    notes = (_text(about.get("comment"), "", "\n"), *(found.words for found in labels))
    delay = value or next((found.delay for found in labels if found.delay), None)
    way = _text(about.get("dir"), "").casefold()
    if way == "none":
        sketch.note("edges with `dir=none` were read as links from the first node to the second")
    if way != "back":
        sketch.link(cause, effect, polarity, delay, notes)
    if way in ("back", "both"):
        sketch.link(effect, cause, polarity, delay, notes)


def _drawn_sign(sketch: Sketch, about: Attributes) -> Polarity | None:
    """Return the sign that the head or the colour of an edge means by custom, with a note."""
    head = _text(about.get("arrowhead"), "").casefold()
    if head in _HEADS:
        sketch.note("arrowheads were read as signs: `tee` as -")
        return _HEADS[head]
    colour = _COLOURS.get(_text(about.get("color"), "").casefold())
    if colour:
        sketch.note("colours of edges without a label were read as signs: green as +, red as -")
    return colour


def _key(id_: str) -> str:
    """Return an id without its quotes, which have no meaning; only `\\"` is an escape in it."""
    return id_[1:-1].replace('\\"', '"') if len(id_) > 1 and id_[0] == id_[-1] == '"' else id_


def _text(value: object, id_: str, line_break: str = " ") -> str:
    """Return the text of an attribute without quotes, escapes, entities and HTML tags."""
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
