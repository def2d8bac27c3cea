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
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from cld.behaviour.pace import decision_pace
from cld.core.diagram import Diagram, Ends, Link
from cld.simulate.balance import Balance, LinkSigns, accumulates, balance_of
from cld.simulate.conserved import is_conserved
from cld.simulate.eitherway import seen_both_ways
from cld.simulate.order import causes_of, parts_in_order
from cld.simulate.stable import adverse_power, settles_by_signs
from cld.simulate.stockmatrix import stock_matrix
from cld.simulate.terms import MOST_SETS, TooManyTermsError, cofactors, determinant

Direction = Literal["higher", "lower", "unchanged", "either", "open", "no level", "not decided"]
PartVerdict = Literal["settles", "can settle", "cannot settle", "no level", "not decided"]
# Up to this many links without a sign, both signs of each are tried.
MOST_UNSIGNED = 3
# Sets of columns for a part of a report, which says other things, too.
MOST_AT_A_GLANCE = 5_000


@dataclass(frozen=True, slots=True)
class PushedPart:
    """A part that a push reaches.

    `settles` by its signs alone, `can settle`, or `cannot settle` whatever the strengths; `no
    level` if it only adds up or passes on what it gets; `not decided` if it is too large. `stocks`
    are its stocks; `undamped` is true if it cannot settle because nothing damps it, and false if
    nothing empties it.
    """

    names: tuple[str, ...]
    verdict: PartVerdict
    stocks: tuple[str, ...] = ()
    undamped: bool = False


