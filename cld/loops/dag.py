"""All loops of a diagram as one directed acyclic graph of choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Node = int
Alternative = tuple[Node, ...]

# The node for an empty choice: the beginning of every sweep.
NOTHING: Node = 0


@dataclass(eq=False)
class Dag:
    """Sets of sets of links, shared if they are equal.

    A node represents a set of paths through the diagram, each a set of links: a leaf for one link,
    `NOTHING` for the empty path, any other node for its alternatives. An alternative combines one
    path of every node that it names. Nodes are numbered and name only smaller ones, so one pass in
    order, or in reverse order, answers a question. `leaves[link]` is the node of a link.

    This is an arithmetic circuit: with a number for each link, the value of a node is the sum over
    its paths of the products of their links.

    References
    ----------
    A. Darwiche, A differential approach to inference in Bayesian networks, J. ACM 50(3), 2003
    (values upward, derivatives downward).
    """

    alternatives: list[tuple[Alternative, ...]] = field(default_factory=lambda: [((),)])
    link_of: dict[Node, int] = field(default_factory=dict)

    def leaf(self, link: int) -> Node:
        """Return a new node for one link."""
        node = self.node(())
        self.link_of[node] = link
        return node

    def node(self, alternatives: Iterable[Alternative]) -> Node:
        """Return a new node with these alternatives."""
        self.alternatives.append(tuple(alternatives))
        return len(self.alternatives) - 1

    def both(self, one: Node, other: Node) -> Node:
        """Return a node for each path of the one together with each path of the other."""
        return self.node(((one, other),))

    def either(self, one: Node, other: Node) -> Node:
        """Return a node for the paths of both."""
        return self.node(((one,), (other,)))

    def values(self, weights: Sequence[int]) -> list[int]:
        """Return the value of each node, given a weight for each link.

        >>> dag = Dag()
        >>> a, b = dag.leaf(0), dag.leaf(1)
        >>> root = dag.either(a, dag.both(a, b))
        >>> dag.values([2, 3])[root]
        8
        """
        found: list[int] = []
        for node, alternatives in enumerate(self.alternatives):
            if not alternatives:
                found.append(weights[self.link_of[node]] if node in self.link_of else 0)
                continue
            total = 0
            for alternative in alternatives:
                product = 1
                for child in alternative:
                    product *= found[child]
                total += product
            found.append(total)
        return found

    def value(self, weights: Sequence[int], root: Node, mask: int = -1) -> int:
        """Return the value of one node for numbers that may be long: each is kept only as long as
        it is needed, and only the bits in `mask`.

        >>> dag = Dag()
        >>> a, b = dag.leaf(0), dag.leaf(1)
        >>> root = dag.either(a, dag.both(a, b))
        >>> dag.value([2, 3], root), dag.value([2, 3], root, mask=7)
        (8, 0)
        """
        below = self.alternatives[: root + 1]
        uses = Counter(child for ways in below for way in ways for child in way)
        found: dict[Node, int] = {}
        for node, alternatives in enumerate(below):
            total = weights[self.link_of[node]] & mask if node in self.link_of else 0
            for way in alternatives:
                product = 1
                for child in way:
                    product = product * found[child] & mask
                    uses[child] -= 1
                    if not uses[child]:
                        del found[child]
                total += product
            if uses[node] or node == root:
                found[node] = total & mask
        return found[root]

    def derivatives(self, values: Sequence[int], root: Node) -> list[int]:
        """Return for each node how much the value of the root grows with the node's value.

        For a leaf, times its weight, this is the sum over the paths that use its link.
        """
        found = [0] * len(self.alternatives)
        found[root] = 1
        for node in range(root, -1, -1):
            slope = found[node]
            if not slope:
                continue
            for alternative in self.alternatives[node]:
                for place, child in enumerate(alternative):
                    product = slope
                    for other_place, other in enumerate(alternative):
                        if other_place != place:
                            product *= values[other]
                    found[child] += product
        return found
