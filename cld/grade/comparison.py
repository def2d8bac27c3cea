"""Compares an answer with a key, and states the facts about each criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from cld.core.diagram import Link
from cld.core.watch import Watch
from cld.grade.all_drawn import LEAST_OF_A_LOOP, DrawnLinks
from cld.grade.answer import EFFORT, MOST_LOOPS
from cld.grade.answer_paths import AnswerPaths
from cld.grade.corrected import corrected
from cld.grade.key import Criterion, Key
from cld.grade.pairing import Pairing
from cld.grade.trace import TURNED, Trace, trace
from cld.grade.wrong_links import Judge, WrongLink
from cld.insight import Insight
from cld.leverage.levels import Judgement
from cld.loops.catalogue import find_loops
from cld.loops.loop import Loop
from cld.report import Report

FactKind = Literal[
    "found", "wrong sign", "no sign", "turned", "left out", "missing", "count", "no stock",
    "no name", "stock", "intervention", "acts", "no act", "level", "other level", "nothing",
    "crowded", "behaves", "other run",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that an answer has or lacks. `said` are the links of the answer it is based on;
    `wanted` are the key's words for it, which must not be shown to learners who may not see the
    key."""

    kind: FactKind
    wanted: tuple[str, ...] = ()
    said: tuple[Link, ...] = ()
    count: int = 0
    of: int = 0


# The facts that count as right among the parts of a stock or an intervention.
RIGHT: tuple[FactKind, ...] = ("found", "stock", "intervention", "acts", "level", "behaves")


@dataclass(frozen=True, slots=True)
class Earned:
    """A criterion with the share of its points that an answer earns, and the reasons."""

    criterion: Criterion
    share: float
    facts: tuple[Fact, ...] = ()

    @property
    def points(self) -> float:
        """The points that the answer earns."""
        return self.share * self.criterion.points


@dataclass(frozen=True)
class Comparison:
    """An answer compared with a key."""

    key: Key
    answer: Report
    pairing: Pairing

    @cached_property
    def ways(self) -> AnswerPaths:
        """The paths of the answer between its matched variables."""
        wrong = frozenset(one.link for one in self.wrong)
        known = frozenset(link.ends for link in self.key.diagram.links)
        return AnswerPaths(self.answer.diagram, self.pairing, wrong, known)

    @cached_property
    def wrong(self) -> tuple[WrongLink, ...]:
        """The wrong links of the answer, in the order of its text."""
        judge = Judge(self.key.diagram, self.pairing, self.key.optional)
        return tuple(judge.wrong(self.answer.diagram))

    @cached_property
    def choice(self) -> DrawnLinks:
        """Whether the answer chooses links or draws all of them."""
        key = self.key
        return DrawnLinks(key.diagram, self.answer.diagram, self.pairing, key.optional)

    @cached_property
    def kept(self) -> float:
        """The share of its points that the answer keeps; see `DrawnLinks.kept`."""
        return self.choice.kept()

    @cached_property
    def levers(self) -> tuple[Judgement, ...]:
        """The interventions of the answer, judged in its corrected diagram: a wrong or missing link
        must not cost, or earn, points a second time through the effect of an intervention."""
        answer = self.answer
        if not answer.diagram.interventions:
            return ()
        wrong = frozenset(one.link for one in self.wrong)
        diagram = corrected(self.key.diagram, answer.diagram, self.pairing, wrong)
        found, _ = find_loops(diagram, answer.source.lines, MOST_LOOPS, Watch(effort=EFFORT))
        return Insight(diagram, found.loops, found.complete, found.space).interventions

    @property
    def turned(self) -> float:
        """The value of a reversed link, as a share of a right one. It is 0 if wrong links cost
        nothing; otherwise drawing one would always pay."""
        return TURNED if self.key.counts_wrong else 0.0

    @cached_property
    def traces(self) -> tuple[Trace, ...]:
        """The loops of the key as they are in the answer: the declared and the shortest ones. No
        expectation needs more loops."""
        return tuple(self.trace(loop) for loop in self.key.report.loops[:MOST_LOOPS])

    @cached_property
    def _traced(self) -> dict[tuple[str, ...], Trace]:
        return {}

    def trace(self, loop: Loop) -> Trace:
        """Return a loop of the key as it is in the answer."""
        if loop.variables not in self._traced:
            self._traced[loop.variables] = self._trace(loop)
        return self._traced[loop.variables]

    def _trace(self, loop: Loop) -> Trace:
        found = trace(loop, self.ways, self.key.optional, self.turned)
        kept = self.choice.kept(loop.variables, LEAST_OF_A_LOOP) if found.share else 1.0
        return replace(found, kept=kept)


def earned_by_count(criterion: Criterion, found: int) -> Earned:
    """Return the points for this number of found items, out of the number asked for."""
    of = criterion.expectation.count or 1
    return Earned(criterion, min(1.0, found / of), (Fact("count", count=found, of=of),))


def count_right(facts: Sequence[Fact]) -> int:
    """Return how many facts are about something right."""
    return sum(fact.kind in RIGHT for fact in facts)
