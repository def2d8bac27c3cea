"""Loops that are a stock and what flows out of it."""

from __future__ import annotations

from cld.core.diagram import Diagram
from cld.loops.loop import Loop


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
