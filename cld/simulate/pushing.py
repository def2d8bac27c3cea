"""Follows a push through the parts of a diagram, causes before effects."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from cld.behaviour.pace import decision_pace
from cld.core.diagram import Diagram, Link
from cld.simulate.answers import Direction, PartVerdict, Push, PushedPart
from cld.simulate.balance import Balance, LinkSigns, accumulates, balance_of
from cld.simulate.conserved import is_conserved
from cld.simulate.eitherway import drifting, ramping, seen_both_ways, settles_somehow
from cld.simulate.equalities import equations, followed
from cld.simulate.order import causes_of, parts_in_order
from cld.simulate.stable import adverse_power, settles_by_signs
from cld.simulate.stockmatrix import stock_matrix
from cld.simulate.terms import MOST_SETS, TooManyTermsError, cofactors, determinant
from cld.simulate.totals import Total, totals, with_totals

_KNOWN: dict[Direction, int] = {"higher": 1, "lower": -1, "unchanged": 0}
_AS_SAID: dict[int, Direction] = {way: said for said, way in _KNOWN.items()}
# Of a part of more variables no strengths are looked for with which it settles.
MOST_SEARCHED = 40


def reached_from(diagram: Diagram, variable: str) -> dict[str, None]:
    """Return the variables to which links lead from a variable, with itself, in file order."""
    found, pending = {variable}, [variable]
    while pending:
        for link in diagram.links_from[pending.pop()]:
            if link.effect not in found and link in causes_of(diagram, link.effect):
                found.add(link.effect)
                pending.append(link.effect)
    return {v.name: None for v in diagram.variables if v.name in found}


class Pushing:
    """Follows a push through the parts of a diagram, all of whose links have a sign."""

    def __init__(self, diagram: Diagram, signs: LinkSigns, most: int = MOST_SETS) -> None:
        self.diagram, self.signs, self.most = diagram, signs, most
        self.moved: dict[str, frozenset[int]] = {}
        self.lost: dict[str, Direction] = {}
        self.kept: list[Total] = []
        self.parts: list[PushedPart] = []

    def push(self, variable: str, hold: bool) -> Push:
        reached = reached_from(self.diagram, variable)
        found = totals(self.diagram, self.signs, {variable})
        self.kept = [total for total in found if not reached.keys().isdisjoint(total.weights)]
        for part in parts_in_order(self.diagram, [total.weights for total in self.kept]):
            if not reached.keys().isdisjoint(part):
                self._part(part, variable)
        self._find_levels(tuple(reached), variable)
        directions = {name: self._direction(name) for name in reached}
        directions |= self._follow(directions, variable)
        open_ = [name for name, found in directions.items() if found == "open"]
        if open_:
            directions |= dict.fromkeys(self._both_ways(reached, variable, open_), "either")
        kept = (total for total in self.kept if self.lost.keys().isdisjoint(total.weights))
        summed = [
            (tuple(one.weights), one.exact and set(one.weights.values()) == {1}) for one in kept
        ]
        return Push(variable, hold, directions, tuple(self.parts), kept=tuple(summed))

    def _find_levels(self, reached: tuple[str, ...], variable: str) -> None:
        """Take back that variables have no level, of those that stop all the same: what goes on
        changing may cancel out where it meets."""
        lost = [name for name, why in self.lost.items() if why == "no level"]
        if not lost or len(reached) > MOST_SEARCHED or any(_paces(self.diagram, reached)):
            return
        if any(part.verdict == "cannot settle" for part in self.parts):
            return
        waiting = [name for name in reached if self._waits(name, reached)]
        found = ramping(self.diagram, reached, waiting, self.signs, variable)
        if found is None:
            return
        for name in lost:
            if name not in found:
                del self.lost[name]
                self.moved[name] = frozenset({1, -1})

    def _follow(self, directions: Mapping[str, Direction], variable: str) -> dict[str, Direction]:
        """Return the open directions that follow from those that are known."""
        if "open" not in directions.values():
            return {}
        unclear = {name for name, found in directions.items() if found not in _KNOWN}
        resting = [
            name
            for name in directions
            if name not in self.lost
            and not any(k.cause in self.lost for k in causes_of(self.diagram, name))
        ]
        known = {v.name: 0 for v in self.diagram.variables if v.name not in directions}
        known |= {n: _KNOWN[found] for n, found in directions.items() if found in _KNOWN}
        kept = [total for total in self.kept if self.lost.keys().isdisjoint(total.weights)]
        rows = equations(self.diagram, resting, self.signs, variable, kept)
        found = followed(rows, known)
        return {
            name: _AS_SAID[found[name]] for name in directions if name in unclear & found.keys()
        }

    def _both_ways(
        self, reached: Mapping[str, None], variable: str, open_: list[str]
    ) -> frozenset[str]:
        """Return the open variables that draws show moving both ways."""
        diagram = self.diagram
        resting = [name for name in reached if name not in self.lost]
        if variable not in resting:
            return frozenset()
        inside = [k for name in resting for k in causes_of(diagram, name) if k.cause in reached]
        if any(link.delay for link in inside) or not diagram.deciding.isdisjoint(resting):
            return frozenset()  # whether it settles depends on the delays, too
        waiting = [n for part in self.parts for n in part.names if self._waits(n, part.names)]
        kept = [total for total in self.kept if total.weights.keys() <= set(resting)]
        return seen_both_ways(diagram, resting, waiting, variable, self.signs, open_, len(kept))

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
        kept = [total for total in self.kept if total.stock in part]
        if not inputs:
            self._come_back(part, stocks, kept)
            return
        balance = with_totals(balance_of(self.diagram, part, self.signs), kept)
        try:
            verdict, undamped, turned = self.judged(balance, stocks, kept)
            if verdict == "can settle" and not self._may_settle(part, stocks, kept):
                self.parts.append(PushedPart(part, "not seen to settle", stocks))
                self._lose(part, "no answer")
                return
            if verdict == "no level":
                self._drift(part, stocks, inputs)
                return
            self.parts.append(self.pushed_part(part, verdict, stocks, undamped))
            if verdict in ("settles", "can settle"):
                self._settle(balance, inputs, turned, kept)
            else:
                self._lose(part, "no level")
        except TooManyTermsError:
            self.parts.append(PushedPart(part, "not decided", stocks))
            self._lose(part, "not decided")

    def _come_back(
        self, part: tuple[str, ...], stocks: tuple[str, ...], kept: Sequence[Total]
    ) -> None:
        """Take a part whose causes come back to where they were. It does, too, except for what
        keeps what it got on the way: a stock that nothing empties."""
        if not stocks:
            return
        balance = with_totals(balance_of(self.diagram, part, self.signs), kept)
        try:
            singular = determinant(balance.rows, self.most).sign == 0
        except TooManyTermsError:
            self.parts.append(PushedPart(part, "not decided", stocks))
            self._lose(part, "not decided")
            return
        if singular or is_conserved(self.diagram, part, self.signs, kept):
            for name in self._drifting(part):
                self.moved[name] = frozenset({1, -1})

    def _drift(
        self, part: tuple[str, ...], stocks: tuple[str, ...], inputs: Mapping[str, frozenset[int]]
    ) -> None:
        """Take a part of which some variables have no level; where the others end is open."""
        drifting = self._drifting(part, inputs)
        self.moved |= {name: frozenset({1, -1}) for name in part if name not in drifting}
        if not drifting:
            self.parts.append(PushedPart(part, "can settle", stocks))
            return
        names = tuple(name for name in part if name in drifting)
        own = tuple(name for name in stocks if name in drifting)
        self.parts.append(PushedPart(names, "no level", own))
        self._lose(names, "no level")

    def _drifting(self, part: tuple[str, ...], moved: Collection[str] = ()) -> frozenset[str]:
        if len(part) == 1 or len(part) > MOST_SEARCHED:
            return frozenset(part)
        waiting = [name for name in part if self._waits(name, part)]
        return drifting(self.diagram, part, waiting, self.signs, moved)

    def pushed_part(
        self, part: tuple[str, ...], verdict: PartVerdict, stocks: tuple[str, ...], undamped: bool
    ) -> PushedPart:
        """Return a part that was judged; of one that cannot settle, with the stocks to empty."""
        if verdict != "cannot settle" or undamped:
            return PushedPart(part, verdict, stocks, undamped)
        into = self.diagram.links_to
        full = [name for name in stocks if all(k.polarity == "+" for k in into[name])]
        alone = [name for name in full if self._settles_with_drain(part, stocks, name)]
        return PushedPart(part, verdict, stocks, undamped, tuple(alone or full))

    def _settles_with_drain(
        self, part: tuple[str, ...], stocks: tuple[str, ...], name: str
    ) -> bool:
        """Return whether a part could settle if one of its stocks also fell by itself."""
        if self.diagram.link(name, name) is not None:
            return False
        drained = replace(self.diagram, links=(*self.diagram.links, Link(name, name, "-")))
        signs = {**self.signs, (name, name): -1}
        other = Pushing(drained, signs, self.most)
        try:
            verdict, *_ = other.judged(balance_of(drained, part, signs), stocks)
        except TooManyTermsError:
            return False
        return verdict != "cannot settle"

    def _lose(self, part: tuple[str, ...], why: Direction) -> None:
        self.lost |= dict.fromkeys(part, why)

    def _settle(
        self,
        balance: Balance,
        inputs: Mapping[str, frozenset[int]],
        turned: frozenset[int],
        kept: Sequence[Total],
    ) -> None:
        sides = {} if kept else self._sides(balance.names)
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

    def _may_settle(
        self, part: tuple[str, ...], stocks: tuple[str, ...], kept: Sequence[Total]
    ) -> bool:
        """Return whether strengths are known with which a part settles, or are not looked for."""
        if len(part) > MOST_SEARCHED or any(_paces(self.diagram, part)):
            return True
        if self._is_drained(stocks) and self._sides(part):  # if weak enough, all dies out
            return True
        waiting = [name for name in part if self._waits(name, part)]
        return settles_somehow(self.diagram, part, waiting, self.signs, len(kept))

    def _is_drained(self, stocks: tuple[str, ...]) -> bool:
        """Return whether each of some stocks falls by itself."""
        return all(self.signs.get((name, name)) == -1 for name in stocks)

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
        self, balance: Balance, stocks: tuple[str, ...], kept: Sequence[Total] = ()
    ) -> tuple[PartVerdict, bool, frozenset[int]]:
        """Return whether a part settles, whether it is undamped if not, and the possible signs of
        its determinant where it settles."""
        positive = frozenset({1})
        whole = determinant(balance.rows, self.most)
        diagram, names = self.diagram, balance.names
        if whole.sign == 0 or is_conserved(diagram, names, self.signs, kept):
            return "no level", False, positive
        free = tuple(name for name in stocks if name not in {total.stock for total in kept})
        if len(names) > 1 and not kept and not self._is_drained(stocks) and self._sides(names):
            # What moves all one way fills a stock that nothing empties without end.
            return "cannot settle", False, positive
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
        places = [n for n, name in enumerate(names) if name in free or self._waits(name, names)]
        if adverse_power(balance.rows, places, self.most) is not None:
            return "cannot settle", True, positive
        matrix = None if kept else stock_matrix(diagram, names, self.signs)
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
