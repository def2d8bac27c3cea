"""How loops interact, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cld.behaviour.compared import Compared
from cld.behaviour.directions import directions
from cld.behaviour.goals import goal_text, goals_of
from cld.behaviour.interactions import (
    Combination,
    Interaction,
    InteractionKind,
    how_many_compared,
)
from cld.language.write import loop_goal_text
from cld.loops.drain import circulates
from cld.prose.opposition import opposition_lines
from cld.report import Report
from cld.sentences import meetings as say
from cld.sentences.naming import ids_in_order, names_of

# Of a group of reinforcing loops at most this many are named, and this many pairs of them.
MOST_LOOPS = 8
MOST_PAIRS = 3

# Kinds with a separate line; the others are said with the loops they concern.
_SAID = ("conflict", "fight", "resist", "cooperate")


def meeting_items(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the sentences of `meeting_words`; pairs of a group are lines beneath its sentence."""
    for _, said in _apart_from_groups(report):
        yield said, ()
    for group in _driving_groups(report):
        head, *lines = _group_lines(report, group)
        yield head, tuple(lines)


def meeting_words(report: Report) -> list[str]:
    """Return how loops interact, a sentence each, the most important first.

    That a balancing loop restrains a reinforcing one is said with the loop it opposes, and two
    reinforcing loops are said with their combination.
    """
    return [said for _, said in meetings(report)]


def meetings(report: Report) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield how loops interact: the ids of those concerned, and the sentence of `meeting_words`.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (+)-> A\\nB (+)-> C (+)-> B")
    >>> list(meetings(report))
    [(('R1', 'R2'), 'R1 and R2 share B, so each can drive the other')]
    """
    yield from _apart_from_groups(report)
    for group in _driving_groups(report):
        yield group.loops, group_words(report, group)


def _driving_groups(report: Report) -> Iterator[Combination]:
    for group in report.combinations:
        met = filter(None, map(report.loop, group.loops))
        if sum(not circulates(report.diagram, loop) for loop in met) > 1:
            yield group


def _apart_from_groups(report: Report) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from rival_words(report)
    alike = report.opposed_alike
    driven = [loop for loop in report.loops if loop.type == "R"] if alike else []
    opposed = report.opposition(driven[0]) if driven else None
    if opposed is not None and opposed.by:
        ids = tuple(ids_in_order(one.loop for one in opposed.by))
        loops = names_of(ids, MOST_LOOPS, opposed.number)
        said = say.ALL_OPPOSED(number=len(driven), loops=loops)
        when = opposition_lines(report, driven[0], whole=False) if report.answered_alike else []
        yield ids, "; ".join([said, *when[1:]])
    yield from _may_oppose(report)
    yield from _unpursued(report)


def without_goals(report: Report) -> tuple[str, ...]:
    """Return the loops that share variables with others, state no goal, and have no known
    decision maker."""
    met = {id_ for one in report.interactions if not one.steered for id_ in one.loops}
    listed = (loop for loop in report.loops if loop.id in met)
    return tuple(loop.id for loop in listed if not goals_of(report.diagram, loop))


def states_goals(report: Report) -> bool:
    """Return whether the file states a goal, or somebody who decides on a balancing loop."""
    if any(variable.goal for variable in report.variables):
        return True
    balancing = [loop for loop in report.loops if loop.type == "B"]
    return any(loop.goals or Compared(report.diagram, loop).deciders for loop in balancing)


def goals_missing(ids: Sequence[str]) -> str:
    """Return that it was not examined whether these loops fight."""
    one = len(ids) == 1
    loops = f"{names_of(ids, MOST_LOOPS)} {'shares' if one else 'share'} variables"
    return say.UNSTEERED_ALL(loops=loops, state="states" if one else "state")


def rival_words(report: Report) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield how balancing loops interact by their goals, with their ids; pairs that differ in one
    loop share a line."""
    groups: dict[tuple[str, ...], list[Interaction]] = {}
    for number, found in enumerate(report.interactions):
        if found.kind in _SAID:
            groups.setdefault(found.alike or (str(number),), []).append(found)
    for alike, group in groups.items():
        ids = tuple(ids_in_order({id_ for one in group for id_ in one.loops}))
        if len(group) == 1:
            yield group[0].loops, group[0].because
        elif len(alike) == 1:
            yield ids, say.ONE_GOAL_ALL(loops=names_of(ids, MOST_LOOPS), goal=alike[0])
        else:
            yield ids, _resisted(group, *alike)


def _resisted(group: Sequence[Interaction], goal1: str, goal2: str) -> str:
    holders = ids_in_order({one.defender for one in group})
    others = {id_ for one in group for id_ in one.loops if id_ != one.defender}
    after, one, single = ids_in_order(others), len(others) == 1, len(holders) == 1
    return say.RESIST_ALL(
        loops=names_of(after, MOST_LOOPS),
        aim="aims" if one else "aim",
        goal1=goal1,
        holders=names_of(holders, MOST_LOOPS),
        aims="aims" if single else "aim",
        goal2=goal2,
        resist="resists" if single else "resist",
    )


