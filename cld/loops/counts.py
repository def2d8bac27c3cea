"""The number of loops of each type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cld.core.diagram import Ends


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of loops of each type; `exact` is False if there may be more."""

    R: int
    B: int
    U: int
    exact: bool = True

    @property
    def total(self) -> int:
        """All loops."""
        return self.R + self.B + self.U


def typed_counts(every: int, known: int, signed: int) -> Counts:
    """Return the counts of each type, given the number of all loops, the number of those with all
    signs known, and how many more of the latter are reinforcing than balancing.

    >>> typed_counts(5, 4, 2)
    Counts(R=3, B=1, U=1, exact=True)
    """
    return Counts((known + signed) // 2, (known - signed) // 2, every - known)


def by_variable(through: Mapping[Ends, Counts]) -> dict[str, Counts]:
    """Return the loops through each variable, given the loops through each link: a loop leaves each
    of its variables by one link."""
    found: dict[str, Counts] = {}
    for (cause, effect), counts in through.items():
        before = found.get(cause, Counts(0, 0, 0))
        found[cause] = Counts(before.R + counts.R, before.B + counts.B, before.U + counts.U)
        found.setdefault(effect, Counts(0, 0, 0))
    return found
