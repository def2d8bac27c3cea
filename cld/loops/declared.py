"""Checks the file's statements about loops against its links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from math import prod

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Diagram, Link, LoopDeclaration, LoopType
from cld.core.rings import from_least, pairs_round
from cld.core.suggest import closest
from cld.core.text import Lines
from cld.loops.cycles import find_cycles
from cld.loops.loop import TYPE_NAMES, loop_type

# Larger sets of variables than this are not searched for other orders that close.
MAX_REORDERED = 14
MAX_STEPS = 20_000
# The limit on the search of all sets of variables together.
MAX_STEPS_IN_ALL = 2_000_000
# Beyond this many statements, no similar name is suggested for an unknown name.
MAX_SUGGESTIONS = 20


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration that names a loop of the diagram, with its links and computed type."""

    declaration: LoopDeclaration
    links: tuple[Link, ...]
    type: LoopType


def match_declared(
    diagram: Diagram, lines: Lines
) -> tuple[tuple[Declared, ...], tuple[Diagnostic, ...]]:
    """Find the loop that each `loop` statement names.

    A statement names its variables in the order in which the loop passes them. If that order does
    not close but another order of the same variables does, the message names that order.

    Returns
    -------
    The declarations that name a loop, in file order; and the problems: declarations that name no
    loop, and types, ids or names that do not fit.
    """
    found: list[Declared] = []
    findings: list[Diagnostic] = []
    by_links: dict[frozenset[tuple[str, str]], LoopDeclaration] = {}
    ids: dict[str, LoopDeclaration] = {}
    orders = _Orders(diagram)
    free = _FreeIds(diagram.loops)
    for declaration in diagram.loops:
        suggest = len(findings) < MAX_SUGGESTIONS
        links, problems = _closed(diagram, declaration, orders, suggest)
        findings += problems
        id_ = (declaration.id or "").upper()
        taken = ids.setdefault(id_, declaration) if id_ else declaration
        if taken is not declaration:
            findings.append(_id_twice(declaration, taken, lines))
        if links is None:
            continue
        type_ = loop_type(link.polarity for link in links)
        findings += _type(declaration, links, type_, free)
        first = by_links.setdefault(frozenset(link.ends for link in links), declaration)
        if first is not declaration:
            findings.append(_named_twice(declaration, first, lines))
            continue
        found.append(Declared(declaration, links, type_))
    return tuple(found), tuple(findings)


def members(declaration: LoopDeclaration) -> tuple[str, ...]:
    """The variables of a declaration, without a repetition of the first at the end."""
    names = declaration.variables
    return names[:-1] if len(names) > 1 and names[0] == names[-1] else names


def _closed(
    diagram: Diagram, declaration: LoopDeclaration, orders: _Orders, suggest: bool
) -> tuple[tuple[Link, ...] | None, list[Diagnostic]]:
    names = members(declaration)
    said = declaration_title(declaration)
    unknown = [name for name in names if diagram.variable(name) is None]
    if unknown:
        message = f"{said} names “{unknown[0]}”, but no link and no variable has that name"
        known = [variable.name for variable in diagram.variables] if suggest else []
        near = closest(unknown[0], known)
        hint = f"did you mean “{near}”?" if near else "draw its links, or correct the name"
        return None, [Diagnostic("CLD301", declaration.span, message, hint)]
    twice = _said_twice(names)
    if twice is not None:
        message = f"{said} names “{twice}” twice; a loop passes each variable once"
        hint = "a path that passes a variable twice makes two loops: declare each by itself"
        return None, [Diagnostic("CLD301", declaration.span, message, hint)]
    links = [diagram.link(cause, effect) for cause, effect in pairs_round(names)]
    missing = [
        f"{a} → {b}" for (a, b), link in zip(pairs_round(names), links, strict=True) if not link
    ]
    others = [order for order in orders.of(names) if not _same_round(order, names)]
    if missing:
        message = f"{said} does not close: {_all(missing)}"
        return None, [Diagnostic("CLD301", declaration.span, message, _other_orders(others))]
    if others:
        others = [order for order in others if from_least(order) not in orders.declared]
    if others:
        message = (
            f"{said} fits two loops: its variables also close as {_listed(others)}; "
            "the order in the statement is used"
        )
        hint = "if you mean another one, name the variables in its order"
        return _known(links), [Diagnostic("CLD303", declaration.span, message, hint)]
    return _known(links), []


def _known(links: list[Link | None]) -> tuple[Link, ...]:
    return tuple(link for link in links if link is not None)


def _said_twice(names: tuple[str, ...]) -> str | None:
    """The first name that occurs a second time, or None."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


class _Orders:
    """The orders in which sets of variables close, each set searched once; and the cycles that the
    file declares."""

    def __init__(self, diagram: Diagram) -> None:
        self.declared = frozenset(from_least(members(loop)) for loop in diagram.loops)
        self._diagram = diagram
        self._known: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self._left = MAX_STEPS_IN_ALL

    def of(self, names: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return every order in which exactly these variables close a loop."""
        if not 2 < len(names) <= MAX_REORDERED:
            return []
        if names not in self._known:
            self._known[names] = self._search(names)
        return self._known[names]

    def _search(self, names: tuple[str, ...]) -> list[tuple[str, ...]]:
        index = {name: i for i, name in enumerate(names)}
        after = self._diagram.links_from
        # For a variable with many links, each possible link is looked up instead of scanning all.
        successors = [
            [index[link.effect] for link in after[name] if link.effect in index]
            if len(after[name]) <= MAX_REORDERED
            else [i for other, i in index.items() if self._diagram.link(name, other) is not None]
            for name in names
        ]
        self._left -= min(MAX_STEPS, prod(max(1, len(targets)) for targets in successors))
        if self._left < 0:
            return []
        found = find_cycles(successors, limit=0, steps=MAX_STEPS).cycles
        return [tuple(names[i] for i in cycle) for cycle in found if len(cycle) == len(names)]


