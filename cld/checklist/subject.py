"""A loop as a checklist sees it: the facts in the file about it, and where to add more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from cld.behaviour.goals import goals_of
from cld.core.diagram import Link
from cld.core.quantities import spoken_delay
from cld.loops.drain import circulates, is_drain
from cld.loops.loop import Loop
from cld.patterns.cues import denies
from cld.prose.wording import Signs
from cld.report import Report

# Keys of links that are calls between services.
CALL_KEYS = frozenset(
    ["retry", "timeout", "backoff", "jitter", "breaker", "ttl", "backpressure", "budget"]
)


@dataclass(frozen=True, slots=True)
class SaidPair:
    """A `key value` pair on a loop: on a `link`, a `variable`, or else the loop statement."""

    key: str
    value: str
    link: Link | None = None
    variable: str | None = None


@dataclass(frozen=True)
class ChecklistSubject:
    """A loop and its diagram.

    `passed` and `taken` count the loops through each variable and each link. `waits` is the time
    each controller would have to wait to see its effect, `paces` the longest delay of a balancing
    loop through each variable. `many_decide` is True if more than one
    variable of the diagram decides at intervals.
    """

    report: Report
    loop: Loop
    signs: Signs
    passed: Counter[str]
    taken: Counter[tuple[str, str]]
    waits: dict[str, float]
    paces: dict[str, float]
    many_decide: bool

    def said(self, *keys: str) -> list[SaidPair]:
        """Return the pairs with these keys on the loop, in the order of the keys. Values such as
        `none` are left out."""
        found = (s for s in self._said if s.key in keys and not denies(s.value))
        return sorted(found, key=lambda s: keys.index(s.key))

    def denied(self, *keys: str) -> str:
        """Return the pairs that deny a key (`breaker none on Timeouts`), or an empty text."""
        found = [s for s in self._said if s.key in keys and denies(s.value)]
        return self.words(found) or ""

    @cached_property
    def _said(self) -> list[SaidPair]:
        found = [SaidPair(key, value) for key, value in self.loop.extra]
        for link in self.loop.links:
            found += [SaidPair(key, value, link=link) for key, value in link.extra]
        for name in self.loop.variables:
            variable = self.report.diagram.variable(name)
            if variable is None:
                continue
            found += [SaidPair(key, value, variable=name) for key, value in variable.extra]
            if variable.capacity is not None:
                found.append(SaidPair("capacity", variable.capacity, variable=name))
            if variable.every is not None:
                found.append(SaidPair("every", spoken_delay(variable.every), variable=name))
        return found

    def words(self, said: Sequence[SaidPair]) -> str | None:
        """Return pairs as an answer, such as `timeout 5s on Latency → Timeouts`, or None."""
        return "; ".join(f"{s.key} {s.value} on {self.where(s)}" for s in said) or None

    def where(self, said: SaidPair) -> str:
        """Return the place of a pair, for people."""
        return self.arrow(said.link) if said.link else said.variable or "the loop"

    def arrow(self, link: Link) -> str:
        """Return a link by its ends: `Latency → Timeouts`."""
        return f"{link.cause} {self.signs.arrow} {link.effect}"

    def line(self, link: Link, before: str) -> str:
        """Return the line of the file that first states a link, with a word before it, or an empty
        text if it is not in a file."""
        return self.report.source.lines.said(link.spans[0].start, before) if link.spans else ""

    def kind(self, name: str) -> str:
        """Return the kind of a variable."""
        variable = self.report.diagram.variable(name)
        return variable.kind if variable else "auxiliary"

    @property
    def own(self) -> str:
        """A variable that is in no other loop if there is one, else the first."""
        alone = (name for name in self.loop.variables if self.passed[name] == 1)
        return next(alone, self.loop.variables[0])

    @property
    def own_stock(self) -> str:
        """The likely goal of a loop: a stock that is in no other loop, else such a variable."""
        alone = (name for name in self.loop.variables if self.passed[name] == 1)
        return next((name for name in alone if self.kind(name) == "stock"), self.own)

    @property
    def own_link(self) -> Link:
        """The last link that is in no other loop if there is one, else the last link."""
        links = self.loop.links[::-1]
        alone = (link for link in links if self.taken[link.ends] == 1)
        return next(alone, links[0])

    @cached_property
    def news(self) -> Link | None:
        """The link by which a balancing loop learns what to respond to; its `effect` decides.

        It leads into a controller, or it leaves the variable with the goal. It is None if the file
        states neither, as for the loops of nature.
        """
        if self.loop.type != "B":
            return None
        decides = [controller.variable for controller in self.report.controllers(self.loop)]
        into = (link for link in self.loop.links if link.effect in decides)
        goals = goals_of(self.report.diagram, self.loop)
        out_of = (link for link in self.loop.links if link.cause in goals)
        return next(chain(into, out_of), None)

    def on_news(self, key: str) -> list[SaidPair]:
        """Return the pairs with a key on the `news` link or on its effect."""
        news = self.news
        carries = (news, news.effect) if news else ()
        return [said for said in self.said(key) if (said.link or said.variable) in carries]

    @cached_property
    def decides(self) -> str | None:
        """The variable that decides on the loop: what the `news` informs or a flow that it moves;
        None if the file shows neither."""
        news = self.news
        if news is None or news.info or news.effect in self.report.diagram.deciding:
            return news.effect if news else None
        ahead = self.loop.turned_to(news.effect).variables
        return next((name for name in ahead if self.kind(name) == "flow"), None)

    @cached_property
    def is_service(self) -> bool:
        """True if the file speaks of calls between services: it states a key for them."""
        diagram = self.report.diagram
        extras = [v.extra for v in diagram.variables] + [k.extra for k in diagram.links]
        return any(key in CALL_KEYS for extra in extras for key, _ in extra)

    @cached_property
    def moves_material(self) -> bool:
        """True if the loop is a stock and its outflow, or carries material from stock to stock."""
        diagram = self.report.diagram
        return is_drain(diagram, self.loop) or circulates(diagram, self.loop)

    @cached_property
    def has_length(self) -> bool:
        """True if there is a marked delay and every marked delay has a length."""
        delay = self.report.delay(self.loop)
        return delay.marked > 0 and delay.total.complete


def longest_ways(report: Report, loops: Sequence[Loop]) -> dict[str, float]:
    """Return for each variable the longest delay of a balancing loop through it that has a length,
    in seconds."""
    found: dict[str, float] = {}
    for loop in loops:
        total = report.delay(loop).total
        if loop.type == "B" and total.complete and total.max:
            for name in loop.variables:
                found[name] = max(total.max, found.get(name, 0.0))
    return found


def slowest_waits(report: Report, loops: Sequence[Loop]) -> dict[str, float]:
    """Return the time each controller must wait to see its effect, on its slowest loop."""
    waits: dict[str, float] = {}
    for loop in loops:
        if loop.type == "B":
            for found in report.controllers(loop):
                wait = found.wait.min if found.wait.max is None else found.wait.max
                waits[found.variable] = max(wait, waits.get(found.variable, 0.0))
    return waits
