"""Precision, recall and F1: how much of an answer is right, and how much of the key it has."""

from __future__ import annotations

from dataclasses import dataclass

from cld.core.diagram import Diagram, Link, Polarity
from cld.grade.measures.renamed import renamed
from cld.grade.names.matches import Matches
from cld.loops.components import successors_of
from cld.loops.counts import Counts
from cld.loops.cycles import find_cycles
from cld.loops.loop import links_round, loop_type
from cld.loops.space import LoopSpace, loop_space


@dataclass(frozen=True, slots=True)
class Measure:
    """The numbers of items given, of items wanted, and of items that are both.

    `exact` is False if there are more loops than can be counted; the numbers are then lower bounds.

    If nothing is given and nothing is wanted, all three are 1: the two agree. If only one of the
    two is empty, all three are 0, including the one that would be 0/0. Otherwise an empty answer
    would have a precision of 1 in a table, like the best answers. So swapping answer and key swaps
    precision and recall.

    References
    ----------
    C. J. van Rijsbergen, Information Retrieval, 2nd ed., Butterworths 1979, chapter 7 (F1 is
    the harmonic mean of the two others).

    >>> measure = Measure(right=3, given=4, wanted=6)
    >>> measure.precision, measure.recall, measure.f1
    (0.75, 0.5, 0.6)
    >>> Measure(0, 0, 6).precision, Measure(0, 0, 0).precision
    (0.0, 1.0)
    """

    right: int
    given: int
    wanted: int
    exact: bool = True

    @property
    def precision(self) -> float:
        """The share of the given items that are right."""
        return self._share(self.right, self.given)

    @property
    def recall(self) -> float:
        """The share of the wanted items that are there."""
        return self._share(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """Both in one number: twice the right items, divided by all given and wanted items."""
        return self._share(2 * self.right, self.given + self.wanted)

    def _share(self, part: int, whole: int) -> float:
        if whole == 0:
            return 1.0 if self.given == self.wanted else 0.0
        return part / whole


def link_measure(answer: Diagram, key: Diagram, matches: Matches) -> Measure:
    """Measure an answer by its links.

    A link of the answer is right if both its ends are matched and the key has a link between these
    variables with the same direction and sign; the sign is reversed if one end is flipped. A `?` is
    right only if the key has `?` too. All links of the answer count as given, including those at
    unmatched variables, and all links of the key as wanted.

    >>> from cld.grade.names.match import match_names
    >>> from cld.language.source import source_of
    >>> key = source_of("A (+)-> B (-)-> C (+)-> A").diagram
    >>> answer = source_of("A (+)-> B (+)-> C (+)-> D").diagram
    >>> link_measure(answer, key, match_names(answer, key))
    Measure(right=1, given=3, wanted=3, exact=True)
    """
    right = 0
    for link in renamed(answer, matches).links:
        wanted = key.link(*link.ends)
        right += wanted is not None and wanted.polarity == link.polarity
    return Measure(right, len(answer.links), len(key.links))


def loop_measure(
    answer: Diagram,
    key: Diagram,
    matches: Matches,
    given: Counts | None = None,
    wanted: Counts | None = None,
) -> Measure:
    """Measure an answer by all its loops, whether they are listed or not.

    A loop of the answer is right if all its variables are matched and the key has a loop through
    them in that order, of the same type: reinforcing, balancing or undetermined. Single signs may
    differ. `given` and `wanted` are the counts of all loops of the two diagrams, if they are known
    already.

    No loops are listed for this. They are counted among the links that the two diagrams share,
    where a link counts as `+` if its signs agree and as `-` if they do not. A loop that is
    reinforcing there has an even number of links that differ, and so has the same type in both.

    >>> from cld.grade.names.match import match_names
    >>> from cld.language.source import source_of
    >>> key = source_of("A (+)-> B (-)-> A (+)-> C (+)-> A").diagram
    >>> answer = source_of("A (-)-> B (+)-> A (+)-> C (-)-> A").diagram
    >>> loop_measure(answer, key, match_names(answer, key))
    Measure(right=1, given=2, wanted=2, exact=True)
    """
    shared = _shared(renamed(answer, matches), key)
    right, exact = _same_type(*shared)
    have, want = given or _count(answer), wanted or _count(key)
    # If not all can be counted, there are at least as many as were found in both.
    total = max(have.total, right), max(want.total, right)
    return Measure(right, *total, exact and have.exact and want.exact)


_Ends = frozenset[tuple[str, str]]


def _shared(one: Diagram, other: Diagram) -> tuple[Diagram, _Ends, _Ends]:
    """The links of both, with the product of their signs, and the places of a `?` in each."""
    links: list[Link] = []
    unknown: tuple[set[tuple[str, str]], set[tuple[str, str]]] = set(), set()
    for link in one.links:
        same = other.link(*link.ends)
        if same is None:
            continue
        signs: tuple[Polarity, Polarity] = link.polarity, same.polarity
        for sign, places in zip(signs, unknown, strict=True):
            if sign == "?":
                places.add(link.ends)
        product: Polarity = "?" if "?" in signs else "+" if signs[0] == signs[1] else "-"
        links.append(Link(link.cause, link.effect, product))
    ends = {end for link in links for end in link.ends}
    variables = tuple(variable for variable in other.variables if variable.name in ends)
    return Diagram(None, variables, tuple(links)), frozenset(unknown[0]), frozenset(unknown[1])


def _same_type(shared: Diagram, one: _Ends, other: _Ends) -> tuple[int, bool]:
    """The number of loops with the same type in both, and whether it is exact."""
    space = loop_space(shared)
    if isinstance(space, LoopSpace):
        every = space.counts
        if not every.U:
            return every.R, True
        # Undetermined in both: loops that pass a `?` of the one and a `?` of the other.
        barred = one, other, one | other
        without = [space.without(places).total for places in barred]
        return every.R + every.total - without[0] - without[1] + without[2], True
    names = [variable.name for variable in shared.variables]
    found = find_cycles(successors_of(shared))
    right = 0
    for cycle in found.cycles:
        links = links_round(shared, [names[place] for place in cycle])
        ends = {link.ends for link in links}
        unknown = not ends.isdisjoint(one), not ends.isdisjoint(other)
        right += all(unknown) or loop_type(link.polarity for link in links) == "R"
    return right, found.complete


def _count(diagram: Diagram) -> Counts:
    space = loop_space(diagram)
    if isinstance(space, LoopSpace):
        return space.counts
    found = find_cycles(successors_of(diagram))
    # Only the total number is used from these counts.
    return Counts(len(found.cycles), 0, 0, found.complete)
