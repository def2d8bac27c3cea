"""Whether the diagram of a key leaves links to choose from."""

from __future__ import annotations

from itertools import permutations

from cld.analyze import analyze
from cld.diagnostics import Diagnostic
from cld.grade.board import Board
from cld.grade.choice import Choice
from cld.grade.grade import grade
from cld.grade.key import Key
from cld.grade.pairing import Pairing
from cld.model import Diagram, Link
from cld.syntax import Polarity
from cld.watch import Watch
from cld.write import write

EFFORT, MOST_LOOPS = 0.1, 50
SIGNS: tuple[Polarity, ...] = ("+", "-")


def dense(key: Key) -> tuple[Diagnostic, ...]:
    """Return whether a key has all links that are possible between its variables, or all but one.

    Who draws every possible link earns nothing, see `Choice.kept`, unless the key has them all;
    then it remains to guess their signs. Where it has all but one, that one costs all points.

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
    possible = Choice(key.diagram, key.diagram, Pairing(names), key.optional).possible
    if possible > 1:
        return ()
    span = key.criteria[0].expectation.span
    if possible == 1:
        message = "the key has all links but one that are possible between its variables"
        hint = "who draws that one earns nothing: add a variable, so that there is more to choose"
        return (Diagnostic("CLD804", span, message, hint),)
    earned = max(_drawing_all(key, list(names), sign) for sign in SIGNS)
    message = "the key has all links that are possible between its variables: an answer with all "
    message += f"of them, each with the same sign, earns {earned:.4g} of {key.total:g} points"
    hint = "add a variable, so that there is something to choose"
    return (Diagnostic("CLD804", span, message, hint),) if earned else ()


def _drawing_all(key: Key, names: list[str], sign: Polarity) -> float:
    links = tuple(Link(cause, effect, sign) for cause, effect in permutations(names, 2))
    text = write(Diagram(variables=key.diagram.variables, links=links))
    answer = analyze(text, "every link", MOST_LOOPS, Watch(effort=EFFORT))
    return grade(Board(key, answer, Pairing({name: name for name in names}))).score
