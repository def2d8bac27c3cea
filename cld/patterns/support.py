"""Evidence for a match besides its structure: names, marks, declared loops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cld.core.diagram import Diagram, Variable
from cld.core.quantities import spoken_delay
from cld.patterns.archetype_words import AGAINST, CONSEQUENCE, RELIEVING, SUPPLIES
from cld.patterns.cues import Texts, calls, denies, listed, value_of
from cld.patterns.match import PatternMatch
from cld.patterns.outside import Outside
from cld.patterns.rules import pressed
from cld.patterns.sides import says_instead, two_sides
from cld.patterns.template import (
    Bound,
    Clue,
    Delayed,
    GoalMarked,
    Limited,
    LoopNamed,
    Named,
    Shared,
    TemplateArc,
    TwoSides,
    Wait,
)
from cld.patterns.times import confirms, parallel_delay, way_time
from cld.sentences import patterns as says


@dataclass(frozen=True, slots=True, eq=False)
class PatternContext:
    """A diagram, its texts, and the outside causes that act on its loops."""

    diagram: Diagram
    texts: Texts
    outside: Outside


@dataclass(frozen=True, slots=True)
class Stated:
    """A bound that the file states: the sentence on it, the variable of the match that it acts on,
    the variable whose name plays it, and whether that supports the match."""

    said: str
    at: str
    variable: str | None = None
    supports: bool = True


def stated_bound(around: PatternContext, match: PatternMatch, bound: Bound) -> Stated | None:
    """Return how the file states a bound: by a mark, by an outside cause, or not at all.

    A limit may act with either sign: a constraint adds to the slowing factor, a capacity eases it.
    """
    ring = match.template.rings[bound.ring]
    if bound.limit:
        for name in (name for arc in ring.arcs for name in match.path(arc)[:-1]):
            said = _own_limit(around.diagram.variable(name))
            if said:
                return Stated(said, name)
    own = _senses(around.diagram, match, bound.on, [arc for arc in ring.arcs if bound.on in arc])
    for on, sense in own.items():
        for name, sign in around.outside.causes(on):
            if name in match.variables or not (bound.limit or on == match.roles[bound.on]):
                continue
            if name in around.texts.named(AGAINST):
                continue
            marked = _own_limit(around.diagram.variable(name)) if bound.limit else ""
            if marked:
                return Stated(marked, on, name)
            fits = [
                named.fills
                for named in bound.named
                if name in around.texts.named(named.words) and sign * sense in named.signs
            ]
            if fits:
                return Stated(bound.said(cause=name, variable=on), on, name, not all(fits))
    for on, sense in own.items() if bound.limit else ():
        for link in around.diagram.links_to[on]:
            sign = {"+": 1, "-": -1}.get(link.polarity, 0)
            against = link.cause in around.texts.named(AGAINST)
            inside = (
                not against
                and link.cause not in match.variables
                and any(
                    link.cause in around.texts.named(named.words) and sign * sense in named.signs
                    for named in bound.named
                )
            )
            if inside:
                said = says.LIMIT_INSIDE(cause=link.cause, variable=on)
                return Stated(said, on, link.cause, supports=False)
    for name in own if bound.limit else ():
        if _used_up(around.diagram, name, match):
            return Stated(says.USED_UP(variable=name), name)
    return None


def _senses(
    diagram: Diagram, match: PatternMatch, role: str, arcs: Iterable[TemplateArc]
) -> dict[str, int]:
    """The variable in a role and those on arcs that touch it: 1 if more of the variable goes with
    more of the role, -1 if less does."""
    own = -1 if role in match.turned else 1
    senses = {match.roles[role]: own}
    for arc in arcs:
        path, sense = match.path(arc), own
        pairs = list(pairwise(path))
        for cause, effect in pairs[:-1] if arc[0] == role else reversed(pairs[1:]):
            link = diagram.link(cause, effect)
            sense = -sense if link is not None and link.polarity == "-" else sense
            senses[effect if arc[0] == role else cause] = sense
    return senses


def _own_limit(variable: Variable | None) -> str:
    if variable is None:
        return ""
    if variable.capacity and not denies(variable.capacity):
        return says.HAS_CAPACITY(variable=variable.name, value=variable.capacity)
    limit = value_of([variable.extra], "limit")
    return says.HAS_LIMIT(variable=variable.name, value=limit) if limit else ""


def _used_up(diagram: Diagram, name: str, match: PatternMatch) -> bool:
    lowered = all(link.polarity == "-" for link in diagram.links_to[name])
    return lowered and is_drained(diagram, name, match)


def is_drained(diagram: Diagram, name: str, match: PatternMatch) -> bool:
    """Return whether a match drains a variable that is marked as a stock, whatever fills it."""
    into = diagram.links_to[name] if name in diagram.stocks else ()
    return any(link.polarity == "-" and link.cause in match.variables for link in into)


@dataclass(frozen=True, slots=True)
class Supported:
    """The evidence for a match, and whether names are part of it."""

    said: tuple[str, ...]
    by_name: bool


def support_of(
    around: PatternContext, match: PatternMatch, bounds: Sequence[Stated | None]
) -> Supported | None:
    """Return all evidence for a match; None unless one set of clues of its template is complete.

    `bounds` are those of the template, as the file states them.
    """
    there: dict[int, str] = {}
    by_name = False
    for clue in {id(c): c for clues in match.template.support for c in clues}.values():
        said = _clue(around, match, clue, bounds)
        if said is not None:
            there[id(clue)] = said
            by_name |= not isinstance(clue, Delayed | GoalMarked | Limited | Shared)
    by_name |= any(stated is not None and stated.variable is not None for stated in bounds)
    if not any(all(id(c) in there for c in clues) for clues in match.template.support):
        return None
    return Supported(tuple(filter(None, there.values())), by_name)


def _clue(
    around: PatternContext, match: PatternMatch, clue: Clue, bounds: Sequence[Stated | None]
) -> str | None:
    """The sentence on a clue that is present, empty if it is said elsewhere; else None."""
    match clue:
        case Named():
            return _named(around, match, clue)
        case LoopNamed():
            loop = match.loops[clue.ring]
            declared = clue.beside is None or match.loops[clue.beside].span is not None
            fits = declared and loop.span is not None and calls(clue.words, loop)
            if fits and clue.apart:
                own = {clue.words.hit(name) for name in match.loops[0].variables}
                fits = clue.words.hit(loop.name or "") not in own
            return says.NAMED_LOOP(loop=loop.title) if fits else None
        case Limited():
            stated = bounds[clue.bound]
            return "" if stated is not None and stated.supports else None
        case Delayed():
            orders = match.template.orders
            return "" if all(confirms(around.diagram, match, o) for o in orders) else None
        case GoalMarked():
            variable = around.diagram.variable(match.roles[clue.role])
            # A problem has an upper bound; a desirable thing is not a problem.
            if variable is None or variable.goal is None or variable.goal.relation != "<=":
                return None
            return says.HAS_GOAL(variable=variable.name, goal=variable.goal)
        case TwoSides():
            return _sides(match)
        case Shared():
            return _resource(around, match, clue)


def _named(around: PatternContext, match: PatternMatch, clue: Named) -> str | None:
    """The names that fit."""
    named = around.texts.named
    if not clue.role:
        found = [name for name in match.variables if name in named(clue.words)]
        found.sort(key=around.outside.order.__getitem__)
        found += [loop.title for loop in match.loops if calls(clue.words, loop)]
    else:
        senses = _senses(around.diagram, match, clue.role, clue.arcs)
        if clue.apart:
            own = pressed(around.texts, match, clue.role)
            senses = {name: sense for name, sense in senses.items() if name in own}
        others = set(match.loops[0].variables) - senses.keys() if clue.apart else set()
        found, fallen = [], []
        taken = {clue.words.hit(name) for name in others if name in named(clue.words)}
        for name, sense in senses.items():
            rises = name in named(clue.words) and clue.words.hit(name) not in taken
            # Relief of stress is not stress.
            rises = rises and (clue.words is not CONSEQUENCE or name not in named(RELIEVING))
            falls = name in named(clue.falling)
            if rises and (clue.either or sense > 0):
                found.append(name)
            elif falls and sense < 0:
                fallen.append(name)
        if clue.falling.said is clue.words.said:
            found += [says.LESS_OF(name=name) for name in fallen]
        elif not found and fallen and clue.falling.said is not None:
            return clue.falling.said(names=listed(fallen))
    if not found or clue.words.said is None:
        return None
    return clue.words.said(names=listed(found))


def named_roles(around: PatternContext, match: PatternMatch) -> int:
    """Return how many roles are played by a variable whose own name has a word for them."""
    clues = {id(c): c for clues in match.template.support for c in clues if isinstance(c, Named)}
    bare = (replace(c, arcs=()) for c in clues.values() if c.role)
    return sum(_named(around, match, clue) is not None for clue in bare)


def _sides(match: PatternMatch) -> str | None:
    """The names that distinguish the two sides of a template."""
    one, other = (list(_of_side(match, side)) for side in "AB")
    pairs = two_sides(one, other)
    if pairs:
        return says.TWO_SIDES(pairs=", ".join(f"{a} and {b}" for a, b in pairs))
    for role, name in match.roles.items():
        if role.startswith("share ") and says_instead(name):
            return says.ONE_INSTEAD(variable=name)
    return None


def _of_side(match: PatternMatch, side: str) -> Iterator[str]:
    """The variables of one side, and the declared names of its loops."""
    sides = {role: _side(match, role) for role in match.roles}

    def belongs(roles: Iterable[str]) -> bool:
        return {sides[role] for role in roles} - {""} == {side}

    for role, name in match.roles.items():
        if sides[role] == side:
            yield name
    for arc, between in match.between.items():
        if belongs(arc):
            yield from between
    for ring, loop in zip(match.template.rings, match.loops, strict=True):
        if loop.name and belongs(ring.roles):
            yield loop.name


def _side(match: PatternMatch, role: str) -> str:
    """A or B, if the other side has a role of the same kind; empty for a shared role."""
    words = role.split()
    twin = " ".join({"A": "B", "B": "A"}.get(word, word) for word in words)
    named = {"A", "B"} & set(words)
    return named.pop() if twin in match.roles and len(named) == 1 else ""


def _resource(around: PatternContext, match: PatternMatch, clue: Shared) -> str | None:
    """A cause from outside that raises the means of both, and is a constant or a limit."""
    one, other = match.roles[clue.one], match.roles[clue.other]
    both = set(around.outside.causes(other))
    named = around.texts.named(SUPPLIES)
    for name, sign in around.outside.causes(one):
        variable = around.diagram.variable(name)
        given = name in around.diagram.given or (variable is not None and variable.capacity)
        if sign > 0 and (name, sign) in both and (given or name in named):
            return says.RESOURCE(cause=name, one=one, other=other)
    return None


@dataclass(frozen=True, slots=True)
class DelaySaid:
    """The sentence on a delay that a template expects; `elsewhere` if a parallel path has it."""

    said: str
    missing: bool = False
    elsewhere: bool = False


def delays_said(around: PatternContext, match: PatternMatch) -> Iterator[DelaySaid]:
    """Yield for each wait of the template a sentence on the marks."""
    diagram, orders = around.diagram, match.template.orders
    shown = bool(orders) and all(confirms(diagram, match, order) for order in orders)
    for wait in match.template.waits:
        why = wait.why()
        sooner = way_time(diagram, match, orders[0].sooner)
        later = way_time(diagram, match, orders[0].later)
        spoken, against = spoken_delay(later.total), spoken_delay(sooner.total)
        if shown and sooner.marked:
            yield DelaySaid(says.LATER(why=why, later=spoken, sooner=against))
        elif shown:
            yield DelaySaid(says.LATER_ALONE(why=why, later=spoken))
        elif later.marked:
            open_ = later.total.max is None and sooner.total.max is None
            said = says.UNSETTLED_OPEN(why=why)
            if not open_:
                said = says.UNSETTLED(why=why, later=spoken, sooner=against)
            yield DelaySaid(said, missing=True)
        elif parallel := parallel_delay(diagram, match, wait.arcs):
            path = listed(parallel, " → ")
            yield DelaySaid(says.LATER_ELSEWHERE(why=why, path=path), elsewhere=True)
        else:
            yield DelaySaid(_no_delay(match, wait), missing=True)


def _no_delay(match: PatternMatch, wait: Wait) -> str:
    first, last = match.path(wait.arcs[0]), match.path(wait.arcs[-1])
    if len(wait.arcs) == 1:
        return says.NO_DELAY_MARKED(first=first[0], last=last[-1], why=wait.why())
    return says.NO_DELAY_MARKED_BY(first=first[0], last=last[-1], by=last[0], why=wait.why())
