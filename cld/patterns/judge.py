"""Whether a match is worth reporting, and what of the template the file shows and lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cld.core.diagram import Diagram, Link, Variable
from cld.core.english import words_of
from cld.core.quantities import NO_DELAY, Delay
from cld.patterns.cues import listed
from cld.patterns.match import PatternMatch
from cld.patterns.outside import Outside
from cld.patterns.pattern import MatchedBy, Pattern
from cld.patterns.template import Bound, TemplateArc, Wait

# Fewest parts missing, then the shortest paths, then what the file names first.
Rank = tuple[int, tuple[int, ...], tuple[int, ...]]


def judge_match(
    diagram: Diagram, match: PatternMatch, outside: Outside
) -> tuple[Rank, Pattern] | None:
    """Return a match as a candidate with its rank, the least being the best; None where the
    structure alone is too common to be worth reporting.

    Limits to growth and the attractiveness principle want a limit (any reinforcing loop that
    meets a balancing one looks like them). Escalation drawn as one loop wants names that tell
    two sides: the same but for one word; drawn with levels, that only its own change moves
    each. Fixes that fail wants a relief that comes no later
    than the consequence, and that is more than a stock's own adjustment.
    """
    template = match.template
    evidence = [_ring(match, i) for i in range(len(template.rings))]
    evidence += [
        f"{match.roles[role]} counts “{role}” the other way round"
        for role in match.roles
        if role in match.turned
    ]
    matched_by: MatchedBy = "structure"
    if template.rule == "relief first" and not _relief_first(diagram, match):
        return None
    if template.rule == "levels" and not _own_levels(diagram, match):
        return None
    if template.rule == "two sides":
        sides = _sides(match)
        if sides is None:
            return None
        evidence.append(sides)
        matched_by = "structure and words"
    missing, roles, limits = [], dict(match.roles), 0
    for bound in template.bounds:
        found = _bound(diagram, match, bound, outside)
        if found is None:
            missing.append(f"{bound.why}: none that bears on {match.roles[bound.on]}")
            continue
        limits += bound.limit
        said, variable = found
        evidence.append(said)
        if variable:
            roles[bound.role] = variable
    if limits < template.limits_needed:
        return None
    for wait in template.waits:
        delayed = _wait(diagram, match, wait)
        if delayed:
            evidence.append(delayed)
        else:
            missing.append(_no_wait(match, wait))
    pattern = Pattern(
        template.name,
        "archetype",
        tuple(loop.id for loop in match.loops),
        tuple(roles.items()),
        tuple(evidence),
        tuple(missing),
        template.levers,
        (),
        matched_by,
    )
    return _rank(match, missing, outside.order), pattern


def _rank(match: PatternMatch, missing: Sequence[str], order: dict[str, int]) -> Rank:
    lengths = sorted((len(between) for between in match.between.values()), reverse=True)
    return len(missing), tuple(lengths), tuple(order[name] for name in match.roles.values())


def _ring(match: PatternMatch, at: int) -> str:
    ring, loop = match.template.rings[at], match.loops[at]
    names = loop.variables
    return f"{loop.title} {ring.does}: {listed((*names, names[0]), ' → ')}"


def _links(diagram: Diagram, path: Sequence[str]) -> Iterator[Link]:
    for cause, effect in pairwise(path):
        link = diagram.link(cause, effect)
        if link is not None:
            yield link


def _wait(diagram: Diagram, match: PatternMatch, wait: Wait) -> str | None:
    for arc in wait.arcs:
        path = match.path(arc)
        if any(link.delay is not None for link in _links(diagram, path)):
            return f"a delay is marked on the way from {path[0]} to {path[-1]}: {wait.why}"
    return None


def _no_wait(match: PatternMatch, wait: Wait) -> str:
    first, last = match.path(wait.arcs[0]), match.path(wait.arcs[-1])
    by = f" by way of {last[0]}" if len(wait.arcs) > 1 else ""
    return f"a delay on the way from {first[0]} to {last[-1]}{by}: {wait.why}"


def _total(
    diagram: Diagram, match: PatternMatch, arcs: Sequence[TemplateArc]
) -> tuple[Delay, int, int]:
    """The delay along some arcs, how many links are marked, and how many there are."""
    total, marked, count = NO_DELAY, 0, 0
    for arc in arcs:
        for link in _links(diagram, match.path(arc)):
            count += 1
            if link.delay is not None:
                total += link.delay
                marked += 1
    return total, marked, count


def _relief_first(diagram: Diagram, match: PatternMatch) -> bool:
    symptom, fix = (diagram.variable(match.roles[role]) for role in ("symptom", "fix"))
    if symptom and fix and (symptom.kind, fix.kind) == ("flow", "stock"):
        return False
    relief, relief_marked, near = _total(diagram, match, [("fix", "symptom")])
    later, later_marked, far = _total(
        diagram, match, [("fix", "consequence"), ("consequence", "symptom")]
    )
    if later_marked:
        return later.max is None or relief.min <= later.max
    return not relief_marked and near <= far


def _own_levels(diagram: Diagram, match: PatternMatch) -> bool:
    """Tell whether each side's level is moved by its own change alone, as a level is."""
    return all(len(diagram.links_to[match.roles[f"level of {side}"]]) == 1 for side in ("A", "B"))


