"""The design-review checklist: the questions about each loop, with the answers in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from cld.behaviour.compared import FAR_APART
from cld.behaviour.decisions import blind_words
from cld.behaviour.goals import goals_of
from cld.checklist.items import Checklist, ChecklistItem, ChecklistPart, LoopPart
from cld.checklist.lines import at_least, names_loop, on_link, on_variable, stand_in
from cld.checklist.subject import ChecklistSubject, SaidPair, longest_ways, slowest_waits
from cld.checklist.whole import diagram_items
from cld.core.diagram import Link
from cld.core.english import is_plural
from cld.core.quantities import Delay, spoken_delay, written_delay
from cld.loops.drain import circulates, is_flow_into_stock, is_outflow
from cld.loops.loop import Loop
from cld.prose.loops import (
    controller_words,
    delay_words,
    loop_goal_words,
    round_trip,
    why_type,
)
from cld.prose.opposition import opposition_lines
from cld.prose.oscillation import oscillation_words
from cld.prose.wording import UNICODE, Signs
from cld.report import Report
from cld.sentences import loops as say
from cld.sentences.naming import names_of

# The ends of sentences by which the period of a loop stays open.
NO_PERIOD = tuple(
    sentence.template.rsplit("its period ", 1)[1]
    for sentence in (say.PART_SMOOTH, say.ONE_STOCK_NO_PERIOD)
)
# A length of time where the file states none.
EXAMPLE, AN_EXAMPLE = "1d", "; 1d is an example"
TIMERS = ("retry", "backoff", "ttl", "timeout", "every")
MOST_SIGNS = 3


def checklist(report: Report, loops: Sequence[Loop], signs: Signs = UNICODE) -> Checklist:
    """Return the checklist of a diagram.

    Each loop has six parts: identification, delays, stability, failure modes, synchronisation,
    observability. Questions that the file answers have an answer; the others have the line to
    write. A question is asked only if it makes sense: the opposing loops of a reinforcing loop,
    the goal and the period of a balancing loop, jitter if something runs on a timer.

    Parameters
    ----------
    report : the report on the diagram.
    loops : the loops to include.
    signs : the characters that the output can show.

    >>> from cld.analyze import analyze
    >>> report = analyze("A (+)-> B (-)-> A\\nA: goal <= 3")
    >>> for item in checklist(report, report.loops).items:
    ...     if item.question == "What does it aim for?":
    ...         print(item.answer)
    A <= 3
    """
    if not report.loops:
        return Checklist((), ())
    passed = Counter(chain.from_iterable(loop.variables for loop in report.loops))
    taken = Counter(link.ends for loop in report.loops for link in loop.links)
    waits, paces = slowest_waits(report, loops), longest_ways(report, loops)
    many = sum(variable.every is not None for variable in report.variables) > 1
    parts = []
    for loop in loops:
        subject = ChecklistSubject(report, loop, signs, passed, taken, waits, paces, many)
        named = [
            ("identification", _identification(subject)),
            ("delays", _delays(subject)),
            ("stability", _stability(subject)),
            ("failure modes", _failure_modes(subject)),
            ("synchronisation", _synchronisation(subject)),
            ("observability", _observability(subject)),
        ]
        filled = ((name, tuple(items)) for name, items in named)
        parts.append(LoopPart(loop, tuple(ChecklistPart(n, items) for n, items in filled if items)))
    return Checklist(tuple(parts), tuple(diagram_items(report)))


def _identification(subject: ChecklistSubject) -> Iterator[ChecklistItem]:
    loop = subject.loop
    went = f"{' '.join(round_trip(loop, subject.signs))}; {why_type(loop)}"
    if loop.type == "U":
        yield ChecklistItem("What is it?", note=f"{went}; + or -: {_unknown(subject)}")
        return
    moves = circulates(subject.report.diagram, loop)
    went += f", so it {'amplifies any change' if loop.type == 'R' else 'works against change'}"
    if moves:
        went = went.replace("so it amplifies any change", "but it only moves material")
    if loop.name:
        yield ChecklistItem("What is it?", went)
    else:
        line = names_loop(loop) if loop.span is None else None
        yield ChecklistItem("What is it?", line=line, note=f"it has no name: {went}")
    if loop.type == "R" and not moves:
        yield _keyed(subject, "What sets it off?", "trigger", subject.own)
    if loop.type == "B":
        goal = loop_goal_words(subject.report.diagram, loop)
        news = subject.news
        question = "What does it aim for?"
        if goal:
            yield ChecklistItem(question, goal)
        elif news:  # a loop that nature balances has no goal
            cause = subject.report.diagram.variable(news.cause)
            told = loop.goals or (cause and cause.goal)  # a second goal would not count
            yield ChecklistItem(question, line=None if told else _on(news.cause, "goal"))


def _unknown(subject: ChecklistSubject) -> str:
    links = [link for link in subject.loop.links if link.polarity == "?"]
    named = [f"{subject.arrow(link)}{subject.line(link, ' in ')}" for link in links[:MOST_SIGNS]]
    return names_of(named, MOST_SIGNS, len(links))


def _delays(subject: ChecklistSubject) -> Iterator[ChecklistItem]:
    report, loop = subject.report, subject.loop
    delay = report.delay(loop)
    question = "How long do its delays take?"
    if subject.moves_material and not delay.marked and not subject.news:
        return  # what stays in a stock leaves it in its own time
    if subject.has_length:
        yield ChecklistItem(question, delay_words(report, loop).removeprefix("delay "))
    elif delay.marked:
        link = next(one for one in loop.links if one.delay and not one.delay.complete)
        where = subject.line(link, ", ")
        note = f"{subject.arrow(link)} has a delay without a length{where}"
        yield ChecklistItem(question, note=note)
    else:
        line = on_link(_may_take_time(subject), _like_others(report))
        note = f"no delay is marked on it{_example(report)}"
        yield ChecklistItem(question, line=line, note=note)
    question = "What decides here, and how often?"
    news = subject.news
    if delay.controllers and subject.has_length:
        yield ChecklistItem(question, "; ".join(controller_words(report, loop)))
    elif delay.controllers:
        yield ChecklistItem(question, subject.words(subject.said("every")))
    elif news and not subject.on_news("timeout"):
        decides = subject.decides
        line = on_variable(decides, f"every {_interval(subject)}") if decides else None
        yield _answered(subject, question, subject.said("breaker"), line)


def _may_take_time(subject: ChecklistSubject) -> Link:
    """The link of a loop whose delay is asked for: a flow changes its stock at once."""
    diagram, links = subject.report.diagram, subject.loop.links
    slow = [link for link in links if not is_flow_into_stock(diagram, link.ends)]
    # Things stay in a stock for a time already.
    slow = [link for link in slow if not is_outflow(diagram, link)] or slow
    if subject.news in slow:
        return subject.news
    stocks = (link for link in slow if subject.kind(link.effect) == "stock")
    return next(stocks, (slow or links)[0])


def _interval(subject: ChecklistSubject) -> str:
    """An interval between decisions to write, which leaves time for the effect of each to show: the
    longest loop through what decides, else the first delay in the file, else an example."""
    name = subject.decides
    longest = subject.paces.get(name, 0.0) if name else 0.0
    if longest:
        return written_delay(Delay(longest, longest, True))
    first = _stated(subject.report)
    return written_delay(first) if first is not None else EXAMPLE


def _stated(report: Report) -> Delay | None:
    """The first delay with one length that the file states."""
    stated = (link.delay for link in report.links if link.delay and link.delay.complete)
    return next((one for one in stated if one.max == one.min and one.min and not one.smooth), None)


def _like_others(report: Report) -> str:
    """A delay to write, as long as one that the file states, if it states one."""
    stated = (link.delay for link in report.links if link.delay and link.delay.complete)
    first = next(stated, None)
    return f"delay {written_delay(first)}" if first is not None else f"delay {EXAMPLE}"


def _example(report: Report) -> str:
    """A remark on a length to write, if the file states none that it could follow."""
    return "" if any(link.delay and link.delay.complete for link in report.links) else AN_EXAMPLE


def _stability(subject: ChecklistSubject) -> Iterator[ChecklistItem]:
    report, loop = subject.report, subject.loop
    if loop.type == "R" and not circulates(report.diagram, loop):
        yield _opposed(subject)
    alone = report.oscillation(loop)
    words = oscillation_words(report, loop)
    asked_of = words or (alone and alone.model == "stocks not marked")
    if alone and asked_of and (subject.has_length or alone.model == "several stocks"):
        question = "Can it oscillate, and at what period?"
        if alone.model == "stocks not marked":
            note = "that depends on its stocks, and the file marks none"
            yield ChecklistItem(question, line=_a_stock(subject), note=note)
        elif alone.model == "one stock":
            # The file gives the delays: where nothing more can be said, a condition is the answer.
            no_period = any(said in words for said in NO_PERIOD)
            yield ChecklistItem("Can it oscillate?" if no_period else question, words)
        elif alone.verdict == "unknown" or not alone.says_how:
            yield ChecklistItem(question, note=words)
        else:
            yield ChecklistItem(question, words)
    if loop.type == "B" and subject.has_length:
        for controller in report.controllers(loop):
            name, wait = controller.variable, spoken_delay(controller.wait)
            asked = f"{'Do' if is_plural(name) else 'Does'} {name} wait between two decisions?"
            if controller.window is None and controller.stale is not False:
                # One window cannot suit effects that show at very different times.
                own = controller.wait.max or controller.wait.min
                suits = subject.waits[name] <= FAR_APART * own
                length = at_least(subject.waits[name]) if suits else None
                line = on_variable(name, f"window {length}") if length else None
                yield ChecklistItem(asked, line=line, note=f"the effect of one shows after {wait}")
            elif controller.window is not None:
                window = f"window {spoken_delay(controller.window)}"
                shows = f"the effect of one shows after {wait}"
                # Where an effect begins at once, no window is long enough to be sure of all of it.
                spread = controller.stale is None and controller.wait.smooth
                if controller.stale is False or spread:
                    shows = blind_words(controller) if spread else shows
                    yield ChecklistItem(asked, f"{window}; {shows}")
                else:
                    yield ChecklistItem(asked, note=f"{window}, but {shows}")


def _a_stock(subject: ChecklistSubject) -> str | None:
    decides = subject.report.delay(subject.loop).controllers
    slow = [link.effect for link in subject.loop.links if link.delay]
    names = [*decides, *slow, *subject.loop.variables]
    free = (name for name in names if subject.kind(name) == "auxiliary")
    name = next(free, None)
    return on_variable(name, "stock") if name is not None else None


def _opposed(subject: ChecklistSubject) -> ChecklistItem:
    """Return the item on opposing loops. It is answered if the file states a breaker, or marks the
    timing of every opposing loop."""
    timed = subject.report.marks_delays
    question = "What opposes it, and when does that respond?" if timed else "What opposes it?"
    found = subject.report.opposition(subject.loop)
    breaker = subject.words(subject.said("breaker"))
    opposing = found.by if found is not None else ()
    if breaker and not opposing:
        return ChecklistItem(question, f"{breaker}; the diagram does not draw the loop it closes")
    none = subject.denied("breaker")
    said = opposition_lines(subject.report, subject.loop)
    known = [one.timing != "unknown" or not timed for one in opposing]
    if breaker or (known and all(known)):
        return ChecklistItem(question, "; ".join(filter(None, (breaker, *said))))
    # The delays of both loops decide when an opposing loop responds; these are asked for above.
    line = None if opposing or none else on_link(subject.own_link, stand_in("breaker"))
    if line is not None and not subject.is_service:
        loops = names_of(subject.loop.variables, MOST_SIGNS, last="or")
        line, none = None, f"if something does, draw its balancing loop through {loops}"
    return ChecklistItem(question, line=line, note="; ".join(filter(None, (*said, none))))


def _failure_modes(subject: ChecklistSubject) -> Iterator[ChecklistItem]:
    loop, news = subject.loop, subject.news
    if news and (news.info or news.effect in subject.report.diagram.deciding):
        question = f"If {subject.arrow(news)} is late or lost, what happens?"
        line = on_link(news, stand_in("timeout"))
        yield _answered(subject, question, subject.on_news("timeout"), line, keys=("timeout",))
    if news:
        # A limit on the variable it watches does not limit its response.
        watched = {*goals_of(subject.report.diagram, loop)} - {news.effect}
        limits = [s for s in subject.said("limit", "capacity") if s.variable not in watched]
        note = "beyond that it cannot respond"
        line = _limits(subject, news)
        yield _answered(subject, "How much can it correct?", limits, line, note, ("limit",))
    if loop.type == "R" and not circulates(subject.report.diagram, loop):
        stocks = (name for name in loop.variables if subject.kind(name) == "stock")
        where = next(stocks, subject.own)
        limits = subject.said("limit", "capacity")
        question = "How far can it go?"
        yield _answered(subject, question, limits, _on(where, "limit"), "", ("limit",))
    retries = subject.said("retry")
    if retries:
        question = "Does each retry wait longer than the one before?"
        line = _beside(subject, retries[0], "backoff")
        note = subject.words(retries) or ""
        yield _answered(subject, question, subject.said("backoff"), line, note, ("backoff",))


def _limits(subject: ChecklistSubject, news: Link) -> str | None:
    """Return the line for the limit of a loop: on a stock between the decision and what it watches,
    if there is one, else on the first flow there, else on what decides."""
    goals = goals_of(subject.report.diagram, subject.loop)
    names = subject.loop.turned_to(news.effect).variables
    moved = [name for name in names if name not in goals and name != news.cause]
    for kind in ("stock", "flow"):
        found = next((name for name in moved if subject.kind(name) == kind), None)
        if found is not None:
            return _on(found, "limit")
    return _on(news.effect, "limit")


def _synchronisation(subject: ChecklistSubject) -> Iterator[ChecklistItem]:
    # If only one variable decides, it cannot synchronise with another.
    timers = [one for one in subject.said(*TIMERS) if one.key != "every" or subject.many_decide]
    jitter = subject.said("jitter")
    if timers or jitter or subject.denied("jitter"):
        question = "Can many of its timers fire at the same moment?"
        line = _beside(subject, timers[0], "jitter") if timers else None
        yield _answered(subject, question, jitter, line, subject.words(timers) or "", ("jitter",))


def _observability(subject: ChecklistSubject) -> Iterator[ChecklistItem]:
    goals = goals_of(subject.report.diagram, subject.loop)
    where = next(iter(goals), subject.own) if subject.loop.type == "B" else subject.own
    yield _keyed(subject, "Which metric shows it?", "metric", where)


def _keyed(subject: ChecklistSubject, question: str, key: str, variable: str) -> ChecklistItem:
    answer = "; ".join(f"{said.value} ({subject.where(said)})" for said in subject.said(key))
    if answer:
        return ChecklistItem(question, answer)
    none = subject.denied(key)
    return ChecklistItem(question, line=None if none else _on(variable, key), note=none)


def _answered(
    subject: ChecklistSubject,
    question: str,
    said: Sequence[SaidPair],
    line: str | None,
    note: str = "",
    keys: Sequence[str] = (),
) -> ChecklistItem:
    """Return an item, answered by `said` if that is not empty. If the file says `none`, no line is
    suggested, since the language keeps the first of two values."""
    answer = subject.words(said)
    if answer:
        return ChecklistItem(question, answer)
    none = subject.denied(*keys)
    return ChecklistItem(
        question, line=None if none else line, note="; ".join(filter(None, (note, none)))
    )


def _on(variable: str, key: str) -> str | None:
    return on_variable(variable, stand_in(key, variable))


def _beside(subject: ChecklistSubject, said: SaidPair, key: str) -> str | None:
    """Return the line that adds a key at the place of another one."""
    if said.link:
        return on_link(said.link, stand_in(key))
    return _on(said.variable or subject.own, key)
