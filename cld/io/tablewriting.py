"""Rows of a table of links, with the rows that keep the order of the variables."""

from __future__ import annotations

from collections.abc import Iterator

from cld.core.diagram import Diagram, Link


def rows_in_order(diagram: Diagram) -> Iterator[str | Link]:
    """Yield the links, and before a link that would name variables too early, their names.

    >>> from cld.core.diagram import Variable
    >>> variables = (Variable("A"), Variable("B"), Variable("C"))
    >>> diagram = Diagram(variables=variables, links=(Link("A", "C", "+"),))
    >>> [row if isinstance(row, str) else row.ends for row in rows_in_order(diagram)]
    ['A', 'B', 'C', ('A', 'C')]
    """
    places = {variable.name: place for place, variable in enumerate(diagram.variables)}
    names, named = list(places), 0
    for link in diagram.links:
        new = [places[end] for end in _ends(link) if places[end] >= named]
        if new == list(range(named, named + len(new))):
            named += len(new)
        else:
            yield from names[named : max(new) + 1]
            named = max(new) + 1
        yield link
    yield from names[named:]


def _ends(link: Link) -> tuple[str, ...]:
    return (link.cause,) if link.cause == link.effect else link.ends
