"""Decides whether to report a match, and lists the evidence and missing parts in the file."""

from __future__ import annotations

from collections.abc import Iterator

from cld.patterns.cues import calls, listed
from cld.patterns.match import PatternMatch
from cld.patterns.pattern import Pattern, strongest
from cld.patterns.roles import best_roles
from cld.patterns.rules import fits_rule, is_drawn, pressed, relief_of
from cld.patterns.support import (
    PatternContext,
    Stated,
    delays_said,
    is_drained,
    named_roles,
    stated_bound,
    support_of,
)
from cld.patterns.template import Bound, LoopNamed
from cld.patterns.times import contradicts
from cld.sentences import patterns as says

# Fewest parts missing on the loops themselves, most that supports it, loops that the file
# declares, the shortest paths, then what the file names first.
Rank = tuple[int, int, int, tuple[int, ...], tuple[int, ...]]


def judge_match(around: PatternContext, match: PatternMatch) -> tuple[Rank, Pattern] | None:
    """Return a match as a candidate with its rank, of which the least is best, or None.

    None if marked delays or facts contradict the template, or if only the structure supports it:
    the template requires names, marks or declared loops.
    """
    template, diagram = match.template, around.diagram
    if not fits_rule(around.texts, match):
        return None
    bounds = [_bound(around, match, bound) for bound in template.bounds]
    limited = any(
        stated is not None and bound.limit
        for stated, bound in zip(bounds, template.bounds, strict=True)
    )
    # An author who calls the loop a limit knows that it is one, however soon it is felt.
    limited |= template.rule == "growth" and _is_called(match)
    if any(contradicts(diagram, match, order, limited) for order in template.orders):
        return None
    supported = support_of(around, match, bounds)
    if supported is None:
        return None
    match = best_roles(around, match)
    evidence = [_ring(match, i) for i in range(len(template.rings))]
    evidence += [
        says.REVERSED(variable=match.roles[role], role=role)
        for role in match.roles
        if role in match.turned
    ]
    evidence += supported.said
    missing, roles, elsewhere = [], dict(match.roles), 0
    # A stock that the growth draws down is its limit, and cannot be eased.
    drained = template.rule == "growth" and is_drained(
        diagram, match.roles.get("slowing", ""), match
    )
    for bound, stated in zip(template.bounds, bounds, strict=True):
        if stated is None:
            missing += [] if drained else [_unbound(around, match, bound)]
            continue
        evidence.append(stated.said)
        if stated.variable:
            roles[bound.role] = stated.variable
    for delayed in delays_said(around, match):
        (missing if delayed.missing else evidence).append(delayed.said)
        elsewhere += delayed.elsewhere
    missing += (
        link.lacks(**{**match.roles, link.cause: relief_of(around.texts, match, link)})
        for link in template.undrawn
        if not is_drawn(diagram, match, link)
    )
    pattern = Pattern(
        template.name,
        "archetype",
        tuple(loop.id for loop in match.loops),
        tuple(roles.items()),
        tuple(evidence),
        tuple(missing),
        () if drained else tuple(lever() for lever in template.levers),
        (),
        "structure and words" if supported.by_name else "structure and marks",
        tuple(role for role in match.roles if role in match.turned),
        strongest(evidence),
        tuple(_by_way(match)),
    )
    speaks = len(supported.said) + sum(stated is not None for stated in bounds)
    return _rank(around, match, len(missing) + elsewhere, speaks), pattern


def _is_called(match: PatternMatch) -> bool:
    """Return whether the name of a declared loop says what its ring does in the template."""
    clues = {id(c): c for clues in match.template.support for c in clues}
    named = (clue for clue in clues.values() if isinstance(clue, LoopNamed))
    return any(calls(clue.words, match.loops[clue.ring]) for clue in named)


def _by_way(match: PatternMatch) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The variables through which a symptom leads to a fix: one of them may be what is done."""
    for role in ("fix", "quick"):
        between = match.between.get(("symptom", role), ())
        if between:
            yield role, between


def _rank(around: PatternContext, match: PatternMatch, missing: int, speaks: int) -> Rank:
    """Among equals, the best variable for a role is one whose name fits it."""
    lengths = sorted((len(between) for between in match.between.values()), reverse=True)
    places = tuple(around.outside.order[name] for name in match.roles.values())
    speaks += named_roles(around, match)
    undeclared = sum(loop.span is None for loop in match.loops)
    return missing, -speaks, undeclared, tuple(lengths), places


def _bound(around: PatternContext, match: PatternMatch, bound: Bound) -> Stated | None:
    """How the file states a bound; a limit to growth acts on what grows, or on what the growth
    presses on."""
    stated = stated_bound(around, match, bound)
    if stated is None or match.template.rule != "growth":
        return stated
    reached = {*match.loops[0].variables, *pressed(around.texts, match, bound.on)}
    return stated if stated.at in reached else None


def _unbound(around: PatternContext, match: PatternMatch, bound: Bound) -> str:
    """The sentence on a bound that the file does not state: a question about the loop."""
    return bound.missing(loop=match.loops[0].title, variable=match.roles[bound.on])


def _ring(match: PatternMatch, at: int) -> str:
    ring, loop = match.template.rings[at], match.loops[at]
    names = loop.variables
    cycle = listed((*names, names[0]), " → ")
    return says.RING(loop=loop.title, does=ring.does(), cycle=cycle)
