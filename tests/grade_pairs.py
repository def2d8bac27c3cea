"""Pairs of small diagrams with variables of the same names, for laws of grading."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from cld.core.diagram import Diagram, Link, Variable
from cld.core.quantities import Delay

LETTERS = "ABCDEF"


@st.composite
def of_letters(draw: st.DrawFn, names: str = LETTERS) -> Diagram:
    """A diagram whose variables are letters, some of which may be missing."""
    own = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    ends = st.tuples(st.sampled_from(own), st.sampled_from(own))
    links = draw(
        st.dictionaries(ends, st.tuples(st.sampled_from("++--?"), st.booleans()), max_size=14)
    )
    made = [Link(a, b, sign, Delay() if late else None) for (a, b), (sign, late) in links.items()]
    return Diagram(None, tuple(map(Variable, own)), tuple(made))


def shuffled(draw: st.DrawFn, diagram: Diagram) -> Diagram:
    """The same diagram with its lines in another order."""
    return replace(
        diagram,
        variables=tuple(draw(st.permutations(diagram.variables))),
        links=tuple(draw(st.permutations(diagram.links))),
    )


@st.composite
def reordered(draw: st.DrawFn) -> tuple[Diagram, Diagram]:
    """A diagram, twice, with its lines in another order."""
    diagram = draw(of_letters())
    return diagram, shuffled(draw, diagram)
