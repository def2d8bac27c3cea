"""Corrects the diagram of an answer, so that other parts can be judged apart from its mistakes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from cld.core.diagram import Diagram, Link
from cld.grade.pairing import Pairing


def corrected(key: Diagram, answer: Diagram, pairing: Pairing, wrong: Collection[Link]) -> Diagram:
    """Return the diagram of an answer with everything the key has and without the wrong links.

    Links of the key are copied as they are, under the answer's names. The learner's extra
    variables, links and interventions stay.

    >>> from cld.language.source import source_of
    >>> answer = source_of("A (-)-> B (+)-> mine").diagram
    >>> key = source_of("A (+)-> B (+)-> C").diagram
    >>> fixed = corrected(key, answer, Pairing({"A": "A", "B": "B"}), answer.links[:1])
    >>> [(link.cause, link.polarity, link.effect) for link in fixed.links]
    [('A', '+', 'B'), ('B', '+', 'C'), ('B', '+', 'mine')]
    """
    names = _names(key, answer, pairing)
    links = {link.ends: link for link in _key_links(key, names, pairing)}
    for link in answer.links:
        if link not in wrong:
            links.setdefault(link.ends, link)
    more = (
        replace(v, name=names[v.name]) for v in key.variables if v.name not in pairing.answer_of
    )
    variables = (*answer.variables, *more)
    return replace(answer, variables=variables, links=tuple(links.values()))


def _key_links(key: Diagram, names: Mapping[str, str], pairing: Pairing) -> list[Link]:
    renamed = [replace(x, cause=names[x.cause], effect=names[x.effect]) for x in key.links]
    return [replace(link, polarity=pairing.sign(link)) for link in renamed]


def _names(key: Diagram, answer: Diagram, pairing: Pairing) -> Mapping[str, str]:
    """The answer's name for each variable of the key, or an unused name if there is none."""
    taken = {variable.name for variable in answer.variables}
    names = {}
    for variable in key.variables:
        name = pairing.answer_of.get(variable.name, variable.name)
        while variable.name not in pairing.answer_of and name in taken:
            name += " of the key"
        taken.add(name)
        names[variable.name] = name
    return names
