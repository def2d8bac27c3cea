"""The syntax of DOT: the statements, edges and subgraphs of a text, as written.

References
----------
Graphviz, "DOT Language", https://graphviz.org/doc/info/lang.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput

from cld.io.limits import MOST_TOKENS, FormatError, more_than

# Ids and values are kept as written: in quotes, in angle brackets, or bare. HTML brackets are
# nested at most two deep. Text without meaning is one token, however long it is.
_GRAMMAR = r"""
file: graph+
graph: STRICT? (GRAPH | DIGRAPH) id? block
block: "{" (statement | ";")* "}"
?statement: default | setting | chain
default: (GRAPH | NODE | EDGE) attributes
setting: id "=" id
chain: end (EDGE_OP end)* attributes?
?end: node | subgraph
node: id (":" id)~0..2
subgraph: SUBGRAPH id? block | block | SUBGRAPH id
attributes: ("[" (attribute ("," | ";")?)* "]")+
attribute: id ("=" id)?
id: WORD | HTML | SINGLE | STRING ("+" STRING)*

STRICT.2: /strict(?![\w.])/i
GRAPH.2: /graph(?![\w.])/i
DIGRAPH.2: /digraph(?![\w.])/i
NODE.2: /node(?![\w.])/i
EDGE.2: /edge(?![\w.])/i
SUBGRAPH.2: /subgraph(?![\w.])/i
EDGE_OP.2: /--|->/
WORD: /[\w.]+|-[\d.]+/
STRING: /"[^"\\]*+(?:\\.[^"\\]*+)*+"/s
SINGLE: /'[^']*+'/
HTML: /<[^<>]*+(?:<[^<>]*+>[^<>]*+)*+>/
SKIPPED: /(?:[\s\ufeff]++|\/\*.*?\*\/|\/\/[^\n]*+|#[^\n]*+)++/s
%ignore SKIPPED
"""

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class DotNode:
    """A node at the end of an edge, or alone."""

    id: str


@dataclass(frozen=True, slots=True)
class Default:
    """`edge [label="+"]`: attributes of everything that follows."""

    of: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Setting:
    """`label="…"`: an attribute of the graph."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """A graph or a subgraph, with the statements in its braces, or None if it has no braces."""

    id: str
    statements: tuple[DotStatement, ...] | None


@dataclass(frozen=True, slots=True)
class DotChain:
    """`a -> {b c} -> d [label="+"]`; a single node or subgraph is a chain too."""

    ends: tuple[DotNode | Block, ...]
    attributes: Attributes = field(default_factory=dict)


DotStatement = Default | Setting | DotChain


@dataclass(frozen=True, slots=True)
class Graph:
    """A whole graph."""

    directed: bool
    block: Block


def read_dot(text: str) -> Graph:
    """Read the first graph of a text.

    >>> read_dot('digraph { a -> b [label="+"] }').block.statements
    (DotChain(ends=(DotNode(id='a'), DotNode(id='b')), attributes={'label': '"+"'}),)
    """
    reader = _parser().parse_interactive(text)
    try:
        for count, _ in enumerate(reader.iter_parse()):
            if count >= MOST_TOKENS:
                raise FormatError(more_than(MOST_TOKENS, "words and symbols"))
        graphs: tuple[Graph, ...] = reader.feed_eof()  # type: ignore[no-untyped-call]
    except UnexpectedInput as error:
        where = f": line {error.line}, column {error.column}" if error.line > 0 else ""
        raise FormatError(f"this is not valid DOT{where}") from None
    return graphs[0]


class _Builder(Transformer[Token, Any]):
    """Builds each part as soon as it is read."""

    def file(self, graphs: list[Graph]) -> tuple[Graph, ...]:
        return tuple(graphs)

    def graph(self, parts: list[Any]) -> Graph:
        directed = any(isinstance(part, Token) and part.type == "DIGRAPH" for part in parts)
        name = next((part for part in parts if type(part) is str), "")
        return Graph(directed, Block(name, parts[-1]))

    def block(self, statements: list[DotStatement]) -> tuple[DotStatement, ...]:
        return tuple(statements)

    def default(self, parts: list[Any]) -> Default:
        return Default(str(parts[0]).lower(), parts[1])

    def setting(self, parts: list[str]) -> Setting:
        return Setting(*parts)

    def chain(self, parts: list[Any]) -> DotChain:
        ends = tuple(part for part in parts if isinstance(part, DotNode | Block))
        return DotChain(ends, parts[-1] if isinstance(parts[-1], dict) else {})

    def node(self, parts: list[str]) -> DotNode:
        return DotNode(parts[0])  # the rest is the port at which an edge begins

    def subgraph(self, parts: list[Any]) -> Block:
        name = next((part for part in parts if type(part) is str), "")
        return Block(name, next((part for part in parts if isinstance(part, tuple)), None))

    def attributes(self, pairs: list[tuple[str, str]]) -> Attributes:
        return dict(pairs)

    def attribute(self, parts: list[str]) -> tuple[str, str]:
        return parts[0], parts[1] if len(parts) > 1 else ""

    def id(self, tokens: list[Token]) -> str:
        # Texts joined by + are one; a backslash continues a line.
        words = "".join(token[1:-1] for token in tokens) if len(tokens) > 1 else ""
        said = f'"{words}"' if len(tokens) > 1 else str(tokens[0])
        if tokens[0].type == "SINGLE":  # as DiagrammeR writes
            said = '"' + said[1:-1].replace('"', '\\"') + '"'
        return said.replace("\\\r\n", "").replace("\\\n", "") if said[0] == '"' else said


@cache
def _parser() -> Lark:
    return Lark(
        _GRAMMAR, start="file", parser="lalr", transformer=_Builder(), maybe_placeholders=False
    )
