"""Which stocks and flows of a diagram a simulation program can have as such."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cld.core.diagram import Diagram, Ends


@dataclass(frozen=True, slots=True)
class Structure:
    """The stocks of a diagram with their flows.

    `pipes` are the links from flows to such stocks; `initials` names for a stock the variable that
    gives its value at the start.
    """

    stocks: frozenset[str]
    flows: frozenset[str]
    pipes: frozenset[Ends]
    initials: dict[str, str]


def structure_of(diagram: Diagram) -> Structure:
    """Return the stocks that only flows fill and empty, and these flows.

    In a simulation program nothing else changes a stock, and the direction of a flow is its sign.
    One more cause, whose sign is not known, can only give the value at the start. A stock without
    any cause is kept, too: nothing changes it.

    >>> from cld.core.diagram import Link, Variable
    >>> variables = (Variable("Water", kind="stock"), Variable("leak", kind="flow"))
    >>> structure_of(Diagram(variables=variables, links=(Link("leak", "Water", "-"),))).pipes
    frozenset({('leak', 'Water')})
    """
    kinds = {variable.name: variable.kind for variable in diagram.variables}
    initials: dict[str, str] = {}
    stocks = set()
    for variable in diagram.variables:
        into = diagram.links_to[variable.name]
        others = [k for k in into if kinds[k.cause] != "flow" or k.polarity == "?"]
        starts = [k for k in others if k.polarity == "?" and k.cause != variable.name]
        if variable.kind == "stock" and others == starts[:1] and not any(k.delay for k in into):
            stocks.add(variable.name)
            initials |= {variable.name: starts[0].cause} if starts else {}
    pipes = {
        k.ends: k.polarity
        for k in diagram.links
        if k.effect in stocks and initials.get(k.effect) != k.cause
    }
    counts: dict[str, list[str]] = {}
    for (flow, _), sign in pipes.items():
        counts.setdefault(flow, []).append(sign)
    # A pipe has one end of each kind.
    flows = {flow for flow, signs in counts.items() if len(set(signs)) == len(signs)}
    crowded = {stock for flow, stock in pipes if flow not in flows}
    kept = frozenset(stocks - crowded)
    return Structure(
        kept,
        frozenset(flow for flow, stock in pipes if stock in kept),
        frozenset(ends for ends in pipes if ends[1] in kept),
        {stock: cause for stock, cause in initials.items() if stock in kept},
    )


NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,12})?")


def lost_starts(diagram: Diagram, structure: Structure) -> list[str]:
    """Return the variables whose value at the start cannot be kept: only stocks and constants have
    one, and it is a number."""
    lost = []
    for variable in diagram.variables:
        fixed = variable.kind == "constant" and not diagram.links_to[variable.name]
        kept = variable.name in structure.stocks or fixed
        kept = kept and variable.name not in structure.initials
        if variable.initial and not (kept and NUMBER.fullmatch(variable.initial)):
            lost.append(variable.name)
    return lost


def lost_kinds(diagram: Diagram, structure: Structure) -> list[str]:
    """Return the stocks and flows that cannot be kept as such."""
    kept = structure.stocks | structure.flows
    return [v.name for v in diagram.variables if v.kind in ("stock", "flow") and v.name not in kept]
