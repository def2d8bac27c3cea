"""Places for writers of formats in which every variable has one."""

from __future__ import annotations

import math

from cld.core.bends import Point
from cld.core.diagram import Diagram

# The distance between neighbours on the circle, in points.
NEAR = 120.0


def places_of(diagram: Diagram) -> dict[str, Point]:
    """Return a place for each variable: its own, or else one on a circle.

    >>> from cld.core.diagram import Variable
    >>> places_of(Diagram(variables=(Variable("A", at=(1.0, 2.0)),)))
    {'A': (1.0, 2.0)}
    """
    count = max(1, len(diagram.variables))
    radius = NEAR * count / (2 * math.pi)
    places = {}
    for number, variable in enumerate(diagram.variables):
        angle = 2 * math.pi * number / count
        x, y = radius * (1 + math.cos(angle)), radius * (1 + math.sin(angle))
        places[variable.name] = variable.at or (round(x, 1), round(y, 1))
    return places


def neat(value: float, digits: int = 1) -> str:
    """Return a number without a useless end.

    >>> neat(3.0), neat(2.25), neat(-0.04)
    ('3', '2.2', '0')
    """
    words = f"{value:.{digits}f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return "0" if words == "-0" else words
