"""The direction in which each reinforcing loop of a group runs while the others drive it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cld.loops.loop import Loop


@dataclass(frozen=True, slots=True)
class Directions:
    """How the loops of a group run together.

    `turned` are those that run the other way while the others run as they are written, with a
    first variable that rises. `odd` are three loops that cannot all drive each other at once, the
    first of `odds` such groups. `agree` is False if there are such loops, even if it takes more
    than three to show it.
    """

    turned: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    odds: int = 0
    agree: bool = True


def directions(loops: Sequence[Loop], pairs: Iterable[tuple[str, str, str]]) -> Directions:
    """Return the directions in which loops drive each other.

    Parameters
    ----------
    loops : the reinforcing loops of a group.
    pairs : two of them and a variable that both move, for each pair that drives each other: all
        variables that the two share give the same sign.

    References
    ----------
    F. Harary, On the notion of balance of a signed graph, Michigan Math. J. 2, 1953: a group
    agrees if every cycle of pairs has an even number of turned ones.

    >>> from cld.analyze import analyze
    >>> report = analyze("C (-)-> A (-)-> C\\nA (+)-> B (+)-> A")
    >>> directions(report.loops, [("R1", "R2", "A")]).turned
    ('R2',)
    """
    signs = {loop.id: _signs(loop) for loop in loops}
    near: dict[str, dict[str, int]] = {id_: {} for id_ in signs}
    for one, other, shared in pairs:
        near[one][other] = near[other][one] = signs[one][shared] * signs[other][shared]
    way: dict[str, int] = {}
    turned: list[str] = []
    for first in near:
        if first in way:
            continue
        way[first] = 1
        part, pending = [first], deque([first])
        while pending:
            here = pending.popleft()
            for other, sign in near[here].items():
                if other not in way:
                    way[other] = way[here] * sign
                    part.append(other)
                    pending.append(other)
                elif way[other] != way[here] * sign:
                    odd, odds = _triangles(near)
                    return Directions(odd=odd, odds=odds, agree=False)
        ahead = [id_ for id_ in part if way[id_] > 0]
        back = [id_ for id_ in part if way[id_] < 0]
        turned += back if len(back) <= len(ahead) else ahead
    return Directions(tuple(turned))


def _triangles(near: dict[str, dict[str, int]]) -> tuple[tuple[str, ...], int]:
    """The first three loops that drive each other in pairs, but not all three together, and the
    number of such groups."""
    place = {id_: number for number, id_ in enumerate(near)}
    later = {
        one: {id_: sign for id_, sign in others.items() if place[id_] > place[one]}
        for one, others in near.items()
    }
    first, count = tuple[str, ...](), 0
    for one, others in later.items():
        for two, sign in others.items():
            for three, back in later[two].items():
                if three in others and sign * back * others[three] < 0:
                    first = first or (one, two, three)
                    count += 1
    return first, count


def _signs(loop: Loop) -> dict[str, int]:
    """Whether each variable rises or falls while the first one rises."""
    sign, found = 1, {}
    for link in loop.links:
        found[link.cause] = sign
        sign = -sign if link.polarity == "-" else sign
    return found
