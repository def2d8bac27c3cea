"""The verb that names a loop."""

from __future__ import annotations

from collections.abc import Sequence

from cld.core.rings import turns
from cld.edit.change import Draft, TextChange, blanks_after, refused
from cld.language.format import name_text, quoted
from cld.language.source import Source
from cld.language.syntax import Chain, LoopLine, Statement, VariableLine
from cld.loops.loop import Loop, links_round


def name_loop(source: Source, loop: Loop, name: str) -> TextChange:
    """Return the edits that name a loop, or with an empty name remove its name.

    A statement that contains only the name is removed with it. A new statement has neither an id
    nor a type, so that it stays true if signs change.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A")
    >>> name_loop(report.source, report.loops[0], "Growth").edits[0].text
    '\\n\\nloop "Growth": A, B'
    """
    name = name.strip()
    label = f"Name the loop “{name}”" if name else f"Remove the name of {loop.id}"
    ring = loop.variables
    if len(links_round(source.diagram, ring)) != len(ring):
        return refused(label, "its links no longer form a loop")
    draft = Draft(source)
    found = _statements(source, ring)
    for statement, node in found:
        _name(draft, statement, node, name)
    if name and not found:
        line = f"loop {quoted(name)}: {', '.join(map(name_text, ring))}"
        has_loops = any(isinstance(s.node, LoopLine) for s in source.syntax.statements)
        if has_loops:
            draft.add_line(line, (LoopLine,))
        else:
            draft.add_line(line, (Chain, VariableLine), lead=True)
    return draft.done(label)


def _statements(source: Source, ring: Sequence[str]) -> list[tuple[Statement, LoopLine]]:
    """Return the statements about this loop, whichever variable they begin with."""
    rounds = set(turns(ring))
    found = []
    for statement in source.syntax.statements:
        if isinstance(statement.node, LoopLine):
            names = tuple(name.text for name in statement.node.members)
            if names in rounds or (
                len(names) > 1 and names[0] == names[-1] and names[:-1] in rounds
            ):
                found.append((statement, statement.node))
    return found


def _name(draft: Draft, statement: Statement, node: LoopLine, name: str) -> None:
    text = draft.source.text
    if not name and node.id is None and node.type is None and not node.settings:
        if node.name:
            draft.empty(statement)
    elif node.name:
        span = statement.locate(node.name.span)
        end = span.end if name else blanks_after(text, span.end)
        draft.replace(span.start, end, quoted(name) if name else "")
    elif name:
        at = statement.locate(node.id.span).end if node.id else statement.start + len("loop")
        draft.replace(at, at, f" {quoted(name)}")
