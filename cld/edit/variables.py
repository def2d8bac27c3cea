"""Verbs on variables: add, rename, set the kind, and set the position."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping

from cld.core.diagram import VariableKind
from cld.core.text import Span, fold
from cld.edit.change import Draft, TextChange, refused
from cld.edit.labels import name_problem, no_variable, one_or_many
from cld.edit.lists import in_brackets, revise, which
from cld.edit.mentions import declared, renaming_edits
from cld.language.resolve import looks_like_a_statement
from cld.language.source import Source
from cld.language.syntax import Statement, VariableLine

# The largest distance of a name from the origin, in points.
FARTHEST = 1_000_000
_NUMBERED = re.compile(r"(.*\S) (\d{1,6})")
_KINDS = ("stock", "flow", "constant")


def free_name(base: str, known: Collection[str]) -> str:
    """Return a name that is not taken yet: the base, with a number if needed.

    >>> free_name("Load", ["Load"])
    'Load 2'
    """
    base = fold(base)
    if base not in known:
        return base
    found = _NUMBERED.fullmatch(base)
    stem, number = (found.group(1), int(found.group(2))) if found else (base, 1)
    # There are more numbers here than names, so one is free.
    numbers = range(number + 1, number + len(known) + 2)
    return next(name for n in numbers if (name := f"{stem} {n}") not in known)


def add_variable(source: Source, name: str, at: tuple[float, float] | None = None) -> TextChange:
    """Return the edits that declare a variable, at a position if one is given.

    >>> from cld.language.source import source_of
    >>> add_variable(source_of("A (+)-> B"), "C", (10, 20)).edits[0].text
    '\\n\\nC: at 10 20'
    """
    name = fold(name)
    label = f"Add {name}"
    problem = name_problem(name) or (_place_problem(at) if at else "")
    if not problem and source.diagram.variable(name):
        problem = f"a variable “{name}” already exists"
    if problem:
        return refused(label, problem)
    draft = Draft(source)
    said = f"{declared(name)} {_at(at)}" if at else declared(name)
    draft.add_line(said, (VariableLine,))
    return draft.done(label)


def rename_variable(source: Source, old: str, new: str) -> TextChange:
    """Return the edits that rename a variable everywhere in the text.

    >>> from cld.language.source import source_of
    >>> source = source_of("A (+)-> B (-)-> A")
    >>> [edit.text for edit in rename_variable(source, "A", "CPU (%)").edits]
    ['"CPU (%)"', '"CPU (%)"']
    """
    new = fold(new)
    label = f"Rename {old} to {new}"
    problem = name_problem(new) or ("" if source.diagram.variable(old) else no_variable(old))
    if not problem and new != old and source.diagram.variable(new):
        problem = f"a variable “{new}” already exists"
    if problem:
        return refused(label, problem)
    draft = Draft(source)
    for edit in renaming_edits(source, old, new) if new != old else ():
        draft.replace(edit.span.start, edit.span.end, edit.text)
    return draft.done(label)


def set_kind(source: Source, name: str, kind: VariableKind) -> TextChange:
    """Return the edits that make a variable a stock, a flow, a constant, or (`auxiliary`) an
    ordinary variable.

    >>> from cld.language.source import source_of
    >>> set_kind(source_of("A: at 1 2"), "A", "stock").edits[0].text
    'stock, '
    """
    label = f"Make {name} {'an ordinary variable' if kind == 'auxiliary' else f'a {kind}'}"
    if not source.diagram.variable(name):
        return refused(label, no_variable(name))
    draft = Draft(source)
    words = "" if kind == "auxiliary" else kind
    _state(draft, name, _lines(source).get(name, []), _KINDS, words, in_front=True)
    return draft.done(label)


def place(source: Source, places: Mapping[str, tuple[float, float]]) -> TextChange:
    """Return the edits that pin variables to positions, in whole points.

    >>> from cld.language.source import source_of
    >>> place(source_of("A: stock"), {"A": (10.4, -3)}).edits[0].text
    ', at 10 -3'
    """
    label = f"Move {one_or_many(places, 'variable')}"
    draft, lines = Draft(source), _lines(source)
    for name, at in places.items():
        problem = "" if source.diagram.variable(name) else no_variable(name)
        problem = problem or _place_problem(at)
        if problem:
            return refused(label, problem)
        _state(draft, name, lines.get(name, []), ("at",), _at(at))
    return draft.done(label)


def unplace(source: Source, names: Iterable[str]) -> TextChange:
    """Return the edits that unpin variables, so that the layout places them again.

    >>> from cld.language.source import source_of
    >>> unplace(source_of("A: stock, at 1 2"), ["A"]).edits[0].text
    ''
    """
    names = tuple(dict.fromkeys(names))
    label = f"Unpin {one_or_many(names, 'variable')}"
    draft, lines = Draft(source), _lines(source)
    for name in names:
        variable = source.diagram.variable(name)
        if variable is None:
            return refused(label, no_variable(name))
        for statement, node in lines.get(name, []):
            bare = not node.settings and not statement.parsed.comments and node.attributes
            only = bare and all(attribute.key == "at" for attribute in node.attributes)
            if only and variable.spans[0].start < statement.start:
                draft.gone.add(draft.line(statement.start))
        _state(draft, name, lines.get(name, []), ("at",), "")
    return draft.done(label)


def _at(at: tuple[float, float]) -> str:
    return f"at {round(at[0])} {round(at[1])}"


def _place_problem(at: tuple[float, float]) -> str:
    near = all(math.isfinite(value) and abs(value) <= FARTHEST for value in at)
    return "" if near else f"this position is too far away; stay within {FARTHEST:,} points"


def _lines(source: Source) -> dict[str, list[tuple[Statement, VariableLine]]]:
    """Return the lines that declare each variable."""
    found: dict[str, list[tuple[Statement, VariableLine]]] = {}
    for statement in source.syntax.statements:
        node = statement.node
        if isinstance(node, VariableLine) and not looks_like_a_statement(node):
            found.setdefault(node.name.text, []).append((statement, node))
    return found


def _state(
    draft: Draft,
    name: str,
    lines: list[tuple[Statement, VariableLine]],
    keys: Collection[str],
    words: str,
    in_front: bool = False,
) -> None:
    """Change an attribute of a variable everywhere in the text, or add it once. If `words` is
    empty, remove it."""
    text, found = draft.source.text, False
    for statement, node in lines:
        for listed in (node.attributes, node.settings):
            at = which(listed, keys)
            if not at:
                continue
            found = True
            items = [statement.locate(a.span) for a in listed]
            colon = text.index(":", statement.locate(node.name.span).end) + 1
            is_settings = listed is node.settings
            whole = in_brackets(text, items) if is_settings else Span(colon, items[-1].end)
            revise(draft, items, at, words, None, whole)
    if not words or found:
        return
    if lines:
        _add(draft, *lines[0], words, in_front)
    else:
        draft.add_line(f"{declared(name)} {words}", (VariableLine,), [name])


def _add(
    draft: Draft, statement: Statement, node: VariableLine, words: str, in_front: bool
) -> None:
    """Add an attribute to the line of a variable."""
    # Text after an unclosed quote would become part of it, so the attribute goes first.
    in_front = in_front or any(d.code == "CLD105" for d in statement.parsed.diagnostics)
    if not node.attributes:
        at = draft.source.text.index(":", statement.locate(node.name.span).end) + 1
        draft.replace(at, at, f" {words}")
    elif in_front:
        at = statement.locate(node.attributes[0].span).start
        draft.replace(at, at, f"{words}, ")
    else:
        at = statement.locate(node.attributes[-1].span).end
        draft.replace(at, at, f", {words}")