def _same_round(order: tuple[str, ...], names: tuple[str, ...]) -> bool:
    return from_least(order) == from_least(names)


def _other_orders(others: list[tuple[str, ...]]) -> str:
    if not others:
        return (
            "draw what is missing, or name the variables in the order in which the loop passes them"
        )
    if len(others) == 1:
        return f"these variables form a loop in another order: {_listed(others)}"
    return f"these variables form {len(others)} loops in other orders: {_listed(others)}"


def _listed(orders: list[tuple[str, ...]]) -> str:
    shown = "; ".join(", ".join(order) for order in orders[:2])
    return shown if len(orders) <= 2 else f"{shown}; and {len(orders) - 2} more"


def _all(missing: list[str]) -> str:
    if len(missing) == 1:
        return f"the link {missing[0]} is missing"
    return f"the links {', '.join(missing)} are missing"


def declaration_title(declaration: LoopDeclaration) -> str:
    """The name of a declared loop in messages: `loop R1 “Retry storm”`."""
    name = f"“{declaration.name}”" if declaration.name else ""
    return " ".join(part for part in ("loop", declaration.id, name) if part)


def _type(
    declaration: LoopDeclaration, links: tuple[Link, ...], type_: LoopType, free: _FreeIds
) -> list[Diagnostic]:
    """The problems of the id and the stated type of a loop."""
    found = []
    said = declaration_title(declaration)
    letter = (declaration.id or " ")[0].upper()
    if letter in "RB" and type_ in "RB" and letter != type_:
        message = f"the id {declaration.id} suggests a {TYPE_NAMES[_as_type(letter)]} loop, "
        message += f"but this one is {TYPE_NAMES[type_]}"
        hint = f"call it {free.like(type_, (declaration.id or '')[1:])}"
        found.append(Diagnostic("CLD305", declaration.span, message, hint))
    if declaration.type is None or declaration.type == type_:
        return found
    stated = TYPE_NAMES[declaration.type]
    if type_ == "U":
        unknown = next(link for link in links if link.polarity == "?")
        message = f"{said} is declared {stated}, but the sign of {_link(unknown)} is not known"
        hint = "give that link its sign; until then the loop's type is undetermined"
        found.append(Diagnostic("CLD307", declaration.span, message, hint))
        return found
    found.append(Diagnostic("CLD302", declaration.span, *_wrong_type(said, stated, links, type_)))
    return found


class _FreeIds:
    """The ids that no statement of the file uses; an id that is given out is used from then on."""

    def __init__(self, declarations: Iterable[LoopDeclaration]) -> None:
        self._taken = {(declaration.id or "").upper() for declaration in declarations}
        self._next = {"R": count(1), "B": count(1)}

    def like(self, type_: LoopType, digits: str) -> str:
        """The id with these digits if it is free, else the first free one of its type."""
        id_ = f"{type_}{digits}".upper()
        while id_ in self._taken:
            id_ = f"{type_}{next(self._next[type_])}"
        self._taken.add(id_)
        return id_


def _as_type(letter: str) -> LoopType:
    return "R" if letter == "R" else "B"


def _wrong_type(
    said: str, stated: str, links: tuple[Link, ...], type_: LoopType
) -> tuple[str, str]:
    negative = [link for link in links if link.polarity == "-"]
    count = len(negative)
    number = "no `-` link" if not count else f"{count} `-` link{'s' if count > 1 else ''}"
    parity = "an even number" if count % 2 == 0 else "an odd number"
    message = f"{said} is declared {stated}, but it is {TYPE_NAMES[type_]}: it has {number}, "
    message += parity
    where = f" ({', '.join(map(_link, negative))})" if negative else ""
    hint = f"check the signs around the loop{where}, or correct the type"
    return message, hint


def _link(link: Link) -> str:
    return f"{link.cause} → {link.effect}"


def _id_twice(declaration: LoopDeclaration, taken: LoopDeclaration, lines: Lines) -> Diagnostic:
    where = lines.said(taken.span.start, " in ")
    message = f"the id {declaration.id} is already used{where}"
    related = ((taken.span, "the first loop with this id"),)
    return Diagnostic("CLD304", declaration.span, message, "give it another number", related)


def _named_twice(declaration: LoopDeclaration, first: LoopDeclaration, lines: Lines) -> Diagnostic:
    where = lines.said(first.span.start) or "another statement"
    message = f"{declaration_title(declaration)} is the loop that {where} already names"
    related = ((first.span, "the first statement"),)
    return Diagnostic("CLD306", declaration.span, message, "delete one of the two", related)