def _may_oppose(report: Report) -> Iterator[tuple[tuple[str, ...], str]]:
    """Undetermined loops that may oppose reinforcing loops which others oppose already; a
    reinforcing loop without any other opposition has it on its line."""
    met: dict[str, list[str]] = {}
    for loop in report.loops[: how_many_compared(report.loops)]:
        found = report.opposition(loop)
        if found is not None and found.verdict != "unchecked" and found.either is None:
            for id_ in found.undetermined:
                met.setdefault(id_, []).append(loop.id)
    alike: dict[tuple[str, ...], list[str]] = {}
    for id_ in ids_in_order(met):
        alike.setdefault(tuple(ids_in_order(met[id_])), []).append(id_)
    groups = list(alike.items())
    shown = len(groups) if len(groups) == MOST_PAIRS + 1 else MOST_PAIRS
    for driven, unsure in groups[:shown]:
        yield (
            (*unsure, *driven),
            say.MAY_OPPOSE(
                unsure=names_of(unsure, MOST_LOOPS),
                loops=names_of(driven, MOST_LOOPS),
                types="its type is" if len(unsure) == 1 else "their types are",
            ),
        )
    rest = [id_ for _, unsure in groups[shown:] for id_ in unsure]
    if rest:
        yield tuple(rest), say.MORE_MAY_OPPOSE(number=f"{len(rest):,}")


def _unpursued(report: Report) -> Iterator[tuple[tuple[str, ...], str]]:
    """Goals that no loop pursues, where all loops are listed."""
    with_goals = [variable for variable in report.variables if variable.goal]
    if not with_goals or not report.complete or not report.loops:
        return
    pursued = {
        name for loop in report.loops if loop.type == "B" for name in goals_of(report.diagram, loop)
    }
    for variable in with_goals:
        if variable.goal is None or variable.name in pursued:
            continue
        through = [loop for loop in report.loops if variable.name in loop.variables]
        balancing = tuple(loop.id for loop in through if loop.type == "B")
        goal = goal_text(variable.name, variable.goal)
        if balancing:
            written = loop_goal_text(variable.name, variable.goal)
            if len(balancing) == 1:
                yield balancing, say.UNPURSUED_ONE(loop=balancing[0], goal=goal, written=written)
            else:
                yield balancing, say.UNPURSUED(goal=goal, name=variable.name, written=written)
        elif all(loop.type == "R" for loop in through):
            yield tuple(loop.id for loop in through), say.NOT_PURSUED(name=variable.name, goal=goal)


def group_words(report: Report, group: Combination) -> str:
    """Return how reinforcing loops drive each other, pair by pair unless all share the same
    variables, and which of them work against each other."""
    pairs, against = _pairs(report, group)
    mixed = bool(against)
    said = [_driving(report, group, pairs, mixed)] if pairs or not against else []
    return "; ".join([*said, *_against(against, alone=not pairs)])


def _group_lines(report: Report, group: Combination) -> list[str]:
    """The clauses of `group_words`, with each of several pairs as a line."""
    pairs, against = _pairs(report, group)
    shown = _pairs_shown(report, group, pairs)
    if not shown:
        said = [_driving(report, group, pairs, bool(against))] if pairs or not against else []
        return [*said, *_against(against, alone=not pairs)]
    ids = ids_in_order(_ids(group, pairs))
    loops = names_of(ids, MOST_LOOPS, at_least=not report.complete)
    directed = "" if against else _directed(report, "", pairs).removeprefix("; ")
    return [
        (say.GROUP_HEAD_SOME if against else say.GROUP_HEAD)(loops=loops),
        *shown,
        *filter(None, [directed]),
        *_against(against, alone=not pairs),
    ]


def _ids(group: Combination, pairs: Sequence[Interaction]) -> list[str]:
    meant = {id_ for one in pairs for id_ in one.loops}
    return [id_ for id_ in group.loops if id_ in meant]


def _common(report: Report, group: Combination, pairs: Sequence[Interaction]) -> list[str]:
    """The variables of all loops that drive each other, if each two of these do."""
    ids = _ids(group, pairs)
    of_each = [loop.variables for loop in map(report.loop, ids) if loop is not None]
    common = frozenset.intersection(*map(frozenset, of_each))
    every_two = 2 * len(pairs) == len(ids) * (len(ids) - 1)
    return [name for name in of_each[0] if name in common] if every_two else []


def _pairs_shown(report: Report, group: Combination, pairs: Sequence[Interaction]) -> list[str]:
    """Two or more pairs one by one, if they are few and not all share the same variables."""
    if not 1 < len(pairs) <= MOST_PAIRS or _common(report, group, pairs):
        return []
    return [
        say.PAIR_SHARES(one=one.loops[0], other=one.loops[1], shared=names_of(one.shared_variables))
        for one in pairs
    ]


