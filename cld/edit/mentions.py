"""The places where a text names variables, and the way to write a name at each place."""

from __future__ import annotations

from collections.abc import Iterator

from cld.core.diagram import Variable
from cld.core.text import Edit, Span, fold, is_blank
from cld.edit.change import has_break
from cld.language.attributes import loop_goal
from cld.language.format import name_text, quoted, run_name
from cld.language.scan import statement_kind
from cld.language.source import Source
from cld.language.syntax import (
    AnyStatement,
    Attribute,
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
from cld.language.write import variable_line


def names_in(node: AnyStatement) -> Iterator[NameText]:
    """Yield every name of a variable in a statement, except those in brackets."""
    match node:
        case Chain(names=names):
            yield from names
        case VariableLine(name=name):
            yield name
        case LoopLine(members=members) | SectorLine(members=members):
            yield from members
        case InterventionBlock(operations=operations):
            for operation in operations:
                if isinstance(operation, Operation):
                    yield from operation.chain.names if operation.chain else ()
                    yield from (operation.name,) if operation.name else ()
        case RunBlock(operations=lines):
            for line in lines:
                if isinstance(line, RunLine):
                    yield from line.named
        case Expect(chain=said, members=members):
            yield from said.names if said else ()
            yield from members
        case Forbid(chain=said) if said:
            yield from said.names


def all_names(source: Source) -> set[str]:
    """Return every name in a text, even if it is not a variable of the diagram."""
    return {name.text for s in source.syntax.statements for name in names_in(s.node)}


def link_start(name: str, alone: bool = False) -> str:
    """Return a name as the beginning of a link, `alone` on its line or followed by the arrow.

    >>> link_start("loop R1"), link_start("loop R1", alone=True)
    ('loop R1', '"loop R1"')
    """
    said = name_text(name, begins="link")
    if alone and statement_kind(said, arrow=False, colon=False) != "words":
        return quoted(name)
    return said


def declared(name: str) -> str:
    """Return the line that declares a variable without attributes.

    >>> declared("Load"), declared("Loop R1")
    ('Load:', '"Loop R1":')
    """
    return variable_line(Variable(name))


def renaming_edits(source: Source, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits that rename a variable everywhere in the text."""
    for statement in source.syntax.statements:
        node, start = statement.node, statement.start
        for number, name in enumerate(names_in(node)):
            if name.text == old:
                span = statement.locate(name.span)
                yield Edit(span, _written(source.text, node, number, name, span, new))
        if isinstance(node, LoopLine):
            members = [name.text for name in node.members]
            goals = [a for a in node.settings if a.key == "goal"]
            for goal in goals:
                if loop_goal(goal.value, members).variable == old:
                    yield _goal_renamed(goal, start, old, new)
        if isinstance(node, VariableLine):
            for other in (*node.attributes, *node.settings):
                if other.key in ("alias", "opposite") and fold(other.value) == old:
                    first, last = other.values[0].span, other.values[-1].span
                    yield Edit(Span(first.start, last.end).shift(start), quoted(new))


def _written(
    text: str, node: AnyStatement, number: int, name: NameText, span: Span, new: str
) -> str:
    """Return the new name as it must be written at the place of the old one."""
    if isinstance(node, VariableLine):
        return declared(new)[:-1]
    if isinstance(node, Chain) and number == 0:
        behind = text[span.end : span.start + node.arrows[0].span.start - name.span.start]
        return link_start(new, alone=has_break(behind))
    if isinstance(node, RunBlock):
        return run_name(new)
    # A quote may directly follow a word; an unquoted name may not.
    tight = name.quoted and span.start and not is_blank(text[span.start - 1])
    return quoted(new) if tight and text[span.start - 1] not in ">→,:" else name_text(new)


def _goal_renamed(goal: Attribute, start: int, old: str, new: str) -> Edit:
    """Return the edit that renames the variable in `goal Load <= 5`."""
    said = ""
    for part in goal.values:
        said = f"{said} {part.text}" if said else part.text
        if len(said) >= len(old):
            rest = said[len(old) :]
            span = Span(goal.values[0].span.start, part.span.end).shift(start)
            return Edit(span, quoted(new + rest) if rest else name_text(new))
    return Edit(Span(start, start), "")
