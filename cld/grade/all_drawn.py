"""Decide whether an answer chooses links or draws all that are possible."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from cld.core.diagram import Diagram, Polarity
from cld.grade.pairing import Pairing, product
from cld.grade.wrong_links import Paths

if TYPE_CHECKING:
    import networkx

    Network: TypeAlias = networkx.DiGraph[object]

# An answer may draw this share of the links that the key does not have, or this number for each
# link that the key has, whichever is less, before points are lost. Thoughtful answers stay far
# below: the diagrams of a class of students, and real diagrams compared with a few of their loops.
FREE = 2 / 3
FREE_EACH = 2.0
# For the variables of one loop, at least this many links must be possible; else none count.
LEAST_OF_A_LOOP = 3
# A path over at most this many extra variables counts as a link even if it shares steps with
# other paths. Without this rule, a few steps through which everything leads to everything would
# cost nothing. The number is small because in an answer with many extra variables, longer paths
# connect nearly all variables with nearly all others.
NEAR = 5

# Source and sink of the flow network. Its other nodes are pairs, so these names are free.
_START, _END = "start", "end"


@dataclass(frozen=True)
class DrawnLinks:
    """Compares an answer with a key, to count the links it draws between variables of the key that
    the key does not have."""

    key: Diagram
    answer: Diagram
    pairing: Pairing
    optional: frozenset[str] = frozenset()

    def kept(self, names: Collection[str] | None = None, least: int = 1) -> float:
        """Return the share of its points that an answer keeps, from 1 down to 0.

        Parameters
        ----------
        names : the variables of the key between which links are counted, by default all.
        least : the result is 1 if the key lacks fewer than this many possible links.

        An answer with every possible link keeps nothing, unless the key has them all: it does not
        show which links exist. An answer with only a few too many keeps everything. A path over a
        few extra variables counts as one link, paths of both signs from one variable to another as
        two, and longer paths that share a step as one. So drawing a link that the key has never
        changes the result, and drawing any other link never raises it.

        >>> from cld.language.source import source_of
        >>> def kept(answer):
        ...     names = {name: name for name in "ABCD"}
        ...     return DrawnLinks(ring, source_of(answer).diagram, Pairing(names)).kept()
        >>> ring = source_of("A (+)-> B (+)-> C (+)-> D (+)-> A").diagram
        >>> every = [f"{a} (+)-> {b}" for a in "ABCD" for b in "ABCD" if a != b]
        >>> [round(kept(chr(10).join(every[:most])), 2) for most in (7, 8, 11, 12)]
        [1.0, 0.75, 0.37, 0.0]
        """
        among = frozenset(self._all if names is None else names)
        linked = sum(len(self._linked[name] & among) for name in among)
        possible = len(among) * (len(among) - 1) - linked
        free = min(FREE * possible, FREE_EACH * linked)
        if possible < least or self._drawn_in_all <= free:
            return 1.0
        left = max(0, possible - self._drawn(self._others(among)))
        return min(1.0, left / (possible - free))

    @property
    def possible(self) -> int:
        """The number of possible links between variables of the key that the key does not have."""
        return sum(map(len, self._others(self._all).values()))

    @cached_property
    def _drawn_in_all(self) -> int:
        return self._drawn(self._others(self._all))

    def _others(self, among: frozenset[str]) -> Mapping[str, Set[str]]:
        return {name: among - self._linked[name] - {name} for name in among}

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset(variable.name for variable in self.key.variables)

    @cached_property
    def _linked(self) -> Mapping[str, Set[str]]:
        """For each variable of the key, those it leads to directly or past optional variables."""
        paths = Paths(self.key, self._all - self.optional, most=0)
        return {
            name: {other for other in self._all - {name} if paths.signs(name, other)}
            for name in self._all
        }

    def _drawn(self, others: Mapping[str, Set[str]]) -> int:
        """The number of these links that the answer has."""
        names = self.pairing.answer_of
        aims = {
            names[name]: {names[other] for other in found if other in names}
            for name, found in others.items()
            if name in names
        }
        return sum(self._said(name, found) for name, found in aims.items())

    def _said(self, cause: str, effects: Set[str]) -> int:
        near = self._near[cause]
        count = sum(len(near[effect] - {"?"}) or 1 for effect in effects & near.keys())
        reached = effects & self._reached(cause)
        # The number of disjoint paths is at most the number of links that leave the variable.
        most = min(len(reached), len(self.answer.links_from.get(cause, ())))
        return count if count >= most else self._apart(cause, reached, count)

    @cached_property
    def _near(self) -> Mapping[str, Mapping[str, Set[Polarity]]]:
        """For each matched variable of the answer, those it leads to over at most NEAR extra
        variables, with the signs of the paths."""
        return {name: self._from(name) for name in self.pairing.key_of}

    def _from(self, cause: str) -> Mapping[str, Set[Polarity]]:
        found: dict[str, set[Polarity]] = {}
        here: set[tuple[str, Polarity]] = {(cause, "+")}
        seen = set(here)
        for _ in range(NEAR + 1):
            steps = [
                (link.effect, product((sign, self.pairing.sign(link))))
                for name, sign in here
                for link in self.answer.links_from.get(name, ())
            ]
            for name, sign in steps:
                if name in self.pairing.key_of:
                    found.setdefault(name, set()).add(sign)
            here = {step for step in steps if step[0] not in self.pairing.key_of} - seen
            seen |= here
        return found

    def _reached(self, cause: str) -> Set[str]:
        """The matched variables that one leads to, directly or over extra variables."""
        found: set[str] = set()
        waiting = [cause]
        while waiting:
            for link in self.answer.links_from.get(waiting.pop(), ()):
                if link.effect not in found:
                    found.add(link.effect)
                    if link.effect not in self.pairing.key_of:
                        waiting.append(link.effect)
        return found & self.pairing.key_of.keys()

    def _apart(self, cause: str, effects: Set[str], least: int) -> int:
        """The number of these variables that disjoint paths lead to; at least `least`."""
        from networkx import maximum_flow_value  # 130 ms, for few answers

        network = self._steps.copy()
        network.add_node(_START)
        for link in self.answer.links_from.get(cause, ()):
            if link.effect in effects or link.effect not in self.pairing.key_of:
                network.add_edge(_START, (link.effect, "in"), capacity=1)
        for effect in effects:
            network.add_edge((effect, "in"), _END, capacity=1)
        return max(least, int(maximum_flow_value(network, _START, _END)))

    @cached_property
    def _steps(self) -> Network:
        """The links between the answer's extra variables, each of which may be passed once."""
        from networkx import DiGraph

        known = self.pairing.key_of
        network: Network = DiGraph()
        for variable in self.answer.variables:
            if variable.name not in known:
                network.add_edge((variable.name, "in"), (variable.name, "out"), capacity=1)
        for link in self.answer.links:
            if link.cause not in known:
                network.add_edge((link.cause, "out"), (link.effect, "in"), capacity=1)
        return network