@dataclass(frozen=True, slots=True)
class Push:
    """Where variables are, compared with before, after a push and when all has settled.

    Attributes
    ----------
    variable : the variable that is pushed up.
    held : True if it stays at the higher level, whatever its links bring.
    directions : for each variable that the push can reach, `higher`, `lower`, `unchanged`,
        `either` (higher or lower, as the strengths are), `open` (the signs alone do not decide),
        `no level` (it does not come to rest) or `not decided`.
    parts : the parts with loops or stocks that the push reaches, causes first.
    unsigned : the links without a sign that leave something open.
    """

    variable: str
    held: bool
    directions: Mapping[str, Direction]
    parts: tuple[PushedPart, ...]
    unsigned: tuple[Ends, ...] = ()

    def of(self, direction: Direction) -> tuple[str, ...]:
        """Return the variables with a direction, in file order."""
        return tuple(name for name, found in self.directions.items() if found == direction)


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
    near = _reached(whole, variable)
    unsigned = [link.ends for link in whole.links if link.polarity == "?" and link.cause in near]
    if len(unsigned) > MOST_UNSIGNED:
        return _with_unsigned(whole, variable, hold, near, unsigned)
    known = {k.ends: 1 if k.polarity == "+" else -1 for k in whole.links if k.polarity != "?"}
    found = [
        _Pushing(whole, {**known, **dict(zip(unsigned, chosen, strict=True))}).push(variable, hold)
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


def _reached(diagram: Diagram, variable: str) -> dict[str, None]:
    """Return the variables to which links lead from a variable, with itself, in file order."""
    found, pending = {variable}, [variable]
    while pending:
        for link in diagram.links_from[pending.pop()]:
            if link.effect not in found and link in causes_of(diagram, link.effect):
                found.add(link.effect)
                pending.append(link.effect)
    return {v.name: None for v in diagram.variables if v.name in found}


def _with_unsigned(
    diagram: Diagram, variable: str, hold: bool, near: Mapping[str, None], unsigned: list[Ends]
) -> Push:
    """Return the answers that do not depend on many links without a sign."""
    behind = set[str]()
    for _, effect in unsigned:
        behind |= _reached(diagram, effect).keys()
    # A part is decided as a whole.
    for part in parts_in_order(diagram):
        if not behind.isdisjoint(part):
            behind |= set(part)
    for name in tuple(behind):
        behind |= _reached(diagram, name).keys()
    kept = tuple(link for link in diagram.links if link.effect not in behind)
    known = {k.ends: 1 if k.polarity == "+" else -1 for k in kept if k.polarity != "?"}
    found = _Pushing(replace(diagram, links=kept), known).push(variable, hold)
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


class _Pushing:
    """Follows a push through the parts of a diagram, all of whose links have a sign."""

    def __init__(self, diagram: Diagram, signs: LinkSigns, most: int = MOST_SETS) -> None:
        self.diagram, self.signs, self.most = diagram, signs, most
        self.moved: dict[str, frozenset[int]] = {}
        self.lost: dict[str, Direction] = {}
        self.parts: list[PushedPart] = []

    def push(self, variable: str, hold: bool) -> Push:
        reached = _reached(self.diagram, variable)
        for part in parts_in_order(self.diagram):
            if not reached.keys().isdisjoint(part):
                self._part(part, variable)
        directions = {name: self._direction(name) for name in reached}
        open_ = [name for name, found in directions.items() if found == "open"]
        if open_:
            directions |= dict.fromkeys(self._both_ways(reached, variable, open_), "either")
        return Push(variable, hold, directions, tuple(self.parts))

    def _both_ways(
        self, reached: Mapping[str, None], variable: str, open_: list[str]
    ) -> frozenset[str]:
        """Return the open variables that draws show moving both ways."""
        diagram = self.diagram
        resting = [name for name in reached if name not in self.lost]
        inside = [k for name in resting for k in causes_of(diagram, name) if k.cause in reached]
        if any(link.delay for link in inside) or not diagram.deciding.isdisjoint(resting):
            return frozenset()  # whether it settles depends on the delays, too
        waiting = [n for part in self.parts for n in part.names if self._waits(n, part.names)]
        return seen_both_ways(diagram, resting, waiting, variable, self.signs, open_)

    def _direction(self, name: str) -> Direction:
        if name in self.lost:
            return self.lost[name]
        signs = self.moved.get(name, frozenset())
        if len(signs) > 1:
            return "open"
        return "unchanged" if not signs else "higher" if 1 in signs else "lower"

    def _part(self, part: tuple[str, ...], variable: str) -> None:
        """Take the next part; what comes before it is known."""
        inputs: dict[str, frozenset[int]] = {}
        for name in part:
            brought = {1} if name == variable else set()
            for link in causes_of(self.diagram, name):
                if link.cause in part:
                    continue
                if link.cause in self.lost:
                    self._lose(part, self.lost[link.cause])
                    return
                brought |= {s * self.signs[link.ends] for s in self.moved.get(link.cause, ())}
            if brought:
                inputs[name] = frozenset(brought)
        stocks = tuple(name for name in part if accumulates(self.diagram, name))
        alone = len(part) == 1 and not stocks
        if alone and self.diagram.link(part[0], part[0]) is None:
            self.moved[part[0]] = inputs.get(part[0], frozenset())
            return
        if not inputs:
            return
        balance = balance_of(self.diagram, part, self.signs)
        try:
            verdict, undamped, turned = self.judged(balance, stocks)
            self.parts.append(PushedPart(part, verdict, stocks, undamped))
            if verdict in ("settles", "can settle"):
                self._settle(balance, inputs, turned)
            else:
                self._lose(part, "no level")
        except TooManyTermsError:
            self.parts.append(PushedPart(part, "not decided", stocks))
            self._lose(part, "not decided")

    def _lose(self, part: tuple[str, ...], why: Direction) -> None:
        self.lost |= dict.fromkeys(part, why)

    def _settle(
        self, balance: Balance, inputs: Mapping[str, frozenset[int]], turned: frozenset[int]
    ) -> None:
        sides = self._sides(balance.names)
        if sides:
            brought = {s * sides[name] for name, signs in inputs.items() for s in signs}
            for name in balance.names:
                self.moved[name] = frozenset(s * sides[name] for s in brought)
            return
        found: dict[str, set[int]] = {}
        for name, signs in inputs.items():
            for column, terms in cofactors(balance.rows, balance.names.index(name)).items():
                own = {1} if terms.plus else set[int]()
                own |= {-1} if terms.minus else set()
                moved = found.setdefault(balance.names[column], set())
                moved |= {a * b * c for a in own for b in signs for c in turned}
        self.moved |= {name: frozenset(signs) for name, signs in found.items()}

    def _sides(self, names: tuple[str, ...]) -> dict[str, int]:
        """Return 1 and -1 for the variables that move together and against each other, or nothing
        if a loop of two or more variables is balancing.

        Where each such loop is reinforcing, a push moves everything one way and nothing back: if
        it settles, the matrix of the equations is an M-matrix, whose inverse has no negative entry
        (A. Berman, R. J. Plemmons, Nonnegative Matrices in the Mathematical Sciences, 1994).
        """
        inside = [k for name in names for k in causes_of(self.diagram, name) if k.cause in names]
        own = [k for k in inside if k.cause == k.effect]
        if any(self.signs[k.ends] < 0 for k in own) and any(_paces(self.diagram, names)):
            return {}  # a decision that takes back what it did may go too far
        sides = {names[0]: 1}
        pending = [names[0]]
        near: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
        for link in inside:
            near[link.cause].append((link.effect, self.signs[link.ends]))
        while pending:
            name = pending.pop()
            for effect, sign in near[name]:
                if effect not in sides:
                    sides[effect] = sides[name] * sign
                    pending.append(effect)
        together = all(
            sides[k.effect] == sides[k.cause] * self.signs[k.ends] for k in inside if k not in own
        )
        return sides if together else {}

    def judged(
        self, balance: Balance, stocks: tuple[str, ...]
    ) -> tuple[PartVerdict, bool, frozenset[int]]:
        """Return whether a part settles, whether it is undamped if not, and the possible signs of
        its determinant where it settles."""
        positive = frozenset({1})
        whole = determinant(balance.rows, self.most)
        diagram, names = self.diagram, balance.names
        if whole.sign == 0 or is_conserved(diagram, names, self.signs):
            return "no level", False, positive
        inside = [link for name in names for link in causes_of(diagram, name)]
        inside = [link for link in inside if link.cause in names]
        paces = set(_paces(diagram, names))
        if len(paces) > 1:
            # Decisions at different times can settle what would grow, so the sign is not given.
            signs = {1} if whole.plus else set[int]()
            signs |= {-1} if whole.minus else set()
            return "can settle", False, frozenset(signs)
        if not whole.plus:
            return "cannot settle", False, positive
        if paces or any(link.delay for link in inside):
            return "can settle", False, positive
        places = [n for n, name in enumerate(names) if name in stocks or self._waits(name, names)]
        if adverse_power(balance.rows, places, self.most) is not None:
            return "cannot settle", True, positive
        matrix = stock_matrix(diagram, names, self.signs)
        settles = matrix is not None and settles_by_signs(matrix)
        return ("settles" if settles else "can settle"), False, positive

    def _waits(self, name: str, names: tuple[str, ...]) -> bool:
        """Return whether a variable is on a loop without a stock, and so takes some time."""
        free = {n for n in names if not accumulates(self.diagram, n)}
        found, pending = set[str](), [name]
        while pending and name in free:
            for link in self.diagram.links_from[pending.pop()]:
                if link.effect == name:
                    return True
                if link.effect in free and link.effect not in found:
                    found.add(link.effect)
                    pending.append(link.effect)
        return False


def _paces(diagram: Diagram, names: tuple[str, ...]) -> Iterator[object]:
    for name in names:
        variable = diagram.variable(name)
        if variable is not None and variable.every is not None:
            yield decision_pace(variable.every, variable.window)


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
        pushing = _Pushing(diagram, known, MOST_AT_A_GLANCE)
        stocks = tuple(name for name in part if accumulates(diagram, name))
        try:
            verdict, undamped, _ = pushing.judged(balance_of(diagram, part, known), stocks)
        except TooManyTermsError:
            continue
        if verdict == "cannot settle":
            yield PushedPart(part, verdict, stocks, undamped)
