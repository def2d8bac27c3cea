"""Causes that act on the loops of a diagram from outside, and that no loop changes."""

from __future__ import annotations

from cld.core.diagram import Diagram, Link
from cld.patterns.match import MOST_BETWEEN

# A cause from outside, and the sign of the path from it.
Cause = tuple[str, int]


class Outside:
    """The outside causes of a diagram's variables, each looked up once.

    An outside cause is a constant, or a variable without causes. It may act on a loop through
    variables that only such causes move.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.order = {variable.name: i for i, variable in enumerate(diagram.variables)}
        self._given = self._peeled()
        self._found: dict[str, tuple[Cause, ...]] = {}

    def causes(self, name: str) -> tuple[Cause, ...]:
        """Return the nearest outside causes of a variable, in file order.

        >>> from cld.language.source import source_of
        >>> diagram = source_of("Tax (+)-> Price (-)-> Sales (+)-> Stock (+)-> Sales").diagram
        >>> Outside(diagram).causes("Sales")
        (('Tax', -1),)
        """
        if name not in self._found:
            self._found[name] = self._nearest(name)
        return self._found[name]

    def _nearest(self, name: str) -> tuple[Cause, ...]:
        reached: set[Cause] = {(name, 1)}
        for _ in range(MOST_BETWEEN + 1):
            reached = {
                (link.cause, -sign if link.polarity == "-" else sign)
                for effect, sign in reached
                for link in self.diagram.links_to[effect]
                if link.cause in self._given and link.polarity != "?"
            }
            roots = [cause for cause in reached if self._is_root(cause[0])]
            if roots:
                return tuple(sorted(roots, key=lambda cause: (self.order[cause[0]], cause[1])))
        return ()

    def _is_root(self, name: str) -> bool:
        return name in self.diagram.given or not self.diagram.links_to[name]

    def _peeled(self) -> set[str]:
        """The variables that no loop changes: roots, and variables that only such ones cause."""
        given = {name for name in self.order if self._is_root(name)}
        left = {name: len(self.diagram.links_to[name]) for name in self.order if name not in given}
        pending: list[Link] = [link for name in given for link in self.diagram.links_from[name]]
        while pending:
            effect = pending.pop().effect
            if effect in given:
                continue
            left[effect] -= 1
            if not left[effect]:
                given.add(effect)
                pending.extend(self.diagram.links_from[effect])
        return given
