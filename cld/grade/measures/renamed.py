"""An answer in the key's names."""

from __future__ import annotations

from dataclasses import replace

from cld.core.diagram import Diagram, flipped
from cld.grade.names.matches import Matches


def renamed(answer: Diagram, matches: Matches) -> Diagram:
    """Return the variables and links of an answer under the names of the key.

    A link with one end that is the opposite of the key's variable gets the other sign; a link with
    both ends opposite, or neither, keeps its sign. So every loop keeps its type. Unmatched
    variables keep their names, unless the key uses the name for something else; then a suffix is
    added.

    >>> from cld.grade.names.match import match_names
    >>> from cld.language.source import source_of
    >>> key = source_of('Hits (-)-> Load\\nHits: opposite "Misses"').diagram
    >>> answer = source_of("Misses (+)-> load (+)-> Heat").diagram
    >>> [(link.cause, link.polarity, link.effect)
    ...     for link in renamed(answer, match_names(answer, key)).links]
    [('Hits', '-', 'Load'), ('Load', '+', 'Heat')]
    """
    taken = {match.key for match in matches.pairs} | set(matches.unmatched_key)
    taken |= {variable.name for variable in answer.variables}
    names: dict[str, str] = {}
    used = {match.key for match in matches.pairs} | set(matches.unmatched_key)
    for variable in answer.variables:
        name = matches.key_of(variable.name) or variable.name
        if variable.name not in matches.by_answer and name in used:
            while name in taken:
                name += " (another)"
            taken.add(name)
        names[variable.name] = name
    opposite = {match.answer for match in matches.pairs if match.flipped}
    variables = tuple(replace(v, name=names[v.name]) for v in answer.variables)
    links = tuple(
        replace(
            link,
            cause=names[link.cause],
            effect=names[link.effect],
            polarity=flipped(link.polarity)
            if (link.cause in opposite) != (link.effect in opposite)
            else link.polarity,
        )
        for link in answer.links
    )
    return Diagram(answer.title, variables, links)
