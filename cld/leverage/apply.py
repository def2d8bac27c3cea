"""Applies an intervention to a copy of the diagram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cld.core.diagram import Change, Diagram, Ends, Link, Variable
from cld.core.quantities import Delay, QuantityError, delay


@dataclass(frozen=True, slots=True)
class Applied:
    """A diagram after an intervention, and the links that it touched.

    `added` and `cut` links are new or gone (a link that is cut and added again is in both);
    `strengthened`, `weakened`, `unclear` and `delayed` links existed before and still exist.
    `unclear` links were added a second time, with one of the two signs unknown. `delayed` has each
    link with its delay before and after.
    """

    diagram: Diagram
    added: tuple[Ends, ...] = ()
    cut: tuple[Ends, ...] = ()
    strengthened: tuple[Ends, ...] = ()
    weakened: tuple[Ends, ...] = ()
    unclear: tuple[Ends, ...] = ()
    delayed: tuple[tuple[Ends, Delay, Delay], ...] = ()


def apply_changes(diagram: Diagram, changes: Iterable[Change]) -> Applied:
    """Return the diagram after the changes, one after the other, and the links they touched.

    Impossible changes (cutting a link that does not exist) are left out. Adding an existing link
    strengthens it; adding it with the other sign works against it; informing along it makes it an
    information link.

    >>> from cld.language.source import source_of
    >>> source = source_of('A (+)-> B (+)-> A\\nintervention "Stop" { cut B -> A }')
    >>> applied = apply_changes(source.diagram, source.diagram.interventions[0].changes)
    >>> [link.cause for link in applied.diagram.links]
    ['A']
    """
    work = _Work(diagram)
    for change in changes:
        work.do(change)
    return work.done(diagram)


class _Work:
    """Links and variables of the copy during the changes."""

    def __init__(self, diagram: Diagram) -> None:
        self.links: dict[Ends, Link] = {link.ends: link for link in diagram.links}
        self.variables = {variable.name: variable for variable in diagram.variables}
        self.added: dict[Ends, None] = {}
        self.cut: dict[Ends, None] = {}
        self.strengthened: dict[Ends, None] = {}
        self.weakened: dict[Ends, None] = {}
        self.unclear: dict[Ends, None] = {}
        self.delayed: dict[Ends, tuple[Delay, Delay]] = {}

    def do(self, change: Change) -> None:
        if change.verb == "add" or (change.verb == "inform" and _drawn(change)):
            for link in change.links:
                self._add(link, inform=change.verb == "inform")
        elif change.verb == "stock" and change.name:
            standing = self.variables.get(change.name) or Variable(change.name)
            self.variables[change.name] = replace(standing, kind="stock")
        elif change.verb == "capacity" and change.name in self.variables:
            standing = self.variables[change.name]
            self.variables[change.name] = replace(standing, capacity=change.after)
        for link in change.links:
            ends = link.ends
            if ends not in self.links:
                continue
            if change.verb == "cut":
                self._cut(ends)
            elif change.verb == "strengthen":
                self.strengthened[ends] = None
            elif change.verb == "weaken":
                self.weakened[ends] = None
            elif change.verb == "delay":
                self._delay(ends, change)

    def done(self, diagram: Diagram) -> Applied:
        standing = self.links
        for ends in [ends for ends in self.cut if ends in self.added and ends in standing]:
            before, after = diagram.link(*ends), standing[ends]
            if before is not None and before.polarity == after.polarity:
                # Cut and drawn anew: the same link, perhaps with another delay.
                del self.cut[ends], self.added[ends]
                if before.delay != after.delay:
                    self.delayed[ends] = (before.delay or NONE, after.delay or NONE)
        return Applied(
            replace(diagram, variables=tuple(self.variables.values()), links=(*standing.values(),)),
            added=tuple(ends for ends in self.added if ends in standing),
            cut=tuple(ends for ends in self.cut if diagram.link(*ends) is not None),
            strengthened=tuple(ends for ends in self.strengthened if ends in standing),
            weakened=tuple(ends for ends in self.weakened if ends in standing),
            unclear=tuple(ends for ends in self.unclear if ends in standing),
            delayed=tuple(
                (ends, before, after)
                for ends, (before, after) in self.delayed.items()
                if ends in standing and ends not in self.added and before != after
            ),
        )

    def _add(self, link: Link, inform: bool) -> None:
        ends = link.ends
        link = replace(link, info=link.info or inform)
        for name in ends:
            self.variables.setdefault(name, Variable(name))
        standing = self.links.get(ends)
        if standing is None:
            self.links[ends] = link
            self.added[ends] = None
        elif inform:
            self.links[ends] = replace(standing, info=True)
        elif "?" in (standing.polarity, link.polarity):
            self.unclear[ends] = None
        elif standing.polarity == link.polarity:
            self.strengthened[ends] = None
        else:
            self.weakened[ends] = None

    def _cut(self, ends: Ends) -> None:
        del self.links[ends]
        if ends in self.added and ends not in self.cut:
            del self.added[ends]
        else:
            self.added.pop(ends, None)
            self.cut[ends] = None

    def _delay(self, ends: Ends, change: Change) -> None:
        standing = self.links[ends].delay
        after = _read(change.after)
        if after is not None:
            # A delay that spreads what it passes on still does when it is longer.
            after = replace(after, smooth=after.smooth or bool(standing and standing.smooth))
            self.links[ends] = replace(self.links[ends], delay=after)
            # What the diagram says counts; where it says nothing, what the operation does.
            known = standing if standing and standing.complete else _read(change.before)
            before = self.delayed[ends][0] if ends in self.delayed else known
            self.delayed[ends] = (before or standing or NONE, after)


NONE = Delay(0.0, 0.0, True)


def _drawn(change: Change) -> bool:
    """`inform A -> B` without a sign names source and receiver of news, and draws no link."""
    return all(link.polarity != "?" for link in change.links)


def _read(words: str | None) -> Delay | None:
    try:
        return delay(words or "")
    except QuantityError:
        return None


def is_informed(diagram: Diagram, ends: Ends) -> bool:
    """Return whether information links already lead from one variable to another."""
    seen, pending = set[str](), [ends[0]]
    while pending:
        for link in diagram.links_from.get(pending.pop(), ()):
            if link.info and link.effect == ends[1]:
                return True
            if link.info and link.effect not in seen:
                seen.add(link.effect)
                pending.append(link.effect)
    return False
