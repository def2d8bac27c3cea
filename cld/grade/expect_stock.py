"""What an expectation of a stock earns."""

from __future__ import annotations

from cld.core.diagram import Polarity
from cld.grade.comparison import Board, Earned, Fact, FactKind, count_right
from cld.grade.key import Criterion


def stock(board: Board, criterion: Criterion) -> Earned:
    """A variable that is a stock, with its inflow and its outflow where the key asks for them:
    each counts the same."""
    (name,) = criterion.expectation.variables[:1]
    mine = board.pairing.answer_of.get(name)
    variable = board.answer.diagram.variable(mine) if mine else None
    if mine is None or variable is None:
        return Earned(criterion, 0.0, (Fact("nothing", (name,)),))
    facts = [Fact("stock" if variable.kind == "stock" else "no stock", (name,))]
    flows: tuple[tuple[str, Polarity], ...] = (("inflow", "+"), ("outflow", "-"))
    for role, sign in flows:
        flow = criterion.settings.get(role)
        if flow is not None:
            facts.append(_flow(board, flow, name, sign))
    return Earned(criterion, count_right(facts) / len(facts), tuple(facts))


def _flow(board: Board, flow: str, into: str, sign: Polarity) -> Fact:
    names = board.pairing.answer_of
    if flow not in names:
        return Fact("missing", (flow, into))
    ways = board.ways.between(names[flow], names[into])
    right = next((way for way in ways if way.sign == sign), None)
    if right is not None:
        return Fact("found", (flow, into), right.links)
    if not ways:
        return Fact("missing", (flow, into))
    kind: FactKind = "no sign" if ways[0].sign == "?" else "wrong sign"
    return Fact(kind, (flow, into), ways[0].links)
