"""Verbs that copy and paste fragments of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cld.core.diagram import Diagram
from cld.edit.change import Draft, TextChange, line_break, refused
from cld.edit.labels import no_variable, one_or_many
from cld.edit.mentions import all_names
from cld.edit.variables import free_name
from cld.language.source import Source, source_of
from cld.language.write import write

# A copy is placed this far to the right of its original, and below it.
ASIDE = 30.0


def copy_text(source: Source, variables: Iterable[str]) -> str:
    """Return a fragment of text with some variables and the links between them.

    >>> from cld.language.source import source_of
    >>> copy_text(source_of("A (+)-> B (-)-> C"), ["A", "B"])
    'A (+)-> B\\n'
    """
    return write(_part(source, variables))


def _part(source: Source, variables: Iterable[str]) -> Diagram:
    names = frozenset(variables)
    chosen = tuple(v for v in source.diagram.variables if v.name in names)
    links = [link for link in source.diagram.links if {link.cause, link.effect} <= names]
    return Diagram(None, chosen, tuple(links))


def new_names(source: Source, said: Diagram) -> dict[str, str]:
    """Return the names that the variables of a fragment get when it is pasted.

    >>> from cld.language.source import source_of
    >>> new_names(source_of("A (+)-> B"), source_of("A (+)-> C").diagram)
    {'A': 'A 2', 'C': 'C'}
    """
    found, known = {}, all_names(source)
    for variable in said.variables:
        name = found[variable.name] = free_name(variable.name, known)
        known.add(name)
    return found


def paste(source: Source, text: str) -> TextChange:
    """Return the edits that insert the variables and links of a fragment, under names that are
    new to the diagram; see `new_names`.

    >>> from cld.language.source import source_of
    >>> paste(source_of("A (+)-> B"), "A (+)-> B").edits[0].text
    '\\n\\nA 2 (+)-> B 2'
    """
    said = source_of(text).diagram
    names = new_names(source, said)
    label = f"Paste {one_or_many(names.values(), 'variable')}"
    return _pasted(source, said, names, label)


def duplicate(source: Source, variables: Iterable[str]) -> TextChange:
    """Return the edits that insert copies of variables, and of the links between them."""
    variables = tuple(variables)
    label = f"Duplicate {one_or_many(variables, 'variable')}"
    missing = next((name for name in variables if not source.diagram.variable(name)), None)
    if missing is not None:
        return refused(label, no_variable(missing))
    said = _part(source, variables)
    return _pasted(source, said, new_names(source, said), label)


def _pasted(source: Source, said: Diagram, names: dict[str, str], label: str) -> TextChange:
    if not names:
        return refused(label, "the clipboard contains no variables; copy some first")
    variables = tuple(
        replace(
            variable,
            name=names[variable.name],
            at=(variable.at[0] + ASIDE, variable.at[1] + ASIDE) if variable.at else None,
        )
        for variable in said.variables
    )
    links = tuple(
        replace(link, cause=names[link.cause], effect=names[link.effect]) for link in said.links
    )
    draft = Draft(source)
    written = write(Diagram(None, variables, links)).rstrip("\n")
    draft.add_line(written.replace("\n", line_break(source.text)), ())
    return draft.done(label)
