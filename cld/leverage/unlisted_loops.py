"""What an intervention does to loops that are not listed, told by how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cld.core.diagram import Ends
from cld.leverage.apply import Applied
from cld.leverage.budget import NODES
from cld.loops.counts import Counts
from cld.loops.space import LoopSpace

# So many kinds of change are asked of, and each question passes the nodes three times.
QUESTIONS = 18


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Levels, what is said, and doubts, from all loops through the links that are touched."""

    levels: frozenset[int]
    clauses: tuple[str, ...]
    doubts: tuple[str, ...]


def unlisted(space: LoopSpace | None, applied: Applied, most_nodes: int = NODES) -> Unlisted:
    """Return what follows from the loops through touched links, listed or not; `most_nodes`
    is how many nodes of the space all questions together may pass.

    >>> from cld.leverage.apply import apply_changes
    >>> from cld.loops.space import loop_space
    >>> from cld.language.source import source_of
    >>> diagram = source_of('A (+)-> B (-)-> A\\nintervention "I" { cut B -> A }').diagram
    >>> applied = apply_changes(diagram, diagram.interventions[0].changes)
    >>> found = unlisted(loop_space(diagram), applied)
    >>> sorted(found.levels), found.doubts
    ([8], ('it takes away 1 balancing loop',))
    """
    if space is None:
        said = "not all loops were found, so more may change"
        return Unlisted(frozenset(), (said,), ())
    slower = [ends for ends, before, after in applied.delayed if after.min > before.min]
    sooner = [ends for ends, before, after in applied.delayed if after.min < before.min]
    levels: set[int] = set()
    clauses: list[str] = []
    doubts: list[str] = []
    uncounted: list[str] = []
    for verb, links, structural in (
        ("opens", applied.cut, True),
        ("weakens", applied.weakened, True),
        ("strengthens", applied.strengthened, True),
        ("changes", applied.unclear, True),
        ("slows", slower, False),
        ("quickens", sooner, False),
    ):
        counts = _through(space, links, most_nodes // QUESTIONS)
        if counts is None:
            uncounted.append(verb)
            continue
        if not counts.total:
            continue
        if structural:
            levels |= {7} if counts.R else set()
            levels |= {8} if counts.B else set()
        clauses.append(f"in all it {verb} {_counted(counts)}")
        doubts += _doubts(verb, counts)
    if uncounted:
        clauses.append(f"how many loops in all it {' or '.join(uncounted)} was not counted")
    return Unlisted(frozenset(levels), tuple(clauses), tuple(doubts))


def _through(space: LoopSpace, links: Iterable[Ends], most_nodes: int) -> Counts | None:
    """How many loops run through at least one of these links; None where that asks for too
    much work."""
    touched = [ends for ends in links if ends in space.through]
    if not touched:
        return Counts(0, 0, 0)
    if len(touched) == 1:
        return space.through[touched[0]]
    if len(space.dag.alternatives) > most_nodes:
        return None
    rest, every = space.without(touched), space.counts
    return Counts(every.R - rest.R, every.B - rest.B, every.U - rest.U)


def _doubts(verb: str, counts: Counts) -> list[str]:
    brakes = f"{counts.B:,} balancing loop{'' if counts.B == 1 else 's'}"
    driven = f"{counts.R:,} reinforcing loop{'' if counts.R == 1 else 's'}"
    if verb == "opens" and counts.B:
        return [f"it takes away {brakes}"]
    if verb in ("weakens", "slows") and counts.B:
        return [f"it {verb} {brakes}"]
    if verb in ("strengthens", "quickens") and counts.R:
        return [f"it {'feeds' if verb == 'strengthens' else verb} {driven}"]
    return []


def _counted(counts: Counts) -> str:
    kinds = ((counts.R, "reinforcing"), (counts.B, "balancing"), (counts.U, "undetermined"))
    said = [f"{count:,} {word}" for count, word in kinds if count]
    return f"{', '.join(said)} {'loop' if counts.total == 1 else 'loops'}"
