"""Checks a key against itself: whether an answer can earn all its points, and whether its diagram
leaves links to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from cld.analyze import analyze
from cld.core.diagnostics import Diagnostic, ordered
from cld.core.diagram import Diagram, Link, Polarity
from cld.core.watch import Watch
from cld.grade.all_drawn import DrawnLinks
from cld.grade.comparison import Comparison
from cld.grade.grade import Grade, grade, own
from cld.grade.key import Key
from cld.grade.pairing import Pairing
from cld.language.format import name_text, quoted
from cld.language.write import write

EFFORT, MOST_LOOPS = 0.1, 50
SIGNS: tuple[Polarity, ...] = ("+", "-")
# People add these numbers up; smaller differences than this are rounding.
NEAR = 1e-6


def prove(key: Key) -> tuple[Diagnostic, ...]:
    """Return the problems of a key, found by grading its own diagram.

    >>> from cld.analyze import analyze
    >>> from cld.grade.key import read_key
    >>> text = 'exercise "E" (points 5)\\nA (+)-> B\\nexpect loop: A, B (points 4)'
    >>> key, _ = read_key(analyze(text))
    >>> [finding.code for finding in prove(key)]
    ['CLD802', 'CLD803']
    """
    found = own(key)
    return ordered((*_unmet(found), *_charged(found), *_sum(key)))


def _unmet(found: Grade) -> Iterator[Diagnostic]:
    for earned in found.earned:
        if earned.share < 1 - NEAR:
            criterion = earned.criterion
            message = f"the key's diagram earns {earned.points:g} of "
            message += f"{_counted(criterion.points)} for expectation {criterion.number}"
            hint = "correct the diagram or the expectation: no answer can earn all points"
            stock = next((fact.wanted[0] for fact in earned.facts if fact.kind == "no stock"), None)
            run = criterion.expectation.text if criterion.expectation.kind == "run" else None
            if run is not None and run not in [
                one.name for one in found.comparison.key.diagram.runs
            ]:
                message = f"no run is called “{run}”, so {message}"
                hint = f"state it, as in `run {quoted(run)} {{ step Load 1 }}`"
            if stock is not None:
                message = f"“{stock}” is not marked as a stock, so {message}"
                hint = f"add the line `{name_text(stock, 'variable')}: stock`"
            yield Diagnostic("CLD802", criterion.expectation.span, message, hint)


def _charged(found: Grade) -> Iterator[Diagnostic]:
    for charge in found.charges:
        link, span = charge.link, charge.forbidden.span if charge.forbidden else None
        if span is not None:
            message = f"the key's diagram contains the link {link.cause} -> {link.effect}, "
            message += "which this line forbids"
            yield Diagnostic("CLD802", span, message, "remove the link or this line")


def _sum(key: Key) -> Iterator[Diagnostic]:
    if key.stated is not None and abs(key.stated - key.total) > NEAR and key.criteria:
        message = f"the exercise has {_counted(key.stated)}, but its expectations add up to "
        message += f"{key.total:g}"
        span = key.criteria[0].expectation.span
        yield Diagnostic("CLD803", span, message, "correct the total or an expectation's points")


def _counted(points: float) -> str:
    return f"{points:g} point" if points == 1 else f"{points:g} points"


def dense(key: Key) -> tuple[Diagnostic, ...]:
    """Report if a key has all possible links between its variables, or all but one.

    Drawing every possible link scores zero (see `DrawnLinks.kept`), unless the key has them all:
    then only their signs remain to be guessed. If the key has all but one, drawing that one costs
    all points.

    >>> from cld.grade.key import read_key
    >>> def codes(ring):
    ...     key, _ = read_key(analyze(f"{ring} (+)-> A{chr(10)}expect loop: A, B (points 4)"))
    ...     return [finding.code for finding in dense(key)]
    >>> codes("A (+)-> B"), codes("A (+)-> C (-)-> A (+)-> B")
    (['CLD804'], [])
    """
    names = {variable.name: variable.name for variable in key.diagram.variables}
    if not key.criteria or len(names) < 2:
        return ()
    possible = DrawnLinks(key.diagram, key.diagram, Pairing(names), key.optional).possible
    if possible > 1:
        return ()
    span = key.criteria[0].expectation.span
    if possible == 1:
        message = "the key has all but one of the possible links between its variables"
        hint = "drawing that link costs all points: add a variable, so that there is more to choose"
        return (Diagnostic("CLD804", span, message, hint),)
    earned = max(_drawing_all(key, list(names), sign) for sign in SIGNS)
    message = "the key has all possible links between its variables: an answer that draws them all "
    message += f"with the same sign earns {earned:.4g} of {_counted(key.total)}"
    hint = "add a variable, so that there is something to choose"
    return (Diagnostic("CLD804", span, message, hint),) if earned else ()


def _drawing_all(key: Key, names: list[str], sign: Polarity) -> float:
    links = tuple(Link(cause, effect, sign) for cause, effect in permutations(names, 2))
    text = write(Diagram(variables=key.diagram.variables, links=links))
    answer = analyze(text, "every link", MOST_LOOPS, Watch(effort=EFFORT))
    return grade(Comparison(key, answer, Pairing({name: name for name in names}))).score
