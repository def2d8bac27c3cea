"""Names for programs in which two names may not differ by case, blanks or `_` alone."""

from __future__ import annotations

from cld.core.diagram import Diagram
from cld.io.equations import name_key
from cld.io.vensimsketch import is_control


def distinct_names(diagram: Diagram) -> dict[str, str]:
    """Return the name under which each variable is written: its own, or with a number behind it.

    >>> from cld.core.diagram import Variable
    >>> names = distinct_names(Diagram(variables=(Variable("Load"), Variable("load"))))
    >>> names == {"Load": "Load", "load": "load 2"}
    True
    """
    taken = {name_key(" ".join(variable.name.split())) for variable in diagram.variables}
    used: set[str] = set()
    numbers: dict[str, int] = {}
    names = {}
    for variable in diagram.variables:
        words = base = " ".join(variable.name.split()) or "unnamed"
        key = name_key(words)
        while key in used or is_control(words) or not key or (words != base and key in taken):
            numbers[name_key(base)] = numbers.get(name_key(base), 1) + 1
            words = f"{base} {numbers[name_key(base)]}"
            key = name_key(words)
        used.add(key)
        names[variable.name] = words
    return names


def respelt(diagram: Diagram, names: dict[str, str]) -> list[str]:
    """Return the variables that are written under another name."""
    return [v.name for v in diagram.variables if name_key(names[v.name]) != name_key(v.name)]
