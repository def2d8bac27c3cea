"""A key proved against itself: what of it no answer could earn."""

from __future__ import annotations

from collections.abc import Iterator

from cld.diagnostics import Diagnostic, ordered
from cld.grade.grade import Grade
from cld.grade.graded import own
from cld.grade.key import Key

# Points are numbers that people add up: what differs by less is the same.
NEAR = 1e-6


def prove(key: Key) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a key, its points laid beside its own diagram.

    >>> from cld.analyze import analyze
    >>> from cld.grade.key import read_key
    >>> text = 'exercise "E" (points 5)\\nA (+)-> B\\nexpect loop: A, B (points 4)'
    >>> key, _ = read_key(analyze(text))
    >>> [finding.code for finding in prove(key)]
    ['CLD802', 'CLD803']
    """
    found = own(key)
    return ordered((*_unmet(found), *_charged(found), *_sum(key)))


def _unmet(found: Grade) -> Iterator[Diagnostic]:
    for earned in found.earned:
        if earned.share < 1 - NEAR:
            criterion = earned.criterion
            message = f"the diagram of the key earns {_number(earned.points)} of the "
            message += f"{_number(criterion.points)} points of expectation {criterion.number}"
            hint = "mend the diagram or the expectation: no answer can earn all of it"
            yield Diagnostic("CLD802", criterion.expectation.span, message, hint)


def _charged(found: Grade) -> Iterator[Diagnostic]:
    for charge in found.charges:
        link, span = charge.link, charge.forbidden.span if charge.forbidden else None
        if span is not None:
            message = f"the diagram of the key holds the link {link.cause} -> {link.effect} "
            message += "that this line forbids"
            yield Diagnostic("CLD802", span, message, "take out one of the two")


def _sum(key: Key) -> Iterator[Diagnostic]:
    if key.stated is not None and abs(key.stated - key.total) > NEAR and key.criteria:
        message = f"the exercise has {_number(key.stated)} points, its expectations have "
        message += f"{_number(key.total)} together"
        span = key.criteria[0].expectation.span
        yield Diagnostic("CLD803", span, message, "change either")


def _number(points: float) -> str:
    return f"{points:g}"
