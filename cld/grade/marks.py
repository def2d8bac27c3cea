"""Marks for the links of an answer and of its key: found, wrong, own or missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from cld.core.diagram import Link
from cld.grade.comparison import Comparison
from cld.grade.grade import Grade
from cld.grade.trace import TraceStep

# `own` is an extra link of the answer that the key does not cover; `missing` is a link of the key
# that the answer does not have.
Mark = Literal["found", "wrong", "own", "missing"]
Marks = Mapping[tuple[str, str], Mark]


def answer_marks(grade: Grade) -> Marks:
    """Return the mark of each link of the answer, by its ends.

    >>> from cld.analyze import analyze
    >>> from cld.grade.grade import graded
    >>> from cld.grade.key import read_key
    >>> key, _ = read_key(analyze("A (+)-> B (+)-> A\\nexpect loop: A, B"))
    >>> found, _ = graded(key, analyze("A (+)-> B (-)-> A (+)-> mine"))
    >>> answer_marks(found)
    {('A', 'B'): 'found', ('B', 'A'): 'wrong', ('A', 'mine'): 'own'}
    >>> key_marks(found)
    {('A', 'B'): 'found', ('B', 'A'): 'wrong'}
    """
    comparison, pairing = grade.comparison, grade.comparison.pairing
    # A link that the key does not have is the learner's own, if it costs nothing.
    faulty = {charge.link for charge in grade.charges}
    faulty |= {one.link for one in comparison.wrong if one.kind in ("sign", "turned")}
    wrong_ones = {one.link for one in comparison.wrong}
    right = {link for step in _right(comparison) for link in (step.way.links if step.way else ())}
    marks: dict[tuple[str, str], Mark] = {}
    for link in comparison.answer.diagram.links:
        is_known = link.cause in pairing.key_of and link.effect in pairing.key_of
        is_right = link in right or (is_known and link not in wrong_ones)
        mark: Mark = "wrong" if link in faulty else "found" if is_right else "own"
        marks[link.ends] = mark
    return marks


def key_marks(grade: Grade) -> Marks:
    """Return the mark of each link of the key, by its ends."""
    comparison = grade.comparison
    right = {link for step in _right(comparison) for link in step.links}
    wrong = {(one.cause, one.effect) for one in comparison.wrong if one.kind == "sign"}
    wrong |= {(one.effect, one.cause) for one in comparison.wrong if one.kind == "turned"}
    marks: dict[tuple[str, str], Mark] = {}
    for link in comparison.key.diagram.links:
        ends = link.ends
        is_found = link in right or _has(comparison, link)
        marks[ends] = "found" if is_found else "wrong" if ends in wrong else "missing"
    return marks


def _right(comparison: Comparison) -> Iterator[TraceStep]:
    """The steps of the key's loops that the answer has right."""
    for found in comparison.traces:
        yield from (step for step in found.steps if step.state == "right" and step.way)


def _has(comparison: Comparison, link: Link) -> bool:
    cause, effect = (comparison.pairing.answer_of.get(end) for end in link.ends)
    if cause is None or effect is None:
        return False
    return any(way.sign == link.polarity for way in comparison.ways.between(cause, effect))
