"""The patterns of a diagram: archetypes and failure patterns, as candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from cld.core.diagram import Diagram
from cld.loops.loop import Loop, together
from cld.patterns.archetypes import ARCHETYPES
from cld.patterns.cues import Texts
from cld.patterns.judge import Rank, judge_match
from cld.patterns.match import Matcher, OutOfStepsError
from cld.patterns.outside import Outside
from cld.patterns.pattern import Pattern, Patterns
from cld.patterns.services import Failing, find_failures
from cld.patterns.support import PatternContext

# Patterns are sought among at most this many loops, the declared and the shortest first, with at
# most this many links in total.
MOST_LOOPS = 200
MOST_LINKS = 5_000
# Steps of the search for each template, about 300,000 a second.
MOST_STEPS = 3_000
# At most this many candidates of one archetype are reported, those with the fewest missing parts.
MOST_FOUND = 10

Ranked = tuple[Rank, Pattern]


def find_patterns(diagram: Diagram, loops: Sequence[Loop], all_listed: bool = True) -> Patterns:
    """Return the patterns that a diagram may contain, archetypes first.

    Archetypes are matched by their signed paths, and reported if names, marks or declared loops
    support them as well. Each set of loops is reported once for each archetype; of sets that differ
    by a parallel path, only the best one. A candidate whose loops are part of a larger one is left
    out. Of two archetypes on the same loops, the one with fewer missing parts is reported. Failure
    patterns of services require a loop of their shape, and words or marks for them.

    Parameters
    ----------
    diagram, loops : the diagram, and its loops, declared ones and the shortest first.
    all_listed : whether these are all loops there are.

    References
    ----------
    P. M. Senge, The Fifth Discipline, 1990. D. H. Kim, Systems Archetypes, 1992.

    >>> from cld.analyze import analyze
    >>> report = analyze("Pain (+)-> Pills (-)-> Pain\\n"
    ...                  "Pills (+, delay)-> Damage (+)-> Pain")
    >>> found = find_patterns(report.diagram, report.loops).found
    >>> [(pattern.name, pattern.loops) for pattern in found]
    [('fixes that fail', ('B1', 'R1'))]
    """
    judged = together(loops, MOST_LOOPS, MOST_LINKS)
    complete = all_listed and len(judged) == len(loops)
    texts = Texts(diagram)
    failing = find_failures(texts, judged, complete)
    around = PatternContext(diagram, texts, Outside(diagram))
    candidates, all_tried = _archetypes(around, judged)
    kept = _without_parts([c for c in candidates if not _is_failure(c[1], failing)])
    found: list[Pattern] = []
    for name in dict.fromkeys(template.name for template in ARCHETYPES):
        ranked = sorted((c for c in kept if c[1].name == name), key=lambda c: c[0])
        told = _without_variants([pattern for _, pattern in ranked], judged)
        all_tried &= len(told) <= MOST_FOUND
        found += told[:MOST_FOUND]
    found += [failed.pattern for failed in failing]
    return Patterns(tuple(found), complete and all_tried)


def _archetypes(around: PatternContext, loops: Sequence[Loop]) -> tuple[list[Ranked], bool]:
    matcher, complete = Matcher(around.diagram, loops), True
    best: dict[tuple[str, frozenset[str]], Ranked] = {}
    for template in ARCHETYPES:
        try:
            for match in matcher.matches(template, MOST_STEPS):
                judged = judge_match(around, match)
                if judged is None:
                    continue
                key = (template.name, frozenset(judged[1].loops))
                if key not in best or judged[0] < best[key][0]:
                    best[key] = judged
        except OutOfStepsError:
            complete = False
    return list(best.values()), complete


# A failure that meets its limit is not growth to set free.
_GROWING = ("limits to growth", "attractiveness principle")


def _is_failure(candidate: Pattern, failing: Iterable[Failing]) -> bool:
    """Return whether a candidate is only a failure pattern and the measures against it.

    A circuit breaker on a retry storm is not a fix that brings the storm back, a storm that meets
    its limit is not growth to set free, and an eviction that leads to the next one is a cascade.
    """
    loops = set(candidate.loops)
    met = [failed for failed in failing if loops & set(failed.pattern.loops)]
    if candidate.name in _GROWING:
        return bool(met)
    if len(loops) == 1 and met:
        return True
    return any(loops & failed.stabilised_by for failed in met)


def _without_parts(candidates: Sequence[Ranked]) -> list[Ranked]:
    """Leave out candidates that are part of a larger one, or have more missing parts on the same
    loops, or lack more than a part of them with the same name does."""
    candidates = _without_extensions(candidates)
    sets = [frozenset(pattern.loops) for _, pattern in candidates]
    least: dict[frozenset[str], int] = {}
    with_loop: dict[str, list[frozenset[str]]] = {}
    for loops, (rank, _) in zip(sets, candidates, strict=True):
        if loops not in least:
            for id_ in loops:
                with_loop.setdefault(id_, []).append(loops)
        least[loops] = min(rank[0], least.get(loops, rank[0]))

    def is_part(loops: frozenset[str]) -> bool:
        around = min((with_loop[id_] for id_ in loops), key=len)
        return any(loops < other for other in around)

    part = {loops: is_part(loops) for loops in least}
    return [
        candidate
        for loops, candidate in zip(sets, candidates, strict=True)
        if candidate[0][0] == least[loops] and not part[loops]
    ]


def _without_extensions(candidates: Sequence[Ranked]) -> list[Ranked]:
    """Leave out candidates that add loops to another one of the same name, and lack more parts."""
    lacks: dict[tuple[str, frozenset[str]], int] = {}
    for rank, pattern in candidates:
        key = (pattern.name, frozenset(pattern.loops))
        lacks[key] = min(rank[0], lacks.get(key, rank[0]))

    def extends(candidate: Ranked) -> bool:
        rank, pattern = candidate
        parts = (
            frozenset(part)
            for size in range(1, len(pattern.loops))
            for part in combinations(pattern.loops, size)
        )
        return any(lacks.get((pattern.name, part), rank[0]) < rank[0] for part in parts)

    return [candidate for candidate in candidates if not extends(candidate)]


def _without_variants(candidates: Sequence[Pattern], loops: Sequence[Loop]) -> list[Pattern]:
    """Leave out candidates that repeat a better one along parallel paths.

    Loop by loop, these share more than half of their variables. One more than `MOST_FOUND` is
    enough to know that there are too many.
    """
    names = {loop.id: frozenset(loop.variables) for loop in loops}
    kept: list[Pattern] = []
    for candidate in candidates:
        if any(_has_its_limit(candidate, pattern) for pattern in kept):
            continue
        own = [names[id_] for id_ in candidate.loops]
        others = ([names[id_] for id_ in pattern.loops] for pattern in kept)
        if not any(all(map(_alike, own, other)) for other in others):
            kept.append(candidate)
        if len(kept) > MOST_FOUND:
            break
    return kept


def _has_its_limit(candidate: Pattern, kept: Pattern) -> bool:
    """Return whether a better candidate has the same limit on the same growth: one limit slows it
    once."""
    roles, others = dict(candidate.roles), dict(kept.roles)
    return (
        candidate.name == "limits to growth"
        and "limit" in roles
        and roles["limit"] == others.get("limit")
        and candidate.loops[0] == kept.loops[0]
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 2 * len(one & other) > max(len(one), len(other))
