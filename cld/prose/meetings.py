"""How loops meet, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.behaviour.compared import Compared
from cld.behaviour.goals import goals_of
from cld.behaviour.interactions import Combination
from cld.prose.wording import plural
from cld.report import Report
from cld.sentences import meetings as say
from cld.sentences.naming import names_of

# Of a group of reinforcing loops at most this many are named, and this many pairs of them.
MOST_LOOPS = 8
MOST_PAIRS = 3

# What stands on its own line; the others are said with the loops they concern.
_SAID = ("conflict", "fight", "resist", "may-fight", "cooperate")


def meeting_words(report: Report) -> list[str]:
    """Return how loops meet, a sentence each, what matters most first.

    That a balancing loop restrains a reinforcing one is said with the loop it opposes, and two
    reinforcing loops are said with their combination.
    """
    return [said for _, said in meetings(report)]


def meetings(report: Report) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield how loops meet: the ids of those concerned, and the sentence of `meeting_words`.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A\\nB (+)-> C (+)-> B")
    >>> list(meetings(report))
    [(('R1', 'R2'), 'R1 and R2 share B: each can set the other off')]
    """
    for found in report.interactions:
        if found.kind in _SAID and found.steered:
            yield found.loops, found.because
    for group in report.combinations:
        yield group.loops, group_words(report, group)


def without_goals(report: Report) -> tuple[str, ...]:
    """Return the loops that meet others and state no goal, and on which nobody is known to
    decide."""
    met = {id_ for one in report.interactions if not one.steered for id_ in one.loops}
    listed = (loop for loop in report.loops if loop.id in met)
    return tuple(loop.id for loop in listed if not goals_of(report.diagram, loop))


def states_goals(report: Report) -> bool:
    """Tell whether the file says of any balancing loop what it aims for or who decides on it;
    where it does not, the footnote says so once."""
    balancing = [loop for loop in report.loops if loop.type == "B"]
    return any(
        goals_of(report.diagram, loop) or Compared(report.diagram, loop).deciders
        for loop in balancing
    )


def goals_missing(ids: Sequence[str]) -> str:
    """Return that of these loops it is not examined whether they fight."""
    one = len(ids) == 1
    loops = f"{names_of(ids, MOST_LOOPS)} {'shares' if one else 'share'} variables"
    return say.UNSTEERED_ALL(loops=loops, state="states" if one else "state")


def group_words(report: Report, group: Combination) -> str:
    """Return how reinforcing loops set each other off, pair by pair: what two of them share
    need not be shared by a third."""
    ids = frozenset(group.loops)
    met = (one for one in report.interactions if one.kind == "amplify")
    pairs = [one for one in met if ids.issuperset(one.loops)]
    loops = names_of(group.loops, MOST_LOOPS)
    if not pairs:
        return say.GROUP_UNNAMED(loops=loops)
    if len(group.loops) == 2:
        return pairs[0].because
    of_each = [loop.variables for loop in map(report.loop, group.loops) if loop is not None]
    common = frozenset.intersection(*map(frozenset, of_each))
    if common:
        shared = [name for name in of_each[0] if name in common]
        return say.GROUP_COMMON(loops=loops, shared=names_of(shared))
    shown = [
        say.PAIR_SHARES(one=one.loops[0], other=one.loops[1], shared=names_of(one.shared_variables))
        for one in pairs[:MOST_PAIRS]
    ]
    more = len(pairs) - len(shown)
    shown += [f"and {plural(more, 'more pair')}"] if more else []
    return say.GROUP(loops=loops, pairs="; ".join(shown))
