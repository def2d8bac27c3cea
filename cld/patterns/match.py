"""Matches a template against loops that share variables, never against all variables at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cld.core.diagram import Diagram, LoopType
from cld.core.rings import turned
from cld.loops.loop import Loop
from cld.patterns.template import Template, TemplateArc, TemplateRing

# An arc of a template is a link, or a path with at most this many variables in between.
MOST_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """A template matched with loops: the variable in each role, and the variables between roles.

    `between` has the further variables on the path of each arc; `turned` are the roles whose
    variable is counted in reverse.
    """

    template: Template
    loops: tuple[Loop, ...]
    roles: dict[str, str]
    between: dict[TemplateArc, tuple[str, ...]]
    turned: frozenset[str]

    def path(self, arc: TemplateArc) -> tuple[str, ...]:
        """All variables of an arc, both ends included."""
        return (self.roles[arc[0]], *self.between[arc], self.roles[arc[1]])

    @property
    def variables(self) -> frozenset[str]:
        """Every variable of the match."""
        return frozenset(self.roles.values()).union(*self.between.values())


class OutOfStepsError(Exception):
    """The search has reached its limit."""


@dataclass(slots=True, eq=False)
class _Placed:
    """The roles placed at this point of the search. Changed in place, and undone on return."""

    roles: dict[str, str] = field(default_factory=dict)
    between: dict[TemplateArc, tuple[str, ...]] = field(default_factory=dict)
    signs: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    loops: list[int] = field(default_factory=list)


class Matcher:
    """Finds the matches of templates among the loops of one diagram.

    A loop of the template is a loop of the diagram that passes the roles in order, with at most
    `MOST_BETWEEN` further variables between two roles, and with the sign of each path. Paths share
    only their ends. The variables of a match form the loops of the template and no others: a
    further link among them would close a loop that may work in the opposite direction. Two cases
    are exempt: a shortcut of the same sign within one path, and a level's own adjustment, which
    most models include: a balancing loop of one variable, or of two that follow each other in the
    match, one of them marked as a stock.
    """

    def __init__(self, diagram: Diagram, loops: Sequence[Loop]) -> None:
        self.diagram = diagram
        self.loops = [loop for loop in loops if loop.type != "U"]
        self.names = [loop.variables for loop in self.loops]
        self.signs = [_signs(loop) for loop in self.loops]
        self.places = [{name: i for i, name in enumerate(names)} for names in self.names]
        self.through: dict[tuple[LoopType, str], set[int]] = {}
        for i, loop in enumerate(self.loops):
            for name in self.names[i]:
                self.through.setdefault((loop.type, name), set()).add(i)
        self.effects = {
            name: frozenset(link.effect for link in links)
            for name, links in diagram.links_from.items()
        }
        self.steps = 0

    def matches(self, template: Template, steps: int) -> Iterator[PatternMatch]:
        """Yield the matches of a template; raise OutOfStepsError at the limit."""
        self.steps = steps
        yield from self._rings(template, 0, _Placed())

    def _rings(self, template: Template, at: int, placed: _Placed) -> Iterator[PatternMatch]:
        if at == len(template.rings):
            yield self._match(template, placed)
            return
        ring = template.rings[at]
        kind = template.type_of(ring)
        order = _from_bound(ring, placed)
        for i in self._candidates(kind, order, placed):
            if (
                template.mirror
                and at == template.mirror[1]
                and i < placed.loops[template.mirror[0]]
            ):
                continue
            bound = placed.roles.get(order[0])
            starts = range(len(self.names[i])) if bound is None else [self.places[i][bound]]
            for start in starts:
                name = self.names[i][start]
                if bound is None and name in placed.used:
                    continue
                placed.loops.append(i)
                # A role that may be counted the other way round is tried both ways.
                signs = (1, -1) if bound is None and order[0] in template.turns else (1,)
                for sign in signs:
                    if bound is None:
                        _bind(placed, order[0], name, sign)
                    walk = _RingWalk(self, template, order, i, start, placed)
                    for _ in walk.steps(0, 0):
                        if self._plain(template, placed):
                            yield from self._rings(template, at + 1, placed)
                    if bound is None:
                        _unbind(placed, order[0])
                placed.loops.pop()

    def _candidates(self, kind: LoopType, order: Sequence[str], placed: _Placed) -> list[int]:
        bound = [placed.roles[role] for role in order if role in placed.roles]
        if bound:
            found = set.intersection(*(self.through.get((kind, name), set()) for name in bound))
        else:
            found = {i for i, loop in enumerate(self.loops) if loop.type == kind}
        fits = range(len(order), len(order) * (MOST_BETWEEN + 1) + 1)
        taken = set(placed.loops)
        return sorted(i for i in found if i not in taken and len(self.names[i]) in fits)

    def _plain(self, template: Template, placed: _Placed) -> bool:
        """Return whether all links among the bound variables belong to the template."""
        own: set[tuple[str | None, str | None]] = set()
        ahead: set[tuple[str | None, str | None]] = set()
        for arc in template.arcs:
            ends = (placed.roles.get(arc[0]), placed.roles.get(arc[1]))
            if arc in placed.between:
                path = (ends[0], *placed.between[arc], ends[1])
                own.update(pairwise(path))
                own.update(self._shortcuts(path))
            else:
                ahead.add(ends)
        for name in placed.used:
            for effect in placed.used & self.effects[name]:
                if (name, effect) in own or (name, effect) in ahead:
                    continue
                back = (effect, name) in own or name == effect
                if not back or not self._adjusts(name, effect):
                    return False
        return True

    def _shortcuts(self, path: Sequence[str | None]) -> Iterator[tuple[str | None, str | None]]:
        """Links that shortcut a part of a path, with the sign of that part."""
        for start in range(len(path) - 2):
            sign = 1
            for end in range(start + 1, len(path)):
                sign *= self._sign(path[end - 1], path[end])
                if end > start + 1 and self._sign(path[start], path[end]) == sign:
                    yield path[start], path[end]

    def _sign(self, cause: str | None, effect: str | None) -> int:
        link = self.diagram.link(cause, effect) if cause and effect else None
        return 0 if link is None else {"+": 1, "-": -1}.get(link.polarity, 0)

    def _adjusts(self, cause: str, effect: str) -> bool:
        """Return whether a link closes a level's own adjustment."""
        link, back = self.diagram.link(cause, effect), self.diagram.link(effect, cause)
        if link is None or back is None:
            return False
        if cause == effect:
            return link.polarity == "-"
        ends = (self.diagram.variable(cause), self.diagram.variable(effect))
        marked = any(variable is not None and variable.kind == "stock" for variable in ends)
        return marked and {link.polarity, back.polarity} == {"+", "-"}

    def _match(self, template: Template, placed: _Placed) -> PatternMatch:
        return PatternMatch(
            template,
            tuple(self.loops[i] for i in placed.loops),
            dict(placed.roles),
            dict(placed.between),
            frozenset(role for role, sign in placed.signs.items() if sign < 0),
        )


