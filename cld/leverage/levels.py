"""The leverage level of an intervention, and the reason for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cld.core.diagram import Change, Diagram, Intervention
from cld.leverage.apply import apply_changes, is_informed
from cld.leverage.budget import ALONE, Share, how_many_judged, share_of
from cld.leverage.compare import Effects, compare
from cld.leverage.level_words import suggest_level
from cld.leverage.listed_loops import Known
from cld.leverage.reasons import changes_time, clauses, moves_by_itself
from cld.leverage.sides import Sides, both_sides, sides_made_of, sides_of
from cld.leverage.unlisted_loops import Unlisted, unlisted
from cld.loops.loop import Loop
from cld.sentences import leverage as say

LEVELS: dict[int, str] = {
    12: "parameters",
    11: "buffers",
    10: "stock-and-flow structure",
    9: "delays",
    8: "strength of balancing loops",
    7: "gain of reinforcing loops",
    6: "information flows",
    5: "rules",
    4: "self-organisation",
    3: "goals",
    2: "paradigm",
    1: "transcending paradigms",
}
# From here up, towards 1, a change is strong.
STRONG = 8

# Operations that no diagram shows have their level by their keyword alone.
_BY_VERB = {
    "set": 12,
    "capacity": 11,
    "stock": 10,
    "delay": 9,
    "rule": 5,
    "self-organise": 4,
    "self-organize": 4,
    "goal": 3,
    "paradigm": 2,
    "transcend": 1,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The effects of an intervention, and how strong a lever it is.

    Attributes
    ----------
    level : from 12, the weakest, to 1; None if neither operations nor words give one, or if the
        operations change nothing that the diagram shows.
    also : other levels at which it works.
    suggested : True if the level rests only on the `words` of its name, not on operations.
    because : its effects, or the reason for its level.
    worse, only_growth : how it may make things worse, and whether only if growth is unwanted.
    other_side : its effects on the other side, if it may make things worse.
    """

    intervention: Intervention
    level: int | None
    also: tuple[int, ...]
    effects: Effects
    because: str
    worse: tuple[str, ...] = ()
    other_side: tuple[str, ...] = ()
    only_growth: bool = False
    suggested: bool = False
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the intervention."""
        return self.intervention.name

    @property
    def strength(self) -> Literal["strong", "weak", "unknown"]:
        """Strong for levels 8 to 1, weak for 12 to 9."""
        if self.level is None:
            return "unknown"
        return "strong" if self.level <= STRONG else "weak"

    @property
    def borne_out(self) -> bool | None:
        """Whether the level that its author stated is among those of the operations; None if none
        is stated, or if only words point to a level."""
        if not self.intervention.levels or self.suggested or self.level is None:
            return None
        return bool({self.level, *self.also} & set(self.intervention.levels))


def judge(
    diagram: Diagram, known: Known, intervention: Intervention, share: Share = ALONE
) -> Judgement:
    """Return the level of an intervention: its operations are applied to a copy of the diagram, and
    the loops before and after are compared.

    Parameters
    ----------
    diagram, known : the diagram and its loops.
    intervention : the intervention. One without operations is judged by its words.
    share : the work allowed for it.

    References
    ----------
    D. H. Meadows, Leverage Points: Places to Intervene in a System, Sustainability
    Institute, 1999.

    >>> from cld.analyze import analyze
    >>> report = analyze('A (+)-> B (+)-> A\\nintervention "I" { add B (+)-> C (-)-> A }')
    >>> known = Known(report.loops, complete=True)
    >>> found = judge(report.diagram, known, report.diagram.interventions[0])
    >>> found.level, found.also
    (7, (8,))
    """
    if not intervention.changes and intervention.unread:
        return Judgement(intervention, None, (), Effects(), say.NOT_READ())
    if not intervention.changes:
        return _from_words(intervention)
    applied = apply_changes(diagram, intervention.changes)
    effects = compare(diagram, known, applied, share)
    mains, asides = set[int](), set[int]()
    for change in intervention.changes:
        mains.update(_of_change(diagram, change))
        asides.update({9} if changes_time(change) and not moves_by_itself(diagram, change) else ())
    for level, main in _of_effects(effects, known):
        (mains if main else asides).add(level)
    if applied.delayed:
        mains.add(9)
    more = None if known.complete else unlisted(known.space, applied, share.nodes)
    mains |= more.levels if more else set()
    strongest: int | None = min(mains or asides, default=None)
    said = clauses(
        diagram, intervention.changes, applied, effects, known, has_level=strongest is not None
    )
    sides = _sides(diagram, effects, known, more)
    because = [*said, *(more.clauses if more else ())] or [say.NOTHING()]
    by_words = suggest_level(intervention.name) if strongest is None else None
    if by_words is not None:
        because.append(say.WORDS_SUGGEST(level=by_words.level, kind=LEVELS[by_words.level]))
    return Judgement(
        intervention,
        strongest,
        tuple(sorted(level for level in mains | asides if level != strongest)),
        effects,
        "; ".join(because),
        sides.worse,
        sides.other,
        sides.growth,
    )


def _sides(diagram: Diagram, effects: Effects, known: Known, more: Unlisted | None) -> Sides:
    """Both sides: by the listed loops, or by counts if there are more; new loops are named in
    either case."""
    if more is None or not more.counted:
        return sides_of(diagram, effects, known)
    new = Effects(created=effects.created, all_created=effects.all_created)
    amplified, less_opposed, other = sides_made_of(new, known)
    return both_sides(
        [*amplified, *more.amplified],
        [*less_opposed, *more.less_opposed],
        [*other, *more.other],
    )


def judge_all(
    diagram: Diagram, known: Known, interventions: Sequence[Intervention]
) -> tuple[Judgement, ...]:
    """Return the levels of the interventions of a file, in their order.

    With many interventions, each is examined less closely; if the diagram is large as well, the
    last ones are not evaluated.
    """
    done = [intervention for intervention in interventions if intervention.changes]
    share = share_of(len(done))
    first = known.first(share.links)
    most = how_many_judged(len(diagram.variables) + len(diagram.links))
    left_out = {id(intervention) for intervention in done[most:]}
    return tuple(
        Judgement(intervention, None, (), Effects(complete=False), say.NOT_JUDGED())
        if id(intervention) in left_out
        else judge(diagram, first, intervention, share)
        for intervention in interventions
    )


def _from_words(intervention: Intervention) -> Judgement:
    found = suggest_level(intervention.name)
    if found is None:
        return Judgement(intervention, None, (), Effects(), say.NO_WORDS(), suggested=True)
    words = ", ".join(f"“{word}”" for word in found.words)
    return Judgement(
        intervention,
        found.level,
        found.also,
        Effects(),
        say.FROM_WORDS(words=words),
        suggested=True,
        words=found.words,
    )


def _of_change(diagram: Diagram, change: Change) -> Iterator[int]:
    """The levels of an operation by itself, whatever happens to the loops."""
    if change.verb in _BY_VERB and not moves_by_itself(diagram, change):
        yield _BY_VERB[change.verb]
    for link in change.links:
        informs = change.verb == "inform" or (change.verb == "add" and link.info)
        if informs and not is_informed(diagram, link.ends):
            yield 6


def _of_effects(effects: Effects, known: Known) -> Iterator[tuple[int, bool]]:
    """Levels from the effects on loops; False marks those that count only together with others."""
    driven = known.driven_after(effects.broken, effects.created)
    for loop in effects.created:
        if loop.type != "B":
            yield from _touched(loop)
        elif any(link.ends in driven for link in loop.links):
            yield from ((7, True), (8, True))
        else:
            yield 8, True
            if any(name in driven for name in loop.variables):
                yield 7, False
    for group in (effects.broken, effects.weakened, effects.strengthened, effects.unclear):
        for loop in group:
            yield from _touched(loop)
    if effects.idle_stocks or effects.lengthened or effects.shortened:
        yield 10, True
    if effects.tuned:
        yield 12, True
    if effects.slowed or effects.quickened:
        yield 9, False


def _touched(loop: Loop) -> Iterable[tuple[int, bool]]:
    if loop.type == "U":
        return ((8, True), (7, False))  # which of both, its missing sign would tell
    return ((7, True),) if loop.type == "R" else ((8, True),)
