"""The equations of a part at rest, by the signs of its links: what each variable settles to.

At rest a stock no longer changes, so what flows into it is zero; every other variable is what its
links bring. Delays do not matter, since at rest the past is like the present.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cld.behaviour.controllers import sets_total
from cld.core.diagram import Diagram, Ends
from cld.simulate.order import causes_of
from cld.simulate.terms import MINUS_ONE, ONE, TermRow, Terms

LinkSigns = Mapping[Ends, int]


@dataclass(frozen=True)
class Balance:
    """The equations of some variables: `rows` are those of `names`, in that order."""

    names: tuple[str, ...]
    rows: tuple[TermRow, ...]


def accumulates(diagram: Diagram, name: str) -> bool:
    """Return whether a variable adds up what its links bring: a stock that no controller sets.

    >>> from cld.core.diagram import Variable
    >>> accumulates(Diagram(variables=(Variable("Pods", kind="stock"),)), "Pods")
    True
    """
    return name in diagram.stocks and not any(
        link.cause in diagram.deciding and sets_total(diagram, link.cause)
        for link in diagram.links_to[name]
    )


def balance_of(diagram: Diagram, names: Sequence[str], signs: LinkSigns) -> Balance:
    """Return the equations of some variables, with what all links from outside bring on the right.

    >>> from cld.core.diagram import Link, Variable
    >>> diagram = Diagram(variables=(Variable("A"),), links=(Link("A", "A", "-"),))
    >>> balance_of(diagram, ["A"], {("A", "A"): -1}).rows
    ({0: Terms(plus=2, minus=0)},)
    """
    place = {name: number for number, name in enumerate(names)}
    rows = []
    for name in names:
        row: dict[int, Terms] = {} if accumulates(diagram, name) else {place[name]: ONE}
        for link in causes_of(diagram, name):
            if link.cause in place:
                column = place[link.cause]
                term = MINUS_ONE if signs[link.ends] > 0 else ONE
                row[column] = row.get(column, Terms()) + term
        rows.append(row)
    return Balance(tuple(names), tuple(rows))
