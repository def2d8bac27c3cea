"""The levels after one variable is pushed up and the system has settled: higher, lower or equal.

The signs of the links decide it as far as they can. A part of the diagram settles at
`adj(-M)·u / det(-M)`, where M has the signs of its links, and -1 on the diagonal of every variable
except stocks. Where all terms have one sign, the answer is the same for all strengths. A part is
judged by itself, so that what happens elsewhere changes nothing.

References
----------
R. Levins, "The qualitative analysis of partially specified systems", Annals of the New York Academy
of Sciences 231, 1974.
C. J. Puccia, R. Levins, Qualitative Modeling of Complex Systems, 1985.
J. M. Dambacher, H. W. Li, P. A. Rossignol, Ecology 83, 2002.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from cld.core.diagram import Diagram, Ends, Link
from cld.simulate.answers import Direction, Push, PushedPart
from cld.simulate.balance import accumulates, balance_of
from cld.simulate.order import causes_of, parts_in_order
from cld.simulate.pushing import Pushing, reached_from
from cld.simulate.terms import TooManyTermsError

# Up to this many links without a sign, both signs of each are tried.
MOST_UNSIGNED = 3
# Sets of columns for a part of a report, which says other things, too.
MOST_AT_A_GLANCE = 5_000


def pushed(diagram: Diagram, variable: str, hold: bool = False) -> Push:
    """Find the variables that end up higher and lower after one is pushed up.

    Parameters
    ----------
    diagram : the diagram.
    variable : the name of the variable that is pushed, for as long as it takes to settle.
    hold : keep the variable at the higher level, so that no link moves it back.

    Raises
    ------
    KeyError : the diagram has no such variable.

    >>> from cld.language.source import source_of
    >>> diagram = source_of("Load (+)-> Latency (+)-> Pods (-)-> Latency\\nPods: stock").diagram
    >>> dict(pushed(diagram, "Load").directions)
    {'Load': 'higher', 'Latency': 'unchanged', 'Pods': 'higher'}
    """
    if diagram.variable(variable) is None:
        raise KeyError(variable)
    whole = _held(diagram, variable) if hold else diagram
    near = reached_from(whole, variable)
    unsigned = [link.ends for link in whole.links if link.polarity == "?" and link.cause in near]
    if len(unsigned) > MOST_UNSIGNED:
        return _with_unsigned(whole, variable, hold, near, unsigned)
    known = {k.ends: 1 if k.polarity == "+" else -1 for k in whole.links if k.polarity != "?"}
    found = [
        Pushing(whole, {**known, **dict(zip(unsigned, chosen, strict=True))}).push(variable, hold)
        for chosen in product((1, -1), repeat=len(unsigned))
    ]
    return _agreed(found, tuple(unsigned))


def _held(diagram: Diagram, variable: str) -> Diagram:
    """Return the diagram in which nothing moves a variable."""
    variables = tuple(
        replace(v, kind="constant", every=None) if v.name == variable else v
        for v in diagram.variables
    )
    links = tuple(link for link in diagram.links if link.effect != variable)
    return replace(diagram, variables=variables, links=links)


def _with_unsigned(
    diagram: Diagram, variable: str, hold: bool, near: Mapping[str, None], unsigned: list[Ends]
) -> Push:
    """Return the answers that do not depend on many links without a sign."""
    behind = set[str]()
    for _, effect in unsigned:
        behind |= reached_from(diagram, effect).keys()
    # A part is decided as a whole.
    for part in parts_in_order(diagram):
        if not behind.isdisjoint(part):
            behind |= set(part)
    for name in tuple(behind):
        behind |= reached_from(diagram, name).keys()
    kept = tuple(link for link in diagram.links if link.effect not in behind)
    known = {k.ends: 1 if k.polarity == "+" else -1 for k in kept if k.polarity != "?"}
    found = Pushing(replace(diagram, links=kept), known).push(variable, hold)
    directions: dict[str, Direction] = {
        name: "not decided" if name in behind else found.directions[name] for name in near
    }
    parts = tuple(part for part in found.parts if behind.isdisjoint(part.names))
    return replace(found, directions=directions, parts=parts, unsigned=tuple(unsigned))


def _agreed(found: list[Push], unsigned: tuple[Ends, ...]) -> Push:
    """Return the answers that are the same in all, whichever signs the open links have."""
    first = found[0]
    directions: dict[str, Direction] = {}
    for name in first.directions:
        said = {one.directions[name] for one in found}
        directions[name] = first.directions[name] if len(said) == 1 else "open"
    parts = []
    for number, part in enumerate(first.parts):
        verdicts = {one.parts[number].verdict for one in found}
        same = len(verdicts) == 1
        parts.append(part if same else replace(part, verdict="can settle", undamped=False))
    return replace(first, directions=directions, parts=tuple(parts), unsigned=unsigned)


def unsettled(diagram: Diagram) -> Iterator[PushedPart]:
    """Yield the parts that cannot settle, whatever the strengths of their links are. Parts with a
    link without a sign, and parts that are too large, are left out.

    >>> from cld.language.source import source_of
    >>> [part.names for part in unsettled(source_of("A (+)-> B (+)-> A\\nB: stock").diagram)]
    [('A', 'B')]
    """
    known = {k.ends: 1 if k.polarity == "+" else -1 for k in diagram.links if k.polarity != "?"}
    for part in parts_in_order(diagram):
        inside: list[Link] = [k for name in part for k in causes_of(diagram, name)]
        if not any(k.cause in part for k in inside):
            continue
        if any(k.polarity == "?" for k in inside if k.cause in part):
            continue
        pushing = Pushing(diagram, known, MOST_AT_A_GLANCE)
        stocks = tuple(name for name in part if accumulates(diagram, name))
        try:
            verdict, undamped, _ = pushing.judged(balance_of(diagram, part, known), stocks)
        except TooManyTermsError:
            continue
        if verdict == "cannot settle":
            yield pushing.pushed_part(part, verdict, stocks, undamped)
