"""The questions of leverage in their order, each answered as far as the diagram can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cld.behaviour.controllers import controllers
from cld.behaviour.delays import loop_delay
from cld.behaviour.goals import goal_text, goals_of
from cld.core.diagram import Diagram
from cld.core.english import is_plural
from cld.core.quantities import spoken, spoken_delay
from cld.leverage.reasons import some, titles
from cld.leverage.where import Where
from cld.loops.loop import Loop, together

MOST_NAMED = 3
MOST_LOOPS = 200
MOST_LINKS = 20_000


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the leverage level it aims at, and what the diagram answers.

    `open` is what only the people who know the system can answer.
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
    'nothing holds R1'
    """
    first = together(loops, MOST_LOOPS, MOST_LINKS)
    return (
        Question(
            7,
            "Where is the amplification?",
            tuple(_amplification(loops, where)),
            "which of these loops is running now, and in which direction?"
            if where.links
            else "does something here feed on itself, over a link that is missing?",
        ),
        Question(
            6,
            "Who lacks information?",
            tuple(_information(diagram, first)),
            "who decides here, and what would they have to see, and how soon?",
        ),
        Question(
            5,
            "Which rule stands in the way?",
            tuple(_rules(diagram)),
            "which rule, incentive or limit makes people feed these loops?",
        ),
        Question(
            3,
            "What is it optimising for?",
            tuple(_goals(diagram, first)),
            "if the system behaves like this, what must it be after?",
        ),
    )


def _amplification(loops: Sequence[Loop], where: Where) -> Iterator[str]:
    if where.unheld and where.free is not None:
        listed = [x for x in loops if x.type == "R" and where.free.issuperset(x.variables)]
        more = where.unheld - len(listed)
        if listed and not more:
            yield f"nothing holds {titles(listed)}"
        else:
            one = where.unheld == 1
            count = "one reinforcing loop" if one else f"{where.unheld:,} reinforcing loops"
            yield f"nothing holds {count}"
    if not where.links:
        if where.complete:
            yield "the diagram holds no reinforcing loop"
        return
    top = where.links[0]
    cause, effect = top.place
    one = top.reinforcing == 1
    known = "" if where.complete else " that was found" if one else " that were found"
    loops_run = f"loop{known} runs" if one else f"loops{known} run"
    through = "one" if one else f"{top.reinforcing:,}"
    yield f"{through} reinforcing {loops_run} through {cause} → {effect}"


def _information(diagram: Diagram, loops: Sequence[Loop]) -> Iterator[str]:
    said: dict[str, None] = {}
    for loop in loops:
        for controller in controllers(diagram, loop):
            if controller.stale:
                wait = spoken_delay(controller.wait)
                name = controller.variable
                sees = "see their" if is_plural(name) else "sees its"
                said[f"{name} {sees} effect in {loop.title} after {wait}"] = None
    yield from list(said)[:MOST_NAMED]
    blind = [
        variable.name
        for variable in diagram.variables
        if variable.goal and not diagram.links_from[variable.name]
    ]
    for name in blind[:MOST_NAMED]:
        have = "have a goal, but lead" if is_plural(name) else "has a goal, but leads"
        yield f"{name} {have} to nothing: nobody acts on it"
    slow = _slowest(diagram, loops)
    if slow is not None and not said:
        yield slow


def _slowest(diagram: Diagram, loops: Sequence[Loop]) -> str | None:
    """The balancing loop that hears last of what it does."""
    lengths = [(loop_delay(diagram, loop).total.min, loop) for loop in loops if loop.type == "B"]
    length, loop = max(lengths, key=lambda pair: pair[0], default=(0.0, None))
    if not length or loop is None:
        return None
    return f"{loop.title} learns what it did after {spoken(length)} at the earliest"


def _rules(diagram: Diagram) -> Iterator[str]:
    fixed = [variable.name for variable in diagram.variables if variable.kind == "constant"]
    if fixed:
        verb = "is" if len(fixed) == 1 and not is_plural(fixed[0]) else "are"
        yield f"{some(fixed)} {verb} set from outside"
    limits = [
        f"{variable.name}, {value}"
        for variable in diagram.variables
        for key, value in variable.extra
        if key == "limit"
    ]
    if limits:
        yield f"limits in the file: {'; '.join(limits[:MOST_NAMED])}"
    rules = [
        change.words
        for intervention in diagram.interventions
        for change in intervention.changes
        if change.verb == "rule" and change.words
    ]
    if rules:
        yield f"the file proposes: {some([f'“{words}”' for words in rules])}"


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
        yield f"goals in the file: {some(list(said))}"
