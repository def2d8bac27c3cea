"""The opposition to a reinforcing loop, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cld.behaviour.goals import goals_of
from cld.behaviour.interactions import how_many_compared
from cld.behaviour.opposition import NoTiming, Opposing, Opposition, delays_apart
from cld.core.quantities import spoken_delay
from cld.loops.drain import circulates
from cld.loops.loop import Loop
from cld.prose.patterns import numbered_items
from cld.prose.wording import titles_of
from cld.report import Report
from cld.sentences import loops as say
from cld.sentences.naming import ids_in_order, names_of

# At most this many opposing loops are named in a sentence; JSON lists all of them.
MOST_NAMED = 3


def opposition_lines(report: Report, loop: Loop, whole: bool = True) -> list[str]:
    """Return the loops that oppose a reinforcing loop and when each responds, a line each;
    nothing for other loops.

    Parameters
    ----------
    report, loop : the report and one of its loops.
    whole : False if a missing mark or length is said once for the whole report.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+, delay 1s)-> B (+)-> A\\nB (+, delay 3s)-> C (-)-> B")
    >>> for line in opposition_lines(report, report.loops[0]):
    ...     print(line)
    opposed by B1
    B1 responds after 3 cycles (3s); one cycle takes 1s, counting marked delays only
    """
    found = report.opposition(loop)
    if found is None:
        return []
    if circulates(report.diagram, loop):
        return [say.CIRCULATES()]
    # Undetermined loops that may oppose it too are listed once for the whole report.
    whole_words = whole or found.verdict == "unchecked"
    said = opposed_words(report, loop) if whole_words else _opposed(report, found)
    if found.by and _told(found)[0].own:  # it cannot settle the loop at any pace
        return [said]
    lines = [said, *_timings(report, loop, found)]
    return [*lines, *_missing_marks(report, loop, found)] if whole else lines


def opposition_prose(report: Report, loop: Loop) -> Iterator[str]:
    """Yield the opposition to a reinforcing loop as paragraphs, with a numbered list of two or
    more statements on timing."""
    found = report.opposition(loop)
    first, *timing = opposition_lines(report, loop) or [""]
    if found is None or not first:
        return
    if not timing:
        yield _sentence(first)
        return
    known = _responding(report, loop, found)
    rest = timing[1:] if known.responses else timing
    items = [*known.responses, *rest]
    if len(items) == 1:
        yield f"{_sentence(first)} {_sentence(timing[0])}"
        return
    yield _sentence(first)
    cycle, marks = (known.cycle, known.marks) if known.responses else ("", "")
    yield say.RESPONSES_PER_CYCLE(cycle=cycle, marks=marks) if cycle else say.RESPONSES(marks=marks)
    yield from numbered_items(items)


def _sentence(words: str) -> str:
    # It begins with a word or an id, never with a name that a capital would change.
    return f"{words[0].upper()}{words[1:]}."


def _missing_marks(report: Report, loop: Loop, found: Opposition) -> Iterator[str]:
    missing = _without_marks(report, loop, _named(found))
    sentences = (say.NO_TIMING_MARK, say.NO_TIMING_SMOOTH, say.NO_TIMING_LENGTH)
    for ids, sentence in zip(missing, sentences, strict=True):
        if ids and (ids is not missing.bare or report.marks_delays):
            have = "has" if len(ids) == 1 else "have"
            yield sentence(loops=names_of(ids_in_order(ids)), have=have)


class Unmarked(NamedTuple):
    """Loops that cannot be timed: without a mark, with a smooth delay, without a length."""

    bare: set[str]
    smooth: set[str]
    endless: set[str]


def _without_marks(report: Report, loop: Loop, by: Sequence[Opposing]) -> Unmarked:
    """The loops of the pairs of which no timing follows, by what is missing."""
    bare, smooth, open_ = set[str](), set[str](), set[str]()
    for one in by:
        pair = [each for each in (loop, report.loop(one.loop)) if each is not None]
        if one.reason in ("unmarked", "smooth", "no length"):
            known = [each for each in pair if report.delay(each).known]
            bare.update(each.id for each in pair if each not in known)
            lags = [each for each in known if report.delay(each).total.smooth]
            smooth.update(each.id for each in lags)
            endless = (each for each in known if report.delay(each).total.max is None)
            open_.update(each.id for each in endless if each not in lags)
    return Unmarked(bare, smooth, open_)


def opposed_words(report: Report, loop: Loop) -> str:
    """Return which loops oppose a reinforcing loop, without their timing."""
    found = report.opposition(loop)
    if found is None:
        return ""
    if circulates(report.diagram, loop):
        return say.CIRCULATES()
    said = _opposed(report, found)
    if found.undetermined and found.either is None:
        names = names_of(found.undetermined, MOST_NAMED, found.undetermined_number)
        types = "its type is" if found.undetermined_number == 1 else "their types are"
        said += f"; {say.MIGHT_OPPOSE(loops=names, types=types)}"
    return said


def _opposed(report: Report, found: Opposition) -> str:
    if found.verdict == "unchecked":
        return say.UNCHECKED()
    if found.either is not None:
        return _either(report, *found.either)
    if found.verdict == "unknown":
        counted = report.space is not None
        return say.OPPOSITION_UNLISTED() if counted else say.OPPOSITION_UNKNOWN()
    if not found.by:
        return say.OPPOSED_UNLISTED()
    told, shown = _told(found), _named(found)
    names = titles_of(report, ids_in_order(one.loop for one in shown))
    own = [] if told[0].own else [one.loop for one in found.by if one.own]
    number = found.number - len(own)
    if report.complete and len(shown) < number == report.counts.B:
        return say.OPPOSED(loops=f"all {number:,} balancing loops")
    loops = names_of(names, len(shown), number, at_least=not report.complete)
    if told[0].own:
        return say.OPPOSED_BY_OWN(loops=loops, whose=_whose(report, [one.loop for one in found.by]))
    said = say.OPPOSED(loops=loops)
    if not own:
        return said
    names = titles_of(report, ids_in_order(own)[:MOST_NAMED])
    return say.AND_OWN(
        said=said, loops=names_of(names, MOST_NAMED, len(own)), whose=_whose(report, own)
    )


def _either(report: Report, one: str, other: str) -> str:
    loop = report.loop(one)
    assert loop is not None  # it is listed
    cause, effect = next(link.ends for link in loop.links if link.polarity == "?")
    return say.OPPOSED_BY_EITHER(one=one, other=other, cause=cause, effect=effect)


def _whose(report: Report, ids: Sequence[str]) -> str:
    loops = filter(None, map(report.loop, ids))
    # A loop with a goal is more than an outflow.
    if any(goals_of(report.diagram, loop) for loop in loops):
        return say.WHICH_QUICKEN(quicken="quickens" if len(ids) == 1 else "quicken")
    what = "an outflow" if len(ids) == 1 else "outflows"
    return f"{what} that this loop runs through"


def _told(found: Opposition) -> Sequence[Opposing]:
    """The opposing loops to report: without those along which the loop itself runs, if there are
    others."""
    return [one for one in found.by if not one.own] or found.by


def _named(found: Opposition) -> Sequence[Opposing]:
    """The loops that are named, those that can be timed first: one more name takes no more space
    than “and 1 more”."""

    def rank(one: Opposing) -> tuple[bool, int]:
        """Of those that cannot be timed, the ones listed first are the shortest."""
        number = int(one.loop[1:]) if one.loop[1:].isdigit() else 0
        return one.timing == "unknown", number if one.timing == "unknown" else 0

    told = sorted(_told(found), key=rank)
    return told[: MOST_NAMED + (len(told) == MOST_NAMED + 1)]


def _timings(report: Report, loop: Loop, found: Opposition) -> Iterator[str]:
    """The timing of the named loops in one line, then those that cannot be timed."""
    known = _responding(report, loop, found)
    if known.responses:
        yield say.CYCLE(
            responses="; ".join(known.responses),
            cycle=say.CYCLE_TAKES(cycle=known.cycle) if known.cycle else "",
            marks=known.marks,
        )
    untimed = list(_not_timed(report, loop, found))
    yield from untimed
    more = found.number - sum(one.own for one in found.by) - len(_named(found))
    if more > 0 and (known.responses or untimed):
        least, one = "" if report.complete else "at least ", more == 1
        yield say.NOT_COMPARED_HERE(
            count=f"{least}{more:,}",
            loops="loop opposes" if one else "loops oppose",
            are="is" if one else "are",
        )


class Responding(NamedTuple):
    """How soon the opposing loops respond, a clause each, how long a cycle takes (empty if that
    is unknown), and that only marked delays count (empty if all are marked)."""

    responses: list[str]
    cycle: str
    marks: str


def _responding(report: Report, loop: Loop, found: Opposition) -> Responding:
    known = [one for one in _in_order(found) if one.timing != "unknown"]
    loops = [loop, *filter(None, (report.loop(one.loop) for one in known))]
    all_marked = all(report.delay(one).marked == len(one.links) for one in loops)
    total = report.delay(loop).total
    return Responding(
        _responses(report, loop, known),
        "" if total.max is None and not total.min else spoken_delay(total),
        "" if all_marked else say.BY_MARKS_ALONE(),
    )


def _in_order(found: Opposition) -> list[Opposing]:
    by_id = {one.loop: one for one in _named(found)}
    return [by_id[id_] for id_ in ids_in_order(by_id)]


def _not_timed(report: Report, loop: Loop, found: Opposition) -> Iterator[str]:
    unknown: dict[NoTiming, list[str]] = {}
    for one in _in_order(found):
        if one.timing == "unknown":
            unknown.setdefault(one.reason, []).append(one.loop)
    for reason, ids in unknown.items():
        yield from _no_timing(report, loop, reason, ids)


def _responses(report: Report, loop: Loop, known: Sequence[Opposing]) -> list[str]:
    """How soon loops respond, a clause for all that respond alike."""
    alike: dict[str, list[str]] = {}
    for one in known:
        alike.setdefault(_response(report, loop, one), []).append(one.loop)
    return [
        said.format(loop=names_of(ids, len(ids)), respond="respond" if ids[1:] else "responds")
        for said, ids in alike.items()
    ]


def _response(report: Report, loop: Loop, one: Opposing) -> str:
    """How soon a loop responds, with a place for its name."""
    name = {"loop": "{loop}", "respond": "{respond}"}
    other = report.loop(one.loop)
    assert other is not None  # it is listed
    total = report.delay(other).total
    answer = spoken_delay(total)
    if one.timing == "within one cycle" and total.max is None:
        return say.RESPONDS_WITHIN_WHATEVER(**name)
    cycle = report.delay(loop).total
    if one.timing == "within one cycle" and (total.max or 0.0) > cycle.min:
        mine, its = delays_apart(report.diagram, other, loop)
        answer, cycle_ = spoken_delay(mine.total), spoken_delay(its.total)
        return say.RESPONDS_WITHIN_APART(loop=one.loop, answer=answer, cycle=cycle_)
    if one.timing == "within one cycle":
        return say.RESPONDS_WITHIN(**name, answer=answer)
    if one.turns is None:
        return say.RESPONDS_SOME_LATER(**name, answer=answer)
    least, most = map(_turns_text, one.turns)
    turns = least if least == most else f"{least} to {most}"
    turns += " cycle" if most == "just over 1" else " cycles"
    return say.RESPONDS_LATER(**name, turns=turns, answer=answer)


def _turns_text(turns: float) -> str:
    """A number of cycles to three digits; one that is more than 1 does not read as 1."""
    if turns >= 100:
        return f"{round(turns):,}"
    said = f"{turns:.3g}"
    return "just over 1" if said == "1" and turns > 1 else said


def _no_timing(report: Report, loop: Loop, reason: NoTiming, ids: list[str]) -> Iterator[str]:
    """Why a pair cannot be timed; a missing mark or length is said once for the report."""
    if reason == "overlap" and len(ids) > 2:
        yield say.MANY_OVERLAP(loops=names_of(ids))
    elif reason == "overlap":
        for other in filter(None, map(report.loop, ids)):
            mine, its = delays_apart(report.diagram, other, loop)
            whole = mine == report.delay(other) and its == report.delay(loop)
            yield say.NO_TIMING_OVERLAP(
                loops=other.id,
                apart="" if whole else say.APART(),
                answer=spoken_delay(mine.total),
                cycle=spoken_delay(its.total),
            )
    elif reason == "apart":
        have = "has" if len(ids) == 1 else "have"
        yield say.NO_TIMING_APART(this=loop.id, loops=names_of(ids), have=have)
    elif reason == "shared" and report.delay(loop).total.min:
        if len(ids) == 1:
            yield say.NO_TIMING_SHARED(loop=ids[0], this=loop.id)
        else:
            yield say.NO_TIMINGS_SHARED(loops=names_of(ids), this=loop.id)


def without_timing(report: Report) -> Unmarked:
    """Return the loops that cannot be timed, by the missing mark; none if no loop has a mark."""
    missing = Unmarked(set(), set(), set())
    if not report.marks_delays:
        return missing
    for loop in report.loops[: how_many_compared(report.loops)]:
        found = report.opposition(loop) if loop.type == "R" else None
        if found is None or circulates(report.diagram, loop):
            continue
        if found.by and not _told(found)[0].own:
            for ids, more in zip(missing, _without_marks(report, loop, _told(found)), strict=True):
                ids |= more
    return missing
