"""Whether the marked delays show the order in time that a template expects."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

from cld.core.diagram import Diagram, Link
from cld.core.quantities import NO_DELAY, Delay
from cld.patterns.match import PatternMatch
from cld.patterns.template import Order, TemplateArc

# At most this many links are examined for a parallel path.
MOST_TRIED = 500


@dataclass(frozen=True, slots=True)
class WayTime:
    """The marked delay of a path, and how many of its links are marked."""

    total: Delay
    marked: int


def way_time(diagram: Diagram, match: PatternMatch, arcs: Sequence[TemplateArc]) -> WayTime:
    """Return the sum of the delays marked along some arcs of a match."""
    total, marked = NO_DELAY, 0
    for arc in arcs:
        for link in _links(diagram, match.path(arc)):
            if link.delay is not None:
                total += link.delay
                marked += 1
    return WayTime(total, marked)


def contradicts(diagram: Diagram, match: PatternMatch, order: Order, limited: bool) -> bool:
    """Return whether the marks reverse the expected order in time.

    A mark on the sooner path alone reverses it too, unless the order requires both to be marked.
    """
    sooner = way_time(diagram, match, order.sooner)
    later = way_time(diagram, match, order.later)
    if order.unlimited and (limited or not later.marked):
        return False
    if not later.marked:
        return sooner.marked > 0
    return later.total.max is not None and sooner.total.min > later.total.max


def confirms(diagram: Diagram, match: PatternMatch, order: Order) -> bool:
    """Return whether the marks show the expected order in time."""
    sooner = way_time(diagram, match, order.sooner)
    later = way_time(diagram, match, order.later)
    if not sooner.marked:
        return later.marked > 0 and later.total.max != 0
    return sooner.total.max is not None and later.total.min > sooner.total.max


def parallel_delay(
    diagram: Diagram, match: PatternMatch, arcs: Sequence[TemplateArc]
) -> tuple[str, ...] | None:
    """Return a path parallel to some arcs, of the same sign, on which a delay is marked.

    It passes no other role of the match. At most `MOST_TRIED` links are examined, the nearest
    first.
    """
    for arc in arcs:
        path = match.path(arc)
        sign = prod(_sign(link) for link in _links(diagram, path))
        roles = set(match.roles.values()) - {path[-1]}
        pending: deque[tuple[tuple[str, ...], int, bool]] = deque([(path[:1], 1, False)])
        tried = 0
        while pending:
            gone, so_far, delayed = pending.popleft()
            for link in diagram.links_from[gone[-1]]:
                tried += 1
                if tried > MOST_TRIED:
                    return None
                step, late = so_far * _sign(link), delayed or link.delay is not None
                if link.effect == path[-1] and step == sign and late:
                    return (*gone, link.effect)
                if step and link.effect not in roles and link.effect not in (*gone, path[-1]):
                    pending.append(((*gone, link.effect), step, late))
    return None


def _sign(link: Link) -> int:
    return {"+": 1, "-": -1}.get(link.polarity, 0)


def _links(diagram: Diagram, path: Sequence[str]) -> Iterator[Link]:
    for cause, effect in pairwise(path):
        link = diagram.link(cause, effect)
        if link is not None:
            yield link
