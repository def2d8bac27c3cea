"""The key of an exercise: the expectations, their points, and the diagram they are based on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from cld.core.diagnostics import Diagnostic, ordered
from cld.core.diagram import Diagram, Expectation, Link
from cld.core.rings import turns
from cld.core.text import Span
from cld.loops.loop import TYPE_NAMES, UNLISTED, Loop, links_round, loop_type
from cld.report import Report

# An expectation without a number of points is worth this many.
USUAL = 1.0
# More points than this for one expectation are a typo.
MOST_POINTS = 1e6


@dataclass(frozen=True, slots=True)
class Criterion:
    """An expectation with its points. `loop` is the key's loop, if it is about one."""

    number: int
    expectation: Expectation
    points: float
    hint: str
    loop: Loop | None = None

    @property
    def settings(self) -> Mapping[str, str]:
        """The settings in the brackets of the expectation."""
        return dict(self.expectation.settings)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A link that an answer must not contain, its cost, and the line that forbids it."""

    link: Link
    cost: float
    span: Span = field(default=Span(0, 0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Key:
    """A key: the report on its diagram, the expectations and the forbidden links.

    `stated` is the number of points that the exercise states, or None. `counts_wrong` is whether
    links cost points that are not in the key and do not follow from it.
    """

    report: Report
    criteria: tuple[Criterion, ...]
    forbidden: tuple[Forbidden, ...] = ()
    counts_wrong: bool = True
    stated: float | None = None

    @property
    def diagram(self) -> Diagram:
        """The reference diagram."""
        return self.report.diagram

    @property
    def title(self) -> str:
        """The title of the exercise."""
        exercise = self.diagram.exercise
        said = (exercise.title if exercise else None) or self.diagram.title
        # Learners read this, so the path of the key is left out.
        return said or PurePath(self.report.file).stem

    @property
    def total(self) -> float:
        """The sum of all points."""
        return math.fsum(criterion.points for criterion in self.criteria)

    @property
    def optional(self) -> frozenset[str]:
        """The variables that an answer may leave out."""
        return frozenset(v.name for v in self.diagram.variables if "optional" in dict(v.extra))


def read_key(report: Report) -> tuple[Key, tuple[Diagnostic, ...]]:
    """Return the key in a file, and the problems found in its expectations.

    >>> from cld.analyze import analyze
    >>> report = analyze('A (+)-> B (+)-> A\\nexpect loop reinforcing: A, B (points 3)\\n')
    >>> key, problems = read_key(report)
    >>> key.total, key.criteria[0].loop.id, problems
    (3.0, 'R1', ())
    """
    findings: list[Diagnostic] = []
    exercise = report.diagram.exercise
    expectations = exercise.expectations if exercise else ()
    criteria: list[Criterion] = []
    forbidden: list[Forbidden] = []
    counts_wrong = True
    for expectation in expectations:
        if expectation.kind == "forbid none":
            counts_wrong = False
        elif expectation.kind == "forbid link":
            cost = _number(expectation, "minus", findings)
            forbidden += [Forbidden(link, cost, expectation.span) for link in expectation.links]
        else:
            loop = _loop(report, expectation, findings)
            points = _number(expectation, "points", findings)
            hint = dict(expectation.settings).get("hint", "")
            criteria.append(Criterion(len(criteria) + 1, expectation, points, hint, loop))
    stated = _stated(exercise.settings if exercise else ())
    key = Key(report, tuple(criteria), tuple(forbidden), counts_wrong, stated)
    return key, ordered(findings)


def _stated(settings: Sequence[tuple[str, str]]) -> float | None:
    return _points(dict(settings).get("points", ""))


def _points(words: str) -> float | None:
    try:
        value = float(words)
    except ValueError:
        return None
    return value if 0 <= value <= MOST_POINTS else None


def _number(expectation: Expectation, name: str, findings: list[Diagnostic]) -> float:
    words = dict(expectation.settings).get(name)
    if words is None:
        return USUAL
    value = _points(words)
    if value is None:
        message = f"“{words}” is not a number of points"
        hint = f"write a number, as in `{name} 5`"
        findings.append(Diagnostic("CLD801", expectation.span, message, hint))
    return USUAL if value is None else value


def _loop(report: Report, expectation: Expectation, findings: list[Diagnostic]) -> Loop | None:
    """The loop of the key that an expectation is about."""
    if expectation.kind == "loop named":
        return next((loop for loop in report.loops if loop.name == expectation.text), None)
    if expectation.kind != "loop":
        return None
    ring = expectation.variables
    listed = next((one for one in report.loops if ring in turns(one.variables)), None)
    loop = listed or _made(report.diagram, ring)
    wanted = expectation.type
    if loop is not None and wanted is not None and loop.type != wanted:
        message = f"this loop is {TYPE_NAMES[loop.type]}, not {TYPE_NAMES[wanted]}"
        findings.append(
            Diagnostic("CLD802", expectation.span, message, "correct its signs or the type")
        )
    return loop


def _made(diagram: Diagram, ring: Sequence[str]) -> Loop | None:
    """A loop that the report does not list although the diagram has all its links."""
    if not ring or len(set(ring)) < len(ring):
        return None
    links = links_round(diagram, ring)
    type_ = loop_type(link.polarity for link in links)
    return Loop(UNLISTED, None, type_, links) if len(links) == len(ring) else None
