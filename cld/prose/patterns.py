"""Patterns in words: the evidence for a candidate, its missing parts, possible remedies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from cld.loops.loop import Loop
from cld.patterns.pattern import Pattern
from cld.report import Report
from cld.sentences import patterns as says
from cld.sentences.naming import names_of

_KINDS = {"archetype": says.ARCHETYPE, "failure": says.FAILURE}
MOST_LOOPS = 6


def patterns_title() -> str:
    """Return the heading of all patterns."""
    return says.TITLE()


def pattern_head(pattern: Pattern) -> str:
    """Return the heading of a candidate: `retry storm (failure pattern): R1 and R3`."""
    loops = ", ".join(pattern.loops[:MOST_LOOPS])
    more = len(pattern.loops) - MOST_LOOPS
    if more > 0:
        loops = says.HEAD_CUT(loops=loops, more=f"{more} more {'loop' if more == 1 else 'loops'}")
    return says.HEAD(name=pattern.name, kind=_KINDS[pattern.kind](), loops=loops)


# A reader sees better than a rule which of two variables of a growth loop is the action.
LEFT_OUT = {"limits to growth": frozenset({"action"})}
# Roles as the advice calls them.
CALLED = {"quick": "quick fix", "fundamental": "lasting solution"}
CALLED_IN = {"limits to growth": {"performance": "what grows", "slowing": "what slows it"}}


def pattern_lines(pattern: Pattern, helped: Collection[str] = ()) -> Iterator[str]:
    """Yield the short lines on a candidate, beneath its heading.

    Parameters
    ----------
    pattern : the candidate.
    helped : remedies that were listed before under the same name.
    """
    left_out = LEFT_OUT.get(pattern.name, frozenset())
    called = CALLED | CALLED_IN.get(pattern.name, {})
    roles = [(role, name) for role, name in pattern.roles if role not in left_out]
    if roles:
        yield "; ".join(_role(pattern, role, called.get(role, role), name) for role, name in roles)
    if pattern.because:
        yield says.BECAUSE(things="; ".join(pattern.because))
    if pattern.in_place:
        yield says.IN_PLACE(things="; ".join(pattern.in_place))
    if pattern.missing:
        yield says.MISSING(things="; ".join(pattern.missing))
    remedies = [_in_short(remedy) for remedy in pattern.remedies if remedy not in helped]
    if remedies:
        yield says.MAY_HELP(things="; ".join(remedies))


def _role(pattern: Pattern, role: str, called: str, name: str) -> str:
    sentence = says.ROLE_TURNED if role in pattern.turned else says.ROLE
    said = sentence(role=called, variable=name)
    way = dict(pattern.by_way).get(role)
    return says.ROLE_BY_WAY(said=said, names=names_of(way)) if way else said


def told_patterns(patterns: Sequence[Pattern]) -> Iterator[tuple[Pattern, str, tuple[str, ...]]]:
    """Yield each candidate, its heading, and the lines beneath, in the order of a report.

    Remedies are listed once for each name.
    """
    helped: dict[str, set[str]] = {}
    for pattern in _one_a_limit(_merged(for_reading(patterns))):
        said = helped.setdefault(pattern.name, set())
        yield pattern, pattern_head(pattern), tuple(pattern_lines(pattern, said))
        said.update(pattern.remedies)


def _merged(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Candidates with the same roles and evidence are one, with the loops of all of them."""
    found: dict[tuple[object, ...], Pattern] = {}
    for pattern in patterns:
        left_out = LEFT_OUT.get(pattern.name, frozenset())
        roles = tuple(role for role in pattern.roles if role[0] not in left_out)
        key = (pattern.name, roles, pattern.turned, pattern.because)
        if key in found:
            loops = dict.fromkeys((*found[key].loops, *pattern.loops))
            pattern = replace(found[key], loops=tuple(loops))
        found[key] = pattern
    return list(found.values())


def _one_a_limit(patterns: Sequence[Pattern]) -> Iterator[Pattern]:
    """Of limits to growth by the same balancing loops the first one, which is the best: these are
    one limit, whatever it is that grows."""
    met = set[frozenset[str]]()
    for pattern in patterns:
        slowing = frozenset(id_ for id_ in pattern.loops if id_.startswith("B"))
        if pattern.name in LEFT_OUT:
            if slowing in met:
                continue
            met.add(slowing)
        yield pattern


def for_reading(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Return patterns in the order of a report: failure patterns, which give more concrete advice,
    come before archetypes."""
    return sorted(patterns, key=lambda pattern: pattern.kind == "archetype")


def pattern_prose(report: Report, loop: Loop) -> Iterator[str]:
    """Yield the patterns that a loop may be part of, in full: as paragraphs, of which those that
    begin with a number are the items of a list."""
    for pattern in for_reading(report.patterns.found):
        if loop.id not in pattern.loops:
            continue
        yield says.EXPLAINED(head=pattern_head(pattern))
        yield from numbered_items(pattern.evidence)
        if pattern.missing:
            yield says.EXPLAINED_MISSING(name=pattern.name)
            yield from numbered_items(pattern.missing)
        if pattern.in_place:
            yield says.EXPLAINED_IN_PLACE(things="; ".join(pattern.in_place))
        if pattern.remedies:
            failure = pattern.kind == "failure"
            yield (says.EXPLAINED_HELP if failure else says.EXPLAINED_LEVERS)(name=pattern.name)
            yield from numbered_items(pattern.remedies)


def numbered_items(things: Iterable[str]) -> Iterator[str]:
    """Yield each item of a list as a sentence with its number.

    >>> list(numbered_items(["opens R1", "R2 weakens."]))
    ['1. Opens R1.', '2. R2 weakens.']
    """
    for number, thing in enumerate(things, start=1):
        sentence = thing if thing.endswith(".") else f"{thing}."
        yield says.NUMBERED(number=number, thing=f"{sentence[0].upper()}{sentence[1:]}")


def pattern_values(patterns: Sequence[Pattern]) -> list[dict[str, Any]]:
    """Return patterns as JSON values."""
    return [
        {
            "name": pattern.name,
            "kind": pattern.kind,
            "candidate": True,
            "loops": list(pattern.loops),
            "roles": dict(pattern.roles),
            "evidence": list(pattern.evidence),
            "missing": list(pattern.missing),
            "remedies": list(pattern.remedies),
            "in_place": list(pattern.in_place),
            "matched_by": pattern.matched_by,
        }
        for pattern in patterns
    ]


def _in_short(remedy: str) -> str:
    """The name of a stabiliser, without its effect."""
    return remedy.split(": ", 1)[0]
