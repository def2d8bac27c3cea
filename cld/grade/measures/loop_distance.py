"""The distance of two diagrams, loop by loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cld.behaviour.delays import loop_delay
from cld.core.diagram import Diagram
from cld.grade.measures.link_distance import SIGNS
from cld.grade.names.assign import RowColumn, assign
from cld.loops.basis import independent_loops
from cld.loops.loop import UNLISTED, Loop, loop_type

# At most this many loops of each diagram are compared, in addition to the identical ones.
MOST_LOOPS = 300
# Among equally good choices, the one with more pairs is taken.
_A_PAIR_MORE = 1e-9


@dataclass(frozen=True, slots=True)
class LoopPair:
    """Two loops that are paired, and their distance, 0 to 1."""

    one: Loop
    other: Loop
    distance: float


@dataclass(frozen=True, slots=True)
class ModelDistance:
    """The distance of two diagrams: 0 if their independent loops are the same, 1 if no loop of the
    one shares a link with a loop of the other.

    `only_one` and `only_other` are loops without a partner. `complete` is False if there were more
    loops than are compared.
    """

    value: float
    pairs: tuple[LoopPair, ...]
    only_one: tuple[Loop, ...]
    only_other: tuple[Loop, ...]
    complete: bool = True


def element_distance(one: Loop, other: Loop) -> float:
    """Return the distance of the links of two loops, from 0 (the same) to 1 (none shared).

    Each place where one of the two loops has a link is counted. If both ends are on both loops, the
    difference is 0 to 2 by the signs (a `?` is between `+` and `-`), or 1 if only one has the link,
    out of 2; otherwise it is 1 out of 1. This is the distance ratio of Markóczy and Goldberg with
    strengths of 1, at the places of these links alone: other possible links between the variables
    of a loop are not counted.

    >>> from cld.analyze import analyze
    >>> loops = analyze("A (+)-> B (+)-> A\\nB (+)-> C (+)-> A").loops
    >>> element_distance(loops[0], loops[1])
    0.5
    """
    common = set(one.variables).intersection(other.variables)
    first = {link.ends: SIGNS[link.polarity] for link in one.links}
    second = {link.ends: SIGNS[link.polarity] for link in other.links}
    apart = most = 0.0
    for ends in dict.fromkeys((*first, *second)):
        both = ends in first and ends in second
        apart += abs(first[ends] - second[ends]) if both else 1.0
        most += 2.0 if common.issuperset(ends) else 1.0
    return apart / most if most else 0.0


def loop_distance(one: Loop, other: Loop, delayed: tuple[bool, bool]) -> float:
    """Return the distance of two loops: a third each for a delay on only one of them, for different
    types, and for their links (`element_distance`).

    References
    ----------
    M. Schaffernicht, S. N. Groesser, A comprehensive method for comparing mental models of
    dynamic systems, Eur. J. Oper. Res. 210(1), 2011.

    >>> from cld.analyze import analyze
    >>> loop, = analyze("A (+)-> B (+)-> A").loops
    >>> turned, = analyze("A (+)-> B (-)-> A").loops
    >>> loop_distance(loop, turned, (False, False))  # (0 + 1 + 2/4) / 3
    0.5
    """
    delay, kind = delayed[0] != delayed[1], one.type != other.type
    return (delay + kind + element_distance(one, other)) / 3


def model_distance(one: Diagram, other: Diagram) -> ModelDistance:
    """Return the distance of two diagrams by their independent loops.

    Both diagrams must use common names (`cld.grade.measures.renamed`). The distance is the mean of
    the loop distances over the pairs of loops and the loops without a partner, which count 1.

    The authors leave some choices to the analyst. Here they are made as follows. The loops of a
    diagram are its shortest independent set, with links in order of their names, so the order of
    lines does not matter. Two loops can be paired if they share a link, of any sign. Identical
    loops are paired first; then others, one to one, so that the sum of the distances and of the
    loops left over is least. A loop is delayed if anything on it is marked as taking time. Two
    diagrams without loops have distance 0, because nothing differs; if only one has loops, the
    distance is 1.

    References
    ----------
    M. Schaffernicht, S. N. Groesser 2011, as in `loop_distance`. R. Oliva, Model structure
    analysis through graph theory, Syst. Dyn. Rev. 20(4), 2004 (independent loops).

    >>> from cld.language.source import source_of
    >>> one = source_of("A (+)-> B (+)-> A (+)-> C (-)-> A").diagram
    >>> other = source_of("A (+)-> B (-)-> A (+)-> D (+)-> A").diagram
    >>> found = model_distance(one, other)
    >>> found.value, [pair.distance for pair in found.pairs]  # (1/2 + 1 + 1) / 3
    (0.8333333333333334, [0.5])
    """
    (mine, first), (yours, second) = _loops(one), _loops(other)
    pairs = _same(mine, yours)
    used = {row for row, _ in pairs}, {column for _, column in pairs}
    rows = [place for place in range(len(mine)) if place not in used[0]]
    columns = [place for place in range(len(yours)) if place not in used[1]]
    complete = first and second and max(len(rows), len(columns)) <= MOST_LOOPS
    distances: dict[RowColumn, float] = dict.fromkeys(pairs, 0.0)
    possible = {
        (row, column): loop_distance(
            mine[row].loop, yours[column].loop, (mine[row].delayed, yours[column].delayed)
        )
        for row in rows[:MOST_LOOPS]
        for column in columns[:MOST_LOOPS]
        if not mine[row].ends.isdisjoint(yours[column].ends)
    }
    # A pair replaces two loops that count 1 each.
    best = assign({ends: 2 - far + _A_PAIR_MORE for ends, far in possible.items()})
    distances |= {ends: possible[ends] for ends in best}
    found = sorted(distances)
    left = len(mine) + len(yours) - 2 * len(found)
    total = len(found) + left
    value = (sum(distances[ends] for ends in found) + left) / total if total else 0.0
    partners = {row for row, _ in found}, {column for _, column in found}
    return ModelDistance(
        value,
        tuple(LoopPair(mine[i].loop, yours[j].loop, distances[i, j]) for i, j in found),
        tuple(each.loop for i, each in enumerate(mine) if i not in partners[0]),
        tuple(each.loop for j, each in enumerate(yours) if j not in partners[1]),
        complete,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """A loop, whether it is delayed, and the places of its links."""

    loop: Loop
    delayed: bool
    ends: frozenset[tuple[str, str]]

    @property
    def looks(self) -> object:
        """The value that two identical loops have in common."""
        signs = frozenset((link.cause, link.effect, link.polarity) for link in self.loop.links)
        return signs, self.delayed


def _loops(diagram: Diagram) -> tuple[list[_Known], bool]:
    """The independent loops of a diagram, and whether the set is complete."""
    in_order = Diagram(
        None,
        tuple(sorted(diagram.variables, key=lambda variable: variable.name)),
        tuple(sorted(diagram.links, key=lambda link: link.ends)),
    )
    basis = independent_loops(in_order)
    found = []
    for links in basis.loops:
        loop = Loop(UNLISTED, None, loop_type(link.polarity for link in links), links)
        ends = frozenset(link.ends for link in links)
        found.append(_Known(loop, loop_delay(in_order, loop).known, ends))
    return found, basis.complete


def _same(mine: Sequence[_Known], yours: Sequence[_Known]) -> list[RowColumn]:
    """The loops that are the same in both diagrams."""
    places = {each.looks: column for column, each in enumerate(yours)}
    return [(row, places[each.looks]) for row, each in enumerate(mine) if each.looks in places]
