"""Whether a part only passes on what it has: flows between its stocks change no total.

What a flow takes from one stock it brings to another. Where the file states no gain, both links
have the same strength, so the equations of the stocks can add up to zero for all strengths, which
no count of terms shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from cld.core.diagram import Diagram
from cld.simulate.balance import LinkSigns, accumulates
from cld.simulate.order import causes_of
from cld.simulate.totals import Total

# A prime: what is zero for all strengths is zero for random ones, and nothing else is but by
# chance of one in 2**61.
_PRIME = 2**61 - 1


def is_conserved(
    diagram: Diagram, part: tuple[str, ...], signs: LinkSigns, kept: Sequence[Total] = ()
) -> bool:
    """Return whether the equations of a part at rest depend on one another whatever the strengths
    are, if a link from a flow to a stock carries the whole flow. Totals that stay the same are
    equations in place of those of their stocks.

    >>> from cld.language.source import source_of
    >>> text = "Here (+)-> go (-)-> Here\\ngo (+)-> There (+)-> back (-)-> There\\nback (+)-> Here"
    >>> kinds = "\\nHere: stock\\nThere: stock\\ngo: flow\\nback: flow"
    >>> diagram = source_of(text + kinds).diagram
    >>> links = {link.ends: 1 if link.polarity == "+" else -1 for link in diagram.links}
    >>> is_conserved(diagram, ("Here", "go", "There", "back"), links)
    True
    """
    flows = {v.name for v in diagram.variables if v.kind == "flow"} & set(part)
    stocks = {name for name in part if accumulates(diagram, name)}
    shared = any(sum(k.effect in stocks for k in diagram.links_from[name]) > 1 for name in flows)
    if not shared and not kept:
        return False
    draw = Random(1)
    place = {name: number for number, name in enumerate(part)}
    rows = []
    for name in part:
        row = [0] * len(part)
        row[place[name]] = 0 if name in stocks else 1
        for link in causes_of(diagram, name):
            if link.cause in place:
                whole = link.cause in flows and name in stocks and link.gain is None
                strength = 1 if whole else draw.randrange(1, _PRIME)
                row[place[link.cause]] -= signs[link.ends] * strength
        rows.append([entry % _PRIME for entry in row])
    totals = [(place[total.stock], _row(total, place, rows)) for total in kept]
    for number, total_row in totals:
        rows[number] = total_row
    return _is_singular(rows)


def _row(total: Total, place: Mapping[str, int], rows: list[list[int]]) -> list[int]:
    """A total as an equation; of one that is not exact, with the strengths of the drawn links."""
    found = [0] * len(rows)
    for name, weight in total.weights.items():
        found[place[name]] = weight.numerator * pow(weight.denominator, -1, _PRIME) % _PRIME
    if not total.exact:
        own = rows[place[total.stock]]
        cause = next(number for number, entry in enumerate(own) if entry)
        for name in total.weights:
            if name != total.stock:
                other = pow(rows[place[name]][cause], -1, _PRIME)
                found[place[name]] = -own[cause] * other % _PRIME
    return found


def _is_singular(rows: list[list[int]]) -> bool:
    """Return whether a determinant is zero, by elimination modulo a prime."""
    size = len(rows)
    for column in range(size):
        pivot = next((n for n in range(column, size) if rows[n][column]), None)
        if pivot is None:
            return True
        rows[column], rows[pivot] = rows[pivot], rows[column]
        inverse = pow(rows[column][column], -1, _PRIME)
        for n in range(column + 1, size):
            factor = rows[n][column] * inverse % _PRIME
            if factor:
                rows[n] = [
                    (a - factor * b) % _PRIME for a, b in zip(rows[n], rows[column], strict=True)
                ]
    return False
