"""The syntax of Mermaid flowcharts: the nodes, arrows and subgraphs of a text, as written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from cld.core.text import Lines
from cld.io.limits import MOST_LINKS, MOST_STEPS, FormatError, within

# Arrows may repeat a link.
MOST_ARROWS = 5 * MOST_LINKS
# A text with more lines than this that cannot be read is not a flowchart.
MOST_UNREAD = 20_000
# The longest words on an arrow, and the longest text in the braces after a node.
_FAR = 2_000

# Words that begin a statement without nodes and arrows.
_IGNORED = re.compile(
    r"(classDef|class|style|linkStyle|click|direction|accTitle|accDescr|href)\b[^\n;]*"
)
_SUBGRAPH = re.compile(r"subgraph\b[ \t]*")
_END = re.compile(r"end(?=[ \t]*(?:[;\n]|$))")
_BLANKS = re.compile(r"[ \t]+")
_BETWEEN = re.compile(r"[\s;]+")
_LINE = re.compile(r"[^\n;\"]*+(?:\"[^\"]*+\"[^\n;\"]*+)*+\"?[^\n;]*+")

# An id may contain single - and . but not the beginning of an arrow.
_ID = re.compile(r"(?:[^\s\"()\[\]{}<>|&;:,@%~=\-.^]++|[-.=](?=\w))++")
_SHAPES = (
    ("(((", ")))"),
    ("((", "))"),
    ("([", "])"),
    ("[[", "]]"),
    ("[(", ")]"),
    ("[/", "/]", "\\]"),
    ("[\\", "\\]", "/]"),
    ("{{", "}}"),
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    (">", "]"),
)
_QUOTED = re.compile(r"\s*\"([^\"]*)\"\s*")
_CLASS = re.compile(r":::[\w-]+")
_AT = re.compile(r"@\{((?:\"[^\"]*\"|[^}\"])*)\}")
_AT_LABEL = re.compile(r"\blabel\s*:\s*(?:\"([^\"]*)\"|([^,\"}]+))")
_EDGE_ID = re.compile(r"[\w-]{1,200}@(?=[<ox]?(?:--|==|-\.))")

# `-->`, `---`, `-.->`, `==>`, `--x`, `<-->`, `~~~`, of any length
_ARROW = re.compile(
    r"(?:<|[ox](?=[-=]))?(?:--+(?:>|-|[ox](?=\s|$|\"))|==+(?:>|=)|-\.+-(?:>|[ox](?=\s))?|~~~+)"
)
# `-- text -->`: the opening, the text, the rest of the arrow
_OPENING = re.compile(r"(<)?(--|==|-\.)(?=[^\-=.>])\s*")
_CLOSINGS = {
    "--": re.compile(r"--+(?:>|-|[ox](?=\s))"),
    "==": re.compile(r"==+(?:>|=|[ox](?=\s))"),
    "-.": re.compile(r"(?<!\.)\.+-(?:>|[ox](?=\s))?"),
}
_BARS = re.compile(r"\s*\|(?:\s*\"([^\"]*)\"\s*\||([^|]*)\|)")


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two nodes, with its label as written."""

    cause: str
    effect: str
    label: str
    directed: bool
    both_ways: bool
    line: int = 1


@dataclass
class Subgraph:
    """A subgraph: the nodes in it, and the indices of its edges in the list of all edges."""

    id: str
    title: str
    nodes: dict[str, None] = field(default_factory=dict)
    edges: list[int] = field(default_factory=list)


@dataclass
class Flowchart:
    """The content of a flowchart. The text of a node is None if it has only an id.

    `unread` are lines with their numbers, and `partly` the numbers of those whose first arrows are
    read; `ignored` are the words of statements, and the ends of
    arrows, that say nothing about variables and links.
    """

    nodes: dict[str, str | None] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    subgraphs: list[Subgraph] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    partly: set[int] = field(default_factory=set)
    ignored: dict[str, None] = field(default_factory=dict)


