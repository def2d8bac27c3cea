"""Points for the expectation of a stock."""

from __future__ import annotations

from cld.core.diagram import Polarity
from cld.grade.comparison import Comparison, Earned, Fact, FactKind, count_right
from cld.grade.key import Criterion


def stock(comparison: Comparison, criterion: Criterion) -> Earned:
    """A variable that is a stock, with its inflow and its outflow if the key asks for them. Each
    part counts the same."""
    (name,) = criterion.expectation.variables[:1]
    mine = comparison.pairing.answer_of.get(name)
    variable = comparison.answer.diagram.variable(mine) if mine else None
    if mine is None or variable is None:
        return Earned(criterion, 0.0, (Fact("nothing", (name,)),))
    facts = [Fact("stock" if variable.kind == "stock" else "no stock", (name, mine))]
    flows: tuple[tuple[str, Polarity], ...] = (("inflow", "+"), ("outflow", "-"))
    for role, sign in flows:
        flow = criterion.settings.get(role)
        if flow is not None:
            facts.append(_flow(comparison, flow, name, sign))
    return Earned(criterion, count_right(facts) / len(facts), tuple(facts))


def _flow(comparison: Comparison, flow: str, into: str, sign: Polarity) -> Fact:
    names = comparison.pairing.answer_of
    if flow not in names:
        return Fact("missing", (flow, into))
    ways = comparison.ways.between(names[flow], names[into])
    right = next((way for way in ways if way.sign == sign), None)
    if right is not None:
        return Fact("found", (flow, into), right.links)
    if not ways:
        return Fact("missing", (flow, into))
    kind: FactKind = "no sign" if ways[0].sign == "?" else "wrong sign"
    return Fact(kind, (flow, into), ways[0].links)