def _sides(match: PatternMatch) -> str | None:
    """The names that tell the two sides of an escalation drawn as one loop."""
    acts = [match.roles["act A"], match.roles["act B"]]
    threats = [match.roles["threat to A"], match.roles["threat to B"]]
    if not (_twins(*acts) and _twins(*threats)):
        return None
    return f"the names tell two sides: {' and '.join(acts)}, {' and '.join(threats)}"


def _twins(one: str, other: str) -> bool:
    """Tell whether two names are the same but for one word: Arms of A, Arms of B."""
    first, second = words_of(one), words_of(other)
    if len(first) != len(second) or len(first) < 2:
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1


def _bound(
    diagram: Diagram, match: PatternMatch, bound: Bound, outside: Outside
) -> tuple[str, str | None] | None:
    """What speaks for a part that comes from outside, and the variable that plays it.

    A limit may bear with either sign: a constraint adds to what slows, a capacity eases it.
    """
    ring = match.template.rings[bound.ring]
    arcs = [arc for arc in ring.arcs if bound.on in arc]
    own = [match.roles[bound.on], *(name for arc in arcs for name in match.between[arc])]
    if bound.limit:
        on_ring = [name for arc in ring.arcs for name in match.path(arc)[:-1]]
        for name in on_ring:
            variable = diagram.variable(name)
            said = variable and _own_limit(variable)
            if said:
                return f"{name} has {said}", None
    # Two variables and a constant that eases the second: a decay with a lifetime, no limit.
    adds = not bound.limit or len(match.loops[bound.ring].links) == 2
    for on in own if bound.limit else own[:1]:
        for name, sign in outside.causes(on):
            if name not in match.variables and (sign > 0 or not adds):
                return f"{name}, which no loop changes, bears on {on}", name
    for name in own if bound.limit else ():
        if _used_up(diagram, name, match):
            return f"{name} is a stock that is used up, and nothing in the file fills it", None
    return None


def _own_limit(variable: Variable) -> str:
    if variable.capacity:
        return f"a capacity ({variable.capacity})"
    limit = dict(variable.extra).get("limit")
    return f"a limit ({limit})" if limit else ""


def _used_up(diagram: Diagram, name: str, match: PatternMatch) -> bool:
    variable = diagram.variable(name)
    if variable is None or variable.kind != "stock":
        return False
    into = diagram.links_to[name]
    drained = any(link.polarity == "-" and link.cause in match.variables for link in into)
    return drained and all(link.polarity == "-" for link in into)
