"""Places and bends of a layout, written into the diagram, for formats that keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cld.core.bends import bend_of, percent
from cld.core.diagram import Diagram
from cld.core.watch import Watch, unwatched
from cld.loops.loop import Loop
from cld.picture.layout import layout
from cld.picture.picture import Gear


def placed(
    diagram: Diagram,
    loops: Sequence[Loop] = (),
    gear: Gear = "quick",
    watch: Watch = unwatched,
) -> Diagram:
    """Return a diagram in which every variable has a place and every link a bend.

    Those that the diagram states are kept. If every variable has a place, nothing changes: links
    without a bend are straight then, as their author left them.

    >>> from cld.core.diagram import Link, Variable
    >>> diagram = Diagram(variables=(Variable("A"), Variable("B")), links=(Link("A", "B", "+"),))
    >>> all(variable.at for variable in placed(diagram).variables)
    True
    """
    if all(variable.at is not None for variable in diagram.variables):
        return diagram
    picture = layout(diagram, loops, gear, watch=watch)
    centres = {name.variable: name.centre for name in picture.names}
    bends = {
        arrow.ends: percent(bend_of(centres[arrow.cause], centres[arrow.effect], arrow.path[0]))
        for arrow in picture.arrows
        if arrow.cause != arrow.effect
    }
    variables = (
        replace(v, at=v.at or (round(centres[v.name][0], 1), round(centres[v.name][1], 1)))
        for v in diagram.variables
    )
    links = (
        replace(k, bend=bends.get(k.ends)) if k.bend is None and bends.get(k.ends) else k
        for k in diagram.links
    )
    return replace(diagram, variables=tuple(variables), links=tuple(links))
