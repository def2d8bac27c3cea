"""What belongs to a stock by its nature: its flows, and the loop of what flows out of it."""

from __future__ import annotations

from cld.core.diagram import Diagram, Ends
from cld.loops.loop import Loop


def is_flow_into_stock(diagram: Diagram, ends: Ends) -> bool:
    """Tell whether a link is a flow that fills or empties a stock: bookkeeping, which nobody can
    cut or weaken.

    >>> from cld.analyze import analyze
    >>> diagram = analyze("Birth (+)-> Rabbits\nBirth: flow\nRabbits: stock").diagram
    >>> is_flow_into_stock(diagram, ("Birth", "Rabbits"))
    True
    """
    flow, stock = map(diagram.variable, ends)
    return flow is not None and flow.kind == "flow" and stock is not None and stock.kind == "stock"


def is_drain(diagram: Diagram, loop: Loop) -> bool:
    """Tell whether a loop is a stock and the flow out of it, on which nobody decides.

    What leaves in proportion to what is there, as deaths or leavers do, pulls the stock down
    whatever anyone wants it to be.

    >>> from cld.analyze import analyze
    >>> report = analyze("Staff (+)-> Leaving (-)-> Staff\\nStaff: stock, goal = 150")
    >>> is_drain(report.diagram, report.loops[0])
    True
    """
    if len(loop.links) != 2:
        return False
    first, second = loop.links
    grows, falls = (first, second) if first.polarity == "+" else (second, first)
    if (grows.polarity, falls.polarity) != ("+", "-") or grows.info:
        return False
    stock, out = grows.ends
    return stock in diagram.stocks and out not in diagram.stocks and out not in diagram.deciding
