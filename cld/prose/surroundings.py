"""What a loop has to do with the rest of the diagram, in prose: other loops, levers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.behaviour.interactions import Interaction, how_many_compared
from cld.leverage.compare import Effects
from cld.loops.loop import Loop
from cld.prose.wording import plural, titles_of
from cld.report import Report
from cld.sentences import leverage, places

MOST_NAMED = 4

_JUDGED = ("conflict", "fight", "resist", "cooperate")


def meeting_prose(report: Report, loop: Loop) -> Iterator[str]:
    """Yield how a loop meets others, what matters most first."""
    mine = [found for found in report.interactions if loop.id in found.loops]
    judged = list(dict.fromkeys(found.because for found in mine if found.kind in _JUDGED))
    judged += [f"perhaps it fights: {f.because}" for f in mine if f.kind == "may-fight"]
    for said in judged[:MOST_NAMED]:
        # A loop's title or a variable's name keeps its letters.
        small = said.startswith(("both ", "no ", "perhaps "))
        yield f"{said[0].upper() if small else said[0]}{said[1:]}."
    if len(judged) > MOST_NAMED:
        yield f"There are {len(judged) - MOST_NAMED:,} more such meetings."
    if loop.type == "R":
        others = _others(mine, "amplify", loop)
        if others:
            shared = _listed(_shared(mine, "amplify"))
            yield (
                f"It shares {shared} with {_listed(others)}: reinforcing loops that meet can set "
                "each other off."
            )
    elif loop.type == "B":
        others = _others(mine, "restrain", loop)
        if others:
            yield f"It works against {_listed(titles_of(report, others))}."
    else:
        yield "While its type is not known, how it meets others is not either."
    first = how_many_compared(report.loops)
    if all(loop is not one for one in report.loops[:first]):
        yield f"How it meets others was not looked at: that is done for the first {first}."


def lever_prose(report: Report, loop: Loop) -> Iterator[str]:
    """Yield where a change would act on a loop, and which interventions of the file do."""
    on_loop = {link.ends for link in loop.links}
    if loop.type == "R":
        levers = (lever for lever in report.where.links if lever.place in on_loop)
        top = max(levers, key=lambda lever: lever.reinforcing)
        if top.reinforcing > 1:
            known = "" if report.where.complete else " that were found"
            yield places.OF_ITS_LINKS(
                link=" → ".join(top.place), known=known, count=f"{top.reinforcing:,}"
            )
    for found in report.interventions:
        does = _does(found.effects, loop)
        if does:
            level = f" (level {found.level})" if found.level else ""
            yield leverage.ON_LOOP(name=found.name, level=level, does=does)


def _does(effects: Effects, loop: Loop) -> str:
    """What an intervention does to one loop, in a few words."""
    said = [
        sentence(loops="it")
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


def _others(mine: Sequence[Interaction], kind: str, loop: Loop) -> list[str]:
    return [id_ for found in mine if found.kind == kind for id_ in found.loops if id_ != loop.id]


def _shared(mine: Sequence[Interaction], kind: str) -> list[str]:
    shared = [name for found in mine if found.kind == kind for name in found.shared_variables]
    return list(dict.fromkeys(shared))


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:MOST_NAMED])
    more = len(names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {plural(more, 'other')}"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
