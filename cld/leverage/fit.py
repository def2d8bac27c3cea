"""Whether an operation of an intervention fits its diagram."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cld.core.diagram import Change, Diagram, Ends, Link
from cld.core.quantities import Delay, QuantityError, delay, spoken_delay
from cld.core.suggest import closest

# For at most this many misfits, similar names are sought for an unknown name.
MOST_SUGGESTIONS = 20
ON_LINKS = ("cut", "weaken", "strengthen", "delay")


@dataclass(frozen=True, slots=True)
class Misfit:
    """A mismatch and a hint; `possible` is True if the operation can be done anyway, and False if
    it has nothing to work on."""

    message: str
    hint: str
    possible: bool


def misfits(
    diagram: Diagram, changes: Iterable[Change], suggestions: int = MOST_SUGGESTIONS
) -> Iterator[tuple[Change, Misfit]]:
    """Yield each operation that does not fit the diagram, as the operations before it have left it.
    For the first `suggestions` of them, similar names are sought for an unknown name.

    >>> from cld.core.diagram import Variable
    >>> diagram = Diagram(None, (Variable("A"), Variable("B")), (Link("A", "B", "+"),))
    >>> cut = Change("cut", (Link("A", "B", "?"),))
    >>> [found.message for _, found in misfits(diagram, [cut, cut])]
    ['the diagram has no link A → B to cut']
    """
    moved: dict[Ends, Link | None] = {}
    capacities: dict[str, str] = {}
    for change in changes:
        suggest = suggestions > 0
        found = _misfit(diagram, change, moved, suggest)
        if change.verb == "capacity":
            found = _other_capacity(diagram, change, capacities)
        elif change.verb == "stock":
            found = _no_such_stock(diagram, change.name or "", moved, suggest)
        if found:
            suggestions -= 1
            yield change, found


def _misfit(
    diagram: Diagram, change: Change, moved: dict[Ends, Link | None], suggest: bool
) -> Misfit | None:
    """The mismatch of an operation; `moved` has the links as the operation leaves them."""
    found = None
    for link in change.links:
        ends = link.ends
        standing = moved[ends] if ends in moved else diagram.link(*ends)
        if standing is None:
            if change.verb in ON_LINKS:
                found = found or _missing(diagram, change.verb, link, suggest)
            elif change.verb == "add" or link.polarity != "?":
                moved[ends] = link
            continue
        found = found or _standing(change, link, standing)
        if change.verb == "cut":
            moved[ends] = None
        elif change.verb == "delay":
            moved[ends] = replace(standing, delay=_length(change.after) or standing.delay)
    return found


def _missing(diagram: Diagram, verb: str, link: Link, suggest: bool) -> Misfit:
    names = [variable.name for variable in diagram.variables] if suggest else []
    hint = "check the two names"
    if diagram.link(link.effect, link.cause) is not None:
        hint = f"the opposite link exists: {link.effect} → {link.cause}"
    for name in link.ends:
        near = closest(name, names) if diagram.variable(name) is None else None
        if near:
            hint = f"did you mean “{near}”?"
    message = f"the diagram has no link {link.cause} → {link.effect} to {verb}"
    return Misfit(message, hint, False)


def _standing(change: Change, link: Link, standing: Link) -> Misfit | None:
    ends = f"{link.cause} → {link.effect}"
    if change.verb == "add":
        hint = "to make it stronger, use `strengthen`"
        return Misfit(f"the link {ends} already exists", hint, True)
    if change.verb not in ON_LINKS:
        return None
    if "?" not in (link.polarity, standing.polarity) and link.polarity != standing.polarity:
        message = f"the sign of {ends} is {standing.polarity}"
        return Misfit(message, "correct one of the two", True)
    return _other_delay(standing, change, ends) if change.verb == "delay" else None


def _other_delay(standing: Link, change: Change, ends: str) -> Misfit | None:
    before, now = _length(change.before), standing.delay
    if before is None or (now is not None and not now.complete):
        return None
    if (now.min if now else 0.0, now.max if now else 0.0) != (before.min, before.max):
        marked = spoken_delay(now) if now else "none"
        message = f"the delay of {ends} in the diagram is {marked}, not {change.before}"
        return Misfit(message, "correct one of the two", True)
    return None


def _no_such_stock(
    diagram: Diagram, name: str, moved: dict[Ends, Link | None], suggest: bool
) -> Misfit | None:
    if diagram.variable(name) is not None:
        return None
    drawn = {end for ends, link in moved.items() if link is not None for end in ends}
    if name in drawn:
        return None
    names = [*(variable.name for variable in diagram.variables), *sorted(drawn)]
    near = closest(name, names) if suggest else None
    hint = f"did you mean “{near}”?" if near else "draw its links with `add` first"
    return Misfit(f"no variable has the name “{name}”", hint, False)


def _length(words: str | None) -> Delay | None:
    try:
        return delay(words or "")
    except QuantityError:
        return None


def _other_capacity(diagram: Diagram, change: Change, capacities: dict[str, str]) -> Misfit | None:
    name = change.name or ""
    variable = diagram.variable(name)
    now = capacities.get(name) or (variable.capacity if variable else None)
    capacities[name] = change.after or ""
    if not now or _same(now, change):
        return None
    message = f"the capacity of “{name}” is {now}, not {change.before}"
    return Misfit(message, "correct one of the two", True)


def _same(capacity: str, change: Change) -> bool:
    """`1000 to 5000 items` gives the unit once, after both values; `1000 to 5000`, none at all."""
    before, after = change.before or "", (change.after or "").split()
    if len(before.split()) == len(after) == 1 and capacity.split()[:1] == [before]:
        return True
    return capacity == before or capacity.split() == [*before.split(), *after[1:]]
