"""What belongs to a stock by its nature: its flows, and the loop of what flows out of it."""

from __future__ import annotations

from collections.abc import Set

from cld.core.diagram import Diagram, Ends, Link
from cld.loops.loop import Loop


def is_flow_into_stock(diagram: Diagram, ends: Ends) -> bool:
    """Tell whether a link is a flow that fills or empties a stock: bookkeeping, which nobody can
    cut or weaken.

    >>> from cld.analyze import analyze
    >>> diagram = analyze("Birth (+)-> Rabbits\\nBirth: flow\\nRabbits: stock").diagram
    >>> is_flow_into_stock(diagram, ("Birth", "Rabbits"))
    True
    """
    flow, stock = map(diagram.variable, ends)
    return flow is not None and flow.kind == "flow" and stock is not None and stock.kind == "stock"


def own_flows(diagram: Diagram) -> frozenset[Ends]:
    """Return the links by which flows fill and drain stocks, which nobody can cut: from a flow to
    its stock, and from a stock to what flows out of it.

    The second kind counts only where nothing but the stock and what is given from outside sets
    the flow, and where every loop has a link of another kind: what circulates from stock to
    stock runs through nothing else.

    >>> from cld.analyze import analyze
    >>> diagram = analyze("Fish (+)-> Death (-)-> Fish\\nDeath: flow\\nFish: stock").diagram
    >>> sorted(own_flows(diagram))
    [('Death', 'Fish'), ('Fish', 'Death')]
    """
    fills = {link.ends for link in diagram.links if is_flow_into_stock(diagram, link.ends)}
    drains = {}
    for flow, stock in fills:
        into, out = diagram.link(stock, flow), diagram.link(flow, stock)
        # What else sets the flow may be a decision.
        causes = (link.cause for link in diagram.links_to[flow])
        alone = all(cause == stock or cause in diagram.given for cause in causes)
        if into and out and (into.polarity, out.polarity) == ("+", "-") and alone:
            drains[stock, flow] = flow
    own = frozenset(drains)
    if len(set(drains.values())) < len(drains):
        return frozenset(fills)
    onward = {ends for ends in fills if ends[::-1] not in own} | own
    return frozenset(fills) if _has_ring(onward) else frozenset(fills | own)


def _has_ring(links: Set[Ends]) -> bool:
    """Whether links close a loop: what nothing leads to is taken away until nothing is left."""
    left = set(links)
    while left:
        ends = {effect for _, effect in left}
        inner = {link for link in left if link[0] in ends}
        if inner == left:
            return True
        left = inner
    return False


def circulates(diagram: Diagram, loop: Loop) -> bool:
    """Tell whether a loop only carries what is there round from stock to stock: each stock of it
    fills the next one by what flows out of it. However strong its links are, nothing grows.

    References
    ----------
    J. A. Jacquez and C. P. Simon, Qualitative theory of compartmental systems, SIAM Review 35,
    1993: a closed compartmental system is bounded.

    >>> from cld.analyze import analyze
    >>> report = analyze("Well (+)-> Fall ill (+)-> Ill (+)-> Recover (+)-> Well\\n"
    ...                  "Fall ill (-)-> Well\\nRecover (-)-> Ill\\n"
    ...                  "Well: stock\\nIll: stock\\nFall ill: flow\\nRecover: flow")
    >>> [circulates(report.diagram, loop) for loop in report.loops if loop.type == "R"]
    [True]
    """
    if loop.type != "R" or not any(link.cause in diagram.stocks for link in loop.links):
        return False
    return all(
        is_outflow(diagram, link)
        if link.cause in diagram.stocks
        else link.polarity == "+" and is_flow_into_stock(diagram, link.ends)
        for link in loop.links
    )


def is_closed(diagram: Diagram, loop: Loop) -> bool:
    """Tell whether what flows on a loop only leaves one of its stocks for another: then all of
    them together hold the same at all times."""
    stocks = diagram.stocks.intersection(loop.variables)
    if not all(
        is_flow_into_stock(diagram, link.ends) for link in loop.links if link.effect in stocks
    ):
        return False
    flows = [v for v in map(diagram.variable, loop.variables) if v and v.kind == "flow"]
    for flow in flows:
        ends = (link for link in diagram.links_from[flow.name] if link.effect in stocks)
        if sorted(link.polarity for link in ends) != ["+", "-"]:
            return False
    return bool(flows)


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
    return any(is_outflow(diagram, link) for link in loop.links)


def empties(diagram: Diagram, loop: Loop) -> bool:
    """Tell whether a loop is a stock and what is marked as the flow out of it."""
    back = any(is_flow_into_stock(diagram, link.ends) for link in loop.links)
    return back and is_drain(diagram, loop)


def is_outflow(diagram: Diagram, link: Link) -> bool:
    """Tell whether a link leads from a stock to what flows out of it, on which nobody decides."""
    stock, out = link.ends
    back = diagram.link(out, stock)
    if back is None or link.info or (link.polarity, back.polarity) != ("+", "-"):
        return False
    return stock in diagram.stocks and out not in diagram.stocks and out not in diagram.deciding
