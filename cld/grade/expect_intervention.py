"""Points for expectations of an intervention, and of interventions ranked by leverage level."""

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
    """An intervention with the expected name. Breaking the expected loop and the right leverage
    level count as much as its presence, if the key asks for them. If several interventions have
    that name, one must break the loop and all must have the level: trying every level must not pay.
    """
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
    """Each judgement comes twice: for the answer as it is, and for the corrected answer."""
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
    """Whether an intervention has these levels: all the levels it states must be among them, or if
    it states none, one of the levels it works at. An answer that states other levels as well has
    not decided."""
    stated = set(judged.intervention.levels)
    return stated <= set(levels) if stated else bool({judged.level, *judged.also} & set(levels))


def breaks(comparison: Comparison, judged: Judgement, found: Trace) -> bool:
    """Return whether an intervention of the answer acts against a loop that the answer has: it
    opens the loop, weakens it, makes it longer or slower, or adds a balancing loop that touches it.
    """
    mine = in_answer(comparison, found) if found.is_found else None
    effects = judged.effects
    pairs = (before for before, _ in effects.lengthened)
    acted = (*effects.broken, *effects.weakened, *effects.slowed, *pairs)
    if mine is None:
        return False
    on, wrong = frozenset(mine.variables), frozenset(one.link for one in comparison.wrong)
    # Loops that a wrong link closes do not count; otherwise such a link could help.
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
    """The share of pairs of interventions whose stated leverage levels are in the order that the
    analysis gives. Two interventions that work at the same level have no order. The corrected
    answer is analysed; see `corrected`."""
    judged = [one for one in comparison.levers if one.intervention.levels and one.level is not None]
    pairs = [(one, other) for one, other in combinations(judged, 2) if not _level(one, other)]
    right = sum(_agree(one, other) for one, other in pairs)
    share = right / len(pairs) if pairs else 0.0
    return Earned(criterion, share, (Fact("count", count=right, of=len(pairs)),))


def _level(one: Judgement, other: Judgement) -> bool:
    """Whether two interventions share a level, even if it is not the main one."""
    return one.level in (other.level, *other.also) or other.level in one.also


def _agree(one: Judgement, other: Judgement) -> bool:
    """Whether the stated levels also rank the stronger of the two higher."""
    weak, strong = sorted((one, other), key=lambda judged: -(judged.level or 0))
    return min(weak.intervention.levels) > min(strong.intervention.levels)
