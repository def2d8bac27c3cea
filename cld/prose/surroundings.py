"""A loop within its diagram, in prose: other loops, and levers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.behaviour.interactions import Interaction, how_many_compared
from cld.leverage.compare import Effects
from cld.loops.loop import Loop
from cld.prose.leverage import flows_apart
from cld.prose.meetings import rival_words
from cld.prose.wording import plural, titles_of
from cld.report import Report
from cld.sentences import leverage, places
from cld.sentences import meetings as say
from cld.sentences.naming import names_of
from cld.sentences.reading import ALONE, ALONE_AMONG

MOST_NAMED = 4


def meeting_prose(report: Report, loop: Loop) -> Iterator[str]:
    """Yield how a loop interacts with others, the most important first."""
    mine = [found for found in report.interactions if loop.id in found.loops]
    # That no goal is stated is said once, in the footnote; pairs with one goal share a sentence.
    judged = [said for ids, said in rival_words(report) if loop.id in ids]
    judged += [one.because for one in mine if one.kind == "may-fight" and one.steered]
    judged = list(dict.fromkeys(judged))
    yield from _first(judged)
    if loop.type == "R":
        pairs = [(_other(found, loop), found) for found in mine if found.kind == "amplify"]
        if len(pairs) == 1:
            ((other, found),) = pairs
            yield say.SET_OFF_ONE(loop=other, shared=names_of(found.shared_variables))
        against = [f for f in mine if f.kind == "restrain" and _both_reinforce(report, f)]
        yield from _first([found.because for found in against])
    elif loop.type == "B":
        others = [_other(found, loop) for found in mine if found.kind == "restrain"]
        if others:
            yield say.OPPOSES(loops=names_of(titles_of(report, others)))
    else:
        yield say.TYPE_NOT_KNOWN()
    first = how_many_compared(report.loops)
    if all(loop is not one for one in report.loops[:first]):
        yield say.NOT_COMPARED(number=first)
    elif not _meets_any(report, loop, first):
        if report.complete and first == len(report.loops):
            yield ALONE(kind="reinforcing " if loop.type == "R" else "")
        else:
            yield ALONE_AMONG(number=first)


def shared_prose(report: Report, loop: Loop) -> Iterator[str]:
    """Yield, for each of several reinforcing loops that a reinforcing loop can drive and that can
    drive it, the variables they share."""
    if loop.type != "R":
        return
    mine = [one for one in report.interactions if loop.id in one.loops and one.kind == "amplify"]
    if len(mine) < 2:
        return
    shown = mine if len(mine) == MOST_NAMED + 1 else mine[:MOST_NAMED]
    for one in shown:
        yield say.WITH(loop=_other(one, loop), shared=names_of(one.shared_variables))
    if len(mine) > len(shown):
        more = len(mine) - len(shown)
        yield say.MORE_SHARES(number=f"{more:,}", loops="loop" if more == 1 else "loops")


def _first(meetings: Sequence[str]) -> Iterator[str]:
    """Yield the first of several meetings and the number of the others, of which one takes no more
    space than that there is one more."""
    shown = meetings[: MOST_NAMED + (len(meetings) == MOST_NAMED + 1)]
    for said in shown:
        yield f"{said}."
    if len(meetings) > len(shown):
        yield say.MORE_MEETINGS(number=f"{len(meetings) - len(shown):,}")


def lever_prose(report: Report, loop: Loop) -> Iterator[str]:
    """Yield the link of a loop that most reinforcing loops use, and interventions on the loop."""
    on_loop = loop.ends
    if loop.type == "R":
        levers = (lever for lever in report.where.links if lever.place in on_loop)
        # Of several, the first: they are in the order of the fewest balancing loops.
        top = max(levers, key=lambda lever: lever.reinforcing)
        if top.reinforcing > 1:
            known = "" if report.where.complete else " that were found"
            yield places.OF_ITS_LINKS(
                link=" → ".join(top.place),
                known=known,
                count=f"{top.reinforcing:,}",
                balancing=plural(top.balancing, "balancing loop")
                if top.balancing
                else "no balancing loop",
                apart=flows_apart(report),
            )
    for found in report.interventions:
        does = _does(found.effects, loop)
        if does:
            also = f", also {names_of(list(map(str, found.also)))}" if found.also else ""
            level = f" (level {found.level}{also})" if found.level else ""
            yield leverage.ON_LOOP(name=found.name, level=level, does=does)


def _does(effects: Effects, loop: Loop) -> str:
    """The effects of an intervention on one loop, in a few words."""
    said = [
        sentence(loops="this loop")
        for sentence, group in (
            (leverage.OPENS, effects.broken),
            (leverage.WEAKENS, effects.weakened),
            (leverage.STRENGTHENS, effects.strengthened),
            (leverage.CHANGES, effects.unclear),
            (leverage.LONGER, [one for one, _ in effects.lengthened]),
            (leverage.SHORTER, [one for one, _ in effects.shortened]),
            (leverage.SLOWER, effects.slowed),
            (leverage.FASTER, effects.quickened),
            (leverage.LEAVES_OPPOSED, effects.opposed),
            (leverage.LEAVES_UNCHECKED, effects.unchecked),
        )
        if any(other.id == loop.id for other in group)
    ]
    return " and ".join(said)


def _both_reinforce(report: Report, found: Interaction) -> bool:
    loops = map(report.loop, found.loops)
    return all(loop is not None and loop.type == "R" for loop in loops)


def _meets_any(report: Report, loop: Loop, first: int) -> bool:
    """Whether a loop shares a variable with one that the explanation mentions; the opposition to a
    reinforcing loop is explained elsewhere."""
    own = frozenset(loop.variables)
    return any(
        not own.isdisjoint(other.variables)
        for other in report.loops[:first]
        if other is not loop and not (loop.type == "R" and other.type != "R")
    )


def _other(found: Interaction, loop: Loop) -> str:
    return next(id_ for id_ in found.loops if id_ != loop.id)
