"""Directions that follow from known ones: at rest, what a variable's causes bring adds up.

The signs of a whole part may decide nothing of a variable that one equation alone decides: what
adds to a stock is zero at rest, so that of two causes one falls as the other rises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cld.core.diagram import Diagram
from cld.simulate.balance import LinkSigns, accumulates
from cld.simulate.order import causes_of
from cld.simulate.totals import Total

# An equation: the sign of each variable in it, 0 where it may be either, and of what is pushed.
RestRow = tuple[Mapping[str, int], int]


def equations(
    diagram: Diagram,
    names: Iterable[str],
    signs: LinkSigns,
    pushed: str,
    kept: Sequence[Total] = (),
) -> list[RestRow]:
    """Return the equations of variables at rest, and of totals that stay the same.

    Parameters
    ----------
    names : the variables that come to rest, as all their causes do.
    pushed : the variable that is pushed up.
    """
    found: list[RestRow] = []
    for name in names:
        row: dict[str, int] = {} if accumulates(diagram, name) else {name: -1}
        for link in causes_of(diagram, name):
            sign = signs[link.ends]
            # What a variable adds to itself may be less or more than itself.
            row[link.cause] = sign if row.get(link.cause, sign) == sign else 0
        found.append((row, 1 if name == pushed else 0))
    found += [({n: 1 if w > 0 else -1 for n, w in total.weights.items()}, 0) for total in kept]
    return found


def followed(rows: Sequence[RestRow], known: Mapping[str, int]) -> dict[str, int]:
    """Return the directions that equations add to those that are known: 1, -1 or 0 by variable.

    >>> followed([({"A": 1, "B": -1}, 0), ({"B": -1, "C": 1, "D": 1}, 0)], {"A": 1, "C": -1})
    {'B': 1, 'D': 1}
    """
    found = dict(known)
    changed = True
    while changed:
        changed = False
        for row, push in rows:
            open_ = [name for name in row if name not in found]
            if len(open_) != 1 or not row[open_[0]]:
                continue
            rest = {push} if push else set()
            for name, sign in row.items():
                if found.get(name):
                    rest.add(found[name] * sign if sign else 2)
            if len(rest) <= 1 and 2 not in rest:
                found[open_[0]] = -row[open_[0]] * rest.pop() if rest else 0
                changed = True
    return {name: way for name, way in found.items() if name not in known}
