"""What an expectation of an intervention earns, and of interventions ranked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from cld.grade.comparison import Comparison, Earned, Fact, count_right
from cld.grade.expect_loops import in_answer
from cld.grade.key import Criterion
from cld.grade.titles import same_title
from cld.grade.trace import Trace
from cld.leverage.levels import Judgement


def intervention(comparison: Comparison, criterion: Criterion) -> Earned:
    """An intervention that the answer calls so; that it breaks a loop, and its leverage level,
    count as much as that it is there, where the key asks for them. Of several that are called so
    one must break the loop, and all have the level: no one is to try each."""
    wanted = criterion.expectation
    judged = [
        (one, lever)
        for one, lever in zip(comparison.answer.interventions, comparison.levers, strict=True)
        if same_title(one.name, wanted.text or "")
    ]
    if not judged:
        return Earned(criterion, 0.0, (Fact("nothing", (wanted.text or "",)),))
    facts = tuple(_parts(comparison, criterion, judged))
    return Earned(criterion, count_right(facts) / len(facts), facts)


def _parts(
    comparison: Comparison, criterion: Criterion, judged: Sequence[tuple[Judgement, Judgement]]
) -> Iterator[Fact]:
    """Each comes as it acts in the answer, and as it acts there once that is put right."""
    wanted = criterion.expectation
    yield Fact("intervention", tuple(one.name for one, _ in judged))
    if wanted.breaks:
        loops = {loop.id: loop for loop in comparison.key.report.loops}
        loop = loops.get(wanted.breaks)
        found = comparison.trace(loop) if loop is not None else None
        is_broken = found is not None and any(breaks(comparison, one, found) for one, _ in judged)
        yield Fact("acts" if is_broken else "no act", (wanted.breaks,))
    levels = levels_of(criterion.settings.get("level", ""))
    if levels:
        is_right = all(_is_of(lever, levels) for _, lever in judged)
        yield Fact("level" if is_right else "other level", tuple(map(str, levels)))


def _is_of(judged: Judgement, levels: Sequence[int]) -> bool:
    """Whether an intervention is of these levels: all that are stated, or else one of those that
    it has. Whoever states more than are right has not decided."""
    stated = set(judged.intervention.levels)
    return stated <= set(levels) if stated else bool({judged.level, *judged.also} & set(levels))


def breaks(comparison: Comparison, judged: Judgement, found: Trace) -> bool:
    """Return whether an intervention of the answer acts against a loop that it has: opens it,
    weakens it, makes it longer or slower, or adds a balancing loop that touches it."""
    mine = in_answer(comparison, found) if found.is_found else None
    effects = judged.effects
    pairs = (before for before, _ in effects.lengthened)
    acted = (*effects.broken, *effects.weakened, *effects.slowed, *pairs)
    if mine is None:
        return False
    on, wrong = frozenset(mine.variables), frozenset(one.link for one in comparison.wrong)
    # No loop that a wrong link closes: else such a link could help.
    brakes = (one for one in effects.created if one.type == "B" and wrong.isdisjoint(one.links))
    return any(one.variables == mine.variables for one in acted) or any(
        not on.isdisjoint(one.variables) for one in brakes
    )


def levels_of(words: str) -> tuple[int, ...]:
    """Return the levels that a key accepts.

    >>> levels_of("7 or 8"), levels_of("9"), levels_of("")
    ((7, 8), (9,), ())
    """
    return tuple(int(word) for word in words.replace(",", " ").split() if word.isdecimal())


def ranked(comparison: Comparison, criterion: Criterion) -> Earned:
    """Interventions with leverage levels stated in the order that the analysis gives them: the
    share of pairs that stand right. Two that work at one level have no order. The analysis is
    of the answer put right, see `corrected`."""
    judged = [one for one in comparison.levers if one.intervention.levels and one.level is not None]
    pairs = [(one, other) for one, other in combinations(judged, 2) if not _level(one, other)]
    right = sum(_agree(one, other) for one, other in pairs)
    share = right / len(pairs) if pairs else 0.0
    return Earned(criterion, share, (Fact("count", count=right, of=len(pairs)),))


def _level(one: Judgement, other: Judgement) -> bool:
    """Whether two interventions work at one level, if not foremost."""
    return one.level in (other.level, *other.also) or other.level in one.also


def _agree(one: Judgement, other: Judgement) -> bool:
    """Whether the stronger of two is stated to be so."""
    weak, strong = sorted((one, other), key=lambda judged: -(judged.level or 0))
    return min(weak.intervention.levels) > min(strong.intervention.levels)
