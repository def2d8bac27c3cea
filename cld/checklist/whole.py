"""The part of a checklist about the whole diagram."""

from __future__ import annotations

from collections.abc import Iterator

from cld.behaviour.goals import goals_of
from cld.behaviour.interactions import Combination, how_many_compared
from cld.checklist.items import ChecklistItem
from cld.checklist.lines import on_variable
from cld.loops.components import in_a_loop
from cld.prose.meetings import goals_missing, group_words, without_goals
from cld.report import Report
from cld.sentences.naming import names_of

MOST_ITEMS = 8
MOST_NAMED = 8

_ASKED = {
    "conflict": "conflict: which of them yields?",
    "fight": "fight: which of them yields?",
    "may-fight": "may fight: what does each aim for?",
}


def diagram_items(report: Report) -> Iterator[ChecklistItem]:
    """Yield the questions about a diagram as a whole.

    They ask which loops oppose its reinforcing loops, which balancing loops work against each
    other, which reinforcing loops can drive each other, and which variables are in no loop.

    >>> from cld.analyze import analyze
    >>> [item.answer for item in diagram_items(analyze("A (+)-> B (-)-> A"))]
    ['yes']
    """
    yield from _unchecked(report)
    yield from _fights(report)
    yield from _combinations(report)
    yield from _in_no_loop(report)


def _unchecked(report: Report) -> Iterator[ChecklistItem]:
    reinforcing = [loop for loop in report.loops if loop.type == "R"]
    if not reinforcing:
        return
    question = "Does a balancing loop oppose every reinforcing loop?"
    verdicts = [(loop.title, report.opposition(loop)) for loop in reinforcing]
    alone = [title for title, found in verdicts if found and found.verdict == "unchecked"]
    notes = [f"unchecked: {names_of(alone, MOST_NAMED)}"] if alone else []
    if not report.complete:
        listed = "listed" if report.counts.exact else "found"
        notes.append(f"not all loops are {listed}, so others may be unchecked")
    if notes:
        yield ChecklistItem(question, note="; ".join(notes))
    else:
        yield ChecklistItem(question, "yes: each shares a variable with one")


def _fights(report: Report) -> Iterator[ChecklistItem]:
    if sum(loop.type == "B" for loop in report.loops) < 2:
        return
    first = how_many_compared(report.loops)
    among = "" if first == len(report.loops) else f" among the first {first} loops"
    found = _meetings(report)
    for loops, kind, note in found[:MOST_ITEMS]:
        said = " and ".join(loops) if len(loops) == 2 else names_of(loops, MOST_NAMED)
        yield ChecklistItem(f"{said} {_ASKED[kind]}", note=note)
    if len(found) > MOST_ITEMS:
        note = "`cld analyze --format json` lists them all"
        yield ChecklistItem(
            f"And {len(found) - MOST_ITEMS:,} more that fight or may fight?", note=note
        )
    without = without_goals(report)
    if not found and without:
        yield ChecklistItem("Do balancing loops fight?", note=goals_missing(without))
    elif not found:
        resist = [one.because for one in report.interactions if one.kind == "resist"][:2]
        answer = "; ".join([f"no two of them{among}", *resist])
        yield ChecklistItem("Do balancing loops fight?", answer)


def _meetings(report: Report) -> list[tuple[tuple[str, ...], str, str]]:
    """Return the loops that meet, how they meet, and why. Loops that meet at several variables are
    listed once."""
    found = {
        one.loops: (one.loops, str(one.kind), one.because)
        for one in report.interactions
        if one.kind in ("conflict", "fight")
    }
    places: dict[tuple[str, ...], list[str]] = {}
    for one in report.interactions:
        if one.kind == "may-fight" and one.steered:
            places.setdefault(one.loops, []).extend(one.shared_variables)
    for loops, names in places.items():
        if any(set(loops) < set(others) for others in places):
            continue  # the question on all of them is the same
        met = filter(None, map(report.loop, loops))
        aimless = not any(goals_of(report.diagram, loop) for loop in met)
        lack = "none has a goal" if aimless else "not all have a goal"
        note = f"they meet at {names_of(names, MOST_NAMED)}, and {lack}"
        found.setdefault(loops, (loops, "may-fight", note))
    return list(found.values())


def _combinations(report: Report) -> Iterator[ChecklistItem]:
    for group in report.combinations[:MOST_ITEMS]:
        question = f"Can {names_of(group.loops, MOST_NAMED)} drive each other?"
        yes = f"yes: {group_words(report, group)}"
        opposed = report.is_opposed(group)
        if opposed is None:
            note = f"{yes}; not known whether a balancing loop opposes them"
            yield ChecklistItem(question, note=note)
        elif opposed:
            yield ChecklistItem(question, f"{yes}; {_opposed_ones(report, group)}")
        else:
            yield ChecklistItem(question, note=f"{yes}; all are unchecked: what stops them?")


def _opposed_ones(report: Report, group: Combination) -> str:
    """Return how many loops of a combination are opposed, where one of them is."""
    loops = filter(None, map(report.loop, group.loops))
    found = {loop.id: one for loop in loops if (one := report.opposition(loop)) is not None}
    alone = [id_ for id_, one in found.items() if one.verdict == "unchecked"]
    if any(one.verdict == "unknown" for one in found.values()):
        return "a balancing loop opposes some of them"
    if alone:
        return f"a balancing loop opposes all of them except {names_of(alone, MOST_NAMED)}"
    return "a balancing loop opposes each of them"


def _in_no_loop(report: Report) -> Iterator[ChecklistItem]:
    in_loops = in_a_loop(report.diagram)
    outside = [variable for variable in report.variables if variable.name not in in_loops]
    marked = report.diagram.given
    given = [variable.name for variable in outside if variable.name in marked]
    asked = [variable for variable in outside if variable.name not in marked]
    for variable in asked[:MOST_ITEMS]:
        if report.diagram.links_to[variable.name]:
            question = f"Does {variable.name} affect anything that in turn affects it?"
            yield ChecklistItem(question, note="it is in no loop")
        else:
            question = f"Is {variable.name} given from outside?"
            line = on_variable(variable.name, 'outside "…"')
            yield ChecklistItem(question, line=line, note="nothing in the diagram changes it")
    if len(asked) > MOST_ITEMS:
        yield ChecklistItem(f"And {len(asked) - MOST_ITEMS:,} more variables in no loop?")
    if not asked:
        answer = (
            f"yes, except those given from outside: {names_of(given, MOST_NAMED)}"
            if given
            else "yes"
        )
        yield ChecklistItem("Is every variable in a loop?", answer)
