"""What long work asks now and then: whether to go on; and what it says of how far it is."""

from __future__ import annotations

from collections.abc import Callable

# Called with what is done (a phrase), and how much of it, from 0 to 1, where that is known.
# True means: go on; False: stop and give what there is.
Watch = Callable[[str, float | None], bool]


def unwatched(doing: str, part: float | None = None) -> bool:
    """Never stop; say nothing."""
    return True
