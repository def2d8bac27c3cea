"""Totals that no strength changes: what flows only pass from stock to stock stays the same in sum.

At rest the equations of such stocks depend on one another, so they give no single level. The total
is the equation that they lack.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cld.core.diagram import Diagram
from cld.core.groups import connected
from cld.simulate.balance import Balance, LinkSigns, accumulates
from cld.simulate.order import causes_of
from cld.simulate.terms import MINUS_ONE, ONE

# Totals of more stocks than this that share flows are not looked for.
MOST_STOCKS = 60


@dataclass(frozen=True)
class Total:
    """A weighted sum of stocks that stays the same: `weights` by stock, 1 for `stock`, whose own
    equation at rest it replaces. If they are not `exact`, only their signs are known."""

    stock: str
    weights: Mapping[str, Fraction]
    exact: bool = True


def totals(diagram: Diagram, signs: LinkSigns, fed: Collection[str] = ()) -> list[Total]:
    """Return totals that stay the same whatever the strengths, each for another stock.

    Only flows move their stocks, and a flow brings to one what it takes from another, as where the
    file states no gain and no delay; or one variable alone moves them all.

    Parameters
    ----------
    signs : 1 or -1 for each link.
    fed : stocks that something else adds to.

    >>> from cld.language.source import source_of
    >>> text = "Here (+)-> go (-)-> Here\\ngo (+)-> There\\nHere: stock\\nThere: stock\\ngo: flow"
    >>> diagram = source_of(text).diagram
    >>> (found,) = totals(diagram, {k.ends: 1 if k.polarity == "+" else -1 for k in diagram.links})
    >>> found.stock, {name: int(weight) for name, weight in found.weights.items()}
    ('There', {'Here': 1, 'There': 1})
    """
    flows = {v.name for v in diagram.variables if v.kind == "flow"}
    moved: dict[str, dict[str, int]] = {}
    alone: dict[str, list[tuple[str, int]]] = {}
    for name in (v.name for v in diagram.variables if v.name in diagram.stocks):
        links = causes_of(diagram, name)
        if name in fed or not accumulates(diagram, name):
            continue
        if any(link.delay is not None or link.ends not in signs for link in links):
            continue
        if all(link.cause in flows and link.gain is None for link in links):
            moved[name] = {link.cause: signs[link.ends] for link in links}
        elif len(links) == 1:
            alone.setdefault(links[0].cause, []).append((name, signs[links[0].ends]))
    order = list(moved)
    found: list[Total] = []
    for group in connected([(f"stock {name}", *moved[name]) for name in order]):
        if 1 < len(group) <= MOST_STOCKS:
            found += _kept([order[number] for number in group], moved)
    for (first, sign), *others in alone.values():
        for name, other in others:
            found.append(Total(name, {first: Fraction(-sign * other), name: Fraction(1)}, False))
    return found


def _kept(stocks: Sequence[str], moved: Mapping[str, Mapping[str, int]]) -> Iterator[Total]:
    """The weights with which the stocks' changes add up to zero for each flow: a basis."""
    flows = dict.fromkeys(flow for name in stocks for flow in moved[name])
    rows = [[Fraction(moved[name].get(flow, 0)) for name in stocks] for flow in flows]
    pivots: list[int] = []
    for column in range(len(stocks)):
        done = len(pivots)
        at = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if at is None:
            continue
        rows[done], rows[at] = rows[at], rows[done]
        rows[done] = [entry / rows[done][column] for entry in rows[done]]
        for n, row in enumerate(rows):
            if n != done and row[column]:
                factor = row[column]
                rows[n] = [a - factor * b for a, b in zip(row, rows[done], strict=True)]
        pivots.append(column)
    for free in range(len(stocks)):
        if free in pivots:
            continue
        weights = {stocks[free]: Fraction(1)}
        for row, pivot in zip(rows, pivots, strict=False):
            if row[free]:
                weights[stocks[pivot]] = -row[free]
        if len(weights) > 1:
            yield Total(stocks[free], {name: weights[name] for name in stocks if name in weights})


def with_totals(balance: Balance, found: Sequence[Total]) -> Balance:
    """Return the equations of a part at rest, with totals in place of those of their stocks."""
    place = {name: number for number, name in enumerate(balance.names)}
    rows = list(balance.rows)
    for total in found:
        rows[place[total.stock]] = {
            place[name]: ONE if weight > 0 else MINUS_ONE for name, weight in total.weights.items()
        }
    return Balance(balance.names, tuple(rows))
