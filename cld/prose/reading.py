"""Explains a loop link by link, for `cld explain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cld.behaviour.goals import perhaps_pursued
from cld.core.diagram import Diagram, Link, Polarity
from cld.core.english import is_plural
from cld.core.quantities import spoken_delay
from cld.loops.loop import TYPE_NAMES, Loop
from cld.prose.footnote import footnote
from cld.prose.loops import (
    controller_words,
    delay_words,
    left_out,
    loop_goal_words,
    why_type,
)
from cld.prose.opposition import opposition_prose
from cld.prose.oscillation import oscillation_words
from cld.prose.patterns import numbered_items, pattern_prose
from cld.prose.surroundings import lever_prose, meeting_prose, shared_prose
from cld.prose.wording import plural
from cld.report import Report
from cld.sentences import reading as say
from cld.sentences.meetings import SET_OFF
from cld.sentences.naming import names_of
from cld.sentences.sentence import Sentence


def link_sentence(link: Link, rising: bool | None) -> str:
    """Return a link as a sentence; its cause rises, falls, or (None) changes in an unknown way.

    >>> link_sentence(Link("Pods", "Latency", "-"), rising=True)
    'When Pods rise, Latency falls: opposite direction (-).'
    """
    moves = _after(link, rising)
    also = " too" if moves is None else ""
    effect = f"{link.effect} {_moves(link.effect, moves)}{also}"
    if link.delay is not None and link.delay.complete:
        effect = say.AFTER(delay=spoken_delay(link.delay), effect=effect)
    elif link.delay is not None:
        effect = say.AFTER_UNKNOWN(effect=effect)
    cause = f"{link.cause} {_moves(link.cause, rising)}"
    return say.LINK(cause=cause, effect=effect, direction=_KINDS[link.polarity]())


_KINDS: dict[Polarity, Sentence] = {"+": say.SAME, "-": say.OPPOSITE, "?": say.NOT_KNOWN}


def _moves(name: str, rising: bool | None) -> str:
    verb = "change" if rising is None else "rise" if rising else "fall"
    return verb if is_plural(name) else f"{verb}s"


def link_sentences(loop: Loop) -> Iterator[tuple[Link, str]]:
    """Yield each link of a loop with its sentence, beginning with a rise in the first variable.

    >>> from cld.analyze import analyze
    >>> [said for _, said in link_sentences(analyze("A (+)-> B (-)-> A").loops[0])][1]
    'When B rises, A falls: opposite direction (-).'
    """
    rising: bool | None = True
    for link in loop.links:
        yield link, link_sentence(link, rising)
        rising = _after(link, rising)


def beginning(diagram: Diagram, loop: Loop) -> str:
    """Return the opening: `R1 is a reinforcing loop of 2 links.`, and how to read it."""
    type_ = TYPE_NAMES[loop.type]
    a, links = "an" if type_.startswith("u") else "a", plural(len(loop.links), "link")
    said = say.BEGINNING(loop=loop.title, a=a, type=type_, links=links)
    stock = next((name for name in loop.variables if name in diagram.stocks), None)
    return say.OF_STOCKS(said=said, stock=stock) if stock else said


def reading(report: Report, loop: Loop) -> Iterator[str]:
    """Yield the explanation of a loop as paragraphs: its type, each link, the outcome, its delay
    and goal, other loops, where to act, and the patterns it may be part of. Paragraphs that begin
    with a number are the items of a list."""
    yield beginning(report.diagram, loop)
    skipped = left_out(len(loop.links))
    for number, (link, said) in enumerate(link_sentences(loop), start=1):
        if number - 1 in skipped:
            if number - 1 == skipped.start:
                more = plural(len(skipped), "more link")
                yield say.LEFT_OUT(first=number, last=skipped.stop, number=more)
            continue
        places = sorted(span.start for span in link.spans)
        where = report.source.lines.said(places[0], " (", ")") if places else ""
        because = "".join(f" “{note}”" for note in link.notes)
        yield f"{number}. {said}{because}{where}"
    yield outcome(loop)
    yield f"Polarity: {why_type(loop)}."
    yield f"Delay: {_delay(report, loop)}"
    yield from opposition_prose(report, loop)
    alone = oscillation_words(report, loop)
    if alone:
        yield f"{alone[0].upper()}{alone[1:]}."
    goal = loop_goal_words(report.diagram, loop)
    if goal:
        yield f"Goal: {goal}."
    elif loop.type == "B":
        perhaps = perhaps_pursued(report.diagram, loop)
        said = say.MAY_PURSUE(names=names_of(perhaps)) if perhaps else say.NO_GOAL()
        yield f"Goal: {said}"
    met = list(meeting_prose(report, loop))
    yield from _listed("Other loops", met)
    shares = list(shared_prose(report, loop))
    if shares:
        said = SET_OFF()
        yield f"{said[0].upper()}{said[1:]}" if met else f"Other loops: {said}"
        yield from numbered_items(shares)
    yield from _listed("Where to act", list(lever_prose(report, loop)))
    yield from pattern_prose(report, loop)
    yield footnote(report, loop)


def _listed(title: str, sentences: Sequence[str]) -> Iterator[str]:
    """One sentence after its title, or several as a numbered list beneath it."""
    if len(sentences) == 1:
        yield f"{title}: {sentences[0]}"
    elif sentences:
        yield f"{title}:"
        yield from numbered_items(sentences)


def _after(link: Link, rising: bool | None) -> bool | None:
    """Whether the effect of a link rises, given that its cause does or falls."""
    if link.polarity == "?" or rising is None:
        return None
    return rising == (link.polarity == "+")


def outcome(loop: Loop) -> str:
    """Return the effect that returns to the first variable of a loop."""
    first = loop.links[0].cause
    if loop.type == "R":
        return say.AMPLIFIES(first=first)
    return (say.WORKS_AGAINST if loop.type == "B" else say.CANNOT_BE_SAID)(first=first)


def _delay(report: Report, loop: Loop) -> str:
    said = delay_words(report, loop).removeprefix("delay ") + "."
    if not report.delay(loop).marked:
        said = say.NONE_MARKED()
    return " ".join([said, *(f"{words}." for words in controller_words(report, loop))])
