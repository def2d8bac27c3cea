"""The signs with which the stocks of a part act on one another, all other variables left out."""

from __future__ import annotations

from cld.core.diagram import Diagram
from cld.simulate.balance import LinkSigns, accumulates
from cld.simulate.order import causes_of
from cld.simulate.stable import SignMatrix


def stock_matrix(diagram: Diagram, part: tuple[str, ...], signs: LinkSigns) -> SignMatrix | None:
    """Return the sign of each stock's effect on the change of each stock of a part: 1, -1, 0, or
    None where there are ways of both signs. None if some loop of the part has no stock.

    >>> from cld.language.source import source_of
    >>> source = source_of("Prey (+)-> Catch (-)-> Prey\\nCatch (+)-> Foxes (+)-> Catch\\n"
    ...     "Prey: stock\\nFoxes: stock")
    >>> links = {link.ends: 1 if link.polarity == "+" else -1 for link in source.diagram.links}
    >>> stock_matrix(source.diagram, ("Prey", "Catch", "Foxes"), links)
    [[-1, -1], [1, 1]]
    """
    stocks = [name for name in part if accumulates(diagram, name)]
    order = _others_in_order(diagram, part, frozenset(stocks))
    if order is None:
        return None
    columns = []
    for source in stocks:
        reached: dict[str, frozenset[int]] = {source: frozenset({1})}
        for name in order:
            reached[name] = _brought(diagram, name, reached, signs)
        columns.append([_brought(diagram, name, reached, signs) for name in stocks])
    return [[_one(column[row]) for column in columns] for row in range(len(stocks))]


def _one(found: frozenset[int]) -> int | None:
    return None if len(found) > 1 else next(iter(found), 0)


def _brought(
    diagram: Diagram, name: str, reached: dict[str, frozenset[int]], signs: LinkSigns
) -> frozenset[int]:
    return frozenset(
        sign * signs[link.ends]
        for link in causes_of(diagram, name)
        for sign in reached.get(link.cause, ())
    )


def _others_in_order(
    diagram: Diagram, part: tuple[str, ...], stocks: frozenset[str]
) -> list[str] | None:
    """Return the other variables, causes before effects; None if they form a loop."""
    others = [name for name in part if name not in stocks]
    waiting = {
        name: sum(link.cause in others for link in causes_of(diagram, name)) for name in others
    }
    ready = [name for name in others if not waiting[name]]
    order = []
    while ready:
        name = ready.pop(0)
        order.append(name)
        for link in diagram.links_from[name]:
            if link.effect in waiting:
                waiting[link.effect] -= 1
                if not waiting[link.effect]:
                    ready.append(link.effect)
    return order if len(order) == len(others) else None
