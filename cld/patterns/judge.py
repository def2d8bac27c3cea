"""Whether a match is worth reporting, and what of the template the file shows and lacks."""

from __future__ import annotations

from cld.core.diagram import Diagram
from cld.loops.drain import is_drain
from cld.patterns.cues import listed
from cld.patterns.match import PatternMatch
from cld.patterns.pattern import Pattern
from cld.patterns.support import PatternContext, delays_said, named_roles, stated_bound, support_of
from cld.patterns.times import contradicts
from cld.sentences import patterns as says

# Fewest parts missing, the best way to draw it, most that supports it, the shortest paths, then
# what the file names first.
Rank = tuple[int, bool, int, tuple[int, ...], tuple[int, ...]]


def judge_match(around: PatternContext, match: PatternMatch) -> tuple[Rank, Pattern] | None:
    """Return a match as a candidate with its rank, the least being the best, or None.

    None where marked delays or facts contradict the template, and where nothing but the
    structure speaks for it: names, marks or declared loops, as the template asks for.
    """
    template, diagram = match.template, around.diagram
    if not _RULES[template.rule](diagram, match):
        return None
    bounds = [stated_bound(around, match, bound) for bound in template.bounds]
    limited = any(
        stated is not None and bound.limit
        for stated, bound in zip(bounds, template.bounds, strict=True)
    )
    if any(contradicts(diagram, match, order, limited) for order in template.orders):
        return None
    supported = support_of(around, match, bounds)
    if supported is None:
        return None
    evidence = [_ring(match, i) for i in range(len(template.rings))]
    evidence += [
        says.REVERSED(variable=match.roles[role], role=role)
        for role in match.roles
        if role in match.turned
    ]
    evidence += supported.said
    missing, roles = [], dict(match.roles)
    for bound, stated in zip(template.bounds, bounds, strict=True):
        if stated is None:
            missing.append(bound.missing(variable=match.roles[bound.on]))
            continue
        evidence.append(stated.said)
        if stated.variable:
            roles[bound.role] = stated.variable
    for said, shown in delays_said(around, match):
        (evidence if shown else missing).append(said)
    pattern = Pattern(
        template.name,
        "archetype",
        tuple(loop.id for loop in match.loops),
        tuple(roles.items()),
        tuple(evidence),
        tuple(missing),
        tuple(lever() for lever in template.levers),
        (),
        "structure and words" if supported.by_name else "structure and marks",
    )
    speaks = len(supported.said) + sum(stated is not None for stated in bounds)
    return _rank(around, match, len(missing), speaks), pattern


def _rank(around: PatternContext, match: PatternMatch, missing: int, speaks: int) -> Rank:
    """Among equals a role is best played by the variable whose name says so."""
    lengths = sorted((len(between) for between in match.between.values()), reverse=True)
    places = tuple(around.outside.order[name] for name in match.roles.values())
    speaks += named_roles(around, match)
    return missing, match.template.second_best, -speaks, tuple(lengths), places


def _ring(match: PatternMatch, at: int) -> str:
    ring, loop = match.template.rings[at], match.loops[at]
    names = loop.variables
    cycle = listed((*names, names[0]), " → ")
    return says.RING(loop=loop.title, does=ring.does(), cycle=cycle)


def _adjustment(diagram: Diagram, match: PatternMatch) -> bool:
    """Tell whether a fix is but the flow that adjusts a stock, or the flow out of one."""
    symptom, fix = (diagram.variable(match.roles[role]) for role in ("symptom", "fix"))
    adjusts = bool(symptom and fix and (symptom.kind, fix.kind) == ("flow", "stock"))
    return adjusts or is_drain(diagram, match.loops[0])


def _grows(diagram: Diagram, match: PatternMatch) -> bool:
    """Tell whether a match is read as growth, not as decline, and what slows it is more than the
    flow out of a stock, as deaths are."""
    slowing = diagram.variable(match.roles["slowing"])
    drain = slowing and slowing.kind == "flow" and len(match.loops[1].links) == 2
    return not drain and not match.turned >= {"action", "performance"}


def _own_levels(diagram: Diagram, match: PatternMatch) -> bool:
    """Tell whether each side's level is moved by its own change alone, as a level is."""
    return all(len(diagram.links_to[match.roles[f"level of {side}"]]) == 1 for side in ("A", "B"))


_RULES = {
    "": lambda _diagram, _match: True,
    "more than an adjustment": lambda diagram, match: not _adjustment(diagram, match),
    "growth": _grows,
    "levels": _own_levels,
}
