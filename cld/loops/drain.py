"""The flows of a stock, and the loop of a stock and its outflow."""

from __future__ import annotations

from collections.abc import Set

from cld.core.diagram import Diagram, Ends, Link
from cld.loops.loop import Loop


def is_flow_into_stock(diagram: Diagram, ends: Ends) -> bool:
    """Return whether a link is a flow that fills or empties a stock: this is bookkeeping, which
    nobody can cut or weaken.

    >>> from cld.analyze import analyze
    >>> diagram = analyze("Birth (+)-> Rabbits\\nBirth: flow\\nRabbits: stock").diagram
    >>> is_flow_into_stock(diagram, ("Birth", "Rabbits"))
    True
    """
    flow, stock = map(diagram.variable, ends)
    return flow is not None and flow.kind == "flow" and stock is not None and stock.kind == "stock"


def own_flows(diagram: Diagram) -> frozenset[Ends]:
    """Return the links by which flows fill and drain stocks, which nobody can cut: from a flow to
    its stock, and from a stock to its outflows.

    The second kind counts only if nothing except the stock and external inputs sets the flow, and
    if every loop has a link of another kind: a circulation from stock to stock consists of nothing
    else.

    >>> from cld.analyze import analyze
    >>> diagram = analyze("Fish (+)-> Death (-)-> Fish\\nDeath: flow\\nFish: stock").diagram
    >>> sorted(own_flows(diagram))
    [('Death', 'Fish'), ('Fish', 'Death')]
    """
    fills = {link.ends for link in diagram.links if is_flow_into_stock(diagram, link.ends)}
    drains = {}
    for flow, stock in fills:
        into, out = diagram.link(stock, flow), diagram.link(flow, stock)
        # Another cause of the flow may be a decision.
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
    """Whether links close a loop: nodes that nothing leads to are removed until none is left."""
    left = set(links)
    while left:
        ends = {effect for _, effect in left}
        inner = {link for link in left if link[0] in ends}
        if inner == left:
            return True
        left = inner
    return False


def circulates(diagram: Diagram, loop: Loop) -> bool:
    """Return whether a loop only carries its content from stock to stock: the outflow of each stock
    fills the next one, and rises with what is in the stock, by way of any other variables. However
    strong its links are, nothing grows.

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
    start = next(name for name in loop.variables if name in diagram.stocks)
    stock, sign = start, 1
    for link in loop.turned_to(start).links:
        if link.polarity == "?" or link.cause in diagram.deciding:
            return False
        sign = -sign if link.polarity == "-" else sign
        if link.effect not in diagram.stocks:
            continue
        # What goes into the next stock must be what comes out of this one.
        if link.polarity != "+" or link.effect == stock:
            return False
        back = diagram.link(link.cause, stock)
        leaves = back is not None and back.polarity == "-"
        carries = leaves and is_flow_into_stock(diagram, (link.cause, stock))
        if sign < 0 or not carries or not is_flow_into_stock(diagram, link.ends):
            return False
        stock, sign = link.effect, 1
    return True


def is_closed(diagram: Diagram, loop: Loop) -> bool:
    """Return whether every outflow on a loop only moves content from one of its stocks to another:
    then the sum of the stocks is constant."""
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
    """Return whether a loop is a stock and its outflow, without any decision.

    An outflow in proportion to the stock, such as deaths or leavers, pulls the stock down
    regardless of any goal.

    >>> from cld.analyze import analyze
    >>> report = analyze("Staff (+)-> Leaving (-)-> Staff\\nStaff: stock, goal = 150")
    >>> is_drain(report.diagram, report.loops[0])
    True
    """
    if len(loop.links) != 2:
        return False
    return any(is_outflow(diagram, link) for link in loop.links)


def empties(diagram: Diagram, loop: Loop) -> bool:
    """Return whether a loop is a stock and the flow that is marked as its outflow."""
    back = any(is_flow_into_stock(diagram, link.ends) for link in loop.links)
    return back and is_drain(diagram, loop)


def is_outflow(diagram: Diagram, link: Link) -> bool:
    """Return whether a link leads from a stock to its outflow, without any decision."""
    stock, out = link.ends
    back = diagram.link(out, stock)
    if back is None or link.info or (link.polarity, back.polarity) != ("+", "-"):
        return False
    return stock in diagram.stocks and out not in diagram.stocks and out not in diagram.deciding


def moves_on(diagram: Diagram, link: Link) -> bool:
    """Return whether the effect of a link takes from its cause, a stock, and adds to another one.

    >>> from cld.analyze import analyze
    >>> text = "Bugs (+)-> Found (-)-> Bugs\\nFound (+)-> Repairs\\nBugs: stock\\nRepairs: stock"
    >>> diagram = analyze(text).diagram
    >>> moves_on(diagram, diagram.link("Bugs", "Found"))
    True
    """
    stock, out = link.ends
    return any(
        onward.polarity == "+" and onward.effect in diagram.stocks and onward.effect != stock
        for onward in diagram.links_from[out]
    )
