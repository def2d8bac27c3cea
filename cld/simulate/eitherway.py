"""Strengths for which a system settles, drawn at random: what they show moving both ways does.

A draw proves that something can happen, and never that it cannot, nor how likely it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cld.core.diagram import Diagram
from cld.simulate.balance import LinkSigns

DRAWS = 1_000


def seen_both_ways(
    diagram: Diagram,
    names: Sequence[str],
    waiting: Collection[str],
    pushed: str,
    signs: LinkSigns,
    open_: Collection[str],
    kept: int = 0,
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
    kept : the number of totals of stocks that stay the same.

    >>> from cld.language.source import source_of
    >>> text = "P (+)-> A (+)-> B (+)-> A (-)-> C (+)-> D\\nP (+)-> D"
    >>> diagram = source_of(text).diagram
    >>> links = {link.ends: 1 if link.polarity == "+" else -1 for link in diagram.links}
    >>> sorted(seen_both_ways(diagram, "PABCD", "AB", "P", links, "D"))
    ['D']
    """
    import numpy as np  # few pushes need it

    from cld.simulate.drawn import CLEAR, WIDEST, DrawnSystem

    draw = np.random.Generator(np.random.PCG64(1))
    system = DrawnSystem(diagram, names, waiting, signs, kept)
    up, down = set[str](), set[str]()
    for _ in range(DRAWS):
        matrix = system.matrix(draw.uniform(-WIDEST, WIDEST, len(system.own)))
        levels = system.levels(matrix, pushed)
        if levels is None:
            continue
        clear = CLEAR * max(abs(levels))
        up |= {name for name in open_ if levels[system.place[name]] > clear}
        down |= {name for name in open_ if levels[system.place[name]] < -clear}
        if up & down >= set(open_):
            break
    return frozenset(up & down)


def settles_somehow(
    diagram: Diagram,
    names: Sequence[str],
    waiting: Collection[str],
    signs: LinkSigns,
    kept: int = 0,
) -> bool:
    """Return whether strengths are found with which some variables settle, without their delays.

    >>> from cld.language.source import source_of
    >>> text = "Users (+)-> Users (+)-> Dealers (+)-> Users\\nDealers (+)-> Arrests (-)-> Dealers"
    >>> diagram = source_of(f"{text}\\nUsers: stock\\nDealers: stock").diagram
    >>> links = {link.ends: 1 if link.polarity == "+" else -1 for link in diagram.links}
    >>> settles_somehow(diagram, ["Users", "Dealers", "Arrests"], [], links)
    False
    """
    from cld.simulate.drawn import DrawnSystem

    return DrawnSystem(diagram, names, waiting, signs, kept).settles_somehow()


def drifting(
    diagram: Diagram,
    names: Sequence[str],
    waiting: Collection[str],
    signs: LinkSigns,
    moved: Collection[str] = (),
) -> frozenset[str]:
    """Return the variables of a part that have no level to come back to, when some are `moved`.

    >>> from cld.language.source import source_of
    >>> text = "Ill (+)-> Care (-)-> Risk (+)-> Onset (+)-> Ill (+)-> Cured (-)-> Ill\\n"
    >>> text += "Well (+)-> Onset (-)-> Well\\nOnset: flow\\nCured: flow"
    >>> diagram = source_of(f"{text}\\nIll: stock\\nRisk: stock\\nWell: stock").diagram
    >>> links = {link.ends: 1 if link.polarity == "+" else -1 for link in diagram.links}
    >>> sorted(drifting(diagram, [v.name for v in diagram.variables], [], links))
    ['Risk', 'Well']
    """
    from cld.simulate.drawn import DrawnSystem

    return DrawnSystem(diagram, names, waiting, signs).drifting(moved)


def ramping(
    diagram: Diagram, names: Sequence[str], waiting: Collection[str], signs: LinkSigns, pushed: str
) -> frozenset[str] | None:
    """Return the variables that go on changing after a push, whatever the strengths; None if that
    is not known.

    >>> from cld.language.source import source_of
    >>> text = "Cash (+)-> Pay (-)-> Debt (+)-> Pay\\nCash: stock\\nDebt: stock"
    >>> diagram = source_of(text).diagram
    >>> links = {link.ends: 1 if link.polarity == "+" else -1 for link in diagram.links}
    >>> sorted(ramping(diagram, ["Cash", "Pay", "Debt"], [], links, "Cash") or ())
    ['Cash', 'Debt']
    """
    from numpy.linalg import LinAlgError

    from cld.simulate.drawn import DrawnSystem

    try:
        return DrawnSystem(diagram, names, waiting, signs).ramping(pushed)
    except LinAlgError:
        return None
