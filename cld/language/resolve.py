"""Builds the diagram from the syntax, and reports where statements disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import (
    Diagram,
    Ends,
    ExerciseKey,
    Expectation,
    Intervention,
    Link,
    LoopDeclaration,
    Pairs,
    Polarity,
    Sector,
    Variable,
)
from cld.core.plans import RunPlan
from cld.core.suggest import closest
from cld.core.text import Lines, Span
from cld.language.attributes import (
    EXERCISE_KEYS,
    EXPECT_KEYS,
    LINK_KEYS,
    LOOP_KEYS,
    VARIABLE_KEYS,
    AttributeReader,
    Bag,
    loop_goals,
)
from cld.language.interventions import read_intervention
from cld.language.looselinks import link_of, loose_links, steps
from cld.language.runplans import run_plan, said_twice
from cld.language.scan import begins_like_a_statement
from cld.language.shapes import SHAPES
from cld.language.syntax import (
    Attribute,
    Chain,
    Exercise,
    Expect,
    Forbid,
    InterventionBlock,
    LoopLine,
    NameText,
    RunBlock,
    SectorLine,
    Statement,
    Syntax,
    Title,
    VariableLine,
)

# Past so many goals of loops that name no variable it is not asked what they were meant to be.
MOST_SUGGESTIONS = 20


@dataclass
class _Mention:
    """All that is said of one variable or one link while the file is read."""

    bag: Bag
    spans: list[Span] = field(default_factory=list)
    signs: list[tuple[Polarity | None, Span]] = field(default_factory=list)


def resolve(syntax: Syntax) -> tuple[Diagram, tuple[Diagnostic, ...]]:
    """Return the diagram a file describes, and what is wrong with what it says.

    The same link said again unites its attributes; said with two polarities it counts as `?`.

    >>> from cld.language.parse import parse
    >>> diagram, findings = resolve(parse("Load (+)-> Latency")[0])
    >>> [variable.name for variable in diagram.variables]
    ['Load', 'Latency']
    """
    reader = _Resolver(syntax)
    for statement in syntax.statements:
        reader.read(statement)
    return reader.diagram(), tuple(reader.findings)


class _Resolver:
    """Gathers statements in file order; used once for each file."""

    def __init__(self, syntax: Syntax) -> None:
        self.lines = Lines(syntax.text)
        self.findings: list[Diagnostic] = []
        self._title: tuple[str, Span] | None = None
        self._exercise: tuple[str, Span] | None = None
        self._exercise_settings: Pairs = ()
        self._variables: dict[str, _Mention] = {}
        self._links: dict[Ends, _Mention] = {}
        self._loops: list[tuple[LoopLine, int]] = []
        self._sectors: dict[str, tuple[dict[str, Span], Span]] = {}
        self._interventions: list[Intervention] = []
        self._expectations: list[Expectation] = []
        self._runs: list[RunPlan] = []
        self._run_names: dict[str, Span] = {}
        self._suggested = 0

    def read(self, statement: Statement) -> None:
        node, start = statement.node, statement.start
        if isinstance(node, Chain):
            self._chain(node, start)
        elif isinstance(node, VariableLine):
            mention = self._variable(node.name, start)
            alike = looks_like_a_statement(node)
            if alike:
                span = node.name.span.shift(start)
                message = f"this declares a variable “{node.name.text}”; did you mean a statement?"
                hint = f"{SHAPES[alike]}; if it is a variable, put its name in quotes"
                self.findings.append(Diagnostic("CLD114", span, message, hint))
            elif mention:
                self._take(mention.bag, (*node.attributes, *node.settings), start)
        elif isinstance(node, LoopLine):
            self._loops.append((node, start))
        elif isinstance(node, SectorLine):
            self._sector(node, start)
        elif isinstance(node, InterventionBlock):
            made, findings = read_intervention(node, start, self.lines)
            self._interventions.append(made)
            self.findings.extend(findings)
        elif isinstance(node, RunBlock):
            settings = self._settings(node.settings, start, f"run “{node.name.text}”", {})
            self._runs.append(run_plan(node, start, settings))
            self.findings.extend(said_twice(node, start))
            name, span = node.name.text, node.name.span.shift(start)
            first = self._run_names.setdefault(name, span)
            if first != span:
                self._once(f"run “{name}”", (name, first), name, span)
        elif isinstance(node, Title):
            span = node.text.span.shift(start)
            self._title = self._once("title", self._title, node.text.text, span)
        elif isinstance(node, Exercise):
            span = node.title.span.shift(start)
            if self._exercise is None:
                self._exercise_settings = self._settings(
                    node.settings, start, "this exercise", EXERCISE_KEYS
                )
            self._exercise = self._once("exercise", self._exercise, node.title.text, span)
        elif isinstance(node, Expect):
            self._expectations.append(self._expect(node, start, len(statement.parsed.text)))
        elif isinstance(node, Forbid):
            self._expectations.append(self._forbid(node, start, len(statement.parsed.text)))

    def diagram(self) -> Diagram:
        """Return the diagram."""
        variables = tuple(_variable(name, m) for name, m in self._variables.items())
        links = tuple(self._link(ends, m) for ends, m in self._links.items())
        loops = tuple(self._loop(*entry) for entry in self._loops)
        exercise = None
        if self._exercise or self._expectations:
            title = self._exercise[0] if self._exercise else None
            exercise = ExerciseKey(title, tuple(self._expectations), self._exercise_settings)
        title = self._title[0] if self._title else None
        sectors = tuple(self._members(name, *said) for name, said in self._sectors.items())
        interventions = tuple(self._interventions)
        runs = tuple(self._runs)
        return Diagram(title, variables, links, loops, interventions, exercise, sectors, runs)

    def _meant(self, words: str, known: tuple[str, ...]) -> str | None:
        """Return the name that was probably meant, for the first few errors only."""
        self._suggested += 1
        return closest(words, known) if self._suggested <= MOST_SUGGESTIONS else None

    # -- gathering --

    def _once(
        self, what: str, before: tuple[str, Span] | None, text: str, span: Span
    ) -> tuple[str, Span]:
        if before is None:
            return text, span
        first = self.lines.place(before[1].start).line
        message = f"the {what} was given in line {first} already; the first counts"
        related = ((before[1], f"the first {what}"),)
        self.findings.append(Diagnostic("CLD207", span, message, "delete one of them", related))
        return before

    def _take(self, bag: Bag, attributes: Iterable[Attribute], start: int) -> None:
        self.findings.extend(bag.take(attributes, start, self.lines))

    def _variable(self, name: NameText, start: int) -> _Mention | None:
        if not name.text:
            return None
        mention = self._variables.get(name.text)
        if mention is None:
            mention = self._variables[name.text] = _Mention(Bag(f"“{name.text}”", VARIABLE_KEYS))
        mention.spans.append(name.span.shift(start))
        return mention

    def _chain(self, chain: Chain, start: int) -> None:
        for name in chain.names:
            self._variable(name, start)
        for cause, arrow, effect in steps(chain):
            if not (cause.text and effect.text):
                continue
            ends = (cause.text, effect.text)
            mention = self._links.get(ends)
            if mention is None:
                what = f"the link from “{ends[0]}” to “{ends[1]}”"
                mention = self._links[ends] = _Mention(Bag(what, LINK_KEYS))
            span = Span(cause.span.start, effect.span.end).shift(start)
            mention.spans.append(span)
            mention.signs.append((arrow.polarity, arrow.span.shift(start)))
            self._take(mention.bag, (*arrow.attributes, *chain.settings), start)

    def _link(self, ends: Ends, mention: _Mention) -> Link:
        said = {sign: span for sign, span in reversed(mention.signs) if sign is not None}
        polarity: Polarity = "?"
        if len(said) == 1:
            polarity = next(iter(said))
        elif said:
            self._two_polarities(mention, said)
        return link_of(ends, polarity, mention.bag, mention.spans)

    def _two_polarities(self, mention: _Mention, said: dict[Polarity, Span]) -> None:
        places = sorted((span, sign) for sign, span in said.items())
        listed = " and ".join(
            f"`{sign}` in line {self.lines.place(span.start).line}" for span, sign in places
        )
        message = f"{mention.bag.what} has two polarities, {listed}; it counts as `?`"
        hint = "if there are two mechanisms, give each its own variable between cause and effect"
        related = ((places[0][0], "the first polarity"),)
        self.findings.append(Diagnostic("CLD201", places[-1][0], message, hint, related))

    def _loop(self, node: LoopLine, start: int) -> LoopDeclaration:
        bag = Bag("this loop", LOOP_KEYS)
        self._take(bag, node.settings, start)
        members = tuple(name.text for name in node.members)
        said_goals = [attribute for attribute in node.settings if attribute.key == "goal"]
        goals = loop_goals((attribute.value for attribute in said_goals), members)
        for attribute, goal in zip(said_goals, goals, strict=True):
            if goal.variable is None:
                near = self._meant(_before_relation(attribute.value), members)
                hint = f"did you mean “{near}”?" if near else f"as in `(goal {members[0]} <= …)`"
                message = "this goal names no variable of the loop"
                span = attribute.span.shift(start)
                self.findings.append(Diagnostic("CLD208", span, message, hint))
        called = [part.span for part in (node.id, node.name) if part]
        span = Span(called[0].start, called[-1].end) if called else node.members[0].span
        return LoopDeclaration(
            id=node.id.text if node.id else None,
            name=node.name.text if node.name else None,
            type=node.type,
            variables=members,
            goals=goals,
            extra=(*bag.extra.items(), *(("note", note) for note in bag.notes)),
            span=span.shift(start),
        )

    def _sector(self, node: SectorLine, start: int) -> None:
        members, _ = self._sectors.setdefault(node.name.text, ({}, node.name.span.shift(start)))
        for name in node.members:
            if name.text:
                members.setdefault(name.text, name.span.shift(start))

    def _members(self, title: str, members: dict[str, Span], span: Span) -> Sector:
        for name, place in members.items():
            if name not in self._variables:
                message = f"no variable is called “{name}”, but the sector “{title}” lists it"
                near = self._meant(name, tuple(self._variables))
                hint = f"did you mean “{near}”?" if near else "name it in a link, or declare it"
                self.findings.append(Diagnostic("CLD208", place, message, hint))
        return Sector(title, tuple(members), span)

    def _loose(self, chain: Chain | None, start: int) -> tuple[Link, ...]:
        """Links that an expectation speaks of."""
        links, findings = loose_links(chain, start, self.lines)
        self.findings.extend(findings)
        return links

    def _expect(self, node: Expect, start: int, length: int) -> Expectation:
        return Expectation(
            kind=node.kind,
            links=self._loose(node.chain, start),
            type=node.type,
            variables=tuple(name.text for name in node.members),
            count=node.count,
            text=node.text.text if node.text else None,
            breaks=node.breaks.text if node.breaks else None,
            outcome=node.outcome,
            settings=self._settings(node.settings, start),
            span=Span(start, start + length),
        )

    def _forbid(self, node: Forbid, start: int, length: int) -> Expectation:
        return Expectation(
            kind="forbid link" if node.chain else "forbid none",
            links=self._loose(node.chain, start),
            settings=self._settings(node.settings, start),
            span=Span(start, start + length),
        )

    def _settings(
        self,
        settings: tuple[Attribute, ...],
        start: int,
        what: str = "this expectation",
        keys: dict[str, AttributeReader] = EXPECT_KEYS,
    ) -> Pairs:
        bag = Bag(what, keys)
        self._take(bag, settings, start)
        return (*bag.values.items(), *bag.extra.items())


def looks_like_a_statement(node: VariableLine) -> str:
    """Return the word of the statement a line was probably meant to be, or nothing.

    A line such as `Loop R1: Load, Latency` reads as a variable whose attributes make no
    sense; its first word shows what was meant.
    """
    word = begins_like_a_statement(node.name.text)
    if not word or node.name.quoted or not node.attributes:
        return ""
    known = any(attribute.key in VARIABLE_KEYS for attribute in node.attributes)
    only_texts = all(not attribute.key for attribute in node.attributes)
    if known or (only_texts and node.name.text.casefold() not in ("title", "exercise")):
        return ""
    return word


def _before_relation(words: str) -> str:
    return re.split(r"[<>=≤≥]", words, maxsplit=1)[0].strip()


def _variable(name: str, mention: _Mention) -> Variable:
    values = mention.bag.values
    return Variable(
        name,
        kind=values.get("kind", "auxiliary"),
        goal=values.get("goal"),
        unit=values.get("unit"),
        every=values.get("every"),
        window=values.get("window"),
        capacity=values.get("capacity"),
        initial=values.get("initial"),
        at=values.get("at"),
        aliases=tuple(dict.fromkeys(mention.bag.lists.get("alias", ()))),
        opposites=tuple(dict.fromkeys(mention.bag.lists.get("opposite", ()))),
        notes=tuple(mention.bag.notes),
        extra=tuple(mention.bag.extra.items()),
        spans=tuple(mention.spans),
    )
