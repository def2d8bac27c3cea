"""Interventions of a text: their operations, their levels, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cld.core.diagnostics import Diagnostic
from cld.core.diagram import Change, Intervention
from cld.core.quantities import QuantityError, delay
from cld.core.text import Lines
from cld.language.attributes import INTERVENTION_KEYS, Bag
from cld.language.looselinks import loose_links
from cld.language.syntax import Attribute, InterventionBlock, Operation

_FACTOR = re.compile(r"\d{1,9}(\.\d{1,9})?")


def read_intervention(
    node: InterventionBlock, start: int, lines: Lines
) -> tuple[Intervention, tuple[Diagnostic, ...]]:
    """Return an intervention, and what is wrong with what it says.

    Parameters
    ----------
    node, start : the block, and the place of its statement in the text.
    lines : the lines of the text, for messages.
    """
    bag = Bag(f"intervention “{node.name.text}”", INTERVENTION_KEYS)
    findings = list(bag.take(node.settings, start, lines))
    levels: tuple[int, ...] = ()
    if "level" in bag.extra:
        levels, problem = read_levels(bag.extra.pop("level"))
        if problem:
            hint = "levels run from 12 (weakest) to 1 (strongest), as in `(level 7 or 8)`"
            said = next(a.span for a in node.settings if a.key == "level").shift(start)
            findings.append(Diagnostic("CLD204", said, problem, hint))
    operations = [one for one in node.operations if isinstance(one, Operation)]
    changes = []
    for operation in operations:
        change, wrong = _change(operation, start, lines)
        changes.append(change)
        findings += wrong
    unread = len(operations) < len(node.operations)
    extra, span = tuple(bag.extra.items()), node.name.span.shift(start)
    made = Intervention(node.name.text, tuple(changes), levels, extra, span, unread)
    return made, tuple(findings)


def read_levels(words: str) -> tuple[tuple[int, ...], str]:
    """Return the leverage levels `7` or `7 or 8` name, and what is wrong with them.

    >>> read_levels("7 or 8")
    ((7, 8), '')
    """
    numbers = words.replace(",", " or ").split(" or ")
    levels = [int(n) for n in numbers if n.strip().isascii() and n.strip().isdigit()]
    if len(levels) != len(numbers) or not all(1 <= level <= 12 for level in levels):
        return (), f"“{words}” names no leverage level"
    return tuple(levels), ""


def _change(operation: Operation, start: int, lines: Lines) -> tuple[Change, list[Diagnostic]]:
    findings = list(_delay_faults(operation, start))
    links, wrong = loose_links(operation.chain, start, lines)
    findings += wrong
    strength, fault = _strength(operation, start)
    if fault:
        findings.append(fault)
    change = Change(
        verb=operation.verb,
        links=links,
        name=operation.name.text if operation.name else None,
        before=_words(operation.before),
        after=_words(operation.after),
        words=operation.words.text if operation.words else None,
        value=strength,
        span=operation.span.shift(start),
    )
    return change, findings


def _strength(operation: Operation, start: int) -> tuple[str | None, Diagnostic | None]:
    """The strength of a link that is weakened or strengthened, by which it is multiplied."""
    if operation.value is None:
        return None, None
    words = _words(operation.value) or ""
    span = operation.value.span.shift(start)
    if operation.verb == "cut":
        message = "a link that is cut has no strength"
        return None, Diagnostic("CLD203", span, message, "write `cut A -> B` alone")
    if not _FACTOR.fullmatch(words):
        hint = "as in `weaken A -> B: 0.3`: the share of its strength that is left"
        return None, Diagnostic("CLD203", span, f"“{words}” is not a number from 0", hint)
    return words, None


def _delay_faults(operation: Operation, start: int) -> Iterator[Diagnostic]:
    """Yield the ends of a changed delay that cannot be read as a delay."""
    if operation.verb != "delay":
        return
    for value in filter(None, (operation.before, operation.after)):
        try:
            delay(_words(value) or "")
        except QuantityError as error:
            hint = "as in `delay A -> B: 3min to 30s`"
            yield Diagnostic("CLD203", value.span.shift(start), str(error), hint)


def _words(value: Attribute | None) -> str | None:
    return None if value is None else " ".join(part.text for part in value.parts)
