"""Reads and writes Mermaid flowcharts whose arrows are labelled `(+)` and `(-)`."""

from __future__ import annotations

import html
import json
import re

from cld.core.diagram import Diagram, Link
from cld.io.exchange import (
    FormatError,
    Label,
    Reading,
    Written,
    count_words,
    delay_value,
    label,
    without_mark,
    written,
)
from cld.io.flowchart import Flowchart, Subgraph, read_flowchart
from cld.io.limits import MOST_LINES, within
from cld.io.looplabels import loop_title
from cld.io.sketch import Sketch, short
from cld.language.write import loop_statement

# The most lines that are quoted.
_MOST_SHOWN = 5
_HOLDS = {"title", "link delay", "loops", "loop extra"}
_LABEL = re.compile(r"[RB]\d{1,2}", re.IGNORECASE)
_HEADER = re.compile(r"(?:flowchart|graph)(?:-elk)?\b[^\n;]*[;\n]?")
_LOOP_COMMENT = re.compile(r"^[ \t]*%%[ \t]*(loop\b.*)$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*%%.*$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~(?!~)).*$", re.MULTILINE)
_FRONT = re.compile(r"\s*---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", re.DOTALL)
_TITLE = re.compile(r"^title:(.*\S.*)$", re.MULTILINE)
_ENTITY = re.compile(r"#(\d{1,7}|[a-z]+);|&#?\w{1,30};")
_ENTITIES = {"quot": '"', "lt": "<", "gt": ">", "amp": "&"}
_BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)


def read(text: str) -> Reading:
    """Read a flowchart: nodes are variables, arrows are links, the sign is in the label.

    A subgraph with a title such as `R1: Death spiral (Reinforcing)`, whose own arrows form one
    loop through all of its nodes, declares that loop. Any other subgraph with a title is a sector.

    >>> read('flowchart LR\\n A["More load"] -- "(+)" --> A').diagram.links[0].cause
    'More load'
    """
    return _read(text, apart=False)


def read_apart(text: str) -> Reading:
    """Read a flowchart; nodes with equal texts are several variables."""
    return _read(text, apart=True)


def _read(text: str, apart: bool) -> Reading:
    text = without_mark(text).replace("\r\n", "\n").replace("\r", "\n")
    within(text.count("\n"), MOST_LINES, "lines")
    body = _FENCE.sub("", text)
    front = _FRONT.match(body)
    loops = "\n".join(map(_uncommented, _LOOP_COMMENT.findall(body)))
    rest = body[front.end() :] if front else body
    rest = _COMMENT.sub("", rest)
    start = len(rest) - len(rest.lstrip())
    header = _HEADER.match(rest, start)
    if header is None:
        raise FormatError("this is not a Mermaid flowchart; it must begin with `flowchart LR`")
    first = body.count("\n", 0, front.end() if front else 0) + rest.count("\n", 0, header.end()) + 1
    chart = read_flowchart(rest[header.end() :], first)
    sketch = Sketch(_title(front.group(1) or "") if front else None, apart=apart)
    names = _variables(sketch, chart)
    _links(sketch, chart, names)
    declared = sum(
        [
            _declare(sketch, chart, one, names) or _sector(sketch, one, names)
            for one in chart.subgraphs
        ]
    )
    _omissions(sketch, chart, declared)
    sketch.declared(loops)
    return sketch.reading()


def write(diagram: Diagram) -> Written:
    """Write a diagram as a flowchart; declared loops become comments that `read` understands.

    >>> from cld.core.diagram import Variable
    >>> print(write(Diagram(variables=(Variable("A"),), links=(Link("A", "A", "+"),))).text, end="")
    flowchart LR
        n1["A"]
        n1 -- "(+)" --> n1
    """

    ids = {variable.name: f"n{n}" for n, variable in enumerate(diagram.variables, 1)}
    lines = []
    if diagram.title is not None:
        title = json.dumps(diagram.title, ensure_ascii=False).replace("%%{", "\\u0025%{")
        lines += ["---", f"title: {title}", "---"]
    lines.append("flowchart LR")
    lines += [f'    {ids[v.name]}["{_escaped(v.name)}"]' for v in diagram.variables]
    for link in diagram.links:
        lines.append(f'    {ids[link.cause]} -- "{_sign(link)}" --> {ids[link.effect]}')
    lines += [f"    %% {_commented(loop_statement(loop))}" for loop in diagram.loops]
    return written("\n".join(lines) + "\n", diagram, _HOLDS)


# -- writing --


def _sign(link: Link) -> str:
    words = delay_value(link.delay)
    if not words:
        return f"({link.polarity})"
    return f"({link.polarity}) delay{'' if words == 'yes' else f' {words}'}"


def _escaped(name: str) -> str:
    """Return a name for use in quotes; characters that Mermaid reads as markup become entities."""
    said = re.sub(
        r"&(?=#?\w+;|[#\"<\n])|#", lambda m: "#amp;" if m.group() == "&" else "#35;", name
    )
    said = said.replace('"', "#quot;").replace("<", "#lt;").replace("\n", "#10;")
    said = said.replace("%%{", "%#37;{")  # Mermaid reads this as a directive anywhere
    return f"#96;{said[1:]}" if said.startswith("`") else said


