"""Whether a part settles, or cannot settle, whatever the strengths of its links are.

References
----------
J. Quirk, R. Ruppert, "Qualitative economics and the stability of equilibrium", Review of Economic
Studies 32, 1965.
C. Jeffries, "Qualitative stability and digraphs in model ecosystems", Ecology 55, 1974.
"""

from __future__ import annotations

from collections.abc import Sequence

from cld.loops.components import components
from cld.simulate.terms import (
    MINUS_ONE,
    MOST_SETS,
    ONE,
    TermRow,
    TooManyTermsError,
    characteristic,
    determinant,
)

# A matrix of signs: 1, -1, 0, or None where both signs occur.
SignMatrix = Sequence[Sequence[int | None]]


def adverse_power(
    rows: Sequence[TermRow], states: Sequence[int], most: int = MOST_SETS
) -> int | None:
    """Return the power of a coefficient of the characteristic polynomial that no strengths make
    positive, as settling needs; None if there is no such. Raises TooManyTermsError.

    `states` are the variables that change over time; the others follow at once.

    >>> from cld.simulate.terms import MINUS_ONE, ONE
    >>> adverse_power([{1: ONE}, {0: MINUS_ONE}], [0, 1])
    1
    """
    found = characteristic(rows, states, most)
    return next(
        (power for power in range(len(states)) if power not in found or not found[power].plus),
        None,
    )


def settles_by_signs(matrix: SignMatrix) -> bool:
    """Return whether every matrix with these signs is stable.

    It is if nothing reinforces itself, no two variables reinforce each other, no loop has three
    variables or more, the determinant has a term, and the colour test finds no part that can
    oscillate for ever.

    >>> settles_by_signs([[-1, -1], [1, 0]]), settles_by_signs([[0, -1], [1, 0]])
    (True, False)
    """
    size = len(matrix)
    if any(entry is None for row in matrix for entry in row):
        return False
    signs = [[entry or 0 for entry in row] for row in matrix]
    if any(signs[n][n] > 0 for n in range(size)) or not any(signs[n][n] < 0 for n in range(size)):
        return False
    pairs = [(a, b) for a in range(size) for b in range(a)]
    if any(signs[a][b] * signs[b][a] > 0 for a, b in pairs):
        return False
    return not _has_long_loop(signs) and _has_term(signs) and not _can_swing(signs)


def _has_long_loop(signs: Sequence[Sequence[int]]) -> bool:
    size = len(signs)
    onward = [[b for b in range(size) if b != a and signs[b][a]] for a in range(size)]
    return any(not _is_tree(part, onward) for part in components(onward))


def _is_tree(part: Sequence[int], onward: Sequence[Sequence[int]]) -> bool:
    """Return whether every link of a part has its opposite, and these pairs close no ring."""
    inside = set(part)
    links = {(a, b) for a in part for b in onward[a] if b in inside}
    return all((b, a) in links for a, b in links) and len(links) == 2 * (len(part) - 1)


def _has_term(signs: Sequence[Sequence[int]]) -> bool:
    rows = [
        {column: ONE if entry > 0 else MINUS_ONE for column, entry in enumerate(row) if entry}
        for row in signs
    ]
    try:
        found = determinant(rows)
    except TooManyTermsError:
        return False
    return bool(found.plus or found.minus)


def _can_swing(signs: Sequence[Sequence[int]]) -> bool:
    """The colour test: whether some variables can oscillate while all that limit themselves rest.

    White ones oscillate. One that limits itself rests; an oscillating one has an oscillating
    partner; a resting partner of it needs a second one that oscillates against the first.
    """
    size = len(signs)
    partners = [
        [b for b in range(size) if b != a and signs[a][b] * signs[b][a] < 0] for a in range(size)
    ]
    white = {a for a in range(size) if not signs[a][a]}
    changed = True
    while changed:
        alone = {a for a in white if white.isdisjoint(partners[a])}
        single = {
            swinging[0]
            for a in range(size)
            if a not in white and len(swinging := [b for b in partners[a] if b in white]) == 1
        }
        changed = bool(alone | single)
        white -= alone | single
    return bool(white)
