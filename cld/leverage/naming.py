"""Names of loops in sentences on leverage: their titles, their kind, or their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cld.core.diagram import LoopType
from cld.loops.counts import Counts
from cld.loops.loop import TYPE_NAMES, Loop
from cld.sentences.naming import names_of

MOST_NAMED = 3


def titles(loops: Sequence[Loop]) -> str:
    """Return the first few loops by id and name, and the number of the others."""
    return names_of([loop.title for loop in loops], MOST_NAMED)


def of_type(type_: LoopType, loops: Iterable[Loop]) -> list[Loop]:
    """Return the loops of one type."""
    return [loop for loop in loops if loop.type == type_]


def with_kind(loops: Sequence[Loop]) -> str:
    """Return loops of one type with their kind: `the balancing loops B1 and B2`."""
    kind = TYPE_NAMES[loops[0].type]
    return f"the {kind} loop{'' if len(loops) == 1 else 's'} {titles(loops)}"


def new_loops(loops: Sequence[Loop], every: bool) -> str:
    """Return new loops of one type: `a balancing loop (A → B → A)`, or their number.

    Parameters
    ----------
    loops : loops that have no id yet.
    every : False if there are more than these.
    """
    counted_new = new_loops_counted(loops, every)
    shortest = min(loops, key=lambda loop: len(loop.links))
    names = (*shortest.variables, shortest.variables[0])
    shown = names if len(names) <= 7 else (*names[:5], f"… {len(names) - 6} more …", names[-1])
    which = "" if len(loops) == 1 and every else "the shortest "
    return f"{counted_new} ({which}{' → '.join(shown)})"


def new_loops_counted(loops: Sequence[Loop], every: bool) -> str:
    """Return the number of new loops of one type: `a balancing loop`, `2 balancing loops`.

    Parameters
    ----------
    loops : loops that have no id yet.
    every : False if there are more than these.
    """
    kind = TYPE_NAMES[loops[0].type]
    if len(loops) == 1 and every:
        return f"{'an' if kind.startswith('u') else 'a'} {kind} loop"
    at_least = "" if every else "at least "
    return f"{at_least}{len(loops):,} {kind} {'loop' if len(loops) == 1 else 'loops'}"


def counted(counts: Counts) -> str:
    """Return the number of loops of each kind: `2 reinforcing, 1 balancing loops`.

    >>> counted(Counts(0, 1, 0))
    '1 balancing loop'
    """
    kinds = ((counts.R, "reinforcing"), (counts.B, "balancing"), (counts.U, "undetermined"))
    said = [f"{count:,} {word}" for count, word in kinds if count]
    return f"{', '.join(said)} {'loop' if counts.total == 1 else 'loops'}"