@dataclass(slots=True, eq=False)
class _RingWalk:
    """One pass around a loop of the diagram that binds roles on the way."""

    matcher: Matcher
    template: Template
    order: tuple[str, ...]
    loop: int
    start: int
    placed: _Placed

    def steps(self, at: int, gone: int) -> Iterator[None]:
        """Yield once for each way to place the roles from the one at `at`, after `gone` links."""
        names = self.matcher.names[self.loop]
        arc = (self.order[at], self.order[(at + 1) % len(self.order)])
        after = len(self.order) - at - 1
        left = len(names) - gone
        for far in range(1, MOST_BETWEEN + 2):
            if not after <= left - far <= after * (MOST_BETWEEN + 1):
                continue
            self.matcher.steps -= 1
            if self.matcher.steps < 0:
                raise OutOfStepsError
            yield from self._step(at, gone, far, arc)

    def _step(self, at: int, gone: int, far: int, arc: TemplateArc) -> Iterator[None]:
        names, signs, placed = (
            self.matcher.names[self.loop],
            self.matcher.signs[self.loop],
            self.placed,
        )
        n, here = len(names), (self.start + gone) % len(names)
        target = names[(here + far) % n]
        known = placed.roles.get(arc[1])
        if known != target and (known is not None or target in placed.used):
            return
        sign = signs[here] * signs[here + far] * placed.signs[arc[0]]
        if self.template.arcs[arc] == "-":
            sign = -sign
        if sign != placed.signs.get(arc[1], 1) and (
            known is not None or arc[1] not in self.template.turns
        ):
            return
        between = tuple(names[(here + i) % n] for i in range(1, far))
        old = placed.between.get(arc)
        if old != between and (old is not None or not placed.used.isdisjoint(between)):
            return
        if known is None:
            _bind(placed, arc[1], target, sign)
        if old is None:
            placed.between[arc] = between
            placed.used.update(between)
        if at + 1 == len(self.order):
            yield
        else:
            yield from self.steps(at + 1, gone + far)
        if old is None:
            del placed.between[arc]
            placed.used.difference_update(between)
        if known is None:
            _unbind(placed, arc[1])


def _signs(loop: Loop) -> list[int]:
    """The sign of the path from the first variable to each, over two passes."""
    signs = [1]
    for link in (*loop.links, *loop.links):
        signs.append(-signs[-1] if link.polarity == "-" else signs[-1])
    return signs


def _from_bound(ring: TemplateRing, placed: _Placed) -> tuple[str, ...]:
    """The roles of a ring, beginning with a bound one, if there is any."""
    for i, role in enumerate(ring.roles):
        if role in placed.roles:
            return turned(ring.roles, i)
    return ring.roles


def _bind(placed: _Placed, role: str, name: str, sign: int) -> None:
    placed.roles[role] = name
    placed.signs[role] = sign
    placed.used.add(name)


def _unbind(placed: _Placed, role: str) -> None:
    placed.used.discard(placed.roles.pop(role))
    del placed.signs[role]
