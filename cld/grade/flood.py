"""What is to be had of a key without knowing anything: every possible link."""

from __future__ import annotations

from itertools import permutations

from cld.analyze import analyze
from cld.diagnostics import Diagnostic
from cld.grade.board import Board
from cld.grade.grade import Grade, grade
from cld.grade.key import Key
from cld.grade.pairing import Pairing
from cld.model import Diagram, Link
from cld.syntax import Polarity
from cld.watch import Watch
from cld.write import write

# Keys of more variables are not tried: the more there are, the dearer it is to draw all links.
MOST = 30
SECONDS, MOST_LOOPS = 1.0, 50
SIGNS: tuple[Polarity, ...] = ("+", "-")


def floods(key: Key) -> tuple[Diagnostic, ...]:
    """Return whether an answer with every possible link of one sign earns points though some of
    them are wrong.

    Each wrong link costs half of what a right one earns on average. Where most of all possible
    links are right, that is too little.

    >>> from cld.grade.key import read_key
    >>> ring = "A (+)-> B (+)-> C (+)-> A" + chr(10) + "expect loop: A, B, C (points 4)"
    >>> floods(read_key(analyze(ring))[0])
    ()
    """
    names = [variable.name for variable in key.diagram.variables]
    if not key.criteria or not key.counts_wrong or len(names) > MOST:
        return ()
    best = max((_flooded(key, names, sign) for sign in SIGNS), key=lambda found: found.score)
    if not best.charges or not best.score:
        return ()
    message = f"an answer with every possible link earns {best.score:.4g} of the "
    message += f"{key.total:g} points, though {len(best.charges)} of them are wrong"
    hint = (
        "few links are wrong here: name those in `forbid link … (minus 5)`, or ask for more loops"
    )
    return (Diagnostic("CLD804", key.criteria[0].expectation.span, message, hint),)


def _flooded(key: Key, names: list[str], sign: Polarity) -> Grade:
    links = tuple(Link(cause, effect, sign) for cause, effect in permutations(names, 2))
    text = write(Diagram(variables=key.diagram.variables, links=links))
    answer = analyze(text, "every link", MOST_LOOPS, Watch(SECONDS))
    return grade(Board(key, answer, Pairing({name: name for name in names})))
