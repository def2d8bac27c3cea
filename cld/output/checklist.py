"""The design-review checklist: for each loop what the file answers and what it leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cld.analyze import Report
from cld.goals import goals_of
from cld.loops.loop import Loop
from cld.model import Link
from cld.names import is_plural
from cld.output.checklist_diagram import diagram_items
from cld.output.checklist_items import Item
from cld.output.checklist_lines import at_least, names_loop, on_link, on_variable, stand_in
from cld.output.sentences import (
    controller_words,
    delay_words,
    goal_words,
    protection_words,
    round_trip,
    swing_words,
    why_type,
)
from cld.output.terminal import UNICODE, Signs
from cld.quantities import spoken_delay

TIMERS = ("retry", "backoff", "ttl", "timeout", "every")
MOST_SIGNS = 3
IN_TIME = "held in time by "


@dataclass(frozen=True, slots=True)
class Part:
    """One of the six parts of a loop's checklist; a part with nothing to ask is left out."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class LoopPart:
    """The checklist of one loop."""

    loop: Loop
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All its items, in order."""
        return tuple(chain.from_iterable(part.items for part in self.parts))

    @property
    def answered(self) -> int:
        """How many of its items the file answers."""
        return sum(item.answer is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklists of the loops that are shown, and that of the whole diagram."""

    loops: tuple[LoopPart, ...]
    diagram: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, those of the loops first."""
        return (*chain.from_iterable(part.items for part in self.loops), *self.diagram)

    @property
    def answered(self) -> int:
        """How many items the file answers."""
        return sum(item.answer is not None for item in self.items)

    @property
    def open(self) -> int:
        """How many items are questions."""
        return len(self.items) - self.answered


def checklist(report: Report, loops: Sequence[Loop], signs: Signs = UNICODE) -> Checklist:
    """Return the checklist of a diagram.

    Six parts a loop: identification, delays, stability, failure modes, synchronisation,
    observability. What the file answers is filled in; what it does not is a question with the
    line to write. Asked is only what makes sense: what holds it of a reinforcing loop, goal
    and swing of a balancing one, jitter where something runs on a timer.

    Parameters
    ----------
    report : what is known of the diagram.
    loops : the loops to go through.
    signs : the marks that the output can show.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (-)-> A\\nA: goal <= 3")
    >>> for item in checklist(report, report.loops).items:
    ...     if item.question == "What is it after?":
    ...         print(item.answer)
    A <= 3
    """
    if not report.loops:
        return Checklist((), ())
    passed = Counter(chain.from_iterable(loop.variables for loop in report.loops))
    taken = Counter((link.cause, link.effect) for loop in report.loops for link in loop.links)
    waits = _slowest_waits(report, loops)
    parts = []
    for loop in loops:
        subject = _Subject(report, loop, signs, passed, taken, waits)
        named = [
            ("identification", _identification(subject)),
            ("delays", _delays(subject)),
            ("stability", _stability(subject)),
            ("failure modes", _failure_modes(subject)),
            ("synchronisation", _synchronisation(subject)),
            ("observability", _observability(subject)),
        ]
        filled = ((name, tuple(items)) for name, items in named)
        parts.append(LoopPart(loop, tuple(Part(n, items) for n, items in filled if items)))
    return Checklist(tuple(parts), tuple(diagram_items(report)))


def only_open(found: Checklist) -> Checklist:
    """Return a checklist without what is answered."""
    return Checklist(
        tuple(
            replace(one, parts=tuple(part for part in map(_open_part, one.parts) if part.items))
            for one in found.loops
        ),
        tuple(item for item in found.diagram if item.answer is None),
    )


def _open_part(part: Part) -> Part:
    return Part(part.name, tuple(item for item in part.items if item.answer is None))


@dataclass(frozen=True, slots=True)
class _Said:
    """A `key value` pair on a loop: `link` or `variable` carries it, else its statement."""

    key: str
    value: str
    link: Link | None = None
    variable: str | None = None


@dataclass(frozen=True)
class _Subject:
    """A loop, and how often its variables and links stand on the loops of the diagram."""

    report: Report
    loop: Loop
    signs: Signs
    passed: Counter[str]
    taken: Counter[tuple[str, str]]
    waits: dict[str, float]

    def said(self, *keys: str) -> list[_Said]:
        """What is said under these keys on the loop, in the order of the keys."""
        found = [_Said(key, value) for key, value in self.loop.extra]
        for link in self.loop.links:
            found += [_Said(key, value, link=link) for key, value in link.extra]
        for name in self.loop.variables:
            variable = self.report.diagram.variable(name)
            if variable is None:
                continue
            found += [_Said(key, value, variable=name) for key, value in variable.extra]
            if variable.capacity is not None:
                found.append(_Said("capacity", variable.capacity, variable=name))
            if variable.every is not None:
                found.append(_Said("every", spoken_delay(variable.every), variable=name))
        return sorted((s for s in found if s.key in keys), key=lambda s: keys.index(s.key))

    def words(self, said: Sequence[_Said]) -> str | None:
        """What is said as an answer, or None: `timeout 5s on Latency → Timeouts`."""
        return "; ".join(f"{s.key} {s.value} on {self.where(s)}" for s in said) or None

    def where(self, said: _Said) -> str:
        """Where something is said."""
        return self.arrow(said.link) if said.link else said.variable or "the loop"

    def arrow(self, link: Link) -> str:
        """A link by its ends: `Latency → Timeouts`."""
        return f"{link.cause} {self.signs.arrow} {link.effect}"

    def line(self, thing: Link) -> int:
        """The line of the file that says a link first."""
        return self.report.lines.place(thing.spans[0].start).line if thing.spans else 1

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
        alone = (link for link in links if self.taken[link.cause, link.effect] == 1)
        return next(alone, links[0])

    @property
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

    def on_news(self, key: str) -> list[_Said]:
        """What is said under a key where the news comes in."""
        news = self.news
        carries = (news, news.effect) if news else ()
        return [said for said in self.said(key) if (said.link or said.variable) in carries]

    @property
    def has_length(self) -> bool:
        """True where every mark of a delay has a length, and there is one."""
        delay = self.report.delay(self.loop)
        return delay.marked > 0 and delay.total.complete


def _slowest_waits(report: Report, loops: Sequence[Loop]) -> dict[str, float]:
    """How long each controller would have to wait to see what it did, on the slowest loop."""
    waits: dict[str, float] = {}
    for loop in loops:
        if loop.type == "B":
            for found in report.controllers(loop):
                wait = found.wait.min if found.wait.max is None else found.wait.max
                waits[found.variable] = max(wait, waits.get(found.variable, 0.0))
    return waits


def _identification(subject: _Subject) -> Iterator[Item]:
    loop = subject.loop
    if loop.type == "U":
        unknown = [link for link in loop.links if link.polarity == "?"]
        for link in unknown[:MOST_SIGNS]:
            note = f"line {subject.line(link)}; until that is known the loop has no type"
            yield Item(f"Which sign has {subject.arrow(link)}, + or -?", note=note)
    else:
        went = f"{' '.join(round_trip(loop, subject.signs))}; {why_type(loop)}, so it "
        went += "amplifies any change" if loop.type == "R" else "works against change"
        if loop.name:
            yield Item("What is it?", went)
        else:
            line = names_loop(loop) if loop.span is None else None
            yield Item("What is it?", line=line, note=f"it has no name: {went}")
    if loop.type == "R":
        yield _keyed(subject, "What sets it off?", "trigger", subject.own)
    if loop.type == "B":
        goal = goal_words(subject.report.diagram, loop)
        news = subject.news
        line = None if loop.goals else _on(news.cause if news else subject.own_stock, "goal")
        yield Item("What is it after?", goal) if goal else Item("What is it after?", line=line)


def _delays(subject: _Subject) -> Iterator[Item]:
    report, loop = subject.report, subject.loop
    delay = report.delay(loop)
    question = "How long until a change comes round?"
    if subject.has_length:
        yield Item(question, delay_words(report, loop).removeprefix("delay "))
    elif delay.marked:
        link = next(one for one in loop.links if one.delay and not one.delay.complete)
        note = f"{subject.arrow(link)} has a delay without a length, line {subject.line(link)}"
        yield Item(question, note=note)
    else:
        stocks = (link for link in loop.links if subject.kind(link.effect) == "stock")
        link = subject.news or next(stocks, loop.links[0])
        yield Item(question, line=on_link(link, "delay 3min"), note="no delay is marked on it")
    question = "What decides on it, and how often?"
    news = subject.news
    if delay.controllers and subject.has_length:
        yield Item(question, "; ".join(controller_words(report, loop)))
    elif delay.controllers:
        yield Item(question, subject.words(subject.said("every")))
    elif news and not subject.said("breaker") and not subject.on_news("timeout"):
        yield Item(question, line=on_variable(news.effect, "every 15s"))


def _stability(subject: _Subject) -> Iterator[Item]:
    report, loop = subject.report, subject.loop
    if loop.type == "R":
        yield _held(subject)
    swing = report.swing(loop)
    if swing and (subject.has_length or swing.model == "several stocks"):
        question = "Can it swing, and at what period?"
        if swing.model == "stocks not marked":
            note = "that depends on its stocks, and the file marks none"
            yield Item(question, line=_a_stock(subject), note=note)
        else:
            yield Item(question, swing_words(report, loop))
    if loop.type == "B" and subject.has_length:
        for controller in report.controllers(loop):
            name, wait = controller.variable, spoken_delay(controller.wait)
            asked = f"{'Do' if is_plural(name) else 'Does'} {name} wait between two decisions?"
            if controller.window is None and controller.stale is not False:
                length = at_least(subject.waits[name])
                line = on_variable(name, f"window {length}") if length else None
                yield Item(asked, line=line, note=f"the effect of one shows after {wait}")
            elif controller.window is not None:
                window = f"window {spoken_delay(controller.window)}"
                shows = f"the effect of one shows after {wait}"
                if controller.stale is False:
                    yield Item(asked, f"{window}; {shows}")
                else:
                    yield Item(asked, note=f"{window}, but {shows}")


def _a_stock(subject: _Subject) -> str | None:
    decides = subject.report.delay(subject.loop).controllers
    slow = [link.effect for link in subject.loop.links if link.delay]
    names = [*decides, *slow, *subject.loop.variables]
    free = (name for name in names if subject.kind(name) == "auxiliary")
    name = next(free, None)
    return on_variable(name, "stock") if name is not None else None


def _held(subject: _Subject) -> Item:
    question = "Is it held, and in time?"
    held = protection_words(subject.report, subject.loop)
    found = subject.report.protection(subject.loop)
    breaker = subject.words(subject.said("breaker"))
    in_time = found is not None and found.by and found.verdict != "late"
    if breaker and not (found and found.by):
        return Item(question, f"{breaker}; the diagram does not draw the loop it closes")
    if breaker or in_time:
        if not subject.has_length and held.startswith(IN_TIME):
            held = f"held by {held.removeprefix(IN_TIME)}; whether in time depends on its delay"
        return Item(question, "; ".join(filter(None, (breaker, held))))
    return Item(question, line=on_link(subject.own_link, stand_in("breaker")), note=held)


def _failure_modes(subject: _Subject) -> Iterator[Item]:
    loop, news = subject.loop, subject.news
    if news:
        question = f"What if {subject.arrow(news)} is late or lost?"
        line = on_link(news, stand_in("timeout"))
        yield _answered(subject, question, subject.on_news("timeout"), line)
        goals = goals_of(subject.report.diagram, loop)
        limits = [s for s in subject.said("limit", "capacity") if s.variable not in goals]
        note = "past that it no longer answers"
        yield _answered(subject, "How much can it correct?", limits, _limits(subject, news), note)
    if loop.type == "R":
        stocks = (name for name in loop.variables if subject.kind(name) == "stock")
        where = next(stocks, subject.own)
        limits = subject.said("limit", "capacity")
        yield _answered(subject, "How far can it run?", limits, _on(where, "limit"))
    retries = subject.said("retry")
    if retries:
        question = "Does each retry wait longer than the one before?"
        line = _beside(subject, retries[0], "backoff")
        note = subject.words(retries) or ""
        yield _answered(subject, question, subject.said("backoff"), line, note)


def _limits(subject: _Subject, news: Link) -> str | None:
    """The line for the limit of what a loop moves: a stock past where it decides, if any."""
    goals = goals_of(subject.report.diagram, subject.loop)
    names = subject.loop.variables
    after = names.index(news.effect)
    moved = (name for name in names[after:] + names[:after] if name not in goals)
    stock = next((name for name in moved if subject.kind(name) == "stock"), news.effect)
    return _on(stock, "limit")


def _synchronisation(subject: _Subject) -> Iterator[Item]:
    timers = subject.said(*TIMERS)
    jitter = subject.said("jitter")
    if timers or jitter:
        question = "Can many of its timers fire at the same moment?"
        line = _beside(subject, timers[0], "jitter") if timers else None
        yield _answered(subject, question, jitter, line, subject.words(timers) or "")


def _observability(subject: _Subject) -> Iterator[Item]:
    goals = goals_of(subject.report.diagram, subject.loop)
    where = next(iter(goals), subject.own) if subject.loop.type == "B" else subject.own
    yield _keyed(subject, "Which metric shows it?", "metric", where)


def _keyed(subject: _Subject, question: str, key: str, variable: str) -> Item:
    answer = "; ".join(f"{said.value} ({subject.where(said)})" for said in subject.said(key))
    return Item(question, answer) if answer else Item(question, line=_on(variable, key))


def _answered(
    subject: _Subject, question: str, said: Sequence[_Said], line: str | None, note: str = ""
) -> Item:
    answer = subject.words(said)
    return Item(question, answer) if answer else Item(question, line=line, note=note)


def _on(variable: str, key: str) -> str | None:
    return on_variable(variable, stand_in(key))


def _beside(subject: _Subject, said: _Said, key: str) -> str | None:
    """The line that says something where something else is said."""
    if said.link:
        return on_link(said.link, stand_in(key))
    return _on(said.variable or subject.own, key)
