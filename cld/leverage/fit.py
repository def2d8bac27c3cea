"""Whether an operation of an intervention fits the diagram it is to change."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from cld.leverage.apply import Ends
from cld.model import Change, Diagram, Link
from cld.quantities import QuantityError, delay, spoken_delay
from cld.suggest import closest

ON_LINKS = ("cut", "weaken", "strengthen", "delay")


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit and what may help; `possible` tells an operation that can be done all
    the same from one that has nothing to work on."""

    message: str
    hint: str
    possible: bool


def misfit(diagram: Diagram, change: Change, added: Container[Ends] = ()) -> Misfit | None:
    """Return what does not fit between an operation and the diagram, or None.

    `added` are links that the same intervention draws; they are not missing.

    >>> from cld.model import Variable
    >>> diagram = Diagram(None, (Variable("A"), Variable("B")), (Link("A", "B", "+"),))
    >>> misfit(diagram, Change("cut", (Link("B", "A", "?"),))).message
    'there is no link B → A to cut'
    """
    for link in change.links:
        standing = diagram.link(link.cause, link.effect)
        if standing is None:
            if change.verb in ON_LINKS and (link.cause, link.effect) not in added:
                return _missing(diagram, change.verb, link)
        else:
            found = _standing(change, link, standing)
            if found:
                return found
    return _other_capacity(diagram, change) if change.verb == "capacity" else None


def _missing(diagram: Diagram, verb: str, link: Link) -> Misfit:
    names = [variable.name for variable in diagram.variables]
    hint = "check the two names"
    if diagram.link(link.effect, link.cause) is not None:
        hint = f"the other way round it stands: {link.effect} → {link.cause}"
    for name in (link.cause, link.effect):
        near = closest(name, names) if name not in names else None
        if near:
            hint = f"did you mean “{near}”?"
    return Misfit(f"there is no link {link.cause} → {link.effect} to {verb}", hint, False)


def _standing(change: Change, link: Link, standing: Link) -> Misfit | None:
    ends = f"{link.cause} → {link.effect}"
    if change.verb == "add":
        hint = "`strengthen` makes a link count for more"
        return Misfit(f"the link {ends} stands already", hint, True)
    if change.verb not in ON_LINKS:
        return None
    if "?" not in (link.polarity, standing.polarity) and link.polarity != standing.polarity:
        message = f"the sign of {ends} is {standing.polarity}"
        return Misfit(message, "correct one of the two", True)
    return _other_delay(standing, change, ends) if change.verb == "delay" else None


def _other_delay(standing: Link, change: Change, ends: str) -> Misfit | None:
    try:
        before = delay(change.before or "")
    except QuantityError:
        return None
    now = standing.delay
    if now is not None and not now.complete:
        return None
    if now is None or (now.min, now.max) != (before.min, before.max):
        marked = spoken_delay(now) if now else "none"
        message = f"the delay of {ends} is {marked} in the diagram, not {change.before}"
        return Misfit(message, "correct one of the two", True)
    return None


def _other_capacity(diagram: Diagram, change: Change) -> Misfit | None:
    variable = diagram.variable(change.name or "")
    if variable is None or not variable.capacity or _same(variable.capacity, change):
        return None
    message = f"the capacity of “{change.name}” is {variable.capacity}, not {change.before}"
    return Misfit(message, "correct one of the two", True)


def _same(capacity: str, change: Change) -> bool:
    """`1000 to 5000 items` says the unit once, behind both values."""
    before, after = change.before or "", (change.after or "").split()
    return capacity == before or capacity.split() == [*before.split(), *after[1:]]
