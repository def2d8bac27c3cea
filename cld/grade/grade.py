"""Grades an answer: points for the parts of the key it has, minus points for wrong links."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cld.core.diagram import Link
from cld.grade.comparison import Comparison, Earned
from cld.grade.expectations import earned
from cld.grade.key import Forbidden, Key
from cld.grade.names.match import NOTHING, match_names
from cld.grade.names.matches import Matches
from cld.grade.pairing import Pairing
from cld.grade.trace import TURNED
from cld.grade.wrong_links import WrongLink
from cld.report import Report

# A wrong link costs this share of what a link of the key earns on average.
HALF = 0.5
# Scores are given to this many digits; further digits are rounding errors.
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Charge:
    """A link of the answer that costs points, because it is wrong or because the key forbids it."""

    link: Link
    cost: float
    wrong: WrongLink | None = None
    forbidden: Forbidden | None = None


@dataclass(frozen=True)
class Grade:
    """The result for an answer: each criterion, the deductions, and the sum, never below 0."""

    comparison: Comparison
    earned: tuple[Earned, ...]
    charges: tuple[Charge, ...]

    @property
    def key(self) -> Key:
        """The key that was used."""
        return self.comparison.key

    @property
    def max_score(self) -> float:
        """The greatest possible score."""
        return self.key.total

    @property
    def score(self) -> float:
        """The points of the answer."""
        found = math.fsum([*(e.points for e in self.earned), *(-c.cost for c in self.charges)])
        return round(min(max(found, 0.0), self.max_score), DIGITS)


def grade(comparison: Comparison) -> Grade:
    """Grade an answer that is compared with a key.

    Each criterion earns its share; see `cld.grade.expectations`. A link between two variables of
    the key is wrong if the key has neither the link nor a path of that sign (see
    `cld.grade.wrong_links`). It costs half of what a right link earns on average, and never less
    than the quarter that a reversed link earns, so no wrong link raises a score. A link of the key
    with the wrong sign costs the same as a missing link, if an expectation asks for it, and no
    more.

    >>> from cld.analyze import analyze
    >>> from cld.grade.key import read_key
    >>> from cld.grade.pairing import Pairing
    >>> said = "Load (+)-> Latency (+)-> Retries (+)-> Load"
    >>> wanted = "expect loop: Load, Latency, Retries (points 6)"
    >>> key, _ = read_key(analyze(f"{said}{chr(10)}{wanted}"))
    >>> pairing = Pairing({v.name: v.name for v in key.diagram.variables})
    >>> def score(answer):
    ...     return grade(Comparison(key, analyze(answer), pairing)).score
    >>> score(said), score(said.replace("(+)-> Load", "(-)-> Load")), score("")
    (6.0, 3.0, 0.0)
    """
    criteria = tuple(earned(comparison, criterion) for criterion in comparison.key.criteria)
    return Grade(comparison, criteria, tuple(_charges(comparison, criteria)))


def _charges(comparison: Comparison, criteria: tuple[Earned, ...]) -> Iterator[Charge]:
    """Each link once; if it is both wrong and forbidden, the higher cost counts."""
    wrong = {charge.link: charge for charge in _wrong(comparison, criteria)}
    forbidden: dict[Link, Charge] = {}
    for charge in _forbidden(comparison):
        known = wrong.get(charge.link) or forbidden.get(charge.link)
        cost = max(charge.cost, known.cost if known else 0.0)
        forbidden[charge.link] = replace(charge, cost=cost)
    yield from (charge for link, charge in wrong.items() if link not in forbidden)
    yield from forbidden.values()


def _wrong(comparison: Comparison, criteria: tuple[Earned, ...]) -> Iterator[Charge]:
    key = comparison.key
    if key.counts_wrong and key.diagram.links:
        usual = HALF * key.total / len(key.diagram.links)
        asked = frozenset(_asked(key))
        for wrong in comparison.wrong:
            if wrong.kind == "sign" and (wrong.cause, wrong.effect) in asked:
                continue
            cost = max(usual, _earned_by(wrong.link, criteria))
            yield Charge(wrong.link, cost, wrong=wrong)


def _forbidden(comparison: Comparison) -> Iterator[Charge]:
    names = comparison.pairing.answer_of
    for one in comparison.key.forbidden:
        cause, effect = names.get(one.link.cause), names.get(one.link.effect)
        link = comparison.answer.diagram.link(cause, effect) if cause and effect else None
        if link is not None and one.link.polarity in ("?", comparison.pairing.sign(link)):
            yield Charge(link, one.cost, forbidden=one)


def _asked(key: Key) -> Iterator[tuple[str, str]]:
    """The links of the key that can cost an expectation points."""
    for criterion in key.criteria:
        for link in criterion.expectation.links:
            yield link.ends
        for link in criterion.loop.links if criterion.loop else ():
            yield link.ends


def _earned_by(link: Link, criteria: tuple[Earned, ...]) -> float:
    """The points that a reversed link has earned."""
    found = 0.0
    for one in criteria:
        turned = [fact for fact in one.facts if fact.kind == "turned" and link in fact.said]
        if turned and one.criterion.expectation.kind == "link":
            found += one.points
        elif turned:
            # Never more than this: with a single fault the loop may have earned half.
            loop = one.criterion.loop
            steps = sum(fact.kind != "crowded" for fact in one.facts)
            size = steps if loop is None else min(steps, len(loop.links))
            found += one.criterion.points * HALF * TURNED * len(turned) / size
    return found


def graded(
    key: Key,
    answer: Report,
    by_hand: Mapping[str, str | None] = NOTHING,
    strict: bool = False,
) -> tuple[Grade, Matches]:
    """Return the grade of an answer, and which of its variables matched which of the key.

    `by_hand` and `strict` are passed to `match_names`, which also defines the errors raised.

    >>> from cld.analyze import analyze
    >>> from cld.grade.key import read_key
    >>> key, _ = read_key(analyze("Load (+)-> Latency (+)-> Load\\nexpect loop: Load, Latency"))
    >>> found, matches = graded(key, analyze("load (+)-> queue (+)-> LATENCY (+)-> load"))
    >>> found.score, [match.how for match in matches.pairs]
    (1.0, ['spelling', 'spelling'])
    """
    matches = match_names(answer.diagram, key.diagram, by_hand, strict)
    pairing = Pairing(
        {match.key: match.answer for match in matches.pairs},
        frozenset(match.answer for match in matches.pairs if match.flipped),
    )
    return grade(Comparison(key, answer, pairing)), matches


def own(key: Key) -> Grade:
    """Return the grade of a key's own diagram: full marks, if the key is sound."""
    names = {variable.name: variable.name for variable in key.diagram.variables}
    return grade(Comparison(key, key.report, Pairing(names)))
