"""Precision, recall and F1 of an answer: how much of it is right, how much of the key is there."""

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
    """How many things were given, how many wanted, and how many of these are the same.

    `exact` is False where there are more loops than can be counted: then they are at least so
    many.

    Where nothing is given and nothing wanted, all three are 1: the two agree. Where only one
    of the two is nothing, all three are 0, also the one that would be 0/0: else an empty
    answer would have a precision of 1 in a table, as the best ones do. So precision and recall
    change places when answer and key do.

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
        """The share of what was given that is right."""
        return self._share(self.right, self.given)

    @property
    def recall(self) -> float:
        """The share of what was wanted that is there."""
        return self._share(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """Both in one figure: twice what is right, of all that was given and wanted."""
        return self._share(2 * self.right, self.given + self.wanted)

    def _share(self, part: int, whole: int) -> float:
        if whole == 0:
            return 1.0 if self.given == self.wanted else 0.0
        return part / whole


def link_measure(answer: Diagram, key: Diagram, matches: Matches) -> Measure:
    """Measure an answer by its links.

    A link of the answer is right where both its ends are matched and the key has a link
    between these, in that direction, of that sign; the sign is turned where one end is
    flipped. A `?` is right only where the key says `?` too. All links of the answer count as
    given, also those at variables that match nothing, and all of the key as wanted.

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
    """Measure an answer by its loops, all of them, listed or not.

    A loop of the answer is right where all its variables are matched and the key has a loop
    through these in that order, of that type: reinforcing, balancing or undetermined. Single
    signs may differ. `given` and `wanted` are the counts of all loops of the two diagrams,
    where they are known already.

    No loops are listed for it: they are counted in the links that the two diagrams share,
    where a link is `+` if its signs agree and `-` if they do not. A loop there that is
    reinforcing has an even number of links that differ, and so the same type in both.

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
    # Where not all can be counted there are at least as many as were found in both.
    total = max(have.total, right), max(want.total, right)
    return Measure(right, *total, exact and have.exact and want.exact)


_Ends = frozenset[tuple[str, str]]


def _shared(one: Diagram, other: Diagram) -> tuple[Diagram, _Ends, _Ends]:
    """The links of both, with the product of their signs, and where each has a `?`."""
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
    """How many loops have the same type in both, and whether that is exact."""
    space = loop_space(shared)
    if isinstance(space, LoopSpace):
        every = space.counts
        if not every.U:
            return every.R, True
        # Undetermined in both: those that neither avoid all `?` of the one nor of the other.
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
    # Only how many there are is read of these counts.
    return Counts(len(found.cycles), 0, 0, found.complete)
