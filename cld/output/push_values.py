"""A push as JSON values."""

from __future__ import annotations

from typing import Any

from cld.core.diagram import Diagram
from cld.prose.push import push_remarks
from cld.simulate.answers import Push


def push_values(diagram: Diagram, found: Push) -> dict[str, Any]:
    """Return the changes after a push, and the marks that they rest on.

    >>> from cld.language.source import source_of
    >>> from cld.simulate.push import pushed
    >>> diagram = source_of("A (-)-> B").diagram
    >>> push_values(diagram, pushed(diagram, "A"))["directions"]
    {'A': 'higher', 'B': 'lower'}
    """
    return {
        "variable": found.variable,
        "held": found.held,
        "directions": dict(found.directions),
        "parts": [
            {
                "variables": list(part.names),
                "verdict": part.verdict,
                "stocks": list(part.stocks),
            }
            for part in found.parts
        ],
        "unsigned": [list(ends) for ends in found.unsigned],
        "remarks": list(push_remarks(diagram, found)),
    }