def _against(pairs: list[Interaction], alone: bool) -> Iterator[str]:
    """The pairs that work against each other: a few in full, else the loops that are in each. The
    number of many is said if it is `alone`: no pair of the group drives each other."""
    if len(pairs) == 1:
        yield pairs[0].because
    elif 1 < len(pairs) <= MOST_PAIRS + 1:
        named = [" with ".join(one.loops) for one in pairs]
        yield say.AGAINST_PAIRS(pairs=names_of(named))
    elif pairs:
        yield from _many_against(pairs, alone)


def _many_against(pairs: list[Interaction], alone: bool) -> Iterator[str]:
    """The loops that are in each of many pairs; without such loops a number says nothing."""
    left, loops = [one.loops for one in pairs], list[str]()
    while left and len(loops) <= MOST_PAIRS:
        (most, _), *_ = Counter(id_ for pair in left for id_ in pair).most_common(1)
        loops.append(most)
        left = [pair for pair in left if most not in pair]
    if not left or alone:
        each = "" if left else say.IN_EACH(loops=names_of(ids_in_order(loops), last="or"))
        yield say.AGAINST_MANY(count=f"{len(pairs):,}", each=each)


def _pairs(report: Report, group: Combination) -> tuple[list[Interaction], list[Interaction]]:
    """The pairs of a group that drive each other, and those that work against each other."""
    ids = frozenset(group.loops)
    met = [one for one in report.interactions if ids.issuperset(one.loops)]
    kinds: tuple[InteractionKind, InteractionKind] = ("amplify", "restrain")
    drive, against = ([one for one in met if one.kind == kind] for kind in kinds)
    return drive, against


def _driving(report: Report, group: Combination, pairs: list[Interaction], mixed: bool) -> str:
    """The pairs that drive each other. The direction of each loop is given only if no pair of the
    group is in conflict."""
    if not pairs:
        loops = names_of(group.loops, MOST_LOOPS, at_least=not report.complete)
        return say.GROUP_UNNAMED(loops=loops)
    if len(pairs) == 1:
        return pairs[0].because
    said = _all_driving(report, group, pairs, mixed)
    return said if mixed else _directed(report, said, pairs)


def _directed(report: Report, said: str, pairs: list[Interaction]) -> str:
    """The sentence on several loops, with those that run the other way or cannot run at once."""
    ids = ids_in_order({id_ for one in pairs for id_ in one.loops})
    loops = [loop for loop in map(report.loop, ids) if loop is not None]
    shared = ((one.loops[0], one.loops[1], one.shared_variables[0]) for one in pairs)
    found = directions(loops, shared)
    if found.odd and len(ids) <= MOST_LOOPS:
        more = found.odds - 1
        triples = "group of three" if more == 1 else "groups of three"
        like = say.LIKE_THESE(number=f"{more:,}", triples=triples) if more else ""
        return say.GROUP_ODD(said=said, loops=names_of(ids_in_order(found.odd)), like=like)
    if not found.agree:
        return say.GROUP_DISAGREES(said=said)
    if found.turned:
        run = "runs" if len(found.turned) == 1 else "run"
        turned = names_of(ids_in_order(found.turned), MOST_LOOPS)
        return say.GROUP_TURNED(said=said, loops=turned, run=run)
    return said


def _all_driving(report: Report, group: Combination, pairs: list[Interaction], mixed: bool) -> str:
    ids = _ids(group, pairs)
    loops = names_of(ids_in_order(ids), MOST_LOOPS, at_least=not report.complete)
    if shared := _common(report, group, pairs):
        return say.GROUP_COMMON(loops=loops, shared=names_of(shared))
    if len(pairs) > MOST_PAIRS:
        # Counted over the whole group, with those that drive none of the others.
        moving = report.where.moving and {
            loop.id for loop in report.loops if circulates(report.diagram, loop)
        }
        ids = [id_ for id_ in group.loops if not moving or id_ not in moving]
        loops = names_of(ids_in_order(ids), MOST_LOOPS, at_least=not report.complete)
        found = (loop.variables for loop in map(report.loop, ids) if loop is not None)
        every = Counter(name for names in found for name in names)
        number = max(every.values())
        most = [name for name, count in every.items() if count == number]
        some = how_many_compared(report.loops) < len(report.loops) or not report.complete
        if len(ids) > MOST_LOOPS:
            all_ = (
                "the "
                if len(ids) == report.counts.R - report.where.moving
                else "at least "
                if some
                else ""
            )
            loops = f"{all_}{len(ids):,} reinforcing loops"
        return say.GROUP_MANY(
            loops=loops,
            pairs=f"{'at least ' if some else ''}{len(pairs):,}",
            all=f"{len(ids) * (len(ids) - 1) // 2:,}",
            most=names_of(most, MOST_PAIRS),
            are="is" if len(most) == 1 else "are each",
            number="all" if number == len(ids) else f"{number:,}",
        )
    sentence = say.GROUP_SOME if mixed else say.GROUP
    return sentence(loops=loops, pairs="; ".join(_pairs_shown(report, group, pairs)))