def read_flowchart(text: str, first_line: int = 1) -> Flowchart:
    """Read the body of a flowchart, without its header; unreadable lines are kept in `unread`.

    `first_line` is the number of the line of the file in which the body begins.

    >>> read_flowchart('A -->|"(+)"| B').edges
    [Edge(cause='A', effect='B', label='(+)', directed=True, both_ways=False, line=1)]
    """
    reader = _FlowchartReader(text, first_line)
    reader.read()
    return reader.chart


@dataclass
class _Arrow:
    label: str
    directed: bool
    both_ways: bool
    drawn: bool
    line: int = 1


class _FlowchartReader:
    """Reads the text from left to right; `place` is the current position."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.lines = Lines(text)
        self.before = first_line - 1
        self.place = 0
        self.chart = Flowchart()
        self.open: list[Subgraph] = []
        self.steps = 0
        self._found: dict[str, tuple[int, int]] = {}

    def _line(self, place: int) -> int:
        return self.before + self.lines.place(place).line

    def _step(self) -> None:
        self.steps += 1
        within(self.steps, MOST_STEPS, "nodes and statements")

    def _next(self, words: str, start: int) -> int:
        """Return the next position of some words, or the end of the text. Results are kept, so a
        text with brackets that are never closed is searched only once."""
        since, found = self._found.get(words, (0, -1))
        if not since <= start <= found:
            found = self.text.find(words, start)
            found = len(self.text) if found < 0 else found
            self._found[words] = (start, found)
        return found

    def read(self) -> None:
        while True:
            self._step()
            self._take(_BETWEEN)
            if self.place >= len(self.text):
                return
            start = self.place
            nodes, edges = len(self.chart.nodes), len(self.chart.edges)
            if not self._statement():
                self.place = start
                self._forget(nodes, edges)
                line = self._take(_LINE)
                words = line.group()[:_FAR].strip() if line else ""
                self.chart.unread.append((self._line(start), words))
                if len(self.chart.edges) > edges:
                    self.chart.partly.add(self._line(start))
                if len(self.chart.unread) > MOST_UNREAD:
                    raise FormatError(
                        f"this is not a flowchart: more than {MOST_UNREAD:,} lines cannot be read"
                    )
            if self.place == start:
                self.place += 1

    def _forget(self, nodes: int, edges: int) -> None:
        """Remove the nodes of a line that is not read, except those of arrows in it."""
        ends = {end for edge in self.chart.edges[edges:] for end in (edge.cause, edge.effect)}
        new = list(islice(reversed(self.chart.nodes), len(self.chart.nodes) - nodes))
        for id_ in new:
            if id_ not in ends:
                del self.chart.nodes[id_]
                for subgraph in self.open[-1:]:
                    subgraph.nodes.pop(id_, None)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.place)
        if found:
            self.place = found.end()
        return found

    def _statement(self) -> bool:
        if self._take(_SUBGRAPH):
            return self._subgraph()
        if self._take(_END):
            if self.open:
                self.open.pop()
            return True
        ignored = self._take(_IGNORED)
        if ignored:
            if ignored.group(1) != "direction":  # as little a loss as the one in the header
                self.chart.ignored[ignored.group(1)] = None
            return True
        return self._chain() and self._at_end()

    def _at_end(self) -> bool:
        self._take(_BLANKS)
        return self.place >= len(self.text) or self.text[self.place] in ";\n"

    def _subgraph(self) -> bool:
        id_ = self._take(_ID)
        self._take(_BLANKS)
        words = self._node_text() if id_ or self._ahead("[") else None
        if words is None:
            quoted = self._take(_QUOTED)
            rest = self._take(re.compile(r"[^\n;]*"))
            tail = rest.group() if rest else ""
            words = quoted.group(1) if quoted else f"{id_.group() if id_ else ''} {tail}".strip()
        subgraph = Subgraph(id_.group() if id_ else words, words)
        self.chart.subgraphs.append(subgraph)
        self.open.append(subgraph)
        return True

    def _ahead(self, words: str) -> bool:
        return self.text.startswith(words, self.place)

    # -- nodes and arrows --

    def _chain(self) -> bool:
        causes = self._nodes()
        if not causes:
            return False
        while True:
            before = self.place
            self._take(_BLANKS)
            arrow = self._arrow()
            if arrow is None:
                self.place = before
                return True
            self._take(re.compile(r"\s*"))
            effects = self._nodes()
            if not effects:
                return False
            self._connect(causes, effects, arrow)
            causes = effects

    def _connect(self, causes: list[str], effects: list[str], arrow: _Arrow) -> None:
        if not arrow.drawn:
            return
        # `A & B & … --> C & D & …` links each to each: a short text can mean millions of arrows.
        within(len(self.chart.edges) + len(causes) * len(effects), MOST_ARROWS, "arrows")
        for cause in causes:
            for effect in effects:
                if self.open:
                    self.open[-1].edges.append(len(self.chart.edges))
                ways = arrow.directed, arrow.both_ways
                self.chart.edges.append(Edge(cause, effect, arrow.label, *ways, arrow.line))

    def _nodes(self) -> list[str]:
        """Read the nodes of `A & B`."""
        found: list[str] = []
        while True:
            node = self._node()
            if node is None:
                return found
            found.append(node)
            before = self.place
            self._take(_BLANKS)
            if not self._ahead("&"):
                self.place = before
                return found
            self.place += 1
            self._take(re.compile(r"\s*"))

    def _node(self) -> str | None:
        self._step()
        found = self._take(_ID)
        if found is None:
            return None
        id_ = found.group()
        words = self._node_text()
        at = _AT.match(self.text, self.place, self.place + _FAR)
        self.place = at.end() if at else self.place
        if at:
            given = _AT_LABEL.search(at.group(1))
            words = (given.group(1) or given.group(2)) if given else words
        self._take(_CLASS)
        if words is not None or id_ not in self.chart.nodes:
            self.chart.nodes[id_] = words
        if self.open:
            self.open[-1].nodes[id_] = None
        return id_

    def _node_text(self) -> str | None:
        """Read the text between the brackets of a node of any shape."""
        for opening, *closings in _SHAPES:
            if not self._ahead(opening):
                continue
            start = self.place + len(opening)
            quoted = _QUOTED.match(self.text, start)
            for closing in closings:
                if quoted and self.text.startswith(closing, quoted.end()):
                    self.place = quoted.end() + len(closing)
                    return quoted.group(1)
                end = self._next(closing, start)
                if end < self._next("\n", start) and not quoted:
                    self.place = end + len(closing)
                    return self.text[start:end].strip()
        return None

    def _arrow(self) -> _Arrow | None:
        self._take(_EDGE_ID)
        found = self._take(_ARROW)
        if found:
            bars = self._take(_BARS)
            words = (bars.group(1) or bars.group(2) or "") if bars else ""
            return self._arrow_of(found.group(), words, found.start())
        opening = self._take(_OPENING)
        if opening is None:
            return None
        closing = _CLOSINGS[opening.group(2)]
        quoted = self._take(_QUOTED)
        if quoted:
            end = self._take(closing)
            words = quoted.group(1)
        else:
            line_end = self._next("\n", self.place)
            end = closing.search(self.text, self.place, min(line_end, self.place + _FAR))
            words = self.text[self.place : end.start()] if end else ""
            self.place = end.end() if end else self.place
        if end is None:
            return None
        shaft = (opening.group(1) or "") + end.group().strip()
        return self._arrow_of(shaft, words, opening.start())

    def _arrow_of(self, shaft: str, words: str, place: int) -> _Arrow:
        head = shaft[-1] in ">ox"
        if shaft[-1] in "ox":
            self.chart.ignored[f"{shaft[-1]} at the end of an arrow"] = None
        both_ways, drawn = head and shaft[0] in "<ox", not shaft.startswith("~")
        return _Arrow(words.strip(), head, both_ways, drawn, self._line(place))
