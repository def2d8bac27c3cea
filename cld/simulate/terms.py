"""Terms of determinants and minors, counted by sign: what signs alone say of a linear system.

A matrix has in each place how many terms are positive and how many negative. Its determinant is a
sum over permutations; each product of known signs adds to the positive or to the negative ones. If
only one of the two counts is above zero, the sign of the determinant is known whatever the
strengths are.

References
----------
J. M. Dambacher, H. W. Li, P. A. Rossignol, "Relevance of community structure in assessing
indeterminacy of ecological predictions", Ecology 83, 2002.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Sets of columns that are looked at for one determinant, and rows that it may have.
MOST_SETS = 100_000
MOST_ROWS = 300


class TooManyTermsError(Exception):
    """A determinant needs more sets of columns than the budget allows."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of positive and of negative terms in a sum.

    >>> Terms(3, 1) + Terms(0, 2), Terms(2, 0).sign, Terms(1, 1).sign, Terms(0, 0).sign
    (Terms(plus=3, minus=3), 1, None, 0)
    """

    plus: int = 0
    minus: int = 0

    def __add__(self, other: Terms) -> Terms:
        return Terms(self.plus + other.plus, self.minus + other.minus)

    def __mul__(self, other: Terms) -> Terms:
        plus = self.plus * other.plus + self.minus * other.minus
        return Terms(plus, self.plus * other.minus + self.minus * other.plus)

    def __neg__(self) -> Terms:
        return Terms(self.minus, self.plus)

    @property
    def sign(self) -> int | None:
        """1, -1 or 0 if all terms have one sign or there is none; None if both signs occur."""
        if self.plus and self.minus:
            return None
        return 1 if self.plus else -1 if self.minus else 0

    @property
    def net(self) -> int:
        """The positive terms without the negative ones: the sum if every strength is 1."""
        return self.plus - self.minus


ONE, MINUS_ONE = Terms(1, 0), Terms(0, 1)
# The places of a row that are not zero, by column.
TermRow = Mapping[int, Terms]
# A polynomial: its coefficients by power.
Polynomial = dict[int, Terms]


def determinant(rows: Sequence[TermRow], most: int = MOST_SETS) -> Terms:
    """Return the terms of a determinant. Raises TooManyTermsError past `most` sets of columns.

    >>> determinant([{0: ONE, 1: MINUS_ONE}, {0: ONE, 1: ONE}])
    Terms(plus=2, minus=0)
    """
    found = _expanded(rows, frozenset(), None, most=most)
    return found.get((1 << len(rows)) - 1, {}).get(0, Terms())


def characteristic(
    rows: Sequence[TermRow], states: Iterable[int], most: int = MOST_SETS
) -> Polynomial:
    """Return the coefficients, by power of s, of the determinant with s added on the diagonal at
    some places. Raises TooManyTermsError past `most` sets of columns.

    >>> characteristic([{0: ONE, 1: MINUS_ONE}, {0: ONE}], [0, 1])
    {0: Terms(plus=1, minus=0), 1: Terms(plus=1, minus=0), 2: Terms(plus=1, minus=0)}
    """
    found = _expanded(rows, frozenset(states), None, most=most).get((1 << len(rows)) - 1, {})
    return dict(sorted(found.items()))


def cofactors(rows: Sequence[TermRow], row: int) -> dict[int, Terms]:
    """Return the terms of the cofactors of one row by column: a column of the adjugate, which says
    how a push in that row moves each variable. Columns without a term are left out. Raises
    TooManyTermsError.

    >>> cofactors([{0: ONE, 1: MINUS_ONE}, {0: ONE, 1: ONE}], 0)
    {0: Terms(plus=1, minus=0), 1: Terms(plus=0, minus=1)}
    """
    whole = (1 << len(rows)) - 1
    if len(rows) > MOST_ROWS:
        raise TooManyTermsError
    found = {}
    order = _order(rows)
    for columns, polynomial in _expanded(rows, frozenset(), row, order).items():
        place = (whole & ~columns).bit_length() - 1
        terms = polynomial.get(0, Terms())
        odd = (place + order.index(row)) % 2
        found[order[place]] = -terms if odd else terms
    return dict(sorted(found.items()))


def _expanded(
    rows: Sequence[TermRow],
    states: frozenset[int],
    without: int | None,
    order: Sequence[int] | None = None,
    most: int = MOST_SETS,
) -> dict[int, Polynomial]:
    """Expand row by row; return the terms for each set of columns that all rows can take.

    Rows and columns are put into one order first, which changes no determinant and no cofactor.
    """
    if len(rows) > MOST_ROWS:
        raise TooManyTermsError
    order = _order(rows) if order is None else order
    place = {index: number for number, index in enumerate(order)}
    # What a row has: a column, its terms, and the power of s.
    entries = [
        [(place[column], terms, 0) for column, terms in rows[index].items()]
        + [(place[index], ONE, 1)] * (index in states)
        for index in order
    ]
    skipped = None if without is None else place[without]
    last = [0] * len(rows)
    for number, row in enumerate(entries):
        if number != skipped:
            for column, _, _ in row:
                last[column] = number
    reached: dict[int, Polynomial] = {0: {0: ONE}}
    seen = passed = 0
    for number, row in enumerate(entries):
        if number == skipped:
            continue
        after: dict[int, Polynomial] = {}
        for columns, polynomial in reached.items():
            for column, terms, power in row:
                if columns >> column & 1:
                    continue
                # As many exchanges as later columns are taken already.
                odd = (columns >> (column + 1)).bit_count() % 2
                _add(
                    after.setdefault(columns | 1 << column, {}),
                    polynomial,
                    -terms if odd else terms,
                    power,
                )
        for column, row_number in enumerate(last):
            passed |= (row_number <= number) << column
        # A column that no later row can take must be taken by now; of a minor one is left over.
        spare = 0 if skipped is None else 1
        reached = {c: p for c, p in after.items() if (passed & ~c).bit_count() <= spare}
        seen += len(reached)
        if seen > most:
            raise TooManyTermsError
    return reached


def _add(into: Polynomial, polynomial: Polynomial, terms: Terms, power: int) -> None:
    for exponent, old in polynomial.items():
        key = exponent + power
        into[key] = into.get(key, Terms()) + old * terms


def _order(rows: Sequence[TermRow]) -> list[int]:
    """Return an order in which few columns are open at a time: from a row, always on to the one
    that opens the fewest new columns."""
    left = dict.fromkeys(range(len(rows)))
    opened: set[int] = set()
    order = []
    while left:
        best = min(left, key=lambda index: (len(rows[index].keys() - opened), index))
        del left[best]
        order.append(best)
        opened |= rows[best].keys()
    return order
