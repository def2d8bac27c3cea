"""A loop as a checklist looks at it: what the file says on it, and where to say more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from cld.behaviour.goals import goals_of
from cld.core.diagram import Link
from cld.core.quantities import spoken_delay
from cld.loops.loop import Loop
from cld.patterns.cues import denies
from cld.prose.wording import Signs
from cld.report import Report


@dataclass(frozen=True, slots=True)
class SaidPair:
    """A `key value` pair on a loop: `link` or `variable` carries it, else its statement."""

    key: str
    value: str
    link: Link | None = None
    variable: str | None = None


@dataclass(frozen=True)
class ChecklistSubject:
    """A loop and its diagram.

    `passed` and `taken` say how many loops pass each variable and take each link, `waits` how
    long each controller would have to wait to see what it did, `many_decide` whether more
    than one variable of the diagram decides at intervals.
    """

    report: Report
    loop: Loop
    signs: Signs
    passed: Counter[str]
    taken: Counter[tuple[str, str]]
    waits: dict[str, float]
    many_decide: bool

    def said(self, *keys: str) -> list[SaidPair]:
        """What is said under these keys on the loop, in the order of the keys; `none` and its
        like say nothing."""
        found = (s for s in self._said if s.key in keys and not denies(s.value))
        return sorted(found, key=lambda s: keys.index(s.key))

    def denied(self, *keys: str) -> str:
        """What the file says there is none of: `breaker none on Timeouts`, or nothing."""
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
        """What is said as an answer, or None: `timeout 5s on Latency → Timeouts`."""
        return "; ".join(f"{s.key} {s.value} on {self.where(s)}" for s in said) or None

    def where(self, said: SaidPair) -> str:
        """Where something is said."""
        return self.arrow(said.link) if said.link else said.variable or "the loop"

    def arrow(self, link: Link) -> str:
        """A link by its ends: `Latency → Timeouts`."""
        return f"{link.cause} {self.signs.arrow} {link.effect}"

    def line(self, link: Link, before: str) -> str:
        """The line of the file that says a link first, with a word before it; nothing where it is
        in no file."""
        return self.report.source.lines.said(link.spans[0].start, before) if link.spans else ""

    def kind(self, name: str) -> str:
        """What kind of variable one is."""
        variable = self.report.diagram.variable(name)
        return variable.kind if variable else "auxiliary"

    @property
    def own(self) -> str:
        """A variable that no other loop passes where there is one, else the first."""
        alone = (name for name in self.loop.variables if self.passed[name] == 1)
        return next(alone, self.loop.variables[0])

    @property
    def own_stock(self) -> str:
        """What a loop is most likely after: a stock of its own, else a variable of its own."""
        alone = (name for name in self.loop.variables if self.passed[name] == 1)
        return next((name for name in alone if self.kind(name) == "stock"), self.own)

    @property
    def own_link(self) -> Link:
        """The last link that no other loop takes, where there is one, else the last."""
        links = self.loop.links[::-1]
        alone = (link for link in links if self.taken[link.ends] == 1)
        return next(alone, links[0])

    @cached_property
    def news(self) -> Link | None:
        """The link by which a balancing loop learns what it has to answer; `effect` decides.

        It leads into a controller or leaves the variable with the goal; None where the file
        tells neither, as of the loops of nature.
        """
        if self.loop.type != "B":
            return None
        decides = [controller.variable for controller in self.report.controllers(self.loop)]
        into = (link for link in self.loop.links if link.effect in decides)
        goals = goals_of(self.report.diagram, self.loop)
        out_of = (link for link in self.loop.links if link.cause in goals)
        return next(chain(into, out_of), None)

    def on_news(self, key: str) -> list[SaidPair]:
        """What is said under a key where the news comes in."""
        news = self.news
        carries = (news, news.effect) if news else ()
        return [said for said in self.said(key) if (said.link or said.variable) in carries]

    @cached_property
    def has_length(self) -> bool:
        """True where every mark of a delay has a length, and there is one."""
        delay = self.report.delay(self.loop)
        return delay.marked > 0 and delay.total.complete


def slowest_waits(report: Report, loops: Sequence[Loop]) -> dict[str, float]:
    """How long each controller would have to wait to see what it did, on the slowest loop."""
    waits: dict[str, float] = {}
    for loop in loops:
        if loop.type == "B":
            for found in report.controllers(loop):
                wait = found.wait.min if found.wait.max is None else found.wait.max
                waits[found.variable] = max(wait, waits.get(found.variable, 0.0))
    return waits
