"""Conditions of a match besides its signs: growth that presses, a fix that somebody applies."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from cld.core.diagram import Diagram, Variable
from cld.core.english import words_of
from cld.loops.drain import circulates, is_drain
from cld.patterns.archetype_words import (
    CAPACITIES,
    FELT,
    FIX,
    GOODS,
    LACKING,
    LASTING,
    LASTING_LOOP,
    MARGINS,
    OUTCOMES,
    PROBLEMS,
    QUICK_LOOP,
    RELIEF,
    RELIEF_LOOP,
    RELIEVING,
    ROOM,
    SIGNALS,
    SLOWING_LOOP,
    SUPPLIES,
    VICIOUS_LOOP,
    WANTED,
)
from cld.patterns.cues import Cues, Texts, calls, denies
from cld.patterns.match import MOST_BETWEEN, PatternMatch
from cld.patterns.template import TemplateArc, Undrawn

# A path of at most this many links may be the relief that a fix is applied for.
MOST_RELIEF = 6
# Things that growth may reduce without any reaction by somebody.
_THINNED = (ROOM, SUPPLIES, CAPACITIES, MARGINS, GOODS)


def fits_rule(texts: Texts, match: PatternMatch) -> bool:
    """Return whether a match meets the further condition of its template, if there is one."""
    rule = match.template.rule
    return not rule or _RULES[rule](texts.diagram, texts, match)


def pressed(texts: Texts, match: PatternMatch, role: str) -> tuple[str, ...]:
    """Return the variables that growth presses on, along the slowing loop of a role.

    The path starts at the growing variable and continues as long as each variable rises with it, or
    is thinned out by it: free places, time for each one. Any other variable that falls is a
    complaint that stops, or a measure against the growth; the variables after it are not a limit to
    growth, but a correction that growth makes unnecessary.

    Parameters
    ----------
    texts, match : the texts of the diagram, and a match with a loop that slows growth.
    role : the role of the slowing factor.
    """
    ring = next(ring for ring in match.template.rings if role in ring.roles)
    into = next(arc for arc in ring.arcs if arc[1] == role)
    out = next(arc for arc in ring.arcs if arc[0] == role)
    sense = -1 if into[0] in match.turned else 1
    found: list[str] = []
    thinned = False
    for cause, effect in pairwise((*match.path(into), *match.path(out)[1:-1])):
        link = texts.diagram.link(cause, effect)
        falls = link is not None and link.polarity == "-"
        sense = -sense if falls else sense
        if sense < 0 and not _is_thinned(texts, effect) and not (thinned and not falls):
            break
        thinned = sense < 0
        found.append(effect)
    return tuple(found)


def _is_thinned(texts: Texts, name: str) -> bool:
    if _is_called(texts, name, *_THINNED):
        return True
    variable = texts.diagram.variable(name)
    if variable is None or _is_trouble(texts, name):
        return False
    # A stock, or a variable with a capacity, has a limited amount.
    return variable.kind == "stock" or bool(variable.capacity and not denies(variable.capacity))


def _is_bad(texts: Texts, name: str) -> bool:
    """Return whether a name is that of something undesirable."""
    if _is_called(texts, name, PROBLEMS):
        return not _is_called(texts, name, RELIEVING)
    return _is_called(texts, name, WANTED) and _is_called(texts, name, LACKING)


def _is_good(texts: Texts, name: str) -> bool:
    """Return whether a name is that of something desirable."""
    wanted = _is_called(texts, name, WANTED) and not _is_called(texts, name, FELT)
    return wanted and not _is_bad(texts, name)


def _is_called(texts: Texts, name: str, *groups: Cues) -> bool:
    return any(name in texts.named(group) for group in groups)


def _grows(diagram: Diagram, texts: Texts, match: PatternMatch) -> bool:
    """Return whether a match is growth that presses on a slowing factor.

    It is not growth if it is read as decline, or if more of a problem makes more of it. The slowing
    factor is more than the outflow of a stock, such as deaths.
    """
    grown = [role for role in ("action", "performance", "result") if role in match.roles]
    if match.turned >= set(grown) or circulates(diagram, match.loops[0]):
        return False
    if any(_is_problem(texts, match, role) for role in grown):
        return False
    if calls(VICIOUS_LOOP, match.loops[0]) or _is_steered(diagram, match):
        return False
    for role in (role for role in match.roles if role.startswith("slowing")):
        slowing = diagram.variable(match.roles[role])
        ring = next(i for i, ring in enumerate(match.template.rings) if role in ring.roles)
        if slowing and slowing.kind == "flow" and len(match.loops[ring].links) == 2:
            return False
        if not pressed(texts, match, role) or _is_offset(diagram, match, role):
            return False
        if _is_declared_to_feed(diagram, match, role):
            return False
    return True


def _is_steered(diagram: Diagram, match: PatternMatch) -> bool:
    """Return whether a slowing loop is somebody's measure against the growth: it has a goal, and no
    name that says it is a limit."""
    for role in (role for role in match.roles if role.startswith("slowing")):
        ring = next(i for i, ring in enumerate(match.template.rings) if role in ring.roles)
        loop = match.loops[ring]
        named = (v for name in loop.variables if (v := diagram.variable(name)) is not None)
        bounded = any(v.goal is not None and v.goal.relation == "<=" for v in named)
        if (loop.goals or bounded) and not calls(SLOWING_LOOP, loop):
            return True
    return False


def _is_declared_to_feed(diagram: Diagram, match: PatternMatch, role: str) -> bool:
    """Return whether a reinforcing loop that the author named leads from the slowing factor to a
    variable of the growth with the same sign: the author sees it feed the growth."""
    slowing, growth = match.roles[role], match.loops[0].variables
    for loop in diagram.loops:
        if loop.type != "R" or slowing not in loop.variables:
            continue
        start, sign = loop.variables.index(slowing), 1
        for pair in pairwise((*loop.variables[start:], *loop.variables[:start])):
            link = diagram.link(*pair)
            sign = -sign if link is not None and link.polarity == "-" else sign
            if pair[1] in growth and sign > 0:
                return True
    return False


def _is_offset(diagram: Diagram, match: PatternMatch, role: str) -> bool:
    """Return whether the slowing factor, or a variable between it and the growth, also feeds the
    growth along another short path: then it is open whether it slows the growth at all."""
    ring = next(ring for ring in match.template.rings if role in ring.roles)
    grown = match.roles[ring.arcs[0][0]]
    steps = [step for arc in ring.arcs for step in pairwise(match.path(arc))]
    sign, growth = 1, match.loops[0].variables
    for cause, effect in reversed(steps):
        link = diagram.link(cause, effect)
        sign = -sign if link is not None and link.polarity == "-" else sign
        if cause not in growth and _reaches(
            diagram, (cause, effect), (grown, -sign), MOST_BETWEEN + 1
        ):
            return True
    return False


def _is_problem(texts: Texts, match: PatternMatch, role: str) -> bool:
    return role not in match.turned and _is_bad(texts, match.roles[role])


def _fixes(diagram: Diagram, texts: Texts, match: PatternMatch) -> bool:
    """Return whether a match is a problem and a measure against it, and more than the flow that
    adjusts a stock, or the outflow of one."""
    symptom, fix = (diagram.variable(match.roles[role]) for role in ("symptom", "fix"))
    if symptom and fix and (symptom.kind, fix.kind) == ("flow", "stock"):
        return False
    if fix and fix.goal is not None and fix.goal.relation == "<=":
        return False  # it is what somebody wants less of
    if is_drain(diagram, match.loops[0]) or not is_symptom(texts, symptom, match):
        return False
    return _is_applied(texts, match, ("fix", "symptom"))


def _burdens(diagram: Diagram, texts: Texts, match: PatternMatch) -> bool:
    """Return whether a match is a problem and two solutions that somebody can apply."""
    if not is_symptom(texts, diagram.variable(match.roles["symptom"]), match):
        return False
    if len(match.loops) > 1 and (
        calls(LASTING_LOOP, match.loops[0]) or calls(QUICK_LOOP, match.loops[1])
    ):
        return False
    own = (match.roles[role] for role in ("quick", "fundamental"))
    return not any(_is_called(texts, name, FELT) for name in own)


def _traps(diagram: Diagram, texts: Texts, match: PatternMatch) -> bool:
    """Return whether a match is the trap of a quick fix whose relief is not drawn: the direct cause
    of the fix is the symptom, wherever the loop begins and as far as paths may reach."""
    before = match.between["symptom", "quick"]
    if before and len(before) + len(match.between["fundamental", "symptom"]) <= MOST_BETWEEN:
        return False
    drawn = is_drawn(diagram, match, match.template.undrawn[0])
    lasts = _is_lasting(texts, match.roles["fundamental"])
    return not drawn and lasts and _burdens(diagram, texts, match)


def _backfires(diagram: Diagram, texts: Texts, match: PatternMatch) -> bool:
    """Return whether a match is a named problem, and a fix whose relief is not drawn.

    If the fix leads through a lasting solution, the pattern is a shifted burden.
    """
    symptom, fix = diagram.variable(match.roles["symptom"]), match.roles["fix"]
    if symptom is None or not is_symptom(texts, symptom, match):
        return False
    good = "symptom" in match.turned
    named = _is_good(texts, symptom.name) if good else _is_trouble(texts, symptom.name)
    if symptom.goal is None and not named:
        return False
    other = _is_called(texts, fix, FELT) or any(
        _is_lasting(texts, name) for name in match.variables if name != fix
    )
    return not other and not is_drawn(diagram, match, match.template.undrawn[0])


def _is_lasting(texts: Texts, name: str) -> bool:
    """Return whether a name is that of a lasting solution, and not of its outcome."""
    return _is_called(texts, name, LASTING) and not OUTCOMES.hit(words_of(name)[-1])


def is_drawn(diagram: Diagram, match: PatternMatch, link: Undrawn) -> bool:
    """Return whether a path other than that of the loop has the effect of a link: the same sign,
    with at most `MOST_RELIEF` links."""
    (arc,) = (arc for arc in match.template.rings[0].arcs if arc[0] == link.cause)
    start, beside = match.path(arc)[:2]
    turned = (link.cause in match.turned) != (link.effect in match.turned)
    wanted = (match.roles[link.effect], -link.sign if turned else link.sign)
    return _reaches(diagram, (start, beside), wanted, MOST_RELIEF)


def relief_of(texts: Texts, match: PatternMatch, link: Undrawn) -> str:
    """Return the start of a link that is not drawn: a variable named like a relief, if its cause
    brings it on the loop, else its cause."""
    (arc,) = (arc for arc in match.template.rings[0].arcs if arc[0] == link.cause)
    cause, effect = match.path(arc)[:2]
    step = texts.diagram.link(cause, effect)
    brings = link.sign < 0 and step is not None and step.polarity == "+"
    return effect if brings and _is_called(texts, effect, RELIEF) else cause


def _reaches(diagram: Diagram, beside: tuple[str, str], wanted: tuple[str, int], most: int) -> bool:
    """Return whether a path from the cause of a link, beside this link, leads to a variable with a
    sign."""
    start = beside[0]
    reached = {(start, 1)}
    for _ in range(most):
        reached = {
            (step.effect, -way if step.polarity == "-" else way)
            for cause, way in reached
            for step in diagram.links_from[cause]
            if step.effect != start and step.ends != beside
        }
        if wanted in reached:
            return True
    return False


def is_symptom(texts: Texts, symptom: Variable | None, match: PatternMatch) -> bool:
    """Return whether a variable can be a symptom: a problem to reduce, or a good to increase.

    A goal shows which it is, and so may its name: nobody acts against quality, or for more
    congestion.
    """
    if symptom is None:
        return False
    good = "symptom" in match.turned
    goal = symptom.goal
    # A goal in words, as "normal", may mean either.
    if goal is not None and goal.relation and goal.relation != (">=" if good else "<="):
        return False
    return not (_is_trouble if good else _is_good)(texts, symptom.name)


def _is_trouble(texts: Texts, name: str) -> bool:
    return _is_bad(texts, name) or _is_called(texts, name, FELT)


def _is_applied(texts: Texts, match: PatternMatch, relief: TemplateArc) -> bool:
    """Return whether a fix is an action, and not the pressure to act.

    Both loops reach the fix by one path and part there. If one of them continues with more of
    something else, that may be the action, and the place where they part a symptom; then only a
    name, of the variable or of the loop, shows that it is the fix.
    """
    fix, after = match.path(relief)[:2]
    if _is_called(texts, fix, FELT, RELIEF):
        return False
    link = texts.diagram.link(fix, after)
    rises = link is not None and link.polarity == "+"
    named = _is_called(texts, fix, FIX) or calls(RELIEF_LOOP, match.loops[0])
    if _is_called(texts, fix, SIGNALS) and not named:
        return False
    return not rises or "symptom" in match.turned or named


def _own_levels(diagram: Diagram, _texts: Texts, match: PatternMatch) -> bool:
    """Return whether only its own change moves the level of each side, as with a stock."""
    return all(len(diagram.links_to[match.roles[f"level of {side}"]]) == 1 for side in ("A", "B"))


_RULES: dict[str, Callable[[Diagram, Texts, PatternMatch], bool]] = {
    "growth": _grows,
    "fix": _fixes,
    "backfire": _backfires,
    "burden": _burdens,
    "trap": _traps,
    "levels": _own_levels,
}
