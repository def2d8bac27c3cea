"""Strengths for which a system settles, drawn at random: what they show moving both ways does.

A draw proves that something can happen, and never that it cannot, nor how likely it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from cld.core.diagram import Diagram
from cld.simulate.balance import LinkSigns, accumulates
from cld.simulate.order import causes_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

DRAWS = 1_000
# Strengths are drawn between a hundredth and a hundred, evenly by ratio.
_WIDEST = 2.0
# A level that is smaller than this share of the largest one is not known to be up or down.
_CLEAR = 1e-9


def seen_both_ways(
    diagram: Diagram,
    names: Sequence[str],
    waiting: Collection[str],
    pushed: str,
    signs: LinkSigns,
    open_: Collection[str],
) -> frozenset[str]:
    """Return the variables that end up higher for some strengths and lower for others, while the
    system settles.

    Parameters
    ----------
    names : the variables that the push reaches and that come to rest. No delay and no controller
        acts on them.
    waiting : those on a loop without a stock, which follow what their links bring in no time; any
        short time is assumed.
    open_ : the variables to look at.

    >>> from cld.language.source import source_of
    >>> text = "P (+)-> A (+)-> B (+)-> A (-)-> C (+)-> D\\nP (+)-> D"
    >>> diagram = source_of(text).diagram
    >>> links = {link.ends: 1 if link.polarity == "+" else -1 for link in diagram.links}
    >>> sorted(seen_both_ways(diagram, "PABCD", "AB", "P", links, "D"))
    ['D']
    """
    import numpy as np

    draw = np.random.Generator(np.random.PCG64(1))
    # In an order that does not depend on that of the lines.
    names = sorted(names)
    place = {name: number for number, name in enumerate(names)}
    flows = {v.name for v in diagram.variables if v.kind == "flow"}
    stocks = [place[name] for name in names if accumulates(diagram, name)]
    states = sorted({*stocks, *(place[name] for name in waiting if name in place)})
    others = [number for number in range(len(names)) if number not in set(states)]
    links = [k for name in names for k in causes_of(diagram, name) if k.cause in place]
    links.sort(key=lambda link: link.ends)
    rows = [place[k.effect] for k in links]
    columns = [place[k.cause] for k in links]
    own = np.array([float(signs[k.ends]) for k in links])
    whole = [k.cause in flows and place[k.effect] in stocks and k.gain is None for k in links]
    up, down = set[str](), set[str]()
    for _ in range(DRAWS):
        strengths = own * 10 ** draw.uniform(-_WIDEST, _WIDEST, len(links))
        strengths = np.where(whole, own, strengths)
        matrix = np.zeros((len(names), len(names)))
        np.add.at(matrix, (rows, columns), strengths)
        matrix -= np.diag([0.0 if n in stocks else 1.0 for n in range(len(names))])
        levels = _settled(matrix, states, others, place[pushed])
        if levels is None:
            continue
        clear = _CLEAR * max(abs(levels))
        up |= {name for name in open_ if levels[place[name]] > clear}
        down |= {name for name in open_ if levels[place[name]] < -clear}
        if up & down >= set(open_):
            break
    return frozenset(up & down)


def _settled(
    matrix: Matrix, states: Sequence[int], others: Sequence[int], pushed: int
) -> Matrix | None:
    """Return the levels after a push, or None if the system does not settle."""
    import numpy as np

    motion = matrix[np.ix_(states, states)]
    if others:
        block = matrix[np.ix_(others, others)]
        across = np.linalg.solve(block, matrix[np.ix_(others, states)])
        motion = motion - matrix[np.ix_(states, others)] @ across
    if len(states) and max(np.linalg.eigvals(motion).real) > -_CLEAR * abs(motion).max():
        return None
    push = np.zeros(len(matrix))
    push[pushed] = -1.0
    return np.linalg.solve(matrix, push).astype(np.float64)
