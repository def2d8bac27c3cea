"""Verbs on links: add one, set its sign, delay, bend and note, and reverse it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from cld.core.diagram import Ends, Polarity, flipped
from cld.core.quantities import QuantityError
from cld.core.quantities import delay as read_delay
from cld.core.text import fold
from cld.edit.change import Draft, TextChange, has_break, refused
from cld.edit.cut import Fate, cut
from cld.edit.delete import drop_loops
from cld.edit.labels import link_words, name_problem, no_link, one_or_many
from cld.edit.mentions import link_start
from cld.edit.steps import ChainStep, all_steps, set_sign, spread_attribute, state
from cld.language.format import name_text, quoted
from cld.language.source import Source
from cld.language.syntax import Chain

MOST_BENT = 50.0


def add_link(source: Source, cause: str, effect: str, polarity: Polarity = "+") -> TextChange:
    """Return the edits that add a link; its ends may be new variables.

    >>> from cld.language.source import source_of
    >>> add_link(source_of("A (+)-> B"), "B", "A", "-").edits[0].text
    '\\nB (-)-> A'
    """
    cause, effect = fold(cause), fold(effect)
    label = f"Link {link_words((cause, effect))}"
    problem = name_problem(cause) or name_problem(effect)
    if not problem and source.diagram.link(cause, effect):
        problem = f"a link from “{cause}” to “{effect}” already exists"
    if problem:
        return refused(label, problem)
    draft = Draft(source)
    line = f"{link_start(cause)} ({polarity})-> {name_text(effect)}"
    draft.add_line(line, (Chain,), (cause, effect))
    return draft.done(label)


def set_polarity(source: Source, links: Iterable[Ends], polarity: Polarity) -> TextChange:
    """Return the edits that set the sign of links, everywhere in the text.

    >>> from cld.language.source import source_of
    >>> set_polarity(source_of("A (+, delay)-> B"), [("A", "B")], "-").label
    'Flip A → B'
    """
    wanted = dict.fromkeys(links)
    listed = one_or_many([link_words(ends) for ends in wanted], "link")
    before = {link.polarity for ends in wanted if (link := source.diagram.link(*ends))}
    flips = before == {flipped(polarity)} and polarity != "?"
    label = f"Flip {listed}" if flips else f"Mark {listed} as {polarity}"
    missing = next((ends for ends in wanted if not source.diagram.link(*ends)), None)
    if missing:
        return refused(label, no_link(missing))
    draft = Draft(source)
    for _, _, its in all_steps(source, wanted):
        for step in its:
            if step.ends in wanted:
                set_sign(draft, step, polarity)
    return draft.done(label)


def set_delay(source: Source, cause: str, effect: str, delay: str | None) -> TextChange:
    """Return the edits that set the delay of a link.

    `delay` is None to remove it, empty if its length is unknown, or the length as written in a
    file.

    >>> from cld.language.source import source_of
    >>> set_delay(source_of("A (+)-> B"), "A", "B", "3min").edits[0].text
    ', delay 3min'
    """
    label = f"Delay of {link_words((cause, effect))}"
    if delay is None:
        return _stated(source, (cause, effect), "delay", "", label)
    try:
        read_delay(delay)
    except QuantityError as error:
        return refused(label, str(error))
    words = " ".join(["delay", *delay.split()])
    return _stated(source, (cause, effect), "delay", words, label)


def set_bend(source: Source, cause: str, effect: str, bend: float | None) -> TextChange:
    """Return the edits that set the bend of a link in percent of its length, or with None leave
    it to the layout.

    >>> from cld.language.source import source_of
    >>> set_bend(source_of("A (+)-> B"), "A", "B", -12.34).edits[0].text
    ', bend -12.3'
    """
    label = f"Bend {link_words((cause, effect))}"
    if bend is None:
        return _stated(source, (cause, effect), "bend", "", label)
    if not math.isfinite(bend):
        return refused(label, f"{bend} is not a bend; give a number")
    # No link is drawn as more than half a circle.
    shown = round(max(-MOST_BENT, min(MOST_BENT, bend)), 1) + 0.0
    return _stated(source, (cause, effect), "bend", f"bend {shown:g}", label)


def set_note(source: Source, cause: str, effect: str, note: str | None) -> TextChange:
    """Return the edits that make a text the only note on a link, or without a text remove all.

    >>> from cld.language.source import source_of
    >>> set_note(source_of("A (+)-> B"), "A", "B", "seen in the logs").edits[0].text
    ', "seen in the logs"'
    """
    label = f"Note on {link_words((cause, effect))}"
    words = quoted(note) if note and note.strip() else ""
    return _stated(source, (cause, effect), "", words, label)


def _stated(source: Source, ends: Ends, key: str, words: str, label: str) -> TextChange:
    """Return the edits that change an attribute of a link everywhere in the text, or add it."""
    if not source.diagram.link(*ends):
        return refused(label, no_link(ends))
    draft = Draft(source)
    found = [(chain, its) for _, chain, its in all_steps(source, (ends,))]
    said = [s for _, its in found for s in its if s.ends == ends and _has(s, key)]
    is_new = not said
    for chain, its in found:
        spread_attribute(draft, chain, its, (ends,), key)
        for step in its:
            if step.ends == ends:
                state(draft, step, key, words, new=is_new)
                is_new = False
    return draft.done(label)


def _has(step: ChainStep, key: str) -> bool:
    return any(attribute.key == key for attribute in step.arrow.attributes)


def reverse(source: Source, cause: str, effect: str) -> TextChange:
    """Return the edits that reverse a link, with its sign and its attributes.

    Loop statements that pass through it are removed, since these loops are no longer closed.

    >>> from cld.language.source import source_of
    >>> from cld.core.text import apply_edits
    >>> text = "A (+)-> B (-, delay)-> C"
    >>> apply_edits(text, reverse(source_of(text), "B", "C").edits)
    'A (+)-> B\\nC (-, delay)-> B'
    """
    ends = (cause, effect)
    label = f"Reverse {link_words(ends)}"
    if not source.diagram.link(*ends):
        return refused(label, no_link(ends))
    if cause == effect:
        return TextChange((), label)
    if source.diagram.link(effect, cause):
        return refused(label, f"a link from “{effect}” to “{cause}” already exists")
    draft = Draft(source)
    for statement, chain, its in all_steps(source, (ends,)):
        fates: list[Fate] = ["turns" if step.ends == ends else "stays" for step in its]
        if fates == ["turns"]:
            _swap(draft, its[0])
        else:
            cut(draft, statement, chain, its, fates, ())
    drop_loops(draft, frozenset([ends]))
    return draft.done(label)


def _swap(draft: Draft, step: ChainStep) -> None:
    """Swap the ends of a link that is a whole chain."""
    one, other = step.cause.span.shift(step.start), step.effect.span.shift(step.start)
    alone = has_break(draft.source.text[one.end : step.bracket.start])
    draft.replace(one.start, one.end, link_start(step.effect.text, alone))
    draft.replace(other.start, other.end, name_text(step.cause.text))
