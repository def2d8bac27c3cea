"""Whether a part only passes on what it has: flows between its stocks change no total.

What a flow takes from one stock it brings to another. Where the file states no gain, both links
have the same strength, so the equations of the stocks can add up to zero for all strengths, which
no count of terms shows.
"""

from __future__ import annotations

from random import Random

from cld.core.diagram import Diagram
from cld.simulate.balance import LinkSigns, accumulates
from cld.simulate.order import causes_of

# A prime: what is zero for all strengths is zero for random ones, and nothing else is but by
# chance of one in 2**61.
_PRIME = 2**61 - 1


def is_conserved(diagram: Diagram, part: tuple[str, ...], signs: LinkSigns) -> bool:
    """Return whether the equations of a part at rest depend on one another whatever the strengths
    are, if a link from a flow to a stock carries the whole flow.

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
    if not shared:
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
    return _is_singular(rows)


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
