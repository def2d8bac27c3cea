"""How a file shows a stabiliser of a failure pattern."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from cld.core.diagram import Diagram, Pairs
from cld.core.english import negative_in
from cld.loops.loop import Loop
from cld.patterns.cues import Texts, calls, value_of
from cld.patterns.failures import Stabiliser


@dataclass(frozen=True, slots=True)
class ShownStabiliser:
    """How a file shows a stabiliser (empty if it does not), and the loops that show it."""

    how: str
    loops: frozenset[str]


def shown_stabiliser(
    texts: Texts,
    stabiliser: Stabiliser,
    members: Collection[Loop],
    names: Collection[str],
    near: Iterable[Loop],
) -> ShownStabiliser:
    """Return how a file shows a stabiliser of some loops.

    There are three ways: a balancing loop that meets them and has its name or key; a key on the
    loops themselves; or a variable with its name that acts on them.

    Parameters
    ----------
    texts, stabiliser : the texts of the diagram, and the stabiliser to find.
    members, names : the loops of the failure pattern, and their variables.
    near : the balancing loops that share a variable with them.
    """
    diagram, named = texts.diagram, texts.named(stabiliser.named)
    by, how = set(), ""
    for loop in near:
        private = [name for name in loop.variables if name not in names]
        keyed = [k.extra for k in loop.links if k.extra and set(k.ends) - set(names)]
        keyed += [loop.extra, *(v.extra for v in map(diagram.variable, private) if v)]
        called = not named.isdisjoint(private) or calls(stabiliser.named, loop)
        if called or _keyed(stabiliser, keyed, limits=False):
            by.add(loop.id)
            how = how or loop.title
    how = how or _keyed(stabiliser, extras_of(diagram, members))
    if not how:
        # A cause from outside, or one that works against the loop.
        bearing = (
            name
            for name in named.difference(names)
            if not negative_in(name)
            for link in diagram.links_from[name]
            if link.effect in names and (link.polarity == "-" or not diagram.links_to[name])
        )
        how = min(bearing, default="")
    return ShownStabiliser(how, frozenset(by))


def _keyed(stabiliser: Stabiliser, extras: Sequence[Pairs], limits: bool = True) -> str:
    """The key by which a file shows a stabiliser. A limit applies only to its own variable, so
    limits of other loops are left out."""
    for key, contains in stabiliser.keys:
        if key == "limit" and not limits:
            continue
        for extra in extras:
            value = value_of([extra], key)
            if value and re.search(contains, value):
                return value if key == stabiliser.name else f"{key} {value}"
    return ""


def extras_of(diagram: Diagram, loops: Iterable[Loop]) -> list[Pairs]:
    """Return the attributes of loops, of their variables and of their links, each once."""
    found: dict[object, Pairs] = {}
    for loop in loops:
        found[loop.id, "loop"] = loop.extra
        for link in loop.links:
            variable = diagram.variable(link.cause)
            if variable is not None and variable.extra:
                found[link.cause] = variable.extra
            if link.extra:
                found[link.ends] = link.extra
    return [extra for extra in found.values() if extra]
