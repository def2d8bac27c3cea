"""Mentions: where the text mentions a variable or a link, and what it mentions at a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cld.core.diagram import Ends
from cld.core.text import Span
from cld.language.source import Source
from cld.language.syntax import (
    AnyStatement,
    Chain,
    Expect,
    Forbid,
    InterventionBlock,
    LoopLine,
    NameText,
    Operation,
    RunBlock,
    RunLine,
    SectorLine,
    VariableLine,
)
from cld_gui.shared.focus import Looked

# Statements that mention variables; the diagram has the places of links and declarations.
_MENTIONING = (LoopLine, SectorLine, InterventionBlock, RunBlock, Expect, Forbid)
# At most this number of mentions is marked.
MOST = 1_000


def spans_of(source: Source, looked: Looked) -> list[Span]:
    """Return the mentions of the selected variables and links, in the order of the text.

    >>> from cld.language.source import source_of
    >>> spans_of(source_of("A (+)-> B"), Looked(links=frozenset({("A", "B")})))
    [Span(start=0, end=9)]
    """
    diagram = source.diagram
    found: set[Span] = set()
    for name in looked.variables:
        variable = diagram.variable(name)
        found.update(variable.spans if variable else ())
    for ends in looked.links:
        link = diagram.link(*ends)
        found.update(link.spans if link else ())
    if looked.variables:
        for statement in source.syntax.statements:
            if isinstance(statement.node, _MENTIONING):
                found.update(
                    statement.locate(name.span)
                    for name in _names(statement.node)
                    if name.text in looked.variables
                )
    return sorted(found)[:MOST]


def spoken_of(source: Source, offset: int) -> str | Ends | None:
    """Return the variable, or the ends of the link, that the text mentions at a place.

    >>> from cld.language.source import source_of
    >>> spoken_of(source_of("A (+)-> B"), 3), spoken_of(source_of("A (+)-> B"), 9)
    (('A', 'B'), 'B')
    """
    statements = source.syntax.statements
    index = bisect_right(statements, offset, key=lambda statement: statement.start) - 1
    if index < 0:
        return None
    statement = statements[index]
    at = offset - statement.start
    for name in _names(statement.node):
        if name.span.start <= at <= name.span.end:
            return name.text if source.diagram.variable(name.text) else None
    for chain in _chains(statement.node):
        for cause, effect in zip(chain.names, chain.names[1:], strict=False):
            if cause.span.end < at < effect.span.start:
                ends = (cause.text, effect.text)
                return ends if source.diagram.link(*ends) else None
    return None


def _chains(node: AnyStatement) -> Iterator[Chain]:
    if isinstance(node, Chain):
        yield node
    elif isinstance(node, Expect | Forbid) and node.chain:
        yield node.chain
    elif isinstance(node, InterventionBlock):
        for operation in node.operations:
            if isinstance(operation, Operation) and operation.chain:
                yield operation.chain


def _names(node: AnyStatement) -> Iterator[NameText]:
    if isinstance(node, VariableLine):
        yield node.name
    elif isinstance(node, LoopLine | SectorLine | Expect):
        yield from node.members
    elif isinstance(node, InterventionBlock):
        for operation in node.operations:
            if isinstance(operation, Operation) and operation.name:
                yield operation.name
    elif isinstance(node, RunBlock):
        for line in node.operations:
            yield from line.named if isinstance(line, RunLine) else ()
    for chain in _chains(node):
        yield from chain.names