def _commented(statement: str) -> str:
    """Return a statement as a comment; Mermaid reads directives even in comments."""
    return statement.replace("#3", "#35;3").replace("%%{", "%#37;{")


# -- reading --


def _uncommented(comment: str) -> str:
    return re.sub("#(35|37);", lambda found: chr(int(found.group(1))), comment)


def _meant(words: str) -> str:
    """Return the text of a label, with entities decoded and line breaks as blanks."""
    flat = " ".join(_BREAK.sub(" ", words).split())
    return _ENTITY.sub(_entity, flat)


def _entity(found: re.Match[str]) -> str:
    said = found.group(1)
    if said is None:
        return html.unescape(found.group())
    if said.isdigit():
        return chr(int(said)) if int(said) < 0x110000 else found.group()
    return _ENTITIES.get(said, found.group())


def _title(front: str) -> str | None:
    found = _TITLE.search(front)
    if not found:
        return None
    words = found.group(1).strip()
    if words.startswith('"'):
        try:
            return str(json.loads(words))
        except (ValueError, RecursionError):
            return words.strip('"')
    return words.strip("'")


def _variables(sketch: Sketch, chart: Flowchart) -> dict[str, str]:
    """Declare a variable for each node, and for each subgraph that an arrow touches."""
    titles = {subgraph.id: subgraph.title for subgraph in chart.subgraphs}
    broken = 0
    names = {}
    linked = {end for edge in chart.edges for end in (edge.cause, edge.effect)}
    for id_, words in chart.nodes.items():
        if id_ not in linked and _LABEL.fullmatch(_meant(id_ if words is None else words)):
            sketch.left_out("a node that is the label of a loop")
            continue
        if words is None and id_ in titles:
            words = titles[id_]
            said = f"the subgraph “{short(words)}” was read as a variable"
            sketch.note(f"{said}, because arrows touch it")
        raw = id_ if words is None else words
        broken += bool(_BREAK.search(raw))
        names[id_] = sketch.by_label(_meant(raw), id_)
    if broken:
        sketch.note(f"line breaks became blanks in {broken} name{'s' if broken > 1 else ''}")
    return names


def _omissions(sketch: Sketch, chart: Flowchart, declared: int) -> None:
    """Note the lines that are not read, and the statements that have no meaning here."""
    for line, words in chart.unread[:_MOST_SHOWN]:
        how = "only read in part" if line in chart.partly else "not read"
        sketch.not_read(f"line {line} is {how}: “{short(words)}”")
    more = len(chart.unread) - _MOST_SHOWN
    if more > 0:
        sketch.not_read(f"{count_words(more, 'more line')} {'is' if more == 1 else 'are'} not read")
    for word in chart.ignored:
        sketch.left_out(f"`{word}`" if " " not in word else word)
    if declared < len(chart.subgraphs):
        sketch.left_out("`subgraph`")


def _links(sketch: Sketch, chart: Flowchart, names: dict[str, str]) -> None:
    for edge in chart.edges:
        said: Label = label(_meant(edge.label))
        tie = edge.cause != edge.effect and names[edge.cause] == names[edge.effect]
        if tie and not edge.directed:
            sketch.left_out("a line between two nodes of one variable")
            continue
        if not edge.directed:
            note = "lines without an arrowhead were read as links"
            sketch.note(f"{note} from the first node to the second")
        about = said.polarity, said.delay, [said.words], edge.line
        sketch.link(names[edge.cause], names[edge.effect], *about)
        if edge.both_ways:
            sketch.link(names[edge.effect], names[edge.cause], *about)


def _declare(sketch: Sketch, chart: Flowchart, subgraph: Subgraph, names: dict[str, str]) -> bool:
    """Declare the loop in the title of a subgraph, if its arrows form exactly that loop; return
    whether they do."""
    title = loop_title(_meant(subgraph.title))
    cycle = [names[node] for node in _only_cycle(chart, subgraph)]
    if title is None or not cycle or not (title.id or title.type) or len(set(cycle)) < len(cycle):
        return False
    sketch.loop(cycle, title.type, title.name, title.id)
    return True


def _sector(sketch: Sketch, subgraph: Subgraph, names: dict[str, str]) -> bool:
    """Make a sector of a subgraph, unless arrows touch it or its title is that of a loop; return
    whether it became one."""
    title = loop_title(_meant(subgraph.title))
    inside = [names[node] for node in subgraph.nodes if node in names]
    if title is None or not title.name or title.id or title.type or not inside:
        return False
    if subgraph.id in names:
        return False
    sketch.sector(title.name, inside)
    return True


def _only_cycle(chart: Flowchart, subgraph: Subgraph) -> list[str]:
    """Return the nodes of a subgraph in the order of the only loop its arrows form, or an empty
    list."""
    edges = [chart.edges[place] for place in subgraph.edges]
    after = {edge.cause: edge.effect for edge in edges}
    inside = set(subgraph.nodes)
    if len(after) != len(edges) or set(after) != inside or not inside:
        return []
    cycle = [edges[0].cause]
    while after[cycle[-1]] != cycle[0]:
        cycle.append(after[cycle[-1]])
        if after[cycle[-1]] not in inside or len(cycle) > len(inside):
            return []
    return cycle if len(cycle) == len(inside) else []
