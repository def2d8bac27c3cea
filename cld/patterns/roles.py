"""Roles of a match that another variable of the same path plays better: the one with the goal, the
one that is named for the role."""

from __future__ import annotations

from dataclasses import replace

from cld.core.diagram import Diagram
from cld.patterns.match import PatternMatch
from cld.patterns.rules import is_symptom
from cld.patterns.support import PatternContext
from cld.patterns.template import Named

# Roles that any variable of their path may play: nothing meets or parts there.
_MOVABLE = ("consequence", "side effect", "slowing")


def best_roles(around: PatternContext, match: PatternMatch) -> PatternMatch:
    """Return a match with its symptom at the variable with a goal, and with its consequence, side
    effect or slowing factor at the variable that is named like one.

    >>> from cld.analyze import analyze
    >>> text = "Pain (+)-> Pills (-)-> Pain\\nPills (+)-> Hurry (+)-> Damage (+)-> Pain"
    >>> [dict(pattern.roles)["consequence"] for pattern in analyze(text).patterns.found]
    ['Damage']
    """
    match = _at_goal(around, match)
    for role in _MOVABLE:
        if role in match.roles:
            match = _at_name(around, match, role)
    return match


def _at_goal(around: PatternContext, match: PatternMatch) -> PatternMatch:
    """Return a match with the symptom at the variable with a goal, on the path that all its loops
    share.

    Paths meet at the first variable of this path, and part at the fix; any variable between may be
    the problem.
    """
    diagram = around.diagram
    out = [arc for arc in match.template.arcs if arc[0] == "symptom"]
    if len(out) != 1 or _has_goal(diagram, match.roles["symptom"]):
        return match
    path = match.path(out[0])
    goals = [name for name in path[1:-1] if _has_goal(diagram, name)]
    if len(goals) != 1:
        return match
    at = path.index(goals[0])
    signs = [link.polarity for link in map(diagram.link, path[:at], path[1 : at + 1]) if link]
    turned = match.turned ^ {"symptom"} if signs.count("-") % 2 else match.turned
    between = {
        arc: names + path[:at] if arc[1] == "symptom" else names
        for arc, names in match.between.items()
    }
    between[out[0]] = path[at + 1 : -1]
    roles = match.roles | {"symptom": goals[0]}
    moved = replace(match, roles=roles, between=between, turned=turned)
    return moved if is_symptom(around.texts, diagram.variable(goals[0]), moved) else match


def _has_goal(diagram: Diagram, name: str) -> bool:
    variable = diagram.variable(name)
    return variable is not None and variable.goal is not None


def _at_name(around: PatternContext, match: PatternMatch, role: str) -> PatternMatch:
    """Return a match with a role at the first variable of its path whose name fits it."""
    clues = {id(c): c for clues in match.template.support for c in clues if isinstance(c, Named)}
    clue = next((c for c in clues.values() if c.role == role), None)
    ways_in = [arc for arc in match.template.arcs if arc[1] == role]
    ways_out = [arc for arc in match.template.arcs if arc[0] == role]
    if clue is None or len(ways_in) != 1 or len(ways_out) != 1:
        return match
    (into,), (out,) = ways_in, ways_out
    path = (*match.path(into), *match.path(out)[1:])
    own = len(match.between[into]) + 1
    sense = _senses(around.diagram, path, own, role in match.turned)
    rising, falling = around.texts.named(clue.words), around.texts.named(clue.falling)

    def fits(at: int) -> bool:
        return path[at] in (rising if sense[at] > 0 else falling)

    at = next(filter(fits, range(1, len(path) - 1)), None)
    if fits(own) or at is None:
        return match
    between = match.between | {into: path[1:at], out: path[at + 1 : -1]}
    turned = match.turned | {role} if sense[at] < 0 else match.turned - {role}
    return replace(match, roles=match.roles | {role: path[at]}, between=between, turned=turned)


def _senses(diagram: Diagram, path: tuple[str, ...], own: int, turned: bool) -> list[int]:
    """For each variable of a path: 1 if more of it goes with more of the role at `own`, else -1."""
    links = map(diagram.link, path, path[1:])
    senses = [1]
    for link in links:
        senses.append(-senses[-1] if link is not None and link.polarity == "-" else senses[-1])
    return [sense * senses[own] * (-1 if turned else 1) for sense in senses]
