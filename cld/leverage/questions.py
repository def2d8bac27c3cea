"""The questions of leverage in their order, each answered as far as the diagram can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cld.behaviour.controllers import controllers
from cld.behaviour.goals import goal_text, goals_of, perhaps_pursued
from cld.core.diagram import Diagram
from cld.core.english import is_plural
from cld.core.quantities import Delay, spoken_delay
from cld.leverage.naming import of_type, titles
from cld.leverage.where import Where
from cld.loops.drain import circulates
from cld.loops.loop import Loop, together
from cld.sentences import places as say
from cld.sentences.naming import names_of

MOST_NAMED = 3
MOST_LOOPS = 200
MOST_LINKS = 20_000


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its leverage level, and the answers from the diagram.

    `open` is the part that only people who know the system can answer.
    """

    level: int
    question: str
    answers: tuple[str, ...]
    open: str


def questions(diagram: Diagram, loops: Sequence[Loop], where: Where) -> tuple[Question, ...]:
    """Return the four questions of leverage, in the order in which they are asked.

    >>> from cld.analyze import analyze
    >>> from cld.leverage.where import where_to_act
    >>> report = analyze("A (+)-> B (+)-> A")
    >>> where = where_to_act(report.diagram, report.loops, report.space)
    >>> questions(report.diagram, report.loops, where)[0].answers[0]
    'reinforcing and unchecked: R1'
    """
    first = together(loops, MOST_LOOPS, MOST_LINKS)
    return (
        Question(
            7,
            say.AMPLIFICATION(),
            tuple(_amplification(diagram, loops, where)),
            say.ASK_RUNNING() if where.links else say.ASK_MISSING(),
        ),
        Question(6, say.LACKS_INFORMATION(), tuple(_information(diagram, first)), say.ASK_SEES()),
        Question(5, say.WHICH_RULE(), tuple(_rules(diagram)), say.ASK_RULE()),
        Question(3, say.WHICH_GOAL(), tuple(_goals(diagram, first)), say.ASK_GOAL()),
    )


def _amplification(diagram: Diagram, loops: Sequence[Loop], where: Where) -> Iterator[str]:
    every = of_type("R", loops)
    listed = [loop for loop in every if not circulates(diagram, loop)]
    if not where.reinforcing:
        if where.complete:
            yield say.NO_R()
        return
    unchecked = []
    if where.free is not None:
        unchecked = [loop for loop in listed if where.free.issuperset(loop.variables)]
    if not where.complete or len(every) < where.reinforcing:
        noun = "loop" if where.reinforcing == 1 else "loops"
        known = "" if where.complete else " that were found"
        yield say.R_COUNTED(count=f"{where.reinforcing:,}", loops=noun, known=known)
    elif not listed:
        yield say.ONLY_MOVES()
    elif len(unchecked) == where.reinforcing:
        yield say.ALL_UNCHECKED(loops=titles(listed))
        return
    else:
        yield say.R_LISTED(loops=titles(listed))
    if where.unchecked and len(unchecked) == where.unchecked:
        yield say.UNCHECKED(loops=titles(unchecked))
    elif where.unchecked:
        yield say.UNCHECKED_COUNTED(count=f"{where.unchecked:,}")


def _information(diagram: Diagram, loops: Sequence[Loop]) -> Iterator[str]:
    yield from _seen_late(diagram, loops)
    late = [link for link in diagram.links if link.info and link.delay and link.delay.max != 0]
    for link in late[:MOST_NAMED]:
        length = link.delay if link.delay and link.delay.complete else None
        only = f"only after {spoken_delay(length)}" if length else "late"
        yield say.INFORMED_LATE(cause=link.cause, effect=link.effect, late=only)
    blind = [
        variable.name
        for variable in diagram.variables
        if variable.goal and not diagram.links_from[variable.name]
    ]
    for name in blind[:MOST_NAMED]:
        many = is_plural(name)
        yield say.NOBODY_ACTS(
            name=name, have="have" if many else "has", it="them" if many else "it"
        )

    told = [
        say.INFORMATION(cause=link.cause, effect=link.effect)
        for intervention in diagram.interventions
        for change in intervention.changes
        for link in change.links
        if change.verb == "inform" or (change.verb == "add" and link.info)
    ]
    if told:
        yield say.PROPOSES(proposals=names_of(list(dict.fromkeys(told)), MOST_NAMED))


def _seen_late(diagram: Diagram, loops: Sequence[Loop]) -> Iterator[str]:
    """Controllers that decide before they see the effect of their last decision, a line each."""
    late: dict[str, list[tuple[Loop, Delay]]] = {}
    for loop in loops:
        for controller in controllers(diagram, loop):
            if controller.stale and not controller.wait.smooth:
                late.setdefault(controller.variable, []).append((loop, controller.wait))
    for name, waits in late.items():
        lengths = [wait for _, wait in waits]
        open_ = any(wait.max is None or not wait.complete for wait in lengths)
        most = None if open_ else max(wait.max or 0.0 for wait in lengths)
        whole = Delay(min(wait.min for wait in lengths), most, not open_)
        titled = [loop.title if len(waits) == 1 else loop.id for loop, _ in waits]
        yield say.SEES_LATE(
            name=name,
            see="see their" if is_plural(name) else "sees its",
            loops=names_of(titled, MOST_NAMED),
            wait=spoken_delay(whole),
        )


def _rules(diagram: Diagram) -> Iterator[str]:
    limits = [
        f"{variable.name}, {value}"
        for variable in diagram.variables
        for key, value in variable.extra
        if key == "limit"
    ]
    if limits:
        yield say.LIMITS(limits=names_of(limits))
    rules = [
        change.words
        for intervention in diagram.interventions
        for change in intervention.changes
        if change.verb == "rule" and change.words
    ]
    if rules:
        yield say.PROPOSES(proposals=names_of([f"“{words}”" for words in rules]))


def _goals(diagram: Diagram, loops: Sequence[Loop]) -> Iterator[str]:
    said: dict[str, None] = {}
    for variable in diagram.variables:
        if variable.goal:
            said[goal_text(variable.name, variable.goal)] = None
    for loop in loops:
        if loop.goals:
            for name, goal in goals_of(diagram, loop).items():
                said[goal_text(name, goal)] = None
    if said:
        yield say.GOALS(goals=names_of(list(said)))
    balancing = (loop for loop in loops if loop.type == "B")
    perhaps = {name: None for loop in balancing for name in perhaps_pursued(diagram, loop)}
    if perhaps:
        yield say.MAY_BE_GOALS(goals=names_of(list(perhaps)))
